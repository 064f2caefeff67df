//! Templates: the one place, with what is below it, that names Tera.
//!
//! A template sees a [`serde::Serialize`] view and the languages' messages through `t(key=…)`; it reads no file and no clock.

mod engine;

use super::language::Language;
use super::memory::{self, Pages};
use super::mention::Mentions;
use super::mentioned::{IsMentioned, Mentioned};
use super::message::Argument;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, Texts, nearest};
use crate::link::Site;
use crate::parse::id::LanguageTag;
use crate::path::{FileId, SourcePath};
use crate::source::{Sources, Text};
use bytes::Bytes;
use engine::Engine;
use serde::Serialize;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// The languages by tag, shared with the templates' functions.
pub(super) type Languages = Arc<BTreeMap<LanguageTag, Language>>;

/// The published paths of the theme's assets by name, shared with the templates' function.
type Paths = Arc<BTreeMap<String, String>>;

/// The templates of the theme, ready to render.
pub(super) struct Templates {
    /// The pages rendered before, where they are remembered.
    pub(super) pages: Option<Pages>,
    /// The languages that the templates write in.
    pub(super) languages: Languages,
    /// What each template may show.
    pub(super) mentions: Mentions,
    engine: Engine,
    files: BTreeMap<String, TemplateFile>,
    /// Where each language's interface strings stand, for hints.
    strings: BTreeMap<String, SourcePath>,
}

/// Values that many pages share, ready for templates.
#[derive(Default)]
pub(super) struct Shared {
    context: Context,
    /// The hash of the values, where pages are remembered.
    key: Option<memory::Key>,
}

/// A view made ready for templates once, to stand in many other views.
#[derive(Debug, Clone)]
pub struct Ready(Value);

impl Ready {
    /// Makes a view ready.
    pub(super) fn new(view: &impl Serialize) -> Self {
        Self(Value::from_serializable(view))
    }
}

impl Serialize for Ready {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Adds a view's fields to what a template sees; of a view of nothing, none.
fn show(view: &impl Serialize, context: &mut Context) -> TeraResult<()> {
    for (key, value) in Value::try_from_serializable(view)?.into_map().unwrap_or_default() {
        let name = match key {
            Key::Str(name) => Cow::Borrowed(name),
            other => Cow::Owned(other.to_string()),
        };
        context.insert_value(name, value);
    }
    Ok(())
}

/// All that a template sees, or why that cannot be shown.
pub(super) struct Values(TeraResult<Context>);

impl Values {
    /// The fields that are mentioned of two views, beside what many pages share.
    fn new(shared: &Shared, (page, view): (&impl Serialize, &impl Serialize), is_mentioned: IsMentioned<'_>) -> Self {
        let mut context = shared.context.clone();
        let shown = show(&Mentioned { view: page, is_mentioned }, &mut context);
        Self(shown.and_then(|()| show(&Mentioned { view, is_mentioned }, &mut context)).map(|()| context))
    }
}

/// A page that is ready to be drawn.
pub(super) enum Laid {
    /// It was drawn before, or there is nothing on it.
    Drawn(Bytes),
    /// Its template and what that sees; and what it is remembered by, where pages are.
    Out { template: String, values: Values, key: Option<memory::Key> },
}

impl Default for Laid {
    fn default() -> Self {
        Self::Drawn(Bytes::new())
    }
}

/// A template's file, with its text to find places in.
struct TemplateFile {
    id: FileId,
    text: Text,
}

impl Templates {
    /// Loads all templates; every one that does not parse is reported. Of a theme that `is_sound`, which was found out before, each is loaded when it is
    /// first drawn.
    pub(super) fn new(
        site: &Site,
        languages: &Languages,
        sources: &Sources,
        pages: Option<Pages>,
        is_sound: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let theme = &site.theme;
        let assets: Paths = Arc::new(site.assets.iter().map(|(name, asset)| (name.clone(), asset.path.as_str().to_owned())).collect());
        let empty = || {
            let mut tera = Tera::default();
            register(&mut tera, languages, &assets);
            tera
        };
        let texts = || theme.templates.iter().map(|(name, &file)| (name.as_str(), sources.text(file)));
        let files = theme.templates.iter().map(|(name, &id)| (name.clone(), TemplateFile { id, text: sources.file(id).text().clone() }));
        let strings = theme.messages.iter().map(|(tag, &file)| (tag.to_string(), sources.path(file).clone()));
        let templates = Self {
            pages,
            languages: Arc::clone(languages),
            mentions: Mentions::new(theme.templates.iter().map(|(name, &file)| (name.as_str(), sources.file(file).text()))),
            engine: Engine::empty(empty()),
            files: files.collect(),
            strings: strings.collect(),
        };
        if is_sound {
            return Some(templates);
        }
        let mut tera = empty();
        if let Err(error) = tera.add_raw_templates(texts()) {
            templates.diagnostics(&error).into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
            // The whole set stops at its first error; each template alone shows the syntax errors of the others.
            for (name, text) in texts() {
                if let Err(error) = empty().add_raw_template(name, text)
                    && matches!(error.kind(), ErrorKind::SyntaxError(_))
                {
                    templates.diagnostics(&error).into_iter().for_each(|diagnostic| diagnostics.push(diagnostic));
                }
            }
            return None;
        }
        Some(Self { engine: Engine::All(tera), ..templates })
    }

