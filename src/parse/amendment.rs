//! `seeds/REPORT/amendments.yaml`: the corrigenda and addenda of a report, and what each of them changes in it.

use super::facts::Anchor;
use super::id::LanguageTag;
use super::localized::Localized;
use super::site::Official;
use crate::diagnostic::Spanned;
use serde::Deserialize;

/// A document that amends the report, such as its corrigendum.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentRecord {
    /// Its symbol, which extends the report's.
    pub symbol: Spanned<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<Spanned<String>>,
    /// The languages that it was issued for; the report's by default. A slip of one translation is corrected in that language alone.
    pub languages: Option<Spanned<Vec<Spanned<LanguageTag>>>>,
    /// Where it can be read, by language.
    #[serde(default)]
    pub official: Official,
    /// What it does, in a phrase.
    pub label: Localized,
    /// What it changes, place by place.
    #[serde(default)]
    pub changes: Vec<ChangeRecord>,
}

/// What an amendment changes in one place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeRecord {
    /// The place.
    pub paragraph: Spanned<Anchor>,
    /// What is changed.
    pub label: Localized,
    /// The earlier wording, where the edition keeps it.
    pub before: Option<Localized>,
}
