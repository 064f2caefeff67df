//! What parsing remembers of each file, so that an edit costs the parsing of one file.
//!
//! Parsing a file is a pure function of its path, its place among the sources and its text; what is remembered is used only where all three are
//! the same, and brings the file's diagnostics with it. Nothing here outlives the program.

use crate::diagnostic::Diagnostics;
use crate::path::{FileId, SourcePath};
use crate::source::{Digest, SourceFile, Sources};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The products of files parsed before, and which files could not be read at all.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<SourcePath, Remembered>>,
}

#[derive(Debug)]
struct Remembered {
    file: FileId,
    digest: Digest,
    /// Whether the file gave no product, or one that says nothing.
    is_unread: bool,
    product: Arc<dyn Any + Send + Sync>,
    diagnostics: Diagnostics,
}

impl Memory {
    fn files(&self) -> MutexGuard<'_, BTreeMap<SourcePath, Remembered>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files that gave no product: neither a section nor a single record could be read.
    #[must_use]
    pub fn unread(&self) -> BTreeSet<SourcePath> {
        self.files().iter().filter(|(_, remembered)| remembered.is_unread).map(|(path, _)| path.clone()).collect()
    }

    /// Notes that a file's record could not be read, and that what stands in for it says nothing.
    pub(super) fn stood_in_for(&self, source: &SourceFile) {
        if let Some(remembered) = self.files().get_mut(&source.path) {
            remembered.is_unread = true;
        }
    }

    /// Begins a run: forgets files that are gone.
    pub(super) fn begin(&self, sources: &Sources) {
        self.files().retain(|path, _| sources.find(path.as_str()).is_some());
    }

    /// Parses a file through `make`, or gives what it came to before; none if it cannot be read.
    pub(super) fn recall<T: Any + Clone + Send + Sync>(
        &self,
        file: FileId,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
        make: impl FnOnce(&mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        let before = self.files().get(&source.path).filter(|before| before.file == file && before.digest == source.digest).map(|before| {
            diagnostics.extend(before.diagnostics.clone());
            Arc::clone(&before.product)
        });
        if let Some(product) = before.as_ref().and_then(|product| product.downcast_ref::<Option<T>>()) {
            return product.clone();
        }
        let mut own = Diagnostics::default();
        let product = make(&mut own);
        diagnostics.extend(own.clone());
        let remembered =
            Remembered { file, digest: source.digest, is_unread: product.is_none(), product: Arc::new(product.clone()), diagnostics: own };
        self.files().insert(source.path.clone(), remembered);
        product
    }
}
