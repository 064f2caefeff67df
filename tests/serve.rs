//! The preview over real sockets and real files: what it answers, whom it refuses, and what it shows after a save.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test that cannot write its files must fail; waiting and measuring need the clock"
)]

use sijill::diagnostic::Diagnostics;
use sijill::serve::live::Generation;
use sijill::serve::{Bounds, Follow, Preview, PreviewOptions};
use sijill::source::{self, Sources};
use sijill::{BuildOptions, link, parse, render};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// No wait of these tests is longer; a preview that works needs a small part of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// A small site on the disk with its preview.
struct Site {
    // Before the folder, so that the preview ends while its files are still there.
    preview: Preview,
    folder: TempDir,
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn section(number: u32, title: &str, words: &str) -> String {
    format!("---\nsection: [{number}]\ntitle: {title}\n---\n\n{number}. {words}\n")
}

fn files() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "content/site.yaml", "title: {en: Zed, ar: Zed}\nlanguages: [en, ar]\n");
    write(root, "content/r/report.yaml", "symbol: A/1\ntitle: {en: A report, ar: A report}\n");
    write(
        root,
        "seeds/documents.yaml",
        "A/1: {kind: report, title: {en: A report, ar: A report}}\nA/2: {kind: report, title: {en: Another, ar: Another}}\n",
    );
    for language in ["en", "ar"] {
        write(root, &format!("content/r/i.{language}.md"), &section(1, "First", "Words of the first."));
        write(root, &format!("content/r/ii.{language}.md"), &section(2, "Second", "Words of the second."));
    }
    folder
}

fn options(root: &Path) -> PreviewOptions {
    PreviewOptions {
        root: root.to_owned(),
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        follow: Follow::No,
        editor: "vscode://file{path}:{line}:{column}".to_owned(),
        bounds: Bounds::default(),
    }
}

impl Site {
    fn new() -> Self {
        Self::with(Bounds::default())
    }

