//! One passage in two languages: the same items, footnotes, references and numbers.

use super::tokens::{Found, tokens};
use super::{Findings, Passage, Wording, Wordings};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::link::paragraph::Text;
use crate::link::reference;
use crate::link::registry::Registries;
use crate::link::report::Report;
use crate::parse::id::{LanguageTag, StateCode};
use crate::parse::markdown::{Block, Inline, Reference, Scheme};
use std::collections::{BTreeMap, BTreeSet};

/// Compares the report's first language with each of the others.
pub(super) fn check(report: &Report, passage: &Passage<'_>, wordings: &Wordings<'_>, registries: &Registries, findings: &mut Findings<'_>) {
    let Some((first, others)) = report.languages.split_first() else { return };
    let Some(first_text) = passage.texts.get(first) else { return };
    for other in others {
        let Some(other_text) = passage.texts.get(other) else { continue };
        let pair = Pair { report, passage, languages: [first, other], texts: [first_text, other_text] };
        pair.items(findings);
        pair.footnotes(findings);
        pair.references(registries, findings);
        pair.states(findings);
        pair.numbers(wordings, findings);
    }
}

/// A passage in two languages.
struct Pair<'a> {
    report: &'a Report,
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
        let [first, second] = self.texts.map(|text| shape(text.blocks()));
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
                let span = footnote_span(has.blocks(), label.as_str()).unwrap_or(has.span);
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

    /// Reports what one language refers to and the other does not.
    ///
    /// A reference that leads nowhere is told as such. It was meant for one that the other language has and this one lacks, which only follows.
    fn references(&self, registries: &Registries, findings: &mut Findings<'_>) {
        let referred = self.texts.map(|text| referred(text.blocks()));
        let over = |has: usize| {
            let (own, others) = (&referred[has], &referred[1 - has]);
            let over = own.iter().filter(|(key, _)| !others.contains_key(*key));
            over.partition::<Vec<_>, _>(|((scheme, target), _)| {
                // What stands for a list of States is a measure or a list of replies.
                let scheme = if *scheme == Scheme::Measure { Scheme::States } else { *scheme };
                reference::exists(scheme, target, self.report, registries)
            })
        };
        let [(first, first_lost), (second, second_lost)] = [over(0), over(1)];
        for (lacking, over, lost) in [(1, first, second_lost), (0, second, first_lost)] {
            let mut meant: Vec<Scheme> = lost.iter().map(|((scheme, _), _)| *scheme).collect();
            for ((scheme, target), span) in over {
                if let Some(at) = meant.iter().position(|meant| meant == scheme) {
                    meant.swap_remove(at);
                    continue;
                }
                let what = format!("the reference to {} `{target}`", scheme.as_str());
                let hint = format!("refer to it with `[](…)` or `[phrase]({}:{target})`, or remove its counterpart", scheme.as_str());
                self.lacks(Code::ParityReferences, lacking, *span, &what, &hint, findings);
            }
        }
    }

    /// A measure's States may stand in one language and only a phrase in the other; what readers are told are the States.
    fn states(&self, findings: &mut Findings<'_>) {
        let lists = self.texts.map(|text| listed(text.blocks()));
        if lists.iter().all(Vec::is_empty) {
            return;
        }
        let shown = self.texts.map(|text| self.shown_states(text.blocks()));
        for lacking in [0, 1] {
            for &reference in &lists[1 - lacking] {
                let key = (Scheme::Measure, reference.target.as_str());
                // A measure that is not referred to at all was reported.
                let referred_to = referred(self.texts[lacking].blocks()).contains_key(&key);
                let missing = self.states_of(reference).find(|state| !shown[lacking].contains(state.as_str()));
                if let (Some(state), true) = (missing, referred_to) {
                    let what = format!("the States of `{}`, such as `{state}`,", reference.target);
                    let hint = format!("write them in place with `[](states:{})`, or remove their counterpart", reference.target);
                    self.lacks(Code::ParityReferences, lacking, reference.span, &what, &hint, findings);
                }
            }
        }
    }

    /// The States that a text shows, by themselves or in a list.
    fn shown_states<'t>(&'t self, blocks: &'t [Block]) -> BTreeSet<&'t str> {
        let mut shown: BTreeSet<&str> =
            listed(blocks).into_iter().flat_map(|reference| self.states_of(reference)).map(StateCode::as_str).collect();
        shown.extend(referred(blocks).into_keys().filter(|(scheme, _)| *scheme == Scheme::State).map(|(_, target)| target));
        shown
    }

    fn states_of(&self, reference: &Reference) -> impl Iterator<Item = &StateCode> {
        let measure = self.report.measure(&reference.target).map(|measure| &measure.record.states);
        let reply = self.report.reply(&reference.target).map(|reply| &reply.record.states);
        measure.or(reply).into_iter().flatten().map(|state| &state.value)
    }

    fn numbers(&self, wordings: &Wordings<'_>, findings: &mut Findings<'_>) {
        let [Some(first), Some(second)] = self.languages.map(|language| wordings.get(&language)) else { return };
        let tokens = |text: &Text, wording: &Wording<'_>| {
            if wording.seen.may_count() { tokens(text.blocks(), wording.known) } else { Vec::new() }
        };
        let (mut left, mut right) = (tokens(self.texts[0], first), tokens(self.texts[1], second));
        cancel(&mut left, &mut right, |a, b| a.token == b.token);
        cancel(&mut left, &mut right, |a, b| a.shared == Some(b.token) || b.shared == Some(a.token));
        cancel_parts(&mut left, &mut right);
        cancel_parts(&mut right, &mut left);
        // A word that may be no month is held against nothing.
        left.retain(|found| !found.doubtful);
        right.retain(|found| !found.doubtful);
        // What is left over is told in pairs, in the order of the text: most often one number is written wrongly in one language.
        let pairs = left.len().min(right.len());
        for (a, b) in left.iter().zip(&right) {
            let [first, second] = self.languages;
            findings.push(
                self.passage.paragraph,
                Diagnostic::new(
                    Code::ParityNumbers,
                    b.span,
                    format!("{} has {} in `{second}` and {} in `{first}`", self.passage.name, b.token, a.token),
                )
                .label(format!("in `{second}`"))
                .other(a.span, format!("in `{first}`"))
                .hint("the same numbers stand in digits in every language; correct the one that is wrong"),
            );
        }
        let hint = "write the same numbers in digits in every language";
        for (lacking, over) in [(1, &left), (0, &right)] {
            for found in &over[pairs..] {
                self.lacks(Code::ParityNumbers, lacking, found.span, &found.token.to_string(), hint, findings);
            }
        }
    }
}

