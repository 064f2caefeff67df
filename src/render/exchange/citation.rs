//! How to cite a report and each of its paragraphs: RIS, BibTeX and CSL-JSON, a file each, in every language.
//!
//! What is cited is the official document; a note says that it was read in a restatement, and where.

use crate::link::route::{self, Page};
use crate::link::{Paragraph, Site, parse_date};
use crate::render::Artifact;
use crate::render::edition::Edition;
use crate::render::message::Argument;
use crate::render::view::{Builder, absolute};
use serde_json::{Value, json};

/// A citation, before it is written in a format.
struct Citation {
    id: String,
    author: Option<String>,
    title: String,
    kind: Option<String>,
    symbol: String,
    date: Option<(u32, u32, u32)>,
    language: String,
    url: Option<String>,
    /// The cited paragraph as the language cites it, such as `para. 12`.
    place: Option<String>,
    note: String,
}

/// The citations of a report in one language: of the whole, and of each numbered paragraph.
pub(super) fn artifacts(site: &Site, edition: &Edition<'_>) -> Vec<Artifact> {
    let numbered = edition.report.paragraphs.iter().filter(|paragraph| paragraph.id.number().is_some());
    let mut artifacts = files(site, edition, None);
    artifacts.extend(numbered.flat_map(|paragraph| files(site, edition, Some(paragraph))));
    artifacts
}

fn files(site: &Site, edition: &Edition<'_>, paragraph: Option<&Paragraph>) -> Vec<Artifact> {
    let name = paragraph.map_or_else(|| "report".to_owned(), |paragraph| paragraph.id.to_string());
    let citation = citation(site, edition, paragraph, &name);
    let file = |ending: &str, bytes: Vec<u8>| Artifact {
        path: route::data(&edition.report.id, &format!("citations/{}/{name}.{ending}", edition.language.tag)),
        bytes: bytes.into(),
    };
    let mut csl = serde_json::to_vec_pretty(&json!([citation.csl()])).unwrap_or_default();
    csl.push(b'\n');
    vec![file("ris", citation.ris().into_bytes()), file("bib", citation.bibtex().into_bytes()), file("csl.json", csl)]
}

fn citation(site: &Site, edition: &Edition<'_>, paragraph: Option<&Paragraph>, name: &str) -> Citation {
    let (report, language) = (edition.report, edition.language);
    let (record, tag) = (&report.record, &language.tag);
    let message = |key: &str, arguments: &[(&str, Argument<'_>)]| {
        language.messages.format(key, arguments, |value| language.quantity(value)).unwrap_or_default()
    };
    let (page, fragment) = match paragraph {
        Some(paragraph) => (Page::Section(report.sections[paragraph.section].stem.clone()), format!("#{}", paragraph.id)),
        None => (Page::Home, String::new()),
    };
    let read_at = absolute(site, &page.path(tag, &report.id)).map(|address| format!(" {address}{fragment}")).unwrap_or_default();
    let publisher = record.edition.as_ref().and_then(|edition| edition.publisher.as_deref()).unwrap_or(site.record.title.text(tag));
    Citation {
        id: format!("{}-{name}-{tag}", report.id),
        author: record.organ.as_ref().map(|organ| organ.text(tag).to_owned()),
        title: record.title.text(tag).to_owned(),
        kind: record.kind.as_ref().map(|kind| kind.text(tag).to_owned()),
        symbol: cited(site, edition),
        date: record.date.as_ref().and_then(|date| parse_date(date)),
        language: tag.as_str().to_owned(),
        url: record.official.nearest(tag).map(str::to_owned),
        place: paragraph
            .and_then(|paragraph| paragraph.id.number())
            .map(|number| message("cite-paragraph", &[("number", Argument::Text(&language.ordinal(number)))])),
        note: format!("{}{read_at}", message("citation-note", &[("publisher", Argument::Text(publisher))])),
    }
}

/// The report's symbol with those of its amendments, without the marks of direction that only a reader's text needs.
fn cited(site: &Site, edition: &Edition<'_>) -> String {
    let builder = Builder::for_page(site, edition, &Page::Home);
    builder.cited_report().replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

impl Citation {
    /// The format that reference managers exchange; its lines end in CR LF.
    fn ris(&self) -> String {
        let mut lines = vec![("TY", "RPRT".to_owned()), ("ID", self.id.clone())];
        lines.extend(self.author.clone().map(|author| ("AU", author)));
        lines.push(("TI", self.title.clone()));
        lines.extend(self.kind.clone().map(|kind| ("M3", kind)));
        lines.push(("SN", self.symbol.clone()));
        if let Some((year, month, day)) = self.date {
            lines.extend([("PY", year.to_string()), ("DA", format!("{year:04}/{month:02}/{day:02}"))]);
        }
        lines.push(("LA", self.language.clone()));
        lines.extend(self.place.clone().map(|place| ("SP", place)));
        lines.extend(self.url.clone().map(|url| ("UR", url)));
        lines.extend([("N1", self.note.clone()), ("ER", String::new())]);
        lines.iter().map(|(tag, value)| format!("{tag}  - {}\r\n", value.replace(['\r', '\n'], " "))).collect()
    }

    fn bibtex(&self) -> String {
        let braced = |text: &str| format!("{{{{{}}}}}", tex(text));
        let plain = |text: &str| format!("{{{}}}", tex(text));
        let mut fields = Vec::new();
        if let Some(author) = &self.author {
            fields.extend([("author", braced(author)), ("institution", braced(author))]);
        }
        fields.push(("title", braced(&self.title)));
        fields.extend(self.kind.as_ref().map(|kind| ("type", plain(kind))));
        fields.push(("number", plain(&self.symbol)));
        if let Some((year, month, day)) = self.date {
            fields.extend([("year", year.to_string()), ("month", month.to_string()), ("day", day.to_string())]);
        }
        fields.push(("language", plain(&self.language)));
        fields.extend(self.place.as_ref().map(|place| ("pages", plain(place))));
        // An address is written as it is: BibTeX styles read it verbatim.
        fields.extend(self.url.as_ref().map(|url| ("url", format!("{{{url}}}"))));
        fields.push(("note", plain(&self.note)));
        let fields: Vec<String> = fields.iter().map(|(name, value)| format!("  {name} = {value}")).collect();
        // A technical report must name who made it; where nobody is known, another kind asks for nothing.
        let kind = if self.author.is_some() { "techreport" } else { "misc" };
        format!("@{kind}{{{},\n{}\n}}\n", self.id, fields.join(",\n"))
    }

    fn csl(&self) -> Value {
        let mut item = json!({"id": self.id, "type": "report", "title": self.title, "number": self.symbol, "language": self.language});
        let optional = [
            ("author", self.author.as_ref().map(|author| json!([{"literal": author}]))),
            ("publisher", self.author.as_ref().map(|author| json!(author))),
            ("genre", self.kind.as_ref().map(|kind| json!(kind))),
            ("issued", self.date.map(|(year, month, day)| json!({"date-parts": [[year, month, day]]}))),
            ("URL", self.url.as_ref().map(|url| json!(url))),
            ("section", self.place.as_ref().map(|place| json!(place))),
            ("note", Some(json!(self.note))),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                item[name] = value;
            }
        }
        item
    }
}

/// A text with the signs that TeX reads as commands written out.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
