//! The way back: for each State, entity, instrument, document and theme, where a report speaks of it.
//!
//! All numbers here are indices into the report's lists.

use super::registry::Registries;
use super::report::Report;
use crate::parse::facts::Timing;
use crate::parse::id::{DocumentId, EntityId, InstrumentId, MeasureId, StateCode, ThemeId};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How a State stands to a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It replied in time.
    Reported,
    /// It replied to an earlier request after its closing date.
    ReportedLate,
    /// It is named.
    Mentioned,
}

impl Role {
    /// The word as it is written in the data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::ReportedLate => "reported-late",
            Self::Mentioned => "mentioned",
        }
    }
}

/// What a report says of a State.
#[derive(Debug)]
pub struct StateUse {
    /// How it stands to the report.
    pub role: Role,
    /// The list of replies that it stands in.
    pub reply: Option<usize>,
    /// The measures that it reported.
    pub measures: Vec<usize>,
    /// The measures of other States in which it is a partner.
    pub partner_measures: Vec<usize>,
    /// The actions that entities took in it.
    pub actions: Vec<usize>,
    /// The actions in which it is a partner.
    pub partner_actions: Vec<usize>,
    /// The figures that are its.
    pub figures: Vec<usize>,
    /// The notes that concern it.
    pub notes: Vec<usize>,
    /// The paragraphs that name it.
    pub paragraphs: BTreeSet<usize>,
}

/// What a report says of an entity.
#[derive(Debug, Default)]
pub struct EntityUse {
    /// The list of replies that it stands in.
    pub reply: Option<usize>,
    /// The actions that it took.
    pub actions: Vec<usize>,
    /// The actions in which it is a partner.
    pub partner_actions: Vec<usize>,
    /// The measures in which it is a partner.
    pub measures: Vec<usize>,
    /// The figures that it gave.
    pub figures: Vec<usize>,
    /// The documents that it wrote.
    pub documents: Vec<DocumentId>,
    /// The notes that concern it.
    pub notes: Vec<usize>,
    /// The paragraphs that name it.
    pub paragraphs: BTreeSet<usize>,
}

/// What a report says of an instrument.
#[derive(Debug, Default)]
pub struct InstrumentUse {
    /// The measures that rest on it.
    pub measures: Vec<usize>,
    /// The actions that concern it.
    pub actions: Vec<usize>,
    /// The paragraphs that name it.
    pub paragraphs: BTreeSet<usize>,
}

/// Where a report cites a document.
#[derive(Debug, Default)]
pub struct DocumentUse {
    /// The actions that produced it or rest on it.
    pub actions: Vec<usize>,
    /// The figures that it gave.
    pub figures: Vec<usize>,
    /// The paragraphs that cite it.
    pub paragraphs: BTreeSet<usize>,
}

/// What a report records under a theme.
#[derive(Debug, Default)]
pub struct ThemeUse {
    /// The measures.
    pub measures: Vec<usize>,
    /// The statements.
    pub statements: Vec<usize>,
    /// The actions.
    pub actions: Vec<usize>,
    /// The recommendations.
    pub recommendations: Vec<usize>,
}

/// All ways back of a report.
#[derive(Debug, Default)]
pub struct Indexes {
    /// By State.
    pub states: BTreeMap<StateCode, StateUse>,
    /// By entity.
    pub entities: BTreeMap<EntityId, EntityUse>,
    /// By instrument.
    pub instruments: BTreeMap<InstrumentId, InstrumentUse>,
    /// By document.
    pub documents: BTreeMap<DocumentId, DocumentUse>,
    /// By theme.
    pub themes: BTreeMap<ThemeId, ThemeUse>,
    /// By measure: the recommendations that it answers.
    pub answers: BTreeMap<MeasureId, Vec<usize>>,
    /// By measure: the measures that stand in a relation to it.
    pub related: BTreeMap<MeasureId, Vec<usize>>,
    /// By paragraph: the facts that stand in it.
    pub paragraphs: Vec<ParagraphFacts>,
}

/// The facts that stand in one paragraph or its footnotes.
#[derive(Debug, Default, Clone)]
pub struct ParagraphFacts {
    /// The measures.
    pub measures: Vec<usize>,
    /// The statements.
    pub statements: Vec<usize>,
    /// The actions.
    pub actions: Vec<usize>,
    /// The figures.
    pub figures: Vec<usize>,
    /// The recommendations.
    pub recommendations: Vec<usize>,
    /// The notes.
    pub notes: Vec<usize>,
}

