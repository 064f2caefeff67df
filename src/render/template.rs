//! Templates: the one place that names Tera.
//!
//! A template sees a [`serde::Serialize`] view and the languages' messages through `t(key=…)`; it reads no file and no clock.

use super::language::Language;
use super::message::Argument;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Texts};
use crate::parse::id::LanguageTag;
use crate::parse::theme::Theme;
use crate::path::FileId;
use crate::source::Sources;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

/// The languages by tag, shared with the templates' functions.
pub(super) type Languages = Arc<BTreeMap<LanguageTag, Language>>;

/// The templates of the theme, ready to render.
pub(super) struct Templates {
    tera: Tera,
    files: BTreeMap<String, FileId>,
}

impl Templates {
    /// Loads all templates; every one that does not parse is reported.
    pub(super) fn new(theme: &Theme, languages: &Languages, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut tera = Tera::default();
        register(&mut tera, languages);
        let texts = || theme.templates.iter().map(|(name, &file)| (name.as_str(), sources.text(file)));
        let templates = Self { tera: Tera::default(), files: theme.templates.clone() };
        if let Err(error) = tera.add_raw_templates(texts()) {
            diagnostics.push(*templates.diagnostic(&error));
            // The whole set stops at its first error; each template alone shows the syntax errors of the others.
            for (name, text) in texts() {
                let mut alone = Tera::default();
                register(&mut alone, languages);
                if let Err(error) = alone.add_raw_template(name, text)
                    && matches!(error.kind(), ErrorKind::SyntaxError(_))
                {
                    diagnostics.push(*templates.diagnostic(&error));
                }
            }
            return None;
        }
        Some(Self { tera, ..templates })
    }

    /// Renders a view through a template.
    ///
    /// # Errors
    /// A diagnostic at the place in the template.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<String, Box<Diagnostic>> {
        let context = Context::from_serialize(view).map_err(|error| self.diagnostic(&error))?;
        self.tera.render(name, &context).map_err(|error| self.diagnostic(&error))
    }

    fn diagnostic(&self, error: &tera::Error) -> Box<Diagnostic> {
        const HINT: &str = "the templates' names are explained in the README; compare with the default theme's template";
        if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind()
            && let Some(&file) = self.files.get(report.filename())
        {
            let message = report.message().split("\n").next().unwrap_or_default().trim();
            return Box::new(
                Diagnostic::new(Code::Template, Span::new(file, report.span().range.clone()), lower_first(message)).hint(HINT),
            );
        }
        let message = error.to_string();
        // Errors without a place name their template in backticks or quotes.
        let named = self.files.iter().find(|(name, _)| message.contains(name.as_str()));
        let message = lower_first(message.lines().next().unwrap_or_default());
        let diagnostic = match named {
            Some((_, &file)) => Diagnostic::new(Code::Template, Span::new(file, 0..0), message).hint(HINT),
            None => Diagnostic::of_path(Code::Template, "themes", message).hint(HINT),
        };
        Box::new(diagnostic)
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn register(tera: &mut Tera, languages: &Languages) {
    let own = Arc::clone(languages);
    tera.register_function("t", move |arguments: Kwargs, state: &State<'_>| message(&own, &arguments, state));
    let own = Arc::clone(languages);
    tera.register_function("number", move |arguments: Kwargs, state: &State<'_>| {
        let language = language(&own, &arguments, state)?;
        Ok::<_, tera::Error>(language.quantity(arguments.must_get("value")?))
    });
    let own = Arc::clone(languages);
    tera.register_function("bracketed", move |arguments: Kwargs, state: &State<'_>| {
        list(&own, &arguments, state, super::language::ListPlace::Bracketed)
    });
}

/// The language named by `lang=…`, or else the page's.
fn language<'l>(languages: &'l Languages, arguments: &Kwargs, state: &State<'_>) -> TeraResult<&'l Language> {
    let tag: String = match arguments.get("lang")? {
        Some(tag) => tag,
        None => state.get("lang")?.ok_or_else(|| tera::Error::message("`lang` is not known here: declare `@lang` in the component"))?,
    };
    languages.get(tag.as_str()).ok_or_else(|| tera::Error::message(format!("there is no language `{tag}`")))
}

/// `t(key="…", n=5, name="…")`: a message of the page's language.
fn message(languages: &Languages, arguments: &Kwargs, state: &State<'_>) -> TeraResult<String> {
    let language = language(languages, arguments, state)?;
    let key: String = arguments.must_get("key")?;
    let owned: Vec<(String, &Value)> =
        arguments.iter().map(|(name, value)| (name.to_string(), value)).filter(|(name, _)| name != "key" && name != "lang").collect();
    let values: Vec<(&str, Argument<'_>)> = owned
        .iter()
        .filter_map(|(name, value)| {
            let argument = value.as_str().map(Argument::Text).or_else(|| value.as_f64().map(Argument::Number))?;
            Some((name.as_str(), argument))
        })
        .collect();
    language
        .messages
        .format(&key, &values, |number| language.quantity(number))
        .map_err(|error| tera::Error::message(format!("{error} in `{}`", language.tag)))
}

/// `bracketed(items=…)`: links joined as the language joins names in brackets.
fn list(languages: &Languages, arguments: &Kwargs, state: &State<'_>, place: super::language::ListPlace) -> TeraResult<Value> {
    let language = language(languages, arguments, state)?;
    let items: Vec<&Value> = arguments.must_get::<&Value>("items")?.as_array().map(|items| items.iter().collect()).unwrap_or_default();
    let field = |item: &Value, name: &str| item.get_from_path(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let names: Vec<String> = items.iter().map(|item| field(item, "text")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut html = String::new();
    for part in language.join(&names, place) {
        match part {
            super::language::Joined::Literal(text) => super::prose::escape(&text, &mut html),
            super::language::Joined::Item(index) => {
                html.push_str("<a href=\"");
                super::prose::escape(&field(items[index], "href"), &mut html);
                html.push_str("\">");
                super::prose::escape(names[index], &mut html);
                html.push_str("</a>");
            }
        }
    }
    Ok(Value::safe_string(&html))
}
