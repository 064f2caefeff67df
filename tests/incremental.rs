//! A build that finds the last one's site makes only what has changed, and what it makes is what a build from nothing makes.
//!
//! The long run is 500 edits: `cargo test --release --test incremental -- --ignored`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

mod harness;

use harness::{Files, read_folder};
use sijill::diagnostic::{Diagnostics, Severity, Texts};
use sijill::source::Sources;
use sijill::{BuildOptions, Observer, Outcome, Published, Spent, Stage, build, build_observed, link, parse, render};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

/// A site on the disk and the folder that it is published into.
struct Site {
    folder: TempDir,
    /// The ids of its reports.
    reports: &'static [&'static str],
    /// Whether a report may be told beside the one before it.
    is_series: bool,
}

/// How long nobody may have touched a source for it to be known again without being read.
const SETTLED: Duration = Duration::from_millis(2_100);

const REPORTS: [&str; 3] = ["one", "two", "three"];

impl Site {
    /// Three reports in two languages, the later two in a series.
    fn new() -> Self {
        Self::of(&REPORTS, true)
    }

    /// The same reports without a series.
    fn apart() -> Self {
        Self::of(&REPORTS, false)
    }

    /// The first of them by itself, which stays open while what stands beside it is made.
    fn alone() -> Self {
        Self::of(&REPORTS[..1], false)
    }

    fn of(reports: &'static [&'static str], is_series: bool) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap(), reports, is_series };
        site.write("content/site.yaml", "title: {en: Site, ar: Site}\nlanguages: [ar, en]\nbase_url: https://example.org/\n");
        let mut documents = String::new();
        for (number, report) in reports.iter().enumerate() {
            documents.push_str(&format!("S/{number}: {{kind: report, title: {{en: Report {number}, ar: Report {number}}}}}\n"));
            let previous = if number == 2 && is_series { "previous: S/1\n" } else { "" };
            site.write(
                &format!("content/{report}/report.yaml"),
                &format!("symbol: S/{number}\ntitle: {{en: Report {number}, ar: Report {number}}}\n{previous}"),
            );
            for language in ["ar", "en"] {
                site.write(&format!("content/{report}/i.{language}.md"), &section(1, "First", &words(1, 0)));
                site.write(&format!("content/{report}/ii.{language}.md"), &section(2, "Second", &words(2, 0)));
            }
            site.write(&format!("seeds/{report}/measures.yaml"), &measure("AAA, BBB"));
        }
        site.write("seeds/documents.yaml", &documents);
        site.write("seeds/regions.yaml", "r: {name: {en: Somewhere, ar: Somewhere}}\n");
        site.write("seeds/themes.yaml", "law: {order: 1, name: {en: Alpha, ar: Alpha}}\n");
        site.write("seeds/states.yaml", &states("Aland"));
        site
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        let path = self.root().join(path);
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }

    /// What is remembered in files or folders of this ending.
    fn memories(&self, ending: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.root().join(".sijill")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|own| own == ending)).collect()
    }

    /// Builds on top of what was published before.
    fn build(&self) -> Outcome {
        built(&self.root(), &self.output())
    }

    /// Publishes, and tells how many files there are and how many of them are new.
    fn publish(&self) -> Published {
        let outcome = self.build();
        outcome.published.unwrap_or_else(|| panic!("{:#?}", outcome.diagnostics))
    }

    /// Builds from nothing, elsewhere; none if the site has errors.
    fn cold(&self) -> Option<Files> {
        let _ = fs::remove_dir_all(self.folder.path().join("cold"));
        let (root, output) = (self.folder.path().join("cold/root"), self.folder.path().join("cold/site"));
        harness::write_folder(&root, &read_folder(&self.root()).into_iter().filter(|(path, _)| !path.starts_with(".sijill")).collect());
        built(&root, &output).published.is_some().then(|| read_folder(&output))
    }
}

fn site_yaml(more: &str) -> String {
    format!("title: {{en: Site, ar: Site}}\nlanguages: [ar, en]\nbase_url: https://example.org/\ntell_stale: true\n{more}")
}

fn built(root: &Path, output: &Path) -> Outcome {
    build(&BuildOptions { root: root.to_owned(), output: Some(output.to_owned()), base_url: None }).unwrap()
}

fn section(number: u32, title: &str, words: &str) -> String {
    format!("---\nsection: [{number}]\ntitle: {title}\n---\n\n{number}. {words}\n")
}

