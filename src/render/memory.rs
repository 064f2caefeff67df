//! What rendering remembers between runs, so that an edit costs the rendering of what it changed.
//!
//! Four pure results are kept: the languages and templates by the theme's files, all artifacts of a report by the linked report, each page by the
//! hash of its template's name and its view, and each artifact's SHA-256 by its bytes. Nothing here outlives the program, and a run with a memory
//! gives the same bytes as one without.

use super::artifact::{Artifact, are_same};
use super::language::Language;
use super::run::{Entry, KnownReport, Made, Parts};
use super::template::{Languages, Templates};
use crate::diagnostic::{Diagnostics, Texts};
use crate::link::{Report, Site};
use crate::parse::id::{LanguageTag, ReportId};
use crate::path::{FileId, OutputPath};
use crate::source::Sources;
use bytes::Bytes;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// What rendering remembers.
#[derive(Default)]
pub struct Memory {
    setup: Option<(Vec<Part>, Setup)>,
    reports: BTreeMap<ReportId, Rendered>,
    digests: Mutex<BTreeMap<OutputPath, Entry>>,
}

/// All artifacts of a report, and what they were made from: the report, the one before it in its series, and the templates.
struct Rendered {
    report: Arc<Report>,
    previous: Option<Arc<Report>>,
    templates: Arc<Templates>,
    parts: Parts,
}

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
    /// Sets up all languages and templates of a site, whose theme may be known to be sound.
    pub(super) fn new(site: &Site, sources: &Sources, pages: Option<Pages>, is_sound: bool) -> Self {
        let mut diagnostics = Diagnostics::default();
        let known = |tag: &LanguageTag| {
            let mut faults = Diagnostics::default();
            (tag.clone(), Language::new(tag, &site.theme, sources, &mut faults), faults)
        };
        let mut languages = BTreeMap::new();
        for (tag, language, faults) in site.languages.par_iter().map(known).collect::<Vec<_>>() {
            diagnostics.extend(faults);
            languages.extend(language.map(|language| (tag, language)));
        }
        let complete = languages.len() == site.languages.len();
        let languages: Languages = Arc::new(languages);
        let templates = Templates::new(site, &languages, sources, pages, is_sound, &mut diagnostics);
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
                setup.templates.iter().filter_map(|templates| templates.pages.as_ref()).for_each(Pages::begin);
                setup.clone()
            }
            _ => {
                let setup = Setup::new(site, sources, Some(Pages::default()), false);
                self.setup = Some((parts, setup.clone()));
                setup
            }
        }
    }

    /// The reports that were made before from all that they are made from now.
    ///
    /// A report is linked anew whenever anything changes that all reports share; so one that is the same was linked from the same.
    pub(super) fn known(&self, site: &Site, templates: &Arc<Templates>) -> BTreeMap<usize, KnownReport> {
        let is_same = |one: Option<&Arc<Report>>, other: Option<&Arc<Report>>| match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        let known = site.reports.iter().enumerate().filter_map(|(index, report)| {
            let before = self.reports.get(&report.id)?;
            let is_known = Arc::ptr_eq(&before.report, report)
                && is_same(before.previous.as_ref(), report.previous.map(|index| &site.reports[index]))
                && Arc::ptr_eq(&before.templates, templates);
            let (parts, outline, fingerprint) = (&before.parts, &report.outline, &report.fingerprint);
            is_known.then(|| {
                let (parts, outline, fingerprint) = (Arc::clone(parts), Arc::clone(outline), Arc::clone(fingerprint));
                (index, KnownReport { parts, is_same: true, had_faults: false, outline, fingerprint })
            })
        });
        known.collect()
    }

    /// An artifact as it was made before if it is the same, and its entry.
    pub(super) fn entry(&self, artifact: Artifact) -> (Artifact, Entry) {
        let before = self.digests.lock().unwrap_or_else(PoisonError::into_inner).get(&artifact.path).cloned();
        if let Some(entry) = before
            && let Some(bytes) = entry.bytes.clone().filter(|before| are_same(before, &artifact.bytes))
        {
            return (Artifact { bytes, ..artifact }, entry);
        }
        let entry = Entry { bytes: Some(artifact.bytes.clone()), ..Entry::of(&artifact) };
        self.digests.lock().unwrap_or_else(PoisonError::into_inner).insert(artifact.path.clone(), entry.clone());
        (artifact, entry)
    }

    /// Takes what a whole run made, and forgets what it did not make.
    pub(super) fn finish(&mut self, site: &Site, templates: &Arc<Templates>, made: Made) {
        let all = made.paths();
        self.digests.get_mut().unwrap_or_else(PoisonError::into_inner).retain(|path, _| all.contains(path.as_str()));
        let rendered = made.reports.into_iter().map(|(index, parts)| {
            let report = Arc::clone(&site.reports[index]);
            let previous = report.previous.map(|index| Arc::clone(&site.reports[index]));
            (report.id.clone(), Rendered { report, previous, templates: Arc::clone(templates), parts })
        });
        self.reports = rendered.collect();
        templates.pages.iter().for_each(Pages::finish);
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

/// Pages by the hash of their template's name and their view: those of the last whole run, and those of this one.
#[derive(Default)]
pub(super) struct Pages(Mutex<[BTreeMap<Key, Bytes>; 2]>);

/// The hash of a template's name and a view.
pub(super) type Key = [u8; 32];

impl Pages {
    /// Begins a run: what a run that was given up has used is forgotten, or a storm of saves would never be.
    fn begin(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)[1].clear();
    }

    /// Ends a whole run: what only runs before it used is forgotten.
    fn finish(&self) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [last, this] = &mut *pages;
        *last = std::mem::take(this);
    }

    /// The page of this key, if this run or the last one made it.
    pub(super) fn find(&self, key: &Key) -> Option<Bytes> {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [last, this] = &mut *pages;
        let page = this.get(key).or_else(|| last.get(key)).cloned()?;
        this.insert(*key, page.clone());
        Some(page)
    }

    /// Remembers a page.
    pub(super) fn insert(&self, key: Key, page: Bytes) {
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
