//! What linking remembers of each report, so that an edit costs the linking of one report.
//!
//! A report is linked from its own files and from what all reports share; what is remembered is used only where both are the same, and brings the
//! report's diagnostics with it. Nothing here outlives the program.

use super::report::{self, Context, Report};
use crate::diagnostic::Diagnostics;
use crate::parse::id::ReportId;
use crate::parse::{Files, ReportFiles};
use crate::source::Digest;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The reports that were linked before.
#[derive(Debug, Default)]
pub struct Memory {
    reports: BTreeMap<ReportId, Known>,
}

/// A linked report, and what it was linked from.
#[derive(Debug)]
struct Known {
    shared: Digest,
    own: Digest,
    report: Arc<Report>,
    diagnostics: Diagnostics,
}

impl Memory {
    /// Links all reports, on every core; `shared` is the hash of what they share.
    pub(super) fn reports(
        &mut self,
        shared: &Digest,
        reports: &[ReportFiles],
        context: &Context<'_>,
        files: Files<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Arc<Report>> {
        // Without a language nothing can be asked of a report.
        if context.languages.is_empty() {
            reports.iter().for_each(|report| drop(files.report(report, diagnostics)));
            return Vec::new();
        }
        let previous = series(reports, context);
        let beside = diagnostics.beside();
        let link = |(index, own): (usize, &ReportFiles)| {
            if let Some(known) = self.reports.get(&own.id).filter(|known| known.shared == *shared && known.own == own.key) {
                return (Arc::clone(&known.report), known.diagnostics.clone());
            }
            let mut diagnostics = beside.clone();
            let document = files.report(own, &mut diagnostics);
            let report = report::link(own.id.clone(), document, previous[index], context, &mut diagnostics);
            (Arc::new(report), diagnostics)
        };
        let indexed: Vec<(usize, &ReportFiles)> = reports.iter().enumerate().collect();
        let linked: Vec<(Arc<Report>, Diagnostics)> = indexed.par_iter().map(|&own| link(own)).collect();
        self.reports.clear();
        for (own, (report, found)) in reports.iter().zip(&linked) {
            diagnostics.extend(found.clone());
            let known = Known { shared: *shared, own: own.key, report: Arc::clone(report), diagnostics: found.clone() };
            self.reports.insert(own.id.clone(), known);
        }
        linked.into_iter().map(|(report, _)| report).collect()
    }
}

/// Finds for each report the one that it names as the report before it, if the site has that one in all its languages.
fn series(reports: &[ReportFiles], context: &Context<'_>) -> Vec<Option<usize>> {
    let languages: Vec<_> = reports.iter().map(|report| report::languages(&report.record, context.languages)).collect();
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
