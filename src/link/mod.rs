//! [`Documents`] → [`Site`]: all files together.
//!
//! What comes in are records and paragraphs that name each other by id; what goes out is one model in which every name has been looked up, in
//! both directions, once. Faults between files are reported here; a fact that cannot be linked is reported and left out.

pub mod address;
pub mod amendment;
mod asset;
mod fact;
mod fingerprint;
pub mod index;
mod memory;
pub mod outline;
pub mod paragraph;
pub mod parity;
pub mod reads;
pub mod reference;
mod registry;
mod report;
pub mod route;
mod spelling;
mod text;
mod unlinked;

pub use address::Moved;
pub use amendment::{Amendment, AmendmentKind, Change};
pub use asset::{Asset, Assets};
pub use fact::{Anchored, Linked, parse_date};
pub use fingerprint::Fingerprint;
pub use index::{DocumentUse, EntityUse, InstrumentUse, Role, StateUse, ThemeUse};
pub use memory::Memory;
pub use outline::{Counts, Outline};
pub use paragraph::{Footnote, Mentions, Paragraph, ParagraphId, Section};
pub use registry::Registries;
pub use report::{Report, is_within};
pub use unlinked::{Linker, Unlinked};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, Span};
use crate::parse::Documents;
use crate::parse::facts::Record;
use crate::parse::id::LanguageTag;
use crate::parse::registry::AddressRecord;
use crate::parse::site::{Level, Official, Output, Outputs, SiteRecord};
use crate::parse::theme::Theme;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use route::SharedPage;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A whole site, linked.
#[derive(Debug)]
pub struct Site {
    /// What `site.yaml` says.
    pub record: SiteRecord,
    /// Where the site will stand, with scheme and host.
    pub base_url: Option<String>,
    /// The languages, the first being the default.
    pub languages: Vec<LanguageTag>,
    /// The pairs of languages that get a parallel view.
    pub pairs: Vec<(LanguageTag, LanguageTag)>,
    /// The registries that all reports share.
    pub registries: Registries,
    /// The reports, by id.
    pub reports: Vec<Arc<Report>>,
    /// The theme.
    pub theme: Theme,
    /// The theme's files under the names that they are published by.
    pub assets: Assets,
    /// The pages that once existed.
    pub addresses: Vec<Record<String, AddressRecord>>,
    /// The pages that are no more, each with its stand-in.
    pub moved: Vec<Moved>,
    /// What is made.
    pub outputs: Outputs,
    /// The pages of each language beside its reports, once the reports are known.
    shared: BTreeMap<LanguageTag, Vec<SharedPage>>,
}

/// Links all documents into a site; `base_url` stands in for the one that `site.yaml` names.
pub fn link(documents: Documents<'_>, base_url: Option<&str>, diagnostics: &mut Diagnostics) -> Site {
    let (mut site, unlinked) = begin(documents, base_url, diagnostics);
    site.reports = opened(&site, &unlinked, diagnostics);
    finish(&mut site, diagnostics);
    site
}

/// All reports of a site that was begun, linked on every core.
fn opened(site: &Site, unlinked: &Unlinked<'_>, diagnostics: &mut Diagnostics) -> Vec<Arc<Report>> {
    let linker = unlinked.linker(site, unlinked.count());
    let is_alone = unlinked.count() <= rayon::current_num_threads();
    let linked: Vec<(Report, Diagnostics)> =
        (0..unlinked.count()).into_par_iter().with_max_len(1).map(|index| linker.link(index, is_alone)).collect();
    let opened = linked.into_iter().map(|(report, found)| {
        diagnostics.extend(found);
        Arc::new(report)
    });
    opened.collect()
}

/// Links all documents as [`link`] does, and takes from `memory` the reports of which nothing has changed that they are linked from.
///
/// What the languages of a report do to each other is left to [`check_again`]: no page waits for it.
pub fn link_again(documents: Documents<'_>, memory: &mut Memory, base_url: Option<&str>, diagnostics: &mut Diagnostics) -> Site {
    let (mut site, unlinked) = begin(documents, base_url, diagnostics);
    site.reports = memory.reports(&site, &unlinked, diagnostics);
    finish(&mut site, diagnostics);
    site
}

