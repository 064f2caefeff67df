//! The official wording, paragraph by paragraph, out of the plain text that a publisher holds.
//!
//! What comes in is a text as it is printed, with a blank line between its blocks: a number marked as the language marks paragraphs, such as
//! `12. …`, begins one, and a section's numeral or a footnote's mark begins what belongs to none. A page break inside a sentence leaves two
//! blocks, which are put together again. No word is changed. What the text says is not compared with the restatement: the two are different
//! wordings by intent.

use super::language::Language;
use crate::link::Report;
use std::collections::BTreeMap;

/// The blocks of every numbered paragraph of a report that the official text holds in a language.
pub(super) fn paragraphs(report: &Report, language: &Language) -> BTreeMap<u32, Vec<String>> {
    let Some(text) = report.official.get(&language.tag) else { return BTreeMap::new() };
    let last = report.paragraphs.iter().filter_map(|paragraph| paragraph.id.number()).max().unwrap_or_default();
    let heads: Vec<String> = report.sections.iter().filter_map(|section| language.section_mark(&section.number)).collect();
    let mut labels: Vec<_> = report.footnotes.keys().collect();
    labels.sort_by_key(|label| (label.as_str().parse::<u32>().ok(), label.as_str()));
    let mut notes = labels.into_iter().map(|label| language.footnote_mark(label.as_str())).peekable();
    let begins = |block: &str, mark: &str| block.strip_prefix(mark).filter(|rest| rest.starts_with(' ')).map(|rest| rest.trim().to_owned());
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let (mut own, mut next) = (None, 1);
    for block in blocks(text) {
        // Numbers follow each other, of paragraphs as of footnotes: a block that happens to begin with some other number stays where it is.
        if let Some(rest) = begins(&block, &language.paragraph_mark(next)) {
            own = Some(next).filter(|own| *own <= last);
            found.extend(own.map(|own| (own, vec![rest])));
            next += 1;
        } else if heads.iter().any(|mark| begins(&block, mark).is_some()) {
            own = None;
        } else if notes.next_if(|mark| begins(&block, mark).is_some()).is_none()
            && let Some(blocks) = own.and_then(|own| found.get_mut(&own))
        {
            match blocks.last_mut().filter(|before| before.chars().next_back().is_some_and(char::is_alphanumeric)) {
                Some(before) => *before = format!("{before} {block}"),
                None => blocks.push(block),
            }
        }
    }
    found
}

/// The blocks between blank lines, each on one line.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match (line, blocks.last_mut()) {
            ("", _) => blocks.push(String::new()),
            (line, Some(block)) => {
                if !block.is_empty() {
                    block.push(' ');
                }
                block.push_str(line);
            }
            (_, None) => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}
