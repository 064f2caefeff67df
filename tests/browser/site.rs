//! The published site that the tests look at, and the tools that they look at it with.

use super::webdriver::Browser;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The project's own site, built once for all tests of a run, with and without an address of its own.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// Builds a made-up site of `tests/sites` in the default theme, with one more file.
    pub(crate) fn made_up(name: &str, path: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the site");
        let own = folder.path().join("root");
        for entry in walk(&root().join("tests/sites").join(name).join("site")) {
            let target = own.join(&entry.0);
            std::fs::create_dir_all(target.parent().expect("a file has a folder")).expect("the disk takes it");
            std::fs::write(target, entry.1).expect("the disk takes it");
        }
        std::fs::write(own.join(path), text).expect("the disk takes it");
        let options = sijill::BuildOptions { root: own, output: Some(folder.path().join("site")), base_url: None };
        assert!(sijill::build(&options).expect("the site can be built").published.is_some(), "the made-up site has errors");
        Site { folder }
    }

    /// Builds the site.
    pub(crate) fn shared() -> &'static Self {
        static SITE: OnceLock<Site> = OnceLock::new();
        SITE.get_or_init(|| Site::at("https://reports.example/site"))
    }

    /// Builds the project's own site for an address.
    fn at(address: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the site");
        let options = sijill::BuildOptions { root: root(), output: Some(folder.path().join("site")), base_url: Some(address.to_owned()) };
        let outcome = sijill::build(&options).expect("the site can be built");
        assert!(outcome.published.is_some(), "the site has errors");
        Site { folder }
    }

    /// Where it stands.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The address of a page on the disk.
    pub(crate) fn file(&self, page: &str) -> String {
        format!("file://{}/{page}", self.path().display())
    }

    /// Every page, relative to the site's root, sorted.
    pub(crate) fn pages(&self) -> Vec<String> {
        let mut pages = Vec::new();
        collect(&self.path(), &self.path(), &mut pages);
        pages.sort();
        pages
    }

    /// One page of every kind, in both languages where it has two.
    pub(crate) fn sample(&self) -> Vec<String> {
        const KINDS: [&str; 22] = [
            "index",
            "summary",
            "ii",
            "iii",
            "iv",
            "iv-a",
            "vi-b",
            "states/index",
            "states/arg",
            "states/tkm",
            "measures/index",
            "measures/longer-reflection-period",
            "themes/index",
            "themes/legislation",
            "entities/index",
            "instruments/index",
            "recommendations",
            "figures",
            "documents",
            "matrix",
            "about",
            "print",
        ];
        let mut pages = vec!["index.html".to_owned(), "ar-en/a-67-170/index.html".to_owned(), "ar-en/a-67-170/iv-a.html".to_owned()];
        for language in ["ar", "en"] {
            pages.extend(["index", "search", "data"].map(|page| format!("{language}/{page}.html")));
            pages.extend(KINDS.iter().map(|kind| format!("{language}/a-67-170/{kind}.html")));
            let first = |folder: &str| {
                let start = format!("{language}/a-67-170/{folder}/");
                self.pages().into_iter().find(|page| page.starts_with(&start) && !page.ends_with("index.html"))
            };
            pages.extend(["entities", "instruments"].into_iter().filter_map(first));
        }
        for page in &pages {
            assert!(self.path().join(page).is_file(), "there is no page `{page}`");
        }
        pages
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, by their path in it.
fn walk(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = PathBuf::from(path.file_name().expect("a name"));
        if path.is_dir() {
            files.extend(walk(&path).into_iter().map(|(own, bytes)| (name.join(own), bytes)));
        } else {
            files.push((name, std::fs::read(&path).expect("a file can be read")));
        }
    }
    files
}

fn collect(root: &Path, folder: &Path, pages: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the site can be read") {
        let path = entry.expect("the site can be read").path();
        if path.is_dir() {
            collect(root, &path, pages);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push(path.strip_prefix(root).expect("a path within the site").to_string_lossy().into_owned());
        }
    }
}

/// A file of an npm package, installed on first use as `package-lock.json` says.
fn package(file: &str) -> PathBuf {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    let folder = root().join("tests/browser");
    let path = folder.join("node_modules").join(file);
    INSTALLED.get_or_init(|| {
        if !path.is_file() {
            let done = Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder).status();
            assert!(done.is_ok_and(|status| status.success()), "these tests need `npm ci` in tests/browser");
        }
    });
    path
}

/// Serves the site over http on a port of its own, as long as the tests run.
pub(crate) fn serve(site: &Site) -> String {
    let server = listen();
    let address = format!("http://{}", server.server_addr());
    answer(server, site.path());
    address
}

