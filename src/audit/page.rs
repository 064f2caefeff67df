//! One HTML page: what it links to, what can be linked to in it, and what is wrong with it by itself.
//!
//! Every page of a build is read, so nothing of it is copied, and no byte is looked at more often than it must: what comes out are slices of the
//! page. Tags are divided as the HTML standard's tokenizer divides them; character references are quick-xml's.

use super::lines::{Lines, Part, Said};
use quick_xml::escape::unescape;
use std::borrow::Cow;

/// What one page says.
#[derive(Debug, Default)]
pub(super) struct PageFacts<'h> {
    /// Every id, sorted.
    pub(super) ids: Vec<Cow<'h, str>>,
    /// Ids that stand more than once.
    pub(super) repeated: Vec<Cow<'h, str>>,
    /// Addresses that a reader may follow.
    pub(super) links: Vec<Cow<'h, str>>,
    /// Those of them that stand in known lines and lead to other pages of the site, by their numbers.
    pub(super) addresses: Vec<u32>,
    /// Addresses that the page itself asks for.
    pub(super) requests: Vec<Cow<'h, str>>,
    /// Styles that stand in the page itself.
    pub(super) styles: Vec<Cow<'h, str>>,
    /// The levels of the headings, in order.
    pub(super) headings: Vec<u8>,
    /// Images without a text, by address.
    pub(super) untold_images: Vec<Cow<'h, str>>,
    /// The texts that were asked for, with the language that they stand in.
    pub(super) texts: Vec<(Cow<'h, str>, Cow<'h, str>)>,
}

/// Room for what most pages have several of.
const MANY: usize = 32;

/// Reads a page; of its texts, those that `is_asked_for`. Lines that stood on other pages of its folder are not read again.
pub(super) fn read<'h>(html: &'h str, is_asked_for: &dyn Fn(&str) -> bool, lines: &mut Lines) -> PageFacts<'h> {
    let mut page = Page::new(html, is_asked_for);
    while page.at < html.len() {
        if !page.line(lines) {
            page.step();
        }
    }
    let mut facts = page.facts;
    facts.ids.sort_unstable();
    let twice = facts.ids.chunk_by(|a, b| a == b).flat_map(|same| &same[1..]);
    facts.repeated = twice.cloned().collect();
    facts.ids.dedup();
    facts
}

/// The ids of a page, in its order, of which nothing else is asked.
pub(super) fn ids(html: &str) -> Vec<Cow<'_, str>> {
    let mut page = Page::new(html, &|_| false);
    while page.at < html.len() {
        page.step();
    }
    page.facts.ids
}

struct Page<'h, 'a> {
    html: &'h str,
    is_asked_for: &'a dyn Fn(&str) -> bool,
    /// The byte behind what was read.
    at: usize,
    /// Open elements, each with the language of what stands in it.
    open: Vec<(Cow<'h, str>, Cow<'h, str>)>,
    /// The line that is to be remembered, with what it has said so far.
    line: Option<(&'h str, Vec<Said<Part>>)>,
    facts: PageFacts<'h>,
}

/// Whether an element has no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        b"area" | b"base" | b"br" | b"col" | b"embed" | b"hr" | b"img" | b"input" | b"link" | b"meta" | b"source" | b"track" | b"wbr"
    )
}

/// Whether an element's content is no markup.
fn is_raw(name: &str) -> bool {
    matches!(name.as_bytes(), b"script" | b"style" | b"textarea" | b"title")
}

impl<'h, 'a> Page<'h, 'a> {
    /// A page of which nothing was read.
    fn new(html: &'h str, is_asked_for: &'a dyn Fn(&str) -> bool) -> Self {
        let facts = PageFacts { links: Vec::with_capacity(MANY), addresses: Vec::with_capacity(MANY), ..PageFacts::default() };
        Self { html, is_asked_for, at: 0, open: Vec::with_capacity(MANY), line: None, facts }
    }

