//! A report → the parts that a book or a single file is made of.
//!
//! Each part is a piece of HTML made by the same views as the site's pages, with the addresses that it would have on the site, and says which
//! pages it stands for. What becomes of its addresses, and into what file it goes, is the matter of `export`.

mod annex;
mod dossier;

use super::edition::Edition;
use super::memory::Setup;
use super::names::Names;
use super::prose::FootnotePlace;
use super::view::parallel::{ParallelView, parallel};
use super::view::section::SectionView;
use super::view::{Builder, home::MastheadView};
use super::{Renderer, exchange};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::route::{self, Page};
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, StateCode};
use crate::path::OutputPath;
use crate::source::Sources;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A fault of a template.
type Fault = Box<Diagnostic>;

/// A piece of a book.
#[derive(Debug)]
pub struct Part {
    /// Its name within the book.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How deep it stands, from 1.
    pub level: usize,
    /// Its language.
    pub lang: String,
    /// The language's direction.
    pub dir: &'static str,
    /// The page that its addresses are relative to.
    pub path: OutputPath,
    /// Pages of the site that it stands for, each with the id at which it does; an empty id is the part's beginning.
    pub stands_for: Vec<(OutputPath, String)>,
    /// The text, as HTML with one heading of the first level.
    pub html: String,
}

/// A report in one language or two, or what it says of one State, as one thing to hand on.
#[derive(Debug)]
pub struct Book<'a> {
    /// The report.
    pub report: &'a Report,
    /// The languages; the first is that of titles.
    pub languages: Vec<&'a LanguageTag>,
    /// The page of the site that it stands for.
    pub path: OutputPath,
    /// The title, in each language.
    pub titles: Vec<String>,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// What a section's template sees.
#[derive(Serialize)]
struct SectionOnly {
    section: SectionView,
}

/// Makes the books of a site.
pub struct Books<'a> {
    renderer: Renderer<'a>,
}

