//! The words of a language and the keys that they are found by, which are numbered as they are met, by whichever thread meets them first.

use super::analysis::{Analysis, Token, Word};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Keys by their numbers.
pub(super) type Keys = Arc<[u32]>;

/// All words that were met so far.
pub(super) struct Vocabulary {
    analysis: Analysis,
    words: Mutex<Words>,
}

#[derive(Default)]
struct Words {
    /// The keys, each with its number.
    keys: FxHashMap<String, u32>,
    /// The keys of the words, by the word as folded and as spelt: a text says most of its words many times.
    met: FxHashMap<Word, Keys>,
    /// The keys of what many documents name.
    named: FxHashMap<String, Keys>,
    spellings: BTreeSet<String>,
    /// The words that are found by another key than themselves, with their stems.
    stems: BTreeMap<String, BTreeSet<String>>,
}

impl Words {
    /// The number of a key.
    fn key(&mut self, key: String) -> u32 {
        let next = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        *self.keys.entry(key).or_insert(next)
    }
}

/// The words, once all were met.
pub(super) struct Met {
    /// The keys, each with its number.
    pub(super) keys: FxHashMap<String, u32>,
    /// The words as they are spelt.
    pub(super) spellings: BTreeSet<String>,
    /// The words that are found by another key than themselves, with their stems.
    pub(super) stems: BTreeMap<String, BTreeSet<String>>,
}

impl Vocabulary {
    /// One without words.
    pub(super) fn new(analysis: Analysis) -> Self {
        Self { analysis, words: Mutex::default() }
    }

    /// The rules by which words are found.
    pub(super) fn analysis(&self) -> &Analysis {
        &self.analysis
    }

    /// The keys of a word; of one that is met for the first time, notes the spelling, and the stems that the browser is told.
    pub(super) fn keys_of(&self, token: &Token) -> Keys {
        let word = (Arc::clone(&token.word), Arc::clone(&token.spelt));
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keys) = words.met.get(&word) {
            return Arc::clone(keys);
        }
        for (left, stem) in self.analysis.stems(token) {
            words.stems.entry(left).or_default().insert(stem);
        }
        // The spelling of a word without meaning of its own is offered for no slip.
        if !self.analysis.is_stop(&token.word) && token.word.chars().all(char::is_alphabetic) {
            words.spellings.insert(self.analysis.bare(&token.word).to_owned());
        }
        let keys: Keys = self.analysis.keys(token).into_iter().map(|key| words.key(key)).collect();
        words.met.insert(word, Arc::clone(&keys));
        keys
    }

    /// The keys of names, each once.
    pub(super) fn keys_of_names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Keys {
        let mut keys = BTreeSet::new();
        for name in names {
            for token in self.analysis.tokens(name) {
                keys.extend(self.keys_of(&token).iter().copied());
            }
        }
        keys.into_iter().collect()
    }

    /// The keys of the names of something that many documents name: what it is called is read the first time.
    pub(super) fn named<'n, N: Iterator<Item = &'n str>>(&self, of: &str, names: impl FnOnce() -> N) -> Keys {
        let known = self.words.lock().unwrap_or_else(PoisonError::into_inner).named.get(of).cloned();
        known.unwrap_or_else(|| {
            let keys = self.keys_of_names(names());
            self.words.lock().unwrap_or_else(PoisonError::into_inner).named.insert(of.to_owned(), Arc::clone(&keys));
            keys
        })
    }

    /// The number of a key.
    pub(super) fn key(&self, key: String) -> u32 {
        self.words.lock().unwrap_or_else(PoisonError::into_inner).key(key)
    }

    /// All words, of which none is left behind.
    pub(super) fn take(&self) -> Met {
        let Words { keys, spellings, stems, .. } = std::mem::take(&mut *self.words.lock().unwrap_or_else(PoisonError::into_inner));
        Met { keys, spellings, stems }
    }
}
