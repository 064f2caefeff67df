//! Paragraphs → HTML and plain text, every reference written out in one language.

use super::language::{Joined, Language, ListPlace};
use super::message::Argument;
use super::names::Names;
use crate::link::route::{self, Page};
use crate::link::{Anchored, Linked, Report, reference};
use crate::parse::facts::{FigureRecord, MeasureRecord, Unit};
use crate::parse::id::{DocumentId, EntityId, FigureId, FootnoteLabel, InstrumentId, MeasureId, NoteId, SectionStem, StateCode};
use crate::parse::markdown::{Block, Inline, Reference, Scheme};
use crate::parse::registry::DocumentKind;
use crate::parse::site::Outputs;
use pulldown_cmark_escape::{escape_href, escape_html};

/// Writes the texts of one report in one language for pages of one folder.
pub struct Prose<'a> {
    /// The report.
    pub report: &'a Report,
    /// The names of the report in the language.
    pub names: &'a Names,
    /// The language.
    pub language: &'a Language,
    /// What kinds of documents there are.
    pub documents: &'a std::collections::BTreeMap<DocumentId, crate::parse::registry::DocumentRecord>,
    /// What the site makes.
    pub outputs: Outputs,
    /// The way from the page's folder to the report's folder of this language: empty, or ending in `/`.
    pub base: String,
    /// What the page shows: its own paragraphs are linked by bare fragments.
    pub here: Here,
    /// Where the footnotes that the text cites stand.
    pub footnotes: FootnotePlace,
    /// Put before the ids of footnote marks, where two languages share a page.
    pub id_prefix: String,
}

/// Room for a paragraph of the usual length, in bytes.
const PARAGRAPH: usize = 1024;

/// What part of a report's text the page being written shows under its own fragments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Here {
    /// None of it.
    Elsewhere,
    /// A section.
    Section(SectionStem),
    /// The whole report.
    Whole,
}

impl Here {
    /// Whether the page shows a section.
    #[must_use]
    pub fn shows(&self, stem: &SectionStem) -> bool {
        match self {
            Self::Elsewhere => false,
            Self::Section(own) => own == stem,
            Self::Whole => true,
        }
    }
}

/// Where footnotes stand, as seen from the page being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FootnotePlace {
    /// On the page itself; their marks can be led back to.
    OnPage,
    /// On their section's page.
    OnSection,
}

/// What a reference shows.
enum Shown {
    /// A name or number, written by the program, and where it leads, if anywhere.
    Name { text: String, href: Option<String>, isolate: bool },
    /// A list of names.
    List { items: Vec<(String, String)>, place: ListPlace },
    /// Nothing: the reference leads nowhere, which was reported.
    Nothing,
}

