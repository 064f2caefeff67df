//! The pages of a report in one language.

use super::description;
use crate::diagnostic::Diagnostic;
use crate::link::Counts;
use crate::link::route::{self, Page};
use crate::parse::site::Output;
use crate::render::edition::Edition;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::{Builder, Link};
use crate::render::{Artifact, Renderer, data};
use serde::Serialize;

impl Renderer<'_> {
    /// The texts of a section that has its like in other languages, for their pages.
    pub(in crate::render) fn section_texts(&self, edition: &Edition<'_>, page: &Page) -> Option<Artifact> {
        let Page::Section(stem) = page else { return None };
        let section = edition.report.sections.iter().find(|section| section.stem == *stem)?;
        let builder = Builder::for_page(self.site, edition, page);
        let path = route::texts(builder.tag(), &edition.report.id, stem);
        let copied = edition.report.languages.len() > 1 && self.site.outputs.has(Output::Parallel);
        copied.then(|| Artifact::new(path, builder.texts_script(section).into_bytes()))
    }

    /// Renders a page of a report in one language.
    pub(in crate::render) fn report_page(&self, edition: &Edition<'_>, page: &Page) -> Result<Laid, Box<Diagnostic>> {
        let mut builder = Builder::for_page(self.site, edition, page);
        // The pages of which there are many are made of what their templates show.
        match page {
            Page::Section(_) => builder.drawn_by("section.html"),
            Page::State(_) => builder.drawn_by("state.html"),
            Page::Theme(_) => builder.drawn_by("theme.html"),
            _ => {}
        }
        let described = builder.shows("description") || builder.shows("json_ld");
        let message = |key: &str| builder.prose.message(key, &[]);
        let title_of = |record: &crate::link::Report| record.record.title.text(builder.tag()).to_owned();
        let about =
            || edition.report.record.about.as_ref().map_or_else(|| title_of(edition.report), |about| about.text(builder.tag()).to_owned());
        let current = Some(page);
        let view = |kind: &'static str, title: String, description: String| builder.page_view(kind, page, title, description);
        match page {
            Page::Home => {
                #[derive(Serialize)]
                struct View {
                    masthead: views::home::MastheadView,
                    summaries: Vec<views::home::SummaryView>,
                    counts: Counts,
                    /// The States and themes, where no list of them has a page of its own.
                    states: Vec<Link>,
                    themes: Vec<Link>,
                    data: Vec<Link>,
                }
                let listed = self.site.outputs.has(Output::Lists);
                let own = View {
                    masthead: builder.masthead(),
                    summaries: builder.summaries(),
                    counts: edition.report.outline.counts,
                    states: if listed { Vec::new() } else { builder.state_links(edition.report.indexes.states.keys()) },
                    themes: if listed { Vec::new() } else { builder.themes_links() },
                    data: builder.data_links(&data_files()),
                };
                self.laid("report.html", self.layout(&builder, current, view("report", title_of(edition.report), about()), own))
            }
            Page::Section(stem) => {
                #[derive(Serialize)]
                struct View {
                    section: views::section::SectionView,
                    outline: String,
                }
                let index = edition.report.sections.iter().position(|section| section.stem == *stem).unwrap_or_default();
                let section = builder.section(index);
                let outline = builder
                    .shown("outline", || builder.outline(builder.folder.report.get_or_init(|| builder.report_view()), index, &section));
                let title = views::parallel::title(&section);
                let description = if described { description::section(&builder, index) } else { String::new() };
                self.laid("section.html", self.layout(&builder, current, view("section", title, description), View { section, outline }))
            }
            Page::States => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<views::state::RoleGroup>,
                    letters: Vec<views::state::NamedGroup>,
                    regions: Vec<views::state::NamedGroup>,
                    data: Vec<Link>,
                }
                let own = View {
                    groups: builder.states(),
                    letters: builder.states_by_letter(),
                    regions: builder.states_by_region(),
                    data: builder.data_links(&["states.json", "states.csv"]),
                };
                self.laid(
                    "states.html",
                    self.layout(&builder, current, view("states", message("menu-states"), message("states-description")), own),
                )
            }
            Page::State(code) => {
                #[derive(Serialize)]
                struct View {
                    state: views::state::StateView,
                }
                let Some(state) = builder.state(code) else { return Ok(Laid::default()) };
                let title = state.name.clone();
                let found = edition.report.indexes.states.get(code).filter(|_| described);
                let description = found.map(|found| description::state(&builder, &title, found)).unwrap_or_default();
                self.laid("state.html", self.layout(&builder, current, view("state", title, description), View { state }))
            }
            Page::Measures => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<MeasureGroup>,
                    data: Vec<Link>,
                }
                #[derive(Serialize)]
                struct MeasureGroup {
                    theme: Option<Link>,
                    measures: Vec<views::item::MeasureItem>,
                }
                let themes = edition.names.sorted_themes(edition.report.indexes.themes.keys());
                let groups =
                    themes.into_iter().map(|theme| MeasureGroup { theme: builder.theme_link(theme), measures: builder.measures_of(theme) });
                let own = View {
                    groups: groups.filter(|group| !group.measures.is_empty()).collect(),
                    data: builder.data_links(&["measures.json", "measures.csv"]),
                };
                self.laid(
                    "measures.html",
                    self.layout(&builder, current, view("measures", message("menu-measures"), message("measures-description")), own),
                )
            }
            Page::Measure(id) => {
                #[derive(Serialize)]
                struct View {
                    measure: views::measure::MeasureView,
                }
                let Some(measure) = builder.measure_view(id) else { return Ok(Laid::default()) };
                let title = measure.item.label.clone();
                let description = description::measure(&builder, &measure);
                self.laid("measure.html", self.layout(&builder, current, view("measure", title, description), View { measure }))
            }
            Page::Themes => {
                #[derive(Serialize)]
                struct View {
                    themes: Vec<views::theme::ThemeLine>,
                }
                let own = View { themes: builder.themes() };
                self.laid(
                    "themes.html",
                    self.layout(&builder, current, view("themes", message("menu-themes"), message("themes-description")), own),
                )
            }
            Page::Theme(id) => {
                #[derive(Serialize)]
                struct View {
                    theme: views::theme::ThemeView,
                }
                let Some(theme) = builder.theme(id) else { return Ok(Laid::default()) };
                let title = theme.name.clone();
                let found = edition.report.indexes.themes.get(id);
                let description = if described { description::theme(&builder, &title, found) } else { String::new() };
                self.laid("theme.html", self.layout(&builder, current, view("theme", title, description), View { theme }))
            }
            Page::Entities => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<views::entity::KindGroup<crate::parse::registry::EntityKind>>,
                }
                let own = View { groups: builder.entities() };
                self.laid(
                    "entities.html",
                    self.layout(&builder, current, view("entities", message("menu-entities"), message("entities-description")), own),
                )
            }
            Page::Entity(id) => {
                #[derive(Serialize)]
                struct View {
                    entity: views::entity::EntityView,
                }
                let Some(entity) = builder.entity(id) else { return Ok(Laid::default()) };
                let title = entity.name.clone();
                let description = description::named(&builder, &title);
                self.laid("entity.html", self.layout(&builder, current, view("entity", title, description), View { entity }))
            }
            Page::Instruments => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<views::entity::KindGroup<crate::parse::registry::InstrumentKind>>,
                }
                let own = View { groups: builder.instruments() };
                self.laid(
                    "instruments.html",
                    self.layout(
                        &builder,
                        current,
                        view("instruments", message("menu-instruments"), message("instruments-description")),
                        own,
                    ),
                )
            }
            Page::Instrument(id) => {
                #[derive(Serialize)]
                struct View {
                    instrument: views::entity::InstrumentView,
                }
                let Some(instrument) = builder.instrument(id) else { return Ok(Laid::default()) };
                let title = instrument.name.clone();
                let description = description::named(&builder, &title);
                self.laid("instrument.html", self.layout(&builder, current, view("instrument", title, description), View { instrument }))
            }
            Page::Recommendations => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<views::lists::RecommendationGroup>,
                }
                let own = View { groups: builder.recommendations() };
                self.laid(
                    "recommendations.html",
                    self.layout(
                        &builder,
                        current,
                        view("recommendations", message("menu-recommendations"), message("recommendations-description")),
                        own,
                    ),
                )
            }
            Page::Figures => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<views::lists::FigureGroup>,
                }
                let own = View { groups: builder.figures() };
                self.laid(
                    "figures.html",
                    self.layout(&builder, current, view("figures", message("menu-figures"), message("figures-description")), own),
                )
            }
            Page::Documents => {
                #[derive(Serialize)]
                struct View {
                    documents: Vec<views::lists::DocumentItem>,
                }
                let own = View { documents: builder.documents() };
                self.laid(
                    "documents.html",
                    self.layout(&builder, current, view("documents", message("menu-documents"), message("documents-description")), own),
                )
            }
            Page::Matrix => {
                #[derive(Serialize)]
                struct View {
                    tables: Vec<views::measure::MatrixTable>,
                    replied: usize,
                    data: Vec<Link>,
                }
                let own = View {
                    tables: builder.matrix(),
                    replied: builder.replied(),
                    data: builder.data_links(&["measures.csv", "measures.json"]),
                };
                self.laid(
                    "matrix.html",
                    self.layout(&builder, current, view("matrix", message("menu-matrix"), message("matrix-description")), own),
                )
            }
            Page::Changes => {
                #[derive(Serialize)]
                struct View {
                    changes: views::changes::ChangesView,
                }
                let earlier = edition.report.previous.and_then(|index| self.editions.get(index, builder.tag()));
                let Some(earlier) = earlier else { return Ok(Laid::default()) };
                let earlier = Builder::at(self.site, earlier, builder.path.clone(), None);
                let own = View { changes: builder.changes(&earlier) };
                self.laid(
                    "changes.html",
                    self.layout(&builder, current, view("changes", message("menu-changes"), message("changes-description")), own),
                )
            }
            Page::About => {
                #[derive(Serialize)]
                struct View {
                    masthead: views::home::MastheadView,
                    groups: Vec<views::lists::NoteGroup>,
                    data: Vec<Link>,
                }
                let own = View { masthead: builder.masthead(), groups: builder.notes(), data: builder.data_links(&data_files()) };
                self.laid(
                    "about.html",
                    self.layout(&builder, current, view("about", message("menu-about"), message("about-description")), own),
                )
            }
            Page::Print => self.print_page(&builder),
        }
    }
}

/// Every data file of a report.
fn data_files() -> Vec<String> {
    data::KINDS.iter().flat_map(|kind| ["json", "csv"].map(|ending| format!("{}.{ending}", kind.name))).collect()
}
