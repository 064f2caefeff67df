//! What stands beside the pages: for hosts and crawlers, for feed readers, for researchers, archives and libraries.
//!
//! Each file has one form here; which there are, and when each is made, is told by [`Piece`]. Nothing here is a page: those are `page`'s.

mod akoma;
mod citation;
mod feed;
mod host;
mod memory;
pub(super) mod package;
mod print;
mod record;
pub(crate) mod xml;

pub(in crate::render) use print::style as print_style;

use super::data::KINDS;
use super::data::dictionary::Kind;
use super::{Artifact, Renderer};
use crate::diagnostic::Diagnostic;
use crate::link::{Moved, Report, Site, route};
use crate::parse::id::LanguageTag;
use crate::parse::site::{Output, Outputs};

/// Files that are made together.
#[derive(Debug, Clone, Copy)]
pub(super) enum Piece<'a> {
    /// What hosts and crawlers ask for.
    Host,
    /// The page for addresses that do not exist.
    NotFound,
    /// A page that leads on to where another went.
    Moved(&'a Moved),
    /// The index of all sitemaps, and the sitemap of the pages beside the reports.
    Sitemaps,
    /// A report's sitemap.
    Sitemap(usize),
    /// The feed of a language.
    Feed(&'a LanguageTag),
    /// The page that explains the data.
    Dictionary(&'a LanguageTag),
    /// The description of the data as a package, and the schemas.
    Package,
    /// One kind of record across all reports.
    SiteData(&'static Kind),
    /// How to cite a report, in a language.
    Citations(usize, &'a LanguageTag),
    /// A report in a language as Akoma Ntoso.
    Akoma(usize, &'a LanguageTag),
    /// What stands at the head of a report's printed pages, in a language.
    PrintStyle(usize, &'a LanguageTag),
    /// A report's languages as a translation memory.
    Memory(usize),
    /// A report's edition as JSON-LD.
    Record(usize),
}

/// The pieces of a site that are no single report's.
pub(super) fn pieces(site: &Site) -> Vec<Piece<'_>> {
    let mut pieces = vec![Piece::Host, Piece::NotFound, Piece::Sitemaps];
    pieces.extend(site.moved.iter().map(Piece::Moved));
    pieces.extend(site.languages.iter().map(Piece::Feed));
    if site.outputs.has(Output::Data) {
        pieces.push(Piece::Package);
        pieces.extend(site.languages.iter().map(Piece::Dictionary));
        pieces.extend(KINDS.iter().map(Piece::SiteData));
    }
    pieces
}

/// The pieces of a report.
pub(super) fn report_pieces(index: usize, report: &Report, outputs: Outputs) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = vec![Piece::Sitemap(index)];
    pieces.extend(report.languages.iter().map(|tag| Piece::PrintStyle(index, tag)));
    if outputs.has(Output::Data) {
        pieces.extend(report.languages.iter().flat_map(|tag| [Piece::Citations(index, tag), Piece::Akoma(index, tag)]));
        pieces.extend([Piece::Memory(index), Piece::Record(index)]);
    }
    pieces
}

impl Renderer<'_> {
    /// Makes the files of a piece.
    pub(super) fn exchange(&self, piece: Piece<'_>) -> Result<Vec<Artifact>, Box<Diagnostic>> {
        let site = self.site;
        let editions = |report: usize| self.editions_of(report);
        let edition = |report: usize, tag: &LanguageTag| self.editions.get(report, tag);
        Ok(match piece {
            Piece::Host => host::artifacts(site),
            Piece::NotFound => {
                let own = if site.languages.len() > 1 { site.languages.as_slice() } else { &[] };
                let pages = [None].into_iter().chain(own.iter().map(Some)).map(|language| self.not_found_page(language));
                pages.collect::<Result<_, _>>()?
            }
            Piece::Moved(moved) => vec![Artifact { path: moved.from.clone(), bytes: self.moved_page(moved)? }],
            Piece::Sitemaps => host::sitemaps(site),
            Piece::Sitemap(report) => {
                self.editions.of(report).next().map(|edition| host::sitemap(site, edition.report)).unwrap_or_default()
            }
            Piece::Feed(tag) => {
                let own = self.editions_in(tag);
                self.languages.get(tag).and_then(|language| feed::artifact(site, language, &own)).into_iter().collect()
            }
            Piece::Dictionary(tag) => {
                vec![Artifact { path: route::dictionary(tag), bytes: self.templates.draw(self.dictionary_page(tag)?)? }]
            }
            Piece::Package => package::schemas(site, &self.languages),
            // It is handed on as it is made.
            Piece::SiteData(_) => Vec::new(),
            Piece::Citations(report, tag) => edition(report, tag).map(|edition| citation::artifacts(site, edition)).unwrap_or_default(),
            Piece::Akoma(report, tag) => edition(report, tag).map(|edition| akoma::artifact(site, edition)).into_iter().collect(),
            Piece::PrintStyle(report, tag) => edition(report, tag).map(|edition| print::style(site, edition)).into_iter().collect(),
            Piece::Memory(report) => memory::artifact(site, self.report(report), &editions(report)).into_iter().collect(),
            Piece::Record(report) => vec![record::artifact(site, self.report(report))],
        })
    }
}

/// Whether the site has a feed: it knows where it will stand, and an edition has a date.
pub(super) fn has_feed(site: &Site, tag: &LanguageTag) -> bool {
    let dated = |report: &std::sync::Arc<Report>| report.languages.contains(tag) && host::edition_date(report).is_some();
    site.base_url.is_some() && site.reports.iter().any(dated)
}
