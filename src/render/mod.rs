//! [`Site`] → [`Artifact`]s: every page and data file, as bytes.
//!
//! Rendering touches no disk and no clock. It streams: each artifact goes to the caller as it is made, on every core, and is dropped, so that a
//! site is never wholly in memory. The same site gives the same bytes, whatever the number of cores.

mod apart;
mod artifact;
pub mod book;
pub mod data;
mod edition;
pub(crate) mod exchange;
mod gather;
mod hand;
pub mod language;
mod memory;
mod mention;
mod mentioned;
mod message;
mod names;
mod official;
mod offline;
mod page;
mod piece;
mod precompress;
mod prose;
mod run;
pub mod search;
mod spent;
mod stream;
mod template;
pub mod view;

pub use artifact::{Artifact, are_same, hexadecimal, sha256, sha256_bytes};
pub use hand::{Grower, Growing};
pub use memory::Memory;
pub use message::InterfaceStrings;
pub use run::{Entry, Known, KnownReport, Made, Part, Parts, Paths};
pub use spent::{Clock, Spent, Work};
pub use stream::render_streamed;

use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::reads::{Reads, noted};
use crate::link::route::{self, Page, SharedPage};
use crate::link::{Asset, Report, Site};
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::site::Output;
use crate::path::{FileId, OutputPath};
use crate::source::Sources;
use edition::{Edition, Editions};
use gather::{Gathered, Told, Wanted};
use hand::{Hand, entry};
use memory::Setup;
use names::Names;
use rayon::iter::{IntoParallelRefIterator, ParallelBridge, ParallelIterator};
use run::{Ended, Run};
use std::collections::BTreeMap;
use std::sync::Arc;
use template::{Laid, Languages, Templates};

/// Takes artifacts as they are made, some at a time, from several threads.
pub type Sink<'a> = &'a (dyn Fn(Vec<Artifact>) -> Result<(), Error> + Sync);

/// Whoever takes what is rendered.
#[derive(Clone, Copy)]
pub struct Taker<'a> {
    /// Takes what is made.
    pub sink: Sink<'a>,
    /// Told when a report has a fault by which the site is not published, before anything is made of it: what is made from then on is only looked at.
    pub given_up: &'a (dyn Fn() + Sync),
    /// Keeps files that grow; where there is none, they come whole, with the others.
    pub grower: Option<&'a dyn Grower>,
    /// Told of each report once all that is made of it has gone there.
    pub ended: &'a (dyn Fn(&Report) + Sync),
    /// Makes ready what the sink needs, before the first of it.
    pub ahead: &'a (dyn Fn() + Sync),
    /// Where it is noted how long it takes to link reports.
    pub spent: &'a Spent<'a>,
}

impl<'a> Taker<'a> {
    /// One that only takes whole artifacts.
    fn of(sink: Sink<'a>, spent: &'a Spent<'a>) -> Self {
        Self { sink, given_up: &|| {}, grower: None, ended: &|_| {}, ahead: &|| {}, spent }
    }
}

/// The files of the interface strings of the site's languages.
#[must_use]
pub fn message_files(site: &Site) -> Vec<(LanguageTag, FileId)> {
    site.languages.iter().filter_map(|tag| Some((tag.clone(), *site.theme.messages.get(tag)?))).collect()
}

/// Whoever waits for what is rendered.
pub trait Reader: Sync {
    /// Whether somebody looks at this page, so that it is made before all others.
    fn awaits(&self, page: &OutputPath) -> bool;
    /// Told once all awaited pages stand, and again once every page and what pages load stands, before search, data and formats are made.
    fn readable(&self);
    /// Whether nobody wants the rest any more.
    fn has_left(&self) -> bool;
}

/// Nobody looks at a page before all are made.
impl Reader for () {
    fn awaits(&self, _: &OutputPath) -> bool {
        false
    }
    fn readable(&self) {}
    fn has_left(&self) -> bool {
        false
    }
}

