//! The published site in a real browser: accessible, valid, usable on a small screen and by keyboard.
//!
//! Needs Chromium with ChromeDriver, Java and npm; `tests/long` looks at every page, these at one of every kind.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

mod finding;
mod interaction;
mod keyboard;
mod metadata;
mod printed;
mod site;
mod tables;
mod webdriver;

use site::Site;
use webdriver::Browser;

#[test]
fn every_kind_of_page_is_accessible_from_the_disk() {
    let site = Site::shared();
    let faults = site::faults(&site.sample().iter().map(|page| site.file(page)).collect::<Vec<_>>());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_kind_of_page_is_accessible_over_http() {
    let site = Site::shared();
    let address = site::serve(site);
    // Pages are the same bytes as on the disk: one language shows whether http changes what they do.
    let pages = site.sample().into_iter().filter(|page| !page.starts_with("ar/"));
    let faults = site::faults(&pages.map(|page| format!("{address}/{page}")).collect::<Vec<_>>());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_answer_to_an_address_that_does_not_exist_is_accessible_where_it_stands() {
    // Its addresses are the site's own, so it is only whole at the address that it was built for.
    let (_site, address) = site::standing();
    let faults = site::faults(&["404.html", "ar/404.html", "en/404.html"].map(|page| format!("{address}/{page}")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let browser = Browser::start();
    browser.open(&format!("{address}/en/404.html"));
    assert_eq!(browser.run("return document.querySelector('h1').textContent"), "This page does not exist");
    browser.run("document.querySelector('main a').click()");
    browser.until("location.pathname === '/en/index.html'");
}

#[test]
fn every_kind_of_page_is_valid_html() {
    let site = Site::shared();
    let errors = site::html_errors(site, &site.sample());
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn no_page_scrolls_sideways_at_320_pixels() {
    let site = Site::shared();
    let browser = Browser::start();
    browser.size(320, 640);
    for page in site.sample() {
        browser.open(&site.file(&page));
        let width = browser.run("return document.documentElement.scrollWidth").as_u64().expect("a width");
        assert!(width <= 320, "`{page}` is {width} pixels wide");
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let site = Site::shared();
    let browser = Browser::start();
    let address = site::serve(site);
    for page in site.sample() {
        browser.open(&format!("{address}/{page}"));
        let loaded =
            browser.run("return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))");
        assert_eq!(loaded, serde_json::json!([]), "`{page}` loads from elsewhere");
    }
}
