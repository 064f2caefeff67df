//! Artifacts → disk: a new generation beside the old one, swapped in at once.
//!
//! Whoever looks at the output folder sees the last good site until the new one is complete. Where the system can exchange two folders in one
//! step (Linux, macOS) that is what happens; elsewhere the old folder is moved aside and the new one moved in, and moved back if that fails.
//! Publishing owns what `data/manifest.json` lists, and never overwrites or removes what it did not write.

pub mod file;
mod growth;
mod last;
mod remembered;
mod spare;
mod standing;
pub mod verify;

pub use growth::Growth;
pub use last::{Asked, Before, Keys, Last};

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::link::route;
use crate::path::OutputPath;
use crate::render::{Artifact, Paths};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;
use rustc_hash::{FxHashSet, FxHasher};
use serde::Deserialize;
use spare::{Difference, Spare};
use standing::Stamp;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

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
    /// How many of them were made; the others are the last generation's, from which nothing has changed.
    pub made: usize,
    /// How many of them are not the last generation's.
    pub written: usize,
}

/// What was published.
#[derive(Debug, Default)]
pub struct Written {
    /// The files that were written, sorted by the hashes of their paths, each as it stood then: there may be a million.
    files: Vec<(u64, Option<Stamp>)>,
    /// One of them by its path.
    sample: Option<(String, Option<Stamp>)>,
    /// How the generation that stands differs from the one that waits to become the next, if one does.
    spare: Option<Difference>,
}

impl Written {
    /// How many files were written.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The stamps of those that were written, by path; looked up below `output` where files are dated only when they are closed, as over a network.
    fn stamps<'w>(&'w self, output: &'w Path) -> impl Fn(&str) -> Option<Stamp> + Sync + 'w {
        let stands = |(path, stamp): &(String, Option<Stamp>)| *stamp == Stamp::at(&output.join(path));
        let is_certain = self.sample.as_ref().is_none_or(stands);
        move |path| {
            let stamp = find(&self.files, path)?;
            if is_certain { stamp } else { Stamp::at(&output.join(path)) }
        }
    }
}

/// What is noted of a file that was written.
fn find(files: &[(u64, Option<Stamp>)], path: &str) -> Option<Option<Stamp>> {
    let own = hash(path);
    files.binary_search_by_key(&own, |(path, _)| *path).ok().map(|at| files[at].1)
}

fn hash(path: &str) -> u64 {
    let mut hasher = FxHasher::default();
    path.hash(&mut hasher);
    hasher.finish()
}

/// A generation that is being written.
///
/// Dropped before [`Publication::commit`], it leaves the output folder as it was; and what the next generation can be made of too, if nothing was put
/// into this one.
#[derive(Debug)]
pub struct Publication<'a> {
    last: &'a Last,
    staging: PathBuf,
    /// What it can be made of.
    left: Option<&'a Difference>,
    /// What it is made of, once something is put into it.
    spare: OnceLock<Spare>,
    /// Whether it will not be published.
    is_given_up: AtomicBool,
    /// The folders of its files, by their paths below the generation's root.
    folders: Mutex<FxHashSet<String>>,
    /// How many of this generation's files are those of the last.
    kept: AtomicUsize,
    /// Those of them that are not here yet.
    awaited: Mutex<Vec<OutputPath>>,
    /// Those that are not the last generation's.
    written: Mutex<Written>,
    /// How many files have grown, or were begun.
    grown: AtomicUsize,
    /// Whether a file of the last generation had to be copied, so that it is another one.
    has_copied: AtomicBool,
    /// Whether what stands here in the end is kept, to become the next generation.
    is_spare: bool,
}

impl<'a> Publication<'a> {
    /// Prepares to publish on top of the last publication; none, after a report, if its folder holds or is anything that is not ours.
    ///
    /// No folder is made before the first file, so that a site with errors leaves none behind.
    ///
    /// # Errors
    /// When what an earlier run left beside the output cannot be removed.
    pub fn begin(last: &'a Last, diagnostics: &mut Diagnostics) -> Result<Option<Self>, Error> {
        if let Err(fault) = check(last) {
            diagnostics.push(*fault);
            return Ok(None);
        }
        remove_abandoned(&last.output);
        let staging = sibling(&last.output, "new", std::process::id());
        let publication = Self {
            last,
            staging,
            left: None,
            spare: OnceLock::new(),
            is_given_up: AtomicBool::new(false),
            folders: Mutex::default(),
            kept: AtomicUsize::new(0),
            awaited: Mutex::default(),
            written: Mutex::default(),
            grown: AtomicUsize::new(0),
            has_copied: AtomicBool::new(false),
            is_spare: false,
        };
        // Folders of these names can only be left from a run with the same process number, which is over.
        remove_if_there(&publication.growing())?;
        remove_if_there(&publication.staging)?;
        Ok(Some(publication))
    }

