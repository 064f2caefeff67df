//! `languages/LANG.yaml` of a theme: what Sijill knows of one language, as data.

use crate::diagnostic::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The direction in which a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// One language's file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageRecord {
    /// The language's name in the language itself.
    pub name: String,
    /// The direction in which it is written.
    pub direction: Direction,
    /// The CLDR locale by which it sorts, joins and counts, such as `ar-u-nu-arab`.
    pub locale: Spanned<String>,
    /// The numbers of the language.
    pub numbers: NumbersRecord,
    /// The marks of paragraphs, sections, lettered items and footnotes; `{}` stands for the number, numeral or letter.
    pub marks: MarksRecord,
    /// The letters of lettered items, in order.
    pub letters: Vec<String>,
    /// The numerals of sections: one list per level.
    pub numerals: Vec<Vec<String>>,
    /// What joins the numerals of the levels.
    pub numeral_joiner: String,
    /// How lists of names are joined.
    #[serde(default)]
    pub lists: ListsRecord,
    /// The names of the months.
    pub months: Vec<String>,
    /// A date, with `{day}`, `{month}` and `{year}`.
    pub date: String,
    /// A resolution's number, with `{session}` and `{number}`.
    pub resolution: String,
    /// What is passed over at the beginning of a name when names are sorted, such as an article.
    #[serde(default)]
    pub sort_skips: Vec<String>,
    /// Prefixes that are written together with a name and leave it the same name.
    #[serde(default)]
    pub prefixes: Vec<PrefixRecord>,
    /// How the language is searched; where it is absent, the language has no search.
    pub search: Option<SearchRecord>,
    /// What the checks of prose know of the language.
    #[serde(default)]
    pub prose: ProseRecord,
}

/// What the checks of prose know of a language.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProseRecord {
    /// Signs of other languages, each with this language's own.
    #[serde(default)]
    pub foreign: BTreeMap<String, String>,
    /// The words in which a letter-lengthening stroke is right.
    #[serde(default)]
    pub stroke_in: Vec<String>,
    /// Words that make the number before them a percentage.
    #[serde(default)]
    pub percent: Vec<String>,
    /// Words that multiply the number before them.
    #[serde(default)]
    pub scales: BTreeMap<String, f64>,
    /// Names of States that are ordinary words as well, or name something else, which the checks do not look for.
    #[serde(default)]
    pub ordinary_words: Vec<String>,
    /// Pairs of quotation marks that must balance, each of two signs, beside the brackets of every language.
    #[serde(default)]
    pub quotes: Vec<String>,
}

/// How a language is searched: what the analysis of its words is told, at the build and in the browser alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchRecord {
    /// Characters that are read as others, or as nothing, before their marks are dropped.
    #[serde(default)]
    pub fold: BTreeMap<char, String>,
    /// Prefixes that are written together with a word.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Suffixes that leave a word the same word.
    #[serde(default)]
    pub suffixes: Vec<String>,
    /// The fewest letters that are left of a word.
    #[serde(default = "shortest")]
    pub shortest: usize,
    /// The number of letters from which on what follows a prefix of two letters or more is surely a word of its own.
    #[serde(default = "sure")]
    pub sure: usize,
    /// The language's Snowball stemmer.
    pub stemmer: Option<rust_stemmers::Algorithm>,
    /// Words that are not looked for.
    #[serde(default)]
    pub stop: Vec<String>,
    /// Forms of one word that no rule connects, such as irregular plurals.
    #[serde(default)]
    pub forms: Vec<Vec<String>>,
    /// Words and signs that stand before a paragraph's number.
    #[serde(default)]
    pub paragraph: Vec<String>,
}

fn shortest() -> usize {
    3
}

fn sure() -> usize {
    4
}

/// The numbers of a language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumbersRecord {
    /// The digit zero; the other nine follow it in Unicode.
    #[serde(default = "ascii_zero")]
    pub zero: char,
    /// What stands between the whole and the fraction.
    pub decimal: String,
    /// What stands between groups of three digits.
    pub group: String,
    /// A range, with `{from}` and `{to}`.
    pub range: String,
}

fn ascii_zero() -> char {
    '0'
}

/// The marks of a language; `{}` stands for what is marked with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarksRecord {
    /// A paragraph's number, such as `{}.`.
    pub paragraph: String,
    /// A section's numeral.
    pub section: String,
    /// A lettered item's letter.
    pub letter: String,
    /// A footnote's number.
    pub footnote: String,
}

/// How lists of names are joined.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListsRecord {
    /// In brackets; as CLDR joins in running prose, if absent.
    pub bracketed: Option<JoinRecord>,
    /// In running prose; as CLDR joins, if absent.
    pub running: Option<JoinRecord>,
}

/// What stands between the names of a list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JoinRecord {
    /// Between all but the last two.
    pub comma: String,
    /// Before the last.
    pub last: String,
}

/// A prefix that fuses with a name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrefixRecord {
    /// The prefix itself.
    pub prefix: String,
    /// What the beginning of the name becomes behind it: pairs of the plain beginning and the fused one.
    #[serde(default)]
    pub fuses: BTreeMap<String, String>,
}
