//! What parsing remembers of each file, so that an edit costs the parsing of one file.
//!
//! Parsing a file is a pure function of its path, its place among the sources and its text; what is remembered is used only where all three are
//! the same, and brings the file's diagnostics with it. Nothing here outlives the program.

use crate::diagnostic::Diagnostics;
use crate::path::{FileId, SourcePath};
use crate::source::{SourceFile, Sources};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};

/// The products of files parsed before, and which files could not be read at all in the last run.
#[derive(Default)]
pub struct Memory {
    files: BTreeMap<SourcePath, Remembered>,
    unread: BTreeSet<SourcePath>,
}

struct Remembered {
    file: FileId,
    text: String,
    product: Box<dyn Any + Send>,
    diagnostics: Diagnostics,
}

impl Memory {
    /// The files that gave no product in the last run: neither a section nor a single record could be read.
    #[must_use]
    pub fn unread(&self) -> &BTreeSet<SourcePath> {
        &self.unread
    }

    /// Notes that a file's record could not be read, and that what stands in for it says nothing.
    pub(super) fn stood_in_for(&mut self, source: &SourceFile) {
        self.unread.insert(source.path.clone());
    }

    /// Begins a run: forgets files that are gone, and what the last run could not read.
    pub(super) fn begin(&mut self, sources: &Sources) {
        self.unread.clear();
        self.files.retain(|path, _| sources.find(path.as_str()).is_some());
    }

    /// Parses a file through `make`, or gives what it came to before; none if it cannot be read.
    pub(super) fn recall<T: Any + Clone + Send>(
        &mut self,
        file: FileId,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        let product = self.product(file, source, diagnostics, make);
        if product.is_none() {
            self.unread.insert(source.path.clone());
        }
        product
    }

    fn product<T: Any + Clone + Send>(
        &mut self,
        file: FileId,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        if let Some(before) = self.files.get(&source.path)
            && before.file == file
            && before.text == source.text
            && let Some(product) = before.product.downcast_ref::<Option<T>>()
        {
            diagnostics.extend(before.diagnostics.clone());
            return product.clone();
        }
        let mut own = Diagnostics::default();
        let product = make(&mut own);
        diagnostics.extend(own.clone());
        let remembered = Remembered { file, text: source.text.clone(), product: Box::new(product.clone()), diagnostics: own };
        self.files.insert(source.path.clone(), remembered);
        product
    }
}
