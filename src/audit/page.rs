//! One HTML page: what it links to, what can be linked to in it, and what is wrong with it by itself.
//!
//! Pages are read with `html5ever`.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What one page says.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    /// Every id.
    pub(super) ids: BTreeSet<String>,
    /// Ids that stand more than once.
    pub(super) repeated: Vec<String>,
    /// Addresses that a reader may follow.
    pub(super) links: Vec<String>,
    /// Addresses that the page itself asks for.
    pub(super) requests: Vec<String>,
    /// Styles that stand in the page itself.
    pub(super) styles: Vec<String>,
    /// The levels of the headings, in order.
    pub(super) headings: Vec<u8>,
    /// Images without a text, by address.
    pub(super) untold_images: Vec<String>,
    /// Texts with the language that they stand in, of the elements that interface strings stand in.
    pub(super) texts: BTreeSet<(String, String)>,
}

/// Reads a page.
pub(super) fn read(html: &str) -> PageFacts {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The sink asks for no pause, so one feed reads everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.state.into_inner().facts
}

#[derive(Default)]
struct Sink {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    facts: PageFacts,
    /// Open elements, each with the language of what stands in it.
    open: Vec<(String, String)>,
    text: String,
}

/// Elements that have no end tag.
const VOID: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text.push_str(&text),
            Token::TagToken(tag) => {
                state.end_text();
                if tag.kind == TagKind::StartTag {
                    return state.start(&tag);
                }
                state.end(&tag.name);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let holder = self.open.last().map(|(name, _)| name.as_str());
        if holder == Some("style") {
            self.facts.styles.push(text.to_owned());
        }
        let raw = matches!(holder, Some("script" | "style"));
        if let (Some((_, language)), false, false) = (self.open.last(), text.is_empty(), raw) {
            self.facts.texts.insert((language.clone(), text.to_owned()));
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let attribute =
            |wanted: &str| tag.attrs.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| attribute.value.to_string());
        if let Some(id) = attribute("id")
            && !self.facts.ids.insert(id.clone())
        {
            self.facts.repeated.push(id);
        }
        if let [b'h', level @ b'1'..=b'6'] = name.as_bytes() {
            self.facts.headings.push(level - b'0');
        }
        let relation = attribute("rel").unwrap_or_default();
        match name.as_str() {
            "a" | "area" => self.facts.links.extend(attribute("href")),
            // Links to other pages are followed by readers; the rest is asked for by the page.
            "link" if ["canonical", "alternate", "license", "next", "prev", "author", "help", "search"].contains(&relation.as_str()) => {
                self.facts.links.extend(attribute("href"))
            }
            "link" => self.facts.requests.extend(attribute("href")),
            "form" => self.facts.links.extend(attribute("action")),
            "object" => self.facts.requests.extend(attribute("data")),
            // Within SVG; elsewhere these elements have no such attribute.
            "use" | "image" => self.facts.requests.extend(attribute("href").or_else(|| attribute("xlink:href"))),
            _ => self.facts.requests.extend(attribute("src")),
        }
        self.facts.requests.extend(attribute("poster"));
        // Each candidate is an address, then perhaps a width or density.
        let candidates = attribute("srcset").unwrap_or_default();
        self.facts.requests.extend(candidates.split(',').filter_map(|candidate| candidate.split_whitespace().next()).map(str::to_owned));
        self.facts.styles.extend(attribute("style"));
        let is_image = name == "img" || name == "area" || name == "input" && attribute("type").as_deref() == Some("image");
        if is_image && attribute("alt").is_none() {
            self.facts.untold_images.push(attribute("src").or_else(|| attribute("href")).unwrap_or_default());
        }
        let raw = match name.as_str() {
            "script" => Some(RawKind::ScriptData),
            "style" => Some(RawKind::Rawtext),
            "title" | "textarea" => Some(RawKind::Rcdata),
            _ => None,
        };
        let inherited = self.open.last().map_or("", |(_, language)| language.as_str());
        let language = attribute("lang").unwrap_or_else(|| inherited.to_owned());
        for text in ["title", "aria-label", "placeholder", "alt"].into_iter().filter_map(attribute).filter(|text| !text.trim().is_empty()) {
            self.facts.texts.insert((language.clone(), text.trim().to_owned()));
        }
        if !VOID.contains(&name.as_str()) && !tag.self_closing {
            self.open.push((name, language));
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.open.truncate(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_links_ids_headings_and_texts() {
        let facts = read(
            "<!doctype html><html lang=\"en\"><head><link rel=\"stylesheet\" href=\"s.css\"><script>var a = \"<a href=x>\";</script></head>\
             <body><h1 id=\"a\">One</h1><h3 id=\"a\">Three</h3><p lang=\"fr\">Deux <a href=\"x.html#y\">lien</a></p><img src=\"i.png\"></body></html>",
        );
        assert_eq!(facts.links, ["x.html#y"]);
        assert_eq!(facts.requests, ["s.css", "i.png"]);
        assert_eq!(facts.repeated, ["a"]);
        assert_eq!(facts.headings, [1, 3]);
        assert_eq!(facts.untold_images, ["i.png"]);
        assert!(facts.texts.contains(&("fr".to_owned(), "lien".to_owned())));
        assert!(facts.texts.contains(&("en".to_owned(), "One".to_owned())));
    }
}
