// Holds a site that from-corpus made, built by the plain templates, against the corpus that it is of: node benches/counts.mjs reports.jsonl SITE
// Every page of every report is read: its language, its heading, the way to its counterpart, the sections in its navigation, the anchors and first
// words of its paragraphs, the measures of each State and theme with their States, and every link with its fragment. Prints counts; exits 1 on a fault.
import { createReadStream, existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { createInterface } from "node:readline";

const [corpus, site] = process.argv.slice(2);
const LANGUAGES = ["ar", "en"];
const counts = { reports: 0, pages: 0, anchors: 0, links: 0, stateMeasures: 0, themeMeasures: 0 };
const faults = [];
const fault = (what) => faults.push(what);

const plain = (text) => text.replaceAll(/<[^>]*>/g, "").replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<");
const matches = (text, pattern) => [...text.matchAll(pattern)].map((found) => found[1]);
const sorted = (list) => JSON.stringify([...list].sort());
// The codes that from-corpus gives to States, in the order of the corpus.
const code = (index) => `x${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`;

let known = new Map();
function page(path) {
  if (!known.has(path)) {
    const full = join(site, path);
    if (!existsSync(full)) known.set(path, null);
    else if (!path.endsWith(".html")) known.set(path, { ids: new Set() });
    else {
      const html = readFileSync(full, "utf8");
      known.set(path, { html, ids: new Set(matches(html, /\sid="([^"]*)"/g)) });
    }
  }
  return known.get(path);
}

function read(path, language, title) {
  const found = page(path);
  if (!found) {
    fault(`${path} is missing`);
    return null;
  }
  counts.pages += 1;
  const { html } = found;
  if (!html.includes(`<html lang="${language}"`)) fault(`${path}: another language`);
  const heading = plain(matches(html, /<h1>(.*?)<\/h1>/gs)[0] ?? "");
  if (!heading.endsWith(title)) fault(`${path}: the heading is ${heading}`);
  const other = LANGUAGES.find((one) => one !== language);
  const resolve = (href) => normalize(join(dirname(path), href));
  const switches = matches(html, /<a [^>]*hreflang="[^"]*" href="([^"]*)"/g).map(resolve);
  if (sorted(switches) !== sorted([path.replace(`${language}/`, `${other}/`)])) fault(`${path}: the way to its counterpart is ${switches}`);
  for (const href of matches(html, /\shref="([^"]*)"/g)) {
    const [address, fragment] = href.split("#");
    const target = address ? resolve(address) : path;
    const reached = page(target);
    counts.links += 1;
    if (!reached) fault(`${path}: ${href} leads nowhere`);
    else if (fragment && !reached.ids.has(fragment)) fault(`${path}: ${href} has no such fragment`);
  }
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const nav = html.slice(html.indexOf("<nav"), html.indexOf("</nav>"));
  return { html, main, nav, hrefs: matches(main, /<a [^>]*href="([^"]*)"/g).map(resolve) };
}

function check(report) {
  counts.reports += 1;
  const section = new Map(report.sections.flatMap((one) => one.paragraphs.map((paragraph) => [paragraph.n, one.id])));
  for (const language of LANGUAGES) {
    const folder = `${language}/${report.id}`;
    const place = (measure) => `${folder}/${section.get(measure.para)}.html#para-${measure.para}`;
    const codes = new Map(report.states.map((state, index) => [state.id, `${folder}/states/${code(index)}.html`]));
    const home = read(`${folder}/index.html`, language, report.title[language]);
    for (const one of [...report.sections.map(({ id }) => `${folder}/${id}.html`), ...codes.values(), ...report.themes.map(({ id }) => `${folder}/themes/${id}.html`)]) {
      if (home && !home.hrefs.includes(one)) fault(`${folder}/index.html does not lead to ${one}`);
    }
    for (const one of report.sections) {
      const own = read(`${folder}/${one.id}.html`, language, one.title[language]);
      if (!own) continue;
      const anchors = matches(own.main, /<div id="para-(\d+)"/g).map(Number);
      if (sorted(anchors) !== sorted(one.paragraphs.map(({ n }) => n))) fault(`${folder}/${one.id}.html: paragraphs ${anchors}`);
      counts.anchors += anchors.length;
      const nav = matches(own.nav, /href="([^"]*)"/g);
      if (nav.join() !== report.sections.map(({ id }) => `${id}.html`).join()) fault(`${folder}/${one.id}.html: navigation ${nav}`);
      const text = plain(own.main);
      for (const paragraph of one.paragraphs) {
        // Up to the first link: a reference to a paragraph is written out by the program.
        const words = paragraph[language].split(/\[|\*/)[0].trim();
        if (!text.includes(words)) fault(`${folder}/${one.id}.html: the words of ${paragraph.n} are missing`);
      }
    }
    report.states.forEach((state) => {
      const own = read(codes.get(state.id), language, state.name[language]);
      const wanted = report.measures.filter(({ states }) => states.includes(state.id)).map(place);
      counts.stateMeasures += wanted.length;
      if (own && sorted(own.hrefs.filter((href) => href.includes("#"))) !== sorted(wanted)) fault(`${codes.get(state.id)}: other measures`);
    });
    for (const theme of report.themes) {
      const own = read(`${folder}/themes/${theme.id}.html`, language, theme.name[language]);
      const measures = report.measures.filter((measure) => measure.theme === theme.id);
      counts.themeMeasures += measures.length;
      if (own && sorted(own.hrefs.filter((href) => href.includes("#"))) !== sorted(measures.map(place))) fault(`${folder}/themes/${theme.id}.html: other measures`);
      const states = measures.flatMap((measure) => measure.states.map((state) => codes.get(state)));
      if (own && sorted(own.hrefs.filter((href) => href.includes("/states/"))) !== sorted(states)) fault(`${folder}/themes/${theme.id}.html: other States`);
    }
  }
}

for await (const line of createInterface({ input: createReadStream(corpus) })) {
  check(JSON.parse(line));
  known = new Map();
}
const html = readdirSync(site, { recursive: true }).filter((path) => path.endsWith(".html")).length;
// A home for each language, the page that chooses one, and a page for addresses that do not exist: the site's, and one a language.
const wanted = counts.pages + LANGUAGES.length + 1 + 1 + LANGUAGES.length;
if (html !== wanted) fault(`the site has ${html} pages, not ${wanted}`);
console.log(JSON.stringify({ ok: faults.length === 0, html, ...counts, faults: faults.slice(0, 10) }));
process.exitCode = faults.length ? 1 : 0;
