//! Addresses through time: every page that exists, and where each page that once existed is found now.
//!
//! Retired ids (`aliases:`) and the addresses that `check --accept` recorded in `seeds/addresses.yaml` become pages that lead on, so that a link
//! made years ago still arrives. An address that was given up without a word is reported, and leads to the nearest page that is left.

use super::Site;
use super::report::Report;
use super::route::{self, Page, SharedPage};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::parse::id::LanguageTag;
use crate::parse::site::Output;
use crate::path::OutputPath;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A page that is no more, and where its readers are led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The old path.
    pub from: OutputPath,
    /// The page that stands in for it.
    pub to: OutputPath,
    /// The language of the page that leads on.
    pub language: LanguageTag,
}

/// Every page's path below its folder of a language or pair, with the folders that have it.
#[must_use]
pub fn current(site: &Site) -> BTreeMap<String, BTreeSet<String>> {
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut add = |path: &OutputPath| {
        if let Some((folder, name)) = path.as_str().split_once('/') {
            pages.entry(name.to_owned()).or_default().insert(folder.to_owned());
        }
    };
    for tag in &site.languages {
        site.shared_pages(tag).iter().for_each(|page| add(&page.path(tag)));
        if site.outputs.has(Output::Data) {
            add(&route::dictionary(tag));
        }
    }
    searched(site).for_each(|tag| add(&route::search(tag)));
    for report in &site.reports {
        for tag in &report.languages {
            report.outline.pages.iter().for_each(|page| add(&route::in_report(tag, &report.id, page)));
        }
        for pair in site.pairs.iter().filter(|(a, b)| report.languages.contains(a) && report.languages.contains(b)) {
            report.outline.parallel.iter().for_each(|page| add(&route::in_parallel(pair, &report.id, page)));
        }
    }
    pages
}

/// The pages of a language beside its reports: its home and, once it has two reports, what more than one report could name.
pub(super) fn shared_pages(site: &Site, tag: &LanguageTag) -> Vec<SharedPage> {
    let mut pages = vec![SharedPage::Home];
    if site.reports.iter().filter(|report| report.languages.contains(tag)).nth(1).is_none() || !site.outputs.has(Output::Shared) {
        return pages;
    }
    pages.extend(named(site, tag).iter().filter_map(Page::shared));
    pages
}

/// The pages of what the reports of a language name, registry by registry: States, entities, instruments and themes.
#[must_use]
pub fn named(site: &Site, tag: &LanguageTag) -> Vec<Page> {
    let reports = site.reports.iter().filter(|report| report.languages.contains(tag));
    let has: BTreeSet<&str> = reports.flat_map(|report| report.outline.pages.iter().map(String::as_str)).collect();
    let registries = &site.registries;
    let states = registries.states.keys().cloned().map(Page::State);
    let entities = registries.entities.keys().cloned().map(Page::Entity);
    let instruments = registries.instruments.keys().cloned().map(Page::Instrument);
    let themes = registries.themes.keys().cloned().map(Page::Theme);
    states.chain(entities).chain(instruments).chain(themes).filter(|page| has.contains(page.name().as_str())).collect()
}

/// The languages that have a search page.
pub fn searched(site: &Site) -> impl Iterator<Item = &LanguageTag> {
    site.languages.iter().filter(|tag| site.searches(tag))
}

