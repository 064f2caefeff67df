//! One report: its text and its facts, linked both ways.

use super::Site;
use super::address;
use super::amendment::{self, Amendment};
use super::fact::{self, Anchored, Linked};
use super::fingerprint::Fingerprint;
use super::index::{self, Indexes};
use super::outline::Outline;
use super::paragraph::{self, Footnote, Paragraph, ParagraphId, Section};
use super::parity::FileMarks;
use super::reference::{self, Lookup};
use super::registry::{Registries, known};
use super::route;
use super::text::{require, require_optional};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Spanned};
use crate::parse::ReportDocument;
use crate::parse::facts::{
    ActionRecord, AgreedRecord, FigureRecord, MeasureRecord, NoteRecord, RecommendationRecord, Record, ReplyRecord, StatementRecord,
};
use crate::parse::id::{
    ActionId, FigureId, FootnoteLabel, LanguageTag, MeasureId, NoteId, RecommendationId, ReplyId, ReportId, StatementId,
};
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::Scheme;
use crate::parse::site::{Outputs, ReportRecord};
use crate::parse::theme::Theme;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A report, linked.
#[derive(Debug)]
pub struct Report {
    /// The report's id.
    pub id: ReportId,
    /// What `report.yaml` says.
    pub record: ReportRecord,
    /// The languages that it is published in, in the site's order.
    pub languages: Vec<LanguageTag>,
    /// The report before it in its series, as an index into the site's, where the site has it in every language of this one.
    pub previous: Option<usize>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Paragraph>,
    /// The footnotes, by number as text.
    pub footnotes: BTreeMap<FootnoteLabel, Footnote>,
    /// The measures, by place.
    pub measures: Vec<Linked<MeasureId, MeasureRecord>>,
    /// Where among them each stands.
    measure_indices: BTreeMap<MeasureId, usize>,
    /// The statements, by place.
    pub statements: Vec<Linked<StatementId, StatementRecord>>,
    /// The actions, by place.
    pub actions: Vec<Linked<ActionId, ActionRecord>>,
    /// The figures, by place.
    pub figures: Vec<Linked<FigureId, FigureRecord>>,
    /// The recommendations, by place.
    pub recommendations: Vec<Linked<RecommendationId, RecommendationRecord>>,
    /// The notes, by place.
    pub notes: Vec<Linked<NoteId, NoteRecord>>,
    /// The lists of replies, by place.
    pub replies: Vec<Linked<ReplyId, ReplyRecord>>,
    /// The corrigenda and addenda, by date.
    pub amendments: Vec<Amendment>,
    /// The waivers and review marks of the section files.
    pub(super) marks: Vec<FileMarks>,
    /// The hashes of the paragraphs when their languages last agreed.
    pub agreed: Vec<Record<String, AgreedRecord>>,
    /// The official text in each language in which the publisher holds it, as it is in the file.
    pub official: BTreeMap<LanguageTag, String>,
    /// What is known of each State, entity and so on in this report.
    pub indexes: Indexes,
    /// What the site tells of it without opening it.
    pub outline: Arc<Outline>,
    /// What tells its section files from those of another build.
    pub fingerprint: Arc<Fingerprint>,
}

impl Report {
    /// A report that is not opened: its masthead, and what is told of it.
    pub(super) fn closed(
        id: ReportId,
        record: ReportRecord,
        languages: Vec<LanguageTag>,
        previous: Option<usize>,
        (outline, fingerprint): (Arc<Outline>, Arc<Fingerprint>),
    ) -> Self {
        Self {
            id,
            record,
            languages,
            previous,
            outline,
            fingerprint,
            sections: Vec::new(),
            paragraphs: Vec::new(),
            footnotes: BTreeMap::new(),
            measures: Vec::new(),
            measure_indices: BTreeMap::new(),
            statements: Vec::new(),
            actions: Vec::new(),
            figures: Vec::new(),
            recommendations: Vec::new(),
            notes: Vec::new(),
            replies: Vec::new(),
            amendments: Vec::new(),
            marks: Vec::new(),
            agreed: Vec::new(),
            official: BTreeMap::new(),
            indexes: Indexes::default(),
        }
    }

    /// The report, closed, of which this is told.
    #[must_use]
    pub fn closed_as(&self, told: (Arc<Outline>, Arc<Fingerprint>)) -> Self {
        Self::closed(self.id.clone(), self.record.clone(), self.languages.clone(), self.previous, told)
    }

    /// The report, closed, unless something of it is told beside it; and what is left of it.
    #[must_use]
    pub fn close(self) -> (Self, Option<Self>) {
        if self.outline.stays_open {
            return (self, None);
        }
        let told = (Arc::clone(&self.outline), Arc::clone(&self.fingerprint));
        (self.closed_as(told), Some(self))
    }

