// The menu of a paragraph: copies our text with its attribution, in any of the report's languages, the official wording where it is held, the
// citation alone, or the link; several paragraphs as a range.
(function () {
  "use strict";
  var doc = document;
  var template = doc.getElementById("copy-menu");
  if (!template) return;
  var all = function (selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); };
  // A section has one column; the parallel view has a cell for each language.
  var paragraphs = all(".paragraph[id], .paragraph-row[id]", doc);
  function columns(paragraph) { return paragraph.matches(".paragraph") ? [paragraph] : all(".cell", paragraph); }
  function number(paragraph) { var own = paragraph.querySelector("[data-number]") || paragraph; return own.dataset.number || ""; }

  // Opposite-direction runs are isolated in the clipboard too: U+2066 and U+2069 stand for the elements that do it on the page.
  function plain(node) {
    if (node.nodeType === 3) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== 1 || node.matches(".footnote-mark, .visually-hidden")) return "";
    var inner = Array.prototype.map.call(node.childNodes, plain).join("");
    if (node.matches("bdi") && node.parentElement.closest("[dir]").dir === "rtl") return "\u2066" + inner + "\u2069";
    if (node.matches("p, li, blockquote, ol, ul")) return inner.trim() + "\n";
    return node.matches("br") ? "\n" : inner;
  }
  function text(column) {
    return all(".text", column).map(plain).join("").replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n").trim();
  }

  // The other languages of a section are a script each, loaded when a menu opens: a page from a disk can load nothing else.
  var asked = {};
  function load(words, done) {
    var missing = words.filter(function (word) { return word.dataset.texts && !(window.sijillTexts || {})[word.dataset.words]; });
    var left = missing.length;
    if (!left) return done();
    function one() { left -= 1; if (!left) done(); }
    missing.forEach(function (word) {
      var script = asked[word.dataset.texts];
      if (!script) {
        script = asked[word.dataset.texts] = doc.createElement("script");
        script.src = word.dataset.texts;
        doc.head.append(script);
      }
      script.addEventListener("load", one);
      script.addEventListener("error", function () { delete asked[word.dataset.texts]; one(); });
    });
  }
  // A paragraph in the language of this index: on the page, or out of that language's script.
  function cell(paragraph, words, index) {
    var own = columns(paragraph);
    if (index < own.length) return own[index].dataset.cited ? own[index] : null;
    var held = ((window.sijillTexts || {})[words[index].dataset.words] || {})[paragraph.id];
    if (!held) return null;
    var made = doc.createElement("div");
    made.dir = words[index].dataset.dir;
    made.dataset.cited = held.cited;
    made.dataset.number = held.number || "";
    made.innerHTML = '<div class="text">' + held.html + "</div>";
    return made;
  }

  function fill(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }
  function citation(words, first, last, index) {
    var from = cell(first, words, index), to = cell(last, words, index);
    if (first === last) return fill(words[index].dataset.one, { place: from.dataset.cited });
    var next = paragraphs.indexOf(last) - paragraphs.indexOf(first) === 1;
    return fill(next ? words[index].dataset.two : words[index].dataset.many, { from: from.dataset.number, to: to.dataset.number });
  }
  // The address begins and ends with Latin letters or digits, so that it needs no marks to stand in right-to-left text.
  function address(paragraph) { return (template.dataset.canonical || location.href.split("#")[0]) + "#" + paragraph.id; }

  function copy(value, done) {
    function byHand() {
      var area = doc.createElement("textarea");
      area.value = value;
      area.readOnly = true;
      area.dir = "auto";
      doc.activeElement.after(area);
      area.select();
      var copied = false;
      try { copied = doc.execCommand("copy"); } catch (e) { /* refused: the text stays selected */ }
      if (copied) area.remove();
      done(copied);
    }
    // Plain http has no clipboard interface.
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(value).then(function () { done(true); }, byHand);
    else byHand();
  }

  var open = null;
  function close() {
    if (!open) return;
    open.menu.remove();
    open.button.setAttribute("aria-expanded", "false");
    open = null;
  }
  function show(paragraph, button) {
    close();
    var menu = template.content.firstElementChild.cloneNode(true);
    var range = menu.querySelector(".copy-range"), select = menu.querySelector("select"), status = menu.querySelector("[role=status]");
    var words = all("[data-words]", menu);
    var following = paragraphs.slice(paragraphs.indexOf(paragraph)).filter(number);
    if (!number(paragraph) || following.length < 2) range.remove();
    else following.forEach(function (other) { select.add(new Option(number(other), other.id)); });
    load(words, function () {});
    if (!paragraph.querySelector(".official")) menu.querySelector("[data-copy=official]").parentElement.remove();
    function tell(value) {
      all("textarea", menu).forEach(function (area) { area.remove(); });
      if (value) copy(value, function (copied) { status.textContent = copied ? status.dataset.done : status.dataset.failed; });
      else status.textContent = status.dataset.lacking;
    }
    menu.addEventListener("click", function (event) {
      var chosen = event.target.closest("[data-copy]");
      if (!chosen) return;
      var last = range.isConnected ? doc.getElementById(select.value) : paragraph;
      var span = paragraphs.slice(paragraphs.indexOf(paragraph), paragraphs.indexOf(last) + 1);
      if (chosen.dataset.copy === "link") tell(address(paragraph));
      else if (chosen.dataset.copy === "citation") tell(citation(words, paragraph, last, 0));
      else if (chosen.dataset.copy === "official") {
        var held = span.map(function (each) { return all(".official p", each).map(plain).join("").trim(); });
        tell(held.every(Boolean) && fill(words[0].dataset.official, { text: held.join("\n\n"), citation: citation(words, paragraph, last, 0) }));
      } else {
        var which = chosen.dataset.column === "all" ? words.map(function (_, i) { return i; }) : [Number(chosen.dataset.column)];
        load(which.map(function (i) { return words[i]; }), function () {
          var own = which.filter(function (i) { return cell(paragraph, words, i) && cell(last, words, i); }).map(function (i) {
            var texts = span.map(function (each) { var found = cell(each, words, i); return found ? text(found) : ""; }).filter(Boolean);
            return texts.join("\n\n") + "\n\n" + fill(words[i].dataset.ours, { citation: citation(words, paragraph, last, i) });
          });
          tell(own.join("\n\n") + "\n" + address(paragraph));
        });
      }
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      close();
      button.focus();
    });
    button.after(menu);
    button.setAttribute("aria-expanded", "true");
    open = { menu: menu, button: button };
    (menu.querySelector("select") || menu.querySelector("button")).focus();
  }

  paragraphs.forEach(function (paragraph) {
    var tools = paragraph.querySelector(".tools");
    if (!tools) return;
    var button = doc.createElement("button");
    button.type = "button";
    button.setAttribute("data-copy-open", "");
    button.setAttribute("aria-expanded", "false");
    var of = doc.createElement("span");
    of.className = "visually-hidden";
    of.textContent = " – " + columns(paragraph)[0].dataset.cited;
    button.append(template.dataset.open, of);
    button.addEventListener("click", function () { if (open && open.button === button) close(); else show(paragraph, button); });
    tools.append(button);
  });
})();
