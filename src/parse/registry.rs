//! The records of `seeds/*.yaml`: what every report of a site shares.

use super::facts::Record;
use super::id::{DocumentId, EntityId, InstrumentId, RegionId, StateCode, ThemeId};
use super::localized::{Localized, Spellings};
use crate::diagnostic::Spanned;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Names as particular reports print them, where those differ from the current name: by report, then by language.
pub type DocumentNames = BTreeMap<String, Localized>;

/// A State.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateRecord {
    /// The ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// The United Nations M49 code, three digits.
    pub m49: Spanned<String>,
    /// The region.
    pub region: Spanned<RegionId>,
    /// The short name as the United Nations writes it now.
    pub name: Localized,
    /// Other spellings that prose may use.
    #[serde(default)]
    pub spellings: Spellings,
    /// What to sort by, in the languages where the name itself would sort wrongly.
    pub sort_as: Option<Localized>,
    /// The name as reports print it.
    #[serde(default)]
    pub document_names: DocumentNames,
}

/// A region of States.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionRecord {
    /// Its place among the regions.
    #[serde(default)]
    pub order: u32,
    /// Its name.
    pub name: Localized,
}

/// What kind of body an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A principal organ or a part of one.
    UnOrgan,
    /// An office, fund, programme, commission or specialized agency.
    UnEntity,
    /// A special procedure, working group or the like.
    UnMechanism,
    /// A committee that watches over a treaty.
    TreatyBody,
    /// A fund held in trust.
    TrustFund,
    /// A group of several entities.
    InterAgency,
    /// An intergovernmental organisation or a part of one.
    Intergovernmental,
    /// A body of one State.
    National,
    /// None of these.
    Other,
}

/// An organisation, organ, committee, fund or group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityRecord {
    /// What kind of body it is.
    pub kind: EntityKind,
    /// Its name.
    pub name: Localized,
    /// Its acronym, in the languages that have one.
    #[serde(default)]
    pub acronym: BTreeMap<String, String>,
    /// Other spellings that prose may use.
    #[serde(default)]
    pub spellings: Spellings,
    /// What to sort by.
    pub sort_as: Option<Localized>,
    /// The entity that it is part of.
    pub parent: Option<Spanned<EntityId>>,
    /// The State whose body it is.
    pub state: Option<Spanned<StateCode>>,
    /// The name as reports print it.
    #[serde(default)]
    pub document_names: DocumentNames,
    /// The ids that it had before, whose pages lead on.
    #[serde(default)]
    pub aliases: Vec<Spanned<EntityId>>,
}

/// What kind of instrument it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InstrumentKind {
    /// A treaty or convention.
    Treaty,
    /// A protocol to a treaty.
    Protocol,
    /// A declaration.
    Declaration,
    /// A plan of action.
    Plan,
    /// Principles or guidelines.
    Guidelines,
    /// An agreement between States or organisations.
    Agreement,
}

/// A treaty, declaration, plan or other instrument.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentRecord {
    /// What kind of instrument it is.
    pub kind: InstrumentKind,
    /// Its title.
    pub name: Localized,
    /// A short form of the title.
    pub short: Option<Localized>,
    /// The year in which it was adopted.
    pub adopted: Option<u32>,
    /// Other spellings that prose may use.
    #[serde(default)]
    pub spellings: Spellings,
    /// The instrument that it belongs to.
    pub parent: Option<Spanned<InstrumentId>>,
    /// The title as reports print it.
    #[serde(default)]
    pub document_names: DocumentNames,
    /// The ids that it had before, whose pages lead on.
    #[serde(default)]
    pub aliases: Vec<Spanned<InstrumentId>>,
}

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// A report with a symbol.
    Report,
    /// A resolution; its number is printed by the language's rule.
    Resolution,
    /// An agenda.
    Agenda,
    /// A publication without a symbol.
    Publication,
    /// A page or database on the web.
    Web,
}

/// A document that reports cite.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRecord {
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: Localized,
    /// The year of its publication.
    pub year: Option<u32>,
    /// Who wrote it.
    pub author: Option<Spanned<EntityId>>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A theme that measures are listed under.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeRecord {
    /// Its place among the themes.
    #[serde(default)]
    pub order: u32,
    /// Its name.
    pub name: Localized,
    /// The stem of the section that treats of it.
    pub section: Option<String>,
    /// The ids that it had before, whose pages lead on.
    #[serde(default)]
    pub aliases: Vec<Spanned<ThemeId>>,
}

/// A page that existed when the site was last accepted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressRecord {
    /// The folders of languages and pairs that had it.
    #[serde(rename = "in")]
    pub folders: Vec<String>,
    /// The page that stands in for it, if it is gone.
    pub to: Option<Spanned<String>>,
}

/// Everything that the shared registries hold.
#[derive(Debug, Default)]
pub struct Registries {
    /// `states.yaml`.
    pub states: Vec<Record<StateCode, StateRecord>>,
    /// `regions.yaml`.
    pub regions: Vec<Record<RegionId, RegionRecord>>,
    /// `entities.yaml`.
    pub entities: Vec<Record<EntityId, EntityRecord>>,
    /// `instruments.yaml`.
    pub instruments: Vec<Record<InstrumentId, InstrumentRecord>>,
    /// `documents.yaml`.
    pub documents: Vec<Record<DocumentId, DocumentRecord>>,
    /// `themes.yaml`.
    pub themes: Vec<Record<ThemeId, ThemeRecord>>,
}
