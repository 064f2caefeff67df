//! One page → bytes: chooses the view and the template.
//!
//! What all pages share stands here; the files beside it know the pages of a report, the parallel view, and the pages beside the reports.

mod beside;
mod parallel;
mod print;
mod report;
mod shared;

use super::search::SearchBox;
use super::template::Templates;
use super::view::{Builder, PageView, ReportView, absolute, metadata};
use super::{Renderer, exchange};
use crate::diagnostic::Diagnostic;
use crate::link::route::{self, SharedPage};
use crate::parse::id::LanguageTag;
use crate::path::OutputPath;
use serde::Serialize;
use std::sync::Arc;

/// What the layout of every page needs, with the page's own view beside it.
#[derive(Serialize)]
pub(in crate::render) struct Layout<'a, V: Serialize> {
    lang: &'a str,
    dir: &'static str,
    page: PageView,
    site: SiteView,
    report: Option<ReportView>,
    stylesheet: String,
    json_ld: String,
    /// The page for readers of any other language, where there is one.
    default: Option<String>,
    /// The language's feed.
    feed: Option<String>,
    /// What the page's addresses are relative to, if not to the page itself.
    base: Option<String>,
    search: Option<SearchBox>,
    #[serde(flatten)]
    view: V,
}

/// What every page knows of the site.
#[derive(Serialize)]
struct SiteView {
    title: String,
    tagline: Option<String>,
    home: String,
    /// The page that explains the data.
    data: String,
}

impl Renderer<'_> {
    fn layout<'v, V: Serialize>(&self, builder: &'v Builder<'_>, page: PageView, report: Option<ReportView>, view: V) -> Layout<'v, V> {
        self.layout_at(&builder.path, builder.tag(), page, report, view)
    }

    pub(in crate::render) fn layout_at<'v, V: Serialize>(
        &self,
        path: &OutputPath,
        tag: &'v LanguageTag,
        page: PageView,
        report: Option<ReportView>,
        view: V,
    ) -> Layout<'v, V> {
        let direction = self.site.theme.languages.get(tag).map_or("ltr", |(_, record)| record.direction.as_str());
        let record = &self.site.record;
        Layout {
            lang: tag.as_str(),
            dir: direction,
            site: SiteView {
                title: record.title.text(tag).to_owned(),
                tagline: record.tagline.as_ref().map(|tagline| tagline.text(tag).to_owned()),
                home: path.link_to(&SharedPage::Home.path(tag)),
                data: path.link_to(&route::dictionary(tag)),
            },
            json_ld: metadata::json_ld(tag.as_str(), record.title.text(tag), &page, report.as_ref()),
            search: self.site.theme.languages.get(tag).filter(|(_, record)| record.search.is_some()).map(|_| SearchBox::new(path, tag)),
            stylesheet: path.link_to(&route::asset("site.css")),
            default: self.default_page(&page, path, tag),
            feed: exchange::has_feed(self.site, tag).then(|| path.link_to(&route::feed(tag))),
            base: None,
            page,
            report,
            view,
        }
    }

    /// The address for readers of none of the page's languages: the page in the site's first language that has it, and the chooser for homes.
    fn default_page(&self, page: &PageView, path: &OutputPath, tag: &LanguageTag) -> Option<String> {
        match page.kind {
            "home" | "chooser" => absolute(self.site, &route::chooser()),
            "parallel" | "not-found" | "print" => None,
            _ => {
                let alternate = |tag: &LanguageTag| page.alternates.iter().find(|other| other.lang == tag.as_str());
                let first = self.site.languages.iter().find(|own| *own == tag || alternate(own).is_some())?;
                alternate(first).map_or_else(|| absolute(self.site, path), |other| other.absolute.clone())
            }
        }
    }
}

pub(in crate::render) fn html(templates: &Templates, name: &str, view: &impl Serialize) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    templates.render(name, view)
}
