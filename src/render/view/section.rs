//! A section's page.

use super::amendment::AmendedView;
use super::chart::ChartView;
use super::item::NoteItem;
use super::{Alternate, Builder, ContentsItem, Link, ReportView};
use crate::link::Section;
use crate::link::paragraph::Text;
use crate::link::parity::freshness;
use crate::link::route::{self, Page};
use crate::parse::id::FootnoteLabel;
use crate::parse::markdown::{Block, Inline};
use crate::parse::site::Output;
use crate::render::piece::Piece;
use crate::render::prose::Here;
use serde::Serialize;

/// A section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// The permanent file name.
    pub stem: String,
    /// The numeral as it is marked before the title.
    pub mark: Option<String>,
    /// The title.
    pub title: String,
    /// How deep the section stands, from 1.
    pub level: usize,
    /// The section above, if the section stands deeper than the first level.
    pub parent: Option<Link>,
    /// The sections below, for a section without paragraphs of its own.
    pub children: Vec<Link>,
    /// The paragraphs.
    pub paragraphs: Vec<ParagraphView>,
    /// The footnotes that no paragraph of the section marks.
    pub footnotes: Vec<FootnoteView>,
    /// The section before.
    pub previous: Option<Link>,
    /// The section behind.
    pub next: Option<Link>,
    /// The languages that a paragraph can be copied in, this one first.
    pub columns: Vec<CopyColumn>,
}

/// A language that a paragraph can be copied in.
#[derive(Debug, Serialize)]
pub struct CopyColumn {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The site's title in it.
    pub site: String,
    /// The report as it is cited in it.
    pub cited: String,
    /// The script that holds the section's texts, if the page does not.
    pub texts: Option<String>,
}

/// A paragraph.
#[derive(Debug, Serialize)]
pub struct ParagraphView {
    /// The fragment.
    pub id: String,
    /// The number as it is marked, such as `12.`; none in an unnumbered section.
    pub mark: Option<String>,
    /// The number alone, in the language's digits.
    pub number: Option<String>,
    /// The paragraph as it is cited.
    pub cited: String,
    /// The text.
    pub html: String,
    /// The official wording, block by block, if the publisher holds it.
    pub official: Vec<String>,
    /// Whether readers are to be told that another language has changed since this text was checked against it.
    pub stale: bool,
    /// The same paragraph in the other languages.
    pub alternates: Vec<Alternate>,
    /// The same paragraph in the parallel view.
    pub parallel: Option<String>,
    /// The States named, drawn.
    pub states: String,
    /// The entities named, drawn.
    pub entities: String,
    /// The instruments named, drawn.
    pub instruments: String,
    /// The documents cited, drawn.
    pub documents: String,
    /// The measures reported, drawn.
    pub measures: String,
    /// What is said of unnamed States, drawn.
    pub statements: String,
    /// What entities did, drawn.
    pub actions: String,
    /// The figures that can be compared, as bars.
    pub charts: Vec<ChartView>,
    /// The figures that stand alone, drawn.
    pub figures: String,
    /// The recommendations, drawn.
    pub recommendations: String,
    /// The notes.
    pub notes: Vec<NoteItem>,
    /// What amends it.
    pub amended: Vec<AmendedView>,
    /// The footnotes that are marked in it and in no earlier paragraph of the page, in the order of their marks.
    pub footnotes: Vec<FootnoteView>,
    /// Whether there is anything to list below the text.
    pub has_facts: bool,
}

/// A footnote.
#[derive(Debug, Serialize)]
pub struct FootnoteView {
    /// The fragment.
    pub id: String,
    /// The number as it is marked.
    pub mark: String,
    /// The number in the language's digits.
    pub number: String,
    /// The text.
    pub html: String,
    /// The address of the footnote's mark in the text.
    pub back: String,
}

