//! A State's page, and the list of States.

use super::item::PlaceView;
use super::{Builder, Link};
use crate::link::route::Page;
use crate::link::{Anchored, Role, StateUse};
use crate::parse::facts::Quantifier;
use crate::parse::id::{RegionId, StateCode, ThemeId};
use crate::parse::site::Output;
use crate::render::piece::Piece;
use crate::render::template::Ready;
use serde::Serialize;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::sync::PoisonError;

/// A State.
#[derive(Debug, Serialize)]
pub struct StateView {
    /// The ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// The ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// The M49 code.
    pub m49: String,
    /// The name as it is written now.
    pub name: String,
    /// The name as the report prints it, where that differs.
    pub printed: Option<String>,
    /// The names in the other languages.
    pub other_names: Vec<OtherName>,
    /// The region.
    pub region: String,
    /// How it stands to the report; names the message `role-ROLE`.
    pub role: &'static str,
    /// The list of replies that it stands in.
    pub reply: Option<ReplyView>,
    /// The period that the report covers.
    pub period: Option<String>,
    /// What it reported, by theme.
    pub themes: Vec<ThemeGroup>,
    /// How many measures it reported.
    pub measure_count: usize,
    /// The measures of other States in which it is a partner, drawn.
    pub partner_measures: String,
    /// What entities did in it, drawn.
    pub actions: String,
    /// The actions in which it is a partner, drawn.
    pub partner_actions: String,
    /// Its figures, drawn.
    pub figures: String,
    /// What the report says of all, almost all or most States without naming them, drawn; nothing for a State that did not reply.
    pub statements: String,
    /// How many statements those are.
    pub statement_count: usize,
    /// The sections that do not name it, drawn.
    pub unlisted: String,
    /// How many sections those are.
    pub unlisted_count: usize,
    /// The other States that reported measures, to compare with, drawn.
    pub others: String,
    /// What the report records of it, as data.
    pub data: Vec<Link>,
    /// The notes that concern it, drawn.
    pub notes: String,
    /// The paragraphs that name it, drawn.
    pub paragraphs: String,
    /// The State before it in the language's alphabet.
    pub previous: Option<Link>,
    /// The State behind it.
    pub next: Option<Link>,
}

/// A name in another language.
#[derive(Debug, Serialize)]
pub struct OtherName {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// The language's name in itself.
    pub language: String,
    /// The name.
    pub text: String,
}

/// A reply.
#[derive(Debug, Serialize)]
pub struct ReplyView {
    /// What the list of replies is.
    pub label: String,
    /// Where it stands.
    pub place: PlaceView,
    /// The date at which replies were counted.
    pub date: Option<String>,
    /// The earlier report whose request was answered.
    pub request: Option<Link>,
}

/// The measures of one theme.
#[derive(Debug, Serialize)]
pub struct ThemeGroup {
    /// The theme, a [`Link`].
    pub theme: Ready,
    /// The measures, drawn.
    pub measures: String,
}

/// A State in the list of States.
#[derive(Debug, Serialize)]
pub struct StateItem {
    /// The State's page.
    pub href: String,
    /// The name as it is written now.
    pub name: String,
    /// The name as the report prints it, where that differs.
    pub printed: Option<String>,
    /// The ISO 3166-1 alpha-3 code.
    pub iso3: String,
    /// How it stands to the report; names the message `role-ROLE`.
    pub role: &'static str,
    /// How many measures of the report name it.
    pub measures: usize,
    /// How many paragraphs name it.
    pub paragraphs: usize,
    /// Whether a note concerns it.
    pub noted: bool,
}

/// The States of one role.
#[derive(Debug, Serialize)]
pub struct RoleGroup {
    /// The role; names the messages `role-ROLE` and `role-ROLE-group`.
    pub role: &'static str,
    /// The States.
    pub states: Vec<StateItem>,
}

/// States under a letter or a region.
#[derive(Debug, Serialize)]
pub struct NamedGroup {
    /// The letter or the region.
    pub name: String,
    /// The States.
    pub states: Vec<StateItem>,
}

