//! A record of open data: its fields, in parts that other records may have too.
//!
//! A measure that thirty States reported is thirty records which differ in the State alone: what they share is made, and written, once.

use super::dictionary::Column;
use super::table::cell;
use serde_json::{Map, Value};
use std::cell::OnceCell;
use std::rc::Rc;

/// Fields that stand behind one another in each of their records.
pub(super) struct Part {
    fields: Map<String, Value>,
    /// The fields as JSON, as they stand in a record in a list: indented, without the record's braces.
    json: OnceCell<String>,
    /// What stands in the cells of the table that all its records are written in, by column.
    cells: OnceCell<Vec<(usize, String)>>,
}

/// Makes a part of an object; there are no fields in anything else.
pub(super) fn part(object: Value) -> Rc<Part> {
    let fields = match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Rc::new(Part { fields, json: OnceCell::new(), cells: OnceCell::new() })
}

impl Part {
    fn json(&self) -> &str {
        self.json.get_or_init(|| {
            let object = serde_json::to_string_pretty(&self.fields).unwrap_or_default();
            let fields = object.strip_prefix("{\n").and_then(|rest| rest.strip_suffix("\n}")).unwrap_or_default();
            // A line break is never part of a value: in one it is escaped.
            fields.split('\n').map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
        })
    }

    fn cells(&self, columns: &[Column]) -> &[(usize, String)] {
        self.cells.get_or_init(|| {
            let cells = columns.iter().enumerate().filter_map(|(place, column)| {
                let value = self.fields.get(column.field)?;
                Some((place, cell(column.part.as_ref().map_or(value, |part| &value[part]))))
            });
            cells.collect()
        })
    }
}

/// A record; no field stands in two of its parts.
pub(super) struct Record(pub(super) Vec<Rc<Part>>);

impl Record {
    /// The record as JSON, as it stands in a list.
    pub(super) fn write(&self, json: &mut Vec<u8>) {
        json.extend_from_slice(b"{\n");
        for (index, part) in self.0.iter().enumerate() {
            if index > 0 {
                json.extend_from_slice(b",\n");
            }
            json.extend_from_slice(part.json().as_bytes());
        }
        json.extend_from_slice(b"\n  }");
    }

    /// What stands in each column of its table; nothing in those of fields that it does not have.
    pub(super) fn cells(&self, columns: &[Column]) -> Vec<&str> {
        let mut row = vec![""; columns.len()];
        for (place, cell) in self.0.iter().flat_map(|part| part.cells(columns)) {
            row[*place] = cell;
        }
        row
    }
}
