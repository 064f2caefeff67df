//! What the site owes to the source text: every State, the printed order of its lists, and no sentence.
//!
//! `a-67-170.ar.txt` is the official text as scanned. It is no part of the project; where it is absent these tests say `skipped`.

use super::harness::html::Page;
use super::{REPORT, built, harness, none, yaml};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The source text, if it stands in `shared/source/` beside the checkout or above it.
fn source_text() -> Option<String> {
    let root = harness::root();
    let found = root.ancestors().map(|folder| folder.join("shared/source/a-67-170.ar.txt")).find(|path| path.is_file());
    if found.is_none() {
        println!("skipped: no shared/source/a-67-170.ar.txt beside the checkout");
    }
    found.map(|path| std::fs::read_to_string(path).unwrap())
}

/// The source by place: `12` for a paragraph, `fn-3` for a footnote.
///
/// A paragraph runs from its number to the next one or to a heading; page breaks, and the footnotes at the foot of a page, interrupt it.
fn places(text: &str) -> BTreeMap<String, String> {
    let mut places: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((number, rest)) = line.split_once(" - ").and_then(|(mark, rest)| Some((latin(mark)?, rest))) {
            current = Some(number.to_string());
            places.insert(number.to_string(), rest.to_owned());
        } else if let Some((number, rest)) =
            line.strip_prefix('(').and_then(|line| line.split_once(')')).and_then(|(mark, rest)| Some((latin(mark)?, rest)))
        {
            places.insert(format!("fn-{number}"), rest.to_owned());
        } else if line.split_once(" - ").is_some_and(|(mark, _)| mark.chars().count() < 8 && !mark.starts_with('-')) {
            current = None;
        } else if let Some(text) = current.as_ref().and_then(|place| places.get_mut(place)) {
            text.push(' ');
            text.push_str(line);
        }
    }
    places
}

/// A number in Arabic-Indic digits.
fn latin(mark: &str) -> Option<u32> {
    let digits: Option<String> =
        mark.chars().map(|c| ('٠'..='٩').contains(&c).then(|| char::from(b'0' + (c as u32 - '٠' as u32) as u8))).collect();
    digits?.parse().ok()
}

/// Every Arabic spelling of every State, longest first.
fn spellings() -> Vec<(String, String)> {
    let states = yaml("seeds/states.yaml");
    let mut all = Vec::new();
    for (code, state) in states.as_mapping().unwrap() {
        let names = [&state["name"]["ar"]].into_iter().chain(state["spellings"]["ar"].as_sequence().into_iter().flatten());
        let printed = state["document_names"].as_mapping().into_iter().flatten().map(|(_, name)| &name["ar"]);
        all.extend(names.chain(printed).filter_map(|name| Some((name.as_str()?.to_owned(), code.as_str()?.to_owned()))));
    }
    all.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
    all
}

/// The State that a text names, the whole text, with or without a prefix or an "and" before it.
fn state_of(text: &str, spellings: &[(String, String)]) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_prefix('و').unwrap_or(text).trim_start();
    spellings.iter().find(|(name, _)| name == text || name == bare).map(|(_, code)| code.clone())
}

/// The lists of States in brackets, in the order in which they are printed.
fn bracketed_lists(text: &str, spellings: &[(String, String)]) -> Vec<Vec<String>> {
    let mut lists = Vec::new();
    for group in text.split('(').skip(1).filter_map(|rest| rest.split(')').next()) {
        let mut codes = Vec::new();
        for piece in group.split('،') {
            // The last piece may hold two names joined by "and": try the whole, then each place of an "and".
            let whole = state_of(piece, spellings).map(|code| vec![code]);
            let joined = || {
                piece.match_indices(" و").find_map(|(at, _)| {
                    let (first, last) = piece.split_at(at);
                    let first = first.split(" و").map(|one| state_of(one, spellings)).collect::<Option<Vec<_>>>()?;
                    Some(first.into_iter().chain([state_of(last, spellings)?]).collect::<Vec<_>>())
                })
            };
            match whole.or_else(joined) {
                Some(found) => codes.extend(found),
                None => {
                    codes.clear();
                    break;
                }
            }
        }
        if codes.len() > 1 {
            lists.push(codes);
        }
    }
    lists
}

/// The text of a numbered paragraph or a footnote on the Arabic page that shows it.
fn built_text(place: &str) -> String {
    let id = if place.starts_with("fn-") { place.to_owned() } else { format!("para-{place}") };
    let with_id = |page: &&Page| page.by_id(&id).is_some();
    let arabic = built().pages.iter().filter(|(path, _)| path.starts_with("ar/")).map(|(_, page)| page);
    let page = arabic.clone().find(with_id).unwrap_or_else(|| panic!("no Arabic page has `#{id}`"));
    page.text(page.by_id(&id).unwrap())
}

