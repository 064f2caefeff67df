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

pub use analysis::{Analysis, Token};
pub(in crate::render) use page::SearchBox;

use super::IsWanted;
use super::artifact::{Artifact, sha256};
use super::edition::Edition;
use super::language::Language;
use crate::link::{Site, route};
use crate::parse::id::LanguageTag;
use crate::path::OutputPath;
use index::Index;
use serde_json::{Value, json};

/// The size from which on a piece with documents is full, in bytes.
const DOCUMENTS: usize = 2_500;

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

/// Makes the index of one language; nothing, if the language says nothing of search.
pub(super) fn artifacts(site: &Site, language: &Language, editions: &[&Edition<'_>], is_wanted: IsWanted<'_>) -> Vec<Artifact> {
    let Some(search) = &language.record.search else { return Vec::new() };
    let analysis = Analysis::new(&language.record, search, site.record.search_forms.get(language.tag.as_str()).map_or(&[], Vec::as_slice));
    let mut index = Index::new(&analysis);
    let mut kinds = Vec::new();
    let mut pieces = Pieces { tag: &language.tag, artifacts: Vec::new() };
    let mut documents = Documents::default();
    for (kind, (name, weight)) in document::KINDS.into_iter().enumerate() {
        let from = documents.count;
        for edition in editions.iter().take_while(|_| is_wanted()) {
            document::collect(kind, edition, site, &mut index).into_iter().for_each(|document| documents.add(document, &mut pieces));
        }
        kinds.push(json!([name, from, documents.count, weight]));
    }
    if !is_wanted() {
        return Vec::new();
    }
    let words: Vec<Value> = index
        .words()
        .into_iter()
        .map(|(range, positions)| json!([range.first, pieces.add(&range.content), pieces.add(&positions)]))
        .collect();
    let spellings: Vec<Value> = index.spellings().into_iter().map(|range| json!([range.first, pieces.add(&range.content)])).collect();
    let count = documents.count;
    let mut texts = documents.finish(&mut pieces);
    let listed = texts.len() > NAMED;
    if listed {
        texts = texts.chunks(NAMED).map(|chunk| json!([chunk[0][0], pieces.add(&json!(chunk).to_string())])).collect();
    }
    let messages = MESSAGES.iter().map(|key| ((*key).to_owned(), message(language, &format!("search-{key}"))));
    let loader = json!({
        "language": language.tag.as_str(),
        "documents": count,
        "kinds": kinds,
        "settings": analysis.settings(),
        "words": words,
        "spellings": spellings,
        "texts": texts,
        "listed": listed,
        "languages": languages(site),
        "messages": messages.collect::<serde_json::Map<_, _>>(),
        "digits": (0..10).map(|digit| language.ordinal(digit)).collect::<String>(),
    });
    let mut artifacts = pieces.artifacts;
    artifacts.push(Artifact { path: route::search_loader(&language.tag), bytes: script(&loader.to_string()).into() });
    // Two ranges may have the same content, such as an empty list of positions; they are one file.
    artifacts.sort_by(|a, b| a.path.cmp(&b.path));
    artifacts.dedup();
    artifacts
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

/// The pieces of a language's index.
struct Pieces<'a> {
    tag: &'a LanguageTag,
    artifacts: Vec<Artifact>,
}

impl Pieces<'_> {
    /// Adds a piece, whose content is JSON, and returns its name.
    fn add(&mut self, content: &str) -> String {
        let bytes = script(content);
        // 40 bits: two of a million pieces share a name once in two such sites, and then only if both are of one language.
        let name = sha256(&bytes)[..10].to_owned();
        let path = OutputPath::new(format!("search/{}/{name}.js", self.tag));
        self.artifacts.push(Artifact { path, bytes: bytes.into() });
        name
    }
}

/// The documents, a few to a piece.
#[derive(Default)]
struct Documents {
    /// How many there are.
    count: usize,
    /// Those that stand in no piece yet, as JSON, and how many bytes they have.
    waiting: Vec<String>,
    size: usize,
    /// The number of the first document and the name of each piece.
    pieces: Vec<Value>,
}

impl Documents {
    /// Adds a document, and a piece if that is then full.
    fn add(&mut self, document: String, pieces: &mut Pieces<'_>) {
        self.count += 1;
        self.size += document.len();
        self.waiting.push(document);
        if self.size >= DOCUMENTS {
            self.close(pieces);
        }
    }

    fn close(&mut self, pieces: &mut Pieces<'_>) {
        let name = pieces.add(&format!("[{}]", self.waiting.join(",")));
        self.pieces.push(json!([self.count - self.waiting.len(), name]));
        self.waiting.clear();
        self.size = 0;
    }

    /// Adds a piece of those that wait; the number of the first document and the name of each piece.
    fn finish(mut self, pieces: &mut Pieces<'_>) -> Vec<Value> {
        if !self.waiting.is_empty() {
            self.close(pieces);
        }
        self.pieces
    }
}

/// A classic script that hands its content to whoever loads it.
fn script(content: &str) -> Vec<u8> {
    format!("sijillSearch({content});\n").into_bytes()
}
