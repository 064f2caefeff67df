//! [`Site`] → [`Artifact`]s: every page and data file, as bytes.
//!
//! Rendering touches no disk and no clock. It streams: each artifact goes to the caller as it is made, on every core, and is dropped, so that a
//! site is never wholly in memory. The same site gives the same bytes, whatever the number of cores.

mod artifact;
pub mod book;
pub mod data;
mod edition;
pub(crate) mod exchange;
pub mod language;
mod memory;
mod message;
mod names;
mod official;
mod offline;
mod page;
mod piece;
mod precompress;
mod prose;
pub mod search;
mod template;
pub mod view;

pub use artifact::{Artifact, sha256, sha256_bytes};
pub use memory::Memory;
pub use message::InterfaceStrings;

use crate::Error;
use crate::diagnostic::{Diagnostic, Diagnostics, Texts};
use crate::link::route::{self, Page, SharedPage};
use crate::link::{Asset, Site, address};
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::site::Output;
use crate::path::OutputPath;
use crate::source::Sources;
use edition::Edition;
use memory::Setup;
use names::Names;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use template::{Languages, Templates};

/// Takes artifacts as they are made, from several threads.
pub type Sink<'a> = &'a (dyn Fn(Artifact) -> Result<(), Error> + Sync);

/// The interface strings of the site's languages.
#[must_use]
pub fn interface_strings(site: &Site, sources: &Sources) -> InterfaceStrings {
    let files = site.languages.iter().filter_map(|tag| Some((tag, sources.text(*site.theme.messages.get(tag)?))));
    InterfaceStrings::new(files)
}

/// Renders the whole site into `sink`.
///
/// # Errors
/// What the sink returns. Faults in templates and messages are diagnostics.
pub fn render(site: &Site, sources: &Sources, diagnostics: &mut Diagnostics, sink: Sink<'_>) -> Result<(), Error> {
    render_with(site, Setup::new(site, sources, None), None, diagnostics, (sink, &mut || {})).map(|_| ())
}

/// Renders the whole site as [`render`] does, and takes from `memory` whatever it made before from the same words, facts and looks.
///
/// What is read comes first: `readable` is told once every page and what pages load stands, before search, data and formats are made.
///
/// # Errors
/// What the sink returns.
pub fn render_again(
    site: &Site,
    sources: &Sources,
    memory: &mut Memory,
    diagnostics: &mut Diagnostics,
    sink: Sink<'_>,
    readable: &mut dyn FnMut(),
) -> Result<(), Error> {
    let setup = memory.setup(site, sources);
    let made = render_with(site, setup, Some(memory), diagnostics, (sink, readable))?;
    memory.retain(|path| made.contains(path.as_str()));
    Ok(())
}

