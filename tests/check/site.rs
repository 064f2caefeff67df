//! Sites to check: copies of the real one, and small ones made here.

use sijill::diagnostic::{Diagnostic, Diagnostics, Place, human, line_and_column};
use sijill::link::{self, Site};
use sijill::source::Sources;
use sijill::{BuildOptions, Outcome};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Where the real site stands.
pub(crate) fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A site in a folder of its own.
pub(crate) struct Folder {
    pub(crate) root: TempDir,
}

impl Folder {
    /// A copy of the real site's words and facts.
    pub(crate) fn real() -> Self {
        let folder = Self { root: TempDir::new().unwrap() };
        for name in ["content", "seeds"] {
            copy(&home().join(name), &folder.path().join(name));
        }
        folder
    }

    /// A small site of one report with one section, in two languages.
    pub(crate) fn small(first: &str, second: &str) -> Self {
        let folder = Self { root: TempDir::new().unwrap() };
        folder.write("content/site.yaml", "title: {en: Register, ar: سجل}\nlanguages: [en, ar]\n");
        folder.write(
            "content/a-1-1/report.yaml",
            "symbol: A/1/1\ntitle: {en: A report, ar: تقرير}\ndate: 2012-07-23\nofficial: {en: \"https://undocs.org/en/A/1/1\"}\n",
        );
        folder.write("content/a-1-1/i.en.md", &format!("---\nsection: [1]\ntitle: Introduction\n---\n\n{first}\n"));
        folder.write("content/a-1-1/i.ar.md", &format!("---\nsection: [1]\ntitle: مقدمة\n---\n\n{second}\n"));
        folder.write("seeds/regions.yaml", "west: {order: 1, name: {en: West, ar: الغرب}}\n");
        folder.write("seeds/themes.yaml", "law: {order: 1, name: {en: Law, ar: القانون}}\n");
        folder.write(
            "seeds/states.yaml",
            "ARG: {iso2: AR, m49: \"032\", region: west, name: {en: Argentina, ar: الأرجنتين}}\n\
             GIN: {iso2: GN, m49: \"324\", region: west, name: {en: Guinea, ar: غينيا}}\n\
             GNB: {iso2: GW, m49: \"624\", region: west, name: {en: Guinea-Bissau, ar: غينيا - بيساو}}\n\
             GNQ: {iso2: GQ, m49: \"226\", region: west, name: {en: Equatorial Guinea, ar: غينيا الاستوائية}}\n\
             JOR: {iso2: JO, m49: \"400\", region: west, name: {en: Jordan, ar: الأردن}}\n\
             MLI: {iso2: ML, m49: \"466\", region: west, name: {en: Mali, ar: مالي}}\n\
             NER: {iso2: NE, m49: \"562\", region: west, name: {en: Niger, ar: النيجر}}\n\
             NGA: {iso2: NG, m49: \"566\", region: west, name: {en: Nigeria, ar: نيجيريا}}\n\
             OMN: {iso2: OM, m49: \"512\", region: west, name: {en: Oman, ar: عمان}}\n",
        );
        folder.write(
            "seeds/entities.yaml",
            "team: {kind: un-entity, name: {en: United Nations country team in Argentina, ar: فريق الأمم المتحدة القطري في الأرجنتين}}\n",
        );
        folder.write("seeds/documents.yaml", "A/1/1: {kind: report, title: {en: A report, ar: تقرير}}\n");
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces the one place where `from` stands.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` must stand once in {path}");
        self.write(path, &text.replace(from, to));
    }

    /// Parses and links the site: everything but its pages.
    pub(crate) fn link(&self) -> Linked {
        let mut diagnostics = Diagnostics::default();
        let sources = Sources::load(self.path(), &mut diagnostics).unwrap();
        let site = sijill::parse::parse(&sources, &mut diagnostics).map(|documents| link::link(documents, None, &mut diagnostics));
        if let Some(site) = &site {
            diagnostics.set_levels(|code| site.level(code));
        }
        diagnostics.sort(&sources);
        Linked { sources, diagnostics, site }
    }

    /// Builds the site with its pages, and publishes nothing.
    pub(crate) fn build(&self) -> Outcome {
        sijill::build(&BuildOptions { root: self.path().to_owned(), output: None, base_url: None }).unwrap()
    }

    /// The theme's `path`, laid over the default theme's, with one place changed.
    pub(crate) fn theme(&self, path: &str, from: &str, to: &str) {
        let own = std::fs::read_to_string(home().join("themes/default").join(path)).unwrap();
        assert!(own.contains(from), "`{from}` must stand in {path}");
        self.write(&format!("themes/mine/{path}"), &own.replacen(from, to, 1));
        if !self.read("content/site.yaml").contains("theme:") {
            let site = self.read("content/site.yaml");
            self.write("content/site.yaml", &format!("{site}theme: mine\n"));
        }
    }
}

/// A site up to its pages.
pub(crate) struct Linked {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) site: Option<Site>,
}

impl Linked {
    /// Each fault as `code path:line`.
    pub(crate) fn found(&self) -> Vec<String> {
        found(&self.diagnostics, &self.sources)
    }

    /// The drawing for people.
    pub(crate) fn drawn(&self) -> String {
        human::draw(&self.diagnostics, &self.sources, human::Colour::Plain)
    }
}

/// Each fault as `code path:line`, sorted.
pub(crate) fn found(diagnostics: &Diagnostics, sources: &Sources) -> Vec<String> {
    let mut found: Vec<String> = diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect();
    found.sort();
    found
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    use sijill::diagnostic::Texts;
    match &diagnostic.place {
        Place::Span(span) => {
            let line = line_and_column(sources.text(span.file), span.start as usize).0;
            format!("{} {}:{line}", diagnostic.code, sources.path(span.file))
        }
        Place::Path(path) => format!("{} {path}", diagnostic.code),
    }
}

/// How often each code was found.
pub(crate) fn counts(diagnostics: &Diagnostics) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.code.as_str()).or_default() += 1;
    }
    counts
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