/// The words of the first or second section; a letter tells one text from another, since numbers are held against the other language.
fn words(number: u32, letter: usize) -> String {
    let letter = char::from(b'a' + u8::try_from(letter).unwrap());
    format!("Words {letter} of the section {}.", if number == 1 { "[](states:laws)" } else { "[](state:BBB)" })
}

fn measure(states: &str) -> String {
    format!("laws:\n  kind: law\n  paragraph: 1\n  theme: law\n  label: {{en: Laws, ar: Laws}}\n  status: in-force\n  states: [{states}]\n")
}

fn states(first: &str) -> String {
    let state = |code: &str, name: &str, m49: u32| {
        format!("{code}: {{iso2: {}, m49: \"{m49}\", region: r, name: {{en: {name}, ar: {name}}}}}\n", &code[..2])
    };
    format!("{}{}{}", state("AAA", first, 101), state("BBB", "Beeland", 102), state("CCC", "Ceeland", 103))
}

/// A small generator of the same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}

/// The words of a section with more in it: a lettered list, and a footnote that both languages cite.
fn long_words(number: u32, numbers: &mut Numbers) -> String {
    let letter = numbers.below(20);
    let list = ["", "\n\n    1. One.\n    2. Another.", "\n\n    1. One.\n    2. Another.\n    3. A third."][numbers.below(3)];
    // Footnotes keep their numbers through the whole report.
    let (mark, note) = match numbers.below(2) {
        0 => (String::new(), String::new()),
        _ => (format!("[^{number}]"), format!("\n\n[^{number}]: A note on [](state:{}).", ["AAA", "CCC"][numbers.below(2)])),
    };
    format!("{}{mark}{list}{note}", words(number, letter))
}

/// Makes one edit, of sources or of what was published.
fn edit(site: &Site, step: usize, numbers: &mut Numbers) -> String {
    let report = site.reports[numbers.below(site.reports.len())];
    let language = ["ar", "en"][numbers.below(2)];
    let (number, stem) = [(1, "i"), (2, "ii")][numbers.below(2)];
    let kind = numbers.below(20);
    match kind {
        0..=3 => {
            // One letter, in whatever else stands there.
            let path = format!("content/{report}/{stem}.{language}.md");
            let text = fs::read_to_string(site.root().join(&path)).unwrap();
            let at = text.find("Words ").unwrap() + "Words ".len();
            let letter = char::from(b'a' + u8::try_from(numbers.below(20)).unwrap());
            site.write(&path, &format!("{}{letter}{}", &text[..at], &text[at + 1..]));
        }
        4 => {
            let path = format!("content/{report}/{stem}.{language}.md");
            let text = fs::read_to_string(site.root().join(&path)).unwrap();
            let (front, body) = text.split_once("---\n\n").unwrap();
            let front = front.split_once("title: ").unwrap().0;
            site.write(&path, &format!("{front}title: Title {step}\n---\n\n{body}"));
        }
        5 => site.write("seeds/states.yaml", &states(["Aland", "Alphaland", "Zland"][numbers.below(3)])),
        6 => site.write("themes/default/assets/extra.css", &format!("/* {} */", numbers.below(4))),
        7 => site.write("themes/default/templates/footer.html", &format!("<footer>{}</footer>", numbers.below(4))),
        8 => site.remove("themes"),
        9 => site
            .write(&format!("seeds/{report}/measures.yaml"), &measure(["AAA", "AAA, BBB", "BBB, CCC", "AAA, BBB, CCC"][numbers.below(4)])),
        10 => {
            let number = REPORTS.iter().position(|own| *own == report).unwrap();
            let previous = ["", "previous: S/0\n", "previous: S/1\n"][if site.is_series { numbers.below(3) } else { 0 }];
            site.write(
                &format!("content/{report}/report.yaml"),
                &format!("symbol: S/{number}\ntitle: {{en: Report {step}, ar: Report {step}}}\n{previous}"),
            );
        }
        11 => {
            for language in ["ar", "en"] {
                site.write(&format!("content/{report}/iii.{language}.md"), &section(3, "Third", "Words of the third."));
            }
        }
        12 => ["ar", "en"].iter().for_each(|language| site.remove(&format!("content/{report}/iii.{language}.md"))),
        13 => {
            let outputs = ["", "", "[]", "[lists, measures]", "[search, data, shared]", "[shared]", "[search]", "[data]"][numbers.below(8)];
            let outputs = if outputs.is_empty() { String::new() } else { format!("outputs: {outputs}\n") };
            site.write("content/site.yaml", &site_yaml(&outputs));
        }
        14 => {
            // Somebody edits what was published.
            let page = site.output().join("en").join(report).join("i.html");
            if page.exists() {
                fs::write(page, "edited by hand").unwrap();
            }
        }
        15 | 16 => {
            let words = long_words(number, numbers);
            ["ar", "en"].iter().for_each(|tag| site.write(&format!("content/{report}/{stem}.{tag}.md"), &section(number, "Title", &words)));
        }
        // The texts agreed at some time: from then on it is told of each that has not followed the other.
        17 | 18 => site.write(&format!("seeds/{report}/agreed.yaml"), &agreed(site, report)),
        _ => {}
    }
    format!("step {step}: edit {kind} of {report}, {stem}, {language}")
}

