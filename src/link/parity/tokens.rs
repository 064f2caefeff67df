//! The numbers and dates of a text, as values that are the same in every language.

use super::flat::{Flat, RunKind};
use super::sought::{Signs, Sought, kind};
use crate::diagnostic::Span;
use crate::parse::language::LanguageRecord;
use crate::parse::markdown::{Block, Scheme};
use memchr::memmem::Finder;
use std::fmt;

/// How many bytes may stand between two numbers that share a unit, as in `22 and 68 per cent`: a joining word and its spaces.
const UNIT_REACH: usize = 16;

/// A number or date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    /// A number in thousandths, so that values can be compared exactly.
    Number(i64),
    /// A percentage in thousandths.
    Percent(i64),
    /// A month, from 1.
    Month(usize),
    /// A day of a month.
    Day(i64, usize),
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
            Self::Month(_) | Self::Day(..) => None,
        }
    }

    /// The number and the month of a day.
    pub(super) fn parts(self) -> Option<[Self; 2]> {
        match self {
            Self::Day(day, month) => Some([Self::Number(day * 1000), Self::Month(month)]),
            _ => None,
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
            Self::Number(value) => write!(f, "the number `{}`", thousandths(value)),
            Self::Percent(value) => write!(f, "the percentage `{}`", thousandths(value)),
            Self::Month(month) => write!(f, "the month `{month}`"),
            Self::Day(day, month) => write!(f, "the day `{day}` of month `{month}`"),
        }
    }
}

/// A number or date in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// What it is.
    pub(super) token: Token,
    /// What it is if it shares the unit of the number that follows, as in `22 and 68 per cent`.
    pub(super) shared: Option<Token>,
    /// Whether it may be no date at all: the month's name is a word as well, and no number stands beside it.
    pub(super) doubtful: bool,
    /// Where it stands.
    pub(super) span: Span,
}

/// A number as it stands in a flat text.
#[derive(Debug, Clone, Copy)]
struct Numeral {
    start: usize,
    end: usize,
    value: f64,
    unit: Option<Unit>,
    /// The unit of a number close behind.
    shared: Option<Unit>,
}

/// What the word behind a number makes of it.
#[derive(Debug, Clone, Copy)]
struct Unit {
    factor: f64,
    percent: bool,
}

impl Numeral {
    fn token(&self, unit: Option<Unit>) -> Token {
        match (Token::number(self.value * unit.map_or(1.0, |unit| unit.factor)), unit) {
            (Token::Number(value), Some(Unit { percent: true, .. })) => Token::Percent(value),
            (token, _) => token,
        }
    }
}

/// The numbers and dates of a text in its order; symbols, addresses and footnote marks do not count.
pub(super) fn tokens(blocks: &[Block], (language, sought): (&LanguageRecord, &Sought)) -> Vec<Found> {
    let flat = Flat::new(blocks, |kind| match kind {
        RunKind::Prose => true,
        RunKind::Shown(scheme) => !matches!(scheme, Scheme::Symbol | Scheme::Instrument | Scheme::Entity | Scheme::Paragraph),
        RunKind::Written(_) | RunKind::Web => false,
    });
    let text = flat.text();
    let months = months(text, language, &sought.months);
    let mut numerals = numerals(text, language, &sought.signs);
    // Some languages write months with digits.
    numerals.retain(|numeral| !months.iter().any(|(start, end, _)| (*start..*end).contains(&numeral.start)));
    let mut found: Vec<(usize, Found)> = Vec::new();
    for (start, end, month) in months {
        let beside = |numeral: &Numeral| {
            let between = if numeral.end <= start { text.get(numeral.end..start) } else { text.get(end..numeral.start) };
            between.is_some_and(|between| between.chars().all(char::is_whitespace))
        };
        let is_day = |numeral: &Numeral| numeral.unit.is_none() && numeral.value.fract() == 0.0 && (1.0..=31.0).contains(&numeral.value);
        let doubtful = !numerals.iter().any(beside);
        let day = numerals.iter().position(|numeral| beside(numeral) && is_day(numeral)).map(|at| numerals.remove(at));
        let (from, token) = match day {
            Some(day) => match Token::number(day.value) {
                Token::Number(thousandths) => (day.start.min(start), Token::Day(thousandths / 1000, month)),
                token => (start, token),
            },
            None => (start, Token::Month(month)),
        };
        found.extend(flat.span(from, end).map(|span| (from, Found { token, shared: None, doubtful, span })));
    }
    for numeral in &numerals {
        let shared = numeral.shared.map(|unit| numeral.token(Some(unit)));
        let token = numeral.token(numeral.unit);
        found.extend(flat.span(numeral.start, numeral.end).map(|span| (numeral.start, Found { token, shared, doubtful: false, span })));
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, found)| found).collect()
}

