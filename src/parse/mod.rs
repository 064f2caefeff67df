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
pub mod report;
pub mod section;
pub mod site;
mod stand_in;
#[cfg(test)]
mod tests;
pub mod theme;
mod yaml;

pub use localized::{Localized, Spellings};
pub use memory::Memory;
pub use report::{ReportDocument, ReportFiles};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned, nearest};
use crate::path::{FileId, SourcePath};
use crate::source::{Digest, SourceFile, Sources};
use facts::Record;
use id::ReportId;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use registry::{AddressRecord, Registries};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use site::{Languages, ReportRecord, SiteRecord};
use std::collections::BTreeMap;
use theme::Theme;

/// Everything that the sources say, file by file; the text and facts of a report are parsed when they are asked for.
#[derive(Debug)]
pub struct Documents<'s> {
    /// `content/site.yaml`.
    pub site: SiteRecord,
    /// The reports, by id.
    pub reports: Vec<ReportFiles>,
    /// The registries that all reports share.
    pub registries: Registries,
    /// The theme.
    pub theme: Theme,
    /// `seeds/addresses.yaml`.
    pub addresses: Vec<Record<String, AddressRecord>>,
    /// What tells whether all that reports are linked with is that of another run of this process: the hash of the places and contents of the files
    /// that are no single report's, and of all mastheads; of the theme, of what it knows of languages.
    pub key: Digest,
    /// The hash of the contents of all files that are no single report's, and of all mastheads, which is the same in every process.
    pub content: Digest,
    /// Where the files of the reports are.
    pub files: Files<'s>,
}

/// The sources, and what is remembered of them.
#[derive(Debug, Clone, Copy)]
pub struct Files<'s> {
    sources: &'s Sources,
    memory: Option<&'s Memory>,
    places: Places,
}

/// How exactly it is told where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// By the byte.
    Exact,
    /// What is written in YAML, by no more than its file, which is found out sooner: enough where nothing is wrong.
    OfFiles,
}

impl<'s> Files<'s> {
    /// Parses the files of a report, on every core if it is `alone`.
    pub fn report(self, report: &ReportFiles, places: Places, is_alone: bool, diagnostics: &mut Diagnostics) -> ReportDocument {
        // What is remembered may be asked for its place at any time.
        let places = if self.memory.is_some() { Places::Exact } else { places };
        report::parse(&report.files, Self { places, ..self }, is_alone, diagnostics).under(report.record.clone())
    }

    /// One of the files.
    fn one(self, id: FileId) -> OneFile<'s> {
        let source = self.sources.file(id);
        let places = if source.is_embedded() { Places::OfFiles } else { self.places };
        OneFile { id, source, memory: self.memory, places }
    }
}

/// A file, and how it is parsed.
#[derive(Clone, Copy)]
struct OneFile<'s> {
    id: FileId,
    source: &'s SourceFile,
    memory: Option<&'s Memory>,
    places: Places,
}

impl OneFile<'_> {
    /// Parses the file through `make`, or gives what it came to before; none if it cannot be read.
    fn recall<T: Clone + Send + Sync + 'static>(
        self,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        match self.memory {
            Some(memory) => memory.recall(self.id, self.source, diagnostics, make),
            None => make(diagnostics),
        }
    }

    /// The file as YAML.
    fn node(self, diagnostics: &mut Diagnostics) -> Option<yaml::Node> {
        yaml::parse(self.id, self.source.text(), 0, self.places, diagnostics)
    }
}

/// Parses all sources; none if there is no site to speak of.
pub fn parse<'s>(sources: &'s Sources, diagnostics: &mut Diagnostics) -> Option<Documents<'s>> {
    documents(Files { sources, memory: None, places: Places::Exact }, diagnostics)
}

/// Parses all sources as [`parse`] does, and only those files that `memory` does not know with this text.
pub fn parse_again<'s>(sources: &'s Sources, memory: &'s Memory, diagnostics: &mut Diagnostics) -> Option<Documents<'s>> {
    memory.begin(sources);
    documents(Files { sources, memory: Some(memory), places: Places::Exact }, diagnostics)
}

