//! The site → files to hand on: the whole site as one archive, a report as a book or as one page, what a report says of a State.
//!
//! Exports are made from the same sources by the same stages as the site, and refuse to be made where the site would not be published. They are
//! bytes with names; [`crate::publish::file`] writes them. The same site gives the same bytes: no time is written down that the sources do not say.

mod archive;
mod epub;
mod links;
mod markup;
mod selection;
mod single;

use crate::Error;
use crate::audit::Audit;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::link::{self, Site};
use crate::parse;
use crate::render::book::{self, Book, Books};
use crate::render::{self, Artifact, InterfaceStrings};
use crate::source::Sources;
use selection::Selection;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// What is to be exported, and from where.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// Where `content/` is.
    pub root: PathBuf,
    /// Where the site will stand, instead of what `site.yaml` says.
    pub base_url: Option<String>,
    /// What is to be made.
    pub kind: Kind,
    /// The reports, by id; all, if none is named.
    pub reports: Vec<String>,
    /// The languages, and for books pairs of them such as `fr-en`; all, if none is named.
    pub languages: Vec<String>,
}

/// What is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The whole site as a ZIP archive.
    Zip,
    /// Each report as an EPUB book in each language, and in each pair of languages that has a parallel view.
    Epub,
    /// Each report as one page in each language.
    Single,
    /// What each report says of each of these States as one page in each language; of all States, if none is named.
    Dossier(Vec<String>),
}

/// A file to hand on.
#[derive(Debug, Clone)]
pub struct ExportedFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an export came to.
#[derive(Debug)]
pub struct Exported {
    /// The sources, into which the diagnostics point.
    pub sources: Sources,
    /// All faults, sorted.
    pub diagnostics: Diagnostics,
    /// The files; none if a fault was an error.
    pub files: Vec<ExportedFile>,
}

/// Makes exports of a site, unless it has errors.
///
/// # Errors
/// When the sources cannot be read, or a report, language or State is asked for that the site does not have.
pub fn export(options: &ExportOptions) -> Result<Exported, Error> {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(&options.root, &mut diagnostics)?;
    let mut files = Vec::new();
    if let Some(documents) = parse::parse(&sources, &mut diagnostics) {
        let site = link::link(documents, options.base_url.as_deref(), &mut diagnostics);
        diagnostics.set_levels(|code| site.level(code));
        let selection = Selection::new(&site, options)?;
        if !diagnostics.has_errors() {
            files = match options.kind {
                Kind::Zip => zip(&site, &sources, &mut diagnostics)?,
                _ => books(&site, &sources, &selection, &options.kind, &mut diagnostics)?,
            };
        }
        diagnostics.set_levels(|code| site.level(code));
    }
    if diagnostics.has_errors() {
        files.clear();
    }
    diagnostics.sort(&sources);
    Ok(Exported { sources, diagnostics, files })
}

/// The whole site, audited as a build would.
fn zip(site: &Site, sources: &Sources, diagnostics: &mut Diagnostics) -> Result<Vec<ExportedFile>, Error> {
    let (audit, strings) = (Audit::default(), InterfaceStrings::new(&render::message_files(site), sources));
    // Only what is packed is kept, so that a large site is never in memory as it is.
    let packed: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::default();
    render::render(site, sources, diagnostics, &|artifacts| {
        artifacts.into_iter().try_for_each(|artifact| {
            audit.observe(&artifact, &strings);
            let Artifact { path, bytes } = artifact;
            let entry = archive::pack(path.as_str(), &bytes)?;
            packed.lock().unwrap_or_else(PoisonError::into_inner).insert(path.as_str().to_owned(), entry);
            Ok(())
        })
    })?;
    if !diagnostics.has_errors() {
        audit.finish(diagnostics);
    }
    let packed = packed.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(vec![ExportedFile { name: "site.zip".to_owned(), bytes: archive::join(packed.into_values())? }])
}

/// Books and pages of what was selected.
fn books(
    site: &Site,
    sources: &Sources,
    selection: &Selection<'_>,
    kind: &Kind,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<ExportedFile>, Error> {
    let made = book::with(site, sources, diagnostics, |books| make(site, books, selection, kind));
    match made {
        None => Ok(Vec::new()),
        Some(Ok(files)) => Ok(files),
        Some(Err(Stopped::Template(fault))) => {
            diagnostics.push(*fault);
            Ok(Vec::new())
        }
        Some(Err(Stopped::Program(error))) => Err(error),
    }
}

/// Why no files could be made.
enum Stopped {
    Template(Box<Diagnostic>),
    Program(Error),
}

impl From<Box<Diagnostic>> for Stopped {
    fn from(fault: Box<Diagnostic>) -> Self {
        Self::Template(fault)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Program(error)
    }
}

fn make(site: &Site, books: &Books<'_>, selection: &Selection<'_>, kind: &Kind) -> Result<Vec<ExportedFile>, Stopped> {
    let mut files = Vec::new();
    for &report in &selection.reports {
        let tags = selection.languages.iter().copied().filter(|tag| report.languages.contains(tag));
        for tag in tags {
            match kind {
                Kind::Zip => {}
                Kind::Epub => {
                    if let Some(book) = books.report(report, tag)? {
                        files.push(named(&book, "", "epub", epub::epub(site, books, &book)?));
                    }
                }
                Kind::Single => {
                    if let Some(book) = books.report(report, tag)? {
                        files.push(named(&book, "", "html", single::single(site, books, &book)?));
                    }
                }
                Kind::Dossier(_) => {
                    for &code in &selection.states {
                        if let Some(book) = books.dossier(report, tag, code)? {
                            let state = format!(".{}", code.as_str().to_lowercase());
                            files.push(named(&book, &state, "html", single::single(site, books, &book)?));
                        }
                    }
                }
            }
        }
        if *kind == Kind::Epub {
            for &pair in selection.pairs.iter().filter(|(a, b)| report.languages.contains(a) && report.languages.contains(b)) {
                if let Some(book) = books.pair(report, pair)? {
                    files.push(named(&book, "", "epub", epub::epub(site, books, &book)?));
                }
            }
        }
    }
    Ok(files)
}

/// A file named after its report, what of it, and the languages.
fn named(book: &Book<'_>, part: &str, ending: &str, bytes: Vec<u8>) -> ExportedFile {
    let languages: Vec<&str> = book.languages.iter().map(|tag| tag.as_str()).collect();
    ExportedFile { name: format!("{}{part}.{}.{ending}", book.report.id, languages.join("-")), bytes }
}
