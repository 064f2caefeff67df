//! The facts of a report: where each stands, and whether what it names exists.

use super::paragraph::{Footnote, Paragraph, ParagraphId};
use super::registry::{Registries, check_id, known};
use super::report::Report;
use super::text::{require, require_optional};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::parse::facts::{ActionRecord, Anchor, FigureRecord, MeasureRecord, NoteRecord, RecommendationRecord, StatementRecord, Unit};
use crate::parse::id::{FootnoteLabel, MeasureId};
use crate::parse::localized::key;
use std::collections::BTreeMap;

/// A fact's place in the report's text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchored {
    /// The paragraph, as an index into the report's; for a footnote, the one that cites it first.
    pub paragraph: usize,
    /// The footnote, if the fact stands in one.
    pub footnote: Option<FootnoteLabel>,
}

/// A record with its id and its place.
#[derive(Debug)]
pub struct Linked<I, T> {
    /// The id.
    pub id: I,
    /// Where the id is written.
    pub span: Span,
    /// The place in the text.
    pub anchor: Anchored,
    /// The record.
    pub record: T,
}

/// A record that says where it stands.
pub(super) trait HasAnchor {
    /// What the record says.
    fn anchor(&self) -> &Spanned<Anchor>;
}

macro_rules! anchored {
    ($($record:ty),+) => { $(impl HasAnchor for $record { fn anchor(&self) -> &Spanned<Anchor> { &self.paragraph } })+ };
}

anchored!(MeasureRecord, StatementRecord, ActionRecord, FigureRecord, RecommendationRecord, NoteRecord);

/// Puts a record's own anchor beside it.
pub(super) fn with_anchor<I, T: HasAnchor>((id, record): (Spanned<I>, T)) -> (Spanned<I>, T, Spanned<Anchor>) {
    let anchor = record.anchor().clone();
    (id, record, anchor)
}

/// Places the records and sorts them by place, records of one place in the order of their file.
///
/// A record whose place does not exist was reported and is left out; that is noted for `code`, the one of references to it.
pub(super) fn sorted<I: std::fmt::Display, T>(
    records: impl Iterator<Item = (Spanned<I>, T, Spanned<Anchor>)>,
    code: Option<Code>,
    place: impl Fn(&Spanned<Anchor>, &mut Diagnostics) -> Option<Anchored>,
    diagnostics: &mut Diagnostics,
) -> Vec<Linked<I, T>> {
    let mut linked: Vec<Linked<I, T>> = records
        .filter_map(|(id, record, anchor)| {
            check_id(&id, diagnostics);
            let anchor = place(&anchor, diagnostics);
            if let (None, Some(code)) = (&anchor, code) {
                diagnostics.note_unread_record(code, &id.to_string());
            }
            Some(Linked { anchor: anchor?, id: id.value, span: id.span, record })
        })
        .collect();
    linked.sort_by(|a, b| a.anchor.cmp(&b.anchor));
    linked
}

/// Looks up a fact's place.
pub(super) fn place(
    anchor: &Spanned<Anchor>,
    paragraphs: &[Paragraph],
    footnotes: &BTreeMap<FootnoteLabel, Footnote>,
    diagnostics: &mut Diagnostics,
) -> Option<Anchored> {
    match &anchor.value {
        Anchor::Paragraph(number) => {
            let found = paragraphs.iter().position(|paragraph| paragraph.id == ParagraphId::Numbered(*number));
            if found.is_none() && !diagnostics.follows(Code::UnknownParagraph, &number.to_string()) {
                let own = there_are(paragraphs.iter().filter_map(|paragraph| paragraph.id.number()));
                diagnostics.push(
                    Diagnostic::new(Code::UnknownParagraph, anchor.span, format!("the report has no paragraph `{number}`"))
                        .hint(format!("name the paragraph in which this stands; {own}")),
                );
            }
            found.map(|paragraph| Anchored { paragraph, footnote: None })
        }
        Anchor::Footnote(label) => {
            let found = footnotes.get(label);
            if found.is_none() && !diagnostics.follows(Code::UnknownFootnote, label.as_str()) {
                let own = there_are(footnotes.keys().filter_map(|label| label.as_str().parse().ok()));
                diagnostics.push(
                    Diagnostic::new(Code::UnknownFootnote, anchor.span, format!("the report has no footnote `{label}`"))
                        .hint(format!("name the footnote in which this stands; {own}")),
                );
            }
            found.map(|footnote| Anchored { paragraph: footnote.paragraph, footnote: Some(label.clone()) })
        }
    }
}

