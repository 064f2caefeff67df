//! What the last publication into a folder was made from, so that a build makes only what that no longer holds for.
//!
//! It stands in `.sijill/` beside the sources, apart for each output folder, and can be removed at any time. It is used only where it is certain: for
//! a site without faults, made by the same program, whose files stand as they were written, by length and time of change. What it remembers of a
//! report are the names and hashes of its files; the files themselves are the last generation's.

use super::last::Keys;
use super::standing::{Stamp, Standing};
use crate::link::{Outline, Site};
use crate::path::OutputPath;
use crate::render::{Entries, Entry, Made, hexadecimal, sha256};
use crate::source::Digest;
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
    /// The key of the whole site.
    whole: String,
    /// The reports of which all files were made, by id.
    reports: BTreeMap<String, Report>,
    /// All other files of the generation.
    beside: Vec<File>,
}

/// What a report's files were made from, and which they are.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    key: String,
    outline: Outline,
    files: Vec<File>,
}

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

    fn files(&self) -> impl Iterator<Item = &File> {
        self.reports.values().flat_map(|report| &report.files).chain(&self.beside)
    }

    /// Whether the folder holds what was written, untouched, and nothing else.
    pub(super) fn is_untouched(&self, standing: &Standing) -> bool {
        let is_as_written = |File(path, _, stamp): &File| standing.file(path).is_some_and(|file| file.stamp == *stamp);
        !standing.has_gaps() && self.files().count() == standing.len() && self.files().all(is_as_written)
    }

    /// The number of files and of their bytes, if the folder holds the site of this key, untouched, and nothing else.
    pub(super) fn whole(&self, key: &Digest, standing: &Standing) -> Option<(usize, usize)> {
        if self.whole != hexadecimal(key) || standing.len() == 0 || !self.is_untouched(standing) {
            return None;
        }
        let bytes: u64 = self.files().map(|File(_, _, stamp)| stamp.bytes()).sum();
        Some((standing.len(), usize::try_from(bytes).ok()?))
    }

    /// The reports of which nothing has changed, each with its files and with what is told of it.
    pub(super) fn reports(&self, keys: &Keys, standing: &Standing) -> BTreeMap<usize, (Entries, Outline)> {
        let known = |(index, (id, key)): (usize, &(String, Digest))| Some((index, self.report(id, key, standing)?));
        keys.par_iter().enumerate().filter_map(known).collect()
    }

    /// The files of a report that was made from this key, and what is told of it, if all of them stand as they were written.
    fn report(&self, id: &str, key: &Digest, standing: &Standing) -> Option<(Entries, Outline)> {
        let report = self.reports.get(id).filter(|report| report.key == hexadecimal(key))?;
        let entry = |File(path, sha256, stamp): &File| {
            standing.file(path).filter(|file| file.stamp == *stamp)?;
            Some(Entry { path: OutputPath::new(path), sha256: sha256.clone(), length: usize::try_from(stamp.bytes()).ok()?, bytes: None })
        };
        Some((report.files.iter().map(entry).collect::<Option<_>>()?, report.outline.clone()))
    }

    /// What to remember of a site without faults that has just been published; `keys` names each report with its key, in the order of the site, and
    /// `stamp` knows every file. Nothing, if it does not.
    pub(super) fn of(
        output: &Path,
        whole: &Digest,
        keys: &Keys,
        (site, made): (&Site, &Made),
        stamp: impl Fn(&str) -> Option<Stamp> + Sync,
    ) -> Option<Self> {
        let file = |entry: &Entry| Some(File(entry.path.as_str().to_owned(), entry.sha256.clone(), stamp(entry.path.as_str())?));
        let files = |entries: &[Entry]| entries.iter().map(file).collect::<Option<Vec<File>>>();
        let report = |(index, (id, key)): (usize, &(String, Digest))| {
            let (entries, report) = (made.reports.get(&index)?, site.reports.get(index)?);
            let files = files(entries);
            Some(files.map(|files| (id.clone(), Report { key: hexadecimal(key), outline: report.outline.clone(), files })))
        };
        let reports = keys.par_iter().enumerate().filter_map(report).collect::<Option<_>>()?;
        Some(Self { output: output.to_owned(), whole: hexadecimal(whole), reports, beside: files(&made.beside)? })
    }

    /// What is remembered as JSON, written on every core.
    fn written(&self) -> serde_json::Result<Vec<u8>> {
        #[derive(Serialize)]
        struct Written<'r> {
            output: &'r Path,
            whole: &'r str,
            reports: BTreeMap<&'r str, Box<RawValue>>,
            beside: &'r [File],
        }
        let Self { output, whole, reports, beside } = self;
        let reports = reports.par_iter().map(|(id, report)| Ok((id.as_str(), serde_json::value::to_raw_value(report)?)));
        let reports = reports.collect::<serde_json::Result<_>>()?;
        serde_json::to_vec(&Written { output, whole, reports, beside })
    }

    /// Writes down what is remembered; a folder that cannot be written to is one without a memory.
    pub(super) fn write(&self, root: &Path) {
        let place = Self::place(root, &self.output);
        let Some(folder) = place.parent() else { return };
        let partial = place.with_extension(format!("new-{}", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            fs::write(&partial, self.written().unwrap_or_default())?;
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
