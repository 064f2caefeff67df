//! The generation before the last one, which the next is made of: most of its files are the last one's already, and need not be linked anew.
//!
//! It stands in `.sijill/` beside what is remembered of the output, and can be removed at any time. A file of it is taken over only if it is certain to
//! be the very file of the last generation, which whoever serves or edits the output holds; every other one makes room.

use super::remembered::Remembered;
use super::standing::{File, Standing};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// What its folder's name ends with, behind the name of what is remembered of the output.
pub(super) const EXTENSION: &str = "spare";

/// What a generation is made of, where it is made.
#[derive(Debug, Default)]
pub(super) struct Spare {
    /// Its files by path, each with whether the new generation has a file there.
    files: FxHashMap<String, (Option<File>, AtomicBool)>,
    folders: Vec<String>,
}

impl Spare {
    /// Puts the spare generation of an output folder at `staging`, if there is one.
    pub(super) fn take(root: &Path, output: &Path, staging: &Path) -> Self {
        let place = place(root, output);
        if fs::rename(&place, staging).is_err() {
            // There is none, or it is on another file system and of no use.
            let _ = fs::remove_dir_all(&place);
            return Self::default();
        }
        let standing = Standing::of(staging);
        let files = standing.paths().map(|path| (path.to_owned(), (standing.file(path), AtomicBool::new(false))));
        Self { files: files.collect(), folders: standing.folders().to_vec() }
    }

    /// Whether `file` stands at this path already.
    pub(super) fn holds(&self, path: &str, file: Option<File>) -> bool {
        let Some((own, is_used)) = self.files.get(path) else { return false };
        let is_same = own.zip(file).is_some_and(|(own, file)| own.is(file));
        is_used.fetch_or(is_same, Ordering::Relaxed);
        is_same
    }

    /// Removes what stands at `path`, which is `place` on the disk.
    pub(super) fn make_room(&self, path: &str, place: &Path) -> io::Result<()> {
        match self.files.get(path) {
            Some((_, is_used)) if !is_used.swap(true, Ordering::Relaxed) => fs::remove_file(place),
            _ => Ok(()),
        }
    }

    /// Removes the files that the new generation does not have, and the folders; `folders` are those of its files.
    pub(super) fn clear(&self, staging: &Path, folders: &FxHashSet<String>) -> io::Result<()> {
        let unused = self.files.iter().filter(|(_, (_, is_used))| !is_used.load(Ordering::Relaxed));
        let unused: Vec<&str> = unused.map(|(path, _)| path.as_str()).collect();
        unused.par_iter().try_for_each(|path| fs::remove_file(staging.join(path)))?;
        let mut unused: Vec<&str> = self.folders.iter().map(String::as_str).filter(|folder| !folders.contains(*folder)).collect();
        // Inner ones first; one with folders of the new generation in it stays.
        unused.sort_unstable_by(|one, other| other.cmp(one));
        for folder in unused.into_iter().filter(|folder| !folder.is_empty()) {
            match fs::remove_dir(staging.join(folder)) {
                Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Keeps a generation that is not, or no longer, the output's as its spare one; whether that could be done.
pub(super) fn keep(generation: &Path, root: &Path, output: &Path) -> bool {
    let place = place(root, output);
    // Nobody would know whose it is, or take it again, where nothing is remembered; nor is a file known again where the system does not number it.
    cfg!(unix) && Remembered::place(root, output).exists() && fs::rename(generation, place).is_ok()
}

/// Where the spare generation of an output folder stands.
fn place(root: &Path, output: &Path) -> PathBuf {
    Remembered::place(root, output).with_extension(EXTENSION)
}