/// Says which numbers can be named.
fn there_are(numbers: impl Iterator<Item = u32>) -> String {
    let (first, last) = numbers.fold((u32::MAX, 0), |(first, last), number| (first.min(number), last.max(number)));
    match last {
        0 => "there is none".to_owned(),
        _ if first == last => format!("there is only {first}"),
        _ => format!("they run from {first} to {last}"),
    }
}

/// Checks what all facts of a report name.
pub(super) fn check(report: &Report, registries: &Registries, diagnostics: &mut Diagnostics) {
    let names = Names {
        registries,
        measures: report.measures.iter().map(|measure| (measure.id.clone(), ())).collect(),
        figures: report.figures.iter().map(|figure| (figure.id.clone(), ())).collect(),
    };
    let languages = &report.languages;
    for Linked { id, span, record: measure, .. } in &report.measures {
        names.themes([&measure.theme].into_iter().chain(&measure.also_themes), diagnostics);
        names.states(&measure.states, diagnostics);
        measure.instruments.iter().for_each(|id| known(id, &registries.instruments, Code::UnknownInstrument, "instrument", diagnostics));
        measure.figures.iter().for_each(|id| known(id, &names.figures, Code::UnknownFigure, "figure", diagnostics));
        names.partners(&measure.partners, diagnostics);
        measure.relation.iter().for_each(|relation| names.measure(&relation.to, diagnostics));
        require(&measure.label, languages, "label", diagnostics);
        require_optional(measure.qualifier.as_ref(), languages, "qualifier", diagnostics);
        if measure.states.is_empty() && !diagnostics.follows(Code::InvalidValue, &key(*span)) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, *span, format!("measure `{id}` names no State"))
                    .hint("name the States that reported it, or record a statement instead"),
            );
        }
        if let Some(reply) = report.reply(id.as_str()) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, *span, format!("a list of replies has the id `{id}` too"))
                    .other(reply.span, "the list of replies")
                    .hint("give one of them another id"),
            );
        }
    }
    for Linked { record: statement, .. } in &report.statements {
        names.themes([&statement.theme], diagnostics);
        statement.among.iter().for_each(|measure| names.measure(measure, diagnostics));
        require(&statement.label, languages, "label", diagnostics);
    }
    for Linked { record: action, .. } in &report.actions {
        names.themes([&action.theme], diagnostics);
        for actor in &action.actors {
            known(&actor.entity, &registries.entities, Code::UnknownEntity, "entity", diagnostics);
            names.states(&actor.places, diagnostics);
            require_optional(actor.place_text.as_ref(), languages, "place_text", diagnostics);
        }
        names.partners(&action.partners, diagnostics);
        action.instruments.iter().for_each(|id| known(id, &registries.instruments, Code::UnknownInstrument, "instrument", diagnostics));
        action.figures.iter().for_each(|id| known(id, &names.figures, Code::UnknownFigure, "figure", diagnostics));
        action.documents.iter().for_each(|id| known(id, &registries.documents, Code::UnknownDocument, "document", diagnostics));
        require(&action.label, languages, "label", diagnostics);
    }
    for Linked { id, span, record: figure, .. } in &report.figures {
        names.figure(figure, diagnostics);
        require(&figure.label, languages, "label", diagnostics);
        require_optional(figure.period.as_ref(), languages, "period", diagnostics);
        if let Unit::Text(unit) = &figure.unit {
            require(unit, languages, "unit", diagnostics);
        }
        let has_number = figure.value.is_some() != (figure.min.is_some() || figure.max.is_some());
        if !has_number && !diagnostics.follows(Code::InvalidValue, &key(*span)) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, *span, format!("figure `{id}` needs either a `value`, or a `min` and a `max`"))
                    .hint("give the number as it is printed"),
            );
        }
    }
    for Linked { record: recommendation, .. } in &report.recommendations {
        names.themes(&recommendation.themes, diagnostics);
        recommendation.answered_by.iter().for_each(|measure| names.measure(measure, diagnostics));
        require(&recommendation.label, languages, "label", diagnostics);
    }
    for Linked { record: note, .. } in &report.notes {
        names.states(&note.states, diagnostics);
        note.entities.iter().for_each(|id| known(id, &registries.entities, Code::UnknownEntity, "entity", diagnostics));
        note.measures.iter().for_each(|measure| names.measure(measure, diagnostics));
        require(&note.text, languages, "text", diagnostics);
    }
    for Linked { record: reply, .. } in &report.replies {
        names.states(&reply.states, diagnostics);
        reply.entities.iter().for_each(|id| known(id, &registries.entities, Code::UnknownEntity, "entity", diagnostics));
        reply.request.iter().for_each(|id| known(id, &registries.documents, Code::UnknownDocument, "document", diagnostics));
        reply.date.iter().for_each(|date| check_date(date, diagnostics));
        require(&reply.label, languages, "label", diagnostics);
    }
}

