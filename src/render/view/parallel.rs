//! The parallel view of a section: one row per paragraph, one cell per language.

use super::amendment::AmendedView;
use super::section::{FootnoteView, SectionView};
use super::{Builder, Link};
use serde::Serialize;

/// A section in two languages.
#[derive(Debug, Serialize)]
pub struct ParallelView {
    /// The two languages.
    pub columns: Vec<ColumnView>,
    /// The rows, in the order of the paragraphs.
    pub rows: Vec<RowView>,
    /// The footnotes' rows.
    pub footnotes: Vec<Vec<Option<FootnoteView>>>,
    /// The section before, in the parallel view.
    pub previous: Option<Link>,
    /// The section behind, in the parallel view.
    pub next: Option<Link>,
}

/// One language of the parallel view.
#[derive(Debug, Serialize)]
pub struct ColumnView {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub name: String,
    /// The site's title in it.
    pub site: String,
    /// The section's title in it.
    pub title: String,
    /// The numeral as it is marked before the title.
    pub mark: Option<String>,
    /// The section's page in it.
    pub href: String,
    /// The report as it is cited in it.
    pub cited: String,
}

impl ColumnView {
    /// The section's title behind its numeral.
    #[must_use]
    pub fn whole_title(&self) -> String {
        self.mark.as_ref().map_or_else(|| self.title.clone(), |mark| format!("{mark} {}", self.title))
    }
}

/// One paragraph.
#[derive(Debug, Serialize)]
pub struct RowView {
    /// The paragraph's fragment.
    pub id: String,
    /// The paragraph in each language; none where a language lacks it.
    pub cells: Vec<Option<CellView>>,
}

/// A paragraph in one language.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// The language.
    pub lang: String,
    /// Its direction.
    pub dir: &'static str,
    /// The number as it is marked.
    pub mark: Option<String>,
    /// The number alone, in the language's digits.
    pub number: Option<String>,
    /// The text.
    pub html: String,
    /// The paragraph on the language's own page.
    pub href: String,
    /// The paragraph as it is cited.
    pub cited: String,
    /// What amends it.
    pub amended: Vec<AmendedView>,
}

/// Lays a section's two languages side by side; `builders` write for the parallel page itself.
#[must_use]
pub fn parallel(builders: &[Builder<'_>; 2], section: usize) -> ParallelView {
    let report = builders[0].report;
    let columns = builders.iter().map(|builder| {
        let section = &report.sections[section];
        ColumnView {
            lang: builder.tag().as_str().to_owned(),
            dir: builder.language().record.direction.as_str(),
            name: builder.language().record.name.clone(),
            site: builder.site.record.title.text(builder.tag()).to_owned(),
            title: section.title(builder.tag()).to_owned(),
            mark: builder.language().section_mark(&section.number),
            href: builder.section_link(section).href,
            cited: builder.cited_report(),
        }
    });
    let rows = report.sections[section].paragraphs.iter().map(|&index| {
        let paragraph = &report.paragraphs[index];
        let cells = builders.iter().enumerate().map(|(column, builder)| {
            // Ids are the row's; those of lettered items stand in the first column only.
            let fragment = paragraph.id.to_string();
            Some(CellView {
                lang: builder.tag().as_str().to_owned(),
                dir: builder.language().record.direction.as_str(),
                mark: paragraph.id.number().map(|number| builder.language().paragraph_mark(number)),
                number: paragraph.id.number().map(|number| builder.language().ordinal(number)),
                html: builder.text_behind(index, (column == 0).then_some(fragment.as_str()))?,
                href: builder.prose.paragraph_href(index),
                cited: builder.cited(index),
                amended: builder.amended(index),
            })
        });
        RowView { id: paragraph.id.to_string(), cells: cells.collect() }
    });
    let footnotes = report.sections[section].footnotes.iter().map(|label| builders.iter().map(|builder| builder.footnote(label)).collect());
    ParallelView {
        columns: columns.collect(),
        rows: rows.collect(),
        footnotes: footnotes.collect(),
        previous: neighbour(builders, section.checked_sub(1)),
        next: neighbour(builders, Some(section + 1)),
    }
}

fn neighbour(builders: &[Builder<'_>; 2], section: Option<usize>) -> Option<Link> {
    let [first, second] = builders;
    let section = first.report.sections.get(section?)?;
    let pair = (first.tag().clone(), second.tag().clone());
    let target = crate::link::route::parallel(&pair, &first.report.id, &crate::link::route::Page::Section(section.stem.clone()));
    Some(Link { href: first.path.link_to(&target), text: first.section_link(section).text })
}

/// The title of a section's parallel view.
#[must_use]
pub fn title(section: &SectionView) -> String {
    section.mark.as_ref().map_or_else(|| section.title.clone(), |mark| format!("{mark} {}", section.title))
}
