//! Artifacts → disk: a new generation beside the old one, swapped in at once.
//!
//! Whoever looks at the output folder sees the last good site until the new one is complete. Where the system can exchange two folders in one
//! step (Linux, macOS) that is what happens; elsewhere the old folder is moved aside and the new one moved in, and moved back if that fails.
//! Publishing owns what `data/manifest.json` lists, and never overwrites or removes what it did not write.

pub mod file;
mod last;
mod remembered;
pub mod verify;

pub use last::{Keys, Last};

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::link::route;
use crate::path::OutputPath;
use crate::render::Artifact;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The list of all files of a site but itself.
#[derive(Debug, Deserialize)]
struct Manifest {
    files: Vec<ListedFile>,
}

#[derive(Debug, Deserialize)]
struct ListedFile {
    path: String,
    sha256: String,
    bytes: usize,
}

/// A published site.
#[derive(Debug, Clone)]
pub struct Published {
    /// Where it stands.
    pub output: PathBuf,
    /// How many files it has.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: usize,
    /// How many of them are not the last generation's.
    pub written: usize,
}

/// A generation that is being written.
///
/// Dropped before [`Publication::commit`], it leaves the output folder as it was.
#[derive(Debug)]
pub struct Publication {
    output: PathBuf,
    staging: PathBuf,
    /// The folders that are there, by their paths below the generation's root.
    folders: Mutex<FxHashSet<String>>,
    /// How many files the last generation has, its manifest included.
    before: usize,
    /// How many of this generation's files are those of the last.
    kept: AtomicUsize,
    /// How many are not.
    written: AtomicUsize,
}

impl Publication {
    /// Prepares to publish into `output`; none, after a report, if that folder holds or is anything that is not ours.
    ///
    /// No folder is made before the first file is written, so that a site with errors leaves none behind.
    ///
    /// # Errors
    /// When what an earlier run left beside `output` cannot be removed.
    pub fn begin(root: &Path, output: &Path, diagnostics: &mut Diagnostics) -> Result<Option<Self>, Error> {
        let output = resolved(output);
        let before = match check(&resolved(root), &output) {
            Ok(before) => before,
            Err(fault) => {
                diagnostics.push(*fault);
                return Ok(None);
            }
        };
        remove_abandoned(&output);
        let staging = sibling(&output, "new", std::process::id());
        // A folder of this name can only be left from a run with the same process number, which is over.
        remove_if_there(&staging)?;
        Ok(Some(Self { output, staging, folders: Mutex::default(), before, kept: AtomicUsize::new(0), written: AtomicUsize::new(0) }))
    }

    /// Puts one artifact into the new generation: the last generation's file, if it has these bytes, or else a new one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, artifact: &Artifact) -> Result<(), Error> {
        let path = self.place(&artifact.path)?;
        // A file system without hard links gets a new file.
        if self.before > 0 && self.has_already(artifact) && fs::hard_link(self.output.join(artifact.path.as_str()), &path).is_ok() {
            self.kept.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        }
        self.written.fetch_add(1, Ordering::Relaxed);
        fs::write(&path, &artifact.bytes).map_err(|error| Error::write(&path, error))
    }

    /// Keeps a file of the last generation.
    ///
    /// # Errors
    /// When the file cannot be kept.
    pub fn keep(&self, kept: &OutputPath) -> Result<(), Error> {
        let (from, path) = (self.output.join(kept.as_str()), self.place(kept)?);
        fs::hard_link(&from, &path).or_else(|_| fs::copy(&from, &path).map(drop)).map_err(|error| Error::write(&path, error))?;
        self.kept.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// The bytes of a file of the last generation.
    #[must_use]
    pub fn kept(&self, path: &str) -> Vec<u8> {
        fs::read(self.output.join(path)).unwrap_or_default()
    }

    /// Where an artifact goes, in a folder that is there.
    fn place(&self, path: &OutputPath) -> Result<PathBuf, Error> {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if !folders.contains(folder) {
            let place = self.staging.join(folder);
            fs::create_dir_all(&place).map_err(|error| Error::write(&place, error))?;
            folders.insert(folder.to_owned());
        }
        drop(folders);
        Ok(self.staging.join(path.as_str()))
    }

    /// Whether the last generation has this file with these bytes; what it says of itself is not trusted.
    fn has_already(&self, artifact: &Artifact) -> bool {
        let path = self.output.join(artifact.path.as_str());
        let same_size = fs::symlink_metadata(&path).is_ok_and(|file| file.is_file() && file.len() == artifact.bytes.len() as u64);
        same_size && fs::read(&path).is_ok_and(|bytes| *bytes == *artifact.bytes)
    }

    /// How many files of this generation are not those of the last.
    #[must_use]
    pub fn written(&self) -> usize {
        self.written.load(Ordering::Relaxed)
    }

    /// Puts the new generation in the old one's place, removes the old one, and tells where it stands.
    ///
    /// A generation that is the last one's, file by file, leaves that in its place.
    ///
    /// # Errors
    /// When neither an exchange nor two renames succeed; the old site is then still, or again, in its place.
    pub fn commit(self) -> Result<PathBuf, Error> {
        let is_the_last = self.written() == 0 && self.kept.load(Ordering::Relaxed) == self.before;
        if !is_the_last {
            self.put_in_place()?;
        }
        Ok(self.output.clone())
    }

    fn put_in_place(&self) -> Result<(), Error> {
        let failed = |error| Error::write(&self.output, error);
        if !self.output.exists() {
            return fs::rename(&self.staging, &self.output).map_err(failed);
        }
        if exchange(&self.staging, &self.output).is_err() {
            let aside = sibling(&self.output, "old", std::process::id());
            remove_if_there(&aside)?;
            fs::rename(&self.output, &aside).map_err(failed)?;
            if let Err(error) = fs::rename(&self.staging, &self.output) {
                let _ = fs::rename(&aside, &self.output);
                return Err(failed(error));
            }
            return remove_if_there(&aside);
        }
        // After the exchange the old generation stands where the new one was made; dropping removes it.
        Ok(())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // After an exchange most of the last generation's folders are this one's; their files are removed on every core.
        if self.staging.is_dir() {
            let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
            folders.par_iter().for_each(|folder| remove_files(&self.staging.join(folder)));
        }
        let _ = remove_if_there(&self.staging);
    }
}

