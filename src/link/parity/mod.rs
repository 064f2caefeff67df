//! Whether the languages and the facts hold each other.
//!
//! Paragraph by paragraph: the same items, footnotes, references and numbers in every language (`compare`); prose that is clean in its own
//! language (`lint`); facts that stand in the prose that they are recorded for (`fact`); translations that have not fallen behind ([`freshness`]).
//! A finding that is right as it is can be waived in the section's front matter; a waiver that waives nothing is itself a finding.

mod compare;
mod fact;
mod flat;
pub mod freshness;
mod lint;
mod names;
mod sought;
mod tokens;

pub(super) use sought::AllSought;

use flat::Seen;
use sought::{Sought, kind};

use super::paragraph::{Footnote, Paragraph, ParagraphId, Text};
use super::report::{Context, Report};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Spanned};
use crate::parse::id::{LanguageTag, SectionStem};
use crate::parse::language::LanguageRecord;
use crate::parse::section::Waiver;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// The waivers and review marks of one section file.
#[derive(Debug)]
pub(super) struct FileMarks {
    /// The section.
    pub(super) stem: SectionStem,
    /// The waivers.
    pub(super) waivers: Vec<Spanned<Waiver>>,
    /// The paragraphs that still want a reader.
    pub(super) to_review: Vec<Spanned<u32>>,
}

/// One text of a report in every language: a paragraph's or a footnote's.
struct Passage<'a> {
    /// The paragraph that it is, or that cites it first.
    paragraph: &'a Paragraph,
    /// Its fragment, such as `para-12` or `fn-3`.
    id: String,
    /// How it is named in messages, such as `paragraph 12`.
    name: String,
    texts: &'a BTreeMap<LanguageTag, Text>,
}

impl<'a> Passage<'a> {
    /// Reads the passage in each language.
    fn wordings(&self, context: &Context<'a>, sought: &'a AllSought) -> Wordings<'a> {
        let wording = |(language, text): (&'a LanguageTag, &Text)| {
            let (record, sought) = context.language(language).zip(sought.get(language))?;
            Some((language, Wording { known: (record, sought), seen: Seen::new(text.blocks(), sought) }))
        };
        self.texts.iter().filter_map(wording).collect()
    }
}

/// A passage in one language.
struct Wording<'a> {
    /// The language, and what is looked for in its texts.
    known: (&'a LanguageRecord, &'a Sought),
    seen: Seen,
}

/// A passage in each language that is known.
type Wordings<'a> = BTreeMap<&'a LanguageTag, Wording<'a>>;

/// Checks a report, on every core if it is `alone`.
pub(super) fn check(report: &Report, (context, sought): (&Context<'_>, &AllSought), is_alone: bool, diagnostics: &mut Diagnostics) {
    let mut findings = Findings { report, used: vec![false; report.marks.iter().map(|marks| marks.waivers.len()).sum()], diagnostics };
    let passages = passages(report);
    // Most of the time goes into reading.
    let together: Vec<Wordings<'_>> =
        if is_alone { passages.par_iter().map(|passage| passage.wordings(context, sought)).collect() } else { Vec::new() };
    let mut together = together.into_iter();
    for passage in &passages {
        let wordings = together.next().unwrap_or_else(|| passage.wordings(context, sought));
        compare::check(report, passage, &wordings, context.registries, &mut findings);
        for (language, Wording { known: (record, sought), seen }) in &wordings {
            lint::check(record, &sought.signs, passage, seen, &mut findings);
            if let Some(text) = passage.texts.get(*language).filter(|_| seen.may_name || seen.kinds & kind::BRACKET != 0) {
                fact::check_prose(&sought.names, passage, text, &mut findings);
            }
        }
    }
    fact::check_figures(report, (context, sought), &mut findings);
    findings.report_waivers();
    freshness::check(report, diagnostics);
    report_reviews(report, diagnostics);
}

fn passages(report: &Report) -> Vec<Passage<'_>> {
    let paragraphs = report.paragraphs.iter().map(|paragraph| Passage {
        paragraph,
        id: paragraph.id.to_string(),
        name: name_of(&paragraph.id),
        texts: &paragraph.texts,
    });
    let footnotes = report.footnotes.values().map(|footnote: &Footnote| Passage {
        paragraph: &report.paragraphs[footnote.paragraph],
        id: freshness::fragment(footnote),
        name: format!("footnote `{}`", footnote.label),
        texts: &footnote.texts,
    });
    paragraphs.chain(footnotes).collect()
}

fn name_of(id: &ParagraphId) -> String {
    id.number().map_or_else(|| format!("`{id}`"), |number| format!("paragraph `{number}`"))
}

/// Takes findings and holds them against the waivers.
struct Findings<'a> {
    report: &'a Report,
    used: Vec<bool>,
    diagnostics: &'a mut Diagnostics,
}

impl Findings<'_> {
    /// Reports a finding, unless its section waives it.
    fn push(&mut self, paragraph: &Paragraph, diagnostic: Diagnostic) {
        let stem = &self.report.sections[paragraph.section].stem;
        let mut index = 0;
        let mut waived = false;
        for marks in &self.report.marks {
            for waiver in &marks.waivers {
                let fits = waiver.code == diagnostic.code.as_str() && Some(waiver.paragraph) == paragraph.id.number();
                if fits && marks.stem == *stem {
                    self.used[index] = true;
                    waived = true;
                }
                index += 1;
            }
        }
        if !waived {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Reports waivers of codes that do not exist, and waivers that waived nothing.
    fn report_waivers(&mut self) {
        let waivers = self.report.marks.iter().flat_map(|marks| &marks.waivers);
        for (waiver, used) in waivers.zip(&self.used) {
            if !Code::ALL.iter().any(|code| code.as_str() == waiver.code && code.is_waivable()) {
                let known = Code::ALL.iter().filter(|code| code.is_waivable()).map(|code| code.as_str());
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, waiver.span, format!("`{}` is no code that can be waived", waiver.code)).nearest(
                        &waiver.code,
                        known,
                        "`sijill explain` lists the codes",
                    ),
                );
            } else if !used {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedWaiver,
                        waiver.span,
                        format!("nothing in paragraph `{}` needs a waiver of `{}`", waiver.paragraph, waiver.code),
                    )
                    .hint("remove it"),
                );
            }
        }
    }
}

fn report_reviews(report: &Report, diagnostics: &mut Diagnostics) {
    for marked in report.marks.iter().flat_map(|marks| &marks.to_review) {
        diagnostics.push(
            Diagnostic::new(Code::ToReview, marked.span, format!("paragraph `{}` still wants a reader", marked.value))
                .hint("read it against its counterpart, then remove it from `to_review`"),
        );
    }
}