    /// Makes what many pages share ready for their templates, once.
    pub(super) fn shared(&self, view: &impl Serialize) -> Shared {
        let key = self.pages.as_ref().and_then(|_| memory::key("", &[], view));
        let mut context = Context::new();
        // Views are plain structs, which always can be shown.
        let _ = show(view, &mut context);
        Shared { context, key }
    }

    /// Renders a view through a template.
    ///
    /// # Errors
    /// A diagnostic at the place in the template.
    pub(super) fn render(&self, name: &str, view: &impl Serialize) -> Result<Bytes, Box<Diagnostic>> {
        let shared = Shared::default();
        let page = |shows_all| self.draw(self.lay_out(name, &shared, (view, &()), shows_all));
        page(false).or_else(|_| page(true))
    }

    /// Renders small views, each seen as `item` beside what many pages share; the texts without space around them.
    ///
    /// All are made ready before the first is drawn, so that what each step needs of the program is near the processor for all of them.
    pub(super) fn texts_in(&self, name: &str, shared: &Shared, views: &[impl Serialize]) -> Vec<Result<Arc<str>, Box<Diagnostic>>> {
        #[derive(Serialize)]
        struct Item<V> {
            item: V,
        }
        let laid = |item, shows_all| self.lay_out(name, shared, (&Item { item }, &()), shows_all);
        let all: Vec<Laid> = views.iter().map(|view| laid(view, false)).collect();
        let drawn = all.into_iter().zip(views).map(|(one, view)| self.draw(one).or_else(|_| self.draw(laid(view, true))));
        drawn.map(|drawn| Ok(simdutf8::basic::from_utf8(&drawn?).unwrap_or_default().trim().into())).collect()
    }

    /// Makes a page ready, unless it was drawn before from these views; its template sees what it mentions of them, or all.
    pub(super) fn lay_out(&self, template: &str, shared: &Shared, views: (&impl Serialize, &impl Serialize), shows_all: bool) -> Laid {
        let beside = shared.key.unwrap_or_default();
        let key = self.pages.as_ref().and_then(|_| memory::key(template, &beside, &views));
        if let Some(page) = self.pages.as_ref().zip(key.as_ref()).and_then(|(pages, key)| pages.find(key)) {
            return Laid::Drawn(page);
        }
        let values = match self.mentions.of(template).filter(|_| !shows_all) {
            Some(words) => Values::new(shared, views, &|field| words.contains(field)),
            None => Values::new(shared, views, &|_| true),
        };
        Laid::Out { template: template.to_owned(), values, key }
    }

