//! A measure's page, the list of measures, and the matrix.

use super::item::{FigureItem, MeasureItem, NoteItem, RecommendationItem, StatementItem};
use super::section::ParagraphView;
use super::{Builder, Link};
use crate::link::{Linked, Role, reference};
use crate::parse::facts::{MeasureRecord, RelationKind};
use crate::parse::id::{MeasureId, ThemeId};
use crate::parse::markdown::Scheme;
use serde::Serialize;

/// A measure.
#[derive(Debug, Serialize)]
pub struct MeasureView {
    /// The measure as it stands in lists.
    pub item: MeasureItem,
    /// The theme that it is listed under.
    pub theme: Option<Link>,
    /// Further themes.
    pub also_themes: Vec<Link>,
    /// The instruments that it rests on.
    pub instruments: Vec<Link>,
    /// With whom it was done.
    pub partners: Vec<Link>,
    /// Its figures.
    pub figures: Vec<FigureItem>,
    /// The paragraph that tells of it.
    pub paragraph: Option<ParagraphView>,
    /// The measure to which it stands in a relation.
    pub relation: Option<RelatedMeasure>,
    /// The measures that stand in a relation to it.
    pub related: Vec<RelatedMeasure>,
    /// What is said of unnamed States among its own.
    pub statements: Vec<StatementItem>,
    /// The recommendations that it answers.
    pub recommendations: Vec<RecommendationItem>,
    /// The notes of its paragraph that concern it.
    pub notes: Vec<NoteItem>,
    /// How many States replied to the request that the report rests on.
    pub replied: usize,
    /// How many of its States replied.
    pub replied_here: usize,
    /// Whether the text names its States in a list or in running prose; names the message `named-in-…`.
    pub named_in: &'static str,
}

/// A measure in a relation.
#[derive(Debug, Serialize)]
pub struct RelatedMeasure {
    /// The kind of relation; names the message `relation-KIND`, or `relation-KIND-back` from the other side.
    pub kind: &'static str,
    /// The measure.
    pub measure: MeasureItem,
}

/// States and the measures of one theme side by side.
#[derive(Debug, Serialize)]
pub struct MatrixTable {
    /// The theme.
    pub theme: Link,
    /// The theme's id.
    pub id: String,
    /// The measures, one a column.
    pub measures: Vec<MeasureItem>,
    /// The States, one a row.
    pub rows: Vec<MatrixRow>,
    /// For each measure, how many of the States that replied reported it.
    pub totals: Vec<usize>,
}

/// A State's row.
#[derive(Debug, Serialize)]
pub struct MatrixRow {
    /// The State.
    pub state: Link,
    /// Its ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// For each measure, whether the State reported it.
    pub cells: Vec<bool>,
    /// How many it reported.
    pub count: usize,
}

