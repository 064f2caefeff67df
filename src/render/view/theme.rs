//! A theme's page, and the list of themes.

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
    /// The measures, drawn.
    pub measures: String,
    /// The statements, drawn.
    pub statements: String,
    /// The actions, drawn.
    pub actions: String,
    /// The recommendations, drawn.
    pub recommendations: String,
}

/// A theme in the list of themes.
#[derive(Debug, Serialize)]
pub struct ThemeLine {
    /// The theme's page.
    pub href: String,
    /// The name.
    pub name: String,
    /// How many measures it has.
    pub measure_count: usize,
    /// How many recommendations it has.
    pub recommendation_count: usize,
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
            measures: self.measures_html(&found.measures),
            statements: self.statements_html(&found.statements),
            actions: self.actions_html(&found.actions),
            recommendations: self.recommendations_html(&found.recommendations),
        })
    }

    /// All themes of the report, in the order of their file.
    #[must_use]
    pub fn themes(&self) -> Vec<ThemeLine> {
        let themes = &self.report.indexes.themes;
        let lines = self.edition.names.sorted_themes(themes.keys()).into_iter().filter_map(|id| {
            let Link { href, text } = self.theme_link(id)?;
            let found = &themes[id];
            Some(ThemeLine { href, name: text, measure_count: found.measures.len(), recommendation_count: found.recommendations.len() })
        });
        lines.collect()
    }
}
