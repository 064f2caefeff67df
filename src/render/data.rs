//! Open data: what a report records, as JSON and CSV, with each record's address in every language.

mod apparatus;
pub mod dictionary;
mod list;
mod record;
mod table;

pub use dictionary::KINDS;

use super::artifact::Artifact;
use super::edition::Edition;
use super::hand::{File, Hand};
use super::prose::{FootnotePlace, Here, Prose};
use crate::Error;
use crate::link::route::{self, Page};
use crate::link::{Anchored, Report, Site, StateUse};
use crate::parse::Localized;
use crate::parse::facts::Unit;
use crate::parse::id::StateCode;
use dictionary::Kind;
use list::{List, Pair, Written};
use record::{Part, Record, part};
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

/// Writes one kind of record of a report as JSON and as CSV.
#[must_use]
pub fn artifacts(site: &Site, report: &Report, editions: &[&Edition<'_>], kind: &Kind) -> Vec<Artifact> {
    let written = Written::new(&records(site, report, editions, kind), &kind.columns(&report.languages));
    let files = List::begin((Vec::new(), Vec::new()), kind, &report.languages).and_then(|mut list| {
        list.add(&written)?;
        list.end()
    });
    // Writing into memory does not fail.
    let (json, csv) = files.unwrap_or_default();
    let path = |form| route::data(&report.id, &format!("{}.{form}", kind.name));
    vec![Artifact::new(path("json"), json), Artifact::new(path("csv"), csv)]
}

/// One kind of record of all reports as JSON and as CSV, while it is made, a report at a time, in any order; each record names its report.
pub(super) struct Gathering<'a> {
    kind: &'static Kind,
    /// Nothing, once the files have ended.
    gathered: Mutex<Option<Gathered<'a>>>,
}

/// What was gathered so far.
struct Gathered<'a> {
    list: List<Files<'a>>,
    /// The next report that is added to the files, and those that wait for it.
    next: usize,
    waiting: BTreeMap<usize, Written>,
}

/// The two files on their way.
struct Files<'a>(File<'a>, File<'a>);

impl Pair for Files<'_> {
    fn json(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.0.add(bytes)
    }

    fn csv(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.1.add(bytes)
    }
}

impl<'a> Gathering<'a> {
    /// Begins the two files of a kind.
    pub(super) fn new(site: &Site, kind: &'static Kind, hand: &Hand<'a>) -> Result<Self, Error> {
        let begin = |form| hand.begin(route::site_data(&format!("{}.{form}", kind.name)));
        let list = List::begin(Files(begin("json")?, begin("csv")?), kind, &site.languages)?;
        Ok(Self { kind, gathered: Mutex::new(Some(Gathered { list, next: 0, waiting: BTreeMap::new() })) })
    }

    /// Adds a report, by its index.
    pub(super) fn add(&self, site: &Site, (index, report): (usize, &Report), editions: &[&Edition<'_>]) -> Result<(), Error> {
        let written = Written::new(&records(site, report, editions, self.kind), &self.kind.columns(&site.languages));
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Gathered { list, next, waiting }) = &mut *gathered else { return Ok(()) };
        waiting.insert(index, written);
        while let Some(written) = waiting.remove(next) {
            list.add(&written)?;
            *next += 1;
        }
        Ok(())
    }

    /// Ends the two files, and hands them on.
    pub(super) fn finish(&self, hand: &mut Hand<'_>) -> Result<(), Error> {
        let gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Gathered { list, .. }) = gathered else { return Ok(()) };
        let Files(json, csv) = list.end()?;
        hand.end(json)?;
        hand.end(csv)
    }
}

