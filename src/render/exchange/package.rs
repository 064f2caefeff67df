//! The data as a whole: `datapackage.json` (Frictionless) over all tables, and a JSON Schema for each kind of record.

use crate::Error;
use crate::link::{Report, Site, route};
use crate::parse::id::LanguageTag;
use crate::render::Artifact;
use crate::render::data::KINDS;
use crate::render::data::dictionary::Kind;
use crate::render::hand::Hand;
use crate::render::language::Language;
use crate::render::template::Languages;
use crate::render::view::absolute;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;

/// The schemas.
pub(super) fn schemas(site: &Site, languages: &Languages) -> Vec<Artifact> {
    let described = described(site, languages);
    let schema = |kind: &Kind| {
        let title = all_said(&described, "data-kind", kind.name);
        let schema = kind.schema(&site.languages, &title, |name| all_said(&described, "data-field", name));
        let mut bytes = serde_json::to_vec_pretty(&schema).unwrap_or_default();
        bytes.push(b'\n');
        Artifact::new(route::site_data(&format!("schemas/{}.json", kind.name)), bytes)
    };
    KINDS.iter().map(schema).collect()
}

/// The package, handed on while it is made: it tells of each table of each report.
pub(in crate::render) fn hand_on(site: &Site, languages: &Languages, hand: &mut Hand<'_>) -> Result<(), Error> {
    let path = route::site_data("datapackage.json");
    let mut file = hand.begin(path.clone())?;
    serde_json::to_writer_pretty(&mut file, &package(site, &described(site, languages)))
        .map_err(|error| Error::write(Path::new(path.as_str()), error.into()))?;
    file.add(b"\n")?;
    hand.end(file)
}

/// The languages in which the data are described.
fn described<'l>(site: &Site, languages: &'l Languages) -> Vec<&'l Language> {
    site.languages.iter().filter_map(|tag| languages.get(tag)).collect()
}

/// The package as it is written.
#[derive(Serialize)]
struct Package<R> {
    profile: &'static str,
    name: &'static str,
    title: String,
    description: String,
    text_kind: &'static str,
    sources: Value,
    resources: R,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<Value>,
}

/// A list whose items are made one by one, when each is written.
struct OneByOne<F>(F);

impl<I: Iterator<Item = Value>, F: Fn() -> I> Serialize for OneByOne<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
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

fn package<'p>(site: &'p Site, described: &'p [&'p Language]) -> Package<impl Serialize + 'p> {
    let resources = OneByOne(move || {
        let whole = KINDS
            .iter()
            .map(|kind| resource(kind, kind.name.to_owned(), format!("{}.csv", kind.name), &site.languages, described, &site.reports));
        let parts = site.reports.iter().flat_map(move |report| {
            KINDS.iter().map(move |kind| {
                let (name, path) = (format!("{}.{}", report.id, kind.name), format!("{}/{}.csv", report.id, kind.name));
                resource(kind, name, path, &report.languages, described, std::slice::from_ref(report))
            })
        });
        whole.chain(parts)
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
    let description = described.iter().map(|language| {
        let say = |key: &str| language.messages.format(key, &[], |value| language.quantity(value)).unwrap_or_default();
        format!("{} {}", say("unofficial"), say("unofficial-cite"))
    });
    Package {
        profile: "tabular-data-package",
        name: "data",
        title: titles.join(" · "),
        description: description.collect::<Vec<_>>().join(" · "),
        text_kind: "restatement",
        sources: sources(&site.reports),
        resources,
        homepage: absolute(site, &route::chooser()),
        licenses: licences,
        contributors: makers,
    }
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
