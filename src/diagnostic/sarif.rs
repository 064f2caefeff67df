//! Faults as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the source.

use super::{Code, Diagnostic, Diagnostics, Place, Severity, Span, Texts, line_and_column};
use crate::path::SourcePath;
use serde_json::{Value, json};

/// Draws all faults as one SARIF log with one run.
#[must_use]
pub fn draw(diagnostics: &Diagnostics, texts: &dyn Texts) -> String {
    let rules: Vec<Value> = Code::ALL
        .iter()
        .map(|code| {
            json!({
                "id": code.as_str(),
                "shortDescription": {"text": code.summary()},
                "fullDescription": {"text": code.explanation()},
                "defaultConfiguration": {"level": level(code.severity())},
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, texts)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "sijill", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(diagnostic: &Diagnostic, texts: &dyn Texts) -> Value {
    let message = match &diagnostic.hint {
        Some(hint) => format!("{}. Help: {hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let place = match &diagnostic.place {
        Place::Span(span) => location(*span, texts),
        Place::Path(path) => json!({"physicalLocation": {"artifactLocation": artifact(path)}}),
    };
    let others: Vec<Value> = diagnostic
        .others
        .iter()
        .map(|(span, label)| {
            let mut other = location(*span, texts);
            other["message"] = json!({"text": label});
            other
        })
        .collect();
    let index = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": index,
        "level": level(diagnostic.severity),
        "message": {"text": message},
        "locations": [place],
    });
    if !others.is_empty() {
        result["relatedLocations"] = others.into();
    }
    result
}

fn artifact(path: &SourcePath) -> Value {
    json!({"uri": path.as_str().replace('%', "%25").replace(' ', "%20"), "uriBaseId": "%SRCROOT%"})
}

fn location(span: Span, texts: &dyn Texts) -> Value {
    let text = texts.text(span.file);
    let ((line, column), (end_line, end_column)) = (line_and_column(text, span.start as usize), line_and_column(text, span.end as usize));
    json!({
        "physicalLocation": {
            "artifactLocation": artifact(texts.path(span.file)),
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
                "byteOffset": span.start,
                "byteLength": span.end - span.start,
            },
        },
    })
}
