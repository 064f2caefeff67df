//! [`Artifact`]s → faults of the rendered site: what only shows once every page exists.
//!
//! Every internal link and fragment leads somewhere, nothing is asked for from elsewhere, headings nest, images have a text, ids stand once, and
//! no interface string of another language shows. Pages are read as they stream by. What is kept of them is small: the ids of each, and each
//! address once for all pages of a folder, since pages of one folder share most of what they link to.

mod lines;
mod page;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parse::asset;
use crate::path::OutputPath;
use crate::render::{Artifact, InterfaceStrings};
pub use lines::Lines;
use page::PageFacts;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHasher};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Watches artifacts as they are made.
#[derive(Debug, Default)]
pub struct Audit {
    seen: Mutex<Seen>,
    lines: Mutex<Vec<Lines>>,
}

/// Files by the hashes of their paths, each with the hashes of its ids, sorted; files that are no pages have none.
///
/// A site has a million files: that a lost one has the hash of another happens once in billions of such sites.
type Files = FxHashMap<u64, Box<[u32]>>;

/// Files of an earlier build without faults, which are kept as they are.
#[derive(Clone, Copy)]
pub struct Kept<'k> {
    /// Whether there is one of a path.
    pub has: &'k (dyn Fn(&str) -> bool + Sync),
    /// Its bytes.
    pub bytes: &'k (dyn Fn(&str) -> Vec<u8> + Sync),
}

impl Kept<'_> {
    /// No file is kept.
    const NONE: Kept<'static> = Kept { has: &|_| false, bytes: &|_| Vec::new() };
}

/// Faults by what is wrong, with the pages on which it shows.
type Faults = BTreeMap<(Code, String), Pages>;

#[derive(Debug, Default)]
struct Seen {
    /// Every file that was read.
    files: Files,
    /// Internal addresses by what their folders are within, and by folder, each with the pages on which it stands.
    links: FxHashMap<String, FxHashMap<String, FxHashMap<String, Pages>>>,
    /// External addresses with the first page on which they stand.
    external: BTreeMap<String, String>,
    faults: Faults,
    /// How many artifacts were added.
    count: usize,
}

/// The pages on which something stands: the first by path, and how many.
#[derive(Debug, Default)]
struct Pages {
    first: String,
    count: usize,
    /// The page that was added last, by its number.
    last: usize,
}

impl Pages {
    fn of((page, number): (&str, usize)) -> Self {
        Self { first: page.to_owned(), count: 1, last: number }
    }

    /// Adds a page; what stands on it more than once counts once.
    fn add(&mut self, (page, number): (&str, usize)) {
        if self.last == number {
            return;
        }
        self.last = number;
        self.count += 1;
        if page < self.first.as_str() {
            page.clone_into(&mut self.first);
        }
    }

    /// Adds pages of which none was added.
    fn join(&mut self, other: Self) {
        self.count += other.count;
        if other.first < self.first {
            self.first = other.first;
        }
    }
}

/// What one artifact says to the others, and what is wrong with it by itself.
#[derive(Debug, Clone)]
pub struct Reading<'h> {
    /// The hashes of its ids, sorted.
    ids: Box<[u32]>,
    /// Internal addresses that lead out of the page.
    links: Vec<Cow<'h, str>>,
    /// More of them, by their numbers among those of the lines that the page was read with.
    addresses: Vec<u32>,
    /// External addresses.
    external: Vec<Cow<'h, str>>,
    faults: Vec<(Code, String)>,
}

