//! Views of single facts, as they stand in lists on many pages.

use super::{Builder, Link};
use crate::link::index::is_state_code;
use crate::link::route::{self, Page};
use crate::link::{Anchored, Linked};
use crate::parse::facts::{ActionRecord, FigureRecord, MeasureRecord, NoteRecord, RecommendationRecord, StatementRecord, Unit};
use crate::parse::id::{
    ActionId, DocumentId, EntityId, FigureId, InstrumentId, MeasureId, NoteId, RecommendationId, StateCode, StatementId,
};
use crate::render::message::Argument;
use crate::render::piece::{Piece, lines};
use crate::render::prose::Here;
use serde::Serialize;

/// Where in the text a fact stands.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// The address of the paragraph or footnote.
    pub href: String,
    /// The place as it is cited, such as `para. 12`.
    pub cited: String,
    /// The paragraph's number in the language's digits; empty in an unnumbered section.
    pub number: String,
}

/// A measure in a list.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureItem {
    /// The id.
    pub id: String,
    /// The measure's page.
    pub href: String,
    /// What it is.
    pub label: String,
    /// What the list of States alone would lose.
    pub qualifier: Option<String>,
    /// The kind, which names the message `kind-KIND`.
    pub kind: &'static str,
    /// The status, which names the message `status-STATUS` or `status-STATUS-KIND`.
    pub status: &'static str,
    /// Where it is reported.
    pub place: PlaceView,
    /// The States that reported it.
    pub states: Vec<Link>,
    /// How many States reported it.
    pub state_count: usize,
    /// The names of the States that reported it, each a link on a line of its own, drawn.
    pub state_names: String,
    /// Whether only the number of States is told, on the page of one of them.
    pub counted: bool,
    /// How many other States there are, where only their number is told.
    pub others: usize,
    /// The sentence that tells of it.
    pub excerpt: Option<String>,
}

/// The name of a State among those that reported a measure.
#[derive(Serialize)]
struct NameItem {
    #[serde(flatten)]
    link: Link,
    /// Whether no other name stands behind it.
    last: bool,
}

/// A statement of unnamed States.
#[derive(Debug, Clone, Serialize)]
pub struct StatementItem {
    /// The id.
    pub id: String,
    /// What is said.
    pub label: String,
    /// How many States; names the message `quantifier-…`.
    pub quantifier: &'static str,
    /// Names the message `polarity-…`.
    pub polarity: &'static str,
    /// Where it is said.
    pub place: PlaceView,
    /// The measure among whose States they are.
    pub among: Option<Link>,
}

/// An actor of an action.
#[derive(Debug, Clone, Serialize)]
pub struct ActorView {
    /// The entity.
    pub entity: Link,
    /// The States in which it acted.
    pub places: Vec<Link>,
    /// A place that is no State.
    pub place_text: Option<String>,
}

/// What entities did.
#[derive(Debug, Clone, Serialize)]
pub struct ActionItem {
    /// The id.
    pub id: String,
    /// What was done.
    pub label: String,
    /// Where it is told.
    pub place: PlaceView,
    /// Who did it, and where.
    pub actors: Vec<ActorView>,
    /// With whom.
    pub partners: Vec<Link>,
    /// The documents that it produced or rests on.
    pub documents: Vec<Link>,
}

/// A figure.
#[derive(Debug, Clone, Serialize)]
pub struct FigureItem {
    /// The id.
    pub id: String,
    /// The fragment on the page of figures.
    pub fragment: String,
    /// The address on the page of figures.
    pub href: String,
    /// The value as it is printed.
    pub value: String,
    /// What is counted.
    pub unit: Option<String>,
    /// What the number says.
    pub label: String,
    /// The time that it speaks of.
    pub period: Option<String>,
    /// Who gave it.
    pub source: Option<Link>,
    /// The figure that it is a share of.
    pub share_of: Option<Link>,
    /// The States whose figure it is.
    pub states: Vec<Link>,
    /// Where it stands.
    pub place: PlaceView,
}

/// A recommendation.
#[derive(Debug, Clone, Serialize)]
pub struct RecommendationItem {
    /// The id.
    pub id: String,
    /// The fragment on the page of recommendations.
    pub fragment: String,
    /// The address on the page of recommendations.
    pub href: String,
    /// What is recommended.
    pub label: String,
    /// Where it is recommended.
    pub place: PlaceView,
    /// The themes.
    pub themes: Vec<Link>,
    /// The measures already reported that answer it.
    pub measures: Vec<MeasureItem>,
}