/// The lists that are misordered as printed, by paragraph and by the State that stands first in them.
const MISORDERED: [(&str, usize); 4] = [("17", 1), ("19", 2), ("23", 1), ("27", 1)];

#[test]
fn arabic_lists_of_states_stand_in_the_order_in_which_the_united_nations_prints_them() {
    let Some(text) = source_text() else { return };
    let spellings = spellings();
    let (mut compared, mut faults) = (0, Vec::new());
    let mut misordered: BTreeMap<String, usize> = BTreeMap::new();
    for (place, printed) in places(&text) {
        let here = built_text(&place);
        let written = bracketed_lists(&here, &spellings);
        for list in bracketed_lists(&printed, &spellings) {
            let states: BTreeSet<&String> = list.iter().collect();
            let Some(ours) = written.iter().find(|ours| ours.iter().collect::<BTreeSet<_>>() == states) else {
                faults.push(format!("{place}: no list of the Arabic page has exactly {list:?}; it has {written:?}"));
                continue;
            };
            compared += 1;
            if *ours != list {
                *misordered.entry(place.clone()).or_default() += 1;
                if !MISORDERED.iter().any(|(known, _)| *known == place) {
                    faults.push(format!("{place}: printed {list:?}, written {ours:?}"));
                }
            }
        }
    }
    none(&faults);
    let known: BTreeMap<String, usize> = MISORDERED.iter().map(|(place, count)| ((*place).to_owned(), *count)).collect();
    assert_eq!(misordered, known, "the lists that are misordered as printed");
    println!("{compared} printed lists compared");
    assert_eq!(compared, 23, "the source has 23 bracketed lists of States");
}

/// The States that a text names, whatever is fused before the name.
fn states_in(text: &str, spellings: &[(String, String)]) -> BTreeSet<String> {
    const PREFIXES: [&str; 10] = ["", "و", "ف", "ب", "ك", "ل", "وب", "ول", "ال", "وال"];
    let letter = |c: char| c.is_alphabetic() || ('\u{64B}'..='\u{652}').contains(&c);
    let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
    let mut found = BTreeSet::new();
    for (name, code) in spellings {
        // Behind ل the article loses its alef.
        let fused = name.strip_prefix("ال").map(|rest| format!("لل{rest}"));
        for name in [Some(name), fused.as_ref()].into_iter().flatten() {
            for (at, _) in text.match_indices(name.as_str()) {
                let end = at + name.len();
                let before: String = text[..at].chars().rev().take_while(|c| letter(*c)).collect::<Vec<_>>().into_iter().rev().collect();
                let whole = PREFIXES.contains(&before.as_str()) && !text[end..].starts_with(letter);
                if whole && !taken.iter().any(|range| range.start < end && at < range.end) {
                    taken.push(at..end);
                    found.insert(code.clone());
                }
            }
        }
    }
    found
}

/// The place of a record: `12` or `fn-3`.
fn place_of(record: &Value) -> String {
    match (&record["paragraph"], &record["footnote"]) {
        (_, Value::String(label)) => format!("fn-{label}"),
        (_, Value::Number(label)) => format!("fn-{label}"),
        (paragraph, _) => paragraph.to_string(),
    }
}

/// Every State code in a JSON value, in two letters or three.
fn codes(value: &Value, known: &BTreeMap<String, String>, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => found.extend(known.get(text).cloned()),
        Value::Array(items) => items.iter().for_each(|item| codes(item, known, found)),
        Value::Object(fields) => fields.values().for_each(|item| codes(item, known, found)),
        _ => {}
    }
}

