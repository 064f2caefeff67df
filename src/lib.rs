//! Sijill, a compiler for official reports in more than one language.
//!
//! Words in several languages, facts stored once, one command: a static site in which every paragraph, State, measure, organisation and
//! instrument links to every other.
//!
//! # One way through
//!
//! ```text
//! disk ─load→ Sources ─parse→ Documents ─link→ Site ─render→ Artifacts ─publish→ disk
//! ```
//!
//! - [`source`] takes every file once: [`source::Sources`].
//! - [`parse`] sees one file at a time: [`parse::Documents`]. Whatever needs a second file is the next stage's.
//! - [`link`] puts all files together: [`link::Site`], in which every name has been looked up in both directions.
//! - [`render`] makes every page and data file and streams them: [`render::Artifact`].
//! - [`publish`] writes them as a new generation beside the old one, and swaps the two at once.
//! - [`diagnostic`]s are collected all along and drawn once, by [`cli`].
//!
//! A module names only modules above it in this list: `path`, `diagnostic`, `source`, `parse`, `link`, `render`, `publish`, `cli`. Only `source` and
//! `publish` touch the disk; only `cli` prints. The clock is never read. `tests/architecture.rs` holds all of this.
//!
//! # Words
//!
//! - *site*: what one build publishes; *report*: one official document with a symbol; *section*, *paragraph*, *lettered item*, *footnote*: its parts.
//! - *State*, *entity* (an organisation, organ, committee or fund), *instrument* (a treaty, declaration or plan), *document* (anything cited by
//!   symbol or title), *theme*: what reports share, kept in registries.
//! - *measure*: one thing that named States reported; *statement*: what a report says of unnamed States; *action*: what entities did; *figure*,
//!   *recommendation*, *note*: what their names say.
//! - *masthead*: what stands at the head of an official document; *edition*: a report in one language; *parallel view*: two languages side by side.

pub mod cli;
pub mod diagnostic;
mod error;
pub mod link;
pub mod parse;
pub mod path;
pub mod publish;
pub mod render;
pub mod source;

pub use error::Error;

use diagnostic::Diagnostics;
use publish::Publication;
use source::Sources;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a build is asked for.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// Where `content/` is.
    pub root: PathBuf,
    /// Where the site is published to.
    pub output: PathBuf,
    /// Where the site will stand, instead of what `site.yaml` says.
    pub base_url: Option<String>,
}

/// What a build came to.
#[derive(Debug)]
pub struct Outcome {
    /// The sources, into which the diagnostics point.
    pub sources: Sources,
    /// All faults, sorted.
    pub diagnostics: Diagnostics,
    /// What was published; none if a fault was an error.
    pub published: Option<Published>,
}

/// A published site.
#[derive(Debug, Clone)]
pub struct Published {
    /// Where it stands.
    pub output: PathBuf,
    /// How many files it has.
    pub files: usize,
    /// How many bytes they have.
    pub bytes: usize,
}

/// Builds the site and publishes it, unless the sources have errors.
///
/// # Errors
/// When the sources cannot be read or the output cannot be written.
pub fn build(options: &BuildOptions) -> Result<Outcome, Error> {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(&options.root, &mut diagnostics)?;
    let publication = Publication::begin(&options.root, &options.output, &mut diagnostics)?;
    let documents = parse::parse(&sources, &mut diagnostics);
    let mut published = None;
    if let Some(documents) = documents {
        let site = link::link(documents, options.base_url.as_deref(), &mut diagnostics);
        // Templates are tried even where facts are wrong, so that one run shows every fault; nothing is then published.
        let had_errors = diagnostics.has_errors();
        let (files, bytes) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let publication = publication.filter(|_| !had_errors);
        render::render(&site, &sources, &mut diagnostics, &|artifact| {
            files.fetch_add(1, Ordering::Relaxed);
            bytes.fetch_add(artifact.bytes.len(), Ordering::Relaxed);
            publication.as_ref().map_or(Ok(()), |publication| publication.write(&artifact))
        })?;
        if let Some(publication) = publication.filter(|_| !diagnostics.has_errors()) {
            publication.commit()?;
            published = Some(Published { output: options.output.clone(), files: files.into_inner(), bytes: bytes.into_inner() });
        }
    }
    diagnostics.sort(&sources);
    Ok(Outcome { sources, diagnostics, published })
}
