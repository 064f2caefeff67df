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
pub(super) fn sha256_of(texts: impl Iterator<Item = String>) -> String {
    hexadecimal(&texts.fold(Sha256::new(), Sha256::chain_update).finalize().into())
}

/// A SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(digest: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(digest) {
        pair.copy_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
    std::str::from_utf8(&text).unwrap_or_default().to_owned()
}

/// The SHA-256 of bytes.
#[must_use]
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
