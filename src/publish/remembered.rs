//! What the last publication into a folder was made from, so that a build makes only what that no longer holds for.
//!
//! It stands in `.sijill/` beside the sources, apart for each output folder, and can be removed at any time. It is used only where it is certain: for
//! what was made without faults, by the same program, and stands as it was written, by length and time of change. What it remembers of a
//! report are the names and hashes of its files; the files themselves are the last generation's.

use super::last::{Key, Keys};
use super::spare::Difference;
use super::standing::{Stamp, Standing};
use crate::Error;
use crate::link::reads::Reads;
use crate::link::{Fingerprint, Outline, Site};
use crate::path::OutputPath;
use crate::render::{self, Entry, Known, Made, Parts, hexadecimal, sha256};
use crate::source::{Digest, Seen};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What the last publication was made from.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Remembered {
    /// The output folder.
    output: PathBuf,
    /// The key of the whole site; none, if it has faults, which are told each time.
    whole: Option<String>,
    /// The reports of which all files were made, by id.
    reports: BTreeMap<String, Report>,
    /// What was made beside the reports.
    beside: Vec<Part>,
    /// What tells of all that was made.
    last: Vec<File>,
    /// How the generation before it differs from it, if that waits to become the next one.
    spare: Option<Difference>,
    /// The sources.
    seen: Seen,
}

/// What a report's files were made from, and which they are.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    /// None, if linking finds faults in it, which are told each time.
    key: Option<String>,
    /// The key of all that it was made from but its section files.
    apart: String,
    outline: Outline,
    fingerprint: Fingerprint,
    parts: Vec<Part>,
}

/// Files that were made together, and whose words they were made from.
#[derive(Debug, Serialize, Deserialize)]
struct Part(Reads, Vec<File>);

/// A file: its path, its SHA-256, and what tells whether it was touched.
#[derive(Debug, Serialize, Deserialize)]
struct File(String, String, Stamp);

impl Remembered {
    /// Where it is remembered what stands in an output folder, whose path is resolved.
    pub(super) fn place(root: &Path, output: &Path) -> PathBuf {
        let name = sha256(output.to_string_lossy().as_bytes());
        root.join(".sijill").join(format!("{}.json", &name[..16]))
    }

    /// What is remembered of an output folder; nothing, if there is nothing that can be read.
    pub(super) fn read(root: &Path, output: &Path) -> Self {
        let text = fs::read(Self::place(root, output)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The sources that it was made from.
    pub(super) fn seen(&self) -> &Seen {
        &self.seen
    }

    /// How the generation that waits to become the next one differs from the one that stands.
    pub(super) fn spare(&self) -> Option<&Difference> {
        self.spare.as_ref()
    }

    fn files(&self) -> impl Iterator<Item = &File> {
        let parts = self.reports.values().flat_map(|report| &report.parts).chain(&self.beside);
        parts.flat_map(|Part(_, files)| files).chain(&self.last)
    }

    /// Whether the folder holds what was written, untouched, and nothing else.
    pub(super) fn is_untouched(&self, standing: &Standing) -> bool {
        let is_as_written = |File(path, _, stamp): &File| standing.file(path) == Some(*stamp);
        !standing.has_gaps() && self.files().count() == standing.len() && self.files().all(is_as_written)
    }

    /// The number of files and of their bytes, if the site of this key was written.
    pub(super) fn whole(&self, key: &Digest) -> Option<(usize, usize)> {
        if self.whole != Some(hexadecimal(key)) {
            return None;
        }
        let (files, bytes) = self.files().fold((0, 0), |(files, bytes), File(_, _, stamp)| (files + 1, bytes + stamp.bytes()));
        Some((files, usize::try_from(bytes).ok()?))
    }

    /// What was made from these keys and stands as it was written; `keep` takes it. Unless all does, `standing` is what stands.
    pub(super) fn known<'a>(
        &self,
        keys: &Keys,
        standing: Option<&Standing>,
        keep: &'a (dyn Fn(&Entry) -> Result<(), Error> + Sync),
    ) -> Known<'a> {
        let known = |(index, key): (usize, &Key)| {
            let report = self.reports.get(&key.report).filter(|report| report.apart == hexadecimal(&key.apart))?;
            Some((index, report.key == Some(hexadecimal(&key.whole)), report, parts(&report.parts, standing)?))
        };
        let found: Vec<(usize, bool, &Report, Parts)> = keys.par_iter().enumerate().filter_map(known).collect();
        let is_all = found.len() == keys.len() && keys.len() == self.reports.len();
        let beside = if is_all { parts(&self.beside, standing) } else { None };
        let mut known = Known { beside, keep, ..Known::nothing() };
        for (index, is_same, report, parts) in found {
            if is_same {
                known.reports.insert(index, parts);
                known.told.insert(index, (report.outline.clone(), report.fingerprint.clone()));
            } else {
                known.before.insert(index, (report.fingerprint.clone(), parts));
            }
        }
        known
    }

