//! YAML → nodes that know where they stand: the one place that names `serde_yaml` and `granit_parser`.
//!
//! Values come from `serde_yaml` alone, so that there is one semantics of scalars; positions come from the events of
//! `granit_parser`, laid over the values by walking both together.

use super::Places;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::path::FileId;
use granit_parser::{Event, Parser};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// A YAML value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file.
    Mapping(Vec<Entry>),
}

/// One entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The key, as text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub node: Node,
}

/// Parses `text`, which begins at byte `offset` of the file; reports syntax errors and duplicate keys.
///
/// Of a key that stands twice, the first value is kept. An empty text is a mapping without entries.
pub(super) fn parse(file: FileId, text: &str, offset: usize, places: Places, diagnostics: &mut Diagnostics) -> Option<Node> {
    let whole = Span::new(file, offset..offset + text.len());
    let repeats = Cell::new(false);
    let mut node = match (NodeSeed { span: whole, repeats: &repeats }).deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(node) => node,
        Err(error) => {
            diagnostics.push(syntax_error(&error, file, text, offset));
            return None;
        }
    };
    if node.value == Value::Null {
        return Some(Node { value: Value::Mapping(Vec::new()), span: whole });
    }
    if places == Places::OfFiles {
        if repeats.get() {
            stand_at(&mut node, whole, &mut |repeat| diagnostics.push(repeat));
        }
        return Some(node);
    }
    let mut events = Parser::new_from_str(text)
        .filter_map(Result::ok)
        .filter(|(event, _)| {
            matches!(
                event,
                Event::Scalar(..)
                    | Event::Alias(..)
                    | Event::SequenceStart(..)
                    | Event::SequenceEnd
                    | Event::MappingStart(..)
                    | Event::MappingEnd
            )
        })
        .map(|(event, span)| {
            let range = span.byte_range().unwrap_or(0..0);
            (event, Span::new(file, offset + range.start..offset + range.end))
        });
    Overlay { events: &mut events, whole, diagnostics }.place(&mut node);
    Some(node)
}

/// A syntax error in an editor's words, at the character where the parser gave up, with the place where the broken part begins.
fn syntax_error(error: &serde_yaml::Error, file: FileId, text: &str, offset: usize) -> Diagnostic {
    let whole = error.to_string();
    let (what, context) = whole.split_once(", while ").unwrap_or((&whole, ""));
    let (what, byte) = match what.split_once(" at position ") {
        Some((what, byte)) => (what, byte.parse().ok()),
        None => (what.split(" at line ").next().unwrap_or(what), None),
    };
    // The parser does not say where a second document begins.
    let byte = byte.or_else(|| {
        what.starts_with("deserializing from YAML containing more than one").then(|| text.find("\n---")).flatten().map(|at| at + 1)
    });
    // The parser counts characters, also where it speaks of an index.
    let at = error.location().map(|location| byte_at(text, location.line(), location.column()));
    let place = caret(file, text, byte.or(at).unwrap_or(0), offset);
    let (what, hint) = explained(what);
    let diagnostic = Diagnostic::new(Code::YamlSyntax, place, format!("this is not valid YAML: {what}")).hint(hint);
    match begins(context, text) {
        Some((label, at)) if offset + at != place.start as usize => diagnostic.other(caret(file, text, at, offset), label),
        _ => diagnostic,
    }
}

/// What is said of a key that is no word.
const KEY: &str = "a key must be a word, not a list or a mapping";

/// What is said of a value with a YAML tag.
const TAG: &str = "a value may not begin with a tag such as `!name`";

/// What the parser says is wrong, and what to do about it.
fn explained(what: &str) -> (&str, &'static str) {
    const INDENT: &str = "compare the indentation of this line with the lines above, and close every quote and bracket there";
    const QUOTE: &str = "put a text that begins with a sign, or that holds `: ` or ` #`, in quotes";
    // What our own visitor refuses is led by the path to the value.
    for (ours, hint) in [(KEY, "write a word; a mapping begins with one `{`"), (TAG, QUOTE)] {
        if what.ends_with(ours) {
            return (ours, hint);
        }
    }
    match what {
        "did not find expected ',' or ']'" => {
            ("a `,` or a `]` is missing before this", "close the list with `]`, and look for a quote above that is not closed")
        }
        "did not find expected ',' or '}'" => {
            ("a `,` or a `}` is missing before this", "close the mapping with `}`, and look for a quote above that is not closed")
        }
        "mapping values are not allowed in this context" => {
            ("a `:` may not stand here", "put a text that holds `: ` in quotes, or mend the indentation")
        }
        "found character that cannot start any token" => {
            ("nothing may begin with this sign", "indent with spaces and not with tabs, and put a text that begins with a sign in quotes")
        }
        "found unexpected end of stream" => ("the file ends within a quoted text", "close the quote"),
        "could not find expected ':'" => ("a `:` is missing before this", INDENT),
        "did not find expected key" => ("a key and a `:` must stand here", INDENT),
        "did not find expected '-' indicator" => ("a `-` must stand here", INDENT),
        "found a tab character that violates indentation" => ("a tab may not stand here", "indent with spaces"),
        "unknown anchor" => ("nothing above is named with this anchor", QUOTE),
        "control characters are not allowed" => ("this is a control character", "remove it; retyping the line in a plain text editor does"),
        "deserializing from YAML containing more than one document is not supported" => {
            ("a file may not be divided by `---`", "keep all in one part, or make two files")
        }
        other => (other, QUOTE),
    }
}

