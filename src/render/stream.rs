//! Reports that need not be open together: each is linked, rendered and closed again, so that a site of a thousand takes the memory of a few.

use super::memory::Setup;
use super::run::{Known, KnownReport, Made, Parts};
use super::{Drawing, Sink, Taker, apart, current_names};
use crate::Error;
use crate::diagnostic::Diagnostics;
use crate::link::{self, Report, Site, Unlinked};
use crate::source::Sources;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
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

/// Renders a site that was begun, of which nothing beside the reports looks into them, as [`super::render`] does; its reports are
/// linked on the way.
///
/// # Errors
/// What the sink or `known` returns.
pub fn render_streamed(
    site: &mut Site,
    unlinked: &Unlinked<'_>,
    sources: &Sources,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
    Taker { sink, ended, ahead }: Taker<'_>,
) -> Result<Made, Error> {
    // A few reports would not keep every core at work to the end.
    let new: Vec<usize> = (0..unlinked.count()).filter(|&index| known.same(index).is_none()).collect();
    let is_alone = new.len() <= REPORTS_A_CORE * rayon::current_num_threads();
    let begin = || {
        let linker = unlinked.linker(site, new.len());
        let link = |&index: &usize| (index, linker.link_to_close(index, true));
        // While one core makes the templates ready, each other links one; the rest when their turn comes, so that no core waits for another's.
        let others = rayon::current_num_threads().saturating_sub(1).max(1);
        let ahead = &new[..new.len().min(others)];
        let first: BTreeMap<usize, (Report, Diagnostics)> = ahead.par_iter().map(link).collect();
        (linker, Mutex::new(first))
    };
    let set_up = || {
        let setup = Setup::new(site, sources, None, !known.reports.is_empty());
        let names = current_names(site, &setup.languages);
        ahead();
        (setup, names)
    };
    let ((setup, names), begun) = rayon::join(set_up, begin);
    let mut done: BTreeMap<usize, Parts> = BTreeMap::new();
    let (mut failed, mut faulty): (Vec<usize>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    let closed: Vec<Arc<Report>> = {
        let site = &*site;
        let (linker, first) = begun;
        let drawing = Drawing::with(site, &setup, &names);
        let close = |index| match known.same(index) {
            Some(KnownReport { parts, outline, fingerprint, .. }) => {
                known.keep(parts)?;
                let (report, diagnostics) = if outline.stays_open {
                    linker.link_to_close(index, is_alone)
                } else {
                    let Report { id, record, languages, .. } = &*site.reports[index];
                    let told = (Arc::clone(outline), Arc::clone(fingerprint));
                    (Report::closed(id.clone(), record.clone(), languages.clone(), told), Diagnostics::default())
                };
                Ok(Closed { report: report.close().0, diagnostics, parts: Arc::clone(parts), has_failed: false })
            }
            None => {
                let first = first.lock().unwrap_or_else(PoisonError::into_inner).remove(&index);
                let linked = first.unwrap_or_else(|| linker.link_to_close(index, is_alone));
                made((index, linked), drawing.as_ref(), known, sink, is_alone).inspect(|closed| ended(&closed.report))
            }
        };
        // Handed out one by one: what a core has been given as a run, no other would take from it at the end.
        let all: Vec<Result<Closed, Error>> = (0..unlinked.count()).into_par_iter().with_max_len(1).map(close).collect();
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
    let templates = Arc::clone(&drawing.templates);
    let mut made = drawing.run((known.clone(), done), &(), sink, None, diagnostics)?.unwrap_or_default();
    made.reports.retain(|report, _| !failed.contains(report));
    made.faulty = faulty;
    // To take the templates apart takes its time, and nobody waits for it.
    drop(drawing);
    rayon::spawn(move || drop(templates));
    Ok(made)
}

/// Renders one linked report, and closes it; where it `is_alone`, no other waits for its memory.
fn made(
    (index, (report, mut diagnostics)): (usize, (Report, Diagnostics)),
    drawing: Option<&Drawing<'_>>,
    known: &Known<'_>,
    sink: Sink<'_>,
    is_alone: bool,
) -> Result<Closed, Error> {
    let (parts, has_failed) = match drawing {
        Some(drawing) => apart::parts(drawing, (index, &report), None, known, sink, &mut diagnostics)?,
        None => (Parts::default(), false),
    };
    let (report, rest) = report.close();
    // To take it apart takes its time; where other reports wait, they wait for the memory too.
    if is_alone {
        rayon::spawn(move || drop(rest));
    }
    Ok(Closed { report, diagnostics, parts, has_failed })
}
