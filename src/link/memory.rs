//! What linking remembers of each report, so that an edit costs the linking of one report.
//!
//! A report is linked from its own files and from what all reports share; what is remembered is used only where both are the same, and brings the
//! report's diagnostics with it. Nothing here outlives the program.

use super::Site;
use super::report::Report;
use super::unlinked::Unlinked;
use crate::diagnostic::Diagnostics;
use crate::parse::ReportFiles;
use crate::parse::id::ReportId;
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
    /// Links all reports of a site, on every core.
    pub(super) fn reports(&mut self, site: &Site, unlinked: &Unlinked<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Report>> {
        let (reports, shared) = (&unlinked.reports, unlinked.shared);
        let linker = unlinked.linker(site);
        let link = |(index, own): (usize, &ReportFiles)| {
            if let Some(known) = self.reports.get(&own.id).filter(|known| known.shared == shared && known.own == own.key) {
                return (Arc::clone(&known.report), known.diagnostics.clone());
            }
            let (report, diagnostics) = linker.link(index);
            (Arc::new(report), diagnostics)
        };
        let indexed: Vec<(usize, &ReportFiles)> = reports.iter().enumerate().collect();
        let linked: Vec<(Arc<Report>, Diagnostics)> = indexed.par_iter().map(|&own| link(own)).collect();
        self.reports.clear();
        for (own, (report, found)) in reports.iter().zip(&linked) {
            diagnostics.extend(found.clone());
            let known = Known { shared, own: own.key, report: Arc::clone(report), diagnostics: found.clone() };
            self.reports.insert(own.id.clone(), known);
        }
        linked.into_iter().map(|(report, _)| report).collect()
    }
}
