//! [`Sources`] → [`Documents`]: every file on its own.
//!
//! What comes in is text; what goes out are typed records and paragraphs that know where they stand. Whatever needs a second file, such as
//! whether a State exists, is [`crate::link`]'s. Parsing touches no disk and never fails: what cannot be read is reported and left out.

pub mod amendment;
pub mod asset;
pub mod facts;
pub mod id;
pub mod language;
pub(crate) mod localized;
pub mod markdown;
mod memory;
mod record;
pub mod registry;
pub mod section;
pub mod site;
mod stand_in;
#[cfg(test)]
mod tests;
pub mod theme;
mod yaml;

pub use localized::{Localized, Spellings};
pub use memory::Memory;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned, nearest};
use crate::path::{FileId, SourcePath};
use crate::source::{SourceFile, Sources};
use facts::{Facts, Record};
use id::{LanguageTag, ReportId, SectionStem};
use registry::{AddressRecord, Registries};
use section::SectionDocument;
use serde::de::DeserializeOwned;
use site::{Languages, ReportRecord, SiteRecord};
use std::collections::BTreeMap;
use theme::Theme;

/// Everything that the sources say, file by file.
#[derive(Debug)]
pub struct Documents {
    /// `content/site.yaml`.
    pub site: SiteRecord,
    /// The reports, by id.
    pub reports: BTreeMap<ReportId, ReportDocument>,
    /// The registries that all reports share.
    pub registries: Registries,
    /// The theme.
    pub theme: Theme,
    /// `seeds/addresses.yaml`.
    pub addresses: Vec<Record<String, AddressRecord>>,
}

/// A report: its masthead, its sections in every language, and its facts.
#[derive(Debug)]
pub struct ReportDocument {
    /// The file of the masthead.
    pub file: FileId,
    /// `report.yaml`.
    pub record: ReportRecord,
    /// The sections, by path.
    pub sections: Vec<SectionDocument>,
    /// Section files that could not be read, so that nobody reports them as missing.
    pub unread: Vec<(SectionStem, LanguageTag)>,
    /// `seeds/REPORT/`.
    pub facts: Facts,
    /// `seeds/REPORT/official.LANG.txt`, as it is: its marks are the language's, which is another file.
    pub official: BTreeMap<LanguageTag, String>,
}

