//! Sijill, a compiler for official reports in more than one language.
//!
//! Words in several languages, facts stored once, one command: a static site in which every paragraph, State, measure, organisation and
//! instrument links to every other.
//!
//! # One way through
//!
//! ```text
//! disk ─load→ Sources ─parse→ Documents ─link→ Site ─render→ Artifacts ─audit, publish→ disk
//!                                                             └────────→ serve (memory)
//! ```
//!
//! - [`source`] takes every file once: [`source::Sources`]. What nobody has touched since the last build is read when it is asked for.
//! - [`parse`] sees one file at a time: [`parse::Documents`]. Whatever needs a second file is the next stage's.
//! - [`link`] puts all files together: [`link::Site`], in which every name has been looked up in both directions. A report is linked from its own
//!   files and from what all reports share, so each can be linked alone.
//! - [`render`] makes every page and data file and streams them: [`render::Artifact`]. Each report is linked, rendered and closed again, with the one
//!   before it beside it where it tells of that; what stands beside the reports is gathered from each while it is open. What is [`render::Known`] from
//!   an earlier run is not made again.
//! - [`audit`] reads the pages as they stream by and follows every link.
//! - [`publish`] writes them as a new generation beside the old one, and swaps the two at once.
//! - [`export`] makes files to hand on instead: an archive, books, single pages.
//! - [`serve`] keeps them in memory instead, shows them to a browser, and builds again when a file is saved.
//! - [`diagnostic`]s are collected all along and drawn once, by [`cli`].
//!
//! A module names only modules above it in this list: `path`, `diagnostic`, `source`, `parse`, `link`, `render`, `audit`, `export`, `publish`, `serve`, `external`,
//! `cli`. Only `source`, `publish` and `serve`'s watch touch the disk, only [`external`] and [`serve`] the network, and only when asked; only `cli` prints.
//! No published byte depends on the clock. `tests/architecture.rs` holds all of this.
//!
//! # Words
//!
//! - *site*: what one build publishes; *report*: one official document with a symbol; *section*, *paragraph*, *lettered item*, *footnote*: its parts.
//! - *State*, *entity* (an organisation, organ, committee or fund), *instrument* (a treaty, declaration or plan), *document* (anything cited by
//!   symbol or title), *theme*: what reports share, kept in registries.
//! - *measure*: one thing that named States reported; *statement*: what a report says of unnamed States; *action*: what entities did; *figure*,
//!   *recommendation*, *note*: what their names say.
//! - *masthead*: what stands at the head of an official document; *edition*: a report in one language; *parallel view*: two languages side by side.

pub mod audit;
pub mod cli;
pub mod diagnostic;
mod error;
pub mod export;
pub mod external;
pub mod link;
pub mod parse;
pub mod path;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;

pub use error::Error;
pub use publish::Published;
pub use render::{Spent, Work};

use audit::{Audit, Kept};
use diagnostic::{Diagnostic, Diagnostics, Texts};
use link::{Report, Site};
use parse::Documents;
use path::OutputPath;
use publish::{Asked, Before, Last, Publication};
use render::{Artifact, Entry, Grower, Growing, InterfaceStrings, Known, Taker};
use source::Sources;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a build or check is asked for.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Where `content/` is.
    pub root: PathBuf,
    /// Where the site is published to; nowhere, to check it only.
    pub output: Option<PathBuf>,
    /// Where the site will stand, instead of what `site.yaml` says.
    pub base_url: Option<String>,
}

/// What a build or check came to.
#[derive(Debug)]
pub struct Outcome {
    /// The sources, into which the diagnostics point.
    pub sources: Sources,
    /// All faults, sorted.
    pub diagnostics: Diagnostics,
    /// The site; none if there is none to speak of, or if it stands published as it is. Its reports are closed, unless there is only one.
    pub site: Option<Site>,
    /// The external addresses of the rendered site, each with the first page on which it stands.
    pub external: Vec<(String, String)>,
    /// What was published; none if a fault was an error, or nothing was to be published.
    pub published: Option<Published>,
}

/// Whoever wants to know what a build does, and how long it takes.
pub struct Observer<'o> {
    /// Told of each stage that has ended.
    pub after: &'o mut (dyn FnMut(Stage) + Send),
    /// Where it is noted how long what goes on within the rendering takes.
    pub spent: &'o Spent<'o>,
}