impl<'h> Reading<'h> {
    /// Reads one artifact; `strings` tells the interface strings of all languages, `lines` the lines of other pages that were read.
    #[must_use]
    pub fn new(path: &str, bytes: &'h [u8], strings: &InterfaceStrings, lines: &mut Lines) -> Self {
        let is_page = path.ends_with(".html");
        lines.begin(folder(path));
        let mut facts = match simdutf8::basic::from_utf8(bytes) {
            Ok(html) if is_page => page::read(html, &|text| strings.has(text), lines),
            Ok(css) if path.ends_with(".css") => PageFacts { requests: stylesheet_requests(css).collect(), ..PageFacts::default() },
            _ => PageFacts::default(),
        };
        let styled: Vec<_> = facts.styles.iter().flat_map(|style| stylesheet_requests(style)).collect();
        facts.requests.extend(styled);
        let mut faults = own_faults(&facts, is_page);
        for (language, text) in &facts.texts {
            if let Some(other) = strings.leaks(language, text) {
                faults.push((Code::StringLeak, format!("the interface string `{text}` of `{other}` shows in `{language}`")));
            }
        }
        let (mut own, mut links, mut external) = (Vec::new(), Vec::with_capacity(facts.links.len()), Vec::new());
        let mut follow = |link: Cow<'h, str>| {
            if !leads_out_of_page(&link) {
                own.push(link);
            } else if is_external(&link) {
                external.push(link);
            } else {
                links.push(link);
            }
        };
        facts.links.into_iter().for_each(&mut follow);
        for request in facts.requests.into_iter().filter(|request| !request.starts_with("data:")) {
            if is_external(&request) {
                faults.push((Code::ExternalRequest, format!("`{request}` is asked for from elsewhere")));
            } else {
                follow(request);
            }
        }
        let fragments = own.iter().filter_map(|link| Some((link, link.split_once('#')?.1)));
        let lost = fragments.filter(|(_, fragment)| !fragment.is_empty() && facts.ids.binary_search_by(|id| (**id).cmp(fragment)).is_err());
        faults.extend(
            lost.map(|(link, fragment)| (Code::BrokenLink, format!("`{link}` leads to `#{fragment}`, which `{path}` does not have"))),
        );
        faults.sort();
        faults.dedup();
        Self { ids: shortened(&facts.ids), links, addresses: facts.addresses, external, faults }
    }

    /// The reading without its artifact and the lines that it was read with.
    #[must_use]
    pub fn kept(self, lines: &Lines) -> Reading<'static> {
        let kept = |mut texts: Vec<Cow<'_, str>>| {
            texts.sort_unstable();
            texts.dedup();
            texts.into_iter().map(|text| Cow::Owned(text.into_owned())).collect()
        };
        let mut links = self.links;
        links.extend(self.addresses.into_iter().map(|number| Cow::Borrowed(lines.address(number))));
        Reading { ids: self.ids, links: kept(links), addresses: Vec::new(), external: kept(self.external), faults: self.faults }
    }
}

impl Audit {
    /// Reads one artifact; `strings` tells the interface strings of all languages.
    pub fn observe(&self, artifact: &Artifact, strings: &InterfaceStrings) {
        let path = artifact.path.as_str();
        let mut lines = self.lines_of(folder(path));
        let reading = Reading::new(path, &artifact.bytes, strings, &mut lines);
        let page = (path, self.seen.lock().unwrap_or_else(PoisonError::into_inner).add(path, &reading));
        for link in &reading.links {
            let number = lines.number(link);
            lines.count(number, page);
        }
        reading.addresses.into_iter().for_each(|number| lines.count(number, page));
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).push(lines);
    }

    /// Notes a file that is no page, and that nobody reads.
    pub fn note(&self, path: &OutputPath) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.files.insert(hash(path.as_str()), Box::default());
    }

    /// Lines that no other thread reads with: those of a folder, if there are any.
    fn lines_of(&self, folder: &str) -> Lines {
        let mut lines = {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            let own = lines.iter().position(|lines| lines.folder() == folder).or(lines.len().checked_sub(1));
            own.map(|own| lines.swap_remove(own)).unwrap_or_default()
        };
        if lines.folder() != folder {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).take_counted(&mut lines);
        }
        lines
    }

    /// Takes what an artifact says, read without lines of other pages.
    pub fn add(&self, path: &str, reading: &Reading<'_>) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let page = (path, seen.add(path, reading));
        if !reading.links.is_empty() {
            let links = seen.links_of(folder(path));
            for link in &reading.links {
                match links.get_mut(&**link) {
                    Some(pages) => pages.add(page),
                    None => drop(links.insert(link.clone().into_owned(), Pages::of(page))),
                }
            }
        }
    }
}

impl Seen {
    /// The addresses on the pages of a folder.
    fn links_of(&mut self, folder: &str) -> &mut FxHashMap<String, Pages> {
        self.links.entry(within(folder).to_owned()).or_default().entry(folder.to_owned()).or_default()
    }

    /// Takes what an artifact says, apart from its links; the number of its page.
    fn add(&mut self, path: &str, reading: &Reading<'_>) -> usize {
        self.count += 1;
        let page = (path, self.count);
        for link in &reading.external {
            match self.external.get_mut(&**link) {
                Some(first) if path < first.as_str() => path.clone_into(first),
                Some(_) => {}
                None => drop(self.external.insert(link.clone().into_owned(), path.to_owned())),
            }
        }
        for fault in &reading.faults {
            self.faults.entry(fault.clone()).and_modify(|pages| pages.add(page)).or_insert_with(|| Pages::of(page));
        }
        self.files.insert(hash(path), reading.ids.clone());
        self.count
    }

    /// Takes the addresses that were counted with lines.
    fn take_counted(&mut self, lines: &mut Lines) {
        let (folder, counted) = lines.counted();
        let mut counted = counted.peekable();
        if counted.peek().is_none() {
            return;
        }
        let links = self.links_of(folder);
        for (link, pages) in counted {
            match links.get_mut(link) {
                Some(before) => before.join(pages),
                None => drop(links.insert(link.to_owned(), pages)),
            }
        }
    }
}

