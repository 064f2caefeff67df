//! What a site tells of a report without opening it: how much it holds, and which pages it has.

use super::report::Report;
use super::route;
use crate::parse::site::Outputs;
use serde::{Deserialize, Serialize};

/// What a site tells of a report without opening it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// How much it holds.
    pub counts: Counts,
    /// Its pages in one language, by their paths within the report's folder, in the order in which they are made.
    pub pages: Vec<String>,
    /// Its pages that have a parallel view, by the same paths.
    pub parallel: Vec<String>,
    /// Its pages that are no more, by the same paths, each with the one that took its place: its measures keep the ids that they had before.
    pub moved: Vec<(String, String)>,
    /// Whether something of it is told beside it, so that it stays open: amendments.
    pub stays_open: bool,
}

/// How much a report holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The numbered paragraphs.
    pub paragraphs: usize,
    /// The States that replied.
    pub states: usize,
    /// All States named.
    pub states_named: usize,
    /// The entities that replied.
    pub entities: usize,
    /// The measures.
    pub measures: usize,
    /// The recommendations.
    pub recommendations: usize,
    /// The figures.
    pub figures: usize,
    /// The notes.
    pub notes: usize,
}

impl Outline {
    /// The outline of a report on a site that makes `outputs`.
    pub(super) fn of(report: &Report, outputs: Outputs, moved: Vec<(String, String)>) -> Self {
        let counts = Counts {
            paragraphs: report.paragraphs.iter().filter(|paragraph| paragraph.id.number().is_some()).count(),
            states: report.indexes.states.values().filter(|found| found.reply.is_some()).count(),
            states_named: report.indexes.states.len(),
            entities: report.indexes.entities.values().filter(|found| found.reply.is_some()).count(),
            measures: report.measures.len(),
            recommendations: report.recommendations.len(),
            figures: report.figures.len(),
            notes: report.notes.len(),
        };
        Self {
            counts,
            pages: route::pages(report, outputs).iter().map(route::Page::name).collect(),
            parallel: route::parallel_pages(report).iter().map(route::Page::name).collect(),
            moved,
            stays_open: !report.amendments.is_empty(),
        }
    }
}
