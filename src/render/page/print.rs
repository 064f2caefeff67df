//! The whole report on one page, to be printed or read without a connection.
//!
//! Its text stands on the sections' pages too, so it asks crawlers not to list it, and names the report's home as the address to cite.

use crate::diagnostic::Diagnostic;
use crate::link::route::Page;
use crate::render::Renderer;
use crate::render::template::Laid;
use crate::render::view as views;
use crate::render::view::home::MastheadView;
use crate::render::view::item::NoteItem;
use crate::render::view::section::SectionView;
use crate::render::view::{Alternate, Builder, PageView};
use serde::Serialize;

#[derive(Serialize)]
struct View {
    masthead: MastheadView,
    sections: Vec<SectionView>,
    /// The notes that no paragraph shows beside its text: slips that were corrected.
    corrected: Vec<NoteItem>,
}

impl Renderer<'_> {
    pub(super) fn print_page(&self, builder: &Builder<'_>) -> Result<Laid, Box<Diagnostic>> {
        let record = &builder.report.record;
        let title = record.title.text(builder.tag());
        let title = format!("{title} · {}", builder.prose.message("print", &[]));
        let description = builder.prose.message("print-description", &[]);
        let page = builder.page_view("print", &Page::Print, title, description);
        let home = Page::Home.path(builder.tag(), &builder.report.id);
        let page = PageView {
            canonical: views::absolute(self.site, &home),
            // What is not to be listed is nobody's alternate.
            alternates: page.alternates.into_iter().map(|other| Alternate { absolute: None, ..other }).collect(),
            ..page
        };
        let slips = builder.notes().into_iter().filter(|group| group.class == crate::parse::facts::NoteClass::OcrSlip.as_str());
        let own = View {
            masthead: builder.masthead(),
            sections: (0..builder.report.sections.len()).map(|index| builder.section(index)).collect(),
            corrected: slips.flat_map(|group| group.notes).collect(),
        };
        self.laid("print.html", self.layout(builder, None, page, own))
    }
}
