//! One section file: front matter and paragraphs.

use super::id::{LanguageTag, SectionStem};
use super::markdown::{self, FootnoteText, ParagraphText};
use super::{Places, record, yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned};
use crate::path::FileId;
use crate::source::{Digest, SourceFile};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use std::fmt;

/// A section's place in its report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionNumber {
    /// Before the numbered sections, without a number of its own; its paragraphs are unnumbered.
    Unnumbered,
    /// One number per level, outermost first.
    Numbered(Vec<u32>),
}

impl<'de> Deserialize<'de> for SectionNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl<'de> Visitor<'de> for NumberVisitor {
            type Value = SectionNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the section's numbers from the outermost level in, such as `[4, 1]`, or `summary`")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<SectionNumber, E> {
                match word {
                    "summary" => Ok(SectionNumber::Unnumbered),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<SectionNumber, A::Error> {
                let mut numbers = Vec::new();
                while let Some(number) = access.next_element()? {
                    numbers.push(number);
                }
                if numbers.is_empty() {
                    return Err(de::Error::invalid_length(0, &self));
                }
                Ok(SectionNumber::Numbered(numbers))
            }
        }
        deserializer.deserialize_any(NumberVisitor)
    }
}

/// The front matter of a section file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The section's place in the report.
    pub section: Spanned<SectionNumber>,
    /// The section's title.
    pub title: Spanned<String>,
    /// Disparities and lints that are right as they are.
    #[serde(default)]
    pub waivers: Vec<Spanned<Waiver>>,
    /// The paragraphs that still want a reader.
    #[serde(default)]
    pub to_review: Vec<Spanned<u32>>,
}

/// A finding of the checks that is right as it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The finding's code.
    pub code: String,
    /// The paragraph in which it is found.
    pub paragraph: u32,
    /// Why it is right.
    pub reason: String,
}

/// A section in one language.
#[derive(Debug, Clone)]
pub struct SectionDocument {
    /// The permanent file name.
    pub stem: SectionStem,
    /// The language.
    pub language: LanguageTag,
    /// The file.
    pub file: FileId,
    /// Its hash.
    pub digest: Digest,
    /// The front matter.
    pub front: FrontMatter,
    /// The paragraphs, in the order of the file.
    pub paragraphs: Vec<ParagraphText>,
    /// The footnotes, in the order of the file.
    pub footnotes: Vec<FootnoteText>,
}

/// Parses a section file; none if its front matter cannot be read.
pub fn parse(
    (stem, language): (SectionStem, LanguageTag),
    (file, source): (FileId, &SourceFile),
    places: Places,
    diagnostics: &mut Diagnostics,
) -> Option<SectionDocument> {
    let text = &**source.text();
    let Some((front_range, body_start)) = split_front_matter(text) else {
        let first_line = text.lines().next().unwrap_or_default();
        let (message, hint) = match first_line.trim_end() {
            "---" => ("this front matter does not end", "put a line of `---` below its last field"),
            _ => ("this section file has no front matter", "begin the file with `---`, `section: [1]`, `title: …`, `---`, a line each"),
        };
        diagnostics.push(Diagnostic::new(Code::MissingFrontMatter, Span::new(file, 0..first_line.len()), message).hint(hint));
        return None;
    };
    let node = yaml::parse(file, &text[front_range.clone()], front_range.start, places, diagnostics);
    let front: Option<FrontMatter> = node.and_then(|node| record::read(&node, diagnostics));
    let unnumbered = front.as_ref().is_some_and(|front| front.section.value == SectionNumber::Unnumbered);
    let (paragraphs, footnotes) = markdown::parse(file, &text[body_start..], body_start, unnumbered, diagnostics);
    if !unnumbered {
        report_order(&paragraphs, diagnostics);
    }
    Some(SectionDocument { stem, language, file, digest: source.digest, front: front?, paragraphs, footnotes })
}

/// The byte range of the YAML between the two lines of `---`, and where the text behind it begins.
fn split_front_matter(text: &str) -> Option<(std::ops::Range<usize>, usize)> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let start = text.len() - rest.len();
    let mut at = start;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Reports numbers that skip, repeat or stand out of order within the file.
fn report_order(paragraphs: &[ParagraphText], diagnostics: &mut Diagnostics) {
    for pair in paragraphs.windows(2) {
        let (Some(before), Some(number)) = (pair[0].number, pair[1].number) else { continue };
        if number == before {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateParagraph, pair[1].span, format!("paragraph `{number}` stands here a second time"))
                    .other(pair[0].span, "first here")
                    .hint("give each paragraph the number that is printed"),
            );
        } else if number != before + 1 {
            diagnostics.push(
                Diagnostic::new(Code::ParagraphOrder, pair[1].span, format!("paragraph `{number}` follows paragraph `{before}`"))
                    .other(pair[0].span, "the paragraph before it")
                    .hint(format!("the next paragraph must be `{}.`, as it is printed", before + 1)),
            );
            note_skipped(before, number, diagnostics);
        }
    }
}

/// Notes the paragraphs that a reported skip passes over: that references to them lead nowhere only follows.
pub(crate) fn note_skipped(before: u32, number: u32, diagnostics: &mut Diagnostics) {
    // A slip of the pen skips few; a number with a digit too many would skip a million.
    const MOST: usize = 100;
    for skipped in (before.saturating_add(1)..number).take(MOST) {
        diagnostics.note_unread_record(Code::UnknownParagraph, &skipped.to_string());
    }
}