impl Builder<'_> {
    /// A section with its neighbours.
    #[must_use]
    pub fn section(&self, index: usize) -> SectionView {
        let section = &self.report.sections[index];
        let marked = self.marked_in(section.paragraphs.iter().copied());
        let neighbour = |at: Option<usize>| at.and_then(|at| self.report.sections.get(at)).map(|section| self.section_link(section));
        let is_above = |outer: &Section| {
            outer.level() + 1 == section.level() && crate::link::is_within(&section.number, &outer.number) && outer.stem != section.stem
        };
        let is_below = |inner: &&Section| {
            inner.level() == section.level() + 1 && crate::link::is_within(&inner.number, &section.number) && inner.stem != section.stem
        };
        SectionView {
            stem: section.stem.as_str().to_owned(),
            mark: self.language().section_mark(&section.number),
            title: section.title(self.tag()).to_owned(),
            level: section.level(),
            parent: self.report.sections.iter().find(|outer| is_above(outer)).map(|outer| self.section_link(outer)),
            children: self.report.sections.iter().filter(is_below).map(|inner| self.section_link(inner)).collect(),
            paragraphs: section.paragraphs.iter().filter_map(|&paragraph| self.paragraph(paragraph)).collect(),
            footnotes: section.footnotes.iter().filter(|label| !marked.contains(label)).filter_map(|label| self.footnote(label)).collect(),
            previous: neighbour(index.checked_sub(1)),
            next: neighbour(Some(index + 1)),
            columns: self.copy_columns(section),
        }
    }

    fn copy_columns(&self, section: &Section) -> Vec<CopyColumn> {
        let copied = self.site.outputs.has(Output::Parallel);
        let others = self.report.languages.iter().filter(|language| copied && *language != self.tag());
        let columns = [self.tag()].into_iter().chain(others).filter_map(|language| {
            let (_, record) = self.site.theme.languages.get(language)?;
            let texts = || self.path.link_to(&route::texts(language, &self.report.id, &section.stem));
            Some(CopyColumn {
                lang: language.as_str().to_owned(),
                dir: record.direction.as_str(),
                name: record.name.clone(),
                site: self.site.record.title.text(language).to_owned(),
                cited: self.cited_report_in(self.edition.templates.languages.get(language)?),
                texts: (language != self.tag()).then(texts),
            })
        });
        columns.collect()
    }

    /// A link to a section by its marked title.
    #[must_use]
    pub fn section_link(&self, section: &Section) -> Link {
        let title = section.title(self.tag());
        let text = self.language().section_mark(&section.number).map_or_else(|| title.to_owned(), |mark| format!("{mark} {title}"));
        Link { href: self.prose.href(&Page::Section(section.stem.clone())), text }
    }

    /// A paragraph with everything that stands in it; none if this language lacks it.
    #[must_use]
    pub fn paragraph(&self, index: usize) -> Option<ParagraphView> {
        let paragraph = &self.report.paragraphs[index];
        let facts = &self.report.indexes.paragraphs[index];
        let mentions = &paragraph.mentions;
        let names = &self.edition.names;
        let page = Page::Section(self.report.sections[paragraph.section].stem.clone());
        let fragment = paragraph.id.to_string();
        let with_fragment = |alternate: Alternate| Alternate { href: format!("{}#{fragment}", alternate.href), ..alternate };
        let report = self.report;
        let (charts, alone) = self.charts(&facts.figures.iter().map(|&figure| &report.figures[figure]).collect::<Vec<_>>());
        // Whether there are any facts is known once all are made.
        let all = self.shows("has_facts");
        let html = |name: &str, make: &dyn Fn() -> String| if all || self.shows(name) { make() } else { String::new() };
        let view = ParagraphView {
            mark: paragraph.id.number().map(|number| self.language().paragraph_mark(number)),
            number: paragraph.id.number().map(|number| self.language().ordinal(number)),
            cited: self.shown("cited", || self.cited(index)),
            html: self.text_behind(index, Some(&fragment))?,
            official: self.edition.official(paragraph.id.number()).map(<[String]>::to_vec).unwrap_or_default(),
            stale: self.site.record.tell_stale && freshness::behind(self.report, index).contains(&self.tag()),
            alternates: self
                .alternates(if self.prose.here == Here::Whole { &Page::Print } else { &page })
                .into_iter()
                .filter(|alternate| paragraph.texts.contains_key(alternate.lang.as_str()))
                .map(with_fragment)
                .collect(),
            parallel: self.parallel(&page).map(|href| format!("{href}#{fragment}")),
            states: html("states", &|| self.states_html(&mentions.states)),
            entities: html("entities", &|| {
                self.links_html(names.sorted_entities(&mentions.entities).into_iter().filter_map(|id| self.entity_link(id)))
            }),
            instruments: html("instruments", &|| {
                self.links_html(names.sorted_instruments(&mentions.instruments).into_iter().filter_map(|id| self.instrument_link(id)))
            }),
            documents: html("documents", &|| {
                self.links_html(names.sorted_documents(&mentions.documents).into_iter().filter_map(|id| self.document_link(id)))
            }),
            measures: html("measures", &|| self.measures_html(&facts.measures)),
            statements: html("statements", &|| self.statements_html(&facts.statements)),
            actions: html("actions", &|| self.actions_html(&facts.actions)),
            figures: html("figures", &|| alone.iter().map(|figure| format!("{}\n", self.drawn("figure", self.figure(figure)))).collect()),
            charts,
            recommendations: html("recommendations", &|| self.recommendations_html(&facts.recommendations)),
            notes: facts.notes.iter().map(|&note| self.note(&report.notes[note])).collect(),
            amended: self.amended(index),
            footnotes: self.own_footnotes(index).into_iter().filter_map(|label| self.footnote(label)).collect(),
            has_facts: false,
            id: fragment,
        };
        let has_facts = !(view.states.is_empty()
            && view.entities.is_empty()
            && view.instruments.is_empty()
            && view.documents.is_empty()
            && view.measures.is_empty()
            && view.statements.is_empty()
            && view.actions.is_empty()
            && view.figures.is_empty()
            && view.charts.is_empty()
            && view.recommendations.is_empty()
            && view.notes.is_empty());
        Some(ParagraphView { has_facts, ..view })
    }

    /// The outline of the report on the page of one section, whose paragraphs it lists.
    #[must_use]
    pub fn outline(&self, report: &ReportView, current: usize, section: &SectionView) -> String {
        #[derive(Serialize)]
        struct Item<'v> {
            #[serde(flatten)]
            section: &'v ContentsItem,
            current: bool,
            paragraphs: Vec<Numbered<'v>>,
        }
        #[derive(Serialize)]
        struct Numbered<'v> {
            id: &'v str,
            number: &'v str,
        }
        let numbered: Vec<Numbered<'_>> = section
            .paragraphs
            .iter()
            .filter_map(|paragraph| Some(Numbered { id: &paragraph.id, number: paragraph.number.as_deref()? }))
            .collect();
        let paragraphs = if section.paragraphs.len() > 1 { numbered } else { Vec::new() };
        let mut own = Some(paragraphs);
        let mut html = String::new();
        for (index, item) in report.contents.iter().enumerate() {
            let drawn = if index == current {
                self.drawn("outline", Item { section: item, current: true, paragraphs: own.take().unwrap_or_default() })
            } else {
                self.piece(Piece::Outline(index), "outline", || Item { section: item, current: false, paragraphs: Vec::new() })
            };
            html.push_str(&drawn);
            html.push('\n');
        }
        html
    }

    /// The footnotes marked in paragraphs, in the order of their marks.
    fn marked_in(&self, paragraphs: impl IntoIterator<Item = usize>) -> Vec<&FootnoteLabel> {
        let mut labels = Vec::new();
        for text in paragraphs.into_iter().filter_map(|index| self.report.paragraphs[index].texts.get(self.tag())) {
            marks_of_blocks(text.blocks(), &mut labels);
        }
        labels
    }

    /// The paragraphs before one on its page: those of its section, or of the whole report.
    fn before(&self, index: usize) -> impl Iterator<Item = usize> {
        let whole = self.prose.here == Here::Whole;
        let section = &self.report.sections[self.report.paragraphs[index].section];
        let earlier = self.report.sections.iter().take_while(move |other| whole && other.stem != section.stem);
        earlier.chain([section]).flat_map(|section| section.paragraphs.iter().copied()).take_while(move |&other| other != index)
    }

    /// A paragraph's text on a page that shows its section, in which each footnote is led back to from its first mark.
    pub(super) fn text_behind(&self, index: usize, fragment: Option<&str>) -> Option<String> {
        let text = self.report.paragraphs[index].texts.get(self.tag())?;
        Some(self.prose.html_behind(text.blocks(), fragment, &self.marked_in(self.before(index))))
    }

    /// The footnotes marked in a paragraph that no earlier paragraph of its page marks.
    fn own_footnotes(&self, index: usize) -> Vec<&FootnoteLabel> {
        let earlier = self.marked_in(self.before(index));
        self.marked_in([index]).into_iter().filter(|label| !earlier.contains(label)).collect()
    }

    /// A footnote; none if this language lacks it or nothing cites it.
    #[must_use]
    pub fn footnote(&self, label: &FootnoteLabel) -> Option<FootnoteView> {
        let text: &Text = self.report.footnotes.get(label)?.texts.get(self.tag())?;
        let id = route::footnote_fragment(label);
        let prefix = &self.prose.id_prefix;
        Some(FootnoteView {
            back: format!("#{prefix}{id}-mark"),
            id: format!("{prefix}{id}"),
            mark: self.language().footnote_mark(label.as_str()),
            number: self.language().digits(label.as_str()),
            html: self.prose.html(text.blocks(), None),
        })
    }
}

fn marks_of_blocks<'t>(blocks: &'t [Block], labels: &mut Vec<&'t FootnoteLabel>) {
    for block in blocks {
        match block {
            Block::Prose(content) => marks_of_inlines(content, labels),
            Block::Lettered(items) | Block::Bulleted(items) => items.iter().for_each(|item| marks_of_blocks(item, labels)),
            Block::Quotation(blocks) => marks_of_blocks(blocks, labels),
        }
    }
}

fn marks_of_inlines<'t>(content: &'t [Inline], labels: &mut Vec<&'t FootnoteLabel>) {
    for inline in content {
        match inline {
            Inline::Footnote { label, .. } if !labels.contains(&label) => labels.push(label),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::External { content, .. } => marks_of_inlines(content, labels),
            Inline::Reference(reference) => marks_of_inlines(&reference.text, labels),
            Inline::Footnote { .. } | Inline::Text { .. } | Inline::Break => {}
        }
    }
}