/// The hashes of a report's paragraphs, by which a change of one language alone is told.
fn agreed(site: &Site, report: &str) -> String {
    let (mut faults, sources) = (Diagnostics::default(), Sources::load(&site.root(), &mut Diagnostics::default()).unwrap());
    let linked = link::link(parse::parse(&sources, &mut faults).unwrap(), None, &mut faults);
    let report = linked.reports.iter().find(|own| own.id.as_str() == report).unwrap();
    let line = |paragraph: &sijill::link::Paragraph| {
        let hashes = paragraph.texts.iter().map(|(tag, text)| format!("{tag}: \"{}\"", text.hash()));
        format!("{}: {{{}}}\n", paragraph.id, hashes.collect::<Vec<_>>().join(", "))
    };
    report.paragraphs.iter().map(line).collect()
}

/// What is made of a site all of whose reports are open at once.
fn opened(root: &Path) -> Files {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(root, &mut diagnostics).unwrap();
    let site = link::link(parse::parse(&sources, &mut diagnostics).unwrap(), None, &mut diagnostics);
    let files = Mutex::new(Files::new());
    render::render(&site, &sources, &mut diagnostics, &|made| {
        files.lock().unwrap().extend(made.into_iter().map(|artifact| (artifact.path.as_str().to_owned(), artifact.bytes.to_vec())));
        Ok(())
    })
    .unwrap();
    files.into_inner().unwrap()
}

fn after_edits(site: &Site, steps: usize) {
    site.write("content/site.yaml", &site_yaml(""));
    std::thread::sleep(SETTLED);
    site.publish();
    let mut numbers = Numbers(170);
    let (mut kept, mut failed, mut warned, mut spared) = (0, 0, 0, 0);
    for step in 0..steps {
        if step % 10 == 9 {
            // A slip, and its mending with the next edit.
            let path = "content/one/i.en.md";
            let right = fs::read_to_string(site.root().join(path)).unwrap();
            site.write(path, &section(1, "Title", "Words of [](state:XXX)."));
            let before = read_folder(&site.output());
            assert!(site.build().published.is_none());
            assert!(before == read_folder(&site.output()), "a site with errors leaves the last one as it was");
            site.write(path, &right);
        }
        let told = edit(site, step, &mut numbers);
        let before = read_folder(&site.output());
        let outcome = site.build();
        match (site.cold(), &outcome.published) {
            (Some(cold), Some(published)) => {
                let warm = read_folder(&site.output());
                let open = opened(&site.root());
                let unlike: Vec<&String> = warm.keys().chain(open.keys()).filter(|path| warm.get(*path) != open.get(*path)).collect();
                assert!(unlike.is_empty(), "{told}: reports that were closed tell what open ones do: {unlike:?}");
                let differing: Vec<&String> = warm.keys().chain(cold.keys()).filter(|path| warm.get(*path) != cold.get(*path)).collect();
                assert!(differing.is_empty(), "{told}: {differing:?}");
                assert_eq!(published.files, cold.len(), "{told}");
                let others = warm.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).count();
                assert_eq!(published.written, others, "{told}: only files whose bytes differ are written");
                kept += usize::from(published.written < published.files);
                let is_warned = outcome.diagnostics.iter().next().is_some();
                warned += usize::from(is_warned);
                spared += usize::from(published.made > 0 && published.made < published.files / 2);
            }
            (None, None) => {
                failed += 1;
                assert!(before == read_folder(&site.output()), "{told}: a site with errors leaves the last one as it was");
            }
            (cold, warm) => panic!("{told}: from nothing {}, on top {}: {:#?}", cold.is_some(), warm.is_some(), outcome.diagnostics),
        }
    }
    let beside = fs::read_dir(site.folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut beside: Vec<String> = beside.filter(|name| name.starts_with('.')).collect();
    beside.sort_unstable();
    assert!(beside.is_empty(), "nothing is left beside the output: {beside:?}");
    assert!(kept > steps / 2, "{kept} of {steps} builds kept files");
    assert!(failed < steps / 4, "{failed} of {steps} builds failed");
    assert!(warned > steps / 20, "{warned} of {steps} builds had warnings");
    assert!(spared > steps / 8, "{spared} of {steps} builds made less than half of the site");
}

