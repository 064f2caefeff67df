//! Interface strings: the one place that names Fluent.

use crate::diagnostic::Texts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::parse::id::LanguageTag;
use crate::path::FileId;
use crate::source::Sources;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Message, PatternElement};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What stands around a number in a formatted message until the language writes it.
///
/// Fluent's formatter is a plain function that knows no language data, so it marks numbers, and the caller writes them.
/// The marks are private-use characters, which no text has.
const NUMBER_START: char = '\u{E000}';
const NUMBER_END: char = '\u{E001}';

/// The interface strings of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
    /// The messages that ask for no value, by name: pages ask for them by the dozen.
    fixed: FxHashMap<String, String>,
}

impl Messages {
    /// Reads a language's messages; none, after a report, if they do not parse.
    pub(super) fn new(tag: &LanguageTag, file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = sources.text(file);
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                for error in errors {
                    // The parser gives up at the next message; the broken one is what it passes over.
                    let start = error.slice.map_or(error.pos.start, |slice| slice.start);
                    let length = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
                    let kind = error.kind.to_string().replace('"', "`").replacen("Expected", "expected", 1);
                    diagnostics.push(
                        Diagnostic::new(
                            Code::InterfaceString,
                            Span::new(file, start..start + length),
                            format!("this message does not parse: {kind}"),
                        )
                        .hint("write `name = text`, and continue on lines that are indented"),
                    );
                }
                return None;
            }
        };
        let names: Vec<String> = messages(resource.entries()).map(|message| message.id.name.to_owned()).collect();
        let mut bundle = FluentBundle::new_concurrent(vec![tag.as_str().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(format!("{NUMBER_START}{}{NUMBER_END}", number.value)),
            _ => None,
        }));
        // Of two messages with one name the first is kept, so that every other fault still comes to light.
        if let Err(errors) = bundle.add_resource(resource) {
            for error in errors {
                let (place, message) = match &error {
                    FluentError::Overriding { id, .. } => (second(text, id), format!("message `{id}` stands here a second time")),
                    other => (0..0, other.to_string()),
                };
                diagnostics
                    .push(Diagnostic::new(Code::InterfaceString, Span::new(file, place), message).hint("give each message its own name"));
            }
        }
        let fixed = fixed_messages(&bundle, names);
        Some(Self { bundle, fixed })
    }

    /// A message that asks for no value; none if it asks for one, or there is none.
    #[must_use]
    pub(super) fn fixed(&self, key: &str) -> Option<&str> {
        self.fixed.get(key).map(String::as_str)
    }

    /// Formats a message; numbers are written by `number`.
    ///
    /// # Errors
    /// A clause that says what is wrong: there is no such message, or it asks for a value that it was not given.
    pub fn format(&self, key: &str, arguments: &[(&str, Argument<'_>)], number: impl Fn(f64) -> String) -> Result<String, String> {
        if let (Some(text), true) = (self.fixed.get(key), arguments.is_empty()) {
            return Ok(text.clone());
        }
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(id).ok_or_else(|| format!("there is no message `{id}`"))?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
            None => message.value(),
        };
        let pattern = pattern.ok_or_else(|| format!("message `{key}` has no text"))?;
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            match argument {
                Argument::Number(value) => values.set(*name, *value),
                Argument::Text(text) => values.set(*name, FluentValue::String(Cow::Borrowed(*text))),
            }
        }
        let mut errors = Vec::new();
        let formatted = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        if let Some(error) = errors.first() {
            return Err(match error {
                FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
                    format!("message `{key}` asks for `${id}`, which it is not given here,")
                }
                other => format!("message `{key}` cannot be written, {other},"),
            });
        }
        Ok(write_numbers(&formatted, number))
    }
}

/// The interface strings of all languages that need no value, each with the languages that have it.
#[derive(Debug, Default)]
pub struct InterfaceStrings {
    strings: FxHashMap<String, Vec<LanguageTag>>,
    longest: usize,
}

impl InterfaceStrings {
    /// Gathers the strings of some languages' message files, on one core: others may wait for them.
    #[must_use]
    pub fn new(files: &[(LanguageTag, FileId)], sources: &Sources) -> Self {
        let mut strings: FxHashMap<String, Vec<LanguageTag>> = FxHashMap::default();
        for (tag, file) in files {
            plain_strings(sources.text(*file)).into_iter().for_each(|string| strings.entry(string).or_default().push(tag.clone()));
        }
        let longest = strings.keys().map(String::len).max().unwrap_or_default();
        Self { strings, longest }
    }

    /// Whether a text is one of them.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        text.len() <= self.longest && self.strings.contains_key(text)
    }

    /// The language whose interface string `text` is, if it is no string of `language` itself.
    #[must_use]
    pub fn leaks(&self, language: &str, text: &str) -> Option<&str> {
        let languages = self.strings.get(text)?;
        if languages.iter().any(|own| own.as_str() == language) {
            return None;
        }
        languages.first().map(LanguageTag::as_str)
    }
}

/// The messages of a file that consist of text alone.
fn plain_strings(text: &str) -> BTreeSet<String> {
    let resource = fluent_syntax::parser::parse_runtime(text).unwrap_or_else(|(resource, _)| resource);
    messages(resource.body.iter())
        .filter_map(|message| message.value.as_ref())
        .filter_map(|pattern| match &pattern.elements[..] {
            [PatternElement::TextElement { value }] => Some(value.trim().to_owned()),
            _ => None,
        })
        .collect()
}

/// The messages among what a file has.
fn messages<'e, 's: 'e>(entries: impl Iterator<Item = &'e Entry<&'s str>>) -> impl Iterator<Item = &'e Message<&'s str>> {
    entries.filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// Those of some messages that can be written without any value and hold no number.
fn fixed_messages(bundle: &FluentBundle<FluentResource>, names: Vec<String>) -> FxHashMap<String, String> {
    let fixed = names.into_iter().filter_map(|name| {
        let mut errors = Vec::new();
        let formatted = bundle.format_pattern(bundle.get_message(&name)?.value()?, None, &mut errors).into_owned();
        (errors.is_empty() && !formatted.contains(NUMBER_START)).then_some((name, formatted))
    });
    fixed.collect()
}

/// Where the second message of this name begins.
fn second(text: &str, id: &str) -> std::ops::Range<usize> {
    let mut at = 0;
    let mut starts = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            starts.push(at);
        }
        at += line.len();
    }
    starts.get(1).map_or(0..0, |&start| start..start + id.len())
}

/// A value that a message is given.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// A number, which also chooses the plural form.
    Number(f64),
    /// A text.
    Text(&'a str),
}

fn write_numbers(text: &str, number: impl Fn(f64) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once(NUMBER_START) {
        out.push_str(before);
        let Some((digits, after)) = marked.split_once(NUMBER_END) else { break };
        out.push_str(&digits.parse().map_or_else(|_| digits.to_owned(), &number));
        rest = after;
    }
    out.push_str(rest);
    out
}
