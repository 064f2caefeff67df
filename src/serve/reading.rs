//! What the audit has read of the artifacts, so that an edit costs the reading of the pages that it changed.

use super::live::Artifacts;
use crate::audit::{Audit, Lines, Reading};
use crate::diagnostic::Diagnostics;
use crate::link::Site;
use crate::path::OutputPath;
use crate::render::{self, InterfaceStrings};
use crate::source::{Digest, Sources};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many readings are held against each other before somebody is asked whether the rest is still wanted.
const READ_AT_ONCE: usize = 1000;

/// Readings of artifacts.
#[derive(Default)]
pub(super) struct Readings {
    /// The interface strings that pages are held against, and the files that they are from.
    strings: Option<(Vec<Digest>, InterfaceStrings)>,
    read: Mutex<BTreeMap<OutputPath, Known>>,
}

struct Known {
    bytes: Bytes,
    reading: Reading<'static>,
}

impl Readings {
    /// Begins a build; forgets everything if other interface strings are to be looked for.
    pub(super) fn begin(&mut self, site: &Site, sources: &Sources) {
        let files: Vec<Digest> = site.theme.messages.values().map(|&file| sources.file(file).digest).collect();
        if self.strings.as_ref().is_none_or(|(before, _)| *before != files) {
            self.read.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
            self.strings = Some((files, InterfaceStrings::new(&render::message_files(site), sources)));
        }
    }

    /// Reads an artifact, unless it was read before.
    pub(super) fn read(&self, path: &OutputPath, bytes: &Bytes) {
        let Some((_, strings)) = &self.strings else { return };
        let is_known = |known: &Known| render::are_same(&known.bytes, bytes);
        if self.read.lock().unwrap_or_else(PoisonError::into_inner).get(path).is_some_and(is_known) {
            return;
        }
        let mut lines = Lines::default();
        let reading = Reading::new(path.as_str(), bytes, strings, &mut lines).kept(&lines);
        let known = Known { bytes: bytes.clone(), reading };
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), known);
    }

    /// Reports what only shows in a whole site; whether to the end, since nobody waits for it once `has_left`.
    pub(super) fn audit(&mut self, artifacts: &Artifacts, diagnostics: &mut Diagnostics, has_left: &dyn Fn() -> bool) -> bool {
        let read = self.read.get_mut().unwrap_or_else(PoisonError::into_inner);
        read.retain(|path, _| artifacts.contains_key(path.as_str()));
        let audit = Audit::default();
        for (index, (path, known)) in read.iter().enumerate() {
            if index % READ_AT_ONCE == 0 && has_left() {
                return false;
            }
            audit.add(path.as_str(), &known.reading);
        }
        audit.finish(diagnostics);
        true
    }
}
