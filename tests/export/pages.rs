//! The archive and single pages in a real browser, from the disk.

use super::webdriver::Browser;
use super::{archive, exported, options, unpacked, write};
use serde_json::json;
use sijill::export::{ExportOptions, Kind};
use std::path::Path;

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Waits for a search to have shown something, and tells the addresses.
const SEARCH: &str = "
    const done = arguments[0];
    const input = document.querySelector('input[type=search]');
    input.value = document.documentElement.lang === 'ar' ? 'وكلاء السفر' : 'travel agents';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    const look = () => {
      const links = [...document.querySelectorAll('[data-search-results] li > a')];
      if (links.length) done(links.map(link => link.href)); else setTimeout(look, 20);
    };
    look();";

#[test]
fn the_unpacked_archive_opens_from_the_disk_and_can_be_searched() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &unpacked(archive()));
    let browser = Browser::start();
    browser.open(&address(&folder.path().join("index.html")));
    let languages = browser.run("return [...document.querySelectorAll('main a[hreflang]')].map(link => link.href)");
    assert_eq!(languages.as_array().unwrap().len(), 2);
    for home in languages.as_array().unwrap() {
        browser.open(home.as_str().unwrap());
        assert_eq!(browser.run("return getComputedStyle(document.body).marginTop"), "0px", "the style sheet is there");
        assert_eq!(browser.run("return document.querySelector('[data-offline]').hidden"), true, "from the disk there is nothing to keep");
        let found = browser.run_async(SEARCH);
        let found = found.as_array().unwrap().iter().filter_map(|href| href.as_str());
        let paragraph = found.clone().find(|href| href.ends_with("#para-41")).unwrap_or_else(|| panic!("{:?}", found.collect::<Vec<_>>()));
        browser.open(paragraph);
        assert_eq!(browser.run("return document.querySelector(':target').id"), "para-41");
    }
}

/// What a page asks for beside itself, whether its own style and scripts run, and which of its links lead nowhere.
const ALONE: &str = "
    const links = [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'));
    return {
      requests: performance.getEntriesByType('resource').map(entry => entry.name).filter(name => !name.startsWith('data:')),
      styled: getComputedStyle(document.body).marginTop,
      buttons: document.querySelectorAll('[data-copy-open]').length,
      paragraphs: [...document.querySelectorAll('.paragraph')].map(own => own.id),
      broken: links.filter(href => href.startsWith('#') && !document.getElementById(href.slice(1))),
      relative: links.filter(href => !/^(#|https?:)/.test(href)),
      dead: links.filter(href => href.startsWith('#')).length,
      headings: document.querySelectorAll('h1').length,
      wide: document.documentElement.scrollWidth > innerWidth,
      unofficial: document.querySelectorAll('.unofficial').length,
      parts: document.querySelectorAll('.part').length,
    };";

#[test]
fn a_single_page_needs_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let files = exported(&options(Kind::Single));
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a-67-170.ar.html", "a-67-170.en.html"]);
    let browser = Browser::start();
    for file in &files {
        let path = folder.path().join(&file.name);
        std::fs::write(&path, &file.bytes).unwrap();
        browser.open(&address(&path));
        let page = browser.run(ALONE);
        let name = &file.name;
        assert_eq!(page["requests"], json!([]), "{name}");
        assert_eq!(page["styled"], "0px", "{name}: its own style is allowed");
        assert!(page["buttons"].as_u64().unwrap() >= 65, "{name}: its own script is allowed");
        let paragraphs = page["paragraphs"].as_array().unwrap();
        assert!((1..=65).all(|number| paragraphs.contains(&json!(format!("para-{number}")))), "{name}: {paragraphs:?}");
        assert_eq!(page["broken"], json!([]), "{name}");
        assert_eq!(page["relative"], json!([]), "{name}");
        assert!(page["dead"].as_u64().unwrap() > 1000, "{name} is linked within itself");
        assert_eq!(page["headings"], 1, "{name}");
        assert_eq!(page["wide"], false, "{name}");
        assert!(page["unofficial"].as_u64() >= page["parts"].as_u64(), "{name}: every part says what it is");
        // What an attacker put into the page would not run.
        browser.run("const own = document.createElement('script'); own.textContent = 'window.injected = true'; document.body.append(own);");
        assert_eq!(browser.run("return window.injected === undefined"), true, "{name}");
    }
}

#[test]
fn what_is_not_in_the_file_is_linked_where_the_site_stands_or_not_at_all() {
    let state = |base_url: Option<&str>| {
        let options = ExportOptions {
            base_url: base_url.map(str::to_owned),
            languages: vec!["en".to_owned()],
            ..options(Kind::Dossier(vec!["كندا".to_owned()]))
        };
        let [file] = &exported(&options)[..] else { panic!("one State in one language is one file") };
        assert_eq!(file.name, "a-67-170.can.en.html");
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let (here, there) = (state(None), state(Some("https://reports.example/all")));
    assert!(!here.contains("href=\"../") && !here.contains(".html\""), "no page of the site is linked");
    assert!(there.contains("href=\"https://reports.example/all/en/a-67-170/states/irl.html\""));
    for html in [&here, &there] {
        assert!(html.contains("<h1>Canada</h1>") && html.contains("href=\"#para-16\"") && html.contains("id=\"para-16\""));
        assert!(!html.contains("id=\"para-2\""), "a paragraph that does not name the State is not its matter");
    }
}

#[test]
fn every_state_that_a_report_names_has_its_dossier() {
    let files = exported(&options(Kind::Dossier(Vec::new())));
    assert_eq!(files.len(), 57 * 2);
    let paragraphs: Vec<serde_json::Value> = {
        let (_, bytes) = unpacked(archive()).into_iter().find(|(name, _)| name == "data/a-67-170/states.json").unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    for state in &paragraphs {
        let name = format!("a-67-170.{}.ar.html", state["iso3"].as_str().unwrap().to_lowercase());
        let file = files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("there is no {name}"));
        let html = String::from_utf8(file.bytes.clone()).unwrap();
        assert!(html.contains("class=\"unofficial\"") && html.contains("class=\"paragraph\""), "{name}");
    }
}
