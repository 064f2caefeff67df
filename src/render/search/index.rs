//! Documents → the chunks of an index: words with what they weigh in each document, where they stand, spellings, and the documents themselves.
//!
//! A document's share of BM25 is worked out here for each of its keys and written as one of 26 letters behind the distance from the document
//! before, so that a key's list takes two to three bytes a document; the browser multiplies it by the key's rarity. Ranges are cut where the
//! hash of a key says so, so that an edit changes few of them. Words whose stem is another stand among the keys, each with what makes its
//! stem of it, since a word and its stem begin alike and so mostly share a range.

use super::analysis::{Analysis, Token, Word};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// BM25: how soon a repeated word stops counting, and how much a long document's words count less.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// How many characters lie between two fields of a document, so that no phrase spans them.
const FIELD_GAP: u32 = 16;

/// A range is cut at the first key of a fitting hash behind the first size, and at the second size at the latest, in bytes.
const RANGE: (usize, usize) = (3_000, 9_000);

/// One in so many keys has a fitting hash.
const CUT_EVERY: u32 = 8;

/// A key's parts in its documents, in their order.
#[derive(Default)]
struct Postings {
    documents: Vec<Posting>,
    /// Where the key stands in each of them, one document's places behind another's.
    positions: Vec<u32>,
}

/// A key's part in one document.
struct Posting {
    document: u32,
    weight: f32,
    /// Where the document's places end among the key's.
    end: u32,
}

impl Postings {
    /// Adds to the part in a document, which is none before the last; `position` is where in the document the key stands, if in a text.
    fn add(&mut self, document: u32, weight: f32, position: Option<u32>) {
        self.positions.extend(position);
        let end = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        match self.documents.last_mut() {
            Some(last) if last.document == document => (last.weight, last.end) = (last.weight + weight, end),
            _ => self.documents.push(Posting { document, weight, end }),
        }
    }

    /// The places in each document, in their order.
    fn positions(&self) -> impl Iterator<Item = &[u32]> {
        let starts = [0].into_iter().chain(self.documents.iter().map(|posting| posting.end));
        self.documents.iter().zip(starts).map(|(posting, start)| &self.positions[start as usize..posting.end as usize])
    }
}

/// What all documents of one language are found by.
pub(super) struct Index<'a> {
    analysis: &'a Analysis,
    /// The keys, each with the place of its documents in `postings`.
    keys: FxHashMap<String, usize>,
    postings: Vec<Postings>,
    spellings: BTreeSet<String>,
    /// The words that are found by another key than themselves, with their stems.
    stems: BTreeMap<String, BTreeSet<String>>,
    /// The words of each document, those that count less being less of a word, and the group whose mean length it is measured by.
    lengths: Vec<(f32, usize)>,
    next: u32,
    /// The keys of the words met so far, by the word as folded and as spelt: a text says most of its words many times.
    met: FxHashMap<Word, Arc<[usize]>>,
    /// The keys of what many documents name.
    named: FxHashMap<String, Arc<[usize]>>,
}

/// A range of an index: its first key, and its content.
pub(super) struct Range {
    pub(super) first: String,
    /// As JSON.
    pub(super) content: String,
}