/// Renders a whole site, all of whose reports are open, into `sink`.
///
/// # Errors
/// What the sink returns. Faults in templates and messages are diagnostics.
pub fn render(site: &Site, sources: &Sources, diagnostics: &mut Diagnostics, sink: Sink<'_>) -> Result<(), Error> {
    let (spent, known) = (Spent::default(), Known::nothing());
    let taker = Taker::of(sink, &spent);
    let setup = Setup::new(site, sources, None, false);
    let languages = Arc::clone(&setup.languages);
    let Some(drawing) = Drawing::new(site, setup, diagnostics) else { return Ok(()) };
    // What stands beside the reports is gathered while they are made, so that no core waits for the one that does it.
    let gathered = Gathered::new(site, &languages, &Wanted::of(site, &known), taker)?;
    let gathered = gathered.as_ref();
    let made = |index: usize| {
        let (report, mut faults) = (&*site.reports[index], Diagnostics::default());
        let earlier = |earlier: usize| &*site.reports[earlier];
        let (parts, _) = apart::parts(&drawing, (index, report), earlier, (&known, gathered), taker, &mut faults)?;
        Ok::<_, Error>((parts, faults))
    };
    let mut done = BTreeMap::new();
    for (index, made) in one_by_one(site.reports.len(), made).into_iter().enumerate() {
        let (parts, faults): (Parts, Diagnostics) = made?;
        diagnostics.extend(faults);
        done.insert(index, parts);
    }
    let told = gathered.map(|gathered| gathered as &dyn Told);
    drawing.run((known, done), told, (&(), None), taker, diagnostics).map(drop)
}

/// What comes of each of so many, in their order, on every core.
///
/// They are handed out one by one: what a core has been given as a run, no other would take from it at the end. And in their order: what takes longest is begun
/// first, and what is gathered of a report waits for the reports before it.
fn one_by_one<T: Send>(count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut all: Vec<(usize, T)> = (0..count).par_bridge().map(|index| (index, of(index))).collect();
    all.sort_unstable_by_key(|(index, _)| *index);
    all.into_iter().map(|(_, one)| one).collect()
}

/// Renders the whole site as [`render`] does, and takes from `memory` whatever it made before from the same words, facts and looks.
///
/// Whether it was made to its end: it is not once `reader` has left.
///
/// # Errors
/// What the sink returns.
pub fn render_again(
    site: &Site,
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
    sink: Sink<'_>,
    reader: &dyn Reader,
) -> Result<bool, Error> {
    let setup = memory.setup(site, sources);
    let Some(drawing) = Drawing::new(site, setup, diagnostics) else { return Ok(true) };
    let keep = |entry: &Entry| match &entry.bytes {
        Some(bytes) => sink(vec![Artifact { path: entry.path.clone(), bytes: bytes.clone() }]),
        None => Ok(()),
    };
    let known = Known { reports: memory.known(site, &drawing.templates), keep: &keep, ..Known::nothing() };
    let remembering = (reader, Some(&*memory));
    let spent = Spent::default();
    let taker = Taker::of(sink, &spent);
    let Some(made) = drawing.run((known, BTreeMap::new()), None, remembering, taker, diagnostics)? else { return Ok(false) };
    memory.finish(site, &drawing.templates, made);
    Ok(true)
}

/// A site with what it is drawn with.
struct Drawing<'a> {
    site: &'a Site,
    languages: Languages,
    templates: Arc<Templates>,
    names: Arc<CurrentNames>,
}

/// The names as they are written now, by language.
type CurrentNames = BTreeMap<LanguageTag, Names>;

fn current_names(site: &Site, languages: &Languages) -> Arc<CurrentNames> {
    Arc::new(languages.par_iter().map(|(tag, language)| (tag.clone(), Names::current(site, language))).collect())
}

impl<'a> Drawing<'a> {
    /// None, after a report, if the theme cannot be used.
    fn new(site: &'a Site, setup: Setup, diagnostics: &mut Diagnostics) -> Option<Self> {
        setup.report(diagnostics);
        let names = current_names(site, &setup.languages);
        Self::with(site, &setup, &names)
    }

    /// None, if the theme cannot be used.
    fn with(site: &'a Site, Setup { languages, templates, .. }: &Setup, names: &Arc<CurrentNames>) -> Option<Self> {
        let templates = Arc::clone(templates.as_ref()?);
        Some(Self { site, languages: Arc::clone(languages), templates, names: Arc::clone(names) })
    }

