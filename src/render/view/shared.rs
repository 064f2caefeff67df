//! What several reports say of one State, entity, instrument or theme: one line per report.

use super::{Builder, Link};
use crate::link::route::{Page, SharedPage};
use serde::Serialize;

/// One report's line.
#[derive(Debug, Serialize)]
pub struct ReportLine {
    /// The report's symbol and title.
    pub report: Link,
    /// The page of the thing in that report.
    pub href: String,
    /// How many measures the report records of it.
    pub measures: usize,
    /// How many actions the report records of it.
    pub actions: usize,
    /// How many paragraphs name it.
    pub paragraphs: usize,
}

impl Builder<'_> {
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
            href: self.prose.href(&page),
            measures,
            actions,
            paragraphs,
        })
    }
}
