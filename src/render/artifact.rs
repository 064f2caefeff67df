//! What rendering makes: files by path.

use crate::path::OutputPath;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it stands below the output's root.
    pub path: OutputPath,
    /// Its bytes, shared with whoever keeps them.
    pub bytes: Arc<[u8]>,
}

impl Artifact {
    /// Makes an artifact.
    #[must_use]
    pub fn new(path: OutputPath, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { path, bytes: bytes.into() }
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&sha256_bytes(bytes))
}

/// The SHA-256 of texts behind one another, in lower-case hexadecimal.
pub(super) fn sha256_of<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    hexadecimal(&texts.fold(Sha256::new(), Sha256::chain_update).finalize().into())
}

/// A SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(digest: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The SHA-256 of bytes.
#[must_use]
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