    /// Reads the line that begins behind the byte that was read last, if one does; whether anything was read.
    ///
    /// It is remembered if it ends with a tag, and says nothing but what a line may say.
    fn line(&mut self, lines: &mut Lines) -> bool {
        let html = self.html;
        if html.as_bytes()[self.at] != b'\n' {
            return false;
        }
        let start = self.at + 1;
        if let Some((length, said)) = lines.next(&html[start..]) {
            self.at = start + length;
            self.say_again(&html[start..self.at], said);
            return true;
        }
        let end = memchr::memchr(b'\n', &html.as_bytes()[start..]).map_or(html.len(), |at| start + at);
        let line = &html[start..end];
        match lines.get(line) {
            Ok(said) => {
                self.say_again(line, said);
                self.at = end;
            }
            Err(is_worth) => {
                self.line = is_worth.then(|| (line, Vec::new()));
                self.step();
                while self.at < end {
                    self.step();
                }
                if let Some((line, said)) = self.line.take().filter(|_| self.at == end) {
                    lines.insert(line, said);
                }
            }
        }
        true
    }

    /// Says what a line said before.
    fn say_again(&mut self, line: &'h str, said: &[Said<Part>]) {
        let part = |(from, to): Part| line.get(usize::from(from)..usize::from(to)).map(Cow::Borrowed);
        said.iter().filter_map(|said| said.map(part)).for_each(|said| self.take(said));
    }