    fn with(bounds: Bounds) -> Self {
        let folder = files();
        let preview = Preview::start(&PreviewOptions { bounds, ..options(folder.path()) }, |_| ()).unwrap();
        Self { preview, folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn connect(&self) -> TcpStream {
        let client = TcpStream::connect(self.preview.address()).unwrap();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        client
    }

    /// Sends a head as it is and reads the whole answer.
    fn raw(&self, head: &str) -> String {
        let mut client = self.connect();
        client.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = client.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = self.preview.address();
        Answer::of(&self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n")))
    }

    fn page(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The address of the style that a page names.
    fn style(&self) -> String {
        let page = self.page("/en/r/i.html").body;
        let name = page.split("../assets/site-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        format!("/assets/site-{name}")
    }

    /// Waits until the page holds `words`; the page.
    fn page_with(&self, path: &str, words: &str) -> String {
        self.page_where(path, words, |answer| answer.body.contains(words))
    }

    fn page_where(&self, path: &str, what: &str, is_right: impl Fn(&Answer) -> bool) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.page(path);
            if is_right(&answer) {
                return answer.body;
            }
            assert!(Instant::now() < until, "{path} never came to `{what}`; its last state:\n{}\n{}", answer.head, answer.body);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn generation_where(&self, what: &str, is_right: impl Fn(&Generation) -> bool) -> Arc<Generation> {
        let until = Instant::now() + PATIENCE;
        loop {
            let generation = self.preview.current();
            if is_right(&generation) {
                return generation;
            }
            assert!(Instant::now() < until, "never came to `{what}`; the last faults: {:#?}", generation.faults);
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn of(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

#[test]
fn pages_and_assets_are_answered_with_their_types_tags_and_parts() {
    let site = Site::new();
    let page = site.page("/en/r/i.html");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("Words of the first."), "{}", page.body);
    assert!(page.body.contains("/_sijill/preview.js"), "a page has the preview's script");
    assert_eq!(page.header("content-length").unwrap(), page.body.len().to_string());

    let head = site.ask("HEAD", "/en/r/i.html", "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), page.header("content-length"));

    let etag = page.header("etag").unwrap();
    let known = site.ask("GET", "/en/r/i.html", &format!("If-None-Match: \"other\", {etag}\r\n"));
    assert_eq!((known.status, known.body.as_str()), (304, ""));
    assert_eq!(site.ask("GET", "/en/r/i.html", "If-None-Match: \"other\"\r\n").status, 200);

    let address = site.style();
    let style = site.page(&address);
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!style.body.contains("_sijill"));
    let length = style.body.len();
    for (range, expected, content_range) in [
        ("bytes=0-9", &style.body[..10], format!("bytes 0-9/{length}")),
        ("bytes=-5", &style.body[length - 5..], format!("bytes {}-{}/{length}", length - 5, length - 1)),
        ("bytes=10-", &style.body[10..], format!("bytes 10-{}/{length}", length - 1)),
        ("bytes=0-99999999", &style.body[..], format!("bytes 0-{}/{length}", length - 1)),
    ] {
        let part = site.ask("GET", &address, &format!("Range: {range}\r\n"));
        assert_eq!(
            (part.status, part.body.as_str(), part.header("content-range")),
            (206, expected, Some(content_range.as_str())),
            "{range}"
        );
    }
    let beyond = site.ask("GET", &address, "Range: bytes=99999999-\r\n");
    assert_eq!((beyond.status, beyond.header("content-range").unwrap().to_owned()), (416, format!("bytes */{length}")));
    // Another version than the one that the client has a part of: all of it.
    assert_eq!(site.ask("GET", &address, "Range: bytes=0-9\r\nIf-Range: \"old\"\r\n").status, 200);
    assert_eq!(site.ask("GET", &address, "Range: bytes=9-0\r\n").status, 200);

    let folder = site.page("/en/r");
    assert_eq!((folder.status, folder.header("location")), (301, Some("/en/r/")));
    assert_eq!(site.page("/en/r/").status, 200);
    assert_eq!(site.page("/en/r/?query=1").status, 200);
    let missing = site.page("/en/r/no-such-page.html");
    assert_eq!((missing.status, missing.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(missing.body.contains("_sijill"), "a page that comes to be is shown when it does");
    assert_eq!(site.ask("DELETE", "/en/r/i.html", "").status, 405);
}

#[test]
fn only_the_previews_own_names_are_answered() {
    let site = Site::new();
    let port = site.preview.address().port();
    let asked = |host: &str| Answer::of(&site.raw(&format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\n\r\n"))).status;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}"), "LOCALHOST".to_owned()] {
        assert_eq!(asked(&host), 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "192.168.1.7", "127.0.0.1.evil.example", ""] {
        assert_eq!(asked(host), 403, "{host}");
    }
    assert_eq!(Answer::of(&site.raw("GET /en/ HTTP/1.1\r\n\r\n")).status, 403);
}

#[test]
fn no_address_leads_out_of_the_artifacts() {
    let site = Site::new();
    write(&site.root(), "secret.txt", "secret");
    let host = site.preview.address();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/en/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/secret.txt",
        "/en/r/../../../secret.txt",
        "/en/%00secret.txt",
        "/%ff%fe",
        "/content/site.yaml",
    ] {
        let answer = site.page(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret\n") && !answer.body.ends_with("secret"), "{path}");
    }
    for first in ["GET http://evil.example/en/ HTTP/1.1", "GET en/ HTTP/1.1", "CONNECT a:1 HTTP/1.1", "nonsense", "GET /en/ HTTP/2.0"] {
        assert_eq!(Answer::of(&site.raw(&format!("{first}\r\nHost: {host}\r\n\r\n"))).status, 400, "{first}");
    }
    // What two parsers could read in two ways is refused.
    for line in ["X: a\nHost: evil", "No colon", " Folded: line", "Spaced : name"] {
        assert_eq!(Answer::of(&site.raw(&format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\n{line}\r\n\r\n"))).status, 400, "{line:?}");
    }
}

#[test]
fn what_a_client_sends_is_bounded_in_bytes_and_time() {
    let bounds = Bounds { head_time: Duration::from_millis(300), connections: 8, ..Bounds::default() };
    let site = Site::with(bounds);
    let host = site.preview.address();
    let long = "x".repeat(bounds.head_bytes);
    assert_eq!(Answer::of(&site.raw(&format!("GET /en/ HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"))).status, 431);
    assert_eq!(Answer::of(&site.raw(&format!("GET /{long}"))).status, 431);
    assert_eq!(Answer::of(&site.raw(&format!("POST /en/ HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\n\r\nhello"))).status, 413);
    assert_eq!(Answer::of(&site.raw(&format!("POST /en/ HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"))).status, 413);
    // A head that never ends is cut off in time.
    let begun = Instant::now();
    assert_eq!(Answer::of(&site.raw("GET /en/ HTT")).status, 408);
    assert!(begun.elapsed() < Duration::from_secs(10));
    // More connections than there may be: those that wait give way.
    let idle: Vec<TcpStream> = (0..40).map(|_| site.connect()).collect();
    assert_eq!(site.page("/en/r/i.html").status, 200);
    drop(idle);
}

#[test]
fn idle_and_slow_clients_hold_nobody_up() {
    let site = Site::new();
    let (host, style) = (site.preview.address(), site.style());
    let idle: Vec<TcpStream> = (0..200).map(|_| site.connect()).collect();
    let slow: Vec<TcpStream> = (0..20)
        .map(|number| {
            let mut client = site.connect();
            if number % 2 == 0 {
                // Sends half a head, and then nothing.
                client.write_all(b"GET /en/ HTTP/1.1\r\nHo").unwrap();
            } else {
                // Asks, and never takes the answer.
                client.write_all(format!("GET {style} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
            }
            client
        })
        .collect();
    let mut times: Vec<Duration> = (0..50)
        .map(|_| {
            let begun = Instant::now();
            assert_eq!(site.page("/en/r/i.html").status, 200);
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!("beside 220 connections: median {:?}, worst {:?}", times[25], times[49]);
    assert!(std::env::var_os("SIJILL_TIMED").is_none() || times[25] < Duration::from_millis(250), "{times:?}");
    drop((idle, slow));
}

#[test]
fn a_burst_of_clients_is_served_to_the_last() {
    // tiny_http alone strands the last of such a burst in most runs.
    let site = Arc::new(Site::new());
    for _ in 0..10 {
        let clients: Vec<_> = (0..20)
            .map(|_| {
                let site = Arc::clone(&site);
                std::thread::spawn(move || site.page("/en/r/i.html").status)
            })
            .collect();
        assert!(clients.into_iter().all(|client| client.join().unwrap() == 200));
    }
}

#[test]
fn every_way_of_saving_is_seen() {
    let site = Site::new();
    let root = site.root();
    let file = root.join("content/r/i.en.md");
    // In place, truncating.
    fs::write(&file, section(1, "First", "Saved in place.")).unwrap();
    site.page_with("/en/r/i.html", "Saved in place.");
    // A new file moved over the old one.
    write(&root, "content/r/.i.en.md.swp", &section(1, "First", "Moved over."));
    fs::rename(root.join("content/r/.i.en.md.swp"), &file).unwrap();
    site.page_with("/en/r/i.html", "Moved over.");
    // The same, from a name that the site would not know.
    write(&root, "content/r/sedXYZ", &section(1, "First", "Moved again."));
    fs::rename(root.join("content/r/sedXYZ"), &file).unwrap();
    site.page_with("/en/r/i.html", "Moved again.");
    // The old one moved away, a new one written.
    fs::rename(&file, root.join("content/r/i.en.md~")).unwrap();
    fs::write(&file, section(1, "First", "Backed up first.")).unwrap();
    site.page_with("/en/r/i.html", "Backed up first.");
    // A style of the site's own stands over the embedded one, and uncovers it when it goes.
    write(&root, "themes/default/assets/site.css", "/* own */");
    let embedded = site.style();
    site.page_where("/en/r/i.html", "another style", |answer| !answer.body.contains(&embedded[1..]));
    let own = site.style();
    assert_eq!(site.page(&own).body, "/* own */");
    // The pages come first, and with the rest goes what is no more.
    site.page_where(&embedded, "nothing", |answer| answer.status == 404);
    fs::remove_dir_all(root.join("themes")).unwrap();
    site.page_with("/en/r/i.html", &embedded[1..]);
    assert!(site.page(&embedded).body.len() > 1000);
}

#[test]
fn files_and_folders_come_and_go() {
    let site = Site::new();
    let root = site.root();
    for language in ["en", "ar"] {
        write(&root, &format!("content/r/iii.{language}.md"), &section(3, "Third", "Words of the third."));
    }
    site.page_with("/en/r/iii.html", "Words of the third.");
    for language in ["en", "ar"] {
        fs::rename(root.join(format!("content/r/iii.{language}.md")), root.join(format!("content/r/last.{language}.md"))).unwrap();
    }
    site.page_with("/en/r/last.html", "Words of the third.");
    // Two files were renamed, and a build may have begun between them.
    site.page_where("/en/r/iii.html", "nothing", |answer| answer.status == 404);
    for language in ["en", "ar"] {
        fs::remove_file(root.join(format!("content/r/last.{language}.md"))).unwrap();
    }
    site.page_where("/en/r/last.html", "404", |answer| answer.status == 404);
    // A whole report at once, folder and all.
    write(&root, "content/s/report.yaml", "symbol: A/2\ntitle: {en: Another, ar: Another}\n");
    for language in ["en", "ar"] {
        write(&root, &format!("content/s/i.{language}.md"), &section(1, "Other", "Words of the other report."));
    }
    site.page_with("/en/s/i.html", "Words of the other report.");
    fs::rename(root.join("content/s"), root.join("content/t")).unwrap();
    site.page_with("/en/t/i.html", "Words of the other report.");
    // As when a branch is switched: everything goes, and comes back otherwise.
    fs::rename(root.join("content"), root.join("aside")).unwrap();
    fs::rename(root.join("aside"), root.join("content")).unwrap();
    write(&root, "content/r/i.en.md", &section(1, "First", "After the switch."));
    site.page_with("/en/r/i.html", "After the switch.");
}

#[test]
fn what_linked_is_shown_beside_its_faults_and_an_unreadable_file_stands_as_it_was() {
    let site = Site::new();
    let root = site.root();
    // A paragraph in one language only, with a reference to nothing: shown, and told.
    write(&root, "content/r/i.en.md", &(section(1, "First", "New words.") + "\n7. [x](measure:none) Stray.\n"));
    site.page_with("/en/r/i.html", "Stray.");
    assert!(!site.preview.current().faults.is_empty());
    // No front matter at all: the page stays, and everything else goes on.
    write(&root, "content/r/i.en.md", "1. No front <matter>.\n");
    site.generation_where("a missing front matter", |generation| {
        generation.faults.iter().any(|fault| fault.code == "missing-front-matter")
    });
    write(&root, "content/r/ii.en.md", &section(2, "Second", "Saved meanwhile."));
    site.page_with("/en/r/ii.html", "Saved meanwhile.");
    assert!(site.page("/en/r/i.html").body.contains("Stray."));
    write(&root, "content/r/i.en.md", &section(1, "First", "Mended."));
    site.page_with("/en/r/i.html", "Mended.");
    assert!(site.preview.current().faults.is_empty(), "{:#?}", site.preview.current().faults);
    // A template that cannot be read: the pages stay until it is mended.
    write(&root, "themes/default/templates/section.html", "{% if %}");
    site.generation_where("a template's fault", |generation| generation.faults.iter().any(|fault| fault.code == "template"));
    assert!(site.page("/en/r/i.html").body.contains("Mended."));
    fs::remove_dir_all(root.join("themes")).unwrap();
    site.generation_where("no fault", |generation| generation.faults.is_empty());
}

#[test]
fn a_site_with_faults_is_served_from_the_start_and_comes_right() {
    let folder = files();
    write(folder.path(), "content/site.yaml", "title: {en: [\n");
    let preview = Preview::start(&options(folder.path()), |_| ()).unwrap();
    let site = Site { preview, folder };
    let page = site.page("/en/r/i.html");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("_sijill"));
    assert!(site.preview.current().faults.iter().any(|fault| fault.code == "yaml-syntax" && fault.at.is_some()));
    write(&site.root(), "content/site.yaml", "title: {en: Zed, ar: Zed}\nlanguages: [en, ar]\n");
    site.page_with("/en/r/i.html", "Words of the first.");
}

#[test]
fn an_open_page_is_told_of_its_own_faults_and_of_its_new_version() {
    let site = Site::new();
    let host = site.preview.address();
    let mut client = site.connect();
    client.write_all(format!("GET /_sijill/events?page=%2Fen%2Fr%2Fi.html HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
    let mut read = String::new();
    let mut next = |what: &str| -> serde_json::Value {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some((message, rest)) = read.split_once("\n\n").map(|(one, rest)| (one.to_owned(), rest.to_owned())) {
                read = rest;
                if let Some((_, data)) = message.split_once("data: ") {
                    return serde_json::from_str(data).unwrap();
                }
                continue;
            }
            assert!(Instant::now() < until, "no message: {what}");
            let mut piece = [0; 4096];
            let count = client.read(&mut piece).unwrap();
            assert!(count > 0, "the stream ended: {what}");
            read.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    };
    let first = next("the first");
    let shown = site.page("/en/r/i.html");
    assert_eq!(first["page"].as_str().unwrap(), shown.header("etag").unwrap().trim_matches('"'));
    assert_eq!(first["errors"], 0);
    // Another page's words leave this page as it is.
    write(&site.root(), "content/r/ii.en.md", &section(2, "Second", "Other words."));
    assert_eq!(next("the other page")["page"], first["page"]);
    write(&site.root(), "content/r/i.en.md", &(section(1, "First", "<b>Bold</b>") + "\n9. Skips.\n"));
    // A save is told of twice: when the pages stand, and when all does.
    let told = loop {
        let told = next("the page");
        if told["page"] != first["page"] {
            break told;
        }
    };
    let faults = told["here"].as_array().unwrap();
    assert!(faults.iter().any(|fault| fault["code"] == "paragraph-order"), "{told}");
    let href = faults[0]["href"].as_str().unwrap();
    assert!(href.starts_with("vscode://file/") && href.contains("content/r/i."), "{href}");
}

#[test]
fn what_only_shows_in_the_whole_site_is_told_and_gone_when_mended() {
    let site = Site::new();
    let theme = include_str!("../themes/default/templates/base.html");
    let broken = theme.replace("</body>", "<a href=\"nowhere.html\">x</a></body>");
    assert_ne!(theme, broken);
    let told = |generation: &Generation| generation.faults.iter().find(|fault| fault.code == "broken-link").cloned();
    assert!(told(&site.preview.current()).is_none());
    write(&site.root(), "themes/default/templates/base.html", &broken);
    let fault = told(&site.generation_where("a link that leads nowhere", |generation| told(generation).is_some())).unwrap();
    assert!(fault.message.contains("nowhere.html"), "{fault:?}");
    // The fault is that of a page, which is where it opens.
    assert!(site.preview.current().artifacts.contains_key(fault.path.as_str()), "{fault:?}");
    // An edit elsewhere leaves it told.
    write(&site.root(), "content/r/i.en.md", &section(1, "Title", "Other words."));
    site.page_with("/en/r/i.html", "Other words.");
    assert!(told(&site.preview.current()).is_some());
    fs::remove_dir_all(site.root().join("themes")).unwrap();
    site.generation_where("no such link", |generation| told(generation).is_none() && !generation.artifacts.is_empty());
}

#[test]
fn a_thousand_saves_end_on_the_right_page() {
    let folder = files();
    let builds = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&builds);
    let preview = Preview::start(&options(folder.path()), move |_| *counted.lock().unwrap() += 1).unwrap();
    let site = Site { preview, folder };
    let file = site.root().join("content/r/i.en.md");
    for number in 1..=1000 {
        fs::write(&file, section(1, "First", &format!("Save number {number}."))).unwrap();
        if number % 10 == 0 {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    site.page_with("/en/r/i.html", "Save number 1000.");
    assert!(*builds.lock().unwrap() <= 1001);
    // The other language does not have the number.
    let generation = site.preview.current();
    assert!(generation.faults.iter().all(|fault| fault.code == "parity-numbers"), "{:#?}", generation.faults);
}

/// The artifacts of a build that remembers nothing.
fn cold(root: &Path, base_url: &str) -> BTreeMap<String, Vec<u8>> {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::new(source::gather(root).unwrap().into_values(), &mut diagnostics);
    let documents = parse::parse(&sources, &mut diagnostics).unwrap();
    let site = link::link(documents, Some(base_url), &mut diagnostics);
    let artifacts = Mutex::new(BTreeMap::new());
    render::render(&site, &sources, &mut diagnostics, &|made| {
        let made = made.into_iter().map(|artifact| (artifact.path.as_str().to_owned(), artifact.bytes.to_vec()));
        artifacts.lock().unwrap().extend(made);
        Ok(())
    })
    .unwrap();
    artifacts.into_inner().unwrap()
}

#[test]
fn after_any_edits_the_preview_holds_what_a_cold_build_makes() {
    let site = Site::new();
    let root = site.root();
    let base_url = site.preview.url().trim_end_matches('/').to_owned();
    // A small generator of the same numbers each time.
    let mut state: u64 = 170;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for step in 0..40 {
        let (kind, language) = (random(8), ["en", "ar"][usize::try_from(random(2)).unwrap()]);
        let number = 1 + u32::try_from(random(2)).unwrap();
        let stem = ["i", "ii"][number as usize - 1];
        let path = format!("content/r/{stem}.{language}.md");
        match kind {
            0..=3 => write(&root, &path, &section(number, "Title", &format!("Step {step} at random {}.", random(1000)))),
            4 => write(&root, &path, &section(number, &format!("Title {step}"), "Words.")),
            5 => write(&root, "seeds/documents.yaml", &format!("A/1: {{kind: report, title: {{en: Report {step}, ar: A report}}}}\n")),
            6 => write(&root, "themes/default/assets/site.css", &format!("/* {step} */")),
            _ => write(&root, &format!("content/r/iii.{language}.md"), &section(3, "Third", &format!("Step {step}."))),
        }
        // Errors or not, what the preview renders is what a build renders.
        let expected = cold(&root, &base_url);
        let generation = site.generation_where(&format!("step {step}: {kind} {path}"), |generation| {
            generation.artifacts.len() == expected.len()
                && generation
                    .artifacts
                    .iter()
                    .all(|(path, stored)| expected.get(&**path).is_some_and(|bytes| bytes[..] == stored.bytes[..]))
        });
        assert!(generation.artifacts.values().all(|stored| *stored.etag == format!("\"{}\"", render::sha256(&stored.bytes))));
    }
}

#[test]
fn published_files_hold_nothing_of_the_preview() {
    let site = Site::new();
    let output = site.root().join("out");
    let outcome =
        sijill::build(&BuildOptions { root: site.root(), output: Some(output.clone()), base_url: Some(site.preview.url()) }).unwrap();
    assert!(outcome.published.is_some(), "{:#?}", outcome.diagnostics);
    let generation = site.preview.current();
    assert!(generation.artifacts.len() > 20);
    for (path, stored) in &generation.artifacts {
        let published = fs::read(output.join(&**path)).unwrap();
        for bytes in [&published[..], &stored.bytes[..]] {
            assert!(!bytes.windows(7).any(|window| window == b"_sijill"), "{path}");
            assert!(!bytes.windows(14).any(|window| window == b"sijill-preview"), "{path}");
        }
    }
}

#[test]
fn the_next_free_port_is_taken_and_an_ended_preview_leaves_nothing_behind() {
    let folder = files();
    let first = Preview::start(&options(folder.path()), |_| ()).unwrap();
    let port = first.address().port();
    let second = Preview::start(&PreviewOptions { port, ..options(folder.path()) }, |_| ()).unwrap();
    assert!(second.address().port() > port);
    let address = first.address();
    drop(first);
    assert!(TcpStream::connect(address).is_err());
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
