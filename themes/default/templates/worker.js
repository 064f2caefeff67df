// Keeps a whole build of the site on a reader's device, and answers from it. Registered only when a reader asks for it (assets/offline.js).
// A build is known by a hash over all its files, so that this file differs from that of any other build.
'use strict';

const VERSION = '{{ version }}';
const MANIFEST = '{{ manifest }}';
const NOT_FOUND = '{{ not_found }}';

// Several sites may stand on one host: each has its own scope, and touches the copies of no other.
const SCOPE = self.registration.scope;
const PREFIX = 'sijill ' + SCOPE + ' ';
const CACHE = PREFIX + VERSION;
// So many files are fetched at once.
const AT_ONCE = 8;

const address = path => new URL(path.split('/').map(encodeURIComponent).join('/'), SCOPE).href;
// Files for hosts and not for readers, which hosts may keep to themselves, and files packed for the way.
const isKept = path => !/(^|\/)[._]|\.(gz|br|zst)$/.test(path);

async function list(response) {
  const hashes = new Map();
  for (const { path, sha256 } of (await response.json()).files) if (isKept(path)) hashes.set(path, sha256);
  return hashes;
}

/* A copy that says nothing of redirections, since no page may be answered with a redirected response. */
async function plain(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { status: response.status, headers: response.headers });
}

async function fetched(path) {
  const response = await fetch(address(path), { cache: 'no-cache' });
  if (!response.ok) throw new Error(response.status + ' ' + path);
  return response;
}

/* The newest copy beside the one that is being made, and its files by path. */
async function before() {
  for (const name of (await caches.keys()).reverse()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const cache = await caches.open(name);
    const manifest = await cache.match(address(MANIFEST));
    if (manifest) return { cache, hashes: await list(manifest) };
  }
  return { cache: null, hashes: new Map() };
}

async function tell(message) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
}

/* Fills the copy: what has not changed since the copy before comes from that copy. */
async function fill() {
  const manifest = await fetched(MANIFEST);
  const text = await manifest.clone().text();
  const hashes = await list(manifest.clone());
  const old = await before();
  const cache = await caches.open(CACHE);
  const paths = [...hashes.keys()];
  const total = paths.length;
  let done = 0;
  let fetches = 0;
  const keep = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      const same = old.hashes.get(path) === hashes.get(path) ? await old.cache.match(address(path)) : undefined;
      if (!same) fetches++;
      await cache.put(address(path), same || await plain(await fetched(path)));
      if (++done % 25 === 0 || done === total) await tell({ offline: 'busy', done, total });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, keep));
  // A build that was published meanwhile would leave a copy of two halves.
  if (await (await fetched(MANIFEST)).text() !== text) throw new Error('the site changed while it was fetched');
  await cache.put(address(MANIFEST), manifest);
  await tell({ offline: 'filled', version: VERSION, fetches, total });
}

self.addEventListener('install', event => {
  event.waitUntil(fill().catch(async error => {
    await caches.delete(CACHE);
    await tell({ offline: 'failed' });
    throw error;
  }));
});

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('message', event => {
  if (event.data === 'show') self.skipWaiting();
});

/* The file that an address stands for: hosts show a folder's index, and some leave out the ending. */
async function find(url) {
  const cache = await caches.open(CACHE);
  const bare = url.origin + url.pathname;
  const candidates = bare.endsWith('/') ? [bare + 'index.html'] : [bare, bare + '.html', bare + '/index.html'];
  for (const candidate of candidates) {
    const response = await cache.match(candidate);
    if (response) return response;
  }
  return undefined;
}

async function answer(request) {
  const kept = await find(new URL(request.url));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    const page = request.mode === 'navigate' && await find(new URL(address(NOT_FOUND)));
    if (!page) throw error;
    return new Response(await page.blob(), { status: 404, headers: page.headers });
  }
}

self.addEventListener('fetch', event => {
  const { request } = event;
  // The worker itself and what is not of this site are the network's.
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE) || request.url.split(/[?#]/)[0] === address('sw.js')) return;
  event.respondWith(answer(request));
});
