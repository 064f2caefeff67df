//! Small sites, made from strings and broken in one place: the base is sound, and each step changes one file.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The files of a small site, by path below its root.
#[derive(Debug, Clone)]
pub struct SmallSite {
    files: BTreeMap<String, Vec<u8>>,
    arguments: Vec<String>,
    published: &'static OnceLock<Tree>,
}

/// Every file below a folder, by path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A small site on disk, with the last good site published beside it.
#[derive(Debug)]
pub struct SiteOnDisk {
    folder: TempDir,
    arguments: Vec<String>,
    last_good: Tree,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error, with the site's own folder written `SITE`.
    pub stderr: String,
}

/// A sound site of one report in English.
pub fn english() -> SmallSite {
    static PUBLISHED: OnceLock<Tree> = OnceLock::new();
    sound(&PUBLISHED)
        .file("content/site.yaml", "title: {en: Registers}\nlanguages: [en]\n")
        .file("content/r/report.yaml", "symbol: A/1/1\ndate: 2012-07-23\ntitle: {en: A report}\n")
        .file("content/r/summary.en.md", "---\nsection: summary\ntitle: Summary\n---\n\nWhat the report says.\n")
        .file(
            "content/r/i.en.md",
            "---\nsection: [1]\ntitle: Introduction\n---\n\n\
             1. Some have plans ([](states:plan)).\n\n\
             2. The report rests on replies.[^1]\n\n\
             [^1]: They came from [](states:replied).\n",
        )
        .file(
            "content/r/ii.en.md",
            "---\nsection: [2]\ntitle: Findings\n---\n\n\
             3. The [](entity:office) works in [](state:ARG) under the [](instrument:treaty), as [](symbol:A/1/1) says:\n\n    \
                1. it trains;\n    \
                2. it reports (see [](para:1) and [](section:i)).\n\n\
             4. It reached [](figure:reached) people, [as printed](note:slip).\n",
        )
}

/// A sound site of one report in English and in Arabic.
pub fn bilingual() -> SmallSite {
    static PUBLISHED: OnceLock<Tree> = OnceLock::new();
    let mut site = english()
        .file("content/site.yaml", "title: {en: Registers, ar: سجلات}\nlanguages: [ar, en]\n")
        .file("content/r/report.yaml", "symbol: A/1/1\ndate: 2012-07-23\ntitle: {en: A report, ar: تقرير}\n")
        .file("content/r/summary.ar.md", "---\nsection: summary\ntitle: موجز\n---\n\nما يقوله التقرير.\n")
        .file(
            "content/r/i.ar.md",
            "---\nsection: [1]\ntitle: مقدمة\n---\n\n\
             1. لدى بعض الدول خطط ([](states:plan)).\n\n\
             2. يستند التقرير إلى الردود[^1].\n\n\
             [^1]: وردت من [](states:replied).\n",
        )
        .file(
            "content/r/ii.ar.md",
            "---\nsection: [2]\ntitle: نتائج\n---\n\n\
             3. يعمل [](entity:office) في [](state:ARG) بموجب [](instrument:treaty)، كما يرد في [](symbol:A/1/1):\n\n    \
                1. يدرّب؛\n    \
                2. ويبلّغ (انظر [](para:1) و[](section:i)).\n\n\
             4. وبلغ عدد المستفيدين [](figure:reached)، [كما طُبع](note:slip).\n",
        );
    site.published = &PUBLISHED;
    site
}

/// The facts, which the sound sites share.
fn sound(published: &'static OnceLock<Tree>) -> SmallSite {
    SmallSite { files: BTreeMap::new(), arguments: Vec::new(), published }
        .file(
            "seeds/states.yaml",
            "ARG: {iso2: AR, m49: \"032\", region: south, name: {en: Argentina, ar: الأرجنتين}}\n\
             BHR: {iso2: BH, m49: \"048\", region: west, name: {en: Bahrain, ar: البحرين}}\n\
             BRB: {iso2: BB, m49: \"052\", region: south, name: {en: Barbados, ar: بربادوس}}\n",
        )
        .file("seeds/regions.yaml", "south: {order: 1, name: {en: South, ar: الجنوب}}\nwest: {order: 2, name: {en: West, ar: الغرب}}\n")
        .file("seeds/entities.yaml", "office: {kind: un-entity, name: {en: Office on Drugs, ar: مكتب المخدرات}, acronym: {en: UNOD}}\n")
        .file("seeds/instruments.yaml", "treaty: {kind: treaty, name: {en: Great Treaty, ar: المعاهدة الكبرى}, adopted: 1979}\n")
        .file("seeds/documents.yaml", "A/1/1: {kind: report, title: {en: A report, ar: تقرير}, year: 2012}\n")
        .file("seeds/themes.yaml", "law: {order: 1, section: i, name: {en: Law, ar: القانون}}\n")
        .file(
            "seeds/r/measures.yaml",
            "plan:\n  paragraph: 1\n  theme: law\n  kind: plan\n  status: in-force\n  states: [ARG, BHR]\n  label: {en: National plan, ar: خطة وطنية}\n",
        )
        .file(
            "seeds/r/replies.yaml",
            "replied: {footnote: 1, timing: on-time, date: 2012-06-26, states: [ARG, BHR], label: {en: Replies, ar: الردود}}\n",
        )
        .file(
            "seeds/r/statements.yaml",
            "most-have-laws: {paragraph: 2, theme: law, quantifier: most, polarity: affirmative, label: {en: Most have laws, ar: لدى معظمها قوانين}, among: plan}\n",
        )
        .file(
            "seeds/r/actions.yaml",
            "training: {paragraph: 3, theme: law, label: {en: Trained judges, ar: تدريب القضاة}, actors: [{entity: office, places: [ARG]}]}\n",
        )
        .file(
            "seeds/r/figures.yaml",
            "reached: {paragraph: 4, value: 1200, unit: {en: people, ar: شخص}, label: {en: People reached, ar: المستفيدون}, source: office}\n",
        )
        .file(
            "seeds/r/recommendations.yaml",
            "enact: {paragraph: 4, themes: [law], label: {en: Enact laws, ar: سن القوانين}, answered_by: [plan]}\n",
        )
        .file("seeds/r/notes.yaml", "slip: {paragraph: 4, class: ocr-slip, text: {en: Read as printed., ar: كما طُبع.}, states: [ARG]}\n")
}