/// Parses all sources; none if there is no site to speak of.
pub fn parse(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Documents> {
    parse_again(sources, &mut Memory::default(), diagnostics)
}

/// Parses all sources as [`parse`] does, and only those files that `memory` does not know with this text.
pub fn parse_again(sources: &Sources, memory: &mut Memory, diagnostics: &mut Diagnostics) -> Option<Documents> {
    memory.begin(sources);
    let has_report = sources.iter().any(|(_, file)| file.path.as_str().starts_with("content/") && file.path.file_name() == "report.yaml");
    if !has_report {
        diagnostics.push(
            Diagnostic::of_path(Code::EmptyContent, "content", "there is no report in `content/`")
                .hint("add a folder with a `report.yaml` and section files, such as `content/my-report/i.en.md`"),
        );
    }
    let site = parse_site(sources, memory, diagnostics);
    let theme = theme::parse(site.as_ref().and_then(|site| site.theme.as_ref()), sources, memory, diagnostics);
    let mut reports = BTreeMap::new();
    let mut sections: BTreeMap<ReportId, Vec<SectionDocument>> = BTreeMap::new();
    let mut unread: BTreeMap<ReportId, Vec<(SectionStem, LanguageTag)>> = BTreeMap::new();
    let mut facts: BTreeMap<ReportId, Facts> = BTreeMap::new();
    let mut official: BTreeMap<ReportId, BTreeMap<LanguageTag, String>> = BTreeMap::new();
    let mut registries = Registries::default();
    let mut addresses = Vec::new();
    for (file, source) in sources.iter() {
        match source.path.parts().collect::<Vec<_>>()[..] {
            ["content", "site.yaml"] | ["themes", ..] => {}
            ["content", report, "report.yaml"] => {
                if !id::is_kebab_case(report) {
                    diagnostics.push(
                        Diagnostic::of_path(
                            Code::InvalidValue,
                            format!("content/{report}"),
                            format!("`{report}` may not be a report's folder"),
                        )
                        .hint(
                            "name it in lower-case words and digits joined by dashes, such as `annual-2024`, for it stands in every address",
                        ),
                    );
                }
                if let Some(record) = parse_file(file, (source, memory), ReportRecord::unread, diagnostics) {
                    reports.insert(ReportId::new(report), (file, record));
                }
            }
            ["content", report, name] if name.ends_with(".md") => match name.split('.').collect::<Vec<_>>()[..] {
                [stem, language, "md"] if id::is_kebab_case(stem) => {
                    let report = ReportId::new(report);
                    let (stem, language) = (SectionStem::new(stem), LanguageTag::new(language));
                    let key = (stem.clone(), language.clone());
                    match memory.recall(file, source, diagnostics, |own| section::parse(key, file, &source.text, own)) {
                        Some(section) => sections.entry(report).or_default().push(section),
                        None => {
                            [Code::UnknownParagraph, Code::UnknownFootnote].iter().for_each(|&code| diagnostics.note_unread(code));
                            diagnostics.note_unread_record(Code::UnknownSection, stem.as_str());
                            unread.entry(report).or_default().push((stem, language));
                        }
                    }
                }
                _ => {
                    unexpected(&source.path, "name section files `STEM.LANGUAGE.md`, the stem in lower-case words and digits", diagnostics)
                }
            },
            ["seeds", "addresses.yaml"] => addresses = parse_records(file, (source, memory), &[Code::LostAddress], diagnostics),
            ["seeds", _] if source.path.as_str().ends_with(".yaml") => parse_registry(file, (source, memory), &mut registries, diagnostics),
            ["seeds", report, _] if source.path.as_str().ends_with(".yaml") => {
                parse_facts(file, (source, memory), facts.entry(ReportId::new(report)).or_default(), diagnostics);
            }
            ["seeds", report, name] if name.starts_with("official.") && name.ends_with(".txt") => {
                let language = LanguageTag::new(&name["official.".len()..name.len() - ".txt".len()]);
                official.entry(ReportId::new(report)).or_default().insert(language, source.text.clone());
            }
            [.., _] => unexpected(&source.path, "remove it, or move it out of `content/` and `seeds/`", diagnostics),
            [] => {}
        }
    }
    let mut documents: BTreeMap<ReportId, ReportDocument> = BTreeMap::new();
    for (report, (file, record)) in reports {
        let sections = sections.remove(&report).unwrap_or_default();
        let facts = facts.remove(&report).unwrap_or_default();
        let unread = unread.remove(&report).unwrap_or_default();
        let official = official.remove(&report).unwrap_or_default();
        documents.insert(report, ReportDocument { file, record, sections, unread, facts, official });
    }
    report_strays(sources, &documents, diagnostics);
    Some(Documents { site: site?, reports: documents, registries, theme, addresses })
}

fn parse_site(sources: &Sources, memory: &mut Memory, diagnostics: &mut Diagnostics) -> Option<SiteRecord> {
    let Some((file, source)) = sources.find("content/site.yaml") else {
        diagnostics.push(
            Diagnostic::of_path(Code::MissingFile, "content/site.yaml", "`content/site.yaml` is missing")
                .hint("it names the site and its languages: `title: {en: …}`, `languages: [en]`"),
        );
        return None;
    };
    parse_file(file, (source, memory), SiteRecord::unread, diagnostics)
}

/// A file, and what is remembered of all files.
type Remembering<'a> = (&'a SourceFile, &'a mut Memory);

/// Parses a file that is one record.
///
/// A record with faults is stood in for by `unread`, so that the faults between files come to light too; it is never published.
fn parse_file<T: DeserializeOwned + Clone + Send + 'static>(
    file: FileId,
    (source, memory): Remembering<'_>,
    unread: impl FnOnce(Span, Languages) -> T,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let (record, is_read) = memory.recall(file, source, diagnostics, |own| {
        let node = yaml::parse(file, &source.text, 0, own)?;
        if let Some(record) = record::read(&node, own) {
            return Some((record, true));
        }
        let head = Span { end: node.span.start, ..node.span };
        own.note_unread_record(Code::MissingText, &localized::key(head));
        own.note_unread_record(Code::UnknownDocument, "");
        Some((unread(head, record::read(&node, &mut Diagnostics::default()).unwrap_or_default()), false))
    })?;
    if !is_read {
        memory.stood_in_for(source);
    }
    Some(record)
}

