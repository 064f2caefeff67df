//! The data as a whole: `datapackage.json` (Frictionless) over all tables, and a JSON Schema for each kind of record.

use crate::link::{Report, Site, route};
use crate::parse::id::LanguageTag;
use crate::render::Artifact;
use crate::render::data::KINDS;
use crate::render::data::dictionary::Kind;
use crate::render::language::Language;
use crate::render::template::Languages;
use crate::render::view::absolute;
use serde_json::{Value, json};
use std::sync::Arc;

/// The package and the schemas.
pub(super) fn artifacts(site: &Site, languages: &Languages) -> Vec<Artifact> {
    let described: Vec<&Language> = site.languages.iter().filter_map(|tag| languages.get(tag)).collect();
    let mut artifacts: Vec<Artifact> = KINDS
        .iter()
        .map(|kind| {
            let title = all_said(&described, "data-kind", kind.name);
            let schema = kind.schema(&site.languages, &title, |name| all_said(&described, "data-field", name));
            file(&format!("schemas/{}.json", kind.name), &schema)
        })
        .collect();
    artifacts.push(file("datapackage.json", &package(site, &described)));
    artifacts
}

fn file(name: &str, value: &Value) -> Artifact {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    Artifact::new(route::site_data(name), bytes)
}

/// What a language says of a kind or field.
fn said(language: &Language, what: &str, name: &str) -> String {
    language.messages.format(&format!("{what}-{name}"), &[], |value| language.quantity(value)).unwrap_or_default()
}

/// What every language says: schemas have room for one description.
fn all_said(languages: &[&Language], what: &str, name: &str) -> String {
    let said = languages.iter().map(|language| said(language, what, name));
    said.filter(|said| !said.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn package(site: &Site, described: &[&Language]) -> Value {
    let whole = KINDS
        .iter()
        .map(|kind| resource(kind, kind.name.to_owned(), format!("{}.csv", kind.name), &site.languages, described, &site.reports));
    let parts = site.reports.iter().flat_map(|report| {
        KINDS.iter().map(move |kind| {
            let name = format!("{}.{}", report.id, kind.name);
            resource(kind, name, format!("{}/{}.csv", report.id, kind.name), &report.languages, described, std::slice::from_ref(report))
        })
    });
    let mut licences: Vec<Value> = Vec::new();
    for report in &site.reports {
        let licence = report.record.edition.as_ref().and_then(|edition| edition.licence.as_ref());
        let licence = licence.map(|licence| json!({"name": licence.name, "path": licence.url}));
        licences.extend(licence.filter(|licence| !licences.contains(licence)));
    }
    let mut makers: Vec<Value> = Vec::new();
    for report in &site.reports {
        let maker = report.record.edition.as_ref().and_then(|edition| edition.publisher.as_ref());
        let maker = maker.map(|publisher| json!({"title": publisher, "role": "author"}));
        makers.extend(maker.filter(|maker| !makers.contains(maker)));
    }
    let titles: Vec<&str> = site.languages.iter().map(|tag| site.record.title.text(tag)).collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": "data",
        "title": titles.join(" · "),
        "description": described.iter().map(|language| {
            let say = |key: &str| language.messages.format(key, &[], |value| language.quantity(value)).unwrap_or_default();
            format!("{} {}", say("unofficial"), say("unofficial-cite"))
        }).collect::<Vec<_>>().join(" · "),
        "text_kind": "restatement",
        "sources": sources(&site.reports),
        "resources": whole.chain(parts).collect::<Value>(),
    });
    if let Some(home) = absolute(site, &route::chooser()) {
        package["homepage"] = home.into();
    }
    if !licences.is_empty() {
        package["licenses"] = licences.into();
    }
    if !makers.is_empty() {
        package["contributors"] = makers.into();
    }
    package
}

/// The documents that the reports restate.
fn sources(reports: &[Arc<Report>]) -> Value {
    let sources = reports.iter().map(|report| {
        let record = &report.record;
        let mut source = json!({"title": record.symbol.as_str()});
        if let Some(url) = record.official.addresses().next() {
            source["path"] = url.into();
        }
        if let Some(original) = &record.original_language {
            source["original_language"] = original.as_str().into();
        }
        source
    });
    sources.collect()
}

fn resource(kind: &Kind, name: String, path: String, languages: &[LanguageTag], described: &[&Language], reports: &[Arc<Report>]) -> Value {
    let fields: Vec<Value> = kind
        .columns(languages)
        .iter()
        .map(|column| json!({"name": column.name, "type": column.shape.column_type(), "description": all_said(described, "data-field", column.field)}))
        .collect();
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "title": all_said(described, "data-kind", kind.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "sources": sources(reports),
        "schema": {"fields": fields, "missingValues": [""]},
    })
}
