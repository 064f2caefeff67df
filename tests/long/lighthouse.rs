//! Lighthouse over http, on its own phone profile: pages that are whole for everybody, and quick on a slow phone.

use crate::site::{self, Site};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

/// The pages that are measured: the heaviest of each kind, in the language whose setting costs most.
const PAGES: [&str; 10] = [
    "ar/index.html",
    "ar/a-67-170/index.html",
    "ar/a-67-170/iv-a.html",
    "en/a-67-170/iv-a.html",
    "ar/a-67-170/states/index.html",
    "ar/a-67-170/states/arg.html",
    "ar/a-67-170/matrix.html",
    "ar/a-67-170/recommendations.html",
    "ar/a-67-170/figures.html",
    "ar-en/a-67-170/iv-a.html",
];
/// What each category must reach, in hundredths.
const LEAST: [(&str, f64); 4] = [("accessibility", 100.0), ("best-practices", 100.0), ("seo", 100.0), ("performance", 98.0)];

/// Lighthouse's own script, installed on first use as `package-lock.json` says.
fn script() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/long/lighthouse");
    let path = folder.join("node_modules/lighthouse/cli/index.js");
    if !path.is_file() {
        let done = Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&folder).status();
        assert!(done.is_ok_and(|status| status.success()), "this test needs `npm ci` in tests/long/lighthouse");
    }
    path
}

/// What Lighthouse finds: a line for each category that falls short, with the audits that cost it.
fn shortcomings(address: &str, page: &str) -> Vec<String> {
    let profile = tempfile::tempdir().expect("a folder for the profile");
    let flags = format!(
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
         --disable-sync --user-data-dir={}",
        profile.path().display()
    );
    let chromium = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
    let output = Command::new("node")
        .arg(script())
        .arg(format!("{address}/{page}"))
        .args(["--output=json", "--output-path=stdout", "--quiet", "--form-factor=mobile"])
        .arg("--only-categories=accessibility,best-practices,seo,performance")
        .arg(format!("--chrome-flags={flags}"))
        .env("CHROME_PATH", chromium.map(which).expect("this test needs Chromium"))
        .output()
        .expect("this test needs `node`");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let short = LEAST.into_iter().map(|(category, least)| {
        let found = &report["categories"][category];
        let score = found["score"].as_f64().unwrap_or_default() * 100.0;
        println!("{page}: {category} {score:.0}");
        (score.round() < least).then(|| {
            let audits = found["auditRefs"].as_array().into_iter().flatten().filter(|audit| audit["weight"].as_f64() > Some(0.0));
            let lost = audits.filter_map(|audit| audit["id"].as_str()).filter(|id| report["audits"][*id]["score"].as_f64() < Some(1.0));
            (category, format!("{page}: {category} {score:.0}: {}", lost.collect::<Vec<_>>().join(", ")))
        })
    });
    // Times say something on a quiet machine only; elsewhere they are told.
    let timed = std::env::var_os("SIJILL_TIMED").is_some();
    let (told, counted): (Vec<_>, Vec<_>) = short.flatten().partition(|(category, _)| *category == "performance" && !timed);
    told.into_iter().for_each(|(_, line)| println!("{line}"));
    counted.into_iter().map(|(_, line)| line).collect()
}

/// Where a program is.
fn which(name: &str) -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file()).expect("a program that runs is in the path")
}

#[test]
#[ignore = "measures ten pages, each for half a minute"]
fn lighthouse_finds_pages_whole_and_quick() {
    let site = Site::shared();
    let address = site::serve(site);
    let short: Vec<String> = PAGES.iter().flat_map(|page| shortcomings(&address, page)).collect();
    assert!(short.is_empty(), "{}", short.join("\n"));
}