/// A hidden folder beside the output, so that both are on one file system.
fn sibling(output: &Path, kind: &str, process: u32) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!(".{name}.sijill-{kind}-{process}"))
}

/// Removes the files of a folder as far as that can be done, and leaves the folders in it.
fn remove_files(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| !kind.is_dir()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn remove_if_there(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::write(folder, error)),
        _ => Ok(()),
    }
}

/// Removes generations of runs that were killed: folders beside the output whose process is gone.
#[cfg(unix)]
fn remove_abandoned(output: &Path) {
    let Some(parent) = output.parent() else { return };
    let prefix = sibling(output, "new-", 0).file_name().unwrap_or_default().to_string_lossy().trim_end_matches("-0").to_owned();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process =
            name.strip_prefix(prefix.trim_end_matches('-')).and_then(|rest| rest.strip_prefix('-')).and_then(|number| number.parse().ok());
        let process = process.and_then(rustix::process::Pid::from_raw);
        if process.is_some_and(|process| rustix::process::test_kill_process(process).is_err()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(not(unix))]
fn remove_abandoned(_: &Path) {}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The path with every link followed as far as it exists, so that folders can be compared.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => resolved(parent).join(name),
        (_, Some(name)) => resolved(Path::new(".")).join(name),
        _ => path.to_owned(),
    }
}

/// How many files of ours `output` holds, or why it may not be published into.
fn check(root: &Path, output: &Path) -> Result<usize, Box<Diagnostic>> {
    let shown = output.display().to_string();
    let sources = ["content", "seeds", "themes"].map(|folder| root.join(folder));
    if root.starts_with(output) || sources.iter().any(|source| output.starts_with(source)) {
        return Err(Box::new(
            Diagnostic::of_path(Code::OutputIsSource, shown, "the output folder is, or holds, the folder that the site is built from")
                .hint("name another folder, such as `--output public`"),
        ));
    }
    if output.is_file() {
        return Err(Box::new(
            Diagnostic::of_path(Code::OutputNotOurs, shown, "the output folder is a file").hint("name a folder that does not exist yet"),
        ));
    }
    let ours = written_before(output);
    let mut found = 0;
    let mut foreign: Vec<String> = walkdir::WalkDir::new(output)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_type().is_dir())
        .filter_map(|entry| entry.path().strip_prefix(output).ok().map(|path| path.to_string_lossy().replace('\\', "/")))
        .inspect(|_| found += 1)
        .filter(|path| !ours.contains(path))
        .collect();
    foreign.sort();
    let Some(first) = foreign.first() else { return Ok(found) };
    // One fault for all of them: a home folder named by mistake holds a hundred thousand.
    let others = match foreign.len() - 1 {
        0 => String::new(),
        1 => ", and one other file".to_owned(),
        count => format!(", and {count} other files"),
    };
    let message = format!("the output folder holds `{first}`, which Sijill did not write{others}");
    let hint = if others.is_empty() {
        "name another output folder, or move the file away"
    } else {
        "name another output folder, or move the files away"
    };
    Err(Box::new(Diagnostic::of_path(Code::OutputNotOurs, format!("{shown}/{first}"), message).hint(hint)))
}

/// The files that the last generation lists as its own.
fn written_before(output: &Path) -> BTreeSet<String> {
    let manifest = route::manifest();
    let text = fs::read_to_string(output.join(manifest.as_str())).unwrap_or_default();
    match serde_json::from_str::<Manifest>(&text) {
        Ok(listed) => listed.files.into_iter().map(|file| file.path).chain([manifest.as_str().to_owned()]).collect(),
        Err(_) => BTreeSet::new(),
    }
}
