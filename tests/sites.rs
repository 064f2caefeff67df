//! Golden sites: `tests/sites/NAME/site` is built, and every file of it compared with `tests/sites/NAME/expected`.
//!
//! A file that is missing, or left over, fails. `SIJILL_BLESS=1 cargo test --test sites` writes what is built as what is expected: read the
//! difference before committing it. Golden sites wear `plain-theme`, so that they change when the program or the facts do and not when the
//! default theme does; what the default theme adds (its assets) is not compared. Their contents are invented.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

mod harness;

use harness::html::Page;
use harness::{Files, publish, read_folder, write_folder};
use std::path::PathBuf;
use tempfile::TempDir;

fn sites() -> PathBuf {
    harness::root().join("tests/sites")
}

/// What a golden site is dressed in beside its own files.
enum Theme {
    /// `tests/sites/plain-theme`.
    Plain,
    /// What the program embeds.
    Default,
}

/// Builds `tests/sites/NAME/site` and returns what is published.
fn build(name: &str, theme: Theme, change: impl FnOnce(&mut Files)) -> Files {
    let folder: TempDir = tempfile::tempdir().unwrap();
    let mut files = read_folder(&sites().join(name).join("site"));
    let site = files.get_mut("content/site.yaml").unwrap();
    if let Theme::Plain = theme {
        site.extend(b"theme: plain\n");
        for (path, bytes) in read_folder(&sites().join("plain-theme")) {
            files.insert(format!("themes/plain/{path}"), bytes);
        }
    }
    change(&mut files);
    write_folder(&folder.path().join("root"), &files);
    let output = folder.path().join("out");
    publish(&folder.path().join("root"), &output);
    read_folder(&output)
}

/// Leaves what golden sites do not compare: the default theme's assets, in the folder and in the manifest.
fn compared(mut built: Files) -> Files {
    let manifest: serde_json::Value = serde_json::from_slice(&built["data/manifest.json"]).unwrap();
    let listed = manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap());
    let own = |path: &str| !path.starts_with("assets/") && !path.starts_with("search/");
    let listed: String = listed.filter(|path| own(path)).map(|path| format!("{path}\n")).collect();
    built.insert(
        "data/manifest.json".to_owned(),
        format!("# The files that data/manifest.json lists, without assets and the search index:\n{listed}").into_bytes(),
    );
    // So are the words by which it explains the data.
    let explains = |path: &str| path.starts_with("data/schemas/") || path == "data/datapackage.json" || path.ends_with("/data.html");
    // The worker's bytes tell those of all other files.
    built.retain(|path, _| own(path) && !explains(path) && path != "sw.js");
    built
}

/// Compares a built site with what is expected of it.
#[track_caller]
fn golden(name: &str, built: Files) {
    let expected = sites().join(name).join("expected");
    let built = compared(built);
    if std::env::var_os("SIJILL_BLESS").is_some() {
        let _ = std::fs::remove_dir_all(&expected);
        write_folder(&expected, &built);
        return;
    }
    let expected = read_folder(&expected);
    let mut faults = Vec::new();
    for (path, bytes) in &built {
        match expected.get(path) {
            None => faults.push(format!("built and not expected: {path}")),
            Some(expected) if expected != bytes => faults.push(format!("differs: {path}\n{}", first_difference(expected, bytes))),
            Some(_) => {}
        }
    }
    faults.extend(expected.keys().filter(|path| !built.contains_key(*path)).map(|path| format!("expected and not built: {path}")));
    assert!(faults.is_empty(), "tests/sites/{name}/expected (SIJILL_BLESS=1 writes it anew):\n{}", faults.join("\n"));
}

fn first_difference(expected: &[u8], built: &[u8]) -> String {
    let (expected, built) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(built));
    let mut lines = built.lines();
    for (number, line) in expected.lines().enumerate() {
        let other = lines.next().unwrap_or("(the end)");
        if line != other {
            return format!("  line {}\n  - {line}\n  + {other}", number + 1);
        }
    }
    format!("  + {}", lines.next().unwrap_or("(white space)"))
}

