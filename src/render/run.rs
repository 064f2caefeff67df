//! One run over all jobs: what is awaited first, then what is read, then the rest; and the list of all that was made.

use super::memory::Memory;
use super::{Artifact, Hand, Job, Reader, Renderer, Taker, hand, hexadecimal, one_by_one, sha256_bytes};
use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::reads::Reads;
use crate::link::{Fingerprint, Outline, Report, Site, route};
use crate::path::OutputPath;
use bytes::Bytes;
use rayon::iter::ParallelIterator;
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An artifact that was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Where it stands below the output's root.
    pub path: OutputPath,
    /// Its SHA-256.
    pub sha256: [u8; 32],
    /// Its length in bytes.
    pub length: usize,
    /// Its bytes, where they are in memory.
    #[serde(skip)]
    pub bytes: Option<Bytes>,
}

impl Entry {
    /// What the list of all files says of an artifact.
    pub(super) fn of(artifact: &Artifact) -> Self {
        Self { path: artifact.path.clone(), sha256: sha256_bytes(&artifact.bytes), length: artifact.bytes.len(), bytes: None }
    }
}

/// What one job made.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Part {
    /// Whose words it was made from.
    pub reads: Reads,
    /// Its artifacts.
    pub entries: Vec<Entry>,
}

/// All that was made of a report, or beside the reports, in the order of the jobs.
pub type Parts = Arc<[Part]>;

/// So many jobs are done side by side, step by step, where nobody waits for one of them.
pub(super) const AT_ONCE: usize = 16;

/// All that was made.
#[derive(Debug, Default)]
pub struct Made {
    /// Of each report of which nothing failed.
    pub reports: BTreeMap<usize, Parts>,
    /// Beside the reports, if nothing of that failed.
    pub beside: Option<Parts>,
    /// What tells of all the others.
    pub last: Vec<Entry>,
    /// The reports, of those that were linked on the way, in which there is something to tell each time that they are linked.
    pub faulty: BTreeSet<usize>,
}

impl Made {
    /// The paths of all that was made.
    #[must_use]
    pub fn paths(&self) -> Paths<'_> {
        let parts = || self.reports.values().chain(&self.beside).flat_map(|parts| parts.iter());
        let count = parts().map(|part| part.entries.len()).sum::<usize>() + self.last.len();
        let mut paths = FxHashSet::with_capacity_and_hasher(count, FxBuildHasher);
        paths.extend(parts().flat_map(|part| &part.entries).chain(&self.last).map(|entry| entry.path.as_str()));
        Paths(paths)
    }
}

/// The paths of a site's files.
#[derive(Debug, Default)]
pub struct Paths<'m>(FxHashSet<&'m str>);

impl<'m> Paths<'m> {
    /// Whether there is a file of this path.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.0.contains(path)
    }

    /// The paths, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &'m str> {
        self.0.iter().copied()
    }

    /// The folders of the files.
    #[must_use]
    #[expect(clippy::iter_over_hash_type, reason = "a set is made of a set")]
    pub fn folders(&self) -> FxHashSet<&'m str> {
        let mut folders = FxHashSet::default();
        for &path in &self.0 {
            let mut folder = path;
            while let Some((outer, _)) = folder.rsplit_once('/')
                && folders.insert(outer)
            {
                folder = outer;
            }
        }
        folders
    }
}

/// A report of which nothing has changed but section files, as it was before.
#[derive(Debug, Clone)]
pub struct KnownReport {
    /// All that was made of it.
    pub parts: Parts,
    /// Whether nothing has changed at all.
    pub is_same: bool,
    /// Whether something was told of it when it was linked.
    pub had_faults: bool,
    /// What a site tells of it without opening it.
    pub outline: Arc<Outline>,
    /// What tells its section files from others.
    pub fingerprint: Arc<Fingerprint>,
}

/// What was made before.
#[derive(Clone)]
pub struct Known<'a> {
    /// The reports of which nothing has changed but section files.
    pub reports: BTreeMap<usize, KnownReport>,
    /// What was made beside the reports, if each of them is one of those above.
    pub beside: Option<Parts>,
    /// Takes what was made before instead of making it.
    pub keep: &'a (dyn Fn(&Entry) -> Result<(), Error> + Sync),
}

impl<'a> Known<'a> {
    /// Nothing was made before.
    #[must_use]
    pub fn nothing() -> Self {
        Self { reports: BTreeMap::new(), beside: None, keep: &|_| Ok(()) }
    }

    /// A report of which nothing has changed.
    pub(super) fn same(&self, index: usize) -> Option<&KnownReport> {
        self.reports.get(&index).filter(|report| report.is_same)
    }

    /// For each of so many jobs of a report what it made before, if it was made from no words that have changed since.
    pub(super) fn held(&self, (index, report): (usize, &Report), jobs: usize) -> Vec<Option<&Part>> {
        let held =
            self.reports.get(&index).and_then(|before| Some((&before.parts, report.fingerprint.changed_since(&before.fingerprint)?)));
        holding(held, jobs)
    }

