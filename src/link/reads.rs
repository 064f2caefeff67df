//! Whose words are read while something is made: what read none that have changed since need not be made again.
//!
//! A text notes on its thread that its words were asked for. What is made once for many, on whatever thread asks first, notes for each of them that
//! it was read ([`Once`]).

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::sync::OnceLock;

/// Section files of a report, by their places, as a set. Files whose places are alike modulo 64 stand for each other, so that it may seem that more
/// was read than was, and never less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads(u64);

impl Reads {
    /// The set of one file.
    pub(super) fn of(place: usize) -> Self {
        Self(1 << (place % 64))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The files of both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets have a file in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Notes that the words of these files were asked for.
    pub fn note(self) {
        NOTED.set(NOTED.get().and(self));
    }
}

thread_local! {
    static NOTED: Cell<Reads> = const { Cell::new(Reads(0)) };
}

/// What `make` comes to, and whose words it asks for.
pub fn noted<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    let before = NOTED.take();
    let made = make();
    let reads = NOTED.get();
    NOTED.set(before.and(reads));
    (made, reads)
}

/// What is made once for many, by the first that asks.
#[derive(Debug)]
pub struct Once<T>(OnceLock<(T, Reads)>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> Once<T> {
    /// One that nobody has asked for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What it came to, if somebody has asked.
    pub fn get(&self) -> Option<&T> {
        let (made, reads) = self.0.get()?;
        reads.note();
        Some(made)
    }

    /// What `make` came to the first time.
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        let (made, reads) = self.0.get_or_init(|| noted(make));
        reads.note();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_once_was_read_by_each_that_asks() {
        let once = Once::new();
        let ask = || noted(|| *once.get_or_init(|| Reads::of(3).note())).1;
        assert_eq!([ask(), ask()], [Reads::of(3); 2]);
        // What is noted within is noted without, and nothing that was noted before.
        let (inner, outer) = noted(|| {
            Reads::of(1).note();
            noted(|| Reads::of(70).note()).1
        });
        assert_eq!((inner, outer), (Reads::of(6), Reads::of(1).and(Reads::of(6))));
        assert!(!outer.meets(Reads::of(2)) && outer.meets(inner));
        assert!(noted(|| ()).1.is_empty());
    }
}