fn page(files: &Files, path: &str) -> Page {
    let html = files.get(path).unwrap_or_else(|| panic!("`{path}` was not built"));
    Page::parse(std::str::from_utf8(html).unwrap())
}

/// The languages that a page links to.
fn languages_of(page: &Page) -> Vec<String> {
    let mut languages: Vec<String> = page.all("a").filter_map(|link| link.get("hreflang")).map(str::to_owned).collect();
    languages.sort();
    languages.dedup();
    languages
}

#[test]
fn french_and_arabic_with_french_brought_by_the_site() {
    golden("french-arabic", build("french-arabic", Theme::Plain, |_| {}));
}

/// Interface strings that the default theme has gained and the test site's French has not, in English.
fn missing_messages(files: &mut Files) {
    let path = "themes/default/languages/fr.ftl";
    let mut french = String::from_utf8(files[path].clone()).unwrap();
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned()).filter(|key| !key.starts_with([' ', '#', '}']));
    let known: Vec<String> = french.lines().filter_map(key).collect();
    let english = std::fs::read_to_string(harness::root().join("themes/default/languages/en.ftl")).unwrap();
    let mut wanted = false;
    for line in english.lines() {
        if let Some(key) = key(line) {
            wanted = !known.contains(&key);
        }
        if wanted {
            french.push_str(line);
            french.push('\n');
        }
    }
    files.insert(path.to_owned(), french.into_bytes());
}

#[test]
fn the_default_theme_speaks_a_language_that_the_program_does_not_know() {
    let built = build("french-arabic", Theme::Default, missing_messages);
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::parse(std::str::from_utf8(bytes).unwrap());
        assert!(page.faults.is_empty(), "{path}: {:?}", page.faults);
        assert_eq!(page.all("h1").count(), 1, "{path}");
        if path.starts_with("fr/") {
            let html = page.all("html").next().unwrap();
            assert_eq!((html.get("lang"), html.get("dir")), (Some("fr"), Some("ltr")), "{path}");
            assert!(page.whole_text().contains("Reformulation non officielle."), "{path}");
            assert!(page.all("a").any(|link| link.get("hreflang") == Some("ar") && page.text(link) == "العربية"), "{path}");
        }
    }
    let section = page(&built, "fr/coast/i.html");
    let paragraph = section.text(section.by_id("para-2").unwrap());
    for words in ["Grand-Fenwick, Île de la Brume, Royaume de Ruritanie et Sylvanie", "40\u{a0}000"] {
        assert!(paragraph.contains(words) || paragraph.contains(&words.replace('\u{a0}', " ")), "{words:?} is not in {paragraph:?}");
    }
}

#[test]
fn the_official_wording_stands_beside_the_restatement_where_it_is_held() {
    let built = build("french-arabic", Theme::Plain, |_| {});
    let blocks = |path: &str, id: &str| {
        let page = page(&built, path);
        let paragraph = page.by_id(id).expect("the paragraph");
        let quoted = page.inside(paragraph).iter().find(|element| element.name == "blockquote");
        quoted.map(|quoted| page.inside(quoted).iter().map(|block| page.text(block)).collect::<Vec<_>>()).unwrap_or_default()
    };
    // A page break and a footnote interrupt the first paragraph, and a line that begins with a year begins none.
    let first =
        "Quatre États ont parlé de leurs lampes, et le présent rapport, établi en réponse à la résolution, en rend compte fidèlement.";
    assert_eq!(blocks("fr/coast/i.html", "para-1"), [first]);
    assert_eq!(blocks("fr/coast/i.html", "para-2"), ["Des lampes ont été remplacées en 2031.", "2032. ne commence aucun paragraphe."]);
    assert_eq!(blocks("fr/coast/ii.html", "para-3"), ["Le bureau devrait :", "a) Compter les lampes ;", "b) Les allumer."]);
    assert!(blocks("ar/coast/i.html", "para-1").is_empty(), "a language shows the wording of another");
}

