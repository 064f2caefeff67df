//! A text in several languages.

use super::id::LanguageTag;
use crate::diagnostic::{Span, Spanned};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A text in several languages, and where it was written; texts are equal wherever they were.
#[derive(Debug, Clone, Eq)]
pub struct Localized {
    texts: BTreeMap<String, Spanned<String>>,
    /// Where the whole mapping stands.
    pub span: Span,
}

impl PartialEq for Localized {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Localized {
    /// Makes a text from its languages.
    #[must_use]
    pub fn new(texts: BTreeMap<String, Spanned<String>>, span: Span) -> Self {
        Self { texts, span }
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: &LanguageTag) -> Option<&str> {
        self.texts.get(language.as_str()).map(|text| text.value.as_str())
    }

    /// The text in one language; empty where a missing text was reported already.
    #[must_use]
    pub fn text(&self, language: &LanguageTag) -> &str {
        self.get(language).unwrap_or_default()
    }

    /// Languages and texts, by language.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Spanned<String>)> {
        self.texts.iter().map(|(language, text)| (language.as_str(), text))
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Spanned { value: texts, span } = Spanned::deserialize(deserializer)?;
        Ok(Self { texts, span })
    }
}

/// What names a text by its place, for noting that parts of it could not be read.
pub(crate) fn key(span: Span) -> String {
    format!("{}:{}", span.file.0, span.start)
}

/// Spellings in several languages: lists of texts by language.
pub type Spellings = BTreeMap<String, Vec<String>>;
