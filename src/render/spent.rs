//! How long what is done while pages are made takes, for whoever asks: it is done on every core, and none of it is a stage with a beginning and an end.
//!
//! What is told is the time of each report and of each batch of files, added up. A core that waits for another in the middle of one may do something else,
//! and what several do for one at the same time counts once.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A clock, which tells the time since it was started. Nobody here has one: no published byte depends on it.
pub type Clock<'c> = &'c (dyn Fn() -> Duration + Sync);

/// How long was worked, added up.
#[derive(Default)]
pub struct Spent<'c> {
    clock: Option<Clock<'c>>,
    /// On linking reports, in nanoseconds.
    link: AtomicU64,
    /// On reading what was made.
    audit: AtomicU64,
    /// On writing it.
    publish: AtomicU64,
}

/// What is done while pages are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Reports are linked.
    Link,
    /// What was made is read for faults.
    Audit,
    /// It is written.
    Publish,
}

impl Work {
    /// All of it.
    pub const ALL: [Self; 3] = [Self::Link, Self::Audit, Self::Publish];
}

impl<'c> Spent<'c> {
    /// Nothing was done yet; without a clock, nobody will ask.
    #[must_use]
    pub fn new(clock: Option<Clock<'c>>) -> Self {
        Self { clock, ..Self::default() }
    }

    /// Does something, and notes how long it took.
    pub fn on<T>(&self, work: Work, run: impl FnOnce() -> T) -> T {
        let Some(clock) = self.clock else { return run() };
        let start = clock();
        let done = run();
        let took = clock().saturating_sub(start).as_nanos();
        self.of(work).fetch_add(u64::try_from(took).unwrap_or(u64::MAX), Ordering::Relaxed);
        done
    }

    /// How long it took so far.
    #[must_use]
    pub fn time(&self, work: Work) -> Duration {
        Duration::from_nanos(self.of(work).load(Ordering::Relaxed))
    }

    fn of(&self, work: Work) -> &AtomicU64 {
        match work {
            Work::Link => &self.link,
            Work::Audit => &self.audit,
            Work::Publish => &self.publish,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_added_up_by_its_kind_if_there_is_a_clock() {
        let ticks = AtomicU64::new(0);
        let clock = || Duration::from_nanos(ticks.fetch_add(5, Ordering::Relaxed));
        let spent = Spent::new(Some(&clock));
        assert_eq!(spent.on(Work::Link, || 7), 7);
        (0..3).for_each(|_| spent.on(Work::Audit, || ()));
        assert_eq!(Work::ALL.map(|work| spent.time(work).as_nanos()), [5, 15, 0]);
        let unasked = Spent::new(None);
        unasked.on(Work::Link, || ());
        assert_eq!(unasked.time(Work::Link), Duration::ZERO);
    }
}
