//! Nodes → typed records, every fault of a record in one pass.
//!
//! A serde deserializer over [`Node`]s. Serde stops at a record's first fault; [`read`] reports it at its own place, sets the
//! offending entry aside and reads again, until the record is read or cannot be. [`Spanned`] fields learn where they stand.

use super::yaml::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// The struct name by which [`Spanned`] tells the deserializer that it wants its place.
const SPANNED: &str = "$sijill::Spanned";
const SPANNED_FIELDS: &[&str] = &["file", "start", "end", "value"];

/// Reads a record of type `T`; every fault in it is reported.
///
/// Returns the record if its sound parts suffice for one, even where faults were reported.
pub(super) fn read<T: DeserializeOwned>(node: &Node, diagnostics: &mut Diagnostics) -> Option<T> {
    let mut aside = BTreeSet::new();
    loop {
        match T::deserialize(NodeReader { node, aside: &aside }) {
            Ok(record) => return Some(record),
            Err(fault) => {
                let span = fault.span.unwrap_or(node.span);
                if !fault.suppressed {
                    diagnostics.push(fault.diagnostic(span));
                }
                match fault.part {
                    Some(part) if aside.insert(part) => {}
                    _ => return None,
                }
            }
        }
    }
}

/// Reads a mapping of ids to records, such as a registry: a record that cannot be read hides no other.
pub(super) fn read_map<T: DeserializeOwned>(node: &Node, diagnostics: &mut Diagnostics) -> Vec<(Spanned<String>, T)> {
    match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .filter_map(|entry| {
                let record = read(&entry.node, diagnostics)?;
                Some((Spanned { value: entry.key.clone(), span: entry.key_span }, record))
            })
            .collect(),
        _ => {
            diagnostics.push(
                Diagnostic::new(Code::WrongType, node.span, "this file must be a mapping of ids to records")
                    .hint("begin each record with its id and a colon"),
            );
            Vec::new()
        }
    }
}

/// Why a record could not be read.
#[derive(Debug)]
struct Fault {
    kind: Kind,
    span: Option<Span>,
    /// The innermost part of the record that holds the fault.
    part: Option<Part>,
    /// Whether the fault only follows from an entry that was set aside.
    suppressed: bool,
}

/// A part of a record, by the byte at which it starts; a block item and its first key start at the same byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Entry(u32),
    Item(u32),
}

#[derive(Debug)]
enum Kind {
    UnknownField(String, &'static [&'static str]),
    UnknownWord(String, &'static [&'static str]),
    MissingField(&'static str),
    Wrong(String),
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self { kind, span: None, part: None, suppressed: false }
    }

    /// Notes where the fault is, unless a place further in is known already.
    fn within(mut self, span: Span, part: Part) -> Self {
        self.span.get_or_insert(span);
        self.part.get_or_insert(part);
        self
    }

    fn diagnostic(&self, span: Span) -> Diagnostic {
        match &self.kind {
            Kind::UnknownField(field, known) => Diagnostic::new(Code::UnknownField, span, format!("there is no field `{field}` here"))
                .nearest(field, known.iter().copied(), format!("the fields here are {}", listed(known))),
            Kind::UnknownWord(word, known) => Diagnostic::new(Code::WrongType, span, format!("`{word}` is none of the words allowed here"))
                .nearest(word, known.iter().copied(), format!("write one of {}", listed(known))),
            Kind::MissingField(field) => {
                Diagnostic::new(Code::MissingField, span, format!("the field `{field}` is missing here")).hint(format!("add `{field}: …`"))
            }
            Kind::Wrong(message) => Diagnostic::new(Code::WrongType, span, message.clone()),
        }
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Kind::Wrong(message.to_string()))
    }
    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Unit => "nothing".to_owned(),
            de::Unexpected::Seq => "a list".to_owned(),
            de::Unexpected::Map => "a mapping".to_owned(),
            de::Unexpected::Str(text) => format!("the text `{text}`"),
            de::Unexpected::Signed(number) => format!("the number `{number}`"),
            de::Unexpected::Bool(value) => format!("`{value}`"),
            other => other.to_string(),
        };
        Self::new(Kind::Wrong(format!("this must be {wanted}, not {found}")))
    }
    fn invalid_value(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        Self::invalid_type(found, wanted)
    }
    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::new(Kind::UnknownField(field.to_owned(), known))
    }
    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::new(Kind::UnknownWord(word.to_owned(), known))
    }
    fn missing_field(field: &'static str) -> Self {
        Self::new(Kind::MissingField(field))
    }
}