    /// The paragraph with this number, as an index.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<usize> {
        self.paragraphs.iter().position(|paragraph| paragraph.id == ParagraphId::Numbered(number))
    }

    /// The measure of this id.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Linked<MeasureId, MeasureRecord>> {
        self.measure_indices.get(id).map(|&index| &self.measures[index])
    }

    /// The list of replies of this id.
    #[must_use]
    pub fn reply(&self, id: &str) -> Option<&Linked<ReplyId, ReplyRecord>> {
        self.replies.iter().find(|reply| reply.id.as_str() == id)
    }

    /// The figure of this id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Linked<FigureId, FigureRecord>> {
        self.figures.iter().find(|figure| figure.id.as_str() == id)
    }

    /// The note of this id.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&Linked<NoteId, NoteRecord>> {
        self.notes.iter().find(|note| note.id.as_str() == id)
    }

    /// The first and last numbered paragraph of a section, its sub-sections included.
    #[must_use]
    pub fn range(&self, section: usize) -> Option<(u32, u32)> {
        let own = &self.sections[section].number;
        let numbers =
            |section: &Section| section.paragraphs.iter().filter_map(|&index| self.paragraphs[index].id.number()).collect::<Vec<_>>();
        let within = self.sections.iter().filter(|other| is_within(&other.number, own)).flat_map(numbers);
        let (mut first, mut last) = (u32::MAX, 0);
        for number in within {
            (first, last) = (first.min(number), last.max(number));
        }
        (last > 0).then_some((first, last))
    }
}

/// Whether a section stands within another, or is the same one.
#[must_use]
pub fn is_within(inner: &crate::parse::section::SectionNumber, outer: &crate::parse::section::SectionNumber) -> bool {
    use crate::parse::section::SectionNumber::{Numbered, Unnumbered};
    match (inner, outer) {
        (Numbered(inner), Numbered(outer)) => inner.starts_with(outer),
        (Unnumbered, Unnumbered) => true,
        _ => false,
    }
}

/// What a report is linked with.
pub(super) struct Context<'a> {
    pub(super) languages: &'a [LanguageTag],
    pub(super) registries: &'a Registries,
    pub(super) theme: &'a Theme,
    pub(super) outputs: Outputs,
}

impl<'a> Context<'a> {
    /// Gathers what all reports of a site are linked with.
    pub(super) fn new(site: &'a Site) -> Self {
        let Site { languages, registries, theme, outputs, .. } = site;
        Self { languages, registries, theme, outputs: *outputs }
    }

    /// What the theme knows of a language.
    pub(super) fn language(&self, tag: &LanguageTag) -> Option<&'a LanguageRecord> {
        self.theme.languages.get(tag).map(|(_, record)| record)
    }
}

