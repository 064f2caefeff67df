//! A theme: templates, assets, and what it knows of languages.
//!
//! Files of the site's chosen theme stand in for those of the default theme at the same path, one by one.

use super::asset::AssetFile;
use super::id::LanguageTag;
use super::language::LanguageRecord;
use super::{Files, record};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Spanned};
use crate::path::FileId;
use std::collections::{BTreeMap, BTreeSet};

/// The folder of `themes/` that every other theme is laid over.
pub const DEFAULT: &str = "default";

/// A theme, laid over the default one.
#[derive(Debug, Default)]
pub struct Theme {
    /// Templates by name, such as `section.html`.
    pub templates: BTreeMap<String, FileId>,
    /// Files of `assets/`, by path below it.
    pub assets: BTreeMap<String, AssetFile>,
    /// Language files by language.
    pub languages: BTreeMap<LanguageTag, (FileId, LanguageRecord)>,
    /// Interface strings by language.
    pub messages: BTreeMap<LanguageTag, FileId>,
}

/// Gathers the theme that the site chose, if any, over the default theme.
pub(super) fn parse(chosen: Option<&Spanned<String>>, files: Files<'_>, diagnostics: &mut Diagnostics) -> Theme {
    let sources = files.sources;
    let name = chosen.map_or(DEFAULT, |chosen| chosen.value.as_str());
    let names: BTreeSet<&str> = sources
        .iter()
        .filter_map(|(_, source)| source.path.parts().next().filter(|&first| first == "themes").and(source.path.parts().nth(1)))
        .collect();
    if let Some(chosen) = chosen.filter(|chosen| !names.contains(chosen.value.as_str())) {
        let diagnostic = Diagnostic::new(Code::MissingFile, chosen.span, format!("there is no folder `themes/{name}`"));
        diagnostics.push(diagnostic.nearest(name, names.iter().copied(), "make it, or leave the line out for the default theme"));
    }
    let mut theme = Theme::default();
    for folder in [DEFAULT, name] {
        for (file, source) in sources.iter() {
            let mut parts = source.path.parts();
            if parts.next() != Some("themes") || parts.next() != Some(folder) {
                continue;
            }
            let kind = parts.next().unwrap_or_default();
            let rest = parts.collect::<Vec<_>>().join("/");
            match (kind, rest.rsplit_once('.')) {
                ("templates", _) => {
                    theme.templates.insert(rest, file);
                }
                ("assets", _) => {
                    let asset = AssetFile::read(&rest, source.bytes());
                    theme.assets.insert(rest, asset);
                }
                ("languages", Some((language, "yaml"))) => {
                    let record = files
                        .one(file)
                        .recall::<LanguageRecord>(diagnostics, |own| files.one(file).node(own).and_then(|node| record::read(&node, own)));
                    match record {
                        Some(record) => drop(theme.languages.insert(LanguageTag::new(language), (file, record))),
                        None => diagnostics.note_unread_record(Code::MissingLanguage, language),
                    }
                }
                ("languages", Some((language, "ftl"))) => {
                    theme.messages.insert(LanguageTag::new(language), file);
                }
                _ => {}
            }
        }
        if name == DEFAULT {
            break;
        }
    }
    theme
}
