//! A book → one page that needs nothing beside it: styles, scripts and images stand in it, and a policy in its head forbids all else.

use super::links::Links;
use super::markup::{Form, Rewriting};
use crate::diagnostic::Diagnostic;
use crate::link::Site;
use crate::render::book::{Book, Books, Part};
use crate::render::sha256_bytes;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;
use std::collections::BTreeSet;

/// The theme's styles and scripts that a page of paragraphs needs.
const STYLE: &str = "site.css";
const SCRIPTS: [&str; 2] = ["site.js", "paragraphs.js"];

#[derive(Serialize)]
struct View {
    /// What stands before the contents; empty where the page itself has the title.
    front: String,
    contents: Vec<ContentsLine>,
    body: String,
    style: String,
    script: String,
    icon: String,
    policy: String,
}

/// A part in the table of contents.
#[derive(Serialize)]
struct ContentsLine {
    href: String,
    title: String,
    level: usize,
}

/// Makes one page of a book.
pub(super) fn single(site: &Site, books: &Books<'_>, book: &Book<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    let links = Links::new(site, book, |_, to, id| format!("#{}", if id.is_empty() { &to.id } else { id }));
    // The names of the parts are ids of the page too.
    let mut ids: BTreeSet<String> = book.parts.iter().map(|part| part.id.clone()).collect();
    ids.extend(["main", "contents", "copy-menu", "shortcuts", "shortcuts-title"].map(str::to_owned));
    let (mut front, mut body) = (String::new(), String::new());
    for (index, part) in book.parts.iter().enumerate() {
        let rewriting = Rewriting { form: Form::Html, sink: heading_sink(part), link: &|href| links.resolve(index, href) };
        let text = rewriting.rewrite(&part.html, &mut ids);
        let place = if part.id == "front" { &mut front } else { &mut body };
        place.push_str(&format!("<section class=\"part\" id=\"{}\">\n{}\n</section>\n", part.id, text.trim()));
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    // The page's own style is a template, since what it prints at the head of each sheet is the report's.
    let style = format!("{}\n{}{}", text(books.asset(STYLE)), text(books.print_style(book)), books.frame(book, "single.css", &())?);
    let script = SCRIPTS.map(|name| text(books.asset(name))).join("\n");
    let contents = book.parts.iter().filter(|part| part.id != "front");
    let view = View {
        front,
        contents: contents
            .map(|part| ContentsLine { href: format!("#{}", part.id), title: part.title.clone(), level: part.level })
            .collect(),
        body,
        policy: policy(&style, &script),
        icon: format!("data:image/svg+xml;base64,{}", BASE64.encode(books.asset("icon.svg"))),
        style,
        script,
    };
    Ok(books.frame(book, "single.html", &view)?.into_bytes())
}

/// The title of the page is its heading of the first level, and that of the front is the title.
fn heading_sink(part: &Part) -> usize {
    if part.id == "front" { 0 } else { part.level.min(2) }
}

/// What the page may load and run: its own style and script, known by their hashes, and images that stand in it.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(sha256_bytes(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}
