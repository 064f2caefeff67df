//! Keeping a site on the device: in a real browser, from a server that is then stopped, and started again with a new build.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

mod harness;

#[allow(dead_code, reason = "each test file uses a part")]
#[path = "browser/webdriver.rs"]
mod webdriver;

use harness::{publish, small_site};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use webdriver::Browser;

/// Where the site stands on its host.
const AT: &str = "/a/b/";

/// Serves a folder below [`AT`] with the policy that a host is to send, until it is dropped.
struct Host {
    port: u16,
    stop: Arc<AtomicBool>,
    asked: Arc<Mutex<Vec<String>>>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    fn start(folder: &Path, port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::<Mutex<Vec<String>>>::default());
        let (folder, stopped, list) = (folder.to_owned(), Arc::clone(&stop), Arc::clone(&asked));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                let (folder, list) = (folder.clone(), Arc::clone(&list));
                std::thread::spawn(move || answer(&folder, &list, stream.unwrap()));
            }
        });
        Self { port, stop, asked, thread: Some(thread) }
    }

    fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{AT}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn answer(folder: &Path, asked: &Mutex<Vec<String>>, mut stream: TcpStream) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
    let path = first.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    let Some(name) = path.strip_prefix(AT) else {
        let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    };
    asked.lock().unwrap().push(name.to_owned());
    let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    let kind = match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, bytes) = match fs::read(folder.join(&name)) {
        // What is for hosts alone, hosts keep to themselves.
        Ok(bytes) if !name.starts_with(['_', '.']) => ("200 OK", bytes),
        _ => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: default-src 'self'\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes));
}

/// Waits until an expression of the page is true, for half a minute at most; returns whether it was.
///
/// It is looked at again and again from here: a script that waits within the page is lost with it when another page is opened.
fn wait(browser: &Browser, expression: &str) -> bool {
    let script = format!("return (async () => {{ try {{ return Boolean(await ({expression})); }} catch {{ return false; }} }})()");
    (0..500).any(|_| {
        browser.run(&script) == Value::Bool(true) || {
            thread::sleep(Duration::from_millis(50));
            false
        }
    })
}

fn site(folder: &Path) -> (PathBuf, PathBuf) {
    let (root, output) = (folder.join("root"), folder.join("public"));
    small_site(&root);
    publish(&root, &output);
    (root, output)
}

fn keep(browser: &Browser, host: &Host) {
    browser.open(&host.address("en/index.html"));
    assert!(wait(browser, "!document.querySelector('[data-offline]').hidden"), "the reader is offered a copy");
    browser.run("document.querySelector('[data-offline-on]').click()");
    assert!(wait(browser, "document.querySelector('[data-offline-off]').hidden === false"), "the copy is made");
    let said = browser.run("return document.querySelector('[data-offline-status]').textContent");
    assert_eq!(said, "The site is kept on this device, and opens without a connection.");
}

#[test]
fn a_site_that_is_kept_opens_and_is_searched_when_its_host_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (_, output) = site(folder.path());
    let host = Host::start(&output, 0);
    let browser = Browser::start();
    keep(&browser, &host);
    let (page, home, search, other) =
        (host.address("en/small/i.html"), host.address("en/"), host.address("en/search.html?q=paragraph"), host.address("en/small/"));
    let kept = browser.run_async(
        "caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys()).then(keys => arguments[0](keys.length))",
    );
    let files: Value = serde_json::from_slice(&fs::read(output.join("data/manifest.json")).unwrap()).unwrap();
    let files = files["files"].as_array().unwrap();
    let for_readers = files.iter().filter(|file| !file["path"].as_str().unwrap().starts_with(['_', '.'])).count();
    assert_eq!(kept, for_readers + 1, "every file for readers is kept, and the list of them");
    drop(host);
    browser.open(&page);
    assert_eq!(browser.run("return document.querySelector('.paragraph .text').textContent.trim()"), "The only paragraph.");
    assert_eq!(browser.run("return getComputedStyle(document.body).marginTop"), "0px", "the style sheet is there");
    browser.open(&home);
    assert_eq!(browser.run("return document.querySelector('h1').textContent"), "Small site", "a folder shows its index");
    browser.open(&other);
    assert_eq!(browser.run("return document.querySelectorAll('h1').length"), 1);
    browser.open(&search);
    assert!(wait(&browser, "document.querySelector('[data-search-results] li > a')"), "the index is there too");
}

