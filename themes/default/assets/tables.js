// Lists and tables of States: type to filter, sort, and compare the States that the address names (`?state=AAA&state=BBB`).
(function () {
  "use strict";
  var doc = document;
  var all = function (selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); };
  function make(name, attributes, content) {
    var element = doc.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    element.append.apply(element, content || []);
    return element;
  }
  // Case, accents and vowel marks do not count, nor do the seats of a hamza.
  function folded(text) { return text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase(); }

  var tables = all("table.matrix");
  var rows = all("tr[data-state]");
  // The heads' heights keep what has the focus from under them. A table is measured when it comes near, and again when its heads change.
  if (tables.length) {
    var sizes = new ResizeObserver(function (entries) {
      entries.forEach(function (entry) {
        var name = entry.target.matches("thead") ? "--head" : "--foot";
        entry.target.closest(".scroll").style.setProperty(name, entry.borderBoxSize[0].blockSize + "px");
      });
    });
    tables.forEach(function (table) {
      sizes.observe(table.tHead);
      if (table.tFoot) sizes.observe(table.tFoot);
    });
  }

  // Filter.
  var words = doc.getElementById("filter");
  var listed = all("[data-item]");
  if (words && listed.length + rows.length) {
    var items = null;
    function read() {
      items = listed.map(function (element) { return { element: element, text: folded(element.dataset.item) }; });
      rows.forEach(function (row) { items.push({ element: row, text: folded(row.cells[0].textContent + " " + row.dataset.state) }); });
    }
    var box = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    var status = make("span", { role: "status" });
    var bar = doc.querySelector(".tools-row");
    bar.append(make("label", {}, [words.dataset.label, " ", box]), status);
    var groups = all("[data-group]").concat(tables.map(function (table) { return table.closest("section"); }));
    box.addEventListener("input", function () {
      if (!items) read();
      var wanted = folded(box.value.trim());
      var shown = 0;
      items.forEach(function (item) {
        var found = item.text.indexOf(wanted) >= 0;
        item.element.hidden = !found;
        if (found) shown += 1;
      });
      groups.forEach(function (group) { group.hidden = !group.querySelector("[data-item]:not([hidden]), tr[data-state]:not([hidden])"); });
      status.textContent = shown ? "" : words.dataset.none;
    });
    if (tables.length) sorting(bar);
  }

  // Sort: by the order in which the rows were written, which is the language's, or by how many measures a State reported.
  function sorting(bar) {
    var labels = doc.getElementById("sorting").dataset;
    var orders = null;
    function read() {
      orders = tables.map(function (table) {
        return all("tr", table.tBodies[0]).map(function (row, index) {
          return { row: row, index: index, count: all(".filled", row).length };
        });
      });
    }
    function sort(by) {
      if (!orders) read();
      orders.forEach(function (order, at) {
        order.slice().sort(by).forEach(function (entry) { tables[at].tBodies[0].append(entry.row); });
      });
    }
    var byName = make("button", { type: "button", "aria-pressed": "true" }, [labels.name]);
    var byCount = make("button", { type: "button", "aria-pressed": "false" }, [labels.count]);
    function press(pressed, released) { pressed.setAttribute("aria-pressed", "true"); released.setAttribute("aria-pressed", "false"); }
    byName.addEventListener("click", function () { sort(function (a, b) { return a.index - b.index; }); press(byName, byCount); });
    byCount.addEventListener("click", function () { sort(function (a, b) { return b.count - a.count || a.index - b.index; }); press(byCount, byName); });
    bar.append(byName, byCount);
  }

  // Compare.
  var codes = new URLSearchParams(location.search).getAll("state").filter(function (code, at, list) {
    return /^[A-Z]{3}$/.test(code) && list.indexOf(code) === at && rows.some(function (row) { return row.dataset.state === code; });
  }).slice(0, 4);
  var texts = doc.getElementById("comparison");
  if (!texts || codes.length < 2) return;
  var table = make("table", { "class": "compared" });
  var named = codes.map(function (code) {
    return rows.find(function (row) { return row.dataset.state === code; }).cells[0].firstElementChild.cloneNode(true);
  });
  table.append(make("caption", {}, [texts.dataset.about]));
  var head = make("tr", {}, [make("th", { scope: "col" }, [texts.dataset.measure])]);
  named.forEach(function (name) { head.append(make("th", { scope: "col" }, [name])); });
  table.append(make("thead", {}, [head]));
  tables.forEach(function (source) {
    var body = make("tbody");
    all("thead th", source).forEach(function (column, index) {
      if (index === 0 || column.matches(".count")) return;
      var cells = codes.map(function (code) {
        var row = source.querySelector('tr[data-state="' + code + '"]');
        return row && row.cells[index].matches(".filled") ? row.cells[index].firstElementChild.cloneNode(true) : null;
      });
      if (!cells.some(Boolean)) return;
      var line = make("tr", {}, [make("th", { scope: "row" }, Array.prototype.map.call(column.childNodes, function (node) { return node.cloneNode(true); }))]);
      cells.forEach(function (cell) {
        line.append(cell ? make("td", { "class": "filled" }, [cell]) : make("td", {}, [make("span", { "class": "blank" }, [texts.dataset.blank])]));
      });
      body.append(line);
    });
    if (!body.rows.length) return;
    var theme = source.closest("section").querySelector("h2 a").cloneNode(true);
    body.prepend(make("tr", { "class": "theme-row" }, [make("th", { scope: "rowgroup", colspan: String(codes.length + 1) }, [theme])]));
    table.append(body);
  });
  var title = make("h2", { id: "compared", tabindex: "-1" }, [texts.dataset.title]);
  var region = make("div", { "class": "scroll", role: "region", tabindex: "0", "aria-labelledby": "compared" }, [table]);
  doc.querySelector("main h1").after(make("section", {}, [title, region]));
  // What is compared is told by the title and kept when the language changes.
  doc.title = named.map(function (name) { return name.textContent; }).join(" · ") + " · " + doc.title;
  all(".languages a").forEach(function (link) { link.setAttribute("href", link.getAttribute("href") + location.search); });
})();
