//! The parallel view of a report for a pair of languages.

use crate::diagnostic::Diagnostic;
use crate::link::route::{self, Page, SharedPage};
use crate::render::Renderer;
use crate::render::edition::Edition;
use crate::render::prose::FootnotePlace;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::parallel::ParallelView;
use crate::render::view::{Builder, Link, PageView};
use serde::Serialize;

impl Renderer<'_> {
    /// Renders the parallel view of a section, or of the report's contents, for a pair of languages.
    pub(in crate::render) fn parallel_page(&self, editions: [&Edition<'_>; 2], page: &Page) -> Result<Laid, Box<Diagnostic>> {
        let report = editions[0].report;
        let pair = (editions[0].language.tag.clone(), editions[1].language.tag.clone());
        let path = route::parallel(&pair, &report.id, page);
        let mut builders = editions.map(|edition| Builder::at(self.site, edition, path.clone(), None));
        builders.iter_mut().for_each(|builder| builder.prose.footnotes = FootnotePlace::OnPage);
        // Both languages' footnotes stand on one page; the second language's ids carry its tag.
        builders[1].prose.id_prefix = format!("{}-", pair.1);
        let builder = &builders[0];
        let alternates = [&pair.0, &pair.1].into_iter().filter_map(|tag| builder.alternate(tag, &page.path(tag, &report.id)));
        let home = Link { href: path.link_to(&SharedPage::Home.path(&pair.0)), text: self.site.record.title.text(&pair.0).to_owned() };
        let up = Link { href: builder.prose.href(&Page::Home), text: report.record.symbol.as_str().to_owned() };
        let view = |[title, other]: [String; 2]| PageView {
            kind: "parallel",
            description: format!("{title} · {} · {}", builders[0].prose.message("parallel", &[]), report.record.title.text(&pair.0)),
            title: format!("{title} / {other}"),
            root: path.to_root(),
            canonical: views::absolute(self.site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: vec![home, up],
            across: None,
        };
        match page {
            Page::Section(stem) => {
                #[derive(Serialize)]
                struct View {
                    parallel: ParallelView,
                }
                let index = report.sections.iter().position(|section| section.stem == *stem).unwrap_or_default();
                let parallel = views::parallel::parallel(&builders, index);
                let titles = [0, 1].map(|column| parallel.columns[column].whole_title());
                self.laid("parallel.html", self.layout(builder, None, view(titles), View { parallel }))
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
                    titles: Vec<views::parallel::ColumnView>,
                }
                let sections = (0..report.sections.len()).map(|index| {
                    let section = &report.sections[index];
                    let target = route::parallel(&pair, &report.id, &Page::Section(section.stem.clone()));
                    ParallelSection {
                        href: path.link_to(&target),
                        level: section.level(),
                        titles: views::parallel::parallel(&builders, index).columns,
                    }
                });
                let own = View { sections: sections.collect() };
                let titles = [&pair.0, &pair.1].map(|tag| report.record.title.text(tag).to_owned());
                self.laid("parallel-index.html", self.layout(builder, None, view(titles), own))
            }
        }
    }
}
