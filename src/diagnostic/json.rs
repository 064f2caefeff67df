//! Faults as JSON, for editors and scripts: one object per fault, lines and columns counted from 1.

use super::short::severity_name;
use super::{Diagnostic, Diagnostics, Place, Span, Texts, line_and_column};
use serde_json::{Value, json};

/// Draws all faults as one JSON array.
#[must_use]
pub fn draw(diagnostics: &Diagnostics, texts: &dyn Texts) -> String {
    let faults: Vec<Value> = diagnostics.iter().map(|diagnostic| fault(diagnostic, texts)).collect();
    serde_json::to_string_pretty(&faults).unwrap_or_default() + "\n"
}

fn fault(diagnostic: &Diagnostic, texts: &dyn Texts) -> Value {
    let place = match &diagnostic.place {
        Place::Span(span) => place(*span, texts),
        Place::Path(path) => json!({"path": path.as_str()}),
    };
    let others: Vec<Value> =
        diagnostic.others.iter().map(|(span, label)| json!({"label": label, "place": self::place(*span, texts)})).collect();
    json!({
        "code": diagnostic.code.as_str(),
        "severity": severity_name(diagnostic.severity),
        "message": diagnostic.message,
        "place": place,
        "label": diagnostic.label,
        "others": others,
        "hint": diagnostic.hint,
    })
}

fn place(span: Span, texts: &dyn Texts) -> Value {
    let text = texts.text(span.file);
    let ((line, column), (end_line, end_column)) = (line_and_column(text, span.start as usize), line_and_column(text, span.end as usize));
    json!({
        "path": texts.path(span.file).as_str(),
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "start_byte": span.start,
        "end_byte": span.end,
    })
}