    /// What draws pages of some of the site's reports.
    fn renderer<'r>(
        &'r self,
        reports: impl Iterator<Item = (usize, &'r Report)>,
        gathered: Option<&'r (dyn Told + 'r)>,
        is_wanted: IsWanted<'r>,
    ) -> Renderer<'r> {
        let editions = reports.flat_map(|(index, report)| report.languages.iter().map(move |tag| (index, report, tag)));
        let editions = editions.filter_map(|(index, report, tag)| {
            let (language, names) = (self.languages.get(tag)?, self.names.get(tag)?);
            Some((index, tag, Edition::new(self.site, report, language, names, &self.templates)))
        });
        let (editions, reads) = noted(|| editions.collect());
        debug_assert!(reads.is_empty(), "no words are read before the first job, or none would be told of them");
        Renderer {
            site: self.site,
            templates: &self.templates,
            editions: Arc::new(editions),
            languages: Arc::clone(&self.languages),
            gathered,
            is_wanted,
            shows_all: false,
        }
    }

    /// Makes all but the reports that are known or done; what was `gathered` of the reports is not asked of them again.
    fn run(
        &self,
        (known, done): (Known<'_>, BTreeMap<usize, Parts>),
        gathered: Option<&dyn Told>,
        (reader, memory): (&dyn Reader, Option<&Memory>),
        taker: Taker<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Made>, Error> {
        let is_wanted = || !reader.has_left();
        let renderer = self.renderer(self.site.reports.iter().map(AsRef::as_ref).enumerate(), gathered, &is_wanted);
        let made = Run { renderer: &renderer, known, done, reader, taker }.through(memory, diagnostics);
        if let Some(editions) = Arc::into_inner(renderer.editions) {
            editions.take_apart();
        }
        made
    }

    /// Is done with the templates: to take them apart takes its time, and nobody waits for it.
    fn leave(self) {
        let templates = self.templates;
        rayon::spawn(move || drop(templates));
    }
}

/// Everything that making one artifact may look into.
struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    languages: Languages,
    editions: Arc<Editions<'a>>,
    /// What was gathered of the reports, where they are closed.
    gathered: Option<&'a (dyn Told + 'a)>,
    /// Told by whoever waits: what takes long over all reports stops on the way once nobody wants it, and is then made of no use.
    is_wanted: IsWanted<'a>,
    /// Whether templates see all that they could, and not only what they mention, so that a fault tells the right names.
    shows_all: bool,
}

/// Whether what is made is still wanted.
type IsWanted<'a> = &'a (dyn Fn() -> bool + Sync);

/// An artifact, which may be a page that is not yet drawn.
struct Draft {
    path: OutputPath,
    page: Laid,
}

impl From<Artifact> for Draft {
    fn from(Artifact { path, bytes }: Artifact) -> Self {
        Self { path, page: Laid::Drawn(bytes) }
    }
}