fn numerals(text: &str, language: &LanguageRecord, signs: &Signs) -> Vec<Numeral> {
    let mut found: Vec<Numeral> = Vec::new();
    if signs.kinds_in(text) & kind::DIGIT == 0 {
        return found;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find(|c| signs.kinds(c) & kind::DIGIT != 0).map(|offset| at + offset) {
        let (value, end) = number_at(text, start, language);
        at = end;
        found.push(Numeral { start, end, value, unit: unit(&text[end..], language), shared: None });
    }
    for index in (1..found.len()).rev() {
        let next = found[index];
        let before = &mut found[index - 1];
        if before.unit.is_none() && next.start - before.end <= UNIT_REACH {
            before.shared = next.unit.or(next.shared);
        }
    }
    found
}

/// The unit that a text begins with: a scale, a percentage, or both.
fn unit(behind: &str, language: &LanguageRecord) -> Option<Unit> {
    let rest = behind.trim_start_matches([' ', '\u{A0}', '\u{202F}', '\u{FFFC}']);
    let scale = language.prose.scales.iter().find(|(word, _)| starts_with_word(rest, word));
    let after = scale.map_or(rest, |(word, _)| rest[word.len()..].trim_start());
    let percent = language.prose.percent.iter().any(|word| starts_with_word(after, word));
    (percent || scale.is_some()).then(|| Unit { factor: scale.map_or(1.0, |(_, factor)| *factor), percent })
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
    let (mut fraction, mut group) = (false, 0);
    while let Some(c) = text[end..].chars().next() {
        let rest = &text[end..];
        if let Some(value) = digit(c, language.numbers.zero) {
            digits.push_str(&value.to_string());
            end += c.len_utf8();
            group += 1;
            continue;
        }
        let digits_behind = |mark: &str| {
            let behind = rest.strip_prefix(mark).filter(|_| !mark.is_empty())?;
            Some(behind.chars().take_while(|c| digit(*c, marks.zero).is_some()).count())
        };
        // A grouping mark has exactly three digits behind it and at most three before; a decimal mark at least one behind, and stands once.
        if !fraction && digits_behind(&marks.group) == Some(3) && group <= 3 {
            end += marks.group.len();
            group = 0;
        } else if !fraction && digits_behind(&marks.decimal).is_some_and(|count| count > 0) {
            fraction = true;
            digits.push('.');
            end += marks.decimal.len();
        } else {
            break;
        }
    }
    (digits.parse().unwrap_or(0.0), end)
}

/// The value of a digit: of the language's own digits, told by their nought, or of any script whose ten digits Unicode lists together.
pub(super) fn digit(c: char, own_zero: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{FF10}'];
    let value = |zero: char| u32::from(c).wrapping_sub(u32::from(zero));
    // Nearly all that is asked about is a letter.
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let own = value(own_zero);
    if own < 10 { Some(own) } else { ZEROS.iter().map(|&zero| value(zero)).find(|value| *value < 10) }
}

/// The names of months in a text, as byte ranges with the month from 1.
fn months(text: &str, language: &LanguageRecord, finders: &[Finder<'_>]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    for (index, (name, finder)) in language.months.iter().zip(finders).enumerate() {
        for start in finder.find_iter(text.as_bytes()) {
            let end = start + name.len();
            let alone = |start: usize, from: &str| !one_word(text[..start].chars().next_back(), from.chars().next());
            let fused = language.prefixes.iter().map(|prefix| prefix.prefix.as_str());
            let begins = alone(start, name)
                || fused.into_iter().any(|prefix| text[..start].ends_with(prefix) && alone(start - prefix.len(), prefix));
            if begins && !one_word(name.chars().next_back(), text[end..].chars().next()) {
                found.push((start, end, index + 1));
            }
        }
    }
    found
}

/// Whether two neighbouring characters belong to one word or to one number.
fn one_word(before: Option<char>, behind: Option<char>) -> bool {
    let both = |is: fn(char) -> bool| before.is_some_and(is) && behind.is_some_and(is);
    both(char::is_alphabetic) || both(char::is_numeric)
}
