//! Records → CSV: nested fields become `outer.inner` columns, lists are joined by `|`.

use super::dictionary::{Column, Kind};
use super::record::Record;
use crate::parse::id::LanguageTag;
use serde_json::Value;

/// Records of a kind as CSV, with the columns that the dictionary names, whether or not a record fills them.
///
/// A byte order mark tells spreadsheets that it is UTF-8; a cell that a spreadsheet would run as a formula is quoted with an apostrophe.
pub(super) struct Table {
    columns: Vec<Column>,
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    /// One without records.
    pub(super) fn new(kind: &Kind, languages: &[LanguageTag]) -> Self {
        let columns = kind.columns(languages);
        let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
        // Writing into memory does not fail.
        let _ = writer.write_record(columns.iter().map(|column| column.name.as_str()));
        Self { columns, writer }
    }

    /// Adds records to the end.
    pub(super) fn add(&mut self, records: &[Record]) {
        records.iter().for_each(|record| write(&mut self.writer, &self.columns, record));
    }

    /// The whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// Writes one record of a kind as a line of its table.
pub(super) fn row(kind: &Kind, languages: &[LanguageTag], record: &Record) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    write(&mut writer, &kind.columns(languages), record);
    writer.into_inner().unwrap_or_default()
}

/// Adds a record; writing into memory does not fail.
fn write(writer: &mut csv::Writer<Vec<u8>>, columns: &[Column], record: &Record) {
    let _ = writer.write_record(record.cells(columns));
}

/// What stands in a cell for a value.
pub(super) fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().any(Value::is_object) => value.to_string(),
        Value::Array(items) => {
            items.iter().map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect::<Vec<_>>().join("|")
        }
        // A number is no formula, whatever its sign.
        Value::Number(number) => return number.to_string(),
        other => other.to_string(),
    };
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::data::dictionary::KINDS;
    use serde_json::json;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_quoted_and_a_number_is_not() {
        assert_eq!(cell(&json!("=1+1")), "'=1+1");
        assert_eq!(cell(&json!("@x")), "'@x");
        assert_eq!(cell(&json!(-3)), "-3");
        assert_eq!(cell(&json!(["AR", "DE"])), "AR|DE");
    }

    #[test]
    fn a_table_without_records_still_has_every_column() {
        let kind = KINDS.iter().find(|kind| kind.name == "measures").unwrap();
        let table = String::from_utf8(Table::new(kind, &[LanguageTag::new("xx")]).finish()).unwrap();
        assert!(
            table.starts_with('\u{FEFF}') && table.contains(",qualifier.xx,") && table.contains(",relation.kind,relation.measure,"),
            "{table}"
        );
    }
}
