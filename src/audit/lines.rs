//! Lines of pages that stand on many pages, with what they say: read once for all pages of a folder.
//!
//! A navigation, a list of links and a drawn piece are the same lines on each of their pages. What a line says is remembered by where in the line it
//! stands, so that nothing of a page is copied but the line itself.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;
use std::ops::Range;

/// How long a remembered line is, in bytes: a shorter one is read as quickly as it is found, and a longer one is text that stands on one page.
const LENGTHS: Range<usize> = 24..512;

/// How many lines are told from others.
const MOST: usize = 1 << 14;

/// A part of a line, from and to a byte.
pub(super) type Part = (u16, u16);

/// What stands in a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Said {
    /// An id.
    Id(Part),
    /// An address that a reader may follow.
    Link(Part),
    /// The level of a heading.
    Heading(u8),
    /// A text in the language of what the line stands in.
    Text(Part),
    /// A text in a language that the line names.
    TextIn(Part, Part),
}

/// Lines of the pages of one folder.
#[derive(Debug, Default)]
pub struct Lines {
    folder: String,
    /// The hashes of lines that stood once: most lines that do will not stand again.
    once: FxHashSet<u64>,
    known: FxHashMap<Box<str>, Box<[Said]>>,
}

impl Lines {
    /// Begins a page; lines of other folders lead elsewhere, and are forgotten.
    pub(super) fn begin(&mut self, folder: &str) {
        if self.folder != folder || self.once.len() > MOST {
            self.once.clear();
            self.known.clear();
            folder.clone_into(&mut self.folder);
        }
    }

    /// What a line says, if it was read before.
    pub(super) fn get(&self, line: &str) -> Option<&[Said]> {
        LENGTHS.contains(&line.len()).then(|| self.known.get(line).map(AsRef::as_ref)).flatten()
    }

    /// Whether a line is worth remembering: one that stands here again.
    pub(super) fn takes(&mut self, line: &str) -> bool {
        LENGTHS.contains(&line.len()) && !self.once.insert(FxBuildHasher.hash_one(line))
    }

    /// Remembers what a line says.
    pub(super) fn insert(&mut self, line: &str, said: Vec<Said>) {
        self.known.insert(line.into(), said.into());
    }
}
