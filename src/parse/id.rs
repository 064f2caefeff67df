//! Ids as types, so that a State's code can't be handed where a measure's id is wanted.
//!
//! The one place that names `smol_str`: ids are short and stand in many lists, so they are copied without taking memory of their own.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Borrow;
use std::fmt;

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
            #[serde(transparent)]
            pub struct $name(SmolStr);

            impl $name {
                /// Wraps an id.
                #[must_use]
                pub fn new(id: impl AsRef<str>) -> Self {
                    Self(SmolStr::new(id))
                }

                /// The id as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl From<String> for $name {
                fn from(id: String) -> Self {
                    Self(id.into())
                }
            }

            impl Borrow<str> for $name {
                fn borrow(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )+
    };
}

ids! {
    /// A BCP 47 language tag, such as `ar`; also the name of the language's folder in the output.
    LanguageTag;
    /// A report's id: the name of its folder in `content/` and in the output.
    ReportId;
    /// A section's permanent file name, such as `iv-a`.
    SectionStem;
    /// An ISO 3166-1 alpha-3 code, such as `ARG`.
    StateCode;
    /// An id of `regions.yaml`.
    RegionId;
    /// An id of `entities.yaml`.
    EntityId;
    /// An id of `instruments.yaml`.
    InstrumentId;
    /// A United Nations symbol such as `A/65/209`, or an id of `documents.yaml`.
    DocumentId;
    /// An id of `themes.yaml`.
    ThemeId;
    /// An id of a report's `measures.yaml`.
    MeasureId;
    /// An id of a report's `replies.yaml`.
    ReplyId;
    /// An id of a report's `statements.yaml`.
    StatementId;
    /// An id of a report's `actions.yaml`.
    ActionId;
    /// An id of a report's `figures.yaml`.
    FigureId;
    /// An id of a report's `recommendations.yaml`.
    RecommendationId;
    /// An id of a report's `notes.yaml`.
    NoteId;
    /// An id of a report's `amendments.yaml`.
    AmendmentId;
    /// A footnote's printed number, the same in every language.
    FootnoteLabel;
}

impl DocumentId {
    /// The id in lower case with dashes, for fragments: `A/HRC/14/32` gives `a-hrc-14-32`.
    #[must_use]
    pub fn slug(&self) -> String {
        self.0.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
    }
}

/// Whether an id may stand in an address: lower-case ASCII words and digits joined by single dashes.
#[must_use]
pub fn is_kebab_case(id: &str) -> bool {
    !id.is_empty() && id.split('-').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}
