//! The templates as Tera holds them: all of a theme's, or only those that were drawn so far.

use super::{Mentions, TemplateFile};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockWriteGuard};
use tera::{Context, Tera, TeraResult};

/// So many templates are made ready one by one, each when it is first drawn; whoever draws more of them will draw most, and gets all.
const FEW: usize = 6;

/// Templates that can be drawn.
pub(super) enum Engine {
    /// All that the theme has.
    All(Tera),
    /// Those that were drawn so far, with what they need; the others are as sound as these.
    Drawn(RwLock<Drawn>),
}

/// The templates that were drawn so far.
pub(super) struct Drawn {
    tera: Tera,
    held: FxHashSet<String>,
    asked: usize,
}

impl Engine {
    /// One that holds no template yet; what templates call is registered already.
    pub(super) fn empty(tera: Tera) -> Self {
        Self::Drawn(RwLock::new(Drawn { tera, held: FxHashSet::default(), asked: 0 }))
    }

    /// Draws a template.
    pub(super) fn draw(
        &self,
        template: &str,
        values: &Context,
        html: &mut Vec<u8>,
        theme: (&Mentions, &BTreeMap<String, TemplateFile>),
    ) -> TeraResult<()> {
        let drawn = match self {
            Self::All(tera) => return tera.render_to(template, values, html),
            Self::Drawn(drawn) => drawn,
        };
        let ready = drawn.read().unwrap_or_else(PoisonError::into_inner);
        if ready.held.contains(template) {
            return ready.tera.render_to(template, values, html);
        }
        drop(ready);
        let mut ready = drawn.write().unwrap_or_else(PoisonError::into_inner);
        ready.take(template, theme)?;
        RwLockWriteGuard::downgrade(ready).tera.render_to(template, values, html)
    }
}

impl Drawn {
    /// Makes a template ready, and what it needs.
    fn take(&mut self, template: &str, (mentions, files): (&Mentions, &BTreeMap<String, TemplateFile>)) -> TeraResult<()> {
        if self.held.contains(template) {
            return Ok(());
        }
        self.asked += 1;
        let needed = mentions.needed(template);
        // Those that are left are sound together, should one need another that nobody saw it name.
        if self.asked > FEW || self.add(files, |name| needed.contains(name)).is_err() {
            self.add(files, |_| true)?;
        }
        Ok(())
    }

    /// Adds the wanted ones of those that are not held yet.
    fn add(&mut self, files: &BTreeMap<String, TemplateFile>, is_wanted: impl Fn(&str) -> bool) -> TeraResult<()> {
        let new = files.iter().filter(|(name, _)| is_wanted(name) && !self.held.contains(*name));
        let new: Vec<(&str, &str)> = new.map(|(name, file)| (name.as_str(), &*file.text)).collect();
        self.tera.add_raw_templates(new.iter().copied())?;
        self.held.extend(new.into_iter().map(|(name, _)| name.to_owned()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::FileId;
    use crate::source::Text;

    #[test]
    fn a_template_that_needs_one_that_nobody_saw_it_name_is_drawn_all_the_same() {
        let texts = [("page.html", "{% include \"part.html\" %}, {{ word }}"), ("part.html", "part"), ("else.html", "else")];
        let file = |(id, (name, text)): (u32, &(&str, &'static str))| {
            ((*name).to_owned(), TemplateFile { id: FileId(id), text: Text::Embedded(text) })
        };
        let files: BTreeMap<String, TemplateFile> = (0..).zip(&texts).map(file).collect();
        let mut values = Context::new();
        values.insert("word", "word");
        let draw = |mentions: &Mentions| {
            let (engine, mut html) = (Engine::empty(Tera::default()), Vec::new());
            engine.draw("page.html", &values, &mut html, (mentions, &files)).unwrap();
            let Engine::Drawn(drawn) = engine else { panic!("templates are drawn as they are asked for") };
            (String::from_utf8(html).unwrap(), drawn.into_inner().unwrap().held.len())
        };
        let seen = Mentions::new(files.iter().map(|(name, file)| (name.as_str(), &file.text)));
        assert_eq!(draw(&seen), ("part, word".to_owned(), 2));
        // As if the name stood where nobody looks for one.
        let unseen = Text::Embedded("{{ word }}");
        assert_eq!(draw(&Mentions::new([("page.html", &unseen)].into_iter())), ("part, word".to_owned(), 3));
    }
}
