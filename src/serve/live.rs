//! What the preview shows: one whole generation of artifacts at a time, swapped at once.
//!
//! A save brings up to three: one in which the pages that somebody looks at are new, one in which all pages are, and the whole one, with search,
//! data and formats. Requests take the generation that is current and keep it while they need it; pages that are open wait here for the next one.

use crate::diagnostic::{Diagnostics, Place, Severity, Span, Texts, line_and_column};
use crate::path::SourcePath;
use bytes::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A build in memory.
#[derive(Debug, Default)]
pub struct Generation {
    /// Counts builds, from 1; 0 before the first.
    pub number: u64,
    /// The artifacts by path.
    pub artifacts: Artifacts,
    /// All faults, sorted.
    pub faults: Vec<Fault>,
    /// The file whose saving led to this build, where it was one.
    pub edited: Option<SourcePath>,
}

/// Artifacts by path; a copy shares all but the map.
pub type Artifacts = BTreeMap<Arc<str>, Stored>;

/// An artifact with its entity tag.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The bytes, as they would be published.
    pub bytes: Bytes,
    /// The entity tag, with its quotes.
    pub etag: Arc<str>,
}

/// A fault as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How much it weighs.
    pub severity: Severity,
    /// The code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// The file.
    pub path: SourcePath,
    /// The line and column, both from 1; none for a file or folder as a whole.
    pub at: Option<(usize, usize)>,
    /// The sections whose files the fault touches: report and stem.
    pub sections: Vec<(String, String)>,
}

/// Gathers faults from diagnostics that are sorted.
pub(super) fn faults(diagnostics: &Diagnostics, texts: &dyn Texts) -> Vec<Fault> {
    let place = |span: &Span| (texts.path(span.file).clone(), Some(line_and_column(texts.text(span.file), span.start as usize)));
    let fault = |diagnostic: &crate::diagnostic::Diagnostic| {
        let (path, at) = match &diagnostic.place {
            Place::Span(span) => place(span),
            Place::Path(path) => (path.clone(), None),
        };
        let others = diagnostic.others.iter().map(|(span, _)| texts.path(span.file));
        let mut sections: Vec<_> = std::iter::once(&path).chain(others).filter_map(section).collect();
        sections.dedup();
        Fault {
            severity: diagnostic.severity,
            code: diagnostic.code.as_str(),
            message: diagnostic.message.clone(),
            hint: diagnostic.hint.clone(),
            path,
            at,
            sections,
        }
    };
    diagnostics.iter().map(fault).collect()
}

/// The report and stem of a section's file, or of its page.
pub(super) fn section(path: &SourcePath) -> Option<(String, String)> {
    match path.parts().collect::<Vec<_>>()[..] {
        ["content", report, name] if name.ends_with(".md") => Some((report.to_owned(), name.split('.').next()?.to_owned())),
        _ => Generation::section_of(path.as_str()),
    }
}

impl Generation {
    /// The report and stem of the section that a page shows, in one language or in two.
    #[must_use]
    pub fn section_of(page: &str) -> Option<(String, String)> {
        match page.split('/').collect::<Vec<_>>()[..] {
            [_, report, name] => Some((report.to_owned(), name.strip_suffix(".html")?.to_owned())),
            _ => None,
        }
    }

    /// The page of the file that was saved: of the same kind as `shown`, in one language or in two, where there is one.
    #[must_use]
    pub fn page_of_edit(&self, shown: &str) -> Option<String> {
        let edited = self.edited.as_ref()?;
        let (report, stem) = section(edited)?;
        let language = edited.file_name().split('.').nth(1)?;
        // A parallel view stands in a folder that joins its two languages.
        let folder = shown.split('/').next().unwrap_or_default();
        let is_parallel = folder != language && folder.contains(language) && folder.contains('-');
        let beside = format!("{folder}/{report}/{stem}.html");
        let own = format!("{language}/{report}/{stem}.html");
        [is_parallel.then_some(beside), Some(own)].into_iter().flatten().find(|page| self.artifacts.contains_key(page.as_str()))
    }
}

/// The generation that is current, and whoever waits for the next.
#[derive(Default)]
pub(super) struct Live {
    state: Mutex<State>,
    changed: Condvar,
    /// The pages that are open, each with how many times.
    open: Mutex<BTreeMap<String, usize>>,
}

/// A page that is open as long as this stands.
pub(super) struct Open<'a> {
    live: &'a Live,
    page: String,
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.page) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.page);
            }
        }
    }
}

#[derive(Default)]
struct State {
    current: Arc<Generation>,
    stopped: bool,
}

/// Why a wait ended.
pub(super) enum Waited {
    /// There is a newer generation.
    Newer(Arc<Generation>),
    /// The time has passed.
    Quiet,
    /// The preview ends.
    Stopped,
}

impl Live {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn current(&self) -> Arc<Generation> {
        Arc::clone(&self.lock().current)
    }

    /// Notes that a page is open.
    pub(super) fn open(&self, page: &str) -> Open<'_> {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner).entry(page.to_owned()).or_default() += 1;
        Open { live: self, page: page.to_owned() }
    }

    /// The pages that are open.
    pub(super) fn opened(&self) -> BTreeSet<String> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// Shows another generation from now on, and gives it.
    pub(super) fn show(&self, artifacts: Artifacts, faults: Vec<Fault>, edited: Option<SourcePath>) -> Arc<Generation> {
        let mut state = self.lock();
        let generation = Arc::new(Generation { number: state.current.number + 1, artifacts, faults, edited });
        state.current = Arc::clone(&generation);
        drop(state);
        self.changed.notify_all();
        generation
    }

    /// Ends all waits, now and later.
    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    /// Waits for a generation newer than `number`, for `time` at most.
    pub(super) fn wait(&self, number: u64, time: Duration) -> Waited {
        let waits = |state: &mut State| !state.stopped && state.current.number <= number;
        let (state, _) = self.changed.wait_timeout_while(self.lock(), time, waits).unwrap_or_else(PoisonError::into_inner);
        match (state.stopped, state.current.number > number) {
            (true, _) => Waited::Stopped,
            (false, true) => Waited::Newer(Arc::clone(&state.current)),
            (false, false) => Waited::Quiet,
        }
    }
}
