//! A text → the keys that it is found by.
//!
//! The rules are those of the language's file; `search-words.js` applies the same ones to what a reader types, and a shared table of test vectors
//! (`tests/search/vectors.yaml`) is run through both. A text is cut into tokens where it is neither letter, mark nor digit; each token is
//! folded (NFKC, the language's own folding, NFKD, marks dropped, lower case, ASCII digits) and then stemmed. A token may have several keys
//! where the language cannot tell a prefix from a word's own letters.
//!
//! Stemming is the one rule that only the build knows: the index tells the stem of every word that the texts hold, so that a language with a
//! Snowball stemmer needs none in the browser. A stemmer reads a word as it is spelt, since what folding drops may tell its endings apart.

use crate::parse::language::{LanguageRecord, SearchRecord};
use rust_stemmers::Stemmer;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The zeros of the decimal digits of scripts; nine more digits follow each.
const ZEROS: [u32; 22] = [
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810,
    0x1946, 0x19D0, 0x1A80, 0x1B50,
];

/// Format characters that may stand within a word without being part of it: first and last of each range.
const IGNORED: [(u32, u32); 6] = [(0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF)];

/// Decimal separators and separators of thousands beside the language's own.
const DECIMALS: [char; 2] = ['.', '\u{66B}'];
const GROUPS: [char; 6] = [',', '\u{66C}', ' ', '\u{A0}', '\u{202F}', '\u{2009}'];

/// What binds the parts of a symbol such as `A/HRC/20/18`.
const JOINTS: [char; 3] = ['/', '.', '-'];

/// A word, number or symbol of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded text.
    pub word: Arc<str>,
    /// The word as it is spelt, in lower case.
    pub spelt: Arc<str>,
    /// Its place among the words; a symbol has the place of its first part.
    pub position: u32,
    /// Where it starts in the text, in characters.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A word, folded and as it is spelt.
pub(super) type Word = (Arc<str>, Arc<str>);

/// A text whose characters can be counted.
struct Text<'t> {
    text: &'t str,
    chars: Vec<char>,
    /// The byte at which each character starts, and the end.
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, chars: text.chars().collect(), starts }
    }

    /// A range of characters.
    fn slice(&self, from: usize, to: usize) -> &'t str {
        &self.text[self.starts[from]..self.starts[to]]
    }
}

/// The rules of one language.
pub struct Analysis {
    fold: BTreeMap<char, String>,
    prefixes: Vec<Vec<char>>,
    suffixes: Vec<Vec<char>>,
    shortest: usize,
    sure: usize,
    stop: BTreeSet<String>,
    forms: BTreeMap<String, String>,
    paragraph: Vec<String>,
    stemmer: Option<Stemmer>,
    decimals: Vec<char>,
    groups: Vec<char>,
    /// The runs of letters read so far, folded and as spelt: a text says most of its words many times.
    read: Mutex<FxHashMap<Box<str>, Word>>,
}

impl Analysis {
    /// Makes the rules ready; `more_forms` are a site's own, which come before the language's.
    #[must_use]
    pub fn new(language: &LanguageRecord, search: &SearchRecord, more_forms: &[Vec<String>]) -> Self {
        let (decimal, group) = (language.numbers.decimal.chars().next(), language.numbers.group.chars().next());
        let mut analysis = Self {
            fold: search.fold.clone(),
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            shortest: search.shortest,
            sure: search.sure,
            stop: BTreeSet::new(),
            forms: BTreeMap::new(),
            paragraph: Vec::new(),
            stemmer: search.stemmer.map(Stemmer::create),
            decimals: DECIMALS.into_iter().filter(|&c| Some(c) != group).chain(decimal.filter(|c| !DECIMALS.contains(c))).collect(),
            groups: GROUPS.into_iter().filter(|&c| Some(c) != decimal).chain(group.filter(|c| !GROUPS.contains(c))).collect(),
            read: Mutex::default(),
        };
        let longest_first = |list: &[String]| {
            let mut folded: Vec<Vec<char>> = list.iter().map(|affix| analysis.fold(affix).chars().collect()).collect();
            folded.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            folded.dedup();
            folded
        };
        let (prefixes, suffixes) = (longest_first(&search.prefixes), longest_first(&search.suffixes));
        (analysis.prefixes, analysis.suffixes) = (prefixes, suffixes);
        analysis.stop = search.stop.iter().map(|word| analysis.fold(word)).collect();
        analysis.paragraph = search
            .paragraph
            .iter()
            .map(|word| {
                let folded = analysis.fold(word);
                if folded.is_empty() { word.clone() } else { folded }
            })
            .collect();
        for group in more_forms.iter().chain(&search.forms) {
            let key = |form: &String| analysis.keys(&analysis.word(form)).into_iter().next();
            let mut keys = group.iter().filter_map(key).collect::<Vec<_>>().into_iter();
            let Some(first) = keys.next() else { continue };
            for key in keys.filter(|key| *key != first) {
                analysis.forms.entry(key).or_insert_with(|| first.clone());
            }
        }
        analysis
    }

