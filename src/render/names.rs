//! The names of States, entities, instruments and documents as one report prints them in one language, and their order.

use super::language::Language;
use crate::link::{Report, Site};
use crate::parse::Localized;
use crate::parse::id::{DocumentId, EntityId, InstrumentId, LanguageTag, ReportId, StateCode, ThemeId};
use crate::parse::registry::{DocumentKind, DocumentNames};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::Arc;

/// A name.
#[derive(Debug, Clone)]
pub struct Name {
    /// As the report prints it.
    pub printed: String,
    /// As it is written now.
    pub current: String,
    /// Its place in the language's alphabet among the names of its kind as printed.
    pub rank: usize,
    /// Its place among them as they are written now, for lists that show those.
    pub current_rank: usize,
    /// The letter that it stands under in an index.
    pub initial: String,
}

/// All names of one report in one language.
///
/// Most reports print every name as it is written now, so that they share one ranking of each kind.
#[derive(Debug, Clone)]
pub struct Names {
    states: Arc<FxHashMap<StateCode, Name>>,
    entities: Arc<FxHashMap<EntityId, Name>>,
    instruments: Arc<FxHashMap<InstrumentId, Name>>,
    documents: Arc<FxHashMap<DocumentId, Name>>,
    themes: Arc<FxHashMap<ThemeId, Name>>,
}

impl Names {
    /// Gathers and ranks the names as they are written now, in a language.
    #[must_use]
    pub fn current(site: &Site, language: &Language) -> Self {
        let registries = &site.registries;
        let tag = &language.tag;
        let documents = registries.documents.iter().map(|(id, document)| {
            let shown = match document.kind {
                DocumentKind::Resolution => {
                    language.resolution(id.as_str().trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches('/'))
                }
                DocumentKind::Report | DocumentKind::Agenda => id.as_str().to_owned(),
                DocumentKind::Publication | DocumentKind::Web => document.title.text(tag).to_owned(),
            };
            (id.clone(), shown.clone(), shown, None)
        });
        // Themes keep the order that their file gives them.
        let mut themes: Vec<_> = registries.themes.iter().collect();
        themes.sort_by_key(|(_, theme)| theme.order);
        let themes = themes.into_iter().enumerate().map(|(rank, (id, theme))| {
            let name = theme.name.text(tag).to_owned();
            (id.clone(), Name { printed: name.clone(), current: name, rank, current_rank: rank, initial: String::new() })
        });
        Self {
            themes: Arc::new(themes.collect()),
            states: Arc::new(states(site, None, language)),
            entities: Arc::new(entities(site, None, language)),
            instruments: Arc::new(instruments(site, None, language)),
            documents: Arc::new(ranked(documents, language)),
        }
    }

    /// The names as a report prints them.
    #[must_use]
    pub fn of_report(&self, site: &Site, report: &Report, language: &Language) -> Self {
        let (registries, tag, id) = (&site.registries, &language.tag, &report.id);
        let differs = |printed: &DocumentNames| printed_in(id, printed, tag).is_some();
        let mut names = self.clone();
        if registries.states.values().any(|state| differs(&state.document_names)) {
            names.states = Arc::new(states(site, Some(id), language));
        }
        if registries.entities.values().any(|entity| differs(&entity.document_names)) {
            names.entities = Arc::new(entities(site, Some(id), language));
        }
        if registries.instruments.values().any(|instrument| differs(&instrument.document_names)) {
            names.instruments = Arc::new(instruments(site, Some(id), language));
        }
        names
    }

    /// A State's name.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&Name> {
        self.states.get(code)
    }

    /// An entity's name.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<&Name> {
        self.entities.get(id)
    }

    /// An instrument's name.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<&Name> {
        self.instruments.get(id)
    }

    /// A document's symbol or title.
    #[must_use]
    pub fn document(&self, id: &str) -> Option<&Name> {
        self.documents.get(id)
    }

    /// A theme's name.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<&Name> {
        self.themes.get(id)
    }

    /// The codes in the order of the language's alphabet.
    #[must_use]
    pub fn sorted_states<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> Vec<&'c StateCode> {
        sorted(codes, |code| self.state(code.as_str()))
    }

    /// The codes, each with its name's place in the language's alphabet, in that order; without those that have no name.
    #[must_use]
    pub fn ranked_states<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> Vec<(usize, &'c StateCode)> {
        let ranked = codes.into_iter().filter_map(|code| Some((self.state(code.as_str())?.rank, code)));
        let mut ranked: Vec<(usize, &StateCode)> = ranked.collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked
    }

    /// The codes in the order of the names as they are written now.
    #[must_use]
    pub fn states_as_now<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> Vec<&'c StateCode> {
        sorted_as_now(codes, |code| self.state(code.as_str()))
    }

    /// The ids of entities in the order of the names as they are written now.
    #[must_use]
    pub fn entities_as_now<'c>(&self, ids: impl IntoIterator<Item = &'c EntityId>) -> Vec<&'c EntityId> {
        sorted_as_now(ids, |id| self.entity(id.as_str()))
    }

    /// The ids of instruments in the order of the titles as they are written now.
    #[must_use]
    pub fn instruments_as_now<'c>(&self, ids: impl IntoIterator<Item = &'c InstrumentId>) -> Vec<&'c InstrumentId> {
        sorted_as_now(ids, |id| self.instrument(id.as_str()))
    }

    /// The ids of entities in the order of the language's alphabet.
    #[must_use]
    pub fn sorted_entities<'c>(&self, ids: impl IntoIterator<Item = &'c EntityId>) -> Vec<&'c EntityId> {
        sorted(ids, |id| self.entity(id.as_str()))
    }

    /// The ids of instruments in the order of the language's alphabet.
    #[must_use]
    pub fn sorted_instruments<'c>(&self, ids: impl IntoIterator<Item = &'c InstrumentId>) -> Vec<&'c InstrumentId> {
        sorted(ids, |id| self.instrument(id.as_str()))
    }

    /// The ids of documents in the order of the language's alphabet.
    #[must_use]
    pub fn sorted_documents<'c>(&self, ids: impl IntoIterator<Item = &'c DocumentId>) -> Vec<&'c DocumentId> {
        sorted(ids, |id| self.document(id.as_str()))
    }

    /// The ids of themes in the order of their file.
    #[must_use]
    pub fn sorted_themes<'c>(&self, ids: impl IntoIterator<Item = &'c ThemeId>) -> Vec<&'c ThemeId> {
        sorted(ids, |id| self.theme(id.as_str()))
    }
}

