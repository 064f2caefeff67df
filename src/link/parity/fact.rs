//! Facts against prose: States named without a reference, lists typed by hand, figures whose number is not there.

use super::flat::{Flat, RunKind};
use super::names::Names;
use super::sought::{AllSought, Sought};
use super::tokens::{Token, tokens};
use super::{Findings, Passage};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::link::paragraph::Text;
use crate::link::reference;
use crate::link::report::{Context, Report};
use crate::parse::facts::{FigureRecord, Scale};
use crate::parse::id::LanguageTag;
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::{Block, Scheme};

/// Checks the prose of one passage in one language.
pub(super) fn check_prose(names: &Names, passage: &Passage<'_>, text: &Text, findings: &mut Findings<'_>) {
    let flat = Flat::new(text.blocks(), |kind| kind == RunKind::Prose);
    for (start, end, code) in names.states_in(flat.text()) {
        let shown = &flat.text()[start..end];
        let Some(span) = flat.span(start, end) else { continue };
        findings.push(
            passage.paragraph,
            Diagnostic::new(Code::UnlinkedState, span, format!("the State `{code}` is named as `{shown}` without a reference"))
                .hint(format!("write `[](state:{code})`, or `[{shown}](state:{code})` if the name is inflected")),
        );
    }
    typed_lists(&flat, passage, findings);
}

/// Reports brackets that hold three or more references to States and nothing else but what joins them.
fn typed_lists(flat: &Flat, passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let text = flat.text();
    let mut from = 0;
    while let Some(start) = text[from..].find('(').map(|at| from + at) {
        let Some(end) = text[start..].find(')').map(|at| start + at) else { return };
        from = end;
        let inside = &text[start..end];
        let states = inside.char_indices().filter(|(at, _)| is_state(flat, start + at)).count();
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

/// Reports figures whose number does not stand in their place, or not in the phrase that refers to them.
pub(super) fn check_figures(report: &Report, (context, sought): (&Context<'_>, &AllSought), findings: &mut Findings<'_>) {
    for figure in &report.figures {
        let paragraph = &report.paragraphs[figure.anchor.paragraph];
        let texts = match &figure.anchor.footnote {
            Some(label) => report.footnotes.get(label).map(|footnote| &footnote.texts),
            None => Some(&paragraph.texts),
        };
        let wanted = wanted(&figure.record);
        let shown = texts.into_iter().flatten().filter_map(|(language, text)| {
            let known = context.language(language).zip(sought.get(language))?;
            Some((language, text, Shown::of(figure.id.as_str(), &wanted, text, known)))
        });
        let shown: Vec<(&LanguageTag, &Text, Shown)> = shown.collect();
        // Where one language agrees with the record, the other language's text is wrong; where none does, the record is.
        let agreed = shown.iter().any(|(.., shown)| matches!(shown, Shown::Right));
        for (language, text, shown) in &shown {
            let (number, span) = match shown {
                Shown::Right => continue,
                Shown::Wrong(number, span) => (number, *span),
                Shown::Absent(number) => (number, text.start),
            };
            let hint = format!("correct the figure or the text; a number in words is marked `[words](figure:{})`", figure.id);
            let message = format!("{number} of figure `{}` does not stand in its paragraph in `{language}`", figure.id);
            let diagnostic = if agreed {
                Diagnostic::new(Code::FigureNumber, span, message).other(figure.span, "the figure")
            } else {
                Diagnostic::new(Code::FigureNumber, figure.span, message).other(span, "the text")
            };
            findings.push(paragraph, diagnostic.hint(hint));
        }
    }
}

/// How a text shows the numbers of a figure.
enum Shown {
    /// As they are recorded, or in words that refer to the figure.
    Right,
    /// The phrase that refers to the figure has other numbers; the first number that it lacks.
    Wrong(Token, Span),
    /// Nothing refers to the figure, and this number stands nowhere in the text.
    Absent(Token),
}

impl Shown {
    fn of(id: &str, wanted: &[Token], text: &Text, language: (&LanguageRecord, &Sought)) -> Self {
        let phrases = reference::phrases(text.blocks(), Scheme::Figure, id);
        let whole = values(text.blocks(), language);
        let mut in_words = false;
        for phrase in &phrases {
            let found = values(&[Block::Prose(phrase.text.clone())], language);
            // A number that the prose writes in words is tied to its figure by a reference alone.
            in_words |= found.is_empty();
            let fits = wanted.iter().any(|token| token.thousandths().is_some_and(|value| found.contains(&value)));
            if let (Some(number), false, false) = (lacking(wanted, &found), found.is_empty(), fits) {
                return Self::Wrong(number, phrase.span);
            }
        }
        match lacking(wanted, &whole) {
            Some(number) if !in_words => phrases.first().map_or(Self::Absent(number), |phrase| Self::Wrong(number, phrase.span)),
            _ => Self::Right,
        }
    }
}

/// The first of the numbers that stands not among those found.
fn lacking(wanted: &[Token], found: &[i64]) -> Option<Token> {
    wanted.iter().find(|token| token.thousandths().is_some_and(|value| !found.contains(&value))).copied()
}

/// The values of all numbers in a text, percentages and days included.
fn values(blocks: &[Block], language: (&LanguageRecord, &Sought)) -> Vec<i64> {
    let found = tokens(blocks, language).into_iter().flat_map(|found| {
        let parts = found.token.parts().into_iter().flatten();
        parts.chain([found.token]).chain(found.shared).filter_map(Token::thousandths).collect::<Vec<_>>()
    });
    found.collect()
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