/// One or more artifacts that are made together.
enum Job<'a> {
    Chooser,
    Shared(&'a LanguageTag, &'a SharedPage),
    Search(&'a LanguageTag),
    SearchIndex(&'a LanguageTag),
    App(&'a LanguageTag),
    Report(usize, &'a LanguageTag, Page),
    Parallel(usize, &'a (LanguageTag, LanguageTag), Page),
    Data(usize, &'static data::dictionary::Kind),
    Exchange(exchange::Piece<'a>),
    StateData(usize, &'a StateCode),
    Asset(&'a Asset),
}

impl Job<'_> {
    /// Whether a reader sees what the job makes without asking for it: a page, or what pages load.
    fn is_read(&self) -> bool {
        matches!(self, Self::Chooser | Self::Shared(..) | Self::Report(..) | Self::Parallel(..) | Self::Asset(_))
    }

    /// Whether the job tells what has changed since the report before it.
    fn tells_changes(&self) -> bool {
        matches!(self, Self::Report(_, _, Page::Changes))
    }

    /// The jobs that look into every word of every report are begun first, for none takes longer; then the longest file of data.
    fn turn(&self) -> usize {
        match self {
            Self::SearchIndex(_) => 0,
            Self::Exchange(exchange::Piece::SiteData(kind)) if kind.is_longest() => 1,
            _ => 2,
        }
    }
}

/// The jobs of a site that are no single report's.
fn jobs_beside(site: &Site) -> Vec<Job<'_>> {
    let mut jobs = vec![Job::Chooser];
    jobs.extend(exchange::pieces(site).into_iter().map(Job::Exchange));
    jobs.extend(site.assets.values().map(Job::Asset));
    for tag in &site.languages {
        jobs.push(Job::App(tag));
        if site.searches(tag) {
            jobs.extend([Job::SearchIndex(tag), Job::Search(tag)]);
        }
        jobs.extend(site.shared_pages(tag).iter().map(|page| Job::Shared(tag, page)));
    }
    jobs
}

/// The jobs of one report.
fn report_jobs<'a>(site: &'a Site, index: usize, report: &'a Report) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'_>> = exchange::report_pieces(index, report, site.outputs).into_iter().map(Job::Exchange).collect();
    for tag in &report.languages {
        jobs.extend(route::pages(report, site.outputs).into_iter().map(|page| Job::Report(index, tag, page)));
    }
    for pair in site.pairs.iter().filter(|(a, b)| report.languages.contains(a) && report.languages.contains(b)) {
        jobs.extend(route::parallel_pages(report).into_iter().map(|page| Job::Parallel(index, pair, page)));
    }
    if site.outputs.has(Output::Data) {
        jobs.extend(data::KINDS.iter().map(|kind| Job::Data(index, kind)));
        jobs.extend(report.indexes.states.keys().map(|code| Job::StateData(index, code)));
    }
    jobs
}

impl<'a> Renderer<'a> {
    /// All jobs of the site, those that are no single report's first, but for those of reports that are not wanted.
    fn jobs(&self, wanted: &dyn Fn(usize) -> bool) -> Vec<(Option<usize>, Vec<Job<'a>>)> {
        let reports = self.site.reports.iter().enumerate().filter(|(index, _)| wanted(*index));
        let reports = reports.map(|(index, report)| (Some(index), report_jobs(self.site, index, report)));
        [(None, jobs_beside(self.site))].into_iter().chain(reports).collect()
    }

    /// What a job makes that is too long, or of too many files, to be held whole: it is handed on while it is made.
    fn hand_on(&self, job: &Job<'_>, hand: &mut Hand<'_>) -> Result<(), Error> {
        let site = self.site;
        match job {
            Job::SearchIndex(tag) => {
                if let Some(gathered) = self.gathered {
                    return gathered.search(site, tag, hand);
                }
                let gathering = self.languages.get(*tag).and_then(|language| search::Gathering::new(site, language));
                let Some(gathering) = gathering else { return Ok(()) };
                for (index, edition) in self.editions.within(tag).take_while(|_| (self.is_wanted)()) {
                    gathering.add(site, (index, edition), hand)?;
                }
                if (self.is_wanted)() { gathering.finish(site, hand) } else { Ok(()) }
            }
            Job::Exchange(exchange::Piece::SiteData(kind)) => {
                if let Some(gathered) = self.gathered {
                    return gathered.data(kind.name, hand);
                }
                let gathering = data::Gathering::new(site, kind, hand)?;
                for (index, report) in site.reports.iter().enumerate().take_while(|_| (self.is_wanted)()) {
                    gathering.add(site, (index, report), &self.editions_of(index))?;
                }
                gathering.finish(hand)
            }
            Job::Exchange(exchange::Piece::Package) => exchange::package::hand_on(site, &self.languages, hand),
            _ => Ok(()),
        }
    }

    /// Makes the artifacts of some jobs and hands them on; what each job came to.
    ///
    /// All are made ready before the first is drawn, drawn before the first is hashed, and hashed before the first is handed on, so that what one
    /// step needs of the program is near the processor for all of them.
    fn make<'j>(
        &self,
        jobs: impl Iterator<Item = &'j Job<'j>> + Clone,
        memory: Option<&Memory>,
        taker: Taker<'_>,
    ) -> Result<Vec<Ended>, Error> {
        // Templates see views alone, so whoever draws reads no words.
        let laid: Vec<_> = jobs.clone().map(|job| noted(|| self.drafts(job))).collect();
        let drawn = laid
            .into_iter()
            .map(|(drafts, reads)| drafts.and_then(|drafts| Ok((self.artifacts_with_copies(drafts)?, reads))))
            .zip(jobs.clone());
        let drawn: Vec<_> = drawn.map(|(drawn, job)| drawn.or_else(|_| self.told(job))).collect();
        let mut all = Vec::with_capacity(drawn.len());
        let mut listed = |artifact: Artifact| {
            let (artifact, entry) = entry(memory, artifact);
            all.push(artifact);
            entry
        };
        let mut part =
            |(artifacts, reads): (Vec<Artifact>, Reads)| Part { reads, entries: artifacts.into_iter().map(&mut listed).collect() };
        let mut made: Vec<Ended> = drawn.into_iter().map(|drawn| drawn.map(&mut part)).collect();
        (taker.sink)(all)?;
        for (part, job) in made.iter_mut().zip(jobs) {
            let Ok(part) = part else { continue };
            let mut hand = Hand::new(taker, memory, self.site.record.precompress);
            let (done, reads) = noted(|| self.hand_on(job, &mut hand));
            done?;
            part.reads = part.reads.and(reads);
            part.entries.append(&mut hand.entries);
        }
        Ok(made)
    }

    /// Makes once more what could not be made, so that its fault is told beside all that its template could have shown.
    fn told(&self, job: &Job<'_>) -> Result<(Vec<Artifact>, Reads), Box<Diagnostic>> {
        let Self { site, templates, gathered, is_wanted, .. } = *self;
        let (languages, editions) = (Arc::clone(&self.languages), Arc::clone(&self.editions));
        let telling = Renderer { site, templates, languages, editions, gathered, is_wanted, shows_all: true };
        let (drafts, reads) = noted(|| telling.drafts(job));
        Ok((telling.artifacts_with_copies(drafts?)?, reads))
    }

    /// Draws the artifacts of a job, each with what a host sends instead to whoever takes it compressed, if the site makes that.
    fn artifacts_with_copies(&self, drafts: Vec<Draft>) -> Result<Vec<Artifact>, Box<Diagnostic>> {
        let drawn = drafts.into_iter().map(|Draft { path, page }| Ok(Artifact { path, bytes: self.templates.draw(page)? }));
        let mut artifacts = drawn.collect::<Result<Vec<Artifact>, Box<Diagnostic>>>()?;
        if self.site.record.precompress {
            let copies: Vec<Artifact> = artifacts.iter().flat_map(precompress::copies).collect();
            artifacts.extend(copies);
        }
        Ok(artifacts)
    }

    /// The page that a job makes, if it makes one.
    fn page(&self, job: &Job<'_>) -> Option<OutputPath> {
        match job {
            Job::Chooser => Some(route::chooser()),
            Job::Shared(tag, page) => Some(page.path(tag)),
            Job::Report(report, tag, page) => Some(page.path(tag, &self.report(*report).id)),
            Job::Parallel(report, pair, page) => Some(route::parallel(pair, &self.report(*report).id, page)),
            _ => None,
        }
    }

    /// What a job makes, its pages not yet drawn.
    fn drafts(&self, job: &Job<'_>) -> Result<Vec<Draft>, Box<Diagnostic>> {
        let one = |path: OutputPath, page: Laid| vec![Draft { path, page }];
        let made = |artifacts: Vec<Artifact>| artifacts.into_iter().map(Draft::from).collect();
        match job {
            Job::Chooser => Ok(one(route::chooser(), self.chooser()?)),
            Job::Asset(asset) => Ok(one(asset.path.clone(), Laid::Drawn(asset.bytes.clone()))),
            Job::Shared(tag, page) => Ok(one(page.path(tag), self.shared_page(tag, &self.editions_in(tag), page)?)),
            Job::Search(tag) => Ok(one(route::search(tag), self.search_page(tag, &self.editions_in(tag))?)),
            Job::App(tag) => Ok(vec![Draft::from(self.app(tag))]),
            // It is handed on as it is made.
            Job::SearchIndex(_) => Ok(Vec::new()),
            Job::Report(report, tag, page) => {
                let Some(edition) = self.editions.get(*report, tag) else { return Ok(Vec::new()) };
                let texts = self.section_texts(edition, page);
                Ok(one(page.path(tag, &edition.report.id), self.report_page(edition, page)?)
                    .into_iter()
                    .chain(texts.map(Draft::from))
                    .collect())
            }
            Job::Parallel(report, pair, page) => {
                let (first, second) = (self.editions.get(*report, &pair.0), self.editions.get(*report, &pair.1));
                let Some((first, second)) = first.zip(second) else { return Ok(Vec::new()) };
                Ok(one(route::parallel(pair, &first.report.id, page), self.parallel_page([first, second], page)?))
            }
            Job::Exchange(piece) => self.exchange(*piece).map(made),
            Job::Data(report, name) => Ok(made(data::artifacts(self.site, self.report(*report), &self.editions_of(*report), name))),
            Job::StateData(report, code) => {
                Ok(made(data::state_artifacts(self.site, self.report(*report), &self.editions_of(*report), code)))
            }
        }
    }

    /// A report: the one that is drawn, where the site has it closed.
    fn report(&self, index: usize) -> &Report {
        self.editions.of(index).next().map_or(&*self.site.reports[index], |edition| edition.report)
    }

    /// A report in each of its languages.
    fn editions_of(&self, report: usize) -> Vec<&Edition<'a>> {
        self.editions.of(report).collect()
    }

    fn editions_in(&self, tag: &LanguageTag) -> Vec<&Edition<'_>> {
        self.editions.within(tag).map(|(_, edition)| edition).collect()
    }
}
