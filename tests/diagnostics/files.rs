//! Files that are missing, too many, or no text.

use crate::support::site::{bilingual, english};

/// A text as some editors save it.
fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

cases! {
    a_site_without_content_says_what_to_add: english().without_folder("content/").without_folder("seeds/") => [
        "content empty-content",
        "content/site.yaml missing-file",
    ];
    a_site_without_a_report: english().without_folder("content/r/").without_folder("seeds/") => ["content empty-content"];
    a_site_without_site_yaml: english().without("content/site.yaml") => ["content/site.yaml missing-file"];
    a_file_that_is_not_utf8: english().file("content/r/i.en.md", b"---\nsection: [1]\ntitle: Introduction\n---\n\n1. Some caf\xe9s have plans ([](states:plan)).\n\n2. The report rests on replies.[^1]\n\n[^1]: They came from [](states:replied).\n") => [
        "content/r/i.en.md:6:12 not-utf8",
    ];
    a_file_in_utf16: english()
        .file("seeds/regions.yaml", utf16("south: {order: 1, name: {en: South}}\nwest: {order: 2, name: {en: West}}\n")) => [
        "seeds/regions.yaml:1:1 not-utf8",
    ];
    a_registry_with_a_misspelt_name: english().file("seeds/state.yaml", "XXX: {}\n") => ["seeds/state.yaml unexpected-file"];
    facts_with_a_misspelt_name: english().file("seeds/r/measure.yaml", "") => ["seeds/r/measure.yaml unexpected-file"];
    a_section_without_a_language: english().file("content/r/iii.md", "---\nsection: [3]\ntitle: More\n---\n") => [
        "content/r/iii.md unexpected-file",
    ];
    a_stray_picture: english().file("content/r/pictures/map.png", b"\x89PNG\r\n") => ["content/r/pictures/map.png unexpected-file"];
    facts_of_a_report_that_does_not_exist: english().file("seeds/rr/measures.yaml", "") => ["seeds/rr unknown-report"];
    sections_without_a_masthead: english().file("content/other/i.en.md", "---\nsection: [1]\ntitle: One\n---\n\n1. One.\n") => [
        "content/other unknown-report",
    ];
    a_report_whose_folder_may_not_stand_in_an_address: english()
        .append("seeds/documents.yaml", "A/1/2: {kind: report, title: {en: Another}}\n")
        .file("content/My Report/report.yaml", "symbol: A/1/2\ntitle: {en: Another}\n") => [
        "content/My Report invalid-value",
    ];
    a_section_that_lacks_its_counterpart: bilingual().without("content/r/ii.ar.md") => ["content/r/ii.en.md:3:8 missing-counterpart"];
    a_paragraph_that_lacks_its_counterpart: bilingual()
        .edit("content/r/i.ar.md", "2. يستند التقرير إلى الردود[^1].\n\n[^1]: وردت من [](states:replied).\n", "") => [
        "content/r/i.ar.md:6:1 missing-paragraph",
    ];
    a_first_section_that_lacks_its_counterpart: bilingual().without("content/r/i.ar.md").append("content/r/ii.en.md", "\n5. Five.\n").append("content/r/ii.ar.md", "\n5. خمسة.\n") => [
        "content/r/i.en.md:3:8 missing-counterpart",
    ];
    a_paragraph_within_a_file_that_lacks_its_counterpart: bilingual()
        .append("content/r/ii.en.md", "\n5. Five.\n\n6. Six.\n")
        .append("content/r/ii.ar.md", "\n6. ستة.\n") => ["content/r/ii.ar.md:11:1 missing-paragraph"];
    a_number_that_skips_more_than_what_is_missing: bilingual()
        .append("content/r/ii.en.md", "\n5. Five.\n\n7. Seven.\n")
        .append("content/r/ii.ar.md", "\n7. سبعة.\n") => [
        "content/r/ii.ar.md:11:1 missing-paragraph",
        "content/r/ii.ar.md:13:1 paragraph-order",
        "content/r/ii.en.md:15:1 paragraph-order",
    ];
    a_section_in_a_language_that_the_site_lacks: english().file("content/r/i.fr.md", "---\nsection: [1]\ntitle: Une\n---\n\n1. Une.\n") => [
        "content/r/i.fr.md:2:10 unknown-language",
    ];
    a_section_whose_number_differs_between_languages: bilingual().edit("content/r/ii.en.md", "[2]", "[3]") => [
        "content/r/ii.en.md:2:10 invalid-value",
    ];
    a_section_number_that_stands_twice: english().edit("content/r/ii.en.md", "[2]", "[1]") => [
        "content/r/ii.en.md:2:10 duplicate-section",
    ];
    a_section_without_front_matter: english().edit("content/r/ii.en.md", "---\nsection: [2]\ntitle: Findings\n---\n\n", "") => [
        "content/r/ii.en.md:1:1 missing-front-matter",
    ];
    front_matter_that_never_ends: english().edit("content/r/ii.en.md", "title: Findings\n---\n", "title: Findings\n") => [
        "content/r/ii.en.md:1:1 missing-front-matter",
    ];
    an_empty_section_file: english().file("content/r/ii.en.md", "") => ["content/r/ii.en.md:1:1 missing-front-matter"];
    a_section_that_takes_the_place_of_the_home_page: english()
        .file("content/r/index.en.md", "---\nsection: [3]\ntitle: More\n---\n\n5. More.\n") => [
        "content/r/index.en.md:2:10 duplicate-output",
    ];
    a_report_that_takes_the_place_of_shared_pages: english()
        .append("seeds/documents.yaml", "A/1/2: {kind: report, title: {en: Another}}\n")
        .file("content/states/report.yaml", "symbol: A/1/2\ntitle: {en: Another}\n") => ["content/states duplicate-output"];
    documents_whose_fragments_are_the_same: english()
        .append("seeds/documents.yaml", "A-1-1: {kind: report, title: {en: Another}}\n")
        => ["seeds/documents.yaml:2:1 duplicate-fragment"];
}
