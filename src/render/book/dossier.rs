//! One State in one report: its sheet, and every paragraph that names it.

use super::{Books, Fault, Part, SectionOnly};
use crate::link::route::Page;
use crate::parse::id::StateCode;
use crate::render::edition::Edition;
use crate::render::view::state::StateView;
use serde::Serialize;

#[derive(Serialize)]
struct Sheet {
    state: StateView,
}

impl<'a> Books<'a> {
    /// The title and the parts of a dossier; none if the report does not name the State.
    pub(super) fn dossier_parts(&self, edition: &Edition<'a>, code: &StateCode) -> Result<Option<(String, Vec<Part>)>, Fault> {
        let report = edition.report;
        let builder = self.builder(edition, &Page::State(code.clone()));
        let (Some(state), Some(found)) = (builder.state(code), report.indexes.states.get(code)) else { return Ok(None) };
        let title = state.name.clone();
        let label = builder.prose.message("dossier-sheet", &[]);
        let stands_for = vec![(builder.path.clone(), String::new())];
        let mut parts = vec![self.part("part-sheet.html", &builder, ["sheet", &label], stands_for, &Sheet { state })?];
        for (index, section) in report.sections.iter().enumerate() {
            let within = self.builder(edition, &Page::Section(section.stem.clone()));
            let mut view = within.section(index);
            let named = section.paragraphs.iter().filter(|index| found.paragraphs.contains(index));
            let named: Vec<String> = named.map(|&index| report.paragraphs[index].id.to_string()).collect();
            view.paragraphs.retain(|paragraph| named.contains(&paragraph.id));
            view.footnotes.clear();
            if view.paragraphs.is_empty() {
                continue;
            }
            // The part stands for no page: what leads to a paragraph that is not here leads out of the file.
            let title = within.section_link(section).text;
            let id = format!("section-{}", section.stem);
            parts.push(self.part("part-section.html", &within, [&id, &title], Vec::new(), &SectionOnly { section: view })?);
        }
        Ok(Some((title, parts)))
    }
}
