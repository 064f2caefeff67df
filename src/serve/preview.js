// What an open page does in the preview: it is told after each build how things stand, changes what changed, and shows the faults.
// The page as it was last served and the page as it is served now are compared with each other; only where they differ is the
// living page touched, so that what its scripts and its reader did to it stays.
(() => {
  "use strict";
  const script = document.currentScript;
  let etag = script.dataset.etag;
  let isFirst = true;
  let wanted = null;
  let busy = false;
  let source = null;
  let events = null;
  const here = location.pathname;

  // ---- the page as it is served ------------------------------------------------------------------------------------------

  async function served(cache) {
    const response = await fetch(here, { cache });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const own = page.querySelector('script[src="/_sijill/preview.js"]');
    const tag = own ? own.dataset.etag : "";
    if (own) own.remove();
    return { page, etag: tag };
  }

  // What the browser has just loaded is in its cache: asking for it costs no request.
  const first = served("force-cache").then((answer) => (answer.etag === etag ? answer.page : null)).catch(() => null);

  async function update() {
    if (busy) return;
    busy = true;
    try {
      while (wanted && wanted.page !== etag) {
        const { scroll } = wanted;
        source ??= await first;
        const next = await served("no-store");
        if (!source || !next.etag) return location.reload();
        if (next.etag !== etag) {
          change(source, next.page, scroll);
          source = next.page;
          etag = next.etag;
        } else if (wanted.page !== etag) {
          return; // A newer build is on its way, and its message with it.
        }
      }
    } catch {
      // The preview has gone; the next message, if there is one, begins anew.
    } finally {
      busy = false;
    }
  }

  // ---- from one page to the next -----------------------------------------------------------------------------------------

  // Data in a script's clothes, such as what a page tells search engines of its first words, runs nothing.
  const runs = (script) => !script.type || /javascript|module|importmap/.test(script.type);
  const scripts = (page) => [...page.querySelectorAll("script")].filter(runs).map((one) => one.outerHTML).join("\n");
  const attributes = (element) => [...element.attributes].map((one) => `${one.name}=${one.value}`).sort().join("\n");
  const BLOCKS = "p, li, td, th, dt, dd, blockquote, figure, summary, h1, h2, h3, h4, h5, h6, [id]";
  let changed = new Set();

  function change(before, after, scroll) {
    // Another layout: what scripts have made of the old one does not fit it.
    const differs = (of) => of(before) !== of(after);
    if (differs(scripts) || differs((page) => attributes(page.documentElement)) || differs((page) => attributes(page.body))) {
      location.reload();
      return;
    }
    if (before.title !== after.title) document.title = after.title;
    if (!restyle(links(before), links(after))) {
      location.reload();
      return;
    }
    changed = new Set();
    patch(before.body, after.body, document.body);
    const blocks = [...changed].filter((block) => block.isConnected);
    for (const block of blocks) flash(block);
    const [target] = blocks;
    if (scroll && target && !isSeen(target)) target.scrollIntoView({ block: "center" });
  }

  const links = (page) => [...page.head.querySelectorAll("link")];

  // A file of the theme has what it holds in its name: another style is another address. False where there are others than there were.
  function restyle(before, after) {
    const live = links(document).filter((one) => !one.dataset.leaving);
    const isSame = (one, at) => one.rel === after[at].rel && one.media === after[at].media;
    if (before.length !== after.length || live.length !== before.length || !before.every(isSame)) return false;
    live.forEach((link, at) => {
      const address = after[at].getAttribute("href");
      if (before[at].getAttribute("href") === address) return;
      if (link.rel !== "stylesheet") {
        link.setAttribute("href", address);
        return;
      }
      // The old sheet stands until the new one is there, so that the page is never without.
      const swapped = link.cloneNode();
      swapped.setAttribute("href", address);
      link.dataset.leaving = "yes";
      swapped.addEventListener("load", () => link.remove());
      swapped.addEventListener("error", () => link.remove());
      link.after(swapped);
    });
    return true;
  }

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  }

  function flash(element) {
    element.animate([{ backgroundColor: "rgb(255 190 0 / 0.5)" }, { backgroundColor: "rgb(255 190 0 / 0)" }], { duration: 1200, easing: "ease-out" });
  }

  function note(node) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const block = element && element.closest(BLOCKS);
    if (block && block !== document.body) changed.add(block);
  }

  // Brings `live`, which was served as `before`, to `after`.
  function patch(before, after, live) {
    if (before.isEqualNode(after)) return;
    if (live.nodeType !== Node.ELEMENT_NODE) {
      rewrite(live, after.data);
      return;
    }
    for (const name of new Set([...before.getAttributeNames(), ...after.getAttributeNames()])) {
      const value = after.getAttribute(name);
      if (before.getAttribute(name) === value) continue;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
      note(live);
    }
    patchChildren([...before.childNodes], [...after.childNodes], live);
  }

  // Changes a text only where it differs, so that a selection beside the change stays.
  function rewrite(text, data) {
    const old = text.data;
    if (old === data) return;
    let start = 0;
    while (start < old.length && start < data.length && old[start] === data[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < data.length - start && old[old.length - 1 - end] === data[data.length - 1 - end]) end += 1;
    text.replaceData(start, old.length - start - end, data.slice(start, data.length - end));
    note(text);
  }

  const key = (node) => (node.nodeType === Node.ELEMENT_NODE ? (node.id ? `#${node.id}` : node.localName) : `(${node.nodeType})`);

  function patchChildren(before, after, live) {
    const own = [...live.childNodes];
    // Where scripts have added or removed children, nobody knows which is which: the whole is put in anew.
    if (own.length !== before.length || own.some((node, at) => node.nodeName !== before[at].nodeName)) {
      // Where the difference is only below, each child is still found by its id.
      const found = before.map((node) => (node.id ? [...live.children].find((child) => child.id === node.id) : null));
      const same = before.length === after.length && before.every((node, at) => key(node) === key(after[at]));
      if (same && before.every((node, at) => node.isEqualNode(after[at]) || found[at])) {
        before.forEach((node, at) => found[at] && patch(node, after[at], found[at]));
        return;
      }
      replaceChildren(live, after);
      return;
    }
    // Pairs from both ends; then by id; then, of what is left, in order.
    const pairs = new Map();
    let start = 0;
    while (start < before.length && start < after.length && key(before[start]) === key(after[start])) {
      pairs.set(after[start], start);
      start += 1;
    }
    let [oldEnd, newEnd] = [before.length, after.length];
    while (oldEnd > start && newEnd > start && key(before[oldEnd - 1]) === key(after[newEnd - 1])) {
      oldEnd -= 1;
      newEnd -= 1;
      pairs.set(after[newEnd], oldEnd);
    }
    const left = new Map();
    for (let at = start; at < oldEnd; at += 1) left.set(key(before[at]), [...(left.get(key(before[at])) ?? []), at]);
    for (let at = start; at < newEnd; at += 1) {
      const match = left.get(key(after[at]))?.shift();
      if (match !== undefined) pairs.set(after[at], match);
    }
    const kept = new Set(pairs.values());
    own.forEach((node, at) => {
      if (kept.has(at)) return;
      note(live);
      node.remove();
    });
    let place = live.firstChild;
    for (const node of after) {
      const at = pairs.get(node);
      if (at === undefined) {
        const added = document.importNode(node, true);
        live.insertBefore(added, place);
        note(added);
        continue;
      }
      if (own[at] === place) place = place.nextSibling;
      else live.insertBefore(own[at], place);
      patch(before[at], node, own[at]);
    }
  }

  function replaceChildren(live, after) {
    const open = [...live.querySelectorAll("details")].map((one) => one.open);
    const focused = live.contains(document.activeElement) ? document.activeElement.id : "";
    live.replaceChildren(...after.map((node) => document.importNode(node, true)));
    const now = [...live.querySelectorAll("details")];
    if (now.length === open.length) now.forEach((one, at) => { one.open = open[at]; });
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    note(live);
  }

  // ---- the faults --------------------------------------------------------------------------------------------------------

  const STYLE = `
    :host { all: initial; position: fixed; inset-block-end: 0.5rem; inset-inline: 0.5rem; z-index: 2147483647; display: flex; justify-content: flex-end; pointer-events: none; }
    @media print { :host { display: none; } }
    * { box-sizing: border-box; }
    details { pointer-events: auto; max-inline-size: min(46rem, 100%); max-block-size: 45vh; overflow: auto; color: #1b1b1b; background: #fff; border: 1px solid #767676;
      border-inline-start: 0.4rem solid #8a6100; border-radius: 0.4rem; box-shadow: 0 2px 12px rgb(0 0 0 / 0.3); font: 0.875rem/1.45 system-ui, sans-serif; }
    details.errors { border-inline-start-color: #b00020; }
    summary { cursor: pointer; padding: 0.5rem 0.75rem; font-weight: 600; }
    summary:focus-visible, a:focus-visible { outline: 2px solid #0b57d0; outline-offset: 1px; }
    h2 { font-size: 0.875rem; margin: 0.25rem 0.75rem; }
    ul { list-style: none; margin: 0 0 0.5rem; padding: 0; }
    li { padding: 0.35rem 0.75rem; border-block-start: 1px solid #ddd; overflow-wrap: anywhere; }
    .error { color: #b00020; font-weight: 600; } .warning { color: #7a5500; font-weight: 600; }
    a { color: #0b57d0; font-family: ui-monospace, monospace; font-size: 0.8125rem; }
    .hint { color: #444; }
    @media (prefers-color-scheme: dark) {
      details { color: #eee; background: #1e1e1e; border-color: #888; border-inline-start-color: #e0a800; }
      details.errors { border-inline-start-color: #ff6b7d; }
      li { border-color: #444; } .error { color: #ff8a98; } .warning { color: #f0c04a; } a { color: #8ab4f8; } .hint { color: #bbb; }
    }`;
  const host = document.createElement("sijill-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const panel = document.createElement("details");
  const heading = document.createElement("summary");
  const body = document.createElement("div");
  heading.setAttribute("aria-live", "polite");
  panel.lang = "en";
  panel.dir = "ltr";
  panel.append(heading, body);
  shadow.append(panel);
  // Whoever closes the panel has it closed on the next page too, until there is an error that was not there.
  const stored = (name, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem(name);
      sessionStorage.setItem(name, value);
    } catch {
      // A browser may refuse storage.
    }
    return null;
  };
  heading.addEventListener("click", () => stored("sijill-preview-closed", panel.open ? errorsShown : ""));
  let errorsShown = "";

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  };
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  function item(fault) {
    const line = document.createElement("li");
    const link = made("a", "", fault.place);
    link.href = fault.href;
    line.append(made("span", fault.severity, `${fault.severity}[${fault.code}]`), ` ${fault.message} `, document.createElement("br"), link);
    if (fault.hint) line.append(made("span", "hint", ` ${fault.hint}`));
    return line;
  }

  function showFaults(message) {
    const { errors, warnings } = message;
    if (errors + warnings === 0) {
      host.remove();
      return;
    }
    const counts = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
    heading.textContent = message.here.length ? `${counts}; ${message.here.length} in this section` : counts;
    const lists = [["In this section", message.here], ["Elsewhere", message.elsewhere]].filter(([, faults]) => faults.length);
    body.replaceChildren(
      ...lists.flatMap(([title, faults]) => {
        const list = document.createElement("ul");
        list.append(...faults.map(item));
        return [made("h2", "", title), list];
      }),
    );
    if (message.left) body.append(made("p", "hint", `and ${message.left} more`));
    panel.className = errors ? "errors" : "";
    const found = [...message.here, ...message.elsewhere].filter((fault) => fault.severity === "error");
    const now = found.map((fault) => `${fault.code} ${fault.message}`).join("\n");
    if (now !== errorsShown) {
      errorsShown = now;
      panel.open = errors > 0 && stored("sijill-preview-closed") !== now;
    }
    if (!host.isConnected) document.documentElement.append(host);
  }

  // ---- the stream --------------------------------------------------------------------------------------------------------

  function told(message) {
    const asked = isFirst;
    isFirst = false;
    showFaults(message);
    if (!asked && message.follow && message.follow !== here) {
      location.assign(message.follow);
      return;
    }
    if (Boolean(message.page) !== Boolean(etag)) {
      location.reload();
      return;
    }
    wanted = message;
    if (message.page && message.page !== etag) update();
  }

  function listen() {
    // A browser has six connections to a host; a page that nobody sees gives its own back.
    if (events || document.visibilityState === "hidden") return;
    events = new EventSource(`/_sijill/events?page=${encodeURIComponent(decodeURIComponent(here))}`);
    events.onmessage = (event) => told(JSON.parse(event.data));
  }

  function rest() {
    events?.close();
    events = null;
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  listen();
})();
