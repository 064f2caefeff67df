//! `content/site.yaml` and `content/REPORT/report.yaml`.

use super::id::{DocumentId, LanguageTag};
use super::localized::Localized;
use crate::diagnostic::{Span, Spanned};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `content/site.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteRecord {
    /// The site's name.
    pub title: Localized,
    /// A line below the name.
    pub tagline: Option<Localized>,
    /// The languages, the first being the default.
    pub languages: Spanned<Vec<Spanned<LanguageTag>>>,
    /// Where the site will stand, with scheme and host.
    pub base_url: Option<Spanned<String>>,
    /// The folder of `themes/` that is laid over the default theme.
    pub theme: Option<Spanned<String>>,
    /// The levels of diagnostics, by code, where they differ from the codes' own.
    #[serde(default)]
    pub levels: BTreeMap<String, Spanned<Level>>,
    /// Whether readers are told of paragraphs whose translation has fallen behind.
    #[serde(default)]
    pub tell_stale: bool,
    /// The pairs of languages that get a parallel view; the first two languages by default.
    pub parallel: Option<Vec<Vec<Spanned<LanguageTag>>>>,
    /// Whether compressed copies stand beside the files, for hosts that send them.
    #[serde(default)]
    pub precompress: bool,
    /// Forms of one word that the theme's language files lack, such as irregular plurals: by language, one list for each word.
    #[serde(default)]
    pub search_forms: BTreeMap<String, Vec<Vec<String>>>,
    /// What is made beside homes, sections and the pages of States, themes, entities and instruments; everything by default.
    pub outputs: Option<Vec<Output>>,
}

/// What a site may leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Output {
    /// The lists of States, measures, themes, entities and instruments.
    Lists,
    /// A page for each measure; without it, measures are linked where they are told.
    Measures,
    /// States and measures side by side.
    Matrix,
    /// What the edition is.
    About,
    /// Two languages side by side.
    Parallel,
    /// Search.
    Search,
    /// Open data, citations and archive formats.
    Data,
    /// Pages that tell what several reports say of one State, entity, instrument or theme.
    Shared,
    /// The whole report on one page, to be printed.
    Print,
}

/// What a site makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outputs(u16);

impl Outputs {
    /// What a list in `site.yaml` names; everything, where there is none.
    #[must_use]
    pub fn new(named: Option<&[Output]>) -> Self {
        Self(named.map_or(u16::MAX, |named| named.iter().fold(0, |made, output| made | 1 << *output as u8)))
    }

    /// Whether the site makes this.
    #[must_use]
    pub fn has(self, output: Output) -> bool {
        self.0 & (1 << output as u8) != 0
    }
}

/// What a site makes of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It blocks publishing.
    Error,
    /// It is told.
    Warning,
    /// It is not told.
    Off,
}

/// The languages that a record names, whatever else it says.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Languages {
    languages: Option<Spanned<Vec<Spanned<LanguageTag>>>>,
}

impl SiteRecord {
    /// What stands in for a record whose faults were reported.
    pub(super) fn unread(span: Span, Languages { languages }: Languages) -> Self {
        Self {
            title: Localized::new(BTreeMap::new(), span),
            tagline: None,
            languages: languages.unwrap_or(Spanned { value: Vec::new(), span }),
            base_url: None,
            theme: None,
            levels: BTreeMap::new(),
            tell_stale: false,
            parallel: None,
            precompress: false,
            search_forms: BTreeMap::new(),
            outputs: None,
        }
    }
}

/// `content/REPORT/report.yaml`: the masthead and what the edition says of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRecord {
    /// The symbol, which names the work in every language.
    pub symbol: Spanned<DocumentId>,
    /// The languages that the report is published in; the site's by default.
    pub languages: Option<Vec<Spanned<LanguageTag>>>,
    /// The language that the report was written in.
    pub original_language: Option<String>,
    /// The organ that it was submitted to.
    pub organ: Option<Localized>,
    /// The organ's session.
    pub session: Option<SessionRecord>,
    /// The item of the agenda.
    pub agenda: Option<AgendaRecord>,
    /// The distribution series, such as `general`.
    pub distribution: Option<String>,
    /// The date on the masthead, `YYYY-MM-DD`.
    pub date: Option<Spanned<String>>,
    /// The title.
    pub title: Localized,
    /// What kind of report it is.
    pub kind: Option<Localized>,
    /// The resolution that asked for it.
    pub mandate: Option<Spanned<DocumentId>>,
    /// The report before it.
    pub previous: Option<Spanned<DocumentId>>,
    /// The date at which replies were counted, `YYYY-MM-DD`.
    pub cut_off: Option<Spanned<String>>,
    /// The period that it covers.
    pub period: Option<Localized>,
    /// Where the official document can be read.
    #[serde(default)]
    pub official: Official,
    /// This edition.
    pub edition: Option<EditionRecord>,
    /// How this edition's text was made.
    pub provenance: Option<Localized>,
    /// What the report is, for readers.
    pub about: Option<Localized>,
}

impl ReportRecord {
    /// What stands in for a record whose faults were reported.
    pub(super) fn unread(span: Span, Languages { languages }: Languages) -> Self {
        Self {
            symbol: Spanned { value: DocumentId::new(""), span },
            languages: languages.map(|languages| languages.value),
            original_language: None,
            organ: None,
            session: None,
            agenda: None,
            distribution: None,
            date: None,
            title: Localized::new(BTreeMap::new(), span),
            kind: None,
            mandate: None,
            previous: None,
            cut_off: None,
            period: None,
            official: Official::default(),
            edition: None,
            provenance: None,
            about: None,
        }
    }
}

/// Where an official document can be read, by language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Official(BTreeMap<String, Spanned<String>>);

impl Official {
    /// The address in a language, or else in the first one that has any.
    #[must_use]
    pub fn nearest(&self, language: &LanguageTag) -> Option<&str> {
        self.get(language).or_else(|| self.addresses().next())
    }

    /// The address in a language.
    #[must_use]
    pub fn get(&self, language: &LanguageTag) -> Option<&str> {
        self.0.get(language.as_str()).map(|address| address.as_str())
    }

    /// Every address, by language.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|address| address.as_str())
    }

    /// Every language with its address.
    #[must_use]
    pub fn by_language(&self) -> BTreeMap<&str, &str> {
        self.0.iter().map(|(language, address)| (language.as_str(), address.as_str())).collect()
    }

    /// Every address with its place.
    pub fn written(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.0.values()
    }
}

/// A session of the organ.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRecord {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: Localized,
}

/// An item of an agenda.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaRecord {
    /// Its number.
    pub item: u32,
    /// Whether the agenda was still provisional.
    #[serde(default)]
    pub provisional: bool,
    /// Its title.
    pub title: Localized,
    /// The document that the masthead's `*` note cites.
    pub note: Option<Spanned<DocumentId>>,
}

/// An edition.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionRecord {
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<Spanned<String>>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The licence of its text.
    pub licence: Option<LicenceRecord>,
}

/// A licence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceRecord {
    /// Its SPDX name, such as `CC-BY-4.0`.
    pub name: String,
    /// Where it can be read.
    pub url: String,
}
