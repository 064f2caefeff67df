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
mod stream;
mod template;
pub mod view;

pub use artifact::{Artifact, are_same, hexadecimal, sha256, sha256_bytes};
pub use memory::Memory;
pub use message::InterfaceStrings;
pub use run::{Entry, Known, KnownReport, Made, Part, Parts, Paths};
pub use stream::render_streamed;

use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::reads::{Reads, noted};
use crate::link::route::{self, Page, SharedPage};
use crate::link::{Asset, Report, Site, address};
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::site::Output;
use crate::path::{FileId, OutputPath};
use crate::source::Sources;
use edition::{Edition, Editions};
use memory::Setup;
use names::Names;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
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
    /// Told of each report once all that is made of it has gone there.
    pub ended: &'a (dyn Fn(&Report) + Sync),
    /// Makes ready what the sink needs, before the first of it.
    pub ahead: &'a (dyn Fn() + Sync),
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

/// Renders the whole site into `sink`.
///
/// # Errors
/// What the sink returns. Faults in templates and messages are diagnostics.
pub fn render(site: &Site, sources: &Sources, diagnostics: &mut Diagnostics, sink: Sink<'_>) -> Result<(), Error> {
    render_beside(site, sources, &Known::nothing(), diagnostics, Taker { sink, ended: &|_| {}, ahead: &|| {} }).map(drop)
}