/// Renders all artifacts and gives their paths.
fn render_with(
    site: &Site,
    setup: Setup,
    memory: Option<&Memory>,
    diagnostics: &mut Diagnostics,
    (sink, readable): (Sink<'_>, &mut dyn FnMut()),
) -> Result<BTreeSet<String>, Error> {
    setup.report(diagnostics);
    let Setup { languages, templates: Some(templates), .. } = setup else { return Ok(BTreeSet::new()) };
    let names: BTreeMap<&LanguageTag, Names> = languages.iter().map(|(tag, language)| (tag, Names::current(site, language))).collect();
    let editions: BTreeMap<(usize, &LanguageTag), Edition<'_>> = site
        .reports
        .iter()
        .enumerate()
        .flat_map(|(index, report)| report.languages.iter().map(move |tag| (index, report, tag)))
        .filter_map(|(index, report, tag)| {
            Some(((index, tag), Edition::new(site, report, languages.get(tag)?, names.get(tag)?, &templates)))
        })
        .collect();
    let renderer = Renderer { site, templates: &templates, editions, languages: Arc::clone(&languages) };
    renderer.run(memory, diagnostics, (sink, readable))
}

/// Everything that making one artifact may look into.
struct Renderer<'a> {
    site: &'a Site,
    templates: &'a Templates,
    languages: Languages,
    editions: BTreeMap<(usize, &'a LanguageTag), Edition<'a>>,
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
}

/// An artifact's path, SHA-256 and length, for the manifest.
type Entry = (String, String, usize);

/// What a job came to: its files, or the fault that stopped it.
type Done = Result<Vec<Entry>, Box<Diagnostic>>;

impl<'a> Renderer<'a> {
    fn run(
        &self,
        memory: Option<&Memory>,
        diagnostics: &mut Diagnostics,
        (sink, readable): (Sink<'_>, &mut dyn FnMut()),
    ) -> Result<BTreeSet<String>, Error> {
        let (first, rest): (Vec<_>, Vec<_>) = self.jobs().into_iter().partition(Job::is_read);
        let mut done = self.make(&first, memory, sink);
        readable();
        done.extend(self.make(&rest, memory, sink));
        let mut entries = Vec::new();
        for result in done {
            match result? {
                Ok(own) => entries.extend(own),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        entries.sort();
        match self.worker(&entries) {
            Ok(Artifact { path, bytes }) => {
                entries.push((path.as_str().to_owned(), sha256(&bytes), bytes.len()));
                sink(Artifact { path, bytes })?;
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
        entries.sort();
        sink(Artifact::new(route::manifest(), manifest(&entries)))?;
        Ok(entries.into_iter().map(|(path, ..)| path).collect())
    }
    /// Makes the artifacts of jobs, on every core.
    fn make(&self, jobs: &[Job<'_>], memory: Option<&Memory>, sink: Sink<'_>) -> Vec<Result<Done, Error>> {
        jobs.par_iter()
            .map(|job| {
                let artifacts = match self.artifacts(job) {
                    Ok(artifacts) => artifacts,
                    Err(diagnostic) => return Ok(Err(diagnostic)),
                };
                let copies: Vec<Artifact> = match self.site.record.precompress {
                    true => artifacts.iter().flat_map(precompress::copies).collect(),
                    false => Vec::new(),
                };
                let mut entries = Vec::with_capacity(artifacts.len());
                for Artifact { path, bytes } in artifacts.into_iter().chain(copies) {
                    let (bytes, digest) = match memory {
                        Some(memory) => memory.digest(&path, bytes),
                        None => (Arc::clone(&bytes), sha256(&bytes)),
                    };
                    entries.push((path.as_str().to_owned(), digest, bytes.len()));
                    sink(Artifact { path, bytes })?;
                }
                Ok(Ok(entries))
            })
            .collect()
    }

    fn jobs(&self) -> Vec<Job<'a>> {
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
        for (index, report) in site.reports.iter().enumerate() {
            for tag in &report.languages {
                jobs.extend(route::pages(report, site.outputs).into_iter().map(|page| Job::Report(index, tag, page)));
            }
            for pair in site.pairs.iter().filter(|(a, b)| report.languages.contains(a) && report.languages.contains(b)) {
                jobs.push(Job::Parallel(index, pair, Page::Home));
                jobs.extend(report.sections.iter().map(|section| Job::Parallel(index, pair, Page::Section(section.stem.clone()))));
            }
            if site.outputs.has(Output::Data) {
                jobs.extend(data::KINDS.iter().map(|kind| Job::Data(index, kind)));
                jobs.extend(report.indexes.states.keys().map(|code| Job::StateData(index, code)));
            }
        }
        jobs
    }

    /// Whether the language has this shared page.
    fn is_shared(&self, tag: &LanguageTag, page: &SharedPage) -> bool {
        address::shared_pages(self.site, tag).contains(page)
    }

    fn artifacts(&self, job: &Job<'_>) -> Result<Vec<Artifact>, Box<Diagnostic>> {
        let one = |path: OutputPath, bytes: Arc<[u8]>| vec![Artifact { path, bytes }];
        match job {
            Job::Chooser => Ok(one(route::chooser(), self.chooser()?)),
            Job::Asset(asset) => Ok(one(asset.path.clone(), Arc::clone(&asset.bytes))),
            Job::Shared(tag, page) => Ok(one(page.path(tag), self.shared_page(tag, &self.editions_in(tag), page)?)),
            Job::Search(tag) => Ok(one(route::search(tag), self.search_page(tag, &self.editions_in(tag))?)),
            Job::App(tag) => Ok(vec![self.app(tag)]),
            Job::SearchIndex(tag) => Ok(self
                .languages
                .get(*tag)
                .map(|language| search::artifacts(self.site, language, &self.editions_in(tag)))
                .unwrap_or_default()),
            Job::Report(report, tag, page) => {
                let Some(edition) = self.editions.get(&(*report, *tag)) else { return Ok(Vec::new()) };
                let texts = self.section_texts(edition, page);
                Ok(one(page.path(tag, &edition.report.id), self.report_page(edition, page)?).into_iter().chain(texts).collect())
            }
            Job::Parallel(report, pair, page) => {
                let (first, second) = (self.editions.get(&(*report, &pair.0)), self.editions.get(&(*report, &pair.1)));
                let Some((first, second)) = first.zip(second) else { return Ok(Vec::new()) };
                Ok(one(route::parallel(pair, &first.report.id, page), self.parallel_page([first, second], page)?))
            }
            Job::Exchange(piece) => self.exchange(*piece),
            Job::Data(report, name) => Ok(data::artifacts(self.site, &self.site.reports[*report], &self.editions_of(*report), name)),
            Job::StateData(report, code) => {
                Ok(data::state_artifacts(self.site, &self.site.reports[*report], &self.editions_of(*report), code))
            }
        }
    }

    /// A report in each of its languages.
    fn editions_of(&self, report: usize) -> Vec<&Edition<'a>> {
        self.editions.iter().filter(|((index, _), _)| *index == report).map(|(_, edition)| edition).collect()
    }

    fn editions_in(&self, tag: &LanguageTag) -> Vec<&Edition<'_>> {
        self.editions.iter().filter(|((_, own), _)| *own == tag).map(|(_, edition)| edition).collect()
    }
}

/// The list of all files but itself, each with its SHA-256 and length in bytes.
fn manifest(entries: &[Entry]) -> Vec<u8> {
    let files: Vec<_> = entries.iter().map(|(path, sha256, bytes)| json!({"path": path, "sha256": sha256, "bytes": bytes})).collect();
    let mut out = serde_json::to_vec_pretty(&json!({"generator": "sijill", "files": files})).unwrap_or_default();
    out.push(b'\n');
    out
}
