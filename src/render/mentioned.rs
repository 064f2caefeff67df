//! Views of which a template sees what it mentions: fields of other names are passed over, since most templates show little of what they could.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct, Serializer};

/// For how many fields of a view room is made: of the larger ones most are passed over.
const FEW: usize = 4;

/// Whether a name is mentioned.
pub(super) type IsMentioned<'m> = &'m dyn Fn(&str) -> bool;

/// A view without the fields, its own and those of what it holds, that are not mentioned.
pub(super) struct Mentioned<'m, V: ?Sized> {
    /// The view.
    pub(super) view: &'m V,
    /// What is mentioned.
    pub(super) is_mentioned: IsMentioned<'m>,
}

impl<V: Serialize + ?Sized> Serialize for Mentioned<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view.serialize(Sieve { inner: serializer, is_mentioned: self.is_mentioned })
    }
}

/// A serializer, or a part of one, that hands on what is mentioned.
struct Sieve<'m, S> {
    inner: S,
    is_mentioned: IsMentioned<'m>,
}

impl<'m, S> Sieve<'m, S> {
    /// What a value holds is sifted too.
    fn sifted<'v, V: ?Sized>(&self, view: &'v V) -> Mentioned<'v, V>
    where
        'm: 'v,
    {
        Mentioned { view, is_mentioned: self.is_mentioned }
    }
}

/// Hands on values that hold no fields.
macro_rules! handed_on {
    ($($method:ident($($name:ident: $type:ty),*);)+) => {
        $(fn $method(self, $($name: $type),*) -> Result<S::Ok, S::Error> {
            self.inner.$method($($name),*)
        })+
    };
}

impl<'m, S: Serializer> Serializer for Sieve<'m, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Sieve<'m, S::SerializeSeq>;
    type SerializeTuple = S::SerializeTuple;
    type SerializeTupleStruct = S::SerializeTupleStruct;
    type SerializeTupleVariant = S::SerializeTupleVariant;
    type SerializeMap = Sieve<'m, S::SerializeMap>;
    type SerializeStruct = Sieve<'m, S::SerializeStruct>;
    type SerializeStructVariant = S::SerializeStructVariant;

    handed_on! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_i64(value: i64);
        serialize_i128(value: i128);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_u64(value: u64);
        serialize_u128(value: u128);
        serialize_f32(value: f32);
        serialize_f64(value: f64);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    fn serialize_some<V: Serialize + ?Sized>(self, value: &V) -> Result<S::Ok, S::Error> {
        self.inner.serialize_some(&Mentioned { view: value, is_mentioned: self.is_mentioned })
    }

    /// Handed on as it is: a value that is ready for templates comes as one of these, and is known by its type.
    fn serialize_newtype_struct<V: Serialize + ?Sized>(self, name: &'static str, value: &V) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_struct(name, value)
    }

    fn serialize_newtype_variant<V: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &V,
    ) -> Result<S::Ok, S::Error> {
        self.inner.serialize_newtype_variant(name, index, variant, value)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Sieve { inner: self.inner.serialize_seq(length)?, is_mentioned: self.is_mentioned })
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.inner.serialize_tuple(length)
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        self.inner.serialize_tuple_struct(name, length)
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        self.inner.serialize_tuple_variant(name, index, variant, length)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Sieve { inner: self.inner.serialize_map(length)?, is_mentioned: self.is_mentioned })
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Sieve { inner: self.inner.serialize_struct(name, length.min(FEW))?, is_mentioned: self.is_mentioned })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        self.inner.serialize_struct_variant(name, index, variant, length)
    }
}

impl<S: SerializeStruct> SerializeStruct for Sieve<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<V: Serialize + ?Sized>(&mut self, key: &'static str, value: &V) -> Result<(), S::Error> {
        if !(self.is_mentioned)(key) {
            return self.inner.skip_field(key);
        }
        let value = self.sifted(value);
        self.inner.serialize_field(key, &value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

impl<S: SerializeSeq> SerializeSeq for Sieve<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), S::Error> {
        let value = self.sifted(value);
        self.inner.serialize_element(&value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

/// The keys of a map are data, such as languages, and no fields: none is passed over.
impl<S: SerializeMap> SerializeMap for Sieve<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<K: Serialize + ?Sized>(&mut self, key: &K) -> Result<(), S::Error> {
        self.inner.serialize_key(key)
    }

    fn serialize_value<V: Serialize + ?Sized>(&mut self, value: &V) -> Result<(), S::Error> {
        let value = self.sifted(value);
        self.inner.serialize_value(&value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.inner.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    struct Page {
        title: &'static str,
        root: Option<Link>,
        others: Vec<Link>,
        names: BTreeMap<&'static str, Link>,
    }

    #[derive(Serialize)]
    struct Link {
        href: &'static str,
        text: &'static str,
    }

    #[test]
    fn fields_are_passed_over_at_every_depth_and_keys_of_maps_are_not() {
        let link = || Link { href: "a.html", text: "A" };
        let page = Page { title: "One", root: Some(link()), others: vec![link()], names: [("en", link())].into() };
        let seen =
            |mentioned: &[&str]| serde_json::to_value(Mentioned { view: &page, is_mentioned: &|name| mentioned.contains(&name) }).unwrap();
        assert_eq!(seen(&["title"]), json!({"title": "One"}));
        assert_eq!(seen(&["root", "others", "href"]), json!({"root": {"href": "a.html"}, "others": [{"href": "a.html"}]}));
        assert_eq!(seen(&["names", "text"]), json!({"names": {"en": {"text": "A"}}}));
    }
}