/// Renders the site as [`render`] does, apart from what is known; tells all that the site then has.
///
/// # Errors
/// What the sink or `known` returns.
pub fn render_beside(
    site: &Site,
    sources: &Sources,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
    Taker { sink, ended, ahead }: Taker<'_>,
) -> Result<Made, Error> {
    let (setup, ()) = rayon::join(|| Setup::new(site, sources, None, false), ahead);
    let Some(drawing) = Drawing::new(site, setup, diagnostics) else { return Ok(Made::default()) };
    let new = |index: usize| {
        let (report, mut faults) = (&*site.reports[index], Diagnostics::default());
        let earlier = report.previous.map(|earlier| (earlier, &*site.reports[earlier]));
        let (parts, has_failed) = apart::parts(&drawing, (index, report), earlier, known, sink, &mut faults)?;
        ended(report);
        Ok((index, parts, has_failed, faults))
    };
    // Handed out one by one: what a core has been given as a run, no other would take from it at the end.
    let reports = (0..site.reports.len()).into_par_iter().with_max_len(1).filter(|&index| known.same(index).is_none());
    let (mut done, mut failed) = (BTreeMap::new(), Vec::new());
    for made in reports.map(new).collect::<Vec<Result<_, Error>>>() {
        let (index, parts, has_failed, faults) = made?;
        diagnostics.extend(faults);
        done.insert(index, parts);
        failed.extend(has_failed.then_some(index));
    }
    let mut made = drawing.run((known.clone(), done), &(), sink, None, diagnostics)?.unwrap_or_default();
    made.reports.retain(|report, _| !failed.contains(report));
    Ok(made)
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
    let Some(made) = drawing.run((known, BTreeMap::new()), reader, sink, Some(memory), diagnostics)? else { return Ok(false) };
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
    fn renderer<'r>(&'r self, reports: impl Iterator<Item = (usize, &'r Report)>, is_wanted: IsWanted<'r>) -> Renderer<'r> {
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
            is_wanted,
            shows_all: false,
        }
    }

    /// Makes all but the reports that are known or done.
    fn run(
        &self,
        (known, done): (Known<'_>, BTreeMap<usize, Parts>),
        reader: &dyn Reader,
        sink: Sink<'_>,
        memory: Option<&Memory>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<Made>, Error> {
        let is_wanted = || !reader.has_left();
        let renderer = self.renderer(self.site.reports.iter().map(AsRef::as_ref).enumerate(), &is_wanted);
        let made = Run { renderer: &renderer, known, done, reader, sink }.through(memory, diagnostics);
        if let Some(editions) = Arc::into_inner(renderer.editions) {
            editions.take_apart();
        }
        made
    }
}

/// Everything that making one artifact may look into.
struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    languages: Languages,
    editions: Arc<Editions<'a>>,
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
    Shared(&'a LanguageTag, SharedPage),
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

    /// The jobs that look into every word of every report are begun first, for none takes longer; then the longest file of data.
    fn turn(&self) -> usize {
        match self {
            Self::SearchIndex(_) => 0,
            Self::Exchange(exchange::Piece::SiteData(kind)) if kind.is_longest() => 1,
            _ => 2,
        }
    }
}

impl<'a> Renderer<'a> {
    /// All jobs of the site, those that are no single report's first, but for those of reports that are not wanted.
    fn jobs(&self, wanted: &dyn Fn(usize) -> bool) -> Vec<(Option<usize>, Vec<Job<'a>>)> {
        let reports = self.site.reports.iter().enumerate().filter(|(index, _)| wanted(*index));
        let reports = reports.map(|(index, report)| (Some(index), self.report_jobs(index, report)));
        [(None, self.jobs_beside())].into_iter().chain(reports).collect()
    }

    /// The jobs that are no single report's.
    fn jobs_beside(&self) -> Vec<Job<'a>> {
        let site = self.site;
        let mut jobs = vec![Job::Chooser];
        jobs.extend(exchange::pieces(site).into_iter().map(Job::Exchange));
        jobs.extend(site.assets.values().map(Job::Asset));
        for tag in &site.languages {
            jobs.push(Job::App(tag));
            if site.searches(tag) {
                jobs.extend([Job::SearchIndex(tag), Job::Search(tag)]);
            }
            jobs.extend(address::shared_pages(site, tag).into_iter().map(|page| Job::Shared(tag, page)));
        }
        jobs
    }

    /// The jobs of one report.
    fn report_jobs<'r>(&self, index: usize, report: &'r Report) -> Vec<Job<'r>>
    where
        'a: 'r,
    {
        let site = self.site;
        let mut jobs: Vec<Job<'r>> = exchange::report_pieces(index, report, site.outputs).into_iter().map(Job::Exchange).collect();
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

    /// Makes the artifacts of some jobs and hands them on; what each job came to.
    ///
    /// All are made ready before the first is drawn, drawn before the first is hashed, and hashed before the first is handed on, so that what one
    /// step needs of the program is near the processor for all of them.
    fn make<'j>(
        &self,
        jobs: impl Iterator<Item = &'j Job<'j>> + Clone,
        memory: Option<&Memory>,
        sink: Sink<'_>,
    ) -> Result<Vec<Ended>, Error> {
        // Templates see views alone, so whoever draws reads no words.
        let laid: Vec<_> = jobs.clone().map(|job| noted(|| self.drafts(job))).collect();
        let drawn =
            laid.into_iter().map(|(drafts, reads)| drafts.and_then(|drafts| Ok((self.artifacts_with_copies(drafts)?, reads)))).zip(jobs);
        let drawn: Vec<_> = drawn.map(|(drawn, job)| drawn.or_else(|_| self.told(job))).collect();
        let mut all = Vec::with_capacity(drawn.len());
        let mut entry = |artifact: Artifact| {
            let (artifact, entry) = match memory {
                Some(memory) => memory.entry(artifact),
                None => {
                    let entry = Entry::of(&artifact);
                    (artifact, entry)
                }
            };
            all.push(artifact);
            entry
        };
        let mut part =
            |(artifacts, reads): (Vec<Artifact>, Reads)| Part { reads, entries: artifacts.into_iter().map(&mut entry).collect() };
        let made = drawn.into_iter().map(|drawn| drawn.map(&mut part)).collect();
        sink(all)?;
        Ok(made)
    }

    /// Makes once more what could not be made, so that its fault is told beside all that its template could have shown.
    fn told(&self, job: &Job<'_>) -> Result<(Vec<Artifact>, Reads), Box<Diagnostic>> {
        let Self { site, templates, is_wanted, .. } = *self;
        let (languages, editions) = (Arc::clone(&self.languages), Arc::clone(&self.editions));
        let telling = Renderer { site, templates, languages, editions, is_wanted, shows_all: true };
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
            Job::Report(report, tag, page) => Some(page.path(tag, &self.site.reports[*report].id)),
            Job::Parallel(report, pair, page) => Some(route::parallel(pair, &self.site.reports[*report].id, page)),
            _ => None,
        }
    }

    /// Whether the language has this shared page.
    fn is_shared(&self, tag: &LanguageTag, page: &SharedPage) -> bool {
        address::shared_pages(self.site, tag).contains(page)
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
            Job::SearchIndex(tag) => Ok(self
                .languages
                .get(*tag)
                .map(|language| made(search::artifacts(self.site, language, &self.editions_in(tag), self.is_wanted)))
                .unwrap_or_default()),
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
            Job::Data(report, name) => Ok(made(data::artifacts(self.site, &self.site.reports[*report], &self.editions_of(*report), name))),
            Job::StateData(report, code) => {
                Ok(made(data::state_artifacts(self.site, &self.site.reports[*report], &self.editions_of(*report), code)))
            }
        }
    }

    /// A report in each of its languages.
    fn editions_of(&self, report: usize) -> Vec<&Edition<'a>> {
        self.editions.of(report).collect()
    }

    fn editions_in(&self, tag: &LanguageTag) -> Vec<&Edition<'_>> {
        self.editions.within(tag).collect()
    }
}