impl Prose<'_> {
    /// Writes blocks as HTML; lettered items of a paragraph get ids from `fragment`.
    #[must_use]
    pub fn html(&self, blocks: &[Block], fragment: Option<&str>) -> String {
        let mut out = String::with_capacity(PARAGRAPH);
        self.blocks(blocks, fragment, &mut out);
        out
    }

    /// Writes blocks as [`Self::html`] does, behind text that already marks some footnotes: the first mark alone is what a footnote leads back to.
    #[must_use]
    pub fn html_behind(&self, blocks: &[Block], fragment: Option<&str>, marked: &[&FootnoteLabel]) -> String {
        let html = self.html(blocks, fragment);
        marked.iter().fold(html, |html, label| html.replace(&self.mark_id(label), ""))
    }

    /// The id of a footnote's mark, as an attribute.
    fn mark_id(&self, label: &FootnoteLabel) -> String {
        format!(" id=\"{}{}-mark\"", self.id_prefix, route::footnote_fragment(label))
    }

    fn blocks(&self, blocks: &[Block], fragment: Option<&str>, out: &mut String) {
        for block in blocks {
            match block {
                Block::Prose(content) => {
                    out.push_str("<p>");
                    self.inlines(content, out);
                    out.push_str("</p>");
                }
                Block::Lettered(items) => self.lettered(items, fragment, out),
                Block::Bulleted(items) => {
                    out.push_str("<ul>");
                    for item in items {
                        out.push_str("<li>");
                        self.item(item, out);
                        out.push_str("</li>");
                    }
                    out.push_str("</ul>");
                }
                Block::Quotation(blocks) => {
                    out.push_str("<blockquote>");
                    self.blocks(blocks, None, out);
                    out.push_str("</blockquote>");
                }
            }
        }
    }

    /// Lettered items: the letter is real text, and the fragment counts by position so that it is the same in every language.
    fn lettered(&self, items: &[Vec<Block>], fragment: Option<&str>, out: &mut String) {
        out.push_str("<ol class=\"lettered\" role=\"list\">");
        for (position, item) in items.iter().enumerate() {
            match fragment {
                Some(fragment) => {
                    out.push_str(&format!("<li id=\"{}{fragment}-{}\">", self.id_prefix, position_letters(position)));
                }
                None => out.push_str("<li>"),
            }
            out.push_str("<span class=\"letter\">");
            escape(&self.language.letter_mark(position), out);
            out.push_str("</span> ");
            self.item(item, out);
            out.push_str("</li>");
        }
        out.push_str("</ol>");
    }

    /// An item's text; one block of prose needs no paragraph of its own.
    fn item(&self, item: &[Block], out: &mut String) {
        match item {
            [Block::Prose(content)] => {
                out.push_str("<span class=\"item\">");
                self.inlines(content, out);
                out.push_str("</span>");
            }
            blocks => {
                out.push_str("<div class=\"item\">");
                self.blocks(blocks, None, out);
                out.push_str("</div>");
            }
        }
    }

    fn inlines(&self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => escape(text, out),
                Inline::Break => out.push_str("<br>"),
                Inline::Emphasis(content) => self.wrapped("em", content, out),
                Inline::Strong(content) => self.wrapped("strong", content, out),
                Inline::External { url, content } => {
                    out.push_str("<a class=\"external\" href=\"");
                    let _ = escape_href(&mut *out, url);
                    out.push_str("\"><bdi dir=\"auto\">");
                    self.inlines(content, out);
                    out.push_str("</bdi></a>");
                }
                Inline::Footnote { label, .. } => self.footnote_mark(label, out),
                Inline::Reference(reference) => self.reference(reference, out),
            }
        }
    }

    fn footnote_mark(&self, label: &FootnoteLabel, out: &mut String) {
        let fragment = route::footnote_fragment(label);
        let prefix = &self.id_prefix;
        let section = self.report.footnotes.get(label).map(|footnote| &self.report.sections[footnote.section].stem);
        match (self.footnotes, section) {
            (FootnotePlace::OnSection, Some(stem)) => {
                let page = self.href(&Page::Section(stem.clone()));
                out.push_str(&format!("<a class=\"footnote-mark\" role=\"doc-noteref\" href=\"{page}#{fragment}\">"));
            }
            _ => {
                let id = Some(self.mark_id(label)).filter(|id| !out.contains(id.as_str())).unwrap_or_default();
                out.push_str(&format!("<a class=\"footnote-mark\" role=\"doc-noteref\"{id} href=\"#{prefix}{fragment}\">"));
            }
        }
        escape(&self.language.footnote_mark(label.as_str()), out);
        out.push_str("</a>");
    }

    fn wrapped(&self, element: &str, content: &[Inline], out: &mut String) {
        out.push_str(&format!("<{element}>"));
        self.inlines(content, out);
        out.push_str(&format!("</{element}>"));
    }

    fn reference(&self, reference: &Reference, out: &mut String) {
        match self.shown(reference) {
            Shown::Nothing => self.inlines(&reference.text, out),
            Shown::List { items, place } => {
                let names: Vec<&str> = items.iter().map(|(name, _)| name.as_str()).collect();
                for part in self.language.join(&names, place) {
                    match part {
                        Joined::Literal(text) => escape(&text, out),
                        Joined::Item(index) => {
                            let (name, href) = &items[index];
                            self.open_link(reference.scheme, href, out);
                            escape(name, out);
                            out.push_str("</a>");
                        }
                    }
                }
            }
            Shown::Name { text, href, isolate } => {
                if let Some(href) = &href {
                    self.open_link(reference.scheme, href, out);
                }
                if !reference.text.is_empty() {
                    self.inlines(&reference.text, out);
                } else if isolate {
                    out.push_str("<bdi dir=\"ltr\">");
                    escape(&text, out);
                    out.push_str("</bdi>");
                } else {
                    escape(&text, out);
                }
                if href.is_some() {
                    out.push_str("</a>");
                }
            }
        }
    }

    fn open_link(&self, scheme: Scheme, href: &str, out: &mut String) {
        out.push_str(&format!("<a class=\"{}\" href=\"", scheme.as_str()));
        let _ = escape_href(&mut *out, href);
        out.push_str("\">");
    }

    /// The address of a page of the report in this language, from the page being written.
    #[must_use]
    pub fn href(&self, page: &Page) -> String {
        let mut href = String::with_capacity(self.base.len() + route::NAME);
        href.push_str(&self.base);
        page.push_name(&mut href);
        href
    }

    /// The address of a page of the report, if the site makes that page.
    #[must_use]
    pub fn link(&self, page: &Page) -> Option<String> {
        page.is_made(self.outputs).then(|| self.href(page))
    }

    /// The address of a measure: its page, or else where it is told.
    #[must_use]
    pub fn measure_href(&self, measure: &Linked<MeasureId, MeasureRecord>) -> String {
        self.link(&Page::Measure(measure.id.clone())).unwrap_or_else(|| self.place_href(&measure.anchor))
    }

    /// The address of the paragraph or footnote in which a fact stands.
    #[must_use]
    pub fn place_href(&self, anchor: &Anchored) -> String {
        let Some(label) = &anchor.footnote else { return self.paragraph_href(anchor.paragraph) };
        let stem = &self.report.sections[self.report.paragraphs[anchor.paragraph].section].stem;
        let fragment = route::footnote_fragment(label);
        let page = if self.here.shows(stem) { String::new() } else { self.href(&Page::Section(stem.clone())) };
        format!("{page}#{fragment}")
    }

    /// The address of a section.
    #[must_use]
    pub fn section_href(&self, stem: &SectionStem) -> String {
        match &self.here {
            Here::Whole => format!("#{}", route::section_fragment(stem)),
            _ => self.href(&Page::Section(stem.clone())),
        }
    }

    /// The address of a paragraph.
    #[must_use]
    pub fn paragraph_href(&self, paragraph: usize) -> String {
        let paragraph = &self.report.paragraphs[paragraph];
        let stem = &self.report.sections[paragraph.section].stem;
        let mut href = if self.here.shows(stem) { String::with_capacity(route::NAME) } else { self.href(&Page::Section(stem.clone())) };
        href.push('#');
        paragraph.id.push_fragment(&mut href);
        href
    }

    fn shown(&self, reference: &Reference) -> Shown {
        let target = reference.target.as_str();
        let name = |text: &str, href: String| Shown::Name { text: text.to_owned(), href: Some(href), isolate: false };
        match reference.scheme {
            Scheme::Measure if self.report.measure(target).is_some() => {
                // A measure without a page of its own is told right here.
                Shown::Name { text: String::new(), href: self.link(&Page::Measure(MeasureId::new(target))), isolate: false }
            }
            Scheme::States | Scheme::Entities => self.list(reference),
            Scheme::State => self
                .names
                .state(target)
                .map_or(Shown::Nothing, |found| name(&found.printed, self.href(&Page::State(StateCode::new(target))))),
            Scheme::Entity => self
                .names
                .entity(target)
                .map_or(Shown::Nothing, |found| name(&found.printed, self.href(&Page::Entity(EntityId::new(target))))),
            Scheme::Instrument => {
                let found = self.names.instrument(target);
                found.map_or(Shown::Nothing, |found| name(&found.printed, self.href(&Page::Instrument(InstrumentId::new(target)))))
            }
            Scheme::Symbol => match self.names.document(target) {
                None => Shown::Nothing,
                Some(found) => {
                    let id = DocumentId::new(target);
                    let kind = self.documents.get(&id).map(|document| document.kind);
                    Shown::Name {
                        text: found.printed.clone(),
                        href: Some(format!("{}#{}", self.href(&Page::Documents), route::document_fragment(&id))),
                        isolate: matches!(kind, Some(DocumentKind::Report | DocumentKind::Agenda)),
                    }
                }
            },
            Scheme::Paragraph => match target.parse().ok().and_then(|number| Some((number, self.report.numbered(number)?))) {
                None => Shown::Nothing,
                Some((number, index)) => name(
                    &self.message("cite-paragraph", &[("number", Argument::Text(&self.language.ordinal(number)))]),
                    self.paragraph_href(index),
                ),
            },
            Scheme::Figure => match self.report.figure(target) {
                None => Shown::Nothing,
                Some(figure) => {
                    let href = format!("{}#{}", self.href(&Page::Figures), route::figure_fragment(&FigureId::new(target)));
                    name(&self.figure_value(&figure.record), href)
                }
            },
            Scheme::Note if self.report.note(target).is_some() => match &self.here {
                Here::Section(_) | Here::Whole => name("", format!("#{}{}", self.id_prefix, route::note_fragment(&NoteId::new(target)))),
                Here::Elsewhere => Shown::Name {
                    text: String::new(),
                    href: self.link(&Page::About).map(|about| format!("{about}#{}", route::note_fragment(&NoteId::new(target)))),
                    isolate: false,
                },
            },
            Scheme::Section => {
                let found = self.report.sections.iter().find(|section| section.stem.as_str() == target);
                found.map_or(Shown::Nothing, |section| name(section.title(&self.language.tag), self.section_href(&section.stem)))
            }
            Scheme::Measure | Scheme::Note => Shown::Nothing,
        }
    }

    fn list(&self, reference: &Reference) -> Shown {
        let place = if reference.bracketed { ListPlace::Bracketed } else { ListPlace::Running };
        let target = reference.target.as_str();
        let items = if reference.scheme == Scheme::Entities {
            let Some(reply) = self.report.reply(target) else { return Shown::Nothing };
            let ids = self.names.sorted_entities(reply.record.entities.iter().map(|entity| &entity.value));
            ids.into_iter()
                .filter_map(|id| Some((self.names.entity(id.as_str())?.printed.clone(), self.href(&Page::Entity(id.clone())))))
                .collect()
        } else {
            let measure = self.report.measure(target).map(|measure| &measure.record.states);
            let Some(states) = measure.or_else(|| self.report.reply(target).map(|reply| &reply.record.states)) else {
                return Shown::Nothing;
            };
            let codes = self.names.sorted_states(states.iter().map(|state| &state.value));
            codes
                .into_iter()
                .filter_map(|code| Some((self.names.state(code.as_str())?.printed.clone(), self.href(&Page::State(code.clone())))))
                .collect()
        };
        Shown::List { items, place }
    }

    /// A figure's value with its scale and, for a percentage, its unit, such as `20.9 million`.
    #[must_use]
    pub fn figure_value(&self, figure: &FigureRecord) -> String {
        if let Some(shown) = figure.shown.as_ref().and_then(|shown| shown.get(&self.language.tag)) {
            return shown.to_owned();
        }
        let number = match (figure.value, figure.min, figure.max) {
            (Some(value), ..) => self.language.quantity(value),
            (None, Some(min), Some(max)) => self.language.range(&self.language.quantity(min), &self.language.quantity(max)),
            (None, min, max) => min.or(max).map(|value| self.language.quantity(value)).unwrap_or_default(),
        };
        let scaled = match figure.scale {
            Some(scale) => self.message(&format!("scale-{}", scale.as_str()), &[("number", Argument::Text(&number))]),
            None => number,
        };
        let counted =
            if figure.unit == Unit::Percent { self.message("figure-percent", &[("number", Argument::Text(&scaled))]) } else { scaled };
        match figure.bound {
            Some(bound) => self.message(&format!("bound-{}", bound.as_str()), &[("number", Argument::Text(&counted))]),
            None => counted,
        }
    }

    /// A message of the language; one that is missing is reported by the templates, which use the same messages.
    #[must_use]
    pub fn message(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.language.messages.format(key, arguments, |value| self.language.quantity(value)).unwrap_or_else(|_| format!("[{key}]"))
    }

    /// Writes blocks as plain text, one line per block or item, every name and list written out.
    #[must_use]
    pub fn plain(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        self.plain_blocks(blocks, &mut out);
        out.trim_end().to_owned()
    }

    fn plain_blocks(&self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Prose(content) => {
                    self.plain_inlines(content, out, None);
                    out.push('\n');
                }
                Block::Lettered(items) => {
                    for (position, item) in items.iter().enumerate() {
                        out.push_str(&self.language.letter_mark(position));
                        out.push(' ');
                        self.plain_blocks(item, out);
                    }
                }
                Block::Bulleted(items) => items.iter().for_each(|item| self.plain_blocks(item, out)),
                Block::Quotation(blocks) => self.plain_blocks(blocks, out),
            }
        }
    }

    /// Writes running text; where `marked` names a measure, notes the byte at which it is first mentioned and shortens lists.
    fn plain_inlines(&self, content: &[Inline], out: &mut String, mut marked: Option<(&str, &mut Option<usize>)>) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => out.push_str(text),
                Inline::Break => out.push('\n'),
                Inline::Footnote { .. } => {}
                Inline::Emphasis(content) | Inline::Strong(content) | Inline::External { content, .. } => {
                    self.plain_inlines(content, out, None)
                }
                Inline::Reference(reference) => {
                    let shorten = marked.is_some();
                    if let Some((measure, at)) = &mut marked
                        && matches!(reference.scheme, Scheme::Measure | Scheme::States)
                        && reference.target == *measure
                    {
                        at.get_or_insert(out.len());
                    }
                    match self.shown(reference) {
                        _ if !reference.text.is_empty() => out.push_str(&reference::plain(&reference.text)),
                        Shown::Name { text, .. } => out.push_str(&text),
                        Shown::List { items, .. } if shorten && items.len() > 3 => out.push('…'),
                        Shown::List { items, place } => {
                            let names: Vec<&str> = items.iter().map(|(name, _)| name.as_str()).collect();
                            for part in self.language.join(&names, place) {
                                match part {
                                    Joined::Literal(text) => out.push_str(&text),
                                    Joined::Item(index) => out.push_str(names[index]),
                                }
                            }
                        }
                        Shown::Nothing => {}
                    }
                }
            }
        }
    }

    /// The sentence of a text that first mentions a measure, as plain text, long lists shortened.
    #[must_use]
    pub fn excerpt(&self, blocks: &[Block], measure: &MeasureId) -> Option<String> {
        for block in blocks {
            let found = match block {
                Block::Prose(content) => {
                    let (mut text, mut at) = (String::new(), None);
                    self.plain_inlines(content, &mut text, Some((measure.as_str(), &mut at)));
                    at.map(|at| sentence_at(&text, at).to_owned())
                }
                Block::Lettered(items) | Block::Bulleted(items) => items.iter().find_map(|item| self.excerpt(item, measure)),
                Block::Quotation(blocks) => self.excerpt(blocks, measure),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// The sentence that holds a byte offset, by the Unicode rules for sentences.
fn sentence_at(text: &str, at: usize) -> &str {
    let segmenter = icu_segmenter::SentenceSegmenter::new(icu_segmenter::options::SentenceBreakInvariantOptions::default());
    let mut start = 0;
    for end in segmenter.segment_str(text).skip(1) {
        if at < end {
            return text[start..end].trim();
        }
        start = end;
    }
    text[start..].trim()
}

/// Letters that count positions in a fragment: `a` to `z`, then `aa`, `ab` and so on.
fn position_letters(position: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(position % 26).unwrap_or(0));
    if position < 26 { letter.to_string() } else { format!("{}{letter}", position_letters(position / 26 - 1)) }
}

/// Appends a text, escaped for HTML.
pub(super) fn escape(text: &str, out: &mut String) {
    let _ = escape_html(out, text);
}
