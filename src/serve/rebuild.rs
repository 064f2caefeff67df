//! Files in memory → the next generation: the same stages as a build, with what they remember.
//!
//! Whatever linked is rendered, however many faults there are. Only a file that cannot be read at all stands as it last could, and while the theme's
//! languages or templates cannot be used, the pages stay as they were.

use super::live::{Fault, Generation, Stored, faults};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Texts};
use crate::link::{self, Site};
use crate::parse;
use crate::path::SourcePath;
use crate::render::{self, Artifact};
use crate::source::{SourceFile, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// The stages with their memories, and the last generation.
pub(super) struct Rebuilder {
    base_url: String,
    parsed: parse::Memory,
    linked: link::Memory,
    rendered: render::Memory,
    /// Each file as it last could be read.
    good: BTreeMap<String, SourceFile>,
    last: Arc<Generation>,
    /// How many generations there were.
    count: u64,
}

impl Rebuilder {
    /// Builds sites that stand at `base_url`.
    pub(super) fn new(base_url: String) -> Self {
        Self {
            base_url,
            parsed: parse::Memory::default(),
            linked: link::Memory::default(),
            rendered: render::Memory::default(),
            good: BTreeMap::new(),
            last: Arc::default(),
            count: 0,
        }
    }

    /// Builds the next generation; `edited` is the file that was saved, where it was one.
    ///
    /// `early` is given a generation with the new pages as soon as they stand, in which search, data and formats are those of the last.
    pub(super) fn build(
        &mut self,
        files: &BTreeMap<String, SourceFile>,
        edited: Option<SourcePath>,
        early: &dyn Fn(Generation),
    ) -> Arc<Generation> {
        self.count += 1;
        let show = |generation: Generation| early(Generation { edited: edited.clone(), ..generation });
        // A panic is a bug of ours; an editor at work must not lose the preview to it.
        let built = catch_unwind(AssertUnwindSafe(|| self.stages(files, &show)));
        let (artifacts, faults) = built.unwrap_or_else(|_| {
            // What was half made may be wrong, so nothing is remembered.
            *self = Self { last: Arc::clone(&self.last), count: self.count, ..Self::new(std::mem::take(&mut self.base_url)) };
            let fault = Fault {
                severity: crate::diagnostic::Severity::Error,
                code: "internal",
                message: "the program failed while it built these files; the pages are those of the build before".to_owned(),
                hint: Some("this is a fault of Sijill: please report it with the message in the terminal".to_owned()),
                path: edited.clone().unwrap_or_else(|| SourcePath::new("content")),
                at: None,
                sections: Vec::new(),
            };
            (None, vec![fault])
        });
        let artifacts = artifacts.unwrap_or_else(|| self.last.artifacts.clone());
        self.count += 1;
        self.last = Arc::new(Generation { number: self.count, artifacts, faults, edited });
        Arc::clone(&self.last)
    }

    /// Runs all stages; no artifacts if there is no site, or no theme to draw it with.
    fn stages(
        &mut self,
        files: &BTreeMap<String, SourceFile>,
        early: &dyn Fn(Generation),
    ) -> (Option<BTreeMap<String, Stored>>, Vec<Fault>) {
        let mut diagnostics = Diagnostics::default();
        let sources = Sources::new(files.values().cloned(), &mut diagnostics);
        let site = self.link(&sources, &mut diagnostics);
        let unread = self.parsed.unread();
        let stands: BTreeSet<&SourcePath> = unread.iter().filter(|path| self.good.contains_key(path.as_str())).collect();
        self.remember(files, &unread);
        if stands.is_empty() {
            let artifacts = site.and_then(|site| self.draw(&site, &sources, &mut diagnostics, (early, None)));
            diagnostics.sort(&sources);
            return (artifacts, faults(&diagnostics, &sources));
        }
        // Once more, with what could be read last; of the files that stand so, the faults are those of the text that is on the disk.
        let mut told = of_files(&diagnostics, &sources, |path| stands.contains(path));
        let mut again = Diagnostics::default();
        let last_good =
            files.iter().map(|(path, file)| self.good.get(path).filter(|_| stands.contains(&file.path)).unwrap_or(file).clone());
        let standing = Sources::new(last_good, &mut again);
        let artifacts = self.link(&standing, &mut again).and_then(|site| self.draw(&site, &standing, &mut again, (early, Some(&told))));
        told.extend(of_files(&again, &standing, |path| !stands.contains(path)));
        told.sort(&sources);
        (artifacts, faults(&told, &sources))
    }

    /// Parses and links; none if there is no site.
    fn link(&mut self, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Site> {
        let mut documents = parse::parse_again(sources, &self.parsed, diagnostics)?;
        // Nobody else will fetch these pages; compressing them would take longer than building them.
        documents.site.precompress = false;
        Some(link::link_again(documents, &mut self.linked, Some(&self.base_url), diagnostics))
    }

    /// Remembers the text of each file that could be read.
    fn remember(&mut self, files: &BTreeMap<String, SourceFile>, unread: &BTreeSet<SourcePath>) {
        self.good.retain(|path, _| files.contains_key(path));
        for (path, file) in files {
            if self.good.get(path).is_none_or(|good| good.digest != file.digest) && !unread.contains(&file.path) {
                self.good.insert(path.clone(), file.clone());
            }
        }
    }

    /// Renders; none if the theme's languages or templates cannot be used.
    fn draw(
        &mut self,
        site: &Site,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
        (early, told): (&dyn Fn(Generation), Option<&Diagnostics>),
    ) -> Option<BTreeMap<String, Stored>> {
        let artifacts: Mutex<BTreeMap<String, Stored>> = Mutex::default();
        let last = &self.last.artifacts;
        // What has linked is told with the pages; what the templates add comes with the rest.
        let mut known = diagnostics.clone();
        known.set_levels(|code| site.level(code));
        known.extend(told.cloned().unwrap_or_default());
        known.sort(sources);
        let known = faults(&known, sources);
        let number = self.count;
        let mut readable = || {
            let made = artifacts.lock().unwrap_or_else(PoisonError::into_inner);
            // Of a first build there is nothing to show the pages with, and without pages there is nothing to show.
            if last.is_empty() || made.is_empty() {
                return;
            }
            let mut whole = last.clone();
            whole.extend(made.iter().map(|(path, stored)| (path.clone(), stored.clone())));
            drop(made);
            early(Generation { number, artifacts: whole, faults: known.clone(), edited: None });
        };
        // The sink never fails.
        let _ = render::render_again(
            site,
            sources,
            &mut self.rendered,
            diagnostics,
            &|Artifact { path, bytes }| {
                let before = last.get(path.as_str()).filter(|before| Arc::ptr_eq(&before.bytes, &bytes) || before.bytes == bytes);
                let stored = before.cloned().unwrap_or_else(|| Stored { etag: format!("\"{}\"", render::sha256(&bytes)), bytes });
                artifacts.lock().unwrap_or_else(PoisonError::into_inner).insert(path.as_str().to_owned(), stored);
                Ok(())
            },
            &mut readable,
        );
        diagnostics.set_levels(|code| site.level(code));
        let mut artifacts = artifacts.into_inner().unwrap_or_else(PoisonError::into_inner);
        if artifacts.is_empty() {
            return None;
        }
        if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::Template) {
            // A page that its template could not draw stays as it was.
            for (path, stored) in last {
                artifacts.entry(path.clone()).or_insert_with(|| stored.clone());
            }
        }
        Some(artifacts)
    }
}

fn of_files(diagnostics: &Diagnostics, texts: &dyn Texts, wanted: impl Fn(&SourcePath) -> bool) -> Diagnostics {
    let path = |diagnostic: &Diagnostic| match &diagnostic.place {
        Place::Span(span) => texts.path(span.file).clone(),
        Place::Path(path) => path.clone(),
    };
    let mut found = Diagnostics::default();
    diagnostics.iter().filter(|diagnostic| wanted(&path(diagnostic))).for_each(|diagnostic| found.push(diagnostic.clone()));
    found
}
