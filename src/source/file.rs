//! One source file: where it is, what it holds, and what tells it from others.

use super::Digest;
use super::embedded::Embedded;
use super::seen::{Look, Stamp};
use crate::path::SourcePath;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io::{self, Read as _};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// One source file: its path below the root, and what it holds. A copy shares the text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path below the site's root.
    pub path: SourcePath,
    /// The SHA-256 of the file.
    pub digest: Digest,
    /// What tells whether it was touched since; none, if that cannot be told.
    pub(super) stamp: Option<Stamp>,
    content: Content,
}

/// A text, of which a copy takes no memory.
#[derive(Debug, Clone)]
pub enum Text {
    /// A text that is part of the program.
    Embedded(&'static str),
    /// A text that was read.
    Read(Arc<str>),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Embedded(text) => text,
            Self::Read(text) => text,
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone)]
enum Content {
    Embedded(Text, &'static [u8]),
    Read(Held),
    /// What holds what it held when it was last read, and is read when somebody asks; nothing, if it does not after all.
    Untouched(PathBuf, OnceLock<Option<Held>>),
}

/// What was read of a file: a text or, of what is none, bytes.
#[derive(Debug, Clone)]
struct Held {
    text: Text,
    bytes: Bytes,
    misread: Option<Misread>,
}

/// Where a text stopped being UTF-8, and what it is instead.
#[derive(Debug, Clone)]
pub(super) struct Misread {
    pub(super) at: usize,
    pub(super) label: &'static str,
}

/// A file without a text.
const NO_TEXT: &Text = &Text::Embedded("");

impl Held {
    fn new(path: &str, bytes: Vec<u8>) -> Self {
        if is_binary_asset(path) {
            return Self { text: NO_TEXT.clone(), bytes: bytes.into(), misread: None };
        }
        let (text, misread): (Arc<str>, _) = match simdutf8::compat::from_utf8(&bytes) {
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
        Self { text: Text::Read(text), bytes: Bytes::new(), misread }
    }
}

impl SourceFile {
    /// Makes a source file of its bytes.
    ///
    /// A text that is not UTF-8 is read as UTF-16 or with replacement characters, so that one bad file hides no other fault.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (path, digest) = (path.into(), Sha256::digest(&bytes).into());
        let content = Content::Read(Held::new(&path, bytes));
        Self { path: SourcePath::new(path), digest, stamp: None, content }
    }

    /// A file of the embedded theme.
    pub(super) fn embedded(file: &Embedded) -> Self {
        let content = match simdutf8::basic::from_utf8(file.bytes) {
            Ok(text) if !is_binary_asset(file.path) => Content::Embedded(Text::Embedded(text), &[]),
            _ => Content::Embedded(NO_TEXT.clone(), file.bytes),
        };
        Self { path: SourcePath::new(file.path), digest: file.digest, stamp: None, content }
    }

    /// Reads a file at its place on the disk, now or, if it was seen before and not touched since, when somebody asks for it.
    pub(super) fn read(path: String, place: &Path, look: Look<'_>) -> io::Result<Self> {
        if let Some((stamp, digest)) = look.untouched(&path, || fs::metadata(place)) {
            let content = Content::Untouched(place.to_owned(), OnceLock::new());
            return Ok(Self { path: SourcePath::new(path), digest, stamp: Some(stamp), content });
        }
        let mut file = fs::File::open(place)?;
        // What changes after this has another stamp.
        let metadata = file.metadata()?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(usize::try_from(metadata.len()).unwrap_or_default())?;
        file.read_to_end(&mut bytes)?;
        Ok(Self { stamp: look.stamp(&metadata), ..Self::new(path, bytes) })
    }

    /// What was read of it, now if need be.
    fn content(&self) -> (&Text, &[u8], Option<&Misread>) {
        let read = match &self.content {
            Content::Embedded(text, bytes) => return (text, bytes, None),
            Content::Read(read) => Some(read),
            Content::Untouched(place, read) => {
                let again = || fs::read(place).ok().filter(|bytes| self.digest == *Sha256::digest(bytes));
                read.get_or_init(|| Some(Held::new(self.path.as_str(), again()?))).as_ref()
            }
        };
        read.map_or((NO_TEXT, &[], None), |read| (&read.text, &read.bytes, read.misread.as_ref()))
    }

    /// The text; of a file that is no text, empty.
    #[must_use]
    pub fn text(&self) -> &Text {
        self.content().0
    }

    /// What a theme copies as it is.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self.content() {
            (text, [], _) => text.as_bytes(),
            (_, bytes, _) => bytes,
        }
    }

    /// Whether the file holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    /// Whether it is a file of the embedded theme, in which no author makes a mistake.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.content, Content::Embedded(..))
    }

    /// What is wrong with a text that was read and is not UTF-8.
    pub(super) fn misread(&self) -> Option<&Misread> {
        match &self.content {
            Content::Read(read) => read.misread.as_ref(),
            _ => None,
        }
    }

    /// Whether it was touched between being found and being read.
    pub(super) fn is_lost(&self) -> bool {
        matches!(&self.content, Content::Untouched(_, read) if matches!(read.get(), Some(None)))
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
