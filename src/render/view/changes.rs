//! What is new in a report since the one before it in its series.
//!
//! Both are compared by what they record: States, entities, instruments and themes by their registries, measures by their ids, which an edition
//! keeps where a later report speaks of the same measure. That a report leaves something out is no finding about it.

use super::{Builder, Link};
use crate::parse::facts::MeasureRecord;
use crate::parse::id::StateCode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A report beside the one before it.
#[derive(Debug, Serialize)]
pub struct ChangesView {
    /// The report before.
    pub earlier: Link,
    /// Its date.
    pub earlier_date: Option<String>,
    /// The kinds of things in which the two differ.
    pub groups: Vec<DifferenceView>,
    /// The measures of both whose States differ.
    pub continued: Vec<ContinuedView>,
    /// How many measures stand in both.
    pub in_both: usize,
}

/// What one of the two has and the other has not.
#[derive(Debug, Serialize)]
pub struct DifferenceView {
    /// Names the messages `menu-KEY`.
    pub key: &'static str,
    /// What only this report has.
    pub new: Vec<Link>,
    /// What only the earlier one has.
    pub gone: Vec<Link>,
}

/// A measure of both reports.
#[derive(Debug, Serialize)]
pub struct ContinuedView {
    /// The measure in this report.
    pub measure: Link,
    /// The States that only this report names with it.
    pub joined: Vec<Link>,
    /// The States that only the earlier one names with it.
    pub left: Vec<Link>,
}

impl Builder<'_> {
    /// The report beside the one before it, which `earlier` writes about on the same page.
    #[must_use]
    pub fn changes(&self, earlier: &Builder<'_>) -> ChangesView {
        let (own, before) = (&self.report.indexes, &earlier.report.indexes);
        let names = |builder: &Builder<'_>, key: &str, only: &dyn Fn(&str) -> bool| -> Vec<Link> {
            let (indexes, names) = (&builder.report.indexes, &builder.edition.names);
            match key {
                "states" => builder.state_links(indexes.states.keys().filter(|id| only(id.as_str()))),
                "entities" => {
                    let ids = names.sorted_entities(indexes.entities.keys().filter(|id| only(id.as_str())));
                    ids.into_iter().filter_map(|id| builder.entity_link(id)).collect()
                }
                "instruments" => {
                    let ids = names.sorted_instruments(indexes.instruments.keys().filter(|id| only(id.as_str())));
                    ids.into_iter().filter_map(|id| builder.instrument_link(id)).collect()
                }
                "themes" => {
                    let ids = names.sorted_themes(indexes.themes.keys().filter(|id| only(id.as_str())));
                    ids.into_iter().filter_map(|id| builder.theme_link(id)).collect()
                }
                _ => {
                    let measures = builder.report.measures.iter().filter(|measure| only(measure.id.as_str()));
                    measures.filter_map(|measure| builder.measure_link(measure.id.as_str())).collect()
                }
            }
        };
        let difference = |key: &'static str, is_own: &dyn Fn(&str) -> bool, is_before: &dyn Fn(&str) -> bool| DifferenceView {
            key,
            new: names(self, key, &|id| !is_before(id)),
            gone: names(earlier, key, &|id| !is_own(id)),
        };
        let groups = [
            difference("states", &|id| own.states.contains_key(id), &|id| before.states.contains_key(id)),
            difference("measures", &|id| self.report.measure(id).is_some(), &|id| earlier.report.measure(id).is_some()),
            difference("themes", &|id| own.themes.contains_key(id), &|id| before.themes.contains_key(id)),
            difference("entities", &|id| own.entities.contains_key(id), &|id| before.entities.contains_key(id)),
            difference("instruments", &|id| own.instruments.contains_key(id), &|id| before.instruments.contains_key(id)),
        ];
        let of_before: BTreeMap<&str, &MeasureRecord> =
            earlier.report.measures.iter().map(|measure| (measure.id.as_str(), &measure.record)).collect();
        let in_both: Vec<_> =
            self.report.measures.iter().filter_map(|measure| Some((measure, *of_before.get(measure.id.as_str())?))).collect();
        let continued = in_both.iter().filter_map(|(measure, before)| {
            let (now, then) = (states(&measure.record), states(before));
            let joined = self.state_links(now.difference(&then).copied());
            let left = earlier.state_links(then.difference(&now).copied());
            let measure = self.measure_link(measure.id.as_str())?;
            (!joined.is_empty() || !left.is_empty()).then_some(ContinuedView { measure, joined, left })
        });
        let continued = continued.collect();
        ChangesView {
            earlier: Link {
                href: earlier.prose.href(&crate::link::route::Page::Home),
                text: earlier.report.record.symbol.as_str().to_owned(),
            },
            earlier_date: earlier.report.record.date.as_ref().map(|date| self.language().date(date)),
            groups: groups.into_iter().filter(|group| !group.new.is_empty() || !group.gone.is_empty()).collect(),
            continued,
            in_both: in_both.len(),
        }
    }
}

fn states(measure: &MeasureRecord) -> BTreeSet<&StateCode> {
    measure.states.iter().map(|state| &state.value).collect()
}
