//! What linking remembers of each report, so that an edit costs the linking of one report.
//!
//! A report is linked from its own files and from what all reports share; what is remembered is used only where both are the same, and brings the
//! report's diagnostics with it. Nothing here outlives the program.

use super::Site;
use super::parity::{self, AllSought};
use super::report::{Context, Report};
use super::unlinked::Unlinked;
use crate::diagnostic::Diagnostics;
use crate::parse::id::ReportId;
use crate::parse::{Places, ReportFiles};
use crate::source::Digest;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The reports that were linked before.
#[derive(Debug, Default)]
pub struct Memory {
    /// The hash of what they were linked with.
    shared: Digest,
    reports: BTreeMap<ReportId, Known>,
    /// The names in what they were linked with, once somebody has looked for them.
    sought: OnceLock<AllSought>,
}

/// A linked report, and what it was linked from.
#[derive(Debug)]
struct Known {
    own: Digest,
    report: Arc<Report>,
    diagnostics: Diagnostics,
    /// What its languages do to each other, once that was looked at.
    parity: OnceLock<Diagnostics>,
}

impl Memory {
    /// Links all reports of a site, on every core.
    pub(super) fn reports(&mut self, site: &Site, unlinked: &Unlinked<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Report>> {
        if self.shared != unlinked.shared {
            *self = Self { shared: unlinked.shared, ..Self::default() };
        }
        let context = Context::new(site);
        let is_known = |own: &ReportFiles| self.reports.get(&own.id).is_some_and(|known| known.own == own.key);
        let new: Vec<usize> = (0..unlinked.count()).filter(|&index| !is_known(&unlinked.reports[index])).collect();
        let is_alone = new.len() <= rayon::current_num_threads();
        let linked: Vec<(Report, Diagnostics)> =
            new.par_iter().map(|&index| unlinked.link(index, Places::Exact, is_alone, &context)).collect();
        let mut before = std::mem::take(&mut self.reports);
        for (index, (report, diagnostics)) in new.into_iter().zip(linked) {
            let own = unlinked.reports[index].key;
            before.insert(report.id.clone(), Known { own, report: Arc::new(report), diagnostics, parity: OnceLock::new() });
        }
        let mut reports = Vec::with_capacity(unlinked.count());
        for own in &unlinked.reports {
            let Some(known) = before.remove(&own.id) else { continue };
            diagnostics.extend(known.diagnostics.clone());
            reports.push(Arc::clone(&known.report));
            self.reports.insert(own.id.clone(), known);
        }
        reports
    }

    /// Holds the languages of each report against each other, on every core.
    pub(super) fn check(&self, site: &Site, diagnostics: &mut Diagnostics) {
        let context = Context::new(site);
        let known: Vec<&Known> = self.reports.values().collect();
        let check = |known: &&Known| {
            known.parity.get_or_init(|| {
                let mut found = Diagnostics::default();
                let sought = self.sought.get_or_init(|| AllSought::new(&context, self.reports.len()));
                parity::check(&known.report, (&context, sought), false, &mut found);
                found
            });
        };
        known.par_iter().for_each(check);
        known.iter().filter_map(|known| known.parity.get()).for_each(|found| diagnostics.extend(found.clone()));
    }
}
