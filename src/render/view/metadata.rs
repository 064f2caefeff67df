//! What a page says of itself to programs, as JSON-LD in the words of schema.org.

use super::{PageView, ReportView};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What a page says of itself alone.
#[derive(Serialize)]
struct Own<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Words),
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    description: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(rename = "workTranslation", skip_serializing_if = "Vec::is_empty")]
    translations: Vec<Translation<'a>>,
}

/// The words of the data files for what schema.org has other words for.
#[derive(Serialize)]
struct Words {
    text_kind: &'static str,
}

/// The same page in another language.
#[derive(Serialize)]
struct Translation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    url: &'a str,
}

/// Describes a page, safe to stand inside a `script` element.
#[must_use]
pub fn json_ld(lang: &str, site: &str, page: &PageView, report: Option<&ReportView>) -> String {
    let kind = match page.kind {
        "report" => "Report",
        "home" | "chooser" => "WebSite",
        _ => "WebPage",
    };
    let translations =
        page.alternates.iter().filter_map(|other| Some(Translation { kind, language: &other.lang, url: other.absolute.as_deref()? }));
    let own = Own {
        context: ("https://schema.org", Words { text_kind: "https://schema.org/creativeWorkStatus" }),
        kind,
        name: &page.title,
        description: &page.description,
        language: lang,
        url: page.canonical.as_deref(),
        translations: translations.collect(),
    };
    let mut text = serde_json::to_string(&own).unwrap_or_default();
    // Behind its own members come those that it shares with other pages, which are written once.
    text.pop();
    match report {
        Some(report) if page.kind == "report" => text.push_str(&members(description_of(report))),
        Some(report) => text.push_str(report.whole.get_or_init(|| whole(report))),
        None if page.kind != "home" && page.kind != "chooser" => {
            text.push_str(&members([("isPartOf", json!({"@type": "WebSite", "name": site}))]));
        }
        None => {}
    }
    if page.kind == "state" {
        text.push_str(&members([("mainEntity", json!({"@type": "Country", "name": page.title}))]));
    }
    text.push('}');
    // A closing tag inside a string would end the script.
    text.replace('<', "\\u003c")
}

/// What each page of a report says of the report.
fn whole(report: &ReportView) -> String {
    let mut whole = Map::from_iter([("@type".to_owned(), Value::from("Report")), ("name".to_owned(), report.title.as_str().into())]);
    whole.extend(description_of(report).into_iter().map(|(name, value)| (name.to_owned(), value)));
    let author = author(report).map(|author| ("author", author));
    members([("text_kind", RESTATEMENT.into())].into_iter().chain(author).chain([("isPartOf", whole.into())]))
}

/// Members of an object, each behind a comma.
fn members(members: impl IntoIterator<Item = (&'static str, Value)>) -> String {
    members.into_iter().map(|(name, value)| format!(",{}:{value}", Value::from(name))).collect()
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
