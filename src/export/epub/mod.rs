//! A book → EPUB 3.

mod package;

use super::Stopped;
use super::archive;
use super::links::Links;
use super::markup::{Form, Rewriting};
use crate::link::Site;
use crate::render::book::{Book, Books, Part};
use serde::Serialize;
use std::collections::BTreeSet;

/// The folder of everything but what the container's format fixes.
const FOLDER: &str = "EPUB";

/// A page of the book.
#[derive(Serialize)]
struct PageView<'v> {
    title: &'v str,
    lang: &'v str,
    dir: &'static str,
    body: &'v str,
}

/// The table of contents.
#[derive(Serialize)]
struct NavView {
    lang: String,
    dir: &'static str,
    heading: String,
    body: String,
    landmarks: Vec<Landmark>,
}

/// A place that reading systems offer a way to.
#[derive(Serialize)]
struct Landmark {
    kind: &'static str,
    href: String,
    title: String,
}

/// Makes a book.
pub(super) fn epub(site: &Site, books: &Books<'_>, book: &Book<'_>) -> Result<Vec<u8>, Stopped> {
    let links = Links::new(site, book, |from, to, id| match (from.id == to.id, id) {
        (true, "") => file(from),
        (true, id) => format!("#{id}"),
        (false, "") => file(to),
        (false, id) => format!("{}#{id}", file(to)),
    });
    let plain = Rewriting { form: Form::Xhtml, sink: 0, link: &|href| Some(href.to_owned()) };
    let page = |view: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", plain.rewrite(view, &mut BTreeSet::new()).trim());
    let inside = |name: &str| format!("{FOLDER}/{name}");
    let mut files = vec![
        archive::store("mimetype", b"application/epub+zip")?,
        archive::pack("META-INF/container.xml", &package::container(&inside("package.opf")))?,
        archive::pack(&inside("package.opf"), &package::package(site, books, book))?,
        archive::pack(&inside("nav.xhtml"), page(&books.frame(book, "book-nav.html", &nav(books, book))?).as_bytes())?,
        archive::pack(&inside("style.css"), books.frame(book, "book.css", &())?.as_bytes())?,
    ];
    for (index, part) in book.parts.iter().enumerate() {
        let rewriting = Rewriting { form: Form::Html, sink: 0, link: &|href| links.resolve(index, href) };
        let body = rewriting.rewrite(&part.html, &mut BTreeSet::new());
        let view = PageView { title: &part.title, lang: &part.lang, dir: part.dir, body: body.trim() };
        files.push(archive::pack(&inside(&file(part)), page(&books.frame(book, "book-page.html", &view)?).as_bytes())?);
    }
    Ok(archive::join(files)?)
}

/// The file of a part.
fn file(part: &Part) -> String {
    format!("{}.xhtml", part.id)
}

fn nav(books: &Books<'_>, book: &Book<'_>) -> NavView {
    let (lang, dir) = book.languages.first().map_or(("", "ltr"), |tag| (tag.as_str(), books.direction(tag)));
    let message = |key: &str| book.languages.first().map(|tag| books.message(tag, key)).unwrap_or_default();
    let first_section = book.parts.iter().find(|part| part.id.starts_with("section-"));
    let mut landmarks = vec![Landmark { kind: "toc", href: "#toc".to_owned(), title: message("menu-contents") }];
    landmarks.extend(first_section.map(|part| Landmark { kind: "bodymatter", href: file(part), title: part.title.clone() }));
    NavView { lang: lang.to_owned(), dir, heading: message("menu-contents"), body: nested(&book.parts), landmarks }
}

/// The parts as nested lists, each below the last one above its level.
fn nested(parts: &[Part]) -> String {
    let mut out = String::from("<ol>");
    let mut depth = 1;
    for (index, part) in parts.iter().enumerate() {
        // A part that skips a level stands one level below the one before.
        let level = part.level.clamp(1, if index == 0 { 1 } else { depth + 1 });
        match level.cmp(&depth) {
            std::cmp::Ordering::Greater => out.push_str("<ol>"),
            std::cmp::Ordering::Equal if index == 0 => {}
            std::cmp::Ordering::Equal => out.push_str("</li>"),
            std::cmp::Ordering::Less => {
                out.push_str("</li>");
                (level..depth).for_each(|_| out.push_str("</ol></li>"));
            }
        }
        depth = level;
        let title = part.title.replace('&', "&amp;").replace('<', "&lt;");
        out.push_str(&format!("<li><a href=\"{}\" lang=\"{}\" dir=\"{}\">{title}</a>", file(part), part.lang, part.dir));
    }
    out.push_str("</li>");
    (1..depth).for_each(|_| out.push_str("</ol></li>"));
    out.push_str("</ol>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::OutputPath;

    fn part(id: &str, level: usize) -> Part {
        Part {
            id: id.to_owned(),
            title: id.to_owned(),
            level,
            lang: "en".to_owned(),
            dir: "ltr",
            path: OutputPath::new("x.html"),
            stands_for: Vec::new(),
            html: String::new(),
        }
    }

    #[test]
    fn contents_nest_by_level_and_close_what_they_open() {
        let nested = nested(&[part("a", 1), part("b", 2), part("c", 2), part("d", 1), part("e", 3)]);
        let plain = nested.replace(" lang=\"en\" dir=\"ltr\"", "");
        let item = |id: &str| format!("<li><a href=\"{id}.xhtml\">{id}</a>");
        let expected = format!(
            "<ol>{}<ol>{}</li>{}</li></ol></li>{}<ol>{}</li></ol></li></ol>",
            item("a"),
            item("b"),
            item("c"),
            item("d"),
            item("e")
        );
        assert_eq!(plain, expected);
    }
}
