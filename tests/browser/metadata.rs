//! What pages say of themselves to programs.

use crate::site::Site;
use crate::webdriver::Browser;

#[test]
fn programs_are_told_that_a_page_restates_an_official_document() {
    let site = Site::shared();
    let browser = Browser::start();
    let described = |page: &str| {
        browser.open(&site.file(page));
        let text = browser.run("return document.querySelector('script[type=\"application/ld+json\"]').textContent");
        serde_json::from_str::<serde_json::Value>(text.as_str().expect("a description")).expect("JSON")
    };
    let report = described("en/a-67-170/index.html");
    assert_eq!(report["@type"], "Report");
    assert_eq!(report["text_kind"], "restatement");
    assert_eq!(report["author"]["name"], "Sijill");
    assert!(report.get("reportNumber").is_none(), "the symbol is the official document's");
    let official = &report["isBasedOn"];
    assert_eq!((&official["reportNumber"], &official["inLanguage"]), (&"A/67/170".into(), &"en".into()));
    assert_eq!(official["url"], "https://undocs.org/en/A/67/170");
    assert_eq!(report["workTranslation"][0]["url"], "https://reports.example/site/ar/a-67-170/");
    let state = described("ar/a-67-170/states/egy.html");
    assert_eq!(state["mainEntity"], serde_json::json!({"@type": "Country", "name": "مصر"}));
    assert_eq!(state["isPartOf"]["isBasedOn"]["datePublished"], "2012-07-23");
    assert_ne!(state["isPartOf"]["datePublished"], "2012-07-23", "the edition is not as old as the document");
    assert_eq!((&state["text_kind"], &state["author"]["name"]), (&"restatement".into(), &"Sijill".into()));
    let cited = "return document.querySelector('meta[name=citation_technical_report_number]').content";
    browser.open(&site.file("ar/a-67-170/iv-a.html"));
    assert_eq!(browser.run(cited), "A/67/170");
}

#[test]
fn pages_are_described_in_their_language() {
    let site = Site::shared();
    let browser = Browser::start();
    let said = |page: &str, selector: &str| {
        browser.open(&site.file(page));
        let all = browser.run(&format!("return [...document.querySelectorAll('{selector}')].map(e => e.content)"));
        all.as_array().expect("a list").iter().filter_map(|text| text.as_str().map(str::to_owned)).collect::<Vec<_>>().join(" | ")
    };
    for selector in ["meta[name=description]", "meta[property=\"og:description\"]"] {
        let section = said("en/a-67-170/iv-a.html", selector);
        assert!(section.starts_with("Unofficial restatement of A/67/170, paras. 12–18: "), "{section}");
        assert!(section.ends_with('…') && section.len() < 240, "{section}");
        let section = said("ar/a-67-170/iv-a.html", selector);
        assert!(section.starts_with("صياغة غير رسمية للوثيقة \u{2066}A/67/170\u{2069}، الفقرات ١٢-١٨: "), "{section}");
        assert_eq!(said("en/a-67-170/states/egy.html", selector), "Egypt in A/67/170, Trafficking in women and girls: 10 measures");
        assert_eq!(
            said("en/a-67-170/measures/longer-reflection-period.html", selector),
            "Reflection period of 60 to 180 days instead of 30 (longer still for girls in Greece): 5 States. A/67/170, para. 16"
        );
    }
    assert_eq!(said("ar/a-67-170/iv-a.html", "meta[property^=\"og:locale\"]"), "ar | en");
    assert_eq!(said("en/a-67-170/iv-a.html", "meta[name=citation_title]"), "Trafficking in women and girls");
    assert_eq!(said("en/a-67-170/iv-a.html", "meta[name=citation_publication_date]"), "2012/07/23");
    assert_eq!(
        said("ar/a-67-170/states/egy.html", "meta[name=\"DC.title\"], meta[name=\"DC.language\"], meta[name=\"DC.identifier\"]"),
        "مصر | ar | A/67/170"
    );
}

#[test]
fn no_two_pages_have_one_title() {
    let site = Site::shared();
    let mut titles = std::collections::BTreeMap::new();
    for page in site.pages().into_iter().filter(|page| !page.ends_with("404.html")) {
        let text = std::fs::read_to_string(site.path().join(&page)).expect("the page is there");
        let title = text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).expect("a title").0.to_owned();
        if let Some(other) = titles.insert(title.clone(), page.clone()) {
            panic!("`{other}` and `{page}` are both `{title}`");
        }
    }
}
