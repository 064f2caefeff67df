//! One page → bytes: chooses the view and the template.

use super::edition::Edition;
use super::template::Templates;
use super::view::parallel::ParallelView;
use super::view::{Builder, Link, PageView, ReportView};
use super::{Renderer, data};
use crate::diagnostic::Diagnostic;
use crate::link::route::{self, Page, SharedPage};
use crate::parse::id::LanguageTag;
use crate::path::OutputPath;
use serde::Serialize;

/// What the layout of every page needs, with the page's own view beside it.
#[derive(Serialize)]
struct Layout<'a, V: Serialize> {
    lang: &'a str,
    dir: &'static str,
    page: PageView,
    site: SiteView,
    report: Option<ReportView>,
    stylesheet: String,
    #[serde(flatten)]
    view: V,
}

/// What every page knows of the site.
#[derive(Serialize)]
struct SiteView {
    title: String,
    tagline: Option<String>,
    home: String,
}

impl Renderer<'_> {
    fn layout<'v, V: Serialize>(&self, builder: &'v Builder<'_>, page: PageView, report: Option<ReportView>, view: V) -> Layout<'v, V> {
        self.layout_at(&builder.path, builder.tag(), page, report, view)
    }

    fn layout_at<'v, V: Serialize>(&self, path: &OutputPath, tag: &'v LanguageTag, page: PageView, report: Option<ReportView>, view: V) -> Layout<'v, V> {
        let direction = self.site.theme.languages.get(tag).map_or("ltr", |(_, record)| record.direction.as_str());
        let record = &self.site.record;
        Layout {
            lang: tag.as_str(),
            dir: direction,
            site: SiteView {
                title: record.title.text(tag).to_owned(),
                tagline: record.tagline.as_ref().map(|tagline| tagline.text(tag).to_owned()),
                home: path.link_to(&SharedPage::Home.path(tag)),
            },
            stylesheet: path.link_to(&route::asset("site.css")),
            page,
            report,
            view,
        }
    }

    /// Renders a page of a report in one language.
    pub(super) fn report_page(&self, edition: &Edition<'_>, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let builder = Builder::for_page(self.site, edition, page);
        let message = |key: &str| builder.prose.message(key, &[]);
        let title_of = |record: &crate::link::Report| record.record.title.text(builder.tag()).to_owned();
        let about = || edition.report.record.about.as_ref().map_or_else(|| title_of(edition.report), |about| about.text(builder.tag()).to_owned());
        let report = Some(builder.report_view(page));
        let view = |kind: &'static str, title: String, description: String| builder.page_view(kind, page, title, description);
        let templates = &self.templates;
        match page {
            Page::Home => {
                #[derive(Serialize)]
                struct View {
                    masthead: super::view::home::MastheadView,
                    summaries: Vec<super::view::home::SummaryView>,
                    counts: super::view::home::CountsView,
                    data: Vec<Link>,
                }
                let own = View {
                    masthead: builder.masthead(),
                    summaries: builder.summaries(),
                    counts: builder.counts(),
                    data: builder.data_links(&data_files()),
                };
                html(templates, "report.html", &self.layout(&builder, view("report", title_of(edition.report), about()), report, own))
            }
            Page::Section(stem) => {
                #[derive(Serialize)]
                struct View {
                    section: super::view::section::SectionView,
                }
                let index = edition.report.sections.iter().position(|section| section.stem == *stem).unwrap_or_default();
                let section = builder.section(index);
                let title = super::view::parallel::title(&section);
                let description = section.paragraphs.first().map_or_else(|| title.clone(), |_| format!("{} · {}", title_of(edition.report), title));
                html(templates, "section.html", &self.layout(&builder, view("section", title, description), report, View { section }))
            }
            Page::States => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<super::view::state::RoleGroup>,
                    data: Vec<Link>,
                }
                let own = View { groups: builder.states(), data: builder.data_links(&["states.json", "states.csv"]) };
                html(templates, "states.html", &self.layout(&builder, view("states", message("menu-states"), message("states-description")), report, own))
            }
            Page::State(code) => {
                #[derive(Serialize)]
                struct View {
                    state: super::view::state::StateView,
                }
                let Some(state) = builder.state(code) else { return Ok(Vec::new()) };
                let title = state.name.clone();
                let description = format!("{title} · {}", title_of(edition.report));
                html(templates, "state.html", &self.layout(&builder, view("state", title, description), report, View { state }))
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
                    measures: Vec<super::view::item::MeasureItem>,
                }
                let themes = edition.names.sorted_themes(edition.report.indexes.themes.keys());
                let groups = themes.into_iter().map(|theme| MeasureGroup { theme: builder.theme_link(theme), measures: builder.measures_of(theme) });
                let own = View {
                    groups: groups.filter(|group| !group.measures.is_empty()).collect(),
                    data: builder.data_links(&["measures.json", "measures.csv"]),
                };
                html(templates, "measures.html", &self.layout(&builder, view("measures", message("menu-measures"), message("measures-description")), report, own))
            }
            Page::Measure(id) => {
                #[derive(Serialize)]
                struct View {
                    measure: super::view::measure::MeasureView,
                }
                let Some(measure) = builder.measure_view(id) else { return Ok(Vec::new()) };
                let title = measure.item.label.clone();
                let description = format!("{title} · {}", title_of(edition.report));
                html(templates, "measure.html", &self.layout(&builder, view("measure", title, description), report, View { measure }))
            }
            Page::Themes => {
                #[derive(Serialize)]
                struct View {
                    themes: Vec<super::view::theme::ThemeView>,
                }
                let own = View { themes: builder.themes() };
                html(templates, "themes.html", &self.layout(&builder, view("themes", message("menu-themes"), message("themes-description")), report, own))
            }
            Page::Theme(id) => {
                #[derive(Serialize)]
                struct View {
                    theme: super::view::theme::ThemeView,
                }
                let Some(theme) = builder.theme(id) else { return Ok(Vec::new()) };
                let title = theme.name.clone();
                let description = format!("{title} · {}", title_of(edition.report));
                html(templates, "theme.html", &self.layout(&builder, view("theme", title, description), report, View { theme }))
            }
            Page::Entities => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<super::view::entity::KindGroup<crate::parse::registry::EntityKind>>,
                }
                let own = View { groups: builder.entities() };
                html(templates, "entities.html", &self.layout(&builder, view("entities", message("menu-entities"), message("entities-description")), report, own))
            }
            Page::Entity(id) => {
                #[derive(Serialize)]
                struct View {
                    entity: super::view::entity::EntityView,
                }
                let Some(entity) = builder.entity(id) else { return Ok(Vec::new()) };
                let title = entity.name.clone();
                let description = format!("{title} · {}", title_of(edition.report));
                html(templates, "entity.html", &self.layout(&builder, view("entity", title, description), report, View { entity }))
            }
            Page::Instruments => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<super::view::entity::KindGroup<crate::parse::registry::InstrumentKind>>,
                }
                let own = View { groups: builder.instruments() };
                html(templates, "instruments.html", &self.layout(&builder, view("instruments", message("menu-instruments"), message("instruments-description")), report, own))
            }
            Page::Instrument(id) => {
                #[derive(Serialize)]
                struct View {
                    instrument: super::view::entity::InstrumentView,
                }
                let Some(instrument) = builder.instrument(id) else { return Ok(Vec::new()) };
                let title = instrument.name.clone();
                let description = format!("{title} · {}", title_of(edition.report));
                html(templates, "instrument.html", &self.layout(&builder, view("instrument", title, description), report, View { instrument }))
            }
            Page::Recommendations => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<super::view::lists::RecommendationGroup>,
                }
                let own = View { groups: builder.recommendations() };
                html(templates, "recommendations.html", &self.layout(&builder, view("recommendations", message("menu-recommendations"), message("recommendations-description")), report, own))
            }
            Page::Figures => {
                #[derive(Serialize)]
                struct View {
                    groups: Vec<super::view::lists::FigureGroup>,
                }
                let own = View { groups: builder.figures() };
                html(templates, "figures.html", &self.layout(&builder, view("figures", message("menu-figures"), message("figures-description")), report, own))
            }
            Page::Documents => {
                #[derive(Serialize)]
                struct View {
                    documents: Vec<super::view::lists::DocumentItem>,
                }
                let own = View { documents: builder.documents() };
                html(templates, "documents.html", &self.layout(&builder, view("documents", message("menu-documents"), message("documents-description")), report, own))
            }
            Page::Matrix => {
                #[derive(Serialize)]
                struct View {
                    tables: Vec<super::view::measure::MatrixTable>,
                }
                let own = View { tables: builder.matrix() };
                html(templates, "matrix.html", &self.layout(&builder, view("matrix", message("menu-matrix"), message("matrix-description")), report, own))
            }
            Page::About => {
                #[derive(Serialize)]
                struct View {
                    masthead: super::view::home::MastheadView,
                    groups: Vec<super::view::lists::NoteGroup>,
                    data: Vec<Link>,
                }
                let own = View { masthead: builder.masthead(), groups: builder.notes(), data: builder.data_links(&data_files()) };
                html(templates, "about.html", &self.layout(&builder, view("about", message("menu-about"), message("about-description")), report, own))
            }
        }
    }

    /// Renders the parallel view of a section, or of the report's contents, for a pair of languages.
    pub(super) fn parallel_page(&self, editions: [&Edition<'_>; 2], page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let report = editions[0].report;
        let pair = (editions[0].language.tag.clone(), editions[1].language.tag.clone());
        let path = route::parallel(&pair, &report.id, page);
        let mut builders = editions.map(|edition| Builder::at(self.site, edition, path.clone(), None));
        // Both languages' footnotes stand on one page; the second language's ids carry its tag.
        builders[1].prose.id_prefix = format!("{}-", pair.1);
        let builder = &builders[0];
        let alternates = [&pair.0, &pair.1].into_iter().filter_map(|tag| builder.alternate(tag, &page.path(tag, &report.id)));
        let home = Link { href: path.link_to(&SharedPage::Home.path(&pair.0)), text: self.site.record.title.text(&pair.0).to_owned() };
        let up = Link { href: builder.prose.href(&Page::Home), text: report.record.symbol.as_str().to_owned() };
        let view = |title: String| PageView {
            kind: "parallel",
            description: format!("{title} · {}", report.record.title.text(&pair.0)),
            title,
            root: path.to_root(),
            canonical: super::view::absolute(self.site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: vec![home, up],
        };
        let report_view = Some(builder.report_view(page));
        match page {
            Page::Section(stem) => {
                #[derive(Serialize)]
                struct View {
                    parallel: ParallelView,
                }
                let index = report.sections.iter().position(|section| section.stem == *stem).unwrap_or_default();
                let parallel = super::view::parallel::parallel(&builders, index);
                let title = report.sections[index].title(&pair.0).to_owned();
                let title = parallel.columns[0].mark.as_ref().map_or_else(|| title.clone(), |mark| format!("{mark} {title}"));
                html(&self.templates, "parallel.html", &self.layout(builder, view(title), report_view, View { parallel }))
            }
            _ => {
                #[derive(Serialize)]
                struct View {
                    sections: Vec<ParallelSection>,
                }
                #[derive(Serialize)]
                struct ParallelSection {
                    href: String,
                    level: usize,
                    titles: Vec<super::view::parallel::ColumnView>,
                }
                let sections = (0..report.sections.len()).map(|index| {
                    let section = &report.sections[index];
                    let target = route::parallel(&pair, &report.id, &Page::Section(section.stem.clone()));
                    ParallelSection {
                        href: path.link_to(&target),
                        level: section.level(),
                        titles: super::view::parallel::parallel(&builders, index).columns,
                    }
                });
                let own = View { sections: sections.collect() };
                html(&self.templates, "parallel-index.html", &self.layout(builder, view(report.record.title.text(&pair.0).to_owned()), report_view, own))
            }
        }
    }

    /// Renders a page that stands beside the reports, in one language.
    pub(super) fn shared_page(&self, tag: &LanguageTag, editions: &[&Edition<'_>], page: &SharedPage) -> Result<Vec<u8>, Diagnostic> {
        let path = page.path(tag);
        let site = self.site;
        let builders: Vec<Builder<'_>> = editions.iter().map(|edition| Builder::at(site, edition, path.clone(), None)).collect();
        let others = site.languages.iter().filter(|language| *language != tag && (*page == SharedPage::Home || self.is_shared(language, page)));
        let alternates = others.filter_map(|language| super::view::alternate(site, language, &path, &page.path(language)));
        let registries = &site.registries;
        let (kind, title) = match page {
            SharedPage::Home => ("home", site.record.title.text(tag).to_owned()),
            SharedPage::State(code) => ("state", registries.states.get(code).map_or("", |record| record.name.text(tag)).to_owned()),
            SharedPage::Entity(id) => ("entity", registries.entities.get(id).map_or("", |record| record.name.text(tag)).to_owned()),
            SharedPage::Instrument(id) => ("instrument", registries.instruments.get(id).map_or("", |record| record.name.text(tag)).to_owned()),
            SharedPage::Theme(id) => ("theme", registries.themes.get(id).map_or("", |record| record.name.text(tag)).to_owned()),
        };
        let home = Link { href: path.link_to(&SharedPage::Home.path(tag)), text: site.record.title.text(tag).to_owned() };
        let description = match (page, &site.record.tagline) {
            (SharedPage::Home, Some(tagline)) => tagline.text(tag).to_owned(),
            _ => format!("{title} · {}", site.record.title.text(tag)),
        };
        let view = PageView {
            kind,
            title,
            description,
            root: path.to_root(),
            canonical: super::view::absolute(site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: if *page == SharedPage::Home { Vec::new() } else { vec![home] },
        };
        if *page == SharedPage::Home {
            #[derive(Serialize)]
            struct View {
                reports: Vec<super::view::home::ReportItem>,
                official: Vec<Link>,
            }
            let own = View {
                reports: builders.iter().map(Builder::report_item).collect(),
                official: builders.iter().filter_map(|b| Some(Link { href: b.official()?, text: b.report.record.symbol.as_str().to_owned() })).collect(),
            };
            return html(&self.templates, "home.html", &self.layout_at(&path, tag, view, None, own));
        }
        #[derive(Serialize)]
        struct View {
            lines: Vec<super::view::shared::ReportLine>,
            official: Vec<Link>,
        }
        let own = View {
            lines: builders.iter().filter_map(|builder| builder.line(page)).collect(),
            official: builders.iter().filter_map(|b| Some(Link { href: b.official()?, text: b.report.record.symbol.as_str().to_owned() })).collect(),
        };
        html(&self.templates, "shared.html", &self.layout_at(&path, tag, view, None, own))
    }

    /// Renders the page that lets a reader choose a language.
    pub(super) fn chooser(&self) -> Result<Vec<u8>, Diagnostic> {
        #[derive(Serialize)]
        struct View {
            titles: Vec<ChooserLine>,
        }
        #[derive(Serialize)]
        struct ChooserLine {
            lang: String,
            dir: &'static str,
            name: String,
            title: String,
            tagline: Option<String>,
            href: String,
            official: Vec<Link>,
        }
        let path = route::chooser();
        let site = self.site;
        let Some(first) = site.languages.first() else { return Ok(Vec::new()) };
        let lines = site.languages.iter().filter_map(|tag| {
            let (_, record) = site.theme.languages.get(tag)?;
            let official = site.reports.iter().filter(|report| report.languages.contains(tag)).filter_map(|report| {
                let official = &report.record.official;
                let href = official.get(tag.as_str()).or_else(|| official.values().next())?;
                Some(Link { href: href.clone(), text: report.record.symbol.as_str().to_owned() })
            });
            Some(ChooserLine {
                lang: tag.as_str().to_owned(),
                dir: record.direction.as_str(),
                name: record.name.clone(),
                title: site.record.title.text(tag).to_owned(),
                tagline: site.record.tagline.as_ref().map(|tagline| tagline.text(tag).to_owned()),
                href: path.link_to(&SharedPage::Home.path(tag)),
                official: official.collect(),
            })
        });
        let own = View { titles: lines.collect() };
        let alternates = site.languages.iter().filter_map(|language| super::view::alternate(site, language, &path, &SharedPage::Home.path(language)));
        let view = PageView {
            kind: "chooser",
            title: site.languages.iter().map(|tag| site.record.title.text(tag)).collect::<Vec<_>>().join(" · "),
            description: site.languages.iter().filter_map(|tag| Some(site.record.tagline.as_ref()?.text(tag))).collect::<Vec<_>>().join(" · "),
            root: String::new(),
            canonical: super::view::absolute(site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: Vec::new(),
        };
        html(&self.templates, "chooser.html", &self.layout_at(&path, first, view, None, own))
    }
}

fn data_files() -> Vec<&'static str> {
    // Names are literals so that the templates' links and the data stage cannot part ways unnoticed; a test compares them.
    const FILES: [&str; 18] = [
        "states.json", "states.csv", "paragraphs.json", "paragraphs.csv", "measures.json", "measures.csv", "statements.json", "statements.csv",
        "actions.json", "actions.csv", "entities.json", "entities.csv", "instruments.json", "instruments.csv", "figures.json", "figures.csv",
        "recommendations.json", "recommendations.csv",
    ];
    debug_assert_eq!(FILES.len(), data::NAMES.len() * 2);
    FILES.to_vec()
}

fn html(templates: &Templates, name: &str, view: &impl Serialize) -> Result<Vec<u8>, Diagnostic> {
    templates.render(name, view).map(String::into_bytes)
}
