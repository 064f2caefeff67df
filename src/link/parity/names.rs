//! The names that prose may hold: which of them are States, and which longer names hold a State's without meaning it; and whether it may hold any,
//! those of months among them.
//!
//! The one place that names `aho_corasick`: all spellings of all registries are looked for in one pass over a text.

use crate::link::{Registries, spelling};
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::language::LanguageRecord;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// So many reports, and an automaton that takes long to make and is quick to search has paid for itself.
const MANY_REPORTS: usize = 4;

/// The names of one language.
#[derive(Debug)]
pub(super) struct Names {
    /// None, if there are no names or too many bytes of them to search for.
    automaton: Option<AhoCorasick>,
    /// What each pattern means.
    meant: Vec<Meant>,
    /// What the language writes together with a name that stands behind it.
    prefixes: Vec<String>,
}

/// What a pattern means.
#[derive(Debug, Clone)]
enum Meant {
    /// A State, by its name, which may stand behind a prefix.
    Name(StateCode),
    /// A State, by what a prefix and its name become together.
    Fused(StateCode),
    /// Something else whose name may hold a State's.
    Other,
    /// A month.
    Month,
}

impl Names {
    /// Gathers the names that the registries know in one language, to be looked for in the texts of so many reports.
    pub(super) fn new(registries: &Registries, language: &LanguageTag, record: &LanguageRecord, reports: usize) -> Self {
        let (mut patterns, mut meant): (Vec<String>, Vec<Meant>) = (Vec::new(), Vec::new());
        for (code, state) in &registries.states {
            for name in spelling::of_state(state, language) {
                if name.is_empty() || record.prose.ordinary_words.iter().any(|word| word == name) {
                    continue;
                }
                patterns.push(name.to_owned());
                meant.push(Meant::Name(code.clone()));
                for (from, to) in record.prefixes.iter().flat_map(|prefix| &prefix.fuses) {
                    if let Some(rest) = name.strip_prefix(from.as_str()) {
                        patterns.push(format!("{to}{rest}"));
                        meant.push(Meant::Fused(code.clone()));
                    }
                }
            }
        }
        let months = record.months.iter().filter(|name| !name.is_empty());
        patterns.extend(months.cloned());
        meant.resize(patterns.len(), Meant::Month);
        let kind = if reports > MANY_REPORTS { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        // Names begin with letters that stand everywhere: to look for those first is slower than to look at every byte.
        let build = |patterns: &[String]| AhoCorasick::builder().kind(Some(kind)).prefilter(false).build(patterns).ok();
        let mut automaton = build(&patterns);
        let entities = registries.entities.values().flat_map(|entity| spelling::of_entity(entity, language));
        let instruments = registries.instruments.values().flat_map(|instrument| spelling::of_instrument(instrument, language));
        let documents = registries.documents.values().filter_map(|document| document.title.get(language));
        // A name in which no State's stands hides none, and a site of many reports has a title for each.
        let others = entities.chain(instruments).chain(documents);
        let names_state = |known: &AhoCorasick, name: &str| {
            known.find_overlapping_iter(name).any(|found| !matches!(meant[found.pattern().as_usize()], Meant::Month))
        };
        let others = others.filter(|name| automaton.as_ref().is_some_and(|known| names_state(known, name)));
        let others: Vec<String> = others.map(ToOwned::to_owned).collect();
        if !others.is_empty() {
            meant.resize(patterns.len() + others.len(), Meant::Other);
            patterns.extend(others);
            automaton = build(&patterns);
        }
        let prefixes = record.prefixes.iter().map(|prefix| prefix.prefix.clone());
        Self { automaton, meant, prefixes: prefixes.collect() }
    }

    /// Where the word begins that is a pattern's match from a byte on, or ends with it; none if anything else stands before the match.
    fn start(&self, text: &str, at: usize, meant: &Meant) -> Option<usize> {
        if !ends_in_word(&text[..at]) {
            return Some(at);
        }
        let Meant::Name(_) = meant else { return None };
        let fused = self.prefixes.iter().filter_map(|prefix| text[..at].strip_suffix(prefix.as_str()));
        fused.filter(|before| !ends_in_word(before)).map(str::len).next()
    }

    /// Whether a text may hold a name: most hold none, which is told sooner than where each name stands.
    pub(super) fn may_stand_in(&self, text: &str) -> bool {
        self.automaton.as_ref().is_none_or(|automaton| automaton.is_match(text))
    }

    /// Where States are named in a text, as words of their own and not as part of a longer name, in the order of the text.
    pub(super) fn states_in(&self, text: &str) -> Vec<(usize, usize, &StateCode)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found: Vec<(usize, usize, Option<&StateCode>)> = automaton
            .find_overlapping_iter(text)
            .filter(|found| !begins_in_word(&text[found.end()..]))
            .filter_map(|found| {
                let meant = &self.meant[found.pattern().as_usize()];
                let code = match meant {
                    Meant::Name(code) | Meant::Fused(code) => Some(code),
                    Meant::Other => None,
                    Meant::Month => return None,
                };
                Some((self.start(text, found.start(), meant)?, found.end(), code))
            })
            .collect();
        let within = |(start, end): (usize, usize)| {
            found
                .iter()
                .any(|(other_start, other_end, _)| *other_start <= start && end <= *other_end && end - start < other_end - other_start)
        };
        let mut states: Vec<(usize, usize, &StateCode)> = found
            .iter()
            .filter(|(start, end, _)| !within((*start, *end)))
            .filter_map(|(start, end, code)| code.map(|code| (*start, *end, code)))
            .collect();
        states.sort_unstable();
        states.dedup();
        states
    }
}

/// Whether a text ends with a letter or digit.
fn ends_in_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// Whether a text begins with a letter or digit.
fn begins_in_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}