/// Links what all reports share, and closes the reports: they can then be linked one by one.
pub fn begin<'s>(documents: Documents<'s>, base_url: Option<&str>, diagnostics: &mut Diagnostics) -> (Site, Unlinked<'s>) {
    let Documents { site: record, reports, registries, theme, addresses, key, content: _, files } = documents;
    if let Some(written) = record.base_url.as_ref().filter(|url| !is_web_address(url)) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, written.span, format!("`{}` is no web address", written.value))
                .hint("write it with `https://`"),
        );
    }
    check_levels(&record, diagnostics);
    let base_url = base_url.or(record.base_url.as_ref().map(|url| url.value.as_str())).map(str::to_owned);
    let languages = languages(&record, &theme, diagnostics);
    let outputs = Outputs::new(record.outputs.as_deref());
    let mut pairs = pairs(&record, &languages, diagnostics);
    if !outputs.has(Output::Parallel) {
        pairs.clear();
    }
    let (registries, assets) = rayon::join(|| registry::link(registries, &languages, diagnostics), || asset::link(&theme.assets));
    text::require(&record.title, &languages, "title", diagnostics);
    text::require_optional(record.tagline.as_ref(), &languages, "tagline", diagnostics);
    let unlinked = Unlinked::new(reports, key, files, &languages, diagnostics);
    let reports = unlinked.closed(&languages);
    check_symbols(&reports, diagnostics);
    let (moved, shared) = (Vec::new(), BTreeMap::new());
    let site = Site { record, base_url, languages, pairs, registries, reports, theme, assets, addresses, moved, outputs, shared };
    (site, unlinked)
}

/// Holds the languages of each report of a site that [`link_again`] gave against each other, unless that was done before.
pub fn check_again(site: &Site, memory: &Memory, diagnostics: &mut Diagnostics) {
    memory.check(site, diagnostics);
}

/// Links what needs all reports.
pub fn finish(site: &mut Site, diagnostics: &mut Diagnostics) {
    site.shared = site.languages.iter().map(|tag| (tag.clone(), address::shared_pages(site, tag))).collect();
    site.moved = address::link(site, diagnostics);
    route::report_reserved(site, diagnostics);
}

impl Site {
    /// Whether anything that stands beside the reports tells what they hold.
    #[must_use]
    pub fn opens_reports(&self) -> bool {
        [Output::Search, Output::Data, Output::Shared].iter().any(|&output| self.outputs.has(output))
    }

    /// The pages of a language beside its reports: its home and, once it has two reports, what more than one report could name. None before the site
    /// has been finished.
    #[must_use]
    pub fn shared_pages(&self, tag: &LanguageTag) -> &[SharedPage] {
        self.shared.get(tag).map_or(&[], Vec::as_slice)
    }

    /// Whether a language is searched.
    #[must_use]
    pub fn searches(&self, tag: &LanguageTag) -> bool {
        self.outputs.has(Output::Search) && self.theme.languages.get(tag).is_some_and(|(_, record)| record.search.is_some())
    }

    /// Whether a fault keeps the site from being published.
    #[must_use]
    pub fn is_refused_for(&self, fault: &Diagnostic) -> bool {
        self.level(fault.code).unwrap_or(Some(fault.severity)) == Some(Severity::Error)
    }

    /// What the site makes of a code: its own severity for it, `None` to drop it, or nothing said.
    #[must_use]
    pub fn level(&self, code: Code) -> Option<Option<Severity>> {
        let level = self.record.levels.get(code.as_str()).filter(|_| code.is_adjustable())?;
        Some(match level.value {
            Level::Error => Some(Severity::Error),
            Level::Warning => Some(Severity::Warning),
            Level::Off => None,
        })
    }
}