impl SmallSite {
    /// Writes a file, or writes it anew.
    pub fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let mut site = self;
        site.files.insert(path.to_owned(), text.as_ref().to_vec());
        site
    }

    /// Leaves a file out.
    pub fn without(mut self, path: &str) -> Self {
        assert!(self.files.remove(path).is_some(), "the site has no `{path}`");
        self
    }

    /// Leaves out every file below a folder.
    pub fn without_folder(mut self, folder: &str) -> Self {
        self.files.retain(|path, _| !path.starts_with(folder));
        self
    }

    /// Replaces the one place of a file that reads `from`.
    pub fn edit(self, path: &str, from: &str, to: &str) -> Self {
        let text = self.text(path);
        assert_eq!(text.matches(from).count(), 1, "`{path}` must hold `{from}` exactly once");
        let text = text.replace(from, to);
        self.file(path, text)
    }

    /// Writes behind the end of a file.
    pub fn append(self, path: &str, more: &str) -> Self {
        let text = self.text(path) + more;
        self.file(path, text)
    }

    /// Runs the program with these arguments too; `SITE` stands for the site's folder.
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|&argument| argument.to_owned()));
        self
    }

    /// The files, by path.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(self.files.get(path).unwrap_or_else(|| panic!("the site has no `{path}`")).clone()).expect("a text")
    }

    /// Writes the site to a new folder, together with what its sound base publishes.
    pub fn on_disk(&self) -> SiteOnDisk {
        let base = if std::ptr::eq(self.published, english().published) { english } else { bilingual };
        let last_good = self.published.get_or_init(|| {
            let folder = TempDir::new().expect("a folder");
            base().write(folder.path());
            let run = run(folder.path(), &[], "human");
            assert_eq!(run.status, Some(0), "the base must be sound:\n{}", run.stderr);
            tree(&folder.path().join("public"))
        });
        let site = self.unpublished();
        for (path, bytes) in last_good {
            write(&site.folder.path().join("public").join(path), bytes);
        }
        SiteOnDisk { last_good: last_good.clone(), ..site }
    }

    /// Writes the site to a new folder in which nothing was published yet.
    pub fn unpublished(&self) -> SiteOnDisk {
        let folder = TempDir::new().expect("a folder");
        self.write(folder.path());
        SiteOnDisk { folder, arguments: self.arguments.clone(), last_good: Tree::new() }
    }

    fn write(&self, folder: &Path) {
        self.files.iter().for_each(|(path, bytes)| write(&folder.join(path), bytes));
    }
}

impl SiteOnDisk {
    /// Builds the site with faults drawn in `format`.
    pub fn build(&self, format: &str) -> Run {
        run(self.folder.path(), &self.arguments, format)
    }

    /// The folder that holds the site.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Asserts that the last good site stands as it stood, byte for byte, and that nothing was left beside it.
    pub fn assert_untouched(&self) {
        let published = tree(&self.root().join("public"));
        assert!(published == self.last_good, "the last good site was touched");
        let beside: Vec<String> = fs::read_dir(self.root())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with('.'))
            .collect();
        assert!(beside.is_empty(), "left beside the site: {beside:?}");
    }
}

/// Every file below a folder; nothing, if it does not exist.
pub fn tree(folder: &Path) -> Tree {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            (path, fs::read(entry.path()).expect("a readable file"))
        })
        .collect()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

fn run(root: &Path, arguments: &[String], format: &str) -> Run {
    let shown = root.canonicalize().expect("a folder").display().to_string();
    let output = Command::cargo_bin("sijill")
        .expect("the program")
        .args(["build", "--format", format, "--root"])
        .arg(root)
        .args(arguments.iter().map(|argument| argument.replace("SITE", &shown)))
        .output()
        .expect("a run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&shown, "SITE");
    Run { status: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
}