#[derive(Clone, Copy)]
struct NodeReader<'n> {
    node: &'n Node,
    aside: &'n BTreeSet<Part>,
}

impl<'n> NodeReader<'n> {
    fn entries<'de, V: Visitor<'de>>(self, visitor: V, entries: &'n [Entry]) -> Result<V::Value, Fault> {
        let reader = Entries { entries: entries.iter(), current: None, aside: self.aside };
        visitor.visit_map(reader).map_err(|mut fault| {
            if let (Kind::MissingField(field), None) = (&fault.kind, fault.span) {
                fault.suppressed = entries.iter().any(|e| e.key == *field && self.aside.contains(&Part::Entry(e.key_span.start)));
            }
            fault
        })
    }
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Integer(value) => visitor.visit_i64(*value),
            Value::Float(value) => visitor.visit_f64(*value),
            Value::Text(value) => visitor.visit_str(value),
            Value::Sequence(items) => visitor.visit_seq(Items { items: items.iter(), aside: self.aside }),
            Value::Mapping(entries) => self.entries(visitor, entries),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.node.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(self, name: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        if name == SPANNED {
            return visitor.visit_map(SpannedFields { reader: self, next: 0 });
        }
        match &self.node.value {
            Value::Mapping(entries) => self.entries(visitor, entries),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, words: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Text(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            _ => Err(Fault::new(Kind::Wrong(format!("this must be one of {}", listed(words))))),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Entries<'n> {
    entries: std::slice::Iter<'n, Entry>,
    current: Option<&'n Entry>,
    aside: &'n BTreeSet<Part>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let aside = self.aside;
        self.current = self.entries.find(|entry| !aside.contains(&Part::Entry(entry.key_span.start)));
        let Some(entry) = self.current else { return Ok(None) };
        let key = Node { value: Value::Text(entry.key.clone()), span: entry.key_span };
        seed.deserialize(NodeReader { node: &key, aside })
            .map(Some)
            .map_err(|fault| fault.within(entry.key_span, Part::Entry(entry.key_span.start)))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some(entry) = self.current else { return Err(Fault::new(Kind::Wrong("a value without a key".to_owned()))) };
        seed.deserialize(NodeReader { node: &entry.node, aside: self.aside }).map_err(|fault| {
            // A missing field is pointed at by the key of the record that lacks it; its own span would be a whole block.
            let span = if matches!(fault.kind, Kind::MissingField(_)) { entry.key_span } else { entry.node.span };
            fault.within(span, Part::Entry(entry.key_span.start))
        })
    }
}

struct Items<'n> {
    items: std::slice::Iter<'n, Node>,
    aside: &'n BTreeSet<Part>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let aside = self.aside;
        let Some(node) = self.items.find(|node| !aside.contains(&Part::Item(node.span.start))) else { return Ok(None) };
        seed.deserialize(NodeReader { node, aside }).map(Some).map_err(|fault| fault.within(node.span, Part::Item(node.span.start)))
    }
}

struct SpannedFields<'n> {
    reader: NodeReader<'n>,
    next: usize,
}

impl<'de> MapAccess<'de> for SpannedFields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        match SPANNED_FIELDS.get(self.next) {
            Some(field) => seed.deserialize((*field).into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let span = self.reader.node.span;
        self.next += 1;
        match self.next {
            1 => seed.deserialize(span.file.0.into_deserializer()),
            2 => seed.deserialize(span.start.into_deserializer()),
            3 => seed.deserialize(span.end.into_deserializer()),
            _ => seed.deserialize(self.reader),
        }
    }
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpannedVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: serde::Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Spanned<T>, A::Error> {
                let mut part = || access.next_entry::<String, u32>().map(|entry| entry.map_or(0, |(_, value)| value));
                let (file, start, end) = (part()?, part()?, part()?);
                let (_, value) = access.next_entry::<String, T>()?.ok_or_else(|| de::Error::custom("a place without a value"))?;
                Ok(Spanned { value, span: Span { file: crate::path::FileId(file), start, end } })
            }
        }
        deserializer.deserialize_struct(SPANNED, SPANNED_FIELDS, SpannedVisitor(std::marker::PhantomData))
    }
}