/// The records of one kind, each with the report that it comes from and with what its texts are.
fn records(site: &Site, report: &Report, editions: &[&Edition<'_>], kind: &Kind) -> Vec<Record> {
    let data = Data { site, report, editions };
    data.stamped(match kind.name {
        "states" => data.states(),
        "paragraphs" => data.paragraphs(),
        "measures" => data.measures(),
        "state-measures" => return data.state_measures(),
        "statements" => data.statements(),
        "actions" => data.actions(),
        "entities" => data.entities(),
        "instruments" => data.instruments(),
        "figures" => data.figures(),
        "recommendations" => data.recommendations(),
        "sections" => data.sections(),
        "footnotes" => data.footnotes(),
        "themes" => data.themes(),
        "documents" => data.documents(),
        "notes" => data.notes(),
        "amendments" => data.amendments(),
        "replies" => data.replies(),
        _ => Vec::new(),
    })
}

/// Writes what a report records of one State: as JSON all of it, as CSV its measures. Nothing, if the report does not name the State.
#[must_use]
pub fn state_artifacts(site: &Site, report: &Report, editions: &[&Edition<'_>], code: &StateCode) -> Vec<Artifact> {
    #[derive(Serialize)]
    struct File<'d> {
        symbol: &'d str,
        text_kind: &'static str,
        #[serde(rename = "isBasedOn")]
        is_based_on: BTreeMap<&'d str, &'d str>,
        state: Option<Value>,
        measures: Vec<&'d RawValue>,
        paragraphs: Value,
    }
    let data = Data { site, report, editions };
    let (Some(found), Some(first)) = (report.indexes.states.get(code), editions.first()) else { return Vec::new() };
    let written = first.measures.get_or_init(|| data.written_measures());
    let own = || found.measures.iter().filter_map(|&index| written.get(index));
    let paragraphs = found.paragraphs.iter().map(|&index| &report.paragraphs[index]);
    let record = File {
        symbol: report.record.symbol.as_str(),
        text_kind: "restatement",
        is_based_on: report.record.official.by_language(),
        state: data.state(code, found),
        measures: own().map(|measure| &*measure.json).collect(),
        paragraphs: paragraphs
            .map(|paragraph| {
                json!({
                    "number": paragraph.id.number(),
                    "id": paragraph.id.to_string(),
                    "url": data.url(&Page::Section(report.sections[paragraph.section].stem.clone()), &paragraph.id.to_string()),
                })
            })
            .collect(),
    };
    let mut json = serde_json::to_vec_pretty(&record).unwrap_or_default();
    json.push(b'\n');
    let mut measures_table = measures_kind().map(|kind| table::head(&kind.columns(&report.languages))).unwrap_or_default();
    own().for_each(|measure| measures_table.extend(&measure.row));
    let name = format!("states/{}", code.as_str().to_lowercase());
    vec![
        Artifact::new(route::data(&report.id, &format!("{name}.json")), json),
        Artifact::new(route::data(&report.id, &format!("{name}.csv")), measures_table),
    ]
}

fn measures_kind() -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == "measures")
}

/// A measure as it stands in the files of each of its States.
pub struct WrittenMeasure {
    /// In a list in an object, indented.
    json: Box<RawValue>,
    /// A line of a table.
    row: Vec<u8>,
}

struct Data<'a> {
    site: &'a Site,
    report: &'a Report,
    editions: &'a [&'a Edition<'a>],
}