    /// Looks for what is left of the generation before the last, to make the new one of.
    #[must_use]
    pub fn open(mut self) -> Self {
        // What was touched where the site stands may be touched here, for most files are one.
        let difference = self.last.remembered.spare().filter(|_| self.last.is_untouched);
        self.left = difference.filter(|difference| spare::is_as_left(&self.last.root, &self.last.output, difference));
        self
    }

    /// What the generation is made of, taken when something is first put into it.
    fn spare(&self) -> &Spare {
        self.spare.get_or_init(|| Spare::take(&self.last.root, &self.last.output, &self.staging, self.left))
    }

    /// Puts nothing more into the generation, which will not be published.
    pub fn give_up(&self) {
        self.is_given_up.store(true, Ordering::Relaxed);
    }

    fn is_given_up(&self) -> bool {
        self.is_given_up.load(Ordering::Relaxed)
    }

    /// Puts one artifact into the new generation: the last generation's file, if it has these bytes, or else a new one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, artifact: &Artifact) -> Result<(), Error> {
        if self.is_given_up() {
            return Ok(());
        }
        if self.has_already(artifact) {
            self.keep(&artifact.path);
            return Ok(());
        }
        let path = self.place(&artifact.path)?;
        let made = self.spare().make_room(artifact.path.as_str(), &path).and_then(|()| {
            // Never into a file that is there: the last generation may have it too.
            let mut file = fs::File::create_new(&path)?;
            file.write_all(&artifact.bytes)?;
            file.metadata()
        });
        self.wrote(&artifact.path, Stamp::of(&made.map_err(|error| Error::write(&path, error))?));
        Ok(())
    }

    /// Notes a file that was written.
    fn wrote(&self, path: &OutputPath, stamp: Option<Stamp>) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.files.push((hash(path.as_str()), stamp));
        written.sample.get_or_insert_with(|| (path.as_str().to_owned(), stamp));
    }

    /// Keeps a file of the last generation.
    pub fn keep(&self, kept: &OutputPath) {
        if self.is_given_up() {
            return;
        }
        self.kept.fetch_add(1, Ordering::Relaxed);
        if !self.spare().holds(kept.as_str()) {
            self.awaited.lock().unwrap_or_else(PoisonError::into_inner).push(kept.clone());
        }
    }

    /// Has the last generation's file in the new one; a file system without hard links gets a new file.
    fn link(&self, kept: &OutputPath) -> Result<(), Error> {
        let (path, own) = (self.place(kept)?, self.last.output.join(kept.as_str()));
        let linked = self.spare().make_room(kept.as_str(), &path).and_then(|()| {
            fs::hard_link(&own, &path).or_else(|error| {
                if error.kind() == io::ErrorKind::AlreadyExists {
                    return Err(error);
                }
                self.has_copied.store(true, Ordering::Relaxed);
                copy(&own, &path)
            })
        });
        linked.map_err(|error| Error::write(&path, error))
    }

    /// The bytes of a file of the last generation.
    #[must_use]
    pub fn kept(&self, path: &str) -> Vec<u8> {
        fs::read(self.last.output.join(path)).unwrap_or_default()
    }

    /// Where an artifact goes, in a folder that is there.
    fn place(&self, path: &OutputPath) -> Result<PathBuf, Error> {
        // It comes to where the new generation is made, which must not be there before.
        self.spare();
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
        let path = artifact.path.as_str();
        let same_size = self.last.standing.file(path).is_some_and(|stamp| stamp.bytes() == artifact.bytes.len() as u64);
        same_size && holds(&self.last.output.join(path), &artifact.bytes).unwrap_or_default()
    }

    /// Puts the new generation, of these paths, in the old one's place, puts that aside, and tells what was written.
    ///
    /// A generation that is the last one's, file by file, leaves that in its place.
    ///
    /// # Errors
    /// When neither an exchange nor two renames succeed; the old site is then still, or again, in its place.
    pub fn commit(mut self, paths: &Paths<'_>) -> Result<Written, Error> {
        debug_assert!(!self.is_given_up(), "a generation that was given up has gaps");
        let mut written = std::mem::take(self.written.get_mut().unwrap_or_else(PoisonError::into_inner));
        written.files.par_sort_unstable_by_key(|(path, _)| *path);
        let kept = *self.kept.get_mut();
        if written.files.is_empty() && kept == self.last.standing.len() {
            // What it would have been made of was not touched.
            self.is_spare = self.spare().is_there();
            return Ok(Written { spare: self.spare.take().and_then(Spare::into_difference), ..written });
        }
        let awaited = std::mem::take(self.awaited.get_mut().unwrap_or_else(PoisonError::into_inner));
        awaited.par_iter().try_for_each(|kept| self.link(kept))?;
        self.spare().clear(&self.staging, &self.last.standing, paths).map_err(|error| Error::write(&self.staging, error))?;
        self.put_in_place()?;
        // What is mostly the site that stands is worth keeping.
        self.is_spare = kept * 2 > self.last.standing.len() && !self.has_copied.load(Ordering::Relaxed);
        let newer = paths.iter().filter(|path| find(&written.files, path).is_some()).map(str::to_owned);
        let spare = self.is_spare.then(|| Difference::between(&self.last.standing, paths, newer));
        Ok(Written { spare, ..written })
    }

    fn put_in_place(&self) -> Result<(), Error> {
        let output = &self.last.output;
        let failed = |error| Error::write(output, error);
        if !output.exists() {
            return fs::rename(&self.staging, output).map_err(failed);
        }
        if exchange(&self.staging, output).is_err() {
            let aside = sibling(output, "old", std::process::id());
            remove_if_there(&aside)?;
            fs::rename(output, &aside).map_err(failed)?;
            if let Err(error) = fs::rename(&self.staging, output) {
                let _ = fs::rename(&aside, output);
                return Err(failed(error));
            }
            fs::rename(&aside, &self.staging).map_err(failed)?;
        }
        // The old generation stands where the new one was made now; dropping puts it aside.
        Ok(())
    }
}

