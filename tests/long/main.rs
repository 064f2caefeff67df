//! What takes long: every page of the site, where `tests/browser` looks at one of every kind.
//!
//! Run with `cargo test --test long -- --ignored`.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]
#![expect(clippy::print_stdout, reason = "what was measured is told, whether it is enough or not")]

mod lighthouse;
#[path = "../browser/site.rs"]
#[expect(dead_code, reason = "shared with the short tests")]
mod site;
#[path = "../browser/webdriver.rs"]
#[expect(dead_code, reason = "shared with the short tests")]
mod webdriver;

use site::Site;
use webdriver::Browser;

#[test]
#[ignore = "opens every page"]
fn every_page_is_accessible() {
    let site = Site::shared();
    // The answers to addresses that do not exist are only whole over http: the short tests look at them there.
    let pages = site.pages().into_iter().filter(|page| !page.ends_with("404.html"));
    let pages: Vec<String> = pages.map(|page| site.file(&page)).collect();
    let share = pages.len().div_ceil(std::thread::available_parallelism().map_or(1, usize::from));
    let faults: Vec<String> = std::thread::scope(|scope| {
        let browsers: Vec<_> = pages.chunks(share).map(|some| scope.spawn(|| site::faults(some))).collect();
        browsers.into_iter().flat_map(|browser| browser.join().expect("a browser looks at its share")).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "reads every page"]
fn every_page_is_valid_html() {
    let site = Site::shared();
    let errors = site::html_errors(site, &site.pages());
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
#[ignore = "opens every page"]
fn no_page_scrolls_sideways_at_320_pixels() {
    let site = Site::shared();
    let browser = Browser::start();
    browser.size(320, 640);
    let mut wide = Vec::new();
    for page in site.pages() {
        browser.open(&site.file(&page));
        let width = browser.run("return document.documentElement.scrollWidth").as_u64().expect("a width");
        if width > 320 {
            wide.push(format!("{page}: {width}"));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