impl Builder<'_> {
    /// A State; none if no registry knows it.
    #[must_use]
    pub fn state(&self, code: &StateCode) -> Option<StateView> {
        let record = self.site.registries.states.get(code)?;
        let found = self.report.indexes.states.get(code)?;
        let name = self.edition.names.state(code.as_str())?;
        let report = self.report;
        let (previous, next) = self.shown_or("previous", "next", || self.neighbours(code));
        let others = || {
            let others = report.languages.iter().filter(|language| *language != self.tag()).filter_map(|language| {
                let (_, own) = self.site.theme.languages.get(language)?;
                Some(OtherName {
                    lang: language.as_str().to_owned(),
                    dir: own.direction.as_str(),
                    language: own.name.clone(),
                    text: record.name.text(language).to_owned(),
                })
            });
            others.collect()
        };
        let printed = (name.printed != name.current).then(|| name.printed.clone());
        let statements = self.shown_or("statements", "statement_count", || self.statements_beside(code, found.role));
        let unlisted = self.shown_or("unlisted", "unlisted_count", || self.sections_without(&found.paragraphs));
        Some(StateView {
            iso2: record.iso2.clone(),
            iso3: code.as_str().to_owned(),
            m49: record.m49.value.clone(),
            name: name.current.clone(),
            printed,
            other_names: self.shown("other_names", others),
            region: self.shown("region", || self.region(&record.region.value)),
            role: found.role.as_str(),
            reply: self.shown("reply", || found.reply.map(|reply| self.reply(reply))),
            period: report.record.period.as_ref().map(|period| period.text(self.tag()).to_owned()),
            themes: self.shown("themes", || self.by_theme(&found.measures)),
            measure_count: found.measures.len(),
            partner_measures: self.measures_html(&found.partner_measures),
            actions: self.actions_html(&found.actions),
            partner_actions: self.actions_html(&found.partner_actions),
            figures: self.figures_html(&found.figures),
            statements: self.shown("statements", || self.statements_html(&statements)),
            statement_count: statements.len(),
            unlisted: self.shown("unlisted", || unlisted.iter().map(|&section| self.section_html(section)).collect()),
            unlisted_count: unlisted.len(),
            others: self.comparable(code),
            data: self.shown("data", || {
                let lower = code.as_str().to_lowercase();
                self.data_links(&[&format!("states/{lower}.json"), &format!("states/{lower}.csv")])
            }),
            notes: self.notes_html(&found.notes),
            paragraphs: self.shown("paragraphs", || self.paragraphs_html(&found.paragraphs)),
            previous,
            next,
        })
    }

    /// A region's name.
    fn region(&self, id: &RegionId) -> String {
        self.site.registries.regions.get(id).map_or("", |region| region.name.text(self.tag())).to_owned()
    }

    /// What is said of most States and more, of which this one may be one; among a measure's States, only if it is one of them.
    fn statements_beside(&self, code: &StateCode, role: Role) -> Vec<usize> {
        let may_be_meant =
            |among: &str| self.report.measure(among).is_some_and(|measure| measure.record.states.iter().any(|state| state.value == *code));
        let statements = self.report.statements.iter().enumerate().filter(|(_, statement)| {
            role != Role::Mentioned
                && nearly_all(statement.record.quantifier)
                && statement.record.among.as_ref().is_none_or(|among| may_be_meant(among.as_str()))
        });
        statements.map(|(index, _)| index).collect()
    }

    /// The sections with numbered paragraphs none of which is among `paragraphs`.
    fn sections_without(&self, paragraphs: &BTreeSet<usize>) -> Vec<usize> {
        let sections = self.report.sections.iter().enumerate().filter(|(_, section)| {
            let numbered = section.paragraphs.iter().any(|&index| self.report.paragraphs[index].id.number().is_some());
            numbered && !section.paragraphs.iter().any(|index| paragraphs.contains(index))
        });
        sections.map(|(index, _)| index).collect()
    }

    /// A link to a section, drawn.
    fn section_html(&self, index: usize) -> String {
        let drawn = self.piece(Piece::Section(index), "link", || self.section_link(&self.report.sections[index]));
        format!("{drawn}\n")
    }

    /// The other States that reported measures, drawn as choices; none if this one reported none, or there is nothing to compare them on.
    fn comparable(&self, code: &StateCode) -> String {
        let states = &self.report.indexes.states;
        if !self.site.outputs.has(Output::Matrix) || states.get(code).is_none_or(|found| found.measures.is_empty()) {
            return String::new();
        }
        let others = states.iter().filter(|(other, found)| *other != code && !found.measures.is_empty()).map(|(other, _)| other);
        let names = &self.edition.names;
        let mut html = String::new();
        for other in names.sorted_states(others) {
            let Some(rank) = names.state(other.as_str()).map(|name| name.rank) else { continue };
            html.push_str(&self.piece(Piece::Choice(rank), "choice", || self.state_item(other, &states[other])));
        }
        html
    }

    /// The places of paragraphs.
    #[must_use]
    pub fn places(&self, paragraphs: impl Iterator<Item = usize>) -> Vec<PlaceView> {
        paragraphs.map(|paragraph| self.place(&Anchored { paragraph, footnote: None })).collect()
    }

    /// A list of replies, by its index.
    #[must_use]
    pub fn reply(&self, index: usize) -> ReplyView {
        let reply = &self.report.replies[index];
        ReplyView {
            label: reply.record.label.text(self.tag()).to_owned(),
            place: self.place(&reply.anchor),
            date: reply.record.date.as_ref().map(|date| self.language().date(date)),
            request: reply.record.request.as_ref().and_then(|request| self.document_link(request)),
        }
    }

    /// A State's measures grouped by their theme, each with its excerpt and the number of other States that reported it.
    #[must_use]
    pub fn by_theme(&self, measures: &[usize]) -> Vec<ThemeGroup> {
        let ranks = self.edition.theme_ranks();
        let mut ranked: Vec<(usize, usize)> = measures.iter().filter_map(|&index| Some((ranks[index]?, index))).collect();
        // Those of one theme stay in the order of the report.
        ranked.sort_by_key(|&(rank, _)| rank);
        let groups = ranked.chunk_by(|(one, _), (other, _)| one == other).filter_map(|group| {
            let own: Vec<usize> = group.iter().map(|&(_, index)| index).collect();
            Some(ThemeGroup {
                theme: self.ready_theme(group[0].0, &self.report.measures[own[0]].record.theme.value)?,
                measures: self.counted_measures_html(&own),
            })
        });
        groups.collect()
    }

    /// A link to the theme of this rank, ready for templates: it stands on the pages of most States, from which its own is as far.
    fn ready_theme(&self, rank: usize, id: &ThemeId) -> Option<Ready> {
        match self.folder.themes.lock().unwrap_or_else(PoisonError::into_inner).entry(rank) {
            Entry::Occupied(known) => Some(known.get().clone()),
            Entry::Vacant(place) => Some(place.insert(Ready::new(&self.theme_link(id)?)).clone()),
        }
    }

    /// The States before and behind one in the language's alphabet.
    fn neighbours(&self, code: &StateCode) -> (Option<Link>, Option<Link>) {
        let order = self.edition.states();
        let rank = |code: &StateCode| self.edition.names.state(code.as_str()).map(|name| name.current_rank);
        let at = order.binary_search_by_key(&rank(code), rank).unwrap_or(0);
        let link = |at: Option<usize>| at.and_then(|at| order.get(at)).and_then(|code| self.state_link(code));
        (link(at.checked_sub(1)), link(Some(at + 1)))
    }

    /// All States under the letters of the language's alphabet.
    #[must_use]
    pub fn states_by_letter(&self) -> Vec<NamedGroup> {
        let states = &self.report.indexes.states;
        let mut groups: Vec<NamedGroup> = Vec::new();
        for code in self.edition.names.states_as_now(states.keys()) {
            let letter = self.edition.names.state(code.as_str()).map_or("", |name| name.initial.as_str());
            if groups.last().is_none_or(|group| group.name != letter) {
                groups.push(NamedGroup { name: letter.to_owned(), states: Vec::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.states.extend(self.state_item(code, &states[code]));
            }
        }
        groups
    }

    /// All States by region, the regions in the language's order.
    #[must_use]
    pub fn states_by_region(&self) -> Vec<NamedGroup> {
        let states = &self.report.indexes.states;
        let registries = &self.site.registries;
        let mut groups: Vec<NamedGroup> = Vec::new();
        for code in self.edition.names.sorted_states(states.keys()) {
            let region = registries.states.get(code).and_then(|record| registries.regions.get(&record.region.value));
            let name = region.map_or("", |region| region.name.text(self.tag()));
            let at = groups.iter().position(|group| group.name == name).unwrap_or_else(|| {
                groups.push(NamedGroup { name: name.to_owned(), states: Vec::new() });
                groups.len() - 1
            });
            groups[at].states.extend(self.state_item(code, &states[code]));
        }
        groups.sort_by(|a, b| self.language().compare(&a.name, &b.name));
        groups
    }

    /// All States, by role and then by the language's alphabet.
    #[must_use]
    pub fn states(&self) -> Vec<RoleGroup> {
        let states = &self.report.indexes.states;
        [Role::Reported, Role::ReportedLate, Role::Mentioned]
            .into_iter()
            .map(|role| {
                let codes = states.iter().filter(|(_, found)| found.role == role).map(|(code, _)| code);
                let codes = self.edition.names.states_as_now(codes);
                RoleGroup {
                    role: role.as_str(),
                    states: codes.into_iter().filter_map(|code| self.state_item(code, &states[code])).collect(),
                }
            })
            .filter(|group| !group.states.is_empty())
            .collect()
    }

    fn state_item(&self, code: &StateCode, found: &StateUse) -> Option<StateItem> {
        let name = self.edition.names.state(code.as_str())?;
        Some(StateItem {
            href: self.prose.href(&Page::State(code.clone())),
            name: name.current.clone(),
            printed: (name.printed != name.current).then(|| name.printed.clone()),
            iso3: code.as_str().to_owned(),
            role: found.role.as_str(),
            measures: found.measures.len(),
            paragraphs: found.paragraphs.len(),
            noted: !found.notes.is_empty(),
        })
    }
}

/// Whether a statement of so many unnamed States speaks of most of them or more.
fn nearly_all(quantifier: Quantifier) -> bool {
    matches!(quantifier, Quantifier::All | Quantifier::AlmostAll | Quantifier::VastMajority | Quantifier::Most)
}
