//! The keyboard alone: everything is reached, what has the focus is seen, and a key does what its place says.

use crate::interaction::open;
use crate::site::Site;
use crate::webdriver::Browser;
use serde_json::json;

/// Turns shortcuts on or off in the sheet, and closes it. The browser takes the focus out of what it no longer shows when it next draws the page: a key
/// pressed before that would go to the box that was left, where letters are no shortcuts.
fn toggle_and_close(browser: &Browser) {
    browser.run("document.querySelector('[data-shortcuts-on]').click(); document.querySelector('dialog button').click()");
    browser.until("!document.activeElement.closest('dialog')");
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
    toggle_and_close(&browser);
    browser.press("ا", "KeyH");
    assert_eq!(browser.run("return document.querySelector('dialog').open"), false);
}

#[test]
fn shortcuts_stay_off_on_the_next_page() {
    let browser = open("en/a-67-170/iv-a.html");
    browser.press("h", "KeyH");
    browser.run("document.querySelector('[data-shortcuts-on]').click()");
    browser.open(&Site::shared().file("en/a-67-170/iv-b.html"));
    // The next page may be another process, which learns what the first one stored a moment later.
    browser.until("localStorage.getItem('sijill-shortcuts') === 'off'");
    browser.press("h", "KeyH");
    assert_eq!(browser.run("return document.querySelector('dialog')"), json!(null));
    // The button still opens the sheet, which turns them on again.
    browser.run("document.querySelector('[data-shortcuts]').click()");
    toggle_and_close(&browser);
    browser.press("n", "KeyN");
    browser.until("location.pathname.endsWith('/iv-c.html')");
}

#[test]
fn a_letter_typed_into_a_box_is_no_shortcut() {
    let browser = open("en/a-67-170/iv-a.html");
    browser.press("/", "Slash");
    assert_eq!(browser.run("return document.activeElement.type"), "search");
    browser.press("h", "KeyH");
    assert_eq!(browser.run("return document.querySelector('dialog')"), json!(null));
}

/// Goes through a page by the Tab key, and tells what it does not reach, and what it reaches without showing it.
fn walk(browser: &Browser) -> Vec<String> {
    let count = browser.run(
        "window.wanted = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex=\"0\"]')]
           .filter(e => e.checkVisibility() && !e.closest('dialog'));
         window.reached = new Set();
         window.faults = [];
         addEventListener('focusin', event => {
           const e = event.target, style = getComputedStyle(e);
           reached.add(e);
           if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no outline: ' + e.outerHTML.slice(0, 120));
         });
         // Of what is higher than the window, or broken over lines, some of it is seen.
         window.unseen = () => {
           const e = document.activeElement;
           return e !== document.body && ![...e.getClientRects()].some(r => {
             const [left, right] = [Math.max(0, r.left), Math.min(innerWidth, r.right)], [top, bottom] = [Math.max(0, r.top), Math.min(innerHeight, r.bottom)];
             return left < right && top < bottom && [.1, .5, .9].some(part => {
               const over = document.elementFromPoint(left + (right - left) * part, (top + bottom) / 2);
               return over && (e.contains(over) || over.contains(e));
             });
           }) && e.outerHTML.slice(0, 120);
         };
         return wanted.length;",
    );
    let mut faults = Vec::new();
    for _ in 0..count.as_u64().expect("a count") + 2 {
        browser.tab();
        // What comes into sight may be laid out only then.
        if browser.run("return unseen()").is_string() {
            std::thread::sleep(std::time::Duration::from_millis(200));
            faults.extend(browser.run("return unseen()").as_str().map(|element| format!("out of sight: {element}")));
        }
    }
    let others =
        browser.run("return faults.concat(wanted.filter(e => !reached.has(e)).map(e => 'not reached: ' + e.outerHTML.slice(0, 120)))");
    faults.extend(others.as_array().expect("a list").iter().filter_map(|fault| fault.as_str().map(str::to_owned)));
    faults
}

#[test]
fn the_keyboard_alone_reaches_everything_and_shows_where_it_is() {
    let site = Site::shared();
    let browser = Browser::start();
    let mut faults = Vec::new();
    for (page, width, height) in [
        ("en/a-67-170/iv-a.html", 1280, 900),
        ("ar/a-67-170/ii.html", 390, 844),
        ("ar/a-67-170/states/arg.html", 1280, 900),
        ("ar/a-67-170/states/index.html", 390, 844),
        ("en/a-67-170/matrix.html", 1280, 900),
        ("ar/a-67-170/matrix.html", 390, 844),
        ("ar/a-67-170/figures.html", 390, 844),
        ("ar-en/a-67-170/ii.html", 1280, 900),
        ("en/search.html", 1280, 900),
    ] {
        browser.size(width, height);
        browser.open(&site.file(page));
        faults.extend(walk(&browser).into_iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
