//! The addresses of all pages: the same path and the same fragments in every language.

use super::Site;
use super::report::Report;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::id::{
    AmendmentId, DocumentId, EntityId, FigureId, FootnoteLabel, InstrumentId, LanguageTag, MeasureId, NoteId, RecommendationId, ReportId,
    SectionStem, StateCode, ThemeId,
};
use crate::parse::site::{Output, Outputs};
use crate::path::OutputPath;
use std::collections::BTreeMap;

/// A page of a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The report's home.
    Home,
    /// A section.
    Section(SectionStem),
    /// The list of States.
    States,
    /// A State.
    State(StateCode),
    /// The list of measures.
    Measures,
    /// A measure.
    Measure(MeasureId),
    /// The list of themes.
    Themes,
    /// A theme.
    Theme(ThemeId),
    /// The list of entities.
    Entities,
    /// An entity.
    Entity(EntityId),
    /// The list of instruments.
    Instruments,
    /// An instrument.
    Instrument(InstrumentId),
    /// The recommendations.
    Recommendations,
    /// The figures.
    Figures,
    /// The documents cited.
    Documents,
    /// States and measures side by side.
    Matrix,
    /// What is new since the report before it.
    Changes,
    /// What this edition is.
    About,
    /// The whole report on one page, to be printed or read without a connection.
    Print,
}

impl Page {
    /// The path within the report's folder.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = String::with_capacity(NAME);
        self.push_name(&mut name);
        name
    }

    /// Adds the path within the report's folder to an address.
    pub fn push_name(&self, address: &mut String) {
        let (folder, stem) = match self {
            Self::Home => ("", "index"),
            Self::Section(stem) => ("", stem.as_str()),
            Self::States => ("states/", "index"),
            Self::State(code) => ("states/", code.as_str()),
            Self::Measures => ("measures/", "index"),
            Self::Measure(id) => ("measures/", id.as_str()),
            Self::Themes => ("themes/", "index"),
            Self::Theme(id) => ("themes/", id.as_str()),
            Self::Entities => ("entities/", "index"),
            Self::Entity(id) => ("entities/", id.as_str()),
            Self::Instruments => ("instruments/", "index"),
            Self::Instrument(id) => ("instruments/", id.as_str()),
            Self::Recommendations => ("", "recommendations"),
            Self::Figures => ("", "figures"),
            Self::Documents => ("", "documents"),
            Self::Matrix => ("", "matrix"),
            Self::Changes => ("", "changes"),
            Self::About => ("", "about"),
            Self::Print => ("", "print"),
        };
        address.push_str(folder);
        match self {
            Self::State(_) => address.extend(stem.chars().flat_map(char::to_lowercase)),
            _ => address.push_str(stem),
        }
        address.push_str(".html");
    }

    /// Whether a site that makes `outputs` has this page.
    #[must_use]
    pub fn is_made(&self, outputs: Outputs) -> bool {
        match self {
            Self::States | Self::Themes | Self::Entities | Self::Instruments => outputs.has(Output::Lists),
            Self::Measures => outputs.has(Output::Lists) && outputs.has(Output::Measures),
            Self::Measure(_) => outputs.has(Output::Measures),
            Self::Matrix => outputs.has(Output::Matrix),
            Self::About => outputs.has(Output::About),
            Self::Print => outputs.has(Output::Print),
            _ => true,
        }
    }

    /// The page that tells what every report says of the same thing.
    #[must_use]
    pub fn shared(&self) -> Option<SharedPage> {
        Some(match self {
            Self::State(code) => SharedPage::State(code.clone()),
            Self::Entity(id) => SharedPage::Entity(id.clone()),
            Self::Instrument(id) => SharedPage::Instrument(id.clone()),
            Self::Theme(id) => SharedPage::Theme(id.clone()),
            _ => return None,
        })
    }

    /// The path below the output's root, in a language's folder.
    #[must_use]
    pub fn path(&self, language: &LanguageTag, report: &ReportId) -> OutputPath {
        in_report(language, report, &self.name())
    }
}

/// Room for the path of a page of the usual length, in bytes.
pub(crate) const NAME: usize = 32;

/// The path below the output's root of a page of a report, by its path within the report's folder.
#[must_use]
pub fn in_report(language: &LanguageTag, report: &ReportId, page: &str) -> OutputPath {
    OutputPath::new([language.as_str(), "/", report.as_str(), "/", page].concat())
}

