//! Turns the neutral corpus of the peer benchmark into a Sijill site: `from-corpus reports.jsonl DIR [--own | --all]`.
//!
//! The site makes the pages that the peers make, with the same things on each, by the templates in `plain/`; with `--own`, the same pages by
//! Sijill's own theme; with `--all`, everything that Sijill makes.
//!
//! Every report stands in one site, in Sijill's own formats, with nothing joined beforehand. A measure is mentioned in its paragraph by linking
//! one of the paragraph's words, since a measure that no paragraph mentions is an error.

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;

const LANGUAGES: [&str; 2] = ["ar", "en"];

/// The templates that make of each page what the peers make of it.
const PLAIN: [(&str, &str); 10] = [
    ("base.html", include_str!("plain/base.html")),
    ("footer.html", include_str!("plain/footer.html")),
    ("home.html", include_str!("plain/home.html")),
    ("report.html", include_str!("plain/report.html")),
    ("section.html", include_str!("plain/section.html")),
    ("shortcuts.html", include_str!("plain/shortcuts.html")),
    ("state.html", include_str!("plain/state.html")),
    ("theme.html", include_str!("plain/theme.html")),
    ("pieces/measure.html", include_str!("plain/pieces/measure.html")),
    ("pieces/name.html", include_str!("plain/pieces/name.html")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let (corpus, site, options) = match &arguments[..] {
        // The pages that the peers make: homes, sections, States and themes.
        [_, corpus, site] => (corpus, site, "outputs: []\ntheme: plain\n"),
        [_, corpus, site, own] if own == "--own" => (corpus, site, "outputs: []\n"),
        [_, corpus, site, all] if all == "--all" => (corpus, site, ""),
        _ => return Err("usage: from-corpus reports.jsonl DIR [--own | --all]".into()),
    };
    let site = Path::new(site);
    if options.contains("theme") {
        for (name, text) in PLAIN {
            let path = site.join("themes/plain/templates").join(name);
            fs::create_dir_all(path.with_file_name(""))?;
            fs::write(path, text)?;
        }
    }
    let mut symbols = String::new();
    let mut first = true;
    for line in BufReader::new(fs::File::open(corpus)?).lines() {
        let report: Value = serde_json::from_str(&line?)?;
        if std::mem::take(&mut first) {
            write_site(site, &report, options)?;
        }
        let id = text(&report, "id");
        writeln!(symbols, "{}: {{kind: report, title: {}}}", symbol(id), localized(&report["title"]))?;
        write_report(site, id, &report)?;
    }
    fs::write(site.join("seeds/documents.yaml"), symbols)?;
    Ok(())
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

/// A text of both languages as a flow mapping of YAML; JSON strings are YAML strings.
fn localized(value: &Value) -> String {
    format!("{{ar: {}, en: {}}}", value["ar"], value["en"])
}

fn symbol(id: &str) -> String {
    format!("B/{}", id.trim_start_matches('r'))
}

/// States are named by made-up alpha-3 codes, in the order of the corpus.
fn codes(report: &Value) -> BTreeMap<String, String> {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    items(report, "states")
        .enumerate()
        .map(|(index, state)| (text(state, "id").to_owned(), format!("X{}{}", letter(index / 26), letter(index))))
        .collect()
}

fn write_site(site: &Path, report: &Value, options: &str) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(site.join("content"))?;
    fs::create_dir_all(site.join("seeds"))?;
    let title = "title: {ar: \"سجل التقارير\", en: Register of reports}";
    fs::write(site.join("content/site.yaml"), format!("{title}\nlanguages: [ar, en]\nbase_url: https://example.org\n{options}"))?;
    let codes = codes(report);
    let mut states = String::new();
    for (index, state) in items(report, "states").enumerate() {
        let code = &codes[text(state, "id")];
        writeln!(
            states,
            "{code}: {{iso2: {}, m49: \"{:03}\", region: region, name: {}}}",
            &code[1..],
            index + 1,
            localized(&state["name"])
        )?;
    }
    fs::write(site.join("seeds/states.yaml"), states)?;
    fs::write(site.join("seeds/regions.yaml"), "region: {name: {ar: \"المنطقة\", en: Region}}\n")?;
    let mut themes = String::new();
    for (order, theme) in items(report, "themes").enumerate() {
        writeln!(themes, "{}: {{order: {order}, name: {}}}", text(theme, "id"), localized(&theme["name"]))?;
    }
    fs::write(site.join("seeds/themes.yaml"), themes)?;
    Ok(())
}

fn write_report(site: &Path, id: &str, report: &Value) -> Result<(), Box<dyn Error>> {
    let (content, seeds) = (site.join("content").join(id), site.join("seeds").join(id));
    fs::create_dir_all(&content)?;
    fs::create_dir_all(&seeds)?;
    let title = localized(&report["title"]);
    fs::write(
        content.join("report.yaml"),
        format!("symbol: {}\ntitle: {title}\nofficial: {{en: \"https://example.org/{id}\"}}\n", symbol(id)),
    )?;
    let codes = codes(report);
    let mut measures = String::new();
    let mut mentioned: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for measure in items(report, "measures") {
        let (name, paragraph) = (text(measure, "id"), measure["para"].as_u64().unwrap_or(0));
        mentioned.entry(paragraph).or_default().push(name);
        let states: Vec<&str> = items(measure, "states").filter_map(|state| codes.get(state.as_str()?)).map(String::as_str).collect();
        writeln!(
            measures,
            "{name}:\n  paragraph: {paragraph}\n  theme: {}\n  kind: activity\n  status: in-force\n  states: [{}]\n  label: {}",
            text(measure, "theme"),
            states.join(", "),
            localized(&measure["label"])
        )?;
    }
    fs::write(seeds.join("measures.yaml"), measures)?;
    let footnotes: BTreeMap<u64, &Value> =
        items(report, "footnotes").filter_map(|footnote| Some((footnote["para"].as_u64()?, footnote))).collect();
    for (index, section) in items(report, "sections").enumerate() {
        for language in LANGUAGES {
            let mut out = format!("---\nsection: [{}]\ntitle: {}\n---\n", index + 1, section["title"][language]);
            let mut notes = String::new();
            for paragraph in items(section, "paragraphs") {
                let number = paragraph["n"].as_u64().unwrap_or(0);
                let words = mention(&relink(text(paragraph, language)), mentioned.get(&number).map_or(&[][..], Vec::as_slice));
                writeln!(out, "\n{number}. {words}")?;
                if let Some(footnote) = footnotes.get(&number) {
                    writeln!(notes, "\n[^{}]: {}", footnote["n"], text(footnote, language))?;
                }
            }
            fs::write(content.join(format!("{}.{language}.md", text(section, "id"))), out + &notes)?;
        }
    }
    Ok(())
}

/// Rewrites `[§58](/r0001/s16/#p58)` as `[](para:58)`.
fn relink(paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len());
    let mut rest = paragraph;
    while let Some((before, link)) = rest.split_once("[§") {
        let (number, behind) = link.split_once(']').unwrap_or((link, ""));
        let behind = behind.split_once(')').map_or("", |(_, behind)| behind);
        let _ = write!(out, "{before}[](para:{number})");
        rest = behind;
    }
    out + rest
}

/// Links the first plain words of a paragraph, one for each measure.
fn mention(paragraph: &str, measures: &[&str]) -> String {
    let mut measures = measures.iter();
    let words = paragraph.split(' ').map(|word| {
        let plain = word.chars().all(char::is_alphabetic);
        match plain.then(|| measures.next()).flatten() {
            Some(measure) => format!("[{word}](measure:{measure})"),
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