#[test]
fn after_any_edits_a_build_holds_what_a_build_from_nothing_makes() {
    after_edits(&Site::new(), 60);
}

#[test]
fn after_any_edits_of_reports_that_are_in_no_series_a_build_holds_what_a_build_from_nothing_makes() {
    after_edits(&Site::apart(), 60);
}

#[test]
fn after_any_edits_of_one_report_a_build_holds_what_a_build_from_nothing_makes() {
    after_edits(&Site::alone(), 60);
}

#[test]
#[ignore = "takes minutes"]
fn after_500_edits_a_build_holds_what_a_build_from_nothing_makes() {
    after_edits(&Site::new(), 500);
    after_edits(&Site::apart(), 500);
    after_edits(&Site::alone(), 500);
}

#[test]
fn a_build_with_nothing_to_do_touches_no_file() {
    let site = Site::new();
    let first = site.publish();
    assert_eq!(first.written, first.files);
    let times = |site: &Site| -> Vec<_> {
        let files = read_folder(&site.output()).into_keys();
        files.map(|path| (fs::metadata(site.output().join(&path)).unwrap().modified().unwrap(), path)).collect()
    };
    let before = times(&site);
    let outcome = site.build();
    let again = outcome.published.unwrap();
    assert_eq!((again.files, again.bytes, again.written), (first.files, first.bytes, 0));
    assert!(outcome.site.is_none(), "nothing was linked");
    assert_eq!(times(&site), before);
}

#[test]
fn of_one_changed_paragraph_only_the_files_that_show_it_are_written() {
    let site = Site::new();
    let all = site.publish();
    let before = read_folder(&site.output());
    site.write("content/two/ii.en.md", &section(2, "Second", &words(2, 1)));
    site.write("content/two/ii.ar.md", &section(2, "Second", &words(2, 1)));
    let published = site.publish();
    let after = read_folder(&site.output());
    let written: Vec<&String> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(published.written, written.len(), "{written:?}");
    assert!(written.len() < all.files / 3, "{written:?}");
    assert!(written.iter().any(|path| *path == "en/two/ii.html"), "{written:?}");
    assert!(!written.iter().any(|path| path.contains("/one/") || path.contains("/three/i")), "{written:?}");
}

#[test]
fn what_is_remembered_is_not_trusted_where_it_cannot_be() {
    let site = Site::new();
    site.publish();
    let right = read_folder(&site.output());
    // A page edited by hand, a page removed, a page added by nobody we know.
    fs::write(site.output().join("en/one/i.html"), "edited by hand").unwrap();
    fs::remove_file(site.output().join("en/two/ii.html")).unwrap();
    assert_eq!(site.publish().written, 2);
    assert!(read_folder(&site.output()) == right);
    fs::write(site.output().join("en/stranger.txt"), "x").unwrap();
    let outcome = site.build();
    assert!(outcome.published.is_none() && outcome.diagnostics.has_errors(), "{:#?}", outcome.diagnostics);
    fs::remove_file(site.output().join("en/stranger.txt")).unwrap();
    // A memory that cannot be read is none.
    let memories = site.memories("memory");
    assert_eq!(memories.len(), 1);
    memories.iter().for_each(|memory| fs::write(memory, "{\"whole\": 7").unwrap());
    assert_eq!(site.publish().written, 0);
    assert!(read_folder(&site.output()) == right);
}

#[test]
fn a_source_that_was_touched_is_read_again_whatever_its_date_says() {
    let site = Site::new();
    std::thread::sleep(SETTLED);
    site.publish();
    let path = site.root().join("content/two/ii.en.md");
    let date = fs::metadata(&path).unwrap().modified().unwrap();
    let (before, after) = ("Second", "Twoish");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(before) && before.len() == after.len());
    fs::write(&path, text.replace(before, after)).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(date).unwrap();
    assert!(site.publish().written > 0);
    assert!(fs::read_to_string(site.output().join("en/two/ii.html")).unwrap().contains(after));
}

