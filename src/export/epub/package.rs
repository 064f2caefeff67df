//! What an EPUB says of itself: its container, and its package document with metadata, files and their order.

use super::file;
use crate::link::Site;
use crate::render::book::{Book, Books, Part};
use crate::render::exchange::xml::{Element, document};
use crate::render::sha256;

/// The namespace of what no other vocabulary says: that the text is a restatement.
const PREFIX: &str = "status: https://schema.org/";

/// Says where the package document stands.
pub(super) fn container(package: &str) -> Vec<u8> {
    let file = Element::new("rootfile").with("full-path", package).with("media-type", "application/oebps-package+xml");
    let root = Element::new("container")
        .with("version", "1.0")
        .with("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")
        .child(Element::new("rootfiles").child(file));
    document(&root)
}

/// The package document.
pub(super) fn package(site: &Site, books: &Books<'_>, book: &Book<'_>) -> Vec<u8> {
    let first = book.languages.first();
    let item = |id: &str, href: &str, kind: &str| Element::new("item").with("id", id).with("href", href).with("media-type", kind);
    let page = |part: &Part| item(&part.id, &file(part), "application/xhtml+xml");
    let manifest = Element::new("manifest")
        .child(item("nav", "nav.xhtml", "application/xhtml+xml").with("properties", "nav"))
        .child(item("style", "style.css", "text/css"))
        .children(book.parts.iter().map(page));
    // What stands at the head comes before the contents, so that a reader first sees what the book is.
    let reference = |id: &str| Element::new("itemref").with("idref", id);
    let (head, rest): (Vec<&Part>, Vec<&Part>) = book.parts.iter().partition(|part| part.id.ends_with("front"));
    let spine = Element::new("spine")
        .with("page-progression-direction", first.map_or("ltr", |tag| books.direction(tag)))
        .children(head.iter().map(|part| reference(&part.id)))
        .child(reference("nav"))
        .children(rest.iter().map(|part| reference(&part.id)));
    let root = Element::new("package")
        .with("xmlns", "http://www.idpf.org/2007/opf")
        .with("version", "3.0")
        .with("unique-identifier", "id")
        .with("xml:lang", first.map_or("", |tag| tag.as_str()))
        .with("dir", first.map_or("ltr", |tag| books.direction(tag)))
        .with("prefix", PREFIX)
        .child(metadata(site, books, book))
        .child(manifest)
        .child(spine);
    document(&root)
}

fn metadata(site: &Site, books: &Books<'_>, book: &Book<'_>) -> Element {
    let record = &book.report.record;
    let symbol = record.symbol.as_str();
    let message = |key: &str| book.languages.first().map(|tag| books.message(tag, key)).unwrap_or_default();
    let property = |name: &str, value: &str| Element::of_text("meta", value).with("property", name);
    let edition = record.edition.as_ref();
    let publisher = edition.and_then(|edition| edition.publisher.clone());
    // The author of the words is whoever publishes this edition, never the author of the document that they restate.
    let publisher = publisher.unwrap_or_else(|| book.languages.first().map_or("", |tag| site.record.title.text(tag)).to_owned());
    let edition_date = edition.and_then(|edition| edition.date.as_ref()).map(|date| date.value.as_str());
    // A time must be given, and none is told by the clock: the edition's day, or else the document's, or else the format's first.
    let modified = edition_date.or(record.date.as_ref().map(|date| date.value.as_str())).unwrap_or("2011-10-11");
    let officials: Vec<&str> = {
        let own: Vec<&str> = book.languages.iter().filter_map(|tag| record.official.get(tag)).collect();
        if own.is_empty() { record.official.addresses().take(1).collect() } else { own }
    };
    let languages: Vec<&str> = book.languages.iter().map(|tag| tag.as_str()).collect();
    let mut metadata = Element::new("metadata")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .child(Element::of_text("dc:identifier", identifier(site, symbol, &languages)).with("id", "id"))
        .child(Element::of_text("dc:title", format!("{} ({symbol})", book.titles.join(" / "))).with("id", "title"))
        .children(languages.iter().map(|tag| Element::of_text("dc:language", *tag)))
        .child(Element::of_text("dc:creator", publisher.clone()).with("id", "creator"))
        .child(property("role", "aut").with("refines", "#creator").with("scheme", "marc:relators"))
        .child(Element::of_text("dc:publisher", publisher))
        .children(edition_date.map(|date| Element::of_text("dc:date", date)))
        .child(Element::of_text("dc:description", format!("{} {} {symbol}", message("unofficial"), message("unofficial-cite"))))
        .child(Element::of_text("dc:rights", message("footer-licence")))
        .child(Element::of_text("dc:type", "restatement"));
    if officials.is_empty() {
        metadata = metadata.child(Element::of_text("dc:source", symbol));
    }
    metadata
        .children(officials.iter().map(|url| Element::of_text("dc:source", *url)))
        .children(officials.iter().map(|url| property("schema:isBasedOn", url)))
        .child(property("status:creativeWorkStatus", "restatement"))
        .children(
            record.original_language.iter().map(|own| property("dcterms:description", &format!("{}: {own}", message("original-language")))),
        )
        .child(property("dcterms:modified", &format!("{modified}T00:00:00Z")))
        .children(["textual"].map(|mode| property("schema:accessMode", mode)))
        .child(property("schema:accessModeSufficient", "textual"))
        .children(["tableOfContents", "structuralNavigation", "readingOrder"].map(|name| property("schema:accessibilityFeature", name)))
        .child(property("schema:accessibilityHazard", "none"))
        .child(property("schema:accessibilitySummary", &message("book-accessibility")))
}

/// A name that is the book's alone and stays the same from edition to edition: a UUID of the kind whose bits are the maker's own (RFC 9562,
/// version 8), from the hash of what the book is.
fn identifier(site: &Site, symbol: &str, languages: &[&str]) -> String {
    let place = site.base_url.clone().unwrap_or_else(|| site.languages.first().map_or("", |tag| site.record.title.text(tag)).to_owned());
    let hash = sha256(format!("{place}\n{symbol}\n{}", languages.join(" ")).as_bytes());
    format!("urn:uuid:{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32])
}
