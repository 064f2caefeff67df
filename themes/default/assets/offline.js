// Keeping the site on the device, where a reader asks for it; and, on every page, word of a newer edition that has been fetched.
(function () {
  "use strict";
  var script = document.currentScript;
  var container = navigator.serviceWorker;
  // From file:// and over plain http there are no workers, and a page that changes by the minute says that it must not be kept.
  if (!container || !/^https?:$/.test(location.protocol) || document.querySelector("script[data-unkept]")) return;
  var root = new URL(script.dataset.root || "./", location.href).href;
  var box = document.querySelector("[data-offline]");
  var say = function () {};
  // A worker that has failed may still tell how far it came.
  var failing = false;

  // A page that stands in a folder further up may have a worker of its own; only the one of this site counts.
  function own() {
    return container.getRegistration(root).then(function (found) { return found && found.scope === root ? found : null; });
  }

  // A newer edition waits until the reader wants it, so that no page changes while it is read.
  function offer(worker) {
    if (document.querySelector(".newer")) return;
    var line = document.createElement("p");
    line.className = "newer";
    line.setAttribute("role", "status");
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = script.dataset.reload;
    button.addEventListener("click", function () {
      container.addEventListener("controllerchange", function () { location.reload(); }, { once: true });
      worker.postMessage("show");
    });
    line.append(script.dataset.newer + " ", button);
    document.body.prepend(line);
  }
  function watch(registration) {
    if (registration.waiting && registration.active) offer(registration.waiting);
    registration.addEventListener("updatefound", function () {
      var worker = registration.installing;
      worker.addEventListener("statechange", function () {
        if (worker.state === "installed" && registration.active) offer(worker);
      });
    });
  }
  own().then(function (registration) { if (registration) watch(registration); });

  if (!box) return;
  var on = box.querySelector("[data-offline-on]");
  var off = box.querySelector("[data-offline-off]");
  var status = box.querySelector("[data-offline-status]");
  say = function (text) { status.textContent = text; };
  function show(kept) { on.hidden = kept; off.hidden = !kept; }

  container.addEventListener("message", function (event) {
    var data = event.data || {};
    if (data.offline === "busy" && !on.hidden && !failing) say(box.dataset.busy.replace("{done}", data.done).replace("{total}", data.total));
  });
  own().then(function (registration) {
    if (registration && registration.active) { show(true); say(box.dataset.kept); }
    box.hidden = false;
  }, function () { /* Storage is refused, as in some private windows: there is nothing to offer. */ });

  on.addEventListener("click", function () {
    on.disabled = true;
    failing = false;
    var failed = function () { failing = true; on.disabled = false; say(box.dataset.failed); };
    container.register(root + "sw.js").then(function (registration) {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () { /* The copy is kept as long as there is room. */ });
      var worker = registration.installing || registration.waiting || registration.active;
      var look = function () {
        if (worker.state === "activated") { on.disabled = false; show(true); say(box.dataset.kept); watch(registration); }
        else if (worker.state === "redundant") registration.unregister().then(failed, failed);
      };
      worker.addEventListener("statechange", look);
      look();
    }).catch(failed);
  });

  off.addEventListener("click", function () {
    own().then(function (registration) { return registration && registration.unregister(); }).then(function () {
      return caches.keys();
    }).then(function (names) {
      return Promise.all(names.map(function (name) { return name.indexOf("sijill " + root + " ") === 0 ? caches.delete(name) : false; }));
    }).then(function () { show(false); say(box.dataset.removed); on.focus(); });
  });
})();