impl Builder<'_> {
    /// A measure's page; none if the report has no such measure.
    #[must_use]
    pub fn measure_view(&self, id: &MeasureId) -> Option<MeasureView> {
        let report = self.report;
        let (index, measure) = report.measures.iter().enumerate().find(|(_, measure)| measure.id == *id)?;
        let record = &measure.record;
        let indexes = &report.indexes;
        let relation = record.relation.as_ref().and_then(|relation| {
            Some(RelatedMeasure { kind: relation.kind.as_str(), measure: self.measure(report.measure(relation.to.as_str())?) })
        });
        let related = indexes.related.get(id).into_iter().flatten().map(|&other| {
            let other = &report.measures[other];
            let kind = other.record.relation.as_ref().map_or(RelationKind::Like, |relation| relation.kind);
            RelatedMeasure { kind: kind.as_str(), measure: self.measure(other) }
        });
        let notes = report.notes.iter().filter(|note| note.record.measures.iter().any(|own| own.value == *id));
        Some(MeasureView {
            item: self.measure_with_excerpt(&report.measures[index]),
            theme: self.theme_link(&record.theme),
            also_themes: record.also_themes.iter().filter_map(|theme| self.theme_link(theme)).collect(),
            instruments: record.instruments.iter().filter_map(|instrument| self.instrument_link(instrument)).collect(),
            partners: self.measure_partners(record),
            figures: record.figures.iter().filter_map(|figure| report.figure(figure.as_str())).map(|figure| self.figure(figure)).collect(),
            paragraph: self.paragraph(measure.anchor.paragraph),
            relation,
            related: related.collect(),
            statements: report
                .statements
                .iter()
                .filter(|s| s.record.among.as_ref().is_some_and(|own| own.value == *id))
                .map(|s| self.statement(s))
                .collect(),
            recommendations: indexes
                .answers
                .get(id)
                .into_iter()
                .flatten()
                .map(|&index| self.recommendation(&report.recommendations[index]))
                .collect(),
            notes: notes.map(|note| self.note(note)).collect(),
            replied: self.replied(),
            replied_here: self.replied_here(record),
            named_in: self.named_in(measure),
        })
    }

    /// How many States replied to the request that the report rests on.
    #[must_use]
    pub fn replied(&self) -> usize {
        self.report.indexes.states.values().filter(|found| found.role != Role::Mentioned).count()
    }

    /// How many of a measure's States replied.
    fn replied_here(&self, record: &MeasureRecord) -> usize {
        let states = &self.report.indexes.states;
        record.states.iter().filter(|state| states.get(&state.value).is_some_and(|found| found.role != Role::Mentioned)).count()
    }

    /// How the text names a measure's States.
    fn named_in(&self, measure: &Linked<MeasureId, MeasureRecord>) -> &'static str {
        let texts = match &measure.anchor.footnote {
            Some(label) => self.report.footnotes.get(label).map(|footnote| &footnote.texts),
            None => Some(&self.report.paragraphs[measure.anchor.paragraph].texts),
        };
        let text = texts.and_then(|texts| texts.get(self.tag()));
        let listed = text.is_some_and(|text| reference::find(text.blocks(), &[Scheme::States], measure.id.as_str()).is_some());
        if listed { "list" } else { "prose" }
    }

    /// The measures that are listed under a theme, in the order of the text.
    #[must_use]
    pub fn measures_of(&self, theme: &ThemeId) -> Vec<MeasureItem> {
        self.report.measures.iter().filter(|measure| measure.record.theme.value == *theme).map(|measure| self.measure(measure)).collect()
    }

    /// One table per theme.
    #[must_use]
    pub fn matrix(&self) -> Vec<MatrixTable> {
        let states = &self.report.indexes.states;
        let codes = self.edition.names.sorted_states(states.iter().filter(|(_, found)| !found.measures.is_empty()).map(|(code, _)| code));
        let themes = self.edition.names.sorted_themes(self.report.indexes.themes.keys());
        let tables = themes.into_iter().filter_map(|theme| {
            let own: Vec<usize> =
                (0..self.report.measures.len()).filter(|&index| self.report.measures[index].record.theme.value == *theme).collect();
            let rows = codes.iter().filter_map(|code| {
                let cells: Vec<bool> = own.iter().map(|index| states[*code].measures.contains(index)).collect();
                let count = cells.iter().filter(|filled| **filled).count();
                Some(MatrixRow { state: self.state_link(code)?, iso3: code.as_str().to_owned(), cells, count })
            });
            Some(MatrixTable {
                theme: self.theme_link(theme)?,
                id: theme.as_str().to_owned(),
                measures: own.iter().map(|&index| self.measure(&self.report.measures[index])).collect(),
                rows: rows.filter(|row| row.count > 0).collect(),
                totals: own.iter().map(|&index| self.replied_here(&self.report.measures[index].record)).collect(),
            })
        });
        tables.filter(|table| !table.measures.is_empty()).collect()
    }
}
