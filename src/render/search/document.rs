//! What can be found: every paragraph, State, measure, entity, instrument and amendment of a language, each with its words.

use super::segment::Segment;
use crate::link::route::Page;
use crate::link::{Change, Report, Site};
use crate::parse::id::{DocumentId, EntityId, InstrumentId, LanguageTag, StateCode, ThemeId};
use crate::parse::registry::DocumentNames;
use crate::parse::{Localized, Spellings};
use crate::render::edition::Edition;
use crate::render::view::Builder;
use std::collections::BTreeSet;

/// The kinds of documents, in the order in which they stand in the index, and how much each counts beside a paragraph.
///
/// A paragraph is what readers cite; a measure's page repeats a phrase of its paragraph, and so stands behind it.
pub(super) const KINDS: [(&str, f32); 6] =
    [("paragraph", 1.0), ("state", 1.25), ("measure", 0.62), ("entity", 0.8), ("instrument", 0.8), (AMENDMENT, 0.8)];

/// The kind of what amends a report, which most reports have none of.
pub(super) const AMENDMENT: &str = "amendment";

/// How much a word counts in a title, in the title of what holds it, in its text, and as a name that is not printed.
const TITLE: f32 = 3.0;
const ABOVE: f32 = 0.5;
const TEXT: f32 = 1.0;
/// What a page repeats of its measures and actions, which have pages and paragraphs of their own.
const REPEATED: f32 = 0.3;
const UNPRINTED: f32 = 0.4;
/// A code or symbol of the document's own.
const OWN_NAME: f32 = 8.0;
/// The symbol of the report that a paragraph stands in, so that `A/…, para. 23` finds it.
const OWN_REPORT: f32 = 0.1;

/// Adds an edition's documents of one kind to a segment and returns what is shown of each, as JSON.
pub(super) fn collect(kind: usize, edition: &Edition<'_>, site: &Site, index: &mut Segment<'_>) -> Vec<String> {
    let mut shown = Vec::new();
    let home = Page::Home.path(&edition.language.tag, &edition.report.id);
    let mut collector = Collector { site, report: edition.report, builder: Builder::at(site, edition, home, None), index, kind };
    match kind {
        0 => collector.paragraphs(&mut shown),
        1 => collector.states(&mut shown),
        2 => collector.measures(&mut shown),
        3 => collector.entities(&mut shown),
        4 => collector.instruments(&mut shown),
        _ => collector.amendments(&mut shown),
    }
    shown
}

struct Collector<'a, 'i, 'x> {
    site: &'a Site,
    report: &'a Report,
    builder: Builder<'a>,
    index: &'i mut Segment<'x>,
    kind: usize,
}

