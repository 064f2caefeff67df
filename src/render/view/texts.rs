//! A section's texts for pages of other languages, which copy a paragraph in several languages at once.

use super::Builder;
use crate::link::Section;
use serde_json::{Value, json};

impl Builder<'_> {
    /// The section's texts for pages of other languages: a script, because a page from a disk can load nothing else.
    #[must_use]
    pub fn texts_script(&self, section: &Section) -> String {
        let texts = section.paragraphs.iter().filter_map(|&index| {
            let paragraph = &self.report.paragraphs[index];
            let html = self.text_behind(index, None)?;
            let number = paragraph.id.number().map(|number| self.language().ordinal(number));
            Some((paragraph.id.to_string(), json!({"cited": self.cited(index), "number": number, "html": html})))
        });
        let texts = Value::Object(texts.collect());
        format!("(window.sijillTexts = window.sijillTexts || {{}})[\"{}\"] = {texts};\n", self.tag())
    }
}