/// A stage of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Every source was taken.
    Load,
    /// Every file was parsed.
    Parse,
    /// What all reports share was put together.
    Link,
    /// Every report was linked, and every page and data file was made, read for faults, and put into the new generation.
    Render,
    /// Every link was followed.
    Audit,
    /// The new generation stands in its place.
    Publish,
}

/// Builds the site, checks what was built, and publishes it, unless it has errors or nothing was to be published.
///
/// # Errors
/// When the sources cannot be read or the output cannot be written.
pub fn build(options: &BuildOptions) -> Result<Outcome, Error> {
    build_observed(options, Observer { after: &mut |_| {}, spent: &Spent::default() })
}

/// Builds as [`build`] does, and tells somebody of it.
///
/// # Errors
/// When the sources cannot be read or the output cannot be written.
pub fn build_observed(options: &BuildOptions, Observer { after, spent }: Observer<'_>) -> Result<Outcome, Error> {
    // One of the cores that do the work goes through all stages, so that none is handed over to another.
    rayon::scope(|_| {
        let mut reads_all = false;
        loop {
            if let Some(outcome) = attempt(options, reads_all, Observer { after: &mut *after, spent })? {
                return Ok(outcome);
            }
            reads_all = true;
        }
    })
}

/// Builds; nothing, if a source that nobody had touched when it was found was touched before it was read, which cannot be where it `reads_all` at once.
fn attempt(options: &BuildOptions, reads_all: bool, Observer { after, spent }: Observer<'_>) -> Result<Option<Outcome>, Error> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let built = {
        let (sources, diagnostics, after) = (&mut sources, &mut diagnostics, &mut *after);
        let load = move |before: Option<Before<'_>>| {
            let seen = before.filter(|_| !reads_all).map(Before::seen);
            *sources = match seen {
                Some(seen) => Sources::load_since(&options.root, seen, diagnostics)?,
                None => Sources::load(&options.root, diagnostics)?,
            };
            after(Stage::Load);
            let sources = &*sources;
            let asked = Asked::new(options.base_url.as_deref(), sources);
            // What was made from the same need not be parsed, if it stands.
            let is_same = before.is_some_and(|before| before.was_made_from(&asked));
            let parsed = if is_same { None } else { Some(parse::parse(sources, diagnostics)) };
            Ok::<_, Error>((asked, parsed, sources, diagnostics, after))
        };
        let (mut last, loaded) = match &options.output {
            Some(output) => Last::read(&options.root, output, |before| load(Some(before))),
            None => (Last::default(), load(None)),
        };
        let (asked, parsed, sources, diagnostics, after) = loaded?;
        last.ask(asked);
        let built = match last.whole() {
            Some((published, told)) => {
                // What was found when the sources were loaded is among them. Where they point to is read now, to be sure that nobody has touched it.
                told.iter().flat_map(Diagnostic::files).for_each(|file| _ = sources.text(file));
                *diagnostics = told.clone();
                after(Stage::Publish);
                Built { published: Some(published), ..Built::default() }
            }
            None => {
                let publication = match &options.output {
                    Some(_) => Publication::begin(&last, diagnostics)?,
                    None => None,
                };
                match parsed.unwrap_or_else(|| parse::parse(sources, diagnostics)) {
                    Some(documents) => made(options, (sources, documents), (&last, publication), diagnostics, Observer { after, spent })?,
                    None => Built::default(),
                }
            }
        };
        // To take all of this apart takes its time, and nobody waits for it.
        rayon::spawn(move || drop(last));
        built
    };
    diagnostics.sort(&sources);
    let Built { site, external, published } = built;
    Ok((!sources.are_lost()).then_some(Outcome { sources, diagnostics, site, external, published }))
}

/// Keeps files that grow in a publication, if there is one, and tells somebody of each that is whole.
struct Grows<'p> {
    publication: Option<&'p Publication<'p>>,
    done: &'p (dyn Fn(&Entry) + Sync),
}

impl Grower for Grows<'_> {
    fn grow(&self, path: &OutputPath) -> Result<Box<dyn Growing + '_>, Error> {
        let file = self.publication.map(|publication| publication.grow(path)).transpose()?;
        Ok(Box::new(Watched { file, done: self.done }))
    }
}

/// A file that grows.
struct Watched<'p> {
    file: Option<publish::Growth<'p>>,
    done: &'p (dyn Fn(&Entry) + Sync),
}

