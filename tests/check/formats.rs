//! The formats for programs: JSON, SARIF and the annotations of GitHub.

use super::site::{Folder, Linked};
use serde_json::Value;
use sijill::diagnostic::{Code, Diagnostic, Diagnostics, Span, Texts, github, json, sarif, short};
use sijill::path::{FileId, SourcePath};

/// A site with one fault in both languages, one in the facts, and a warning.
fn faulty() -> Linked {
    let folder = Folder::small("1. All  12 States reported.", "1. أفادت الدول وعددها ١٣.");
    folder.edit("content/a-1-1/i.en.md", "section: [1]", "section: [1]\nto_review: [1]");
    folder.link()
}

#[test]
fn json_has_every_fault_with_lines_columns_and_bytes() {
    let linked = faulty();
    let faults: Value = serde_json::from_str(&json::draw(&linked.diagnostics, &linked.sources)).unwrap();
    let told: Vec<(String, String, u64, u64)> = faults
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let place = &fault["place"];
            (text(&fault["code"]), text(&place["path"]), place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap())
        })
        .collect();
    let expected = [
        ("parity-numbers", "content/a-1-1/i.ar.md", 6, 23),
        ("to-review", "content/a-1-1/i.en.md", 3, 13),
        ("double-space", "content/a-1-1/i.en.md", 7, 7),
    ];
    assert_eq!(told, expected.map(|(code, path, line, column)| (code.to_owned(), path.to_owned(), line, column)));
    let numbers = &faults[0];
    assert_eq!(numbers["severity"], "error");
    assert_eq!(numbers["others"][0]["place"]["path"], "content/a-1-1/i.en.md");
    assert_eq!(numbers["others"][0]["place"]["line"], 7);
    let (start, end) = (numbers["place"]["start_byte"].as_u64().unwrap(), numbers["place"]["end_byte"].as_u64().unwrap());
    let (_, file) = linked.sources.find("content/a-1-1/i.ar.md").unwrap();
    assert_eq!(&file.text()[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()], "١٣");
}

#[test]
fn without_faults_json_is_an_empty_list_and_the_others_are_valid() {
    let linked = Folder::small("1. All States reported.", "1. أفادت جميع الدول.").link();
    assert_eq!(json::draw(&linked.diagnostics, &linked.sources), "[]\n");
    assert_eq!(github::draw(&linked.diagnostics, &linked.sources), "");
    assert_eq!(short::draw(&linked.diagnostics, &linked.sources), "");
    let log: Value = serde_json::from_str(&sarif::draw(&linked.diagnostics, &linked.sources)).unwrap();
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn sarif_has_what_its_schema_requires_and_its_results_point_at_rules_and_regions() {
    let linked = faulty();
    let log: Value = serde_json::from_str(&sarif::draw(&linked.diagnostics, &linked.sources)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(run["tool"]["driver"]["name"], "sijill");
    assert_eq!(rules.len(), Code::ALL.len());
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("content/"));
        for field in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][field].as_u64().unwrap() >= 1, "{field}");
        }
    }
    assert_eq!(results[0]["relatedLocations"][0]["message"]["text"], "in `en`");
    if let Some(path) = std::env::var_os("SIJILL_SARIF_SAMPLE") {
        std::fs::write(path, sarif::draw(&linked.diagnostics, &linked.sources)).unwrap();
    }
}

/// One text, for diagnostics made by hand.
struct One(SourcePath, &'static str);

impl Texts for One {
    fn path(&self, _: FileId) -> &SourcePath {
        &self.0
    }

    fn text(&self, _: FileId) -> &str {
        self.1
    }
}

#[test]
fn annotations_escape_what_the_runner_would_read() {
    let linked = faulty();
    let file = linked.sources.iter().next().unwrap().0;
    let texts = One(SourcePath::new("content/a,b: c.md"), "one\ntwo\nthree\n");
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::new(Code::ToReview, Span::new(file, 4..7), "100% of\nthis, and: that").hint("read\r\nit"));
    diagnostics.push(Diagnostic::new(Code::DoubleSpace, Span::new(file, 4..10), "over two lines"));
    diagnostics.push(Diagnostic::of_path(Code::BrokenLink, "en/a.html", "dead"));
    assert_eq!(
        github::draw(&diagnostics, &texts),
        "::warning file=content/a%2Cb%3A c.md,line=2,endLine=2,col=1,endColumn=4,title=to-review::100%25 of%0Athis, and: that%0AHelp: read%0D%0Ait\n\
         ::error file=content/a%2Cb%3A c.md,line=2,endLine=3,title=double-space::over two lines\n\
         ::error file=en/a.html,title=broken-link::dead\n"
    );
}
