//! Waivers, levels, and translations that fall behind.

use super::site::{Folder, counts};
use sijill::diagnostic::Code;

const ARABIC: &str = "1. أفادت جميع الدول.";

fn with_waiver(waiver: &str) -> Folder {
    let folder = Folder::small("1. All  States reported.", ARABIC);
    folder.edit("content/a-1-1/i.en.md", "section: [1]", &format!("section: [1]\nwaivers:\n  - {waiver}"));
    folder
}

#[test]
fn a_used_waiver_silences_its_finding_and_no_other() {
    let folder = with_waiver("{code: double-space, paragraph: 1, reason: as printed}");
    assert_eq!(folder.link().drawn(), "");
    folder.edit("content/a-1-1/i.en.md", "reported.", "reported ,، then.");
    assert_eq!(counts(&folder.link().diagnostics), [("foreign-punctuation", 1)].into());
}

#[test]
fn an_unused_waiver_is_reported_and_hides_nothing() {
    for waiver in ["{code: tatweel, paragraph: 1, reason: none}", "{code: double-space, paragraph: 2, reason: none}"] {
        let linked = with_waiver(waiver).link();
        assert_eq!(counts(&linked.diagnostics), [("double-space", 1), ("unused-waiver", 1)].into());
    }
}

#[test]
fn a_waiver_of_no_waivable_code_is_an_error_with_the_nearest_code() {
    for (code, hint) in [("double-spaces", "did you mean `double-space`?"), ("broken-link", "help"), ("yaml-syntax", "help")] {
        let linked = with_waiver(&format!("{{code: {code}, paragraph: 1, reason: none}}")).link();
        assert_eq!(counts(&linked.diagnostics), [("double-space", 1), ("invalid-value", 1)].into());
        assert!(linked.drawn().contains(hint), "{}", linked.drawn());
        assert!(linked.drawn().contains(&format!("`{code}` is no code that can be waived")));
    }
}

#[test]
fn a_site_sets_the_level_of_a_code() {
    for (level, found, published) in [("off", 0, true), ("warning", 1, true), ("error", 1, false)] {
        let folder = Folder::small("1. All  States reported.", ARABIC);
        let site = folder.read("content/site.yaml");
        folder.write("content/site.yaml", &format!("{site}levels: {{double-space: {level}}}\n"));
        let options = sijill::BuildOptions { root: folder.path().to_owned(), output: Some(folder.path().join("public")), base_url: None };
        let outcome = sijill::build(&options).unwrap();
        assert_eq!(outcome.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::DoubleSpace).count(), found, "{level}");
        assert_eq!(outcome.published.is_some(), published, "{level}");
        assert_eq!(folder.path().join("public/index.html").exists(), published, "{level}");
    }
}

#[test]
fn levels_of_unknown_and_of_unadjustable_codes_are_errors() {
    for code in ["double-spaces", "yaml-syntax", "missing-paragraph"] {
        let folder = Folder::small("1. All States reported.", ARABIC);
        let site = folder.read("content/site.yaml");
        folder.write("content/site.yaml", &format!("{site}levels: {{{code}: off}}\n"));
        let linked = folder.link();
        assert_eq!(linked.found(), ["invalid-value content/site.yaml:3"], "{code}");
        assert!(linked.drawn().contains(&format!("`{code}` is no code whose level can be set")));
    }
}

#[test]
fn accepted_languages_are_told_apart_when_one_changes_and_not_when_both_do() {
    let english = "1. All States reported.[^1]\n\n2. Few replied.\n\n[^1]: In time.";
    let arabic = "1. أفادت جميع الدول[^1].\n\n2. وردّ القليل.\n\n[^1]: في الموعد.";
    let folder = Folder::small(english, arabic);
    accept(&folder);
    let agreed = folder.read("seeds/a-1-1/agreed.yaml");
    let ids: Vec<&str> = agreed.lines().filter_map(|line| line.split_once(": {")).map(|(id, _)| id).collect();
    assert_eq!(ids, ["para-1", "para-2", "fn-1"]);
    assert_eq!(folder.link().drawn(), "");

    folder.edit("content/a-1-1/i.en.md", "Few replied", "Very few replied");
    assert_eq!(folder.link().found(), ["stale-translation content/a-1-1/i.ar.md:8"]);
    folder.edit("content/a-1-1/i.ar.md", "وردّ القليل", "وردّ القليل جداً");
    assert_eq!(folder.link().drawn(), "");

    folder.edit("content/a-1-1/i.ar.md", "في الموعد", "في الموعد المحدد");
    assert_eq!(folder.link().found(), ["stale-translation content/a-1-1/i.en.md:10"]);
    accept(&folder);
    assert_eq!(folder.link().drawn(), "");
    // Line breaks and spaces alone are no change.
    folder.edit("content/a-1-1/i.en.md", "Very few", "Very\n    few");
    assert_eq!(folder.link().drawn(), "");
}

#[test]
fn readers_are_told_of_a_stale_translation_if_the_site_says_so() {
    let folder = Folder::small("1. All States reported.", ARABIC);
    accept(&folder);
    folder.edit("content/a-1-1/i.en.md", "All States", "All the States");
    let notice = |folder: &Folder, page: &str| {
        let options = sijill::BuildOptions { root: folder.path().to_owned(), output: Some(folder.path().join("public")), base_url: None };
        assert!(sijill::build(&options).unwrap().published.is_some());
        folder.read(&format!("public/{page}")).contains("class=\"stale\"")
    };
    assert!(!notice(&folder, "ar/a-1-1/i.html"), "the site does not ask for it");
    let site = folder.read("content/site.yaml");
    folder.write("content/site.yaml", &format!("{site}tell_stale: true\n"));
    assert!(notice(&folder, "ar/a-1-1/i.html"), "the text that stayed");
    assert!(!notice(&folder, "en/a-1-1/i.html"), "the text that changed");
}

#[test]
fn nothing_is_accepted_while_there_are_errors() {
    let folder = Folder::small("1. All  States reported.", ARABIC);
    let mut command = assert_cmd::Command::cargo_bin("sijill").unwrap();
    command.args(["check", "--accept", "--root"]).arg(folder.path()).assert().code(1);
    assert!(!folder.path().join("seeds/a-1-1/agreed.yaml").exists());
}

fn accept(folder: &Folder) {
    let mut command = assert_cmd::Command::cargo_bin("sijill").unwrap();
    command.args(["check", "--accept", "--root"]).arg(folder.path()).assert().success();
}
