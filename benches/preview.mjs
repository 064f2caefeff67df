// From a save to the new words in a real Chromium: the preview of Sijill beside those of its peers, on sites of the same reports.
// node benches/preview.mjs --report r0050 [--saves 20] --server 'NAME|FOLDER|COMMAND|FILE|PAGE' …
//   FOLDER   a copy of the site, whose FILE is edited and put back
//   COMMAND  starts the preview; {port} and {folder} are filled in
//   FILE     the section that is edited; {report} is filled in
//   PAGE     the address of its page below the preview's
// Needs chromedriver and chromium. A preview that reloads the page and one that changes it in place are timed alike: each document of the page tells
// when it first holds the new word.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const options = { report: "r0001", saves: "20", wait: "600" };
const servers = [];
for (let at = 2; at < process.argv.length; at += 2) {
  const name = process.argv[at].replace(/^--/, "");
  if (name === "server") servers.push(process.argv[at + 1].split("|"));
  else options[name] = process.argv[at + 1];
}
const clock = () => performance.timeOrigin + performance.now();
const sleep = (time) => new Promise((done) => setTimeout(done, time));
const children = [];

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

function start(command) {
  const child = spawn("sh", ["-c", `exec ${command}`], { stdio: "ignore", detached: true });
  children.push(child);
  return child;
}

// The browser, and a page that notes when it first holds each new word.
async function browse() {
  const port = await freePort();
  start(`chromedriver --port=${port}`);
  const wire = async (path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  const profile = mkdtempSync(join(tmpdir(), "sijill-bench-"));
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", `--user-data-dir=${profile}`, "--window-size=1200,900"];
  for (let turn = 0; ; turn += 1) {
    try {
      const { sessionId } = await wire("/session", { capabilities: { alwaysMatch: { browserName: "chrome", "goog:chromeOptions": { args } } } });
      const session = `/session/${sessionId}`;
      await wire(`${session}/goog/cdp/execute`, { cmd: "Page.enable", params: {} });
      const source = `{
        const look = () => {
          for (const word of document.body?.textContent.match(/Z\\d+z/g) ?? []) {
            localStorage[word] ??= performance.timeOrigin + performance.now();
          }
        };
        new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      }`;
      await wire(`${session}/goog/cdp/execute`, { cmd: "Page.addScriptToEvaluateOnNewDocument", params: { source } });
      return { profile, open: (url) => wire(`${session}/url`, { url }), run: (script, ...own) => wire(`${session}/execute/sync`, { script, args: own }) };
    } catch (error) {
      if (turn > 50) throw error;
      await sleep(100);
    }
  }
}

const withWord = (text, word) => {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.length > 300 && !line.startsWith("[^"));
  lines[at] = lines[at].split(" ").toSpliced(8, 0, word).join(" ");
  return lines.join("\n");
};

async function measure([name, folder, command, file, page], browser) {
  const port = await freePort();
  const begun = clock();
  const child = start(command.replaceAll("{port}", port).replaceAll("{folder}", folder));
  const url = `http://127.0.0.1:${port}/${page.replaceAll("{report}", options.report)}`;
  const path = join(folder, file.replaceAll("{report}", options.report));
  const original = readFileSync(path, "utf8");
  while (!(await fetch(url).then((answer) => answer.ok, () => false))) {
    if (clock() - begun > Number(options.wait) * 1000) throw new Error(`${name} does not answer at ${url}`);
    await sleep(20);
  }
  const started = (clock() - begun) / 1000;
  const times = [];
  try {
    await browser.open(url);
    await sleep(1500);
    for (let turn = 0; turn <= Number(options.saves); turn += 1) {
      const word = `Z${turn}z`;
      const saved = clock();
      writeFileSync(path, withWord(original, word));
      let seen = null;
      while (!seen && clock() - saved < 60_000) {
        await sleep(400);
        seen = await browser.run("return localStorage[arguments[0]] ?? null", word).catch(() => null);
      }
      // The first save warms up.
      if (turn > 0) times.push(seen ? Number(seen) - saved : Infinity);
      await sleep(700 + ((turn * 37) % 90));
    }
  } finally {
    writeFileSync(path, original);
  }
  const memory = Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024);
  process.kill(-child.pid, "SIGKILL");
  times.sort((a, b) => a - b);
  const shown = (time) => time.toFixed(0);
  console.log(`| ${name} | ${started.toFixed(2)} | ${shown(times[Math.floor(times.length / 2)])} (${shown(times[0])}–${shown(times.at(-1))}) | ${memory} |`);
}

console.log("| preview | start to first page, s | save to new words, ms: median (least–most) | peak memory, MiB |\n|---|---|---|---|");
const browser = await browse();
try {
  for (const server of servers) await measure(server, browser);
} finally {
  for (const child of children) {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
  await sleep(300);
  rmSync(browser.profile, { recursive: true, force: true, maxRetries: 5 });
}
