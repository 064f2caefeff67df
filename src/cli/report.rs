//! What every command says of faults.

use super::args::Format;
use super::{say, say_error};
use crate::Outcome;
use crate::diagnostic::{Diagnostics, Severity, github, human, json, sarif, short};
use crate::source::Sources;

/// Draws the faults: for people to standard error, for programs to standard output.
pub(super) fn faults(outcome: &Outcome, format: Format) {
    draw(&outcome.diagnostics, &outcome.sources, format);
}

/// Draws faults in some sources.
pub(super) fn draw(diagnostics: &Diagnostics, sources: &Sources, format: Format) {
    match format {
        Format::Human => say_error(&human::draw(diagnostics, sources, human::Colour::Terminal)),
        Format::Short => say_error(&short::draw(diagnostics, sources)),
        Format::Json => say(&json::draw(diagnostics, sources)),
        Format::Sarif => say(&sarif::draw(diagnostics, sources)),
        Format::Github => say(&github::draw(diagnostics, sources)),
    }
}

/// The faults counted, such as `2 errors and 1 warning`; empty if there are none.
pub(super) fn counts(outcome: &Outcome) -> String {
    counted(&outcome.diagnostics)
}

/// Faults counted.
pub(super) fn counted(diagnostics: &Diagnostics) -> String {
    let parts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, noun)| (diagnostics.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    parts.join(" and ")
}
