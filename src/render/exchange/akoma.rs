//! A report in one language as Akoma Ntoso 3.0 (OASIS LegalDocumentML).
//!
//! The document describes itself as this edition, a restatement, in a naming of its own; the names that the United Nations gives its own
//! documents are left to who holds the official text.

use super::xml::{self, Element};
use crate::link::route::{self, Page};
use crate::link::{Amendment, AmendmentKind, Report, Site};
use crate::parse::id::FootnoteLabel;
use crate::parse::markdown::Block;
use crate::parse::section::SectionNumber;
use crate::render::Artifact;
use crate::render::edition::Edition;
use crate::render::prose::Prose;
use crate::render::view::{Builder, absolute};

/// The format's namespace.
const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The report of one edition as an Akoma Ntoso document.
pub(super) fn artifact(site: &Site, edition: &Edition<'_>) -> Artifact {
    let (report, tag) = (edition.report, &edition.language.tag);
    let path = route::data(&report.id, &format!("akoma-ntoso.{tag}.xml"));
    let builder = Builder::at(site, edition, path.clone(), None);
    let writer = Writer { report, edition, prose: &builder.prose };
    let doc = Element::new("doc")
        .with("name", "report")
        .with("contains", "singleVersion")
        .child(writer.meta(site))
        .child(writer.preface())
        .child(Element::new("mainBody").children(writer.sections(None, 0..report.sections.len())));
    let root = Element::new("akomaNtoso").with("xmlns", NAMESPACE).child(doc);
    Artifact::new(path, xml::document(&root))
}

struct Writer<'a> {
    report: &'a Report,
    edition: &'a Edition<'a>,
    prose: &'a Prose<'a>,
}

