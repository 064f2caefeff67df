//! Finding one's way: where the reader is, the same place in the other language, and the paragraph that is asked for.

use crate::interaction::open;
use crate::site::Site;
use crate::webdriver::Browser;
use serde_json::json;

#[test]
fn the_language_link_leads_to_the_paragraph_in_view() {
    let browser = open("en/a-67-170/iv-a.html#para-17");
    browser
        .run_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(0), 100)))");
    assert_eq!(browser.run("return document.querySelector('.languages a').getAttribute('href')"), "../../ar/a-67-170/iv-a.html#para-17");
    assert_eq!(browser.run("return document.querySelector('.within [aria-current]').textContent.trim()"), "Paragraph 17");
}

#[test]
fn the_last_paragraph_of_a_page_is_where_the_reader_is_though_it_cannot_come_to_the_top() {
    let browser = open("en/a-67-170/ii.html");
    browser.size(1280, 2400);
    browser.run("location.hash = 'para-4'");
    browser.until("document.querySelector('.languages a').getAttribute('href').endsWith('#para-4')");
    browser.press("k", "KeyK");
    browser.until("document.querySelector('.languages a').getAttribute('href').endsWith('#para-3')");
}

#[test]
fn a_paragraph_cited_in_the_search_box_of_any_page_is_found_first() {
    let first = |page: &str, query: &str| {
        let browser = open(page);
        browser.run(&format!(
            "const box = document.querySelector('input[type=search]'); box.focus(); box.value = '{query}'; box.dispatchEvent(new Event('input'));"
        ));
        browser.until("document.querySelector('[data-search-results] li > a')");
        browser.run("document.querySelector('[data-search-results] li > a').click()");
        browser.until("location.hash");
        let place = browser.run("return location.pathname.split('/site/')[1] + location.hash");
        let shown = "const text = document.querySelector(':target > .text'); return text.getBoundingClientRect().top < innerHeight && getComputedStyle(text).backgroundColor";
        assert_eq!(browser.run(shown), "rgb(255, 243, 196)", "{query}: the paragraph is in sight and marked");
        place
    };
    assert_eq!(first("en/a-67-170/states/arg.html", "¶ 45"), "en/a-67-170/iv-h.html#para-45");
    assert_eq!(first("en/index.html", "A/67/170, para. 45"), "en/a-67-170/iv-h.html#para-45");
    assert_eq!(first("ar/a-67-170/matrix.html", "الفقرة ٤٥"), "ar/a-67-170/iv-h.html#para-45");
}

#[test]
fn a_paragraph_that_an_address_names_is_marked_where_colours_are_forced_too() {
    let browser = open("ar/a-67-170/iv-a.html");
    browser.force_colors();
    browser.run("location.hash = 'para-16'");
    let outline =
        "const style = getComputedStyle(document.querySelector('#para-16 > .text')); return [style.outlineStyle, style.outlineWidth]";
    assert_eq!(browser.run(outline), json!(["solid", "3px"]));
}

#[test]
fn nothing_moves_by_itself() {
    let site = Site::shared();
    let browser = Browser::start();
    for page in site.sample().iter().filter(|page| !page.starts_with("ar/")) {
        browser.open(&site.file(page));
        let moving = "return [...document.querySelectorAll('*')].filter(e => {
             const style = getComputedStyle(e);
             return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0 || style.scrollBehavior !== 'auto';
           }).map(e => e.outerHTML.slice(0, 80))";
        assert_eq!(browser.run(moving), json!([]), "{page}: who asks for less motion has none");
    }
}
