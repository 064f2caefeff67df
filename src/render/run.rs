//! One run over all jobs: what is awaited first, then what is read, then the rest; and the list of all that was made.

use super::memory::Memory;
use super::{Artifact, Job, Reader, Renderer, Sink, sha256};
use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::{Outline, route};
use crate::path::OutputPath;
use rayon::iter::ParallelIterator;
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An artifact that was made.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it stands below the output's root.
    pub path: OutputPath,
    /// Its SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub length: usize,
    /// Its bytes, where they are in memory.
    pub bytes: Option<Arc<[u8]>>,
}

impl Entry {
    /// What the list of all files says of an artifact.
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), sha256: sha256(&artifact.bytes), length: artifact.bytes.len(), bytes: None }
    }
}

/// All artifacts of a report.
pub type Entries = Arc<[Entry]>;

/// So many jobs are done side by side, step by step, where nobody waits for one of them.
pub(super) const AT_ONCE: usize = 16;

/// All that was made.
#[derive(Debug, Default)]
pub struct Made {
    /// Of each report of which nothing failed.
    pub reports: BTreeMap<usize, Entries>,
    /// Beside the reports.
    pub beside: Vec<Entry>,
}

impl Made {
    /// Everything.
    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.reports.values().flat_map(|entries| entries.iter()).chain(&self.beside)
    }

    /// The paths of all that was made.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.entries().map(|entry| &entry.path)
    }
}

/// What was made before.
pub struct Known<'a> {
    /// The reports of which nothing has changed, each with all that was made of it.
    pub reports: BTreeMap<usize, Entries>,
    /// What is told of them.
    pub outlines: BTreeMap<usize, Outline>,
    /// Takes what was made before instead of making it.
    pub keep: &'a (dyn Fn(&Entry) -> Result<(), Error> + Sync),
}

/// What a job came to: its files, or the fault that stopped it.
pub(super) type Ended = Result<Vec<Entry>, Box<Diagnostic>>;

/// What a job came to; nothing if nobody wanted it any more.
type Done = Option<Ended>;

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
    pub(super) known: Known<'a>,
    pub(super) reader: &'a dyn Reader,
    pub(super) sink: Sink<'a>,
}

impl Run<'_> {
    /// Makes everything; none if the reader left before the end.
    pub(super) fn through(mut self, memory: Option<&Memory>, diagnostics: &mut Diagnostics) -> Result<Option<Made>, Error> {
        let known = std::mem::take(&mut self.known.reports);
        let jobs = self.renderer.jobs(&|report| !known.contains_key(&report));
        let (mut new, mut beside): (BTreeMap<usize, Vec<Entry>>, Vec<Entry>) = (BTreeMap::new(), Vec::new());
        let (read, rest): (Vec<_>, Vec<_>) = jobs.into_iter().partition(Job::is_read);
        // A page is shown with what it loads: its style may have another name than before.
        let is_awaited = |job: &Job<'_>| self.renderer.page(job).is_some_and(|page| self.reader.awaits(&page));
        let (mut awaited, mut read): (Vec<_>, Vec<_>) = read.into_iter().partition(is_awaited);
        if !awaited.is_empty() {
            awaited.extend(read.extract_if(.., |job| matches!(job, Job::Asset(_))));
        }
        let mut failed: BTreeSet<usize> = BTreeSet::new();
        // What is awaited is made even if something newer is wanted already: that may go on for long.
        let stages = [(&awaited, Stage { stays: true, tells: !awaited.is_empty() }), (&read, Stage { stays: false, tells: true })];
        for (jobs, stage) in stages.into_iter().chain([(&rest, Stage { stays: false, tells: false })]) {
            for (job, done) in jobs.iter().zip(self.make(jobs, stage, memory)) {
                match (done?, job.report()) {
                    (None, _) => return Ok(None),
                    (Some(Ok(entries)), Some(report)) => new.entry(report).or_default().extend(entries),
                    (Some(Ok(entries)), None) => beside.extend(entries),
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
        for entries in known.values() {
            if self.reader.has_left() {
                return Ok(None);
            }
            entries.iter().try_for_each(|entry| (self.known.keep)(entry))?;
        }
        let new = new.into_iter().map(|(report, entries)| (report, entries.into()));
        let mut made = Made { reports: known.into_iter().chain(new).collect(), beside };
        if self.reader.has_left() {
            return Ok(None);
        }
        let last = self.close(made.entries().collect(), diagnostics)?;
        made.beside.extend(last);
        made.reports.retain(|report, _| !failed.contains(report));
        Ok(Some(made))
    }

    /// Makes what tells of all that was made: the worker and the manifest, whose entries are given.
    fn close(&self, mut entries: Vec<&Entry>, diagnostics: &mut Diagnostics) -> Result<Vec<Entry>, Error> {
        entries.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let made = self.renderer.worker(&entries);
        let worker = match made {
            Ok(artifact) => {
                (self.sink)(vec![artifact.clone()])?;
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
        let manifest = Artifact::new(route::manifest(), manifest(&listed));
        let last = Entry::of(&manifest);
        (self.sink)(vec![manifest])?;
        Ok(worker.into_iter().chain([last]).collect())
    }

    /// Makes the artifacts of jobs, on every core.
    fn make(&self, jobs: &[Job<'_>], stage: Stage, memory: Option<&Memory>) -> Vec<Result<Done, Error>> {
        let make = |jobs: &[Job<'_>]| -> Vec<Result<Done, Error>> {
            if !stage.stays && self.reader.has_left() {
                return jobs.iter().map(|_| Ok(None)).collect();
            }
            match self.renderer.make(jobs, memory, self.sink) {
                Ok(made) => made.into_iter().map(|made| Ok(Some(made))).collect(),
                Err(error) => vec![Err(error)],
            }
        };
        // Whoever remembers what was made waits for each page; and what is not read is a few large files, of which no core is to make two.
        let at_once = if memory.is_none() && stage.tells { AT_ONCE } else { 1 };
        jobs.par_chunks(at_once).flat_map_iter(make).collect()
    }
}

/// How many files a core lists at a time.
const LISTED_AT_ONCE: usize = 1024;

/// The list of all files but itself, each with its SHA-256 and length in bytes.
fn manifest(entries: &[&Entry]) -> Vec<u8> {
    #[derive(Serialize)]
    struct Manifest<'a> {
        generator: &'static str,
        files: Vec<File<'a>>,
    }
    #[derive(Serialize)]
    struct File<'a> {
        path: &'a str,
        sha256: &'a str,
        bytes: usize,
    }
    /// What stands behind the last file.
    const END: &[u8] = b"\n  ]\n}";
    let list = |part: &[&Entry]| {
        let files = part.iter().map(|entry| File { path: entry.path.as_str(), sha256: &entry.sha256, bytes: entry.length });
        // A list of texts and numbers always is JSON.
        serde_json::to_vec_pretty(&Manifest { generator: "sijill", files: files.collect() }).unwrap_or_default()
    };
    // A list for each part, of which the first begins the whole one; of the others only the files are taken.
    let lists: Vec<Vec<u8>> = entries.par_chunks(LISTED_AT_ONCE).map(list).collect();
    let mut out = Vec::with_capacity(lists.iter().map(Vec::len).sum());
    for list in &lists {
        let mut files = list.strip_suffix(END).unwrap_or_default();
        if !out.is_empty() {
            out.push(b',');
            files = files.iter().position(|&byte| byte == b'[').map_or(files, |at| &files[at + 1..]);
        }
        out.extend_from_slice(files);
    }
    out.extend_from_slice(END);
    out.push(b'\n');
    out
}
