//! What a template may see: small serialisable views of the linked site, in one language, with every address relative to the page.

pub mod amendment;
pub mod changes;
pub mod chart;
pub mod entity;
pub mod home;
pub mod item;
pub mod lists;
pub mod measure;
pub mod metadata;
pub mod parallel;
pub mod section;
pub mod shared;
pub mod state;
pub mod texts;
pub mod theme;

use super::edition::Edition;
use super::language::Language;
use super::mention::Words;
use super::message::Argument;
use super::piece::{self, Folder, Piece};
use super::prose::{FootnotePlace, Here, Prose};
use crate::diagnostic::Diagnostic;
use crate::link::reads::Once;
use crate::link::route::{self, Page};
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, SectionStem};
use crate::parse::site::Output;
use crate::path::OutputPath;
use serde::Serialize;
use std::cell::OnceCell;
use std::sync::Arc;

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// The address, relative to the page.
    pub href: String,
    /// What is shown.
    pub text: String,
}

/// The same page in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The address, relative to the page.
    pub href: String,
    /// The address with scheme and host, where the site knows them.
    pub absolute: Option<String>,
}

/// What every page has.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// The kind of page, such as `section`.
    pub kind: &'static str,
    /// The page's title.
    pub title: String,
    /// A sentence about the page.
    pub description: String,
    /// The way to the output's root.
    pub root: String,
    /// The address with scheme and host, where the site knows them.
    pub canonical: Option<String>,
    /// The same page in the other languages.
    pub alternates: Vec<Alternate>,
    /// The parallel view of the same page.
    pub parallel: Option<String>,
    /// The pages above this one, outermost first.
    pub breadcrumbs: Vec<Link>,
    /// The page that tells what every report of the site says of the same thing.
    pub across: Option<String>,
}

/// What every page of a report knows of the report.
#[derive(Debug, Serialize)]
pub struct ReportView {
    /// The symbol.
    pub symbol: String,
    /// The symbol as it is cited, with those of its amendments.
    pub cited: String,
    /// The amendments, oldest first.
    pub amendments: Vec<amendment::AmendmentItem>,
    /// The title.
    pub title: String,
    /// What kind of report it is.
    pub kind: String,
    /// The year on the masthead, in the language's digits; empty where there is none.
    pub year: String,
    /// The report's home.
    pub home: String,
    /// The official document.
    pub official: Option<String>,
    /// The about page, if the site has it.
    pub about: Option<String>,
    /// States and measures side by side, if the site has that page.
    pub matrix: Option<String>,
    /// The whole report on one page, if the site has that page.
    pub print: Option<String>,
    /// The date on the masthead, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The organ that the report was made for.
    pub organ: Option<String>,
    /// How this edition's text was made.
    pub provenance: Option<String>,
    /// The date of this edition.
    pub edition_date: Option<String>,
    /// The date of this edition, `YYYY-MM-DD`.
    pub edition_iso_date: Option<String>,
    /// The language that the report was written in.
    pub original_language: Option<String>,
    /// Who publishes this edition.
    pub publisher: Option<String>,
    /// The pages that every page leads to.
    pub menu: Vec<MenuItem>,
    /// The sections.
    pub contents: Vec<ContentsItem>,
    /// What each of its pages says of it to programs, written the first time.
    #[serde(skip)]
    pub(super) whole: Once<String>,
}

/// A page that every page leads to; its name is the message `menu-KEY`.
#[derive(Debug, Serialize)]
pub struct MenuItem {
    /// Names the message.
    pub key: &'static str,
    /// The address.
    pub href: String,
}

/// A section in the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct ContentsItem {
    /// The address.
    pub href: String,
    /// The numeral as it is marked, such as `A.`.
    pub mark: Option<String>,
    /// The title.
    pub title: String,
    /// How deep it stands, from 1.
    pub level: usize,
    /// The paragraphs that it holds, such as `12–18`.
    pub range: Option<String>,
    /// How many paragraphs it holds.
    pub count: u32,
    /// The number of its first paragraph, in ASCII digits for programs.
    pub first: Option<u32>,
    /// The number of its last paragraph.
    pub last: Option<u32>,
}

