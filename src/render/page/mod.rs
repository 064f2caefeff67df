//! One page → bytes: chooses the view and the template.
//!
//! What all pages share stands here; the files beside it know the pages of a report, the parallel view, and the pages beside the reports.

mod parallel;
mod report;
mod shared;

use super::Renderer;
use super::search::SearchBox;
use super::template::Templates;
use super::view::{Builder, PageView, ReportView, metadata};
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
            },
            json_ld: metadata::json_ld(tag.as_str(), record.title.text(tag), &page, report.as_ref()),
            search: self.site.theme.languages.get(tag).filter(|(_, record)| record.search.is_some()).map(|_| SearchBox::new(path, tag)),
            stylesheet: path.link_to(&route::asset("site.css")),
            page,
            report,
            view,
        }
    }
}

pub(in crate::render) fn html(templates: &Templates, name: &str, view: &impl Serialize) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    templates.render(name, view)
}
