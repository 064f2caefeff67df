//! The files of one report: which they are, and what they say.

use super::facts::Facts;
use super::id::{self, LanguageTag, ReportId, SectionStem};
use super::section::{self, SectionDocument};
use super::site::ReportRecord;
use super::{Files, OneFile, expected, parse_records, unexpected};
use crate::diagnostic::{Code, Diagnostics};
use crate::path::{FileId, SourcePath};
use crate::source::Digest;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// A report whose masthead has been read.
#[derive(Debug)]
pub struct ReportFiles {
    /// The report's id.
    pub id: ReportId,
    /// `report.yaml`.
    pub record: ReportRecord,
    /// What tells whether the report's other files are those of another run of this process: the hash of their places and contents.
    pub key: Digest,
    /// The hash of their contents alone, which is the same in every process.
    pub content: Digest,
    /// The hash of the contents of those that are no section's.
    pub apart: Digest,
    /// The other files below `content/REPORT/` and `seeds/REPORT/`.
    pub(super) files: Vec<FileId>,
}

/// A report: its masthead, its sections in every language, and its facts.
#[derive(Debug)]
pub struct ReportDocument {
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

/// What the files of a report say beside its masthead.
#[derive(Debug, Default)]
pub(super) struct Body {
    sections: Vec<SectionDocument>,
    unread: Vec<(SectionStem, LanguageTag)>,
    facts: Facts,
    official: BTreeMap<LanguageTag, String>,
}

impl Body {
    /// With the masthead, the whole report.
    pub(super) fn under(self, record: ReportRecord) -> ReportDocument {
        let Self { sections, unread, facts, official } = self;
        ReportDocument { record, sections, unread, facts, official }
    }

    /// Adds what other files say; each file of facts stands once.
    fn extend(&mut self, other: Self) {
        self.sections.extend(other.sections);
        self.unread.extend(other.unread);
        self.facts.extend(other.facts);
        self.official.extend(other.official);
    }

    /// Parses one file.
    fn add(&mut self, file: OneFile<'_>, diagnostics: &mut Diagnostics) {
        let source = file.source;
        match source.path.parts().collect::<Vec<_>>()[..] {
            ["content", _, name] if name.ends_with(".md") => match name.split('.').collect::<Vec<_>>()[..] {
                [stem, language, "md"] if id::is_kebab_case(stem) => {
                    let (stem, language) = (SectionStem::new(stem), LanguageTag::new(language));
                    let key = (stem.clone(), language.clone());
                    match file.recall(diagnostics, |own| section::parse(key, (file.id, source), file.places, own)) {
                        Some(section) => self.sections.push(section),
                        None => {
                            [Code::UnknownParagraph, Code::UnknownFootnote].iter().for_each(|&code| diagnostics.note_unread(code));
                            diagnostics.note_unread_record(Code::UnknownSection, stem.as_str());
                            self.unread.push((stem, language));
                        }
                    }
                }
                _ => {
                    unexpected(&source.path, "name section files `STEM.LANGUAGE.md`, the stem in lower-case words and digits", diagnostics)
                }
            },
            ["seeds", _, name] if name.ends_with(".yaml") => facts(file, &mut self.facts, diagnostics),
            ["seeds", _, name] if name.starts_with("official.") && name.ends_with(".txt") => {
                let language = LanguageTag::new(&name["official.".len()..name.len() - ".txt".len()]);
                self.official.insert(language, source.text().to_string());
            }
            _ => unexpected(&source.path, "remove it, or move it out of `content/` and `seeds/`", diagnostics),
        }
    }
}

/// Whether a file of a report holds a section.
pub(super) fn is_section(path: &SourcePath) -> bool {
    path.as_str().starts_with("content/") && path.as_str().ends_with(".md")
}

/// Parses files below `content/REPORT/` and `seeds/REPORT/`, on every core if the report is `alone`.
pub(super) fn parse(files: &[FileId], all: Files<'_>, is_alone: bool, diagnostics: &mut Diagnostics) -> Body {
    let parse = |file: &FileId| {
        let (mut body, mut faults) = (Body::default(), Diagnostics::default());
        body.add(all.one(*file), &mut faults);
        (body, faults)
    };
    let parsed: Vec<(Body, Diagnostics)> =
        if is_alone { files.par_iter().with_max_len(1).map(parse).collect() } else { files.iter().map(parse).collect() };
    let mut body = Body::default();
    for (one, faults) in parsed {
        diagnostics.extend(faults);
        body.extend(one);
    }
    body
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

fn facts(file: OneFile<'_>, facts: &mut Facts, diagnostics: &mut Diagnostics) {
    let path = &file.source.path;
    match path.file_name() {
        "measures.yaml" => facts.measures = parse_records(file, &[Code::UnknownMeasure], diagnostics),
        "agreed.yaml" => facts.agreed = parse_records(file, &[], diagnostics),
        "amendments.yaml" => facts.amendments = parse_records(file, &[], diagnostics),
        "statements.yaml" => facts.statements = parse_records(file, &[], diagnostics),
        "actions.yaml" => facts.actions = parse_records(file, &[], diagnostics),
        "figures.yaml" => facts.figures = parse_records(file, &[Code::UnknownFigure], diagnostics),
        "recommendations.yaml" => facts.recommendations = parse_records(file, &[], diagnostics),
        "notes.yaml" => facts.notes = parse_records(file, &[Code::UnknownNote], diagnostics),
        "replies.yaml" => facts.replies = parse_records(file, &[Code::UnknownMeasure], diagnostics),
        name => unexpected(path, &expected(name, &FACTS), diagnostics),
    }
}
