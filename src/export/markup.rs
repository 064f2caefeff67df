//! HTML of the theme's templates → HTML or XHTML with other addresses.
//!
//! Templates close every element that they open; what a template leaves open is closed at the end, and a second element of one id loses it.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// How the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As HTML.
    Html,
    /// As XHTML, where empty elements are closed and languages are told twice.
    Xhtml,
}

/// Elements that have no end tag.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Attributes that only mean something on a link that leads somewhere.
const OF_LINKS: [&str; 5] = ["href", "hreflang", "rel", "role", "aria-label"];

/// Writes a text anew.
pub(super) struct Rewriting<'a> {
    /// The form to write.
    pub(super) form: Form,
    /// How many levels headings sink.
    pub(super) sink: usize,
    /// The new address of a link; none makes it plain text.
    pub(super) link: &'a dyn Fn(&str) -> Option<String>,
}

impl Rewriting<'_> {
    /// Rewrites a text; `ids` holds the ids that stand in the file already, and takes those of the text.
    pub(super) fn rewrite(&self, html: &str, ids: &mut BTreeSet<String>) -> String {
        let state = State { out: String::with_capacity(html.len() + html.len() / 8), open: Vec::new(), ids: std::mem::take(ids) };
        let writer = Writer { rules: self, state: RefCell::new(state) };
        let mut state = tokenize(html, writer).state.into_inner();
        while let Some(open) = state.open.pop() {
            state.out.push_str(&format!("</{}>", open.written));
        }
        *ids = state.ids;
        state.out
    }
}

/// The ids of a text.
pub(super) fn ids(html: &str) -> BTreeSet<String> {
    struct Ids(RefCell<BTreeSet<String>>);
    impl TokenSink for Ids {
        type Handle = ();
        fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().extend(tag.attrs.iter().filter(|own| &*own.name.local == "id").map(|own| own.value.to_string()));
            }
            TokenSinkResult::Continue
        }
    }
    tokenize(html, Ids(RefCell::default())).0.into_inner()
}

fn tokenize<S: TokenSink>(html: &str, sink: S) -> S {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The sinks ask for no pause, so one feed reads everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink
}

struct Writer<'r> {
    rules: &'r Rewriting<'r>,
    state: RefCell<State>,
}

struct State {
    out: String,
    open: Vec<Open>,
    ids: BTreeSet<String>,
}

/// An open element: its name in the text, and its name as it was written.
struct Open {
    read: String,
    written: String,
}

impl TokenSink for Writer<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => escape(&text, false, &mut state.out),
            Token::DoctypeToken(_) => state.out.push_str("<!DOCTYPE html>"),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(&tag, &mut state),
            Token::TagToken(tag) => end(&tag, &mut state),
            Token::CommentToken(_) | Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Writer<'_> {
    fn start(&self, tag: &Tag, state: &mut State) {
        let read = tag.name.to_string();
        let mut written = sunk(&read, self.rules.sink);
        let value = |name: &str| tag.attrs.iter().find(|own| &*own.name.local == name).map(|own| own.value.to_string());
        let mut address = None;
        if read == "a" {
            address = value("href").and_then(|href| (self.rules.link)(&href));
            if address.is_none() {
                written = "span".to_owned();
            }
        }
        state.out.push('<');
        state.out.push_str(&written);
        let xhtml = self.rules.form == Form::Xhtml;
        if xhtml && read == "html" {
            state.out.push_str(" xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"");
        }
        for attribute in &tag.attrs {
            let name = &*attribute.name.local;
            if read == "a" && written != "a" && OF_LINKS.contains(&name) {
                continue;
            }
            let own = match (&address, name) {
                (Some(address), "href") => address.clone(),
                _ => attribute.value.to_string(),
            };
            if name == "id" && !state.ids.insert(own.clone()) {
                continue;
            }
            attribute_to(name, &own, &mut state.out);
            if xhtml && name == "lang" {
                attribute_to("xml:lang", &own, &mut state.out);
            }
        }
        let is_void = VOID.contains(&read.as_str());
        state.out.push_str(if xhtml && is_void { "/>" } else { ">" });
        if !is_void {
            state.open.push(Open { read, written });
        }
    }
}

fn end(tag: &Tag, state: &mut State) {
    let Some(at) = state.open.iter().rposition(|open| open.read == *tag.name) else { return };
    for open in state.open.drain(at..).rev() {
        state.out.push_str(&format!("</{}>", open.written));
    }
}

/// A heading's name some levels lower; any other name as it is.
fn sunk(name: &str, by: usize) -> String {
    match name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
        Some(level) => format!("h{}", (level + by).min(6)),
        None => name.to_owned(),
    }
}

fn attribute_to(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, true, out);
    out.push('"');
}

fn escape(text: &str, quotes: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quotes => out.push_str("&quot;"),
            // Control characters that no XML may hold.
            c if c < ' ' && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(form: Form, html: &str) -> String {
        let link = |href: &str| href.strip_prefix('#').map(|id| format!("x.xhtml#{id}"));
        Rewriting { form, sink: 1, link: &link }.rewrite(html, &mut BTreeSet::from(["taken".to_owned()]))
    }

    #[test]
    fn links_are_led_elsewhere_or_become_plain_text() {
        assert_eq!(
            rewritten(Form::Html, "<p><a class=\"b\" href=\"#c\">d</a> <a rel=\"e\" lang=\"f\" href=\"g.html\">h</a></p>"),
            "<p><a class=\"b\" href=\"x.xhtml#c\">d</a> <span lang=\"f\">h</span></p>"
        );
    }

    #[test]
    fn xhtml_is_well_formed_and_headings_sink() {
        assert_eq!(
            rewritten(Form::Xhtml, "<h1 lang=en>A &amp; B<br>C</h1><ul><li>1<li hidden>2"),
            "<h2 lang=\"en\" xml:lang=\"en\">A &amp; B<br/>C</h2><ul><li>1<li hidden=\"\">2</li></li></ul>"
        );
    }

    #[test]
    fn an_id_that_stands_already_is_dropped() {
        assert_eq!(rewritten(Form::Html, "<i id=\"taken\"></i><i id=\"new\"></i><i id=\"new\"></i>"), "<i></i><i id=\"new\"></i><i></i>");
    }
}
