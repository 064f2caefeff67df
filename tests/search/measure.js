// Measures search on the real site, and Pagefind's index of the same pages beside it: one command, for a machine that does nothing else.
//   node tests/search/measure.js [SITE]     without SITE, builds the site of this repository with a release build
// Prints JSON: the size of the index, bytes that a query loads from cold, milliseconds once loaded and from cold, and how many of the gold queries
// are answered among the first five results; ours from file://, Pagefind over http, since it does not work from file://. Pagefind is fetched from
// npm into a folder that is removed again. A paragraph counts as found by Pagefind where the page that holds it is found. Of 6,500 paragraphs in each
// language: `cargo test --release --test search of_a_hundred -- --nocapture`.
'use strict';
const { execFileSync, spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

const root = path.resolve(__dirname, '../..');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'sijill-measure-'));
const say = text => process.stderr.write(text + '\n');

/* The gold queries stand one to a line. */
function gold() {
  const lines = fs.readFileSync(path.join(__dirname, 'gold.yaml'), 'utf8').split('\n').filter(line => line.startsWith('- '));
  return lines.map(line => {
    const [, language, query, at] = /^- \{(\w+): ("(?:[^"\\]|\\.)*"|'[^']*'|[^,]*), at: \[(.*)\]\}/.exec(line);
    return { language, query: query[0] === '"' ? JSON.parse(query) : query.replace(/^'|'$/g, ''), at: at.split(',').map(place => place.trim().replace(/"/g, '')) };
  });
}

function files(folder) {
  return fs.readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath || entry.path, entry.name));
}

const size = list => list.reduce((sum, file) => sum + fs.statSync(file).size, 0);
const sorted = list => [...list].sort((a, b) => a - b);
const spread = list => ({ median: Math.round(sorted(list)[list.length >> 1] * 10) / 10, most: Math.round(Math.max(...list) * 10) / 10 });

/* The ends of the addresses that answer a query. */
const ends = at => at.map(place => (/^\d+$/.test(place) ? '#para-' + place : place.includes('/') ? '/' + place + '.html' : '#' + place));

function ours(site, queries) {
  say('asking ours in Chromium from file://');
  const answers = JSON.parse(execFileSync('node', [path.join(__dirname, 'browser.js'), site], { input: JSON.stringify(queries), maxBuffer: 1 << 28 }));
  const answered = queries.filter(({ at }, i) => answers.warm[i].hrefs.slice(0, 5).some(href => ends(at).some(end => href.endsWith(end))));
  const scripts = files(path.join(site, 'assets')).filter(file => /search[^/]*\.js$/.test(file));
  return {
    indexBytes: size(files(path.join(site, 'search'))), scriptBytes: size(scripts), answered: answered.length, of: queries.length,
    warmMilliseconds: spread(answers.warm.map(answer => answer.milliseconds)), coldMilliseconds: spread(answers.cold.map(answer => answer.milliseconds)),
    coldBytes: spread(answers.cold.map(answer => answer.bytes)),
  };
}

/* The page of each paragraph, by number. */
function pages(site) {
  const pages = new Map();
  for (const { number, url } of JSON.parse(fs.readFileSync(path.join(site, 'data/paragraphs.json'), 'utf8'))) {
    for (const own of Object.values(url)) pages.set(number + ' ' + own.split('/')[0], own.split('#')[0]);
  }
  return pages;
}

const ASK = `
  const [query, count] = arguments;
  const done = arguments[arguments.length - 1];
  (async () => {
    const pagefind = await import('/pagefind/pagefind.js');
    const start = performance.now();
    const { results } = await pagefind.search(query);
    const shown = await Promise.all(results.slice(0, count).map(result => result.data()));
    done({ urls: shown.slice(0, 5).map(result => result.url), milliseconds: performance.now() - start });
  })().catch(error => done({ urls: [], error: String(error), milliseconds: 0 }));`;

async function pagefind(site, queries) {
  say('fetching Pagefind');
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', work, 'pagefind@1'], { stdio: ['ignore', 2, 2] });
  const copy = path.join(work, 'site');
  fs.cpSync(site, copy, { recursive: true });
  execFileSync(path.join(work, 'node_modules/.bin/pagefind'), ['--site', copy], { stdio: ['ignore', 2, 2] });
  let bytes = 0;
  const types = { js: 'text/javascript', html: 'text/html; charset=utf-8', css: 'text/css', json: 'application/json' };
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url.split('?')[0]);
    fs.readFile(path.join(copy, name), (error, content) => {
      if (error) { response.writeHead(404).end(); return; }
      if (name.startsWith('/pagefind/')) bytes += content.length;
      response.writeHead(200, { 'Content-Type': types[name.split('.').pop()] || 'application/octet-stream', 'Cache-Control': 'no-store' }).end(content);
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const at = 'http://127.0.0.1:' + server.address().port;
  const driver = spawn('chromedriver', ['--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve, reject) => {
    driver.once('exit', () => reject(new Error('chromedriver ended')));
    driver.stdout.on('data', chunk => { const found = /successfully on port (\d+)/.exec(chunk); if (found) resolve(found[1]); });
  });
  const call = async (address, body) => {
    const response = await fetch('http://127.0.0.1:' + port + address, { method: body ? 'POST' : 'DELETE', body: body && JSON.stringify(body) });
    return (await response.json()).value;
  };
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--user-data-dir=' + path.join(work, 'profile')];
  const { sessionId } = await call('/session', { capabilities: { alwaysMatch: { 'goog:chromeOptions': { args } } } });
  const session = '/session/' + sessionId;
  try {
    await call(session + '/timeouts', { script: 60000 });
    const open = language => call(session + '/url', { url: at + '/' + language + '/index.html' });
    const ask = (query, count) => call(session + '/execute/async', { script: ASK, args: [query, count] });
    const held = pages(site);
    const warm = [];
    const cold = [];
    let answered = 0;
    for (const language of new Set(queries.map(query => query.language))) {
      await open(language);
      const own = queries.filter(query => query.language === language);
      for (const { query, at } of own) {
        const answer = await ask(query, 5);
        warm.push((await ask(query, 5)).milliseconds);
        const right = at.map(place => (/^\d+$/.test(place) ? '/' + held.get(place + ' ' + language) : place.includes('/') ? '/' + place + '.html' : null)).filter(Boolean);
        if (answer.urls.some(url => right.some(end => url.endsWith(end)))) answered++;
      }
      for (const { query } of own.filter((_, i) => i % 10 === 0)) {
        await open(language);
        bytes = 0;
        const { milliseconds } = await ask(query, 10);
        cold.push({ milliseconds, bytes });
      }
    }
    return {
      indexBytes: size(files(path.join(copy, 'pagefind'))), answered, of: queries.length, warmMilliseconds: spread(warm),
      coldMilliseconds: spread(cold.map(answer => answer.milliseconds)), coldBytes: spread(cold.map(answer => answer.bytes)),
    };
  } finally {
    await call(session).catch(() => {});
    driver.kill();
    server.close();
    server.closeAllConnections();
  }
}

async function main() {
  let site = process.argv[2] && path.resolve(process.argv[2]);
  if (!site) {
    say('building the site');
    site = path.join(work, 'built');
    execFileSync('cargo', ['run', '--release', '--quiet', '--', 'build', '--output', site], { cwd: root, stdio: ['ignore', 2, 2] });
  }
  const queries = gold();
  const measured = { ours: ours(site, queries) };
  try { measured.pagefind = await pagefind(site, queries); } catch (error) { measured.pagefind = { notMeasured: String(error.message) }; }
  process.stdout.write(JSON.stringify(measured, null, 2) + '\n');
}

main().catch(error => { console.error(error); process.exitCode = 1; }).finally(() => fs.rmSync(work, { recursive: true, force: true }));