/// Makes the books of a site ready and gives them to `work`; none if the theme cannot be used, which the diagnostics tell.
pub fn with<T>(site: &Site, sources: &Sources, diagnostics: &mut Diagnostics, work: impl FnOnce(&Books<'_>) -> T) -> Option<T> {
    let setup = Setup::new(site, sources, None, false);
    setup.report(diagnostics);
    let Setup { languages, templates: Some(templates), .. } = setup else { return None };
    let reports = site.reports.iter().enumerate();
    let editions = reports.flat_map(|(index, report)| report.languages.iter().map(move |tag| (index, report, tag)));
    let names: BTreeMap<&LanguageTag, Names> = languages.iter().map(|(tag, language)| (tag, Names::current(site, language))).collect();
    let editions = editions.filter_map(|(index, report, tag)| {
        Some((index, tag, Edition::new(site, report, languages.get(tag)?, names.get(tag)?, &templates)))
    });
    let editions = editions.collect();
    Some(work(&Books {
        renderer: Renderer {
            site,
            templates: &templates,
            editions: Arc::new(editions),
            languages: Arc::clone(&languages),
            gathered: None,
            is_wanted: &|| true,
            shows_all: true,
        },
    }))
}

impl<'a> Books<'a> {
    fn edition(&self, report: &Report, tag: &LanguageTag) -> Option<&Edition<'a>> {
        self.renderer.editions.within(tag).map(|(_, edition)| edition).find(|edition| edition.report.id == report.id)
    }

    /// A report in one language: what stands at its head, its sections, and what it records; none if it is not published in the language.
    ///
    /// # Errors
    /// A fault of a template.
    pub fn report(&self, report: &'a Report, tag: &'a LanguageTag) -> Result<Option<Book<'a>>, Fault> {
        let Some(edition) = self.edition(report, tag) else { return Ok(None) };
        let builder = self.builder(edition, &Page::Home);
        let mut parts = vec![self.front(&builder, "")?];
        for section in 0..report.sections.len() {
            parts.push(self.section(edition, section)?);
        }
        parts.extend(self.annexes(&builder, "")?);
        let path = Page::Home.path(tag, &report.id);
        Ok(Some(Book { report, languages: vec![tag], path, titles: vec![report.record.title.text(tag).to_owned()], parts }))
    }

    /// A report in two languages: its sections paragraph by paragraph in both, and the rest in one after the other.
    ///
    /// # Errors
    /// A fault of a template.
    pub fn pair(&self, report: &'a Report, pair: &'a (LanguageTag, LanguageTag)) -> Result<Option<Book<'a>>, Fault> {
        let (Some(first), Some(second)) = (self.edition(report, &pair.0), self.edition(report, &pair.1)) else { return Ok(None) };
        let builders = [first, second].map(|edition| self.builder(edition, &Page::Home));
        let mut parts = Vec::new();
        for builder in &builders {
            parts.push(self.front(builder, &format!("{}-", builder.tag()))?);
        }
        for section in 0..report.sections.len() {
            parts.push(self.parallel_section([first, second], pair, section)?);
        }
        for builder in &builders {
            parts.extend(self.annexes(builder, &format!("{}-", builder.tag()))?);
        }
        let titles = [&pair.0, &pair.1].map(|tag| report.record.title.text(tag).to_owned());
        let path = route::parallel(pair, &report.id, &Page::Home);
        Ok(Some(Book { report, languages: vec![&pair.0, &pair.1], path, titles: titles.into(), parts }))
    }

    /// What a report says of one State in one language; none if it does not name the State, or is not published in the language.
    ///
    /// # Errors
    /// A fault of a template.
    pub fn dossier(&self, report: &'a Report, tag: &'a LanguageTag, code: &StateCode) -> Result<Option<Book<'a>>, Fault> {
        let Some(edition) = self.edition(report, tag) else { return Ok(None) };
        let Some((title, parts)) = self.dossier_parts(edition, code)? else { return Ok(None) };
        let path = Page::State(code.clone()).path(tag, &report.id);
        Ok(Some(Book { report, languages: vec![tag], path, titles: vec![title], parts }))
    }

    /// Renders a template of the theme with what every page knows of the report, and with `view`.
    ///
    /// # Errors
    /// A fault of the template.
    pub fn frame(&self, book: &Book<'_>, template: &str, view: &impl Serialize) -> Result<String, Fault> {
        let Some(edition) = book.languages.first().and_then(|tag| self.edition(book.report, tag)) else { return Ok(String::new()) };
        let mut builder = self.builder(edition, &Page::Home);
        builder.path = book.path.clone();
        self.render(template, &builder, &book.titles.join(" / "), view)
    }

    /// A message of the interface, in one language.
    #[must_use]
    pub fn message(&self, tag: &LanguageTag, key: &str) -> String {
        let language = self.renderer.languages.get(tag);
        language.and_then(|language| language.messages.format(key, &[], |value| language.quantity(value)).ok()).unwrap_or_default()
    }

    /// The direction of a language.
    #[must_use]
    pub fn direction(&self, tag: &LanguageTag) -> &'static str {
        self.renderer.languages.get(tag).map_or("ltr", |language| language.record.direction.as_str())
    }

    /// A file of the theme's assets.
    #[must_use]
    pub fn asset(&self, name: &str) -> Vec<u8> {
        self.renderer.site.assets.get(name).map(|asset| asset.bytes.to_vec()).unwrap_or_default()
    }

    /// The style by which every printed page of a report says what it is.
    #[must_use]
    pub fn print_style(&self, book: &Book<'_>) -> Vec<u8> {
        let edition = book.languages.first().and_then(|tag| self.edition(book.report, tag));
        edition.map(|edition| exchange::print_style(self.renderer.site, edition).bytes.to_vec()).unwrap_or_default()
    }

    fn builder<'e>(&self, edition: &'e Edition<'a>, page: &Page) -> Builder<'e>
    where
        'a: 'e,
    {
        Builder::for_page(self.renderer.site, edition, page)
    }

    fn render(&self, template: &str, builder: &Builder<'_>, title: &str, view: &impl Serialize) -> Result<String, Fault> {
        let description = format!("{title} · {}", builder.report.record.title.text(builder.tag()));
        let page = builder.page_view("book", &Page::Home, title.to_owned(), description);
        let bytes = self.renderer.templates.draw(self.renderer.laid(template, self.renderer.layout_alone(builder, page, view))?)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn part(
        &self,
        template: &str,
        builder: &Builder<'_>,
        [id, title]: [&str; 2],
        stands_for: Vec<(OutputPath, String)>,
        view: &impl Serialize,
    ) -> Result<Part, Fault> {
        Ok(Part {
            id: id.to_owned(),
            title: title.to_owned(),
            level: 1,
            lang: builder.tag().as_str().to_owned(),
            dir: builder.language().record.direction.as_str(),
            path: builder.path.clone(),
            stands_for,
            html: self.render(template, builder, title, view)?,
        })
    }

    /// What stands at the head of the official document, what this edition is, and how to cite.
    fn front(&self, builder: &Builder<'_>, prefix: &str) -> Result<Part, Fault> {
        #[derive(Serialize)]
        struct View {
            masthead: MastheadView,
        }
        let title = builder.report.record.title.text(builder.tag());
        let stands_for = [Page::Home, Page::About].map(|page| (page.path(builder.tag(), &builder.report.id), String::new()));
        self.part("part-front.html", builder, [&format!("{prefix}front"), title], stands_for.into(), &View { masthead: builder.masthead() })
    }

    fn section(&self, edition: &Edition<'a>, index: usize) -> Result<Part, Fault> {
        let section = &edition.report.sections[index];
        let page = Page::Section(section.stem.clone());
        let builder = self.builder(edition, &page);
        let title = builder.section_link(section).text;
        let stands_for = vec![(builder.path.clone(), String::new())];
        let id = format!("section-{}", section.stem);
        let part = self.part("part-section.html", &builder, [&id, &title], stands_for, &SectionOnly { section: builder.section(index) })?;
        Ok(Part { level: section.level(), ..part })
    }

    fn parallel_section(&self, editions: [&Edition<'a>; 2], pair: &(LanguageTag, LanguageTag), index: usize) -> Result<Part, Fault> {
        #[derive(Serialize)]
        struct View {
            parallel: ParallelView,
        }
        let report = editions[0].report;
        let section = &report.sections[index];
        let page = Page::Section(section.stem.clone());
        let path = route::parallel(pair, &report.id, &page);
        let mut builders = editions.map(|edition| Builder::at(self.renderer.site, edition, path.clone(), None));
        builders.iter_mut().for_each(|builder| builder.prose.footnotes = FootnotePlace::OnPage);
        // Both languages' footnotes stand in one file; the second language's ids carry its tag.
        builders[1].prose.id_prefix = format!("{}-", pair.1);
        let titles: Vec<String> = builders.iter().map(|builder| builder.section_link(section).text).collect();
        let pages = [&pair.0, &pair.1].map(|tag| page.path(tag, &report.id));
        let stands_for = pages.into_iter().chain([path]).map(|path| (path, String::new())).collect();
        let view = View { parallel: parallel(&builders, index) };
        let part =
            self.part("part-parallel.html", &builders[0], [&format!("section-{}", section.stem), &titles.join(" / ")], stands_for, &view)?;
        Ok(Part { level: section.level(), ..part })
    }
}