/// Every page that is no more, with its stand-in.
pub(super) fn link(site: &Site, diagnostics: &mut Diagnostics) -> Vec<Moved> {
    // A site without a past is not asked for its pages.
    let pages = OnceCell::new();
    let pages = || pages.get_or_init(|| current(site));
    let exists = |folder: &str, name: &str| pages().get(name).is_some_and(|folders| folders.contains(folder));
    let mut moved: BTreeMap<String, Moved> = BTreeMap::new();
    for (report, tag) in site.reports.iter().flat_map(|report| report.languages.iter().map(move |tag| (report, tag))) {
        for (from, to) in &report.outline.moved {
            let [from, to] = [from, to].map(|page| route::in_report(tag, &report.id, page));
            moved.insert(from.as_str().to_owned(), Moved { from, to, language: tag.clone() });
        }
    }
    let registries = &site.registries;
    let all = [
        retired(&registries.entities, |record| &record.aliases, Page::Entity, SharedPage::Entity, diagnostics),
        retired(&registries.instruments, |record| &record.aliases, Page::Instrument, SharedPage::Instrument, diagnostics),
        retired(&registries.themes, |record| &record.aliases, Page::Theme, SharedPage::Theme, diagnostics),
    ];
    for (own, shared) in all.into_iter().flatten() {
        for (tag, report) in site.reports.iter().flat_map(|report| report.languages.iter().map(move |tag| (tag, &report.id))) {
            let [from, to] = [&own.0, &own.1].map(|page| page.path(tag, report));
            moved.insert(from.as_str().to_owned(), Moved { from, to, language: tag.clone() });
        }
        for tag in &site.languages {
            let [from, to] = [&shared.0, &shared.1].map(|page| page.path(tag));
            moved.insert(from.as_str().to_owned(), Moved { from, to, language: tag.clone() });
        }
    }
    // What a report or language has nothing of it has no page of either.
    moved.retain(|_, moved| moved.to.as_str().split_once('/').is_some_and(|(folder, name)| exists(folder, name)));
    for (name, record) in &site.addresses {
        for folder in &record.folders {
            let from = format!("{folder}/{}", name.value);
            if exists(folder, &name.value) || moved.contains_key(&from) {
                continue;
            }
            // Where a pair is no longer shown side by side, its first language has the same page with the same fragments.
            let is_first = |tag: &&LanguageTag| folder.strip_prefix(tag.as_str()).is_some_and(|rest| rest.starts_with('-'));
            let first = site.languages.iter().find(is_first).filter(|tag| record.to.is_none() && exists(tag.as_str(), &name.value));
            if let Some(first) = first {
                let to = OutputPath::new(format!("{first}/{}", name.value));
                moved.insert(from.clone(), Moved { from: OutputPath::new(from), to, language: first.clone() });
                continue;
            }
            let stand_in = match &record.to {
                Some(to) if exists(folder, to) => format!("{folder}/{}", to.value),
                Some(to) => {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::LostAddress,
                            to.span,
                            format!("`{}` leads to `{}`, which `{folder}/` does not have", name.value, to.value),
                        )
                        .nearest(
                            to,
                            pages().keys().map(String::as_str),
                            "name a page of the site, without the folder of its language",
                        ),
                    );
                    nearest_left(folder, &name.value, &exists)
                }
                None => {
                    diagnostics.push(
                        Diagnostic::new(Code::LostAddress, name.span, format!("the page `{from}` existed once and is gone")).nearest(
                            &name.value,
                            pages().keys().map(String::as_str).filter(|page| *page != name.value),
                            "add `to:` and the page that stands in for it",
                        ),
                    );
                    nearest_left(folder, &name.value, &exists)
                }
            };
            let language = language_of(site, folder);
            let (Some(language), false) = (language, stand_in == from) else { continue };
            moved.insert(from.clone(), Moved { from: OutputPath::new(from), to: OutputPath::new(stand_in), language });
        }
    }
    moved.into_values().collect()
}

/// The pages of the ids that a report's measures had before, by their paths within the report's folder, each with the measure's own.
pub(super) fn retired_measures(report: &Report, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let (mut seen, mut moved) = (BTreeSet::new(), Vec::new());
    for (measure, alias) in report.measures.iter().flat_map(|measure| measure.record.aliases.iter().map(move |alias| (measure, alias))) {
        if report.measure(alias.as_str()).is_some() || !seen.insert(&alias.value) {
            diagnostics.push(names_another(alias.as_str(), alias.span));
            continue;
        }
        moved.push((Page::Measure(alias.value.clone()).name(), Page::Measure(measure.id.clone()).name()));
    }
    moved
}

/// A page that is no more, and the one that took its place.
type Pair<P> = (P, P);

/// The pages of the retired ids of a registry, in a report and beside the reports.
fn retired<I: Ord + Clone + std::fmt::Display, R>(
    registry: &BTreeMap<I, R>,
    aliases: impl Fn(&R) -> &[Spanned<I>],
    own: impl Fn(I) -> Page,
    shared: impl Fn(I) -> SharedPage,
    diagnostics: &mut Diagnostics,
) -> Vec<(Pair<Page>, Pair<SharedPage>)> {
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    for (id, alias) in registry.iter().flat_map(|(id, record)| aliases(record).iter().map(move |alias| (id, alias))) {
        if registry.contains_key(&alias.value) || !seen.insert(&alias.value) {
            diagnostics.push(names_another(&alias.value.to_string(), alias.span));
            continue;
        }
        let of = |id: &I| (own(id.clone()), shared(id.clone()));
        let ((own_from, shared_from), (own_to, shared_to)) = (of(&alias.value), of(id));
        pages.push(((own_from, own_to), (shared_from, shared_to)));
    }
    pages
}

/// The fault of an id that was retired and is used for something else.
fn names_another(id: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, span, format!("the retired id `{id}` is used again"))
        .hint("a retired id leads to one record, and is never used again")
}

/// The nearest index above a page that is gone, or the site's first page.
fn nearest_left(folder: &str, name: &str, exists: &dyn Fn(&str, &str) -> bool) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    while parts.pop().is_some() {
        let index = parts.iter().copied().chain(["index.html"]).collect::<Vec<_>>().join("/");
        if index != name && exists(folder, &index) {
            return format!("{folder}/{index}");
        }
    }
    route::chooser().as_str().to_owned()
}

/// The language that speaks in a folder: its own, or the first of a pair; the site's first for a folder that is no more.
fn language_of(site: &Site, folder: &str) -> Option<LanguageTag> {
    let first = site.pairs.iter().find(|(a, b)| format!("{a}-{b}") == folder).map(|(a, _)| a);
    site.languages.iter().find(|tag| tag.as_str() == folder).or(first).or(site.languages.first()).cloned()
}
