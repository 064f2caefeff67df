//! Numbers, blocks, footnotes and markup of the sections' text.

use crate::support::site::{bilingual, english};

cases! {
    a_paragraph_number_that_skips: english().edit("content/r/ii.en.md", "4. It", "5. It") => [
        "content/r/ii.en.md:11:1 paragraph-order",
    ];
    a_paragraph_number_that_repeats: english().append("content/r/ii.en.md", "\n4. Again.\n") => ["content/r/ii.en.md:13:1 duplicate-paragraph"];
    a_paragraph_number_that_goes_back: english().append("content/r/ii.en.md", "\n7. Seven.\n\n6. Six.\n") => [
        "content/r/ii.en.md:13:1 paragraph-order",
        "content/r/ii.en.md:15:1 paragraph-order",
    ];
    a_paragraph_number_that_skips_between_sections: bilingual()
        .file("content/r/iii.en.md", "---\nsection: [3]\ntitle: More\n---\n\n6. More.\n")
        .file("content/r/iii.ar.md", "---\nsection: [3]\ntitle: المزيد\n---\n\n6. المزيد.\n") => [
        "content/r/iii.ar.md:6:1 paragraph-order",
        "content/r/iii.en.md:6:1 paragraph-order",
    ];
    a_paragraph_number_of_another_section: english()
        .file("content/r/iii.en.md", "---\nsection: [3]\ntitle: More\n---\n\n2. More.\n") => [
        "content/r/iii.en.md:6:1 duplicate-paragraph",
    ];
    prose_outside_any_paragraph: english().append("content/r/ii.en.md", "\nIt goes on.\n") => ["content/r/ii.en.md:13:1 block-outside-paragraph"];
    a_bullet_list_outside_any_paragraph: english().append("content/r/ii.en.md", "\n* One.\n* Two.\n") => [
        "content/r/ii.en.md:13:1 block-outside-paragraph",
    ];
    a_quotation_outside_any_paragraph: english().append("content/r/ii.en.md", "\n> Quoted.\n") => ["content/r/ii.en.md:13:1 block-outside-paragraph"];
    a_heading_in_a_section: english().edit("content/r/ii.en.md", "\n4. It", "\n## Heading\n\n4. It") => [
        "content/r/ii.en.md:11:1 block-outside-paragraph",
    ];
    a_continuation_that_is_indented_too_little: english().edit("content/r/ii.en.md", "\n4. It", "\n It goes on.\n\n4. It") => [
        "content/r/ii.en.md:11:2 block-outside-paragraph",
    ];
    a_comment_in_a_section: english().append("content/r/ii.en.md", "\n<!-- a comment -->\n") => ["content/r/ii.en.md:13:1 unsupported-markup"];
    a_list_in_an_unnumbered_section: english().append("content/r/summary.en.md", "\n1. One.\n2. Two.\n") => [
        "content/r/summary.en.md:8:1 block-outside-paragraph",
    ];
    raw_html_in_a_paragraph: english().edit("content/r/ii.en.md", "It reached", "It <b>reached</b>") => [
        "content/r/ii.en.md:11:7 unsupported-markup",
        "content/r/ii.en.md:11:17 unsupported-markup",
    ];
    code_in_a_paragraph: english().edit("content/r/ii.en.md", "It reached", "It `reached`") => ["content/r/ii.en.md:11:7 unsupported-markup"];
    an_image_in_a_paragraph: english().edit("content/r/ii.en.md", "It reached", "It ![map](map.png) reached") => [
        "content/r/ii.en.md:11:7 unsupported-markup",
    ];
    a_code_block_in_a_paragraph: english().append("content/r/ii.en.md", "\n    ```\n    code\n    ```\n") => [
        "content/r/ii.en.md:13:5 unsupported-markup",
    ];
    a_line_of_dashes_below_a_paragraph: english().append("content/r/ii.en.md", "\n---\n") => ["content/r/ii.en.md:13:1 unsupported-markup"];
    a_table_outside_any_paragraph: english().append("content/r/ii.en.md", "\n| a | b |\n| - | - |\n| 1 | 2 |\n") => [
        "content/r/ii.en.md:13:1 unsupported-markup",
    ];
    a_table_in_a_paragraph: english().append("content/r/ii.en.md", "\n    | a | b |\n    | - | - |\n    | 1 | 2 |\n") => [
        "content/r/ii.en.md:13:5 unsupported-markup",
    ];
    a_paragraph_that_is_indented: english().edit("content/r/ii.en.md", "4. It", "  5. It") => ["content/r/ii.en.md:11:3 paragraph-order"];
    a_footnote_that_is_not_defined: english().edit("content/r/ii.en.md", "people,", "people[^2],") => [
        "content/r/ii.en.md:11:40 undefined-footnote",
    ];
    a_footnote_that_is_not_defined_behind_right_to_left_text: bilingual().edit("content/r/ii.ar.md", "(figure:reached)", "(figure:reached)[^2]") => [
        "content/r/ii.ar.md:11:42 undefined-footnote",
        "content/r/ii.ar.md:11:44 digit-system",
        "content/r/ii.en.md:11:1 parity-numbers",
    ];
    a_footnote_that_nothing_refers_to: english().append("content/r/ii.en.md", "\n[^2]: Nobody reads this.\n") => [
        "content/r/ii.en.md:13:1 unused-footnote",
    ];
    a_footnote_defined_twice_in_one_file: english().append("content/r/i.en.md", "\n[^1]: Again.\n") => [
        "content/r/i.en.md:12:1 duplicate-footnote",
    ];
    a_footnote_defined_twice_in_two_files: english()
        .edit("content/r/ii.en.md", "people,", "people,[^1]")
        .append("content/r/ii.en.md", "\n[^1]: Again.\n") => ["content/r/ii.en.md:13:1 duplicate-footnote"];
    a_footnote_inside_a_paragraph: english().edit("content/r/i.en.md", "\n[^1]: They", "\n    [^1]: They") => [
        "content/r/i.en.md:10:5 unsupported-markup",
    ];
}
