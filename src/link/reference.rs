//! The references of a text: what they refer to, and whether it exists.

use super::registry::Registries;
use super::spelling;
use super::{Mentions, Report};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::id::{DocumentId, EntityId, FigureId, FootnoteLabel, InstrumentId, LanguageTag, MeasureId, NoteId, ReplyId, StateCode};
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::{Block, Inline, Reference, Scheme};

/// Calls `visit` for every piece of running text in `blocks`, outer before inner.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Prose(content) => walk_inlines(content, visit),
            Block::Lettered(items) | Block::Bulleted(items) => items.iter().for_each(|item| walk(item, visit)),
            Block::Quotation(blocks) => walk(blocks, visit),
        }
    }
}

fn walk_inlines<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::External { content, .. } => walk_inlines(content, visit),
            Inline::Reference(reference) => walk_inlines(&reference.text, visit),
            Inline::Text { .. } | Inline::Break | Inline::Footnote { .. } => {}
        }
    }
}

/// Gathers what a text refers to; the States of lists are added when the facts are known.
pub(super) fn collect(blocks: &[Block], mentions: &mut Mentions, footnotes: &mut Vec<FootnoteLabel>) {
    walk(blocks, &mut |inline| match inline {
        Inline::Footnote { label, .. } if !footnotes.contains(label) => footnotes.push(label.clone()),
        Inline::Reference(Reference { scheme, target, .. }) => {
            let target = target.as_str();
            match scheme {
                // A list may be a measure's or a reply's: which one is settled when both are known.
                Scheme::Measure | Scheme::States => drop(mentions.measures.insert(MeasureId::new(target))),
                Scheme::Entities => drop(mentions.replies.insert(ReplyId::new(target))),
                Scheme::State => drop(mentions.states.insert(StateCode::new(target))),
                Scheme::Entity => drop(mentions.entities.insert(EntityId::new(target))),
                Scheme::Instrument => drop(mentions.instruments.insert(InstrumentId::new(target))),
                Scheme::Symbol => drop(mentions.documents.insert(DocumentId::new(target))),
                Scheme::Figure => drop(mentions.figures.insert(FigureId::new(target))),
                Scheme::Note => drop(mentions.notes.insert(NoteId::new(target))),
                Scheme::Paragraph => mentions.paragraphs.extend(target.parse::<u32>()),
                Scheme::Section => {}
            }
        }
        _ => {}
    });
}

/// Whether what a reference names exists.
pub(super) fn exists(scheme: Scheme, target: &str, report: &Report, registries: &Registries) -> bool {
    match scheme {
        Scheme::Measure => report.measure(target).is_some(),
        Scheme::States => report.measure(target).is_some() || report.reply(target).is_some(),
        Scheme::Entities => report.reply(target).is_some(),
        Scheme::State => registries.states.contains_key(target),
        Scheme::Entity => registries.entities.contains_key(target),
        Scheme::Instrument => registries.instruments.contains_key(target),
        Scheme::Symbol => registries.documents.contains_key(target),
        Scheme::Figure => report.figure(target).is_some(),
        Scheme::Note => report.note(target).is_some(),
        Scheme::Paragraph => target.parse().ok().and_then(|number| report.numbered(number)).is_some(),
        Scheme::Section => report.sections.iter().any(|section| section.stem.as_str() == target),
    }
}

/// What the check of one text may look into.
pub(super) struct Lookup<'a> {
    pub(super) report: &'a Report,
    pub(super) registries: &'a Registries,
    pub(super) language: &'a LanguageTag,
    pub(super) language_record: Option<&'a LanguageRecord>,
}