    /// Says something, and notes where in the line it stands if that is remembered; what is not written out in it cannot be.
    fn say(&mut self, said: Said<Cow<'h, str>>) {
        if let Some((line, noted)) = &mut self.line {
            let part = |text: &Cow<'h, str>| {
                let Cow::Borrowed(text) = text else { return None };
                let from = (text.as_ptr() as usize).checked_sub(line.as_ptr() as usize)?;
                let to = from.checked_add(text.len()).filter(|to| *to <= line.len())?;
                Some((u16::try_from(from).ok()?, u16::try_from(to).ok()?))
            };
            match said.as_ref().map(part) {
                Some(said) => noted.push(said),
                None => self.line = None,
            }
        }
        self.take(said);
    }

    fn take(&mut self, said: Said<Cow<'h, str>>) {
        match said {
            Said::Open(name, language) => {
                let language = language.unwrap_or_else(|| self.language());
                self.open.push((name, language));
            }
            Said::Close(name) => {
                if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name || open.eq_ignore_ascii_case(&name)) {
                    self.open.truncate(at);
                }
            }
            Said::Id(id) => self.facts.ids.push(id),
            Said::Link(link) => self.facts.links.push(link),
            Said::Address(address) => self.facts.addresses.push(address),
            Said::Request(request) => self.facts.requests.push(request),
            Said::Heading(level) => self.facts.headings.push(level),
            // Outside of all elements nothing shows.
            Said::Text(_) if self.open.is_empty() => {}
            Said::Text(text) => self.facts.texts.push((self.language(), text)),
            Said::TextIn(language, text) => self.facts.texts.push((language, text)),
        }
    }

    /// What the page says that no line may.
    fn beside(&mut self) -> &mut PageFacts<'h> {
        self.line = None;
        &mut self.facts
    }

    /// The language of what stands here.
    fn language(&self) -> Cow<'h, str> {
        self.open.last().map(|(_, language)| language.clone()).unwrap_or_default()
    }

    /// Reads the text up to the next tag, and that tag.
    fn step(&mut self) {
        let html = self.html;
        let start = self.next_tag(self.at);
        self.text(&html[self.at..start]);
        let Some(&first) = html.as_bytes().get(start + 1) else {
            self.at = html.len();
            return;
        };
        match first {
            b'!' => {
                let end = if html[start + 2..].starts_with("--") { "-->" } else { ">" };
                self.at = self.behind(start + 2, end);
            }
            b'/' => {
                let name = &html[start + 2..self.until(start + 2, |byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))];
                self.at = (self.until(start + 2 + name.len(), |byte| byte == b'>') + 1).min(html.len());
                self.say(Said::Close(Cow::Borrowed(name)));
            }
            _ => self.start(start + 1),
        }
    }

    /// Where the next `<` stands that opens a tag; the end of the page if none does.
    fn next_tag(&self, from: usize) -> usize {
        let bytes = self.html.as_bytes();
        let mut starts = memchr::memchr_iter(b'<', &bytes[from..]).map(|at| from + at);
        let opens = |at: &usize| bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'));
        starts.find(opens).unwrap_or(bytes.len())
    }

    /// Where the first byte of a kind stands from `from` on; the end of the page if none does.
    fn until(&self, from: usize, is: impl Fn(u8) -> bool) -> usize {
        let bytes = self.html.as_bytes();
        bytes[from..].iter().position(|byte| is(*byte)).map_or(bytes.len(), |at| from + at)
    }

    /// The byte behind the first `end` from `from` on; the end of the page if there is none.
    fn behind(&self, from: usize, end: &str) -> usize {
        let found = memchr::memmem::find(&self.html.as_bytes()[from..], end.as_bytes());
        found.map_or(self.html.len(), |at| from + at + end.len())
    }

    fn text(&mut self, text: &'h str) {
        let text = text.trim();
        if !text.is_empty() {
            self.tell(None, plain(text));
        }
    }

    /// Reads the next attribute of a tag, as browsers divide tags: its name, and its value, empty if it has none. None behind the tag.
    fn attribute(&mut self) -> Option<(&'h str, Cow<'h, str>)> {
        let html = self.html;
        let bytes = html.as_bytes();
        let key_at = self.until(self.at, |byte| !byte.is_ascii_whitespace() && byte != b'/');
        if bytes.get(key_at).is_none_or(|byte| *byte == b'>') {
            self.at = (key_at + 1).min(bytes.len());
            return None;
        }
        // A name may begin with the sign that ends others.
        let key_end = self.until(key_at + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'));
        let key = html.get(key_at..key_end).unwrap_or_default();
        let sign = self.until(key_end, |byte| !byte.is_ascii_whitespace());
        if bytes.get(sign) != Some(&b'=') {
            self.at = key_end;
            return Some((key, Cow::Borrowed("")));
        }
        let at = self.until(sign + 1, |byte| !byte.is_ascii_whitespace());
        let (start, end) = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => (at + 1, self.until(at + 1, |byte| byte == quote)),
            _ => (at, self.until(at, |byte| byte.is_ascii_whitespace() || byte == b'>')),
        };
        self.at = if start > at { (end + 1).min(bytes.len()) } else { end };
        Some((key, plain(&html[start..end])))
    }

    /// Reads a start tag whose name stands at `from`.
    fn start(&mut self, from: usize) {
        let html = self.html;
        let name = &html[from..self.until(from, |byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))];
        self.at = from + name.len();
        // Names are folded by browsers, and upper case is rare.
        let folded = in_lower_case(name);
        let known = folded.as_deref().unwrap_or(name);
        let (mut id, mut language, mut href, mut src, mut alt, mut relation, mut kind) = (None, None, None, None, None, None, None);
        let mut said = Vec::new();
        while let Some((key, value)) = self.attribute() {
            let folded = in_lower_case(key);
            match folded.as_deref().unwrap_or(key).as_bytes() {
                b"id" => id = id.or(Some(value)),
                b"lang" => language = language.or(Some(value)),
                b"href" | b"xlink:href" => href = href.or(Some(value)),
                b"src" => src = src.or(Some(value)),
                b"rel" => relation = Some(value),
                b"type" => kind = Some(value),
                b"action" if known == "form" => self.say(Said::Link(value)),
                b"data" if known == "object" => self.say(Said::Request(value)),
                b"poster" => self.say(Said::Request(value)),
                b"style" => self.beside().styles.push(value),
                // Each candidate is an address, then perhaps a width or density.
                b"srcset" => {
                    let candidates = value.split(',').filter_map(|candidate| candidate.split_whitespace().next());
                    self.beside().requests.extend(candidates.map(|candidate| Cow::Owned(candidate.to_owned())));
                }
                b"title" | b"aria-label" | b"placeholder" => said.push(value),
                b"alt" => {
                    said.push(value.clone());
                    alt = Some(value);
                }
                _ => {}
            }
        }
        if let Some(id) = id {
            self.say(Said::Id(id));
        }
        if let [b'h', level @ b'1'..=b'6'] = known.as_bytes() {
            self.say(Said::Heading(level - b'0'));
        }
        let is_image = known == "img" || known == "area" || known == "input" && kind.as_deref() == Some("image");
        if is_image && alt.is_none() {
            self.beside().untold_images.push(src.clone().or_else(|| href.clone()).unwrap_or_default());
        }
        let (link, asked) = match known.as_bytes() {
            b"a" | b"area" => (href, None),
            // Links to other pages are followed by readers; the rest is asked for by the page.
            b"link" if relation.as_deref().is_some_and(is_followed) => (href, None),
            // Within SVG the last two; elsewhere these elements have no such attribute.
            b"link" | b"use" | b"image" => (None, href),
            _ => (None, src),
        };
        if let Some(link) = link {
            self.say(Said::Link(link));
        }
        if let Some(asked) = asked {
            self.say(Said::Request(asked));
        }
        for text in said.into_iter().map(trimmed) {
            self.tell(language.clone(), text);
        }
        if is_raw(known) {
            self.raw(known, language);
        } else if !is_void(known) && !html[..self.at].ends_with("/>") {
            self.say(Said::Open(Cow::Borrowed(name), language));
        }
    }

    /// Tells a text of a tag, in the language that the tag names or that it stands in.
    fn tell(&mut self, language: Option<Cow<'h, str>>, text: Cow<'h, str>) {
        if (self.is_asked_for)(&text) {
            self.say(match language {
                Some(language) => Said::TextIn(language, text),
                None => Said::Text(text),
            });
        }
    }

    /// Passes over the content of an element that holds no markup, up to its end tag.
    fn raw(&mut self, name: &str, language: Option<Cow<'h, str>>) {
        let rest = &self.html[self.at..];
        let mut ends = memchr::memmem::find_iter(rest.as_bytes(), b"</");
        let is_end = |at: &usize| rest[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        let end = ends.find(is_end).unwrap_or(rest.len());
        let content = rest[..end].trim();
        match name {
            "style" => self.beside().styles.push(Cow::Borrowed(content)),
            "script" => {}
            _ => self.tell(language, plain(content)),
        }
        self.at = self.behind(self.at + end, ">");
    }
}

