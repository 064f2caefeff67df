//! The default theme, as `build.rs` found it below `themes/` when the program was compiled.

use super::Digest;

/// A file of the theme.
pub(super) struct Embedded {
    /// Its path below the site's root.
    pub(super) path: &'static str,
    /// What it holds.
    pub(super) bytes: &'static [u8],
    /// The SHA-256 of that.
    pub(super) digest: Digest,
}

include!(concat!(env!("OUT_DIR"), "/embedded_theme.rs"));
