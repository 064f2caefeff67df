//! Nodes → typed records, every fault of a record in one pass.
//!
//! A serde deserializer over [`Node`]s. Serde stops at a record's first fault; [`read`] reports it at its own place, sets the
//! offending entry aside and reads again, until the record is read or cannot be. [`Spanned`] fields learn where they stand.

use super::stand_in::StandIn;
use super::yaml::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Spanned, nearest};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The struct name by which [`Spanned`] tells the deserializer that it wants its place.
pub(super) const SPANNED: &str = "$sijill::Spanned";
const SPANNED_FIELDS: &[&str] = &["file", "start", "end", "value"];

/// Reads a record of type `T`; every fault in it is reported.
///
/// Returns the record if its sound parts suffice for one, even where faults were reported.
pub(super) fn read<T: DeserializeOwned>(node: &Node, diagnostics: &mut Diagnostics) -> Option<T> {
    let first_key = match &node.value {
        Value::Mapping(entries) => entries.first().map(|entry| entry.key_span),
        _ => None,
    };
    read_at(node, first_key.unwrap_or(node.span), diagnostics)
}

/// Reads a record that is pointed at, as a whole, by `head`, such as by its id.
fn read_at<T: DeserializeOwned>(node: &Node, head: Span, diagnostics: &mut Diagnostics) -> Option<T> {
    let mut repairs = Repairs::default();
    // Missing fields are stood in for until every fault was told; what is then handed on is read without them.
    let mut telling = true;
    // Fields that a misspelt one stands for, which are then not missing.
    let mut misspelt: BTreeSet<Absent> = BTreeSet::new();
    loop {
        let fault = match T::deserialize(NodeReader { node, repairs: &repairs }) {
            Ok(record) if repairs.stand_ins.is_empty() => return Some(record),
            Ok(_) => None,
            Err(fault) => Some(fault),
        };
        if let Some(fault) = &fault
            && telling
        {
            if let (Some(meant), Some(Part::Entry { mapping, .. })) = (fault.meant(), fault.part) {
                misspelt.insert((mapping, meant));
            }
            if !fault.suppressed && fault.absent.is_none_or(|absent| !misspelt.contains(&absent)) {
                diagnostics.push(fault.diagnostic(fault.span.unwrap_or(head)));
            }
            if fault.absent.is_some_and(|absent| repairs.stand_in(absent)) {
                continue;
            }
        }
        match fault.and_then(|fault| fault.part) {
            Some(part) if repairs.aside.insert(part) => {
                if let Part::Entry { mapping, .. } = part {
                    let unread = Span { start: mapping, end: mapping, ..node.span };
                    diagnostics.note_unread_record(Code::MissingText, &super::localized::key(unread));
                }
            }
            _ if telling && !repairs.stand_ins.is_empty() => {
                telling = false;
                repairs.stand_ins.clear();
            }
            _ => return None,
        }
    }
}

/// Reads a mapping of ids to records, such as a registry: a record that cannot be read hides no other.
///
/// What cannot be read is noted for `codes`, those of the faults that would otherwise follow from its absence.
pub(super) fn read_map<T: DeserializeOwned>(node: &Node, codes: &[Code], diagnostics: &mut Diagnostics) -> Vec<(Spanned<String>, T)> {
    match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .filter_map(|entry| {
                let faults = diagnostics.iter().len();
                let record = read_at(&entry.node, entry.key_span, diagnostics);
                if diagnostics.iter().len() > faults {
                    diagnostics.note_unread_record(Code::InvalidValue, &super::localized::key(entry.key_span));
                }
                if record.is_none() {
                    codes.iter().for_each(|&code| diagnostics.note_unread_record(code, &entry.key));
                }
                Some((Spanned { value: entry.key.clone(), span: entry.key_span }, record?))
            })
            .collect(),
        _ => {
            codes.iter().for_each(|&code| diagnostics.note_unread(code));
            diagnostics.push(
                Diagnostic::new(Code::WrongType, node.span, "this file must be a mapping of ids to records")
                    .hint("begin each record with its id and a colon"),
            );
            Vec::new()
        }
    }
}

/// What is done about the faults found so far, so that the next one comes to light.
#[derive(Debug, Default)]
struct Repairs {
    /// Parts that are passed over.
    aside: BTreeSet<Part>,
    /// Missing fields that are stood in for, each with the shape that is tried.
    stand_ins: BTreeMap<Absent, u8>,
}

impl Repairs {
    /// Stands in for a missing field, with another shape each time; whether any shape was left.
    fn stand_in(&mut self, absent: Absent) -> bool {
        let shape = self.stand_ins.entry(absent).and_modify(|shape| *shape += 1).or_insert(0);
        *shape < StandIn::SHAPES
    }
}

