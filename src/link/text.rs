//! Whether a text exists in every language that needs it.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parse::Localized;
use crate::parse::id::LanguageTag;
use crate::parse::localized::key;

/// Reports each of `languages` in which `text` is missing or empty; `field` names it.
pub(super) fn require(text: &Localized, languages: &[LanguageTag], field: &str, diagnostics: &mut Diagnostics) {
    require_or(text, languages, field, "", diagnostics);
}

/// Does the same, and says what else may be done than to add what is missing.
pub(super) fn require_or(text: &Localized, languages: &[LanguageTag], field: &str, otherwise: &str, diagnostics: &mut Diagnostics) {
    for language in languages {
        if text.get(language).is_none_or(|text| text.trim().is_empty()) && !diagnostics.follows(Code::MissingText, &key(text.span)) {
            diagnostics.push(
                Diagnostic::new(Code::MissingText, text.span, format!("`{field}` has no text in `{language}`"))
                    .hint(format!("add `{language}: \"…\"`{otherwise}")),
            );
        }
    }
}

/// Does the same for a text that need not exist at all.
pub(super) fn require_optional(text: Option<&Localized>, languages: &[LanguageTag], field: &str, diagnostics: &mut Diagnostics) {
    if let Some(text) = text {
        require(text, languages, field, diagnostics);
    }
}