impl Data<'_> {
    /// Which report a record comes from, and what its texts are.
    fn stamp(&self) -> Rc<Part> {
        let report = &self.report.record;
        part(json!({
            "report": self.report.id.as_str(),
            "symbol": report.symbol.as_str(),
            "text_kind": "restatement",
            "isBasedOn": self.by_language(|edition| json!(report.official.get(&edition.language.tag))),
            "original_language": report.original_language,
        }))
    }

    /// Records, each of which says so too.
    fn stamped(&self, records: Vec<Value>) -> Vec<Record> {
        let stamp = self.stamp();
        records.into_iter().map(|own| Record(vec![part(own), Rc::clone(&stamp)])).collect()
    }

    /// A value for each language of the report.
    fn by_language(&self, value: impl Fn(&Edition<'_>) -> Value) -> Value {
        Value::Object(self.editions.iter().map(|edition| (edition.language.tag.as_str().to_owned(), value(edition))).collect())
    }

    fn text(&self, text: &Localized) -> Value {
        self.by_language(|edition| text.text(&edition.language.tag).into())
    }

    fn optional(&self, text: Option<&Localized>) -> Value {
        text.map_or(Value::Null, |text| self.text(text))
    }

    /// A text that a language may lack.
    fn partial(&self, text: Option<&Localized>) -> Value {
        text.map_or(Value::Null, |text| self.by_language(|edition| json!(text.get(&edition.language.tag))))
    }

    /// Writes texts in an edition's language, for no page.
    fn prose<'p>(&'p self, edition: &'p Edition<'p>) -> Prose<'p> {
        Prose {
            report: self.report,
            names: &edition.names,
            language: edition.language,
            documents: &self.site.registries.documents,
            outputs: self.site.outputs,
            base: String::new(),
            here: Here::Elsewhere,
            footnotes: FootnotePlace::OnSection,
            id_prefix: String::new(),
        }
    }

    /// A page's address in each language, relative to the site's root.
    fn url(&self, page: &Page, fragment: &str) -> Value {
        self.by_language(|edition| {
            let path = page.path(&edition.language.tag, &self.report.id);
            if fragment.is_empty() { path.as_str().into() } else { format!("{path}#{fragment}").into() }
        })
    }

    /// The addresses of what tells of a fact, or of its place in the text where the site does not make that page.
    fn url_or_place(&self, page: &Page, fragment: &str, anchor: &Anchored) -> Value {
        if page.is_made(self.site.outputs) { self.url(page, fragment) } else { self.paragraph_url(anchor) }
    }

    /// The number of a fact's paragraph, or null in an unnumbered section; and its footnote.
    fn place(&self, anchor: &Anchored) -> (Value, Value) {
        let number = self.report.paragraphs[anchor.paragraph].id.number();
        (number.map_or(Value::Null, Value::from), anchor.footnote.as_ref().map_or(Value::Null, |label| label.as_str().into()))
    }

    fn iso2<'c>(&self, codes: impl Iterator<Item = &'c StateCode>) -> Value {
        codes.filter_map(|code| self.site.registries.states.get(code)).map(|state| state.iso2.as_str()).collect()
    }

    fn states(&self) -> Vec<Value> {
        self.report.indexes.states.iter().filter_map(|(code, found)| self.state(code, found)).collect()
    }

    fn state(&self, code: &StateCode, found: &StateUse) -> Option<Value> {
        let record = self.site.registries.states.get(code)?;
        Some(json!({
            "iso2": record.iso2,
            "iso3": code.as_str(),
            "m49": record.m49.value,
            "region": record.region.as_str(),
            "name": self.text(&record.name),
            "role": found.role.as_str(),
            "measures": found.measures.iter().map(|&index| self.report.measures[index].id.as_str()).collect::<Value>(),
            "url": self.url(&Page::State(code.clone()), ""),
        }))
    }

    fn paragraphs(&self) -> Vec<Value> {
        let paragraphs = self.report.paragraphs.iter().enumerate().map(|(index, paragraph)| {
            let section = &self.report.sections[paragraph.section];
            json!({
                "number": paragraph.id.number(),
                "id": paragraph.id.to_string(),
                "section": section.stem.as_str(),
                "text": self.by_language(|edition| {
                    let text = paragraph.texts.get(&edition.language.tag);
                    text.map_or(Value::Null, |text| self.prose(edition).plain(text.blocks()).into())
                }),
                "states": self.iso2(paragraph.mentions.states.iter()),
                "amended_by": self.amended_by(index),
                "footnotes": paragraph.footnotes.iter().map(|label| label.as_str()).collect::<Value>(),
                "url": self.url(&Page::Section(section.stem.clone()), &paragraph.id.to_string()),
            })
        });
        paragraphs.collect()
    }

    /// Every measure, written for the files of its States.
    fn written_measures(&self) -> Vec<WrittenMeasure> {
        let written = self.stamped(self.measures()).into_iter().map(|record| {
            let mut json = Vec::new();
            record.write(&mut json);
            let json = String::from_utf8(json).unwrap_or_default().replace('\n', "\n  ");
            let row = measures_kind()
                .map(|kind| table::rows(&kind.columns(&self.report.languages), std::slice::from_ref(&record)))
                .unwrap_or_default();
            WrittenMeasure { json: RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned()), row }
        });
        written.collect()
    }

    fn measures(&self) -> Vec<Value> {
        let measures = self.report.measures.iter().map(|measure| {
            let record = &measure.record;
            let (paragraph, footnote) = self.place(&measure.anchor);
            json!({
                "id": measure.id.as_str(),
                "paragraph": paragraph,
                "footnote": footnote,
                "theme": record.theme.as_str(),
                "also_themes": record.also_themes.iter().map(|theme| theme.as_str()).collect::<Value>(),
                "kind": record.kind.as_str(),
                "status": record.status.as_str(),
                "label": self.text(&record.label),
                "qualifier": self.optional(record.qualifier.as_ref()),
                "states": self.iso2(record.states.iter().map(|state| &state.value)),
                "instruments": record.instruments.iter().map(|id| id.as_str()).collect::<Value>(),
                "figures": record.figures.iter().map(|id| id.as_str()).collect::<Value>(),
                "partners": record.partners.iter().map(|partner| partner.as_str()).collect::<Value>(),
                "relation": record.relation.as_ref().map(|relation| json!({"kind": relation.kind.as_str(), "measure": relation.to.as_str()})),
                "aliases": record.aliases.iter().map(|alias| alias.as_str()).collect::<Value>(),
                "url": self.url_or_place(&Page::Measure(measure.id.clone()), "", &measure.anchor),
            })
        });
        measures.collect()
    }

    fn statements(&self) -> Vec<Value> {
        let statements = self.report.statements.iter().map(|statement| {
            let record = &statement.record;
            let (paragraph, footnote) = self.place(&statement.anchor);
            json!({
                "id": statement.id.as_str(),
                "paragraph": paragraph,
                "footnote": footnote,
                "theme": record.theme.as_str(),
                "quantifier": record.quantifier.as_str(),
                "polarity": record.polarity.as_str(),
                "label": self.text(&record.label),
                "among": record.among.as_ref().map(|measure| measure.as_str()),
                "url": self.paragraph_url(&statement.anchor),
            })
        });
        statements.collect()
    }

    fn paragraph_url(&self, anchor: &Anchored) -> Value {
        let paragraph = &self.report.paragraphs[anchor.paragraph];
        let stem = self.report.sections[paragraph.section].stem.clone();
        let fragment = anchor.footnote.as_ref().map_or_else(|| paragraph.id.to_string(), route::footnote_fragment);
        self.url(&Page::Section(stem), &fragment)
    }

    fn actions(&self) -> Vec<Value> {
        let actions = self.report.actions.iter().map(|action| {
            let record = &action.record;
            let (paragraph, footnote) = self.place(&action.anchor);
            let actors = record.actors.iter().map(|actor| {
                json!({
                    "entity": actor.entity.as_str(),
                    "places": self.iso2(actor.places.iter().map(|place| &place.value)),
                    "place_text": self.optional(actor.place_text.as_ref()),
                })
            });
            json!({
                "id": action.id.as_str(),
                "paragraph": paragraph,
                "footnote": footnote,
                "theme": record.theme.as_str(),
                "label": self.text(&record.label),
                "actors": actors.collect::<Value>(),
                "partners": record.partners.iter().map(|partner| partner.as_str()).collect::<Value>(),
                "instruments": record.instruments.iter().map(|id| id.as_str()).collect::<Value>(),
                "figures": record.figures.iter().map(|id| id.as_str()).collect::<Value>(),
                "documents": record.documents.iter().map(|document| document.as_str()).collect::<Value>(),
                "url": self.paragraph_url(&action.anchor),
            })
        });
        actions.collect()
    }

    fn entities(&self) -> Vec<Value> {
        let entities = self.report.indexes.entities.iter().filter_map(|(id, found)| {
            let record = self.site.registries.entities.get(id)?;
            Some(json!({
                "id": id.as_str(),
                "kind": record.kind,
                "name": self.text(&record.name),
                "parent": record.parent.as_ref().map(|parent| parent.as_str()),
                "role": if found.reply.is_some() { "reported" } else { "mentioned" },
                "actions": found.actions.iter().map(|&index| self.report.actions[index].id.as_str()).collect::<Value>(),
                "url": self.url(&Page::Entity(id.clone()), ""),
            }))
        });
        entities.collect()
    }

    fn instruments(&self) -> Vec<Value> {
        let instruments = self.report.indexes.instruments.iter().filter_map(|(id, found)| {
            let record = self.site.registries.instruments.get(id)?;
            Some(json!({
                "id": id.as_str(),
                "kind": record.kind,
                "name": self.text(&record.name),
                "adopted": record.adopted,
                "measures": found.measures.iter().map(|&index| self.report.measures[index].id.as_str()).collect::<Value>(),
                "url": self.url(&Page::Instrument(id.clone()), ""),
            }))
        });
        instruments.collect()
    }

    fn figures(&self) -> Vec<Value> {
        let figures = self.report.figures.iter().map(|figure| {
            let record = &figure.record;
            let (paragraph, footnote) = self.place(&figure.anchor);
            json!({
                "id": figure.id.as_str(),
                "paragraph": paragraph,
                "footnote": footnote,
                "value": record.value,
                "min": record.min,
                "max": record.max,
                "scale": record.scale,
                "bound": record.bound,
                "unit_kind": match &record.unit { Unit::Percent => "percent", Unit::Text(_) => "count" },
                "unit": match &record.unit { Unit::Percent => Value::Null, Unit::Text(unit) => self.text(unit) },
                "label": self.text(&record.label),
                "period": self.optional(record.period.as_ref()),
                "share_of": record.share_of.as_ref().map(|whole| whole.as_str()),
                "source": record.source.as_ref().map(|source| source.as_str()),
                "states": self.iso2(record.states.iter().map(|state| &state.value)),
                "url": self.url(&Page::Figures, &route::figure_fragment(&figure.id)),
            })
        });
        figures.collect()
    }

    fn recommendations(&self) -> Vec<Value> {
        let recommendations = self.report.recommendations.iter().map(|recommendation| {
            let record = &recommendation.record;
            let (paragraph, _) = self.place(&recommendation.anchor);
            json!({
                "id": recommendation.id.as_str(),
                "paragraph": paragraph,
                "themes": record.themes.iter().map(|theme| theme.as_str()).collect::<Value>(),
                "label": self.text(&record.label),
                "answered_by": record.answered_by.iter().map(|measure| measure.as_str()).collect::<Value>(),
                "url": self.url(&Page::Recommendations, &route::recommendation_fragment(&recommendation.id)),
            })
        });
        recommendations.collect()
    }
}
