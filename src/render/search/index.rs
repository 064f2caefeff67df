//! Segments → the chunks of an index: words with what they weigh in each document, where they stand, and spellings.
//!
//! Segments come in whatever order reports are done; what is known of a key is kept packed, a block a segment, and put into order at the end. A
//! document's share of BM25 is worked out here for each of its keys and written as one of 26 letters behind the distance from the document
//! before, so that a key's list takes two to three bytes a document; the browser multiplies it by the key's rarity. Ranges are cut where the
//! hash of a key says so, so that an edit changes few of them. Words whose stem is another stand among the keys, each with what makes its
//! stem of it, since a word and its stem begin alike and so mostly share a range.

use super::segment::Hit;
use super::vocabulary::Met;
use crate::Error;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// BM25: how soon a repeated word stops counting, and how much a long document's words count less.
const K1: f32 = 1.2;
const B: f32 = 0.75;

/// A range is cut at the first key of a fitting hash behind the first size, and at the second size at the latest, in bytes.
const RANGE: (usize, usize) = (3_000, 9_000);

/// One in so many keys has a fitting hash.
const CUT_EVERY: u32 = 8;

/// What all documents of one language are found by.
#[derive(Default)]
pub(super) struct Index {
    segments: Vec<Placed>,
    /// The parts of each key, by its number: a packed [`Block`] for each segment that has it.
    keys: Vec<Vec<u8>>,
    /// Every weight that a key has in a document, each once.
    weights: Vec<f32>,
    /// Their places, by their bits.
    known_weights: FxHashMap<u32, u32>,
}

/// A segment that was added.
struct Placed {
    kind: usize,
    report: usize,
    /// The length of each document.
    lengths: Vec<f32>,
}

/// A key's parts in a segment.
#[derive(Serialize, Deserialize)]
struct Block<D, P> {
    segment: u32,
    documents: D,
    /// Where the key stands in each document, one behind another's, each as the distance from the one before in its document.
    positions: P,
}

/// A key's part in a document: the document's distance from the one before, the place of the weight, and how many positions there are.
type Posting = (u32, u32, u32);

/// A range of an index: its first key, and its content.
pub(super) struct Range {
    pub(super) first: String,
    /// As JSON.
    pub(super) content: String,
}

/// Where each segment's documents begin among all of a language.
pub(super) struct Numbers {
    /// By segment.
    first: Vec<u32>,
    /// The segments in the order of their documents.
    order: Vec<usize>,
}

impl Index {
    /// Adds a segment of a kind of document, of a report.
    pub(super) fn add(&mut self, (kind, report): (usize, usize), (hits, lengths): (Vec<Hit>, Vec<f32>)) {
        if lengths.is_empty() {
            return;
        }
        let segment = u32::try_from(self.segments.len()).unwrap_or(u32::MAX);
        self.segments.push(Placed { kind, report, lengths });
        let (mut documents, mut positions): (Vec<Posting>, Vec<u32>) = (Vec::new(), Vec::new());
        for own in hits.chunk_by(|a, b| a.key == b.key) {
            documents.clear();
            positions.clear();
            let mut before = 0;
            for document in own.chunk_by(|a, b| a.document == b.document) {
                let start = positions.len();
                let mut last = 0;
                for position in document.iter().filter_map(|hit| hit.position) {
                    positions.push(position - last);
                    last = position;
                }
                let weight = document.iter().fold(0.0, |weight, hit| weight + hit.weight);
                let count = u32::try_from(positions.len() - start).unwrap_or(u32::MAX);
                documents.push((document[0].document - before, self.weight(weight), count));
                before = document[0].document;
            }
            let key = own[0].key as usize;
            if self.keys.len() <= key {
                self.keys.resize_with(key + 1, Vec::new);
            }
            let block = Block { segment, documents: &*documents, positions: &*positions };
            // Packing into memory does not fail.
            self.keys[key] = postcard::to_extend(&block, std::mem::take(&mut self.keys[key])).unwrap_or_default();
        }
    }

