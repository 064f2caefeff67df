//! Prose that is clean in its own language: its punctuation, its digits, its brackets, and nothing that would render reversed.

use super::flat::{Flat, RunKind};
use super::tokens::digit;
use super::{Findings, Passage};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::paragraph::Text;
use crate::parse::language::{Direction, LanguageRecord};

/// The stroke that lengthens letters, U+0640.
const STROKE: char = '\u{640}';

/// Pairs of brackets and quotation marks that must balance.
const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('“', '”')];

/// Checks one passage in one language.
pub(super) fn check(language: &LanguageRecord, passage: &Passage<'_>, text: &Text, findings: &mut Findings<'_>) {
    // What the program writes and web addresses are no prose; the text of a reference is.
    let flat = Flat::new(&text.blocks, |kind| matches!(kind, RunKind::Prose | RunKind::Shown(_)));
    let mut lint = Lint { language, passage, flat: &flat, findings };
    lint.signs();
    lint.digits();
    lint.balance();
    lint.reversed();
    lint.spaces();
    lint.emphasis();
}

struct Lint<'a, 'f> {
    language: &'a LanguageRecord,
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
    fn signs(&mut self) {
        let text = self.flat.text();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let mut buffer = [0; 4];
            if let Some(own) = self.language.prose.foreign.get(c.encode_utf8(&mut buffer) as &str) {
                self.push(Code::ForeignPunctuation, at, end, format!("`{c}` is a sign of another language"), &format!("write `{own}`"));
            }
            if matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
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
        let own = |c: char| u32::from(c).checked_sub(u32::from(self.language.numbers.zero)).is_some_and(|value| value < 10);
        let foreign: Vec<(usize, usize)> = runs(text, |c| c.is_numeric() && !own(c) && (c.is_ascii_digit() || is_decimal_digit(c)));
        for (start, end) in foreign {
            // A Latin letter beside the digits makes it a name or symbol, which other checks look at.
            let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
            if beside(text[..start].chars().next_back()) || beside(text[end..].chars().next()) {
                continue;
            }
            let written: String = text[start..end]
                .chars()
                .map(|c| digit(c, self.language).map_or(c, |value| own_digit(value, self.language.numbers.zero)))
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
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut loose: Vec<(usize, char)> = Vec::new();
        for (at, c) in text.char_indices() {
            if PAIRS.iter().any(|(opening, _)| *opening == c) {
                open.push((at, c));
            } else if let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == c) {
                match open.last() {
                    Some((_, last)) if last == opening => drop(open.pop()),
                    _ => loose.push((at, c)),
                }
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
        if self.language.direction != Direction::Rtl {
            return;
        }
        let text = self.flat.text();
        for (start, end) in runs(text, |c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '–' | '.' | ':')) {
            let run = text[start..end].trim_matches(['.', ':', '-', '–', '/']);
            let joined = run.contains(['/', '-', '–']) && run.chars().any(|c| c.is_ascii_digit());
            if joined && self.flat.kind_at(start) == Some(RunKind::Prose) {
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
        for (start, end) in runs(text, |c| c == ' ').into_iter().filter(|(start, end)| end - start > 1) {
            self.push(Code::DoubleSpace, start, end, "two spaces stand here".to_owned(), "write one");
        }
    }

    /// Emphasis that Markdown left as it is, since a letter stands right before or behind it.
    fn emphasis(&mut self) {
        let text = self.flat.text();
        for sign in ["**", "__"] {
            for (at, _) in text.match_indices(sign) {
                let hint = "leave a space or a sign outside the emphasis, such as `**word**,`, or remove it";
                self.push(Code::LiteralEmphasis, at, at + sign.len(), format!("`{sign}` stays literal here"), hint);
            }
        }
    }
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

/// Whether a byte of the text lies within an occurrence of `word`.
fn around(text: &str, at: usize, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| (start..start + word.len()).contains(&at))
}

/// Whether a character is a decimal digit of any script: of the scripts whose ten digits Unicode lists together.
fn is_decimal_digit(c: char) -> bool {
    matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' | '\u{9E6}'..='\u{9EF}' | '\u{FF10}'..='\u{FF19}')
}

fn own_digit(value: u32, zero: char) -> char {
    char::from_u32(u32::from(zero) + value).unwrap_or(zero)
}
