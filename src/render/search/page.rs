//! The search page of a language: a plain form, what was found, and an index of names for readers without scripts.

use super::document::AMENDMENT;
use crate::diagnostic::Diagnostic;
use crate::link::route::{self, Page, SharedPage};
use crate::link::{Site, address};
use crate::parse::id::LanguageTag;
use crate::path::OutputPath;
use crate::render::Renderer;
use crate::render::edition::Edition;
use crate::render::message::Argument;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::shared::AcrossGroup;
use crate::render::view::{Builder, Link, PageView};
use serde::Serialize;
use std::collections::BTreeSet;

/// What every page knows of search.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SearchBox {
    page: String,
    script: String,
}

impl SearchBox {
    /// The box on a page at `path`.
    pub(in crate::render) fn new(site: &Site, path: &OutputPath, tag: &LanguageTag) -> Self {
        Self { page: path.link_to(&route::search(tag)), script: path.link_to(&route::asset(site, "search.js")) }
    }
}

#[derive(Serialize)]
struct View {
    kinds: Vec<&'static str>,
    themes: Vec<Choice>,
    states: Vec<Choice>,
    reports: Vec<ReportNames>,
    /// What several reports name.
    across: Vec<AcrossGroup>,
    official: Vec<Link>,
}

/// Something that results are narrowed by.
#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
}

/// A report and, where it is the only one, its names by group; those of several would be a page as long as all their lists.
#[derive(Serialize)]
struct ReportNames {
    symbol: String,
    link: Link,
    groups: Vec<NameGroup>,
}

#[derive(Serialize)]
struct NameGroup {
    key: &'static str,
    names: Vec<IndexedName>,
}

/// A name, its page, and the numbers of the paragraphs that hold it.
#[derive(Serialize)]
struct IndexedName {
    link: Link,
    places: Vec<Link>,
}

impl Renderer<'_> {
    /// Renders the search page of a language.
    pub(in crate::render) fn search_page(&self, tag: &LanguageTag, editions: &[&Edition<'_>]) -> Result<Laid, Box<Diagnostic>> {
        let (site, path) = (self.site, route::search(tag));
        let Some(language) = self.languages.get(tag) else { return Ok(Laid::default()) };
        let message = |key: &str| language.messages.format(key, &[], |value| language.quantity(value)).unwrap_or_default();
        let searched = |tag: &LanguageTag| site.theme.languages.get(tag).is_some_and(|(_, record)| record.search.is_some());
        let others = site.languages.iter().filter(|other| *other != tag && searched(other));
        let title = message("search");
        let page = PageView {
            kind: "search",
            description: format!("{title} · {}", site.record.title.text(tag)),
            title,
            root: path.to_root(),
            canonical: views::absolute(site, &path),
            alternates: others.filter_map(|other| views::alternate(site, other, (&path, &route::search(other)), true)).collect(),
            parallel: None,
            breadcrumbs: vec![Link { href: path.link_to(&SharedPage::Home.path(tag)), text: site.record.title.text(tag).to_owned() }],
            across: None,
        };
        let builders: Vec<Builder<'_>> = editions.iter().map(|edition| Builder::at(site, edition, path.clone(), None)).collect();
        let (mut themes, mut states) = (Vec::new(), Vec::new());
        if let Some(names) = builders.first().map(|builder| &builder.edition.names) {
            let named = address::named(site, tag);
            let choice = |value: &str, text: &str| Choice { value: value.to_owned(), text: text.to_owned() };
            let own = named.iter().filter_map(|page| if let Page::Theme(id) = page { Some(id) } else { None });
            themes.extend(
                names.sorted_themes(own).into_iter().filter_map(|id| Some(choice(id.as_str(), &names.theme(id.as_str())?.printed))),
            );
            let own = named.iter().filter_map(|page| if let Page::State(code) = page { Some(code) } else { None });
            states.extend(
                names.sorted_states(own).into_iter().filter_map(|id| Some(choice(id.as_str(), &names.state(id.as_str())?.printed))),
            );
        }
        let official =
            builders.iter().filter_map(|b| Some(Link { href: b.official()?, text: b.report.record.symbol.as_str().to_owned() })).collect();
        let amended = builders.iter().any(|builder| builder.own_amendments().next().is_some());
        let kinds = super::document::KINDS.iter().map(|(name, _)| *name).filter(|name| *name != AMENDMENT || amended);
        let is_single = site.reports.len() == 1;
        let reports = builders.iter().map(|builder| {
            let record = &builder.report.record;
            let link = Link { href: builder.prose.href(&Page::Home), text: record.title.text(tag).to_owned() };
            let groups = if is_single { names(builder) } else { Vec::new() };
            ReportNames { symbol: record.symbol.as_str().to_owned(), link, groups }
        });
        let across = builders.first().map(Builder::across_reports).unwrap_or_default();
        let view = View { kinds: kinds.collect(), themes, states, reports: reports.collect(), across, official };
        self.laid("search.html", self.layout_at(&path, tag, page, view))
    }
}

