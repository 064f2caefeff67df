//! Sections, paragraphs and footnotes of a report, every language of each together.

use super::parity::FileMarks;
use super::reads::Reads;
use super::reference;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::ReportDocument;
use crate::parse::id::{
    DocumentId, EntityId, FigureId, FootnoteLabel, InstrumentId, LanguageTag, MeasureId, NoteId, ReplyId, SectionStem, StateCode,
};
use crate::parse::markdown::{Block, source_hash};
use crate::parse::section::{SectionDocument, SectionNumber, note_skipped};
use crate::source::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A section.
#[derive(Debug)]
pub struct Section {
    /// The permanent file name.
    pub stem: SectionStem,
    /// The place in the report.
    pub number: SectionNumber,
    /// Where the number is written, in the first of the languages.
    pub span: Span,
    /// The titles.
    pub titles: BTreeMap<LanguageTag, String>,
    /// The paragraphs, as indices into the report's.
    pub paragraphs: Vec<usize>,
    /// The footnotes that the section defines.
    pub footnotes: Vec<FootnoteLabel>,
}

impl Section {
    /// The title in one language; empty where that was reported as missing.
    #[must_use]
    pub fn title(&self, language: &LanguageTag) -> &str {
        self.titles.get(language).map_or("", String::as_str)
    }

    /// How deep the section stands: 1 for a section of the first level or without a number.
    #[must_use]
    pub fn level(&self) -> usize {
        match &self.number {
            SectionNumber::Unnumbered => 1,
            SectionNumber::Numbered(numbers) => numbers.len(),
        }
    }
}

/// What names a paragraph within its report, in every language alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParagraphId {
    /// A paragraph of an unnumbered section, by its position there.
    Unnumbered(SectionStem, u32),
    /// The printed number.
    Numbered(u32),
}

impl ParagraphId {
    /// The printed number, if there is one.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        match self {
            Self::Numbered(number) => Some(*number),
            Self::Unnumbered(..) => None,
        }
    }
}

impl ParagraphId {
    /// Adds the paragraph's fragment, such as `para-12` or `summary-1`, to an address.
    pub fn push_fragment(&self, address: &mut String) {
        let (name, number) = match self {
            Self::Numbered(number) => ("para", number),
            Self::Unnumbered(stem, position) => (stem.as_str(), position),
        };
        address.push_str(name);
        address.push('-');
        address.push_str(&number.to_string());
    }
}

impl fmt::Display for ParagraphId {
    /// Writes the paragraph's fragment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fragment = String::new();
        self.push_fragment(&mut fragment);
        f.write_str(&fragment)
    }
}

/// What a text refers to.
#[derive(Debug, Default, Clone)]
pub struct Mentions {
    /// States, by themselves or in a list.
    pub states: BTreeSet<StateCode>,
    /// Measures, by a phrase or by their States.
    pub measures: BTreeSet<MeasureId>,
    /// Lists of replies.
    pub replies: BTreeSet<ReplyId>,
    /// Entities.
    pub entities: BTreeSet<EntityId>,
    /// Instruments.
    pub instruments: BTreeSet<InstrumentId>,
    /// Documents.
    pub documents: BTreeSet<DocumentId>,
    /// Figures.
    pub figures: BTreeSet<FigureId>,
    /// Notes that mark a phrase.
    pub notes: BTreeSet<NoteId>,
    /// Paragraphs.
    pub paragraphs: BTreeSet<u32>,
}

impl Mentions {
    /// Adds what another text refers to.
    pub fn extend(&mut self, other: &Mentions) {
        self.states.extend(other.states.iter().cloned());
        self.measures.extend(other.measures.iter().cloned());
        self.replies.extend(other.replies.iter().cloned());
        self.entities.extend(other.entities.iter().cloned());
        self.instruments.extend(other.instruments.iter().cloned());
        self.documents.extend(other.documents.iter().cloned());
        self.figures.extend(other.figures.iter().cloned());
        self.notes.extend(other.notes.iter().cloned());
        self.paragraphs.extend(other.paragraphs.iter().copied());
    }
}

/// A text in one language, with what it refers to.
#[derive(Debug)]
pub struct Text {
    /// Where it stands.
    pub span: Span,
    /// Where its number or label stands.
    pub start: Span,
    blocks: Vec<Block>,
    /// What it refers to, its footnotes apart.
    pub mentions: Mentions,
    /// The footnotes that it cites, in order.
    pub footnotes: Vec<FootnoteLabel>,
    /// Its source, by whose hash a change is told.
    source: Arc<str>,
    /// The file that it stands in.
    file: Reads,
}

