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
        if records.is_empty() {
            return;
        }
        let Self(written) = self;
        let is_first = written.is_empty();
        if !is_first {
            written.truncate(written.len() - END.len());
            written.push(b',');
        }
        let begin = written.len();
        // Writing into memory does not fail, and every record is JSON.
        let _ = serde_json::to_writer_pretty(&mut *written, records);
        if is_first {
            written.reserve(written.len().saturating_mul(more));
        } else {
            written.remove(begin);
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

    #[test]
    fn records_that_are_added_in_several_goes_are_written_as_if_they_came_in_one() {
        let records = [json!({"id": "a", "states": ["AR", "DE"]}), json!({"id": "b", "states": []}), json!({"id": "c"})];
        let records = records.map(|own| Record(vec![part(own), part(json!({"report": "r"}))]));
        for cut in 0..=records.len() {
            let mut list = List::default();
            for records in [&records[..cut], &[], &records[cut..]] {
                list.add(records, 1);
            }
            assert_eq!(String::from_utf8(list.finish()).unwrap(), serde_json::to_string_pretty(&records).unwrap() + "\n");
        }
        assert_eq!(List::default().finish(), b"[]\n");
    }
}
