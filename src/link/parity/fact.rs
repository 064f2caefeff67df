//! Facts against prose: States named without a reference, lists typed by hand, figures whose number is not there.

use super::flat::{Flat, RunKind};
use super::tokens::{Token, tokens};
use super::{Findings, Passage, language_record};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::paragraph::Text;
use crate::link::report::Report;
use crate::link::{Site, reference, spelling};
use crate::parse::facts::{FigureRecord, Scale};
use crate::parse::id::LanguageTag;
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::{Block, Scheme};

/// Checks the prose of one passage in one language.
pub(super) fn check_prose(
    site: &Site,
    language: &LanguageTag,
    record: &LanguageRecord,
    passage: &Passage<'_>,
    text: &Text,
    findings: &mut Findings<'_>,
) {
    let flat = Flat::new(&text.blocks, |kind| kind == RunKind::Prose);
    for (code, state) in &site.registries.states {
        for name in spelling::of_state(state, language) {
            for (start, end) in named(flat.text(), name, record) {
                let shown = &flat.text()[start..end];
                let Some(span) = flat.span(start, end) else { continue };
                findings.push(
                    passage.paragraph,
                    Diagnostic::new(Code::UnlinkedState, span, format!("the State `{code}` is named as `{shown}` without a reference"))
                        .hint(format!("write `[](state:{code})`, or `[{shown}](state:{code})` if the name is inflected")),
                );
            }
        }
    }
    typed_lists(&text.blocks, passage, findings);
}

/// Where a name stands in a text as a word of its own, alone or behind a prefix that the language fuses with names.
fn named(text: &str, name: &str, language: &LanguageRecord) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let forms = std::iter::once(name.to_owned()).chain(language.prefixes.iter().flat_map(|prefix| {
        let fused = prefix.fuses.iter().filter_map(|(from, to)| Some(format!("{to}{}", name.strip_prefix(from.as_str())?)));
        fused.chain([format!("{}{name}", prefix.prefix)]).collect::<Vec<_>>()
    }));
    for form in forms {
        for (start, _) in text.match_indices(form.as_str()) {
            let end = start + form.len();
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if !word(text[..start].chars().next_back()) && !word(text[end..].chars().next()) {
                found.push((start, end));
            }
        }
    }
    found
}

/// Reports brackets that hold three or more references to States and nothing else but what joins them.
fn typed_lists(blocks: &[Block], passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let flat = Flat::new(blocks, |kind| kind == RunKind::Prose);
    let text = flat.text();
    let mut from = 0;
    while let Some(start) = text[from..].find('(').map(|at| from + at) {
        let Some(end) = text[start..].find(')').map(|at| start + at) else { return };
        from = end;
        let inside = &text[start..end];
        let states = inside.char_indices().filter(|(at, _)| is_state(&flat, start + at)).count();
        // Joining words are short: `and` and its like.
        let words = inside.chars().filter(|c| c.is_alphabetic()).count();
        if states >= 3
            && words <= 4
            && let Some(span) = flat.span(start, start + 1)
        {
            findings.push(
                passage.paragraph,
                Diagnostic::new(Code::TypedList, span, "this list of States is typed out by hand")
                    .hint("record a measure with these States and write `([](states:ID))`, which sorts, joins and links them"),
            );
        }
    }
}

/// Whether a byte of the flat text stands for a reference to one State.
fn is_state(flat: &Flat, at: usize) -> bool {
    matches!(flat.kind_at(at), Some(RunKind::Written(Scheme::State) | RunKind::Shown(Scheme::State)))
}

/// Reports figures whose number stands in no language's text of their place.
pub(super) fn check_figures(site: &Site, report: &Report, findings: &mut Findings<'_>) {
    for figure in &report.figures {
        let paragraph = &report.paragraphs[figure.anchor.paragraph];
        let texts = match &figure.anchor.footnote {
            Some(label) => report.footnotes.get(label).map(|footnote| &footnote.texts),
            None => Some(&paragraph.texts),
        };
        for (language, text) in texts.into_iter().flatten() {
            let Some(record) = language_record(site, language) else { continue };
            let found: Vec<i64> = tokens(&text.blocks, record).into_iter().filter_map(|(token, _)| token.thousandths()).collect();
            let missing: Vec<Token> = wanted(&figure.record)
                .into_iter()
                .filter(|token| token.thousandths().is_some_and(|value| !found.contains(&value)))
                .collect();
            // A number that the prose writes in words is tied to its figure by a reference.
            let in_words = reference::find(&text.blocks, &[Scheme::Figure], figure.id.as_str()).is_some();
            if let (Some(number), false) = (missing.first(), in_words) {
                findings.push(
                    paragraph,
                    Diagnostic::new(
                        Code::FigureNumber,
                        figure.span,
                        format!("the number {number} of figure `{}` does not stand in its paragraph in `{language}`", figure.id),
                    )
                    .other(text.span, "the paragraph")
                    .hint(format!("correct the figure or the text; a number in words is marked `[words](figure:{})`", figure.id)),
                );
            }
        }
    }
}

/// The numbers that a figure's paragraph must hold.
fn wanted(figure: &FigureRecord) -> Vec<Token> {
    let factor = match figure.scale {
        None => 1.0,
        Some(Scale::Thousand) => 1e3,
        Some(Scale::Million) => 1e6,
        Some(Scale::Billion) => 1e9,
    };
    [figure.value, figure.min, figure.max].into_iter().flatten().map(|value| Token::number(value * factor)).collect()
}
