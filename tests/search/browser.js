// Asks a built site in real Chromium, from file://. Usage: node browser.js SITE < JSON > JSON
//   [{language, query}] → {warm: [{milliseconds, hrefs}…], cold: [{milliseconds, bytes}…], address: {value, hrefs}, keys: [[key, place, shown]…]}
// Warm: every query, asked again, the best of three times. Cold: every tenth query on a page that has loaded nothing yet, until results stand on the page, the best of three;
// bytes counts the search scripts, the loader and every piece. Then the first query in the address, and the keys in the box of a language's home.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const url = require('url');

const site = path.resolve(process.argv[2]);
const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'sijill-search-'));
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--user-data-dir=' + profile];

const ASK = `
  const done = arguments[arguments.length - 1];
  const [queries, rounds] = arguments;
  const input = document.querySelector('input[type=search]');
  const output = document.querySelector('[data-search-results]');
  const ask = query => new Promise(resolve => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      const milliseconds = performance.now() - start;
      const hrefs = [...output.querySelectorAll('li > a')].map(link => link.getAttribute('href'));
      resolve({ milliseconds, hrefs, scripts: [...document.scripts].map(script => script.src) });
    });
    observer.observe(output, { attributes: true, attributeFilter: ['data-query'] });
    input.value = query;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  (async () => {
    let answers;
    for (let round = 0; round < rounds; round++) {
      const own = [];
      for (const query of queries) own.push(await ask(query));
      // The best round but the first counts: other programs of the machine are no part of what is measured.
      answers = round > 1 ? own.map((answer, i) => (answer.milliseconds < answers[i].milliseconds ? answer : answers[i])) : own;
    }
    done(answers);
  })();`;

/* Waits for results that nobody asked for by hand. */
const SHOWN = `
  const done = arguments[arguments.length - 1];
  const look = () => {
    const links = document.querySelectorAll('[data-search-results] li > a');
    if (links.length) done({ value: document.querySelector('input[type=search]').value, hrefs: [...links].map(link => link.getAttribute('href')) });
    else setTimeout(look, 10);
  };
  look();`;

/* What has the focus after each key, and whether the results stand. */
const KEYS = `
  const input = document.querySelector('input[type=search]');
  const output = document.querySelector('[data-search-results]');
  input.focus();
  return ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp', 'Escape'].map(key => {
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    const stops = [input, ...output.querySelectorAll('li > a')];
    return [key, stops.indexOf(document.activeElement), !output.hidden];
  });`;

async function main() {
  const driver = spawn('chromedriver', ['--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let session;
  let base;
  const call = async (method, address, body) => {
    const response = await fetch(base + address, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value && value.error) throw new Error(value.message);
    return value;
  };
  try {
    const port = await new Promise((resolve, reject) => {
      driver.once('exit', () => reject(new Error('chromedriver ended')));
      driver.stdout.on('data', chunk => { const found = /successfully on port (\d+)/.exec(chunk); if (found) resolve(found[1]); });
    });
    base = 'http://127.0.0.1:' + port;
    const made = await call('POST', '/session', { capabilities: { alwaysMatch: { 'goog:chromeOptions': { args: FLAGS } } } });
    session = '/session/' + made.sessionId;
    await call('POST', session + '/timeouts', { script: 120000 });
    const open = language => call('POST', session + '/url', { url: url.pathToFileURL(path.join(site, language, 'search.html')).href });
    const ask = (queries, rounds) => call('POST', session + '/execute/async', { script: ASK, args: [queries, rounds] });
    const warm = new Array(asked.length);
    const cold = [];
    for (const language of new Set(asked.map(query => query.language))) {
      const own = asked.map((query, index) => [query, index]).filter(([query]) => query.language === language);
      await open(language);
      const answers = await ask(own.map(([{ query }]) => query), 4);
      own.forEach(([, index], i) => { warm[index] = { milliseconds: answers[i].milliseconds, hrefs: answers[i].hrefs }; });
      for (const [{ query }] of own.filter((_, i) => i % 10 === 0)) {
        let answer;
        for (let round = 0; round < 3; round++) {
          await open(language);
          const [own] = await ask([query], 1);
          if (!answer || own.milliseconds < answer.milliseconds) answer = own;
        }
        const bytes = answer.scripts.reduce((sum, script) => sum + fs.statSync(url.fileURLToPath(script)).size, 0);
        cold.push({ query, milliseconds: answer.milliseconds, bytes });
      }
    }
    const at = (page, query) => call('POST', session + '/url', { url: url.pathToFileURL(path.join(site, page)).href + query });
    await at(asked[0].language + '/search.html', '?' + new URLSearchParams({ q: asked[0].query, kind: 'paragraph' }));
    const address = await call('POST', session + '/execute/async', { script: SHOWN, args: [] });
    await at(asked[0].language + '/index.html', '');
    await ask([asked[0].query], 1);
    const keys = await call('POST', session + '/execute/sync', { script: KEYS, args: [] });
    process.stdout.write(JSON.stringify({ warm, cold, address, keys }));
  } finally {
    if (session) await call('DELETE', session).catch(() => {});
    driver.kill();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

main().catch(error => { console.error(error); process.exitCode = 1; });