    /// Draws a page.
    ///
    /// # Errors
    /// A diagnostic at the place in the template; it tells the right name of what is not known only if the page shows all.
    pub(super) fn draw(&self, page: Laid) -> Result<Bytes, Box<Diagnostic>> {
        let (template, values, key) = match page {
            Laid::Drawn(page) => return Ok(page),
            Laid::Out { template, values, key } => (template, values, key),
        };
        // Every page is drawn where the one before it was, and takes no more room than it needs.
        let mut html = DRAWN.take();
        html.clear();
        let drawn = values.0.and_then(|values| self.engine.draw(&template, &values, &mut html, (&self.mentions, &self.files)));
        let page = Bytes::copy_from_slice(&html);
        DRAWN.set(html);
        drawn.map_err(|error| self.first(&error))?;
        if let Some((pages, key)) = self.pages.as_ref().zip(key) {
            pages.insert(key, page.clone());
        }
        Ok(page)
    }

    fn first(&self, error: &tera::Error) -> Box<Diagnostic> {
        let first = self.diagnostics(error).into_iter().next();
        Box::new(first.unwrap_or_else(|| Diagnostic::of_path(Code::Template, "themes", error.to_string())))
    }

    /// What an error says: one fault, or one for each name that a set of templates does not know.
    fn diagnostics(&self, error: &tera::Error) -> Vec<Diagnostic> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) if self.files.contains_key(report.filename()) => {
                let range = report.span().range.clone();
                vec![self.at(report.filename(), range, report.message())]
            }
            ErrorKind::MissingParent { current, parent } => {
                let range = self.files.get(current).and_then(|file| file.text.find(parent).map(|at| at..at + parent.len()));
                vec![self.at(current, range.unwrap_or(0..0), &format!("there is no template `{parent}`"))]
            }
            _ => {
                let message = error.to_string();
                let reported = self.reported(&message);
                if !reported.is_empty() {
                    return reported;
                }
                // Other errors without a place name their template in backticks or quotes.
                let named = self.files.keys().find(|name| message.contains(name.as_str()));
                vec![self.at(named.map_or("", String::as_str), 0..0, &message)]
            }
        }
    }

    /// The faults of a drawn report, each of which is `error: …` above a line `--> FILE:LINE:COLUMN`.
    fn reported(&self, drawing: &str) -> Vec<Diagnostic> {
        let lines: Vec<&str> = drawing.lines().collect();
        let place = |line: &str| {
            let mut parts = line.trim().strip_prefix("--> ")?.rsplitn(3, ':');
            let (column, line) = (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?);
            let name = parts.next()?;
            let text = &self.files.get(name)?.text;
            let before: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
            let rest = text.get(before..)?;
            let start = before + rest.char_indices().nth(column.checked_sub(1)?).map_or(0, |(at, _)| at);
            Some((name.to_owned(), start))
        };
        let faults = lines.windows(2).filter_map(|pair| {
            let message = pair[0].trim().strip_prefix("error: ")?;
            let (name, start) = place(pair[1])?;
            // The name that is not known is what the message has in backticks.
            let rest = self.files.get(&name).and_then(|file| file.text.get(start..)).unwrap_or_default();
            let unknown = message.split('`').nth(1).filter(|unknown| rest.starts_with(unknown));
            Some(self.at(&name, start..start + unknown.map_or(1, str::len), message))
        });
        faults.collect()
    }

    fn at(&self, template: &str, range: std::ops::Range<usize>, message: &str) -> Diagnostic {
        let message = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
        let (code, message, hint) = match message.strip_prefix(INTERFACE_STRING).and_then(|rest| rest.split_once(INTERFACE_STRING)) {
            Some((tag, message)) => {
                let hint = self.strings.get(tag).map_or_else(
                    || format!("give it in the interface strings of `{tag}`"),
                    |path| format!("mend `{path}`, or the template"),
                );
                (Code::InterfaceString, format!("{message} in `{tag}`"), hint)
            }
            None => {
                // The names that exist are told as the nearest one: a page has many, and which they are changes with the theme.
                let (clause, known) = message.split_once(". Available variables: ").unwrap_or((message, ""));
                let wanted = clause.split('`').nth(1).unwrap_or_default();
                let hint = nearest(wanted, known.split(", ").filter(|name| !name.is_empty()))
                    .map_or_else(|| format!("compare with the default theme's `{template}`"), |found| format!("did you mean `{found}`?"));
                (Code::Template, lower_first(clause), hint)
            }
        };
        match self.files.get(template) {
            Some(file) => Diagnostic::new(code, Span::new(file.id, range), message).hint(hint),
            None => Diagnostic::of_path(code, "themes", message).hint(hint),
        }
    }
}