    /// What to remember of a site that has just been published, with its key if it has no faults; `keys` names each report with its key, in the order
    /// of the site, and `stamp` knows every file. Nothing, if it does not.
    pub(super) fn of(
        output: &Path,
        whole: Option<&Digest>,
        keys: &Keys,
        (seen, site, made): (Seen, &Site, &Made),
        stamp: impl Fn(&str) -> Option<Stamp> + Sync,
    ) -> Option<Self> {
        let file = |entry: &Entry| Some(File(entry.path.as_str().to_owned(), entry.sha256.clone(), stamp(entry.path.as_str())?));
        let files = |entries: &[Entry]| entries.iter().map(file).collect::<Option<Vec<File>>>();
        let part = |part: &render::Part| Some(Part(part.reads, files(&part.entries)?));
        let parts = |parts: &[render::Part]| parts.iter().map(part).collect::<Option<Vec<Part>>>();
        let report = |(index, key): (usize, &Key)| {
            let (own, report) = (made.reports.get(&index)?, site.reports.get(index)?);
            Some(parts(own).map(|parts| {
                let (outline, fingerprint) = (report.outline.clone(), report.fingerprint.clone());
                let whole = (!made.faulty.contains(&index)).then(|| hexadecimal(&key.whole));
                (key.report.clone(), Report { key: whole, apart: hexadecimal(&key.apart), outline, fingerprint, parts })
            }))
        };
        let reports = keys.par_iter().enumerate().filter_map(report).collect::<Option<_>>()?;
        let (beside, last) = (parts(made.beside.as_ref()?)?, files(&made.last)?);
        Some(Self { output: output.to_owned(), whole: whole.map(hexadecimal), reports, beside, last, spare: None, seen })
    }

    /// What is remembered as JSON, written on every core.
    fn written(&self, spare: Option<&Difference>) -> serde_json::Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Written<'r> {
            output: &'r Path,
            whole: Option<&'r str>,
            reports: BTreeMap<&'r str, Box<RawValue>>,
            beside: &'r [Part],
            last: &'r [File],
            spare: Option<&'r Difference>,
            seen: &'r Seen,
        }
        let Self { output, whole, reports, beside, last, spare: _, seen } = self;
        let reports = reports.par_iter().map(|(id, report)| Ok((id.as_str(), serde_json::value::to_raw_value(report)?)));
        let reports = reports.collect::<serde_json::Result<_>>()?;
        serde_json::to_vec(&Written { output, whole: whole.as_deref(), reports, beside, last, spare, seen })
    }

    /// Writes down what is remembered, with how the generation that waits differs; a folder that cannot be written to is one without a memory.
    pub(super) fn write(&self, root: &Path, spare: Option<&Difference>) {
        let place = Self::place(root, &self.output);
        let Some(folder) = place.parent() else { return };
        let partial = place.with_extension(format!("new-{}", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            fs::write(&partial, self.written(spare).unwrap_or_default())?;
            fs::rename(&partial, &place)
        });
        if written.is_err() {
            let _ = fs::remove_file(&partial);
        }
        forget_lost(folder, &place);
    }
}

/// The parts as they were made, if all their files stand as they were written; without `standing` they do.
fn parts(parts: &[Part], standing: Option<&Standing>) -> Option<Parts> {
    let entry = |File(path, sha256, stamp): &File| {
        if standing.is_some_and(|standing| standing.file(path) != Some(*stamp)) {
            return None;
        }
        Some(Entry { path: OutputPath::new(path), sha256: sha256.clone(), length: usize::try_from(stamp.bytes()).ok()?, bytes: None })
    };
    let part = |Part(reads, files): &Part| Some(render::Part { reads: *reads, entries: files.iter().map(entry).collect::<Option<_>>()? });
    parts.iter().map(part).collect()
}

/// Removes what is remembered of other output folders that are no more, where that takes room.
fn forget_lost(folder: &Path, own: &Path) {
    #[derive(Deserialize)]
    struct Of {
        output: PathBuf,
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let spare = entry.path();
        if spare.extension().is_none_or(|extension| extension != super::spare::EXTENSION) {
            continue;
        }
        let memory = spare.with_extension("json");
        if memory == own {
            continue;
        }
        let of = fs::read(&memory).ok().and_then(|text| serde_json::from_slice::<Of>(&text).ok());
        if of.is_none_or(|of| !of.output.exists()) {
            let _ = fs::remove_dir_all(&spare);
            let _ = fs::remove_file(&memory);
        }
    }
}
