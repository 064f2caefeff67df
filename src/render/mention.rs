//! What templates mention, so that nothing is made for a page that its template does not show.
//!
//! A template mentions the words of its own code (what stands in `{{ }}` and `{% %}`) and those of every template that it is laid over or includes, and
//! of every component that it calls. One that looks names up as it runs may show anything.

use super::template::READ_BY_FUNCTIONS;
use crate::source::Text;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

/// The words that each template mentions, gathered when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// The templates by name.
    texts: FxHashMap<String, Template>,
    /// The components by name.
    components: OnceLock<FxHashMap<String, Component>>,
}

#[derive(Debug)]
struct Component {
    /// The template that defines it.
    home: String,
    text: String,
}

#[derive(Debug)]
struct Template {
    text: Text,
    /// All that it mentions; none if it may show anything.
    words: OnceLock<Option<Words>>,
}

/// Words, and their shapes: each page is asked for hundreds of names, and most of those that are not among them are told by that alone.
#[derive(Debug)]
pub(super) struct Words {
    words: FxHashSet<String>,
    shapes: [bool; 256],
}

impl Words {
    fn new(words: FxHashSet<String>) -> Self {
        let mut shapes = [false; 256];
        words.iter().for_each(|word| shapes[Self::shape(word)] = true);
        Self { words, shapes }
    }

    /// A number below 256, made of a word's length and its ends.
    fn shape(word: &str) -> usize {
        let end = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
        let bytes = word.as_bytes();
        (bytes.len() * 37 + end(bytes.first()) * 5 + end(bytes.last()) * 11) % 256
    }

    /// Whether a word is among them.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.shapes[Self::shape(word)] && self.words.contains(word)
    }
}

impl Mentions {
    /// Takes templates, each with its name.
    pub(super) fn new<'t>(templates: impl Iterator<Item = (&'t str, &'t Text)>) -> Self {
        let template = |(name, text): (&str, &Text)| (name.to_owned(), Template { text: text.clone(), words: OnceLock::new() });
        Self { texts: templates.map(template).collect(), components: OnceLock::new() }
    }

    /// Whether a template may show the value of this name.
    pub(super) fn shows(&self, template: &str, name: &str) -> bool {
        self.of(template).is_none_or(|words| words.contains(name))
    }

    /// The names whose values a template may show; none if it may show anything.
    pub(super) fn of(&self, template: &str) -> Option<&Words> {
        let (template, known) = self.texts.get_key_value(template)?;
        known.words.get_or_init(|| self.words(template)).as_ref()
    }

    /// All that a template mentions.
    fn words(&self, template: &str) -> Option<Words> {
        let mut all: FxHashSet<String> = READ_BY_FUNCTIONS.iter().map(|name| (*name).to_owned()).collect();
        let whole = self.through(template, |text| {
            all.extend(code(text).flat_map(names).map(str::to_owned));
            !code(text).any(looks_up)
        });
        whole.then(|| Words::new(all))
    }

    /// Goes through the text of a template, of those that it is laid over or includes, and of the components that it calls, until `look` has seen enough;
    /// whether it saw all.
    fn through<'m>(&'m self, template: &'m str, mut look: impl FnMut(&'m str) -> bool) -> bool {
        let components = self.components();
        let (mut laid, mut drawn) = (FxHashSet::from_iter([template]), FxHashSet::default());
        let mut left: Vec<&str> = self.texts.get(template).map(|known| &*known.text).into_iter().collect();
        while let Some(text) = left.pop() {
            if !look(text) {
                return false;
            }
            let templates = code(text).flat_map(quoted).filter_map(|name| self.texts.get_key_value(name));
            left.extend(templates.filter(|(name, _)| laid.insert(name.as_str())).map(|(_, known)| &*known.text));
            let called = code(text).flat_map(called).filter_map(|name| components.get_key_value(name));
            left.extend(called.filter(|(name, _)| drawn.insert(name.as_str())).map(|(_, component)| component.text.as_str()));
        }
        true
    }

    fn components(&self) -> &FxHashMap<String, Component> {
        self.components.get_or_init(|| {
            let defined = self.texts.iter().flat_map(|(home, known)| components(&known.text).map(move |(name, text)| (home, name, text)));
            defined.map(|(home, name, text)| (name.to_owned(), Component { home: home.clone(), text: text.to_owned() })).collect()
        })
    }

    /// The templates without which one cannot be drawn, it among them: those that it is laid over or includes, those that define components that it
    /// calls, and what these need in turn.
    pub(super) fn needed<'m>(&'m self, template: &'m str) -> FxHashSet<&'m str> {
        let (mut needed, mut left) = (FxHashSet::from_iter([template]), vec![template]);
        while let Some(text) = left.pop().and_then(|name| self.texts.get(name)).map(|known| &*known.text) {
            let named = code(text).flat_map(quoted).filter_map(|name| self.texts.get_key_value(name)).map(|(name, _)| name.as_str());
            let homes = code(text).flat_map(called).filter_map(|name| self.components().get(name)).map(|component| component.home.as_str());
            left.extend(named.chain(homes).filter(|name| needed.insert(name)));
        }
        needed
    }
}

/// What stands between the delimiters of a template's code.
fn code(text: &str) -> impl Iterator<Item = &str> {
    code_at(text).map(|(_, code)| code)
}

/// The same, each with the byte at which it begins.
fn code_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (_, behind) = rest.split_once('{')?;
            let end = match behind.bytes().next() {
                Some(b'{') => "}}",
                Some(b'%') => "%}",
                _ => {
                    rest = behind;
                    continue;
                }
            };
            let at = text.len() - behind.len() + 1;
            let (code, after) = behind[1..].split_once(end).unwrap_or((&behind[1..], ""));
            rest = after;
            return Some((at, code));
        }
    })
}

