/* The search box and its results. A classic script without dependencies, so that it also works from file://, where a page may load nothing but
   such scripts. What is found is the matter of search-engine.js, which comes with the first query. */
(function () {
  'use strict';

  const form = document.querySelector('form[data-search]');
  if (!form) return;
  const input = form.querySelector('input[type=search]');
  const output = document.querySelector('[data-search-results]');
  const onPage = form.dataset.search === 'page';
  const root = form.dataset.root;
  const language = document.documentElement.lang;
  const loads = new Map();

  window.sijillSearch = content => { document.currentScript.sijillContent = content; };

  function load(path) {
    if (!loads.has(path)) {
      loads.set(path, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = root + path;
        script.onload = () => resolve(script.sijillContent);
        script.onerror = () => { loads.delete(path); reject(new Error(path)); };
        document.head.append(script);
      }));
    }
    return loads.get(path);
  }

  /* The engine and a language's loader come with the first query, so that pages that ask nothing load nothing. */
  const piece = path => load('search/' + path);
  const ready = () => load('assets/search-words.js').then(() => load('assets/search-engine.js'));
  const engines = new Map();
  function open(tag) {
    if (!engines.has(tag)) {
      engines.set(tag, Promise.all([piece(tag + '.js'), ready()]).then(([loader]) => globalThis.sijillEngine.engine(loader, piece)));
      engines.get(tag).catch(() => engines.delete(tag));
    }
    return engines.get(tag);
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function narrowing() {
    const narrow = {};
    for (const select of form.querySelectorAll('select')) if (select.value) narrow[select.name] = select.value;
    return narrow;
  }

  function address() {
    const parameters = new URLSearchParams(Object.entries({ q: input.value.trim(), ...narrowing() }).filter(([, value]) => value));
    const query = parameters.toString();
    return query ? '?' + query : '';
  }

  let asked = 0;
  async function run() {
    const turn = ++asked;
    const query = input.value.trim();
    if (onPage) {
      try { history.replaceState(null, '', location.pathname + address()); } catch { /* An address that cannot be kept is no fault of the search. */ }
      const names = document.querySelector('[data-search-names]');
      if (names) names.hidden = query !== '';
    }
    if (!query) { output.hidden = true; output.replaceChildren(); return; }
    try {
      const own = await open(language);
      const languages = [language, ...own.loader.languages.filter(([tag, , , searched]) => searched && tag !== language).map(([tag]) => tag)];
      const { engine: used, result } = await globalThis.sijillEngine.ask(open, languages, query, narrowing());
      if (turn === asked) await show(own.loader, used, result, query, turn);
    } catch {
      const loader = engines.has(language) ? (await open(language).catch(() => null)) : null;
      if (turn !== asked) return;
      output.replaceChildren(element('p', { role: 'status' }, loader ? loader.loader.messages.failed : '—'));
      output.hidden = false;
    }
  }

  async function show(loader, used, result, query, turn) {
    const messages = loader.messages;
    const digits = number => String(number).replace(/[0-9]/g, digit => Array.from(loader.digits)[digit]);
    const status = element('p', { role: 'status', class: 'meta' });
    const notes = [];
    const foreign = used.loader.language !== loader.language;
    const languageOf = tag => loader.languages.find(([known]) => known === tag) || [tag, tag, 'auto'];
    if (!result.hits.length) notes.push(messages.none);
    else {
      if (foreign) notes.push(messages.elsewhere + ' ' + languageOf(used.loader.language)[1]);
      if (result.instead.length) notes.push(messages.similar + ' ' + [...new Set(result.instead)].join(', '));
      notes.push(messages.results + ' ' + digits(result.hits.length));
    }
    status.textContent = notes.join(' · ');
    const [tag, , direction] = languageOf(used.loader.language);
    const list = element('ol', { class: 'hits', lang: foreign ? tag : null, dir: foreign ? direction : null });
    const more = element('button', { type: 'button', class: 'more' }, messages.more);
    const step = onPage ? 10 : 6;
    let shown = 0;
    const next = async () => {
      const documents = await used.documents(result.hits.slice(shown, shown + step).map(hit => hit.document));
      if (turn !== asked) return;
      list.append(...documents.map(document => hit(document, used, result.keys, languageOf, messages)));
      shown += documents.length;
      more.hidden = shown >= result.hits.length;
    };
    await next();
    if (turn !== asked) return;
    more.addEventListener('click', async () => {
      const last = list.lastElementChild;
      await next();
      if (last && last.nextElementSibling) last.nextElementSibling.querySelector('a').focus();
    });
    const rest = onPage ? more : element('p', {}, element('a', { href: form.getAttribute('action') + address() }, messages.all));
    output.replaceChildren(status, list, ...(result.hits.length ? [rest] : []));
    output.hidden = false;
    output.dataset.query = query;
  }

  function hit(found, used, keys, languageOf, messages) {
    const tag = used.loader.language;
    const marked = parts => parts.map(part => (part.marked ? element('mark', {}, part.text) : part.text));
    const label = [messages['kind-' + found.kind], found.kind === 'paragraph' ? found.symbol : '', found.place].filter(Boolean);
    const link = element('a', { href: root + tag + '/' + found.href }, ...marked(used.excerpt(found.title, keys, 400)));
    const about = element('span', { class: 'meta' });
    label.forEach((text, index) => about.append(index ? ' · ' : '', element('bdi', {}, text)));
    for (const other of found.others) {
      const [, name, direction] = languageOf(other);
      about.append(' · ', element('a', { href: root + other + '/' + found.href, hreflang: other, lang: other, dir: direction }, name));
    }
    return element('li', {}, link, about, element('p', {}, ...marked(used.excerpt(found.text, keys, onPage ? 320 : 160))));
  }

  /* The arrow keys walk from the box through the results and back; Escape closes them. */
  document.addEventListener('keydown', event => {
    if (output.hidden || !form.contains(event.target) && !output.contains(event.target)) return;
    if (event.key === 'Escape' && !onPage) { output.hidden = true; input.focus(); return; }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' || event.target.tagName === 'SELECT') return;
    const stops = [input, ...output.querySelectorAll('li > a')];
    const at = stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1);
    if (at < 0 || at >= stops.length) return;
    event.preventDefault();
    stops[at].focus();
  });

  input.addEventListener('focus', () => { open(language).catch(() => {}); }, { once: true });
  input.addEventListener('input', run);
  if (onPage) {
    form.addEventListener('change', event => { if (event.target !== input) run(); });
    form.addEventListener('submit', event => { event.preventDefault(); run(); });
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get('q') || '';
    for (const select of form.querySelectorAll('select')) select.value = parameters.get(select.name) || '';
    if (input.value) run();
  } else {
    document.addEventListener('click', event => { if (!form.contains(event.target)) output.hidden = true; });
  }
}());
