//! Facts that name what does not exist, or say what cannot be.

use crate::support::site::{bilingual, english};

cases! {
    a_measure_of_an_unknown_theme: english().edit("seeds/r/measures.yaml", "theme: law", "theme: lwa") => ["seeds/r/measures.yaml:3:10 unknown-theme"];
    a_measure_of_an_unknown_state: english().edit("seeds/r/measures.yaml", "BHR", "BRH") => ["seeds/r/measures.yaml:6:17 unknown-state"];
    a_measure_that_names_a_state_twice: english().edit("seeds/r/measures.yaml", "BHR", "ARG") => ["seeds/r/measures.yaml:6:17 duplicate-id"];
    a_measure_without_a_state: english().edit("seeds/r/measures.yaml", "[ARG, BHR]", "[]") => ["seeds/r/measures.yaml:1:1 invalid-value"];
    a_measure_in_an_unknown_paragraph: english().edit("seeds/r/measures.yaml", "paragraph: 1", "paragraph: 11") => [
        "seeds/r/measures.yaml:2:14 unknown-paragraph",
    ];
    a_list_of_replies_in_an_unknown_footnote: english().edit("seeds/r/replies.yaml", "footnote: 1", "footnote: 7") => [
        "seeds/r/replies.yaml:1:21 unknown-footnote",
    ];
    a_measure_and_a_list_of_replies_with_one_id: english().edit("seeds/r/replies.yaml", "replied:", "plan:").edit("content/r/i.en.md", "states:replied", "states:plan") => [
        "seeds/r/measures.yaml:1:1 duplicate-id",
    ];
    an_action_of_an_unknown_entity: english().edit("seeds/r/actions.yaml", "entity: office", "entity: offices") => ["seeds/r/actions.yaml:1:103 unknown-entity"];
    a_figure_of_an_unknown_source: english().edit("seeds/r/figures.yaml", "source: office", "source: nobody") => ["seeds/r/figures.yaml:1:120 unknown-entity"];
    a_figure_without_a_number: english().edit("seeds/r/figures.yaml", "value: 1200, ", "") => ["seeds/r/figures.yaml:1:1 invalid-value"];
    a_state_of_an_unknown_region: english().edit("seeds/states.yaml", "region: west", "region: wset") => ["seeds/states.yaml:2:37 unknown-region"];
    a_code_that_is_no_state_code: english().append("seeds/states.yaml", "fr: {iso2: FR, m49: \"250\", region: south, name: {en: France}}\n") => [
        "seeds/states.yaml:4:1 invalid-value",
    ];
    an_id_in_capital_letters: english().append("seeds/themes.yaml", "Law_2: {name: {en: More law}}\n") => ["seeds/themes.yaml:2:1 invalid-value"];
    a_text_without_one_of_the_languages: bilingual().edit("seeds/r/measures.yaml", ", ar: خطة وطنية", "") => ["seeds/r/measures.yaml:7:10 missing-text"];
    a_title_without_one_of_the_languages: bilingual().edit("content/site.yaml", "ar: سجلات", "fr: Registres") => ["content/site.yaml:1:8 missing-text"];
    a_date_that_is_no_date: english().edit("content/r/report.yaml", "2012-07-23", "23 July 2012") => ["content/r/report.yaml:2:7 invalid-value"];
    a_report_that_is_read_nowhere_on_the_web: english().append("content/r/report.yaml", "official: {en: undocs.org/A/1/1}\n") => [
        "content/r/report.yaml:4:16 invalid-value",
    ];
    a_masthead_of_an_unknown_symbol: english().edit("content/r/report.yaml", "A/1/1", "A/1/2") => ["content/r/report.yaml:1:9 unknown-document"];
    a_retired_id_that_is_used_again: english()
        .edit("seeds/themes.yaml", "order: 1,", "order: 1, aliases: [old, old],")
        .edit("seeds/entities.yaml", "kind: un-entity,", "kind: un-entity, aliases: [office],") => [
        "seeds/entities.yaml:1:37 duplicate-id",
        "seeds/themes.yaml:1:32 duplicate-id",
    ];
    two_reports_with_one_symbol: english()
        .file("content/s/report.yaml", "symbol: A/1/1\ntitle: {en: Another report}\n")
        .file("content/s/i.en.md", "---\nsection: [1]\ntitle: Introduction\n---\n\n1. Some have plans.\n") => ["content/s/report.yaml:1:9 duplicate-id"];
    a_report_in_a_language_that_the_site_lacks: english().append("content/r/report.yaml", "languages: [en, fr]\n") => [
        "content/r/report.yaml:4:17 unknown-language",
    ];
    a_language_named_twice: english().edit("content/site.yaml", "[en]", "[en, en]") => ["content/site.yaml:2:17 duplicate-id"];
    a_site_without_a_language: english().edit("content/site.yaml", "[en]", "[]") => ["content/site.yaml:2:12 invalid-value"];
    a_base_url_that_is_no_address: english().append("content/site.yaml", "base_url: example.org\n") => ["content/site.yaml:3:11 invalid-value"];
    a_parallel_view_of_an_unknown_language: bilingual().append("content/site.yaml", "parallel: [[ar, fr], [en]]\n") => [
        "content/site.yaml:3:17 unknown-language",
        "content/site.yaml:3:23 invalid-value",
    ];
}