/// Where the part began that the parser could not finish, and what it is.
fn begins(context: &str, text: &str) -> Option<(&'static str, usize)> {
    let (what, place) = context.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let label = match what.split_once(' ')?.1 {
        "a flow sequence" | "a block collection" | "a block sequence" => "the list begins here",
        "a flow mapping" => "the mapping begins here",
        "a block mapping" => "the record begins here",
        "a quoted scalar" => "the quoted text begins here",
        _ => return None,
    };
    Some((label, byte_at(text, line.parse().ok()?, column.parse().ok()?)))
}

/// The byte of a line and a column, both counted from 1 and the column in characters.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].split_inclusive('\n').next().unwrap_or_default();
    start + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

/// The character at a byte of the text, or the last one that shows.
fn caret(file: FileId, text: &str, at: usize, offset: usize) -> Span {
    let at = at.min(text.trim_end().len());
    let start = (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
    Span::new(file, offset + start..offset + end)
}

/// Lays the events' positions over the values.
struct Overlay<'a, I> {
    events: &'a mut I,
    whole: Span,
    diagnostics: &'a mut Diagnostics,
}

impl<'e, I: Iterator<Item = (Event<'e>, Span)>> Overlay<'_, I> {
    fn next(&mut self) -> (Event<'e>, Span) {
        self.events.next().unwrap_or((Event::SequenceEnd, self.whole))
    }

    fn place(&mut self, node: &mut Node) {
        let (event, start) = self.next();
        if matches!(event, Event::Alias(_)) {
            // What is wrong with it was told where it stands first.
            return stand_at(node, start, &mut |_| ());
        }
        node.span = start;
        match &mut node.value {
            Value::Sequence(items) => items.iter_mut().for_each(|item| self.place(item)),
            Value::Mapping(entries) => {
                for entry in entries.iter_mut() {
                    entry.key_span = self.next().1;
                    self.place(&mut entry.node);
                }
                keep_first(entries, &mut |repeat| self.diagnostics.push(repeat));
            }
            _ => return,
        }
        // From the opening to what closes it.
        let end = self.events.next().map_or(start, |(_, span)| span);
        node.span.end = end.end.max(start.end);
    }
}

/// A key that stands a second time.
fn duplicate(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, span, format!("`{key}` stands here a second time"))
        .other(first, "first here")
        .hint("remove one of the two, or give it another name")
}

/// Has all parts of a value stand at one place, as those of an alias do; `tell` is told of each key that stands a second time.
fn stand_at(node: &mut Node, span: Span, tell: &mut dyn FnMut(Diagnostic)) {
    node.span = span;
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(|item| stand_at(item, span, tell)),
        Value::Mapping(entries) => {
            for entry in entries.iter_mut() {
                entry.key_span = span;
                stand_at(&mut entry.node, span, tell);
            }
            keep_first(entries, tell);
        }
        _ => {}
    }
}

/// Of keys that stand a second time keeps the first; `tell` is told of the others.
fn keep_first(entries: &mut Vec<Entry>, tell: &mut dyn FnMut(Diagnostic)) {
    if !has_repeats(entries) {
        return;
    }
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        match kept.iter().find(|other| other.key == entry.key) {
            Some(first) => tell(duplicate(&entry.key, entry.key_span, first.key_span)),
            None => kept.push(entry),
        }
    }
    *entries = kept;
}

/// Whether a key stands a second time.
fn has_repeats(entries: &[Entry]) -> bool {
    /// So few keys are compared each with all others.
    const FEW: usize = 16;
    if entries.len() <= FEW {
        return entries.iter().enumerate().any(|(at, entry)| entries[..at].iter().any(|other| other.key == entry.key));
    }
    let mut keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

/// Reads a value as `serde_yaml` gives it, all of whose parts then stand at one place; unlike in its own value type, keys that stand a second time
/// survive, and are noted.
#[derive(Clone, Copy)]
struct NodeSeed<'r> {
    span: Span,
    repeats: &'r Cell<bool>,
}

impl NodeSeed<'_> {
    fn node<E>(self, value: Value) -> Result<Node, E> {
        Ok(Node { value, span: self.span })
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        self.node(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Node, E> {
        self.node(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        self.node(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        self.node(Value::Integer(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        // Numbers beyond 2^63 are no counts of anything in a report; they go on as text and fail as such.
        self.node(i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Integer))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        self.node(Value::Float(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        self.node(Value::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(self)? {
            items.push(item);
        }
        self.node(Value::Sequence(items))
    }
    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Node, A::Error> {
        Err(serde::de::Error::custom(TAG))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(Key(key)) = access.next_key()? {
            entries.push(Entry { key, key_span: self.span, node: access.next_value_seed(self)? });
        }
        self.repeats.set(self.repeats.get() || has_repeats(&entries));
        self.node(Value::Mapping(entries))
    }
}

/// A key, as it is written: one that looks like a number or a truth value is a word all the same.
struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(KEY)
            }
            fn visit_str<E>(self, value: &str) -> Result<Key, E> {
                Ok(Key(value.to_owned()))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}
