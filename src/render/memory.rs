//! What rendering remembers between runs, so that an edit costs the rendering of what it changed.
//!
//! Three pure results are kept: the languages and templates by the theme's files, each page by the hash of its template's name and its view, and
//! each artifact's SHA-256 by its bytes. Nothing here outlives the program, and a run with a memory gives the same bytes as one without.

use super::artifact::sha256;
use super::language::Language;
use super::template::{Languages, Templates};
use crate::diagnostic::{Diagnostics, Texts};
use crate::link::Site;
use crate::path::{FileId, OutputPath};
use crate::source::Sources;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// What rendering remembers.
#[derive(Default)]
pub struct Memory {
    setup: Option<(Vec<Part>, Setup)>,
    digests: Mutex<BTreeMap<OutputPath, Digested>>,
}

/// An artifact's bytes and their SHA-256.
type Digested = (Arc<[u8]>, String);

/// A file that the set-up reads: its name in the theme, its place among the sources, and its text.
type Part = (String, FileId, String);

/// The languages and templates, ready to render; none of either if they cannot be used, which the diagnostics tell.
#[derive(Clone)]
pub(super) struct Setup {
    pub(super) languages: Languages,
    pub(super) templates: Option<Arc<Templates>>,
    diagnostics: Diagnostics,
}

impl Setup {
    /// Sets up all languages and templates of a site.
    pub(super) fn new(site: &Site, sources: &Sources, pages: Option<Pages>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let known = |tag: &crate::parse::id::LanguageTag, diagnostics: &mut Diagnostics| {
            Some((tag.clone(), Language::new(tag, &site.theme, sources, diagnostics)?))
        };
        let languages: BTreeMap<_, _> = site.languages.iter().filter_map(|tag| known(tag, &mut diagnostics)).collect();
        let complete = languages.len() == site.languages.len();
        let languages: Languages = Arc::new(languages);
        let templates = Templates::new(site, &languages, sources, pages, &mut diagnostics);
        Self { languages, templates: templates.filter(|_| complete).map(Arc::new), diagnostics }
    }

    /// Tells the faults of the theme's files.
    pub(super) fn report(&self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.diagnostics.clone());
    }
}

impl Memory {
    /// The set-up of a site, made anew only if one of the files that it reads has changed.
    pub(super) fn setup(&mut self, site: &Site, sources: &Sources) -> Setup {
        let parts = parts(site, sources);
        match &self.setup {
            Some((before, setup)) if *before == parts => {
                if let Some(templates) = &setup.templates {
                    templates.pages.iter().for_each(Pages::begin);
                }
                setup.clone()
            }
            _ => {
                let setup = Setup::new(site, sources, Some(Pages::default()));
                self.setup = Some((parts, setup.clone()));
                setup
            }
        }
    }

    /// The SHA-256 of an artifact, and its bytes as they were made before if they are the same.
    pub(super) fn digest(&self, path: &OutputPath, bytes: Arc<[u8]>) -> Digested {
        if let Some((before, digest)) = self.digests.lock().unwrap_or_else(PoisonError::into_inner).get(path)
            && (Arc::ptr_eq(before, &bytes) || *before == bytes)
        {
            return (Arc::clone(before), digest.clone());
        }
        let digest = sha256(&bytes);
        self.digests.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), (Arc::clone(&bytes), digest.clone()));
        (bytes, digest)
    }

    /// Forgets artifacts that the run did not make.
    pub(super) fn retain(&mut self, made: impl Fn(&OutputPath) -> bool) {
        self.digests.get_mut().unwrap_or_else(PoisonError::into_inner).retain(|path, _| made(path));
    }
}

fn parts(site: &Site, sources: &Sources) -> Vec<Part> {
    let theme = &site.theme;
    let part = |name: String, file: FileId| (name, file, sources.text(file).to_owned());
    let templates = theme.templates.iter().map(|(name, &file)| part(format!("templates/{name}"), file));
    let records = theme.languages.iter().map(|(tag, (file, _))| part(format!("languages/{tag}.yaml"), *file));
    let messages = theme.messages.iter().map(|(tag, &file)| part(format!("languages/{tag}.ftl"), file));
    let languages = site.languages.iter().map(|tag| (format!("language {tag}"), FileId(0), String::new()));
    let assets = site.assets.iter().map(|(name, asset)| (format!("asset {name}"), FileId(0), asset.path.as_str().to_owned()));
    templates.chain(assets).chain(records).chain(messages).chain(languages).collect()
}

/// Pages by the hash of their template's name and their view: those of the last run, and those of this one.
#[derive(Default)]
pub(super) struct Pages(Mutex<[BTreeMap<Key, Arc<[u8]>>; 2]>);

/// The hash of a template's name and a view.
pub(super) type Key = [u8; 32];

impl Pages {
    /// Begins a run: what the run before last used is forgotten.
    fn begin(&self) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [last, this] = &mut *pages;
        *last = std::mem::take(this);
    }

    /// The page of this key, if this run or the last one made it.
    pub(super) fn find(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [last, this] = &mut *pages;
        let page = this.get(key).or_else(|| last.get(key)).cloned()?;
        this.insert(*key, Arc::clone(&page));
        Some(page)
    }

    /// Remembers a page.
    pub(super) fn insert(&self, key: Key, page: Arc<[u8]>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[1].insert(key, page);
    }
}

/// The key of a page: everything that its bytes depend on beside the set-up; `beside` is the hash of what it shares with others.
///
/// None for a view that cannot be written as JSON, which is then rendered each time.
pub(super) fn key(template: &str, beside: &[u8], view: &impl Serialize) -> Option<Key> {
    struct Hashing(Sha256);
    impl io::Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let prefix = Sha256::new_with_prefix(format!("{template}\0")).chain_update(beside);
    let mut hashing = io::BufWriter::with_capacity(16 * 1024, Hashing(prefix));
    serde_json::to_writer(&mut hashing, view).ok()?;
    Some(hashing.into_inner().ok()?.0.finalize().into())
}
