//! Records → JSON: one list, to which records are added some at a time, so that those of a whole site need not be held at once.

use super::record::Record;

/// What stands behind the last record of a list.
const END: &[u8] = b"\n]";

/// A list of records as it is written.
#[derive(Default)]
pub(super) struct List(Vec<u8>);

impl List {
    /// Adds records to the end.
    pub(super) fn add(&mut self, records: &[Record]) {
        let Self(written) = self;
        for record in records {
            if written.is_empty() {
                written.push(b'[');
            } else {
                written.truncate(written.len() - END.len());
                written.push(b',');
            }
            written.extend_from_slice(b"\n  ");
            record.write(written);
            written.extend_from_slice(END);
        }
    }

    /// The whole file.
    pub(super) fn finish(self) -> Vec<u8> {
        let Self(mut written) = self;
        if written.is_empty() {
            written.extend_from_slice(b"[]");
        }
        written.push(b'\n');
        written
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::part;
    use super::*;
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
        for cut in 0..=records.len() {
            let mut list = List::default();
            for records in [&records[..cut], &[], &records[cut..]] {
                list.add(records);
            }
            assert_eq!(String::from_utf8(list.finish()).unwrap(), serde_json::to_string_pretty(&whole).unwrap() + "\n");
        }
        assert_eq!(List::default().finish(), b"[]\n");
    }
}
