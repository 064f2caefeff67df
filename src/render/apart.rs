//! One report by itself: all its pages and files. What they share goes when they are made, so that of many reports few take that memory at once.

use super::gather::Gathered;
use super::run::{AT_ONCE, Known, Part, Parts};
use super::{Drawing, Job, Taker, report_jobs};
use crate::Error;
use crate::diagnostic::Diagnostics;
use crate::link::Report;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::borrow::Borrow;

/// Gathers what a linked report holds, of which all was made before.
pub(super) fn gather(drawing: &Drawing<'_>, (index, report): (usize, &Report), gathered: &Gathered<'_>) -> Result<(), Error> {
    gathered.add((index, report), &drawing.renderer([(index, report)].into_iter(), None, &|| true))
}

/// Makes all of a linked report but what is known, on every core that has nothing else to do; and tells whether something failed.
///
/// The report before it is asked of `earlier`, if a page tells of that. What it holds is `gathered` meanwhile.
pub(super) fn parts<E: Borrow<Report>>(
    drawing: &Drawing<'_>,
    (index, report): (usize, &Report),
    earlier: impl FnOnce(usize) -> E,
    (known, gathered): (&Known<'_>, Option<&Gathered<'_>>),
    taker: Taker<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<(Parts, bool), Error> {
    let jobs = report_jobs(drawing.site, index, report);
    let held = known.held((index, report), jobs.len());
    let wanted: Vec<&Job<'_>> = jobs.iter().zip(&held).filter(|(_, held)| held.is_none()).map(|(job, _)| job).collect();
    let before = report.previous.filter(|_| wanted.iter().any(|job| job.tells_changes())).map(|index| (index, earlier(index)));
    let before = before.as_ref().map(|(index, report)| (*index, report.borrow()));
    let renderer = drawing.renderer([(index, report)].into_iter().chain(before), None, &|| true);
    let at_once = wanted.len().div_ceil(rayon::current_num_threads()).clamp(1, AT_ONCE);
    // What is not read is a few large files, of which no core is to make two.
    let runs = wanted.chunk_by(|a, b| a.is_read() == b.is_read());
    let runs: Vec<&[&Job<'_>]> = runs.flat_map(|run| run.chunks(if run[0].is_read() { at_once } else { 1 })).collect();
    let make = |jobs: &&[&Job<'_>]| renderer.make(jobs.iter().copied(), None, taker);
    let (all, added): (Vec<Result<_, Error>>, _) = rayon::join(
        || runs.par_iter().with_max_len(1).map(make).collect(),
        || gathered.map_or(Ok(()), |gathered| gathered.add((index, report), &renderer)),
    );
    added?;
    let mut made = Vec::with_capacity(wanted.len());
    for run in all {
        made.extend(run?);
    }
    let (mut made, mut parts, mut has_failed) = (made.into_iter(), Vec::with_capacity(jobs.len()), false);
    for held in held {
        parts.push(match held {
            Some(part) => {
                known.keep(std::slice::from_ref(part))?;
                part.clone()
            }
            None => made.next().unwrap_or_else(|| Ok(Part::default())).unwrap_or_else(|fault| {
                diagnostics.push(*fault);
                has_failed = true;
                Part::default()
            }),
        });
    }
    Ok((parts.into(), has_failed))
}