impl Text {
    fn new((span, start): (Span, Span), (source, blocks): (Arc<str>, Vec<Block>), file: Reads) -> Self {
        let mut mentions = Mentions::default();
        let mut footnotes = Vec::new();
        reference::collect(&blocks, &mut mentions, &mut footnotes);
        Self { span, start, blocks, mentions, footnotes, source, file }
    }

    /// What it holds; whoever asks has read it.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.file.note();
        &self.blocks
    }

    /// The hash of its source; whoever asks has read it.
    #[must_use]
    pub fn hash(&self) -> String {
        self.file.note();
        source_hash(&self.source)
    }
}

/// A paragraph.
#[derive(Debug)]
pub struct Paragraph {
    /// What names it.
    pub id: ParagraphId,
    /// Its section, as an index into the report's.
    pub section: usize,
    /// Its text in each language.
    pub texts: BTreeMap<LanguageTag, Text>,
    /// What it and its footnotes refer to, in any language.
    pub mentions: Mentions,
    /// The footnotes that it cites, in order.
    pub footnotes: Vec<FootnoteLabel>,
}

/// A footnote.
#[derive(Debug)]
pub struct Footnote {
    /// The printed number.
    pub label: FootnoteLabel,
    /// Its section, as an index into the report's.
    pub section: usize,
    /// The first paragraph that cites it, as an index into the report's.
    pub paragraph: usize,
    /// Its text in each language.
    pub texts: BTreeMap<LanguageTag, Text>,
}

/// The sections, paragraphs and footnotes of a report.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) sections: Vec<Section>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) footnotes: BTreeMap<FootnoteLabel, Footnote>,
    pub(super) marks: Vec<FileMarks>,
    /// The hashes of the section files.
    pub(super) files: Vec<Digest>,
}

/// Lays the languages of a report's sections over each other.
pub(super) fn link(document: &mut ReportDocument, languages: &[LanguageTag], diagnostics: &mut Diagnostics) -> Body {
    let documents = std::mem::take(&mut document.sections);
    let (documents, foreign): (Vec<_>, Vec<_>) = documents.into_iter().partition(|section| languages.contains(&section.language));
    for section in foreign {
        if diagnostics.follows(Code::UnknownLanguage, section.language.as_str()) {
            continue;
        }
        let known = languages.iter().map(LanguageTag::as_str);
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownLanguage,
                section.front.section.span,
                format!("the report is not published in `{}`", section.language),
            )
            .nearest(section.language.as_str(), known, "add the language to `languages:`, or remove this file"),
        );
    }
    let mut skips: Vec<(&LanguageTag, Skip)> = Vec::new();
    for language in languages {
        // Where a section could not be read, nobody can say what the next one should begin with.
        let gaps = if document.unread.iter().any(|(_, unread)| unread == language) { Gaps::Unknown } else { Gaps::None };
        let own = report_sequence(documents.iter().filter(|section| section.language == *language).collect(), gaps, diagnostics);
        skips.extend(own.into_iter().map(|skip| (language, skip)));
    }
    let mut by_stem: BTreeMap<(SectionNumber, SectionStem), Vec<SectionDocument>> = BTreeMap::new();
    for section in documents {
        // The first language's number places the section, so that one slip does not tear the languages apart.
        let key = by_stem.keys().find(|(_, stem)| *stem == section.stem).cloned();
        let key = key.unwrap_or_else(|| (section.front.section.value.clone(), section.stem.clone()));
        if key.0 != section.front.section.value {
            let first = by_stem.get(&key).and_then(|sections| sections.first());
            let mut diagnostic = Diagnostic::new(
                Code::InvalidValue,
                section.front.section.span,
                format!("section `{}` has another number in another language", section.stem),
            )
            .hint("a section's number is the same in every language");
            if let Some(first) = first {
                diagnostic = diagnostic.other(first.front.section.span, format!("in `{}`", first.language));
            }
            diagnostics.push(diagnostic);
        }
        by_stem.entry(key).or_default().push(section);
    }
    let mut body = Body::default();
    let mut missing: BTreeSet<(&LanguageTag, u32)> = BTreeSet::new();
    for ((number, stem), sections) in by_stem {
        missing.extend(report_missing(&sections, &stem, languages, &document.unread, diagnostics));
        add_section(&mut body, number, stem, sections, diagnostics);
    }
    // Where all that is skipped was told to be missing, that the next number does not follow only follows from that.
    for (language, Skip { before, number, span }) in skips {
        if (before.saturating_add(1)..number).all(|skipped| missing.contains(&(language, skipped))) {
            diagnostics.take_back(Code::ParagraphOrder, span);
        }
    }
    place_footnotes(&mut body);
    body
}

