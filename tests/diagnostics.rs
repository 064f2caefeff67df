//! Bad input, fault by fault: where the caret points, what the drawing says, and that the last good site stays.
//!
//! Every case breaks a sound site in one place. Its expectation is the exact list of `place code`; its drawing is a file of
//! `tests/snapshots/`, read by a person before it was blessed.

#![allow(clippy::expect_used, reason = "a test stops at what it did not expect")]

mod support;

#[path = "diagnostics/case.rs"]
#[macro_use]
mod case;
#[path = "diagnostics/amendments.rs"]
mod amendments;
#[path = "diagnostics/facts.rs"]
mod facts;
#[path = "diagnostics/files.rs"]
mod files;
#[path = "diagnostics/output.rs"]
mod output;
#[path = "diagnostics/references.rs"]
mod references;
#[path = "diagnostics/text.rs"]
mod text;
#[path = "diagnostics/theme.rs"]
mod theme;
#[path = "diagnostics/yaml.rs"]
mod yaml;

use sijill::diagnostic::Code;
use support::site::{bilingual, english};

/// Every case of every file; a new file of cases is added here.
fn cases() -> Vec<case::Named> {
    [
        amendments::cases(),
        facts::cases(),
        files::cases(),
        output::cases(),
        references::cases(),
        text::cases(),
        theme::cases(),
        yaml::cases(),
    ]
    .concat()
}

/// The checks of prose and of pages: their cases and drawings stand in `tests/check/`.
const ELSEWHERE: &[&str] = &[
    "parity-items",
    "parity-footnotes",
    "unlinked-state",
    "typed-list",
    "foreign-punctuation",
    "direction-control",
    "unbalanced",
    "unisolated",
    "double-space",
    "tatweel",
    "literal-emphasis",
    "stale-translation",
    "to-review",
    "unused-waiver",
    "lost-address",
    "broken-link",
    "external-request",
    "heading-order",
    "image-text",
    "dead-link",
    "string-leak",
];

#[test]
fn every_code_has_a_case_here_or_among_the_checks() {
    let shown: Vec<&str> = cases().iter().flat_map(|(_, case)| case().1.iter()).filter_map(|expected| expected.split(' ').nth(1)).collect();
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).filter(|code| !shown.contains(code)).collect();
    assert_eq!(missing, ELSEWHERE, "add a case below tests/diagnostics/, or below tests/check/ if it judges prose or pages");
}

#[test]
fn no_two_cases_share_a_drawing() {
    let mut names: Vec<&str> = cases().iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(names.windows(2).find(|pair| pair[0] == pair[1]), None);
}

#[test]
fn every_drawing_belongs_to_a_case() {
    let names: Vec<String> = cases().iter().map(|(name, _)| format!("diagnostics__{name}.snap")).collect();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots")).expect("the drawings") {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        if name.starts_with("diagnostics__") {
            assert!(names.contains(&name), "`{name}` is left over: remove it");
        }
    }
}

#[test]
fn the_sound_sites_are_published_without_a_word_of_complaint() {
    for site in [english(), bilingual()] {
        let run = site.unpublished().build("human");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        assert!(run.stderr.starts_with("published ") && !run.stderr.contains("with"), "{}", run.stderr);
    }
}

#[test]
fn where_nothing_was_published_a_fault_leaves_nothing() {
    let site = english().edit("content/r/i.en.md", "2. The", "3. The").unpublished();
    assert_eq!(site.build("human").status, Some(1));
    let mut names: Vec<_> = std::fs::read_dir(site.root()).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["content", "seeds"]);
}
