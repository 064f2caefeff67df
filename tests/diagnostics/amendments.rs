//! What amends a report: corrigenda and addenda that extend another symbol, come before the report, or change what it does not have.

use crate::support::site::{SmallSite, bilingual, english};

/// A sound record in English, one line.
const CORRIGENDUM: &str =
    "corr-1: {symbol: A/1/1/Corr.1, date: 2012-08-01, label: {en: Slips}, changes: [{paragraph: 1, label: {en: A word is added}}]}\n";

/// Adds the record, with `to` in the place of `from`.
fn amended(from: &str, to: &str) -> SmallSite {
    english().file("seeds/r/amendments.yaml", CORRIGENDUM).edit("seeds/r/amendments.yaml", from, to)
}

/// Adds a record in both languages, with `to` in the place of `from`.
fn amended_in_both(from: &str, to: &str) -> SmallSite {
    bilingual()
        .file(
            "seeds/r/amendments.yaml",
            "corr-1:\n  symbol: A/1/1/Corr.1\n  date: 2012-08-01\n  languages: [ar, en]\n  label: {en: Slips, ar: هفوات}\n  changes:\n    \
             - paragraph: 1\n      label: {en: A word is added, ar: تضاف كلمة}\n      before: {en: As it was, ar: كما كان}\n",
        )
        .edit("seeds/r/amendments.yaml", from, to)
}

cases! {
    an_amendment_of_another_report: amended("A/1/1/Corr.1", "A/1/2/Corr.1") => ["seeds/r/amendments.yaml:1:18 invalid-value"];
    an_amendment_of_a_kind_that_is_misspelt: amended("A/1/1/Corr.1", "A/1/1/Cor.1") => ["seeds/r/amendments.yaml:1:18 invalid-value"];
    an_amendment_of_an_unknown_kind: amended("A/1/1/Corr.1", "A/1/1/L.1") => ["seeds/r/amendments.yaml:1:18 invalid-value"];
    an_amendment_without_its_number: amended("A/1/1/Corr.1", "A/1/1/Corr.") => ["seeds/r/amendments.yaml:1:18 invalid-value"];
    an_amendment_under_the_symbol_of_the_report: amended("A/1/1/Corr.1", "A/1/1") => ["seeds/r/amendments.yaml:1:18 invalid-value"];
    an_amendment_without_a_symbol: amended("symbol: A/1/1/Corr.1, ", "") => ["seeds/r/amendments.yaml:1:1 missing-field"];
    an_amendment_with_a_misspelt_field: amended("changes:", "change:") => ["seeds/r/amendments.yaml:1:70 unknown-field"];
    an_amendment_with_capital_letters_in_its_id: amended("corr-1:", "Corr.1:") => ["seeds/r/amendments.yaml:1:1 invalid-value"];
    two_amendments_with_one_symbol: amended("corr-1:", "corr-0: {symbol: A/1/1/Corr.1, label: {en: More slips}}\ncorr-1:") => [
        "seeds/r/amendments.yaml:2:18 duplicate-id",
    ];
    two_amendments_with_one_id: amended("corr-1:", "corr-1: {symbol: A/1/1/Corr.2, label: {en: More slips}}\ncorr-1:") => [
        "seeds/r/amendments.yaml:2:1 duplicate-key",
    ];
    an_amendment_on_a_date_that_is_no_date: amended("2012-08-01", "1 August 2012") => ["seeds/r/amendments.yaml:1:38 invalid-value"];
    an_amendment_on_a_day_that_its_month_does_not_have: amended("2012-08-01", "2013-02-29") => ["seeds/r/amendments.yaml:1:38 invalid-value"];
    an_amendment_from_before_the_report: amended("2012-08-01", "2012-07-01") => ["seeds/r/amendments.yaml:1:38 invalid-value"];
    an_amendment_of_an_unknown_paragraph: amended("paragraph: 1", "paragraph: 11") => ["seeds/r/amendments.yaml:1:92 unknown-paragraph"];
    an_amendment_of_an_unknown_footnote: amended("paragraph: 1", "paragraph: {footnote: 4}") => [
        "seeds/r/amendments.yaml:1:92 unknown-footnote",
    ];
    an_amendment_of_a_paragraph_that_is_no_number: amended("paragraph: 1", "paragraph: one") => ["seeds/r/amendments.yaml:1:92 wrong-type"];
    an_amendment_that_does_not_say_what_changes: amended(", label: {en: A word is added}", "") => ["seeds/r/amendments.yaml:1:80 missing-field"];
    an_amendment_that_does_not_say_where_it_is_read: amended("label: {en: Slips}", "official: {en: undocs.org/A/1/1}, label: {en: Slips}") => [
        "seeds/r/amendments.yaml:1:65 invalid-value",
    ];
    an_amendment_in_a_language_that_the_report_lacks: amended_in_both("[ar, en]", "[ar, fr]") => ["seeds/r/amendments.yaml:4:19 unknown-language"];
    an_amendment_that_names_a_language_twice: amended_in_both("[ar, en]", "[ar, ar]") => ["seeds/r/amendments.yaml:4:19 duplicate-id"];
    an_amendment_in_no_language: amended_in_both("[ar, en]", "[]") => ["seeds/r/amendments.yaml:4:14 invalid-value"];
    an_amendment_without_its_label_in_one_of_the_languages: amended_in_both(", ar: هفوات", "") => ["seeds/r/amendments.yaml:5:10 missing-text"];
    a_change_without_its_label_in_one_of_the_languages: amended_in_both(", ar: تضاف كلمة", "") => ["seeds/r/amendments.yaml:8:14 missing-text"];
    an_earlier_wording_without_one_of_the_languages: amended_in_both(", ar: كما كان", "") => ["seeds/r/amendments.yaml:9:15 missing-text"];
}

#[test]
fn an_amendment_without_a_fault_is_published() {
    for site in [amended("Slips", "Mended slips"), amended_in_both("[ar, en]", "[en, ar]")] {
        let run = site.unpublished().build("human");
        assert_eq!(run.status, Some(0), "{}", run.stderr);
    }
}

#[test]
fn an_amendment_that_was_issued_for_one_language_needs_no_text_in_the_other() {
    let run = amended_in_both("[ar, en]", "[ar]").edit("seeds/r/amendments.yaml", "{en: Slips, ar", "{ar").unpublished().build("human");
    assert_eq!(run.status, Some(0), "{}", run.stderr);
}
