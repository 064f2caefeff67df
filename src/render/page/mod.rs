//! One page → bytes: chooses the view and the template.
//!
//! What all pages share stands here; the files beside it know the pages of a report, the parallel view, and the pages beside the reports.

mod beside;
mod description;
mod parallel;
mod print;
mod report;
mod shared;

use super::piece::Folder;
use super::search::SearchBox;
use super::template::{Laid, Shared};
use super::view::{Builder, PageView, ReportView, absolute, metadata};
use super::{Renderer, exchange};
use crate::diagnostic::Diagnostic;
use crate::link::route::{self, Page, SharedPage};
use crate::parse::id::LanguageTag;
use crate::parse::site::Output;
use crate::path::OutputPath;
use serde::Serialize;
use std::sync::{Arc, LazyLock};

/// A page's own values, and what it shares with the other pages of its folder.
pub(in crate::render) struct Layout<V: Serialize> {
    shared: SharedBy,
    own: Own,
    view: V,
    /// Why a piece of the page could not be drawn, if one could not.
    failed: Option<Box<Diagnostic>>,
}

/// With whom a page shares values.
enum SharedBy {
    Folder(Arc<Folder>),
    Nobody(Box<Shared>),
}

/// What the layout needs of one page, beside the page's own view.
#[derive(Serialize)]
struct Own {
    page: PageView,
    /// The pages that every page of the report leads to, drawn.
    menu: String,
    json_ld: String,
    /// The page for readers of any other language, where there is one.
    default: Option<String>,
    /// What the page's addresses are relative to, if not to the page itself.
    base: Option<String>,
}

/// What the layout needs of all pages of a folder.
#[derive(Serialize)]
struct Common<'a> {
    lang: &'a str,
    dir: &'static str,
    site: SiteView,
    report: Option<&'a ReportView>,
    /// The year on the report's masthead.
    year: &'a str,
    /// The language's feed.
    feed: Option<String>,
    search: Option<SearchBox>,
    chrome: Chrome,
}

/// What every page has around its text, drawn.
#[derive(Serialize)]
struct Chrome {
    search: String,
    shortcuts: String,
    footer: String,
}

/// What every page knows of the site.
#[derive(Serialize)]
struct SiteView {
    title: String,
    tagline: Option<String>,
    home: String,
    /// The page that explains the data.
    data: Option<String>,
}

impl<V: Serialize> Layout<V> {
    /// What the page shares with others; nothing, if that could not be drawn, which was told.
    fn shared(&self) -> &Shared {
        static NOTHING: LazyLock<Shared> = LazyLock::new(Shared::default);
        match &self.shared {
            SharedBy::Folder(folder) => folder.page.get().and_then(|shared| shared.as_ref().ok()).unwrap_or_else(|| &NOTHING),
            SharedBy::Nobody(shared) => shared,
        }
    }

    /// Makes the page's addresses relative to `base`.
    fn based_at(mut self, base: Option<String>) -> Self {
        self.own.base = base;
        self
    }
}