impl<'a> Index<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        Self {
            analysis,
            keys: FxHashMap::default(),
            postings: Vec::new(),
            spellings: BTreeSet::new(),
            stems: BTreeMap::new(),
            lengths: Vec::new(),
            next: 0,
            met: FxHashMap::default(),
            named: FxHashMap::default(),
        }
    }

    /// Begins the next document, which is measured by the mean length of its `group`.
    pub(super) fn begin(&mut self, group: usize) {
        self.lengths.push((0.0, group));
        self.next = 0;
    }

    fn document(&self) -> u32 {
        u32::try_from(self.lengths.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Adds a text of the document; `weight` says how much each of its words counts.
    pub(super) fn text(&mut self, text: &str, weight: f32) {
        let base = self.next;
        for token in self.analysis.tokens(text) {
            self.next = base + token.position + FIELD_GAP;
            let keys = self.keys_of(&token);
            if self.analysis.is_stop(&token.word) {
                continue;
            }
            if let Some((length, _)) = self.lengths.last_mut() {
                *length += weight.min(1.0);
            }
            let document = self.document();
            for &key in &*keys {
                self.postings[key].add(document, weight, Some(base + token.position));
            }
        }
    }

    /// Adds names that the document is also found by, but that it does not print: no phrase finds them, they make the document no longer, and a
    /// word that several of them share counts once.
    pub(super) fn names<'n>(&mut self, names: impl IntoIterator<Item = &'n str>, weight: f32) {
        let keys = self.keys_of_names(names);
        self.weigh(&keys, weight);
    }

    /// Adds such names of something that many documents name: what it is called is read the first time.
    pub(super) fn named<'n, N: Iterator<Item = &'n str>>(&mut self, of: &str, names: impl FnOnce() -> N, weight: f32) {
        let keys = match self.named.get(of) {
            Some(keys) => Arc::clone(keys),
            None => {
                let keys = self.keys_of_names(names());
                self.named.insert(of.to_owned(), Arc::clone(&keys));
                keys
            }
        };
        self.weigh(&keys, weight);
    }

    /// The keys of names, each once.
    fn keys_of_names<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> Arc<[usize]> {
        let mut keys = BTreeSet::new();
        for name in names {
            for token in self.analysis.tokens(name) {
                keys.extend(self.keys_of(&token).iter().copied());
            }
        }
        keys.into_iter().collect()
    }

    /// Adds keys to the document, which stand nowhere in its texts.
    fn weigh(&mut self, keys: &[usize], weight: f32) {
        let document = self.document();
        keys.iter().for_each(|&key| self.postings[key].add(document, weight, None));
    }

    /// The keys of a word; of one that is met for the first time, notes the spelling, and the stems that the browser is told.
    fn keys_of(&mut self, token: &Token) -> Arc<[usize]> {
        let word = (token.word.clone(), token.spelt.clone());
        if let Some(keys) = self.met.get(&word) {
            return Arc::clone(keys);
        }
        self.learn(token);
        // The spelling of a word without meaning of its own is offered for no slip.
        if !self.analysis.is_stop(&token.word) && token.word.chars().all(char::is_alphabetic) {
            self.spellings.insert(self.analysis.bare(&token.word).to_owned());
        }
        let keys: Arc<[usize]> = self.analysis.keys(token).into_iter().map(|key| self.key(key)).collect();
        self.met.insert(word, Arc::clone(&keys));
        keys
    }

    /// Notes the stems of a word, which the browser is told.
    fn learn(&mut self, token: &Token) {
        for (left, stem) in self.analysis.stems(token) {
            self.stems.entry(left).or_default().insert(stem);
        }
    }

    /// The place of a key.
    fn key(&mut self, key: String) -> usize {
        *self.keys.entry(key).or_insert_with(|| {
            self.postings.push(Postings::default());
            self.postings.len() - 1
        })
    }

    /// Adds a name that leads to the document whenever it is all that is asked for.
    pub(super) fn whole(&mut self, name: &str) {
        let words: Vec<Arc<str>> = self.analysis.tokens(name).into_iter().map(|token| token.word).collect();
        self.exact(format!(":name:{}", words.join(" ")), 1.0);
    }

    /// Adds a key as it is, such as a State's code or what results are narrowed by.
    pub(super) fn exact(&mut self, key: String, weight: f32) {
        let key = self.key(key);
        self.weigh(&[key], weight);
    }

    /// The ranges of keys with their documents, and beside each the positions in them, as JSON.
    pub(super) fn words(&self) -> Vec<(Range, String)> {
        let means = self.means();
        let mut entries: FxHashMap<&str, (&Postings, String)> = self
            .keys
            .iter()
            .map(|(key, &place)| (key.as_str(), &self.postings[place]))
            // The keys of words that are not looked for have none.
            .filter(|(_, postings)| !postings.documents.is_empty())
            .map(|(key, postings)| (key, (postings, self.documents(postings, &means))))
            .collect();
        let nowhere = Postings::default();
        for (word, stems) in self.stems.iter().filter(|(word, stems)| stems.iter().ne([*word])) {
            let ends: Vec<String> = stems.iter().map(|stem| ending(word, stem)).collect();
            let (_, list) = entries.entry(word).or_insert_with(|| (&nowhere, String::new()));
            list.push('>');
            list.push_str(&ends.join(" "));
        }
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let sizes: Vec<(&str, usize)> = entries.iter().map(|(key, (_, list))| (*key, key.len() + list.len() + 6)).collect();
        let ranges = cut(&sizes).into_iter().map(|(from, to)| {
            let words = entries[from..to].iter().flat_map(|(key, (_, list))| [*key, list.as_str()]).collect::<Vec<_>>();
            let positions: Vec<String> = entries[from..to].iter().map(|(_, (postings, _))| positions(postings)).collect();
            (Range { first: entries[from].0.to_owned(), content: json(&words) }, json(&positions))
        });
        ranges.collect()
    }

    /// The ranges of the words as they are spelt, for prefixes and slips.
    pub(super) fn spellings(&self) -> Vec<Range> {
        let mut words: Vec<&str> = self.spellings.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        words.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        let sizes: Vec<(&str, usize)> = words.iter().map(|word| (*word, word.len() + 1)).collect();
        cut(&sizes)
            .into_iter()
            .map(|(from, to)| Range { first: words[from].to_owned(), content: json(&words[from..to].join(" ")) })
            .collect()
    }

    /// The mean length of each group, in steps of eight so that small edits leave all weights as they are.
    fn means(&self) -> BTreeMap<usize, f32> {
        let mut sums: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for &(length, group) in &self.lengths {
            let (sum, count) = sums.entry(group).or_default();
            (*sum, *count) = (*sum + length, *count + 1.0);
        }
        sums.into_iter().map(|(group, (sum, count))| (group, ((sum / count / 8.0).round() * 8.0).max(8.0))).collect()
    }

    /// The documents of a key, each as the distance from the one before and what it weighs.
    fn documents(&self, postings: &Postings, means: &BTreeMap<usize, f32>) -> String {
        let mut out = String::new();
        let mut before = 0;
        for &Posting { document, weight, .. } in &postings.documents {
            let (length, group) = self.lengths[document as usize];
            let mean = means.get(&group).copied().unwrap_or(8.0);
            let share = weight / (weight + K1 * (1.0 - B + B * length / mean));
            base36(document - before, &mut out);
            // 26 steps; what is rarest still counts.
            out.push(char::from(b'A' + ((share * 25.0).round() as u8).min(25)));
            before = document;
        }
        out
    }
}

