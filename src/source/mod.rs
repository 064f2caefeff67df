//! Disk → [`Sources`]: every text that a build reads, taken once.
//!
//! What comes in is the site's root folder; what goes out is an ordered list of paths and texts. Nothing is parsed
//! here, and no later stage reads the disk: the text of a file that was seen before and not touched since ([`Seen`]) is read when
//! it is asked for, if it is. The default theme is embedded in the program (`embedded`); a file of
//! the site's `themes/` stands in for the embedded file of the same path.

mod embedded;
mod file;
mod seen;
mod walk;

pub use file::{SourceFile, Text};
pub use seen::Seen;
pub use walk::{FOLDERS, is_passed_over};

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Texts};
use crate::path::{FileId, SourcePath};
use file::Misread;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use seen::Look;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A SHA-256.
pub type Digest = [u8; 32];

/// Reads every file below `root` that a site is made of, laid over the embedded theme, by path.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn gather(root: &Path) -> Result<BTreeMap<String, SourceFile>, Error> {
    gather_since(root, &Seen::default())
}

/// The same; what was seen before and not touched since is read when it is asked for.
fn gather_since(root: &Path, seen: &Seen) -> Result<BTreeMap<String, SourceFile>, Error> {
    let look = Look::new(seen);
    let read = |(path, place): (String, PathBuf)| {
        let file = SourceFile::read(path.clone(), &place, look).map_err(|error| Error::read(&place, error))?;
        Ok((path, file))
    };
    let found = walk::files(root).collect::<Result<Vec<_>, Error>>()?;
    let own = found.into_par_iter().map(read).collect::<Result<Vec<(String, SourceFile)>, Error>>()?;
    let embedded = embedded::FILES.iter().map(|file| (file.path.to_owned(), SourceFile::embedded(file)));
    Ok(embedded.chain(own).collect())
}

/// The embedded theme's file of this path.
#[must_use]
pub fn embedded(path: &str) -> Option<SourceFile> {
    embedded::FILES.iter().find(|file| file.path == path).map(SourceFile::embedded)
}

/// All source files of a site, sorted by path.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Reads `content/`, `seeds/` and `themes/` below `root`, and lays them over the embedded theme.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Result<Self, Error> {
        Self::load_since(root, &Seen::default(), diagnostics)
    }

    /// Loads them as [`Sources::load`] does; what was `seen` before and not touched since is read when it is asked for.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn load_since(root: &Path, seen: &Seen, diagnostics: &mut Diagnostics) -> Result<Self, Error> {
        Ok(Self::new(gather_since(root, seen)?.into_values(), diagnostics))
    }

    /// What to remember of them, for the next build to know which of them were not touched.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::new(
            self.files
                .iter()
                .filter(|file| file.misread().is_none())
                .filter_map(|file| Some((file.path.as_str(), file.stamp?, file.digest))),
        )
    }

    /// Whether one of them was touched while the build went on, so that what came of it is of no use.
    #[must_use]
    pub fn are_lost(&self) -> bool {
        self.files.iter().any(SourceFile::is_lost)
    }

    /// Writes a source file anew below `root`, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(root: &Path, path: &SourcePath, text: &str) -> Result<(), Error> {
        let target = root.join(path.as_str());
        let beside = target.with_extension("new~");
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
        }
        std::fs::write(&beside, text).map_err(|error| Error::write(&beside, error))?;
        std::fs::rename(&beside, &target).map_err(|error| Error::write(&target, error))
    }

    /// Makes sources of files that are sorted by path, and reports those that are not UTF-8.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = SourceFile>, diagnostics: &mut Diagnostics) -> Self {
        let files: Vec<SourceFile> = files.into_iter().collect();
        for (index, file) in files.iter().enumerate() {
            let Some(&Misread { at, label }) = file.misread() else { continue };
            let length = file.text().get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let span = Span::new(FileId(u32::try_from(index).unwrap_or(u32::MAX)), at..at + length);
            diagnostics.push(
                Diagnostic::new(Code::NotUtf8, span, format!("`{}` is not UTF-8", file.path))
                    .label(label)
                    .hint("save the file again as UTF-8"),
            );
        }
        Self { files }
    }

    /// The files with their ids, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }

    /// A file.
    #[must_use]
    pub fn file(&self, file: FileId) -> &SourceFile {
        &self.files[file.0 as usize]
    }

    /// The file of this path, if the site has it.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(FileId, &SourceFile)> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some((FileId(u32::try_from(index).unwrap_or(u32::MAX)), &self.files[index]))
    }
}

impl Texts for Sources {
    fn path(&self, file: FileId) -> &SourcePath {
        &self.files[file.0 as usize].path
    }

    fn text(&self, file: FileId) -> &str {
        self.files[file.0 as usize].text()
    }
}
