//! What stands in an output folder: every file, and what tells it from others.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// Every file of a folder by its `/`-separated path below it, and the folders in it.
#[derive(Debug, Default)]
pub(super) struct Standing {
    files: FxHashMap<String, Option<Stamp>>,
    /// Each with when it was last changed.
    folders: FxHashMap<String, u64>,
    /// Whether something could not be read.
    has_gaps: bool,
}

/// What tells a file that was not touched: its length in bytes, and when it was last changed, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp(u64, u64);

impl Stamp {
    /// The length in bytes.
    pub(super) fn bytes(self) -> u64 {
        self.0
    }

    /// The stamp of the file at a path, if it is a regular one.
    pub(super) fn at(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().and_then(|file| Self::of(&file))
    }

    /// A file's stamp, if it is a regular one.
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        Some(Self(file.len(), file.is_file().then(|| time(file)).flatten()?))
    }
}

/// When a folder was last changed: something in it made, removed or named otherwise, or moved in or out.
pub(super) fn changed(folder: &Path) -> Option<u64> {
    time(&fs::symlink_metadata(folder).ok().filter(Metadata::is_dir)?)
}

/// When something was last changed, in nanoseconds since 1970.
fn time(entry: &Metadata) -> Option<u64> {
    u64::try_from(entry.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

impl Standing {
    /// What stands in a folder, read on every core; nothing, if there is none.
    pub(super) fn of(root: &Path) -> Self {
        let mut standing = Self::default();
        standing.has_gaps = match below(root, "") {
            Ok(found) => found.into_iter().fold(false, |has_gaps, found| has_gaps | standing.add(found)),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        };
        standing
    }

    /// Takes what one folder holds; whether something of it could not be read.
    fn add(&mut self, Found { folder, time, files, has_gaps }: Found) -> bool {
        self.folders.insert(folder, time);
        self.files.extend(files);
        has_gaps
    }

    /// The stamp of the file of this path, if it is a regular one.
    pub(super) fn file(&self, path: &str) -> Option<Stamp> {
        self.files.get(path).copied().flatten()
    }

    /// Every path, in no order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The folders, the root as the empty path among them, each with when it was last changed before it was read.
    pub(super) fn folders(&self) -> &FxHashMap<String, u64> {
        &self.folders
    }

    /// How many files there are, of any kind.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether something could not be read, and is not told here.
    pub(super) fn has_gaps(&self) -> bool {
        self.has_gaps
    }
}

/// What one folder holds.
struct Found {
    folder: String,
    time: u64,
    files: Vec<(String, Option<Stamp>)>,
    has_gaps: bool,
}

/// What a folder and all in it hold; an error if the folder itself cannot be read.
fn below(root: &Path, folder: &str) -> io::Result<Vec<Found>> {
    let path = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let place = root.join(folder);
    let time = changed(&place).unwrap_or_default();
    let (mut found, mut folders) = (Found { folder: folder.to_owned(), time, files: Vec::new(), has_gaps: false }, Vec::new());
    for entry in fs::read_dir(place)? {
        let read = |entry: DirEntry| {
            let (path, is_folder) = (path(&entry.file_name().to_string_lossy()), entry.file_type()?.is_dir());
            Ok::<_, io::Error>((path, if is_folder { None } else { Some(entry.metadata()?) }))
        };
        match entry.and_then(read) {
            Ok((path, Some(file))) => found.files.push((path, Stamp::of(&file))),
            Ok((path, None)) => folders.push(path),
            Err(_) => found.has_gaps = true,
        }
    }
    let inner: Vec<_> = folders.into_par_iter().map(|folder| below(root, &folder)).collect();
    let mut all = Vec::new();
    for one in inner {
        match one {
            Ok(one) => all.extend(one),
            Err(_) => found.has_gaps = true,
        }
    }
    all.push(found);
    Ok(all)
}
