// Runs the theme's search.js against a built site. Usage: node engine.js SITE COMMAND < JSON > JSON
//   analyse: [{language, text}] → [[word, position, [key…]]…] for each
//   search:  [{language, query, narrow?}] → {language, instead, milliseconds, bytes, hits: [{href, kind, title, text}…ten at most], total} for each
'use strict';
const fs = require('fs');
const path = require('path');

const [site, command] = process.argv.slice(2);
const assets = path.resolve(site, 'assets');
for (const stem of ['search-words', 'search-engine']) require(path.join(assets, fs.readdirSync(assets).find(name => name.startsWith(stem + '-'))));
const { engine, ask } = globalThis.sijillEngine;
let bytes = 0;
const loads = new Map();

function load(name) {
  if (!loads.has(name)) {
    const text = fs.readFileSync(path.join(site, 'search', name), 'utf8');
    bytes += Buffer.byteLength(text);
    let content;
    new Function('sijillSearch', text)(own => { content = own; });
    loads.set(name, Promise.resolve(content));
  }
  return loads.get(name);
}

const engines = new Map();
async function open(language) {
  if (!engines.has(language)) engines.set(language, load(language + '.js').then(loader => engine(loader, load)));
  return engines.get(language);
}

async function main() {
  const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
  const answers = [];
  if (command === 'analyse') {
    for (const { language, text } of asked) {
      const { analysis, learn } = await open(language);
      await learn(analysis.tokens(text).map(token => token.word));
      answers.push(analysis.tokens(text).map(token => [token.word, token.position, token.symbol ? [token.word] : analysis.keys(token.word)]));
    }
  } else {
    for (const { language, query, narrow, cold } of asked) {
      if (cold) { loads.clear(); engines.clear(); }
      bytes = 0;
      const own = await open(language);
      const languages = [language, ...own.loader.languages.map(([tag]) => tag).filter(tag => tag !== language)];
      const answer = async () => {
        const { engine: used, result } = await ask(open, languages, query, narrow || {});
        const documents = await used.documents(result.hits.slice(0, 10).map(hit => hit.document));
        return { used, result, documents };
      };
      let { used, result, documents } = await answer();
      const loaded = bytes;
      const before = process.hrtime.bigint();
      ({ used, result, documents } = await answer());
      const excerpts = documents.map(document => used.excerpt(document.text, result.keys, 320));
      const milliseconds = Number(process.hrtime.bigint() - before) / 1e6;
      answers.push({
        language: used.loader.language, instead: result.instead, milliseconds, bytes: loaded, total: result.hits.length,
        hits: documents.map(({ href, kind, title, place, others }, i) => ({ href, kind, title, place, others, score: result.hits[i].score, marked: excerpts[i].filter(part => part.marked).map(part => part.text) })),
      });
    }
  }
  process.stdout.write(JSON.stringify(answers));
}

main();
