//! A report's edition as JSON-LD: what it is, what it restates, and the files that hold its data.

use super::host::edition_date;
use crate::link::route::{self, Page};
use crate::link::{AmendmentKind, Report, Site};
use crate::parse::Localized;
use crate::path::OutputPath;
use crate::render::view::absolute;
use crate::render::{Artifact, data};
use serde_json::{Value, json};

/// The edition and its data set, in the words of schema.org.
pub(super) fn artifact(site: &Site, report: &Report) -> Artifact {
    let record = &report.record;
    let path = route::data(&report.id, "report.jsonld");
    // Without a place on the web, addresses are relative to this file.
    let at = |target: &OutputPath| absolute(site, target).unwrap_or_else(|| path.link_to(target));
    let texts = |text: &Localized| -> Value {
        report.languages.iter().map(|tag| json!({"@value": text.text(tag), "@language": tag.as_str()})).collect()
    };
    let homes: Vec<String> = report.languages.iter().map(|tag| at(&Page::Home.path(tag, &report.id))).collect();
    let id = homes.first().cloned().unwrap_or_default();
    let edition = record.edition.as_ref();
    let named = edition.and_then(|edition| edition.publisher.as_ref()).map(|name| json!(name));
    let publisher = json!({"@type": "Organization", "name": named.unwrap_or_else(|| texts(&site.record.title))});
    let licence = edition.and_then(|edition| edition.licence.as_ref()).map(|licence| licence.url.as_str());
    let amendments = |wanted: bool, kind: &str| -> Option<Vec<Value>> {
        let own = report.amendments.iter().filter(|amendment| (amendment.kind == AmendmentKind::Corrigendum) == wanted);
        let described: Vec<Value> = own
            .map(|amendment| {
                let record = &amendment.record;
                let names = amendment.languages.iter().map(|tag| json!({"@value": record.label.text(tag), "@language": tag.as_str()}));
                json!({
                    "@type": kind,
                    "identifier": record.symbol.value,
                    "name": names.collect::<Value>(),
                    "datePublished": record.date.as_ref().map(|date| date.value.as_str()),
                    "url": record.official.addresses().collect::<Vec<_>>(),
                })
            })
            .collect();
        (!described.is_empty()).then_some(described)
    };
    let official = json!({
        "correction": amendments(true, "CorrectionComment"),
        "hasPart": amendments(false, "CreativeWork"),
        "@type": "Report",
        "name": texts(&record.title),
        "reportNumber": record.symbol.as_str(),
        "datePublished": record.date.as_ref().map(|date| date.value.as_str()),
        "inLanguage": record.original_language,
        "author": record.organ.as_ref().map(|organ| json!({"@type": "Organization", "name": texts(organ)})),
        "url": record.official.addresses().collect::<Vec<_>>(),
    });
    let sections = report.sections.iter().map(|section| {
        let page = Page::Section(section.stem.clone());
        json!({
            "@type": "CreativeWork",
            "name": report.languages.iter().map(|tag| json!({"@value": section.title(tag), "@language": tag.as_str()})).collect::<Value>(),
            "url": report.languages.iter().map(|tag| at(&page.path(tag, &report.id))).collect::<Value>(),
        })
    });
    let downloads = data::KINDS.iter().flat_map(|kind| [("json", "application/json", kind.name), ("csv", "text/csv", kind.name)]).map(
        |(ending, kind, name)| {
            let file = route::data(&report.id, &format!("{name}.{ending}"));
            json!({"@type": "DataDownload", "encodingFormat": kind, "contentUrl": at(&file)})
        },
    );
    let own = |kind: &str, fragment: &str| {
        let mut thing = json!({
            "@type": kind,
            "@id": format!("{id}{fragment}"),
            "name": texts(&record.title),
            "text_kind": "restatement",
            "isBasedOn": official,
            "inLanguage": report.languages.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
            "author": publisher,
            "publisher": publisher,
            "datePublished": edition_date(report),
            "license": licence,
        });
        if let Some(about) = &record.about {
            thing["description"] = texts(about);
        }
        thing
    };
    let mut work = own("Report", "");
    work["url"] = json!(homes);
    work["hasPart"] = sections.collect();
    let mut set = own("Dataset", "#data");
    set["distribution"] = downloads.collect();
    let document = without_nulls(json!({
        // The word of the data files for what schema.org calls the status of a work.
        "@context": ["https://schema.org", {"text_kind": "https://schema.org/creativeWorkStatus"}],
        "@graph": [work, set],
    }));
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    Artifact::new(path, bytes)
}

/// The same value without fields that say nothing.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(
            fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, without_nulls(value))).collect(),
        ),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