/// The names that a report speaks of, each with its paragraphs.
fn names(builder: &Builder<'_>) -> Vec<NameGroup> {
    let (indexes, sorted) = (&builder.report.indexes, &builder.edition.names);
    let places = |paragraphs: &BTreeSet<usize>| {
        let numbered = paragraphs.iter().filter_map(|&index| Some((index, builder.report.paragraphs[index].id.number()?)));
        numbered
            .map(|(index, number)| Link { href: builder.prose.paragraph_href(index), text: builder.language().ordinal(number) })
            .collect()
    };
    let name = |link: Option<Link>, paragraphs: Option<&BTreeSet<usize>>| {
        Some(IndexedName { link: link?, places: paragraphs.map(places).unwrap_or_default() })
    };
    let states = sorted.sorted_states(indexes.states.keys());
    let entities = sorted.sorted_entities(indexes.entities.keys());
    let instruments = sorted.sorted_instruments(indexes.instruments.keys());
    let documents = sorted.sorted_documents(indexes.documents.keys());
    let measures = builder.report.measures.iter().map(|measure| {
        let link = Link { href: builder.prose.measure_href(measure), text: measure.record.label.text(builder.tag()).to_owned() };
        IndexedName { link, places: places(&BTreeSet::from([measure.anchor.paragraph])) }
    });
    let amendments = builder.own_amendments().map(|amendment| {
        // A word of the language comes first, by which a browser tells in which direction the whole is read.
        let kind = builder.prose.message(&format!("amendment-kind-{}", amendment.kind.as_str()), &[]);
        let symbol = builder.prose.message("cite-symbol", &[("symbol", Argument::Text(amendment.record.symbol.as_str()))]);
        let text = format!("{kind} {symbol} · {}", amendment.record.label.text(builder.tag()));
        let changed = amendment.changes.iter().map(|change| change.anchor.paragraph).collect();
        IndexedName { link: Link { href: builder.amendment_href(amendment), text }, places: places(&changed) }
    });
    let groups = [
        (
            "states",
            states.into_iter().filter_map(|id| name(builder.state_link(id), indexes.states.get(id).map(|u| &u.paragraphs))).collect(),
        ),
        (
            "entities",
            entities.into_iter().filter_map(|id| name(builder.entity_link(id), indexes.entities.get(id).map(|u| &u.paragraphs))).collect(),
        ),
        (
            "instruments",
            instruments
                .into_iter()
                .filter_map(|id| name(builder.instrument_link(id), indexes.instruments.get(id).map(|u| &u.paragraphs)))
                .collect(),
        ),
        (
            "documents",
            documents
                .into_iter()
                .filter_map(|id| name(builder.document_link(id), indexes.documents.get(id).map(|u| &u.paragraphs)))
                .collect(),
        ),
        ("measures", measures.collect::<Vec<_>>()),
        ("amendments", amendments.collect()),
    ];
    groups.into_iter().filter(|(_, names)| !names.is_empty()).map(|(key, names)| NameGroup { key, names }).collect()
}