/// A name as a report prints it, and as it is written now.
fn named(name: &Localized, printed: &DocumentNames, report: Option<&ReportId>, tag: &LanguageTag) -> (String, String) {
    let current = name.text(tag);
    let printed = report.and_then(|report| printed_in(report, printed, tag)).unwrap_or(current);
    (printed.to_owned(), current.to_owned())
}

fn states(site: &Site, report: Option<&ReportId>, language: &Language) -> FxHashMap<StateCode, Name> {
    let names = site.registries.states.iter().map(|(id, state)| {
        let (printed, current) = named(&state.name, &state.document_names, report, &language.tag);
        let sort = state.sort_as.as_ref().and_then(|sort| sort.get(&language.tag)).map(str::to_owned);
        (id.clone(), printed, current, sort)
    });
    ranked(names, language)
}

fn entities(site: &Site, report: Option<&ReportId>, language: &Language) -> FxHashMap<EntityId, Name> {
    let names = site.registries.entities.iter().map(|(id, entity)| {
        let (printed, current) = named(&entity.name, &entity.document_names, report, &language.tag);
        let sort = entity.sort_as.as_ref().and_then(|sort| sort.get(&language.tag)).map(str::to_owned);
        (id.clone(), printed, current, sort)
    });
    ranked(names, language)
}

fn instruments(site: &Site, report: Option<&ReportId>, language: &Language) -> FxHashMap<InstrumentId, Name> {
    let names = site.registries.instruments.iter().map(|(id, instrument)| {
        let (printed, current) = named(&instrument.name, &instrument.document_names, report, &language.tag);
        (id.clone(), printed, current, None)
    });
    ranked(names, language)
}

fn sorted<'c, 'n, I>(ids: impl IntoIterator<Item = &'c I>, name: impl Fn(&I) -> Option<&'n Name>) -> Vec<&'c I> {
    by_rank(ids, |id| name(id).map(|name| name.rank))
}

fn sorted_as_now<'c, 'n, I>(ids: impl IntoIterator<Item = &'c I>, name: impl Fn(&I) -> Option<&'n Name>) -> Vec<&'c I> {
    by_rank(ids, |id| name(id).map(|name| name.current_rank))
}

/// Ids by their rank; those without one last, as they came.
fn by_rank<'c, I>(ids: impl IntoIterator<Item = &'c I>, rank: impl Fn(&I) -> Option<usize>) -> Vec<&'c I> {
    let mut ranked: Vec<(usize, &I)> = ids.into_iter().map(|id| (rank(id).unwrap_or(usize::MAX), id)).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// The name as one report prints it, if that differs from the current one.
#[must_use]
pub(super) fn printed_in<'n>(report: &ReportId, printed: &'n DocumentNames, language: &LanguageTag) -> Option<&'n str> {
    printed.get(report.as_str()).and_then(|name| name.get(language))
}

fn ranked<I: Eq + Hash>(names: impl Iterator<Item = (I, String, String, Option<String>)>, language: &Language) -> FxHashMap<I, Name> {
    let mut names: Vec<_> = names.collect();
    let order = |a: &str, a_sort: &Option<String>, b: &str, b_sort: &Option<String>| {
        language.compare(a_sort.as_deref().unwrap_or(a), b_sort.as_deref().unwrap_or(b))
    };
    names.sort_by(|(_, _, a, a_sort), (_, _, b, b_sort)| order(a, a_sort, b, b_sort));
    let with_initials = names.into_iter().enumerate().map(|(current_rank, (id, printed, current, sort))| {
        let initial = language.initial(sort.as_deref().unwrap_or(&current));
        (id, Name { printed, current, rank: 0, current_rank, initial }, sort)
    });
    let mut names: Vec<_> = with_initials.collect();
    // Names that differ in marks alone, such as hamza or an accent, stand under one letter: the first of theirs in the alphabet.
    for group in names.chunk_by_mut(|(_, a, _), (_, b, _)| language.same_letter(&a.initial, &b.initial)) {
        let first = group.iter().map(|(_, name, _)| name.initial.clone()).min_by(|a, b| language.compare(a, b)).unwrap_or_default();
        group.iter_mut().for_each(|(_, name, _)| name.initial.clone_from(&first));
    }
    names.sort_by(|(_, a, a_sort), (_, b, b_sort)| order(&a.printed, a_sort, &b.printed, b_sort));
    names.into_iter().enumerate().map(|(rank, (id, name, _))| (id, Name { rank, ..name })).collect()
}
