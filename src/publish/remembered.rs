//! What the last publication into a folder was made from, so that a build makes only what that no longer holds for.
//!
//! It stands in `.sijill/` beside the sources, apart for each output folder, and can be removed at any time. It is used only where it is certain: for
//! what was made without faults, by the same program, and stands as it was written, by length and time of change. What it remembers of a
//! report are the names and hashes of its files; the files themselves are the last generation's.

use super::last::{Key, Keys, PROGRAM};
use super::spare::Difference;
use super::standing::{Stamp, Standing};
use crate::Error;
use crate::diagnostic::Diagnostics;
use crate::link::{Fingerprint, Outline, Site};
use crate::render::{Entry, Known, KnownReport, Made, Part, Parts, sha256};
use crate::source::{Digest, Seen};
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many bytes are enough for most files, where they are remembered.
const FILE: usize = 128;

/// What the name of what is written down ends with.
const EXTENSION: &str = "memory";

/// What the last publication was made from.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    /// The whole site.
    whole: Option<Whole>,
    /// The reports of which all files were made, by id, each with where it is written down.
    reports: BTreeMap<String, (Report, Range<usize>)>,
    /// What was made beside the reports.
    beside: Dated,
    /// What tells of all that was made.
    last: Dated,
    /// How the generation before it differs from it, if that waits to become the next one.
    spare: Option<Difference>,
    /// The sources.
    seen: Seen,
    /// What is written down.
    written: Vec<u8>,
}

/// What a whole site was made from, and the faults that were told of it, none of which is an error: they are told again while it stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Whole {
    pub(super) key: Digest,
    pub(super) told: Diagnostics,
}

/// What a report's files were made from, and which they are.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    /// None, if linking finds faults in it, which are told each time.
    key: Option<Digest>,
    /// The key of all that it was made from but its section files.
    apart: Digest,
    outline: Arc<Outline>,
    fingerprint: Arc<Fingerprint>,
    files: Dated,
}

/// Files, and when each was last changed, which with its length tells whether it was touched.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Dated {
    parts: Parts,
    stamps: Vec<Stamp>,
}

impl Dated {
    /// Files that were written; nothing, if it is not known when one of them was.
    fn new(parts: Parts, stamp: impl Fn(&str) -> Option<Stamp>) -> Option<Self> {
        let stamps = parts.iter().flat_map(|part| &part.entries).map(|entry| stamp(entry.path.as_str())).collect::<Option<_>>()?;
        Some(Self { parts, stamps })
    }

    fn files(&self) -> impl Iterator<Item = (&Entry, Stamp)> {
        self.parts.iter().flat_map(|part| &part.entries).zip(self.stamps.iter().copied())
    }

    /// Whether all of them stand as they were written.
    fn stands(&self, standing: &Standing) -> bool {
        self.files().all(|(entry, stamp)| standing.file(entry.path.as_str()) == Some(stamp))
    }
}

/// What stands at the beginning of what is written down: what is no single report's, and how long what follows is, report by report.
#[derive(Serialize, Deserialize)]
struct Head {
    of: Of,
    whole: Option<Whole>,
    reports: Vec<(String, usize)>,
    beside: Dated,
    last: Dated,
}

/// Of what something is remembered: of an output folder, and by which program.
#[derive(Serialize, Deserialize)]
pub(super) struct Of {
    output: PathBuf,
    program: String,
}

impl Of {
    /// Of an output folder, by this program.
    pub(super) fn output(output: &Path) -> Self {
        Self { output: output.to_owned(), program: PROGRAM.to_owned() }
    }
}

impl Remembered {
    /// Where it is remembered what stands in an output folder, whose path is resolved.
    pub(super) fn place(root: &Path, output: &Path) -> PathBuf {
        let name = sha256(output.to_string_lossy().as_bytes());
        root.join(".sijill").join(&name[..16]).with_extension(EXTENSION)
    }

