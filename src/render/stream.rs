//! Reports that need not be open together: each is linked, rendered and closed again, so that a site of a thousand takes the memory of a few.
//!
//! What is known of an earlier run may tell that nothing beside the reports has to be made again; then only those that have changed are opened.

use super::gather::{Gathered, Told, Wanted};
use super::memory::Setup;
use super::run::{Known, KnownReport, Made, Parts};
use super::{Drawing, Taker, Work, apart, current_names, one_by_one};
use crate::Error;
use crate::diagnostic::Diagnostics;
use crate::link::{self, Linker, Report, Site, Unlinked};
use crate::source::Sources;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// So many reports for each core, and each keeps one core alone: the files and pages of fewer are spread over all cores.
const REPORTS_A_CORE: usize = 8;

/// A report after it was rendered.
struct Closed {
    report: Report,
    diagnostics: Diagnostics,
    parts: Parts,
    /// Whether something of it could not be made.
    has_failed: bool,
}

/// Renders a site that was begun as [`super::render`] does; its reports are linked on the way.
///
/// What stands beside the reports and tells what they hold is gathered from each of them while it is open.
///
/// # Errors
/// What the taker or `known` returns.
pub fn render_streamed(
    site: &mut Site,
    unlinked: &Unlinked<'_>,
    sources: &Sources,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
    taker: Taker<'_>,
) -> Result<Made, Error> {
    let new: Vec<usize> = (0..unlinked.count()).filter(|&index| known.same(index).is_none()).collect();
    // The new reports tell whether the others have to be opened too; so they are linked first, if they are few enough to stay open meanwhile.
    let asks = known.beside.is_some() && site.opens_reports() && are_few(new.len());
    let known = &Known { beside: known.beside.clone().filter(|_| asks || !site.opens_reports()), ..known.clone() };
    let begin = || {
        let linker = unlinked.linker(site, new.len());
        let link = |&index: &usize| (index, linked((site, &linker), (index, true), known, taker));
        // While one core makes the templates ready, each other links one; the rest when their turn comes, so that no core waits for another's.
        let others = rayon::current_num_threads().saturating_sub(1).max(1);
        let ahead = if asks { &new[..] } else { &new[..new.len().min(others)] };
        let first: BTreeMap<usize, (Report, Diagnostics)> = ahead.par_iter().map(link).collect();
        (linker.into_sought(), first)
    };
    let set_up = || {
        let setup = Setup::new(site, sources, None, !known.reports.is_empty());
        let names = current_names(site, &setup.languages);
        (taker.ahead)();
        (setup, names)
    };
    let ((setup, names), (sought, first)) = rayon::join(set_up, begin);
    let languages = Arc::clone(&setup.languages);
    let gathered = if asks {
        site.reports = outlined(site, known, &first);
        // What is wrong is told when the reports have been made.
        link::finish(site, &mut Diagnostics::default());
        Gathered::new(site, &languages, &Wanted::of(site, known), taker)?
    } else {
        Gathered::new(site, &languages, &Wanted::all(site), taker)?
    };
    let gathered = gathered.as_ref();
    let mut done: BTreeMap<usize, Parts> = BTreeMap::new();
    let (mut failed, mut faulty): (Vec<usize>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    let closed: Vec<Arc<Report>> = {
        let site = &*site;
        let opened = if gathered.is_some() { unlinked.count() } else { new.len() };
        let stream = Stream {
            site,
            linker: unlinked.linker_again(site, sought),
            first: Mutex::new(first),
            drawing: Drawing::with(site, &setup, &names),
            known,
            gathered,
            taker,
            are_few: are_few(opened),
        };
        let all = one_by_one(unlinked.count(), |index| stream.closed(index));
        let mut closed = Vec::with_capacity(all.len());
        for (index, one) in all.into_iter().enumerate() {
            let Closed { report, diagnostics: own, parts, has_failed } = one?;
            faulty.extend(own.iter().any(|fault| site.level(fault.code) != Some(None)).then_some(index));
            diagnostics.extend(own);
            done.insert(index, parts);
            failed.extend(has_failed.then_some(index));
            closed.push(Arc::new(report));
        }
        closed
    };
    site.reports = closed;
    link::finish(site, diagnostics);
    setup.report(diagnostics);
    let Some(drawing) = Drawing::with(site, &setup, &names) else { return Ok(Made::default()) };
    drop(setup);
    let told = gathered.map(|gathered| gathered as &dyn Told);
    let mut made = drawing.run((known.clone(), done), told, (&(), None), taker, diagnostics)?.unwrap_or_default();
    made.reports.retain(|report, _| !failed.contains(report));
    made.faulty = faulty;
    drawing.leave();
    Ok(made)
}

/// Whether so many reports would not keep every core at work to the end, each by itself.
fn are_few(reports: usize) -> bool {
    reports <= REPORTS_A_CORE * rayon::current_num_threads()
}

/// The reports of a site, closed, each with what is told of it: all are known but those that were linked.
fn outlined(site: &Site, known: &Known<'_>, linked: &BTreeMap<usize, (Report, Diagnostics)>) -> Vec<Arc<Report>> {
    let outlined = site.reports.iter().enumerate().map(|(index, report)| {
        let told = match (linked.get(&index), known.same(index)) {
            (Some((report, _)), _) => (Arc::clone(&report.outline), Arc::clone(&report.fingerprint)),
            (None, Some(before)) => (Arc::clone(&before.outline), Arc::clone(&before.fingerprint)),
            (None, None) => Default::default(),
        };
        Arc::new(report.closed_as(told))
    });
    outlined.collect()
}

/// Links a report, on every core if it `is_alone`, and tells if the site is not published with it.
fn linked(
    (site, linker): (&Site, &Linker<'_>),
    (index, is_alone): (usize, bool),
    known: &Known<'_>,
    taker: Taker<'_>,
) -> (Report, Diagnostics) {
    // What had faults will mostly have them again, and would then be linked twice.
    let has_faults = known.reports.get(&index).is_some_and(|before| before.had_faults);
    let link = || if has_faults { linker.link(index, is_alone) } else { linker.link_to_close(index, is_alone) };
    let (report, diagnostics) = taker.spent.on(Work::Link, link);
    if diagnostics.iter().any(|fault| site.is_refused_for(fault)) {
        (taker.given_up)();
    }
    (report, diagnostics)
}

/// What the reports go through one by one.
struct Stream<'a, 'g> {
    site: &'a Site,
    linker: Linker<'a>,
    /// Those that were linked already.
    first: Mutex<BTreeMap<usize, (Report, Diagnostics)>>,
    /// None, if the theme cannot be used.
    drawing: Option<Drawing<'a>>,
    known: &'a Known<'a>,
    gathered: Option<&'a Gathered<'g>>,
    taker: Taker<'a>,
    /// Whether those that are opened are few.
    are_few: bool,
}

impl Stream<'_, '_> {
    /// Renders a report, if it is not known, and closes it.
    fn closed(&self, index: usize) -> Result<Closed, Error> {
        let Some(KnownReport { parts, outline, fingerprint, .. }) = self.known.same(index) else {
            return self.made(index).inspect(|closed| (self.taker.ended)(&closed.report));
        };
        self.known.keep(parts)?;
        let (report, diagnostics) = if outline.stays_open || self.gathered.is_some() {
            self.linked(index)
        } else {
            (self.site.reports[index].closed_as((Arc::clone(outline), Arc::clone(fingerprint))), Diagnostics::default())
        };
        if let (Some(drawing), Some(gathered)) = (&self.drawing, self.gathered) {
            apart::gather(drawing, (index, &report), gathered)?;
        }
        Ok(Closed { report: self.close(report), diagnostics, parts: Arc::clone(parts), has_failed: false })
    }

    fn made(&self, index: usize) -> Result<Closed, Error> {
        let (report, mut diagnostics) = self.linked(index);
        // The one before it may be closed again, or not open yet: it is opened beside this one.
        let earlier = |earlier: usize| self.taker.spent.on(Work::Link, || self.linker.link_beside(earlier, self.are_few));
        let made = (self.known, self.gathered);
        let (parts, has_failed) = match &self.drawing {
            Some(drawing) => apart::parts(drawing, (index, &report), earlier, made, self.taker, &mut diagnostics)?,
            None => (Parts::default(), false),
        };
        Ok(Closed { report: self.close(report), diagnostics, parts, has_failed })
    }

    fn linked(&self, index: usize) -> (Report, Diagnostics) {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).remove(&index);
        first.unwrap_or_else(|| linked((self.site, &self.linker), (index, self.are_few), self.known, self.taker))
    }

    /// Closes a report. The only one of a site stays open: what stands beside it may name all that it holds.
    fn close(&self, report: Report) -> Report {
        if self.site.reports.len() == 1 {
            return report;
        }
        let (report, rest) = report.close();
        // To take it apart takes its time; where other reports wait, they wait for the memory too.
        if self.are_few {
            rayon::spawn(move || drop(rest));
        }
        report
    }
}