/// Whether sections of a language were left out because they could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gaps {
    None,
    Unknown,
}

/// A paragraph whose number passes over others.
struct Skip {
    before: u32,
    number: u32,
    span: Span,
}

/// Reports numbers of sections and paragraphs that do not follow each other from file to file, in one language; the numbers that pass over others, within
/// a file too.
fn report_sequence(mut sections: Vec<&SectionDocument>, gaps: Gaps, diagnostics: &mut Diagnostics) -> Vec<Skip> {
    sections.sort_by(|a, b| a.front.section.value.cmp(&b.front.section.value));
    for pair in sections.windows(2) {
        let [first, second] = pair else { continue };
        if first.front.section.value == second.front.section.value && first.front.section.value != SectionNumber::Unnumbered {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateSection,
                    second.front.section.span,
                    format!("section `{}` has the number of section `{}`", second.stem, first.stem),
                )
                .other(first.front.section.span, "first here")
                .hint("give each section its own number"),
            );
        }
    }
    let mut seen: BTreeMap<u32, Span> = BTreeMap::new();
    let mut last: Option<(u32, Span)> = None;
    let mut skips = Vec::new();
    for section in sections {
        for (position, paragraph) in section.paragraphs.iter().enumerate() {
            let Some(number) = paragraph.number else { continue };
            skips.extend(last.filter(|(before, _)| number.saturating_sub(*before) > 1).map(|(before, _)| Skip {
                before,
                number,
                span: paragraph.span,
            }));
            let within = position > 0;
            if let Some(first) = seen
                .get(&number)
                .filter(|first| !within || last.is_none_or(|(before, _)| before != number) && first.file != paragraph.span.file)
            {
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateParagraph, paragraph.span, format!("paragraph `{number}` stands here a second time"))
                        .other(*first, "first here")
                        .hint("give each paragraph the number that is printed"),
                );
            } else if let Some((before, span)) = last.filter(|(before, _)| gaps == Gaps::None && !within && number != before + 1) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::ParagraphOrder,
                        paragraph.span,
                        format!("paragraph `{number}` follows paragraph `{before}` of the section before"),
                    )
                    .other(span, "the paragraph before it")
                    .hint(format!("the next paragraph must be `{}.`, as it is printed", before + 1)),
                );
                note_skipped(before, number, diagnostics);
            }
            seen.entry(number).or_insert(paragraph.span);
            last = Some((number, paragraph.span));
        }
    }
    skips
}

/// Reports languages that lack the section, or a paragraph of it; the numbers of the paragraphs that each lacks.
fn report_missing<'l>(
    sections: &[SectionDocument],
    stem: &SectionStem,
    languages: &'l [LanguageTag],
    unread: &[(SectionStem, LanguageTag)],
    diagnostics: &mut Diagnostics,
) -> Vec<(&'l LanguageTag, u32)> {
    let mut lacking = Vec::new();
    let Some(first) = sections.first() else { return lacking };
    for language in languages {
        let was_unread = unread.iter().any(|(unread_stem, unread_language)| unread_stem == stem && unread_language == language);
        let Some(own) = sections.iter().find(|section| section.language == *language) else {
            if !was_unread {
                let numbers = sections.iter().flat_map(|section| &section.paragraphs).filter_map(|paragraph| paragraph.number);
                lacking.extend(numbers.map(|number| (language, number)));
                diagnostics.push(
                    Diagnostic::new(
                        Code::MissingCounterpart,
                        first.front.title.span,
                        format!("section `{stem}` does not exist in `{language}`"),
                    )
                    .label(format!("it exists in `{}`", first.language))
                    .hint(format!("write `{stem}.{language}.md`, or leave `{language}` out of the report's languages")),
                );
            }
            continue;
        };
        for other in sections.iter().filter(|section| section.language != *language) {
            let numbers: BTreeSet<_> = own.paragraphs.iter().filter_map(|paragraph| paragraph.number).collect();
            let missing = other.paragraphs.iter().enumerate().filter(|(position, paragraph)| match paragraph.number {
                Some(number) => !numbers.contains(&number),
                None => *position >= own.paragraphs.len(),
            });
            for (position, paragraph) in missing {
                lacking.extend(paragraph.number.map(|number| (language, number)));
                let name = paragraph.number.map_or_else(|| format!("{stem}-{}", position + 1), |number| number.to_string());
                // The fault is shown where the paragraph should stand: behind the last one that precedes it.
                let before = own.paragraphs.iter().rfind(|own| own.number.zip(paragraph.number).is_none_or(|(own, number)| own < number));
                let span = before.map_or(own.front.section.span, |before| before.span);
                diagnostics.push(
                    Diagnostic::new(Code::MissingParagraph, span, format!("paragraph `{name}` is missing in `{language}`"))
                        .label("it should follow here")
                        .other(paragraph.span, format!("it stands here in `{}`", other.language))
                        .hint("write it, or remove its counterpart"),
                );
            }
        }
    }
    lacking
}

