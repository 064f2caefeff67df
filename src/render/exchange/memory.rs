//! A report's paragraphs in all languages as a translation memory: TMX 1.4b, one unit a paragraph, title or footnote.
//!
//! A unit is named by the report's symbol only where it holds the official wording, which the publisher must have in two languages at least: a
//! translator's tool that knows the symbol must never be given a restatement for it.

use super::xml::{self, Element};
use crate::link::route;
use crate::link::{Report, Site};
use crate::parse::id::LanguageTag;
use crate::render::Artifact;
use crate::render::edition::Edition;
use crate::render::view::Builder;

/// The translation memory of a report; none for a report in one language.
pub(super) fn artifact(site: &Site, report: &Report, editions: &[&Edition<'_>]) -> Option<Artifact> {
    let [first, _, ..] = editions else { return None };
    let path = route::data(&report.id, "paragraphs.tmx");
    let builders: Vec<Builder<'_>> = editions.iter().map(|edition| Builder::at(site, edition, path.clone(), None)).collect();
    let unit = |id: String, segment: &dyn Fn(&Builder<'_>) -> Option<String>| {
        let variants: Vec<Element> = builders
            .iter()
            .filter_map(|builder| {
                let text = segment(builder).filter(|text| !text.is_empty())?;
                Some(Element::new("tuv").with("xml:lang", builder.tag().as_str()).child(Element::of_text("seg", text)))
            })
            .collect();
        // A unit in one language aligns nothing.
        (variants.len() > 1).then(|| Element::new("tu").with("tuid", format!("restatement:{id}")).children(variants))
    };
    let mut units = vec![unit("title".to_owned(), &|builder| Some(report.record.title.text(builder.tag()).to_owned()))];
    for section in &report.sections {
        units.push(unit(format!("section-{}", section.stem), &|builder| Some(section.title(builder.tag()).to_owned())));
        for &index in &section.paragraphs {
            let paragraph = &report.paragraphs[index];
            units.push(unit(paragraph.id.to_string(), &|builder| Some(builder.prose.plain(paragraph.texts.get(builder.tag())?.blocks()))));
        }
        for label in &section.footnotes {
            let Some(footnote) = report.footnotes.get(label) else { continue };
            units.push(unit(route::footnote_fragment(label), &|builder| {
                Some(builder.prose.plain(footnote.texts.get(builder.tag())?.blocks()))
            }));
        }
    }
    let official = report.paragraphs.iter().filter_map(|paragraph| {
        let variants: Vec<Element> = editions
            .iter()
            .filter_map(|edition| {
                let text = edition.official(paragraph.id.number())?.join("\n");
                Some(Element::new("tuv").with("xml:lang", edition.language.tag.as_str()).child(Element::of_text("seg", text)))
            })
            .collect();
        let unit = Element::new("tu").with("tuid", format!("{}#{}", report.record.symbol.as_str(), paragraph.id));
        (variants.len() > 1).then(|| unit.child(Element::of_text("prop", "official").with("type", "text_kind")).children(variants))
    });
    let root = Element::new("tmx")
        .with("version", "1.4")
        .child(header(report, &first.language.tag))
        .child(Element::new("body").children(units.into_iter().flatten().chain(official)));
    Some(Artifact::new(path, xml::document(&root)))
}

/// What the units are: restatements of one document, none of them the source of another.
fn header(report: &Report, first: &LanguageTag) -> Element {
    let property = |name: &str, value: &str| Element::of_text("prop", value).with("type", name);
    let record = &report.record;
    Element::new("header")
        .with("creationtool", "sijill")
        .with("creationtoolversion", env!("CARGO_PKG_VERSION"))
        .with("datatype", "plaintext")
        .with("segtype", "paragraph")
        .with("adminlang", first.as_str())
        .with("srclang", "*all*")
        .with("o-tmf", "sijill")
        .child(property("text_kind", "restatement"))
        .child(property("symbol", record.symbol.as_str()))
        .children(record.official.addresses().map(|url| property("isBasedOn", url)))
        .children(record.original_language.iter().map(|original| property("original_language", original)))
}
