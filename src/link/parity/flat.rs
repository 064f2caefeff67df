//! A text laid flat: the words that a reader sees, in order, each with its place in the source.

use super::sought::{Sought, kind};
use crate::diagnostic::Span;
use crate::parse::markdown::{Block, Inline, Scheme};

/// Stands for what the program writes in place, or for a run that a check passes over.
const GAP: char = '\u{FFFC}';

/// What a run of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunKind {
    /// Prose.
    Prose,
    /// The text of a reference.
    Shown(Scheme),
    /// Something written in place by the program.
    Written(Scheme),
    /// A web address, or the text of a link to one.
    Web,
}

/// A run of text of one kind.
#[derive(Debug)]
struct Run {
    kind: RunKind,
    /// The first byte in the flat text.
    start: usize,
    span: Span,
}

/// Room for a text of the usual length, in bytes, and for its runs.
const TEXT: usize = 1024;
const RUNS: usize = 16;

/// A text with what one look at it tells, so that most checks need no second one.
#[derive(Debug)]
pub(super) struct Seen {
    /// Its prose, and the texts of its references.
    pub(super) flat: Flat,
    /// What its signs may be, as bits of [`kind`].
    pub(super) kinds: u8,
    /// Whether it may hold the name of a State or a month.
    pub(super) may_name: bool,
}

impl Seen {
    /// Looks at a text.
    pub(super) fn new(blocks: &[Block], sought: &Sought) -> Self {
        // What the program writes and web addresses are no prose; the text of a reference is.
        let flat = Flat::new(blocks, |kind| matches!(kind, RunKind::Prose | RunKind::Shown(_)));
        Self { kinds: sought.signs.kinds_in(flat.text()), may_name: sought.names.may_stand_in(flat.text()), flat }
    }

    /// Whether it may hold a number or a date.
    pub(super) fn may_count(&self) -> bool {
        self.may_name || self.kinds & kind::DIGIT != 0
    }
}

/// A text laid flat; blocks and items end in line breaks.
#[derive(Debug)]
pub(super) struct Flat {
    text: String,
    runs: Vec<Run>,
}

impl Flat {
    /// Lays blocks flat, keeping the text of the runs that `keep` wants; of the others a gap remains.
    pub(super) fn new(blocks: &[Block], keep: impl Fn(RunKind) -> bool + Copy) -> Self {
        let mut flat = Self { text: String::with_capacity(TEXT), runs: Vec::with_capacity(RUNS) };
        flat.blocks(blocks, keep);
        flat
    }

    /// The flat text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn blocks(&mut self, blocks: &[Block], keep: impl Fn(RunKind) -> bool + Copy) {
        for block in blocks {
            match block {
                Block::Prose(content) => {
                    self.inlines(content, RunKind::Prose, keep);
                    self.text.push('\n');
                }
                Block::Lettered(items) | Block::Bulleted(items) => items.iter().for_each(|item| self.blocks(item, keep)),
                Block::Quotation(blocks) => self.blocks(blocks, keep),
            }
        }
    }

    fn inlines(&mut self, content: &[Inline], kind: RunKind, keep: impl Fn(RunKind) -> bool + Copy) {
        for inline in content {
            match inline {
                Inline::Text { text, span } => self.push(text, *span, kind, keep),
                Inline::Break => self.text.push('\n'),
                Inline::Emphasis(content) | Inline::Strong(content) => self.inlines(content, kind, keep),
                Inline::External { content, .. } => self.inlines(content, RunKind::Web, keep),
                Inline::Footnote { .. } => {}
                Inline::Reference(reference) if reference.text.is_empty() => {
                    self.push("", reference.span, RunKind::Written(reference.scheme), |_| false);
                }
                Inline::Reference(reference) => self.inlines(&reference.text, RunKind::Shown(reference.scheme), keep),
            }
        }
    }

    fn push(&mut self, text: &str, span: Span, kind: RunKind, keep: impl Fn(RunKind) -> bool) {
        self.runs.push(Run { kind, start: self.text.len(), span });
        if keep(kind) {
            self.text.push_str(text);
        } else {
            self.text.push(GAP);
        }
    }

    /// The run in which a byte of the flat text stands.
    fn run_at(&self, at: usize) -> Option<&Run> {
        self.runs.get(self.runs.partition_point(|run| run.start <= at).checked_sub(1)?)
    }

    /// What kind of run a byte of the flat text stands in.
    pub(super) fn kind_at(&self, at: usize) -> Option<RunKind> {
        self.run_at(at).map(|run| run.kind)
    }

    /// Where a range of the flat text stands in the source.
    ///
    /// Escapes make the source longer than the text; the span then begins as near as the run tells, and never leaves it.
    pub(super) fn span(&self, start: usize, end: usize) -> Option<Span> {
        let run = self.run_at(start)?;
        let offset = |at: usize| u32::try_from(at.saturating_sub(run.start)).unwrap_or(0);
        let from = (run.span.start + offset(start)).min(run.span.end);
        Some(Span { file: run.span.file, start: from, end: (run.span.start + offset(end)).clamp(from, run.span.end) })
    }
}
