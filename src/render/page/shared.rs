//! The pages beside the reports: the chooser, a language's home, and what several reports say of one thing.

use crate::diagnostic::Diagnostic;
use crate::link::route::{self, SharedPage};
use crate::parse::id::LanguageTag;
use crate::render::Renderer;
use crate::render::edition::Edition;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::{Builder, Link, PageView};
use serde::Serialize;

/// A report's date, by which the newest stands first.
fn date<'b>(builder: &'b Builder<'_>) -> Option<&'b str> {
    builder.report.record.date.as_ref().map(|date| date.value.as_str())
}

impl Renderer<'_> {
    /// Renders a page that stands beside the reports, in one language.
    pub(in crate::render) fn shared_page(
        &self,
        tag: &LanguageTag,
        editions: &[&Edition<'_>],
        page: &SharedPage,
    ) -> Result<Laid, Box<Diagnostic>> {
        let path = page.path(tag);
        let site = self.site;
        let builders: Vec<Builder<'_>> = editions.iter().map(|edition| Builder::at(site, edition, path.clone(), None)).collect();
        let others = site
            .languages
            .iter()
            .filter(|language| *language != tag && (*page == SharedPage::Home || site.shared_pages(language).contains(page)));
        let alternates = others.filter_map(|language| views::alternate(site, language, (&path, &page.path(language)), true));
        let registries = &site.registries;
        let (kind, title) = match page {
            SharedPage::Home => ("home", site.record.title.text(tag).to_owned()),
            SharedPage::State(code) => ("state", registries.states.get(code).map_or("", |record| record.name.text(tag)).to_owned()),
            SharedPage::Entity(id) => ("entity", registries.entities.get(id).map_or("", |record| record.name.text(tag)).to_owned()),
            SharedPage::Instrument(id) => {
                ("instrument", registries.instruments.get(id).map_or("", |record| record.name.text(tag)).to_owned())
            }
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
            canonical: views::absolute(site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: if *page == SharedPage::Home { Vec::new() } else { vec![home] },
            across: None,
        };
        if *page == SharedPage::Home {
            #[derive(Serialize)]
            struct View {
                reports: Vec<views::home::ReportItem>,
                across: Vec<views::shared::AcrossGroup>,
                official: Vec<Link>,
            }
            let mut newest_first: Vec<&Builder<'_>> = builders.iter().collect();
            newest_first.sort_by_key(|builder| std::cmp::Reverse(date(builder)));
            let own = View {
                reports: newest_first.iter().map(|builder| builder.report_item()).collect(),
                across: builders.first().map(Builder::across_reports).unwrap_or_default(),
                official: builders
                    .iter()
                    .filter_map(|b| Some(Link { href: b.official()?, text: b.report.record.symbol.as_str().to_owned() }))
                    .collect(),
            };
            return self.laid("home.html", self.layout_at(&path, tag, view, own));
        }
        #[derive(Serialize)]
        struct View {
            lines: Vec<views::shared::ReportLine>,
            official: Vec<Link>,
        }
        let line = |builder: &Builder<'_>| match self.gathered {
            Some(gathered) => gathered.line(tag, page, &builder.report.id),
            None => builder.line(page),
        };
        let mut told: Vec<(&Builder<'_>, views::shared::ReportLine)> =
            builders.iter().filter_map(|builder| Some((builder, line(builder)?))).collect();
        // The page restates the reports that it tells of, and no other.
        let official = told
            .iter()
            .filter_map(|(builder, _)| Some(Link { href: builder.official()?, text: builder.report.record.symbol.as_str().to_owned() }));
        let official = official.collect();
        told.sort_by_key(|(builder, _)| std::cmp::Reverse(date(builder)));
        let own = View { lines: told.into_iter().map(|(_, line)| line).collect(), official };
        self.laid("shared.html", self.layout_at(&path, tag, view, own))
    }

    /// Renders the page that lets a reader choose a language.
    pub(in crate::render) fn chooser(&self) -> Result<Laid, Box<Diagnostic>> {
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
        let Some(first) = site.languages.first() else { return Ok(Laid::default()) };
        let lines = site.languages.iter().filter_map(|tag| {
            let (_, record) = site.theme.languages.get(tag)?;
            let official = site.reports.iter().filter(|report| report.languages.contains(tag)).filter_map(|report| {
                let href = report.record.official.nearest(tag)?.to_owned();
                Some(Link { href, text: report.record.symbol.as_str().to_owned() })
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
        let alternates =
            site.languages.iter().filter_map(|language| views::alternate(site, language, (&path, &SharedPage::Home.path(language)), true));
        let view = PageView {
            kind: "chooser",
            title: site.languages.iter().map(|tag| site.record.title.text(tag)).collect::<Vec<_>>().join(" · "),
            description: site
                .languages
                .iter()
                .filter_map(|tag| Some(site.record.tagline.as_ref()?.text(tag)))
                .collect::<Vec<_>>()
                .join(" · "),
            root: String::new(),
            canonical: views::absolute(site, &path),
            alternates: alternates.collect(),
            parallel: None,
            breadcrumbs: Vec::new(),
            across: None,
        };
        self.laid("chooser.html", self.layout_at(&path, first, view, own))
    }
}
