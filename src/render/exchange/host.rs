//! What hosts and crawlers ask for: `.nojekyll`, `_headers`, `robots.txt` and the sitemaps.

use super::xml::{self, Element, Written};
use crate::link::route::{self, Page, SharedPage};
use crate::link::{Report, Site, address};
use crate::parse::id::LanguageTag;
use crate::parse::site::Output;
use crate::path::OutputPath;
use crate::render::Artifact;
use crate::render::view::absolute;

/// How many addresses a sitemap may list: the protocol allows 50,000 and 50 MB, which the alternates of six languages fill sooner.
const SITEMAP_LIMIT: usize = 20_000;

/// What the pages may load: what stands beside them, and no script or style written into a page.
const POLICY: &str = "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'";

/// The files that tell a host how to serve the site, and a crawler where its sitemap is.
pub(super) fn artifacts(site: &Site) -> Vec<Artifact> {
    let file = |name: &str, text: String| Artifact::new(OutputPath::new(name), text.into_bytes());
    let mut robots = String::from("User-agent: *\nAllow: /\n");
    if let Some(sitemap) = absolute(site, &OutputPath::new("sitemap.xml")) {
        robots.push_str(&format!("Sitemap: {sitemap}\n"));
    }
    let headers = format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n{}",
        caching(site)
    );
    // A host that would otherwise pass over names with an underscore is told not to.
    vec![file(".nojekyll", String::new()), file("_headers", headers), file("robots.txt", robots)]
}

/// How long a copy of each file may be used.
///
/// The theme's files and the pieces of the search index are named by what they hold, so a copy never goes stale; of every other file, whose name
/// is stable, the host is asked. No two patterns cover one file: a host that reads them joins what they say.
fn caching(site: &Site) -> String {
    let folders = site.languages.iter().map(ToString::to_string).chain(site.pairs.iter().map(|(a, b)| format!("{a}-{b}")));
    let searched: Vec<&LanguageTag> = address::searched(site).collect();
    let stable = ["/".to_owned(), "/data/*".to_owned()].into_iter();
    let stable = stable
        .chain(folders.map(|folder| format!("/{folder}/*")))
        .chain(searched.iter().map(|tag| format!("/{}", route::search_loader(tag))));
    let named = ["/assets/*".to_owned()].into_iter().chain(searched.iter().map(|tag| format!("/search/{tag}/*")));
    let line = |pattern: String, value: &str| format!("{pattern}\n  Cache-Control: {value}\n");
    let stable = stable.map(|pattern| line(pattern, "public, max-age=0, must-revalidate"));
    stable.chain(named.map(|pattern| line(pattern, "public, max-age=31536000, immutable"))).collect()
}

/// One page in every language that has it, and the address for readers of any other language.
struct Entry {
    pages: Vec<(LanguageTag, OutputPath)>,
    default: Option<OutputPath>,
    changed: Option<String>,
}