    /// What is remembered of an output folder; nothing, if there is nothing that can be read.
    pub(super) fn read(root: &Path, output: &Path) -> Self {
        let written = fs::read(Self::place(root, output)).unwrap_or_default();
        Self::from_bytes(written).unwrap_or_default()
    }

    /// What was written down; nothing, if another program did that, which may have written it down otherwise.
    fn from_bytes(written: Vec<u8>) -> Option<Self> {
        let (of, _) = postcard::take_from_bytes::<Of>(&written).ok()?;
        if of.program != PROGRAM {
            return None;
        }
        let (Head { of: _, whole, reports, beside, last }, rest) = postcard::take_from_bytes::<Head>(&written).ok()?;
        let ((spare, seen), rest) = postcard::take_from_bytes(rest).ok()?;
        let mut end = written.len() - rest.len();
        let mut own = Vec::with_capacity(reports.len());
        for (id, length) in reports {
            let start = end;
            end = start.checked_add(length)?;
            own.push((id, start..end));
        }
        let report = |(id, place): (String, Range<usize>)| Some((id, (postcard::from_bytes(written.get(place.clone())?).ok()?, place)));
        let reports = own.into_par_iter().map(report).collect::<Option<_>>()?;
        Some(Self { whole, reports, beside, last, spare, seen, written })
    }

    /// The sources that it was made from.
    pub(super) fn seen(&self) -> &Seen {
        &self.seen
    }

    /// How the generation that waits to become the next one differs from the one that stands.
    pub(super) fn spare(&self) -> Option<&Difference> {
        self.spare.as_ref()
    }

    fn dated(&self) -> impl Iterator<Item = &Dated> {
        self.reports.values().map(|(report, _)| &report.files).chain([&self.beside, &self.last])
    }

    /// Whether the folder holds what was written, untouched, and nothing else.
    pub(super) fn is_untouched(&self, standing: &Standing) -> bool {
        let count = self.dated().map(|dated| dated.stamps.len()).sum::<usize>();
        !standing.has_gaps() && count == standing.len() && self.dated().all(|dated| dated.stands(standing))
    }

    /// The faults that were told of the site of this key, if that was written.
    pub(super) fn told(&self, key: &Digest) -> Option<&Diagnostics> {
        self.whole.as_ref().filter(|whole| whole.key == *key).map(|whole| &whole.told)
    }

    /// The number of files and of their bytes.
    pub(super) fn size(&self) -> (usize, usize) {
        self.dated().flat_map(Dated::files).fold((0, 0), |(files, bytes), (entry, _)| (files + 1, bytes + entry.length))
    }