#[test]
fn a_translation_memory_names_by_the_symbol_only_what_is_official_in_two_languages() {
    let memory = |files: &Files| String::from_utf8(files["data/coast/paragraphs.tmx"].clone()).unwrap();
    let one = memory(&build("french-arabic", Theme::Plain, |_| {}));
    assert!(one.contains("tuid=\"restatement:para-1\"") && !one.contains("tuid=\"X/1#"));
    let both = build("french-arabic", Theme::Plain, |files| {
        let text = "أولاً - إضاءة الساحل\n\n١ - تحدثت أربع دول مختلقة عن مصابيحها.\n";
        files.insert("seeds/coast/official.ar.txt".to_owned(), text.as_bytes().to_vec());
    });
    let both = memory(&both);
    assert_eq!(both.matches("tuid=\"X/1#").count(), 1, "the second paragraph is held in one language alone");
    let unit = both.split("<tu tuid=\"X/1#para-1\">").nth(1).and_then(|rest| rest.split("</tu>").next()).unwrap();
    assert!(
        unit.contains("<prop type=\"text_kind\">official</prop>")
            && unit.contains("تحدثت أربع دول مختلقة")
            && unit.contains("Quatre États")
    );
    assert!(both.contains("tuid=\"restatement:para-1\""), "the restatement stands beside it under its own name");
}

#[test]
fn a_footnote_cited_twice_is_led_back_to_from_its_first_mark_alone() {
    let built = build("french-arabic", Theme::Default, missing_messages);
    for path in ["fr/coast/i.html", "ar/coast/print.html", "fr-ar/coast/i.html"] {
        let html = std::str::from_utf8(&built[path]).unwrap();
        let marks = html.matches("href=\"#fn-1\"").count();
        assert_eq!(marks, 2, "{path}: each mark leads to the footnote");
        assert_eq!(html.matches("id=\"fn-1-mark\"").count(), 1, "{path}");
        assert_eq!(html.matches("id=\"fn-1\"").count(), 1, "{path}: the footnote stands once");
        assert!(html.find("id=\"fn-1-mark\"") < html.rfind("href=\"#fn-1\""), "{path}: the first mark is led back to");
    }
}

#[test]
fn the_whole_report_stands_on_one_page_under_the_fragments_of_its_sections() {
    let built = build("french-arabic", Theme::Default, missing_messages);
    let whole = page(&built, "fr/coast/print.html");
    for section in ["fr/coast/i.html", "fr/coast/ii.html"] {
        for id in page(&built, section).elements.iter().filter_map(|element| element.get("id")) {
            if ["para-", "fn-", "note-"].iter().any(|start| id.starts_with(start)) {
                assert!(whole.by_id(id).is_some(), "`#{id}` of {section} is not on the whole page");
            }
        }
    }
    let robots = whole.all("meta").find(|meta| meta.get("name") == Some("robots")).expect("a word to crawlers");
    assert_eq!(robots.get("content"), Some("noindex"));
    assert!(!whole.all("link").any(|link| matches!(link.get("rel"), Some("canonical")) || link.get("hreflang").is_some()));
    assert_eq!(languages_of(&whole), ["ar"]);
    // A paragraph of another section is linked where it stands: on this page.
    let second = whole.by_id("para-2").expect("paragraph 2");
    assert!(whole.inside(second).iter().any(|link| link.get("href") == Some("#para-3")));
}