/// The index of all sitemaps, and the sitemap of the pages beside the reports; none for a site that does not know where it will stand.
pub(super) fn sitemaps(site: &Site) -> Vec<Artifact> {
    if site.base_url.is_none() {
        return Vec::new();
    }
    let mut index = Element::new("sitemapindex").with("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    let beside = shared(site);
    let reports = site.reports.iter().map(|report| (report.id.as_str(), edition_date(report), count_of_report(site, report)));
    for (name, changed, count) in [(BESIDE, None, count(&beside))].into_iter().chain(reports) {
        for number in 0..count.div_ceil(SITEMAP_LIMIT) {
            let loc = Element::of_text("loc", absolute(site, &file(name, number)).unwrap_or_default());
            index = index.child(Element::new("sitemap").child(loc).children(changed.clone().map(|date| Element::of_text("lastmod", date))));
        }
    }
    let mut artifacts = files(BESIDE, count(&beside), urls(site, &beside));
    artifacts.push(Artifact::new(OutputPath::new("sitemap.xml"), xml::document(&index)));
    artifacts
}

/// A report's sitemap; none for a site that does not know where it will stand.
pub(super) fn sitemap(site: &Site, report: &Report) -> Vec<Artifact> {
    if site.base_url.is_none() {
        return Vec::new();
    }
    let entries = pages(site, report);
    debug_assert_eq!(count(&entries), count_of_report(site, report), "the index lists as many files as there are");
    files(report.id.as_str(), count(&entries), urls(site, &entries))
}

/// The sitemap's name for the pages beside the reports.
const BESIDE: &str = "site";

/// So many addresses of one part, cut into files that a crawler takes.
fn files(name: &str, count: usize, urls: impl Iterator<Item = Element>) -> Vec<Artifact> {
    let set = Element::new("urlset")
        .with("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")
        .with("xmlns:xhtml", "http://www.w3.org/1999/xhtml");
    let mut urls = urls.peekable();
    let mut artifacts = Vec::new();
    while urls.peek().is_some() {
        let document = xml::document_of(&set, count.min(SITEMAP_LIMIT), urls.by_ref().take(SITEMAP_LIMIT));
        artifacts.push(Artifact::new(file(name, artifacts.len()), document));
    }
    artifacts
}

/// One of a part's files, counted from 0; the first has the name that a part without cuts has.
fn file(name: &str, number: usize) -> OutputPath {
    let behind = if number == 0 { String::new() } else { format!("-{}", number + 1) };
    OutputPath::new(format!("sitemap-{name}{behind}.xml"))
}

/// The date of a report's edition, `YYYY-MM-DD`.
pub(super) fn edition_date(report: &Report) -> Option<String> {
    report.record.edition.as_ref()?.date.as_ref().map(|date| date.value.clone())
}

fn shared(site: &Site) -> Vec<Entry> {
    let mut entries = vec![Entry {
        pages: site.languages.iter().map(|tag| (tag.clone(), SharedPage::Home.path(tag))).collect(),
        default: Some(route::chooser()),
        changed: None,
    }];
    let by_language: Vec<_> = site.languages.iter().map(|tag| (tag, site.shared_pages(tag))).collect();
    let mut seen: Vec<&SharedPage> = vec![&SharedPage::Home];
    for page in by_language.iter().flat_map(|(_, pages)| *pages) {
        if seen.contains(&page) {
            continue;
        }
        seen.push(page);
        let having = by_language.iter().filter(|(_, pages)| pages.contains(page));
        entries.push(entry(having.map(|(tag, _)| ((*tag).clone(), page.path(tag))).collect(), None));
    }
    if site.outputs.has(Output::Data) {
        entries.push(entry(site.languages.iter().map(|tag| (tag.clone(), route::dictionary(tag))).collect(), None));
    }
    let searched: Vec<_> = address::searched(site).map(|tag| (tag.clone(), route::search(tag))).collect();
    if !searched.is_empty() {
        entries.push(entry(searched, None));
    }
    entries
}

/// The report's pages that are the same in every language.
///
/// The whole report on one page says what its sections say, and asks not to be found beside them.
fn own_pages(report: &Report) -> impl Iterator<Item = &String> {
    let print = Page::Print.name();
    report.outline.pages.iter().filter(move |page| **page != print)
}

/// The pairs of languages in which the report has parallel views.
fn pairs<'s>(site: &'s Site, report: &Report) -> impl Iterator<Item = &'s (LanguageTag, LanguageTag)> {
    site.pairs.iter().filter(|(a, b)| report.languages.contains(a) && report.languages.contains(b))
}

