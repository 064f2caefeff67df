//! Faults of the rendered site: a theme's template or style that breaks something is told by the page on which it shows.

use super::site::{Folder, counts};
use sijill::diagnostic::{Diagnostic, Place};

fn small() -> Folder {
    Folder::small("1. All States reported.", "1. أفادت جميع الدول.")
}

/// The faults of a small site whose every page ends in `end`.
fn with_page_end(end: &str) -> Vec<Diagnostic> {
    let folder = small();
    folder.theme("templates/base.html", "</body>", &format!("{end}\n</body>"));
    folder.build().diagnostics.iter().cloned().collect()
}

fn page_of(diagnostic: &Diagnostic) -> &str {
    match &diagnostic.place {
        Place::Path(path) => path.as_str(),
        Place::Span(_) => panic!("a rendered fault stands on a page: {diagnostic:?}"),
    }
}

#[test]
fn each_thing_that_a_template_can_break_is_found_once_with_its_first_page() {
    for (end, code, says) in [
        ("<a href=\"nowhere.html\">x</a>", "broken-link", "nowhere.html"),
        ("<a href=\"#nowhere\">x</a>", "broken-link", "#nowhere"),
        ("<a href=\"/en/index.html\">x</a>", "broken-link", "is absolute"),
        ("<a href=\"../../../../x.html\">x</a>", "broken-link", "leads out of the site"),
        ("<link rel=\"stylesheet\" href=\"missing.css\">", "broken-link", "missing.css"),
        ("<script src=\"https://cdn.example/x.js\"></script>", "external-request", "https://cdn.example/x.js"),
        ("<link rel=\"stylesheet\" href=\"//cdn.example/x.css\">", "external-request", "//cdn.example/x.css"),
        ("<img alt=\"\" src=\"https://cdn.example/x.png\">", "external-request", "x.png"),
        ("<img alt=\"\" src=\"data:,\" srcset=\"https://cdn.example/y.png 2x\">", "external-request", "y.png"),
        ("<iframe src=\"https://cdn.example/frame\"></iframe>", "external-request", "frame"),
        ("<object data=\"https://cdn.example/o\"></object>", "external-request", "example/o"),
        ("<video poster=\"https://cdn.example/p.png\"></video>", "external-request", "p.png"),
        ("<style>@import \"https://cdn.example/i.css\";</style>", "external-request", "i.css"),
        ("<p style=\"background: url('https://cdn.example/b.png')\">x</p>", "external-request", "b.png"),
        ("<h1>Again</h1>", "heading-order", "2 headings of the first level"),
        ("<h2>x</h2><h4>y</h4>", "heading-order", "level 4 follows one of level 2"),
        ("<img src=\"data:,\">", "image-text", "has no text"),
        ("<b id=\"twice\"></b><b id=\"twice\"></b>", "duplicate-fragment", "`twice`"),
    ] {
        let faults = with_page_end(end);
        // A second heading of the first level also follows others; what matters is the code.
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.code.as_str() == code), "{end}: {faults:?}");
        let fault = faults.iter().find(|fault| fault.message.contains(says)).unwrap_or_else(|| panic!("{end}: {faults:?}"));
        assert!(page_of(fault).ends_with(".html"), "{end}");
        assert!(fault.hint.is_some(), "{end}");
    }
}

#[test]
fn a_stylesheet_that_asks_for_a_font_from_elsewhere_is_found() {
    let folder = small();
    let css = std::fs::read_to_string(super::site::home().join("themes/default/assets/site.css")).unwrap();
    folder.write("themes/mine/assets/site.css", &format!("{css}\n@font-face {{ src: url(\"https://fonts.example/a.woff2\"); }}\n"));
    let site = folder.read("content/site.yaml");
    folder.write("content/site.yaml", &format!("{site}theme: mine\n"));
    let outcome = folder.build();
    assert_eq!(counts(&outcome.diagnostics), [("external-request", 1)].into());
}

#[test]
fn a_string_of_another_language_shows_as_text_and_as_a_label() {
    let messages =
        |language: &str| std::fs::read_to_string(super::site::home().join(format!("themes/default/languages/{language}.ftl"))).unwrap();
    let own = messages("en").lines().find_map(|line| line.strip_prefix("skip = ").map(str::to_owned)).unwrap();
    for end in [format!("<p>{own}</p>"), format!("<nav aria-label=\"{own}\"></nav>")] {
        let faults = with_page_end(&end);
        assert!(!faults.is_empty(), "{end}");
        assert!(faults.iter().all(|fault| fault.code.as_str() == "string-leak" && !page_of(fault).starts_with("en/")), "{faults:?}");
    }
    // Marked as what it is, it is no leak.
    assert_eq!(with_page_end(&format!("<p lang=\"en\">{own}</p>")), []);
}

#[test]
fn links_out_are_listed_with_the_first_page_that_has_them() {
    let outcome = small().build();
    assert_eq!(counts(&outcome.diagnostics), [].into());
    let official = outcome.external.iter().find(|(address, _)| address == "https://undocs.org/en/A/1/1");
    assert!(official.is_some_and(|(_, page)| page.ends_with(".html")), "{:?}", outcome.external);
}

#[test]
fn a_finding_in_the_words_does_not_hide_a_broken_page() {
    let folder = Folder::small("1. All  States reported.", "1. أفادت جميع الدول.");
    folder.theme("templates/base.html", "</body>", "<a href=\"nowhere.html\">x</a></body>");
    let found = counts(&folder.build().diagnostics);
    assert_eq!(found.get("double-space"), Some(&1));
    assert!(found.contains_key("broken-link"), "{found:?}");
}

#[test]
fn every_fault_of_a_page_is_drawn() {
    let own = std::fs::read_to_string(super::site::home().join("themes/default/languages/en.ftl")).unwrap();
    let own = own.lines().find_map(|line| line.strip_prefix("skip = ").map(str::to_owned)).unwrap();
    for (code, end) in [
        ("broken-link", "<a href=\"nowhere.html\">x</a>".to_owned()),
        ("external-request", "<script src=\"https://cdn.example/x.js\"></script>".to_owned()),
        ("heading-order", "<h2>x</h2><h4>y</h4>".to_owned()),
        ("image-text", "<img src=\"data:,\">".to_owned()),
        ("string-leak", format!("<p>{own}</p>")),
    ] {
        let folder = small();
        folder.theme("templates/base.html", "</body>", &format!("{end}\n</body>"));
        let outcome = folder.build();
        let one = outcome.diagnostics.iter().find(|fault| fault.code.as_str() == code).cloned().unwrap();
        let mut first = sijill::diagnostic::Diagnostics::default();
        first.push(one);
        let drawn = sijill::diagnostic::human::draw(&first, &outcome.sources, sijill::diagnostic::human::Colour::Plain);
        insta::assert_snapshot!(code, drawn);
    }
    // Nothing listens on the discard port; the system's own words for that are left out of the drawing.
    let outcome = small().build();
    let mut dead = sijill::diagnostic::Diagnostics::default();
    sijill::external::try_all(&[("http://127.0.0.1:9/gone".to_owned(), "en/index.html".to_owned())], &mut dead);
    let drawn = sijill::diagnostic::human::draw(&dead, &outcome.sources, sijill::diagnostic::human::Colour::Plain);
    let (before, after) = drawn.split_once("does not answer: ").unwrap();
    let drawn = format!("{before}does not answer: …\n{}", after.split_once('\n').unwrap().1);
    insta::assert_snapshot!("dead-link", drawn);
}
