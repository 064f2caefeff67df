//! `sijill check`: the languages and the facts hold each other.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod cases;
mod cli;
mod editors;
mod faults;
mod formats;
mod pages;
mod site;
mod waivers;
