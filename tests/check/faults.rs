//! Faults injected one at a time into copies of the real site: each is found where it stands, and nothing else is.
//!
//! Only words and facts are broken here, so the pages need not be made; what only shows in pages is in [`super::pages`].

use super::site::{Folder, found};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// One fault: what is changed, and all that is then found.
struct Fault {
    name: &'static str,
    /// Files of the report, what stands there, and what stands there instead.
    edits: Vec<(&'static str, String, String)>,
    /// Codes, each with the file and the beginning of a line (or a part of it) at which it is found.
    found: Vec<(&'static str, &'static str, &'static str)>,
}

fn fault(name: &'static str) -> Fault {
    Fault { name, edits: Vec::new(), found: Vec::new() }
}

impl Fault {
    fn edit(mut self, file: &'static str, from: &str, to: &str) -> Self {
        self.edits.push((file, from.to_owned(), to.to_owned()));
        self
    }

    /// Drops the line that begins so.
    fn drop(self, file: &'static str, line: &str) -> Self {
        self.edit(file, &format!("\u{0}{line}"), "")
    }

    fn finds(mut self, code: &'static str, file: &'static str, line: &'static str) -> Self {
        self.found.push((code, file, line));
        self
    }
}

/// The path of a file of the report.
fn path(file: &str) -> String {
    if file.starts_with("seeds/") { file.to_owned() } else { format!("content/a-67-170/{file}") }
}

#[test]
fn the_untouched_site_has_no_faults_in_words_facts_or_pages() {
    let folder = Folder::real();
    let outcome = folder.build();
    assert_eq!(found(&outcome.diagnostics, &outcome.sources), [] as [String; 0]);
    assert!(!outcome.external.is_empty(), "the pages were read");
}

#[test]
fn every_injected_fault_is_found_where_it_stands_and_nothing_else_is() {
    let faults = faults();
    assert!(faults.len() >= 60, "{}", faults.len());
    let wrong: Vec<String> = faults.par_iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of {} faults are not found as they should be:\n{}", wrong.len(), faults.len(), wrong.join("\n"));
}

/// What is wrong with how a fault is found.
fn wrong(fault: &Fault) -> Option<String> {
    let folder = Folder::real();
    // Whatever changes in one language alone is also told as a translation left behind, which has its own test.
    std::fs::remove_file(folder.path().join("seeds/a-67-170/agreed.yaml")).unwrap();
    for (file, from, to) in &fault.edits {
        let text = folder.read(&path(file));
        let (count, text) = match from.strip_prefix('\0') {
            Some(line) => {
                let (dropped, kept): (Vec<&str>, Vec<&str>) = text.split_inclusive('\n').partition(|own| own.starts_with(line));
                (dropped.len(), kept.concat())
            }
            None => (text.matches(from.as_str()).count(), text.replace(from.as_str(), to)),
        };
        if count != 1 {
            return Some(format!("- {}: `{from}` stands {count} times in {file}", fault.name));
        }
        folder.write(&path(file), &text);
    }
    let mut expected: Vec<String> = fault
        .found
        .iter()
        .map(|(code, file, line)| {
            let text = folder.read(&path(file));
            let number = text.lines().position(|own| own.starts_with(line)).or_else(|| text.lines().position(|own| own.contains(line)));
            format!("{code} {}:{}", path(file), number.unwrap_or_else(|| panic!("{}: no line of {file} has `{line}`", fault.name)) + 1)
        })
        .collect();
    expected.sort();
    let linked = folder.link();
    let found = linked.found();
    (found != expected).then(|| format!("- {}:\n    expected {expected:?}\n    found    {found:?}\n{}", fault.name, linked.drawn()))
}

fn faults() -> Vec<Fault> {
    [structure(), numbers(), references(), facts(), typography()].into_iter().flatten().collect()
}

fn structure() -> Vec<Fault> {
    vec![
        fault("the last paragraph of a section is dropped in Arabic").drop("iii.ar.md", "10. ").finds(
            "missing-paragraph",
            "iii.ar.md",
            "9. ",
        ),
        fault("a paragraph is dropped in English").drop("iv-b.en.md", "21. ").finds("missing-paragraph", "iv-b.en.md", "20. "),
        fault("the first paragraph of a section is dropped in English").drop("vi-a.en.md", "50. ").finds(
            "missing-paragraph",
            "vi-a.en.md",
            "section: ",
        ),
        fault("the last lettered item is dropped in English").drop("iii.en.md", "    10. ").finds("parity-items", "iii.en.md", "7. "),
        fault("a lettered item is dropped in Arabic").drop("iv-b.ar.md", "    6. ").finds("parity-items", "iv-b.en.md", "20. "),
        fault("a lettered item is added in Arabic").edit("iv-b.ar.md", "    7. دعم", "    7. التقييم؛\n    8. دعم").finds(
            "parity-items",
            "iv-b.en.md",
            "20. ",
        ),
        fault("a footnote's mark is dropped in English")
            .edit("iv-a.en.md", ",[^5] which", ", which")
            .finds("parity-footnotes", "iv-a.en.md", "18. ")
            .finds("unused-footnote", "iv-a.en.md", "[^5]:"),
        fault("a footnote's mark is dropped in Arabic")
            .edit("ii.ar.md", "iom-sexual-exploitation-share))[^2]", "iom-sexual-exploitation-share))")
            .finds("parity-footnotes", "ii.ar.md", "4. ")
            .finds("unused-footnote", "ii.ar.md", "[^2]:"),
        fault("a footnote's mark stands in another paragraph in Arabic")
            .edit("iv-b.ar.md", "التدابير المتخذة[^6].", "التدابير المتخذة.")
            .edit("iv-b.ar.md", "كانت محدودة.", "كانت محدودة[^6].")
            .finds("parity-footnotes", "iv-b.ar.md", "19. ")
            .finds("parity-footnotes", "iv-b.en.md", "21. "),
        fault("a paragraph is marked for review").edit("iv-h.en.md", "section: [4, 8]\n", "section: [4, 8]\nto_review: [44]\n").finds(
            "to-review",
            "iv-h.en.md",
            "to_review: ",
        ),
        fault("a waiver waives nothing")
            .edit("iv-h.en.md", "section: [4, 8]\n", "section: [4, 8]\nwaivers:\n  - {code: tatweel, paragraph: 44, reason: none}\n")
            .finds("unused-waiver", "iv-h.en.md", "  - {code"),
    ]
}

fn numbers() -> Vec<Fault> {
    vec![
        fault("a digit of a figure is changed in English")
            .edit("ii.en.md", "[127 countries]", "[128 countries]")
            .finds("parity-numbers", "ii.en.md", "3. ")
            .finds("figure-number", "ii.en.md", "3. "),
        fault("a digit of a figure is changed in Arabic")
            .edit("ii.ar.md", "[١٣٧ بلداً]", "[١٣٨ بلداً]")
            .finds("parity-numbers", "ii.en.md", "3. ")
            .finds("figure-number", "ii.ar.md", "3. "),
        fault("a percentage is changed in English")
            .edit("ii.en.md", "[22 per cent]", "[23 per cent]")
            .finds("parity-numbers", "ii.en.md", "3. ")
            .finds("figure-number", "ii.en.md", "3. "),
        fault("a percentage is changed in Arabic")
            .edit("ii.ar.md", "[٥٥ في المائة]", "[٥٤ في المائة]")
            .finds("parity-numbers", "ii.en.md", "3. ")
            .finds("figure-number", "ii.ar.md", "3. "),
        fault("a percentage is changed in a footnote")
            .edit("ii.en.md", "([7 per cent]", "([8 per cent]")
            .finds("parity-numbers", "ii.en.md", "[^2]:")
            .finds("figure-number", "ii.en.md", "[^2]:"),
        fault("a year is changed in English").edit("iii.en.md", "In her 2011 report", "In her 2013 report").finds(
            "parity-numbers",
            "iii.en.md",
            "8. ",
        ),
        fault("a year is changed in Arabic")
            .edit("iii.ar.md", "لعام ٢٠١٠ ([](symbol:A/HRC/14/32))", "لعام ٢٠٠٩ ([](symbol:A/HRC/14/32))")
            .finds("parity-numbers", "iii.en.md", "8. "),
        fault("a month is changed in English").edit("ii.en.md", "In February 2012", "In March 2012").finds(
            "parity-numbers",
            "ii.en.md",
            "4. ",
        ),
        fault("a month is changed in Arabic").edit("v.ar.md", "آذار/مارس", "نيسان/أبريل").finds("parity-numbers", "v.en.md", "47. "),
        fault("a day is changed in English").edit("iii.en.md", "on 3 April 2012", "on 4 April 2012").finds(
            "parity-numbers",
            "iii.en.md",
            "10. ",
        ),
        fault("two percentages are swapped in English")
            .edit("ii.en.md", "[22 per cent](figure:forced", "[68 per cent](figure:forced")
            .edit("ii.en.md", "[68 per cent](figure:other", "[22 per cent](figure:other")
            .finds("figure-number", "ii.en.md", "3. ")
            .finds("figure-number", "ii.en.md", "3. "),
        fault("two numbers are swapped in Arabic")
            .edit("iii.ar.md", "[٧٠](figure", "[٧٩](figure")
            .edit("iii.ar.md", "[٧٩ بلداً]", "[٧٠ بلداً]")
            .finds("figure-number", "iii.ar.md", "6. ")
            .finds("figure-number", "iii.ar.md", "6. "),
        fault("a percentage loses its unit in English").edit("ii.en.md", "[10 per cent](figure:state", "[10](figure:state").finds(
            "parity-numbers",
            "ii.en.md",
            "3. ",
        ),
        fault("a number loses its scale in English")
            .edit("ii.en.md", "[2.2 million people]", "[2.2 people]")
            .finds("parity-numbers", "ii.en.md", "3. ")
            .finds("figure-number", "ii.en.md", "3. "),
        fault("a grouping mark is written as a decimal mark in English")
            .edit("ii.en.md", "[5,498 occasions]", "[5.498 occasions]")
            .finds("parity-numbers", "ii.en.md", "4. ")
            .finds("figure-number", "ii.en.md", "4. "),
        fault("a number is added in English").edit("vi-a.en.md", "At every level, action", "At 3 levels, action").finds(
            "parity-numbers",
            "vi-a.ar.md",
            "50. ",
        ),
        fault("a year is dropped in Arabic").edit("iv-d.ar.md", "في عام ٢٠١٣ ", "").finds("parity-numbers", "iv-d.ar.md", "29. "),
        fault("the end of a range of reflection days is changed in Arabic")
            .edit("iv-a.ar.md", "ما بين ٦٠ و ١٨٠ يوماً", "ما بين ٦٠ و ١٩٠ يوماً")
            .finds("parity-numbers", "iv-a.en.md", "16. ")
            .finds("figure-number", "iv-a.ar.md", "16. "),
        fault("a number in words is replaced by a wrong number")
            .edit("iv-f.en.md", "[one year](figure:special-permit-length)", "[2 years](figure:special-permit-length)")
            .finds("parity-numbers", "iv-f.ar.md", "38. ")
            .finds("figure-number", "iv-f.en.md", "38. "),
    ]
}

fn references() -> Vec<Fault> {
    vec![
        fault("a State is dropped in English").edit("iv-b.en.md", "[](state:GAB) has", "That country has").finds(
            "parity-references",
            "iv-b.en.md",
            "23. ",
        ),
        fault("a State is dropped in Arabic").edit("iv-f.ar.md", "في [](state:NPL)،", "هناك،").finds(
            "parity-references",
            "iv-f.ar.md",
            "39. ",
        ),
        fault("a State is exchanged for another in English")
            .edit("iv-f.en.md", "[](state:POL)", "[](state:PRY)")
            .finds("parity-references", "iv-f.en.md", "35. ")
            .finds("parity-references", "iv-f.ar.md", "35. "),
        fault("a measure's phrase is dropped in English")
            .edit("iv-a.en.md", "[drafting relevant laws](measure:iraq-drafting)", "drafting relevant laws")
            .finds("parity-references", "iv-a.en.md", "14. ")
            .finds("unmentioned-measure", "seeds/a-67-170/measures.yaml", "iraq-drafting:"),
        fault("a measure's phrase is dropped in Arabic")
            .edit("iv-a.ar.md", "[إصدار قانون مماثل](measure:extraterritorial-law-in-progress)", "إصدار قانون مماثل")
            .finds("parity-references", "iv-a.ar.md", "15. ")
            .finds("unmentioned-measure", "seeds/a-67-170/measures.yaml", "extraterritorial-law-in-progress:"),
        fault("a list of States is dropped in English, and its measure's phrase stays")
            .edit("iv-b.en.md", " ([](states:national-coordination-mechanisms))", "")
            .finds("parity-references", "iv-b.en.md", "23. "),
        fault("a list of States is dropped in Arabic")
            .edit("iv-a.ar.md", " ([](states:criminal-code-offences))", "")
            .finds("parity-references", "iv-a.ar.md", "14. ")
            .finds("unmentioned-measure", "seeds/a-67-170/measures.yaml", "criminal-code-offences:"),
        fault("an instrument is dropped in English").edit("iv-a.en.md", "and the [](instrument:cedaw)", "and others").finds(
            "parity-references",
            "iv-a.en.md",
            "13. ",
        ),
        fault("an instrument is dropped in Arabic").edit("vi-b.ar.md", "[](instrument:untoc)", "الاتفاقية").finds(
            "parity-references",
            "vi-b.ar.md",
            "58. ",
        ),
        fault("an entity is dropped in English").edit("iv-b.en.md", ", the [](entity:ilo)", "").finds(
            "parity-references",
            "iv-b.en.md",
            "22. ",
        ),
        fault("an entity is dropped in Arabic").edit("iv-d.ar.md", "[](entity:unesco)", "المنظمة").finds(
            "parity-references",
            "iv-d.ar.md",
            "31. ",
        ),
        fault("an entity is dropped in a footnote").edit("iv-a.en.md", "/[](entity:who)", "").finds(
            "parity-references",
            "iv-a.en.md",
            "[^5]:",
        ),
        fault("a symbol is dropped in English").edit("i.en.md", " ([](symbol:A/65/209))", "").finds("parity-references", "i.en.md", "2. "),
        fault("a symbol is dropped in Arabic").edit("iii.ar.md", " ([](symbol:A/HRC/18/30))", "").finds(
            "parity-references",
            "iii.ar.md",
            "9. ",
        ),
        fault("a symbol is dropped in the summary").edit("summary.en.md", " [](symbol:A/RES/65/190)", "").finds(
            "parity-references",
            "summary.en.md",
            "The present",
        ),
        fault("a symbol is broken in English").edit("iii.en.md", "A/HRC/17/35", "A/HRC/17/53").finds(
            "unknown-document",
            "iii.en.md",
            "8. ",
        ),
        fault("a State's code is broken in Arabic").edit("iv-f.ar.md", "[](state:LIE)", "[](state:LEI)").finds(
            "unknown-state",
            "iv-f.ar.md",
            "35. ",
        ),
        fault("a State's name is shown for another in English")
            .edit("iv-f.en.md", "[Plurinational State of Bolivia](state:BOL)", "[Brazil](state:BOL)")
            .finds("state-spelling", "iv-f.en.md", "40. "),
        fault("a note's mark is dropped in English")
            .edit("iii.en.md", "[continuing decline](note:treaty-bodies-convictions)", "continuing decline")
            .finds("parity-references", "iii.en.md", "7. "),
        fault("a figure's mark is dropped in English").edit("ii.en.md", "[72 missions](figure:iom-missions)", "72 missions").finds(
            "parity-references",
            "ii.en.md",
            "4. ",
        ),
    ]
}

fn facts() -> Vec<Fault> {
    vec![
        fault("a State is named in English prose")
            .edit("iv-f.en.md", "35. Victims of trafficking", "35. Victims of trafficking in Brazil")
            .finds("unlinked-state", "iv-f.en.md", "35. "),
        fault("a State is named in Arabic prose").edit("vi-a.ar.md", "50. تستمر", "50. تستمر في فرنسا").finds(
            "unlinked-state",
            "vi-a.ar.md",
            "50. ",
        ),
        fault("a State is named in Arabic prose behind a prefix").edit("vi-a.ar.md", "50. تستمر", "50. تستمر بالأرجنتين").finds(
            "unlinked-state",
            "vi-a.ar.md",
            "50. ",
        ),
        fault("a State is named in Arabic prose behind a prefix that fuses with the article")
            .edit("vi-a.ar.md", "50. تستمر", "50. تستمر للأردن")
            .finds("unlinked-state", "vi-a.ar.md", "50. "),
        fault("a State is named in a lettered item")
            .edit("iv-b.en.md", "    6. Awareness-raising", "    6. Awareness-raising in Canada")
            .finds("unlinked-state", "iv-b.en.md", "    6. "),
        fault("a State is named in a footnote")
            .edit("iv-a.en.md", "[^5]: The working groups", "[^5]: The working groups in Argentina")
            .finds("unlinked-state", "iv-a.en.md", "[^5]:"),
        fault("a list of States is typed by hand in both languages")
            .edit("vi-b.en.md", "the issue of demand.", "the issue of demand ([](state:ARG), [](state:BRA) and [](state:CAN)).")
            .edit("vi-b.ar.md", "معالجة مسألة الطلب.", "معالجة مسألة الطلب ([](state:ARG)، [](state:BRA) و[](state:CAN)).")
            .finds("typed-list", "vi-b.en.md", "62. ")
            .finds("typed-list", "vi-b.ar.md", "62. "),
        fault("a figure's number is changed in the facts")
            .edit("seeds/a-67-170/figures.yaml", "value: 127", "value: 129")
            .finds("figure-number", "seeds/a-67-170/figures.yaml", "unodc-countries-of-origin:")
            .finds("figure-number", "seeds/a-67-170/figures.yaml", "unodc-countries-of-origin:"),
        fault("a figure's percentage is changed in the facts")
            .edit("seeds/a-67-170/figures.yaml", "value: 62", "value: 63")
            .finds("figure-number", "seeds/a-67-170/figures.yaml", "iom-female-share:")
            .finds("figure-number", "seeds/a-67-170/figures.yaml", "iom-female-share:"),
        fault("a measure is recorded for a paragraph that does not mention it")
            .edit("seeds/a-67-170/measures.yaml", "iraq-drafting:\n  paragraph: 14", "iraq-drafting:\n  paragraph: 15")
            .finds("unmentioned-measure", "seeds/a-67-170/measures.yaml", "iraq-drafting:")
            .finds("unmentioned-measure", "seeds/a-67-170/measures.yaml", "iraq-drafting:"),
    ]
}

fn typography() -> Vec<Fault> {
    let arabic = |name, to: &str| fault(name).edit("vi-a.ar.md", "50. تستمر على", to);
    let english = |name, to: &str| fault(name).edit("vi-a.en.md", "50. At every level,", to);
    let in_arabic = |name, code, to: &str| arabic(name, to).finds(code, "vi-a.ar.md", "50. ");
    let in_english = |name, code, to: &str| english(name, to).finds(code, "vi-a.en.md", "50. ");
    vec![
        in_arabic("a Latin comma in Arabic", "foreign-punctuation", "50. تستمر, على"),
        in_arabic("a Latin semicolon in Arabic", "foreign-punctuation", "50. تستمر; على"),
        in_arabic("a Latin question mark in Arabic", "foreign-punctuation", "50. تستمر؟ أم تستمر? على"),
        in_english("an Arabic comma in English", "foreign-punctuation", "50. At every level،"),
        in_english("an Arabic semicolon in English", "foreign-punctuation", "50. At every level؛"),
        fault("Latin digits in Arabic").edit("ii.ar.md", "[١٢٧ بلداً]", "[127 بلداً]").finds("digit-system", "ii.ar.md", "3. "),
        fault("a Latin digit in the middle of an Arabic number").edit("ii.ar.md", "[١٢٧ بلداً]", "[١2٧ بلداً]").finds(
            "digit-system",
            "ii.ar.md",
            "3. ",
        ),
        fault("Arabic digits in English").edit("ii.en.md", "[137 countries]", "[١٣٧ countries]").finds("digit-system", "ii.en.md", "3. "),
        in_arabic("a lengthening stroke", "tatweel", "50. تستمـــر على").finds("tatweel", "vi-a.ar.md", "50. ").finds(
            "tatweel",
            "vi-a.ar.md",
            "50. ",
        ),
        in_arabic("a lengthening stroke in a word that holds a letter's name", "tatweel", "50. تستمر هـذه على"),
        in_arabic("a direction mark in Arabic", "direction-control", "50. تستمر\u{200F} على"),
        in_english("a direction mark in English", "direction-control", "50. At every level\u{200E},"),
        in_english("an isolate in English", "direction-control", "50. At every \u{2068}level,"),
        in_arabic("a double space in Arabic", "double-space", "50. تستمر  على"),
        in_english("a double space in English", "double-space", "50. At every  level,"),
        in_english("a bracket is not closed in English", "unbalanced", "50. At every (level,"),
        in_english("a bracket is not opened in English", "unbalanced", "50. At every level),"),
        in_arabic("a bracket is not closed in Arabic", "unbalanced", "50. تستمر (على"),
        in_english("a quotation is not closed in English", "unbalanced", "50. At every “level,"),
        fault("a quotation is not opened in Arabic").edit("ii.ar.md", "«[](symbol:ilo", "[](symbol:ilo").finds(
            "unbalanced",
            "ii.ar.md",
            "3. ",
        ),
        fault("a quotation is not closed in Arabic").edit("iv-d.ar.md", "major-sporting-states)»", "major-sporting-states)").finds(
            "unbalanced",
            "iv-d.ar.md",
            "29. ",
        ),
        in_arabic("literal emphasis in Arabic", "literal-emphasis", "50. تستمر و**«مهمة»**ثم على").finds(
            "literal-emphasis",
            "vi-a.ar.md",
            "50. ",
        ),
        in_english("literal emphasis in English", "literal-emphasis", "50. At every **level,"),
        in_arabic("a bare symbol in Arabic", "unisolated", "50. تستمر A/67/170 على").edit(
            "vi-a.en.md",
            "50. At every level,",
            "50. At every level (A/67/170),",
        ),
        in_arabic("a bare range in Latin digits in Arabic", "unisolated", "50. تستمر 12-15 على").edit(
            "vi-a.en.md",
            "50. At every level,",
            "50. At every level 12–15,",
        ),
        fault("a Latin comma in an Arabic footnote")
            .edit("iv-a.ar.md", "[](entity:who)، و[](entity:unicef)", "[](entity:who), و[](entity:unicef)")
            .finds("foreign-punctuation", "iv-a.ar.md", "[^5]:"),
    ]
}
