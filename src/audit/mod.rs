//! [`Artifact`]s → faults of the rendered site: what only shows once every page exists.
//!
//! Every internal link and fragment leads somewhere, nothing is asked for from elsewhere, headings nest, images have a text, ids stand once, and
//! no interface string of another language shows. Pages are read as they stream by; only their addresses are kept.

mod page;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parse::asset;
use crate::path::OutputPath;
use crate::render::{Artifact, InterfaceStrings};
use page::PageFacts;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// Watches artifacts as they are made.
#[derive(Debug, Default)]
pub struct Audit {
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// Every file with its ids; files that are no pages have none.
    files: BTreeMap<String, BTreeSet<String>>,
    /// Internal addresses by the page on which they stand.
    links: Vec<(String, Vec<String>)>,
    /// External addresses with the first page on which they stand.
    external: BTreeMap<String, String>,
    /// Faults by what is wrong, with the pages on which it shows.
    faults: BTreeMap<(Code, String), BTreeSet<String>>,
}

impl Audit {
    /// Reads one artifact; `strings` tells the interface strings of all languages.
    pub fn observe(&self, artifact: &Artifact, strings: &InterfaceStrings) {
        let path = artifact.path.as_str();
        let is_page = path.ends_with(".html");
        let mut facts = match std::str::from_utf8(&artifact.bytes) {
            Ok(html) if is_page => page::read(html),
            Ok(css) if path.ends_with(".css") => PageFacts { requests: stylesheet_requests(css).collect(), ..PageFacts::default() },
            _ => PageFacts::default(),
        };
        facts.requests.extend(facts.styles.iter().flat_map(|style| stylesheet_requests(style)));
        let mut faults = own_faults(&facts, is_page);
        for (language, text) in &facts.texts {
            if let Some(other) = strings.leaks(language, text) {
                faults.push((Code::StringLeak, format!("the interface string `{text}` of `{other}` shows in `{language}`")));
            }
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut internal = Vec::new();
        for link in facts.links {
            if is_external(&link) {
                let first = seen.external.entry(link).or_insert_with(|| path.to_owned());
                if path < first.as_str() {
                    path.clone_into(first);
                }
            } else {
                internal.push(link);
            }
        }
        for request in facts.requests.into_iter().filter(|request| !request.starts_with("data:")) {
            if is_external(&request) {
                faults.push((Code::ExternalRequest, format!("`{request}` is asked for from elsewhere")));
            } else {
                internal.push(request);
            }
        }
        for fault in faults {
            seen.faults.entry(fault).or_default().insert(path.to_owned());
        }
        seen.files.insert(path.to_owned(), facts.ids);
        seen.links.push((path.to_owned(), internal));
    }

    /// Follows every link, and reports all faults of the rendered site.
    ///
    /// Returns the external addresses, sorted, each with the first page on which it stands.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
        let seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Seen { files, links, external, mut faults } = seen;
        for (page, links) in links {
            for link in links {
                if let Some(why) = broken(&files, &page, &link) {
                    faults.entry((Code::BrokenLink, format!("`{link}` {why}"))).or_default().insert(page.clone());
                }
            }
        }
        for ((code, message), pages) in faults {
            let Some(first) = pages.first() else { continue };
            let shown = if pages.len() == 1 { message } else { format!("{message}, here and on {} other pages", pages.len() - 1) };
            let hint = match code {
                Code::BrokenLink if shown.contains("assets/") => {
                    "a template gets the address of a file of `assets/` from `asset(name=\"…\")`"
                }
                _ => hint(code),
            };
            diagnostics.push(Diagnostic::of_path(code, first.clone(), shown).hint(hint));
        }
        external.into_iter().collect()
    }
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

fn own_faults(facts: &PageFacts, is_page: bool) -> Vec<(Code, String)> {
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

/// Whether an address leads out of the site.
fn is_external(link: &str) -> bool {
    let scheme = link.split_once(':').map(|(scheme, _)| scheme);
    link.starts_with("//")
        || scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'-'))
}

/// What a stylesheet asks for.
fn stylesheet_requests(css: &str) -> impl Iterator<Item = String> {
    asset::in_style(css).into_iter().map(|reference| reference.address).filter(|address| !address.is_empty())
}

/// Why an internal address leads nowhere, if it does.
fn broken(files: &BTreeMap<String, BTreeSet<String>>, page: &str, link: &str) -> Option<String> {
    let (address, fragment) = link.split_once('#').unwrap_or((link, ""));
    let address = address.split('?').next().unwrap_or_default();
    if address.starts_with('/') {
        return Some("is absolute, so the site would only work at the root of a host".to_owned());
    }
    let target = if address.is_empty() {
        Some(page.to_owned())
    } else {
        OutputPath::new(page).resolve(address).map(|path| path.as_str().to_owned())
    };
    let Some(target) = target else { return Some("leads out of the site".to_owned()) };
    let Some(ids) = files.get(&target) else { return Some(format!("leads to `{target}`, which does not exist")) };
    (!fragment.is_empty() && !ids.contains(fragment)).then(|| format!("leads to `#{fragment}`, which `{target}` does not have"))
}
