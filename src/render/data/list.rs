//! Records → JSON and CSV: two files of one kind, to which records are added a report at a time, so that those of a whole site need not be held
//! at once.

use super::dictionary::{Column, Kind};
use super::record::Record;
use super::table;
use crate::Error;
use crate::parse::id::LanguageTag;

/// Records as they stand in the two files.
#[derive(Default)]
pub(super) struct Written {
    /// As JSON, in a list.
    json: Vec<u8>,
    /// As lines of a table.
    csv: Vec<u8>,
}

impl Written {
    /// Writes records, with the columns of a table.
    pub(super) fn new(records: &[Record], columns: &[Column]) -> Self {
        let mut json = Vec::new();
        for record in records {
            json.extend_from_slice(if json.is_empty() { b"\n  " } else { b",\n  " });
            record.write(&mut json);
        }
        Self { json, csv: table::rows(columns, records) }
    }
}

/// The two files: each takes what is added to its end.
pub(super) trait Pair {
    /// Adds to the list.
    fn json(&mut self, bytes: &[u8]) -> Result<(), Error>;
    /// Adds to the table.
    fn csv(&mut self, bytes: &[u8]) -> Result<(), Error>;
}

/// The two files in memory.
impl Pair for (Vec<u8>, Vec<u8>) {
    fn json(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn csv(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.1.extend_from_slice(bytes);
        Ok(())
    }
}

/// A list and a table as they are written.
pub(super) struct List<P> {
    files: P,
    is_empty: bool,
}

impl<P: Pair> List<P> {
    /// Begins two files of a kind.
    pub(super) fn begin(mut files: P, kind: &Kind, languages: &[LanguageTag]) -> Result<Self, Error> {
        files.json(b"[")?;
        files.csv(&table::head(&kind.columns(languages)))?;
        Ok(Self { files, is_empty: true })
    }

    /// Adds records to the end.
    pub(super) fn add(&mut self, Written { json, csv }: &Written) -> Result<(), Error> {
        if !json.is_empty() {
            if !std::mem::take(&mut self.is_empty) {
                self.files.json(b",")?;
            }
            self.files.json(json)?;
        }
        self.files.csv(csv)
    }

    /// Ends the two files.
    pub(super) fn end(mut self) -> Result<P, Error> {
        self.files.json(if self.is_empty { b"]\n" } else { b"\n]\n" })?;
        Ok(self.files)
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::part;
    use super::*;
    use crate::render::data::dictionary::KINDS;
    use serde_json::json;
    use std::rc::Rc;

    #[test]
    fn records_are_written_as_one_list_however_they_are_parted_and_added() {
        let whole = [
            json!({"id": "a", "texts": {"en": "one\ntwo"}, "states": ["AR", "DE"], "report": "r", "at": {"of": null}}),
            json!({"id": "b", "states": [], "report": "r", "at": {"of": null}}),
            json!({"id": "c", "report": "r", "at": {"of": null}}),
        ];
        let own =
            [json!({"id": "a", "texts": {"en": "one\ntwo"}, "states": ["AR", "DE"]}), json!({"id": "b", "states": []}), json!({"id": "c"})];
        let shared = part(json!({"report": "r", "at": {"of": null}}));
        let records = own.map(|own| Record(vec![part(own), Rc::clone(&shared)]));
        let (kind, languages) = (&KINDS[0], [LanguageTag::new("xx")]);
        let columns = kind.columns(&languages);
        let begin = || List::begin((Vec::new(), Vec::new()), kind, &languages).unwrap();
        let mut tables = Vec::new();
        for cut in 0..=records.len() {
            let mut list = begin();
            for records in [&records[..cut], &[], &records[cut..]] {
                list.add(&Written::new(records, &columns)).unwrap();
            }
            let (json, csv) = list.end().unwrap();
            assert_eq!(String::from_utf8(json).unwrap(), serde_json::to_string_pretty(&whole).unwrap() + "\n");
            tables.push(String::from_utf8(csv).unwrap());
        }
        assert_eq!(tables[0].lines().count(), 1 + whole.len(), "{}", tables[0]);
        assert!(tables.iter().all(|table| *table == tables[0]), "{tables:?}");
        assert_eq!(begin().end().unwrap().0, b"[]\n");
    }
}