impl Growing for Watched<'_> {
    fn finish(self: Box<Self>, entry: &Entry) -> Result<(), Error> {
        self.file.map_or(Ok(()), |file| file.finish(entry.length))?;
        (self.done)(entry);
        Ok(())
    }
}

impl io::Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(bytes.len()), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), io::Write::flush)
    }
}

/// What was built.
#[derive(Debug, Default)]
struct Built {
    site: Option<Site>,
    external: Vec<(String, String)>,
    published: Option<Published>,
}

/// Builds from what was parsed, on top of the last publication; publishes nothing that was made from a source that was touched meanwhile.
fn made(
    options: &BuildOptions,
    (sources, documents): (&Sources, Documents<'_>),
    (last, publication): (&Last, Option<Publication<'_>>),
    diagnostics: &mut Diagnostics,
    Observer { after, spent }: Observer<'_>,
) -> Result<Built, Error> {
    let keys = last.keys(&documents);
    after(Stage::Parse);
    let (mut site, unlinked) = link::begin(documents, options.base_url.as_deref(), diagnostics);
    diagnostics.set_levels(|code| site.level(code));
    after(Stage::Link);
    // Templates are tried even where facts are wrong, so that one run shows every fault; nothing is then published.
    let publication = publication.filter(|_| !diagnostics.has_errors()).map(Publication::open);
    let (files, bytes, new) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let count = |length: usize| {
        files.fetch_add(1, Ordering::Relaxed);
        bytes.fetch_add(length, Ordering::Relaxed);
    };
    let (audit, messages) = (Audit::default(), render::message_files(&site));
    let strings = OnceLock::new();
    let strings = || strings.get_or_init(|| InterfaceStrings::new(&messages, sources));
    let keep = |entry: &Entry| {
        count(entry.length);
        if let Some(publication) = &publication {
            publication.keep(&entry.path);
        }
        Ok(())
    };
    let known = publication.as_ref().map_or_else(Known::nothing, |_| last.known(&keys, &keep));
    let sink = |artifacts: Vec<Artifact>| {
        for artifact in &artifacts {
            count(artifact.bytes.len());
            new.fetch_add(1, Ordering::Relaxed);
        }
        spent.on(Work::Audit, || artifacts.iter().for_each(|artifact| audit.observe(artifact, strings())));
        let Some(publication) = &publication else { return Ok(()) };
        spent.on(Work::Publish, || artifacts.iter().try_for_each(|artifact| publication.write(artifact)))
    };
    let grown = |entry: &Entry| {
        count(entry.length);
        new.fetch_add(1, Ordering::Relaxed);
        audit.note(&entry.path);
    };
    let grower = Grows { publication: publication.as_ref(), done: &grown };
    let settle = |report: &Report| audit.settle(report.id.as_str());
    let ahead = || {
        strings();
    };
    let give_up = || {
        if let Some(publication) = &publication {
            publication.give_up();
        }
    };
    let taker = Taker { sink: &sink, given_up: &give_up, grower: Some(&grower), ended: &settle, ahead: &ahead, spent };
    let made = render::render_streamed(&mut site, &unlinked, sources, &known, diagnostics, taker)?;
    after(Stage::Render);
    let whole = !diagnostics.iter().any(Diagnostic::leaves_gaps);
    // What was not made is kept.
    let paths = made.paths();
    let kept = Kept {
        has: &|path| paths.contains(path),
        bytes: &|path| publication.as_ref().map(|publication| publication.kept(path)).unwrap_or_default(),
    };
    let mut found = Diagnostics::default();
    let external = if whole { audit.finish_with(kept, &mut found) } else { Vec::new() };
    [&mut *diagnostics, &mut found].into_iter().for_each(|faults| faults.set_levels(|code| site.level(code)));
    // What is found on a page that is kept would not be found again.
    let is_sound = whole && found.iter().next().is_none();
    diagnostics.extend(found);
    after(Stage::Audit);
    let mut published = None;
    if let Some(publication) = publication.filter(|_| !diagnostics.has_errors() && !sources.are_lost()) {
        let written = publication.commit(&paths)?;
        if is_sound {
            last.remember(&keys, (sources, &site, &made), &written, diagnostics);
        }
        let (files, bytes, made) = (files.into_inner(), bytes.into_inner(), new.into_inner());
        published = Some(Published { output: last.output().to_owned(), files, bytes, made, written: written.count() });
        after(Stage::Publish);
    }
    rayon::spawn(move || drop(made));
    Ok(Built { site: Some(site), external, published })
}
