//! A theme's page, and the list of themes.

use super::item::{ActionItem, MeasureItem, RecommendationItem, StatementItem};
use super::{Builder, Link};
use crate::parse::id::ThemeId;
use serde::Serialize;

/// What the report records under a theme.
#[derive(Debug, Serialize)]
pub struct ThemeView {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The theme's page.
    pub href: String,
    /// The section that treats of it.
    pub section: Option<Link>,
    /// The measures.
    pub measures: Vec<MeasureItem>,
    /// The statements.
    pub statements: Vec<StatementItem>,
    /// The actions.
    pub actions: Vec<ActionItem>,
    /// The recommendations.
    pub recommendations: Vec<RecommendationItem>,
}

impl Builder<'_> {
    /// A theme; none if no registry knows it.
    #[must_use]
    pub fn theme(&self, id: &ThemeId) -> Option<ThemeView> {
        let found = self.report.indexes.themes.get(id)?;
        let link = self.theme_link(id)?;
        let report = self.report;
        let stem = self.site.registries.themes.get(id).and_then(|theme| theme.section.as_deref());
        let section = report.sections.iter().find(|section| Some(section.stem.as_str()) == stem);
        Some(ThemeView {
            id: id.as_str().to_owned(),
            name: link.text,
            href: link.href,
            section: section.map(|section| self.section_link(section)),
            measures: found.measures.iter().map(|&index| self.measure(&report.measures[index])).collect(),
            statements: found.statements.iter().map(|&index| self.statement(&report.statements[index])).collect(),
            actions: found.actions.iter().map(|&index| self.action(&report.actions[index])).collect(),
            recommendations: found.recommendations.iter().map(|&index| self.recommendation(&report.recommendations[index])).collect(),
        })
    }

    /// All themes of the report, in the order of their file.
    #[must_use]
    pub fn themes(&self) -> Vec<ThemeView> {
        self.edition.names.sorted_themes(self.report.indexes.themes.keys()).into_iter().filter_map(|id| self.theme(id)).collect()
    }
}
