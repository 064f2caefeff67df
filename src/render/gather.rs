//! What stands beside the reports and says what each of them holds: gathered from each while it is open, so that it can be closed again.

use super::data::dictionary::Kind;
use super::hand::Hand;
use super::run::{Entry, Known};
use super::view::Builder;
use super::view::shared::ReportLine;
use super::{Job, Renderer, Taker, data, exchange, jobs_beside, search};
use crate::Error;
use crate::link::reads::{Reads, noted};
use crate::link::route::{self, SharedPage};
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, ReportId};
use crate::parse::site::Output;
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

/// What is wanted of all reports.
#[derive(Default)]
pub(super) struct Wanted<'s> {
    search: Vec<&'s LanguageTag>,
    data: Vec<&'static Kind>,
    lines: bool,
}

impl<'s> Wanted<'s> {
    /// What is not known of what stands beside the reports of a site that has been finished.
    pub(super) fn of(site: &'s Site, known: &Known<'_>) -> Self {
        let jobs = jobs_beside(site);
        let held = known.held_beside(site, jobs.len());
        Self::by(jobs.iter().zip(held).filter(|(_, held)| held.is_none()).map(|(job, _)| job))
    }

    /// What some jobs are made of.
    fn by<'j>(jobs: impl Iterator<Item = &'j Job<'s>>) -> Self
    where
        's: 'j,
    {
        let mut wanted = Self::default();
        for job in jobs {
            match job {
                Job::SearchIndex(tag) => wanted.search.push(tag),
                Job::Exchange(exchange::Piece::SiteData(kind)) => wanted.data.push(kind),
                Job::Shared(_, page) => wanted.lines |= **page != SharedPage::Home,
                _ => {}
            }
        }
        wanted
    }

    /// What all jobs of a site are made of, whose reports are not known yet.
    pub(super) fn all(site: &'s Site) -> Self {
        let search = site.languages.iter().filter(|tag| site.searches(tag)).collect();
        let data = if site.outputs.has(Output::Data) { data::KINDS.iter().collect() } else { Vec::new() };
        Self { search, data, lines: site.outputs.has(Output::Shared) }
    }
}

impl<'a> Gathered<'a> {
    /// Begins to gather what is wanted, if anything.
    pub(super) fn new(site: &Site, languages: &'a Languages, wanted: &Wanted<'_>, taker: Taker<'a>) -> Result<Option<Self>, Error> {
        let has_copies = site.record.precompress;
        let search = wanted.search.iter().filter_map(|&tag| {
            let gathering = search::Gathering::new(site, languages.get(tag)?)?;
            Some((tag.clone(), Slot::new(gathering)))
        });
        let data = wanted.data.iter().map(|&kind| {
            let gathering = data::Gathering::new(site, kind, &Hand::new(taker, None, has_copies))?;
            Ok((kind.name, Slot::new(gathering)))
        });
        let (search, data) = (search.collect::<BTreeMap<_, _>>(), data.collect::<Result<BTreeMap<_, _>, Error>>()?);
        let lines = wanted.lines.then(Mutex::default);
        let is_empty = search.is_empty() && data.is_empty() && lines.is_none();
        Ok((!is_empty).then_some(Self { taker, has_copies, search, data, lines }))
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
        let slot = self.search.get(tag);
        debug_assert!(slot.is_some(), "what is made is gathered");
        slot.map_or(Ok(()), |slot| slot.close(hand).finish(site, hand))
    }

    fn data(&self, kind: &str, hand: &mut Hand<'_>) -> Result<(), Error> {
        let slot = self.data.get(kind);
        debug_assert!(slot.is_some(), "what is made is gathered");
        slot.map_or(Ok(()), |slot| slot.close(hand).finish(hand))
    }

    fn line(&self, tag: &LanguageTag, page: &SharedPage, report: &ReportId) -> Option<ReportLine> {
        debug_assert!(self.lines.is_some(), "what is made is gathered");
        let lines = self.lines.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(&(tag.clone(), page.clone()))?.get(report).cloned()
    }
}