fn documents<'s>(files: Files<'s>, diagnostics: &mut Diagnostics) -> Option<Documents<'s>> {
    let sources = files.sources;
    let has_report = sources.iter().any(|(_, file)| file.path.as_str().starts_with("content/") && file.path.file_name() == "report.yaml");
    if !has_report {
        diagnostics.push(
            Diagnostic::of_path(Code::EmptyContent, "content", "there is no report in `content/`")
                .hint("add a folder with a `report.yaml` and section files, such as `content/my-report/i.en.md`"),
        );
    }
    let site = parse_site(files, diagnostics);
    let (mut headed, mut registered): (Vec<(ReportId, FileId)>, Vec<FileId>) = (Vec::new(), Vec::new());
    let mut own: BTreeMap<ReportId, Vec<FileId>> = BTreeMap::new();
    let mut addresses = Vec::new();
    let (mut shared, mut content) = (Vec::new(), Vec::new());
    for (file, source) in sources.iter() {
        let parts: Vec<&str> = source.path.parts().collect();
        if let ["content", report, name] | ["seeds", report, name] = parts[..]
            && (parts[0], name) != ("content", "report.yaml")
        {
            own.entry(ReportId::new(report)).or_default().push(file);
            continue;
        }
        hash_file(source, &mut content);
        if !matches!(parts[..], ["themes", _, kind, ..] if kind != "languages") {
            shared.extend(file.0.to_le_bytes());
            hash_file(source, &mut shared);
        }
        match parts[..] {
            ["content", "site.yaml"] | ["themes", ..] => {}
            ["content", report, _] => {
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
                headed.push((ReportId::new(report), file));
            }
            ["seeds", "addresses.yaml"] => addresses = parse_records(files.one(file), &[Code::LostAddress], diagnostics),
            ["seeds", _] if source.path.as_str().ends_with(".yaml") => registered.push(file),
            _ => unexpected(&source.path, "remove it, or move it out of `content/` and `seeds/`", diagnostics),
        }
    }
    let masthead = |(id, file): (ReportId, FileId)| {
        let mut faults = Diagnostics::default();
        (id, parse_file(files.one(file), ReportRecord::unread, &mut faults), faults)
    };
    let registries = || {
        let (mut registries, mut faults) = (Registries::default(), Diagnostics::default());
        registered.into_iter().for_each(|file| parse_registry(files.one(file), &mut registries, &mut faults));
        (registries, faults)
    };
    let theme = || {
        let mut faults = Diagnostics::default();
        (theme::parse(site.as_ref().and_then(|site| site.theme.as_ref()), files, &mut faults), faults)
    };
    let ((theme, of_theme), ((registries, of_registries), headed)) =
        rayon::join(theme, || rayon::join(registries, || headed.into_par_iter().map(masthead).collect::<Vec<_>>()));
    diagnostics.extend(of_theme);
    diagnostics.extend(of_registries);
    let mut mastheads: BTreeMap<ReportId, ReportRecord> = BTreeMap::new();
    for (id, record, faults) in headed {
        diagnostics.extend(faults);
        mastheads.extend(record.map(|record| (id, record)));
    }
    let mut reports: Vec<ReportFiles> = Vec::new();
    for (id, record) in mastheads {
        let files = own.remove(&id).unwrap_or_default();
        let (mut key, mut content, mut apart) = (Vec::new(), Vec::new(), Vec::new());
        for &file in &files {
            let source = sources.file(file);
            key.extend(file.0.to_le_bytes());
            hash_file(source, &mut key);
            hash_file(source, &mut content);
            if !report::is_section(&source.path) {
                hash_file(source, &mut apart);
            }
        }
        let [key, content, apart] = [key, content, apart].map(|told| Sha256::digest(told).into());
        reports.push(ReportFiles { id, record, key, content, apart, files });
    }
    // What is wrong in files that no masthead, or no site, stands for is told all the same.
    let without = own.values().chain(reports.iter().filter(|_| site.is_none()).map(|report| &report.files));
    without.for_each(|own| drop(report::parse(own, files, false, diagnostics)));
    report_strays(own.values().flatten().map(|&file| &sources.file(file).path), sources, &reports, diagnostics);
    Some(Documents {
        site: site?,
        reports,
        registries,
        theme,
        addresses,
        key: Sha256::digest(shared).into(),
        content: Sha256::digest(content).into(),
        files,
    })
}

