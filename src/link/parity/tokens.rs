//! The numbers and months of a text, as values that are the same in every language.

use super::flat::{Flat, RunKind};
use crate::diagnostic::Span;
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::{Block, Scheme};
use std::fmt;

/// A number or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// A number in thousandths, so that values can be compared exactly.
    Number(i64),
    /// A percentage in thousandths.
    Percent(i64),
    /// A month, from 1.
    Month(usize),
}

impl Token {
    /// The token of a value; values beyond what reports print are cut off.
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and no report prints numbers near the limit")]
    pub(super) fn number(value: f64) -> Self {
        Self::Number((value * 1000.0).round() as i64)
    }

    /// The number of a percentage or plain number.
    pub(super) fn thousandths(self) -> Option<i64> {
        match self {
            Self::Number(value) | Self::Percent(value) => Some(value),
            Self::Month(_) => None,
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = |value: &i64| {
            let text = format!("{}.{:03}", value / 1000, value % 1000);
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        match self {
            Self::Number(value) => f.write_str(&thousandths(value)),
            Self::Percent(value) => write!(f, "{} %", thousandths(value)),
            Self::Month(month) => write!(f, "month {month}"),
        }
    }
}

/// The numbers and months of a text with their places; symbols, addresses and footnote marks do not count.
pub(super) fn tokens(blocks: &[Block], language: &LanguageRecord) -> Vec<(Token, Span)> {
    let flat = Flat::new(blocks, |kind| match kind {
        RunKind::Prose => true,
        RunKind::Shown(scheme) => !matches!(scheme, Scheme::Symbol | Scheme::Instrument | Scheme::Entity | Scheme::Paragraph),
        RunKind::Written(_) | RunKind::Web => false,
    });
    let mut found = numbers(&flat, language);
    found.extend(months(&flat, language));
    found
}

fn numbers(flat: &Flat, language: &LanguageRecord) -> Vec<(Token, Span)> {
    let text = flat.text();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c| digit(c, language).is_some()).map(|offset| at + offset) {
        let (value, end) = number_at(text, start, language);
        at = end;
        let rest = text[end..].trim_start_matches([' ', '\u{A0}', '\u{FFFC}']);
        let scale = language.prose.scales.iter().filter(|(word, _)| starts_with_word(rest, word)).map(|(_, factor)| *factor).next();
        let after =
            language.prose.scales.keys().find(|word| starts_with_word(rest, word)).map_or(rest, |word| rest[word.len()..].trim_start());
        let Token::Number(thousandths) = Token::number(value * scale.unwrap_or(1.0)) else { continue };
        let percent = language.prose.percent.iter().any(|word| starts_with_word(after, word));
        let token = if percent { Token::Percent(thousandths) } else { Token::Number(thousandths) };
        found.extend(flat.span(start, end).map(|span| (token, span)));
    }
    found
}

/// Whether a text begins with a word that ends there; a sign such as `%` ends anywhere.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

/// Reads the number that begins at `start`: its value, and the byte behind it.
fn number_at(text: &str, start: usize, language: &LanguageRecord) -> (f64, usize) {
    let marks = &language.numbers;
    let mut digits = String::new();
    let mut end = start;
    let mut fraction = false;
    while let Some(c) = text[end..].chars().next() {
        let rest = &text[end..];
        if let Some(value) = digit(c, language) {
            digits.push_str(&value.to_string());
            end += c.len_utf8();
            continue;
        }
        let digits_behind = |mark: &str| {
            let behind = rest.strip_prefix(mark)?;
            Some(behind.chars().take_while(|c| digit(*c, language).is_some()).count())
        };
        // A grouping mark has exactly three digits behind it; a decimal mark at least one, and stands once.
        if !fraction && digits_behind(&marks.decimal).is_some_and(|count| count > 0) {
            fraction = true;
            digits.push('.');
            end += marks.decimal.len();
        } else if !fraction && digits_behind(&marks.group) == Some(3) {
            end += marks.group.len();
        } else {
            break;
        }
    }
    (digits.parse().unwrap_or(0.0), end)
}

/// The value of a digit: of ASCII, or of the language's own digits.
pub(super) fn digit(c: char, language: &LanguageRecord) -> Option<u32> {
    c.to_digit(10).or_else(|| {
        let value = u32::from(c).checked_sub(u32::from(language.numbers.zero))?;
        (value < 10).then_some(value)
    })
}

fn months(flat: &Flat, language: &LanguageRecord) -> Vec<(Token, Span)> {
    let text = flat.text();
    let mut found = Vec::new();
    for (index, name) in language.months.iter().enumerate() {
        for (start, _) in text.match_indices(name.as_str()) {
            let end = start + name.len();
            // A month is a word of its own, next to a day or a year: `may` and `march` are words as well.
            let is_word = !text[end..].starts_with(char::is_alphanumeric);
            let dated = |side: Option<char>| side.is_some_and(|c| digit(c, language).is_some());
            let near = dated(text[end..].trim_start().chars().next()) || dated(text[..start].trim_end().chars().next_back());
            if is_word && near {
                found.extend(flat.span(start, end).map(|span| (Token::Month(index + 1), span)));
            }
        }
    }
    found
}
