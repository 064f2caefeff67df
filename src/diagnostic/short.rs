//! One line a fault: `path:line:column: severity[code]: message (hint)`.

use super::{Diagnostic, Diagnostics, Place, Severity, Texts, line_and_column};
use std::fmt::Write as _;

/// Draws all faults, one a line.
#[must_use]
pub fn draw(diagnostics: &Diagnostics, texts: &dyn Texts) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let severity = severity_name(diagnostic.severity);
        let _ = write!(out, "{}: {severity}[{}]: {}", location(diagnostic, texts), diagnostic.code, diagnostic.message);
        if let Some(hint) = &diagnostic.hint {
            let _ = write!(out, " ({hint})");
        }
        out.push('\n');
    }
    out
}

/// Where a fault stands, as `path:line:column`; a path alone for a file or folder as a whole.
#[must_use]
pub fn location(diagnostic: &Diagnostic, texts: &dyn Texts) -> String {
    match &diagnostic.place {
        Place::Span(span) => {
            let (line, column) = line_and_column(texts.text(span.file), span.start as usize);
            format!("{}:{line}:{column}", texts.path(span.file))
        }
        Place::Path(path) => path.to_string(),
    }
}

/// The word for a severity in every drawing.
#[must_use]
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
