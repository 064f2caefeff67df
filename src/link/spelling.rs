//! Whether the text of a link is a known spelling of what the link names.

use crate::parse::id::LanguageTag;
use crate::parse::language::LanguageRecord;
use crate::parse::registry::{DocumentNames, EntityRecord, InstrumentRecord, StateRecord};
use crate::parse::{Localized, Spellings};

/// All spellings of a State's name in one language.
pub(super) fn of_state<'a>(state: &'a StateRecord, language: &'a LanguageTag) -> Vec<&'a str> {
    spellings(&state.name, &state.spellings, &state.document_names, language)
}

/// All spellings of an entity's name in one language, its acronym included.
pub(super) fn of_entity<'a>(entity: &'a EntityRecord, language: &'a LanguageTag) -> Vec<&'a str> {
    let mut all = spellings(&entity.name, &entity.spellings, &entity.document_names, language);
    all.extend(entity.acronym.get(language.as_str()).map(String::as_str));
    all
}

/// All spellings of an instrument's name in one language, its short name included.
pub(super) fn of_instrument<'a>(instrument: &'a InstrumentRecord, language: &'a LanguageTag) -> Vec<&'a str> {
    let mut all = spellings(&instrument.name, &instrument.spellings, &instrument.document_names, language);
    all.extend(instrument.short.as_ref().and_then(|short| short.get(language)));
    all
}

fn spellings<'a>(name: &'a Localized, spellings: &'a Spellings, printed: &'a DocumentNames, language: &'a LanguageTag) -> Vec<&'a str> {
    let mut all: Vec<&str> = name.get(language).into_iter().collect();
    all.extend(spellings.get(language.as_str()).into_iter().flatten().map(String::as_str));
    all.extend(printed.values().filter_map(|name| name.get(language)));
    all
}

/// Whether `text` is one of the spellings, alone or behind a prefix that the language fuses with names.
pub(super) fn matches(text: &str, spellings: &[&str], language: &LanguageRecord) -> bool {
    spellings.contains(&text)
        || language.prefixes.iter().any(|prefix| {
            spellings.iter().any(|name| {
                let plain = text.strip_prefix(prefix.prefix.as_str()) == Some(name);
                // The longest beginning that fuses decides: an article may vanish behind a prefix.
                plain
                    || prefix
                        .fuses
                        .iter()
                        .any(|(from, to)| name.strip_prefix(from.as_str()).is_some_and(|rest| text.strip_prefix(to.as_str()) == Some(rest)))
            })
        })
}