/// Adds a file to what is hashed: its path and what it holds.
fn hash_file(source: &SourceFile, told: &mut Vec<u8>) {
    told.extend_from_slice(source.path.as_str().as_bytes());
    told.push(0);
    told.extend_from_slice(&source.digest);
}

fn parse_site(files: Files<'_>, diagnostics: &mut Diagnostics) -> Option<SiteRecord> {
    let Some((file, _)) = files.sources.find("content/site.yaml") else {
        diagnostics.push(
            Diagnostic::of_path(Code::MissingFile, "content/site.yaml", "`content/site.yaml` is missing")
                .hint("it names the site and its languages: `title: {en: …}`, `languages: [en]`"),
        );
        return None;
    };
    parse_file(files.one(file), SiteRecord::unread, diagnostics)
}

/// Parses a file that is one record.
///
/// A record with faults is stood in for by `unread`, so that the faults between files come to light too; it is never published.
fn parse_file<T: DeserializeOwned + Clone + Send + Sync + 'static>(
    file: OneFile<'_>,
    unread: impl FnOnce(Span, Languages) -> T,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let (record, is_read) = file.recall(diagnostics, |own| {
        let node = file.node(own)?;
        if let Some(record) = record::read(&node, own) {
            return Some((record, true));
        }
        let head = Span { end: node.span.start, ..node.span };
        own.note_unread_record(Code::MissingText, &localized::key(head));
        own.note_unread_record(Code::UnknownDocument, "");
        Some((unread(head, record::read(&node, &mut Diagnostics::default()).unwrap_or_default()), false))
    })?;
    if let Some(memory) = file.memory.filter(|_| !is_read) {
        memory.stood_in_for(file.source);
    }
    Some(record)
}

/// Parses a file of records; what cannot be read is noted for `codes`, so that no fault is reported that only follows.
fn parse_records<I, T>(file: OneFile<'_>, codes: &[Code], diagnostics: &mut Diagnostics) -> Vec<Record<I, T>>
where
    I: From<String> + Clone + Send + Sync + 'static,
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    let records = file.recall(diagnostics, |own| {
        let Some(node) = file.node(own) else {
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

fn parse_registry(file: OneFile<'_>, registries: &mut Registries, diagnostics: &mut Diagnostics) {
    let path = &file.source.path;
    match path.file_name() {
        "states.yaml" => registries.states = parse_records(file, &[Code::UnknownState], diagnostics),
        "regions.yaml" => registries.regions = parse_records(file, &[Code::UnknownRegion], diagnostics),
        "entities.yaml" => registries.entities = parse_records(file, &[Code::UnknownEntity], diagnostics),
        "instruments.yaml" => registries.instruments = parse_records(file, &[Code::UnknownInstrument], diagnostics),
        "documents.yaml" => registries.documents = parse_records(file, &[Code::UnknownDocument], diagnostics),
        "themes.yaml" => registries.themes = parse_records(file, &[Code::UnknownTheme], diagnostics),
        name => unexpected(path, &expected(name, &REGISTRIES), diagnostics),
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
fn report_strays<'s>(
    paths: impl Iterator<Item = &'s SourcePath>,
    sources: &Sources,
    reports: &[ReportFiles],
    diagnostics: &mut Diagnostics,
) {
    let mut seen = std::collections::BTreeSet::new();
    for path in paths {
        let [folder, report, _] = path.parts().collect::<Vec<_>>()[..] else { continue };
        // A report whose masthead was read wrongly has had its own report; only absent ones are strays.
        if sources.find(&format!("content/{report}/report.yaml")).is_some() || !seen.insert((folder, report)) {
            continue;
        }
        let message = format!("there is no `content/{report}/report.yaml`");
        let diagnostic = Diagnostic::of_path(Code::UnknownReport, format!("{folder}/{report}"), message);
        let known = reports.iter().map(|report| report.id.as_str());
        diagnostics.push(diagnostic.nearest(report, known, "add it, or remove this folder"));
    }
}
