//! Search: an index of each language in small scripts that a page loads as a query needs them, and the page that shows what was found.
//!
//! `search/LANG.js` is the loader; it alone has a stable name, and it alone names the pieces, `search/LANG/HASH.js`, after their content. Pieces
//! are classic scripts that call `sijillSearch(…)`, since a page from `file://` may load nothing else. They hold ranges of the index's keys, the
//! positions of the same keys (for phrases), ranges of words as they are spelt (for prefixes and slips), and the documents with their text.
//! Nothing here knows how results are shown: that is `search.js` of the theme (with `search-words.js` and `search-engine.js`).

mod analysis;
mod document;
mod index;
mod page;
mod segment;
mod vocabulary;

pub use analysis::{Analysis, Token};
pub(in crate::render) use page::SearchBox;

use super::artifact::{Artifact, sha256};
use super::edition::Edition;
use super::hand::Hand;
use super::language::Language;
use crate::Error;
use crate::link::{Site, route};
use crate::parse::id::LanguageTag;
use crate::path::OutputPath;
use index::Index;
use rustc_hash::FxHashSet;
use segment::Segment;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use vocabulary::Vocabulary;

/// The size from which on a piece with documents is full, in bytes.
const DOCUMENTS: usize = 2_500;

/// So many pieces are handed on at once.
const WAITING: usize = 64;

/// How many pieces with documents the loader names; beyond, it names lists of so many.
const NAMED: usize = 128;

/// The messages that the browser shows.
const MESSAGES: [&str; 13] = [
    "results",
    "none",
    "more",
    "similar",
    "elsewhere",
    "failed",
    "all",
    "kind-paragraph",
    "kind-state",
    "kind-measure",
    "kind-entity",
    "kind-instrument",
    "kind-amendment",
];

/// The index of a language while it is made, a report at a time, in any order.
pub(super) struct Gathering<'a> {
    language: &'a Language,
    vocabulary: Vocabulary,
    gathered: Mutex<Gathered>,
}

/// What was gathered so far.
#[derive(Default)]
struct Gathered {
    index: Index,
    /// The pieces with the documents of each kind of each report.
    documents: BTreeMap<(usize, usize), Vec<Piece>>,
}

/// A piece with documents: the number of the first among those of its kind and report, and its name.
type Piece = (usize, String);

impl<'a> Gathering<'a> {
    /// One without reports; nothing, if the language says nothing of search.
    pub(super) fn new(site: &Site, language: &'a Language) -> Option<Self> {
        let search = language.record.search.as_ref()?;
        let forms = site.record.search_forms.get(language.tag.as_str()).map_or(&[][..], Vec::as_slice);
        let vocabulary = Vocabulary::new(Analysis::new(&language.record, search, forms));
        Some(Self { language, vocabulary, gathered: Mutex::default() })
    }

