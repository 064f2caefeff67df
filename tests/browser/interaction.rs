//! What a reader does with a page: copies, cites, reads its footnotes, prints it.

use crate::site::Site;
use crate::webdriver::Browser;
use serde_json::json;

pub(super) fn open(page: &str) -> Browser {
    let browser = Browser::start();
    browser.size(1280, 900);
    browser.open(&Site::shared().file(page));
    // What is copied is kept in the page, since a browser without a window has no clipboard.
    browser.run("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
    browser
}

fn copied(browser: &Browser, paragraph: &str, choice: &str) -> String {
    browser.run(&format!(
        "document.querySelector('#{paragraph} [data-copy-open]').click(); document.querySelector('.copy-menu {choice}').click();"
    ));
    browser.run("return window.copied").as_str().unwrap_or_default().to_owned()
}

#[test]
fn copied_text_says_that_it_is_not_the_official_one() {
    let browser = open("en/a-67-170/iv-a.html");
    let text = copied(&browser, "para-16", "[data-copy=text]");
    assert!(text.contains("\n\nSijill restatement of A/67/170, para. 16; not the official text\n"), "{text}");
    assert!(text.ends_with("https://reports.example/site/en/a-67-170/iv-a.html#para-16"), "{text}");
    assert!(text.contains("Canada, Denmark, Greece"), "{text}");
    assert!(!text.starts_with(['"', '“']), "our words are no quotation: {text}");
}

#[test]
fn a_citation_is_copied_alone_and_names_a_range() {
    let browser = open("en/a-67-170/iv-a.html");
    assert_eq!(copied(&browser, "para-16", "[data-copy=citation]"), "A/67/170, para. 16");
    let range = |to: &str| {
        browser.run(&format!(
            "document.querySelector('.copy-menu select').value = '{to}'; document.querySelector('.copy-menu [data-copy=citation]').click();"
        ));
        browser.run("return window.copied")
    };
    assert_eq!(range("para-17"), "A/67/170, paras. 16 and 17");
    assert_eq!(range("para-18"), "A/67/170, paras. 16–18");
}

#[test]
fn an_arabic_citation_isolates_the_symbol() {
    let browser = open("ar/a-67-170/iv-a.html");
    assert_eq!(copied(&browser, "para-16", "[data-copy=citation]"), "\u{2066}A/67/170\u{2069}، الفقرة ١٦");
}

#[test]
fn both_languages_are_copied_from_the_parallel_view() {
    let browser = open("ar-en/a-67-170/iv-a.html");
    let text = copied(&browser, "para-16", "[data-column=all]");
    assert!(text.contains("وليست النص الرسمي") && text.contains("; not the official text"), "{text}");
}

#[test]
fn both_languages_are_copied_from_a_section_on_a_disk() {
    let browser = open("ar/a-67-170/iv-a.html");
    browser.run("document.querySelector('#para-16 [data-copy-open]').click()");
    let copy = |choice: &str| {
        browser.run_async(&format!(
            "const done = arguments[0]; window.copied = null; document.querySelector('.copy-menu {choice}').click();
             const wait = () => window.copied ? done(window.copied) : setTimeout(wait, 20); wait();"
        ))
    };
    let both = copy("[data-column=all]");
    let both = both.as_str().expect("a text");
    let (arabic, english) = both.split_once("وليست النص الرسمي\n\n").expect("Arabic first, then its attribution");
    assert!(arabic.contains("صياغة سجل للوثيقة \u{2066}A/67/170\u{2069}، الفقرة ١٦"), "{arabic}");
    assert!(english.contains("Canada, Denmark, Greece, Ireland and Malta"), "{english}");
    assert!(english.contains("\n\nSijill restatement of A/67/170, para. 16; not the official text\n"), "{english}");
    let other = copy("[data-column=\"1\"]");
    assert!(!other.as_str().expect("a text").contains("وليست"), "{other}");
    // The English of a range, out of the script that holds it.
    browser.run("document.querySelector('.copy-menu select').value = 'para-17'");
    let range = copy("[data-column=\"1\"]");
    let range = range.as_str().expect("a text");
    assert!(range.contains("The enforcement of laws") && range.contains("A/67/170, paras. 16 and 17"), "{range}");
    assert_eq!(browser.run("return document.querySelector('.copy-menu [data-copy=official]')"), json!(null), "no official wording is held");
}

#[test]
fn the_official_wording_is_copied_in_quotation_marks_with_its_citation() {
    let official = "1. Four States spoke of their lamps.\n\n2. Lamps were replaced.\n";
    let site = Site::made_up("two-reports", "seeds/coast/official.en.txt", official);
    let browser = Browser::start();
    browser.open(&site.file("en/coast/i.html"));
    browser.run("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
    assert_eq!(copied(&browser, "para-1", "[data-copy=official]"), "“Four States spoke of their lamps.” (X/1, para. 1)");
    let faults = crate::site::axe(&browser);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.open(&site.file("ar/coast/i.html"));
    assert_eq!(browser.run("return document.querySelectorAll('.official').length"), 0, "the wording of another language");
}

#[test]
fn the_copy_menu_is_accessible_and_gives_the_focus_back() {
    let browser = open("en/a-67-170/iv-a.html");
    browser.run("document.querySelector('#para-16 [data-copy-open]').click()");
    let faults = crate::site::axe(&browser);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.press("Escape", "Escape");
    assert_eq!(browser.run("return document.activeElement.hasAttribute('data-copy-open') && !document.querySelector('.copy-menu')"), true);
}

#[test]
fn footnotes_stand_beside_their_paragraph_or_in_place_and_are_read_after_it() {
    let browser = open("ar/a-67-170/ii.html");
    let placed = "const note = document.querySelector('#fn-1'), text = document.querySelector('#para-4 .text');
         const n = note.getBoundingClientRect(), t = text.getBoundingClientRect();
         if (!(text.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING)) return 'read before';
         return n.right <= t.left && n.top < t.bottom ? 'beside' : n.top >= t.bottom ? 'below' : 'over';";
    browser.size(1440, 900);
    assert_eq!(browser.run(placed), "beside");
    browser.size(390, 844);
    assert_eq!(browser.run(placed), "below");
}

#[test]
fn print_says_that_the_text_is_unofficial_and_leaves_the_menus_out() {
    let browser = open("en/a-67-170/iv-a.html");
    browser.print();
    let shown = |selector: &str| browser.run(&format!("return document.querySelector('{selector}').getBoundingClientRect().height > 0"));
    assert_eq!(shown(".unofficial"), true);
    assert_eq!(shown("#para-16 .text"), true);
    for hidden in [".menu", ".outline", ".pager", "#para-16 .tools"] {
        assert_eq!(shown(hidden), false, "{hidden}");
    }
}

#[test]
fn nothing_that_needs_scripts_is_shown_without_them() {
    let read = |page: &str| std::fs::read_to_string(Site::shared().path().join(page)).expect("the page is there");
    let matrix = read("en/a-67-170/matrix.html");
    assert!(!matrix.contains("type=\"text\"") && !matrix.contains("aria-pressed"), "a filter that filters nothing");
    assert!(matrix.contains("data-shortcuts hidden"), "a button that opens nothing");
    assert!(!read("en/a-67-170/iv-a.html").contains("data-copy-open"), "a button that copies nothing");
    // Comparing is a plain form; without scripts it leads to the whole matrix.
    assert!(read("en/a-67-170/states/arg.html").contains("action=\"../matrix.html\" method=\"get\""));
}

#[test]
fn bars_grow_from_the_start_of_the_line() {
    let bar = |page: &str| {
        open(page).run(
            "const bar = document.querySelector('.bars li:first-child .fill').getBoundingClientRect();
             const track = document.querySelector('.bars li:first-child .track').getBoundingClientRect();
             return [Math.round(bar.left - track.left) <= 1, Math.round(track.right - bar.right) <= 1];",
        )
    };
    assert_eq!(bar("en/a-67-170/figures.html"), json!([true, false]));
    assert_eq!(bar("ar/a-67-170/figures.html"), json!([false, true]));
}
