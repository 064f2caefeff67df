//! Pieces of pages that stand on many pages: drawn once for all pages of one folder, since what they lead to is the same from each of them.
//!
//! A piece is a small template of its own under `pieces/`, which sees its one fact as `item` beside what all pages of the folder share.

use super::template::{Ready, Shared};
use super::view::{Builder, ReportView};
use crate::diagnostic::Diagnostic;
use crate::link::reads::{Once, Reads, noted};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

/// What is drawn once for a folder: a fact by its place among the report's facts of its kind, or a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Piece {
    /// A measure with the States that reported it.
    Measure(usize),
    /// A measure with the number of States that reported it.
    CountedMeasure(usize),
    /// A statement.
    Statement(usize),
    /// An action.
    Action(usize),
    /// A figure.
    Figure(usize),
    /// A recommendation.
    Recommendation(usize),
    /// A note.
    Note(usize),
    /// A link to a paragraph.
    Paragraph(usize),
    /// A link to a section.
    Section(usize),
    /// A section in the outline.
    Outline(usize),
    /// A link to a State, by its name's place in the alphabet.
    State(usize),
    /// The same among other names, and whether it is the last of them.
    Name { rank: usize, last: bool },
    /// A State among those to compare with.
    Choice(usize),
    /// The pages that every page leads to, one of them current.
    Menu(&'static str),
}

/// What all pages of one folder share, of one report in one language.
#[derive(Default)]
pub(super) struct Folder {
    /// What each page knows of the report.
    pub(super) report: Once<ReportView>,
    /// What each page's template sees beside the page.
    pub(super) page: Once<Result<Shared, Box<Diagnostic>>>,
    /// What each piece's template sees beside its fact.
    pub(super) piece: Once<Shared>,
    /// Each with whose words it tells.
    pieces: Mutex<FxHashMap<Piece, (Arc<str>, Reads)>>,
    /// Links to themes, by their ranks.
    pub(super) themes: Mutex<FxHashMap<usize, Ready>>,
}

/// The folders of an edition, by path.
pub(super) type Folders = Mutex<FxHashMap<String, Arc<Folder>>>;

/// The folder of this path.
pub(super) fn folder(folders: &Folders, path: &str) -> Arc<Folder> {
    let path = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut folders = folders.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(folder) = folders.get(path) {
        return Arc::clone(folder);
    }
    Arc::clone(folders.entry(path.to_owned()).or_default())
}

/// What every piece's template sees beside its fact.
#[derive(Serialize)]
struct Beside<'v> {
    lang: &'v str,
    dir: &'static str,
    /// The year on the masthead.
    year: String,
}

impl Builder<'_> {
    /// A piece, drawn through `pieces/TEMPLATE.html` the first time that a page of the folder asks for it.
    pub(super) fn piece<V: Serialize>(&self, piece: Piece, template: &str, view: impl FnOnce() -> V) -> Arc<str> {
        if let Some((drawn, reads)) = self.folder.pieces.lock().unwrap_or_else(PoisonError::into_inner).get(&piece) {
            reads.note();
            return Arc::clone(drawn);
        }
        let (drawn, reads) = noted(|| self.drawn(template, view()));
        self.remember(piece, (Arc::clone(&drawn), reads));
        drawn
    }

    /// Pieces, each with what its view is made of, drawn one behind the other, each on a line of its own.
    pub(super) fn pieces<I, V: Serialize>(
        &self,
        wanted: impl Iterator<Item = (Piece, I)>,
        template: &str,
        view: impl Fn(I) -> V,
    ) -> String {
        let mut drawn: Vec<Arc<str>> = Vec::with_capacity(wanted.size_hint().0);
        let mut missing = Vec::new();
        {
            let known = self.folder.pieces.lock().unwrap_or_else(PoisonError::into_inner);
            for (at, (piece, item)) in wanted.enumerate() {
                match known.get(&piece) {
                    Some((known, reads)) => {
                        reads.note();
                        drawn.push(Arc::clone(known));
                    }
                    None => {
                        drawn.push(Arc::default());
                        missing.push((at, piece, item));
                    }
                }
            }
        }
        let view = |(at, piece, item)| {
            let (view, reads) = noted(|| view(item));
            ((at, piece, reads), view)
        };
        let (places, views): (Vec<_>, Vec<V>) = missing.into_iter().map(view).unzip();
        for ((at, piece, reads), text) in places.into_iter().zip(self.drawn_all(template, &views)) {
            drawn[at] = Arc::clone(&text);
            self.remember(piece, (text, reads));
        }
        lines(drawn)
    }

    /// Remembers a piece for the other pages of the folder.
    fn remember(&self, piece: Piece, drawn: (Arc<str>, Reads)) {
        // What could not be drawn is a fault of every page that asks for it, not of the first alone.
        if self.failed.get().is_none() {
            self.folder.pieces.lock().unwrap_or_else(PoisonError::into_inner).insert(piece, drawn);
        }
    }

    /// A fact that stands on this page alone, or differently from other pages, drawn through `pieces/TEMPLATE.html`.
    pub(super) fn drawn(&self, template: &str, view: impl Serialize) -> Arc<str> {
        self.drawn_all(template, &[view]).pop().unwrap_or_default()
    }

    /// Such facts, drawn one by one.
    pub(super) fn drawn_all(&self, template: &str, views: &[impl Serialize]) -> Vec<Arc<str>> {
        if views.is_empty() {
            return Vec::new();
        }
        let edition = self.edition;
        let shared = self.folder.piece.get_or_init(|| {
            edition.templates.shared(&Beside {
                lang: self.tag().as_str(),
                dir: self.language().record.direction.as_str(),
                year: self.year(),
            })
        });
        let drawn = edition.templates.texts_in(&format!("pieces/{template}.html"), shared, views);
        let known = drawn.into_iter().map(|drawn| {
            drawn.unwrap_or_else(|fault| {
                let _ = self.failed.set(fault);
                Arc::default()
            })
        });
        known.collect()
    }
}

/// What was drawn, each on its line.
pub(super) fn lines(drawn: impl IntoIterator<Item = Arc<str>>) -> String {
    let drawn: Vec<Arc<str>> = drawn.into_iter().collect();
    let mut html = String::with_capacity(drawn.iter().map(|drawn| drawn.len() + 1).sum());
    for drawn in &drawn {
        html.push_str(drawn);
        html.push('\n');
    }
    html
}