/// Parses a file of records; what cannot be read is noted for `codes`, so that no fault is reported that only follows.
fn parse_records<I, T>(file: FileId, (source, memory): Remembering<'_>, codes: &[Code], diagnostics: &mut Diagnostics) -> Vec<Record<I, T>>
where
    I: From<String> + Clone + Send + 'static,
    T: DeserializeOwned + Clone + Send + 'static,
{
    let records = memory.recall(file, source, diagnostics, |own| {
        let Some(node) = yaml::parse(file, &source.text, 0, own) else {
            codes.iter().for_each(|&code| own.note_unread(code));
            return None;
        };
        let records = record::read_map(&node, codes, own).into_iter();
        Some(records.map(|(id, record)| (Spanned { value: I::from(id.value), span: id.span }, record)).collect::<Vec<_>>())
    });
    records.unwrap_or_default()
}

/// The files of `seeds/` that every report shares.
const REGISTRIES: [&str; 7] =
    ["addresses.yaml", "documents.yaml", "entities.yaml", "instruments.yaml", "regions.yaml", "states.yaml", "themes.yaml"];

fn parse_registry(file: FileId, source: Remembering<'_>, registries: &mut Registries, diagnostics: &mut Diagnostics) {
    let path = &source.0.path;
    match path.file_name() {
        "states.yaml" => registries.states = parse_records(file, source, &[Code::UnknownState], diagnostics),
        "regions.yaml" => registries.regions = parse_records(file, source, &[Code::UnknownRegion], diagnostics),
        "entities.yaml" => registries.entities = parse_records(file, source, &[Code::UnknownEntity], diagnostics),
        "instruments.yaml" => registries.instruments = parse_records(file, source, &[Code::UnknownInstrument], diagnostics),
        "documents.yaml" => registries.documents = parse_records(file, source, &[Code::UnknownDocument], diagnostics),
        "themes.yaml" => registries.themes = parse_records(file, source, &[Code::UnknownTheme], diagnostics),
        name => unexpected(path, &expected(name, &REGISTRIES), diagnostics),
    }
}

/// The files of `seeds/REPORT/`.
const FACTS: [&str; 9] = [
    "actions.yaml",
    "agreed.yaml",
    "amendments.yaml",
    "figures.yaml",
    "measures.yaml",
    "notes.yaml",
    "recommendations.yaml",
    "replies.yaml",
    "statements.yaml",
];

fn parse_facts(file: FileId, source: Remembering<'_>, facts: &mut Facts, diagnostics: &mut Diagnostics) {
    let path = &source.0.path;
    match path.file_name() {
        "measures.yaml" => facts.measures = parse_records(file, source, &[Code::UnknownMeasure], diagnostics),
        "agreed.yaml" => facts.agreed = parse_records(file, source, &[], diagnostics),
        "amendments.yaml" => facts.amendments = parse_records(file, source, &[], diagnostics),
        "statements.yaml" => facts.statements = parse_records(file, source, &[], diagnostics),
        "actions.yaml" => facts.actions = parse_records(file, source, &[], diagnostics),
        "figures.yaml" => facts.figures = parse_records(file, source, &[Code::UnknownFigure], diagnostics),
        "recommendations.yaml" => facts.recommendations = parse_records(file, source, &[], diagnostics),
        "notes.yaml" => facts.notes = parse_records(file, source, &[Code::UnknownNote], diagnostics),
        "replies.yaml" => facts.replies = parse_records(file, source, &[Code::UnknownMeasure], diagnostics),
        name => unexpected(path, &expected(name, &FACTS), diagnostics),
    }
}

fn expected(name: &str, known: &[&str]) -> String {
    nearest(name, known.iter().copied())
        .map_or_else(|| format!("the files here are {}", known.join(", ")), |found| format!("did you mean `{found}`?"))
}

fn unexpected(path: &SourcePath, hint: &str, diagnostics: &mut Diagnostics) {
    let message = format!("nothing reads a file named `{}` here", path.file_name());
    diagnostics.push(Diagnostic::of_path(Code::UnexpectedFile, path.as_str(), message).hint(hint));
}

/// Reports folders of sections or facts that no `report.yaml` stands for.
fn report_strays(sources: &Sources, reports: &BTreeMap<ReportId, ReportDocument>, diagnostics: &mut Diagnostics) {
    let mut seen = std::collections::BTreeSet::new();
    for (_, source) in sources.iter() {
        let (folder, report) = match source.path.parts().collect::<Vec<_>>()[..] {
            [folder @ ("content" | "seeds"), report, _] => (folder, report),
            _ => continue,
        };
        // A report whose masthead was read wrongly has had its own report; only absent ones are strays.
        if reports.contains_key(report) || sources.find(&format!("content/{report}/report.yaml")).is_some() {
            continue;
        }
        if seen.insert((folder, report)) {
            let diagnostic = Diagnostic::of_path(
                Code::UnknownReport,
                format!("{folder}/{report}"),
                format!("there is no `content/{report}/report.yaml`"),
            );
            let known = reports.keys().map(ReportId::as_str);
            diagnostics.push(diagnostic.nearest(report, known, "add it, or remove this folder"));
        }
    }
}
