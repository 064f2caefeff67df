//! What rendering makes: files by path.

use crate::path::OutputPath;
use bytes::Bytes;
use sha2::{Digest, Sha256};

/// A file of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Where it stands below the output's root.
    pub path: OutputPath,
    /// Its bytes, shared with whoever keeps them.
    pub bytes: Bytes,
}

impl Artifact {
    /// Makes an artifact.
    #[must_use]
    pub fn new(path: OutputPath, bytes: impl Into<Bytes>) -> Self {
        Self { path, bytes: bytes.into() }
    }
}

/// Whether bytes are the same; those in one place are not compared.
#[must_use]
pub fn are_same(one: &Bytes, other: &Bytes) -> bool {
    (one.as_ptr(), one.len()) == (other.as_ptr(), other.len()) || one == other
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&sha256_bytes(bytes))
}

/// The SHA-256 of bytes behind one another, in lower-case hexadecimal.
pub(super) fn sha256_of<'b>(parts: impl Iterator<Item = &'b [u8]>) -> String {
    hexadecimal(&parts.fold(Sha256::new(), Sha256::chain_update).finalize().into())
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

/// The SHA-256 of bytes that come piece by piece.
#[derive(Default)]
pub(super) struct Hashing(Sha256);

impl Hashing {
    /// Takes the next bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// The SHA-256 of bytes.
#[must_use]
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