impl Renderer<'_> {
    /// Lays out a page of a report; `current` is the page of the menu that it is, if it is one.
    fn layout<V: Serialize>(&self, builder: &Builder<'_>, current: Option<&Page>, page: PageView, view: V) -> Layout<V> {
        let folder = Arc::clone(&builder.folder);
        let report = folder.report.get_or_init(|| builder.report_view());
        let (path, tag) = (&builder.path, builder.tag());
        let shared = folder.page.get_or_init(|| self.common(path, tag, Some(report)));
        let failed = shared.as_ref().err().cloned();
        let json_ld = builder.shown("json_ld", || self.json_ld(tag, &page, Some(report)));
        let menu = builder.shown("menu", || builder.menu(report, current));
        let default = builder.shown("default", || self.default_page(&page, path, tag));
        let own = Own { menu, json_ld, default, base: None, page };
        Layout { shared: SharedBy::Folder(folder), own, view, failed: failed.or_else(|| builder.failed.get().cloned()) }
    }

    /// Lays out a piece of a report that stands in no folder of the site, such as a part of a book.
    pub(in crate::render) fn layout_alone<V: Serialize>(&self, builder: &Builder<'_>, page: PageView, view: V) -> Layout<V> {
        let report = builder.report_view();
        let json_ld = self.json_ld(builder.tag(), &page, Some(&report));
        let own = self.own(&builder.path, builder.tag(), page, json_ld);
        match self.common(&builder.path, builder.tag(), Some(&report)) {
            Ok(shared) => Layout { shared: SharedBy::Nobody(Box::new(shared)), own, view, failed: builder.failed.get().cloned() },
            Err(fault) => Layout { shared: SharedBy::Nobody(Box::default()), own, view, failed: Some(fault) },
        }
    }

    /// Lays out a page that is no report's.
    pub(in crate::render) fn layout_at<V: Serialize>(&self, path: &OutputPath, tag: &LanguageTag, page: PageView, view: V) -> Layout<V> {
        let json_ld = self.json_ld(tag, &page, None);
        let own = self.own(path, tag, page, json_ld);
        match self.common(path, tag, None) {
            Ok(shared) => Layout { shared: SharedBy::Nobody(Box::new(shared)), own, view, failed: None },
            Err(fault) => Layout { shared: SharedBy::Nobody(Box::default()), own, view, failed: Some(fault) },
        }
    }

    fn own(&self, path: &OutputPath, tag: &LanguageTag, page: PageView, json_ld: String) -> Own {
        Own { menu: String::new(), json_ld, default: self.default_page(&page, path, tag), base: None, page }
    }

    fn json_ld(&self, tag: &LanguageTag, page: &PageView, report: Option<&ReportView>) -> String {
        metadata::json_ld(tag.as_str(), self.site.record.title.text(tag), page, report)
    }

    /// Makes a page ready to be drawn.
    pub(in crate::render) fn laid<V: Serialize>(&self, template: &str, mut layout: Layout<V>) -> Result<Laid, Box<Diagnostic>> {
        if let Some(fault) = layout.failed.take() {
            return Err(fault);
        }
        let (shared, views) = (layout.shared(), (&layout.own, &layout.view));
        Ok(self.templates.lay_out(template, shared, views, self.shows_all))
    }

    /// What pages of a folder share.
    fn common(&self, path: &OutputPath, tag: &LanguageTag, report: Option<&ReportView>) -> Result<Shared, Box<Diagnostic>> {
        #[derive(Serialize)]
        struct Around<'a> {
            lang: &'a str,
            dir: &'static str,
            root: String,
            search: Option<&'a SearchBox>,
            report: Option<&'a ReportView>,
        }
        let site = self.site;
        let dir = site.theme.languages.get(tag).map_or("ltr", |(_, record)| record.direction.as_str());
        let search = site.searches(tag).then(|| SearchBox::new(site, path, tag));
        let around = Around { lang: tag.as_str(), dir, root: path.to_root(), search: search.as_ref(), report };
        let drawn = |template: &str| {
            let bytes = self.templates.render(template, &around)?;
            Ok::<_, Box<Diagnostic>>(String::from_utf8_lossy(&bytes).trim().to_owned())
        };
        let chrome = Chrome {
            search: if search.is_some() { drawn("search-box.html")? } else { String::new() },
            shortcuts: drawn("shortcuts.html")?,
            footer: drawn("footer.html")?,
        };
        Ok(self.templates.shared(&Common {
            lang: tag.as_str(),
            dir,
            site: SiteView {
                title: site.record.title.text(tag).to_owned(),
                tagline: site.record.tagline.as_ref().map(|tagline| tagline.text(tag).to_owned()),
                home: path.link_to(&SharedPage::Home.path(tag)),
                data: site.outputs.has(Output::Data).then(|| path.link_to(&route::dictionary(tag))),
            },
            report,
            year: report.map_or("", |report| report.year.as_str()),
            feed: exchange::has_feed(site, tag).then(|| path.link_to(&route::feed(tag))),
            search,
            chrome,
        }))
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