    /// The place of a weight.
    fn weight(&mut self, weight: f32) -> u32 {
        *self.known_weights.entry(weight.to_bits()).or_insert_with(|| {
            self.weights.push(weight);
            u32::try_from(self.weights.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Numbers all documents: kind by kind, and within a kind report by report.
    pub(super) fn numbers(&self) -> Numbers {
        let mut order: Vec<usize> = (0..self.segments.len()).collect();
        order.sort_unstable_by_key(|&segment| (self.segments[segment].kind, self.segments[segment].report));
        let (mut first, mut next) = (vec![0; order.len()], 0);
        for &segment in &order {
            first[segment] = next;
            next += u32::try_from(self.segments[segment].lengths.len()).unwrap_or(u32::MAX);
        }
        Numbers { first, order }
    }

    /// How many documents there are of a kind.
    pub(super) fn count(&self, kind: usize) -> usize {
        self.segments.iter().filter(|segment| segment.kind == kind).map(|segment| segment.lengths.len()).sum()
    }

    /// The number of the first document of each segment, by kind and report.
    pub(super) fn firsts(&self, numbers: &Numbers) -> BTreeMap<(usize, usize), u32> {
        self.segments.iter().zip(&numbers.first).map(|(segment, first)| ((segment.kind, segment.report), *first)).collect()
    }

    /// Hands on the ranges of keys with their documents, and beside each the positions in them, as JSON.
    pub(super) fn words(
        &self,
        met: &Met,
        numbers: &Numbers,
        mut hand_on: impl FnMut(Range, String) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let means = self.means(numbers);
        let mut rank = vec![0; numbers.order.len()];
        numbers.order.iter().enumerate().for_each(|(place, &segment)| rank[segment] = place);
        // The keys of words that are not looked for stand in no document.
        let keys = met.keys.iter().filter_map(|(key, &number)| Some((key.as_str(), self.keys.get(number as usize)?)));
        let mut entries: FxHashMap<&str, &[u8]> = keys.filter(|(_, blocks)| !blocks.is_empty()).map(|(key, b)| (key, &**b)).collect();
        let stems = |word: &str| met.stems.get(word).filter(|stems| stems.iter().ne([word]));
        for word in met.stems.keys().filter(|word| stems(word).is_some()) {
            entries.entry(word).or_default();
        }
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let (mut words, mut places, mut size): (Vec<String>, Vec<String>, usize) = (Vec::new(), Vec::new(), 0);
        let mut close = |words: &mut Vec<String>, places: &mut Vec<String>| {
            let range = Range { first: words[0].clone(), content: json(words) };
            let done = hand_on(range, json(places));
            words.clear();
            places.clear();
            done
        };
        for (key, blocks) in entries {
            if !words.is_empty() && is_cut(size, key) {
                close(&mut words, &mut places)?;
                size = 0;
            }
            let (mut list, positions) = self.written(blocks, (&numbers.first, &rank), &means);
            if let Some(stems) = stems(key) {
                let ends: Vec<String> = stems.iter().map(|stem| ending(key, stem)).collect();
                list.push('>');
                list.push_str(&ends.join(" "));
            }
            size += key.len() + list.len() + 6;
            words.extend([key.to_owned(), list]);
            places.push(positions);
        }
        if words.is_empty() { Ok(()) } else { close(&mut words, &mut places) }
    }

    /// The mean length of each kind, in steps of eight so that small edits leave all weights as they are.
    fn means(&self, numbers: &Numbers) -> BTreeMap<usize, f32> {
        let mut sums: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for segment in numbers.order.iter().map(|&segment| &self.segments[segment]) {
            let (sum, count) = sums.entry(segment.kind).or_default();
            segment.lengths.iter().for_each(|length| (*sum, *count) = (*sum + length, *count + 1.0));
        }
        sums.into_iter().map(|(kind, (sum, count))| (kind, ((sum / count / 8.0).round() * 8.0).max(8.0))).collect()
    }

    /// The documents of a key, each as the distance from the one before and what it weighs, and the positions in them: documents are separated by
    /// `;`, and each position is the distance from the one before.
    fn written(&self, mut blocks: &[u8], (first, rank): (&[u32], &[usize]), means: &BTreeMap<usize, f32>) -> (String, String) {
        let mut read: Vec<Block<Vec<Posting>, Vec<u32>>> = Vec::new();
        while let Ok((block, rest)) = postcard::take_from_bytes(blocks) {
            read.push(block);
            blocks = rest;
        }
        read.sort_unstable_by_key(|block| rank[block.segment as usize]);
        let (mut documents, mut places) = (String::new(), String::new());
        let (mut before, mut is_first) = (0, true);
        for block in &read {
            let segment = &self.segments[block.segment as usize];
            let mean = means.get(&segment.kind).copied().unwrap_or(8.0);
            let (mut own, mut positions) = (0, block.positions.iter());
            for &(distance, weight, count) in &block.documents {
                own += distance;
                let (number, weight) = (first[block.segment as usize] + own, self.weights[weight as usize]);
                let share = weight / (weight + K1 * (1.0 - B + B * segment.lengths[own as usize] / mean));
                base36(number - before, &mut documents);
                // 26 steps; what is rarest still counts.
                documents.push(char::from(b'A' + ((share * 25.0).round() as u8).min(25)));
                before = number;
                if !std::mem::take(&mut is_first) {
                    places.push(';');
                }
                for (index, &position) in positions.by_ref().take(count as usize).enumerate() {
                    if index > 0 {
                        places.push(',');
                    }
                    base36(position, &mut places);
                }
            }
        }
        (documents, places)
    }
}

/// The ranges of the words as they are spelt, for prefixes and slips.
pub(super) fn spellings(met: &Met) -> Vec<Range> {
    let mut words: Vec<&str> = met.spellings.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    words.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
    let (mut ranges, mut own, mut size): (Vec<Vec<&str>>, Vec<&str>, usize) = (Vec::new(), Vec::new(), 0);
    for word in words {
        if !own.is_empty() && is_cut(size, word) {
            ranges.push(std::mem::take(&mut own));
            size = 0;
        }
        size += word.len() + 1;
        own.push(word);
    }
    ranges.extend((!own.is_empty()).then_some(own));
    ranges.iter().map(|words| Range { first: words[0].to_owned(), content: json(&words.join(" ")) }).collect()
}

/// What makes a stem of a word: how many letters to take off its end, and what to put there.
fn ending(word: &str, stem: &str) -> String {
    let shared = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
    format!("{}{}", word.chars().count() - shared, stem.chars().skip(shared).collect::<String>())
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

/// Whether a range of so many bytes ends before this key, which its hash tells.
fn is_cut(size: usize, key: &str) -> bool {
    size >= RANGE.1 || size >= RANGE.0 && hash(key).is_multiple_of(CUT_EVERY)
}

/// FNV-1a.
fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn segments_make_the_same_index_in_whatever_order_they_come() {
        let hit = |key, document, position| Hit { key, document, weight: 1.0, position };
        // Two keys; a report with two documents of the first kind and one of the second, and a report with one of the first.
        let segments = [
            ((0, 0), vec![hit(0, 0, Some(3)), hit(0, 0, Some(7)), hit(0, 1, Some(40)), hit(1, 1, None)], vec![9.0, 17.0]),
            ((1, 0), vec![hit(1, 0, Some(1))], vec![1.0]),
            ((0, 1), vec![hit(0, 0, Some(2))], vec![5.0]),
        ];
        let met = || Met {
            keys: [("alpha".to_owned(), 0), ("beta".to_owned(), 1), ("unused".to_owned(), 2)].into_iter().collect(),
            spellings: BTreeSet::new(),
            stems: BTreeMap::from([("betas".to_owned(), BTreeSet::from(["beta".to_owned()]))]),
        };
        let written = |order: [usize; 3]| {
            let mut index = Index::default();
            for segment in order {
                let (of, hits, lengths) = segments[segment].clone();
                index.add(of, (hits, lengths));
            }
            let (numbers, mut told) = (index.numbers(), Vec::new());
            let hand_on = |range: Range, positions| {
                told.push((range.content, positions));
                Ok(())
            };
            index.words(&met(), &numbers, hand_on).unwrap();
            (told, [0, 1].map(|kind| index.count(kind)), index.firsts(&numbers))
        };
        let (words, counts, firsts) = written([0, 1, 2]);
        assert_eq!(counts, [3, 1]);
        assert_eq!(firsts, BTreeMap::from([((0, 0), 0), ((0, 1), 2), ((1, 0), 3)]));
        // Documents by their distances, with their shares of 25: of the first, where `alpha` stands twice among 9 words,
        // 2 / (2 + 1.2 × (0.25 + 0.75 × 9 / 8)) or 15, which is P. `beta` stands in the second document without a place, and in the fourth.
        assert_eq!(words, [(r#"["alpha","0P1I1N","beta","1I2S","betas",">1"]"#.to_owned(), r#"["3,4;14;2",";1",""]"#.to_owned())]);
        for order in [[2, 1, 0], [1, 2, 0], [2, 0, 1]] {
            assert_eq!(written(order), (words.clone(), counts, firsts.clone()));
        }
    }
}