#[test]
fn a_source_that_is_edited_while_the_site_is_built_is_asked_for_again() {
    let site = Site::new();
    std::thread::sleep(SETTLED);
    site.publish();
    site.write("content/two/i.en.md", &section(1, "First", &words(1, 1)));
    let mut loads = 0;
    let options = BuildOptions { root: site.root(), output: Some(site.output()), base_url: None };
    let mut edit = |stage| {
        if stage == Stage::Load {
            loads += 1;
            site.write("content/two/ii.en.md", &section(2, "Edited meanwhile", &words(2, 0)));
        }
    };
    let outcome = build_observed(&options, Observer { after: &mut edit, spent: &Spent::default() });
    // Nobody had read the other section of the report, for nobody had touched it.
    assert_eq!(loads, 2);
    assert!(outcome.unwrap().published.is_some_and(|published| published.written > 0));
    assert!(fs::read_to_string(site.output().join("en/two/ii.html")).unwrap().contains("Edited meanwhile"));
    assert!(site.cold().unwrap() == read_folder(&site.output()));
}

/// The folders below a folder.
#[cfg(unix)]
fn folders(folder: &Path) -> Vec<PathBuf> {
    let inner = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    inner.flat_map(|path| folders(&path).into_iter().chain([path])).collect()
}

#[cfg(unix)]
#[test]
fn the_generation_before_the_last_is_made_the_next_and_is_not_trusted_either() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    site.publish();
    assert!(site.memories("spare").is_empty(), "there is no generation before the first");
    let edit = |letter| {
        site.write("content/two/ii.en.md", &section(2, "Second", &words(2, letter)));
        site.publish()
    };
    edit(1);
    let spare = |site: &Site| site.memories("spare").pop().expect("most of the generation before is in the one that stands");
    let number = |folder: &Path| fs::metadata(folder).unwrap().ino();
    let waits = number(&spare(&site));
    let third = edit(2);
    assert!(third.written < third.files / 3);
    assert_eq!(number(&site.output()), waits, "the new generation is made of the one before the last");
    assert!(read_folder(&site.output()) == site.cold().unwrap());
    // A file nobody knows, a page that is another file of the same length and time, and one that is gone: what was touched is not taken.
    let touch: [&dyn Fn(&Path); 3] = [
        &|spare| {
            let (own, page) = (spare.join("en/one/i.html"), fs::read(spare.join("en/one/i.html")).unwrap());
            let changed = fs::metadata(&own).unwrap().modified().unwrap();
            fs::remove_file(&own).unwrap();
            fs::write(&own, page.iter().map(|byte| if *byte == b'e' { b'x' } else { *byte }).collect::<Vec<u8>>()).unwrap();
            fs::File::options().write(true).open(&own).unwrap().set_modified(changed).unwrap();
        },
        &|spare| {
            fs::create_dir(spare.join("strange")).unwrap();
            fs::write(spare.join("strange/stranger.txt"), "x").unwrap();
        },
        &|spare| fs::remove_file(spare.join("en/one/ii.html")).unwrap(),
    ];
    for (step, touch) in touch.into_iter().enumerate() {
        touch(&spare(&site));
        let waits = number(&spare(&site));
        // While it is open no other folder has its number.
        let open = fs::File::open(spare(&site)).unwrap();
        edit(10 + step);
        assert_ne!(number(&site.output()), waits);
        drop(open);
        assert!(read_folder(&site.output()) == site.cold().unwrap());
    }
    // What is edited by hand where the site stands is edited in the generation that waits too, for the file is one.
    let mut page = fs::File::options().append(true).open(site.output().join("en/one/i.html")).unwrap();
    std::io::Write::write_all(&mut page, b"edited by hand").unwrap();
    drop(page);
    edit(14);
    assert!(read_folder(&site.output()) == site.cold().unwrap());
    // A build of which nothing comes leaves it as it was.
    let waits = number(&spare(&site));
    site.write("content/two/report.yaml", "symbol: S/1\n\ntitle: {en: Report 1, ar: Report 1}\n");
    assert_eq!(site.publish().written, 0);
    assert_eq!(number(&spare(&site)), waits);
    edit(15);
    assert_eq!(number(&site.output()), waits);
    assert!(!site.output().join("strange").exists());
    // What is written anew is not written into a file that the generation in use has too.
    edit(3);
    let before = read_folder(&site.output());
    site.write("content/two/ii.en.md", &section(2, "Second", "Words of [](state:XXX)."));
    assert!(site.build().published.is_none());
    assert!(before == read_folder(&site.output()));
    // A report that is gone leaves no folder.
    site.write("content/two/ii.en.md", &section(2, "Second", &words(2, 4)));
    ["content/three", "seeds/three"].iter().for_each(|gone| site.remove(gone));
    site.publish();
    assert!(read_folder(&site.output()) == site.cold().unwrap());
    fs::create_dir_all(site.output().join("en/three/empty")).unwrap();
    edit(5);
    edit(6);
    let gone: Vec<PathBuf> = folders(&site.output()).into_iter().filter(|folder| folder.ends_with("three")).collect();
    assert!(gone.is_empty(), "{gone:?}");
    assert!(read_folder(&site.output()) == site.cold().unwrap());
}