fn pages(site: &Site, report: &Report) -> Vec<Entry> {
    let changed = edition_date(report);
    let paths = |page: &String| report.languages.iter().map(|tag| (tag.clone(), route::in_report(tag, &report.id, page))).collect();
    let own = own_pages(report).map(|page| entry(paths(page), changed.clone()));
    // A parallel view is in two languages at once, so it is nobody's alternate.
    let parallel = pairs(site, report).flat_map(|pair| {
        let changed = changed.clone();
        report.outline.parallel.iter().map(move |page| Entry {
            pages: vec![(pair.0.clone(), route::in_parallel(pair, &report.id, page))],
            default: None,
            changed: changed.clone(),
        })
    });
    own.chain(parallel).collect()
}

/// How many addresses a report's pages have.
fn count_of_report(site: &Site, report: &Report) -> usize {
    own_pages(report).count() * report.languages.len() + pairs(site, report).count() * report.outline.parallel.len()
}

fn entry(pages: Vec<(LanguageTag, OutputPath)>, changed: Option<String>) -> Entry {
    let default = pages.first().map(|(_, path)| path.clone());
    Entry { pages, default, changed }
}

/// Every address of these entries.
fn urls(site: &Site, entries: &[Entry]) -> impl Iterator<Item = Element> {
    entries.iter().flat_map(move |entry| urls_of(site, entry))
}

/// How many addresses these entries have.
fn count(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| entry.paths().count()).sum()
}

impl Entry {
    /// Its addresses.
    fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        let beside = self.default.iter().filter(|default| self.pages.iter().all(|(_, path)| path != *default));
        self.pages.iter().map(|(_, path)| path).chain(beside)
    }
}

fn urls_of(site: &Site, entry: &Entry) -> Vec<Element> {
    let at = |path: &OutputPath| absolute(site, path).unwrap_or_default();
    let alternate =
        |(tag, path): (&str, &OutputPath)| Element::new("xhtml:link").with("rel", "alternate").with("hreflang", tag).with("href", at(path));
    let alternates: Written = match &entry.default {
        Some(default) => {
            let pages = entry.pages.iter().map(|(tag, path)| (tag.as_str(), path));
            pages.chain([("x-default", default)]).map(alternate).collect()
        }
        None => Written::default(),
    };
    let url = |path: &OutputPath| {
        Element::new("url")
            .child(Element::of_text("loc", at(path)))
            .children(entry.changed.clone().map(|date| Element::of_text("lastmod", date)))
            .written(&alternates)
    };
    entry.paths().map(url).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_with_more_addresses_than_a_sitemap_may_list_is_cut_and_loses_none() {
        // What the protocol allows in one file, and one more.
        let urls: Vec<Element> = (0..50_001).map(|number| Element::of_text("url", number.to_string())).collect();
        let cut = files("a-1-23", urls.len(), urls.iter().cloned());
        let names: Vec<&str> = cut.iter().map(|part| part.path.as_str()).collect();
        assert_eq!(names, ["sitemap-a-1-23.xml", "sitemap-a-1-23-2.xml", "sitemap-a-1-23-3.xml"]);
        let counts = cut.iter().map(|part| String::from_utf8_lossy(&part.bytes).matches("<url>").count());
        let counts: Vec<usize> = counts.collect();
        assert!(counts.iter().all(|count| *count <= 50_000));
        assert_eq!(counts.iter().sum::<usize>(), urls.len());
        assert_eq!(files("a-1-23", SITEMAP_LIMIT, urls[..SITEMAP_LIMIT].iter().cloned()).len(), 1);
    }

    #[test]
    fn a_full_sitemap_in_six_languages_stays_below_the_size_that_the_protocol_allows() {
        let address = format!("https://reports.example.org/some/path/xx/a-1-23/measures/{}.html", "long-name-".repeat(6));
        let link = || Element::new("xhtml:link").with("rel", "alternate").with("hreflang", "x-default").with("href", address.clone());
        let url = Element::new("url").child(Element::of_text("loc", address.clone())).children((0..7).map(|_| link()));
        assert!(xml::document(&url).len() * SITEMAP_LIMIT < 50 * 1024 * 1024);
    }
}
