//! The shared registries, looked up by id.

use super::route::document_fragment;
use super::text::{require, require_optional};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Spanned};
use crate::parse::id::{DocumentId, EntityId, InstrumentId, LanguageTag, RegionId, StateCode, ThemeId, is_kebab_case};
use crate::parse::registry::{self as parsed, DocumentRecord, EntityRecord, InstrumentRecord, RegionRecord, StateRecord, ThemeRecord};
use std::collections::BTreeMap;

/// The registries by id.
#[derive(Debug, Default)]
pub struct Registries {
    /// The States.
    pub states: BTreeMap<StateCode, StateRecord>,
    /// The regions.
    pub regions: BTreeMap<RegionId, RegionRecord>,
    /// The entities.
    pub entities: BTreeMap<EntityId, EntityRecord>,
    /// The instruments.
    pub instruments: BTreeMap<InstrumentId, InstrumentRecord>,
    /// The documents.
    pub documents: BTreeMap<DocumentId, DocumentRecord>,
    /// The themes.
    pub themes: BTreeMap<ThemeId, ThemeRecord>,
}

/// Looks up what the registries say of each other.
pub(super) fn link(parsed: parsed::Registries, languages: &[LanguageTag], diagnostics: &mut Diagnostics) -> Registries {
    for (code, state) in &parsed.states {
        if code.as_str().len() != 3 || !code.as_str().bytes().all(|b| b.is_ascii_uppercase()) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, code.span, format!("`{}` is no ISO 3166-1 alpha-3 code", code.value))
                    .hint("write three capital letters, such as `ARG`"),
            );
        }
        if state.m49.len() != 3 || !state.m49.bytes().all(|b| b.is_ascii_digit()) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, state.m49.span, format!("`{}` is no M49 code", state.m49.value))
                    .hint("write three digits in quotes, such as `\"032\"`"),
            );
        }
        require(&state.name, languages, "name", diagnostics);
    }
    for (id, region) in &parsed.regions {
        check_id(id, diagnostics);
        require(&region.name, languages, "name", diagnostics);
    }
    for (id, entity) in &parsed.entities {
        check_id(id, diagnostics);
        require(&entity.name, languages, "name", diagnostics);
    }
    for (id, instrument) in &parsed.instruments {
        check_id(id, diagnostics);
        require(&instrument.name, languages, "name", diagnostics);
        require_optional(instrument.short.as_ref(), languages, "short", diagnostics);
    }
    check_fragments(&parsed.documents, diagnostics);
    for (_, document) in &parsed.documents {
        require(&document.title, languages, "title", diagnostics);
    }
    for (id, theme) in &parsed.themes {
        check_id(id, diagnostics);
        require(&theme.name, languages, "name", diagnostics);
    }
    let registries = Registries {
        states: by_id(parsed.states),
        regions: by_id(parsed.regions),
        entities: by_id(parsed.entities),
        instruments: by_id(parsed.instruments),
        documents: by_id(parsed.documents),
        themes: by_id(parsed.themes),
    };
    for state in registries.states.values() {
        known(&state.region, &registries.regions, Code::UnknownRegion, "region", diagnostics);
    }
    for entity in registries.entities.values() {
        entity.parent.iter().for_each(|parent| known(parent, &registries.entities, Code::UnknownEntity, "entity", diagnostics));
        entity.state.iter().for_each(|state| known(state, &registries.states, Code::UnknownState, "State", diagnostics));
    }
    for instrument in registries.instruments.values() {
        instrument
            .parent
            .iter()
            .for_each(|parent| known(parent, &registries.instruments, Code::UnknownInstrument, "instrument", diagnostics));
    }
    for document in registries.documents.values() {
        document.author.iter().for_each(|author| known(author, &registries.entities, Code::UnknownEntity, "entity", diagnostics));
    }
    registries
}

fn by_id<I: Ord, T>(records: Vec<(Spanned<I>, T)>) -> BTreeMap<I, T> {
    records.into_iter().map(|(id, record)| (id.value, record)).collect()
}

/// Reports documents that would share a fragment on the page of documents.
fn check_fragments(documents: &[(Spanned<DocumentId>, DocumentRecord)], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<String, &Spanned<DocumentId>> = BTreeMap::new();
    for (id, _) in documents {
        let fragment = document_fragment(id);
        match seen.get(&fragment) {
            Some(first) => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateFragment,
                    id.span,
                    format!("`{}` and `{}` would share the fragment `{fragment}`", first.value, id.value),
                )
                .other(first.span, "the other one")
                .hint("give one of them another id"),
            ),
            None => drop(seen.insert(fragment, id)),
        }
    }
}

/// Reports an id that may not stand in an address.
pub(super) fn check_id<I: std::fmt::Display>(id: &Spanned<I>, diagnostics: &mut Diagnostics) {
    let text = id.value.to_string();
    if !is_kebab_case(&text) {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mended = words.collect::<Vec<_>>().join("-").to_lowercase();
        let such_as = if is_kebab_case(&mended) { mended } else { "national-plan-2".to_owned() };
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, id.span, format!("`{text}` may not be an id"))
                .hint(format!("ids are lower-case words and digits joined by dashes, such as `{such_as}`")),
        );
    }
}

/// Reports an id that the registry or list does not have, with the nearest one.
pub(super) fn known<I, T>(id: &Spanned<I>, registry: &BTreeMap<I, T>, code: Code, what: &str, diagnostics: &mut Diagnostics)
where
    I: Ord + std::fmt::Display + std::borrow::Borrow<str>,
{
    if !registry.contains_key::<str>(id.value.borrow()) && !diagnostics.follows(code, id.value.borrow()) {
        let text = id.value.to_string();
        diagnostics.push(Diagnostic::new(code, id.span, format!("there is no {what} `{text}`")).nearest(
            &text,
            registry.keys().map(std::borrow::Borrow::borrow),
            match registry.len() {
                0 => "add it: there is none yet".to_owned(),
                // More would fill the screen.
                1..=12 => {
                    let ids = registry.keys().map(|id| format!("`{id}`")).collect::<Vec<_>>();
                    format!("add it, or name one of {}", ids.join(", "))
                }
                count => format!("add it, or name one of the {count} there are"),
            },
        ));
    }
}
