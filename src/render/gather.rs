//! What stands beside the reports and says what each of them holds: gathered from each while it is open, so that it can be closed again.

use super::hand::Hand;
use super::run::Entry;
use super::view::Builder;
use super::view::shared::ReportLine;
use super::{Job, Renderer, Taker, data, exchange, search};
use crate::Error;
use crate::link::reads::{Reads, noted};
use crate::link::route::{self, SharedPage};
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, ReportId};
use crate::render::template::Languages;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What the reports hold, as far as something beside them is to be made of it.
pub(super) struct Gathered<'a> {
    taker: Taker<'a>,
    has_copies: bool,
    search: BTreeMap<LanguageTag, Slot<search::Gathering<'a>>>,
    data: BTreeMap<&'static str, Slot<data::Gathering<'a>>>,
    /// What the reports say of one thing, by language and page.
    lines: Option<Mutex<Lines>>,
}

/// The lines of a page of a language, by report.
type Lines = BTreeMap<(LanguageTag, SharedPage), BTreeMap<ReportId, ReportLine>>;

/// What one job is made of.
struct Slot<G> {
    gathering: G,
    noted: Mutex<Noted>,
}

/// Whose words were read for a job so far, and what was handed on already.
type Noted = (Reads, Vec<Entry>);

impl<G> Slot<G> {
    fn new(gathering: G) -> Self {
        Self { gathering, noted: Mutex::default() }
    }

    /// Notes what a report added.
    fn note(&self, reads: Reads, entries: Vec<Entry>) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.0 = noted.0.and(reads);
        noted.1.extend(entries);
    }

    /// The gathering, whose reads are noted, and whose entries go to `hand`.
    fn close(&self, hand: &mut Hand<'_>) -> &G {
        let (reads, entries) = std::mem::take(&mut *self.noted.lock().unwrap_or_else(PoisonError::into_inner));
        reads.note();
        hand.entries.extend(entries);
        &self.gathering
    }
}

/// What is gathered of one report by itself.
enum Task<'g, 'a> {
    Search(&'g LanguageTag, &'g Slot<search::Gathering<'a>>),
    Data(&'g Slot<data::Gathering<'a>>),
    Lines(&'g Mutex<Lines>),
}

impl<'a> Gathered<'a> {
    /// Begins to gather for some jobs; nothing, if none of them is made of what reports hold.
    pub(super) fn new<'j>(
        site: &Site,
        languages: &'a Languages,
        jobs: impl Iterator<Item = &'j Job<'j>>,
        taker: Taker<'a>,
    ) -> Result<Option<Self>, Error> {
        let has_copies = site.record.precompress;
        let mut gathered = Self { taker, has_copies, search: BTreeMap::new(), data: BTreeMap::new(), lines: None };
        for job in jobs {
            match job {
                Job::SearchIndex(tag) => {
                    let gathering = languages.get(*tag).and_then(|language| search::Gathering::new(site, language));
                    gathered.search.extend(gathering.map(|gathering| ((*tag).clone(), Slot::new(gathering))));
                }
                Job::Exchange(exchange::Piece::SiteData(kind)) => {
                    let gathering = data::Gathering::new(site, kind, &Hand::new(taker, None, has_copies))?;
                    gathered.data.insert(kind.name, Slot::new(gathering));
                }
                Job::Shared(_, page) if **page != SharedPage::Home => {
                    gathered.lines.get_or_insert_default();
                }
                _ => {}
            }
        }
        let is_empty = gathered.search.is_empty() && gathered.data.is_empty() && gathered.lines.is_none();
        Ok((!is_empty).then_some(gathered))
    }

    /// Begins to gather what all reports hold for everything.
    pub(super) fn all(site: &Site, languages: &'a Languages, taker: Taker<'a>) -> Result<Option<Self>, Error> {
        let search = site.languages.iter().filter(|tag| site.searches(tag)).map(Job::SearchIndex);
        let data = exchange::pieces(site).into_iter().map(Job::Exchange);
        let jobs: Vec<Job<'_>> = search.chain(data).collect();
        let mut gathered = Self::new(site, languages, jobs.iter(), taker)?;
        if let (Some(gathered), true) = (&mut gathered, site.shares()) {
            gathered.lines = Some(Mutex::default());
        }
        Ok(gathered)
    }

    /// Takes in a report, whose editions the renderer has, on every core that has nothing else to do.
    pub(super) fn add(&self, (index, report): (usize, &Report), renderer: &Renderer<'_>) -> Result<(), Error> {
        let search = self.search.iter().map(|(tag, slot)| Task::Search(tag, slot));
        let lines = self.lines.iter().map(Task::Lines);
        let tasks: Vec<Task<'_, '_>> = search.chain(lines).chain(self.data.values().map(Task::Data)).collect();
        tasks.into_par_iter().with_max_len(1).try_for_each(|task| match task {
            Task::Search(tag, slot) => {
                let Some(edition) = renderer.editions.get(index, tag) else { return Ok(()) };
                let mut hand = Hand::new(self.taker, None, self.has_copies);
                let (added, reads) = noted(|| slot.gathering.add(renderer.site, (index, edition), &mut hand));
                slot.note(reads, hand.entries);
                added
            }
            Task::Data(slot) => {
                let editions = renderer.editions_of(index);
                let (added, reads) = noted(|| slot.gathering.add(renderer.site, (index, report), &editions));
                slot.note(reads, Vec::new());
                added
            }
            Task::Lines(lines) => {
                let shared: Vec<SharedPage> = route::pages(report, renderer.site.outputs).iter().filter_map(route::Page::shared).collect();
                let own = renderer.editions.of(index).flat_map(|edition| {
                    let tag = &edition.language.tag;
                    let line = |page: &SharedPage| Builder::at(renderer.site, edition, page.path(tag), None).line(page);
                    shared.iter().filter_map(move |page| Some(((tag.clone(), page.clone()), line(page)?)))
                });
                let own: Vec<_> = own.collect();
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                for (page, line) in own {
                    lines.entry(page).or_default().insert(report.id.clone(), line);
                }
                Ok(())
            }
        })
    }
}

/// What was gathered, for whoever makes something of it.
pub(super) trait Told: Sync {
    /// Hands on the rest of the index of a language.
    fn search(&self, site: &Site, tag: &LanguageTag, hand: &mut Hand<'_>) -> Result<(), Error>;
    /// Ends the files with the records of a kind.
    fn data(&self, kind: &str, hand: &mut Hand<'_>) -> Result<(), Error>;
    /// What a report says on a page of a language; nothing, if it does not name the thing.
    fn line(&self, tag: &LanguageTag, page: &SharedPage, report: &ReportId) -> Option<ReportLine>;
}

impl Told for Gathered<'_> {
    fn search(&self, site: &Site, tag: &LanguageTag, hand: &mut Hand<'_>) -> Result<(), Error> {
        self.search.get(tag).map_or(Ok(()), |slot| slot.close(hand).finish(site, hand))
    }

    fn data(&self, kind: &str, hand: &mut Hand<'_>) -> Result<(), Error> {
        self.data.get(kind).map_or(Ok(()), |slot| slot.close(hand).finish(hand))
    }

    fn line(&self, tag: &LanguageTag, page: &SharedPage, report: &ReportId) -> Option<ReportLine> {
        let lines = self.lines.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(&(tag.clone(), page.clone()))?.get(report).cloned()
    }
}