/// Links one report; `previous` is the index of the report before it in its series.
pub(super) fn link(
    id: ReportId,
    mut document: ReportDocument,
    previous: Option<usize>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Report {
    check_languages(&document.record, context.languages, diagnostics);
    let languages = languages(&document.record, context.languages);
    check_masthead(&document.record, &languages, context.registries, diagnostics);
    let body = paragraph::link(&mut document, &languages, diagnostics);
    let place = |anchor: &Spanned<_>, diagnostics: &mut Diagnostics| fact::place(anchor, &body.paragraphs, &body.footnotes, diagnostics);
    let facts = document.facts;
    let replies = {
        let anchored = facts.replies.into_iter().map(|(id, record)| {
            let footnote = Spanned { value: crate::parse::facts::Anchor::Footnote(record.footnote.0.clone()), span: record.footnote.span };
            (id, record, footnote)
        });
        fact::sorted(anchored, Some(Code::UnknownMeasure), place, diagnostics)
    };
    let amendments = amendment::link(facts.amendments, &document.record, &languages, place, diagnostics);
    let measures = fact::sorted(facts.measures.into_iter().map(fact::with_anchor), Some(Code::UnknownMeasure), place, diagnostics);
    let mut report = Report {
        amendments,
        previous,
        measure_indices: measures.iter().enumerate().map(|(index, measure)| (measure.id.clone(), index)).collect(),
        measures,
        statements: fact::sorted(facts.statements.into_iter().map(fact::with_anchor), None, place, diagnostics),
        actions: fact::sorted(facts.actions.into_iter().map(fact::with_anchor), None, place, diagnostics),
        figures: fact::sorted(facts.figures.into_iter().map(fact::with_anchor), Some(Code::UnknownFigure), place, diagnostics),
        recommendations: fact::sorted(facts.recommendations.into_iter().map(fact::with_anchor), None, place, diagnostics),
        notes: fact::sorted(facts.notes.into_iter().map(fact::with_anchor), Some(Code::UnknownNote), place, diagnostics),
        replies,
        marks: body.marks,
        agreed: facts.agreed,
        official: document.official,
        sections: body.sections,
        paragraphs: body.paragraphs,
        footnotes: body.footnotes,
        indexes: Indexes::default(),
        outline: Arc::default(),
        fingerprint: Arc::default(),
        record: document.record,
        languages,
        id,
    };
    fact::check(&report, context.registries, diagnostics);
    check_references(&report, context, diagnostics);
    report_unmentioned(&report, diagnostics);
    index::settle_mentions(&mut report);
    report.indexes = index::link(&report, context.registries);
    let moved = address::retired_measures(&report, diagnostics);
    report.outline = Arc::new(Outline::of(&report, context.outputs, moved));
    report.fingerprint = Arc::new(Fingerprint::of(&report, &body.files));
    route::report_collisions(&report, context.outputs, diagnostics);
    report
}

/// The languages that a report is published in, in the site's order.
pub(super) fn languages(record: &ReportRecord, site: &[LanguageTag]) -> Vec<LanguageTag> {
    let is_own = |language: &&LanguageTag| record.languages.as_ref().is_none_or(|own| own.iter().any(|own| own.value == **language));
    site.iter().filter(is_own).cloned().collect()
}

fn check_languages(record: &ReportRecord, site: &[LanguageTag], diagnostics: &mut Diagnostics) {
    for language in record.languages.iter().flatten().filter(|language| !site.contains(&language.value)) {
        if diagnostics.follows(Code::UnknownLanguage, language.as_str()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(Code::UnknownLanguage, language.span, format!("the site has no language `{}`", language.value)).nearest(
                language.as_str(),
                site.iter().map(LanguageTag::as_str),
                "add it to the languages of `content/site.yaml`",
            ),
        );
    }
}

fn check_masthead(record: &ReportRecord, languages: &[LanguageTag], registries: &Registries, diagnostics: &mut Diagnostics) {
    require(&record.title, languages, "title", diagnostics);
    for (text, field) in [
        (&record.organ, "organ"),
        (&record.kind, "kind"),
        (&record.period, "period"),
        (&record.provenance, "provenance"),
        (&record.about, "about"),
    ] {
        require_optional(text.as_ref(), languages, field, diagnostics);
    }
    require_optional(record.session.as_ref().map(|session| &session.name), languages, "name", diagnostics);
    require_optional(record.agenda.as_ref().map(|agenda| &agenda.title), languages, "title", diagnostics);
    let note = record.agenda.as_ref().and_then(|agenda| agenda.note.as_ref());
    for document in [Some(&record.symbol), record.mandate.as_ref(), record.previous.as_ref(), note].into_iter().flatten() {
        known(document, &registries.documents, Code::UnknownDocument, "document", diagnostics);
    }
    super::check_official(&record.official, diagnostics);
    let edition = record.edition.as_ref().and_then(|edition| edition.date.as_ref());
    for date in [record.date.as_ref(), record.cut_off.as_ref(), edition].into_iter().flatten() {
        fact::check_date(date, diagnostics);
    }
}

fn check_references(report: &Report, context: &Context<'_>, diagnostics: &mut Diagnostics) {
    for language in &report.languages {
        let language_record = context.theme.languages.get(language).map(|(_, record)| record);
        let lookup = Lookup { report, registries: context.registries, language, language_record };
        let paragraphs = report.paragraphs.iter().filter_map(|paragraph| paragraph.texts.get(language));
        let footnotes = report.footnotes.values().filter_map(|footnote| footnote.texts.get(language));
        paragraphs.chain(footnotes).for_each(|text| lookup.check(text.blocks(), diagnostics));
    }
}

/// Reports measures that their own paragraph or footnote does not mention, in each language.
fn report_unmentioned(report: &Report, diagnostics: &mut Diagnostics) {
    for measure in &report.measures {
        let Anchored { paragraph, footnote } = &measure.anchor;
        for language in &report.languages {
            let text = match footnote {
                Some(label) => report.footnotes.get(label).and_then(|footnote| footnote.texts.get(language)),
                None => report.paragraphs[*paragraph].texts.get(language),
            };
            let Some(text) = text else { continue };
            if reference::find(text.blocks(), &[Scheme::Measure, Scheme::States], measure.id.as_str()).is_none() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnmentionedMeasure,
                        measure.span,
                        format!("its paragraph does not mention measure `{}` in `{language}`", measure.id),
                    )
                    .other(text.span, "the paragraph")
                    .hint(format!("write `[phrase](measure:{id})` or `[](states:{id})` there", id = measure.id)),
                );
            }
        }
    }
}
