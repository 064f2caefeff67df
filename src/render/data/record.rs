//! A record of open data: its fields, in parts that other records may have too.
//!
//! A measure that thirty States reported is thirty records which differ in the State alone: what they share is made once.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};
use std::rc::Rc;

/// Fields that stand behind one another in each of their records.
pub(super) type Part = Rc<Map<String, Value>>;

/// Makes a part of an object; there are no fields in anything else.
pub(super) fn part(object: Value) -> Part {
    match object {
        Value::Object(fields) => Rc::new(fields),
        _ => Part::default(),
    }
}

/// A record.
pub(super) struct Record(pub(super) Vec<Part>);

impl Record {
    /// A field; null, if the record has none of this name.
    pub(super) fn get(&self, field: &str) -> &Value {
        self.0.iter().find_map(|part| part.get(field)).unwrap_or(&Value::Null)
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, value) in self.0.iter().flat_map(|part| part.iter()) {
            map.serialize_entry(field, value)?;
        }
        map.end()
    }
}
