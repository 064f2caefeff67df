//! The pages of entities and instruments, and their lists.

use super::item::{ActionItem, FigureItem, MeasureItem, NoteItem, PlaceView};
use super::state::ReplyView;
use super::{Builder, Link};
use crate::parse::id::{EntityId, InstrumentId};
use crate::parse::registry::{EntityKind, InstrumentKind};
use serde::Serialize;

/// An entity.
#[derive(Debug, Serialize)]
pub struct EntityView {
    /// The name as it is written now.
    pub name: String,
    /// The name as the report prints it, where that differs.
    pub printed: Option<String>,
    /// The acronym.
    pub acronym: Option<String>,
    /// The kind; names the message `entity-kind-KIND`.
    pub kind: EntityKind,
    /// The entity that it is part of.
    pub parent: Option<Link>,
    /// The State whose body it is.
    pub state: Option<Link>,
    /// The list of replies that it stands in.
    pub reply: Option<ReplyView>,
    /// What it did.
    pub actions: Vec<ActionItem>,
    /// The actions in which it is a partner.
    pub partner_actions: Vec<ActionItem>,
    /// The measures in which it is a partner.
    pub measures: Vec<MeasureItem>,
    /// The figures that it gave.
    pub figures: Vec<FigureItem>,
    /// The documents that it wrote.
    pub documents: Vec<Link>,
    /// The notes that concern it.
    pub notes: Vec<NoteItem>,
    /// The paragraphs that name it.
    pub paragraphs: Vec<PlaceView>,
}

/// An entity or instrument in a list.
#[derive(Debug, Serialize)]
pub struct NamedItem {
    /// Its page.
    pub href: String,
    /// Its name as it is written now.
    pub name: String,
    /// The name as the report prints it, where that differs.
    pub printed: Option<String>,
    /// The acronym.
    pub acronym: Option<String>,
    /// How many measures belong to it.
    pub measures: usize,
    /// How many actions belong to it.
    pub actions: usize,
    /// The paragraphs that name it.
    pub paragraphs: Vec<PlaceView>,
}

/// Entities or instruments of one kind.
#[derive(Debug, Serialize)]
pub struct KindGroup<K> {
    /// The kind; names the message `entity-kind-KIND` or `instrument-kind-KIND`.
    pub kind: K,
    /// The items.
    pub items: Vec<NamedItem>,
}

/// An instrument.
#[derive(Debug, Serialize)]
pub struct InstrumentView {
    /// The title as it is written now.
    pub name: String,
    /// The title as the report prints it, where that differs.
    pub printed: Option<String>,
    /// A short form.
    pub short: Option<String>,
    /// The kind; names the message `instrument-kind-KIND`.
    pub kind: InstrumentKind,
    /// The year of adoption in the language's digits.
    pub adopted: Option<String>,
    /// The instrument that it belongs to.
    pub parent: Option<Link>,
    /// The measures that rest on it.
    pub measures: Vec<MeasureItem>,
    /// The actions that concern it.
    pub actions: Vec<ActionItem>,
    /// The paragraphs that name it.
    pub paragraphs: Vec<PlaceView>,
}