impl Drop for Publication<'_> {
    fn drop(&mut self) {
        if *self.grown.get_mut() > 0 {
            let _ = remove_if_there(&self.growing());
        }
        if !self.staging.is_dir() {
            return;
        }
        let Last { root, output, .. } = self.last;
        if self.is_spare && spare::keep(&self.staging, root, output) {
            return;
        }
        // Most of the last generation's folders are this one's; their files are removed on every core.
        let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
        folders.par_iter().for_each(|folder| remove_files(&self.staging.join(folder)));
        let _ = remove_if_there(&self.staging);
    }
}

/// Whether a file holds these bytes, of which it has as many.
fn holds(path: &Path, mut bytes: &[u8]) -> io::Result<bool> {
    let (mut file, mut read) = (fs::File::open(path)?, [0; 1 << 14]);
    while !bytes.is_empty() {
        let length = file.read(&mut read)?;
        match bytes.split_at_checked(length) {
            Some((here, rest)) if length > 0 && *here == read[..length] => bytes = rest,
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// Copies a file with the time at which it was last changed, by which it is known again.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let changed = fs::metadata(from)?.modified()?;
    fs::File::options().write(true).open(to)?.set_modified(changed)
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
    let prefixes = ["new", "grown"].map(|kind| {
        let of_none = sibling(output, kind, 0);
        of_none.file_name().unwrap_or_default().to_string_lossy().trim_end_matches('0').to_owned()
    });
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix)).and_then(|number| number.parse().ok());
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

/// Why nothing may be published on top of what stands in the output folder, if so.
fn check(Last { root, output, standing, is_untouched, .. }: &Last) -> Result<(), Box<Diagnostic>> {
    let shown = output.display().to_string();
    let root = resolved(root);
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
    if *is_untouched {
        return Ok(());
    }
    let ours = written_before(output);
    let mut foreign: Vec<&str> = standing.paths().filter(|path| !ours.contains(*path)).collect();
    foreign.sort_unstable();
    let Some(first) = foreign.first() else { return Ok(()) };
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
