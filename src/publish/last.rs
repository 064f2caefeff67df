//! The last publication into a folder, and what has changed since.

use super::remembered::{Of, Remembered, Whole};
use super::standing::Standing;
use super::{Published, Written, resolved};
use crate::Error;
use crate::diagnostic::Diagnostics;
use crate::link::Site;
use crate::parse::{Documents, ReportFiles};
use crate::render::{Entry, Known, Made};
use crate::source::{Digest, Seen, Sources};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// What tells this program from every other one.
pub(super) const PROGRAM: &str = env!("SIJILL_PROGRAM");

/// The last publication into a folder; an empty one knows of none.
#[derive(Debug, Default)]
pub struct Last {
    pub(super) root: PathBuf,
    /// The output folder, every link followed.
    pub(super) output: PathBuf,
    /// What stands in it.
    pub(super) standing: Standing,
    /// What stood in it after the last publication.
    pub(super) remembered: Remembered,
    /// Whether that is what stands, untouched, and nothing else.
    pub(super) is_untouched: bool,
    asked: Asked,
}

/// What a site is made from now.
#[derive(Debug, Default)]
pub struct Asked {
    /// What every key begins with: the program, and what it is asked for.
    begin: Sha256,
    /// The hash of all that the whole site is made from.
    whole: Digest,
}

impl Asked {
    /// Takes in what a site is made from.
    #[must_use]
    pub fn new(base_url: Option<&str>, sources: &Sources) -> Self {
        let begin = Sha256::new().chain_update(PROGRAM).chain_update([0]).chain_update(base_url.unwrap_or_default());
        let mut told = Vec::new();
        for (_, file) in sources.iter() {
            told.push(0);
            told.extend_from_slice(file.path.as_str().as_bytes());
            told.push(0);
            told.extend_from_slice(&file.digest);
        }
        Self { whole: begin.clone().chain_update(told).finalize().into(), begin }
    }
}

/// What is remembered of the last publication, before it is known whether it stands.
#[derive(Debug, Clone, Copy)]
pub struct Before<'r>(&'r Remembered);

impl<'r> Before<'r> {
    /// The sources that it was made from.
    #[must_use]
    pub fn seen(self) -> &'r Seen {
        self.0.seen()
    }

    /// Whether it was made from what is asked for now.
    #[must_use]
    pub fn was_made_from(self, asked: &Asked) -> bool {
        self.0.told(&asked.whole).is_some()
    }
}

/// What a report is made from.
#[derive(Debug)]
pub struct Key {
    /// The report's id.
    pub(super) report: String,
    /// The hash of all that its files are made from.
    pub(super) whole: Digest,
    /// The hash of that but for its section files.
    pub(super) apart: Digest,
}

/// What each report is made from, in the order of the site.
pub type Keys = Vec<Key>;

impl Last {
    /// The last publication of the site of `root` into `output`, and what comes of `load`, which is told what is remembered of that while it is looked at what
    /// stands.
    #[must_use]
    pub fn read<T: Send>(root: &Path, output: &Path, load: impl FnOnce(Before<'_>) -> T + Send) -> (Self, T) {
        let output = resolved(output);
        let (standing, (remembered, loaded)) = rayon::join(
            || Standing::of(&output),
            || {
                let remembered = Remembered::read(root, &output);
                let loaded = load(Before(&remembered));
                (remembered, loaded)
            },
        );
        let is_untouched = remembered.is_untouched(&standing);
        (Self { root: root.to_owned(), output, standing, remembered, is_untouched, ..Self::default() }, loaded)
    }

    /// The output folder, every link followed.
    #[must_use]
    pub fn output(&self) -> &Path {
        &self.output
    }

    /// Takes in what the site is made from now.
    pub fn ask(&mut self, asked: Asked) {
        self.asked = asked;
    }

    /// What stands there, if nothing has changed, and the faults that were told of it.
    #[must_use]
    pub fn whole(&self) -> Option<(Published, &Diagnostics)> {
        let told = Some(&self.remembered).filter(|_| self.is_untouched)?.told(&self.asked.whole)?;
        let (files, bytes) = self.remembered.size();
        Some((Published { output: self.output.clone(), files, bytes, made: 0, written: 0 }, told))
    }

    /// What each report is made from: its own files, those of the report before it, and what all share.
    #[must_use]
    pub fn keys(&self, documents: &Documents<'_>) -> Keys {
        let key = |report: &ReportFiles| {
            let mut beside = self.asked.begin.clone().chain_update(documents.content);
            let previous = report.record.previous.as_ref();
            let previous =
                documents.reports.iter().filter(|other| previous.is_some_and(|symbol| symbol.value == other.record.symbol.value));
            previous.for_each(|previous| beside.update(previous.content));
            let of = |own: Digest| beside.clone().chain_update(own).finalize().into();
            Key { report: report.id.as_str().to_owned(), whole: of(report.content), apart: of(report.apart) }
        };
        documents.reports.iter().map(key).collect()
    }

    /// What was made before from what it would be made from now, which `keep` takes.
    #[must_use]
    pub fn known<'a>(&self, keys: &Keys, keep: &'a (dyn Fn(&Entry) -> Result<(), Error> + Sync)) -> Known<'a> {
        self.remembered.known(keys, Some(&self.standing).filter(|_| !self.is_untouched), keep)
    }

    /// Remembers what has just been published, and the faults that were `told` of it. Until nothing has changed, those that are known without it are told
    /// anew: those of mastheads and what all share, which are always read, and those of reports that `made` tells of.
    pub fn remember(&self, keys: &Keys, (sources, site, made): (&Sources, &Site, &Made), written: &Written, told: &Diagnostics) {
        let written_at = written.stamps(&self.output);
        // What was not written is a file of the last publication, or a copy that is as old: if it is not, it will be made anew.
        let stamp = |path: &str| written_at(path).or_else(|| self.standing.file(path));
        let whole = Whole { key: self.asked.whole, told: told.clone() };
        let made = (&sources.seen(), site, made);
        let bytes = Remembered::to_bytes(&self.remembered, Of::output(&self.output), (whole, keys), made, (stamp, written.spare.as_ref()));
        bytes.iter().for_each(|bytes| Remembered::write(&self.root, &self.output, bytes));
    }
}
