//! What a report records, as the parts behind its sections: States, measures, recommendations, figures, organizations, instruments, documents
//! and notes.

use super::{Books, Fault, Part};
use crate::link::route::Page;
use crate::parse::id::{EntityId, InstrumentId, MeasureId, ThemeId};
use crate::path::OutputPath;
use crate::render::view::Builder;
use crate::render::view::entity::{EntityView, InstrumentView};
use crate::render::view::item::{FigureItem, MeasureItem};
use crate::render::view::lists::{DocumentItem, NoteGroup, RecommendationGroup};
use crate::render::view::state::StateView;
use serde::Serialize;

/// A thing with the name that its ids and its page are made from.
#[derive(Serialize)]
struct Named<V> {
    id: String,
    #[serde(flatten)]
    view: V,
}

/// What one annex shows; the others are empty.
/// The measures of a theme, each of which can be led to.
#[derive(Serialize)]
struct ThemeMeasures {
    id: String,
    name: String,
    measures: Vec<MeasureItem>,
}

#[derive(Serialize, Default)]
struct View {
    states: Vec<Named<StateView>>,
    themes: Vec<ThemeMeasures>,
    recommendations: Vec<RecommendationGroup>,
    figures: Vec<FigureItem>,
    entities: Vec<Named<EntityView>>,
    instruments: Vec<Named<InstrumentView>>,
    documents: Vec<DocumentItem>,
    notes: Vec<NoteGroup>,
}

impl<'a> Books<'a> {
    /// The annexes that are not empty; `prefix` stands before the name of each.
    pub(super) fn annexes(&self, builder: &Builder<'_>, prefix: &str) -> Result<Vec<Part>, Fault> {
        let report = builder.report;
        let names = &builder.edition.names;
        let path = |page: Page| page.path(builder.tag(), &report.id);
        let begins = |pages: &[Page]| pages.iter().map(|page| (path(page.clone()), String::new())).collect::<Vec<_>>();
        let mut parts = Vec::new();
        let mut add = |key: &str, stands_for: Vec<(OutputPath, String)>, view: View| -> Result<(), Fault> {
            let title = builder.prose.message(&format!("menu-{key}"), &[]);
            parts.push(self.part("part-annex.html", builder, [&format!("{prefix}annex-{key}"), &title], stands_for, &view)?);
            Ok(())
        };

        let codes = names.states_as_now(report.indexes.states.keys());
        let states = codes.into_iter().filter_map(|code| Some((code, builder.state(code)?)));
        let states = states.map(|(code, view)| Named { id: code.as_str().to_lowercase(), view });
        let view = View { states: states.collect(), ..View::default() };
        if !view.states.is_empty() {
            let mut stands_for = begins(&[Page::States, Page::Matrix]);
            stands_for.extend(report.indexes.states.keys().map(|code| {
                let id = format!("state-{}", code.as_str().to_lowercase());
                (path(Page::State(code.clone())), id)
            }));
            add("states", stands_for, view)?;
        }

        let themes = names.sorted_themes(report.indexes.themes.keys());
        let themes = themes.into_iter().filter_map(|id| {
            let measures = &report.indexes.themes.get(id)?.measures;
            Some(ThemeMeasures {
                id: id.as_str().to_owned(),
                name: builder.theme_link(id)?.text,
                measures: measures.iter().map(|&index| builder.measure(&report.measures[index])).collect(),
            })
        });
        let themes: Vec<ThemeMeasures> = themes.collect();
        if !report.measures.is_empty() {
            let mut stands_for = begins(&[Page::Measures, Page::Themes]);
            stands_for
                .extend(themes.iter().map(|theme| (path(Page::Theme(ThemeId::new(theme.id.as_str()))), format!("theme-{}", theme.id))));
            let ids = report.measures.iter().map(|measure| &measure.id);
            stands_for.extend(ids.map(|id| (path(Page::Measure(MeasureId::new(id.as_str()))), format!("measure-{id}"))));
            add("measures", stands_for, View { themes, ..View::default() })?;
        }

        let recommendations = builder.recommendations();
        if !recommendations.is_empty() {
            add("recommendations", begins(&[Page::Recommendations]), View { recommendations, ..View::default() })?;
        }

        let figures: Vec<FigureItem> = report.figures.iter().map(|figure| builder.figure(figure)).collect();
        if !figures.is_empty() {
            add("figures", begins(&[Page::Figures]), View { figures, ..View::default() })?;
        }

        let ids = names.entities_as_now(report.indexes.entities.keys());
        let entities = ids.into_iter().filter_map(|id| Some(Named { id: id.as_str().to_owned(), view: builder.entity(id)? }));
        let view = View { entities: entities.collect(), ..View::default() };
        if !view.entities.is_empty() {
            let mut stands_for = begins(&[Page::Entities]);
            let own = view.entities.iter();
            stands_for.extend(own.map(|own| (path(Page::Entity(EntityId::new(own.id.as_str()))), format!("entity-{}", own.id))));
            add("entities", stands_for, view)?;
        }

        let ids = names.sorted_instruments(report.indexes.instruments.keys());
        let instruments = ids.into_iter().filter_map(|id| Some(Named { id: id.as_str().to_owned(), view: builder.instrument(id)? }));
        let view = View { instruments: instruments.collect(), ..View::default() };
        if !view.instruments.is_empty() {
            let mut stands_for = begins(&[Page::Instruments]);
            let own = view.instruments.iter();
            stands_for
                .extend(own.map(|own| (path(Page::Instrument(InstrumentId::new(own.id.as_str()))), format!("instrument-{}", own.id))));
            add("instruments", stands_for, view)?;
        }

        let documents = builder.documents();
        if !documents.is_empty() {
            add("documents", begins(&[Page::Documents]), View { documents, ..View::default() })?;
        }

        let notes = builder.notes();
        if !notes.is_empty() {
            let title = builder.prose.message("editor-notes", &[]);
            let view = View { notes, ..View::default() };
            parts.push(self.part("part-annex.html", builder, [&format!("{prefix}annex-notes"), &title], Vec::new(), &view)?);
        }
        Ok(parts)
    }
}