/// A page that stands beside the reports: a language's home, and what several reports say of one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedPage {
    /// The language's home.
    Home,
    /// A State in every report.
    State(StateCode),
    /// An entity in every report.
    Entity(EntityId),
    /// An instrument in every report.
    Instrument(InstrumentId),
    /// A theme in every report.
    Theme(ThemeId),
}

impl SharedPage {
    /// The path below the output's root.
    #[must_use]
    pub fn path(&self, language: &LanguageTag) -> OutputPath {
        let name = match self {
            Self::Home => "index.html".to_owned(),
            Self::State(code) => Page::State(code.clone()).name(),
            Self::Entity(id) => Page::Entity(id.clone()).name(),
            Self::Instrument(id) => Page::Instrument(id.clone()).name(),
            Self::Theme(id) => Page::Theme(id.clone()).name(),
        };
        OutputPath::new(format!("{language}/{name}"))
    }
}

/// The path of the parallel view of a section, or of its index, for a pair of languages.
#[must_use]
pub fn parallel(pair: &(LanguageTag, LanguageTag), report: &ReportId, page: &Page) -> OutputPath {
    in_parallel(pair, report, &page.name())
}

/// The path of the parallel view of a page by its path within the report's folder.
#[must_use]
pub fn in_parallel(pair: &(LanguageTag, LanguageTag), report: &ReportId, page: &str) -> OutputPath {
    OutputPath::new([pair.0.as_str(), "-", pair.1.as_str(), "/", report.as_str(), "/", page].concat())
}

/// The pages of a report that have a parallel view.
#[must_use]
pub fn parallel_pages(report: &Report) -> Vec<Page> {
    let sections = report.sections.iter().map(|section| Page::Section(section.stem.clone()));
    [Page::Home].into_iter().chain(sections).collect()
}

/// The page that lets a reader choose a language.
#[must_use]
pub fn chooser() -> OutputPath {
    OutputPath::new("index.html")
}

/// The search page of a language.
#[must_use]
pub fn search(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("{language}/search.html"))
}

/// The one piece of a language's search index whose name is stable.
#[must_use]
pub fn search_loader(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("search/{language}.js"))
}

/// The path of a file of the theme's `assets/`, which has what the file holds in its name; that of no file if the theme lacks it.
#[must_use]
pub fn asset(site: &Site, name: &str) -> OutputPath {
    site.assets.get(name).map_or_else(|| OutputPath::new(format!("assets/{name}")), |asset| asset.path.clone())
}

/// The texts of a section for programs on pages of other languages, such as the menu that copies a paragraph in several languages.
#[must_use]
pub fn texts(language: &LanguageTag, report: &ReportId, stem: &SectionStem) -> OutputPath {
    OutputPath::new(format!("{language}/{report}/{stem}.js"))
}

/// The fragment of a section on the page that holds the whole report.
#[must_use]
pub fn section_fragment(stem: &SectionStem) -> String {
    format!("section-{stem}")
}

/// The fragment of a footnote.
#[must_use]
pub fn footnote_fragment(label: &FootnoteLabel) -> String {
    format!("fn-{label}")
}

/// The fragment of a figure on the page of figures.
#[must_use]
pub fn figure_fragment(id: &FigureId) -> String {
    format!("figure-{id}")
}

/// The fragment of a note on the about page.
#[must_use]
pub fn note_fragment(id: &NoteId) -> String {
    format!("note-{id}")
}

/// The page of a report that tells of its amendments: the about page, or the report's home where a site makes no about page.
#[must_use]
pub fn amendments_page(outputs: Outputs) -> Page {
    if Page::About.is_made(outputs) { Page::About } else { Page::Home }
}

/// The fragment of an amendment on that page.
#[must_use]
pub fn amendment_fragment(id: &AmendmentId) -> String {
    format!("amendment-{id}")
}

/// The fragment of a recommendation on the page of recommendations.
#[must_use]
pub fn recommendation_fragment(id: &RecommendationId) -> String {
    format!("recommendation-{id}")
}

/// The fragment of a document on the page of documents.
#[must_use]
pub fn document_fragment(id: &DocumentId) -> String {
    format!("document-{}", id.slug())
}

