//! YAML that does not parse, and records that are not what their kind wants.

use crate::support::site::{bilingual, english};

cases! {
    a_bracket_that_is_never_closed: english().edit("seeds/r/measures.yaml", "[ARG, BHR]", "[ARG, BHR") => [
        "seeds/r/measures.yaml:7:8 yaml-syntax",
    ];
    a_colon_in_a_text_without_quotes: english().edit("content/r/i.en.md", "title: Introduction", "title: Part one: introduction") => [
        "content/r/i.en.md:3:16 yaml-syntax",
    ];
    a_tab_where_spaces_must_stand: english().edit("seeds/r/measures.yaml", "  theme: law", "\ttheme: law") => [
        "seeds/r/measures.yaml:3:1 yaml-syntax",
    ];
    a_quote_that_is_never_closed: english().edit("seeds/states.yaml", "\"048\"", "\"048") => ["seeds/states.yaml:3:23 yaml-syntax"];
    a_bad_indent: english().edit("seeds/r/measures.yaml", "  theme: law", "   theme: law") => ["seeds/r/measures.yaml:3:9 yaml-syntax"];
    broken_yaml_behind_right_to_left_text: bilingual().edit("seeds/regions.yaml", "{en: West, ar: الغرب}}", "{ar: الغرب, en: West") => [
        "seeds/regions.yaml:2:44 yaml-syntax",
    ];
    an_alias_that_is_not_defined: english().edit("seeds/r/measures.yaml", "theme: law", "theme: *law") => [
        "seeds/r/measures.yaml:3:10 yaml-syntax",
    ];
    two_documents_in_one_file: english().append("content/site.yaml", "---\ntitle: {en: Again}\n") => ["content/site.yaml:3:1 yaml-syntax"];
    a_tag_in_yaml: english().edit("seeds/r/measures.yaml", "theme: law", "theme: !law law") => ["seeds/r/measures.yaml:3:10 yaml-syntax"];

    a_misspelt_field: english().edit("seeds/r/measures.yaml", "states:", "state:") => [
        "seeds/r/measures.yaml:6:3 unknown-field",
    ];
    a_field_that_has_no_neighbour: english().edit("content/r/report.yaml", "date:", "colour: blue\ndate:") => [
        "content/r/report.yaml:2:1 unknown-field",
    ];
    a_misspelt_field_of_a_record_in_a_record: english().append("content/r/report.yaml", "session: {number: 67, nmae: {en: Sixty-seventh}}\n") => [
        "content/r/report.yaml:4:23 unknown-field",
    ];
    a_misspelt_field_of_front_matter: english().edit("content/r/i.en.md", "title:", "titel:") => [
        "content/r/i.en.md:3:1 unknown-field",
    ];
    a_text_where_a_list_must_stand: english().edit("seeds/r/measures.yaml", "[ARG, BHR]", "ARG") => [
        "seeds/r/measures.yaml:6:11 wrong-type",
    ];
    a_number_where_a_text_must_stand: english().edit("content/site.yaml", "{en: Registers}", "{en: 2012}") => [
        "content/site.yaml:1:13 wrong-type",
    ];
    a_text_where_a_number_must_stand: english().edit("seeds/r/figures.yaml", "value: 1200", "value: \"1,200\"") => [
        "seeds/r/figures.yaml:1:32 wrong-type",
    ];
    a_text_where_a_record_must_stand: english().append("content/r/report.yaml", "session: sixty-seventh\n") => [
        "content/r/report.yaml:4:10 wrong-type",
    ];
    a_text_where_every_language_must_stand: english().edit("content/r/report.yaml", "{en: A report}", "A report") => [
        "content/r/report.yaml:3:8 wrong-type",
    ];
    a_field_without_a_value: english().edit("seeds/r/measures.yaml", "theme: law", "theme:") => ["seeds/r/measures.yaml:3:3 wrong-type"];
    a_word_near_an_allowed_one: english().edit("seeds/r/measures.yaml", "in-force", "in-froce") => ["seeds/r/measures.yaml:5:11 wrong-type"];
    a_word_that_is_none_of_the_allowed: english().edit("seeds/r/measures.yaml", "kind: plan", "kind: zebra") => [
        "seeds/r/measures.yaml:4:9 wrong-type",
    ];
    a_paragraph_that_is_no_number: english().edit("seeds/r/measures.yaml", "paragraph: 1", "paragraph: one") => [
        "seeds/r/measures.yaml:2:14 wrong-type",
    ];
    a_paragraph_below_zero: english().edit("seeds/r/measures.yaml", "paragraph: 1", "paragraph: -1") => [
        "seeds/r/measures.yaml:2:14 wrong-type",
    ];
    a_section_number_without_brackets: english().edit("content/r/ii.en.md", "section: [2]", "section: 2") => [
        "content/r/ii.en.md:2:10 wrong-type",
    ];
    a_registry_that_is_a_list: english().file("seeds/themes.yaml", "- law\n") => ["seeds/themes.yaml:1:1 wrong-type"];
    a_relation_that_names_two: english().append("seeds/r/measures.yaml", "  relation: {refines: plan, like: plan}\n") => [
        "seeds/r/measures.yaml:8:13 wrong-type",
    ];
    a_field_that_is_missing: english().edit("seeds/r/measures.yaml", "  theme: law\n", "") => ["seeds/r/measures.yaml:1:1 missing-field"];
    every_missing_field_is_reported: english()
        .file("seeds/r/measures.yaml", "plan:\n  paragraph: 1\n  label: {en: National plan}\n") => [
        "seeds/r/measures.yaml:1:1 missing-field",
        "seeds/r/measures.yaml:1:1 missing-field",
        "seeds/r/measures.yaml:1:1 missing-field",
        "seeds/r/measures.yaml:1:1 missing-field",
    ];
    an_empty_masthead: english().file("content/r/report.yaml", "") => [
        "content/r/report.yaml:1:1 missing-field",
        "content/r/report.yaml:1:1 missing-field",
    ];
    a_key_that_stands_twice: english().edit("seeds/r/measures.yaml", "  kind: plan\n", "  kind: plan\n  theme: law\n") => [
        "seeds/r/measures.yaml:5:3 duplicate-key",
    ];
    an_id_that_stands_twice: english().append("seeds/states.yaml", "ARG: {iso2: AR, m49: \"032\", region: south, name: {en: Argentina}}\n") => [
        "seeds/states.yaml:4:1 duplicate-key",
    ];
    several_faults_in_one_record: english()
        .edit("seeds/r/measures.yaml", "  theme: law\n  kind: plan\n", "  thme: law\n  kind: paln\n  qualifier: [none]\n") => [
        "seeds/r/measures.yaml:3:3 unknown-field",
        "seeds/r/measures.yaml:4:9 wrong-type",
        "seeds/r/measures.yaml:5:14 wrong-type",
    ];
    faults_of_several_files_in_one_run: english()
        .edit("content/site.yaml", "title:", "titel:")
        .edit("content/r/ii.en.md", "state:ARG", "state:ARB")
        .append("content/r/ii.en.md", "\n6. Six.\n")
        .edit("seeds/r/measures.yaml", "theme: law", "theme: lwa")
        .edit("seeds/regions.yaml", "order: 1", "order: first") => [
        "content/r/ii.en.md:6:35 unknown-state",
        "content/r/ii.en.md:13:1 paragraph-order",
        "content/site.yaml:1:1 unknown-field",
        "seeds/r/measures.yaml:3:10 unknown-theme",
        "seeds/regions.yaml:1:16 wrong-type",
    ];
    a_broken_registry_hides_what_only_follows_from_it: english().edit("seeds/states.yaml", "ARG: {", "ARG: {{") => [
        "seeds/states.yaml:1:7 yaml-syntax",
    ];
    a_broken_record_hides_what_only_follows_from_it: english().edit("seeds/states.yaml", "iso2: AR,", "") => [
        "seeds/states.yaml:1:1 missing-field",
    ];
    a_broken_section_hides_what_only_follows_from_it: english().edit("content/r/i.en.md", "section: [1]", "section: [1") => [
        "content/r/i.en.md:3:6 yaml-syntax",
    ];
}