impl Audit {
    /// Follows the links of a report whose pages have all been read, as far as they lead to pages that have: what is left of them is small.
    pub fn settle(&self, report: &str) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter_mut().filter(|lines| within(lines.folder()) == report).for_each(|lines| seen.take_counted(lines));
        drop(lines);
        let Seen { files, links, faults, .. } = &mut *seen;
        let known = Targets { files, kept: Kept::NONE, later: Mutex::default() };
        for (folder, links) in links.get_mut(report).into_iter().flatten() {
            links.retain(|link, pages| {
                let target = target(folder, link);
                let is_known = target.as_ref().is_some_and(|target| files.contains_key(&hash(target.as_str())));
                if let Some(why) = is_known.then(|| broken(&known, target, link)).flatten() {
                    note_broken(faults, link, &why, std::mem::take(pages));
                }
                !is_known
            });
            links.shrink_to_fit();
        }
    }

    /// Follows every link, and reports all faults of the rendered site.
    ///
    /// Returns the external addresses, sorted, each with the first page on which it stands.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
        self.finish_with(Kept::NONE, diagnostics)
    }

    /// Follows every link as [`Audit::finish`] does, those into kept files too.
    pub fn finish_with(self, kept: Kept<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
        let mut seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let lines = self.lines.into_inner().unwrap_or_else(PoisonError::into_inner);
        lines.into_iter().for_each(|mut lines| seen.take_counted(&mut lines));
        let Seen { files, links, external, mut faults, count: _ } = seen;
        let known = Targets { files: &files, kept, later: Mutex::default() };
        let folders: Vec<_> = links.into_values().flatten().collect();
        let lost = folders.into_par_iter().flat_map_iter(|(folder, links)| {
            let why = |link: &str| broken(&known, target(&folder, link), link);
            links.into_iter().filter_map(|(link, pages)| Some((why(&link)?, link, pages))).collect::<Vec<_>>()
        });
        for (why, link, pages) in lost.collect::<Vec<_>>() {
            note_broken(&mut faults, &link, &why, pages);
        }
        for ((code, message), pages) in faults {
            let shown = if pages.count == 1 { message } else { format!("{message}, here and on {} other pages", pages.count - 1) };
            let hint = match code {
                Code::BrokenLink if shown.contains("assets/") => {
                    "a template gets the address of a file of `assets/` from `asset(name=\"…\")`"
                }
                _ => hint(code),
            };
            diagnostics.push(Diagnostic::of_path(code, pages.first, shown).hint(hint));
        }
        external.into_iter().collect()
    }
}

/// Notes a link that leads nowhere, on pages of one folder; pages of others may have the same.
fn note_broken(faults: &mut Faults, link: &str, why: &str, pages: Pages) {
    match faults.entry((Code::BrokenLink, format!("`{link}` {why}"))) {
        Entry::Occupied(mut known) => known.get_mut().join(pages),
        Entry::Vacant(place) => drop(place.insert(pages)),
    }
}

/// Ids are compared by their hashes: a site has millions. That a broken link finds an id of the same hash on its page happens once in millions of them.
fn short(id: &str) -> u32 {
    u32::try_from(hash(id) >> 32).unwrap_or_default()
}