impl Builder<'_> {
    /// An entity; none if no registry knows it.
    #[must_use]
    pub fn entity(&self, id: &EntityId) -> Option<EntityView> {
        let record = self.site.registries.entities.get(id)?;
        let found = self.report.indexes.entities.get(id)?;
        let name = self.edition.names.entity(id.as_str())?;
        let report = self.report;
        let exists = |parent: &&EntityId| report.indexes.entities.contains_key(*parent);
        Some(EntityView {
            name: name.current.clone(),
            printed: (name.printed != name.current).then(|| name.printed.clone()),
            acronym: record.acronym.get(self.tag().as_str()).cloned(),
            kind: record.kind,
            parent: record.parent.as_ref().map(|parent| &parent.value).filter(exists).and_then(|parent| self.entity_link(parent)),
            state: record.state.as_ref().and_then(|state| self.state_link(state)),
            reply: found.reply.map(|reply| self.reply(reply)),
            actions: found.actions.iter().map(|&index| self.action(&report.actions[index])).collect(),
            partner_actions: found.partner_actions.iter().map(|&index| self.action(&report.actions[index])).collect(),
            measures: found.measures.iter().map(|&index| self.measure_with_excerpt(&report.measures[index])).collect(),
            figures: found.figures.iter().map(|&index| self.figure(&report.figures[index])).collect(),
            documents: found.documents.iter().filter_map(|document| self.document_link(document)).collect(),
            notes: found.notes.iter().map(|&index| self.note(&report.notes[index])).collect(),
            paragraphs: self.places(found.paragraphs.iter().copied()),
        })
    }

    /// All entities of the report by kind, each kind in the language's order.
    #[must_use]
    pub fn entities(&self) -> Vec<KindGroup<EntityKind>> {
        let entities = &self.report.indexes.entities;
        let items = self.edition.names.entities_as_now(entities.keys()).into_iter().filter_map(|id| {
            let record = self.site.registries.entities.get(id)?;
            let (found, name, link) = (&entities[id], self.edition.names.entity(id.as_str())?, self.entity_link(id)?);
            let item = NamedItem {
                href: link.href,
                name: name.current.clone(),
                printed: (name.printed != name.current).then(|| name.printed.clone()),
                acronym: record.acronym.get(self.tag().as_str()).cloned(),
                measures: found.measures.len(),
                actions: found.actions.len(),
                paragraphs: self.places(found.paragraphs.iter().copied()),
            };
            Some((record.kind, item))
        });
        grouped(items)
    }

    /// An instrument; none if no registry knows it.
    #[must_use]
    pub fn instrument(&self, id: &InstrumentId) -> Option<InstrumentView> {
        let record = self.site.registries.instruments.get(id)?;
        let found = self.report.indexes.instruments.get(id)?;
        let name = self.edition.names.instrument(id.as_str())?;
        let report = self.report;
        let exists = |parent: &&InstrumentId| report.indexes.instruments.contains_key(*parent);
        Some(InstrumentView {
            name: name.current.clone(),
            printed: (name.printed != name.current).then(|| name.printed.clone()),
            short: record.short.as_ref().map(|short| short.text(self.tag()).to_owned()),
            kind: record.kind,
            adopted: record.adopted.map(|year| self.language().ordinal(year)),
            parent: record.parent.as_ref().map(|parent| &parent.value).filter(exists).and_then(|parent| self.instrument_link(parent)),
            measures: found.measures.iter().map(|&index| self.measure_with_excerpt(&report.measures[index])).collect(),
            actions: found.actions.iter().map(|&index| self.action(&report.actions[index])).collect(),
            paragraphs: self.places(found.paragraphs.iter().copied()),
        })
    }

    /// All instruments of the report by kind, each kind in the language's order.
    #[must_use]
    pub fn instruments(&self) -> Vec<KindGroup<InstrumentKind>> {
        let instruments = &self.report.indexes.instruments;
        let items = self.edition.names.instruments_as_now(instruments.keys()).into_iter().filter_map(|id| {
            let record = self.site.registries.instruments.get(id)?;
            let (found, name, link) = (&instruments[id], self.edition.names.instrument(id.as_str())?, self.instrument_link(id)?);
            let item = NamedItem {
                href: link.href,
                name: name.current.clone(),
                printed: (name.printed != name.current).then(|| name.printed.clone()),
                acronym: None,
                measures: found.measures.len(),
                actions: found.actions.len(),
                paragraphs: self.places(found.paragraphs.iter().copied()),
            };
            Some((record.kind, item))
        });
        grouped(items)
    }
}

fn grouped<K: Ord + Copy>(items: impl Iterator<Item = (K, NamedItem)>) -> Vec<KindGroup<K>> {
    let mut groups: std::collections::BTreeMap<K, Vec<NamedItem>> = std::collections::BTreeMap::new();
    for (kind, item) in items {
        groups.entry(kind).or_default().push(item);
    }
    groups.into_iter().map(|(kind, items)| KindGroup { kind, items }).collect()
}
