//! The style of a report's printed pages: what stands at their head, their numbers, and their footnotes.
//!
//! It is made for each report and language, because its words and its footnotes are theirs and no style may stand in a page.
//!
//! A browser has no footnotes for print. What it has is the place of a mark, as an anchor: a footnote is set at the foot of the page that its
//! mark is on, below the footnote before it, in a strip that every page keeps free. `site.css` lays that strip; here stands how high it is and
//! which mark is whose.

use crate::link::paragraph::Text;
use crate::link::{Footnote, Site, route};
use crate::path::OutputPath;
use crate::render::Artifact;
use crate::render::edition::Edition;
use crate::render::view::Builder;
use std::cell::OnceCell;

/// Letters of text that surely fill a printed page: the strip must hold the footnotes of the fullest one.
const PAGE: usize = 5_000;
/// Letters of a footnote in a printed line, counted low.
const LINE: usize = 105;
/// The height of a footnote's line, in points; `site.css` sets it.
const LINE_HEIGHT: usize = 11;
/// What stands around a footnote, in points.
const GAP: usize = 9;
/// The highest strip, in points: a browser repeats none that takes more than a quarter of a page.
const HIGHEST: usize = 180;
/// The highest footnote that the whole report on one page keeps a strip free for: a longer one would cost every page too much.
const SHORT: usize = 72;

/// The style of an edition.
pub(in crate::render) fn style(site: &Site, edition: &Edition<'_>) -> Artifact {
    let language = edition.language;
    let say = |key: &str| language.messages.format(key, &[], |value| language.quantity(value)).unwrap_or_default();
    let head = quoted(&format!("{} {} {}", say("unofficial"), say("unofficial-cite"), edition.report.record.symbol.as_str()));
    let direction = language.record.direction.as_str();
    let digits: Vec<String> = (0..10).map(|digit| quoted(&language.ordinal(digit))).collect();
    let style = format!(
        "@counter-style digits {{ system: numeric; symbols: {}; }}\n\
         @page {{\n  @top-center {{ content: {head}; direction: {direction}; font-size: 8pt; }}\n  \
         @bottom-center {{ content: counter(page, digits); font-size: 8pt; }}\n}}\n{}",
        digits.join(" "),
        footnotes(site, edition),
    );
    Artifact::new(OutputPath::new(format!("{}/{}/print.css", language.tag, edition.report.id)), style.into_bytes())
}

/// Which mark each footnote is set by, and how high the strip is that holds them: on a section's page what its own need, and on the page of the
/// whole report what the short ones do. A footnote without a place in a strip stays behind its paragraph.
fn footnotes(site: &Site, edition: &Edition<'_>) -> String {
    let report = edition.report;
    let prose = Builder::for_page(site, edition, &route::Page::Home).prose;
    let letters = |text: &Text| prose.plain(text.blocks()).chars().count();
    // Each is asked for once for every footnote near it.
    let lengths: Vec<OnceCell<usize>> = vec![OnceCell::new(); report.paragraphs.len()];
    let length = |index: usize| {
        let text = || report.paragraphs[index].texts.get(&edition.language.tag);
        *lengths[index].get_or_init(|| text().map_or(0, letters))
    };
    let heights = report.footnotes.values().filter_map(|footnote| {
        let text = footnote.texts.get(&edition.language.tag)?;
        Some((footnote, letters(text).div_ceil(LINE) * LINE_HEIGHT + GAP))
    });
    let mut notes: Vec<(&Footnote, usize)> = heights.collect();
    notes.sort_by_key(|(footnote, _)| {
        let own = &report.paragraphs[footnote.paragraph].footnotes;
        (footnote.paragraph, own.iter().position(|label| *label == footnote.label))
    });
    let mut rules = String::new();
    let mut before = None;
    for (footnote, _) in &notes {
        let id = route::footnote_fragment(&footnote.label);
        let above = before.replace(id.clone()).map_or_else(|| "0px".to_owned(), |before| format!("anchor(--{before} bottom, 0px)"));
        rules.push_str(&format!(
            "  #{id}-mark {{ anchor-name: --{id}-mark; }}\n  \
             .notes > #{id} {{ anchor-name: --{id}; --mark: anchor(--{id}-mark bottom); --before: {above}; }}\n"
        ));
    }
    for own in notes.chunk_by(|(a, _), (b, _)| a.section == b.section) {
        let first = route::footnote_fragment(&own[0].0.label);
        let strip = strip(own, &length);
        if strip <= HIGHEST {
            rules.push_str(&format!("  .page-section:has(.notes > #{first}) {{ --footnotes: {strip}pt; }}\n"));
        } else {
            own.iter().for_each(|(footnote, _)| rules.push_str(&in_place("section", footnote)));
        }
    }
    let (short, long): (Vec<_>, Vec<_>) = notes.iter().copied().partition(|(_, height)| *height <= SHORT);
    let whole = strip(&short, &length);
    if whole > 0 && whole <= HIGHEST {
        rules.push_str(&format!("  .page-print {{ --footnotes: {whole}pt; }}\n"));
        long.iter().for_each(|(footnote, _)| rules.push_str(&in_place("print", footnote)));
    } else {
        notes.iter().for_each(|(footnote, _)| rules.push_str(&in_place("print", footnote)));
    }
    if rules.is_empty() { rules } else { format!("@media print {{\n{rules}}}\n") }
}

/// The height of the footnotes of the fullest page: of two on one page, no more than a page of text stands between their paragraphs.
fn strip(notes: &[(&Footnote, usize)], length: &dyn Fn(usize) -> usize) -> usize {
    let from = |(first, (footnote, _)): (usize, &(&Footnote, usize))| {
        let (mut between, mut last) = (0, footnote.paragraph);
        let near = notes[first..].iter().take_while(|(other, _)| {
            between += (last + 1..other.paragraph).map(length).sum::<usize>();
            last = other.paragraph;
            between < PAGE
        });
        near.map(|(_, height)| height).sum()
    };
    notes.iter().enumerate().map(from).max().unwrap_or_default()
}

/// Leaves a footnote behind its paragraph on a kind of page.
fn in_place(kind: &str, footnote: &Footnote) -> String {
    format!("  .page-{kind} .paragraph > .notes > #{} {{ position: static; }}\n", route::footnote_fragment(&footnote.label))
}

/// A text as a string of CSS.
fn quoted(text: &str) -> String {
    let text: String = text.chars().flat_map(|c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c])).collect();
    format!("\"{text}\"")
}