#[cfg(unix)]
#[test]
fn nothing_is_kept_for_an_output_folder_that_is_no_more() {
    let site = Site::new();
    site.publish();
    site.write("content/two/ii.en.md", &section(2, "Second", &words(2, 1)));
    site.publish();
    assert_eq!(site.memories("spare").len(), 1);
    fs::remove_dir_all(site.output()).unwrap();
    built(&site.root(), &site.folder.path().join("elsewhere"));
    assert!(site.memories("spare").is_empty());
    assert_eq!(site.memories("memory").len(), 1);
}

#[test]
fn what_reports_say_of_one_thing_is_told_whatever_else_a_site_makes() {
    let site = Site::apart();
    for outputs in ["[shared]", "[search]", "[data]", "[shared, data]"] {
        site.write("content/site.yaml", &site_yaml(&format!("outputs: {outputs}\n")));
        site.publish();
        assert!(read_folder(&site.output()) == opened(&site.root()), "{outputs}");
    }
}

#[test]
fn retired_ids_and_amendments_of_reports_that_are_closed_are_told_after_an_edit_too() {
    let site = Site::apart();
    site.write("seeds/one/measures.yaml", &format!("{}  aliases: [old-laws]\n", measure("AAA, BBB")));
    site.write(
        "seeds/three/amendments.yaml",
        "first:\n  symbol: S/2/Corr.1\n  date: 2024-02-03\n  label: {en: One word, ar: One word}\n  changes:\n    - paragraph: 1\n      label: {en: A word, ar: A word}\n",
    );
    let first = site.publish();
    let old = "en/one/measures/old-laws.html";
    assert!(read_folder(&site.output()).contains_key(old));
    // One language's words: search of the other need not be made again.
    site.write("content/two/ii.en.md", &section(2, "Second", &words(2, 3)));
    let second = site.publish();
    assert_eq!(second.files, first.files);
    assert!(second.made < first.files, "{second:?}");
    let files = read_folder(&site.output());
    assert!(files == site.cold().unwrap());
    assert!(files == opened(&site.root()) && files.contains_key(old));
}

#[test]
fn reports_are_closed_when_they_were_made_whether_they_are_published_or_only_checked() {
    for (site, is_closed) in [(Site::new(), true), (Site::apart(), true), (Site::alone(), false)] {
        for output in [None, Some(site.output())] {
            let outcome = build(&BuildOptions { root: site.root(), output, base_url: None }).unwrap();
            let open = outcome.site.unwrap().reports.iter().filter(|report| !report.paragraphs.is_empty()).count();
            assert_eq!(open == 0, is_closed, "{open} reports are open");
        }
    }
}

#[test]
fn a_build_with_errors_leaves_what_the_next_one_is_made_of() {
    for site in [Site::new(), Site::apart(), Site::alone()] {
        let edit = |letter: usize| {
            site.write("content/one/i.en.md", &section(1, "First", &words(1, letter)));
            site.publish()
        };
        site.publish();
        edit(1);
        let waiting = || {
            let [spare] = &site.memories("spare")[..] else { panic!("one generation waits") };
            read_folder(spare)
        };
        let before = waiting();
        site.write("content/one/i.en.md", &section(1, "First", "Words of [](state:XXX)."));
        assert!(site.build().published.is_none());
        assert!(waiting() == before);
        let published = edit(2);
        assert!(published.written > 0 && published.made < published.files, "{published:?}");
        assert!(read_folder(&site.output()) == site.cold().unwrap());
    }
}