/// A missing field: the byte at which its mapping starts, and its name.
type Absent = (u32, &'static str);

/// Why a record could not be read.
#[derive(Debug)]
pub(super) struct Fault {
    kind: Kind,
    span: Option<Span>,
    /// The innermost part of the record that holds the fault.
    part: Option<Part>,
    /// The field whose absence is the fault.
    absent: Option<Absent>,
    /// Whether the fault only follows from an entry that was set aside or stood in for.
    suppressed: bool,
}

/// A part of a record, by the byte at which it starts; a block item and its first key start at the same byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Entry { key: u32, mapping: u32 },
    Item(u32),
}

#[derive(Debug)]
enum Kind {
    UnknownField(String, &'static [&'static str]),
    UnknownWord(String, &'static [&'static str]),
    MissingField(&'static str),
    NoValue(String),
    Wrong { message: String, hint: Option<String> },
}

impl Fault {
    fn new(kind: Kind) -> Self {
        Self { kind, span: None, part: None, absent: None, suppressed: false }
    }

    /// Notes where the fault is, unless a place further in is known already.
    fn within(mut self, span: Span, part: Part) -> Self {
        self.span.get_or_insert(span);
        self.part.get_or_insert(part);
        self
    }

    /// The field that an unknown one was most likely meant for.
    fn meant(&self) -> Option<&'static str> {
        match &self.kind {
            Kind::UnknownField(field, known) => nearest(field, known.iter().copied()),
            _ => None,
        }
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
            Kind::NoValue(wanted) => Diagnostic::new(Code::WrongType, span, "this field has no value")
                .hint(format!("write {wanted} behind the colon, or remove the line")),
            Kind::Wrong { message, hint } => {
                let diagnostic = Diagnostic::new(Code::WrongType, span, message.clone());
                hint.iter().fold(diagnostic, |diagnostic, hint| diagnostic.hint(hint))
            }
        }
    }
}

/// What a field wants, in an editor's words; serde names Rust's types.
fn in_plain_words(wanted: &str) -> String {
    match wanted {
        "a string" => "a text",
        "a sequence" => "a list",
        "a map" => "a mapping",
        "a boolean" => "`true` or `false`",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or greater",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        other => other,
    }
    .to_owned()
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
        Self::new(Kind::Wrong { message: message.to_string(), hint: None })
    }
    fn invalid_type(found: de::Unexpected<'_>, wanted: &dyn de::Expected) -> Self {
        let wanted = in_plain_words(&wanted.to_string());
        let is_list = wanted == "a list";
        let (found, hint) = match found {
            de::Unexpected::Unit => return Self::new(Kind::NoValue(wanted)),
            de::Unexpected::Seq => ("a list".to_owned(), None),
            de::Unexpected::Map => ("a mapping".to_owned(), None),
            de::Unexpected::Str(text) => {
                let number = text.replace([',', ' ', '\u{a0}'], "").parse::<f64>().ok().filter(|_| wanted.contains("number"));
                let hint = number.map(|number| format!("write it without quotes or groups: `{number}`"));
                (format!("the text `{text}`"), hint.or_else(|| is_list.then(|| format!("put it in brackets: `[{text}]`"))))
            }
            scalar => {
                let (shown, found) = match scalar {
                    de::Unexpected::Signed(number) => (number.to_string(), format!("the number `{number}`")),
                    de::Unexpected::Float(number) => (number.to_string(), format!("the number `{number}`")),
                    de::Unexpected::Bool(value) => (value.to_string(), format!("`{value}`")),
                    other => (other.to_string(), other.to_string()),
                };
                (found, (wanted == "a text").then(|| format!("put it in quotes: `\"{shown}\"`")))
            }
        };
        let hint = hint.or_else(|| (wanted == "a mapping").then(|| "write keys and values, such as `{en: \"…\"}`".to_owned()));
        Self::new(Kind::Wrong { message: format!("this must be {wanted}, not {found}"), hint })
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
    repairs: &'n Repairs,
}

