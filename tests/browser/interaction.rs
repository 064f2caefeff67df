//! What a reader does: copies, cites, compares, filters, goes by keyboard, changes language.

use crate::site::Site;
use crate::webdriver::Browser;
use serde_json::json;

fn open(page: &str) -> Browser {
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
fn states_are_compared_by_address() {
    let browser = open("en/a-67-170/matrix.html?state=ARG&state=EGY");
    let heads = browser.run("return [...document.querySelectorAll('.compared thead th')].map(e => e.textContent)");
    assert_eq!(heads, json!(["Measure", "Argentina", "Egypt"]));
    let cells = browser.run("return [...document.querySelectorAll('.compared tbody td')].filter(e => !e.textContent.trim()).length");
    assert_eq!(cells, 0, "a blank says `not listed`");
    let faults = crate::site::axe(&browser);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_list_of_states_is_filtered_while_typing_without_marks() {
    let browser = open("ar/a-67-170/states/index.html");
    let shown =
        "return [...document.querySelectorAll('.letters li')].filter(e => e.offsetParent).map(e => e.querySelector('a').textContent)";
    browser.run("const box = document.querySelector('.tools-row input'); box.value = 'الارجن'; box.dispatchEvent(new Event('input'));");
    assert_eq!(browser.run(shown), json!(["الأرجنتين"]));
    browser.run("const box = document.querySelector('.tools-row input'); box.value = 'egy'; box.dispatchEvent(new Event('input'));");
    assert_eq!(browser.run(shown), json!(["مصر"]));
}

#[test]
fn shortcuts_go_by_the_place_of_the_key_and_can_be_turned_off() {
    let browser = open("ar/a-67-170/iv-a.html");
    let focused = "return document.activeElement.closest('.paragraph')?.id ?? ''";
    // An Arabic keyboard writes another letter with the same key.
    browser.press("ت", "KeyJ");
    let first = browser.run(focused);
    browser.press("ت", "KeyJ");
    assert_ne!(first, "");
    assert_ne!(browser.run(focused), first);
    browser.press("ا", "KeyH");
    assert_eq!(browser.run("return document.querySelector('dialog').open"), true);
    let faults = crate::site::axe(&browser);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    browser.run("document.querySelector('[data-shortcuts-on]').click(); document.querySelector('dialog button').click()");
    browser.press("ا", "KeyH");
    assert_eq!(browser.run("return document.querySelector('dialog').open"), false);
}

#[test]
fn the_language_link_leads_to_the_paragraph_in_view() {
    let browser = open("en/a-67-170/iv-a.html#para-17");
    browser
        .run_async("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(0), 100)))");
    assert_eq!(browser.run("return document.querySelector('.languages a').getAttribute('href')"), "../../ar/a-67-170/iv-a.html#para-17");
    assert_eq!(browser.run("return document.querySelector('.within [aria-current]').textContent.trim()"), "Paragraph 17");
}

#[test]
fn the_head_of_a_matrix_never_hides_the_focus() {
    let browser = open("en/a-67-170/matrix.html");
    let hidden = browser.run(
        "const region = document.querySelector('.scroll.tall');
         region.scrollTop = region.scrollHeight; region.scrollLeft = region.scrollWidth;
         return [...region.querySelectorAll('tbody a')].filter(link => {
           link.focus();
           const own = link.getBoundingClientRect();
           const top = document.elementFromPoint(own.left + own.width / 2, own.top + own.height / 2);
           return !(top === link || link.contains(top) || top.contains(link));
         }).map(link => link.textContent);",
    );
    assert_eq!(hidden, json!([]));
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
fn letters_that_differ_in_hamza_alone_head_one_group() {
    let browser = open("ar/a-67-170/states/index.html");
    let letters = browser.run("return [...document.querySelectorAll('.letter-group h3')].map(e => e.textContent)");
    let letters: Vec<&str> = letters.as_array().expect("letters").iter().filter_map(|letter| letter.as_str()).collect();
    assert_eq!(letters.iter().filter(|letter| "اأإآ".contains(**letter)).count(), 1, "{letters:?}");
    // The article is passed over: the name stands under its own first letter.
    let group = "return [...document.querySelectorAll('.letter-group')].find(e => e.textContent.includes('النمسا')).querySelector('h3').textContent";
    assert_eq!(browser.run(group), "ن");
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