#[test]
fn a_report_with_amendments_is_told_in_the_feed_of_a_site_that_opens_no_reports() {
    let site = Site::new();
    site.write("content/three/report.yaml", "symbol: S/2\ntitle: {en: Report x, ar: Report x}\n");
    site.write("content/one/report.yaml", "symbol: S/0\ntitle: {en: Report y, ar: Report y}\nedition: {date: 2024-01-02}\n");
    site.write(
        "seeds/one/amendments.yaml",
        "first:\n  symbol: S/0/Corr.1\n  date: 2024-02-03\n  label: {en: One word, ar: One word}\n  changes:\n    - paragraph: 1\n      label: {en: A word, ar: A word}\n",
    );
    let site_yaml = "title: {en: Site, ar: Site}\nlanguages: [ar, en]\nbase_url: https://example.org/\noutputs: []\n";
    site.write("content/site.yaml", site_yaml);
    site.publish();
    assert!(read_folder(&site.output()) == site.cold().unwrap());
    // Remembered, it is told as well.
    site.write("content/two/i.en.md", &section(1, "First", &words(1, 3)));
    site.publish();
    let files = read_folder(&site.output());
    assert!(String::from_utf8_lossy(&files["en/feed.xml"]).contains("S/0/Corr.1"));
    assert!(files == site.cold().unwrap());
}

#[test]
fn of_one_changed_paragraph_only_what_is_made_from_its_words_is_made() {
    let site = Site::new();
    // Sites in which nothing beside the reports tells what they hold, and one in which much does.
    for outputs in ["outputs: []\n", "outputs: [parallel, measures]\n", ""] {
        site.write("content/site.yaml", &site_yaml(outputs));
        let all = site.publish();
        let edit = |tags: &[&str], words: &str| {
            for tag in tags {
                site.write(&format!("content/one/ii.{tag}.md"), &section(2, "Second", words));
            }
            let published = site.publish();
            assert!(read_folder(&site.output()) == site.cold().unwrap(), "{outputs}{words}");
            published
        };
        let own = edit(&["en"], &words(2, 7));
        assert!(own.made < all.made / 4, "{outputs}: {} of {}", own.made, all.made);
        assert!(own.written <= own.made && own.written > 0);
        // One more State is named: every page that may tell of it is made.
        let more = edit(&["ar", "en"], "Words g of the section [](state:BBB) with [](state:CCC).");
        assert!(more.made > own.made, "{outputs}: {} and {}", more.made, own.made);
        let back = edit(&["ar", "en"], &words(2, 0));
        assert!(back.made > own.made, "{outputs}");
    }
}

#[test]
fn pages_are_kept_although_something_is_told_of_their_report() {
    let site = Site::new();
    site.write("content/site.yaml", &format!("{}levels: {{double-space: warning}}\n", site_yaml("outputs: []\n")));
    let build = |words: &str| {
        site.write("content/one/i.en.md", &section(1, "First", words));
        let outcome = site.build();
        (outcome.diagnostics.iter().count(), outcome.published.expect("only warnings"))
    };
    let (told, first) = build("Words  a of the first [](states:laws).");
    let (again, same) = build("Words  a of the first [](states:laws).");
    assert!(told > 0 && again == told);
    assert!(same.made < first.made / 10, "{} of {}", same.made, first.made);
    let (again, other) = build("Words  b of the first [](states:laws).");
    assert_eq!(again, told);
    assert!(other.made < first.made / 3 && other.written > 0, "{} of {}", other.made, first.made);
    assert!(read_folder(&site.output()) == site.cold().unwrap());
    let (told, _) = build("Words b of the first [](states:laws).");
    assert_eq!(told, 0);
    assert_eq!(build("Words b of the first [](states:laws).").1.made, 0);
}

#[test]
fn a_site_that_opens_no_reports_leads_on_from_what_once_was_and_stands_on_nothing_that_is() {
    let site = Site::new();
    site.write("content/site.yaml", &site_yaml("outputs: [parallel, measures]\n"));
    site.write("content/three/report.yaml", "symbol: S/2\ntitle: {en: Report x, ar: Report x}\n");
    site.write("seeds/one/measures.yaml", &measure("AAA, BBB").replace("  kind: law\n", "  kind: law\n  aliases: [older]\n"));
    // Pages that are there, in a language and side by side, and one that is not.
    site.write("seeds/addresses.yaml", "one/i.html: {in: [ar, en, ar-en]}\none/lost.html: {in: [ar-en], to: one/ii.html}\n");
    let moved =
        |files: &Files, path: &str| files.get(path).is_some_and(|page| String::from_utf8_lossy(page).contains("http-equiv=\"refresh\""));
    let published = site.publish();
    let files = read_folder(&site.output());
    assert_eq!(published.files, files.len());
    assert!(!moved(&files, "ar-en/one/i.html") && moved(&files, "ar-en/one/lost.html"));
    assert!(moved(&files, "en/one/measures/older.html"), "{:?}", files.keys().filter(|path| path.contains("measures")).collect::<Vec<_>>());
    // Remembered, the report leads on as well.
    site.write("content/two/i.en.md", &section(1, "First", &words(1, 3)));
    site.publish();
    assert!(read_folder(&site.output()) == site.cold().unwrap());
}