/// The hashes of ids, sorted.
fn shortened(ids: &[Cow<'_, str>]) -> Box<[u32]> {
    let mut shortened: Vec<u32> = ids.iter().map(|id| short(id)).collect();
    shortened.sort_unstable();
    shortened.into()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What a folder is within, below that of a language or pair: a report's folder, or what stands beside it.
fn within(folder: &str) -> &str {
    folder.split('/').nth(1).unwrap_or_default()
}

/// The folder of a path.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn hint(code: Code) -> &'static str {
    match code {
        Code::BrokenLink => "mend the link in the theme's template or in the content",
        Code::ExternalRequest => "put the file into the theme's `assets/`",
        Code::HeadingOrder => "give the page one heading of the first level, and skip no level below it",
        Code::ImageText => "add `alt=\"…\"`, empty for an ornament",
        Code::StringLeak => "take the text from the page's own language with `t(key=…)`",
        _ => "give each thing on a page its own id",
    }
}

fn own_faults(facts: &PageFacts<'_>, is_page: bool) -> Vec<(Code, String)> {
    let mut faults: Vec<(Code, String)> =
        facts.repeated.iter().map(|id| (Code::DuplicateFragment, format!("the id `{id}` stands more than once"))).collect();
    faults.extend(facts.untold_images.iter().map(|image| (Code::ImageText, format!("the image `{image}` has no text"))));
    if is_page {
        let first_level = facts.headings.iter().filter(|level| **level == 1).count();
        if first_level != 1 {
            faults.push((Code::HeadingOrder, format!("the page has {first_level} headings of the first level")));
        }
        if let Some(pair) = facts.headings.windows(2).find(|pair| pair[1] > pair[0] + 1) {
            faults.push((Code::HeadingOrder, format!("a heading of level {} follows one of level {}", pair[1], pair[0])));
        }
    }
    faults
}

/// Whether an address leads out of the page on which it stands.
fn leads_out_of_page(link: &str) -> bool {
    !matches!(link.as_bytes().first(), None | Some(b'#' | b'?'))
}

/// Whether an address leads out of the site.
fn is_external(link: &str) -> bool {
    // What a scheme may be made of ends at the first other sign: most addresses have one near their beginning.
    let end = link.bytes().position(|b| !b.is_ascii_alphanumeric() && b != b'+' && b != b'-');
    link.starts_with("//") || end.is_some_and(|end| end > 0 && link.as_bytes()[end] == b':')
}

/// What a stylesheet asks for.
fn stylesheet_requests(css: &str) -> impl Iterator<Item = Cow<'static, str>> {
    asset::in_style(css).into_iter().map(|reference| reference.address.into()).filter(|address: &Cow<'_, str>| !address.is_empty())
}

/// The file that an internal address names from a folder, if it stays within the site.
fn target(folder: &str, link: &str) -> Option<OutputPath> {
    let address = link.split(['#', '?']).next().unwrap_or_default();
    OutputPath::resolved(folder, address)
}

/// Where a link may lead.
struct Targets<'a> {
    files: &'a Files,
    kept: Kept<'a>,
    /// The kept files that were read since.
    later: Mutex<Files>,
}

impl Targets<'_> {
    /// Whether a file has an id.
    fn has_id(&self, file: &str, id: &str) -> bool {
        let has = |ids: &[u32]| ids.binary_search(&short(id)).is_ok();
        if let Some(ids) = self.files.get(&hash(file)) {
            return has(ids);
        }
        let later = || self.later.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ids) = later().get(&hash(file)) {
            return has(ids);
        }
        // Other files are read meanwhile, and at worst this one.
        let bytes = (self.kept.bytes)(file);
        let is_page = file.ends_with(".html");
        let ids = simdutf8::basic::from_utf8(&bytes).ok().filter(|_| is_page).map(|html| shortened(&page::ids(html))).unwrap_or_default();
        has(later().entry(hash(file)).or_insert(ids))
    }
}

/// Why an internal address leads nowhere, if it does; addresses on the page itself were followed as it was read.
fn broken(known: &Targets<'_>, target: Option<OutputPath>, link: &str) -> Option<String> {
    let (address, fragment) = link.split_once('#').unwrap_or((link, ""));
    let address = address.split('?').next().unwrap_or_default();
    if address.starts_with('/') {
        return Some("is absolute, so the site would only work at the root of a host".to_owned());
    }
    let Some(target) = target else { return Some("leads out of the site".to_owned()) };
    let target = target.as_str();
    if !known.files.contains_key(&hash(target)) && !(known.kept.has)(target) {
        return Some(format!("leads to `{target}`, which does not exist"));
    }
    let is_lost = !fragment.is_empty() && !known.has_id(target, fragment);
    is_lost.then(|| format!("leads to `#{fragment}`, which `{target}` does not have"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_counts_once_for_a_link_however_its_lines_were_read() {
        let audit = Audit::default();
        let line = "<li><a href=\"lost.html\">Lost</a></li>";
        let observe = |path: &str, lines: &str| {
            let page = format!("<html lang=\"en\">\n<h1>One</h1>\n{lines}\n<p><a href=\"/root\">Root</a> of {path}</p>\n</html>");
            audit.observe(&Artifact::new(OutputPath::new(path), page.into_bytes()), &InterfaceStrings::default());
        };
        // The line is known from the second page on; one page has the link in another line too, and one folder is read in two goes.
        observe("en/r/b.html", line);
        observe("en/r/c.html", &format!("{line}\n<p>Also <a href=\"lost.html\">here</a>.</p>\n{line}"));
        observe("ar/r/a.html", line);
        observe("en/r/d.html", line);
        audit.settle("r");
        observe("en/r/a.html", line);
        let mut diagnostics = Diagnostics::default();
        audit.finish(&mut diagnostics);
        let told: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect();
        assert_eq!(
            told,
            [
                "`/root` is absolute, so the site would only work at the root of a host, here and on 4 other pages",
                "`lost.html` leads to `ar/r/lost.html`, which does not exist",
                "`lost.html` leads to `en/r/lost.html`, which does not exist, here and on 3 other pages",
            ]
        );
    }
}
