//! No page is heavier than a poor connection bears.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a page may weigh as it travels, compressed, in bytes.
const HTML: usize = 30_000;
/// The same for all its style sheets together.
const STYLES: usize = 20_000;
/// The same for all its scripts together.
const SCRIPTS: usize = 20_000;
/// What a page of everything may weigh instead, not compressed: the matrix, and the whole report to be printed.
const WHOLE: usize = 300_000;

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it").len()
}

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the site can be read") {
        let path = entry.expect("the site can be read").path();
        if path.is_dir() {
            pages(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
}

/// The values of an attribute of all tags that start so.
fn attributes<'h>(html: &'h str, tag: &str, attribute: &str) -> Vec<&'h str> {
    let tags = html.match_indices(tag).map(|(at, _)| html[at..].split('>').next().unwrap_or_default());
    tags.filter_map(|tag| tag.split_once(&format!("{attribute}=\""))?.1.split('"').next()).collect()
}

#[test]
fn every_page_stays_within_its_budget() {
    let folder = tempfile::tempdir().expect("a folder for the site");
    let output = folder.path().join("site");
    let options = sijill::BuildOptions {
        root: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
        output: Some(output.clone()),
        base_url: Some("https://reports.example/site".to_owned()),
    };
    assert!(sijill::build(&options).expect("the site can be built").published.is_some(), "the site has errors");
    let mut found = Vec::new();
    pages(&output, &mut found);
    assert!(found.len() > 100, "only {} pages", found.len());
    let mut assets: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let mut heavy = Vec::new();
    for page in &found {
        let html = std::fs::read_to_string(page).expect("pages are UTF-8");
        let mut weigh = |hrefs: Vec<&str>| -> usize {
            let weights = hrefs.into_iter().map(|href| {
                let path = page.parent().expect("a page has a folder").join(href).canonicalize().expect("an asset that is named is there");
                *assets.entry(path.clone()).or_insert_with(|| compressed(&std::fs::read(path).expect("an asset can be read")))
            });
            weights.sum()
        };
        let styles = weigh(attributes(&html, "<link rel=\"stylesheet\"", "href"));
        let scripts = weigh(attributes(&html, "<script src", "src"));
        assert!(styles > 0 && scripts > 0, "{} has no style sheet or no script", page.display());
        let own = if page.ends_with("matrix.html") || page.ends_with("print.html") {
            html.len() * HTML / WHOLE
        } else {
            compressed(html.as_bytes())
        };
        for (name, weight, most) in [("HTML", own, HTML), ("CSS", styles, STYLES), ("JavaScript", scripts, SCRIPTS)] {
            if weight > most {
                heavy.push(format!("{}: {weight} bytes of {name}, of {most}", page.display()));
            }
        }
    }
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}