#[test]
fn three_languages_with_a_chosen_pair_side_by_side() {
    let built = build("three-languages", Theme::Plain, |files| {
        for (path, bytes) in read_folder(&sites().join("french-arabic/site/themes")) {
            files.insert(format!("themes/{path}"), bytes);
        }
    });
    assert!(built.contains_key("fr-ar/coast/i.html"), "the chosen pair has no parallel view");
    assert!(!built.keys().any(|path| path.starts_with("en-")), "a pair that was not chosen has a parallel view");
    assert_eq!(languages_of(&page(&built, "en/coast/i.html")), ["ar", "fr"]);
    golden("three-languages", built);
}

#[test]
fn a_report_in_one_language_of_a_bilingual_site() {
    let built = build("one-language", Theme::Plain, |_| {});
    assert!(built.contains_key("en/english-only/i.html"));
    assert!(!built.keys().any(|path| path.starts_with("ar/english-only/")), "a page was made in a language that the report lacks");
    assert!(!built.contains_key("en-ar/english-only/i.html"));
    let section = page(&built, "en/english-only/i.html");
    assert!(languages_of(&section).is_empty(), "a link leads to a language that the report lacks");
    assert!(!section.all("link").any(|link| link.get("hreflang") == Some("ar")), "hreflang names a page that does not exist");
    let both = page(&built, "en/both/i.html");
    assert_eq!(languages_of(&both), ["ar"]);
    assert!(
        both.all("link").any(|link| link.get("hreflang") == Some("ar") && link.get("href") == Some("https://example.org/ar/both/i.html"))
    );
    golden("one-language", built);
}

#[test]
fn two_reports_share_the_pages_of_states() {
    let built = build("two-reports", Theme::Plain, |_| {});
    for (path, reports) in [
        ("en/states/xsy.html", vec!["../coast/states/xsy.html", "../hills/states/xsy.html"]),
        ("en/states/xgf.html", vec!["../coast/states/xgf.html"]),
        ("ar/states/xru.html", vec!["../hills/states/xru.html"]),
        ("ar/entities/lamp-office.html", vec!["../coast/entities/lamp-office.html", "../hills/entities/lamp-office.html"]),
    ] {
        let page = page(&built, path);
        let links: Vec<&str> = page.all("p").flat_map(|line| page.inside(line)).filter_map(|link| link.get("href")).collect();
        assert_eq!(links, reports, "{path}: one line per report");
    }
    golden("two-reports", built);
}

#[test]
fn a_page_of_several_reports_names_the_documents_of_those_that_it_tells_of() {
    let built = build("two-reports", Theme::Default, |files| {
        for (report, symbol) in [("coast", "X/1"), ("hills", "X/2")] {
            let official =
                format!("official: {{en: \"https://documents.example/{symbol}\", ar: \"https://documents.example/{symbol}\"}}\n");
            files.get_mut(&format!("content/{report}/report.yaml")).unwrap().extend(official.into_bytes());
        }
    });
    for (path, symbols) in
        [("en/states/xsy.html", vec!["X/1", "X/2"]), ("en/states/xgf.html", vec!["X/1"]), ("ar/states/xru.html", vec!["X/2"])]
    {
        let page = page(&built, path);
        let banner = page.all("p").find(|line| line.get("class") == Some("unofficial")).unwrap();
        let links: Vec<String> = page.inside(banner).iter().filter(|link| link.name == "a").map(|link| page.text(link)).collect();
        assert_eq!(links, symbols, "{path}");
    }
    // Without scripts, the search page leads to what the reports name and to the reports: all their names would be a page as long as all their lists.
    let search = page(&built, "en/search.html");
    let names = search.all("section").find(|section| section.get("class") == Some("names")).unwrap();
    let links: Vec<&str> = search.inside(names).iter().filter_map(|link| link.get("href")).collect();
    for wanted in ["states/xgf.html", "states/xru.html", "entities/lamp-office.html", "coast/index.html", "hills/index.html"] {
        assert!(links.contains(&wanted), "{wanted}: {links:?}");
    }
    assert!(!links.iter().any(|link| link.starts_with("coast/states/")), "{links:?}");
}

