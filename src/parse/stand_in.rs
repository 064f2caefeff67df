//! What stands in for a field that is missing, while the rest of its record is read for faults.

use super::record::{Fault, SPANNED, SpannedFields};
use crate::diagnostic::Span;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, SeqAccess, Visitor};

/// A value for a field that is missing, whatever its type, so that the faults behind it come to light.
///
/// No record that holds one is handed on.
#[derive(Debug, Clone, Copy)]
pub(super) struct StandIn {
    /// Which shape is tried where the type does not say: a number, a mapping, a list.
    shape: u8,
}

impl StandIn {
    /// How many shapes there are.
    pub(super) const SHAPES: u8 = 3;

    /// A stand-in that tries this shape.
    pub(super) fn new(shape: u8) -> Self {
        Self { shape }
    }

    fn list<'de>(self) -> impl SeqAccess<'de, Error = Fault> {
        SeqDeserializer::new(std::iter::once(self))
    }
}

impl<'de> IntoDeserializer<'de, Fault> for StandIn {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for StandIn {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.shape {
            0 => visitor.visit_i64(0),
            1 => self.deserialize_map(visitor),
            _ => visitor.visit_seq(self.list()),
        }
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_bool(false)
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str("")
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_str("")
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_none()
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_seq(SeqDeserializer::<_, Fault>::new(std::iter::empty::<Self>()))
    }
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(MapDeserializer::<_, Fault>::new(std::iter::empty::<(&str, Self)>()))
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        if name == SPANNED {
            let span = Span { file: crate::path::FileId(0), start: 0, end: 0 };
            return visitor.visit_map(SpannedFields { span, reader: self, next: 0 });
        }
        visitor.visit_map(MapDeserializer::new(fields.iter().map(|&field| (field, self))))
    }
    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, words: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_enum(words.first().copied().unwrap_or_default().into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf
        unit unit_struct tuple tuple_struct identifier ignored_any
    }
}