/// A site built for the very address at which it is served.
pub(crate) fn standing() -> (Site, String) {
    let server = listen();
    let address = format!("http://{}", server.server_addr());
    let site = Site::at(&address);
    answer(server, site.path());
    (site, address)
}

fn listen() -> tiny_http::Server {
    tiny_http::Server::http("127.0.0.1:0").expect("a port")
}

fn answer(server: tiny_http::Server, root: PathBuf) {
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let path = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/').to_owned();
            let kind = match path.rsplit('.').next() {
                Some("css") => "text/css",
                Some("js") => "text/javascript",
                _ => "text/html; charset=utf-8",
            };
            let header = tiny_http::Header::from_bytes("Content-Type", kind).expect("a header");
            let _ = match std::fs::read(root.join(&path)) {
                Ok(bytes) => {
                    // As the hosts of the README do.
                    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                    encoder.write_all(&bytes).expect("memory takes it");
                    let coding = tiny_http::Header::from_bytes("Content-Encoding", "gzip").expect("a header");
                    let bytes = encoder.finish().expect("memory takes it");
                    request.respond(tiny_http::Response::from_data(bytes).with_header(header).with_header(coding))
                }
                Err(_) => request.respond(tiny_http::Response::from_string("").with_status_code(404)),
            };
        }
    });
}

/// What axe-core finds against WCAG 2.2 A and AA and best practice on the page that is open: a line for each fault.
pub(crate) fn axe(browser: &Browser) -> Vec<String> {
    load_axe(browser);
    let tags = "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']}";
    run_axe(browser, tags)
}

/// What a colour scheme alone can change: contrast, and links that colour alone would tell from text.
fn axe_of_colours(browser: &Browser) -> Vec<String> {
    run_axe(browser, "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}")
}

fn load_axe(browser: &Browser) {
    static AXE: OnceLock<String> = OnceLock::new();
    browser.run(AXE.get_or_init(|| std::fs::read_to_string(package("axe-core/axe.min.js")).expect("axe-core is installed")));
}

fn run_axe(browser: &Browser, rules: &str) -> Vec<String> {
    // What is folded or not yet laid out is part of the page too, and axe-core passes over it.
    let found = browser.run_async(&format!(
        "const done = arguments[0];
         document.querySelectorAll('details').forEach(details => {{ details.open = true; }});
         document.querySelectorAll('.paragraph, main > section').forEach(part => {{ part.style.contentVisibility = 'visible'; }});
         axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}}).then(
           r => done(r.violations.flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary))),
           e => done(['axe: ' + e]));"
    ));
    found.as_array().expect("a list of faults").iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
}

/// Opens each page in both colour schemes and collects what is wrong with it.
pub(crate) fn faults(addresses: &[String]) -> Vec<String> {
    let browser = Browser::start();
    browser.size(1280, 900);
    let mut faults = Vec::new();
    for address in addresses {
        browser.prefer("light");
        browser.open(address);
        faults.extend(axe(&browser).into_iter().map(|fault| format!("{address} (light): {fault}")));
        browser.prefer("dark");
        faults.extend(axe_of_colours(&browser).into_iter().map(|fault| format!("{address} (dark): {fault}")));
    }
    faults
}

/// What the Nu Html Checker finds in pages of the site: a line for each error.
pub(crate) fn html_errors(site: &Site, pages: &[String]) -> Vec<String> {
    let mut errors = Vec::new();
    for some in pages.chunks(200) {
        // The checker's parser needs more stack than Java gives.
        let output = Command::new("java")
            .arg("-Xss2m")
            .arg("-jar")
            .arg(package("vnu-jar/build/dist/vnu.jar"))
            .args(["--exit-zero-always", "--stdout", "--errors-only", "--format", "json"])
            .args(some)
            .current_dir(site.path())
            .output()
            .expect("these tests need `java`, 17 or later");
        let text = String::from_utf8_lossy(&output.stdout);
        let report: Value =
            serde_json::from_str(&text).unwrap_or_else(|_| panic!("the checker failed: {text}{}", String::from_utf8_lossy(&output.stderr)));
        // Without this field the checker ran out of stack, and messages may be missing.
        assert!(report["version"].is_string(), "the checker did not finish");
        let messages = report["messages"].as_array().expect("a list of messages");
        errors.extend(messages.iter().map(|message| {
            format!(
                "{}:{}: {} {}",
                message["url"].as_str().unwrap_or_default(),
                message["lastLine"],
                message["message"],
                message["extract"]
            )
        }));
    }
    errors
}
