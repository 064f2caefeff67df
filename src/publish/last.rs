//! The last publication into a folder, and what has changed since.

use super::remembered::Remembered;
use super::standing::Standing;
use super::{Published, Stamps, resolved};
use crate::link::{Outline, Site};
use crate::parse::{Documents, ReportFiles};
use crate::render::{Entries, Made};
use crate::source::{Digest, Sources};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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
    /// What every key begins with: the program, and what it is asked for.
    asked: Sha256,
    /// The hash of all that the whole site is made from now.
    whole: Digest,
}

/// Each report, in the order of the site, with the hash of all that its files are made from.
pub type Keys = Vec<(String, Digest)>;

impl Last {
    /// The last publication of the site of `root` into `output`.
    #[must_use]
    pub fn read(root: &Path, output: &Path) -> Self {
        let output = resolved(output);
        let (standing, remembered) = rayon::join(|| Standing::of(&output), || Remembered::read(root, &output));
        Self { root: root.to_owned(), output, standing, remembered, ..Self::default() }
    }

    /// Takes in what the site is made from now.
    pub fn ask(&mut self, base_url: Option<&str>, sources: &Sources) {
        self.asked = Sha256::new().chain_update(env!("SIJILL_PROGRAM")).chain_update([0]).chain_update(base_url.unwrap_or_default());
        let mut whole = self.asked.clone();
        for (_, file) in sources.iter() {
            whole.update([0]);
            whole.update(file.path.as_str());
            whole.update([0]);
            whole.update(file.digest);
        }
        self.whole = whole.finalize().into();
    }

    /// What stands there, if nothing has changed.
    #[must_use]
    pub fn whole(&self) -> Option<Published> {
        let (files, bytes) = self.remembered.whole(&self.whole, &self.standing)?;
        Some(self.published(files, bytes, 0))
    }

    /// What stands there now.
    #[must_use]
    pub fn published(&self, files: usize, bytes: usize, written: usize) -> Published {
        Published { output: self.output.clone(), files, bytes, written }
    }

    /// What each report is made from: its own files, those of the report before it, and what all share.
    #[must_use]
    pub fn keys(&self, documents: &Documents<'_>) -> Keys {
        let key = |report: &ReportFiles| {
            let mut key = self.asked.clone().chain_update(documents.content).chain_update(report.content);
            let previous = report.record.previous.as_ref();
            let previous =
                documents.reports.iter().filter(|other| previous.is_some_and(|symbol| symbol.value == other.record.symbol.value));
            previous.for_each(|previous| key.update(previous.content));
            (report.id.as_str().to_owned(), key.finalize().into())
        };
        documents.reports.iter().map(key).collect()
    }

    /// The reports of which nothing has changed, each with its files and with what is told of it.
    #[must_use]
    pub fn reports(&self, keys: &Keys) -> BTreeMap<usize, (Entries, Outline)> {
        self.remembered.reports(keys, &self.standing)
    }

    /// Remembers what has just been published without a fault.
    pub fn remember(&self, keys: &Keys, site: &Site, made: &Made, stamps: &Stamps) {
        let stamps = stamps.checked(&self.output);
        // What was not written is a file of the last publication, or a copy that is as old: if it is not, it will be made anew.
        let stamp = |path: &str| stamps.get(path).copied().or_else(|| Some(self.standing.file(path)?.stamp));
        let remembered = Remembered::of(&self.output, &self.whole, keys, (site, made), stamp);
        remembered.iter().for_each(|remembered| remembered.write(&self.root));
    }
}