    /// The same for what is made beside the reports.
    pub(super) fn held_beside(&self, site: &Site, jobs: usize) -> Vec<Option<&Part>> {
        let changed = || {
            let others = self.reports.iter().filter(|(_, before)| !before.is_same);
            let mut changed = others.map(|(&index, before)| site.reports[index].fingerprint.changed_since(&before.fingerprint));
            changed.try_fold(Reads::default(), |all, own| Some(all.and(own?)))
        };
        holding(self.beside.as_ref().and_then(|parts| Some((parts, changed()?))), jobs)
    }

    /// Takes what was made before.
    pub(super) fn keep(&self, parts: &[Part]) -> Result<(), Error> {
        parts.iter().flat_map(|part| &part.entries).try_for_each(self.keep)
    }
}

/// The parts that were made from none of the words that have changed.
fn holding(known: Option<(&Parts, Reads)>, jobs: usize) -> Vec<Option<&Part>> {
    match known.filter(|(parts, _)| parts.len() == jobs) {
        Some((parts, changed)) => parts.iter().map(|part| Some(part).filter(|part| !part.reads.meets(changed))).collect(),
        None => vec![None; jobs],
    }
}

/// What a job came to: its files, or the fault that stopped it.
pub(super) type Ended = Result<Part, Box<Diagnostic>>;

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

/// A job that is to be done: whose it is, and which of its owner's jobs.
struct Task<'a> {
    owner: Option<usize>,
    place: usize,
    job: Job<'a>,
}

/// One run.
pub(super) struct Run<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) known: Known<'a>,
    /// The reports of which all has been made already.
    pub(super) done: BTreeMap<usize, Parts>,
    pub(super) reader: &'a dyn Reader,
    pub(super) taker: Taker<'a>,
}

