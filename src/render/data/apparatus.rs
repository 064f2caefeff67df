//! The records of a report's apparatus: sections, footnotes, themes, documents, notes and replies; and the long table of States and measures.

use super::Data;
use super::record::{Record, part};
use crate::link::Amendment;
use crate::link::route::{self, Page};
use crate::parse::section::SectionNumber;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

impl Data<'_> {
    /// One row for each State of each measure.
    pub(super) fn state_measures(&self) -> Vec<Record> {
        let registries = &self.site.registries;
        let (stamp, mut states, mut rows) = (self.stamp(), BTreeMap::new(), Vec::new());
        for measure in &self.report.measures {
            let record = &measure.record;
            let (paragraph, footnote) = self.place(&measure.anchor);
            let section = &self.report.sections[self.report.paragraphs[measure.anchor.paragraph].section];
            let own = part(json!({
                "paragraph": paragraph,
                "footnote": footnote,
                "section": section.stem.as_str(),
                "measure": measure.id.as_str(),
                "theme": record.theme.as_str(),
                "kind": record.kind.as_str(),
                "status": record.status.as_str(),
                "label": self.text(&record.label),
                "qualifier": self.optional(record.qualifier.as_ref()),
                "url": self.url_or_place(&Page::Measure(measure.id.clone()), "", &measure.anchor),
            }));
            for code in &record.states {
                let Some(state) = registries.states.get(&code.value) else { continue };
                let state = states.entry(&code.value).or_insert_with(|| {
                    part(json!({
                        "iso2": state.iso2,
                        "iso3": code.as_str(),
                        "m49": state.m49.value,
                        "region": state.region.as_str(),
                        "state": self.text(&state.name),
                        "role": self.report.indexes.states.get(&code.value).map(|found| found.role.as_str()),
                    }))
                });
                rows.push(Record([&*state, &own, &stamp].map(Rc::clone).into()));
            }
        }
        rows
    }

    pub(super) fn sections(&self) -> Vec<Value> {
        let sections = self.report.sections.iter().enumerate().map(|(index, section)| {
            let range = self.report.range(index);
            json!({
                "id": section.stem.as_str(),
                "number": match &section.number {
                    SectionNumber::Unnumbered => Value::Null,
                    SectionNumber::Numbered(levels) => levels.iter().map(u32::to_string).collect::<Vec<_>>().join(".").into(),
                },
                "level": section.level(),
                "title": self.by_language(|edition| section.title(&edition.language.tag).into()),
                "first_paragraph": range.map(|(first, _)| first),
                "last_paragraph": range.map(|(_, last)| last),
                "url": self.url(&Page::Section(section.stem.clone()), ""),
            })
        });
        sections.collect()
    }

    pub(super) fn footnotes(&self) -> Vec<Value> {
        let mut footnotes: Vec<_> = self.report.footnotes.values().collect();
        footnotes.sort_by_key(|footnote| (footnote.label.as_str().parse::<u32>().unwrap_or(u32::MAX), footnote.label.clone()));
        let records = footnotes.into_iter().map(|footnote| {
            let section = &self.report.sections[footnote.section];
            json!({
                "id": footnote.label.as_str(),
                "paragraph": self.report.paragraphs[footnote.paragraph].id.number(),
                "section": section.stem.as_str(),
                "text": self.by_language(|edition| {
                    let text = footnote.texts.get(&edition.language.tag);
                    text.map_or(Value::Null, |text| self.prose(edition).plain(text.blocks()).into())
                }),
                "url": self.url(&Page::Section(section.stem.clone()), &route::footnote_fragment(&footnote.label)),
            })
        });
        records.collect()
    }

    pub(super) fn themes(&self) -> Vec<Value> {
        let report = self.report;
        let mut themes: Vec<_> = report.indexes.themes.iter().collect();
        themes.sort_by_key(|(id, _)| (self.site.registries.themes.get(*id).map_or(u32::MAX, |theme| theme.order), (*id).clone()));
        let records = themes.into_iter().filter_map(|(id, found)| {
            let record = self.site.registries.themes.get(id)?;
            Some(json!({
                "id": id.as_str(),
                "name": self.text(&record.name),
                "measures": found.measures.iter().map(|&index| report.measures[index].id.as_str()).collect::<Value>(),
                "statements": found.statements.iter().map(|&index| report.statements[index].id.as_str()).collect::<Value>(),
                "actions": found.actions.iter().map(|&index| report.actions[index].id.as_str()).collect::<Value>(),
                "recommendations": found.recommendations.iter().map(|&index| report.recommendations[index].id.as_str()).collect::<Value>(),
                "url": self.url(&Page::Theme(id.clone()), ""),
            }))
        });
        records.collect()
    }

    pub(super) fn documents(&self) -> Vec<Value> {
        let records = self.report.indexes.documents.iter().filter_map(|(id, found)| {
            let record = self.site.registries.documents.get(id)?;
            Some(json!({
                "id": id.as_str(),
                "kind": record.kind,
                "title": self.text(&record.title),
                "year": record.year,
                "author": record.author.as_ref().map(|author| author.as_str()),
                "address": record.url,
                "paragraphs": found.paragraphs.iter().map(|&index| self.report.paragraphs[index].id.to_string()).collect::<Value>(),
                "url": self.url(&Page::Documents, &route::document_fragment(id)),
            }))
        });
        records.collect()
    }

    pub(super) fn notes(&self) -> Vec<Value> {
        let notes = self.report.notes.iter().map(|note| {
            let record = &note.record;
            let (paragraph, footnote) = self.place(&note.anchor);
            json!({
                "id": note.id.as_str(),
                "paragraph": paragraph,
                "footnote": footnote,
                "class": record.class.as_str(),
                "text": self.text(&record.text),
                "printed_as": self.partial(record.printed_as.as_ref()),
                "probably": self.partial(record.probably.as_ref()),
                "states": self.iso2(record.states.iter().map(|state| &state.value)),
                "entities": record.entities.iter().map(|entity| entity.as_str()).collect::<Value>(),
                "measures": record.measures.iter().map(|measure| measure.as_str()).collect::<Value>(),
                "url": self.url_or_place(&Page::About, &route::note_fragment(&note.id), &note.anchor),
            })
        });
        notes.collect()
    }

    /// The symbols of the amendments of a paragraph and its footnotes.
    pub(super) fn amended_by(&self, paragraph: usize) -> Value {
        let amends = |amendment: &&Amendment| amendment.changes.iter().any(|change| change.anchor.paragraph == paragraph);
        self.report.amendments.iter().filter(amends).map(|amendment| amendment.record.symbol.value.as_str()).collect()
    }

    pub(super) fn amendments(&self) -> Vec<Value> {
        let amendments = self.report.amendments.iter().map(|amendment| {
            let record = &amendment.record;
            let changes = amendment.changes.iter().map(|change| {
                let (paragraph, footnote) = self.place(&change.anchor);
                json!({
                    "paragraph": paragraph,
                    "footnote": footnote,
                    "label": self.partial(Some(&change.record.label)),
                    "before": self.partial(change.record.before.as_ref()),
                    "url": self.paragraph_url(&change.anchor),
                })
            });
            json!({
                "id": amendment.id.as_str(),
                "amending_symbol": record.symbol.value,
                "kind": amendment.kind.as_str(),
                "date": record.date.as_ref().map(|date| date.value.as_str()),
                "languages": amendment.languages.iter().map(|tag| tag.as_str()).collect::<Value>(),
                "label": self.partial(Some(&record.label)),
                "official": self.by_language(|edition| json!(record.official.get(&edition.language.tag))),
                "changes": changes.collect::<Value>(),
                "url": self.by_language(|edition| {
                    let tag = &edition.language.tag;
                    let page = route::amendments_page(self.site.outputs).path(tag, &self.report.id);
                    let issued = amendment.languages.contains(tag);
                    json!(issued.then(|| format!("{page}#{}", route::amendment_fragment(&amendment.id))))
                }),
            })
        });
        amendments.collect()
    }

    pub(super) fn replies(&self) -> Vec<Value> {
        let replies = self.report.replies.iter().map(|reply| {
            let record = &reply.record;
            json!({
                "id": reply.id.as_str(),
                "footnote": self.place(&reply.anchor).1,
                "timing": record.timing.as_str(),
                "date": record.date.as_ref().map(|date| date.value.as_str()),
                "request": record.request.as_ref().map(|request| request.as_str()),
                "states": self.iso2(record.states.iter().map(|state| &state.value)),
                "entities": record.entities.iter().map(|entity| entity.as_str()).collect::<Value>(),
                "label": self.text(&record.label),
                "url": self.paragraph_url(&reply.anchor),
            })
        });
        replies.collect()
    }
}
