//! Lines of pages that stand on many pages, with what they say: read once for all pages of a folder.
//!
//! A navigation, a list of links and a drawn piece are the same lines on each of their pages, and follow one another in the same order. What a line
//! says is remembered by where in the line it stands, so that nothing of a page is copied but the line itself; and with each line the one that came
//! after it, so that a run of lines is compared and not looked up.

use super::{Pages, is_external, leads_out_of_page};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// How long a remembered line is at most, in bytes: a longer one is text that stands on one page.
const LONGEST: usize = 512;

/// How many lines are told from others.
const MOST: usize = 1 << 14;

/// What a page says, in its order; `T` is a text, or the part of its line that it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Said<T> {
    /// An element is open from here on: its name, and the language that it names.
    Open(T, Option<T>),
    /// An end tag, by its name.
    Close(T),
    /// An id.
    Id(T),
    /// An address that a reader may follow.
    Link(T),
    /// One that leads out of the page and not out of the site, by its number among [`Lines`]' addresses.
    Address(u32),
    /// An address that the page itself asks for.
    Request(T),
    /// The level of a heading.
    Heading(u8),
    /// A text in the language of what it stands in.
    Text(T),
    /// A text, in the language that its own tag names: the language, and the text.
    TextIn(T, T),
}

impl<T> Said<T> {
    /// The same, of texts that are not taken.
    pub(super) fn as_ref(&self) -> Said<&T> {
        match self {
            Self::Open(name, language) => Said::Open(name, language.as_ref()),
            Self::Close(name) => Said::Close(name),
            Self::Id(id) => Said::Id(id),
            Self::Link(link) => Said::Link(link),
            Self::Address(address) => Said::Address(*address),
            Self::Request(request) => Said::Request(request),
            Self::Heading(level) => Said::Heading(*level),
            Self::Text(text) => Said::Text(text),
            Self::TextIn(language, text) => Said::TextIn(language, text),
        }
    }

    /// The same with other texts; none if there is none for one of them.
    pub(super) fn map<U>(self, text: impl Fn(T) -> Option<U>) -> Option<Said<U>> {
        Some(match self {
            Self::Open(name, Some(language)) => Said::Open(text(name)?, Some(text(language)?)),
            Self::Open(name, None) => Said::Open(text(name)?, None),
            Self::Close(name) => Said::Close(text(name)?),
            Self::Id(id) => Said::Id(text(id)?),
            Self::Link(link) => Said::Link(text(link)?),
            Self::Address(address) => Said::Address(address),
            Self::Request(request) => Said::Request(text(request)?),
            Self::Heading(level) => Said::Heading(level),
            Self::Text(own) => Said::Text(text(own)?),
            Self::TextIn(language, own) => Said::TextIn(text(language)?, text(own)?),
        })
    }
}

/// A part of a line, from and to a byte.
pub(super) type Part = (u16, u16);

/// What a line says without the elements that it both opens and closes, which nothing behind it stands in.
fn without_own(line: &str, said: Vec<Said<Part>>) -> Vec<Said<Part>> {
    let text = |(from, to): Part| line.get(usize::from(from)..usize::from(to)).unwrap_or_default();
    let mut kept: Vec<Said<Part>> = Vec::with_capacity(said.len());
    // The elements that stand open within the line, by their places in what is kept.
    let mut open: Vec<usize> = Vec::new();
    for one in said {
        match one {
            Said::Close(name) => match open.pop().map(|at| (at, kept[at])) {
                Some((at, Said::Open(opened, language))) if text(opened).eq_ignore_ascii_case(text(name)) => {
                    kept.remove(at);
                    for said in &mut kept[at..] {
                        if let (Said::Text(text), Some(language)) = (*said, language) {
                            *said = Said::TextIn(language, text);
                        }
                    }
                }
                // What is closed stood open before the line, or is no element that was opened last.
                _ => {
                    open.clear();
                    kept.push(one);
                }
            },
            Said::Open(..) => {
                open.push(kept.len());
                kept.push(one);
            }
            _ => kept.push(one),
        }
    }
    kept
}

/// A line that is known.
#[derive(Debug)]
struct Line {
    text: Box<str>,
    said: Box<[Said<Part>]>,
    /// The line that came after it last time.
    next: Option<usize>,
}

