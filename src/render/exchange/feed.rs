//! An Atom feed per language: the reports and their editions, newest first.

use super::host::edition_date;
use super::xml::{self, Element};
use crate::link::Site;
use crate::link::route::{self, Page, SharedPage};
use crate::render::Artifact;
use crate::render::edition::Edition;
use crate::render::language::Language;
use crate::render::view::{Builder, absolute};

/// The feed of a language; none for a site that does not know where it will stand, since every entry is named by its address.
pub(super) fn artifact(site: &Site, language: &Language, editions: &[&Edition<'_>]) -> Option<Artifact> {
    let tag = &language.tag;
    let path = route::feed(tag);
    let (own, home) = (absolute(site, &path)?, absolute(site, &SharedPage::Home.path(tag))?);
    let mut entries: Vec<(String, Element)> = editions.iter().filter_map(|edition| entry(site, edition)).collect();
    entries.extend(editions.iter().flat_map(|edition| amendments(site, edition)));
    entries.sort_by(|(a, _), (b, _)| b.cmp(a));
    // An edition without a date is no news; a feed without news has nothing that it could honestly be dated by.
    let updated = entries.first()?.0.clone();
    let link = |rel: &str, kind: &str, href: String| Element::new("link").with("rel", rel).with("type", kind).with("href", href);
    let feed = Element::new("feed")
        .with("xmlns", "http://www.w3.org/2005/Atom")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xml:lang", tag.as_str())
        .child(Element::of_text("id", own.clone()))
        .child(Element::of_text("title", site.record.title.text(tag)))
        .children(site.record.tagline.as_ref().map(|tagline| Element::of_text("subtitle", tagline.text(tag))))
        .child(Element::of_text("updated", updated))
        .child(Element::new("author").child(Element::of_text("name", site.record.title.text(tag))))
        .child(link("self", "application/atom+xml", own))
        .child(link("alternate", "text/html", home))
        .child(Element::new("generator").text("sijill"))
        .children(entries.into_iter().map(|(_, entry)| entry));
    Some(Artifact::new(path, xml::document(&feed)))
}

/// The amendments of a report as entries, each with the time by which it is sorted.
fn amendments(site: &Site, edition: &Edition<'_>) -> Vec<(String, Element)> {
    let tag = &edition.language.tag;
    let page = route::amendments_page(site.outputs);
    let builder = Builder::for_page(site, edition, &page);
    let edited = edition.report.record.edition.as_ref();
    let publisher = edited.and_then(|edited| edited.publisher.as_deref()).unwrap_or(site.record.title.text(tag));
    let entries = builder.amendments().into_iter().filter_map(|amendment| {
        let told = absolute(site, &page.path(tag, &edition.report.id))?;
        let time = format!("{}T00:00:00Z", amendment.iso_date?);
        let address = format!("{told}#{}", amendment.fragment);
        let said = |key: &str| builder.prose.message(key, &[]);
        let kind = said(&format!("amendment-kind-{}", amendment.kind));
        let changed: Vec<&str> = amendment.changes.iter().map(|change| change.label.as_str()).collect();
        let link = |rel: &str, href: &str| Element::new("link").with("rel", rel).with("href", href);
        let entry = Element::new("entry")
            .child(Element::of_text("id", address.clone()))
            .child(Element::of_text("title", format!("{kind} · {} · {}", amendment.symbol, amendment.label)))
            .child(Element::of_text("updated", time.clone()))
            .child(Element::new("author").child(Element::of_text("name", publisher)))
            .child(link("alternate", &address).with("type", "text/html").with("hreflang", tag.as_str()))
            .children(amendment.official.iter().map(|official| link("via", official)))
            .child(Element::new("category").with("term", "restatement").with("label", said("unofficial")))
            .child(Element::new("category").with("term", amendment.kind).with("label", kind))
            .children((!changed.is_empty()).then(|| Element::of_text("summary", changed.join("\n"))))
            .child(Element::of_text("rights", format!("{} {}", said("unofficial"), said("unofficial-cite"))))
            .child(Element::of_text("dcterms:identifier", amendment.symbol.as_str()));
        Some((time, entry))
    });
    entries.collect()
}

/// A report's edition as an entry, with the time by which it is sorted.
fn entry(site: &Site, edition: &Edition<'_>) -> Option<(String, Element)> {
    let (report, tag) = (edition.report, &edition.language.tag);
    let home = absolute(site, &Page::Home.path(tag, &report.id))?;
    let date = edition_date(report)?;
    let time = format!("{date}T00:00:00Z");
    let record = &report.record;
    let publisher = record.edition.as_ref().and_then(|edition| edition.publisher.as_deref()).unwrap_or(site.record.title.text(tag));
    let official = record.official.nearest(tag);
    let link = |rel: &str, href: &str| Element::new("link").with("rel", rel).with("href", href);
    let message = |key: &str| edition.language.messages.format(key, &[], |value| edition.language.quantity(value)).unwrap_or_default();
    let entry = Element::new("entry")
        .child(Element::of_text("id", format!("{home}#edition-{date}")))
        .child(Element::of_text("title", format!("{} · {}", record.symbol.as_str(), record.title.text(tag))))
        .child(Element::of_text("updated", time.clone()))
        .child(Element::new("author").child(Element::of_text("name", publisher)))
        .child(link("alternate", &home).with("type", "text/html").with("hreflang", tag.as_str()))
        .children(official.map(|official| link("via", official)))
        .child(Element::new("category").with("term", "restatement").with("label", message("unofficial")))
        .children(record.about.as_ref().map(|about| Element::of_text("summary", about.text(tag))))
        .child(Element::of_text("rights", format!("{} {}", message("unofficial"), message("unofficial-cite"))))
        .child(Element::of_text("dcterms:identifier", record.symbol.as_str()))
        .children(official.map(|official| Element::of_text("dcterms:source", official)))
        .children(
            record
                .original_language
                .as_ref()
                .map(|original| Element::of_text("dcterms:description", format!("{}: {original}", message("original-language")))),
        );
    Some((time, entry))
}
