//! `sijill check`: the languages and the facts hold each other.

mod cases;
mod cli;
mod editors;
mod faults;
mod formats;
mod pages;
mod site;
mod waivers;
