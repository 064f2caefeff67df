//! The records of `seeds/REPORT/`: what one report records, each fact once.

use super::amendment::AmendmentRecord;
use super::id::{
    ActionId, AmendmentId, DocumentId, EntityId, FigureId, FootnoteLabel, InstrumentId, MeasureId, NoteId, RecommendationId, ReplyId,
    StateCode, StatementId, ThemeId,
};
use super::localized::Localized;
use crate::diagnostic::Spanned;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Where in a report a fact stands: `paragraph: 16`, or `paragraph: {footnote: 3}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// A numbered paragraph.
    Paragraph(u32),
    /// A footnote.
    Footnote(FootnoteLabel),
}

impl<'de> Deserialize<'de> for Anchor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnchorVisitor;
        impl<'de> Visitor<'de> for AnchorVisitor {
            type Value = Anchor;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a paragraph's number, or `{footnote: N}`")
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Anchor, E> {
                u32::try_from(number).map(Anchor::Paragraph).map_err(|_| E::invalid_type(de::Unexpected::Signed(number), &self))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Anchor, A::Error> {
                let Some(key) = access.next_key::<String>()? else { return Err(de::Error::missing_field("footnote")) };
                if key != "footnote" {
                    return Err(de::Error::unknown_field(&key, &["footnote"]));
                }
                access.next_value::<FootnoteNumber>().map(|number| Anchor::Footnote(number.0))
            }
        }
        deserializer.deserialize_any(AnchorVisitor)
    }
}

/// A footnote's printed number, written as a number or as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteNumber(pub FootnoteLabel);

impl<'de> Deserialize<'de> for FootnoteNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberVisitor;
        impl Visitor<'_> for NumberVisitor {
            type Value = FootnoteNumber;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a footnote's number")
            }
            fn visit_i64<E>(self, number: i64) -> Result<FootnoteNumber, E> {
                Ok(FootnoteNumber(FootnoteLabel::new(number.to_string())))
            }
            fn visit_str<E>(self, label: &str) -> Result<FootnoteNumber, E> {
                Ok(FootnoteNumber(FootnoteLabel::new(label)))
            }
        }
        deserializer.deserialize_any(NumberVisitor)
    }
}

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $word_doc:literal])+ $variant:ident = $text:literal,)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
            pub enum $name { $($(#[doc = $word_doc])+ #[serde(rename = $text)] $variant,)+ }

            impl $name {
                /// The word as it is written in the files and in the data.
                #[must_use]
                pub fn as_str(self) -> &'static str {
                    match self { $($name::$variant => $text),+ }
                }
            }
        )+
    };
}

words! {
    /// What kind of thing a measure is.
    MeasureKind {
        /// Becoming party to a treaty or keeping to one.
        Treaty = "treaty",
        /// A law or a rule of law.
        Law = "law",
        /// A plan, policy or strategy.
        Plan = "plan",
        /// A body, unit, office or mechanism.
        Body = "body",
        /// A service to people.
        Service = "service",
        /// Something carried out.
        Activity = "activity",
        /// A position taken, not an act.
        Position = "position",
        /// A difficulty named, not an act.
        Challenge = "challenge",
    }
    /// How far a measure had come when it was reported.
    Status {
        /// In place or carried out.
        InForce = "in-force",
        /// Begun and not finished.
        InProgress = "in-progress",
        /// Planned.
        Planned = "planned",
        /// None of these.
        Other = "other",
    }
    /// How many unnamed States a statement speaks of.
    Quantifier {
        /// All.
        All = "all",
        /// Almost all.
        AlmostAll = "almost-all",
        /// The vast majority.
        VastMajority = "vast-majority",
        /// Most.
        Most = "most",
        /// Many.
        Many = "many",
        /// A growing number.
        Growing = "growing",
        /// Some.
        Some = "some",
        /// Few.
        Few = "few",
        /// A limited number, or limited information.
        Limited = "limited",
        /// Others, without a word of number.
        Unspecified = "unspecified",
    }
    /// Whether a statement says that something was done or that it was not.
    Polarity {
        /// Something was done or is so.
        Affirmative = "affirmative",
        /// Something was not done, not reported, or remains a gap.
        Negative = "negative",
    }
    /// What kind of slip an editor's note speaks of.
    NoteClass {
        /// A slip of the scan, corrected here.
        OcrSlip = "ocr-slip",
        /// A slip of the translation, kept as printed.
        TranslationSlip = "translation-slip",
        /// A fact that may be wrong, kept as printed.
        DoubtfulFact = "doubtful-fact",
    }
    /// The power of ten that a figure is printed in.
    Scale {
        /// Thousands.
        Thousand = "thousand",
        /// Millions.
        Million = "million",
        /// Thousands of millions.
        Billion = "billion",
    }
    /// How a figure's value bounds the true one.
    Bound {
        /// The true value is greater.
        MoreThan = "more-than",
        /// The true value is this or greater.
        AtLeast = "at-least",
        /// The true value is this or less.
        UpTo = "up-to",
        /// The true value is near.
        About = "about",
    }
    /// Whether a reply came in time for this report.
    Timing {
        /// In time.
        OnTime = "on-time",
        /// After an earlier request's closing date, and so reflected here.
        Late = "late",
    }
}

/// How a measure stands to another of the same report; exactly one field is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// What kind of relation it is.
    pub kind: RelationKind,
    /// The other measure.
    pub to: Spanned<MeasureId>,
}

/// The kinds of relation between measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    /// Says something more exact of the same thing.
    Refines,
    /// Is of the same kind.
    Like,
    /// Stands out from a general rule.
    ExceptionTo,
}

impl RelationKind {
    /// The word as it is written in the files and in the data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refines => "refines",
            Self::Like => "like",
            Self::ExceptionTo => "exception-to",
        }
    }
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct Fields {
            refines: Option<Spanned<MeasureId>>,
            like: Option<Spanned<MeasureId>>,
            exception_to: Option<Spanned<MeasureId>>,
        }
        let fields = Fields::deserialize(deserializer)?;
        match (fields.refines, fields.like, fields.exception_to) {
            (Some(to), None, None) => Ok(Self { kind: RelationKind::Refines, to }),
            (None, Some(to), None) => Ok(Self { kind: RelationKind::Like, to }),
            (None, None, Some(to)) => Ok(Self { kind: RelationKind::ExceptionTo, to }),
            _ => Err(de::Error::custom("a relation names exactly one of `refines`, `like` and `exception-to`")),
        }
    }
}

/// A measure that States reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRecord {
    /// Where it is reported.
    pub paragraph: Spanned<Anchor>,
    /// The theme that it is listed under.
    pub theme: Spanned<ThemeId>,
    /// Further themes that it belongs to.
    #[serde(default)]
    pub also_themes: Vec<Spanned<ThemeId>>,
    /// What kind of thing it is.
    pub kind: MeasureKind,
    /// How far it had come.
    pub status: Status,
    /// The States that reported it.
    pub states: Vec<Spanned<StateCode>>,
    /// What it is, as a noun phrase.
    pub label: Localized,
    /// What the list of States alone would lose; shown wherever the label is.
    pub qualifier: Option<Localized>,
    /// The instruments that it rests on.
    #[serde(default)]
    pub instruments: Vec<Spanned<InstrumentId>>,
    /// The figures that belong to it.
    #[serde(default)]
    pub figures: Vec<Spanned<FigureId>>,
    /// The States and entities that it was done with.
    #[serde(default)]
    pub partners: Vec<Spanned<String>>,
    /// How it stands to another measure.
    pub relation: Option<Relation>,
    /// Retired ids.
    #[serde(default)]
    pub aliases: Vec<Spanned<MeasureId>>,
}

/// What the report says of unnamed States.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementRecord {
    /// Where it is said.
    pub paragraph: Spanned<Anchor>,
    /// The theme that it belongs to.
    pub theme: Spanned<ThemeId>,
    /// How many States it speaks of.
    pub quantifier: Quantifier,
    /// Whether something was done or not.
    pub polarity: Polarity,
    /// What is said.
    pub label: Localized,
    /// The measure among whose States the unnamed ones are.
    pub among: Option<Spanned<MeasureId>>,
}

/// What entities did.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionRecord {
    /// Where it is told.
    pub paragraph: Spanned<Anchor>,
    /// The theme that it belongs to.
    pub theme: Spanned<ThemeId>,
    /// What was done.
    pub label: Localized,
    /// Who did it, and where each of them did.
    pub actors: Vec<ActorRecord>,
    /// The States and entities that it was done with.
    #[serde(default)]
    pub partners: Vec<Spanned<String>>,
    /// The instruments that it concerns.
    #[serde(default)]
    pub instruments: Vec<Spanned<InstrumentId>>,
    /// The figures that belong to it.
    #[serde(default)]
    pub figures: Vec<Spanned<FigureId>>,
    /// The documents that it produced or rests on.
    #[serde(default)]
    pub documents: Vec<Spanned<DocumentId>>,
}

/// One actor of an action; the place belongs to the actor.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActorRecord {
    /// The entity.
    pub entity: Spanned<EntityId>,
    /// The States in which it acted.
    #[serde(default)]
    pub places: Vec<Spanned<StateCode>>,
    /// A place that is no State.
    pub place_text: Option<Localized>,
}

/// A figure's unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Hundredths.
    Percent,
    /// Anything that is counted, in the languages' words.
    Text(Localized),
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct UnitVisitor;
        impl<'de> Visitor<'de> for UnitVisitor {
            type Value = Option<BTreeMap<String, Spanned<String>>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`percent`, or the unit's name in each language")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<Self::Value, E> {
                match word {
                    "percent" => Ok(None),
                    other => Err(E::invalid_type(de::Unexpected::Str(other), &self)),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut texts = BTreeMap::new();
                while let Some((language, text)) = access.next_entry()? {
                    texts.insert(language, text);
                }
                Ok(Some(texts))
            }
        }
        struct Either(Option<BTreeMap<String, Spanned<String>>>);
        impl<'de> Deserialize<'de> for Either {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(UnitVisitor).map(Either)
            }
        }
        let Spanned { value: Either(texts), span } = Spanned::deserialize(deserializer)?;
        Ok(texts.map_or(Self::Percent, |texts| Self::Text(Localized::new(texts, span))))
    }
}

/// A number that is a fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureRecord {
    /// Where it stands.
    pub paragraph: Spanned<Anchor>,
    /// The value, in units of the scale.
    pub value: Option<f64>,
    /// The least value of a range.
    pub min: Option<f64>,
    /// The greatest value of a range.
    pub max: Option<f64>,
    /// The power of ten that it is printed in.
    pub scale: Option<Scale>,
    /// How it bounds the true value.
    pub bound: Option<Bound>,
    /// What is counted.
    pub unit: Unit,
    /// The value with its unit, where digits and unit alone would not read well.
    pub shown: Option<Localized>,
    /// What the number says.
    pub label: Localized,
    /// The time that it speaks of.
    pub period: Option<Localized>,
    /// The figure that a percentage is a share of.
    pub share_of: Option<Spanned<FigureId>>,
    /// The entity or document that gave it.
    pub source: Option<Spanned<String>>,
    /// The States whose figure it is.
    #[serde(default)]
    pub states: Vec<Spanned<StateCode>>,
}

/// One thing that the report recommends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecommendationRecord {
    /// Where it is recommended.
    pub paragraph: Spanned<Anchor>,
    /// The themes that it belongs to.
    pub themes: Vec<Spanned<ThemeId>>,
    /// What is recommended.
    pub label: Localized,
    /// The measures already reported that answer it.
    #[serde(default)]
    pub answered_by: Vec<Spanned<MeasureId>>,
}

/// An editor's note.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteRecord {
    /// Where it belongs.
    pub paragraph: Spanned<Anchor>,
    /// What kind of slip it speaks of.
    pub class: NoteClass,
    /// What is to be said.
    pub text: Localized,
    /// The words as printed; in the languages that have them.
    pub printed_as: Option<Localized>,
    /// What was probably meant.
    pub probably: Option<Localized>,
    /// The States that it concerns.
    #[serde(default)]
    pub states: Vec<Spanned<StateCode>>,
    /// The entities that it concerns.
    #[serde(default)]
    pub entities: Vec<Spanned<EntityId>>,
    /// The measures that it concerns.
    #[serde(default)]
    pub measures: Vec<Spanned<MeasureId>>,
}

/// Who replied to the request that a report rests on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyRecord {
    /// The footnote that lists them.
    pub footnote: Spanned<FootnoteNumber>,
    /// Whether they replied in time.
    pub timing: Timing,
    /// The date at which replies were counted, `YYYY-MM-DD`.
    pub date: Option<Spanned<String>>,
    /// The earlier report whose request a late reply answers.
    pub request: Option<Spanned<DocumentId>>,
    /// The States that replied.
    #[serde(default)]
    pub states: Vec<Spanned<StateCode>>,
    /// The entities that replied.
    #[serde(default)]
    pub entities: Vec<Spanned<EntityId>>,
    /// What the list is.
    pub label: Localized,
}

/// The hashes of a paragraph's texts when its languages last agreed, by language.
pub type AgreedRecord = BTreeMap<String, String>;

/// A record with its id.
pub type Record<I, T> = (Spanned<I>, T);

/// Everything that `seeds/REPORT/` holds.
#[derive(Debug, Default)]
pub struct Facts {
    /// `measures.yaml`.
    pub measures: Vec<Record<MeasureId, MeasureRecord>>,
    /// `statements.yaml`.
    pub statements: Vec<Record<StatementId, StatementRecord>>,
    /// `actions.yaml`.
    pub actions: Vec<Record<ActionId, ActionRecord>>,
    /// `figures.yaml`.
    pub figures: Vec<Record<FigureId, FigureRecord>>,
    /// `recommendations.yaml`.
    pub recommendations: Vec<Record<RecommendationId, RecommendationRecord>>,
    /// `notes.yaml`.
    pub notes: Vec<Record<NoteId, NoteRecord>>,
    /// `replies.yaml`.
    pub replies: Vec<Record<ReplyId, ReplyRecord>>,
    /// `amendments.yaml`.
    pub amendments: Vec<Record<AmendmentId, AmendmentRecord>>,
    /// `agreed.yaml`, by paragraph.
    pub agreed: Vec<Record<String, AgreedRecord>>,
}

impl Facts {
    /// Adds the facts of other files.
    pub(super) fn extend(&mut self, other: Self) {
        let Self { measures, statements, actions, figures, recommendations, notes, replies, amendments, agreed } = other;
        self.measures.extend(measures);
        self.statements.extend(statements);
        self.actions.extend(actions);
        self.figures.extend(figures);
        self.recommendations.extend(recommendations);
        self.notes.extend(notes);
        self.replies.extend(replies);
        self.amendments.extend(amendments);
        self.agreed.extend(agreed);
    }
}