/// Builds the views of one report in one language for one page.
pub struct Builder<'a> {
    /// The site.
    pub site: &'a Site,
    /// The report.
    pub report: &'a Report,
    /// The report in the language.
    pub edition: &'a Edition<'a>,
    /// Writes texts, with addresses relative to the page.
    pub prose: Prose<'a>,
    /// The page's own path.
    pub path: OutputPath,
    /// What the pages of its folder share.
    pub(super) folder: Arc<Folder>,
    /// What the template that draws the page mentions, where that is known before the page's values are made.
    words: Option<&'a Words>,
    /// The fault of a piece that could not be drawn.
    pub(super) failed: OnceCell<Box<Diagnostic>>,
}

impl<'a> Builder<'a> {
    /// Makes a builder for a page of the report's own folder in the edition's language.
    #[must_use]
    pub fn for_page(site: &'a Site, edition: &'a Edition<'a>, page: &Page) -> Self {
        let path = page.path(&edition.language.tag, &edition.report.id);
        let here = match page {
            Page::Section(stem) => Some(stem.clone()),
            _ => None,
        };
        let mut builder = Self::at(site, edition, path, here);
        if *page == Page::Print {
            (builder.prose.here, builder.prose.footnotes) = (Here::Whole, FootnotePlace::OnPage);
        }
        builder
    }

    /// Makes a builder for any page of the output.
    #[must_use]
    pub fn at(site: &'a Site, edition: &'a Edition<'a>, path: OutputPath, here: Option<SectionStem>) -> Self {
        let home = Page::Home.path(&edition.language.tag, &edition.report.id);
        let base = path.link_to(&home).trim_end_matches("index.html").to_owned();
        let prose = Prose {
            report: edition.report,
            names: &edition.names,
            language: edition.language,
            documents: &site.registries.documents,
            outputs: site.outputs,
            base,
            footnotes: if here.is_some() { FootnotePlace::OnPage } else { FootnotePlace::OnSection },
            here: here.map_or(Here::Elsewhere, Here::Section),
            id_prefix: String::new(),
        };
        let folder = piece::folder(&edition.folders, path.as_str());
        Self { site, report: edition.report, edition, prose, path, folder, words: None, failed: OnceCell::new() }
    }

    /// Takes note of the template that will draw the page, so that nothing is made that it does not show.
    pub(super) fn drawn_by(&mut self, template: &str) {
        self.words = self.edition.templates.mentions.of(template);
    }

    /// Whether the page's template may show the value of this name; a value that it does not is not made.
    pub(super) fn shows(&self, name: &str) -> bool {
        self.words.is_none_or(|words| words.contains(name))
    }

    /// A value, or an empty one if the page's template does not show it.
    pub(super) fn shown<T: Default>(&self, name: &str, make: impl FnOnce() -> T) -> T {
        if self.shows(name) { make() } else { T::default() }
    }

    /// A value, or an empty one if the page's template shows neither of two that are made of it.
    pub(super) fn shown_or<T: Default>(&self, name: &str, other: &str, make: impl FnOnce() -> T) -> T {
        if self.shows(name) || self.shows(other) { make() } else { T::default() }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> &'a Language {
        self.edition.language
    }