#[test]
fn a_new_build_is_fetched_as_far_as_it_changed_and_shown_when_the_reader_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let (root, output) = site(folder.path());
    let host = Host::start(&output, 0);
    let browser = Browser::start();
    keep(&browser, &host);
    let port = host.port;
    drop(host);
    let section = root.join("content/small/i.en.md");
    let text = fs::read_to_string(&section).unwrap();
    fs::write(&section, text.replace("The only paragraph.", "Another wording.")).unwrap();
    publish(&root, &output);
    let host = Host::start(&output, port);
    browser.open(&host.address("en/small/i.html"));
    let words = "return document.querySelector('.paragraph .text').textContent.trim()";
    assert_eq!(browser.run(words), "The only paragraph.", "no page changes while it may be read");
    browser.run("navigator.serviceWorker.getRegistration().then(own => own.update())");
    assert!(wait(&browser, "document.querySelector('.newer button')"), "the reader is told");
    let asked = host.asked();
    assert!(asked.iter().any(|name| name == "en/small/i.html"), "what changed is fetched: {asked:?}");
    for unchanged in ["assets/site.css", "assets/site.js", "en/small/about.html", "en/app.json"] {
        assert!(!asked.iter().any(|name| name == unchanged), "{unchanged} did not change: {asked:?}");
    }
    browser.run("document.querySelector('.newer button').click()");
    assert!(
        wait(&browser, "document.querySelector('.paragraph .text')?.textContent.trim() === 'Another wording.'"),
        "the new page is shown"
    );
    assert!(wait(&browser, "caches.keys().then(names => names.length === 1)"), "the old copy is gone");
    // And all of it can be taken back.
    browser.open(&host.address("en/index.html"));
    assert!(wait(
        &browser,
        "document.querySelector('[data-offline-off]').hidden === false && !document.querySelector('[data-offline]').hidden"
    ));
    browser.run("document.querySelector('[data-offline-off]').click()");
    assert!(wait(&browser, "caches.keys().then(names => names.length === 0)"), "no copy is left");
    assert!(wait(&browser, "navigator.serviceWorker.getRegistration().then(own => !own)"), "no worker is left");
}

#[test]
fn a_copy_that_cannot_be_completed_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (_, output) = site(folder.path());
    fs::remove_file(output.join("en/small/about.html")).unwrap();
    let host = Host::start(&output, 0);
    let browser = Browser::start();
    browser.open(&host.address("en/index.html"));
    assert!(wait(&browser, "!document.querySelector('[data-offline]').hidden"));
    browser.run("document.querySelector('[data-offline-on]').click()");
    assert!(wait(&browser, "document.querySelector('[data-offline-status]').textContent.startsWith('The copy could not be made')"));
    assert!(wait(&browser, "caches.keys().then(names => names.length === 0)"));
    // A worker that has failed may still tell how far it came.
    let late = "new MessageEvent('message', { data: { offline: 'busy', done: 25, total: 50 } })";
    browser.run(&format!("navigator.serviceWorker.dispatchEvent({late})"));
    let told = browser.run("return document.querySelector('[data-offline-status]').textContent");
    assert!(told.as_str().unwrap().starts_with("The copy could not be made"), "{told}");
    assert_eq!(browser.run("return document.querySelector('[data-offline-on]').disabled"), false, "it can be tried again");
}

#[test]
fn each_language_has_a_web_app_manifest_that_every_page_names() {
    let folder = tempfile::tempdir().unwrap();
    publish(&harness::root(), &folder.path().join("public"));
    for (language, direction) in [("ar", "rtl"), ("en", "ltr")] {
        let own = folder.path().join("public").join(language);
        let manifest: Value = serde_json::from_slice(&fs::read(own.join("app.json")).unwrap()).unwrap();
        assert_eq!((&manifest["lang"], &manifest["dir"]), (&json!(language), &json!(direction)));
        for file in ["start_url", "scope"].map(|key| manifest[key].as_str().unwrap()) {
            assert!(own.join(file).exists(), "{file}");
        }
        assert!(own.join(manifest["icons"][0]["src"].as_str().unwrap()).is_file());
        assert_eq!(manifest["scope"], "../");
        let page = fs::read_to_string(own.join("a-67-170/states/arg.html")).unwrap();
        assert!(page.contains(&format!("<link rel=\"manifest\" href=\"../../../{language}/app.json\">")));
    }
}