/// Settles which mentions are measures and which are lists of replies, and adds the States and entities of both.
pub(super) fn settle_mentions(report: &mut Report) {
    let replies: BTreeMap<_, _> = report.replies.iter().map(|reply| (reply.id.as_str().to_owned(), &reply.record)).collect();
    let measures: BTreeMap<_, _> = report.measures.iter().map(|measure| (measure.id.clone(), &measure.record)).collect();
    for paragraph in &mut report.paragraphs {
        let mentions = &mut paragraph.mentions;
        let (lists, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut mentions.measures).into_iter().partition(|id| replies.contains_key(id.as_str()));
        mentions.replies.extend(lists.into_iter().map(|id| crate::parse::id::ReplyId::new(id.as_str())));
        mentions.measures = own.into_iter().filter(|id| measures.contains_key(id)).collect();
        for measure in mentions.measures.iter().filter_map(|id| measures.get(id)) {
            mentions.states.extend(measure.states.iter().map(|state| state.value.clone()));
        }
        for reply in mentions.replies.iter().filter_map(|id| replies.get(id.as_str())) {
            mentions.states.extend(reply.states.iter().map(|state| state.value.clone()));
            mentions.entities.extend(reply.entities.iter().map(|entity| entity.value.clone()));
        }
    }
}

/// Gathers every way back.
pub(super) fn link(report: &Report, registries: &Registries) -> Indexes {
    let mut indexes = Indexes { paragraphs: vec![ParagraphFacts::default(); report.paragraphs.len()], ..Indexes::default() };
    let mut states = States::default();
    index_paragraphs((&mut indexes, &mut states), report, registries);
    index_replies((&mut indexes, &mut states), report);
    index_measures((&mut indexes, &mut states), report);
    index_actions((&mut indexes, &mut states), report);
    for (index, statement) in report.statements.iter().enumerate() {
        indexes.paragraphs[statement.anchor.paragraph].statements.push(index);
        indexes.themes.entry(statement.record.theme.value.clone()).or_default().statements.push(index);
    }
    for (index, figure) in report.figures.iter().enumerate() {
        indexes.paragraphs[figure.anchor.paragraph].figures.push(index);
        figure.record.states.iter().for_each(|state| state_use(&mut states, &state.value).figures.push(index));
        if let Some(source) = &figure.record.source {
            if registries.entities.contains_key(source.as_str()) {
                indexes.entities.entry(EntityId::new(source.as_str())).or_default().figures.push(index);
            } else {
                indexes.documents.entry(DocumentId::new(source.as_str())).or_default().figures.push(index);
            }
        }
    }
    for (index, recommendation) in report.recommendations.iter().enumerate() {
        indexes.paragraphs[recommendation.anchor.paragraph].recommendations.push(index);
        for theme in &recommendation.record.themes {
            indexes.themes.entry(theme.value.clone()).or_default().recommendations.push(index);
        }
        for measure in &recommendation.record.answered_by {
            indexes.answers.entry(measure.value.clone()).or_default().push(index);
        }
    }
    for (index, note) in report.notes.iter().enumerate() {
        indexes.paragraphs[note.anchor.paragraph].notes.push(index);
        note.record.states.iter().for_each(|state| state_use(&mut states, &state.value).notes.push(index));
        for entity in &note.record.entities {
            indexes.entities.entry(entity.value.clone()).or_default().notes.push(index);
        }
    }
    for (id, document) in &registries.documents {
        if let Some(author) = document.author.as_ref().filter(|_| indexes.documents.contains_key(id)) {
            indexes.entities.entry(author.value.clone()).or_default().documents.push(id.clone());
        }
    }
    // A name that no registry knows was reported where it stands; no page is made for it.
    indexes.states = states.into_iter().filter(|(code, _)| registries.states.contains_key(code)).collect();
    indexes.entities.retain(|id, _| registries.entities.contains_key(id));
    indexes.instruments.retain(|id, _| registries.instruments.contains_key(id));
    indexes.documents.retain(|id, _| registries.documents.contains_key(id));
    indexes.themes.retain(|id, _| registries.themes.contains_key(id));
    indexes
}

/// The States of a report, which are named over and over, while their uses are gathered.
type States = FxHashMap<StateCode, StateUse>;

fn state_use<'i>(states: &'i mut States, code: &StateCode) -> &'i mut StateUse {
    states.entry(code.clone()).or_insert_with(|| StateUse {
        role: Role::Mentioned,
        reply: None,
        measures: Vec::new(),
        partner_measures: Vec::new(),
        actions: Vec::new(),
        partner_actions: Vec::new(),
        figures: Vec::new(),
        notes: Vec::new(),
        paragraphs: BTreeSet::new(),
    })
}

