//! One report in one language, with what all its pages share.

use super::language::Language;
use super::names::Names;
use crate::link::{Report, Site};

/// A report in one language.
pub struct Edition<'a> {
    /// The report.
    pub report: &'a Report,
    /// The language.
    pub language: &'a Language,
    /// The names as the report prints them in the language.
    pub names: Names,
}

impl<'a> Edition<'a> {
    /// Gathers what the report's pages in this language share.
    #[must_use]
    pub fn new(site: &Site, report: &'a Report, language: &'a Language) -> Self {
        Self { report, language, names: Names::new(site, report, language) }
    }
}
