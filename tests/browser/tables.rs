//! States and measures: lists that are filtered, tables that are sorted, States that are compared.

use crate::interaction::open;
use serde_json::json;

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
fn a_comparison_is_told_by_its_title_and_kept_in_the_other_language() {
    let browser = open("en/a-67-170/matrix.html?state=ARG&state=EGY&state=ITA");
    assert_eq!(browser.run("return document.title"), "Argentina · Egypt · Italy · States and measures · A/67/170 · Sijill");
    browser.run("document.querySelector('.languages a').click()");
    browser.until("document.documentElement.lang === 'ar' && document.querySelector('.compared')");
    let heads = browser.run("return [...document.querySelectorAll('.compared thead a')].map(e => e.textContent)");
    assert_eq!(heads, json!(["الأرجنتين", "مصر", "إيطاليا"]));
}

#[test]
fn a_state_leads_to_its_neighbours_its_comparison_and_its_files() {
    let browser = open("en/a-67-170/states/egy.html");
    let found = browser.run(
        "return ['.pager .previous', '.pager .next'].map(s => document.querySelector(s).getAttribute('href'))
           .concat([...document.querySelectorAll('.data a[download]')].map(a => a.getAttribute('href')));",
    );
    let files = ["egy.html", "../../../data/a-67-170/states/egy.json", "../../../data/a-67-170/states/egy.csv"];
    assert_eq!(found, json!([&["../states/dnk.html", "../states/slv.html"][..], &files[..]].concat()));
    browser.run("document.querySelector('.compare select').value = 'ARG'; document.querySelector('.compare button').click()");
    browser.until("location.search.startsWith('?state=EGY&state=ARG') && document.querySelector('.compared')");
}

#[test]
fn the_matrix_is_filtered_by_name_and_sorted_by_count() {
    let browser = open("en/a-67-170/matrix.html");
    let column = |what: &str| {
        browser.run(&format!(
            "return [...document.querySelector('table.matrix').tBodies[0].rows].filter(row => !row.hidden).map(row => row.{what})"
        ))
    };
    let by_name = column("cells[0].textContent");
    let press = |at: usize| browser.run(&format!("document.querySelectorAll('.tools-row button')[{at}].click()"));
    press(1);
    let counts = column("querySelectorAll('.filled').length");
    let counts: Vec<u64> = counts.as_array().expect("counts").iter().filter_map(serde_json::Value::as_u64).collect();
    assert!(counts.len() > 20 && counts[0] > counts[counts.len() - 1] && counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    assert_eq!(browser.run("return document.querySelectorAll('.tools-row button')[1].getAttribute('aria-pressed')"), "true");
    press(0);
    assert_eq!(column("cells[0].textContent"), by_name, "the order in which the page was written");
    let write = |text: &str| {
        browser.run(&format!(
            "const box = document.querySelector('.tools-row input'); box.value = '{text}'; box.dispatchEvent(new Event('input'));"
        ))
    };
    write("egy");
    assert_eq!(column("cells[0].textContent"), json!(["Egypt"]));
    write("nowhere");
    let left = "return [document.querySelectorAll('main > section:not([hidden])').length, document.querySelector('.tools-row [role=status]').textContent]";
    assert_eq!(browser.run(left), json!([0, "No State matches."]));
}
