//! What is remembered of source files that were read before, so that those that nobody has touched since need not be read to know what they hold.
//!
//! A file is known by its length, by when it and what is told of it were last changed, and by where it lies. The time at which a file's
//! record was changed cannot be set, and every change to what it holds sets it; so a file of which all of this is as it was holds what it held.
//! A file that was changed just before it was read is not remembered: it may have been changed once more within one tick of its disk's clock.

use super::Digest;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::io;
use std::time::{SystemTime, UNIX_EPOCH};

/// How long ago a file must have been changed for its next change to have another time, in nanoseconds: the coarsest clock of a file system in use
/// ticks every two seconds.
const SETTLED: u64 = 2_000_000_000;

/// Source files as they were read: what tells each from one that was touched, and its SHA-256, by path.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Seen(FxHashMap<String, (Stamp, Digest)>);

/// What tells that a file was not touched: its length in bytes, when it and its record were last changed, in nanoseconds since 1970, and its
/// number and that of its disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    bytes: u64,
    modified: u64,
    changed: u64,
    file: u64,
    disk: u64,
}

impl Stamp {
    /// A file's stamp, if the system tells all of it.
    #[cfg(unix)]
    pub(super) fn of(file: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let time = |seconds: i64, nanoseconds: i64| {
            u64::try_from(seconds).ok()?.checked_mul(1_000_000_000)?.checked_add(u64::try_from(nanoseconds).ok()?)
        };
        Some(Self {
            bytes: file.len(),
            modified: time(file.mtime(), file.mtime_nsec())?,
            changed: time(file.ctime(), file.ctime_nsec())?,
            file: file.ino(),
            disk: file.dev(),
        })
    }

    /// Elsewhere a file's dates can be set by whoever changes it.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether what changes the file after `now`, in nanoseconds since 1970, gives it another stamp.
    fn is_settled(self, now: u64) -> bool {
        self.changed.max(self.modified).checked_add(SETTLED).is_some_and(|settled| settled <= now)
    }
}

/// Looks at files: which of them were seen before, and which may be remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'s> {
    seen: &'s Seen,
    /// When it began, in nanoseconds since 1970.
    now: u64,
}

impl<'s> Look<'s> {
    #[expect(clippy::disallowed_methods, reason = "what a file is known by is no part of what it holds, and stands in no published byte")]
    pub(super) fn new(seen: &'s Seen) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|now| u64::try_from(now.as_nanos()).ok());
        Self { seen, now: now.unwrap_or_default() }
    }

    /// The file's stamp, if it may be remembered by that.
    pub(super) fn stamp(self, file: &Metadata) -> Option<Stamp> {
        Stamp::of(file).filter(|stamp| stamp.is_settled(self.now))
    }

    /// The stamp and the SHA-256 of a file that was seen before and not touched since.
    pub(super) fn untouched(self, path: &str, file: impl FnOnce() -> io::Result<Metadata>) -> Option<(Stamp, Digest)> {
        let seen = self.seen.0.get(path)?;
        (Stamp::of(&file().ok()?)? == seen.0).then_some(*seen)
    }
}

impl Seen {
    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes files, each with its path, its stamp and its SHA-256.
    pub(super) fn new<'f>(files: impl Iterator<Item = (&'f str, Stamp, Digest)>) -> Self {
        Self(files.map(|(path, stamp, digest)| (path.to_owned(), (stamp, digest))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_changed_long_before_is_settled() {
        let stamp = Stamp { bytes: 1, modified: 5 * SETTLED, changed: 6 * SETTLED, file: 1, disk: 1 };
        assert!(stamp.is_settled(7 * SETTLED) && !stamp.is_settled(7 * SETTLED - 1));
        assert!(!Stamp { changed: 0, ..stamp }.is_settled(6 * SETTLED - 1) && !Stamp { changed: u64::MAX, ..stamp }.is_settled(u64::MAX));
    }
}
