//! Templates, interface strings and language files.

use crate::support::site::{SmallSite, english};

/// The sound site with a theme of its own, laid over the default one.
fn themed() -> SmallSite {
    english().append("content/site.yaml", "theme: house\n").file("themes/house/templates/note.html", "")
}

/// The default theme's English interface strings.
const MESSAGES: &str = include_str!("../../themes/default/languages/en.ftl");

/// The default theme's English language file.
const LANGUAGE: &str = include_str!("../../themes/default/languages/en.yaml");

cases! {
    a_tag_that_is_never_closed: themed().file("themes/house/templates/about.html", "<p>{% if page %}</p>\n") => [
        "themes/house/templates/about.html:1:17 template",
    ];
    two_templates_that_do_not_parse: themed()
        .file("themes/house/templates/about.html", "<p>{{ page. }}</p>\n")
        .file("themes/house/templates/matrix.html", "<p>\n{% endif %}</p>\n") => [
        "themes/house/templates/about.html:1:13 template",
        "themes/house/templates/matrix.html:2:4 template",
    ];
    a_name_that_no_page_has: themed().file("themes/house/templates/about.html", "<p>{{ pgae.title }}</p>\n") => [
        "themes/house/templates/about.html:1:7 template",
    ];
    a_name_near_one_that_nothing_else_mentions: themed().file("themes/house/templates/about.html", "<p>{{ masthed.title }}</p>\n") => [
        "themes/house/templates/about.html:1:7 template",
    ];
    a_name_that_no_piece_has: themed().file("themes/house/templates/pieces/measure.html", "<li>{{ itme.label }}</li>\n") => [
        "themes/house/templates/pieces/measure.html:1:8 template",
    ];
    a_field_that_a_page_does_not_have: themed().file("themes/house/templates/about.html", "<p>{{ lang }} {{ lang.nothing.more }}</p>\n") => [
        "themes/house/templates/about.html:1:23 template",
    ];
    a_filter_that_does_not_exist: themed().file("themes/house/templates/about.html", "<p>{{ lang | shout }}</p>\n") => [
        "themes/house/templates/about.html:1:14 template",
    ];
    a_template_that_extends_nothing: themed().file("themes/house/templates/about.html", "{% extends \"bse.html\" %}\n") => [
        "themes/house/templates/about.html:1:13 template",
    ];
    a_message_that_is_missing: themed().file("themes/house/templates/about.html", "<p>{{ t(key=\"greeting\") }}</p>\n") => [
        "themes/house/templates/about.html:1:7 interface-string",
    ];
    a_message_that_asks_for_what_it_is_not_given: themed()
        .file("themes/house/languages/en.ftl", format!("{MESSAGES}\ngreeting = Hello, {{ $name }}\n"))
        .file("themes/house/templates/about.html", "<p>{{ t(key=\"greeting\") }}</p>\n") => [
        "themes/house/templates/about.html:1:7 interface-string",
    ];
    interface_strings_that_do_not_parse: themed()
        .file("themes/house/languages/en.ftl", format!("greeting = Hello, {{ $name\n\n{MESSAGES}")) => [
        "themes/house/languages/en.ftl:1:1 interface-string",
    ];
    a_message_that_stands_twice: themed()
        .file("themes/house/languages/en.ftl", format!("greeting = Hello\ngreeting = Good day\n\n{MESSAGES}")) => [
        "themes/house/languages/en.ftl:2:1 interface-string",
    ];
    a_language_that_the_theme_does_not_know: english().edit("content/site.yaml", "languages: [en]", "languages: [en, eo]") => [
        "content/site.yaml:2:17 missing-language",
    ];
    a_language_without_interface_strings: themed()
        .edit("content/site.yaml", "{en: Registers}", "{en: Registers, eo: Registroj}")
        .edit("content/site.yaml", "languages: [en]", "languages: [en, eo]")
        .append("content/r/report.yaml", "languages: [en]\n")
        .file("themes/house/languages/eo.yaml", LANGUAGE) => [
        "seeds/documents.yaml:1:30 missing-text",
        "seeds/entities.yaml:1:33 missing-text",
        "seeds/instruments.yaml:1:30 missing-text",
        "seeds/regions.yaml:1:25 missing-text",
        "seeds/regions.yaml:2:24 missing-text",
        "seeds/states.yaml:1:50 missing-text",
        "seeds/states.yaml:2:49 missing-text",
        "seeds/states.yaml:3:50 missing-text",
        "seeds/themes.yaml:1:35 missing-text",
        "themes/house/languages/eo.ftl missing-language",
    ];
    a_language_file_with_an_unknown_locale: themed()
        .file("themes/house/languages/en.yaml", LANGUAGE.replace("locale: en-GB", "locale: english language")) => [
        "themes/house/languages/en.yaml:4:9 invalid-value",
    ];
    a_language_file_with_a_misspelt_field: themed()
        .file("themes/house/languages/en.yaml", LANGUAGE.replace("direction: ltr", "direction: left")) => [
        "themes/house/languages/en.yaml:3:12 wrong-type",
    ];
    a_theme_that_does_not_exist: english().append("content/site.yaml", "theme: huose\n").file("themes/house/assets/a.css", "") => [
        "content/site.yaml:3:8 missing-file",
    ];
}
