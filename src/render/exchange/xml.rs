//! Elements → XML: the one place that names `quick_xml`.

use bytes::Bytes;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;

/// An element with its attributes and what it holds.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Vec<Node>,
}

#[derive(Debug, Clone)]
enum Node {
    Element(Element),
    Written(Written),
    Text(String),
}

/// Elements that were written already, each on its line, to stand in several others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written(Bytes);

impl FromIterator<Element> for Written {
    fn from_iter<I: IntoIterator<Item = Element>>(elements: I) -> Self {
        let mut writer = Writer::new(Vec::new());
        for element in elements {
            if !writer.get_ref().is_empty() {
                line(&mut writer);
            }
            write(&mut writer, &element);
        }
        Self(writer.into_inner().into())
    }
}

impl Element {
    /// An empty element.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// An element that holds a text alone.
    pub(crate) fn of_text(name: &'static str, text: impl Into<String>) -> Self {
        Self::new(name).text(text)
    }

    /// Adds an attribute.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds a text.
    pub(crate) fn text(mut self, text: impl Into<String>) -> Self {
        self.content.push(Node::Text(text.into()));
        self
    }

    /// Adds an element.
    pub(crate) fn child(mut self, element: Element) -> Self {
        self.content.push(Node::Element(element));
        self
    }

    /// Adds elements.
    pub(crate) fn children(mut self, elements: impl IntoIterator<Item = Element>) -> Self {
        self.content.extend(elements.into_iter().map(Node::Element));
        self
    }

    /// Adds elements that were written already, if there are any.
    pub(crate) fn written(mut self, elements: &Written) -> Self {
        self.content.extend((!elements.0.is_empty()).then(|| Node::Written(elements.clone())));
        self
    }

    /// Whether line breaks between its parts mean nothing.
    fn is_container(&self) -> bool {
        !self.content.is_empty() && self.content.iter().all(|node| !matches!(node, Node::Text(_)))
    }
}

/// Writes a document in UTF-8, one line for each element that stands in no text.
pub(crate) fn document(root: &Element) -> Vec<u8> {
    let mut writer = begun(Vec::new());
    write(&mut writer, root);
    line(&mut writer);
    writer.into_inner()
}

/// Writes a document as [`document`] does, whose root holds many elements; each is written as it comes.
///
/// Room is made for so many of them.
pub(crate) fn document_of(root: &Element, count: usize, children: impl Iterator<Item = Element>) -> Vec<u8> {
    let mut writer = begun(Vec::with_capacity(count * LINE));
    let _ = writer.write_event(Event::Start(start(root)));
    for child in children {
        line(&mut writer);
        write(&mut writer, &child);
    }
    line(&mut writer);
    let _ = writer.write_event(Event::End(BytesEnd::new(root.name)));
    line(&mut writer);
    writer.into_inner()
}

/// Room for an element of a long list, in bytes.
const LINE: usize = 512;

/// A document of which the first line is written; writing into memory does not fail.
fn begun(room: Vec<u8>) -> Writer<Vec<u8>> {
    let mut writer = Writer::new(room);
    let _ = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    line(&mut writer);
    writer
}

fn line(writer: &mut Writer<Vec<u8>>) {
    let _ = writer.write_event(Event::Text(BytesText::from_escaped("\n")));
}

/// The start tag of an element.
fn start(element: &Element) -> BytesStart<'static> {
    let mut start = BytesStart::new(element.name);
    for (name, value) in &element.attributes {
        start.push_attribute((*name, value.as_str()));
    }
    start
}

fn write(writer: &mut Writer<Vec<u8>>, element: &Element) {
    let start = start(element);
    if element.content.is_empty() {
        let _ = writer.write_event(Event::Empty(start));
        return;
    }
    let _ = writer.write_event(Event::Start(start));
    let is_container = element.is_container();
    for node in &element.content {
        if is_container {
            line(writer);
        }
        match node {
            Node::Element(child) => write(writer, child),
            Node::Written(Written(child)) => writer.get_mut().extend_from_slice(child),
            Node::Text(text) => drop(writer.write_event(Event::Text(BytesText::new(&printable(text))))),
        }
    }
    if is_container {
        line(writer);
    }
    let _ = writer.write_event(Event::End(BytesEnd::new(element.name)));
}

/// A text without the control characters that XML 1.0 forbids.
fn printable(text: &str) -> Cow<'_, str> {
    let is_printable = |c: char| c >= ' ' || matches!(c, '\t' | '\n' | '\r');
    if text.bytes().all(|byte| is_printable(byte.into())) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|&c| is_printable(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_attributes_are_escaped_and_mixed_content_stays_on_its_line() {
        let root = Element::new("a")
            .with("b", "\"<&")
            .child(Element::of_text("c", "1 < 2 & \u{1}3").written(&[Element::new("d")].into_iter().collect()).text(" end"))
            .child(Element::new("e"));
        assert_eq!(
            String::from_utf8(document(&root)).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&amp;\">\n<c>1 &lt; 2 &amp; 3<d/> end</c>\n<e/>\n</a>\n"
        );
    }
}
