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
use std::collections::BTreeMap;
use std::path::Path;

/// One source file: its path below the root, and its bytes.
#[derive(Debug)]
pub struct SourceFile {
    /// The path below the site's root.
    pub path: SourcePath,
    /// The text; for a file that is no text, empty.
    pub text: String,
    /// The bytes of a file that the theme copies as it is, such as a font.
    pub bytes: Vec<u8>,
}

/// Reads every file below `root` that a site is made of, laid over the embedded theme: bytes by path.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn gather(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut found: BTreeMap<String, Vec<u8>> = embedded::FILES.iter().map(|&(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    found.extend(walk::files(root)?);
    Ok(found)
}

/// The embedded theme's file of this path.
#[must_use]
pub fn embedded(path: &str) -> Option<&'static [u8]> {
    embedded::FILES.iter().find(|(own, _)| *own == path).map(|(_, bytes)| *bytes)
}

/// All source files of a site, sorted by path.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Reads `content/`, `seeds/` and `themes/` below `root`, and lays them over the embedded theme.
    ///
    /// A file that is not UTF-8 is reported and read as UTF-16 or with replacement characters, so that one bad file hides no
    /// other fault.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn load(root: &Path, diagnostics: &mut Diagnostics) -> Result<Self, Error> {
        Ok(Self::from_files(gather(root)?.into_iter().collect(), diagnostics))
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

    /// Makes sources from paths and bytes that are in memory already, sorted by path.
    #[must_use]
    pub fn from_files(found: Vec<(String, Vec<u8>)>, diagnostics: &mut Diagnostics) -> Self {
        let mut files = Vec::with_capacity(found.len());
        for (path, bytes) in found {
            let id = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX));
            if is_binary_asset(&path) {
                files.push(SourceFile { path: SourcePath::new(path), text: String::new(), bytes });
                continue;
            }
            let text = match String::from_utf8(bytes) {
                // A byte order mark says nothing in UTF-8 and would hide what a file begins with.
                Ok(text) => text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text),
                Err(error) => {
                    let at = error.utf8_error().valid_up_to();
                    let (text, label) = match utf16(error.as_bytes()) {
                        Some(text) => (text, "the file is UTF-16"),
                        None => (String::from_utf8_lossy(error.as_bytes()).into_owned(), "the first byte that is not UTF-8"),
                    };
                    let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                    diagnostics.push(
                        Diagnostic::new(Code::NotUtf8, Span::new(id, at..at + length), format!("`{path}` is not UTF-8"))
                            .label(label)
                            .hint("save the file again as UTF-8"),
                    );
                    text
                }
            };
            files.push(SourceFile { path: SourcePath::new(path), text, bytes: Vec::new() });
        }
        Self { files }
    }

    /// The files with their ids, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }

    /// The bytes of a file that is copied as it is; empty for a text.
    #[must_use]
    pub fn bytes(&self, file: FileId) -> &[u8] {
        &self.files[file.0 as usize].bytes
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
