//! The names that prose may hold: which of them are States, and which longer names hold a State's without meaning it.
//!
//! The one place that names `aho_corasick`: all spellings of all registries are looked for in one pass over a text.

use crate::link::{Registries, spelling};
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::language::LanguageRecord;
use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// So many reports, and an automaton that takes long to make and is quick to search has paid for itself.
const MANY_REPORTS: usize = 16;

/// The names of one language.
#[derive(Debug)]
pub(super) struct Names {
    /// None, if there are no names or too many bytes of them to search for.
    automaton: Option<AhoCorasick>,
    /// What each pattern means: a State, or something else whose name may hold a State's.
    meant: Vec<Option<StateCode>>,
}

impl Names {
    /// Gathers the names that the registries know in one language, to be looked for in the texts of so many reports.
    pub(super) fn new(registries: &Registries, language: &LanguageTag, record: &LanguageRecord, reports: usize) -> Self {
        let (mut patterns, mut meant): (Vec<String>, Vec<Option<StateCode>>) = (Vec::new(), Vec::new());
        for (code, state) in &registries.states {
            for name in spelling::of_state(state, language) {
                if name.is_empty() || record.prose.ordinary_words.iter().any(|word| word == name) {
                    continue;
                }
                for form in forms(name, record) {
                    patterns.push(form);
                    meant.push(Some(code.clone()));
                }
            }
        }
        let entities = registries.entities.values().flat_map(|entity| spelling::of_entity(entity, language));
        let instruments = registries.instruments.values().flat_map(|instrument| spelling::of_instrument(instrument, language));
        let documents = registries.documents.values().filter_map(|document| document.title.get(language));
        for name in entities.chain(instruments).chain(documents).filter(|name| !name.is_empty()) {
            patterns.push(name.to_owned());
            meant.push(None);
        }
        let kind = (reports > MANY_REPORTS).then_some(AhoCorasickKind::DFA);
        // Names begin with letters that stand everywhere: to look for those first is slower than to look at every byte.
        Self { automaton: AhoCorasick::builder().kind(kind).prefilter(false).build(&patterns).ok(), meant }
    }

    /// Where States are named in a text, as words of their own and not as part of a longer name, in the order of the text.
    pub(super) fn states_in(&self, text: &str) -> Vec<(usize, usize, &StateCode)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let found: Vec<(usize, usize, Option<&StateCode>)> = automaton
            .find_overlapping_iter(text)
            .map(|found| (found.start(), found.end(), self.meant[found.pattern().as_usize()].as_ref()))
            .filter(|(start, end, _)| is_word(text, *start, *end))
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

/// A name as it may stand in prose: alone, or behind a prefix that the language fuses with names.
fn forms(name: &str, language: &LanguageRecord) -> Vec<String> {
    let mut forms = vec![name.to_owned()];
    for prefix in &language.prefixes {
        forms.extend(prefix.fuses.iter().filter_map(|(from, to)| Some(format!("{to}{}", name.strip_prefix(from.as_str())?))));
        forms.push(format!("{}{name}", prefix.prefix));
    }
    forms
}

/// Whether a range of a text is neither preceded nor followed by a letter or digit.
pub(super) fn is_word(text: &str, start: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !word(text[..start].chars().next_back()) && !word(text[end..].chars().next())
}