/// Links that readers follow, by their relation to the page.
fn is_followed(relation: &str) -> bool {
    ["canonical", "alternate", "license", "next", "prev", "author", "help", "search"].contains(&relation)
}

/// A name in lower case, if it is not already.
fn in_lower_case(name: &str) -> Option<String> {
    name.bytes().any(|byte| byte.is_ascii_uppercase()).then(|| name.to_ascii_lowercase())
}

/// A text with its character references written out; as it stands, if one of them is not known.
fn plain(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    unescape(text).unwrap_or(Cow::Borrowed(text))
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page says, its links written out and sorted, however it was read.
    fn whole<'h>(html: &'h str, is_asked_for: &dyn Fn(&str) -> bool, lines: &mut Lines) -> PageFacts<'h> {
        let mut facts = read(html, is_asked_for, lines);
        let known: Vec<_> = facts.addresses.drain(..).map(|number| Cow::Owned(lines.address(number).to_owned())).collect();
        facts.links.extend(known);
        facts.links.sort_unstable();
        facts
    }

    #[test]
    fn a_page_tells_its_links_ids_headings_and_texts() {
        let facts = read(
            "<!doctype html><html lang=\"en\"><head><link rel=\"stylesheet\" href=\"s.css\"><script>var a = \"<a href=x>\";</script></head>\
             <body><h1 id=\"a\">One</h1><h3 id=\"a\">Three</h3><p lang=\"fr\">Deux <a href=\"x.html#y\">lien</a></p><img src=\"i.png\"></body></html>",
            &|text| !text.is_empty(),
            &mut Lines::default(),
        );
        assert_eq!(facts.ids, ["a"]);
        assert_eq!(ids("<p id=a>One <!-- <p id=\"no\"> --><script>\"<p id='no'>\"</script>\n<b ID='b&amp;c'></b></p>"), ["a", "b&c"]);
        assert_eq!(facts.links, ["x.html#y"]);
        assert_eq!(facts.requests, ["s.css", "i.png"]);
        assert_eq!(facts.repeated, ["a"]);
        assert_eq!(facts.headings, [1, 3]);
        assert_eq!(facts.untold_images, ["i.png"]);
        assert!(facts.texts.contains(&("fr".into(), "lien".into())));
        assert!(facts.texts.contains(&("en".into(), "One".into())));
    }

    #[test]
    fn odd_but_valid_markup_is_read_as_a_browser_reads_it() {
        let facts = read(
            "<html lang=en><p title=\"a > b\">1 < 2 &amp; 3<br/><a class=x href=y.html?a=1&amp;b=2>t</a><A HREF='z.html'>u</A>\
             <!-- <a href=\"no.html\"> --><textarea><a href=\"no.html\"></textarea><input type=image alt='' src=i.png disabled>\
             <style>p{background:url(b.png)}</style><img alt=\"\" srcset=\"c.png 1x, d.png 2x\">",
            &|text| !text.is_empty(),
            &mut Lines::default(),
        );
        assert_eq!(facts.links, ["y.html?a=1&b=2", "z.html"]);
        assert_eq!(facts.requests, ["i.png", "c.png", "d.png"]);
        assert_eq!(facts.styles, ["p{background:url(b.png)}"]);
        assert!(facts.untold_images.is_empty());
        assert!(facts.texts.contains(&("en".into(), "1 < 2 & 3".into())), "{:?}", facts.texts);
    }

    #[test]
    fn lines_that_were_read_before_say_the_same_again() {
        let page = "<html lang=\"en\"><body>\n<ul>\n<li><a href=\"../a.html#x\">A place</a></li>\n<li><a href=\"../a.html#x\">A place</a></li>\n\n\
                    <li id=\"one\"><h2>One <b lang=\"fr\">deux</b></h2> three\n</li>\n<li><a href=\"b.html\">Tom &amp; Ann, and others</a></li>\n\
                    some text that begins a line, <a href=\"c.html\">a link</a>\n</ul>\n<div lang=\"fr\" title=\"Deux\"><p>ouvre\n\
                    </div>closes <p>what is open\n<i>here</i></p>\n<p title=\"A tip\"><img src=\"i.png\"> and its address</p>\n<script src=\"s.js\"></script>\n\
                    <p>One <b lang=\"fr\">deux</b>, and so on</p>\n<title>Any</title></body>\n</html>\n";
        let is_asked_for = |text: &str| !text.is_empty();
        let fresh = format!("{:?}", whole(page, &is_asked_for, &mut Lines::default()));
        let mut lines = Lines::default();
        for _ in 0..4 {
            lines.begin("");
            assert_eq!(format!("{:?}", whole(page, &is_asked_for, &mut lines)), fresh);
        }
        lines.begin("");
        // Lines that open or close what others do are remembered too, but none that shows an image without a text, or says what is not written out in it.
        for (line, says) in [
            ("<ul>", Some(1)),
            ("<li><a href=\"../a.html#x\">A place</a></li>", Some(2)),
            ("</html>", Some(1)),
            ("<script src=\"s.js\"></script>", Some(1)),
        ] {
            assert_eq!(lines.get(line).ok().map(<[_]>::len), says, "{line}");
        }
        for line in
            ["<p title=\"A tip\"><img src=\"i.png\"> and its address</p>", "<li><a href=\"b.html\">Tom &amp; Ann, and others</a></li>"]
        {
            assert_eq!(lines.get(line).err(), Some(true), "{line}");
        }
        // The same lines in an element of another language are texts of that language, but for what names its own.
        let (other, mut lines) = (page.replace("lang=\"en\"", "lang=\"it\""), Lines::default());
        (0..2).for_each(|_| drop(read(&other, &is_asked_for, &mut lines)));
        assert_eq!(lines.get("<p>One <b lang=\"fr\">deux</b>, and so on</p>").ok().map(<[_]>::len), Some(3));
        assert_eq!(format!("{:?}", whole(page, &is_asked_for, &mut lines)), fresh);
    }

    #[test]
    fn lines_are_told_from_those_that_came_after_the_same_line_before() {
        let page = |line: &str| format!("<html lang=\"en\">\n<ul id=\"list\">\n{line}\n</ul>\n</html>");
        let (one, two) =
            (page("<li><a href=\"one.html\">One</a></li>"), page("<li><a href=\"one.html\">One</a> <a href=\"two.html\">Two</a></li>"));
        let mut lines = Lines::default();
        for _ in 0..3 {
            for (page, links) in [(&one, &["one.html"][..]), (&two, &["one.html", "two.html"])] {
                lines.begin("");
                assert_eq!(whole(page, &|_| true, &mut lines).links, links);
            }
        }
    }
}
