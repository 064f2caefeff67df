//! Counts from the built data.

use super::built;
use std::collections::BTreeSet;

#[test]
fn the_build_has_no_warning() {
    let said = &built().said;
    assert!(said.starts_with("published ") && said.lines().count() == 1, "{said}");
}

#[test]
fn there_are_65_paragraphs_numbered_in_order_and_written_in_both_languages() {
    let paragraphs = built().data("paragraphs");
    let numbers: Vec<u64> = paragraphs.iter().filter_map(|paragraph| paragraph["number"].as_u64()).collect();
    assert_eq!(numbers, (1..=65).collect::<Vec<_>>());
    for paragraph in &paragraphs {
        for language in ["ar", "en"] {
            let text = paragraph["text"][language].as_str().unwrap_or_default();
            assert!(text.chars().count() > 80, "paragraph {} says only `{text}` in `{language}`", paragraph["number"]);
        }
    }
}

#[test]
fn there_are_6_footnotes_in_each_language() {
    for language in ["ar", "en"] {
        let mut footnotes = BTreeSet::new();
        // The whole report on one page shows each a second time.
        let sections = built().pages.iter().filter(|(path, _)| path.starts_with(&format!("{language}/")) && !path.ends_with("print.html"));
        for (path, page) in sections {
            for id in page.elements.iter().filter_map(|element| element.get("id")) {
                if let Some(number) = id.strip_prefix("fn-").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
                    assert!(footnotes.insert(number.to_owned()), "{path}: footnote {number} stands on two pages");
                }
            }
        }
        assert_eq!(footnotes.into_iter().collect::<Vec<_>>(), ["1", "2", "3", "4", "5", "6"], "in `{language}`");
        let whole = &built().pages[&format!("{language}/a-67-170/print.html")];
        assert!((1..=6).all(|number| whole.by_id(&format!("fn-{number}")).is_some()), "in `{language}`, on one page");
    }
}

#[test]
fn there_are_40_reporting_states_and_every_one_of_them_reported_a_measure() {
    let states = built().data("states");
    let with_role = |role: &str| states.iter().filter(|state| state["role"] == role).collect::<Vec<_>>();
    let (reported, late) = (with_role("reported"), with_role("reported-late"));
    assert_eq!((reported.len(), late.len()), (34, 6));
    let measures = built().data("measures");
    for state in reported.into_iter().chain(late) {
        let has_one = measures.iter().any(|measure| measure["states"].as_array().unwrap().contains(&state["iso2"]));
        assert!(has_one, "{} replied and has no measure", state["iso3"]);
    }
}

#[test]
fn there_are_13_reporting_entities() {
    let entities = built().data("entities");
    assert_eq!(entities.iter().filter(|entity| entity["role"] != "mentioned").count(), 13);
}

#[test]
fn the_totals_of_states_measures_and_pairs() {
    let (states, measures) = (built().data("states"), built().data("measures"));
    let pairs: BTreeSet<(String, u64)> = measures
        .iter()
        .filter_map(|measure| Some((measure, measure["paragraph"].as_u64()?)))
        .flat_map(|(measure, paragraph)| {
            measure["states"].as_array().unwrap().iter().map(move |state| (state.as_str().unwrap().to_owned(), paragraph))
        })
        .collect();
    println!("{} States, {} measures, {} pairs of State and paragraph", states.len(), measures.len(), pairs.len());
    assert!(measures.len() >= 90 && pairs.len() >= 290, "{} measures and {} pairs: facts were lost", measures.len(), pairs.len());
}

#[test]
fn every_csv_has_a_line_for_every_record_of_its_json() {
    for (path, bytes) in built().files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        // A State's own download is one record with its lists, not a list of records.
        if path.contains("/states/") {
            continue;
        }
        let json: Vec<serde_json::Value> = serde_json::from_slice(&built().files[&path.replace(".csv", ".json")]).unwrap();
        let rows =
            csv::Reader::from_reader(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes)).records().map(Result::unwrap).count();
        assert_eq!(rows, json.len(), "{path}");
    }
}
