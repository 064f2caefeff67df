//! The pages that list what a report records: documents, recommendations, figures, notes.

use super::chart::ChartView;
use super::item::{FigureItem, NoteItem, PlaceView, RecommendationItem, StatementItem};
use super::{Builder, Link};
use crate::link::route;
use crate::parse::registry::DocumentKind;
use serde::Serialize;

/// A document that the report cites.
#[derive(Debug, Serialize)]
pub struct DocumentItem {
    /// The fragment.
    pub fragment: String,
    /// The symbol; none for a publication.
    pub symbol: Option<String>,
    /// The kind; names the message `document-kind-KIND`.
    pub kind: DocumentKind,
    /// The title.
    pub title: String,
    /// The year in the language's digits.
    pub year: Option<String>,
    /// Who wrote it.
    pub author: Option<Link>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where it is cited.
    pub places: Vec<PlaceView>,
    /// Whether the masthead cites it.
    pub masthead: bool,
}

/// The recommendations of one paragraph.
#[derive(Debug, Serialize)]
pub struct RecommendationGroup {
    /// The paragraph.
    pub place: PlaceView,
    /// Its recommendations.
    pub items: Vec<RecommendationEntry>,
}

/// A recommendation on the page of recommendations.
#[derive(Debug, Serialize)]
pub struct RecommendationEntry {
    /// The recommendation.
    #[serde(flatten)]
    pub item: RecommendationItem,
    /// What the report says of unnamed States under the same themes.
    pub statements: Vec<StatementItem>,
}

/// The figures of one paragraph or footnote.
#[derive(Debug, Serialize)]
pub struct FigureGroup {
    /// The place.
    pub place: PlaceView,
    /// The figures that can be compared, as bars.
    pub charts: Vec<ChartView>,
    /// The figures that stand alone.
    pub figures: Vec<FigureItem>,
}

/// The notes of one class.
#[derive(Debug, Serialize)]
pub struct NoteGroup {
    /// The class; names the message `note-class-CLASS`.
    pub class: &'static str,
    /// The notes.
    pub notes: Vec<NoteItem>,
}

impl Builder<'_> {
    /// The documents that the report cites, symbols first.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentItem> {
        let record = &self.report.record;
        let note = record.agenda.as_ref().and_then(|agenda| agenda.note.as_ref());
        let masthead = [record.mandate.as_ref(), record.previous.as_ref(), note];
        let mut ids: Vec<_> = self.report.indexes.documents.iter().collect();
        let has_symbol = |kind: DocumentKind| !matches!(kind, DocumentKind::Publication | DocumentKind::Web);
        let kind = |id| self.site.registries.documents.get(id).map(|document| document.kind);
        ids.sort_by_key(|(id, _)| (!kind(*id).is_some_and(has_symbol), (*id).clone()));
        let items = ids.into_iter().filter_map(|(id, found)| {
            let document = self.site.registries.documents.get(id)?;
            Some(DocumentItem {
                fragment: route::document_fragment(id),
                symbol: has_symbol(document.kind).then(|| id.as_str().to_owned()),
                kind: document.kind,
                title: document.title.text(self.tag()).to_owned(),
                year: document.year.map(|year| self.language().ordinal(year)),
                author: document.author.as_ref().and_then(|author| self.entity_link(author)),
                url: document.url.clone(),
                places: self.places(found.paragraphs.iter().copied()),
                masthead: masthead.iter().flatten().any(|own| own.value == *id),
            })
        });
        items.collect()
    }

    /// The recommendations, by paragraph.
    #[must_use]
    pub fn recommendations(&self) -> Vec<RecommendationGroup> {
        let mut groups: Vec<(usize, RecommendationGroup)> = Vec::new();
        for recommendation in &self.report.recommendations {
            let paragraph = recommendation.anchor.paragraph;
            if groups.last().is_none_or(|(last, _)| *last != paragraph) {
                groups.push((paragraph, RecommendationGroup { place: self.place(&recommendation.anchor), items: Vec::new() }));
            }
            if let Some((_, group)) = groups.last_mut() {
                let themes = &recommendation.record.themes;
                let statements = self.report.statements.iter();
                let beside = statements.filter(|statement| themes.iter().any(|theme| theme.value == statement.record.theme.value));
                group.items.push(RecommendationEntry {
                    item: self.recommendation(recommendation),
                    statements: beside.map(|statement| self.statement(statement)).collect(),
                });
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// The figures, by place.
    #[must_use]
    pub fn figures(&self) -> Vec<FigureGroup> {
        let groups = self.report.figures.chunk_by(|a, b| a.anchor == b.anchor).filter_map(|own| {
            let (charts, alone) = self.charts(&own.iter().collect::<Vec<_>>());
            Some(FigureGroup {
                place: self.place(&own.first()?.anchor),
                charts,
                figures: alone.into_iter().map(|figure| self.figure(figure)).collect(),
            })
        });
        groups.collect()
    }

    /// The editor's notes, by class.
    #[must_use]
    pub fn notes(&self) -> Vec<NoteGroup> {
        use crate::parse::facts::NoteClass::{DoubtfulFact, OcrSlip, TranslationSlip};
        [DoubtfulFact, TranslationSlip, OcrSlip]
            .into_iter()
            .map(|class| NoteGroup {
                class: class.as_str(),
                notes: self.report.notes.iter().filter(|note| note.record.class == class).map(|note| self.note(note)).collect(),
            })
            .filter(|group| !group.notes.is_empty())
            .collect()
    }
}
