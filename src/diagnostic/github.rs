//! Faults as workflow commands, which GitHub shows as annotations on the changed lines.

use super::short::severity_name;
use super::{Diagnostic, Diagnostics, Place, Texts, line_and_column};

/// Draws all faults, one command a line.
#[must_use]
pub fn draw(diagnostics: &Diagnostics, texts: &dyn Texts) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, texts)).collect()
}

fn command(diagnostic: &Diagnostic, texts: &dyn Texts) -> String {
    let place = match &diagnostic.place {
        Place::Span(span) => {
            let text = texts.text(span.file);
            let ((line, column), (end_line, end_column)) =
                (line_and_column(text, span.start as usize), line_and_column(text, span.end as usize));
            // Columns are shown only for faults within one line.
            let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
            format!("file={},line={line},endLine={end_line}{columns}", property(texts.path(span.file).as_str()))
        }
        Place::Path(path) => format!("file={}", property(path.as_str())),
    };
    let hint = diagnostic.hint.as_ref().map(|hint| format!("\nHelp: {hint}")).unwrap_or_default();
    format!(
        "::{} {place},title={}::{}\n",
        severity_name(diagnostic.severity),
        property(diagnostic.code.as_str()),
        data(&(diagnostic.message.clone() + &hint))
    )
}

/// Escapes a message as the runner wants it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property, in which colons and commas have a meaning as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
