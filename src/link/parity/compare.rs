//! One passage in two languages: the same items, footnotes, references and numbers.

use super::tokens::tokens;
use super::{Findings, Passage, language_record};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::link::paragraph::Text;
use crate::link::report::Report;
use crate::link::{Site, reference};
use crate::parse::id::LanguageTag;
use crate::parse::markdown::{Block, Inline, Scheme};
use std::collections::{BTreeMap, BTreeSet};

/// Compares the report's first language with each of the others.
pub(super) fn check(site: &Site, report: &Report, passage: &Passage<'_>, findings: &mut Findings<'_>) {
    let Some((first, others)) = report.languages.split_first() else { return };
    let Some(first_text) = passage.texts.get(first) else { return };
    for other in others {
        let Some(other_text) = passage.texts.get(other) else { continue };
        let pair = Pair { passage, languages: [first, other], texts: [first_text, other_text] };
        pair.items(findings);
        pair.footnotes(findings);
        pair.references(findings);
        pair.numbers(site, findings);
    }
}

/// A passage in two languages.
struct Pair<'a> {
    passage: &'a Passage<'a>,
    languages: [&'a LanguageTag; 2],
    texts: [&'a Text; 2],
}

impl Pair<'_> {
    /// Reports what one language has at `span` and the other lacks.
    fn lacks(&self, code: Code, lacking: usize, span: Span, what: &str, hint: &str, findings: &mut Findings<'_>) {
        let (has, lacks) = (self.languages[1 - lacking], self.languages[lacking]);
        findings.push(
            self.passage.paragraph,
            Diagnostic::new(
                code,
                self.texts[lacking].start,
                format!("{} in `{lacks}` lacks {what} that stands in `{has}`", self.passage.name),
            )
            .other(span, format!("in `{has}`"))
            .hint(hint),
        );
    }

    fn items(&self, findings: &mut Findings<'_>) {
        let [first, second] = self.texts.map(|text| shape(&text.blocks));
        if first != second {
            let (a, b) = (first.iter().sum::<usize>(), second.iter().sum::<usize>());
            findings.push(
                self.passage.paragraph,
                Diagnostic::new(
                    Code::ParityItems,
                    self.texts[1].start,
                    format!("{} has {b} lettered items in `{}` and {a} in `{}`", self.passage.name, self.languages[1], self.languages[0]),
                )
                .other(self.texts[0].start, format!("in `{}`", self.languages[0]))
                .hint("letters are cited by position, so the items must correspond one to one"),
            );
        }
    }

    fn footnotes(&self, findings: &mut Findings<'_>) {
        for lacking in [0, 1] {
            let (has, lacks) = (self.texts[1 - lacking], self.texts[lacking]);
            for label in has.footnotes.iter().filter(|label| !lacks.footnotes.contains(label)) {
                let span = footnote_span(&has.blocks, label.as_str()).unwrap_or(has.span);
                self.lacks(
                    Code::ParityFootnotes,
                    lacking,
                    span,
                    &format!("the mark of footnote `{label}`"),
                    "put its mark where it belongs, or remove its counterpart",
                    findings,
                );
            }
        }
    }

    fn references(&self, findings: &mut Findings<'_>) {
        let [first, second] = self.texts.map(|text| referred(&text.blocks));
        for (lacking, has, lacks) in [(1, &first, &second), (0, &second, &first)] {
            for ((scheme, target), span) in has.iter().filter(|(key, _)| !lacks.contains_key(*key)) {
                let what = format!("the reference to {} `{target}`", scheme.as_str());
                let hint = format!("refer to it with `[](…)` or `[phrase]({}:{target})`, or remove its counterpart", scheme.as_str());
                self.lacks(Code::ParityReferences, lacking, *span, &what, &hint, findings);
            }
        }
    }

    fn numbers(&self, site: &Site, findings: &mut Findings<'_>) {
        let records = self.languages.map(|language| language_record(site, language));
        let [Some(first), Some(second)] = records else { return };
        let [mut left, mut right] = [tokens(&self.texts[0].blocks, first), tokens(&self.texts[1].blocks, second)];
        left.retain(|(token, _)| match right.iter().position(|(other, _)| other == token) {
            Some(at) => {
                right.remove(at);
                false
            }
            None => true,
        });
        // What is left over is told in pairs, in the order of the text: most often one number is written wrongly in one language.
        let pairs = left.len().min(right.len());
        for ((a, a_span), (b, b_span)) in left.iter().zip(&right) {
            let [first, second] = self.languages;
            findings.push(
                self.passage.paragraph,
                Diagnostic::new(
                    Code::ParityNumbers,
                    *b_span,
                    format!("{} has the number {b} in `{second}` and {a} in `{first}`", self.passage.name),
                )
                .label(format!("in `{second}`"))
                .other(*a_span, format!("in `{first}`"))
                .hint("the same numbers stand in digits in every language; correct the one that is wrong"),
            );
        }
        let hint = "write the same numbers in digits in every language";
        for (lacking, over) in [(1, &left), (0, &right)] {
            for (token, span) in &over[pairs..] {
                self.lacks(Code::ParityNumbers, lacking, *span, &format!("the number {token}"), hint, findings);
            }
        }
    }
}

/// How many lettered items each list has, in order.
fn shape(blocks: &[Block]) -> Vec<usize> {
    let mut counts = Vec::new();
    for block in blocks {
        match block {
            Block::Lettered(items) => {
                counts.push(items.len());
                counts.extend(items.iter().flat_map(|item| shape(item)));
            }
            Block::Bulleted(items) => counts.extend(items.iter().flat_map(|item| shape(item))),
            Block::Quotation(blocks) => counts.extend(shape(blocks)),
            Block::Prose(_) => {}
        }
    }
    counts
}

/// What a text refers to, each with the place where it does so first; a measure counts alike by a phrase and by its States.
fn referred(blocks: &[Block]) -> BTreeMap<(Scheme, String), Span> {
    let mut found = BTreeMap::new();
    reference::walk(blocks, &mut |inline| {
        if let Inline::Reference(reference) = inline {
            let scheme = if reference.scheme == Scheme::States { Scheme::Measure } else { reference.scheme };
            found.entry((scheme, reference.target.clone())).or_insert(reference.span);
        }
    });
    found
}

fn footnote_span(blocks: &[Block], wanted: &str) -> Option<Span> {
    let mut found = None;
    let mut seen = BTreeSet::new();
    reference::walk(blocks, &mut |inline| {
        if let Inline::Footnote { label, span } = inline
            && label.as_str() == wanted
            && seen.insert(wanted.to_owned())
        {
            found = Some(*span);
        }
    });
    found
}
