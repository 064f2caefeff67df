//! What every command says of faults.

use super::args::Format;
use super::{say, say_error};
use crate::Outcome;
use crate::diagnostic::{Severity, github, human, json, sarif, short};

/// Draws the faults: for people to standard error, for programs to standard output.
pub(super) fn faults(outcome: &Outcome, format: Format) {
    let (diagnostics, sources) = (&outcome.diagnostics, &outcome.sources);
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
    let parts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, noun)| (outcome.diagnostics.count(severity), noun))
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    parts.join(" and ")
}
