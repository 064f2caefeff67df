//! Pages that no reader looks for: the answer to an address that does not exist, pages that lead on, and the page that explains the data.

use crate::diagnostic::Diagnostic;
use crate::link::Moved;
use crate::link::route::{self, SharedPage};
use crate::parse::id::LanguageTag;
use crate::render::Renderer;
use crate::render::artifact::Artifact;
use crate::render::data::KINDS;
use crate::render::data::dictionary::Shape;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::{Alternate, Link, PageView};
use bytes::Bytes;
use serde::Serialize;

impl Renderer<'_> {
    /// Renders the page that a host shows for an address that does not exist, in one language or, at the site's root, in every.
    ///
    /// It is shown at any depth, so its addresses only hold with a `base` element, which needs the site's own address.
    pub(in crate::render) fn not_found_page(&self, language: Option<&LanguageTag>) -> Result<Artifact, Box<Diagnostic>> {
        #[derive(Serialize)]
        struct View {
            lines: Vec<Line>,
        }
        #[derive(Serialize)]
        struct Line {
            lang: String,
            dir: &'static str,
            name: String,
            href: String,
            official: Vec<Link>,
        }
        let site = self.site;
        let (path, beside) = match language {
            Some(tag) => (route::not_found_in(tag), SharedPage::Home.path(tag)),
            None => (route::not_found(), route::chooser()),
        };
        let Some(first) = language.or(site.languages.first()) else { return Ok(Artifact::new(path, Vec::new())) };
        let lines = site.languages.iter().filter(|tag| language.is_none_or(|own| own == *tag)).filter_map(|tag| {
            let (_, record) = site.theme.languages.get(tag)?;
            let official = site.reports.iter().filter(|report| report.languages.contains(tag)).filter_map(|report| {
                let href = report.record.official.nearest(tag)?.to_owned();
                Some(Link { href, text: report.record.symbol.as_str().to_owned() })
            });
            Some(Line {
                lang: tag.as_str().to_owned(),
                dir: record.direction.as_str(),
                name: record.name.clone(),
                href: path.link_to(&SharedPage::Home.path(tag)),
                official: official.collect(),
            })
        });
        let own = View { lines: lines.collect() };
        // The other languages are offered from their homes: what was asked for is nowhere, so no page has it in translation.
        let others = site.languages.iter().filter(|tag| language.is_some_and(|own| own != *tag));
        let others = others.filter_map(|tag| views::alternate(site, tag, (&path, &SharedPage::Home.path(tag)), true));
        let page = PageView {
            kind: "not-found",
            title: "404".to_owned(),
            description: site.languages.iter().map(|tag| site.record.title.text(tag)).collect::<Vec<_>>().join(" · "),
            root: path.to_root(),
            canonical: None,
            alternates: others.map(|other| Alternate { absolute: None, ..other }).collect(),
            parallel: None,
            breadcrumbs: Vec::new(),
            across: None,
        };
        let layout = self.layout_at(&path, first, page, own).based_at(views::absolute(site, &beside));
        let bytes = self.templates.draw(self.laid("404.html", layout)?)?;
        Ok(Artifact { path, bytes })
    }

    /// Renders a page that leads on to where another went, with the fragment that it was asked for.
    pub(in crate::render) fn moved_page(&self, moved: &Moved) -> Result<Bytes, Box<Diagnostic>> {
        #[derive(Serialize)]
        struct View<'v> {
            lang: &'v str,
            dir: &'static str,
            href: String,
            script: String,
            canonical: Option<String>,
        }
        let direction = self.site.theme.languages.get(&moved.language).map_or("ltr", |(_, record)| record.direction.as_str());
        let view = View {
            lang: moved.language.as_str(),
            dir: direction,
            href: moved.from.link_to(&moved.to),
            script: moved.from.link_to(&route::asset(self.site, "moved.js")),
            canonical: views::absolute(self.site, &moved.to),
        };
        self.templates.render("moved.html", &view)
    }

    /// Renders the page that explains the data, in a language.
    pub(in crate::render) fn dictionary_page(&self, tag: &LanguageTag) -> Result<Laid, Box<Diagnostic>> {
        #[derive(Serialize)]
        struct View {
            kinds: Vec<KindView>,
            sets: Vec<SetView>,
            package: String,
            manifest: String,
        }
        #[derive(Serialize)]
        struct KindView {
            name: &'static str,
            meaning: Option<Said>,
            fields: Vec<FieldView>,
            json: String,
            csv: String,
            schema: String,
        }
        #[derive(Serialize)]
        struct FieldView {
            name: &'static str,
            shape: &'static str,
            optional: bool,
            meaning: Option<Said>,
        }
        #[derive(Serialize)]
        struct SetView {
            symbol: String,
            title: String,
            official: Option<String>,
            record: String,
            akoma: Vec<Link>,
            memory: Option<String>,
            citations: Vec<Link>,
        }
        let (site, path) = (self.site, route::dictionary(tag));
        let kinds = KINDS.iter().map(|kind| KindView {
            name: kind.name,
            meaning: self.said(tag, &format!("data-kind-{}", kind.name)),
            fields: kind
                .all_fields()
                .map(|field| FieldView {
                    name: field.name,
                    shape: shape_word(field.shape),
                    optional: field.optional,
                    meaning: self.said(tag, &format!("data-field-{}", field.name)),
                })
                .collect(),
            json: path.link_to(&route::site_data(&format!("{}.json", kind.name))),
            csv: path.link_to(&route::site_data(&format!("{}.csv", kind.name))),
            schema: path.link_to(&route::site_data(&format!("schemas/{}.json", kind.name))),
        });
        let sets = site.reports.iter().filter(|report| report.languages.contains(tag)).map(|report| {
            let link = |name: String, text: &str| Link { href: path.link_to(&route::data(&report.id, &name)), text: text.to_owned() };
            SetView {
                symbol: report.record.symbol.as_str().to_owned(),
                title: report.record.title.text(tag).to_owned(),
                official: report.record.official.nearest(tag).map(str::to_owned),
                record: link("report.jsonld".to_owned(), "").href,
                akoma: report.languages.iter().map(|own| link(format!("akoma-ntoso.{own}.xml"), own.as_str())).collect(),
                memory: (report.languages.len() > 1).then(|| link("paragraphs.tmx".to_owned(), "").href),
                citations: [("ris", "RIS"), ("bib", "BibTeX"), ("csl.json", "CSL-JSON")]
                    .into_iter()
                    .map(|(ending, text)| link(format!("citations/{tag}/report.{ending}"), text))
                    .collect(),
            }
        });
        let own = View {
            kinds: kinds.collect(),
            sets: sets.collect(),
            package: path.link_to(&route::site_data("datapackage.json")),
            manifest: path.link_to(&route::manifest()),
        };
        let say = |key: &str| {
            let language = self.languages.get(tag);
            language.and_then(|language| language.messages.format(key, &[], |value| language.quantity(value)).ok()).unwrap_or_default()
        };
        let others = site.languages.iter().filter(|language| *language != tag);
        let page = PageView {
            kind: "dictionary",
            title: say("data-dictionary"),
            description: say("data-dictionary-about"),
            root: path.to_root(),
            canonical: views::absolute(site, &path),
            alternates: others
                .filter_map(|language| views::alternate(site, language, (&path, &route::dictionary(language)), true))
                .collect(),
            parallel: None,
            breadcrumbs: vec![Link { href: path.link_to(&SharedPage::Home.path(tag)), text: site.record.title.text(tag).to_owned() }],
            across: None,
        };
        self.laid("dictionary.html", self.layout_at(&path, tag, page, own))
    }
}

/// What a language says, and which.
#[derive(Serialize)]
struct Said {
    text: String,
    lang: String,
    dir: &'static str,
}

impl Renderer<'_> {
    /// What a language says of a kind or field, or else the first language of the site that says it: the terms are many, and a site may add a
    /// language before it has translated them.
    fn said(&self, tag: &LanguageTag, key: &str) -> Option<Said> {
        [tag].into_iter().chain(&self.site.languages).find_map(|tag| {
            let language = self.languages.get(tag)?;
            let text = language.messages.format(key, &[], |value| language.quantity(value)).ok()?;
            Some(Said { text, lang: tag.as_str().to_owned(), dir: language.record.direction.as_str() })
        })
    }
}

/// The last part of the message that names a shape.
fn shape_word(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::List => "list",
        Shape::Texts => "texts",
        Shape::Parts(_) => "parts",
        Shape::Records => "records",
    }
}