    /// Adds a report, and hands its documents on.
    pub(super) fn add(&self, site: &Site, (report, edition): (usize, &Edition<'_>), hand: &mut Hand<'_>) -> Result<(), Error> {
        let (mut segment, mut pieces) = (Segment::new(&self.vocabulary), Pieces::new(&self.language.tag));
        for kind in 0..document::KINDS.len() {
            let shown = document::collect(kind, edition, site, &mut segment);
            let documents = pieces_of(shown, &mut pieces);
            let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
            gathered.index.add((kind, report), segment.take());
            gathered.documents.insert((kind, report), documents);
        }
        pieces.hand_on(hand)
    }

    /// Hands on the rest of the index: its ranges, and the loader. Nothing of it is left behind.
    pub(super) fn finish(&self, site: &Site, hand: &mut Hand<'_>) -> Result<(), Error> {
        let Self { language, vocabulary, gathered } = self;
        let Gathered { index, documents } = std::mem::take(&mut *gathered.lock().unwrap_or_else(PoisonError::into_inner));
        let (met, numbers) = (vocabulary.take(), index.numbers());
        let (mut pieces, mut words) = (Pieces::new(&language.tag), Vec::new());
        index.words(&met, &numbers, |range, positions| {
            words.push(json!([range.first, pieces.add(&range.content), pieces.add(&positions)]));
            if pieces.are_many() { pieces.hand_on(hand) } else { Ok(()) }
        })?;
        let spellings: Vec<Value> =
            index::spellings(&met).into_iter().map(|range| json!([range.first, pieces.add(&range.content)])).collect();
        let firsts = index.firsts(&numbers);
        let texts = documents.into_iter().flat_map(|(of, pieces)| {
            let first = firsts.get(&of).copied().unwrap_or_default() as usize;
            pieces.into_iter().map(move |(own, name)| json!([first + own, name]))
        });
        let mut texts: Vec<Value> = texts.collect();
        let listed = texts.len() > NAMED;
        if listed {
            texts = texts.chunks(NAMED).map(|chunk| json!([chunk[0][0], pieces.add(&json!(chunk).to_string())])).collect();
        }
        let (mut kinds, mut count) = (Vec::new(), 0);
        for (kind, (name, weight)) in document::KINDS.into_iter().enumerate() {
            let from = count;
            count += index.count(kind);
            kinds.push(json!([name, from, count, weight]));
        }
        let messages = MESSAGES.iter().map(|key| ((*key).to_owned(), message(language, &format!("search-{key}"))));
        let loader = json!({
            "language": language.tag.as_str(),
            "documents": count,
            "kinds": kinds,
            "settings": vocabulary.analysis().settings(),
            "words": words,
            "spellings": spellings,
            "texts": texts,
            "listed": listed,
            "languages": languages(site),
            "messages": messages.collect::<serde_json::Map<_, _>>(),
            "digits": (0..10).map(|digit| language.ordinal(digit)).collect::<String>(),
        });
        pieces.hand_on(hand)?;
        hand.on(vec![Artifact { path: route::search_loader(&language.tag), bytes: script(&loader.to_string()).into() }])
    }
}

/// The languages that can be searched: tag, name, direction.
fn languages(site: &Site) -> Vec<Value> {
    let known = site.languages.iter().filter_map(|tag| site.theme.languages.get(tag).map(|(_, record)| (tag, record)));
    let known = known.map(|(tag, record)| json!([tag.as_str(), record.name, record.direction.as_str(), record.search.is_some()]));
    known.collect()
}

/// A message of the language; one that is missing is reported by the search page, which uses the same messages.
fn message(language: &Language, key: &str) -> Value {
    language.messages.format(key, &[], |value| language.quantity(value)).unwrap_or_default().into()
}

/// Pieces of a language's index.
struct Pieces<'a> {
    tag: &'a LanguageTag,
    /// Those that were not handed on yet.
    artifacts: Vec<Artifact>,
    /// The names of those that were.
    known: FxHashSet<String>,
}

impl<'a> Pieces<'a> {
    fn new(tag: &'a LanguageTag) -> Self {
        Self { tag, artifacts: Vec::new(), known: FxHashSet::default() }
    }

    /// Adds a piece, whose content is JSON, and returns its name. Two may have the same content, such as an empty list of positions; they are one file.
    fn add(&mut self, content: &str) -> String {
        let bytes = script(content);
        // 40 bits: two of a million pieces share a name once in two such sites, and then only if both are of one language.
        let name = sha256(&bytes)[..10].to_owned();
        if self.known.insert(name.clone()) {
            let path = OutputPath::new(format!("search/{}/{name}.js", self.tag));
            self.artifacts.push(Artifact { path, bytes: bytes.into() });
        }
        name
    }

    /// Whether so many wait that they are better handed on.
    fn are_many(&self) -> bool {
        self.artifacts.len() >= WAITING
    }

    /// Hands on those that wait.
    fn hand_on(&mut self, hand: &mut Hand<'_>) -> Result<(), Error> {
        hand.on(std::mem::take(&mut self.artifacts))
    }
}

/// Adds documents, as JSON, a few to a piece.
fn pieces_of(documents: Vec<String>, pieces: &mut Pieces<'_>) -> Vec<Piece> {
    let (mut own, mut waiting, mut size): (Vec<Piece>, Vec<String>, usize) = (Vec::new(), Vec::new(), 0);
    let count = documents.len();
    for (number, document) in documents.into_iter().enumerate() {
        size += document.len();
        waiting.push(document);
        if size >= DOCUMENTS || number + 1 == count {
            own.push((number + 1 - waiting.len(), pieces.add(&format!("[{}]", waiting.join(",")))));
            waiting.clear();
            size = 0;
        }
    }
    own
}

/// A classic script that hands its content to whoever loads it.
fn script(content: &str) -> Vec<u8> {
    format!("sijillSearch({content});\n").into_bytes()
}
