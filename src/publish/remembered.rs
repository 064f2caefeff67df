//! What the last publication into a folder was made from, so that a build makes only what that no longer holds for.
//!
//! It stands in `.sijill/` beside the sources, apart for each output folder, and can be removed at any time. It is used only where it is certain: for
//! a site without faults, made by the same program, whose files stand as they were written, by length and time of change. What it remembers of a
//! report are the names and hashes of its files; the files themselves are the last generation's.

use super::last::Keys;
use super::resolved;
use crate::link::{Outline, Site};
use crate::path::OutputPath;
use crate::render::{Entries, Entry, Made, sha256};
use crate::source::Digest;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What the last publication was made from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Remembered {
    /// The key of the whole site.
    whole: String,
    /// The reports of which all files were made, by id.
    reports: BTreeMap<String, Report>,
    /// Every file of the generation.
    files: BTreeMap<String, Stamp>,
}

/// What a report's files were made from, and which they are, each with its SHA-256.
#[derive(Debug, Serialize, Deserialize)]
struct Report {
    key: String,
    outline: Outline,
    files: Vec<(String, String)>,
}

/// What tells a file that was not touched: its length in bytes, and when it was last changed, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp(u64, u64);

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let file = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
        let changed = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self(file.len(), u64::try_from(changed.as_nanos()).ok()?))
    }
}

/// Where it is remembered what stands in an output folder.
fn place(root: &Path, output: &Path) -> PathBuf {
    let name = sha256(resolved(output).to_string_lossy().as_bytes());
    root.join(".sijill").join(format!("{}.json", &name[..16]))
}

impl Remembered {
    /// What is remembered of an output folder; nothing, if there is nothing that can be read.
    pub(super) fn read(root: &Path, output: &Path) -> Self {
        let text = fs::read(place(root, output)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The number of files and of their bytes, if the folder holds the site of this key, as it was written, and nothing else.
    pub(super) fn whole(&self, key: &Digest, output: &Path) -> Option<(usize, usize)> {
        if self.whole != hex(key) || self.files.is_empty() {
            return None;
        }
        let mut found = 0;
        for entry in walkdir::WalkDir::new(output) {
            let entry = entry.ok()?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = entry.path().strip_prefix(output).ok()?.to_string_lossy().replace('\\', "/");
            if self.files.get(&path) != Some(&Stamp::of(entry.path())?) {
                return None;
            }
            found += 1;
        }
        let bytes: u64 = self.files.values().map(|Stamp(bytes, _)| bytes).sum();
        (found == self.files.len()).then_some((found, usize::try_from(bytes).ok()?))
    }

    /// The reports of which nothing has changed, each with its files and with what is told of it.
    pub(super) fn reports(&self, keys: &Keys, output: &Path) -> BTreeMap<usize, (Entries, Outline)> {
        let known = |(index, (id, key)): (usize, &(String, Digest))| Some((index, self.report(id, key, output)?));
        keys.par_iter().enumerate().filter_map(known).collect()
    }

    /// The files of a report that was made from this key, and what is told of it, if all of them stand as they were written.
    fn report(&self, id: &str, key: &Digest, output: &Path) -> Option<(Entries, Outline)> {
        let report = self.reports.get(id).filter(|report| report.key == hex(key))?;
        let entry = |(path, sha256): &(String, String)| {
            let stamp = self.files.get(path).filter(|stamp| Stamp::of(&output.join(path)) == Some(**stamp))?;
            Some(Entry { path: OutputPath::new(path), sha256: sha256.clone(), length: usize::try_from(stamp.0).ok()?, bytes: None })
        };
        Some((report.files.iter().map(entry).collect::<Option<_>>()?, report.outline.clone()))
    }

    /// Remembers a site without faults that has just been published; `keys` names each report with its key, in the order of the site.
    ///
    /// A folder that cannot be written to is one without a memory.
    pub(super) fn write(root: &Path, output: &Path, whole: &Digest, keys: &Keys, site: &Site, made: &Made) {
        let reports = keys.iter().enumerate().filter_map(|(index, (id, key))| {
            let files = made.reports.get(&index)?.iter().map(|entry| (entry.path.as_str().to_owned(), entry.sha256.clone()));
            Some((id.clone(), Report { key: hex(key), outline: site.reports.get(index)?.outline.clone(), files: files.collect() }))
        });
        let stamp = |path: &OutputPath| Some((path.as_str().to_owned(), Stamp::of(&output.join(path.as_str()))?));
        let paths: Vec<&OutputPath> = made.paths().collect();
        let Some(files) = paths.into_par_iter().map(stamp).collect::<Option<BTreeMap<_, _>>>() else { return };
        let remembered = Self { whole: hex(whole), reports: reports.collect(), files };
        let place = place(root, output);
        let Some(folder) = place.parent() else { return };
        let partial = place.with_extension(format!("new-{}", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            fs::write(&partial, serde_json::to_vec(&remembered).unwrap_or_default())?;
            fs::rename(&partial, &place)
        });
        if written.is_err() {
            let _ = fs::remove_file(&partial);
        }
    }
}

fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
