//! The drawing for people: the source line, a caret below it, labels and a hint.
//!
//! A terminal may reorder right-to-left text, which moves carets; the line and column above them always hold.

use super::{Diagnostic, Diagnostics, Place, Severity, Span, Texts};
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use std::ops::Range;

/// Whether a drawing carries colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Escape sequences for a terminal.
    Terminal,
    /// Plain text.
    Plain,
}

/// Draws all faults, each with its lines of source.
#[must_use]
pub fn draw(diagnostics: &Diagnostics, texts: &dyn Texts, colour: Colour) -> String {
    let renderer = match colour {
        Colour::Terminal => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    }
    .decor_style(DecorStyle::Ascii);
    diagnostics.iter().map(|diagnostic| draw_one(diagnostic, texts, &renderer) + "\n\n").collect()
}

fn draw_one(diagnostic: &Diagnostic, texts: &dyn Texts, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str())
        .elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
    match &diagnostic.place {
        Place::Span(span) => {
            let others = |file| diagnostic.others.iter().filter(move |(other, _)| other.file == file);
            let mut snippet = Snippet::source(texts.text(span.file))
                .path(texts.path(span.file).as_str())
                .annotation(AnnotationKind::Primary.span(drawn_range(*span, texts)).label(diagnostic.label.as_deref()));
            for (other, label) in others(span.file) {
                snippet = snippet.annotation(AnnotationKind::Context.span(drawn_range(*other, texts)).label(label.as_str()));
            }
            group = group.element(snippet);
            for (other, label) in diagnostic.others.iter().filter(|(other, _)| other.file != span.file) {
                group = group.element(
                    Snippet::source(texts.text(other.file))
                        .path(texts.path(other.file).as_str())
                        .annotation(AnnotationKind::Context.span(drawn_range(*other, texts)).label(label.as_str())),
                );
            }
        }
        Place::Path(path) => group = group.element(annotate_snippets::Origin::path(path.as_str())),
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.message(hint));
    }
    renderer.render(&[group])
}

/// The first line of a span, cut to whole characters: a caret under a page of text helps nobody.
fn drawn_range(span: Span, texts: &dyn Texts) -> Range<usize> {
    let text = texts.text(span.file);
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(span.start as usize), floor(span.end as usize));
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end.max(start).min(line_end)
}