/// Every page of a report, in the order in which they are made.
#[must_use]
pub fn pages(report: &Report, outputs: Outputs) -> Vec<Page> {
    let indexes = &report.indexes;
    let mut pages = vec![Page::Home];
    pages.extend(report.sections.iter().map(|section| Page::Section(section.stem.clone())));
    pages.push(Page::States);
    pages.extend(indexes.states.keys().cloned().map(Page::State));
    pages.push(Page::Measures);
    pages.extend(report.measures.iter().map(|measure| Page::Measure(measure.id.clone())));
    pages.push(Page::Themes);
    pages.extend(indexes.themes.keys().cloned().map(Page::Theme));
    pages.push(Page::Entities);
    pages.extend(indexes.entities.keys().cloned().map(Page::Entity));
    pages.push(Page::Instruments);
    pages.extend(indexes.instruments.keys().cloned().map(Page::Instrument));
    pages.extend([Page::Recommendations, Page::Figures, Page::Documents, Page::Matrix]);
    pages.extend(report.previous.map(|_| Page::Changes));
    pages.extend([Page::About, Page::Print]);
    pages.retain(|page| page.is_made(outputs) && !is_empty(page, report));
    pages
}

/// Whether a list has nothing to list, and is neither made nor linked.
#[must_use]
pub fn is_empty(page: &Page, report: &Report) -> bool {
    match page {
        Page::Entities => report.indexes.entities.is_empty(),
        Page::Instruments => report.indexes.instruments.is_empty(),
        Page::Documents => report.indexes.documents.is_empty(),
        Page::Recommendations => report.recommendations.is_empty(),
        Page::Figures => report.figures.is_empty(),
        Page::Changes => report.previous.is_none(),
        _ => false,
    }
}

/// Reports pages of a report that would be written to one path.
pub(super) fn report_collisions(report: &Report, outputs: Outputs, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Page> = BTreeMap::new();
    for page in pages(report, outputs) {
        // File systems that fold case would let one of two such pages vanish.
        if let Some(first) = seen.insert(page.name().to_lowercase(), page.clone()) {
            let mut diagnostic = Diagnostic::new(
                Code::DuplicateOutput,
                span_of(&page, &first, report),
                format!("two pages would be written to `{}`", page.name()),
            )
            .hint("give one of them another name: the file's name before its language is the page's");
            if let (Some(first), Some(second)) = (section_span(&first, report), section_span(&page, report))
                && first != second
            {
                diagnostic = diagnostic.other(first, "the other page");
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// Reports folders of reports that are the site's own.
pub(super) fn report_reserved(site: &Site, diagnostics: &mut Diagnostics) {
    let folders = site.reports.iter().map(|report| report.id.as_str());
    for report in folders.filter(|id| ["states", "entities", "instruments", "themes", "schemas"].contains(id)) {
        diagnostics.push(
            Diagnostic::of_path(
                Code::DuplicateOutput,
                format!("content/{report}"),
                format!("`{report}` is the folder of the site's own pages"),
            )
            .hint("give the report another folder"),
        );
    }
}

fn section_span(page: &Page, report: &Report) -> Option<Span> {
    let Page::Section(stem) = page else { return None };
    report.sections.iter().find(|section| section.stem == *stem).map(|section| section.span)
}

/// The best place to show a collision at: a section's number, or else the report's symbol.
fn span_of(page: &Page, first: &Page, report: &Report) -> Span {
    section_span(page, report).or_else(|| section_span(first, report)).unwrap_or(report.record.symbol.span)
}

/// The path of a report's data file.
#[must_use]
pub fn data(report: &ReportId, name: &str) -> OutputPath {
    OutputPath::new(format!("data/{report}/{name}"))
}

/// The path of a data file that spans all reports.
#[must_use]
pub fn site_data(name: &str) -> OutputPath {
    OutputPath::new(format!("data/{name}"))
}

/// The page that explains the data, in a language.
#[must_use]
pub fn dictionary(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("{language}/data.html"))
}

/// The page that a host shows for an address that does not exist.
#[must_use]
pub fn not_found() -> OutputPath {
    OutputPath::new("404.html")
}

/// The same page in one language, for hosts that show the nearest one.
#[must_use]
pub fn not_found_in(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("{language}/404.html"))
}

/// The Atom feed of a language.
#[must_use]
pub fn feed(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("{language}/feed.xml"))
}

/// The path of the list of all written files.
#[must_use]
pub fn manifest() -> OutputPath {
    OutputPath::new("data/manifest.json")
}

/// The worker that keeps the site on a reader's device; it serves its own folder and all below, and so stands at the root.
#[must_use]
pub fn worker() -> OutputPath {
    OutputPath::new("sw.js")
}

/// The web app manifest of a language.
#[must_use]
pub fn app(language: &LanguageTag) -> OutputPath {
    OutputPath::new(format!("{language}/app.json"))
}