impl Lookup<'_> {
    /// Reports every reference of a text that leads nowhere or shows a wrong name.
    pub(super) fn check(&self, blocks: &[Block], diagnostics: &mut Diagnostics) {
        walk(blocks, &mut |inline| {
            if let Inline::Reference(reference) = inline {
                self.check_reference(reference, diagnostics);
            }
        });
    }

    fn check_reference(&self, reference: &Reference, diagnostics: &mut Diagnostics) {
        let (report, registries, target, span) = (self.report, self.registries, reference.target.as_str(), reference.span);
        if exists(reference.scheme, target, report, registries) {
            return self.check_name(reference, diagnostics);
        }
        let mut missing = |code, what: &str, candidates: Vec<&str>, otherwise: &str| {
            if diagnostics.follows(code, target) {
                return;
            }
            diagnostics.push(Diagnostic::new(code, span, format!("there is no {what} `{target}`")).nearest(target, candidates, otherwise));
        };
        let measures = || report.measures.iter().map(|measure| measure.id.as_str()).collect::<Vec<_>>();
        let replies = || report.replies.iter().map(|reply| reply.id.as_str()).collect::<Vec<_>>();
        match reference.scheme {
            Scheme::Measure => missing(Code::UnknownMeasure, "measure", measures(), "record it in the report's `measures.yaml`"),
            Scheme::States => {
                let candidates = measures().into_iter().chain(replies()).collect();
                missing(Code::UnknownMeasure, "measure or list of replies", candidates, "record it in the report's `measures.yaml`");
            }
            Scheme::Entities => missing(Code::UnknownMeasure, "list of replies", replies(), "record it in the report's `replies.yaml`"),
            Scheme::State => missing(
                Code::UnknownState,
                "State",
                registries.states.keys().map(StateCode::as_str).collect(),
                "add it to `seeds/states.yaml`, under its ISO 3166-1 alpha-3 code",
            ),
            Scheme::Entity => missing(
                Code::UnknownEntity,
                "entity",
                registries.entities.keys().map(EntityId::as_str).collect(),
                "add it to `seeds/entities.yaml`",
            ),
            Scheme::Instrument => missing(
                Code::UnknownInstrument,
                "instrument",
                registries.instruments.keys().map(InstrumentId::as_str).collect(),
                "add it to `seeds/instruments.yaml`",
            ),
            Scheme::Symbol => missing(
                Code::UnknownDocument,
                "document",
                registries.documents.keys().map(DocumentId::as_str).collect(),
                "add it to `seeds/documents.yaml`",
            ),
            Scheme::Figure => {
                let candidates = report.figures.iter().map(|figure| figure.id.as_str()).collect();
                missing(Code::UnknownFigure, "figure", candidates, "record it in the report's `figures.yaml`");
            }
            Scheme::Note => {
                let candidates = report.notes.iter().map(|note| note.id.as_str()).collect();
                missing(Code::UnknownNote, "note", candidates, "write it in the report's `notes.yaml`");
            }
            Scheme::Paragraph => {
                missing(Code::UnknownParagraph, "paragraph", Vec::new(), "name a paragraph of this report by its number");
            }
            Scheme::Section => {
                let candidates = report.sections.iter().map(|section| section.stem.as_str()).collect();
                missing(Code::UnknownSection, "section", candidates, "name a section by its file's stem");
            }
        }
    }

    /// Reports a name that is not the one of what it refers to.
    fn check_name(&self, reference: &Reference, diagnostics: &mut Diagnostics) {
        let (registries, target) = (self.registries, reference.target.as_str());
        match reference.scheme {
            Scheme::State => {
                let spellings = registries.states.get(target).map(|state| spelling::of_state(state, self.language)).unwrap_or_default();
                self.check_spelling(reference, &spellings, Code::StateSpelling, "State", "seeds/states.yaml", diagnostics);
            }
            Scheme::Entity => {
                let spellings =
                    registries.entities.get(target).map(|entity| spelling::of_entity(entity, self.language)).unwrap_or_default();
                self.check_spelling(reference, &spellings, Code::EntitySpelling, "entity", "seeds/entities.yaml", diagnostics);
            }
            _ => {}
        }
    }

    fn check_spelling(&self, reference: &Reference, spellings: &[&str], code: Code, what: &str, file: &str, diagnostics: &mut Diagnostics) {
        if reference.text.is_empty() {
            return;
        }
        let text = plain(&reference.text);
        let Some(language) = self.language_record else { return };
        if !spelling::matches(&text, spellings, language) {
            let name = spellings.first().copied().unwrap_or_default();
            let meant = self.named(&text, code);
            let hint = meant.map_or_else(
                || format!("write `{name}`, leave the text empty, or add the spelling to `{file}`"),
                |meant| format!("`{text}` is `{meant}`: write that code, or leave the text empty"),
            );
            diagnostics.push(
                Diagnostic::new(code, reference.span, format!("`{text}` is no spelling of the {what} `{}`, `{name}`", reference.target))
                    .hint(hint),
            );
        }
    }

    /// The id of the other State or entity that `text` does name.
    fn named(&self, text: &str, code: Code) -> Option<&str> {
        let language = self.language_record?;
        let is = |spellings: Vec<&str>| spelling::matches(text, &spellings, language);
        match code {
            Code::StateSpelling => {
                let mut states = self.registries.states.iter();
                states.find(|(_, state)| is(spelling::of_state(state, self.language))).map(|(code, _)| code.as_str())
            }
            _ => {
                let mut entities = self.registries.entities.iter();
                entities.find(|(_, entity)| is(spelling::of_entity(entity, self.language))).map(|(id, _)| id.as_str())
            }
        }
    }
}

/// The text of a link without its markup.
#[must_use]
pub fn plain(content: &[Inline]) -> String {
    let mut out = String::new();
    walk_inlines(content, &mut |inline| {
        if let Inline::Text { text, .. } = inline {
            out.push_str(text);
        }
    });
    out
}

/// Where the first reference of this scheme and target stands in a text.
#[must_use]
pub fn find(blocks: &[Block], wanted: &[Scheme], target: &str) -> Option<Span> {
    let mut found = None;
    walk(blocks, &mut |inline| {
        if let Inline::Reference(reference) = inline
            && wanted.contains(&reference.scheme)
            && reference.target == target
        {
            found.get_or_insert(reference.span);
        }
    });
    found
}

/// Every reference of this scheme and target in a text.
#[must_use]
pub fn phrases<'a>(blocks: &'a [Block], scheme: Scheme, target: &str) -> Vec<&'a Reference> {
    let mut found = Vec::new();
    walk(blocks, &mut |inline| {
        if let Inline::Reference(reference) = inline
            && reference.scheme == scheme
            && reference.target == target
        {
            found.push(reference);
        }
    });
    found
}