/// An editor's note.
#[derive(Debug, Clone, Serialize)]
pub struct NoteItem {
    /// The id.
    pub id: String,
    /// The fragment.
    pub fragment: String,
    /// The class, which names the message `note-class-CLASS`.
    pub class: &'static str,
    /// What is to be said.
    pub text: String,
    /// The words as printed.
    pub printed_as: Option<Printed>,
    /// What was probably meant.
    pub probably: Option<String>,
    /// Where it belongs.
    pub place: PlaceView,
}

/// Words as printed, in the language in which they were printed.
#[derive(Debug, Clone, Serialize)]
pub struct Printed {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// The words.
    pub text: String,
}

/// The template of a measure in a list.
const MEASURE: &str = "pieces/measure.html";

impl Builder<'_> {
    /// Where a fact stands, for a template that may show no more than where that is.
    fn place_in(&self, template: &str, anchor: &Anchored) -> PlaceView {
        let mentions = &self.edition.templates.mentions;
        if mentions.shows(template, "cited") || mentions.shows(template, "number") {
            return self.place(anchor);
        }
        PlaceView { href: self.prose.place_href(anchor), cited: String::new(), number: String::new() }
    }

    /// Where a fact stands.
    #[must_use]
    pub fn place(&self, anchor: &Anchored) -> PlaceView {
        let paragraph = &self.report.paragraphs[anchor.paragraph];
        let number = paragraph.id.number().map(|number| self.language().ordinal(number)).unwrap_or_default();
        match &anchor.footnote {
            None => PlaceView { href: self.prose.paragraph_href(anchor.paragraph), cited: self.cited(anchor.paragraph), number },
            Some(label) => {
                let href = self.prose.place_href(anchor);
                let cited = self.prose.message("cite-footnote", &[("number", Argument::Text(&self.language().digits(label.as_str())))]);
                PlaceView { href, cited, number }
            }
        }
    }

    /// A paragraph as it is cited: by its number, or by its section's title where it has none.
    #[must_use]
    pub fn cited(&self, paragraph: usize) -> String {
        let paragraph = &self.report.paragraphs[paragraph];
        match paragraph.id.number() {
            Some(number) => self.prose.message("cite-paragraph", &[("number", Argument::Text(&self.language().ordinal(number)))]),
            None => self.report.sections[paragraph.section].title(self.tag()).to_owned(),
        }
    }

    /// Links to States, in the language's order.
    #[must_use]
    pub fn state_links<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> Vec<Link> {
        self.edition.names.sorted_states(codes).into_iter().filter_map(|code| self.state_link(code)).collect()
    }

    /// A link to a State, by the name that the report prints.
    #[must_use]
    pub fn state_link(&self, code: &StateCode) -> Option<Link> {
        let name = self.edition.names.state(code.as_str())?;
        Some(Link { href: self.prose.href(&Page::State(code.clone())), text: name.printed.clone() })
    }

    /// A link to an entity.
    #[must_use]
    pub fn entity_link(&self, id: &EntityId) -> Option<Link> {
        let name = self.edition.names.entity(id.as_str())?;
        Some(Link { href: self.prose.href(&Page::Entity(id.clone())), text: name.printed.clone() })
    }

    /// A link to an instrument.
    #[must_use]
    pub fn instrument_link(&self, id: &InstrumentId) -> Option<Link> {
        let name = self.edition.names.instrument(id.as_str())?;
        Some(Link { href: self.prose.href(&Page::Instrument(id.clone())), text: name.printed.clone() })
    }

    /// A link to a document on the page of documents.
    #[must_use]
    pub fn document_link(&self, id: &DocumentId) -> Option<Link> {
        let name = self.edition.names.document(id.as_str())?;
        Some(Link { href: format!("{}#{}", self.prose.href(&Page::Documents), route::document_fragment(id)), text: name.printed.clone() })
    }

    /// A link to a theme.
    #[must_use]
    pub fn theme_link(&self, id: &crate::parse::id::ThemeId) -> Option<Link> {
        let name = self.edition.names.theme(id.as_str())?;
        Some(Link { href: self.prose.href(&Page::Theme(id.clone())), text: name.printed.clone() })
    }

    /// Links to the report's themes, in their order.
    #[must_use]
    pub fn themes_links(&self) -> Vec<Link> {
        let themes = self.edition.names.sorted_themes(self.report.indexes.themes.keys());
        themes.into_iter().filter_map(|theme| self.theme_link(theme)).collect()
    }

    /// A link to a measure.
    #[must_use]
    pub fn measure_link(&self, id: &str) -> Option<Link> {
        let measure = self.report.measure(id)?;
        Some(Link { href: self.prose.measure_href(measure), text: measure.record.label.text(self.tag()).to_owned() })
    }

    /// Links to partners, States before entities.
    fn partner_links<'p>(&self, partners: impl Iterator<Item = &'p str>) -> Vec<Link> {
        let (states, entities): (Vec<&str>, Vec<&str>) = partners.partition(|partner| is_state_code(partner));
        let states: Vec<StateCode> = states.into_iter().map(StateCode::new).collect();
        let mut links = self.state_links(&states);
        links.extend(entities.into_iter().filter_map(|entity| self.entity_link(&EntityId::new(entity))));
        links
    }

    /// The partners of a measure.
    #[must_use]
    pub fn measure_partners(&self, measure: &MeasureRecord) -> Vec<Link> {
        self.partner_links(measure.partners.iter().map(|partner| partner.value.as_str()))
    }

    /// A measure with its States.
    #[must_use]
    pub fn measure(&self, measure: &Linked<MeasureId, MeasureRecord>) -> MeasureItem {
        self.measure_at(measure, self.place(&measure.anchor), |name| self.shows(name))
    }

    /// A measure with its States, as far as the template shows them.
    fn measure_at(&self, measure: &Linked<MeasureId, MeasureRecord>, place: PlaceView, shows: impl Fn(&str) -> bool) -> MeasureItem {
        let states = || measure.record.states.iter().map(|state| &state.value);
        MeasureItem {
            states: if shows("states") { self.state_links(states()) } else { Vec::new() },
            state_names: if shows("state_names") { self.state_names_html(states()) } else { String::new() },
            ..self.bare_measure(measure, place)
        }
    }

    /// A measure without its States.
    fn bare_measure(&self, measure: &Linked<MeasureId, MeasureRecord>, place: PlaceView) -> MeasureItem {
        let record = &measure.record;
        MeasureItem {
            id: measure.id.as_str().to_owned(),
            href: self.prose.measure_href(measure),
            label: record.label.text(self.tag()).to_owned(),
            qualifier: record.qualifier.as_ref().map(|qualifier| qualifier.text(self.tag()).to_owned()),
            kind: record.kind.as_str(),
            status: record.status.as_str(),
            place,
            states: Vec::new(),
            state_count: record.states.len(),
            state_names: String::new(),
            counted: false,
            others: 0,
            excerpt: None,
        }
    }

    /// A measure as it stands on the page of each of its States: with the sentence that tells of it, and how many other States there are.
    fn counted_measure(&self, measure: &Linked<MeasureId, MeasureRecord>) -> MeasureItem {
        let others = measure.record.states.len().saturating_sub(1);
        let shows = self.edition.templates.mentions.shows(MEASURE, "excerpt");
        let excerpt = if shows { self.excerpt(measure) } else { None };
        MeasureItem { counted: true, others, excerpt, ..self.bare_measure(measure, self.place_in(MEASURE, &measure.anchor)) }
    }

    /// A measure with the sentence that tells of it.
    #[must_use]
    pub fn measure_with_excerpt(&self, measure: &Linked<MeasureId, MeasureRecord>) -> MeasureItem {
        MeasureItem { excerpt: self.excerpt(measure), ..self.measure(measure) }
    }

    /// The sentence that tells of a measure.
    fn excerpt(&self, measure: &Linked<MeasureId, MeasureRecord>) -> Option<String> {
        self.edition.excerpt(measure.id.as_str(), || {
            let texts = match &measure.anchor.footnote {
                Some(label) => self.report.footnotes.get(label).map(|footnote| &footnote.texts),
                None => Some(&self.report.paragraphs[measure.anchor.paragraph].texts),
            };
            let text = texts.and_then(|texts| texts.get(self.tag()))?;
            self.prose.excerpt(text.blocks(), &measure.id)
        })
    }

    /// Facts of a list, drawn one behind the other; on a section's page, places in that section are other addresses, so nothing is shared.
    fn facts<V: serde::Serialize>(
        &self,
        indices: &[usize],
        (template, piece): (&str, impl Fn(usize) -> Piece),
        view: impl Fn(usize) -> V,
    ) -> String {
        if indices.is_empty() {
            return String::new();
        }
        match &self.prose.here {
            Here::Section(_) | Here::Whole => {
                lines(self.drawn_all(template, &indices.iter().map(|&index| view(index)).collect::<Vec<_>>()))
            }
            Here::Elsewhere => self.pieces(indices.iter().map(|&index| (piece(index), index)), template, view),
        }
    }

    /// Measures with their States, drawn.
    #[must_use]
    pub fn measures_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("measure", Piece::Measure), |index| {
            let measure = &self.report.measures[index];
            let mentions = &self.edition.templates.mentions;
            self.measure_at(measure, self.place_in(MEASURE, &measure.anchor), |name| mentions.shows(MEASURE, name))
        })
    }

    /// Measures as they stand on the page of each of their States, drawn.
    #[must_use]
    pub fn counted_measures_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("measure", Piece::CountedMeasure), |index| self.counted_measure(&self.report.measures[index]))
    }

    /// Statements, drawn.
    #[must_use]
    pub fn statements_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("statement", Piece::Statement), |index| self.statement(&self.report.statements[index]))
    }

    /// Actions, drawn.
    #[must_use]
    pub fn actions_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("action", Piece::Action), |index| self.action(&self.report.actions[index]))
    }

    /// Figures, drawn.
    #[must_use]
    pub fn figures_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("figure", Piece::Figure), |index| self.figure(&self.report.figures[index]))
    }

    /// Recommendations, drawn.
    #[must_use]
    pub fn recommendations_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("recommendation", Piece::Recommendation), |index| self.recommendation(&self.report.recommendations[index]))
    }

    /// Notes, drawn.
    #[must_use]
    pub fn notes_html(&self, indices: &[usize]) -> String {
        self.facts(indices, ("note", Piece::Note), |index| self.note(&self.report.notes[index]))
    }

    /// Links to paragraphs, drawn.
    #[must_use]
    pub fn paragraphs_html<'p>(&self, indices: impl IntoIterator<Item = &'p usize>) -> String {
        let indices: Vec<usize> = indices.into_iter().copied().collect();
        self.facts(&indices, ("place", Piece::Paragraph), |paragraph| self.place(&Anchored { paragraph, footnote: None }))
    }

    /// Links to States, drawn, in the language's order.
    #[must_use]
    pub fn states_html<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> String {
        let states = self.edition.names.ranked_states(codes).into_iter().map(|(rank, code)| (Piece::State(rank), code));
        self.pieces(states, "link", |code| self.state_link(code))
    }

    /// The names of a measure's States, drawn, in the language's order.
    fn state_names_html<'c>(&self, codes: impl IntoIterator<Item = &'c StateCode>) -> String {
        let states = self.edition.names.ranked_states(codes);
        let end = states.last().map(|(rank, _)| *rank);
        let states = states.into_iter().map(|(rank, code)| {
            let last = Some(rank) == end;
            (Piece::Name { rank, last }, (code, last))
        });
        self.pieces(states, "name", |(code, last)| self.state_link(code).map(|link| NameItem { link, last }))
    }

    /// Links that stand on one page alone, drawn.
    #[must_use]
    pub fn links_html(&self, links: impl IntoIterator<Item = Link>) -> String {
        lines(self.drawn_all("link", &links.into_iter().collect::<Vec<_>>()))
    }

    /// A statement in a list.
    #[must_use]
    pub fn statement(&self, statement: &Linked<StatementId, StatementRecord>) -> StatementItem {
        let record = &statement.record;
        StatementItem {
            id: statement.id.as_str().to_owned(),
            label: record.label.text(self.tag()).to_owned(),
            quantifier: record.quantifier.as_str(),
            polarity: record.polarity.as_str(),
            place: self.place(&statement.anchor),
            among: record.among.as_ref().and_then(|measure| self.measure_link(measure.as_str())),
        }
    }

    /// An action in a list.
    #[must_use]
    pub fn action(&self, action: &Linked<ActionId, ActionRecord>) -> ActionItem {
        let record = &action.record;
        let actors = record.actors.iter().filter_map(|actor| {
            Some(ActorView {
                entity: self.entity_link(&actor.entity)?,
                places: self.state_links(actor.places.iter().map(|place| &place.value)),
                place_text: actor.place_text.as_ref().map(|text| text.text(self.tag()).to_owned()),
            })
        });
        ActionItem {
            id: action.id.as_str().to_owned(),
            label: record.label.text(self.tag()).to_owned(),
            place: self.place(&action.anchor),
            actors: actors.collect(),
            partners: self.partner_links(record.partners.iter().map(|partner| partner.value.as_str())),
            documents: record.documents.iter().filter_map(|document| self.document_link(document)).collect(),
        }
    }

    /// A figure in a list.
    #[must_use]
    pub fn figure(&self, figure: &Linked<FigureId, FigureRecord>) -> FigureItem {
        let record = &figure.record;
        let fragment = route::figure_fragment(&figure.id);
        let page = self.prose.href(&Page::Figures);
        FigureItem {
            id: figure.id.as_str().to_owned(),
            href: format!("{page}#{fragment}"),
            fragment,
            value: self.prose.figure_value(record),
            unit: match &record.unit {
                Unit::Text(unit) if record.shown.is_none() => Some(unit.text(self.tag()).to_owned()),
                _ => None,
            },
            label: record.label.text(self.tag()).to_owned(),
            period: record.period.as_ref().map(|period| period.text(self.tag()).to_owned()),
            source: record.source.as_ref().and_then(|source| {
                self.entity_link(&EntityId::new(source.as_str())).or_else(|| self.document_link(&DocumentId::new(source.as_str())))
            }),
            share_of: record.share_of.as_ref().and_then(|id| self.report.figure(id.as_str())).map(|whole| Link {
                href: format!("{page}#{}", route::figure_fragment(&whole.id)),
                text: whole.record.label.text(self.tag()).to_owned(),
            }),
            states: self.state_links(record.states.iter().map(|state| &state.value)),
            place: self.place(&figure.anchor),
        }
    }

    /// A recommendation in a list.
    #[must_use]
    pub fn recommendation(&self, recommendation: &Linked<RecommendationId, RecommendationRecord>) -> RecommendationItem {
        let record = &recommendation.record;
        let fragment = route::recommendation_fragment(&recommendation.id);
        let measures = record.answered_by.iter().filter_map(|measure| self.report.measure(measure.as_str()));
        RecommendationItem {
            id: recommendation.id.as_str().to_owned(),
            href: format!("{}#{fragment}", self.prose.href(&Page::Recommendations)),
            fragment,
            label: record.label.text(self.tag()).to_owned(),
            place: self.place(&recommendation.anchor),
            themes: record.themes.iter().filter_map(|theme| self.theme_link(theme)).collect(),
            measures: measures.map(|measure| self.measure(measure)).collect(),
        }
    }

    /// A note in a list.
    #[must_use]
    pub fn note(&self, note: &Linked<NoteId, NoteRecord>) -> NoteItem {
        let record = &note.record;
        let own = record.printed_as.as_ref().and_then(|printed| printed.get(self.tag()).map(|text| (self.tag().as_str(), text)));
        let any = record.printed_as.as_ref().and_then(|printed| printed.iter().next().map(|(lang, text)| (lang, text.as_str())));
        let printed_as = own.or(any).map(|(lang, text)| Printed {
            lang: lang.to_owned(),
            dir: self.site.theme.languages.get(lang).map_or("auto", |(_, record)| record.direction.as_str()),
            text: text.to_owned(),
        });
        NoteItem {
            id: note.id.as_str().to_owned(),
            fragment: route::note_fragment(&note.id),
            class: record.class.as_str(),
            text: record.text.text(self.tag()).to_owned(),
            printed_as,
            probably: record.probably.as_ref().and_then(|text| text.get(self.tag())).map(str::to_owned),
            place: self.place(&note.anchor),
        }
    }
}