impl Run<'_> {
    /// Makes everything; none if the reader left before the end.
    pub(super) fn through(mut self, memory: Option<&Memory>, diagnostics: &mut Diagnostics) -> Result<Option<Made>, Error> {
        let site = self.renderer.site;
        let mut parts: BTreeMap<Option<usize>, Vec<Part>> = BTreeMap::new();
        let (mut tasks, mut kept): (Vec<Task<'_>>, Vec<&Part>) = (Vec::new(), Vec::new());
        for (owner, jobs) in self.renderer.jobs(&|report| self.known.same(report).is_none() && !self.done.contains_key(&report)) {
            let held = match owner {
                Some(index) => self.known.held((index, &site.reports[index]), jobs.len()),
                None => self.known.held_beside(site, jobs.len()),
            };
            let own = parts.entry(owner).or_default();
            for (place, (job, held)) in jobs.into_iter().zip(held).enumerate() {
                own.push(held.cloned().unwrap_or_default());
                match held {
                    Some(part) => kept.push(part),
                    None => tasks.push(Task { owner, place, job }),
                }
            }
        }
        let (read, mut rest): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|task| task.job.is_read());
        rest.sort_by_key(|task| task.job.turn());
        // A page is shown with what it loads: its style may have another name than before.
        let is_awaited = |task: &Task<'_>| self.renderer.page(&task.job).is_some_and(|page| self.reader.awaits(&page));
        let (mut awaited, mut read): (Vec<_>, Vec<_>) = read.into_iter().partition(is_awaited);
        if !awaited.is_empty() {
            awaited.extend(read.extract_if(.., |task| matches!(task.job, Job::Asset(_))));
        }
        let mut failed: BTreeSet<Option<usize>> = BTreeSet::new();
        // What is awaited is made even if something newer is wanted already: that may go on for long.
        let stages = [(&awaited, Stage { stays: true, tells: !awaited.is_empty() }), (&read, Stage { stays: false, tells: true })];
        for (tasks, stage) in stages.into_iter().chain([(&rest, Stage { stays: false, tells: false })]) {
            for (task, done) in tasks.iter().zip(self.make(tasks, stage, memory)) {
                match done? {
                    None => return Ok(None),
                    Some(Ok(part)) => {
                        if let Some(own) = parts.get_mut(&task.owner).and_then(|own| own.get_mut(task.place)) {
                            *own = part;
                        }
                    }
                    Some(Err(diagnostic)) => {
                        diagnostics.push(*diagnostic);
                        failed.insert(task.owner);
                    }
                }
            }
            if stage.tells {
                self.reader.readable();
            }
        }
        kept.into_iter().try_for_each(|part| self.known.keep(std::slice::from_ref(part)))?;
        let mut reports = std::mem::take(&mut self.done);
        let same = self.known.reports.iter().filter(|(index, report)| report.is_same && !reports.contains_key(index));
        let same: Vec<(usize, Parts)> = same.map(|(&index, report)| (index, Arc::clone(&report.parts))).collect();
        for (index, parts) in same {
            if self.reader.has_left() {
                return Ok(None);
            }
            self.known.keep(&parts)?;
            reports.insert(index, parts);
        }
        let mut beside: Parts = Arc::default();
        for (owner, own) in parts {
            match owner {
                Some(report) => drop(reports.insert(report, own.into())),
                None => beside = own.into(),
            }
        }
        if self.reader.has_left() {
            return Ok(None);
        }
        let entries = reports.values().chain([&beside]).flat_map(|parts| parts.iter().flat_map(|part| &part.entries));
        let last = self.close(entries.collect(), diagnostics)?;
        reports.retain(|report, _| !failed.contains(&Some(*report)));
        Ok(Some(Made { reports, beside: Some(beside).filter(|_| !failed.contains(&None)), last, faulty: BTreeSet::new() }))
    }

    /// Makes what tells of all that was made: the worker and the manifest, whose entries are given.
    fn close(&self, mut entries: Vec<&Entry>, diagnostics: &mut Diagnostics) -> Result<Vec<Entry>, Error> {
        entries.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let mut hand = Hand::new(self.taker, None, false);
        let mut list = List { file: hand.begin(route::manifest())?, is_begun: false };
        // The worker is listed too, and tells of the others; so they are written down while it is made.
        let at = entries.partition_point(|entry| entry.path < route::worker());
        let (listed, made) = rayon::join(|| list.add(&entries[..at]), || self.renderer.worker(&entries));
        listed?;
        match made {
            Ok(artifact) => {
                let own = Entry::of(&artifact);
                hand.on(vec![artifact])?;
                list.add(&[&own])?;
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        list.add(&entries[at..])?;
        hand.end(list.end()?)?;
        Ok(hand.entries)
    }

    /// Makes the artifacts of jobs, on every core.
    fn make(&self, tasks: &[Task<'_>], stage: Stage, memory: Option<&Memory>) -> Vec<Result<Done, Error>> {
        let make = |tasks: &[Task<'_>]| -> Vec<Result<Done, Error>> {
            if !stage.stays && self.reader.has_left() {
                return tasks.iter().map(|_| Ok(None)).collect();
            }
            match self.renderer.make(tasks.iter().map(|task| &task.job), memory, self.taker) {
                Ok(made) => made.into_iter().map(|made| Ok(Some(made))).collect(),
                Err(error) => vec![Err(error)],
            }
        };
        // Whoever remembers what was made waits for each page; and what is not read is a few large files, of which no core is to make two.
        let at_once = if memory.is_none() && stage.tells { AT_ONCE } else { 1 };
        let chunks: Vec<&[Task<'_>]> = tasks.chunks(at_once).collect();
        one_by_one(chunks.len(), |chunk| make(chunks[chunk])).into_iter().flatten().collect()
    }
}

/// The list of all files but itself, each with its SHA-256 and length in bytes; or of some of them.
#[derive(Serialize)]
struct Manifest<'a> {
    generator: &'static str,
    files: Vec<File<'a>>,
}

/// A file as it is listed.
#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    sha256: String,
    bytes: usize,
}

/// So many files are listed at once.
const LISTED_AT_ONCE: usize = 4096;

/// How many bytes are enough for what stands beside a file's path in a list.
const FILE: usize = 160;

/// What stands behind the last file of a list.
const END: &[u8] = b"\n  ]\n}";

/// The list of all files on its way.
struct List<'a> {
    file: hand::File<'a>,
    is_begun: bool,
}

impl<'a> List<'a> {
    /// Adds files to the end, which are written down on every core.
    fn add(&mut self, entries: &[&Entry]) -> Result<(), Error> {
        // Held are a few lists for each core.
        for entries in entries.chunks(LISTED_AT_ONCE * rayon::current_num_threads() * 2) {
            let lists: Vec<Vec<u8>> = entries.par_chunks(LISTED_AT_ONCE).map(list_of).collect();
            for list in lists {
                let files = list.strip_suffix(END).unwrap_or_default();
                // The first list begins the whole one, and of the others the files are taken.
                let files = if std::mem::replace(&mut self.is_begun, true) {
                    self.file.add(b",")?;
                    files.iter().position(|&byte| byte == b'[').map_or(files, |at| &files[at + 1..])
                } else {
                    files
                };
                self.file.add(files)?;
            }
        }
        Ok(())
    }

    /// The whole list.
    fn end(mut self) -> Result<hand::File<'a>, Error> {
        self.file.add(END)?;
        self.file.add(b"\n")?;
        Ok(self.file)
    }
}

/// The list of some files, as if there were no others.
fn list_of(entries: &[&Entry]) -> Vec<u8> {
    let mut list = Vec::with_capacity(entries.iter().map(|entry| entry.path.as_str().len() + FILE).sum::<usize>() + FILE);
    let files = entries.iter().map(|entry| File { path: entry.path.as_str(), sha256: hexadecimal(&entry.sha256), bytes: entry.length });
    // A list of texts and numbers always is JSON.
    let _ = serde_json::to_writer_pretty(&mut list, &Manifest { generator: "sijill", files: files.collect() });
    list
}