impl Writer<'_> {
    fn meta(&self, site: &Site) -> Element {
        let (report, record, tag) = (self.report, &self.report.record, &self.edition.language.tag);
        let value = |name, value: String| Element::new(name).with("value", value);
        let author = || Element::new("FRBRauthor").with("href", "#publisher");
        let own = record.edition.as_ref().and_then(|edition| edition.date.as_ref());
        let issued = own.or(record.date.as_ref()).map_or("0001-01-01", |date| date.value.as_str());
        let date = || Element::new("FRBRdate").with("date", issued).with("name", "restatement");
        let (work, expression) = (format!("/restatement/{}", report.id), format!("/restatement/{}/{tag}", report.id));
        let manifestation = format!("{expression}.xml");
        let official = record.official.nearest(tag);
        let identification = Element::new("identification")
            .with("source", "#publisher")
            .child(
                Element::new("FRBRWork")
                    .child(value("FRBRthis", work.clone()))
                    .child(value("FRBRuri", work))
                    .children(official.map(|url| value("FRBRalias", url.to_owned()).with("name", "isBasedOn")))
                    .child(date())
                    .child(author())
                    // The user-assigned code of ISO 3166: a restatement is no State's act.
                    .child(value("FRBRcountry", "zz".to_owned()))
                    .child(value("FRBRnumber", record.symbol.as_str().to_owned()))
                    .child(value("FRBRauthoritative", "false".to_owned())),
            )
            .child(
                Element::new("FRBRExpression")
                    .child(value("FRBRthis", expression.clone()))
                    .child(value("FRBRuri", expression))
                    .child(date())
                    .child(author())
                    .child(Element::new("FRBRlanguage").with("language", tag.as_str())),
            )
            .child(
                Element::new("FRBRManifestation")
                    .child(value("FRBRthis", manifestation.clone()))
                    .child(value("FRBRuri", manifestation))
                    .child(date())
                    .child(author())
                    .child(value("FRBRformat", "application/akn+xml".to_owned())),
            );
        let publisher = record.edition.as_ref().and_then(|edition| edition.publisher.as_deref()).unwrap_or(site.record.title.text(tag));
        let home = absolute(site, &Page::Home.path(tag, &report.id)).unwrap_or_else(|| format!("/restatement/{}", report.id));
        let references = Element::new("references")
            .with("source", "#publisher")
            .children(
                official
                    .map(|url| Element::new("original").with("eId", "official").with("href", url).with("showAs", record.symbol.as_str())),
            )
            .children(self.amendments().map(|amendment| {
                let address = amendment.record.official.nearest(tag);
                Element::new("passiveRef")
                    .with("eId", format!("amendment_{}", amendment.id))
                    .with("href", address.unwrap_or(amendment.record.symbol.as_str()))
                    .with("showAs", amendment.record.symbol.as_str())
            }))
            .child(Element::new("TLCOrganization").with("eId", "publisher").with("href", home).with("showAs", publisher));
        let amended = self.amendments().next().is_some();
        Element::new("meta")
            .child(identification)
            .children(amended.then(|| self.lifecycle(issued)))
            .children(self.analysis())
            .child(references)
    }

    /// The amendments that were issued for the language.
    fn amendments(&self) -> impl Iterator<Item = &Amendment> {
        self.report.amendments.iter().filter(|amendment| amendment.languages.contains(&self.edition.language.tag))
    }

    /// When the text came to be and when each amendment changed it.
    fn lifecycle(&self, issued: &str) -> Element {
        let event = |id: &str, date: &str, source: &str, kind: &str| {
            Element::new("eventRef").with("eId", id).with("date", date).with("source", source).with("type", kind)
        };
        let first = self.report.record.date.as_ref().map_or(issued, |date| date.value.as_str());
        let dated = self.amendments().filter_map(|amendment| {
            let (id, date) = (&amendment.id, amendment.record.date.as_ref()?);
            Some(event(&format!("event_{id}"), &date.value, &format!("#amendment_{id}"), "amendment"))
        });
        Element::new("lifecycle")
            .with("source", "#publisher")
            .child(event("event_generation", first, "#publisher", "generation"))
            .children(dated)
    }

    /// What each amendment changed, place by place; none where no place is changed.
    fn analysis(&self) -> Option<Element> {
        let mut modifications = Vec::new();
        for amendment in self.amendments() {
            let kind = match amendment.kind {
                AmendmentKind::Addendum => "insertion",
                AmendmentKind::Corrigendum | AmendmentKind::Revision | AmendmentKind::Amendment => "substitution",
            };
            for (position, change) in amendment.changes.iter().enumerate() {
                let place = match &change.anchor.footnote {
                    Some(label) => format!("#fn_{label}"),
                    None => format!("#{}", self.report.paragraphs[change.anchor.paragraph].id.to_string().replace("para-", "para_")),
                };
                modifications.push(
                    Element::new("textualMod")
                        .with("type", kind)
                        .with("eId", format!("modification_{}_{}", amendment.id, position + 1))
                        .child(Element::new("source").with("href", format!("#amendment_{}", amendment.id)))
                        .child(Element::new("destination").with("href", place)),
                );
            }
        }
        let passive = |modifications| Element::new("passiveModifications").children(modifications);
        (!modifications.is_empty()).then(|| Element::new("analysis").with("source", "#publisher").child(passive(modifications)))
    }

    /// The masthead, under the sentence that no reader may miss.
    fn preface(&self) -> Element {
        let (record, tag) = (&self.report.record, &self.edition.language.tag);
        let p = |text: &str| Element::of_text("p", text);
        let said = format!("{} {}", self.prose.message("unofficial", &[]), self.prose.message("unofficial-cite", &[]));
        Element::new("preface")
            .child(p(&said))
            .children(record.organ.iter().map(|organ| p(organ.text(tag))))
            .child(Element::new("p").child(Element::of_text("docNumber", record.symbol.as_str())))
            .children(record.kind.iter().map(|kind| Element::new("p").child(Element::of_text("docType", kind.text(tag)))))
            .child(Element::new("p").child(Element::of_text("docTitle", record.title.text(tag))))
            .children(record.date.iter().map(|date| {
                let shown = Element::of_text("docDate", self.edition.language.date(date)).with("date", date.value.as_str());
                Element::new("p").child(shown)
            }))
            .children(record.provenance.iter().map(|text| p(text.text(tag))))
    }

    /// The sections of a range that stand directly below `parent`, each with its own below it.
    fn sections(&self, parent: Option<usize>, range: std::ops::Range<usize>) -> Vec<Element> {
        let sections = &self.report.sections;
        let level = parent.map_or(1, |parent| sections[parent].level() + 1);
        let mut elements = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let end = (at + 1..range.end).find(|&next| sections[next].level() <= level).unwrap_or(range.end);
            elements.push(self.section(at, at + 1..end));
            at = end;
        }
        elements
    }

    fn section(&self, index: usize, below: std::ops::Range<usize>) -> Element {
        let section = &self.report.sections[index];
        let language = self.edition.language;
        let element = match (&section.number, section.level()) {
            (SectionNumber::Unnumbered, _) => Element::new("hcontainer").with("name", "summary"),
            (_, 1) => Element::new("section"),
            (_, 2) => Element::new("subsection"),
            _ => Element::new("hcontainer").with("name", "section"),
        };
        let paragraphs = section.paragraphs.iter().filter_map(|&paragraph| self.paragraph(paragraph));
        let parts: Vec<Element> = paragraphs.chain(self.sections(Some(index), below)).collect();
        let empty = parts.is_empty().then(|| Element::new("content").child(Element::new("p")));
        element
            .with("eId", format!("sec_{}", section.stem))
            .children(language.section_mark(&section.number).map(|mark| Element::of_text("num", mark)))
            .child(Element::of_text("heading", section.title(&language.tag)))
            .children(parts)
            .children(empty)
    }

    fn paragraph(&self, index: usize) -> Option<Element> {
        let (paragraph, language) = (&self.report.paragraphs[index], self.edition.language);
        let text = paragraph.texts.get(&language.tag)?;
        let id = paragraph.id.to_string().replace("para-", "para_");
        let mut blocks = self.blocks(text.blocks(), &id);
        let notes: Vec<Element> = text.footnotes.iter().filter_map(|label| self.footnote(label)).collect();
        // A mark stands behind its paragraph, not behind its word: the text here has no other inline markup either.
        if !notes.is_empty() {
            blocks.push(Element::new("p").with("class", "footnotes").children(notes));
        }
        Some(
            Element::new("paragraph")
                .with("eId", id)
                .children(paragraph.id.number().map(|number| Element::of_text("num", language.paragraph_mark(number))))
                .child(Element::new("content").children(blocks)),
        )
    }

    fn footnote(&self, label: &FootnoteLabel) -> Option<Element> {
        let text = self.report.footnotes.get(label)?.texts.get(&self.edition.language.tag)?;
        Some(
            Element::new("authorialNote")
                .with("eId", format!("fn_{label}"))
                .with("marker", label.as_str())
                .with("placement", "bottom")
                .children(self.blocks(text.blocks(), &format!("fn_{label}"))),
        )
    }

    fn blocks(&self, blocks: &[Block], id: &str) -> Vec<Element> {
        let plain = |block: &Block| Element::of_text("p", self.prose.plain(std::slice::from_ref(block)));
        let mut elements = Vec::new();
        for (position, block) in blocks.iter().enumerate() {
            match block {
                Block::Prose(_) => elements.push(plain(block)),
                Block::Quotation(inner) => elements.extend(self.blocks(inner, &format!("{id}__quot_{position}"))),
                Block::Lettered(items) => {
                    let list = format!("{id}__list_{}", position + 1);
                    let items = items.iter().enumerate().map(|(letter, item)| {
                        let own = format!("{list}__item_{}", letter + 1);
                        let num = Element::of_text("num", self.edition.language.letter_mark(letter));
                        Element::new("item").with("eId", own.clone()).child(num).children(self.blocks(item, &own))
                    });
                    elements.push(Element::new("blockList").with("eId", list.clone()).children(items));
                }
                Block::Bulleted(items) => {
                    let items = items.iter().enumerate().map(|(number, item)| {
                        Element::new("li").children(self.blocks(item, &format!("{id}__ul_{}_{}", position + 1, number + 1)))
                    });
                    elements.push(Element::new("ul").children(items));
                }
            }
        }
        elements
    }
}
