//! Where the addresses of a book's parts lead once the parts have left the site.
//!
//! What stands in the book is linked within it; what does not is linked where the site will stand, if it knows that, and else not at all.

use super::markup;
use crate::link::Site;
use crate::path::OutputPath;
use crate::render::book::{Book, Part};
use crate::render::view::absolute;
use std::collections::{BTreeMap, BTreeSet};

/// The addresses of a book.
pub(super) struct Links<'a> {
    site: &'a Site,
    parts: &'a [Part],
    /// The part, and the id in it, at which a page of the site stands.
    pages: BTreeMap<&'a str, (usize, &'a str)>,
    ids: Vec<BTreeSet<String>>,
    /// The address of a part's beginning, and of an id in it, from a given part.
    address: fn(from: &Part, to: &Part, id: &str) -> String,
}

impl<'a> Links<'a> {
    pub(super) fn new(site: &'a Site, book: &'a Book<'_>, address: fn(&Part, &Part, &str) -> String) -> Self {
        let mut pages = BTreeMap::new();
        for (index, part) in book.parts.iter().enumerate() {
            for (path, id) in &part.stands_for {
                pages.entry(path.as_str()).or_insert((index, id.as_str()));
            }
        }
        let ids = book.parts.iter().map(|part| markup::ids(&part.html)).collect();
        Self { site, parts: &book.parts, pages, ids, address }
    }

    /// The address in the book for one that part `from` has; none if there is nowhere to lead to.
    pub(super) fn resolve(&self, from: usize, href: &str) -> Option<String> {
        let part = &self.parts[from];
        let (address, fragment) = href.split_once('#').unwrap_or((href, ""));
        if address.contains(':') || address.starts_with("//") {
            return Some(href.to_owned());
        }
        let address = address.split('?').next().unwrap_or_default();
        let target = if address.is_empty() { part.path.clone() } else { part.path.resolve(address)? };
        if let Some(to) = self.holding(from, &target, fragment) {
            return Some((self.address)(part, &self.parts[to], fragment));
        }
        if let Some(&(to, id)) = self.pages.get(target.as_str()) {
            let id = if self.ids[to].contains(id) { id } else { "" };
            return Some((self.address)(part, &self.parts[to], id));
        }
        let outside = absolute(self.site, &target)?;
        Some(if fragment.is_empty() { outside } else { format!("{outside}#{fragment}") })
    }

    /// The part that holds a fragment of a page: one that stands for the page, or, where what the page holds stands elsewhere, one of its language.
    fn holding(&self, from: usize, target: &OutputPath, fragment: &str) -> Option<usize> {
        if fragment.is_empty() {
            return None;
        }
        let holds = |index: &usize| self.ids[*index].contains(fragment);
        let same_page = |index: &usize| {
            let part = &self.parts[*index];
            part.path == *target && (*index == from || part.stands_for.is_empty()) || part.stands_for.iter().any(|(path, _)| path == target)
        };
        let all = || 0..self.parts.len();
        let elsewhere = || {
            let (to, _) = self.pages.get(target.as_str())?;
            all().find(|index| holds(index) && self.parts[*index].lang == self.parts[*to].lang)
        };
        all().find(|index| same_page(index) && holds(index)).or_else(elsewhere)
    }
}
