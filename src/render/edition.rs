//! One report in one language, with what all its pages share.

use super::data::WrittenMeasure;
use super::language::Language;
use super::names::Names;
use super::official;
use super::piece::Folders;
use super::template::Templates;
use super::view::ContentsItem;
use crate::link::reads::Once;
use crate::link::{Linked, Report, Site};
use crate::parse::facts::MeasureRecord;
use crate::parse::id::{LanguageTag, MeasureId, StateCode};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;

/// A report in one language.
pub struct Edition<'a> {
    /// The report.
    pub report: &'a Report,
    /// The language.
    pub language: &'a Language,
    /// The names as the report prints them in the language.
    pub names: Names,
    /// The sentence that tells of each measure, found when it is first asked for: a measure stands on the page of each of its States.
    excerpts: BTreeMap<&'a str, Once<Option<String>>>,
    /// What draws its pages.
    pub(super) templates: &'a Templates,
    /// What pages of one folder share.
    pub(super) folders: Folders,
    /// The official wording of each numbered paragraph, if the publisher holds it.
    official: BTreeMap<u32, Vec<String>>,
    /// The report's measures as they stand in the files of their States, with the first of its editions.
    pub(super) measures: Once<Vec<WrittenMeasure>>,
    /// The States of its pages, in the order of their names as they are written now.
    states: Once<Vec<StateCode>>,
    /// The place of each measure's theme among the themes, if it is a known one.
    theme_ranks: Once<Vec<Option<usize>>>,
    /// The table of contents without addresses, which every page has.
    contents: Once<Vec<ContentsItem>>,
}

impl<'a> Edition<'a> {
    /// Gathers what the report's pages in this language share.
    #[must_use]
    pub(super) fn new(site: &Site, report: &'a Report, language: &'a Language, names: &Names, templates: &'a Templates) -> Self {
        let excerpts = report.measures.iter().map(|measure| (measure.id.as_str(), Once::new())).collect();
        Self {
            report,
            language,
            names: names.of_report(site, report, language),
            excerpts,
            official: official::paragraphs(report, language),
            templates,
            folders: Folders::default(),
            measures: Once::new(),
            states: Once::new(),
            theme_ranks: Once::new(),
            contents: Once::new(),
        }
    }

    /// The sentence that tells of a measure, found by `find` the first time.
    pub(super) fn excerpt(&self, measure: &str, find: impl FnOnce() -> Option<String>) -> Option<String> {
        match self.excerpts.get(measure) {
            Some(excerpt) => excerpt.get_or_init(find).clone(),
            None => find(),
        }
    }

    /// The official wording of a numbered paragraph, block by block.
    pub(in crate::render) fn official(&self, number: Option<u32>) -> Option<&[String]> {
        self.official.get(&number?).map(Vec::as_slice)
    }

    /// The States that have pages, in the order of their names as they are written now.
    pub(super) fn states(&self) -> &[StateCode] {
        self.states.get_or_init(|| self.names.states_as_now(self.report.indexes.states.keys()).into_iter().cloned().collect())
    }

    /// The place of each measure's theme among the themes, if it is a known one.
    pub(super) fn theme_ranks(&self) -> &[Option<usize>] {
        self.theme_ranks.get_or_init(|| {
            let rank = |measure: &Linked<MeasureId, MeasureRecord>| Some(self.names.theme(measure.record.theme.value.as_str())?.rank);
            self.report.measures.iter().map(rank).collect()
        })
    }

    /// The table of contents without addresses, made by `make` the first time.
    pub(super) fn contents(&self, make: impl FnOnce() -> Vec<ContentsItem>) -> &[ContentsItem] {
        self.contents.get_or_init(make)
    }
}

/// The editions of some of a site's reports.
#[derive(Default)]
pub(super) struct Editions<'a>(BTreeMap<usize, BTreeMap<&'a LanguageTag, Edition<'a>>>);

impl<'a> Editions<'a> {
    /// A report in a language.
    pub(super) fn get(&self, report: usize, tag: &LanguageTag) -> Option<&Edition<'a>> {
        self.0.get(&report)?.get(tag)
    }

    /// A report in each of its languages.
    pub(super) fn of(&self, report: usize) -> impl Iterator<Item = &Edition<'a>> {
        self.0.get(&report).into_iter().flat_map(BTreeMap::values)
    }

    /// Takes them apart, on every core.
    pub(super) fn take_apart(self) {
        self.0.into_par_iter().for_each(drop);
    }

    /// The reports in a language, each with its index.
    pub(super) fn within(&self, tag: &LanguageTag) -> impl Iterator<Item = (usize, &Edition<'a>)> {
        self.0.iter().filter_map(move |(index, languages)| Some((*index, languages.get(tag)?)))
    }
}

impl<'a> FromIterator<(usize, &'a LanguageTag, Edition<'a>)> for Editions<'a> {
    fn from_iter<T: IntoIterator<Item = (usize, &'a LanguageTag, Edition<'a>)>>(editions: T) -> Self {
        let mut all = Self::default();
        for (report, tag, edition) in editions {
            all.0.entry(report).or_default().insert(tag, edition);
        }
        all
    }
}
