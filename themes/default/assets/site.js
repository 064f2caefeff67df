// Every page: keyboard shortcuts by key position, where the reader is, and the same place in the other language.
(function () {
  "use strict";
  var doc = document;
  var all = function (selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); };
  var paragraphs = all(".paragraph[id], .paragraph-row[id]");
  var here = null;

  // Storage may be refused, as in a private window; the setting then lasts as long as the page.
  var kept = { off: false };
  function shortcutsOff() { try { return localStorage.getItem("sijill-shortcuts") === "off"; } catch (e) { return kept.off; } }
  function keepShortcuts(on) { kept.off = !on; try { localStorage.setItem("sijill-shortcuts", on ? "on" : "off"); } catch (e) { /* kept above */ } }

  // Where the reader is: the paragraph at the top of the window, marked in the contents; language links lead to the same paragraph.
  var places = {};
  all(".outline .within a").forEach(function (link) { places[link.hash.slice(1)] = link; });
  var others = all(".languages a").map(function (link) { return { link: link, href: link.getAttribute("href").split("#")[0] }; });
  function standAt(paragraph) {
    if (paragraph === here) return;
    if (here && places[here.id]) places[here.id].removeAttribute("aria-current");
    here = paragraph;
    if (!here) return;
    if (places[here.id]) places[here.id].setAttribute("aria-current", "location");
    others.forEach(function (other) { other.link.setAttribute("href", other.href + "#" + here.id); });
  }
  // Who has gone to a paragraph stands at it as long as it is in sight and the page can go no further; otherwise, at the last one that begins above a
  // line near the top of the window.
  var sought = null;
  function look() {
    var left = doc.documentElement.scrollHeight - innerHeight - scrollY;
    var begins = sought && left < 2 ? sought.getBoundingClientRect().top : -1;
    if (begins >= 0 && begins < innerHeight) return standAt(sought);
    var found = null;
    var line = Math.min(innerHeight / 3, 240);
    for (var i = 0; i < paragraphs.length; i++) {
      if (paragraphs[i].getBoundingClientRect().top > line) break;
      found = paragraphs[i];
    }
    standAt(found);
  }
  function seek() {
    var target = location.hash && doc.getElementById(location.hash.slice(1));
    sought = target ? target.closest(".paragraph, .paragraph-row") : null;
    look();
  }
  if (paragraphs.length) {
    var waiting = false;
    addEventListener("scroll", function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () { waiting = false; look(); });
    }, { passive: true });
    addEventListener("hashchange", seek);
    addEventListener("load", seek);
  }

  // In a narrow window the row of pages scrolls: the current one is brought into it, and the page itself stays where it is. Asked on loading, when
  // the page has been laid out anyway.
  addEventListener("load", function () {
    var current = doc.querySelector(".menu [aria-current]");
    if (!current) return;
    var row = current.closest("ul");
    var rect = current.getBoundingClientRect(), frame = row.getBoundingClientRect();
    if (rect.left < frame.left || rect.right > frame.right) row.scrollLeft += rect.left - frame.left - (frame.width - rect.width) / 2;
  });

  // What prints must not stay folded.
  addEventListener("beforeprint", function () { all("main details:not(.facts):not([open])").forEach(function (d) { d.open = true; d.dataset.printed = ""; }); });
  addEventListener("afterprint", function () { all("details[data-printed]").forEach(function (d) { d.open = false; delete d.dataset.printed; }); });

  all("[data-print]").forEach(function (button) { button.hidden = false; button.addEventListener("click", function () { print(); }); });

  var sheet = null;
  function openSheet() {
    if (!sheet) {
      sheet = doc.getElementById("shortcuts").content.firstElementChild.cloneNode(true);
      var on = sheet.querySelector("[data-shortcuts-on]");
      on.checked = !shortcutsOff();
      on.addEventListener("change", function () { keepShortcuts(on.checked); });
      doc.body.appendChild(sheet);
    }
    if (!sheet.open) sheet.showModal();
  }
  var opener = doc.querySelector("[data-shortcuts]");
  if (opener && doc.getElementById("shortcuts")) {
    opener.hidden = false;
    opener.addEventListener("click", openSheet);
  }

  function step(by) {
    if (!paragraphs.length) return;
    var at = paragraphs.indexOf(doc.activeElement.closest(".paragraph, .paragraph-row") || here) + by;
    var target = paragraphs[Math.max(0, Math.min(paragraphs.length - 1, at))];
    var link = target.querySelector(".number") || target;
    if (link === target) target.tabIndex = -1;
    target.scrollIntoView({ block: "start" });
    link.focus({ preventScroll: true });
    sought = target;
    standAt(target);
  }
  function follow(selector) { var link = doc.querySelector(selector); if (link) link.click(); }
  var keys = {
    Slash: function () { var box = doc.querySelector("input[type=search]"); if (box) box.focus(); },
    KeyJ: function () { step(1); },
    KeyK: function () { step(-1); },
    KeyN: function () { follow(".pager .next"); },
    KeyP: function () { follow(".pager .previous"); },
    KeyL: function () { follow(".languages a[hreflang]"); },
    KeyC: function () {
      var paragraph = doc.activeElement.closest(".paragraph, .paragraph-row") || here;
      var button = paragraph && paragraph.querySelector("[data-copy-open]");
      if (button) { button.focus(); button.click(); }
    },
    KeyH: openSheet
  };
  doc.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing || shortcutsOff()) return;
    if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
    var act = keys[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
