//! Faults in the author's files, as data.
//!
//! A [`Diagnostic`] says what is wrong, where, and what to do. Every stage pushes into one [`Diagnostics`]; nothing
//! is printed before the edge of the program, where one of the drawings ([`human`], [`short`]) is chosen.
//! Faults of the program or the machine are not diagnostics but [`crate::Error`].

mod code;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod short;

pub use code::Code;

use crate::path::{FileId, SourcePath};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How much a diagnostic weighs: an error blocks publishing, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site is not published.
    Error,
    /// The site is published; the author is told.
    Warning,
}

/// A range of bytes in one source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets as the parsers give them.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let offset = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Self { file, start: offset(range.start), end: offset(range.end) }
    }

    /// The span as a range of byte offsets.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// In the text of a source file.
    Span(Span),
    /// In a file or folder as a whole, which may not exist.
    Path(SourcePath),
}

/// A value together with where it was written; values are equal wherever they were.
#[derive(Debug, Clone, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One fault: a code, one lower-case clause, where it is, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, naming the thing in backticks.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What the place itself is, said beside the caret.
    pub label: Option<String>,
    /// Other places that belong to the fault, each with what it is.
    pub others: Vec<(Span, String)>,
    /// What to do.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Makes a diagnostic of the code's own severity at a span.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::at(code, Place::Span(span), message)
    }

    /// Makes a diagnostic about a file or folder as a whole.
    #[must_use]
    pub fn of_path(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::at(code, Place::Path(SourcePath::new(path)), message)
    }

    fn at(code: Code, place: Place, message: impl Into<String>) -> Self {
        let (message, severity) = (message.into(), code.severity());
        Self { code, severity, message, place, label: None, others: Vec::new(), hint: None }
    }

    /// Says what the place itself is.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The files that it points into.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let own = match self.place {
            Place::Span(span) => Some(span.file),
            Place::Path(_) => None,
        };
        own.into_iter().chain(self.others.iter().map(|(span, _)| span.file))
    }

    /// Whether something is missing from the site by this fault, so that links to it lead nowhere: they are reported where they are wrong.
    #[must_use]
    pub fn leaves_gaps(&self) -> bool {
        self.severity == Severity::Error && !self.code.is_adjustable()
    }

    /// Offers the nearest of `candidates` to `wanted` as the hint, or else `otherwise`.
    #[must_use]
    pub fn nearest<'a>(self, wanted: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: impl Into<String>) -> Self {
        match nearest(wanted, candidates) {
            Some(found) => self.hint(format!("did you mean `{found}`?")),
            None => self.hint(otherwise),
        }
    }
}

/// Finds the candidate that a slip of the pen most likely meant, if any is near enough.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // 0.72 lets one wrong letter of three pass (`ARB` for `ARG` gives 0.82) and refuses unrelated words.
    const NEAR: f64 = 0.72;
    // Two letters that changed places are the commonest slip, and weigh too much in short words (`lwa` for `law`).
    const ONE_SLIP: f64 = 0.9;
    let wanted = wanted.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let candidate_lower = candidate.to_lowercase();
        let alike = strsim::jaro_winkler(&wanted, &candidate_lower);
        let one_slip = wanted.chars().count() > 2 && strsim::osa_distance(&wanted, &candidate_lower) == 1;
        let score = if one_slip { alike.max(ONE_SLIP) } else { alike };
        if score >= NEAR && best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// All faults of a run, in the order in which they were found until they are sorted.
///
/// It also remembers what was there but could not be read, so that one slip in a registry is one fault and not a hundred.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Diagnostics {
    faults: Vec<Diagnostic>,
    #[serde(skip)]
    unread: BTreeMap<Code, Unread>,
}

/// What could not be read, of all that faults of one code look for.
#[derive(Debug, Clone)]
enum Unread {
    /// A whole file, so that nothing can be said to be missing.
    Whole,
    /// Single records, by id.
    Records(BTreeSet<String>),
}

impl Diagnostics {
    /// Adds a fault.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// A collection without faults that remembers what this one could not read.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { faults: Vec::new(), unread: self.unread.clone() }
    }

    /// Adds all faults of another collection.
    pub fn extend(&mut self, other: Diagnostics) {
        self.faults.extend(other.faults);
        for (code, unread) in other.unread {
            match unread {
                Unread::Whole => self.note_unread(code),
                Unread::Records(ids) => ids.iter().for_each(|id| self.note_unread_record(code, id)),
            }
        }
    }

    /// Takes back a fault that turned out only to follow from another.
    pub fn take_back(&mut self, code: Code, span: Span) {
        self.faults.retain(|fault| fault.code != code || fault.place != Place::Span(span));
    }

    /// Notes that a file was reported and not read, in which faults of this code look things up.
    pub fn note_unread(&mut self, code: Code) {
        self.unread.insert(code, Unread::Whole);
    }

    /// Notes that the record `id` was reported and not read, which faults of this code would miss.
    pub fn note_unread_record(&mut self, code: Code, id: &str) {
        if let Unread::Records(ids) = self.unread.entry(code).or_insert_with(|| Unread::Records(BTreeSet::new())) {
            ids.insert(id.to_owned());
        }
    }

    /// Whether a fault of this code, that `id` is missing, would only follow from one that was reported already.
    #[must_use]
    pub fn follows(&self, code: Code, id: &str) -> bool {
        match self.unread.get(&code) {
            Some(Unread::Whole) => true,
            Some(Unread::Records(ids)) => ids.contains(id),
            None => false,
        }
    }

    /// Whether any fault blocks publishing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many faults have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.faults.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.faults.iter()
    }

    /// Gives every fault of an adjustable code the level that a site has set for it; `None` drops the fault.
    pub fn set_levels(&mut self, level: impl Fn(Code) -> Option<Option<Severity>>) {
        self.faults.retain_mut(|diagnostic| match level(diagnostic.code) {
            Some(Some(severity)) => {
                diagnostic.severity = severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }

    /// Sorts by file and offset and drops exact repeats, so that a run always reads the same.
    pub fn sort(&mut self, texts: &dyn Texts) {
        let key = |diagnostic: &Diagnostic| match &diagnostic.place {
            Place::Span(span) => (texts.path(span.file).clone(), span.start, diagnostic.code, diagnostic.message.clone()),
            Place::Path(path) => (path.clone(), 0, diagnostic.code, diagnostic.message.clone()),
        };
        self.faults.sort_by_cached_key(key);
        self.faults.dedup();
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The texts that spans point into.
pub trait Texts {
    /// The file's path.
    fn path(&self, file: FileId) -> &SourcePath;
    /// The file's text.
    fn text(&self, file: FileId) -> &str;
}

/// The 1-based line and column of a byte offset; the column counts characters.
#[must_use]
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