    /// What was made from these keys and stands as it was written; `keep` takes it. Unless all does, `standing` is what stands.
    pub(super) fn known<'a>(
        &self,
        keys: &Keys,
        standing: Option<&Standing>,
        keep: &'a (dyn Fn(&Entry) -> Result<(), Error> + Sync),
    ) -> Known<'a> {
        let parts = |files: &Dated| standing.is_none_or(|standing| files.stands(standing)).then(|| Arc::clone(&files.parts));
        let known = |(index, key): (usize, &Key)| {
            let (report, _) = self.reports.get(&key.report).filter(|(report, _)| report.apart == key.apart)?;
            let (parts, is_same) = (parts(&report.files)?, report.key == Some(key.whole));
            let (outline, fingerprint) = (Arc::clone(&report.outline), Arc::clone(&report.fingerprint));
            Some((index, KnownReport { parts, is_same, had_faults: report.key.is_none(), outline, fingerprint }))
        };
        let reports: BTreeMap<usize, KnownReport> = keys.par_iter().enumerate().filter_map(known).collect();
        let is_all = reports.len() == keys.len() && keys.len() == self.reports.len();
        let beside = if is_all { parts(&self.beside) } else { None };
        Known { reports, beside, keep }
    }

    /// What is written down of a report, if that is of this key and of these files.
    fn same(&self, key: &Key, whole: Option<Digest>, own: &Parts) -> Option<&[u8]> {
        let (report, place) = self.reports.get(&key.report)?;
        let is_same = report.key == whole && report.apart == key.apart && Arc::ptr_eq(&report.files.parts, own);
        self.written.get(place.clone()).filter(|_| is_same)
    }

    /// What to write down of a site that has just been published, made on every core; nothing, if it is not known of every file when it was written.
    /// `before` is what was remembered until now: what it says of a report that is the same is not written anew.
    pub(super) fn to_bytes(
        before: &Self,
        of: Of,
        (whole, keys): (Whole, &Keys),
        (seen, site, made): (&Seen, &Site, &Made),
        (stamp, spare): (impl Fn(&str) -> Option<Stamp> + Sync, Option<&Difference>),
    ) -> Option<Vec<u8>> {
        let report = |index: usize| {
            let key = &keys[index];
            let (own, report) = (made.reports.get(&index)?, site.reports.get(index)?);
            let whole = (!made.faulty.contains(&index)).then_some(key.whole);
            if let Some(written) = before.same(key, whole, own) {
                return Some((&key.report, Cow::Borrowed(written)));
            }
            let (outline, fingerprint) = (Arc::clone(&report.outline), Arc::clone(&report.fingerprint));
            let files = Dated::new(Arc::clone(own), &stamp)?;
            let room = Vec::with_capacity(files.stamps.len() * FILE);
            let written = postcard::to_extend(&Report { key: whole, apart: key.apart, outline, fingerprint, files }, room);
            Some((&key.report, Cow::Owned(written.ok()?)))
        };
        let made_whole = (0..keys.len()).into_par_iter().filter(|index| made.reports.contains_key(index));
        let reports: Vec<(&String, Cow<'_, [u8]>)> = made_whole.map(report).collect::<Option<_>>()?;
        let last = [Part { entries: made.last.clone(), ..Part::default() }];
        let (beside, last) = (Dated::new(Arc::clone(made.beside.as_ref()?), &stamp)?, Dated::new(last.into(), &stamp)?);
        let long = reports.iter().map(|(_, report)| report.len()).sum::<usize>() + (beside.stamps.len() + seen.len()) * FILE;
        let lengths = reports.iter().map(|(id, report)| ((*id).clone(), report.len())).collect();
        let written =
            postcard::to_extend(&Head { of, whole: Some(whole), reports: lengths, beside, last }, Vec::with_capacity(long)).ok()?;
        let mut written = postcard::to_extend(&(spare, seen), written).ok()?;
        reports.iter().for_each(|(_, report)| written.extend_from_slice(report));
        Some(written)
    }

    /// Writes down what is remembered of an output folder; a folder that cannot be written to is one without a memory.
    pub(super) fn write(root: &Path, output: &Path, bytes: &[u8]) {
        let place = Self::place(root, output);
        let Some(folder) = place.parent() else { return };
        let partial = place.with_extension(format!("new-{}", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            fs::write(&partial, bytes)?;
            fs::rename(&partial, &place)
        });
        if written.is_err() {
            let _ = fs::remove_file(&partial);
        }
        forget_lost(folder, &place);
    }
}

/// Removes what is remembered of other output folders that are no more, where that takes room.
fn forget_lost(folder: &Path, own: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let spare = entry.path();
        if spare.extension().is_none_or(|extension| extension != super::spare::EXTENSION) {
            continue;
        }
        let memory = spare.with_extension(EXTENSION);
        if memory == own {
            continue;
        }
        let of = fs::read(&memory).ok().and_then(|written| Some(postcard::take_from_bytes::<Of>(&written).ok()?.0));
        if of.is_none_or(|of| !of.output.exists()) {
            let _ = fs::remove_dir_all(&spare);
            let _ = fs::remove_file(&memory);
        }
    }
}