#[test]
fn what_a_site_does_not_want_to_be_told_does_not_make_a_build_forget() {
    let site = Site::new();
    site.write("content/site.yaml", &format!("{}levels: {{double-space: off, broken-link: off}}\n", site_yaml("outputs: []\n")));
    site.write("content/one/i.en.md", &section(1, "First", "Words  a of the first [](states:laws)."));
    site.write("themes/default/templates/footer.html", "<footer><a href=\"lost.html\">Lost</a></footer>");
    let outcome = site.build();
    assert!(outcome.published.is_some() && outcome.diagnostics.iter().next().is_none(), "{:#?}", outcome.diagnostics);
    assert_eq!(site.publish().made, 0);
    // A warning on a page is found only where the page is made.
    site.write("content/site.yaml", &format!("{}levels: {{broken-link: warning, double-space: off}}\n", site_yaml("outputs: []\n")));
    let told = |outcome: Outcome| (outcome.diagnostics.iter().count(), outcome.published.unwrap().made);
    let (first, made) = told(site.build());
    assert!(first > 0 && made > 0);
    assert_eq!(told(site.build()), (first, made));
}

#[test]
fn what_is_drawn_depends_on_what_was_written_and_not_on_where() {
    let site = Site::new();
    let figure = |id: &str, value: u32| {
        format!("{id}:\n  paragraph: 1\n  value: {value}\n  unit: {{en: people, ar: people}}\n  label: {{en: Some {id}, ar: Some {id}}}\n")
    };
    site.write("seeds/one/figures.yaml", &format!("{}{}", figure("more", 9), figure("less", 5)));
    let page = |outputs: &str, double_space: &str| {
        site.write("content/site.yaml", &format!("{}levels: {{figure-number: off, double-space: {double_space}}}\n", site_yaml(outputs)));
        let outcome = site.build();
        assert!(outcome.published.is_some(), "{:#?}", outcome.diagnostics);
        String::from_utf8(read_folder(&site.output())["en/one/i.html"].clone()).unwrap()
    };
    site.write("content/one/i.en.md", &section(1, "First", "Words  a of the section [](states:laws)."));
    // Places are found out only where there is something to tell.
    for outputs in ["outputs: []\n", "outputs: [search]\n"] {
        let (silent, told) = (page(outputs, "off"), page(outputs, "warning"));
        assert!(silent.contains("class=\"bars\""), "figures of one unit are compared: {silent}");
        assert!(silent == told);
    }
}

#[test]
fn warnings_are_told_each_time() {
    let site = Site::new();
    site.write("content/site.yaml", "title: {en: Site, ar: Site}\nlanguages: [ar, en]\nlevels: {double-space: warning}\n");
    site.write("content/one/i.en.md", &section(1, "First", "Words  of the first [](states:laws)."));
    let told = |outcome: &Outcome| {
        let place = |file| outcome.sources.path(file).as_str().to_owned();
        let faults = outcome.diagnostics.iter();
        faults.map(|fault| (fault.clone(), fault.files().map(place).collect::<Vec<_>>())).collect::<Vec<_>>()
    };
    let first = site.build();
    assert!(first.published.is_some() && first.diagnostics.count(Severity::Warning) > 0, "{:#?}", first.diagnostics);
    // Nothing is made to tell them again, while nothing has changed.
    let second = site.build();
    assert_eq!(told(&second), told(&first));
    assert!(second.site.is_none() && second.published.unwrap().made == 0);
    // A change elsewhere takes nothing from them, and one that mends the words does.
    site.write("content/two/i.en.md", &section(1, "First", &words(1, 9)));
    let third = site.build();
    assert_eq!(told(&third), told(&first));
    assert!(third.published.unwrap().made > 0);
    site.write("content/one/i.en.md", &section(1, "First", "Words of the first [](states:laws)."));
    for _ in 0..2 {
        assert_eq!(told(&site.build()), []);
    }
    // A level is a word of the site's, and not of the fault's.
    site.write("content/one/i.en.md", &section(1, "First", "Words  of the first [](states:laws)."));
    assert_eq!(told(&site.build()), told(&first));
    site.write("content/site.yaml", "title: {en: Site, ar: Site}\nlanguages: [ar, en]\nlevels: {double-space: off}\n");
    for _ in 0..2 {
        assert_eq!(told(&site.build()), []);
    }
}