thread_local! {
    /// Where pages are drawn.
    static DRAWN: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What stands before the language and before the clause in an error about a message, which passes through Tera as text.
const INTERFACE_STRING: &str = "\u{E002}";

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn register(tera: &mut Tera, languages: &Languages, assets: &Paths) {
    // Does as Tera's own, which copies the text.
    tera.register_filter("safe", |text: StringInput<'_>, _: Kwargs, _: &State<'_>| text.into_value().mark_safe());
    let own = Arc::clone(assets);
    tera.register_function("asset", move |arguments: Kwargs, state: &State<'_>| asset(&own, &arguments, state));
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

/// The fields that functions read of what a template sees, whether it mentions them or not.
pub(super) const READ_BY_FUNCTIONS: [&str; 5] = ["lang", "page", "root", "href", "text"];

/// `asset(name="site.js")`: the address of a file of the theme's `assets/`, relative to the page.
fn asset(assets: &Paths, arguments: &Kwargs, state: &State<'_>) -> TeraResult<String> {
    let name: String = arguments.must_get("name")?;
    let page: Option<Value> = state.get("page")?;
    let root = page.as_ref().and_then(|page| page.get_from_path("root")?.as_str().map(str::to_owned));
    let root = root.ok_or_else(|| tera::Error::message("`page` is not known here: hand the component the address"))?;
    let path = assets.get(&name).ok_or_else(|| {
        let known: Vec<&str> = assets.keys().map(String::as_str).collect();
        tera::Error::message(format!("the theme has no asset `{name}`. Available variables: {}", known.join(", ")))
    })?;
    Ok(format!("{root}{path}"))
}

/// The language named by `lang=…`, or else the page's.
fn language<'l>(languages: &'l Languages, arguments: &Kwargs, state: &State<'_>) -> TeraResult<&'l Language> {
    let of_page: Option<Value>;
    let tag: &str = match arguments.get("lang")? {
        Some(tag) => tag,
        None => {
            of_page = state.get("lang")?;
            let tag = of_page.as_ref().and_then(Value::as_str);
            tag.ok_or_else(|| tera::Error::message("`lang` is not known here: declare `@lang` in the component"))?
        }
    };
    languages.get(tag).ok_or_else(|| tera::Error::message(format!("there is no language `{tag}`")))
}

/// `t(key="…", n=5, name="…")`: a message of the page's language.
fn message(languages: &Languages, arguments: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let language = language(languages, arguments, state)?;
    let key: &str = arguments.must_get("key")?;
    if arguments.iter().all(|(name, _)| name.as_str() == Some("key") || name.as_str() == Some("lang"))
        && let Some(text) = language.messages.fixed(key)
    {
        return Ok(Value::normal_string(text));
    }
    let owned: Vec<(String, &Value)> =
        arguments.iter().map(|(name, value)| (name.to_string(), value)).filter(|(name, _)| name != "key" && name != "lang").collect();
    let values: Vec<(&str, Argument<'_>)> = owned
        .iter()
        .filter_map(|(name, value)| {
            let argument = value.as_str().map(Argument::Text).or_else(|| value.as_f64().map(Argument::Number))?;
            Some((name.as_str(), argument))
        })
        .collect();
    let written = match values[..] {
        [(name, Argument::Number(number))] => language.counted(key, name, number),
        _ => language.messages.format(key, &values, |number| language.quantity(number)),
    };
    written
        .map(|text| Value::normal_string(&text))
        .map_err(|error| tera::Error::message(format!("{INTERFACE_STRING}{}{INTERFACE_STRING}{error}", language.tag)))
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
