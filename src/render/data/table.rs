//! Records → CSV: nested fields become `outer.inner` columns, lists are joined by `|`.

use super::dictionary::Column;
use super::record::Record;
use serde_json::Value;

/// The head of a table, with the columns that the dictionary names, whether or not a record fills them.
///
/// A byte order mark tells spreadsheets that it is UTF-8; a cell that a spreadsheet would run as a formula is quoted with an apostrophe.
pub(super) fn head(columns: &[Column]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    // Writing into memory does not fail.
    let _ = writer.write_record(columns.iter().map(|column| column.name.as_str()));
    writer.into_inner().unwrap_or_default()
}

/// Records as lines of a table with these columns.
pub(super) fn rows(columns: &[Column], records: &[Record]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        // Writing into memory does not fail.
        let _ = writer.write_record(record.cells(columns));
    }
    writer.into_inner().unwrap_or_default()
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
    use crate::parse::id::LanguageTag;
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
        let table = String::from_utf8(head(&kind.columns(&[LanguageTag::new("xx")]))).unwrap();
        assert!(
            table.starts_with('\u{FEFF}') && table.contains(",qualifier.xx,") && table.contains(",relation.kind,relation.measure,"),
            "{table}"
        );
    }
}