/// What facts may name.
struct Names<'a> {
    registries: &'a Registries,
    measures: BTreeMap<MeasureId, ()>,
    figures: BTreeMap<crate::parse::id::FigureId, ()>,
}

impl Names<'_> {
    fn themes<'t>(&self, themes: impl IntoIterator<Item = &'t Spanned<crate::parse::id::ThemeId>>, diagnostics: &mut Diagnostics) {
        themes.into_iter().for_each(|theme| known(theme, &self.registries.themes, Code::UnknownTheme, "theme", diagnostics));
    }

    fn states(&self, states: &[Spanned<crate::parse::id::StateCode>], diagnostics: &mut Diagnostics) {
        for (position, state) in states.iter().enumerate() {
            known(state, &self.registries.states, Code::UnknownState, "State", diagnostics);
            if let Some(first) = states[..position].iter().find(|first| first.value == state.value) {
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateId, state.span, format!("the State `{}` is named twice", state.value))
                        .other(first.span, "first here")
                        .hint("name it once"),
                );
            }
        }
    }

    fn measure(&self, measure: &Spanned<MeasureId>, diagnostics: &mut Diagnostics) {
        known(measure, &self.measures, Code::UnknownMeasure, "measure", diagnostics);
    }

    /// A partner is a State by its code, or an entity by its id.
    fn partners(&self, partners: &[Spanned<String>], diagnostics: &mut Diagnostics) {
        let Registries { states, entities, .. } = self.registries;
        for partner in partners.iter().filter(|partner| !states.contains_key(partner.as_str()) && !entities.contains_key(partner.as_str()))
        {
            if [Code::UnknownState, Code::UnknownEntity].iter().any(|&code| diagnostics.follows(code, partner)) {
                continue;
            }
            let candidates =
                states.keys().map(crate::parse::id::StateCode::as_str).chain(entities.keys().map(crate::parse::id::EntityId::as_str));
            diagnostics.push(
                Diagnostic::new(Code::UnknownEntity, partner.span, format!("there is no State or entity `{}`", partner.value)).nearest(
                    partner,
                    candidates,
                    "add it to `seeds/entities.yaml`",
                ),
            );
        }
    }

    fn figure(&self, figure: &FigureRecord, diagnostics: &mut Diagnostics) {
        self.states(&figure.states, diagnostics);
        figure.share_of.iter().for_each(|id| known(id, &self.figures, Code::UnknownFigure, "figure", diagnostics));
        let Registries { entities, documents, .. } = self.registries;
        for source in
            figure.source.iter().filter(|source| !entities.contains_key(source.as_str()) && !documents.contains_key(source.as_str()))
        {
            if [Code::UnknownEntity, Code::UnknownDocument].iter().any(|&code| diagnostics.follows(code, source)) {
                continue;
            }
            let candidates =
                entities.keys().map(crate::parse::id::EntityId::as_str).chain(documents.keys().map(crate::parse::id::DocumentId::as_str));
            diagnostics.push(
                Diagnostic::new(Code::UnknownEntity, source.span, format!("there is no entity or document `{}`", source.value)).nearest(
                    source,
                    candidates,
                    "add it to `seeds/entities.yaml` or `seeds/documents.yaml`",
                ),
            );
        }
    }
}

/// Reports a date that is not written `YYYY-MM-DD`.
pub(super) fn check_date(date: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if parse_date(date).is_none() {
        let (message, hint) = match parts_of_date(date) {
            Some(_) => ("a day that the calendar does not have", "look at the month and the day"),
            None => ("no date", "write `YYYY-MM-DD`, such as `2012-07-23`"),
        };
        diagnostics.push(Diagnostic::new(Code::InvalidValue, date.span, format!("`{}` is {message}", date.value)).hint(hint));
    }
}

/// A date written `YYYY-MM-DD`, as year, month and day.
#[must_use]
pub fn parse_date(text: &str) -> Option<(u32, u32, u32)> {
    let (year, month, day) = parts_of_date(text)?;
    let last = match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    ((1..=12).contains(&month) && (1..=last).contains(&day)).then_some((year, month, day))
}

/// The three numbers of what is written as a date.
fn parts_of_date(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.splitn(3, '-');
    let mut part = |length: usize| parts.next().filter(|part| part.len() == length).and_then(|part| part.parse::<u32>().ok());
    Some((part(4)?, part(2)?, part(2)?))
}