#[test]
fn amendments_show_at_what_they_amend_in_each_language_that_they_were_issued_for() {
    let built = build("amended", Theme::Default, |_| {});
    for (language, earlier, only_arabic) in [("en", "on five nights", false), ("ar", "في خمس ليال", true)] {
        let section = String::from_utf8(built[&format!("{language}/coast/i.html")].clone()).unwrap();
        assert!(section.contains("about.html#amendment-corr-1") && section.contains(earlier) && section.contains("#fn-1"), "{section}");
        assert_eq!(section.contains("X/1/Corr.2"), only_arabic, "{language}");
        let about = page(&built, &format!("{language}/coast/about.html"));
        assert!(about.by_id("amendment-corr-1").is_some() && about.by_id("amendment-add-1").is_some());
        assert_eq!(about.by_id("amendment-corr-2").is_some(), only_arabic);
        assert!(String::from_utf8_lossy(&built[&format!("{language}/coast/index.html")]).contains("about.html#amendment-add-1"));
    }
    let both = String::from_utf8(built["en-ar/coast/i.html"].clone()).unwrap();
    assert!(both.contains("on five nights") && both.contains("في خمس ليال"));
    golden("amended", build("amended", Theme::Plain, |_| {}));
}

#[test]
fn a_site_overrides_one_template_and_one_asset_and_keeps_the_rest() {
    let built = build("theme-override", Theme::Default, |_| {});
    for language in ["en", "ar"] {
        let home = page(&built, &format!("{language}/index.html"));
        let mine = home.by_id("mine").expect("the site's own template is not used");
        assert_eq!(home.text(mine), "A home of my own");
        assert!(home.all("header").count() > 0, "the default theme's frame is gone");
        let section = page(&built, &format!("{language}/coast/i.html"));
        assert!(section.by_id("para-1").is_some() && section.by_id("mine").is_none());
    }
    assert_eq!(style(&built), b"/* a style of my own */\n");
    let others = build("theme-override", Theme::Default, |files| {
        files.remove("themes/mine/assets/site.css");
        files.remove("themes/mine/templates/home.html");
        files.insert("content/site.yaml".to_owned(), without_theme(&files["content/site.yaml"]));
    });
    assert!(page(&others, "en/index.html").by_id("mine").is_none());
    assert!(style(&others).len() > 1000, "the default theme's style is not embedded");
    let paths = |files: &Files| files.keys().filter(|path| !path.starts_with("assets/site-")).cloned().collect::<Vec<_>>();
    let (with, without) = (paths(&built), paths(&others));
    assert_eq!(with, without, "overriding adds or removes no file");
}

/// What the style holds that the English home names.
fn style(files: &Files) -> &[u8] {
    let home = page(files, "en/index.html");
    let address = home.all("link").filter(|link| link.get("rel") == Some("stylesheet")).find_map(|link| link.get("href")).unwrap();
    &files[address.strip_prefix("../").unwrap()]
}

/// A `site.yaml` that chooses no theme.
fn without_theme(site: &[u8]) -> Vec<u8> {
    let lines = std::str::from_utf8(site).unwrap().lines().filter(|line| !line.starts_with("theme:"));
    lines.map(|line| format!("{line}\n")).collect::<String>().into_bytes()
}

#[test]
fn a_built_site_does_not_depend_on_a_theme_folder() {
    // `theme-override` has no default theme of its own: what it is dressed in is embedded in the program.
    assert!(!sites().join("theme-override/site/themes/default").exists());
    assert!(build("theme-override", Theme::Default, |_| {}).len() > 20);
}

#[test]
fn every_expected_folder_has_a_test() {
    let this = include_str!("sites.rs");
    for entry in std::fs::read_dir(sites()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if sites().join(&name).join("site").exists() {
            assert!(this.contains(&format!("build(\"{name}\"")), "no test builds tests/sites/{name}");
        }
    }
}
