//! What several reports say of one State, entity, instrument or theme: one line per report.

use super::{Builder, Link};
use crate::link::route::{Page, SharedPage};
use crate::parse::Localized;
use serde::Serialize;

/// One report's line.
#[derive(Debug, Clone, Serialize)]
pub struct ReportLine {
    /// The report's symbol and title.
    pub report: Link,
    /// The page of the thing in that report.
    pub href: String,
    /// The date on the report's masthead.
    pub date: Option<String>,
    /// How a State stands to the report; names the message `role-ROLE`.
    pub role: Option<&'static str>,
    /// How many measures the report records of it.
    pub measures: usize,
    /// How many actions the report records of it.
    pub actions: usize,
    /// How many paragraphs name it.
    pub paragraphs: usize,
}

/// What more than one report could name, of one kind.
#[derive(Debug, Serialize)]
pub struct AcrossGroup {
    /// Names the message `menu-KEY`.
    pub key: &'static str,
    /// The pages, in the language's order.
    pub links: Vec<Link>,
}

impl Builder<'_> {
    /// The pages that tell what every report says of one thing, by kind; none before the language has two reports.
    #[must_use]
    pub fn across_reports(&self) -> Vec<AcrossGroup> {
        let pages = self.site.shared_pages(self.tag());
        let registries = &self.site.registries;
        let names = &self.edition.names;
        let link = |page: SharedPage, name: Option<&Localized>| {
            Some(Link { href: self.path.link_to(&page.path(self.tag())), text: name?.text(self.tag()).to_owned() })
        };
        macro_rules! group {
            ($key:literal, $kind:ident, $registry:ident, $sorted:ident) => {{
                let ids = pages.iter().filter_map(|page| match page {
                    SharedPage::$kind(id) => Some(id),
                    _ => None,
                });
                let sorted = names.$sorted(ids).into_iter();
                let links =
                    sorted.filter_map(|id| link(SharedPage::$kind(id.clone()), registries.$registry.get(id).map(|record| &record.name)));
                AcrossGroup { key: $key, links: links.collect() }
            }};
        }
        let groups = [
            group!("states", State, states, sorted_states),
            group!("themes", Theme, themes, sorted_themes),
            group!("entities", Entity, entities, sorted_entities),
            group!("instruments", Instrument, instruments, sorted_instruments),
        ];
        groups.into_iter().filter(|group| !group.links.is_empty()).collect()
    }

    /// This report's line on a shared page; none if the report does not name the thing.
    #[must_use]
    pub fn line(&self, page: &SharedPage) -> Option<ReportLine> {
        let indexes = &self.report.indexes;
        let (page, measures, actions, paragraphs) = match page {
            SharedPage::Home => return None,
            SharedPage::State(code) => {
                let found = indexes.states.get(code)?;
                (Page::State(code.clone()), found.measures.len(), found.actions.len(), found.paragraphs.len())
            }
            SharedPage::Entity(id) => {
                let found = indexes.entities.get(id)?;
                (Page::Entity(id.clone()), found.measures.len(), found.actions.len(), found.paragraphs.len())
            }
            SharedPage::Instrument(id) => {
                let found = indexes.instruments.get(id)?;
                (Page::Instrument(id.clone()), found.measures.len(), found.actions.len(), found.paragraphs.len())
            }
            SharedPage::Theme(id) => {
                let found = indexes.themes.get(id)?;
                (Page::Theme(id.clone()), found.measures.len(), found.actions.len(), 0)
            }
        };
        let record = &self.report.record;
        Some(ReportLine {
            report: Link {
                href: self.prose.href(&Page::Home),
                text: format!("{} · {}", record.symbol.as_str(), record.title.text(self.tag())),
            },
            date: record.date.as_ref().map(|date| self.language().date(date)),
            role: match &page {
                Page::State(code) => indexes.states.get(code).map(|found| found.role.as_str()),
                _ => None,
            },
            href: self.prose.href(&page),
            measures,
            actions,
            paragraphs,
        })
    }
}
