//! The generation before the one that stands, which the next is made of: most of its files are those that stand already, and need not be linked anew.
//!
//! It waits in `.sijill/` beside what is remembered of the output, and can be removed at any time. How it differs from the one that stands is
//! remembered, and held for true only if no folder of it has been touched since; else it is of no use, and removed.

use super::remembered::Remembered;
use super::standing::{Standing, changed};
use crate::render::Paths;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What its folder's name ends with, behind the name of what is remembered of the output.
pub(super) const EXTENSION: &str = "spare";

/// How the generation before the one that stands differs from it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Difference {
    /// Its folders, each with when it was last changed.
    folders: FxHashMap<String, u64>,
    /// The files that are new in the one that stands, or other ones than here.
    newer: FxHashSet<String>,
    /// The files that the one that stands has no more.
    gone: Vec<String>,
}

impl Difference {
    /// How a generation, `standing`, differs from the one that takes its place, which has these paths and of which `newer` are files of its own.
    pub(super) fn between(standing: &Standing, paths: &Paths<'_>, newer: impl Iterator<Item = String>) -> Self {
        let gone = standing.paths().filter(|path| !paths.contains(path)).map(str::to_owned);
        Self { folders: standing.folders().clone(), newer: newer.collect(), gone: gone.collect() }
    }
}

/// What a generation is made of, where it is made.
#[derive(Debug, Default)]
pub(super) struct Spare {
    /// Nothing, if there is none.
    difference: Option<Difference>,
    /// What has made room already.
    removed: Mutex<FxHashSet<String>>,
}

impl Spare {
    /// Puts the spare generation of an output folder, which differs from the one that stands by so much, at `staging`; any other is removed.
    pub(super) fn take(root: &Path, output: &Path, staging: &Path, difference: Option<&Difference>) -> Self {
        let place = place(root, output);
        let taken = difference.filter(|_| fs::rename(&place, staging).is_ok());
        if taken.is_none() {
            let _ = fs::remove_dir_all(&place);
        }
        Self { difference: taken.cloned(), removed: Mutex::default() }
    }

    /// Whether there is one.
    pub(super) fn is_there(&self) -> bool {
        self.difference.is_some()
    }

    /// Whether it has this file as it stands.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.difference.as_ref().is_some_and(|difference| !difference.newer.contains(path))
    }

    /// Removes what it has at `path`, which is `place` on the disk.
    pub(super) fn make_room(&self, path: &str, place: &Path) -> io::Result<()> {
        if self.is_there() && self.removed.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned()) {
            remove(place)?;
        }
        Ok(())
    }

    /// Removes the files and folders that the new generation, of these paths, does not have; `standing` is the one that stands.
    pub(super) fn clear(&self, staging: &Path, standing: &Standing, paths: &Paths<'_>) -> io::Result<()> {
        let Some(difference) = &self.difference else { return Ok(()) };
        let unused = standing.paths().chain(difference.gone.iter().map(String::as_str)).filter(|path| !paths.contains(path));
        unused.collect::<Vec<_>>().into_par_iter().try_for_each(|path| remove(&staging.join(path)))?;
        let used = paths.folders();
        let mut unused: Vec<&str> = difference.folders.keys().map(String::as_str).filter(|folder| !used.contains(folder)).collect();
        // Inner ones first.
        unused.sort_unstable_by(|one, other| other.cmp(one));
        for folder in unused.into_iter().filter(|folder| !folder.is_empty()) {
            match fs::remove_dir(staging.join(folder)) {
                Err(error) if ![io::ErrorKind::DirectoryNotEmpty, io::ErrorKind::NotFound].contains(&error.kind()) => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// How it differs from what stands, which is as it was when it was taken, and so is this.
    pub(super) fn into_difference(self) -> Option<Difference> {
        self.difference
    }
}

/// Whether the spare generation of an output folder is as it was left, and still differs by so much from the one that stands.
pub(super) fn is_as_left(root: &Path, output: &Path, difference: &Difference) -> bool {
    let place = place(root, output);
    difference.folders.par_iter().all(|(folder, time)| changed(&place.join(folder)) == Some(*time))
}

/// Removes a file, if it is there.
fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Keeps a generation that is not, or no longer, the output's as its spare one; whether that could be done.
pub(super) fn keep(generation: &Path, root: &Path, output: &Path) -> bool {
    let place = place(root, output);
    // Nobody would know whose it is, or take it again, where nothing is remembered; and that folders tell of what is done to them was tried on Unix alone.
    cfg!(unix) && Remembered::place(root, output).exists() && fs::rename(generation, place).is_ok()
}

/// Where the spare generation of an output folder stands.
fn place(root: &Path, output: &Path) -> PathBuf {
    Remembered::place(root, output).with_extension(EXTENSION)
}