/// What a statement says, without the signs that take the space around it away.
fn statement(code: &str) -> &str {
    code.trim_start_matches('-').trim_start()
}

/// The runs of letters, digits and low lines.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// What stands in quotation marks.
fn quoted(code: &str) -> impl Iterator<Item = &str> {
    code.split(['"', '\''])
}

/// What code names: its words, and those of texts that may be the path to a value, such as a filter takes; a sentence or a message's key names none.
fn names(code: &str) -> Vec<&str> {
    let (mut names, mut rest): (Vec<&str>, &str) = (Vec::new(), code);
    while let Some(at) = rest.find(['"', '\'']) {
        names.extend(words(&rest[..at]));
        let (quote, behind) = rest[at..].split_at(1);
        let (text, behind) = behind.split_once(quote).unwrap_or((behind, ""));
        if text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
            names.extend(words(text));
        }
        rest = behind;
    }
    names.extend(words(rest));
    names
}

/// The components that a template defines, each with its text from its name to its end.
fn components(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let defined = code_at(text).filter_map(|(at, code)| Some((at, component_name(statement(code).strip_prefix("component ")?)?)));
    defined.map(|(at, name)| {
        let ends = code_at(&text[at..]).find(|(_, code)| statement(code).starts_with("endcomponent"));
        // The delimiter before it goes with it.
        (name, &text[at - 2..ends.map_or(text.len(), |(end, _)| at + end)])
    })
}

/// The name of a component, which may have dots in it, where it is defined or called.
fn component_name(code: &str) -> Option<&str> {
    code.trim_start().split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).next().filter(|name| !name.is_empty())
}

/// What code calls as components, `<name …/>`; of a comparison, what is compared with.
fn called(code: &str) -> impl Iterator<Item = &str> {
    code.split('<').skip(1).filter_map(component_name)
}

/// Whether code looks into values by names that stand in other values, or writes out all that it sees.
fn looks_up(code: &str) -> bool {
    let indexed = |(at, _): (usize, &str)| code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
    // What goes through a map, or writes one out, sees what nobody names.
    let walks =
        statement(code).strip_prefix("for ").is_some_and(|each| each.split_once(" in ").is_some_and(|(names, _)| names.contains(',')));
    code.match_indices('[').any(indexed) || walks || ["__tera_context", "get(", "json_encode", "..."].iter().any(|sign| code.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_of_layouts_includes_and_components_are_mentioned() {
        let templates = [
            ("base.html", "{{ title }}{% block main %}{% endblock main %}"),
            (
                "page.html",
                "{% extends \"base.html\" %}{% block main %}{{ <facts items={page.measures} /> }}{% include 'foot.html' %}{% endblock main %}",
            ),
            ("foot.html", "{{ note }}<p class=\"title\">[1] if a[i] < b"),
            (
                "parts.html",
                "{% component facts(items) %}{{ items.label | join(sep=\"a-list\") | sort(attribute='item.sort_as') }}{% endcomponent facts %}\
                 {%- component other(items) -%}{{ items.unused[1] }}{%- endcomponent other -%}",
            ),
            // An element of the page may have the name of a component.
            ("names.html", "{% component link(item) %}{{ item.pronounced }}{% endcomponent link %}"),
            ("head.html", "<link rel=\"icon\">{{ note }}"),
            ("one.html", "{% component ui.one(item) %}{{ item.first }}{% endcomponent ui.one %}"),
            ("two.html", "{% component ui.two(item) %}{{ item.second }}{% endcomponent ui.two %}"),
            ("both.html", "{{ <ui.one item={a} /> }}{{ <ui.two item={a} /> }}"),
            ("any.html", "{% extends \"base.html\" %}{{ page[key] }}"),
            ("walk.html", "{%- for key, value in page %}{{ value }}{% endfor %}"),
            ("dump.html", "{{ page | json_encode }}"),
            ("list.html", "{% for item in items %}{{ item.label }}, {{ items | join(sep=\", \") }}{% endfor %}"),
        ];
        let templates = templates.map(|(name, text)| (name, Text::Embedded(text)));
        let mentions = Mentions::new(templates.iter().map(|(name, text)| (*name, text)));
        for name in ["title", "measures", "label", "note", "items", "sort_as"] {
            assert!(mentions.shows("page.html", name), "{name}");
        }
        for name in ["excerpt", "list", "unused", "endcomponent"] {
            assert!(!mentions.shows("page.html", name), "{name}");
        }
        assert!(!mentions.shows("foot.html", "title"));
        assert!(!mentions.shows("foot.html", "class"));
        assert!(mentions.shows("names.html", "pronounced") && !mentions.shows("head.html", "pronounced"));
        for name in ["any.html", "walk.html", "dump.html", "unknown.html"] {
            assert!(mentions.shows(name, "excerpt"), "{name}");
        }
        // It cannot be drawn without what it is laid over, includes and calls, and what these need in turn; and can without all else.
        let needed = |name| BTreeSet::from_iter(mentions.needed(name));
        assert_eq!(needed("page.html"), BTreeSet::from(["page.html", "base.html", "foot.html", "parts.html"]));
        assert_eq!(needed("both.html"), BTreeSet::from(["both.html", "one.html", "two.html"]));
        assert!(mentions.shows("both.html", "first") && mentions.shows("both.html", "second"));
        assert_eq!(needed("list.html"), BTreeSet::from(["list.html"]));
        assert_eq!(needed("any.html"), BTreeSet::from(["any.html", "base.html"]));
        // Functions read what no template says.
        assert!(!mentions.shows("list.html", "excerpt") && mentions.shows("list.html", "root"));
    }
}
