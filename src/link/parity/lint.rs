//! Prose that is clean in its own language: its punctuation, its digits, its brackets, and nothing that would render reversed.

use super::flat::{Flat, RunKind, Seen};
use super::sought::{STROKE, Signs, is_control, kind};
use super::tokens::digit;
use super::{Findings, Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::language::{Direction, LanguageRecord};
use crate::parse::markdown::Scheme;

/// Signs that may stand within a symbol or range, and around it.
const JOINTS: [char; 5] = ['.', ':', '-', '–', '/'];

/// What joins the two ends of a range.
const DASHES: [char; 2] = ['-', '–'];

/// Checks one passage in one language.
pub(super) fn check(language: &LanguageRecord, signs: &Signs, passage: &Passage<'_>, seen: &Seen, findings: &mut Findings<'_>) {
    let mut lint = Lint { language, signs, passage, flat: &seen.flat, findings };
    let kinds = seen.kinds;
    if kinds & kind::STRANGE != 0 {
        lint.strange();
    }
    if kinds & kind::FOREIGN_DIGIT != 0 {
        lint.digits();
    }
    if kinds & kind::BRACKET != 0 {
        lint.balance();
    }
    if kinds & kind::LATIN_DIGIT != 0 && language.direction == Direction::Rtl {
        lint.reversed();
    }
    if kinds & kind::EMPHASIS != 0 {
        lint.emphasis();
    }
    lint.spaces();
}

struct Lint<'a, 'f> {
    language: &'a LanguageRecord,
    signs: &'a Signs,
    passage: &'a Passage<'a>,
    flat: &'a Flat,
    findings: &'a mut Findings<'f>,
}

impl Lint<'_, '_> {
    fn push(&mut self, code: Code, start: usize, end: usize, message: String, hint: &str) {
        if let Some(span) = self.flat.span(start, end) {
            self.findings.push(self.passage.paragraph, Diagnostic::new(code, span, message).hint(hint));
        }
    }

    /// Signs of other languages, direction controls, and the lengthening stroke.
    fn strange(&mut self) {
        let text = self.flat.text();
        let signs = self.signs;
        for (at, c) in text.char_indices().filter(|(_, c)| signs.kinds(*c) & kind::STRANGE != 0) {
            let end = at + c.len_utf8();
            if let Some((_, own)) = signs.foreign.iter().find(|(sign, _)| *sign == c) {
                self.push(Code::ForeignPunctuation, at, end, format!("`{c}` is a sign of another language"), &format!("write `{own}`"));
            }
            if is_control(c) {
                let message = format!("the direction control U+{:04X} stands in the text", u32::from(c));
                self.push(
                    Code::DirectionControl,
                    at,
                    end,
                    message,
                    "remove it: direction comes from markup; write symbols and names as references",
                );
            }
            if c == STROKE && !self.language.prose.stroke_in.iter().any(|word| around(text, at, word)) {
                self.push(
                    Code::Tatweel,
                    at,
                    end,
                    "a lengthening stroke stands in the text".to_owned(),
                    "remove it: the fonts justify the line",
                );
            }
        }
    }

    /// Digits of another system than the language's own.
    fn digits(&mut self) {
        let text = self.flat.text();
        let foreign = runs(text, |c| self.signs.kinds(c) & kind::FOREIGN_DIGIT != 0);
        for (start, end) in foreign {
            // A Latin letter beside the digits makes them a name or symbol, and the two ends of a range in a right-to-left text would be
            // reversed: both are looked at by other checks.
            let (before, behind) = (&text[..start], &text[end..]);
            let named = |c: char| c.is_ascii_alphabetic() || c == '/';
            let ranged = |c: char| self.language.direction == Direction::Rtl && c.is_ascii_digit();
            let (left, right) = (before.trim_end_matches(DASHES), behind.trim_start_matches(DASHES));
            if left.ends_with(named)
                || right.starts_with(named)
                || left.len() < before.len() && left.ends_with(ranged)
                || right.len() < behind.len() && right.starts_with(ranged)
            {
                continue;
            }
            let written: String = text[start..end]
                .chars()
                .map(|c| digit(c, self.language.numbers.zero).map_or(c, |value| own_digit(value, self.language.numbers.zero)))
                .collect();
            self.push(
                Code::DigitSystem,
                start,
                end,
                format!("`{}` is written in digits of another language", &text[start..end]),
                &format!("write `{written}`"),
            );
        }
    }

    /// Brackets and quotation marks that do not close or do not open.
    fn balance(&mut self) {
        let text = self.flat.text();
        let pairs = &self.signs.pairs;
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut loose: Vec<(usize, char)> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| self.signs.kinds(*c) & kind::BRACKET != 0) {
            // In some languages one sign closes one pair and opens another: what can close, closes.
            let closes = pairs.iter().filter(|(_, closing)| *closing == c);
            let opened = closes.filter_map(|(opening, _)| open.iter().rposition(|(_, open)| open == opening)).max();
            if let Some(opened) = opened {
                loose.extend(open.drain(opened..).skip(1));
            } else if pairs.iter().any(|(opening, _)| *opening == c) {
                open.push((at, c));
            } else if pairs.iter().any(|(_, closing)| *closing == c) && !marks_item(&text[..at], c) {
                loose.push((at, c));
            }
        }
        let straight: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        if straight.len() % 2 == 1 {
            loose.extend(straight.last().map(|at| (*at, '"')));
        }
        for (at, c) in open.into_iter().chain(loose) {
            self.push(
                Code::Unbalanced,
                at,
                at + c.len_utf8(),
                format!("`{c}` has no counterpart in this paragraph"),
                "close or open the pair, or remove the sign",
            );
        }
    }

    /// In a right-to-left text, Latin runs that hold digits and dashes or strokes and are not isolated.
    fn reversed(&mut self) {
        let text = self.flat.text();
        for (start, end) in runs(text, |c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '–' | '.' | ':')) {
            let run = text[start..end].trim_start_matches(JOINTS);
            let start = end - run.len();
            let run = run.trim_end_matches(JOINTS);
            // Digits behind a Latin letter follow its direction, so that a name such as `AB-12` stays as it is.
            let reversed = run.contains('/') || run.contains(DASHES) && run.starts_with(|c: char| c.is_ascii_digit());
            // Names and symbols are isolated where they are shown.
            let isolated = matches!(self.flat.kind_at(start), Some(RunKind::Shown(Scheme::Symbol | Scheme::Instrument | Scheme::Entity)));
            if reversed && run.chars().any(|c| c.is_ascii_digit()) && !isolated {
                self.push(
                    Code::Unisolated,
                    start,
                    start + run.len(),
                    format!("`{run}` would render reversed in this direction of script"),
                    "write a symbol as `[](symbol:…)`, and a range in the language's digits",
                );
            }
        }
    }

    fn spaces(&mut self) {
        let text = self.flat.text();
        if memchr::memmem::find(text.as_bytes(), b"  ").is_none() {
            return;
        }
        for (start, end) in runs(text, |c| c == ' ').into_iter().filter(|(start, end)| end - start > 1) {
            self.push(Code::DoubleSpace, start, end, "two spaces stand here".to_owned(), "write one");
        }
    }

    /// Emphasis that Markdown left as it is, since a letter stands right before or behind it.
    fn emphasis(&mut self) {
        let text = self.flat.text();
        let mut left: Vec<(usize, usize)> = Vec::new();
        for sign in ['*', '_'] {
            let signs = runs(text, |c| c == sign);
            // One such sign alone is a footnote's mark or a multiplication; a pair of them is meant as emphasis.
            let single = |(start, end): &(usize, usize)| end - start == 1 && (sign == '_' || signs.len() < 2);
            left.extend(signs.iter().filter(|run| !single(run)).filter(|(start, end)| touches(text, *start, *end)));
        }
        for (start, end) in left {
            let hint = "leave a space or a sign outside the emphasis, such as `**word**,`, or remove it";
            self.push(Code::LiteralEmphasis, start, end, format!("`{}` stays literal here", &text[start..end]), hint);
        }
    }
}