    /// The rules as the browser is told them.
    #[must_use]
    pub fn settings(&self) -> Value {
        let text = |affixes: &[Vec<char>]| affixes.iter().map(|affix| affix.iter().collect::<String>()).collect::<Vec<_>>().join(" ");
        json!({
            "fold": self.fold,
            "prefixes": text(&self.prefixes),
            "suffixes": text(&self.suffixes),
            "shortest": self.shortest,
            "sure": self.sure,
            "stop": self.stop.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
            "forms": self.forms,
            "paragraph": self.paragraph.join(" "),
            "stemmed": self.stemmer.is_some(),
            "decimals": self.decimals.iter().collect::<String>(),
            "groups": self.groups.iter().collect::<String>(),
            "zeros": ZEROS,
            "ignored": IGNORED,
        })
    }

    /// Folds a word: neither marks, case, nor the script of its digits tell two words apart.
    #[must_use]
    pub fn fold(&self, word: &str) -> String {
        let mut plain = String::with_capacity(word.len());
        for c in word.nfkc() {
            match self.fold.get(&c) {
                Some(instead) => plain.push_str(instead),
                None => plain.push(c),
            }
        }
        let lower = plain.nfkd().filter(|&c| !is_combining_mark(c) && !is_ignored(c)).flat_map(char::to_lowercase);
        lower.map(ascii_digit).filter(|c| c.is_alphanumeric()).collect()
    }

