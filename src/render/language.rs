//! One language at work: its numbers, dates, lists, sorting, marks and interface strings.
//!
//! The rules come from the language's file and from CLDR through ICU4X and Fluent; nothing about any language stands here.

use super::message::{Argument, Messages};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Texts};
use crate::parse::id::LanguageTag;
use crate::parse::language::{JoinRecord, LanguageRecord};
use crate::parse::section::SectionNumber;
use crate::parse::theme::Theme;
use crate::source::Sources;
use fixed_decimal::{Decimal, FloatPrecision};
use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, parts as decimal_parts};
use icu_list::options::ListFormatterOptions;
use icu_list::{ListFormatter, parts as list_parts};
use icu_locale_core::Locale;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use writeable::{Part, PartsWrite, Writeable};

/// A language with its formatters.
pub struct Language {
    /// The language.
    pub tag: LanguageTag,
    /// The language's file.
    pub record: LanguageRecord,
    /// The interface strings.
    pub messages: Messages,
    counted: Mutex<FxHashMap<String, Counted>>,
    collator: CollatorBorrowed<'static>,
    letters: CollatorBorrowed<'static>,
    grouped: DecimalFormatter,
    /// The digits, by what they count.
    digits: [String; 10],
    list: ListFormatter,
}

/// A message as it was written with one number, by that number's bits; the name is the one that the number was first given by.
#[derive(Default)]
struct Counted {
    name: String,
    texts: FxHashMap<u64, String>,
}

/// Where a list stands, which decides how it is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListPlace {
    /// In running prose.
    Running,
    /// Between brackets.
    Bracketed,
}

/// A part of a joined list.
#[derive(Debug, PartialEq, Eq)]
pub enum Joined {
    /// The item of this index.
    Item(usize),
    /// What stands between items.
    Literal(String),
}

