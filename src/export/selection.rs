//! What was asked for by name → what of the site is meant.

use super::{ExportOptions, Kind};
use crate::Error;
use crate::diagnostic::nearest;
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, StateCode};

/// What of the site is to be exported.
pub(super) struct Selection<'a> {
    pub(super) reports: Vec<&'a Report>,
    pub(super) languages: Vec<&'a LanguageTag>,
    pub(super) pairs: Vec<&'a (LanguageTag, LanguageTag)>,
    pub(super) states: Vec<&'a StateCode>,
}

impl<'a> Selection<'a> {
    /// Looks up every name that was asked for.
    ///
    /// # Errors
    /// For the first name that the site does not know, with the nearest that it does.
    pub(super) fn new(site: &'a Site, options: &ExportOptions) -> Result<Self, Error> {
        let mut selection = Self {
            reports: site.reports.iter().map(AsRef::as_ref).collect(),
            languages: site.languages.iter().collect(),
            pairs: site.pairs.iter().collect(),
            states: Vec::new(),
        };
        if !options.reports.is_empty() {
            selection.reports = options.reports.iter().map(|name| report(site, name)).collect::<Result<_, _>>()?;
        }
        if !options.languages.is_empty() {
            (selection.languages, selection.pairs) = (Vec::new(), Vec::new());
            for name in &options.languages {
                selection.add_language(site, name, &options.kind)?;
            }
        }
        if let Kind::Dossier(names) = &options.kind {
            selection.states = if names.is_empty() {
                let states = site.registries.states.keys();
                states.filter(|code| selection.reports.iter().any(|report| report.indexes.states.contains_key(*code))).collect()
            } else {
                let mut states: Vec<_> = names.iter().map(|name| state(site, &selection.reports, name)).collect::<Result<_, _>>()?;
                states.sort();
                states.dedup();
                states
            };
        }
        Ok(selection)
    }

    fn add_language(&mut self, site: &'a Site, name: &str, kind: &Kind) -> Result<(), Error> {
        if let Some(tag) = site.languages.iter().find(|tag| tag.as_str() == name) {
            self.languages.push(tag);
            return Ok(());
        }
        let named = |pair: &(LanguageTag, LanguageTag)| format!("{}-{}", pair.0, pair.1);
        let turned = |pair: &(LanguageTag, LanguageTag)| format!("{}-{}", pair.1, pair.0);
        if *kind == Kind::Epub
            && let Some(pair) = site.pairs.iter().find(|pair| named(pair) == name || turned(pair) == name)
        {
            self.pairs.push(pair);
            return Ok(());
        }
        let mut known: Vec<String> = site.languages.iter().map(ToString::to_string).collect();
        if *kind == Kind::Epub {
            known.extend(site.pairs.iter().map(named));
        }
        Err(unknown("language", name, known.iter().map(String::as_str)))
    }
}

/// A report by its id or its symbol.
fn report<'a>(site: &'a Site, name: &str) -> Result<&'a Report, Error> {
    let found =
        site.reports.iter().map(AsRef::as_ref).find(|report: &&Report| report.id.as_str() == name || report.record.symbol.as_str() == name);
    found.ok_or_else(|| unknown("report", name, site.reports.iter().map(|report| report.id.as_str())))
}

/// A State by its code or by any way in which its name is written, that one of the reports names.
fn state<'a>(site: &'a Site, reports: &[&'a Report], name: &str) -> Result<&'a StateCode, Error> {
    let wanted = name.to_lowercase();
    let mut known: Vec<(String, &StateCode)> = Vec::new();
    for (code, record) in &site.registries.states {
        if reports.iter().any(|report| report.indexes.states.contains_key(code)) {
            known.push((code.as_str().to_owned(), code));
            known.push((record.iso2.clone(), code));
            known.extend(record.name.iter().map(|(_, name)| (name.value.clone(), code)));
            known.extend(record.spellings.values().flatten().map(|name| (name.clone(), code)));
            let printed = record.document_names.values();
            known.extend(printed.flat_map(|name| name.iter().map(|(_, name)| (name.value.clone(), code))));
        }
    }
    let found = known.iter().find(|(name, _)| name.to_lowercase() == wanted);
    match found {
        Some((_, code)) => Ok(code),
        // Codes of two letters are near to everything that is short.
        None => Err(unknown("State", name, known.iter().map(|(name, _)| name.as_str()).filter(|name| name.len() > 2))),
    }
}

fn unknown<'n>(what: &'static str, name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Error {
    let known_names: Vec<&str> = known.clone().collect();
    let hint = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        // A long list helps nobody.
        None if known_names.len() > 12 => String::new(),
        None => format!("there are: {}", known_names.join(", ")),
    };
    Error::Unknown { what, name: name.to_owned(), hint }
}