fn add_section(body: &mut Body, number: SectionNumber, stem: SectionStem, documents: Vec<SectionDocument>, diagnostics: &mut Diagnostics) {
    let section = body.sections.len();
    let Some(span) = documents.first().map(|document| document.front.section.span) else { return };
    let mut titles = BTreeMap::new();
    let mut paragraphs: BTreeMap<ParagraphId, BTreeMap<LanguageTag, Text>> = BTreeMap::new();
    let mut labels: Vec<FootnoteLabel> = Vec::new();
    for document in documents {
        let language = document.language;
        let file = Reads::of(body.files.len());
        body.files.push(document.digest);
        titles.insert(language.clone(), document.front.title.value);
        body.marks.push(FileMarks { stem: stem.clone(), waivers: document.front.waivers, to_review: document.front.to_review });
        let mut cited: Vec<FootnoteLabel> = Vec::new();
        for (position, paragraph) in document.paragraphs.into_iter().enumerate() {
            let id = match paragraph.number {
                Some(number) => ParagraphId::Numbered(number),
                None => ParagraphId::Unnumbered(stem.clone(), u32::try_from(position + 1).unwrap_or(u32::MAX)),
            };
            let text = Text::new((paragraph.whole, paragraph.span), (paragraph.source, paragraph.blocks), file);
            cited.extend(text.footnotes.iter().cloned());
            paragraphs.entry(id).or_default().entry(language.clone()).or_insert(text);
        }
        for footnote in document.footnotes {
            if !cited.contains(&footnote.label) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedFootnote,
                        footnote.span,
                        format!("no paragraph of this file refers to footnote `{}`", footnote.label),
                    )
                    .hint(format!("put its mark `[^{}]` where it belongs, or remove it", footnote.label)),
                );
            }
            let linked = body.footnotes.entry(footnote.label.clone()).or_insert_with(|| Footnote {
                label: footnote.label.clone(),
                section,
                paragraph: usize::MAX,
                texts: BTreeMap::new(),
            });
            match linked.texts.get(&language) {
                Some(first) => diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateFootnote,
                        footnote.span,
                        format!("footnote `{}` is defined a second time", footnote.label),
                    )
                    .other(first.span, "first here")
                    .hint("footnotes keep their printed numbers through the whole report"),
                ),
                None => {
                    let text = Text::new((footnote.span, footnote.span), (footnote.source, footnote.blocks), file);
                    linked.texts.insert(language.clone(), text);
                }
            }
            if !labels.contains(&footnote.label) {
                labels.push(footnote.label);
            }
        }
    }
    let first = body.paragraphs.len();
    for (id, texts) in paragraphs {
        let mut mentions = Mentions::default();
        let mut footnotes: Vec<FootnoteLabel> = Vec::new();
        for text in texts.values() {
            mentions.extend(&text.mentions);
            footnotes.extend(text.footnotes.iter().filter(|label| !footnotes.contains(label)).cloned().collect::<Vec<_>>());
        }
        body.paragraphs.push(Paragraph { id, section, texts, mentions, footnotes });
    }
    let paragraphs = (first..body.paragraphs.len()).collect();
    body.sections.push(Section { stem, number, span, titles, paragraphs, footnotes: labels });
}

/// Tells each footnote which paragraph cites it first, and gives that paragraph the footnote's mentions.
fn place_footnotes(body: &mut Body) {
    for (index, paragraph) in body.paragraphs.iter_mut().enumerate() {
        for label in paragraph.footnotes.clone() {
            if let Some(footnote) = body.footnotes.get_mut(&label) {
                footnote.paragraph = footnote.paragraph.min(index);
                footnote.texts.values().for_each(|text| paragraph.mentions.extend(&text.mentions));
            }
        }
    }
    // An unused footnote was reported; it belongs to no paragraph and is not shown.
    body.footnotes.retain(|_, footnote| footnote.paragraph != usize::MAX);
}
