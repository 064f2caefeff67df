//! Whether a translation has fallen behind: told from hashes recorded when the languages last agreed, never from file times.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::link::report::Report;
use crate::parse::facts::AgreedRecord;
use crate::parse::id::LanguageTag;
use std::collections::BTreeMap;

/// The hashes of all paragraphs as they stand, by fragment and then by language.
#[must_use]
pub fn current(report: &Report) -> BTreeMap<String, AgreedRecord> {
    let hashes = report.paragraphs.iter().map(|paragraph| {
        let texts = paragraph.texts.iter().map(|(language, text)| (language.as_str().to_owned(), text.hash.clone()));
        (paragraph.id.to_string(), texts.collect())
    });
    hashes.collect()
}

/// The languages whose text of a paragraph has not followed a change in another language.
#[must_use]
pub fn behind<'r>(report: &'r Report, paragraph: usize) -> Vec<&'r LanguageTag> {
    let paragraph = &report.paragraphs[paragraph];
    let Some((_, agreed)) = report.agreed.iter().find(|(id, _)| id.value == paragraph.id.to_string()) else { return Vec::new() };
    let changed = |(language, text): &(&'r LanguageTag, &crate::link::paragraph::Text)| {
        agreed.get(language.as_str()).is_some_and(|hash| *hash != text.hash)
    };
    let (moved, stayed): (Vec<_>, Vec<_>) = paragraph.texts.iter().partition(changed);
    if moved.is_empty() {
        Vec::new()
    } else {
        stayed.into_iter().filter(|(language, _)| agreed.contains_key(language.as_str())).map(|(language, _)| language).collect()
    }
}

/// Reports paragraphs that changed in one language and not in another since they last agreed.
pub(super) fn check(report: &Report, diagnostics: &mut Diagnostics) {
    for index in 0..report.paragraphs.len() {
        let paragraph = &report.paragraphs[index];
        let stale = behind(report, index);
        for language in &stale {
            let Some(text) = paragraph.texts.get(*language) else { continue };
            let moved = paragraph.texts.iter().filter(|(other, _)| !stale.contains(other));
            let mut diagnostic = Diagnostic::new(
                Code::StaleTranslation,
                text.start,
                format!("{} in `{language}` has not followed a change in another language", super::name_of(&paragraph.id)),
            )
            .hint("bring it up to date, then record that the languages agree with `sijill check --accept`");
            for (other, changed) in moved {
                diagnostic = diagnostic.other(changed.start, format!("changed in `{other}`"));
            }
            diagnostics.push(diagnostic);
        }
    }
}
