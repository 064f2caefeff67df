//! Disk → [`Sources`]: every text that a build reads, taken once.
//!
//! What comes in is the site's root folder; what goes out is an ordered list of paths and texts. Nothing is parsed
//! here, and no later stage reads the disk. The default theme is embedded in the program (`embedded`); a file of
//! the site's `themes/` stands in for the embedded file of the same path.

mod embedded;
mod walk;

pub use walk::{FOLDERS, is_passed_over};

use crate::Error;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Texts};
use crate::path::{FileId, SourcePath};
use rayon::iter::{ParallelBridge, ParallelIterator};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One source file: its path below the root, and what it holds. A copy shares the text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the site's root.
    pub path: SourcePath,
    /// The text; for a file that is no text, empty.
    pub text: Arc<str>,
    /// The bytes of a file that the theme copies as it is, such as a font.
    pub bytes: Arc<[u8]>,
    /// The SHA-256 of the file.
    pub digest: Digest,
    /// Whether it is a file of the embedded theme, in which no author makes a mistake.
    pub is_embedded: bool,
    /// What is wrong with a text that is not UTF-8.
    misread: Option<Misread>,
}

/// A SHA-256.
pub type Digest = [u8; 32];

/// Where a text stopped being UTF-8, and what it is instead.
#[derive(Debug, Clone)]
struct Misread {
    at: usize,
    label: &'static str,
}

impl SourceFile {
    /// Makes a source file of its bytes.
    ///
    /// A text that is not UTF-8 is read as UTF-16 or with replacement characters, so that one bad file hides no other fault.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (path, digest) = (path.into(), Sha256::digest(&bytes).into());
        if is_binary_asset(&path) {
            return Self {
                path: SourcePath::new(path),
                text: Arc::default(),
                bytes: bytes.into(),
                digest,
                is_embedded: false,
                misread: None,
            };
        }
        let (text, misread) = match simdutf8::compat::from_utf8(&bytes) {
            // A byte order mark says nothing in UTF-8 and would hide what a file begins with.
            Ok(text) => (text.strip_prefix('\u{FEFF}').unwrap_or(text).into(), None),
            Err(error) => {
                let (text, label) = match utf16(&bytes) {
                    Some(text) => (text, "the file is UTF-16"),
                    None => (String::from_utf8_lossy(&bytes).into_owned(), "the first byte that is not UTF-8"),
                };
                (text.into(), Some(Misread { at: error.valid_up_to(), label }))
            }
        };
        Self { path: SourcePath::new(path), text, bytes: Arc::default(), digest, is_embedded: false, misread }
    }

    /// Whether the file holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.bytes.is_empty()
    }
}

/// Reads every file below `root` that a site is made of, laid over the embedded theme, by path.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn gather(root: &Path) -> Result<BTreeMap<String, SourceFile>, Error> {
    let read = |found: Result<(String, PathBuf), Error>| {
        let (path, place) = found?;
        let bytes = std::fs::read(&place).map_err(|error| Error::read(&place, error))?;
        Ok((path.clone(), SourceFile::new(path, bytes)))
    };
    // Files are read while others are still being found.
    let own = || walk::files(root).par_bridge().map(read).collect::<Result<Vec<(String, SourceFile)>, Error>>();
    let embedded = || embedded::FILES.iter().map(|file| (file.0.to_owned(), embedded_file(file))).collect();
    let (own, embedded): (_, BTreeMap<String, SourceFile>) = rayon::join(own, embedded);
    let mut found = embedded;
    found.extend(own?);
    Ok(found)
}

/// The embedded theme's file of this path.
#[must_use]
pub fn embedded(path: &str) -> Option<SourceFile> {
    embedded::FILES.iter().find(|(own, _)| *own == path).map(embedded_file)
}

fn embedded_file(&(path, bytes): &(&str, &[u8])) -> SourceFile {
    SourceFile { is_embedded: true, ..SourceFile::new(path, bytes.to_vec()) }
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
        Ok(Self::new(gather(root)?.into_values(), diagnostics))
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
            let Some(Misread { at, label }) = file.misread else { continue };
            let length = file.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
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
        &self.files[file.0 as usize].text
    }
}

/// The text of a file that begins with a byte order mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (mark, rest) = bytes.split_first_chunk::<2>()?;
    let unit = match mark {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// Whether a file is no text: whatever is not one of the text kinds that a site is made of. Of a theme it is copied as it is.
fn is_binary_asset(path: &str) -> bool {
    const TEXT: [&str; 11] = ["html", "css", "js", "svg", "yaml", "ftl", "txt", "xml", "json", "md", "webmanifest"];
    !path.rsplit_once('.').is_some_and(|(_, ending)| TEXT.contains(&ending))
}
