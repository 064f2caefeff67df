//! Whether a translation has fallen behind: told from hashes recorded when the languages last agreed, never from file times.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::link::paragraph::{Footnote, Text};
use crate::link::report::Report;
use crate::parse::facts::AgreedRecord;
use crate::parse::id::LanguageTag;
use std::collections::{BTreeMap, BTreeSet};

/// The hashes of all paragraphs and footnotes as they stand, in the order of the report, by fragment and then by language.
#[must_use]
pub fn current(report: &Report) -> Vec<(String, AgreedRecord)> {
    let hashes = |texts: &BTreeMap<LanguageTag, Text>| {
        let hashes = texts.iter().map(|(language, text)| (language.as_str().to_owned(), text.hash()));
        hashes.collect()
    };
    let paragraphs = report.paragraphs.iter().map(|paragraph| (paragraph.id.to_string(), hashes(&paragraph.texts)));
    let footnotes = report.footnotes.values().map(|footnote| (fragment(footnote), hashes(&footnote.texts)));
    paragraphs.chain(footnotes).collect()
}

/// The languages whose text of a paragraph, or of one of its footnotes, has not followed a change in another language.
#[must_use]
pub fn behind(report: &Report, paragraph: usize) -> BTreeSet<&LanguageTag> {
    let own = &report.paragraphs[paragraph];
    let footnotes = report.footnotes.values().filter(|footnote| footnote.paragraph == paragraph);
    let footnotes = footnotes.flat_map(|footnote| stayed(report, &fragment(footnote), &footnote.texts));
    stayed(report, &own.id.to_string(), &own.texts).into_iter().chain(footnotes).collect()
}

/// The languages in which a text stands as it was agreed, if it has changed in another.
fn stayed<'r>(report: &'r Report, id: &str, texts: &'r BTreeMap<LanguageTag, Text>) -> Vec<&'r LanguageTag> {
    let Some((_, agreed)) = report.agreed.iter().find(|(known, _)| known.value == id) else { return Vec::new() };
    let known = texts.iter().filter_map(|(language, text)| Some((language, agreed.get(language.as_str())? == &text.hash())));
    let (same, changed): (Vec<_>, Vec<_>) = known.partition(|(_, same)| *same);
    if changed.is_empty() { Vec::new() } else { same.into_iter().map(|(language, _)| language).collect() }
}

/// What names a footnote in the records.
pub(super) fn fragment(footnote: &Footnote) -> String {
    format!("fn-{}", footnote.label)
}

/// Reports what changed in one language and not in another since the languages last agreed.
pub(super) fn check(report: &Report, diagnostics: &mut Diagnostics) {
    if report.agreed.is_empty() {
        return;
    }
    for passage in super::passages(report) {
        let stayed = stayed(report, &passage.id, passage.texts);
        for language in &stayed {
            let Some(text) = passage.texts.get(*language) else { continue };
            let mut diagnostic = Diagnostic::new(
                Code::StaleTranslation,
                text.start,
                format!("{} in `{language}` has not followed a change in another language", passage.name),
            )
            .hint("bring it up to date, then record that the languages agree with `sijill check --accept`");
            for (other, changed) in passage.texts.iter().filter(|(other, _)| !stayed.contains(other)) {
                diagnostic = diagnostic.other(changed.start, format!("changed in `{other}`"));
            }
            diagnostics.push(diagnostic);
        }
    }
}