/// Removes from both sides what `same` finds in both.
fn cancel(left: &mut Vec<Found>, right: &mut Vec<Found>, same: impl Fn(&Found, &Found) -> bool) {
    left.retain(|a| match right.iter().position(|b| same(a, b)) {
        Some(at) => {
            right.remove(at);
            false
        }
        None => true,
    });
}

/// Removes days from one side that the other side writes as a number and a month apart.
fn cancel_parts(days: &mut Vec<Found>, apart: &mut Vec<Found>) {
    days.retain(|day| {
        let Some([number, month]) = day.token.parts() else { return true };
        let at = |wanted| apart.iter().position(|found| found.token == wanted);
        let (Some(number), Some(month)) = (at(number), at(month)) else { return true };
        apart.remove(number.max(month));
        apart.remove(number.min(month));
        false
    });
}

/// The lists of States that a text shows.
fn listed(blocks: &[Block]) -> Vec<&Reference> {
    let mut found = Vec::new();
    reference::walk(blocks, &mut |inline| match inline {
        Inline::Reference(reference) if reference.scheme == Scheme::States => found.push(reference),
        _ => {}
    });
    found
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
fn referred(blocks: &[Block]) -> BTreeMap<(Scheme, &str), Span> {
    let mut found = BTreeMap::new();
    reference::walk(blocks, &mut |inline| {
        if let Inline::Reference(reference) = inline {
            let scheme = if reference.scheme == Scheme::States { Scheme::Measure } else { reference.scheme };
            found.entry((scheme, reference.target.as_str())).or_insert(reference.span);
        }
    });
    found
}

fn footnote_span(blocks: &[Block], wanted: &str) -> Option<Span> {
    let mut found = None;
    reference::walk(blocks, &mut |inline| {
        if let Inline::Footnote { label, span } = inline
            && label.as_str() == wanted
        {
            found.get_or_insert(*span);
        }
    });
    found
}