impl<'n> NodeReader<'n> {
    fn entries<'de, V: Visitor<'de>>(self, visitor: V, entries: &'n [Entry]) -> Result<V::Value, Fault> {
        let mapping = self.node.span.start;
        let stand_ins = self.repairs.stand_ins.range((mapping, "")..).take_while(|((start, _), _)| *start == mapping);
        let stand_ins = stand_ins.map(|(&absent, &shape)| (absent, StandIn::new(shape))).collect::<Vec<_>>().into_iter();
        let reader = Entries { mapping, entries: entries.iter(), stand_ins, current: Current::Nothing, repairs: self.repairs };
        visitor.visit_map(reader).map_err(|mut fault| {
            if let (Kind::MissingField(field), None, None) = (&fault.kind, fault.span, fault.absent) {
                let aside = |entry: &Entry| self.repairs.aside.contains(&Part::Entry { key: entry.key_span.start, mapping });
                fault.suppressed = entries.iter().any(|entry| entry.key == *field && aside(entry));
                fault.absent = Some((mapping, field));
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
            Value::Sequence(items) => visitor.visit_seq(Items { items: items.iter(), repairs: self.repairs }),
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

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == SPANNED {
            return visitor.visit_map(SpannedFields { span: self.node.span, reader: self, next: 0 });
        }
        match &self.node.value {
            Value::Mapping(entries) => self.entries(visitor, entries),
            // A list would otherwise fill the fields by position.
            Value::Null => Err(Fault::new(Kind::NoValue(format!("the fields {}", listed(fields))))),
            _ => Err(Fault::new(Kind::Wrong {
                message: "this must be a mapping of fields to values".to_owned(),
                hint: Some(format!("the fields here are {}", listed(fields))),
            })),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, words: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Text(word) => visitor.visit_enum(word.as_str().into_deserializer()),
            Value::Null => Err(Fault::new(Kind::NoValue(format!("one of {}", listed(words))))),
            _ => Err(Fault::new(Kind::Wrong {
                message: "this must be a word".to_owned(),
                hint: Some(format!("write one of {}", listed(words))),
            })),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

struct Entries<'n> {
    mapping: u32,
    entries: std::slice::Iter<'n, Entry>,
    stand_ins: std::vec::IntoIter<(Absent, StandIn)>,
    current: Current<'n>,
    repairs: &'n Repairs,
}

/// The entry whose value is read next.
enum Current<'n> {
    Nothing,
    Entry(&'n Entry),
    StandIn(Absent, StandIn),
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let (mapping, repairs) = (self.mapping, self.repairs);
        let part = |entry: &Entry| Part::Entry { key: entry.key_span.start, mapping };
        if let Some(entry) = self.entries.find(|entry| !repairs.aside.contains(&part(entry))) {
            self.current = Current::Entry(entry);
            return seed
                .deserialize(entry.key.as_str().into_deserializer())
                .map(Some)
                .map_err(|fault: Fault| fault.within(entry.key_span, part(entry)));
        }
        let Some((absent, stand_in)) = self.stand_ins.next() else { return Ok(None) };
        self.current = Current::StandIn(absent, stand_in);
        seed.deserialize(absent.1.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match std::mem::replace(&mut self.current, Current::Nothing) {
            Current::Entry(entry) => seed.deserialize(NodeReader { node: &entry.node, repairs: self.repairs }).map_err(|fault| {
                // What is not there is pointed at by the key that should have it.
                let at_key = matches!(fault.kind, Kind::MissingField(_) | Kind::NoValue(_));
                let span = if at_key { entry.key_span } else { entry.node.span };
                fault.within(span, Part::Entry { key: entry.key_span.start, mapping: self.mapping })
            }),
            Current::StandIn(absent, stand_in) => {
                seed.deserialize(stand_in).map_err(|fault| Fault { absent: Some(absent), suppressed: true, ..fault })
            }
            Current::Nothing => Err(de::Error::custom("a value without a key")),
        }
    }
}

struct Items<'n> {
    items: std::slice::Iter<'n, Node>,
    repairs: &'n Repairs,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let repairs = self.repairs;
        let Some(node) = self.items.find(|node| !repairs.aside.contains(&Part::Item(node.span.start))) else { return Ok(None) };
        seed.deserialize(NodeReader { node, repairs }).map(Some).map_err(|fault| fault.within(node.span, Part::Item(node.span.start)))
    }
}

/// The fields of a [`Spanned`], whose value comes from `reader`.
pub(super) struct SpannedFields<R> {
    pub(super) span: Span,
    pub(super) reader: R,
    pub(super) next: usize,
}

impl<'de, R: Deserializer<'de, Error = Fault> + Copy> MapAccess<'de> for SpannedFields<R> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        match SPANNED_FIELDS.get(self.next) {
            Some(field) => seed.deserialize((*field).into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let span = self.span;
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
                let mut part = || access.next_entry::<IgnoredAny, u32>().map(|entry| entry.map_or(0, |(_, value)| value));
                let (file, start, end) = (part()?, part()?, part()?);
                let (_, value) = access.next_entry::<IgnoredAny, T>()?.ok_or_else(|| de::Error::custom("a place without a value"))?;
                Ok(Spanned { value, span: Span { file: crate::path::FileId(file), start, end } })
            }
        }
        deserializer.deserialize_struct(SPANNED, SPANNED_FIELDS, SpannedVisitor(std::marker::PhantomData))
    }
}