/// Reports each report under the symbol of another: a citation would name both.
fn check_symbols(reports: &[Arc<Report>], diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for symbol in reports.iter().map(|report| &report.record.symbol).filter(|symbol| !symbol.as_str().is_empty()) {
        match seen.get(symbol.as_str()) {
            Some(&first) => diagnostics.push(
                Diagnostic::new(Code::DuplicateId, symbol.span, format!("two reports have the symbol `{}`", symbol.as_str()))
                    .other(first, "the other one")
                    .hint("give each report the symbol of its own document"),
            ),
            None => drop(seen.insert(symbol.as_str(), symbol.span)),
        }
    }
}

/// Reports levels of codes that do not exist or may not be set.
fn check_levels(record: &SiteRecord, diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = Code::ALL.iter().filter(|code| code.is_adjustable()).map(|code| code.as_str()).collect();
    for (code, level) in record.levels.iter().filter(|(code, _)| !known.contains(&code.as_str())) {
        diagnostics.push(Diagnostic::new(Code::InvalidValue, level.span, format!("`{code}` is no code whose level can be set")).nearest(
            code,
            known.iter().copied(),
            "`sijill explain` lists the codes",
        ));
    }
}

/// Whether an address has a scheme of the web and a host.
fn is_web_address(url: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| url.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')))
}

/// Reports addresses of official documents that are none of the web.
fn check_official(official: &Official, diagnostics: &mut Diagnostics) {
    for address in official.written().filter(|address| !is_web_address(address)) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, address.span, format!("`{}` is no web address", address.value))
                .hint("write it with `https://`"),
        );
    }
}

/// The languages without repeats and without those that the theme does not know, each of which is reported.
///
/// Nothing else is asked for in a language that the theme does not know: one slip in its tag is one fault.
fn languages(record: &SiteRecord, theme: &Theme, diagnostics: &mut Diagnostics) -> Vec<LanguageTag> {
    let mut languages: Vec<LanguageTag> = Vec::new();
    if record.languages.is_empty() && record.languages.span.start < record.languages.span.end {
        diagnostics.push(
            Diagnostic::new(Code::InvalidValue, record.languages.span, "the site has no language")
                .hint("name at least one, such as `languages: [en]`"),
        );
    }
    for language in &record.languages.value {
        let tag = &language.value;
        if languages.contains(tag) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, language.span, format!("the language `{tag}` is named twice")).hint("name it once"),
            );
        } else if theme.languages.contains_key(tag) {
            languages.push(tag.clone());
        } else {
            let folder = record.theme.as_ref().map_or("default", |theme| theme.value.as_str());
            let hint = format!("add `themes/{folder}/languages/{tag}.yaml` and `{tag}.ftl`");
            if !diagnostics.follows(Code::MissingLanguage, tag.as_str()) {
                diagnostics.push(
                    Diagnostic::new(Code::MissingLanguage, language.span, format!("the theme knows no language `{tag}`")).nearest(
                        tag.as_str(),
                        theme.languages.keys().map(LanguageTag::as_str),
                        hint,
                    ),
                );
            }
            diagnostics.note_unread_record(Code::UnknownLanguage, tag.as_str());
        }
    }
    languages
}

fn pairs(record: &SiteRecord, languages: &[LanguageTag], diagnostics: &mut Diagnostics) -> Vec<(LanguageTag, LanguageTag)> {
    let Some(written) = &record.parallel else {
        return match languages {
            [first, second, ..] => vec![(first.clone(), second.clone())],
            _ => Vec::new(),
        };
    };
    let mut pairs = Vec::new();
    for pair in written {
        for language in pair.iter().filter(|language| !languages.contains(&language.value)) {
            if diagnostics.follows(Code::UnknownLanguage, language.as_str()) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(Code::UnknownLanguage, language.span, format!("the site has no language `{}`", language.value)).nearest(
                    language.as_str(),
                    languages.iter().map(LanguageTag::as_str),
                    "name two of the site's languages",
                ),
            );
        }
        match &pair[..] {
            [first, second] => pairs.push((first.value.clone(), second.value.clone())),
            [first, ..] => diagnostics.push(
                Diagnostic::new(Code::InvalidValue, first.span, "a parallel view has exactly two languages")
                    .hint("write pairs, such as `[[ar, en]]`"),
            ),
            [] => {}
        }
    }
    pairs
}
