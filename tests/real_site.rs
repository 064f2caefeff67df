//! The real site, built once and walked: its links, its pages, its facts, and what it owes to the source.
//!
//! The tests that read the source text look for `shared/source/` beside the checkout and say `skipped` where there is none.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

#[path = "real_site/facts.rs"]
mod facts;
mod harness;
#[path = "real_site/pages.rs"]
mod pages;
#[path = "real_site/source.rs"]
mod source;

use harness::Files;
use harness::html::Page;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const REPORT: &str = "a-67-170";

/// The built site.
struct Built {
    files: Files,
    pages: BTreeMap<String, Page>,
    /// What the build said on standard error.
    said: String,
}

impl Built {
    /// A data file of the report.
    fn data(&self, name: &str) -> Vec<Value> {
        let bytes = &self.files[&format!("data/{REPORT}/{name}.json")];
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{name}.json: {error}"))
    }
}

/// Builds the site on first use.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("site");
        let run = harness::sijill().arg("build").arg("--root").arg(harness::root()).arg("--output").arg(&output).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.success(), "the real site does not build:\n{said}");
        let files = harness::read_folder(&output);
        let pages = files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, bytes)| (path.clone(), Page::parse(std::str::from_utf8(bytes).unwrap())))
            .collect();
        Built { files, pages, said }
    })
}

/// A YAML file of the checkout.
fn yaml(path: &str) -> serde_yaml::Value {
    let text = std::fs::read_to_string(harness::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_yaml::from_str(&text).unwrap()
}

/// Fails with the first faults, if there are any.
#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}\n", faults.len(), faults[..faults.len().min(40)].join("\n"));
}
