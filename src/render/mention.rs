//! What templates mention, so that nothing is made for a page that its template does not show.
//!
//! A template mentions the words of its own code (what stands in `{{ }}` and `{% %}`) and those of every template that it is laid over, includes, or
//! has a component of. One that looks names up as it runs may show anything.

use rustc_hash::{FxHashMap, FxHashSet};

/// The words that each template mentions; none for one that may show anything.
#[derive(Debug, Default)]
pub(super) struct Mentions(FxHashMap<String, Option<FxHashSet<String>>>);

impl Mentions {
    /// Reads templates, each with its name.
    pub(super) fn new<'t>(templates: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let texts: FxHashMap<&str, &str> = templates.collect();
        let words: FxHashMap<&str, FxHashSet<&str>> =
            texts.iter().map(|(&name, text)| (name, code(text).flat_map(words).collect())).collect();
        let components: FxHashMap<&str, &str> =
            texts.iter().flat_map(|(&name, text)| components(text).map(move |component| (component, name))).collect();
        let whole = |name: &str| {
            let (mut found, mut left): (FxHashSet<&str>, Vec<&str>) = (FxHashSet::default(), vec![texts.get_key_value(name)?.0]);
            while let Some(next) = left.pop() {
                if !found.insert(next) {
                    continue;
                }
                if code(texts[next]).any(looks_up) {
                    return None;
                }
                left.extend(code(texts[next]).flat_map(quoted).filter_map(|quoted| texts.get_key_value(quoted)).map(|(name, _)| name));
                left.extend(code(texts[next]).flat_map(called).filter_map(|called| components.get(called)));
            }
            Some(found.into_iter().flat_map(|name| &words[name]).map(|word| (*word).to_owned()).collect())
        };
        Self(texts.keys().map(|name| ((*name).to_owned(), whole(name))).collect())
    }

    /// Whether a template may show the value of this name.
    pub(super) fn shows(&self, template: &str, name: &str) -> bool {
        self.0.get(template).is_none_or(|words| words.as_ref().is_none_or(|words| words.contains(name)))
    }
}

/// What stands between the delimiters of a template's code.
fn code(text: &str) -> impl Iterator<Item = &str> {
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
            let (code, after) = behind[1..].split_once(end).unwrap_or((&behind[1..], ""));
            rest = after;
            return Some(code);
        }
    })
}

/// The runs of letters, digits and low lines.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// What stands in quotation marks.
fn quoted(code: &str) -> impl Iterator<Item = &str> {
    code.split(['"', '\''])
}

/// The components that a template defines.
fn components(text: &str) -> impl Iterator<Item = &str> {
    code(text).filter_map(|code| words(code.trim_start_matches('-').trim_start().strip_prefix("component ")?).next())
}

/// What code calls as components, `<name …/>`; of a comparison, what is compared with.
fn called(code: &str) -> impl Iterator<Item = &str> {
    code.split('<').skip(1).filter_map(|behind| words(behind).next())
}

/// Whether code looks into values by names that stand in other values, or writes out all that it sees.
fn looks_up(code: &str) -> bool {
    let indexed = |(at, _): (usize, &str)| code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
    code.match_indices('[').any(indexed) || code.contains("__tera_context") || code.contains("get(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_layouts_includes_and_components_are_mentioned() {
        let templates = [
            ("base.html", "{{ title }}{% block main %}{% endblock main %}"),
            (
                "page.html",
                "{% extends \"base.html\" %}{% block main %}{{ <facts items={page.measures} /> }}{% include 'foot.html' %}{% endblock main %}",
            ),
            ("foot.html", "{{ note }}<p class=\"title\">[1] if a[i] < b"),
            ("parts.html", "{% component facts(items) %}{{ items.label }}{% endcomponent facts %}"),
            ("any.html", "{% extends \"base.html\" %}{{ page[key] }}"),
        ];
        let mentions = Mentions::new(templates.into_iter());
        for name in ["title", "measures", "label", "note"] {
            assert!(mentions.shows("page.html", name), "{name}");
        }
        assert!(!mentions.shows("page.html", "excerpt"));
        assert!(!mentions.shows("foot.html", "title"));
        assert!(!mentions.shows("foot.html", "class"));
        assert!(mentions.shows("any.html", "excerpt") && mentions.shows("unknown.html", "excerpt"));
    }
}
