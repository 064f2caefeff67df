//! Markdown → paragraphs: the one place that names `pulldown_cmark`.
//!
//! A section's text is a list of numbered paragraphs. Numbers are read from the source bytes, since a Markdown parser counts list items
//! itself; everything that a report does not use is reported and left out. References stay unresolved: what they name stands in other files.

use super::id::FootnoteLabel;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::path::FileId;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::sync::Arc;

/// One paragraph of a section as it was written.
#[derive(Debug, Clone)]
pub struct ParagraphText {
    /// The number as written; none in an unnumbered section.
    pub number: Option<u32>,
    /// Where the number stands, or where the paragraph begins.
    pub span: Span,
    /// The whole paragraph.
    pub whole: Span,
    /// Its source, by whose [`source_hash`] a change is told.
    pub source: Arc<str>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A footnote's definition.
#[derive(Debug, Clone)]
pub struct FootnoteText {
    /// The printed number.
    pub label: FootnoteLabel,
    /// Where the definition stands.
    pub span: Span,
    /// Its source, as a paragraph's.
    pub source: Arc<str>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A block of text.
#[derive(Debug, Clone)]
pub enum Block {
    /// Running text.
    Prose(Vec<Inline>),
    /// Lettered items.
    Lettered(Vec<Vec<Block>>),
    /// Items without letters.
    Bulleted(Vec<Vec<Block>>),
    /// A quotation.
    Quotation(Vec<Block>),
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub enum Inline {
    /// Text.
    Text {
        /// The text itself.
        text: String,
        /// Where it stands; where Markdown reads a sign as something else, the source is longer than the text.
        span: Span,
    },
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A forced line break.
    Break,
    /// A link to the web.
    External {
        /// The address.
        url: String,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// A footnote's mark.
    Footnote {
        /// The footnote.
        label: FootnoteLabel,
        /// Where the mark stands.
        span: Span,
    },
    /// A reference to a fact, a name, a document or a place in the report.
    Reference(Reference),
}

/// A link with a scheme of ours.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The scheme.
    pub scheme: Scheme,
    /// What it names, as written.
    pub target: String,
    /// What is shown; nothing, where the name or number is to be written in place.
    pub text: Vec<Inline>,
    /// The whole link.
    pub span: Span,
    /// Whether the link stands directly behind an opening bracket.
    pub bracketed: bool,
}

macro_rules! schemes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// What a reference refers to.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scheme { $($(#[doc = $doc])+ $name,)+ }

        impl Scheme {
            /// The schemes as they are written.
            pub const ALL: &'static [&'static str] = &[$($text),+];

            /// The scheme as it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

schemes! {
    /// A measure, by a phrase.
    Measure = "measure",
    /// The States of a measure or of a list of replies, in place.
    States = "states",
    /// The entities of a list of replies, in place.
    Entities = "entities",
    /// A State.
    State = "state",
    /// An entity.
    Entity = "entity",
    /// An instrument.
    Instrument = "instrument",
    /// A document.
    Symbol = "symbol",
    /// A paragraph.
    Paragraph = "para",
    /// A figure.
    Figure = "figure",
    /// An editor's note.
    Note = "note",
    /// A section.
    Section = "section",
}

/// Parses the text of a section, which begins at byte `offset` of the file.
///
/// In an `unnumbered` section every top-level block of prose is a paragraph of its own.
pub fn parse(
    file: FileId,
    text: &str,
    offset: usize,
    unnumbered: bool,
    diagnostics: &mut Diagnostics,
) -> (Vec<ParagraphText>, Vec<FootnoteText>) {
    let options = Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_TABLES;
    let events = TextMergeWithOffset::new(Parser::new_ext(text, options).into_offset_iter());
    let mut reader = Reader {
        events: events.peekable(),
        file,
        text,
        offset,
        unnumbered,
        diagnostics,
        paragraphs: Vec::new(),
        footnotes: Vec::new(),
        depth: 0,
    };
    reader.section();
    (reader.paragraphs, reader.footnotes)
}

/// What to do about markup that has no place in a report.
const PLAIN: &str = "write it as plain text, or put a backslash before the sign that Markdown reads";

struct Reader<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> {
    events: std::iter::Peekable<I>,
    file: FileId,
    text: &'a str,
    offset: usize,
    unnumbered: bool,
    diagnostics: &'a mut Diagnostics,
    paragraphs: Vec<ParagraphText>,
    footnotes: Vec<FootnoteText>,
    /// How deep the text being read is nested.
    depth: usize,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Reader<'a, I> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    /// The range without the line breaks and spaces at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let length = self.text.get(range.clone()).map_or(range.len(), |text| text.trim_end().len());
        range.start..range.start + length
    }