fn index_paragraphs((indexes, states): (&mut Indexes, &mut States), report: &Report, registries: &Registries) {
    for (index, paragraph) in report.paragraphs.iter().enumerate() {
        let mentions = &paragraph.mentions;
        for code in &mentions.states {
            state_use(states, code).paragraphs.insert(index);
        }
        for id in &mentions.entities {
            indexes.entities.entry(id.clone()).or_default().paragraphs.insert(index);
            // A body of one State brings that State with it.
            if let Some(state) = registries.entities.get(id).and_then(|entity| entity.state.as_ref()) {
                state_use(states, &state.value).paragraphs.insert(index);
            }
        }
        for id in &mentions.instruments {
            indexes.instruments.entry(id.clone()).or_default().paragraphs.insert(index);
        }
        for id in &mentions.documents {
            indexes.documents.entry(id.clone()).or_default().paragraphs.insert(index);
        }
    }
    let note = report.record.agenda.as_ref().and_then(|agenda| agenda.note.as_ref());
    for document in [report.record.mandate.as_ref(), report.record.previous.as_ref(), note].into_iter().flatten() {
        indexes.documents.entry(document.value.clone()).or_default();
    }
}

fn index_replies((indexes, states): (&mut Indexes, &mut States), report: &Report) {
    for (index, reply) in report.replies.iter().enumerate() {
        for state in &reply.record.states {
            let found = state_use(states, &state.value);
            found.reply = Some(index);
            found.role = match reply.record.timing {
                Timing::OnTime => Role::Reported,
                Timing::Late => Role::ReportedLate,
            };
        }
        for entity in &reply.record.entities {
            indexes.entities.entry(entity.value.clone()).or_default().reply = Some(index);
        }
    }
}

fn index_measures((indexes, states): (&mut Indexes, &mut States), report: &Report) {
    for (index, measure) in report.measures.iter().enumerate() {
        let record = &measure.record;
        indexes.paragraphs[measure.anchor.paragraph].measures.push(index);
        record.states.iter().for_each(|state| {
            let found = state_use(states, &state.value);
            found.measures.push(index);
            found.paragraphs.insert(measure.anchor.paragraph);
        });
        for theme in [&record.theme].into_iter().chain(&record.also_themes) {
            indexes.themes.entry(theme.value.clone()).or_default().measures.push(index);
        }
        for instrument in &record.instruments {
            indexes.instruments.entry(instrument.value.clone()).or_default().measures.push(index);
        }
        for partner in &record.partners {
            if is_state_code(partner) {
                state_use(states, &StateCode::new(partner.as_str())).partner_measures.push(index);
            } else {
                indexes.entities.entry(EntityId::new(partner.as_str())).or_default().measures.push(index);
            }
        }
        if let Some(relation) = &record.relation {
            indexes.related.entry(relation.to.value.clone()).or_default().push(index);
        }
    }
}

fn index_actions((indexes, states): (&mut Indexes, &mut States), report: &Report) {
    for (index, action) in report.actions.iter().enumerate() {
        let record = &action.record;
        indexes.paragraphs[action.anchor.paragraph].actions.push(index);
        indexes.themes.entry(record.theme.value.clone()).or_default().actions.push(index);
        for actor in &record.actors {
            indexes.entities.entry(actor.entity.value.clone()).or_default().actions.push(index);
            for place in &actor.places {
                let found = state_use(states, &place.value);
                found.paragraphs.insert(action.anchor.paragraph);
                if found.actions.last() != Some(&index) {
                    found.actions.push(index);
                }
            }
        }
        for partner in &record.partners {
            if is_state_code(partner) {
                state_use(states, &StateCode::new(partner.as_str())).partner_actions.push(index);
            } else {
                indexes.entities.entry(EntityId::new(partner.as_str())).or_default().partner_actions.push(index);
            }
        }
        for instrument in &record.instruments {
            indexes.instruments.entry(instrument.value.clone()).or_default().actions.push(index);
        }
        for document in &record.documents {
            indexes.documents.entry(document.value.clone()).or_default().actions.push(index);
        }
    }
}

/// Whether a partner is a State: ids of entities are in lower case.
#[must_use]
pub fn is_state_code(partner: &str) -> bool {
    partner.len() == 3 && partner.bytes().all(|b| b.is_ascii_uppercase())
}