    /// Cuts a text into tokens.
    #[must_use]
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let text = Text::new(text);
        let mut words: Vec<Token> = Vec::new();
        let mut at = 0;
        while at < text.chars.len() {
            if !in_word(text.chars[at]) {
                at += 1;
                continue;
            }
            let start = at;
            let (mut word, spelt) = self.run(&text, &mut at);
            if is_number(&word) {
                word = self.extend_number(&text, &mut at, word);
            }
            if !word.is_empty() {
                words.push(Token { word, spelt, position: u32::try_from(words.len()).unwrap_or(u32::MAX), start, end: at });
            }
        }
        with_symbols(words, &text.chars)
    }

    /// Reads the word that starts at `at`, folded.
    fn run(&self, text: &Text<'_>, at: &mut usize) -> Word {
        let start = *at;
        *at += text.chars[start..].iter().take_while(|c| in_word(**c)).count();
        let run = text.slice(start, *at);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(run) {
            return known.clone();
        }
        let known: Word = (self.fold(run).into(), spelling(&text.chars[start..*at]).into());
        read.insert(run.into(), known.clone());
        known
    }

    /// Adds groups of three digits and a fraction to a number.
    fn extend_number(&self, text: &Text<'_>, at: &mut usize, first: Arc<str>) -> Arc<str> {
        let groupable = first.len() <= 3;
        let (mut number, mut fraction) = (String::new(), false);
        while !fraction && *at + 1 < text.chars.len() && in_word(text.chars[*at + 1]) {
            let separator = text.chars[*at];
            let mut end = *at + 1;
            let (next, _) = self.run(text, &mut end);
            if !is_number(&next) {
                break;
            }
            if number.is_empty() {
                number.push_str(&first);
            }
            if groupable && next.len() == 3 && self.groups.contains(&separator) {
                number.push_str(&next);
            } else if self.decimals.contains(&separator) {
                fraction = true;
                number.push('.');
                number.push_str(&next);
            } else {
                break;
            }
            *at = end;
        }
        if number.is_empty() { first } else { number.into() }
    }

    /// Whether a folded word is not looked for.
    #[must_use]
    pub fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// The keys of a token, the likeliest first.
    #[must_use]
    pub fn keys(&self, token: &Token) -> Vec<String> {
        if !token.word.chars().all(char::is_alphabetic) {
            return vec![token.word.to_string()];
        }
        let mut keys = Vec::new();
        for (_, stem) in self.stems(token) {
            let key = self.forms.get(&stem).cloned().unwrap_or(stem);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    /// What a token may be without prefixes and suffixes, the likeliest first, each with its stem.
    #[must_use]
    pub fn stems(&self, token: &Token) -> Vec<(String, String)> {
        let letters: Vec<char> = token.word.chars().collect();
        if !letters.iter().all(|c| c.is_alphabetic()) {
            return Vec::new();
        }
        let stems = self.rests(&letters).into_iter().map(|rest| {
            let left = self.without_suffixes(rest);
            // What has lost an affix is no longer spelt as the text has it.
            let spelt = if left.len() == letters.len() { token.spelt.to_string() } else { left.iter().collect() };
            let left: String = left.iter().collect();
            let stem = self.stemmer.as_ref().map(|stemmer| self.fold(&stemmer.stem(&spelt))).filter(|stem| !stem.is_empty());
            let stem = stem.unwrap_or_else(|| left.clone());
            (left, stem)
        });
        stems.collect()
    }

    /// A word by itself as a token.
    fn word(&self, word: &str) -> Token {
        let chars: Vec<char> = word.chars().collect();
        Token { word: self.fold(word).into(), spelt: spelling(&chars).into(), position: 0, start: 0, end: chars.len() }
    }

    /// A folded word without the prefix that it surely has.
    #[must_use]
    pub fn bare<'w>(&self, word: &'w str) -> &'w str {
        let letters: Vec<char> = word.chars().collect();
        let left = self.rests(&letters).first().map_or(0, |rest| rest.len());
        let skipped: usize = letters[..letters.len() - left].iter().map(|c| c.len_utf8()).sum();
        &word[skipped..]
    }

    /// What may be the word behind its prefixes: one possibility if that is sure, or else every one, the whole word first.
    fn rests<'l>(&self, letters: &'l [char]) -> Vec<&'l [char]> {
        let matching = || {
            self.prefixes.iter().filter(|prefix| letters.len() >= prefix.len() + self.shortest && letters.starts_with(prefix)).map(Vec::len)
        };
        match matching().next() {
            Some(longest) if longest >= 2 && letters.len() - longest >= self.sure => vec![&letters[longest..]],
            _ => std::iter::once(letters).chain(matching().map(|length| &letters[length..])).collect(),
        }
    }

    /// A word without its suffixes, two at most.
    fn without_suffixes<'l>(&self, letters: &'l [char]) -> &'l [char] {
        let mut left = letters;
        for _ in 0..2 {
            let suffix = self.suffixes.iter().find(|suffix| left.len() >= suffix.len() + self.shortest && left.ends_with(suffix));
            let Some(suffix) = suffix else { break };
            left = &left[..left.len() - suffix.len()];
        }
        left
    }
}

/// A word as a stemmer wants it: composed, in lower case.
fn spelling(chars: &[char]) -> String {
    chars.iter().copied().filter(|&c| !is_ignored(c)).nfkc().flat_map(char::to_lowercase).nfc().collect()
}

fn is_ignored(c: char) -> bool {
    IGNORED.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)))
}

/// Whether a character is part of a word; of those that UTF-8 writes in one or two bytes, most of a text, it is looked up.
fn in_word(c: char) -> bool {
    static LOW: LazyLock<Vec<bool>> = LazyLock::new(|| ('\0'..'\u{800}').map(of_word).collect());
    LOW.get(c as usize).copied().unwrap_or_else(|| of_word(c))
}

fn of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || is_ignored(c)
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn ascii_digit(c: char) -> char {
    let code = u32::from(c);
    let zero = ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code));
    zero.and_then(|zero| char::from_digit(code - zero, 10)).unwrap_or(c)
}

/// Adds the symbols that chains of words make, each before its first part.
fn with_symbols(words: Vec<Token>, chars: &[char]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(words.len());
    let mut chain_end = 0;
    for (index, word) in words.iter().enumerate() {
        if index >= chain_end {
            chain_end = index + 1;
            let mut symbol = String::new();
            while let Some(next) = words.get(chain_end) {
                let end = words[chain_end - 1].end;
                if next.start != end + 1 || !JOINTS.contains(&chars[end]) {
                    break;
                }
                if symbol.is_empty() {
                    symbol.push_str(&word.word);
                }
                symbol.push(chars[end]);
                symbol.push_str(&next.word);
                chain_end += 1;
            }
            if symbol.contains('/') && symbol.bytes().any(|byte| byte.is_ascii_digit()) {
                tokens.push(Token { word: symbol.into(), spelt: Arc::default(), end: words[chain_end - 1].end, ..*word });
            }
        }
        tokens.push(word.clone());
    }
    tokens
}