/// Lines of the pages of one folder.
#[derive(Debug, Default)]
pub struct Lines {
    folder: String,
    /// The hashes of lines that stood once: most lines that do will not stand again.
    once: FxHashSet<u64>,
    known: Vec<Line>,
    /// The known lines by their hashes.
    by_hash: FxHashMap<u64, usize>,
    /// The line that was read last, if it is known.
    last: Option<usize>,
    /// The internal addresses that were met, each with the pages on which it stands, if it was counted on any.
    addresses: Vec<(Box<str>, Option<Pages>)>,
    by_address: FxHashMap<Box<str>, u32>,
}

impl Lines {
    /// The folder that these are lines of.
    pub(super) fn folder(&self) -> &str {
        &self.folder
    }

    /// Begins a page; lines of other folders lead elsewhere, and are forgotten.
    pub(super) fn begin(&mut self, folder: &str) {
        self.last = None;
        if self.folder != folder || self.once.len() > MOST {
            self.once.clear();
            self.known.clear();
            self.by_hash.clear();
        }
        if self.folder != folder {
            self.addresses.clear();
            self.by_address.clear();
            folder.clone_into(&mut self.folder);
        }
    }

    /// The number of an internal address.
    pub(super) fn number(&mut self, address: &str) -> u32 {
        if let Some(&number) = self.by_address.get(address) {
            return number;
        }
        let number = u32::try_from(self.addresses.len()).unwrap_or(u32::MAX);
        self.addresses.push((address.into(), None));
        self.by_address.insert(address.into(), number);
        number
    }

    /// The internal address of a number.
    pub(super) fn address(&self, number: u32) -> &str {
        self.addresses.get(number as usize).map_or("", |(address, _)| address)
    }

    /// Counts a page for an address that stands on it.
    pub(super) fn count(&mut self, number: u32, page: (&str, usize)) {
        match self.addresses.get_mut(number as usize) {
            Some((_, Some(pages))) => pages.add(page),
            Some((_, pages)) => *pages = Some(Pages::of(page)),
            None => {}
        }
    }

    /// The folder, and every address that was counted, with its pages, which are then counted anew.
    pub(super) fn counted(&mut self) -> (&str, impl Iterator<Item = (&str, Pages)>) {
        (&self.folder, self.addresses.iter_mut().filter_map(|(address, pages)| Some((&**address, pages.take()?))))
    }

    /// The line that `rest` begins with, if it is the one that came after the last line before: its length in bytes, and what it says.
    pub(super) fn next(&mut self, rest: &str) -> Option<(usize, &[Said<Part>])> {
        let next = self.known[self.last?].next?;
        let line = &self.known[next];
        let length = line.text.len();
        let is_next = rest.as_bytes().get(length) == Some(&b'\n') && rest.as_bytes().starts_with(line.text.as_bytes());
        is_next.then(|| {
            self.last = Some(next);
            (length, &*line.said)
        })
    }

    /// What a line says, if it was read before; if it was not, whether it is worth remembering: one that stands here again.
    pub(super) fn get(&mut self, line: &str) -> Result<&[Said<Part>], bool> {
        let before = self.last.take();
        if line.len() > LONGEST {
            return Err(false);
        }
        let hash = FxBuildHasher.hash_one(line);
        match self.by_hash.get(&hash) {
            Some(&known) if *self.known[known].text == *line => {
                self.follow(before, known);
                Ok(&self.known[known].said)
            }
            Some(_) => Err(false),
            None => Err(!self.once.insert(hash)),
        }
    }

    /// Remembers what a line says.
    pub(super) fn insert(&mut self, line: &str, said: Vec<Said<Part>>) {
        let mut said = without_own(line, said);
        for said in &mut said {
            let Said::Link((from, to)) = *said else { continue };
            let link = line.get(usize::from(from)..usize::from(to)).unwrap_or_default();
            if leads_out_of_page(link) && !is_external(link) {
                *said = Said::Address(self.number(link));
            }
        }
        self.by_hash.insert(FxBuildHasher.hash_one(line), self.known.len());
        self.last = Some(self.known.len());
        self.known.push(Line { text: line.into(), said: said.into(), next: None });
    }

    /// Notes that a line came after another.
    fn follow(&mut self, before: Option<usize>, line: usize) {
        if let Some(before) = before {
            self.known[before].next = Some(line);
        }
        self.last = Some(line);
    }
}