impl Language {
    /// Sets up a language; none, after a report, if its locale or its interface strings cannot be used.
    pub fn new(tag: &LanguageTag, theme: &Theme, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (_, record) = theme.languages.get(tag)?;
        let locale: Option<Locale> = record.locale.parse().ok();
        let formatters = locale.as_ref().and_then(|locale| {
            let options = |strategy| {
                let mut options = DecimalFormatterOptions::default();
                options.grouping_strategy = Some(strategy);
                options
            };
            let mut letters = CollatorOptions::default();
            letters.strength = Some(Strength::Primary);
            Some((
                Collator::try_new(locale.into(), CollatorOptions::default()).ok()?,
                Collator::try_new(locale.into(), letters).ok()?,
                DecimalFormatter::try_new(locale.into(), options(GroupingStrategy::Auto)).ok()?,
                DecimalFormatter::try_new(locale.into(), options(GroupingStrategy::Never)).ok()?,
                ListFormatter::try_new_and(locale.into(), ListFormatterOptions::default()).ok()?,
            ))
        });
        let Some((collator, letters, grouped, plain, list)) = formatters else {
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, record.locale.span, format!("`{}` is no locale", record.locale.value))
                    .hint("write a BCP 47 tag, such as `fr` or `ar-u-nu-arab`"),
            );
            return None;
        };
        let Some(&file) = theme.messages.get(tag) else {
            let path = theme.languages.get(tag).map(|(file, _)| sources.path(*file).as_str().replace(".yaml", ".ftl"));
            diagnostics.push(
                Diagnostic::of_path(
                    Code::MissingLanguage,
                    path.unwrap_or_default(),
                    format!("the interface strings of `{tag}` are missing"),
                )
                .hint("copy the file of another language and translate it"),
            );
            return None;
        };
        let messages = Messages::new(tag, file, sources, diagnostics)?;
        let digits = std::array::from_fn(|digit| plain.format(&Decimal::from(digit)).to_string());
        let counted = Mutex::default();
        Some(Self { tag: tag.clone(), record: record.clone(), messages, counted, collator, letters, grouped, digits, list })
    }

    /// A count or quantity, grouped and in the language's digits.
    #[must_use]
    pub fn quantity(&self, value: f64) -> String {
        let decimal = Decimal::try_from_f64(value, FloatPrecision::RoundTrip).unwrap_or_default();
        self.punctuated(&decimal)
    }

    /// A message that is given one number and nothing else: counts are few and pages many, so that each is written once.
    ///
    /// # Errors
    /// As those of [`Messages::format`].
    pub(super) fn counted(&self, key: &str, name: &str, number: f64) -> Result<String, String> {
        let counted = || self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = counted().get(key).filter(|known| known.name == name).and_then(|known| known.texts.get(&number.to_bits())) {
            return Ok(known.clone());
        }
        let text = self.messages.format(key, &[(name, Argument::Number(number))], |number| self.quantity(number))?;
        let mut counted = counted();
        let known = counted.entry(key.to_owned()).or_insert_with(|| Counted { name: name.to_owned(), ..Counted::default() });
        if known.name == name {
            known.texts.insert(number.to_bits(), text.clone());
        }
        Ok(text)
    }

    /// A number that names something (a paragraph, a year), never grouped.
    #[must_use]
    pub fn ordinal(&self, value: u32) -> String {
        self.digits(&value.to_string())
    }

    /// A text all of whose runs of ASCII digits are written in the language's digits, such as a session's symbol.
    #[must_use]
    pub fn digits(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c.to_digit(10) {
                Some(digit) => out.push_str(&self.digits[digit as usize]),
                None => out.push(c),
            }
        }
        out
    }

    /// A range of two numbers, each written already.
    #[must_use]
    pub fn range(&self, from: &str, to: &str) -> String {
        if from == to { from.to_owned() } else { self.record.numbers.range.replace("{from}", from).replace("{to}", to) }
    }

    /// A number as it is grouped, with the signs that the language's file names.
    fn punctuated(&self, decimal: &Decimal) -> String {
        let mut pieces = Pieces::default();
        // Writing into a string does not fail.
        let _ = self.grouped.format(decimal).write_to_parts(&mut pieces);
        let mut out = String::new();
        let mut at = 0;
        let numbers = &self.record.numbers;
        for (range, part) in pieces.parts {
            let replaced = match part {
                part if part == decimal_parts::GROUP => &numbers.group,
                part if part == decimal_parts::DECIMAL => &numbers.decimal,
                _ => continue,
            };
            out.push_str(&pieces.text[at..range.start]);
            out.push_str(replaced);
            at = range.end;
        }
        out.push_str(&pieces.text[at..]);
        out
    }

    /// A date written `YYYY-MM-DD`, in the language's words; as it is if it is no date.
    #[must_use]
    pub fn date(&self, text: &str) -> String {
        let Some((year, month, day)) = crate::link::parse_date(text) else { return text.to_owned() };
        let name = self.record.months.get(month as usize - 1).map_or("", String::as_str);
        self.record.date.replace("{day}", &self.ordinal(day)).replace("{month}", name).replace("{year}", &self.ordinal(year))
    }

    /// A resolution's number such as `65/190`, in the language's order and digits.
    #[must_use]
    pub fn resolution(&self, number: &str) -> String {
        match number.split_once('/') {
            Some((session, number)) => {
                self.record.resolution.replace("{session}", &self.digits(session)).replace("{number}", &self.digits(number))
            }
            None => self.digits(number),
        }
    }

    /// Joins `names` as the language does; the result names them by index, so that a caller may write links.
    #[must_use]
    pub fn join(&self, names: &[&str], place: ListPlace) -> Vec<Joined> {
        let lists = &self.record.lists;
        let rule = match place {
            ListPlace::Running => lists.running.as_ref(),
            ListPlace::Bracketed => lists.bracketed.as_ref(),
        };
        match rule {
            Some(rule) => join_by(rule, names.len()),
            None => self.join_by_cldr(names),
        }
    }

    fn join_by_cldr(&self, names: &[&str]) -> Vec<Joined> {
        let mut pieces = Pieces::default();
        let _ = self.list.format(names.iter()).write_to_parts(&mut pieces);
        let mut joined = Vec::new();
        let mut at = 0;
        let elements = pieces.parts.iter().filter(|(_, part)| *part == list_parts::ELEMENT);
        for (index, (range, _)) in elements.enumerate() {
            if at < range.start {
                joined.push(Joined::Literal(pieces.text[at..range.start].to_owned()));
            }
            joined.push(Joined::Item(index));
            at = range.end;
        }
        if at < pieces.text.len() {
            joined.push(Joined::Literal(pieces.text[at..].to_owned()));
        }
        joined
    }

    /// Compares two names as the language sorts them.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(self.sorted_by(a), self.sorted_by(b)).then_with(|| a.cmp(b))
    }

    /// The part of a name that it is sorted by.
    fn sorted_by<'n>(&self, name: &'n str) -> &'n str {
        let skipped = self.record.sort_skips.iter().find_map(|skip| name.strip_prefix(skip.as_str()));
        skipped.filter(|rest| !rest.is_empty()).unwrap_or(name)
    }

    /// The letter that a name stands under in an index: the first of the part that it is sorted by.
    #[must_use]
    pub fn initial(&self, name: &str) -> String {
        self.sorted_by(name).chars().next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default()
    }

    /// Whether two letters are one in the language's alphabet, marks and case apart.
    #[must_use]
    pub fn same_letter(&self, a: &str, b: &str) -> bool {
        self.letters.compare(a, b) == Ordering::Equal
    }

    /// A paragraph's number as it is marked, such as `12.`.
    #[must_use]
    pub fn paragraph_mark(&self, number: u32) -> String {
        self.record.marks.paragraph.replace("{}", &self.ordinal(number))
    }

    /// A footnote's number as it is marked.
    #[must_use]
    pub fn footnote_mark(&self, label: &str) -> String {
        self.record.marks.footnote.replace("{}", &self.digits(label))
    }

    /// A lettered item's letter as it is marked; behind the last letter, its number.
    #[must_use]
    pub fn letter_mark(&self, position: usize) -> String {
        let letter = self.record.letters.get(position).cloned();
        let letter = letter.unwrap_or_else(|| self.ordinal(u32::try_from(position + 1).unwrap_or(u32::MAX)));
        self.record.marks.letter.replace("{}", &letter)
    }

    /// A section's numeral such as `IV.A`; none for an unnumbered section.
    #[must_use]
    pub fn numeral(&self, number: &SectionNumber) -> Option<String> {
        let SectionNumber::Numbered(levels) = number else { return None };
        let numerals: Vec<String> = levels
            .iter()
            .enumerate()
            .map(|(level, &number)| {
                let written = self.record.numerals.get(level).and_then(|numerals| numerals.get(number as usize - 1));
                written.cloned().unwrap_or_else(|| self.ordinal(number))
            })
            .collect();
        Some(numerals.join(&self.record.numeral_joiner))
    }

    /// A section's own numeral as it is marked before its title, such as `A.`; none for an unnumbered section.
    #[must_use]
    pub fn section_mark(&self, number: &SectionNumber) -> Option<String> {
        let SectionNumber::Numbered(levels) = number else { return None };
        let (level, number) = (levels.len() - 1, *levels.last()?);
        let written = self.record.numerals.get(level).and_then(|numerals| numerals.get(number as usize - 1));
        let numeral = written.cloned().unwrap_or_else(|| self.ordinal(number));
        Some(self.record.marks.section.replace("{}", &numeral))
    }
}

fn join_by(rule: &JoinRecord, count: usize) -> Vec<Joined> {
    let mut joined = Vec::with_capacity(count * 2);
    for index in 0..count {
        if index > 0 {
            joined.push(Joined::Literal(if index + 1 == count { rule.last.clone() } else { rule.comma.clone() }));
        }
        joined.push(Joined::Item(index));
    }
    joined
}

/// A formatted text with the ranges of its parts.
#[derive(Default)]
struct Pieces {
    text: String,
    parts: Vec<(Range<usize>, Part)>,
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }
}

impl PartsWrite for Pieces {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let (start, slot) = (self.text.len(), self.parts.len());
        write(self)?;
        self.parts.insert(slot, (start..self.text.len(), part));
        Ok(())
    }
}
