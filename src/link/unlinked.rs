//! The reports of a site before they are linked, one by one.

use super::Site;
use super::parity::{self, AllSought};
use super::report::{self, Context, Report};
use crate::diagnostic::Diagnostics;
use crate::parse::id::LanguageTag;
use crate::parse::{Files, Places, ReportFiles};
use crate::source::Digest;
use std::sync::Arc;

/// The reports of a site before they are linked.
#[derive(Debug)]
pub struct Unlinked<'s> {
    /// The reports, in the order of the site.
    pub(super) reports: Vec<ReportFiles>,
    /// The hash of what they are linked with.
    pub(super) shared: Digest,
    files: Files<'s>,
    /// What could not be read of what they are linked with.
    beside: Diagnostics,
    /// For each report the one that it names as the report before it.
    previous: Vec<Option<usize>>,
}

impl<'s> Unlinked<'s> {
    pub(super) fn new(
        mut reports: Vec<ReportFiles>,
        shared: Digest,
        files: Files<'s>,
        languages: &[LanguageTag],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        // Without a language nothing can be asked of a report.
        if languages.is_empty() {
            reports.drain(..).for_each(|report| drop(files.report(&report, Places::Exact, false, diagnostics)));
        }
        let previous = series(&reports, languages);
        Self { reports, shared, files, beside: diagnostics.beside(), previous }
    }

    /// How many reports there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.reports.len()
    }

    /// The reports, closed.
    pub(super) fn closed(&self, languages: &[LanguageTag]) -> Vec<Arc<Report>> {
        let close = |(report, previous): (&ReportFiles, &Option<usize>)| {
            let languages = report::languages(&report.record, languages);
            Arc::new(Report::closed(report.id.clone(), report.record.clone(), languages, *previous, Default::default()))
        };
        self.reports.iter().zip(&self.previous).map(close).collect()
    }

    /// Links a report, on every core if it is `alone`, and tells its faults but for what its languages do to each other.
    pub(super) fn link(&self, index: usize, places: Places, is_alone: bool, context: &Context<'_>) -> (Report, Diagnostics) {
        let mut diagnostics = self.beside.clone();
        let document = self.files.report(&self.reports[index], places, is_alone, &mut diagnostics);
        let report = report::link(self.reports[index].id.clone(), document, self.previous[index], context, &mut diagnostics);
        (report, diagnostics)
    }

    /// Makes ready what the reports of a site are linked with, so many of them.
    #[must_use]
    pub fn linker<'a>(&'a self, site: &'a Site, reports: usize) -> Linker<'a> {
        let context = Context::new(site);
        Linker { unlinked: self, sought: AllSought::new(&context, reports), context }
    }

    /// Makes ready the same, with the names that an earlier linker looked for.
    #[must_use]
    pub fn linker_again<'a>(&'a self, site: &'a Site, Sought(sought): Sought) -> Linker<'a> {
        Linker { unlinked: self, sought, context: Context::new(site) }
    }
}

/// Links reports, and holds the languages of each against each other.
pub struct Linker<'a> {
    unlinked: &'a Unlinked<'a>,
    context: Context<'a>,
    sought: AllSought,
}

/// The names that a linker looks for in every report.
pub struct Sought(AllSought);

impl Linker<'_> {
    /// The names that it looked for, for another linker of the same site.
    #[must_use]
    pub fn into_sought(self) -> Sought {
        Sought(self.sought)
    }

    /// Links a report, on every core if it is `alone`, and tells its faults.
    #[must_use]
    pub fn link(&self, index: usize, is_alone: bool) -> (Report, Diagnostics) {
        self.linked(index, Places::Exact, is_alone)
    }

    /// Links a report as [`Linker::link`] does, for one that is closed before its places are asked for: they are found out only if something is wrong.
    #[must_use]
    pub fn link_to_close(&self, index: usize, is_alone: bool) -> (Report, Diagnostics) {
        let (report, diagnostics) = self.linked(index, Places::OfFiles, is_alone);
        if diagnostics.iter().len() == 0 { (report, diagnostics) } else { self.linked(index, Places::Exact, is_alone) }
    }

    /// Links a report that another is told beside: its faults are told when it is linked for itself.
    #[must_use]
    pub fn link_beside(&self, index: usize, is_alone: bool) -> Report {
        self.unlinked.link(index, Places::OfFiles, is_alone, &self.context).0
    }

    fn linked(&self, index: usize, places: Places, is_alone: bool) -> (Report, Diagnostics) {
        let (report, mut diagnostics) = self.unlinked.link(index, places, is_alone, &self.context);
        parity::check(&report, (&self.context, &self.sought), is_alone, &mut diagnostics);
        (report, diagnostics)
    }
}

/// Finds for each report the one that it names as the report before it, if the site has that one in all its languages.
fn series(reports: &[ReportFiles], languages: &[LanguageTag]) -> Vec<Option<usize>> {
    let languages: Vec<_> = reports.iter().map(|report| report::languages(&report.record, languages)).collect();
    let before = |(index, report): (usize, &ReportFiles)| {
        let symbol = &report.record.previous.as_ref()?.value;
        let is_before = |other: usize| {
            reports[other].record.symbol.value == *symbol
                && other != index
                && languages[index].iter().all(|tag| languages[other].contains(tag))
        };
        (0..reports.len()).find(|&other| is_before(other))
    };
    reports.iter().enumerate().map(before).collect()
}
