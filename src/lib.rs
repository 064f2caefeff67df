//! Sijill, a compiler for official reports.
#![doc = ""]

pub mod diagnostic;
mod error;
pub mod link;
pub mod parse;
pub mod path;
pub mod source;

pub use error::Error;