    fn section(&mut self) {
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::List(Some(_))) if !self.unnumbered => self.paragraph_list(),
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let source = self.text[range.clone()].into();
                    let span = self.span(&self.trimmed(range));
                    let blocks = self.blocks(&TagEnd::FootnoteDefinition);
                    self.footnotes.push(FootnoteText { label: FootnoteLabel::new(label.as_ref()), span, source, blocks });
                }
                Event::Start(Tag::Paragraph) if self.unnumbered => {
                    let source = self.text[range.clone()].into();
                    let span = self.span(&self.trimmed(range));
                    let content = self.inlines(&TagEnd::Paragraph);
                    self.paragraphs.push(ParagraphText { number: None, span, whole: span, source, blocks: vec![Block::Prose(content)] });
                }
                Event::Start(tag @ (Tag::HtmlBlock | Tag::CodeBlock(_) | Tag::Table(_))) => {
                    self.unsupported_block(&tag, &range);
                    self.skip(&tag.to_end());
                }
                Event::Start(tag) => {
                    let hint = if matches!(tag, Tag::Heading { .. }) {
                        "a section has one title, in its front matter; a sub-section is a file of its own"
                    } else if self.unnumbered {
                        "an unnumbered section holds paragraphs of plain text only"
                    } else {
                        "number it, or indent it by 4 spaces to make it part of the paragraph above"
                    };
                    let span = self.span(&self.first_line(&range));
                    self.diagnostics.push(
                        Diagnostic::new(Code::BlockOutsideParagraph, span, "this block stands outside any numbered paragraph").hint(hint),
                    );
                    self.skip(&tag.to_end());
                }
                Event::Rule => self.unsupported(&range, "a rule", "remove it; a line of `---` below a text would make that a heading"),
                _ => {}
            }
        }
    }

    fn paragraph_list(&mut self) {
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    // Up to three spaces may stand before a number.
                    let item = &self.text[range.clone()];
                    let start = range.start + item.len() - item.trim_start().len();
                    let digits = self.text[start..range.end].bytes().take_while(u8::is_ascii_digit).count();
                    let number_range = start..start + digits;
                    let number = self.text[number_range.clone()].parse().ok();
                    let source = self.text[range.clone()].into();
                    let (span, whole) = (self.span(&(number_range.start..number_range.end + 1)), self.span(&self.trimmed(range)));
                    let blocks = self.blocks(&TagEnd::Item);
                    self.paragraphs.push(ParagraphText { number, span, whole, source, blocks });
                }
                Event::End(TagEnd::List(_)) => return,
                _ => {}
            }
        }
    }

    /// Reads blocks up to the end of `end`; text that stands directly in a tight list item is a block of prose.
    fn blocks(&mut self, end: &TagEnd) -> Vec<Block> {
        let mut blocks = Vec::new();
        if self.is_too_deep(end) {
            return blocks;
        }
        let mut loose = Vec::new();
        while let Some((event, range)) = self.events.next() {
            let block = match event {
                Event::End(tag) if tag == *end => break,
                Event::Start(Tag::Paragraph) => Some(Block::Prose(self.inlines(&TagEnd::Paragraph))),
                Event::Start(Tag::List(first)) => Some(self.items(first.is_some())),
                Event::Start(Tag::BlockQuote(kind)) => Some(Block::Quotation(self.blocks(&TagEnd::BlockQuote(kind)))),
                Event::Start(
                    tag @ (Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::FootnoteDefinition(_)),
                ) => {
                    self.unsupported_block(&tag, &range);
                    self.skip(&tag.to_end());
                    None
                }
                Event::Rule => {
                    self.unsupported(&range, "a rule", "remove it");
                    None
                }
                event => {
                    self.inline(event, &range, &mut loose);
                    continue;
                }
            };
            if !loose.is_empty() {
                blocks.push(Block::Prose(std::mem::take(&mut loose)));
            }
            blocks.extend(block);
        }
        if !loose.is_empty() {
            blocks.push(Block::Prose(loose));
        }
        self.depth -= 1;
        blocks
    }

    /// Goes one level further in, or else reports the level and passes over it.
    fn is_too_deep(&mut self, end: &TagEnd) -> bool {
        // A report has lists in lists in paragraphs; what goes deeper is a slip, and would exhaust the stack.
        const DEEPEST: usize = 24;
        if self.depth < DEEPEST {
            self.depth += 1;
            return false;
        }
        if let Some((_, range)) = self.events.peek() {
            let range = range.clone();
            self.unsupported(&range, "text nested this deep", "remove the signs that open one list, quotation or emphasis after another");
        }
        self.skip(end);
        true
    }

    fn items(&mut self, ordered: bool) -> Block {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks(&TagEnd::Item)),
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        if ordered { Block::Lettered(items) } else { Block::Bulleted(items) }
    }

    fn inlines(&mut self, end: &TagEnd) -> Vec<Inline> {
        let mut content = Vec::new();
        if self.is_too_deep(end) {
            return content;
        }
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(tag) if tag == *end => break,
                event => self.inline(event, &range, &mut content),
            }
        }
        self.depth -= 1;
        content
    }

    fn inline(&mut self, event: Event<'a>, range: &Range<usize>, content: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => {
                self.undefined_footnotes(&text, range);
                content.push(Inline::Text { text: text.into_string(), span: self.span(range) });
            }
            Event::SoftBreak => content.push(Inline::Text { text: " ".to_owned(), span: self.span(range) }),
            Event::HardBreak => content.push(Inline::Break),
            Event::FootnoteReference(label) => {
                content.push(Inline::Footnote { label: FootnoteLabel::new(label.as_ref()), span: self.span(range) });
            }
            Event::Start(Tag::Emphasis) => content.push(Inline::Emphasis(self.inlines(&TagEnd::Emphasis))),
            Event::Start(Tag::Strong) => content.push(Inline::Strong(self.inlines(&TagEnd::Strong))),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let text = self.inlines(&TagEnd::Link);
                match self.link(&dest_url, text, range) {
                    Some(inline) => content.push(inline),
                    None => content.push(self.left_out(range)),
                }
            }
            Event::Start(tag) => {
                let what = match tag {
                    Tag::Image { .. } => "an image",
                    Tag::Strikethrough => "struck-out text",
                    _ => "this markup",
                };
                self.unsupported(range, what, PLAIN);
                content.push(self.left_out(range));
                self.skip(&tag.to_end());
            }
            Event::Code(_) => {
                self.unsupported(range, "code", PLAIN);
                content.push(self.left_out(range));
            }
            Event::InlineHtml(_) | Event::Html(_) => self.unsupported(range, "raw HTML", PLAIN),
            _ => {}
        }
    }

    fn link(&mut self, url: &str, text: Vec<Inline>, range: &Range<usize>) -> Option<Inline> {
        let span = self.span(range);
        let (scheme, target) = url.split_once(':').unwrap_or(("", url));
        if let Some(scheme) = Scheme::parse(scheme) {
            let bracketed = self.text[..range.start].ends_with('(');
            return Some(Inline::Reference(Reference { scheme, target: target.to_owned(), text, span, bracketed }));
        }
        if matches!(scheme, "http" | "https" | "mailto") {
            return Some(Inline::External { url: url.to_owned(), content: text });
        }
        let wrong = if scheme.is_empty() { url } else { scheme };
        self.diagnostics.push(
            Diagnostic::new(Code::UnknownScheme, span, format!("`{wrong}` is no kind of reference and no web address")).nearest(
                wrong,
                Scheme::ALL.iter().copied(),
                format!("write one of {}, or an address with `https:`", Scheme::ALL.join(", ")),
            ),
        );
        None
    }

    /// A mark whose footnote is not defined stays literal text in Markdown; it is found here.
    fn undefined_footnotes(&mut self, text: &str, range: &Range<usize>) {
        if !text.contains("[^") {
            return;
        }
        let source = &self.text[range.clone()];
        for (start, _) in source.match_indices("[^").filter(|(start, _)| !source[..*start].ends_with('\\')) {
            if let Some(length) = source[start..].find(']') {
                let label = source[start + 2..start + length].trim();
                let at = range.start + start;
                let span = self.span(&(at..at + length + 1));
                self.diagnostics.push(
                    Diagnostic::new(Code::UndefinedFootnote, span, format!("footnote `{label}` is not defined in this file"))
                        .hint(format!("add `[^{label}]: …` at the end of the file")),
                );
            }
        }
    }

    /// What stands for a reported piece of text, so that the spaces around it are not taken for two.
    fn left_out(&self, range: &Range<usize>) -> Inline {
        Inline::Text { text: "\u{FFFC}".to_owned(), span: self.span(range) }
    }

    fn unsupported_block(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if let Tag::FootnoteDefinition(label) = tag {
            self.diagnostics.note_unread_record(Code::UnknownFootnote, label);
        }
        let (what, hint) = match tag {
            Tag::Heading { .. } => ("a heading", "a section has one title, in its front matter; begin the paragraph with plain text"),
            Tag::CodeBlock(_) => {
                ("a code block", "indent the parts of a paragraph by 4 spaces and no more, and leave out rows of backquotes")
            }
            Tag::HtmlBlock => ("raw HTML", "remove it; a comment for other editors may stand in a `.yaml` file, behind a `#`"),
            Tag::Table(_) => ("a table", "write its figures into `figures.yaml`, and refer to them in the text"),
            Tag::FootnoteDefinition(_) => ("a footnote inside a paragraph", "move it to the end of the file, and begin it at the margin"),
            _ => ("this block", PLAIN),
        };
        self.unsupported(range, what, hint);
    }

    fn unsupported(&mut self, range: &Range<usize>, what: &str, hint: &str) {
        let span = self.span(&self.first_line(range));
        self.diagnostics.push(Diagnostic::new(Code::UnsupportedMarkup, span, format!("{what} is not part of a report's text")).hint(hint));
    }

    /// The first line of a range, without the line break and spaces at its end.
    fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let range = self.trimmed(range.clone());
        let length = self.text.get(range.clone()).and_then(|text| text.lines().next()).map_or(0, str::len);
        range.start..range.start + length
    }

    fn skip(&mut self, end: &TagEnd) {
        let mut depth = 0;
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(tag) if tag.to_end() == *end => depth += 1,
                Event::End(tag) if tag == *end && depth == 0 => return,
                Event::End(tag) if tag == *end => depth -= 1,
                _ => {}
            }
        }
    }
}

/// The hash of a paragraph's source, spaces and line breaks apart: the first 16 hexadecimal digits of the SHA-256 of its words, joined by single spaces.
#[must_use]
pub fn source_hash(source: &str) -> String {
    let mut words = String::with_capacity(source.len());
    for word in source.split_whitespace() {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(word);
    }
    let digest = Sha256::digest(words.as_bytes());
    let first = digest.iter().take(8).fold(0, |value: u64, byte| value << 8 | u64::from(*byte));
    format!("{first:016x}")
}
