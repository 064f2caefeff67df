//! Records → JSON: one list, to which records are added some at a time, so that those of a whole site need not be held at once.

use super::record::Record;

/// What stands behind the last record of a list.
const END: &[u8] = b"\n]";

/// A list of records as it is written.
#[derive(Default)]
pub(super) struct List(Vec<u8>);

impl List {
    /// Adds records to the end; behind the first ones, makes room for those that so many reports more may have.
    pub(super) fn add(&mut self, records: &[Record], more: usize) {
        let Self(written) = self;
        let is_first = written.is_empty();
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
        if is_first {
            written.reserve(written.len().saturating_mul(more));
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
        let own =
            [json!({"id": "a", "texts": {"en": "one\ntwo"}, "states": ["AR", "DE"]}), json!({"id": "b", "states": []}), json!({"id": "c"})];
        let shared = part(json!({"report": "r", "at": {"of": null}}));
        let records = own.clone().map(|own| Record(vec![part(own), Rc::clone(&shared)]));
        let whole =
            own.map(|own| json!({"id": own["id"], "texts": own["texts"], "states": own["states"], "report": "r", "at": {"of": null}}));
        let whole = whole.map(|mut whole| {
            whole.as_object_mut().unwrap().retain(|field, value| field == "at" || !value.is_null());
            whole
        });
        for cut in 0..=records.len() {
            let mut list = List::default();
            for records in [&records[..cut], &[], &records[cut..]] {
                list.add(records, 1);
            }
            assert_eq!(String::from_utf8(list.finish()).unwrap(), serde_json::to_string_pretty(&whole).unwrap() + "\n");
        }
        assert_eq!(List::default().finish(), b"[]\n");
    }
}
