//! One run over all jobs: what is awaited first, then what is read, then the rest; and the list of all that was made.

use super::memory::Memory;
use super::{Artifact, Job, Reader, Renderer, Sink, precompress, sha256};
use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::route;
use crate::path::OutputPath;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An artifact that was made.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) path: OutputPath,
    pub(super) sha256: String,
    pub(super) length: usize,
    /// Its bytes, in a run that is remembered.
    pub(super) bytes: Option<Arc<[u8]>>,
}

impl Entry {
    /// What the list of all files says of an artifact.
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), sha256: sha256(&artifact.bytes), length: artifact.bytes.len(), bytes: None }
    }
}

/// All that was made.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// Of each report of which nothing failed.
    pub(super) reports: BTreeMap<usize, Vec<Entry>>,
    /// Beside the reports.
    pub(super) beside: Vec<Entry>,
}

/// What a job came to: its files, or the fault that stopped it; none of either if nobody wanted it any more.
type Done = Option<Result<Vec<Entry>, Box<Diagnostic>>>;

/// A part of a run.
#[derive(Clone, Copy)]
struct Stage {
    /// Whether it is made although the reader has left.
    stays: bool,
    /// Whether the reader is told of its end.
    tells: bool,
}

/// One run.
pub(super) struct Run<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    /// The reports that were made before, each with all that was made of it.
    pub(super) known: BTreeMap<usize, &'a [Entry]>,
    pub(super) reader: &'a dyn Reader,
    pub(super) sink: Sink<'a>,
}

impl Run<'_> {
    /// Makes everything; none if the reader left before the end.
    pub(super) fn through(&self, memory: Option<&Memory>, diagnostics: &mut Diagnostics) -> Result<Option<Made>, Error> {
        let is_new = |job: &Job<'_>| job.report().is_none_or(|report| !self.known.contains_key(&report));
        let (read, rest): (Vec<_>, Vec<_>) = self.renderer.jobs().into_iter().filter(is_new).partition(Job::is_read);
        let is_awaited = |job: &Job<'_>| self.renderer.page(job).is_some_and(|page| self.reader.awaits(&page));
        let (awaited, read): (Vec<_>, Vec<_>) = read.into_iter().partition(is_awaited);
        let mut failed: BTreeSet<usize> = BTreeSet::new();
        let reports = self.known.iter().map(|(&report, entries)| (report, entries.to_vec())).collect();
        let mut made = Made { reports, beside: Vec::new() };
        // What is awaited is made even if something newer is wanted already: that may go on for long.
        let stages = [(&awaited, Stage { stays: true, tells: !awaited.is_empty() }), (&read, Stage { stays: false, tells: true })];
        for (jobs, stage) in stages.into_iter().chain([(&rest, Stage { stays: false, tells: false })]) {
            for (job, done) in jobs.iter().zip(self.make(jobs, stage, memory)) {
                match (done?, job.report()) {
                    (None, _) => return Ok(None),
                    (Some(Ok(entries)), Some(report)) => made.reports.entry(report).or_default().extend(entries),
                    (Some(Ok(entries)), None) => made.beside.extend(entries),
                    (Some(Err(diagnostic)), report) => {
                        diagnostics.push(*diagnostic);
                        failed.extend(report);
                    }
                }
            }
            if stage.tells {
                self.reader.readable();
            }
        }
        for Entry { path, bytes, .. } in self.known.values().copied().flatten() {
            if let Some(bytes) = bytes {
                (self.sink)(Artifact { path: path.clone(), bytes: Arc::clone(bytes) })?;
            }
        }
        let last = self.close(made.reports.values().flatten().chain(&made.beside).collect(), diagnostics)?;
        made.beside.extend(last);
        made.reports.retain(|report, _| !failed.contains(report));
        Ok(Some(made))
    }

    /// Makes what tells of all that was made: the worker, whose entry is given, and the manifest.
    fn close(&self, mut entries: Vec<&Entry>, diagnostics: &mut Diagnostics) -> Result<Option<Entry>, Error> {
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let made = self.renderer.worker(&entries);
        let worker = match made {
            Ok(artifact) => {
                (self.sink)(artifact.clone())?;
                Some(Entry::of(&artifact))
            }
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                None
            }
        };
        let mut listed = entries;
        listed.extend(&worker);
        listed.sort_by(|a, b| a.path.cmp(&b.path));
        (self.sink)(Artifact::new(route::manifest(), manifest(&listed)))?;
        Ok(worker)
    }

    /// Makes the artifacts of jobs, on every core.
    fn make(&self, jobs: &[Job<'_>], stage: Stage, memory: Option<&Memory>) -> Vec<Result<Done, Error>> {
        jobs.par_iter()
            .map(|job| {
                if !stage.stays && self.reader.has_left() {
                    return Ok(None);
                }
                let artifacts = match self.renderer.artifacts(job) {
                    Ok(artifacts) => artifacts,
                    Err(diagnostic) => return Ok(Some(Err(diagnostic))),
                };
                let copies: Vec<Artifact> = match self.renderer.site.record.precompress {
                    true => artifacts.iter().flat_map(precompress::copies).collect(),
                    false => Vec::new(),
                };
                let mut entries = Vec::with_capacity(artifacts.len());
                for artifact in artifacts.into_iter().chain(copies) {
                    let (artifact, entry) = match memory {
                        Some(memory) => memory.entry(artifact),
                        None => {
                            let entry = Entry::of(&artifact);
                            (artifact, entry)
                        }
                    };
                    entries.push(entry);
                    (self.sink)(artifact)?;
                }
                Ok(Some(Ok(entries)))
            })
            .collect()
    }
}

/// The list of all files but itself, each with its SHA-256 and length in bytes.
fn manifest(entries: &[&Entry]) -> Vec<u8> {
    let file = |entry: &&Entry| json!({"path": entry.path.as_str(), "sha256": entry.sha256, "bytes": entry.length});
    let files: Vec<_> = entries.iter().map(file).collect();
    let mut out = serde_json::to_vec_pretty(&json!({"generator": "sijill", "files": files})).unwrap_or_default();
    out.push(b'\n');
    out
}