#[test]
fn every_state_named_in_a_paragraph_of_the_source_is_in_that_paragraphs_facts() {
    let Some(text) = source_text() else { return };
    let spellings = spellings();
    let mut known = BTreeMap::new();
    for state in built().data("states") {
        let code = state["iso3"].as_str().unwrap().to_owned();
        known.insert(state["iso2"].as_str().unwrap().to_owned(), code.clone());
        known.insert(code.clone(), code);
    }
    let mut facts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in ["measures", "actions", "figures", "statements", "recommendations"] {
        for record in built().data(name) {
            codes(&record, &known, facts.entry(place_of(&record)).or_default());
        }
    }
    for (file, label) in [("notes", "paragraph"), ("replies", "footnote")] {
        let records: Value = serde_json::to_value(yaml(&format!("seeds/{REPORT}/{file}.yaml"))).unwrap();
        for record in records.as_object().unwrap().values() {
            let place = match &record[label] {
                Value::Object(anchor) => format!("fn-{}", anchor["footnote"]),
                number if label == "footnote" => format!("fn-{number}"),
                number => number.to_string(),
            };
            codes(record, &known, facts.entry(place).or_default());
        }
    }
    // A body of one State is a fact about that State: a country team, a ministry.
    let entities: BTreeMap<String, Value> = serde_json::from_value(serde_json::to_value(yaml("seeds/entities.yaml")).unwrap()).unwrap();
    for record in built().data("actions") {
        for actor in record["actors"].as_array().unwrap() {
            let state = &entities[actor["entity"].as_str().unwrap()]["state"];
            codes(state, &known, facts.entry(place_of(&record)).or_default());
        }
    }
    let (mut pairs, mut faults) = (0, Vec::new());
    let none_at_all = BTreeSet::new();
    for (place, text) in places(&text) {
        let recorded = facts.get(&place).unwrap_or(&none_at_all);
        for state in states_in(&text, &spellings) {
            pairs += 1;
            if !recorded.contains(&state) {
                faults.push(format!("{place}: {state} is named in the source and in no fact of that place"));
            }
        }
    }
    none(&faults);
    println!("{pairs} pairs of State and place accounted for");
    assert!(pairs >= 250, "only {pairs} pairs were found");
}

/// The words of a text without vowel signs; each name or title is one word that counts for nothing.
fn words(text: &str, names: &[String]) -> Vec<String> {
    let plain: String = text
        .chars()
        .filter(|c| !('\u{64B}'..='\u{652}').contains(c) && *c != '\u{640}')
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    for name in names {
        for prefix in ["", "و", "ل", "ب", "ف"] {
            plain = plain.replace(&format!(" {prefix}{name} "), &format!(" {NAME} "));
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Stands for a name or title.
const NAME: &str = "#";

/// Names of States and entities, and titles of instruments and documents, longest first.
fn names() -> Vec<String> {
    fn arabic(value: &serde_yaml::Value, found: &mut Vec<String>) {
        match value {
            serde_yaml::Value::String(text) => found.push(text.clone()),
            serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| arabic(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for file in ["states", "entities", "instruments", "documents"] {
        for (_, record) in yaml(&format!("seeds/{file}.yaml")).as_mapping().unwrap() {
            for field in ["name", "short", "title", "spellings"] {
                arabic(&record[field]["ar"], &mut found);
            }
            for (_, name) in record["document_names"].as_mapping().into_iter().flatten() {
                arabic(&name["ar"], &mut found);
            }
        }
    }
    let mut names: Vec<String> = found.iter().map(|name| words(name, &[]).join(" ")).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
    names.dedup();
    names
}

#[test]
fn no_run_of_more_than_12_words_is_shared_with_the_source() {
    const MOST: usize = 12;
    let Some(text) = source_text() else { return };
    let names = names();
    // Page breaks stand inside sentences; both the text as scanned and the paragraphs put together are looked at.
    let theirs: Vec<Vec<String>> = places(&text).values().chain([&text]).map(|text| words(text, &names)).collect();
    let mut runs: BTreeSet<&[String]> = BTreeSet::new();
    for text in &theirs {
        for start in 0..text.len() {
            runs.extend(run(&text[start..], MOST + 1));
        }
    }
    let mut faults = Vec::new();
    let mut texts = 0;
    for name in ["paragraphs", "measures", "statements", "actions", "recommendations", "figures"] {
        for record in built().data(name) {
            for field in ["text", "label", "qualifier"] {
                let Some(ours) = record[field]["ar"].as_str() else { continue };
                texts += 1;
                let ours = words(ours, &names);
                let shared = (0..ours.len()).filter_map(|start| run(&ours[start..], MOST + 1)).find(|run| runs.contains(run));
                faults.extend(shared.map(|run| format!("{name} {}: {}", record["id"], run.join(" "))));
            }
        }
    }
    assert!(texts > 300, "only {texts} texts were compared");
    none(&faults);
}

/// The shortest beginning that has this many words beside names; none if there is none.
fn run(words: &[String], count: usize) -> Option<&[String]> {
    let mut seen = 0;
    let end = words.iter().position(|word| {
        seen += usize::from(word != NAME);
        seen == count
    })?;
    Some(&words[..=end])
}
