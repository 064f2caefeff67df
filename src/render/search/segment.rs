//! Documents of one kind of one report → where each of their keys stands: what is added to an [`super::index::Index`] at once.

use super::analysis::Word;
use super::vocabulary::{Keys, Vocabulary};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// How many characters lie between two fields of a document, so that no phrase spans them.
const FIELD_GAP: u32 = 16;

/// A key's part in a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) key: u32,
    /// The number of the document in its segment.
    pub(super) document: u32,
    /// How much it counts there.
    pub(super) weight: f32,
    /// Where in the document the key stands, if in a text.
    pub(super) position: Option<u32>,
}

/// Documents of one kind of one report.
pub(super) struct Segment<'v> {
    vocabulary: &'v Vocabulary,
    /// The keys of the words met so far.
    met: FxHashMap<Word, Keys>,
    /// The keys' parts, document by document.
    hits: Vec<Hit>,
    /// The words of each document, those that count less being less of a word.
    lengths: Vec<f32>,
    next: u32,
}

impl<'v> Segment<'v> {
    /// One without documents.
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, met: FxHashMap::default(), hits: Vec::new(), lengths: Vec::new(), next: 0 }
    }

    /// Begins the next document.
    pub(super) fn begin(&mut self) {
        self.lengths.push(0.0);
        self.next = 0;
    }

    /// Adds keys to the document; `position` is where they stand, if in a text.
    fn add(&mut self, keys: &[u32], weight: f32, position: Option<u32>) {
        let document = u32::try_from(self.lengths.len().saturating_sub(1)).unwrap_or(u32::MAX);
        self.hits.extend(keys.iter().map(|&key| Hit { key, document, weight, position }));
    }

    /// Adds a text of the document; `weight` says how much each of its words counts.
    pub(super) fn text(&mut self, text: &str, weight: f32) {
        let (base, vocabulary) = (self.next, self.vocabulary);
        for token in vocabulary.analysis().tokens(text) {
            self.next = base + token.position + FIELD_GAP;
            let keys = self.met.entry((Arc::clone(&token.word), Arc::clone(&token.spelt)));
            let keys = Arc::clone(keys.or_insert_with(|| vocabulary.keys_of(&token)));
            if vocabulary.analysis().is_stop(&token.word) {
                continue;
            }
            if let Some(length) = self.lengths.last_mut() {
                *length += weight.min(1.0);
            }
            self.add(&keys, weight, Some(base + token.position));
        }
    }

    /// Adds names that the document is also found by, but that it does not print: no phrase finds them, they make the document no longer, and a
    /// word that several of them share counts once.
    pub(super) fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, weight: f32) {
        self.add(&self.vocabulary.keys_of_names(names), weight, None);
    }

    /// Adds such names of something that many documents name: what it is called is read the first time.
    pub(super) fn named<'n, N: Iterator<Item = &'n str>>(&mut self, of: &str, names: impl FnOnce() -> N, weight: f32) {
        self.add(&self.vocabulary.named(of, names), weight, None);
    }

    /// Adds a name that leads to the document whenever it is all that is asked for.
    pub(super) fn whole(&mut self, name: &str) {
        let words: Vec<Arc<str>> = self.vocabulary.analysis().tokens(name).into_iter().map(|token| token.word).collect();
        self.exact(format!(":name:{}", words.join(" ")), 1.0);
    }

    /// Adds a key as it is, such as a State's code or what results are narrowed by.
    pub(super) fn exact(&mut self, key: String, weight: f32) {
        self.add(&[self.vocabulary.key(key)], weight, None);
    }

    /// The keys' parts, those of a key behind one another, each key's in the order in which they were added; and the length of each document. Leaves
    /// none behind.
    pub(super) fn take(&mut self) -> (Vec<Hit>, Vec<f32>) {
        let mut hits = std::mem::take(&mut self.hits);
        hits.sort_by_key(|hit| hit.key);
        (hits, std::mem::take(&mut self.lengths))
    }
}