/// Whether something other than space stands on one side of a range.
fn touches(text: &str, start: usize, end: usize) -> bool {
    let stands = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    stands(text[..start].chars().next_back()) || stands(text[end..].chars().next())
}

/// Whether a closing bracket behind `before` marks an item, such as `a)`, `12)` or `iv)`.
fn marks_item(before: &str, bracket: char) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let behind_space = before[..before.len() - word.len()].chars().next_back().is_none_or(char::is_whitespace);
    let length = word.chars().count();
    let mark = length == 1
        || length == 2 && word.chars().all(char::is_numeric)
        || (1..=5).contains(&length) && word.chars().all(|c| "ivx".contains(c));
    matches!(bracket, ')' | '）') && behind_space && mark
}

/// The maximal runs of characters of a kind, as byte ranges.
fn runs(text: &str, is: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end += c.len_utf8(),
            _ => found.push((at, at + c.len_utf8())),
        }
    }
    found
}

/// Whether a byte of the text lies within an occurrence of `word` that is no part of a longer word; digits may stand beside it.
fn around(text: &str, at: usize, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    text.match_indices(word).any(|(start, _)| {
        let end = start + word.len();
        (start..end).contains(&at) && !letter(text[..start].chars().next_back()) && !letter(text[end..].chars().next())
    })
}

fn own_digit(value: u32, zero: char) -> char {
    char::from_u32(u32::from(zero) + value).unwrap_or(zero)
}
