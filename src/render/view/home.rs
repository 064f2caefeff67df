//! A report's home with its masthead, the language's home, and what the about page says.

use super::{Builder, Link};
use crate::link::Counts;
use crate::link::route::{self, Page};
use crate::parse::section::SectionNumber;
use crate::parse::site::Output;
use serde::Serialize;

/// What stands on a report's masthead.
#[derive(Debug, Serialize)]
pub struct MastheadView {
    /// The symbol.
    pub symbol: String,
    /// The organ.
    pub organ: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// The item of the agenda.
    pub agenda: Option<AgendaView>,
    /// The distribution series; names the message `distribution-SERIES`.
    pub distribution: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// The original language; names the message `language-LANG`.
    pub original_language: Option<String>,
    /// The title.
    pub title: String,
    /// What kind of report it is.
    pub kind: Option<String>,
    /// The resolution that asked for it.
    pub mandate: Option<Link>,
    /// The report before it.
    pub previous: Option<Link>,
    /// The date at which replies were counted.
    pub cut_off: Option<String>,
    /// The period that it covers.
    pub period: Option<String>,
    /// What it is, for readers.
    pub about: Option<String>,
    /// How this edition's text was made.
    pub provenance: Option<String>,
    /// The date of this edition.
    pub edition_date: Option<String>,
    /// Who publishes this edition.
    pub publisher: Option<String>,
}

/// The item of the agenda.
#[derive(Debug, Serialize)]
pub struct AgendaView {
    /// The item's number in the language's digits.
    pub item: String,
    /// Whether the agenda was still provisional.
    pub provisional: bool,
    /// The title.
    pub title: String,
    /// The document that the `*` note cites.
    pub note: Option<Link>,
}

/// The summary as it stands on the report's home.
#[derive(Debug, Serialize)]
pub struct SummaryView {
    /// The title.
    pub title: String,
    /// The text.
    pub html: Vec<String>,
    /// The summary's own page.
    pub href: String,
}

/// A report on the language's home.
#[derive(Debug, Serialize)]
pub struct ReportItem {
    /// The report's home.
    pub href: String,
    /// The symbol.
    pub symbol: String,
    /// The title.
    pub title: String,
    /// What kind of report it is.
    pub kind: Option<String>,
    /// The date.
    pub date: Option<String>,
    /// What it is, for readers.
    pub about: Option<String>,
    /// How much it holds.
    pub counts: Counts,
    /// What is new in it since the report before it.
    pub changes: Option<Link>,
}

impl Builder<'_> {
    /// The masthead.
    #[must_use]
    pub fn masthead(&self) -> MastheadView {
        let record = &self.report.record;
        let text = |text: &Option<crate::parse::Localized>| text.as_ref().map(|text| text.text(self.tag()).to_owned());
        let date = |date: Option<&crate::diagnostic::Spanned<String>>| date.map(|date| self.language().date(date));
        MastheadView {
            symbol: record.symbol.as_str().to_owned(),
            organ: text(&record.organ),
            session: record.session.as_ref().map(|session| session.name.text(self.tag()).to_owned()),
            agenda: record.agenda.as_ref().map(|agenda| AgendaView {
                item: self.language().ordinal(agenda.item),
                provisional: agenda.provisional,
                title: agenda.title.text(self.tag()).to_owned(),
                note: agenda.note.as_ref().and_then(|note| self.document_link(note)),
            }),
            distribution: record.distribution.clone(),
            date: date(record.date.as_ref()),
            original_language: record.original_language.clone(),
            title: record.title.text(self.tag()).to_owned(),
            kind: text(&record.kind),
            mandate: record.mandate.as_ref().and_then(|mandate| self.document_link(mandate)),
            previous: record.previous.as_ref().and_then(|previous| self.document_link(previous)),
            cut_off: date(record.cut_off.as_ref()),
            period: text(&record.period),
            about: text(&record.about),
            provenance: text(&record.provenance),
            edition_date: date(record.edition.as_ref().and_then(|edition| edition.date.as_ref())),
            publisher: record.edition.as_ref().and_then(|edition| edition.publisher.clone()),
        }
    }

    /// The unnumbered sections, whose text the report's home shows.
    #[must_use]
    pub fn summaries(&self) -> Vec<SummaryView> {
        let unnumbered = self.report.sections.iter().filter(|section| section.number == SectionNumber::Unnumbered);
        let summaries = unnumbered.map(|section| SummaryView {
            title: section.title(self.tag()).to_owned(),
            html: section
                .paragraphs
                .iter()
                .filter_map(|&index| self.report.paragraphs[index].texts.get(self.tag()))
                .map(|text| self.prose.html(text.blocks(), None))
                .collect(),
            href: self.prose.href(&Page::Section(section.stem.clone())),
        });
        summaries.collect()
    }

    /// The report as it stands on the language's home.
    #[must_use]
    pub fn report_item(&self) -> ReportItem {
        let masthead = self.masthead();
        ReportItem {
            href: self.path.link_to(&Page::Home.path(self.tag(), &self.report.id)),
            symbol: masthead.symbol,
            title: masthead.title,
            kind: masthead.kind,
            date: masthead.date,
            about: masthead.about,
            counts: self.report.outline.counts,
            changes: self.report.previous.map(|index| Link {
                href: self.path.link_to(&Page::Changes.path(self.tag(), &self.report.id)),
                text: self.site.reports[index].record.symbol.as_str().to_owned(),
            }),
        }
    }

    /// The data files of the report, relative to the page.
    #[must_use]
    pub fn data_links(&self, names: &[impl AsRef<str>]) -> Vec<Link> {
        let link = |name: &_| {
            let name = AsRef::<str>::as_ref(name);
            Link { href: self.path.link_to(&route::data(&self.report.id, name)), text: name.to_owned() }
        };
        names.iter().filter(|_| self.site.outputs.has(Output::Data)).map(link).collect()
    }
}