    /// The language's tag.
    #[must_use]
    pub fn tag(&self) -> &'a LanguageTag {
        &self.edition.language.tag
    }

    /// What every page of the report knows of it.
    #[must_use]
    pub fn report_view(&self) -> ReportView {
        let record = &self.report.record;
        ReportView {
            symbol: record.symbol.as_str().to_owned(),
            cited: self.cited_report(),
            amendments: self.amendments(),
            title: record.title.text(self.tag()).to_owned(),
            kind: record.kind.as_ref().map_or("", |kind| kind.text(self.tag())).to_owned(),
            year: self.year(),
            home: self.prose.href(&Page::Home),
            official: self.official(),
            about: self.prose.link(&Page::About),
            matrix: self.prose.link(&Page::Matrix),
            print: self.prose.link(&Page::Print),
            date: record.date.as_ref().map(|date| date.value.clone()),
            organ: record.organ.as_ref().map(|organ| organ.text(self.tag()).to_owned()),
            provenance: record.provenance.as_ref().map(|text| text.text(self.tag()).to_owned()),
            edition_date: record.edition.as_ref().and_then(|edition| edition.date.as_ref()).map(|date| self.language().date(date)),
            edition_iso_date: record.edition.as_ref().and_then(|edition| edition.date.as_ref()).map(|date| date.value.clone()),
            original_language: record.original_language.as_ref().map(ToString::to_string),
            publisher: record.edition.as_ref().and_then(|edition| edition.publisher.clone()),
            menu: menu()
                .into_iter()
                .filter(|(_, page)| page.is_made(self.site.outputs) && !route::is_empty(page, self.report))
                .map(|(key, page)| MenuItem { key, href: self.prose.href(&page) })
                .collect(),
            contents: self.contents(),
            whole: Once::new(),
        }
    }

    /// The pages that every page leads to, drawn; `current` is the page that this one is.
    pub(super) fn menu(&self, report: &ReportView, current: Option<&Page>) -> String {
        #[derive(Serialize)]
        struct Menu<'v> {
            items: &'v [MenuItem],
            current: &'static str,
        }
        let current = current.and_then(|current| menu().into_iter().find(|(_, page)| page == current)).map_or("", |(key, _)| key);
        self.piece(Piece::Menu(current), "menu", || Menu { items: &report.menu, current }).to_string()
    }

    /// The year on the masthead, in the language's digits.
    pub(super) fn year(&self) -> String {
        let date = self.report.record.date.as_ref().and_then(|date| crate::link::parse_date(date));
        date.map(|(year, ..)| self.language().ordinal(year)).unwrap_or_default()
    }

    /// The numbers of paragraphs that follow each other: one, a pair, or a range.
    fn paragraph_range(&self, first: u32, last: u32) -> String {
        let (from, to) = (self.language().ordinal(first), self.language().ordinal(last));
        if last == first + 1 {
            return self.prose.message("paragraph-pair", &[("first", Argument::Text(&from)), ("last", Argument::Text(&to))]);
        }
        self.language().range(&from, &to)
    }

    /// Where the official document can be read, in this language if possible.
    #[must_use]
    pub fn official(&self) -> Option<String> {
        self.report.record.official.nearest(self.tag()).map(str::to_owned)
    }

    fn contents(&self) -> Vec<ContentsItem> {
        let shared = self.edition.contents(|| (0..self.report.sections.len()).map(|section| self.contents_item(section)).collect());
        let sections = self.report.sections.iter().map(|section| Page::Section(section.stem.clone()));
        let own = |(page, item): (Page, &ContentsItem)| ContentsItem { href: self.prose.href(&page), ..item.clone() };
        sections.zip(shared).map(own).collect()
    }

    /// A section in the table of contents, without its address.
    fn contents_item(&self, index: usize) -> ContentsItem {
        let section = &self.report.sections[index];
        let range = self.report.range(index);
        ContentsItem {
            href: String::new(),
            mark: self.language().section_mark(&section.number),
            title: section.title(self.tag()).to_owned(),
            level: section.level(),
            range: range.map(|(first, last)| self.paragraph_range(first, last)),
            count: range.map_or(0, |(first, last)| last - first + 1),
            first: range.map(|(first, _)| first),
            last: range.map(|(_, last)| last),
        }
    }

    /// The same page of the report in the other languages that it is published in.
    #[must_use]
    pub fn alternates(&self, page: &Page) -> Vec<Alternate> {
        let others = self.report.languages.iter().filter(|language| *language != self.tag());
        others.filter_map(|language| self.alternate(language, &page.path(language, &self.report.id))).collect()
    }

    /// One alternate, if the theme knows the language.
    #[must_use]
    pub fn alternate(&self, language: &LanguageTag, target: &OutputPath) -> Option<Alternate> {
        let is_told = self.shows("absolute") || self.shows("json_ld") || self.shows("default");
        alternate(self.site, language, (&self.path, target), is_told)
    }

    /// The parallel view of a page, where there is one for a pair with this language.
    #[must_use]
    pub fn parallel(&self, page: &Page) -> Option<String> {
        let pair = self
            .site
            .pairs
            .iter()
            .find(|(a, b)| (a == self.tag() || b == self.tag()) && [a, b].iter().all(|l| self.report.languages.contains(l)))?;
        Some(self.path.link_to(&route::parallel(pair, &self.report.id, page)))
    }

    /// The page that tells what every report says of the same thing, once the language has two.
    fn across(&self, page: &Page) -> Option<String> {
        let shared = page.shared()?;
        let mut reports = self.site.reports.iter().filter(|report| report.languages.contains(self.tag()));
        (self.site.outputs.has(Output::Shared) && reports.nth(1).is_some()).then(|| self.path.link_to(&shared.path(self.tag())))
    }

    /// What every page has, for a page of the report.
    #[must_use]
    pub fn page_view(&self, kind: &'static str, page: &Page, title: String, description: String) -> PageView {
        PageView {
            kind,
            title,
            description,
            root: self.path.to_root(),
            // What programs are told names the page and its other languages with scheme and host.
            canonical: self.shown_or("canonical", "json_ld", || absolute(self.site, &self.path)),
            alternates: self.alternates(page),
            parallel: match page {
                Page::Home | Page::Section(_) => self.parallel(page),
                Page::Print => self.parallel(&Page::Home),
                _ => None,
            },
            breadcrumbs: self.shown("breadcrumbs", || self.breadcrumbs(page)),
            across: self.across(page),
        }
    }

    /// The pages above a page of the report, the outermost first.
    fn breadcrumbs(&self, page: &Page) -> Vec<Link> {
        let mut breadcrumbs = vec![Link {
            href: self.path.link_to(&route::SharedPage::Home.path(self.tag())),
            text: self.site.record.title.text(self.tag()).to_owned(),
        }];
        if *page != Page::Home {
            breadcrumbs.push(Link { href: self.prose.href(&Page::Home), text: self.report.record.symbol.as_str().to_owned() });
        }
        let parent = match page {
            Page::State(_) => Some((Page::States, "menu-states")),
            Page::Measure(_) => Some((Page::Measures, "menu-measures")),
            Page::Theme(_) => Some((Page::Themes, "menu-themes")),
            Page::Entity(_) => Some((Page::Entities, "menu-entities")),
            Page::Instrument(_) => Some((Page::Instruments, "menu-instruments")),
            _ => None,
        };
        if let Some((parent, key)) = parent.filter(|(parent, _)| parent.is_made(self.site.outputs)) {
            breadcrumbs.push(Link { href: self.prose.href(&parent), text: self.prose.message(key, &[]) });
        }
        breadcrumbs
    }
}