/// What makes a stem of a word: how many letters to take off its end, and what to put there.
fn ending(word: &str, stem: &str) -> String {
    let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    format!("{}{}", word.chars().count() - shared, stem.chars().skip(shared).collect::<String>())
}

/// The positions of a key: documents are separated by `;`, and each position is the distance from the one before.
fn positions(postings: &Postings) -> String {
    let mut out = String::new();
    for (index, positions) in postings.positions().enumerate() {
        if index > 0 {
            out.push(';');
        }
        let mut before = 0;
        for (index, &position) in positions.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            base36(position - before, &mut out);
            before = position;
        }
    }
    out
}

fn base36(number: u32, out: &mut String) {
    if number >= 36 {
        base36(number / 36, out);
    }
    out.push(char::from_digit(number % 36, 36).unwrap_or('0'));
}

/// Texts as JSON, which they always can be.
fn json(texts: &impl Serialize) -> String {
    serde_json::to_string(texts).unwrap_or_default()
}

/// Cuts a sorted list into ranges by the hash of its keys.
fn cut(sizes: &[(&str, usize)]) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let (mut from, mut size) = (0, 0);
    for (index, (key, bytes)) in sizes.iter().enumerate() {
        if index > from && (size >= RANGE.1 || size >= RANGE.0 && hash(key).is_multiple_of(CUT_EVERY)) {
            ranges.push((from, index));
            (from, size) = (index, 0);
        }
        size += bytes;
    }
    if from < sizes.len() {
        ranges.push((from, sizes.len()));
    }
    ranges
}

/// FNV-1a.
fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
