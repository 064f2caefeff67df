//! What tells whether a report's section files say what they said before, apart from their words.

use super::paragraph::{Footnote, Mentions, Paragraph, Section, Text};
use super::reads::Reads;
use super::report::Report;
use crate::parse::markdown::Block;
use crate::source::Digest;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::hash::{Hash, Hasher};

/// What tells a report's section files from those of another build. Hashes of which a part is enough to tell a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The hash of all that they say that is not told by their words alone: which sections, paragraphs, lettered items and footnotes there are, and
    /// what those refer to.
    frame: [u64; 2],
    /// The hash of each file, by its place among them.
    files: Vec<u64>,
}

impl Fingerprint {
    /// The fingerprint of a report, whose section files have these hashes.
    pub(super) fn of(report: &Report, files: &[Digest]) -> Self {
        let mut frame = Frame(Vec::with_capacity(FRAME));
        (report.sections.len(), report.paragraphs.len(), report.footnotes.len()).hash(&mut frame);
        report.sections.iter().for_each(|section| frame.section(section));
        report.paragraphs.iter().for_each(|paragraph| frame.paragraph(paragraph));
        report.footnotes.values().for_each(|footnote| frame.footnote(footnote));
        let frame: Digest = Sha256::digest(frame.0).into();
        Self { frame: [word(&frame[..8]), word(&frame[8..16])], files: files.iter().map(|file| word(&file[..8])).collect() }
    }

    /// The files whose words are others than `before`; nothing, if more has changed than words.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> Option<Reads> {
        if self.frame != before.frame || self.files.len() != before.files.len() {
            return None;
        }
        let changed = self.files.iter().zip(&before.files).enumerate().filter(|(_, (own, before))| own != before);
        Some(changed.fold(Reads::default(), |changed, (place, _)| changed.and(Reads::of(place))))
    }
}

/// Eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// About how many bytes a report's frame has.
const FRAME: usize = 1 << 15;

/// What is not told by words alone, to be hashed in one go. Every field is named here, so that a new one is weighed.
struct Frame(Vec<u8>);

impl Hasher for Frame {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Nobody asks for less than the whole.
    fn finish(&self) -> u64 {
        0
    }
}

impl Frame {
    fn section(&mut self, section: &Section) {
        let Section { stem, number, span: _, titles, paragraphs, footnotes } = section;
        (stem, number, titles, paragraphs, footnotes).hash(self);
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let Paragraph { id, section, texts, mentions: _, footnotes: _ } = paragraph;
        (id, section, texts.len()).hash(self);
        for (language, text) in texts {
            language.hash(self);
            self.text(text);
        }
    }

    fn footnote(&mut self, footnote: &Footnote) {
        let Footnote { label, section, paragraph, texts } = footnote;
        (label, section, paragraph, texts.len()).hash(self);
        for (language, text) in texts {
            language.hash(self);
            self.text(text);
        }
    }

    fn text(&mut self, text: &Text) {
        let Mentions { states, measures, replies, entities, instruments, documents, figures, notes, paragraphs } = &text.mentions;
        (states, measures, replies, entities, instruments, documents, figures, notes, paragraphs).hash(self);
        text.footnotes.hash(self);
        self.blocks(text.blocks());
    }

    /// What of a text has an address of its own.
    fn blocks(&mut self, blocks: &[Block]) {
        blocks.len().hash(self);
        for block in blocks {
            std::mem::discriminant(block).hash(self);
            match block {
                Block::Prose(_) => {}
                Block::Lettered(items) | Block::Bulleted(items) => {
                    items.len().hash(self);
                    items.iter().for_each(|item| self.blocks(item));
                }
                Block::Quotation(inner) => self.blocks(inner),
            }
        }
    }
}
