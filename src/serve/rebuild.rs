//! Files in memory → the next generation: the same stages as a build, with what they remember.
//!
//! Whatever linked is rendered, however many faults there are. Only a file that cannot be read at all stands as it last could, and while the theme's
//! languages or templates cannot be used, the pages stay as they were.

use super::live::{self, Artifacts, Fault, Generation, Live, Stored};
use super::reading::Readings;
use super::watch::Bell;
use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Texts};
use crate::link::{self, Site};
use crate::parse;
use crate::path::{OutputPath, SourcePath};
use crate::render::{self, Artifact, Reader};
use crate::source::{SourceFile, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// How long a browser is left alone with a page that has just been made.
const DRAWN: Duration = Duration::from_millis(40);

/// The stages with their memories.
pub(super) struct Rebuilder {
    base_url: String,
    parsed: parse::Memory,
    linked: link::Memory,
    rendered: render::Memory,
    readings: Readings,
    /// What was found of the last whole site once its pages stood.
    late: Vec<Fault>,
    /// Each file as it last could be read.
    good: BTreeMap<String, SourceFile>,
}

impl Rebuilder {
    /// Builds sites that stand at `base_url`.
    pub(super) fn new(base_url: String) -> Self {
        Self {
            base_url,
            parsed: parse::Memory::default(),
            linked: link::Memory::default(),
            rendered: render::Memory::default(),
            readings: Readings::default(),
            late: Vec::new(),
            good: BTreeMap::new(),
        }
    }

    /// Builds the next generation for `audience`; none if it left before the end, which has then seen the pages that it awaits.
    pub(super) fn build(&mut self, files: &BTreeMap<String, SourceFile>, audience: &Audience<'_>) -> Option<Arc<Generation>> {
        // A panic is a bug of ours; an editor at work must not lose the preview to it.
        let built = catch_unwind(AssertUnwindSafe(|| self.stages(files, audience)));
        let (artifacts, faults) = built.unwrap_or_else(|_| {
            // What was half made may be wrong, so nothing is remembered.
            *self = Self::new(std::mem::take(&mut self.base_url));
            let fault = Fault {
                severity: crate::diagnostic::Severity::Error,
                code: "internal",
                message: "the program failed while it built these files; the pages are those of the build before".to_owned(),
                hint: Some("this is a fault of Sijill: please report it with the message in the terminal".to_owned()),
                path: audience.edited.clone().unwrap_or_else(|| SourcePath::new("content")),
                at: None,
                sections: Vec::new(),
            };
            (Drawn::Nothing, vec![fault])
        });
        match artifacts {
            Drawn::Whole(artifacts) => Some(audience.show(artifacts, faults)),
            Drawn::Nothing => Some(audience.show(audience.live.current().artifacts.clone(), faults)),
            Drawn::Half => None,
        }
    }

    /// Runs all stages.
    fn stages(&mut self, files: &BTreeMap<String, SourceFile>, audience: &Audience<'_>) -> (Drawn, Vec<Fault>) {
        let mut diagnostics = Diagnostics::default();
        let sources = Sources::new(files.values().cloned(), &mut diagnostics);
        let site = self.link(&sources, &mut diagnostics);
        let unread = self.parsed.unread();
        let stands: BTreeSet<&SourcePath> = unread.iter().filter(|path| self.good.contains_key(path.as_str())).collect();
        self.remember(files, &unread);
        if stands.is_empty() {
            let drawn = site.map_or(Drawn::Nothing, |site| self.draw(&site, &sources, &mut diagnostics, (audience, None)));
            diagnostics.sort(&sources);
            return (drawn, live::faults(&diagnostics, &sources));
        }
        // Once more, with what could be read last; of the files that stand so, the faults are those of the text that is on the disk.
        let mut told = of_files(&diagnostics, &sources, |path| stands.contains(path));
        let mut again = Diagnostics::default();
        let last_good =
            files.iter().map(|(path, file)| self.good.get(path).filter(|_| stands.contains(&file.path)).unwrap_or(file).clone());
        let standing = Sources::new(last_good, &mut again);
        let site = self.link(&standing, &mut again);
        let drawn = site.map_or(Drawn::Nothing, |site| self.draw(&site, &standing, &mut again, (audience, Some(&told))));
        told.extend(of_files(&again, &standing, |path| !stands.contains(path)));
        told.sort(&sources);
        (drawn, live::faults(&told, &sources))
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

    /// Renders; nothing if the theme's languages or templates cannot be used.
    fn draw(
        &mut self,
        site: &Site,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
        (audience, told): (&Audience<'_>, Option<&Diagnostics>),
    ) -> Drawn {
        let faults = |mut found: Diagnostics| {
            found.set_levels(|code| site.level(code));
            found.sort(sources);
            live::faults(&found, sources)
        };
        let mut linked = diagnostics.clone();
        linked.extend(told.cloned().unwrap_or_default());
        self.readings.begin(site, sources);
        let (parity, memory) = (OnceLock::new(), &self.linked);
        let check = || {
            let found = || {
                let mut found = Diagnostics::default();
                link::check_again(site, memory, &mut found);
                found
            };
            parity.get_or_init(found);
        };
        let last = audience.live.current();
        // Before the first generation there is nothing to look at meanwhile.
        let (stays, bell) = (last.artifacts.is_empty(), audience.bell);
        let has_left = || !stays && bell.has_rung();
        // What has linked is told with the pages; what is found once they stand is told as it was until it has been looked for again.
        let stage = Stage {
            audience,
            readings: &self.readings,
            last,
            left: &has_left,
            made: Mutex::default(),
            faults: faults(linked).into_iter().chain(self.late.iter().cloned()).collect(),
            check: &check,
        };
        let mut late = Diagnostics::default();
        // The sink never fails.
        let whole = render::render_again(site, sources, &mut self.rendered, &mut late, &|artifacts| stage.take(artifacts), &stage);
        if !whole.unwrap_or(true) {
            return Drawn::Half;
        }
        let Stage { last, made, .. } = stage;
        let mut artifacts = made.into_inner().unwrap_or_else(PoisonError::into_inner);
        if artifacts.is_empty() {
            diagnostics.extend(late);
            return Drawn::Nothing;
        }
        if late.iter().any(|diagnostic| diagnostic.code == Code::Template) {
            // A page that its template could not draw stays as it was.
            for (path, stored) in &last.artifacts {
                artifacts.entry(Arc::clone(path)).or_insert_with(|| stored.clone());
            }
        }
        let is_whole = !diagnostics.iter().chain(&late).any(Diagnostic::leaves_gaps);
        if is_whole && !self.readings.audit(&artifacts, &mut late, &has_left) {
            return Drawn::Half;
        }
        check();
        late.extend(parity.into_inner().unwrap_or_default());
        self.late = faults(late.clone());
        diagnostics.extend(late);
        diagnostics.set_levels(|code| site.level(code));
        Drawn::Whole(artifacts)
    }
}

/// What rendering came to.
enum Drawn {
    /// All artifacts.
    Whole(Artifacts),
    /// The audience left.
    Half,
    /// There is no site, or no theme to draw it with.
    Nothing,
}

/// A generation while it is made, shown as far as it stands.
struct Stage<'a> {
    audience: &'a Audience<'a>,
    readings: &'a Readings,
    last: Arc<Generation>,
    made: Mutex<Artifacts>,
    faults: Vec<Fault>,
    /// Whether the audience has left.
    left: &'a (dyn Fn() -> bool + Sync),
    /// Looks for what no page waits for.
    check: &'a (dyn Fn() + Sync),
}

impl Stage<'_> {
    fn take(&self, artifacts: Vec<Artifact>) -> Result<(), Error> {
        for Artifact { path, bytes } in artifacts {
            self.readings.read(&path, &bytes);
            let before = self.last.artifacts.get_key_value(path.as_str());
            let (path, stored) = match before.filter(|(_, before)| render::are_same(&before.bytes, &bytes)) {
                Some((path, stored)) => (Arc::clone(path), stored.clone()),
                None => (path.as_str().into(), Stored { etag: format!("\"{}\"", render::sha256(&bytes)).into(), bytes }),
            };
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(path, stored);
        }
        Ok(())
    }
}

impl Reader for Stage<'_> {
    fn awaits(&self, page: &OutputPath) -> bool {
        self.audience.awaits(page)
    }

    fn readable(&self) {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        // Of a first build there is nothing to show the pages with, and without pages there is nothing to show.
        if self.last.artifacts.is_empty() || made.is_empty() {
            return;
        }
        let mut whole = self.last.artifacts.clone();
        whole.extend(made.iter().map(|(path, stored)| (Arc::clone(path), stored.clone())));
        drop(made);
        self.audience.show(whole, self.faults.clone());
        self.audience.give_way();
        if !self.has_left() {
            (self.check)();
        }
    }

    fn has_left(&self) -> bool {
        (self.left)()
    }
}

/// Those for whom a generation is made.
pub(super) struct Audience<'a> {
    /// Where they see it.
    pub(super) live: &'a Live,
    /// Rings when something has been saved since, so that they would rather see the next one.
    pub(super) bell: &'a Bell,
    /// The pages that are open.
    pub(super) open: BTreeSet<String>,
    /// The file that was saved, where it was one.
    pub(super) edited: Option<SourcePath>,
}

impl Audience<'_> {
    /// Whether a page is open, or is one of the section that was saved, to which open pages may turn.
    fn awaits(&self, page: &OutputPath) -> bool {
        let edited = || self.edited.as_ref().and_then(live::section);
        self.open.contains(page.as_str()) || edited().is_some_and(|edited| Generation::section_of(page.as_str()) == Some(edited))
    }

    fn show(&self, artifacts: Artifacts, faults: Vec<Fault>) -> Arc<Generation> {
        self.live.show(artifacts, faults, self.edited.clone())
    }

    /// Leaves the processor to the browser for as long as it takes to fetch and draw the pages that are open.
    fn give_way(&self) {
        if !self.open.is_empty() {
            self.bell.wait(DRAWN);
        }
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
