//! One HTML page → its elements, by html5ever's tokenizer. Also says where the page is not well formed.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;
use std::ops::Range;

/// An element: its start tag, and which text and elements stand in it.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    text: Range<usize>,
    /// The elements in it, as indices into the page's.
    inside: Range<usize>,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element has this class.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }
}

/// A page, element by element in the order of their start tags.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) elements: Vec<Element>,
    /// What is wrong with the markup.
    pub(crate) faults: Vec<String>,
    text: String,
    open: Vec<usize>,
}

impl Page {
    /// Parses a page.
    pub(crate) fn parse(html: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        let tokenizer = Tokenizer::new(Sink(RefCell::new(Self::default())), Default::default());
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        let mut page = tokenizer.sink.0.into_inner();
        while let Some(index) = page.open.pop() {
            page.faults.push(format!("<{}> is never closed", page.elements[index].name));
            page.close(index);
        }
        page
    }

    /// All elements of this name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The element with this id.
    pub(crate) fn by_id(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.get("id") == Some(id))
    }

    /// The elements in an element.
    pub(crate) fn inside(&self, element: &Element) -> &[Element] {
        &self.elements[element.inside.clone()]
    }

    /// The text in an element, with white space as one space.
    pub(crate) fn text(&self, element: &Element) -> String {
        self.text[element.text.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of the whole page.
    pub(crate) fn whole_text(&self) -> &str {
        &self.text
    }

    fn close(&mut self, index: usize) {
        self.elements[index].text.end = self.text.len();
        self.elements[index].inside.end = self.elements.len();
    }
}

struct Sink(RefCell<Page>);

/// Elements that have no end tag.
const VOID: [&str; 9] = ["base", "meta", "link", "br", "hr", "img", "input", "wbr", "source"];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let name = tag.name.to_string();
                if tag.had_duplicate_attributes {
                    page.faults.push(format!("line {line}: <{name}> has an attribute twice"));
                }
                let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                let (at, index) = (page.text.len(), page.elements.len());
                page.elements.push(Element { name: name.clone(), attributes, text: at..at, inside: index + 1..index + 1 });
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    page.open.push(index);
                }
                match name.as_str() {
                    "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" => return TokenSinkResult::RawData(RawKind::Rawtext),
                    "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                    _ => {}
                }
            }
            Token::TagToken(tag) => match page.open.pop() {
                Some(index) => {
                    if page.elements[index].name != *tag.name {
                        let fault = format!("line {line}: </{}> closes <{}>", tag.name, page.elements[index].name);
                        page.faults.push(fault);
                    }
                    page.close(index);
                }
                None => page.faults.push(format!("line {line}: </{}> closes nothing", tag.name)),
            },
            Token::CharacterTokens(text) => {
                let in_code = page.open.last().is_some_and(|&index| ["script", "style"].contains(&page.elements[index].name.as_str()));
                if !in_code {
                    page.text.push_str(&text);
                }
            }
            Token::ParseError(error) => page.faults.push(format!("line {line}: {error}")),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
