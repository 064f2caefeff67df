//! What a page says of itself to programs, as JSON-LD in the words of schema.org.

use super::{PageView, ReportView};
use serde_json::{Value, json};

/// Describes a page, safe to stand inside a `script` element.
#[must_use]
pub fn json_ld(lang: &str, site: &str, page: &PageView, report: Option<&ReportView>) -> String {
    let kind = match page.kind {
        "report" => "Report",
        "home" | "chooser" => "WebSite",
        _ => "WebPage",
    };
    let mut own = json!({
        // The word of the data files for what schema.org calls the status of a work.
        "@context": ["https://schema.org", {"text_kind": "https://schema.org/creativeWorkStatus"}],
        "@type": kind,
        "name": page.title,
        "description": page.description,
        "inLanguage": lang,
    });
    let mut add = |name: &str, value: Option<Value>| {
        if let (Some(value), Some(own)) = (value, own.as_object_mut()) {
            own.insert(name.to_owned(), value);
        }
    };
    add("url", page.canonical.as_deref().map(Value::from));
    let translations = page.alternates.iter().filter_map(|other| {
        let url = other.absolute.as_ref()?;
        Some(json!({"@type": kind, "inLanguage": other.lang, "url": url}))
    });
    let translations: Vec<Value> = translations.collect();
    add("workTranslation", (!translations.is_empty()).then(|| translations.into()));
    if let Some(report) = report {
        let described = description_of(report);
        if page.kind == "report" {
            described.into_iter().for_each(|(name, value)| add(name, Some(value)));
        } else {
            let mut whole = serde_json::Map::from_iter([
                ("@type".to_owned(), Value::from("Report")),
                ("name".to_owned(), report.title.as_str().into()),
            ]);
            whole.extend(described.into_iter().map(|(name, value)| (name.to_owned(), value)));
            add("text_kind", Some(RESTATEMENT.into()));
            add("author", author(report));
            add("isPartOf", Some(whole.into()));
        }
    } else if page.kind != "home" && page.kind != "chooser" {
        add("isPartOf", Some(json!({"@type": "WebSite", "name": site})));
    }
    if page.kind == "state" {
        add("mainEntity", Some(json!({"@type": "Country", "name": page.title})));
    }
    // A closing tag inside a string would end the script.
    own.to_string().replace('<', "\\u003c")
}

/// What the text of every page is, in the word of the data files.
const RESTATEMENT: &str = "restatement";

/// What is known of a report's edition, as properties of a `Report`: that it restates the official document, whose symbol and date are not its own.
fn description_of(report: &ReportView) -> Vec<(&'static str, Value)> {
    let mut official = json!({"@type": "Report", "name": report.title, "reportNumber": report.symbol});
    let texts = [("datePublished", &report.date), ("inLanguage", &report.original_language), ("url", &report.official)];
    texts.into_iter().for_each(|(name, text)| text.iter().for_each(|text| official[name] = text.as_str().into()));
    if let Some(organ) = &report.organ {
        official["author"] = json!({"@type": "Organization", "name": organ});
    }
    let amendments = |is_wanted: &dyn Fn(&str) -> bool, kind: &str| -> Vec<Value> {
        let wanted = report.amendments.iter().filter(|amendment| is_wanted(amendment.kind));
        let described = wanted.map(|amendment| {
            let mut own = json!({"@type": kind, "identifier": amendment.symbol, "name": amendment.label});
            let texts = [("datePublished", &amendment.iso_date), ("url", &amendment.official)];
            texts.into_iter().for_each(|(name, text)| text.iter().for_each(|text| own[name] = text.as_str().into()));
            own
        });
        described.collect()
    };
    let corrections = amendments(&|kind| kind == "corrigendum", "CorrectionComment");
    let others = amendments(&|kind| kind != "corrigendum", "CreativeWork");
    if !corrections.is_empty() {
        official["correction"] = corrections.into();
    }
    if !others.is_empty() {
        official["hasPart"] = others.into();
    }
    let mut properties = vec![("text_kind", Value::from(RESTATEMENT)), ("isBasedOn", official)];
    properties.extend(author(report).into_iter().flat_map(|own| [("author", own.clone()), ("publisher", own)]));
    properties.extend(report.edition_iso_date.as_deref().map(|date| ("datePublished", date.into())));
    properties
}

/// Who made the edition.
fn author(report: &ReportView) -> Option<Value> {
    report.publisher.as_deref().map(|name| json!({"@type": "Organization", "name": name}))
}