impl Collector<'_, '_, '_> {
    fn tag(&self) -> &LanguageTag {
        &self.builder.edition.language.tag
    }

    /// What the browser shows of a document, as JSON: address within the language's folder, title, place, text, and the other languages that have it.
    fn shown(&self, href: &str, title: &str, place: &str, text: &str) -> String {
        self.shown_in(&self.report.languages, href, title, place, text)
    }

    /// The same of a document that only these languages have.
    fn shown_in(&self, languages: &[LanguageTag], href: &str, title: &str, place: &str, text: &str) -> String {
        let others = languages.iter().filter(|language| *language != self.tag()).map(LanguageTag::as_str);
        let (href, others) = (format!("{}/{href}", self.report.id), others.collect::<Vec<_>>().join(" "));
        let symbol = self.report.record.symbol.as_str();
        // Texts and a number always are JSON.
        serde_json::to_string(&(href, self.kind, title, place, text, others, symbol)).unwrap_or_default()
    }

    fn narrowed_by(&mut self, themes: &BTreeSet<ThemeId>, states: &BTreeSet<StateCode>) {
        for theme in themes {
            self.index.exact(format!(":theme:{theme}"), 1.0);
        }
        for state in states {
            self.index.exact(format!(":state:{state}"), 1.0);
        }
    }

    fn paragraphs(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        for (position, paragraph) in report.paragraphs.iter().enumerate() {
            let Some(text) = paragraph.texts.get(self.tag()) else { continue };
            let section = &report.sections[paragraph.section];
            let tag = self.tag().clone();
            let mut plain = self.builder.prose.plain(text.blocks());
            for footnote in text.footnotes.iter().filter_map(|label| report.footnotes.get(label)?.texts.get(&tag)) {
                plain.push('\n');
                plain.push_str(&self.builder.prose.plain(footnote.blocks()));
            }
            self.index.begin();
            self.index.text(section.title(&tag), ABOVE);
            self.index.text(&plain, TEXT);
            if let Some(number) = paragraph.id.number() {
                self.index.exact(format!(":para:{number}"), 1.0);
            }
            self.index.exact(report.record.symbol.as_str().to_lowercase(), OWN_REPORT);
            let mentions = &paragraph.mentions;
            mentions.states.iter().for_each(|code| self.unprinted_state(code));
            mentions.entities.iter().for_each(|id| self.unprinted_entity(id));
            mentions.instruments.iter().for_each(|id| self.unprinted_instrument(id));
            mentions.documents.iter().for_each(|id| self.symbol(id));
            let amended = self.builder.amended(position);
            self.index.names(amended.iter().map(|amendment| amendment.symbol.as_str()), UNPRINTED);
            let facts = report.indexes.paragraphs.get(position);
            let own_themes =
                self.site.registries.themes.iter().filter(|(_, theme)| theme.section.as_deref() == Some(section.stem.as_str()));
            let mut themes: BTreeSet<ThemeId> = own_themes.map(|(id, _)| id.clone()).collect();
            themes
                .extend(facts.into_iter().flat_map(|facts| facts.measures.iter()).map(|&m| report.measures[m].record.theme.value.clone()));
            self.narrowed_by(&themes, &mentions.states);
            let title = match self.builder.edition.language.section_mark(&section.number) {
                Some(mark) => format!("{mark} {}", section.title(&tag)),
                None => section.title(&tag).to_owned(),
            };
            let place = paragraph.id.number().map_or_else(String::new, |_| self.builder.cited(position));
            shown.push(self.shown(&self.builder.prose.paragraph_href(position), &title, &place, &plain));
        }
    }

    fn states(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        let names = &self.builder.edition.names;
        for code in names.sorted_states(report.indexes.states.keys()) {
            let (Some(found), Some(record)) = (report.indexes.states.get(code), self.site.registries.states.get(code)) else { continue };
            let Some(name) = names.state(code.as_str()) else { continue };
            let measures: BTreeSet<usize> = found.measures.iter().copied().collect();
            let text = self.lines(measures.iter().map(|&measure| &report.measures[measure].record.label));
            self.index.begin();
            self.index.text(&name.printed, TITLE);
            self.index.text(&text, REPEATED);
            self.spellings(&record.name, &record.spellings, &record.document_names, TITLE);
            for code in [record.iso2.as_str(), code.as_str(), record.m49.as_str()] {
                self.index.exact(code.to_lowercase(), OWN_NAME);
            }
            let themes = measures.iter().map(|&measure| report.measures[measure].record.theme.value.clone()).collect();
            self.narrowed_by(&themes, &BTreeSet::from([code.clone()]));
            shown.push(self.shown(&Page::State(code.clone()).name(), &name.printed, "", &text));
        }
    }

    fn measures(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        for measure in &report.measures {
            let record = &measure.record;
            let tag = self.tag();
            let label = record.label.text(tag).to_owned();
            let mut text = record.qualifier.as_ref().map_or("", |qualifier| qualifier.text(tag)).to_owned();
            let names = &self.builder.edition.names;
            let states = names.sorted_states(record.states.iter().map(|state| &state.value));
            let states: Vec<&str> = states.into_iter().filter_map(|code| Some(names.state(code.as_str())?.printed.as_str())).collect();
            if !text.is_empty() && !states.is_empty() {
                text.push_str(" · ");
            }
            text.push_str(&states.join(" · "));
            let place = self.builder.cited(measure.anchor.paragraph);
            self.index.begin();
            self.index.whole(&label);
            self.index.text(&label, TITLE);
            self.index.text(&text, TEXT);
            record.states.iter().for_each(|state| self.unprinted_state(&state.value));
            record.instruments.iter().for_each(|id| self.unprinted_instrument(&id.value));
            let themes = std::iter::once(&record.theme).chain(&record.also_themes).map(|theme| theme.value.clone()).collect();
            self.narrowed_by(&themes, &record.states.iter().map(|state| state.value.clone()).collect());
            shown.push(self.shown(&Page::Measure(measure.id.clone()).name(), &label, &place, &text));
        }
    }

    fn entities(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        let names = &self.builder.edition.names;
        for id in names.sorted_entities(report.indexes.entities.keys()) {
            let (Some(found), Some(record)) = (report.indexes.entities.get(id), self.site.registries.entities.get(id)) else { continue };
            let Some(name) = names.entity(id.as_str()) else { continue };
            let text = self.lines(found.actions.iter().map(|&action| &report.actions[action].record.label));
            self.index.begin();
            self.index.text(&name.printed, TITLE);
            self.index.text(&text, REPEATED);
            self.spellings(&record.name, &record.spellings, &record.document_names, TITLE);
            record.acronym.values().for_each(|acronym| self.index.whole(acronym));
            self.index.names(record.acronym.values().map(String::as_str), OWN_NAME);
            let themes = found.actions.iter().map(|&action| report.actions[action].record.theme.value.clone()).collect();
            self.narrowed_by(&themes, &BTreeSet::new());
            let acronym = record.acronym.get(self.tag().as_str()).cloned().unwrap_or_default();
            shown.push(self.shown(&Page::Entity(id.clone()).name(), &name.printed, &acronym, &text));
        }
    }

    fn instruments(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        let names = &self.builder.edition.names;
        for id in names.sorted_instruments(report.indexes.instruments.keys()) {
            let (Some(found), Some(record)) = (report.indexes.instruments.get(id), self.site.registries.instruments.get(id)) else {
                continue;
            };
            let Some(name) = names.instrument(id.as_str()) else { continue };
            let text = self.lines(found.measures.iter().map(|&measure| &report.measures[measure].record.label));
            self.index.begin();
            self.index.text(&name.printed, TITLE);
            self.index.text(&text, REPEATED);
            self.spellings(&record.name, &record.spellings, &record.document_names, TITLE);
            self.index.names([id.as_str()], OWN_NAME);
            let themes = found.measures.iter().map(|&measure| report.measures[measure].record.theme.value.clone()).collect();
            let states = found.measures.iter().flat_map(|&measure| &report.measures[measure].record.states);
            self.narrowed_by(&themes, &states.map(|state| state.value.clone()).collect());
            shown.push(self.shown(&Page::Instrument(id.clone()).name(), &name.printed, "", &text));
        }
    }

    /// What amends the report, found by its symbol, by the paragraphs that it changes, and by what it says.
    fn amendments(&mut self, shown: &mut Vec<String>) {
        let report = self.report;
        let tag = self.tag().clone();
        for amendment in report.amendments.iter().filter(|amendment| amendment.languages.contains(&tag)) {
            let symbol = amendment.record.symbol.as_str();
            let label = amendment.record.label.text(&tag);
            let change = |change: &Change| {
                let earlier = change.record.before.as_ref().map(|before| {
                    let said = |key| self.builder.prose.message(key, &[]);
                    format!(" · {}{} {}", said("earlier-wording"), said("colon"), before.text(&tag))
                });
                let (place, label) = (self.builder.place(&change.anchor).cited, change.record.label.text(&tag));
                format!("{place}: {label}{}", earlier.unwrap_or_default())
            };
            let text = amendment.changes.iter().map(change).collect::<Vec<_>>().join("\n");
            let kind = self.builder.prose.message(&format!("amendment-kind-{}", amendment.kind.as_str()), &[]);
            self.index.begin();
            self.index.text(label, TITLE);
            self.index.text(&text, TEXT);
            [symbol, &amendment.suffix].iter().for_each(|name| self.index.whole(name));
            self.index.names([kind.as_str(), symbol], TITLE);
            self.index.exact(symbol.to_lowercase(), OWN_NAME);
            self.index.exact(report.record.symbol.as_str().to_lowercase(), OWN_REPORT);
            let changed = amendment.changes.iter().map(|change| change.anchor.paragraph).collect::<BTreeSet<_>>();
            for number in changed.into_iter().filter_map(|paragraph| report.paragraphs[paragraph].id.number()) {
                self.index.exact(format!(":para:{number}"), 1.0);
            }
            shown.push(self.shown_in(&amendment.languages, &self.builder.amendment_href(amendment), label, symbol, &text));
        }
    }

    fn lines<'l>(&self, labels: impl Iterator<Item = &'l Localized>) -> String {
        labels.map(|label| label.text(self.tag())).collect::<Vec<_>>().join("\n")
    }

    /// Every way in which a name is written, in every language.
    fn spellings(&mut self, name: &Localized, spellings: &Spellings, printed: &DocumentNames, weight: f32) {
        let mut all: BTreeSet<&str> = name.iter().map(|(_, text)| text.value.as_str()).collect();
        all.extend(spellings.values().flatten().map(String::as_str));
        all.extend(printed.values().flat_map(|name| name.iter().map(|(_, text)| text.value.as_str())));
        all.iter().for_each(|name| self.index.whole(name));
        self.index.names(all, weight);
    }

    /// What a text that names a State does not print: its other spellings in the language, and its three-letter code.
    fn unprinted_state(&mut self, code: &StateCode) {
        let Some(record) = self.site.registries.states.get(code) else { return };
        let tag = &self.builder.edition.language.tag;
        let spellings = || record.spellings.get(tag.as_str()).into_iter().flatten().map(String::as_str);
        self.index.named(code.as_str(), || record.name.get(tag).into_iter().chain(spellings()), UNPRINTED);
        self.index.exact(code.as_str().to_lowercase(), UNPRINTED);
    }

    fn unprinted_entity(&mut self, id: &EntityId) {
        let Some(record) = self.site.registries.entities.get(id) else { return };
        self.index.names(record.acronym.values().map(String::as_str), UNPRINTED);
    }

    fn unprinted_instrument(&mut self, id: &InstrumentId) {
        if let Some(record) = self.site.registries.instruments.get(id) {
            let tag = self.tag().clone();
            let short = record.short.as_ref().and_then(|short| short.get(&tag)).unwrap_or_default();
            self.index.names([short, id.as_str()], UNPRINTED);
        }
    }

    /// A document that is cited, by its symbol and by its number in every order in which a language may print it.
    fn symbol(&mut self, id: &DocumentId) {
        let mut names = vec![id.as_str()];
        names.extend(self.builder.edition.names.document(id.as_str()).map(|name| name.current.as_str()));
        let number = id.as_str().trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches('/');
        if number.contains('/') {
            names.push(number);
        }
        self.index.names(names, UNPRINTED);
    }
}