/// The pages that every page leads to, each with the last part of its message's name.
fn menu() -> [(&'static str, Page); 12] {
    [
        ("contents", Page::Home),
        ("states", Page::States),
        ("measures", Page::Measures),
        ("matrix", Page::Matrix),
        ("themes", Page::Themes),
        ("recommendations", Page::Recommendations),
        ("figures", Page::Figures),
        ("entities", Page::Entities),
        ("instruments", Page::Instruments),
        ("documents", Page::Documents),
        ("changes", Page::Changes),
        ("about", Page::About),
    ]
}

/// The same page in another language, if the theme knows the language; with scheme and host too, if that is told.
#[must_use]
pub fn alternate(site: &Site, language: &LanguageTag, (from, target): (&OutputPath, &OutputPath), is_told: bool) -> Option<Alternate> {
    let (_, record) = site.theme.languages.get(language)?;
    Some(Alternate {
        lang: language.as_str().to_owned(),
        dir: record.direction.as_str(),
        name: record.name.clone(),
        href: from.link_to(target),
        absolute: is_told.then(|| absolute(site, target)).flatten(),
    })
}

/// The address of a page with scheme and host, where the site knows them.
#[must_use]
pub fn absolute(site: &Site, path: &OutputPath) -> Option<String> {
    let base = site.base_url.as_ref()?;
    let path = path.as_str();
    let path =
        if path == "index.html" { "" } else { path.strip_suffix("/index.html").map_or(path, |_| &path[..path.len() - "index.html".len()]) };
    Some([base.trim_end_matches('/'), "/", path].concat())
}
