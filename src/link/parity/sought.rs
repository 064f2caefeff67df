//! What is looked for in every text of a language, made ready once: the names that prose may hold, its signs, and the names of its months.

use super::names::Names;
use super::tokens::digit;
use crate::link::report::Context;
use crate::parse::id::LanguageTag;
use crate::parse::language::LanguageRecord;
use memchr::memmem::Finder;
use std::collections::BTreeMap;

/// Pairs of brackets that must balance in every language; quotation marks are the language's own.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('（', '）'), ('【', '】')];

/// The stroke that lengthens letters, U+0640.
pub(super) const STROKE: char = '\u{640}';

/// What is looked for in texts of one language.
#[derive(Debug)]
pub(super) struct Sought {
    /// The names that prose may hold.
    pub(super) names: Names,
    /// The signs that prose is checked for.
    pub(super) signs: Signs,
    /// The names of the months, from the first.
    pub(super) months: Vec<Finder<'static>>,
}

/// What is looked for in texts of each language.
#[derive(Debug, Default)]
pub(in crate::link) struct AllSought(BTreeMap<LanguageTag, Sought>);

impl AllSought {
    /// Makes ready what the languages and a site's registries know, to be looked for in the texts of so many reports.
    pub(in crate::link) fn new(context: &Context<'_>, reports: usize) -> Self {
        let sought = |tag: &LanguageTag| {
            let record = context.language(tag)?;
            let months = record.months.iter().map(|name| Finder::new(name.as_str()).into_owned());
            let names = Names::new(context.registries, tag, record, reports);
            Some((tag.clone(), Sought { names, signs: Signs::new(record), months: months.collect() }))
        };
        Self(context.languages.iter().filter_map(sought).collect())
    }

    /// What is looked for in one language.
    pub(super) fn get(&self, language: &LanguageTag) -> Option<&Sought> {
        self.0.get(language)
    }
}

/// What a sign may be, as bits: one pass over a text tells which checks have anything to look at.
pub(super) mod kind {
    /// A sign of another language, a direction control, or the lengthening stroke.
    pub(in crate::link::parity) const STRANGE: u8 = 1;
    /// A digit of another system than the language's own.
    pub(in crate::link::parity) const FOREIGN_DIGIT: u8 = 2;
    /// Half of a pair, or a straight quotation mark.
    pub(in crate::link::parity) const BRACKET: u8 = 4;
    /// A digit of the Latin script.
    pub(in crate::link::parity) const LATIN_DIGIT: u8 = 8;
    /// A sign of Markdown that makes emphasis.
    pub(in crate::link::parity) const EMPHASIS: u8 = 16;
    /// Any digit.
    pub(in crate::link::parity) const DIGIT: u8 = 32;
}

/// How many characters have their kinds in a table: those that UTF-8 writes in one or two bytes.
const TABLED: usize = 0x800;

/// What each character may be in one language.
#[derive(Debug)]
pub(super) struct Signs {
    tabled: Box<[u8; TABLED]>,
    /// Signs of other languages, each with the language's own.
    pub(super) foreign: Vec<(char, String)>,
    /// Brackets and quotation marks, in pairs.
    pub(super) pairs: Vec<(char, char)>,
    /// The language's digit nought.
    zero: char,
}

impl Signs {
    fn new(language: &LanguageRecord) -> Self {
        let foreign = language.prose.foreign.iter().filter_map(|(sign, own)| Some((single(sign)?, own.clone())));
        let quotes = language.prose.quotes.iter().filter_map(|pair| Some((pair.chars().next()?, pair.chars().nth(1)?)));
        Self::of(foreign.collect(), BRACKETS.into_iter().chain(quotes).collect(), language.numbers.zero)
    }

    fn of(foreign: Vec<(char, String)>, pairs: Vec<(char, char)>, zero: char) -> Self {
        let mut signs = Self { tabled: Box::new([0; TABLED]), foreign, pairs, zero };
        let kinds = |c: usize| u32::try_from(c).ok().and_then(char::from_u32).map_or(0, |c| signs.found_out(c));
        signs.tabled = Box::new(std::array::from_fn(kinds));
        signs
    }

    /// What a character may be.
    pub(super) fn kinds(&self, c: char) -> u8 {
        self.tabled.get(c as usize).copied().unwrap_or_else(|| self.found_out(c))
    }

    /// What the characters of a text may be, together.
    ///
    /// Every text is looked through, so those that the table knows are told by their bytes.
    pub(super) fn kinds_in(&self, text: &str) -> u8 {
        let (mut kinds, mut rest) = (0, text.as_bytes());
        loop {
            while let Some((eight, behind)) = rest.split_first_chunk::<8>().filter(|(eight, _)| eight.is_ascii()) {
                kinds |= eight.iter().fold(0, |kinds, &c| kinds | self.tabled[usize::from(c)]);
                rest = behind;
            }
            rest = match *rest {
                [] => return kinds,
                [c @ 0..0x80, ref rest @ ..] => {
                    kinds |= self.tabled[usize::from(c)];
                    rest
                }
                [first @ 0xC0..0xE0, second, ref rest @ ..] => {
                    kinds |= self.tabled[usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)];
                    rest
                }
                _ => {
                    let mut chars = text[text.len() - rest.len()..].chars();
                    kinds |= chars.next().map_or(0, |c| self.kinds(c));
                    chars.as_str().as_bytes()
                }
            };
        }
    }

    fn found_out(&self, c: char) -> u8 {
        let bit = |is: bool, kind: u8| if is { kind } else { 0 };
        let is_digit = digit(c, self.zero).is_some();
        let is_own = u32::from(c).wrapping_sub(u32::from(self.zero)) < 10;
        bit(is_control(c) || c == STROKE || self.foreign.iter().any(|(sign, _)| *sign == c), kind::STRANGE)
            | bit(is_digit, kind::DIGIT)
            | bit(is_digit && !is_own, kind::FOREIGN_DIGIT)
            | bit(c == '"' || self.pairs.iter().any(|(opening, closing)| *opening == c || *closing == c), kind::BRACKET)
            | bit(c.is_ascii_digit(), kind::LATIN_DIGIT)
            | bit(matches!(c, '*' | '_'), kind::EMPHASIS)
    }
}

/// Whether a character sets the direction of what stands beside it and shows nothing itself.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The one character of a text that has one.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_the_kinds_of_its_characters_however_long_they_are_written() {
        let signs = Signs::of(vec![('\u{3001}', ",".to_owned()), ('?', "!".to_owned())], BRACKETS.to_vec(), '\u{660}');
        let kinds = |text: &str| text.chars().fold(0, |kinds, c| kinds | signs.found_out(c));
        let own_digits = "\u{633}\u{646}\u{629} \u{661}\u{662}";
        for text in [
            "",
            "plain words",
            "what?",
            "\u{E9}_",
            own_digits,
            "\u{6F1}",
            "\u{FF08}12",
            "\u{3001}",
            "\u{1F600}*\u{202E}",
            "\u{7FF}\u{800}\u{200F}",
        ] {
            assert_eq!(signs.kinds_in(text), kinds(text), "{text}");
        }
        assert_eq!(signs.kinds_in(own_digits), kind::DIGIT);
        assert_eq!(signs.kinds_in("twelve \u{FF08}12"), kind::BRACKET | kind::DIGIT | kind::FOREIGN_DIGIT | kind::LATIN_DIGIT);
    }
}
