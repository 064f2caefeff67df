//! Records → CSV: nested fields become `outer.inner` columns, lists are joined by `|`.

use super::dictionary::{Column, Kind};
use crate::parse::id::LanguageTag;
use serde_json::Value;

/// Writes records of a kind as CSV, with the columns that the dictionary names, whether or not a record fills them.
///
/// A byte order mark tells spreadsheets that it is UTF-8; a cell that a spreadsheet would run as a formula is quoted with an apostrophe.
pub(super) fn csv(kind: &Kind, languages: &[LanguageTag], records: &[Value]) -> Vec<u8> {
    let columns = kind.columns(languages);
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    // Writing into memory does not fail.
    let _ = writer.write_record(columns.iter().map(|column| column.name.as_str()));
    records.iter().for_each(|record| write(&mut writer, &columns, record));
    writer.into_inner().unwrap_or_default()
}

/// Writes one record of a kind as a line of its table.
pub(super) fn row(kind: &Kind, languages: &[LanguageTag], record: &Value) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    write(&mut writer, &kind.columns(languages), record);
    writer.into_inner().unwrap_or_default()
}

fn write(writer: &mut csv::Writer<Vec<u8>>, columns: &[Column], record: &Value) {
    let cells = columns.iter().map(|column| {
        let value = match column.part {
            Some(ref part) => &record[column.field][part],
            None => &record[column.field],
        };
        cell(value)
    });
    let _ = writer.write_record(cells);
}

fn cell(value: &Value) -> String {
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
        let table = String::from_utf8(csv(kind, &[LanguageTag::new("xx")], &[])).unwrap();
        assert!(
            table.starts_with('\u{FEFF}') && table.contains(",qualifier.xx,") && table.contains(",relation.kind,relation.measure,"),
            "{table}"
        );
    }
}
