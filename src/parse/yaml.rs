//! YAML → nodes that know where they stand: the one place that names `serde_yaml` and `granit_parser`.
//!
//! Values come from `serde_yaml` alone, so that there is one semantics of scalars; positions come from the events of
//! `granit_parser`, laid over the values by walking both trees together.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::path::FileId;
use granit_parser::{Event, Parser};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
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
pub(super) fn parse(file: FileId, text: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<Node> {
    let whole = Span::new(file, offset..offset + text.len());
    let value = match serde_yaml::from_str::<Plain>(text) {
        Ok(value) => value,
        Err(error) => {
            let at = error.location().map_or(0, |location| location.index()).min(text.len());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message);
            diagnostics
                .push(Diagnostic::new(Code::YamlSyntax, caret(file, text, at, offset), format!("this is not valid YAML: {message}")).hint(
                "check indentation, quotes and brackets here and just above; put a text that holds `: ` or begins with a sign in quotes",
            ));
            return None;
        }
    };
    if value == Plain::Null {
        return Some(Node { value: Value::Mapping(Vec::new()), span: whole });
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
    Some(Overlay { events: &mut events, whole, diagnostics }.node(value))
}

/// The place of a syntax error: the character at the offset, or the last one of the text.
fn caret(file: FileId, text: &str, at: usize, offset: usize) -> Span {
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
    fn node(&mut self, value: Plain) -> Node {
        let (event, start) = self.events.next().unwrap_or((Event::SequenceEnd, self.whole));
        let aliased = matches!(event, Event::Alias(_));
        match value {
            Plain::Sequence(items) => {
                let items = items.into_iter().map(|item| if aliased { at(item, start) } else { self.node(item) }).collect();
                Node { value: Value::Sequence(items), span: self.close(start, aliased) }
            }
            Plain::Mapping(entries) => {
                let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    let (key_span, node) =
                        if aliased { (start, at(value, start)) } else { (self.node(Plain::Null).span, self.node(value)) };
                    match kept.iter().find(|entry| entry.key == key) {
                        Some(first) => self.diagnostics.push(
                            Diagnostic::new(Code::DuplicateKey, key_span, format!("`{key}` stands here a second time"))
                                .other(first.key_span, "first here")
                                .hint("remove one of the two, or give it another name"),
                        ),
                        None => kept.push(Entry { key, key_span, node }),
                    }
                }
                Node { value: Value::Mapping(kept), span: self.close(start, aliased) }
            }
            scalar => at(scalar, start),
        }
    }

    /// Takes the closing event of a sequence or mapping and spans from the opening to it.
    fn close(&mut self, start: Span, aliased: bool) -> Span {
        if aliased {
            return start;
        }
        let end = self.events.next().map_or(start, |(_, span)| span);
        Span { end: end.end.max(start.end), ..start }
    }
}

/// A value all of whose parts stand at one place, as those of an alias do.
fn at(value: Plain, span: Span) -> Node {
    let value = match value {
        Plain::Null => Value::Null,
        Plain::Bool(value) => Value::Bool(value),
        Plain::Integer(value) => Value::Integer(value),
        Plain::Float(value) => Value::Float(value),
        Plain::Text(value) => Value::Text(value),
        Plain::Sequence(items) => Value::Sequence(items.into_iter().map(|item| at(item, span)).collect()),
        Plain::Mapping(entries) => {
            Value::Mapping(entries.into_iter().map(|(key, value)| Entry { key, key_span: span, node: at(value, span) }).collect())
        }
    };
    Node { value, span }
}

/// A value without places, as `serde_yaml` gives it; unlike its own value type, duplicate keys survive.
#[derive(Debug, PartialEq)]
enum Plain {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    Sequence(Vec<Plain>),
    Mapping(Vec<(String, Plain)>),
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PlainVisitor;
        impl<'de> Visitor<'de> for PlainVisitor {
            type Value = Plain;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any YAML value")
            }
            fn visit_unit<E>(self) -> Result<Plain, E> {
                Ok(Plain::Null)
            }
            fn visit_none<E>(self) -> Result<Plain, E> {
                Ok(Plain::Null)
            }
            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Plain, D::Error> {
                Plain::deserialize(deserializer)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
                Ok(Plain::Bool(value))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
                Ok(Plain::Integer(value))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
                // Numbers beyond 2^63 are no counts of anything in a report; they go on as text and fail as such.
                Ok(i64::try_from(value).map_or_else(|_| Plain::Text(value.to_string()), Plain::Integer))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
                Ok(Plain::Float(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
                Ok(Plain::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Plain, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = access.next_element()? {
                    items.push(item);
                }
                Ok(Plain::Sequence(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Plain, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = access.next_entry::<Plain, Plain>()? {
                    let key = match key {
                        Plain::Text(key) => key,
                        Plain::Integer(key) => key.to_string(),
                        Plain::Float(key) => key.to_string(),
                        Plain::Bool(key) => key.to_string(),
                        Plain::Null => "null".to_owned(),
                        Plain::Sequence(_) | Plain::Mapping(_) => {
                            return Err(serde::de::Error::custom("a key must be a word, not a list or a mapping"));
                        }
                    };
                    entries.push((key, value));
                }
                Ok(Plain::Mapping(entries))
            }
        }
        deserializer.deserialize_any(PlainVisitor)
    }
}
