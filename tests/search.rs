//! Search: the build and the browser read words alike, readers find what they ask for, and no query loads much.
//!
//! Each test builds the site of this repository and asks it through the theme's own scripts, run in Node by `tests/search/engine.js`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "what a test cannot do, it fails at")]

use serde_json::{Value, json};
use sijill::diagnostic::Diagnostics;
use sijill::render::search::Analysis;
use sijill::source::Sources;
use sijill::{BuildOptions, build};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The site of this repository, built once for all tests.
fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search-site");
        build_into(root(), &output);
        output
    })
}

fn build_into(root: &Path, output: &Path) {
    let outcome = build(&BuildOptions { root: root.to_owned(), output: Some(output.to_owned()), base_url: None }).unwrap();
    assert!(outcome.published.is_some(), "{:?}", outcome.diagnostics);
}

fn yaml(name: &str) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(root().join("tests/search").join(name)).unwrap()).unwrap()
}

/// Runs the search scripts of a site in Node.
fn engine(site: &Path, command: &str, asked: &Value) -> Vec<Value> {
    let mut node = Command::new("node")
        .arg(root().join("tests/search/engine.js"))
        .arg(site)
        .arg(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("these tests run the search scripts in Node: install the package `nodejs`");
    node.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn analysis(root: &Path, language: &str) -> Analysis {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(root, &mut diagnostics).unwrap();
    let documents = sijill::parse::parse(&sources, &mut diagnostics).unwrap();
    let (_, record) = documents.theme.languages.get(language).unwrap();
    Analysis::new(record, record.search.as_ref().unwrap(), &[])
}

/// A text's tokens, as `engine.js` writes them.
fn tokens(analysis: &Analysis, text: &str) -> Value {
    let tokens = analysis.tokens(text).into_iter().map(|token| {
        let keys = if token.word.contains('/') { vec![token.word.to_string()] } else { analysis.keys(&token) };
        json!([&*token.word, token.position, keys])
    });
    tokens.collect()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// Whether a document that holds `text` is found by `query`: each word of the query has a key in common with a word of the text.
fn finds(analysis: &Analysis, query: &str, text: &str) -> bool {
    let keys = |text: &str| -> Vec<Vec<String>> {
        let words = analysis.tokens(text).into_iter().filter(|token| !analysis.is_stop(&token.word));
        words.map(|token| analysis.keys(&token)).collect()
    };
    let held = keys(text).concat();
    let asked = keys(query);
    !asked.is_empty() && asked.iter().all(|word| word.iter().any(|key| held.contains(key)))
}

/// The languages of the test vectors: those of the default theme, and others that have nothing but a stemmer.
const VECTORS: [&str; 4] = ["ar", "en", "fr", "ru"];

/// A site that holds every text of the test vectors as a paragraph, and its folder: what the browser knows of stems it reads in the index.
fn vector_site() -> &'static (PathBuf, PathBuf) {
    static SITE: OnceLock<(PathBuf, PathBuf)> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vectors");
        let _ = std::fs::remove_dir_all(&root);
        let write = |name: &str, text: &str| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let theme = self::root().join("themes/default/languages");
        let english: Value = serde_yaml::from_str(&std::fs::read_to_string(theme.join("en.yaml")).unwrap()).unwrap();
        let vectors = yaml("vectors.yaml");
        let titles = VECTORS.map(|language| format!("{language}: T")).join(", ");
        write("content/site.yaml", &format!("title: {{{titles}}}\nlanguages: [{}]\ntheme: more\n", VECTORS.join(", ")));
        let mut documents = String::new();
        for language in VECTORS {
            if let Some(stemmer) = vectors[language].get("stemmer") {
                let mut record = english.clone();
                record["name"] = language.into();
                record["locale"] = language.into();
                record["search"] = json!({ "stemmer": stemmer });
                write(&format!("themes/more/languages/{language}.yaml"), &serde_yaml::to_string(&record).unwrap());
                write(&format!("themes/more/languages/{language}.ftl"), &std::fs::read_to_string(theme.join("en.ftl")).unwrap());
            }
            let texts = ["meet", "differ"].into_iter().flat_map(|part| vectors[language][part].as_array().unwrap()).flat_map(strings);
            // Only words have stems; numbers and symbols would be faults where they are not written as the language does.
            let texts = texts.filter(|text| text.chars().all(|c| c.is_alphabetic() && c != '\u{640}'));
            let section: String = texts.enumerate().map(|(index, text)| format!("\n{}. {text}\n", index + 1)).collect();
            write(&format!("content/{language}/i.{language}.md"), &format!("---\nsection: [1]\ntitle: T\n---\n{section}"));
            write(
                &format!("content/{language}/report.yaml"),
                &format!("symbol: V/{language}\nlanguages: [{language}]\ntitle: {{{titles}}}\n"),
            );
            documents.push_str(&format!("V/{language}: {{kind: report, title: {{{titles}}}}}\n"));
        }
        write("seeds/documents.yaml", &documents);
        let output = root.join("public");
        build_into(&root, &output);
        (root, output)
    })
}

#[test]
fn the_browser_reads_every_text_as_the_build_does() {
    let vectors = yaml("vectors.yaml");
    let (root, vector_site) = vector_site();
    for language in VECTORS {
        let analysis = analysis(root, language);
        let texts: Vec<String> =
            ["meet", "differ"].iter().flat_map(|part| vectors[language][part].as_array().unwrap()).flat_map(strings).collect();
        assert_read_alike(vector_site, &analysis, language, &texts);
    }
    let paragraphs: Vec<Value> = serde_json::from_slice(&std::fs::read(site().join("data/a-67-170/paragraphs.json")).unwrap()).unwrap();
    for language in ["ar", "en"] {
        let mut texts: Vec<String> = paragraphs.iter().map(|paragraph| paragraph["text"][language].as_str().unwrap().to_owned()).collect();
        texts.extend(
            ["İstanbul ΣΊΣΥΦΟΣ ﬀ ½ ² x² o'clock", "a\u{200f}b a\u{ad}b १२३ ۱۲۳ 1.2.3 1,234,567.89 12,34", "and/or 7/8 A/67/170-E/1 //2"]
                .map(str::to_owned),
        );
        assert_read_alike(site(), &analysis(self::root(), language), language, &texts);
    }
}

#[track_caller]
fn assert_read_alike(site: &Path, analysis: &Analysis, language: &str, texts: &[String]) {
    let asked: Value = texts.iter().map(|text| json!({"language": language, "text": text})).collect();
    for (text, read) in texts.iter().zip(engine(site, "analyse", &asked)) {
        assert_eq!(tokens(analysis, text), read, "{language}: {text}");
    }
}

#[test]
fn forms_of_one_word_find_each_other_and_other_words_do_not() {
    let vectors = yaml("vectors.yaml");
    for language in VECTORS {
        let analysis = analysis(&vector_site().0, language);
        for group in vectors[language]["meet"].as_array().unwrap().iter().map(strings) {
            for (query, text) in group.iter().flat_map(|query| group.iter().map(move |text| (query, text))) {
                assert!(finds(&analysis, query, text), "`{query}` should find `{text}`");
            }
        }
        for group in vectors[language]["differ"].as_array().unwrap().iter().map(strings) {
            assert!(!finds(&analysis, &group[0], &group[1]), "`{}` should not find `{}`", group[0], group[1]);
        }
    }
}

#[test]
fn a_language_with_a_stemmer_of_its_own_is_searched_by_any_form_of_a_word() {
    for (language, query, form) in
        [("fr", "victime", "victimes"), ("fr", "criminalisant", "criminaliser"), ("ru", "жертвами", "жертва"), ("ru", "РЕБЁНКА", "ребенку")]
    {
        let asked = json!([{"language": language, "query": query, "narrow": {"kind": "paragraph"}}, {"language": language, "query": form}]);
        let answers = engine(&vector_site().1, "search", &asked);
        assert_eq!(answers[0]["instead"], json!([]), "{language}: {query}");
        assert!(answers[0]["total"].as_u64().unwrap() >= 2, "{language}: {query} finds {}", answers[0]);
        let marked: Vec<String> = answers[0]["hits"].as_array().unwrap().iter().flat_map(|hit| strings(&hit["marked"])).collect();
        assert!(marked.iter().any(|word| word == form), "{language}: {query} does not mark {form}, but {marked:?}");
    }
}

/// The gold queries: language, query, and the ends of the addresses that answer it.
fn gold() -> Vec<(String, String, Vec<String>)> {
    let queries = yaml("gold.yaml");
    let queries = queries.as_array().unwrap().iter().map(|entry| {
        let (language, query) = ["ar", "en"].iter().find_map(|tag| Some((tag, entry[tag].as_str()?))).unwrap();
        let at = entry["at"].as_array().unwrap().iter().map(|at| match (at.as_u64(), at.as_str()) {
            (Some(number), _) => format!("#para-{number}"),
            (_, Some(page)) if page.contains('/') => format!("/{page}.html"),
            (_, fragment) => format!("#{}", fragment.unwrap()),
        });
        ((*language).to_owned(), query.to_owned(), at.collect())
    });
    queries.collect()
}

fn is_answered(at: &[String], hrefs: &[&str]) -> bool {
    hrefs.iter().take(5).any(|href| at.iter().any(|at| href.ends_with(at.as_str())))
}

#[test]
fn nineteen_of_twenty_readers_find_what_they_ask_for_among_the_first_five_results() {
    let gold = gold();
    let asked: Value = gold.iter().map(|(language, query, _)| json!({"language": language, "query": query})).collect();
    let answers = engine(site(), "search", &asked);
    for own in ["ar", "en"] {
        let (mut all, mut missed) = (0, Vec::new());
        for ((_, query, at), answer) in gold.iter().zip(&answers).filter(|((language, ..), _)| language == own) {
            let hrefs: Vec<&str> = answer["hits"].as_array().unwrap().iter().map(|hit| hit["href"].as_str().unwrap()).collect();
            all += 1;
            if !is_answered(at, &hrefs) {
                missed.push(query);
            }
        }
        assert!(all >= 100, "{all} queries in `{own}` are too few");
        assert!(missed.len() * 20 <= all, "{} of {all} queries in `{own}` find nothing right: {missed:?}", missed.len());
    }
}

fn ask_one(asked: Value) -> Value {
    engine(site(), "search", &json!([asked])).remove(0)
}

fn hits(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["href"].as_str().unwrap()).collect()
}

#[test]
fn a_name_or_number_leads_straight_to_its_page() {
    for (language, query, first) in [
        ("en", "ARG", "a-67-170/states/arg.html"),
        ("en", "argentina", "a-67-170/states/arg.html"),
        ("ar", "الاردن", "a-67-170/states/jor.html"),
        ("ar", "Jordan", "a-67-170/states/jor.html"),
        ("en", "para. 45", "a-67-170/iv-h.html#para-45"),
        ("en", "¶ 45", "a-67-170/iv-h.html#para-45"),
        ("ar", "الفقرة ٤٥", "a-67-170/iv-h.html#para-45"),
        ("en", "A/67/170, para. 23", "a-67-170/iv-b.html#para-23"),
        ("ar", "A/HRC/20/18", "a-67-170/iii.html#para-8"),
        ("ar", "20.9", "a-67-170/ii.html#para-3"),
        ("en", "٢٠٫٩", "a-67-170/ii.html#para-3"),
    ] {
        assert_eq!(hits(&ask_one(json!({"language": language, "query": query}))).first(), Some(&first), "{language}: {query}");
    }
}

#[test]
fn every_spelling_of_a_state_leads_to_its_page() {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(root(), &mut diagnostics).unwrap();
    let documents = sijill::parse::parse(&sources, &mut diagnostics).unwrap();
    let mut asked = Vec::new();
    for (code, record) in &documents.registries.states {
        let page = format!("a-67-170/states/{}.html", code.value.as_str().to_lowercase());
        if !site().join("en").join(&page).exists() {
            continue;
        }
        let mut spellings: Vec<&str> = record.name.iter().map(|(_, name)| name.value.as_str()).collect();
        spellings.extend(record.spellings.values().flatten().map(String::as_str));
        spellings.extend([code.value.as_str(), record.iso2.as_str()]);
        asked.extend(spellings.into_iter().flat_map(|spelling| ["ar", "en"].map(|language| (language, spelling.to_owned(), page.clone()))));
    }
    assert!(asked.len() > 300);
    let queries: Value = asked.iter().map(|(language, query, _)| json!({"language": language, "query": query})).collect();
    for ((language, query, page), answer) in asked.iter().zip(engine(site(), "search", &queries)) {
        assert!(hits(&answer).iter().take(5).any(|href| href == page), "{language}: `{query}` finds {:?}, not {page}", hits(&answer));
    }
}

#[test]
fn a_phrase_in_quotes_is_found_only_as_it_stands() {
    let found =
        |query: &str| ask_one(json!({"language": "en", "query": query, "narrow": {"kind": "paragraph"}}))["total"].as_u64().unwrap();
    assert!(found("\"codes of conduct\"") >= 1);
    assert!(found("\"codes of conduct\"") < found("codes of conduct"));
    assert_eq!(found("\"conduct of codes\""), 0);
}

#[test]
fn a_slip_of_one_letter_is_forgiven_only_where_nothing_else_matches() {
    let slip = ask_one(json!({"language": "en", "query": "traficking"}));
    assert_eq!(slip["instead"], json!(["trafficking"]));
    assert!(slip["total"].as_u64().unwrap() > 0);
    assert_eq!(ask_one(json!({"language": "en", "query": "trafficking"}))["instead"], json!([]));
    assert_eq!(ask_one(json!({"language": "en", "query": "qqqqqqqq"}))["total"], 0);
}

#[test]
fn the_beginning_of_a_word_finds_it() {
    assert_eq!(hits(&ask_one(json!({"language": "en", "query": "Argent"})))[0], "a-67-170/states/arg.html");
    assert_eq!(hits(&ask_one(json!({"language": "ar", "query": "ليختنش"})))[0], "a-67-170/states/lie.html");
}

#[test]
fn results_are_narrowed_by_kind_theme_and_state() {
    let all = ask_one(json!({"language": "en", "query": "victims"}));
    let narrowed = |narrow: Value| ask_one(json!({"language": "en", "query": "victims", "narrow": narrow}));
    let measures = narrowed(json!({"kind": "measure"}));
    assert!(measures["hits"].as_array().unwrap().iter().all(|hit| hit["kind"] == "measure"));
    let canada = narrowed(json!({"state": "CAN", "kind": "state"}));
    assert_eq!(hits(&canada), ["a-67-170/states/can.html"]);
    for narrow in [json!({"kind": "measure"}), json!({"theme": "protection"}), json!({"state": "CAN"})] {
        let total = narrowed(narrow.clone())["total"].as_u64().unwrap();
        assert!(0 < total && total < all["total"].as_u64().unwrap(), "{narrow}: {total}");
    }
}

#[test]
fn a_query_in_the_other_language_is_answered_in_it_and_each_result_names_its_counterpart() {
    let answer = ask_one(json!({"language": "en", "query": "وكلاء السفر", "narrow": {"kind": "paragraph"}}));
    assert_eq!(answer["language"], "ar");
    assert!(hits(&answer)[0].ends_with("#para-41"));
    assert_eq!(answer["hits"][0]["others"], json!(["en"]));
    let marked = strings(&answer["hits"][0]["marked"]);
    assert!(marked.iter().any(|part| part.contains("السفر")), "{marked:?}");
}

/// A made-up report with corrigenda and an addendum.
fn amended_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("search-amended");
        build_into(&root().join("tests/sites/amended/site"), &output);
        output
    })
}

#[test]
fn a_corrigendum_is_found_by_its_symbol_by_the_paragraph_that_it_amends_and_by_what_it_says() {
    let corrigendum = "coast/about.html#amendment-corr-1";
    for (language, query, first) in [
        ("en", "X/1/Corr.1", corrigendum),
        ("en", "x/1/corr.1", corrigendum),
        ("en", "Corr.1", corrigendum),
        ("en", "corrigendum", corrigendum),
        ("en", "on five nights", corrigendum),
        ("en", "addendum", "coast/about.html#amendment-add-1"),
        ("ar", "X/١/Corr.١", corrigendum),
        ("ar", "X/1/Corr.2", "coast/about.html#amendment-corr-2"),
        ("ar", "الإضافة", "coast/about.html#amendment-add-1"),
        ("en", "para. 1", "coast/i.html#para-1"),
        ("ar", "الفقرة ١", "coast/i.html#para-1"),
    ] {
        let answer = engine(amended_site(), "search", &json!([{"language": language, "query": query}])).remove(0);
        assert_eq!(hits(&answer).first(), Some(&first), "{language}: {query}");
        // A paragraph and what amends it stand side by side.
        if first != "coast/about.html#amendment-add-1" && first != "coast/about.html#amendment-corr-2" {
            assert!(hits(&answer).contains(&corrigendum), "{language}: {query} finds {:?}", hits(&answer));
        }
    }
    let ask = |asked: Value| engine(amended_site(), "search", &json!([asked])).remove(0);
    let found = ask(json!({"language": "en", "query": "X/1/Corr.1"}));
    assert_eq!(found["hits"][0]["others"], json!(["ar"]));
    assert!(hits(&found).contains(&"coast/i.html#para-1"), "the amended paragraph is found by the symbol too");
    let arabic = ask(json!({"language": "ar", "query": "X/1/Corr.2"}));
    assert_eq!(arabic["hits"][0]["others"], json!([]), "what was issued in Arabic alone names no counterpart");
    let narrowed = ask(json!({"language": "en", "query": "nights", "narrow": {"kind": "amendment"}}));
    assert_eq!(hits(&narrowed), [corrigendum]);
}

#[test]
fn a_corrigendum_is_found_without_scripts_and_only_where_there_is_one() {
    for (language, kind, symbols) in
        [("en", "Corrigendum or addendum", ["X/1/Corr.1", "X/1/Add.1"]), ("ar", "تصويب أو إضافة", ["X/1/Corr.1", "X/1/Corr.2"])]
    {
        let page = std::fs::read_to_string(amended_site().join(language).join("search.html")).unwrap();
        assert!(page.contains(&format!("<option value=\"amendment\">{kind}</option>")));
        for symbol in symbols {
            let id = symbol.rsplit('/').next().unwrap().to_lowercase().replace('.', "-");
            let line = page.lines().find(|line| line.contains(&format!("href=\"coast/about.html#amendment-{id}\""))).unwrap();
            assert!(line.contains(symbol) && line.contains("href=\"coast/i.html#para-"), "{line}");
        }
        let real = std::fs::read_to_string(site().join(language).join("search.html")).unwrap();
        assert!(!real.contains("value=\"amendment\""), "a report that nothing amends offers no such kind");
    }
}

#[test]
fn every_result_leads_to_a_page_and_a_fragment_that_exist() {
    let asked: Value = gold().iter().map(|(language, query, _)| json!({"language": language, "query": query})).collect();
    for answer in engine(site(), "search", &asked) {
        let language = answer["language"].as_str().unwrap().to_owned();
        for hit in answer["hits"].as_array().unwrap() {
            let (page, fragment) = hit["href"].as_str().unwrap().split_once('#').unwrap_or((hit["href"].as_str().unwrap(), ""));
            let mut folders: Vec<String> = strings(&hit["others"]);
            folders.push(language.clone());
            for folder in folders {
                let html = std::fs::read_to_string(site().join(&folder).join(page)).unwrap();
                assert!(fragment.is_empty() || html.contains(&format!("id=\"{fragment}\"")), "{folder}/{page}#{fragment}");
            }
        }
    }
}

#[test]
fn the_search_page_works_without_scripts_as_a_form_and_an_index_of_names() {
    for language in ["ar", "en"] {
        let html = std::fs::read_to_string(site().join(language).join("search.html")).unwrap();
        assert!(html.contains("action=\"search.html\" method=\"get\""));
        for page in
            ["a-67-170/states/arg.html", "a-67-170/entities/unodc.html", "a-67-170/instruments/cedaw.html", "a-67-170/iv-h.html#para-45"]
        {
            assert!(html.contains(&format!("href=\"{page}\"")), "{language}: {page}");
        }
        let section = std::fs::read_to_string(site().join(language).join("a-67-170/states/arg.html")).unwrap();
        assert!(
            section.contains("action=\"../../search.html\"")
                && section.contains("type=\"search\"")
                && section.contains("data-search-results")
        );
    }
}

/// Holds a time against its limit, if asked to by `SIJILL_TIMED`: on a machine that does other work as well, a time says nothing.
#[track_caller]
fn within(milliseconds: f64, limit: f64, what: &str) {
    assert!(std::env::var_os("SIJILL_TIMED").is_none() || milliseconds < limit, "{what} took {milliseconds} ms");
}

#[test]
fn in_a_real_browser_from_the_disk_answers_are_quick_and_little_is_loaded() {
    let gold = gold();
    let asked: Value = gold.iter().map(|(language, query, _)| json!({"language": language, "query": query})).collect();
    let mut node = Command::new("node")
        .arg(root().join("tests/search/browser.js"))
        .arg(site())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test asks a real browser: install the packages `nodejs`, `chromium` and `chromium-driver`");
    node.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "no browser could be asked");
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    let warm = answers["warm"].as_array().unwrap();
    let answered = gold.iter().zip(warm).filter(|((.., at), answer)| {
        let hrefs = strings(&answer["hrefs"]);
        is_answered(at, &hrefs.iter().map(String::as_str).collect::<Vec<_>>())
    });
    assert!(answered.count() * 20 >= gold.len() * 19);
    for ((_, query, _), answer) in gold.iter().zip(warm) {
        let milliseconds = answer["milliseconds"].as_f64().unwrap();
        within(milliseconds, 50.0, &format!("`{query}` once loaded"));
    }
    assert_eq!(answers["address"]["value"], gold[0].1.as_str());
    assert!(strings(&answers["address"]["hrefs"]).iter().all(|href| href.contains("#")), "the address also narrows to paragraphs");
    let keys = json!([["ArrowDown", 1, true], ["ArrowDown", 2, true], ["ArrowUp", 1, true], ["ArrowUp", 0, true], ["Escape", 0, false]]);
    assert_eq!(answers["keys"], keys);
    for answer in answers["cold"].as_array().unwrap() {
        let (query, milliseconds, bytes) = (&answer["query"], answer["milliseconds"].as_f64().unwrap(), answer["bytes"].as_u64().unwrap());
        within(milliseconds, 300.0, &format!("{query} from cold"));
        assert!(bytes < 120_000, "{query} loaded {bytes} bytes from cold");
    }
}

#[test]
fn a_site_adds_its_own_forms_of_words() {
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::load(root(), &mut diagnostics).unwrap();
    let documents = sijill::parse::parse(&sources, &mut diagnostics).unwrap();
    let (_, record) = documents.theme.languages.iter().find(|(tag, _)| tag.as_str() == "en").map(|(_, found)| found).unwrap();
    let search = record.search.as_ref().unwrap();
    assert!(!finds(&Analysis::new(record, search, &[]), "mouse", "mice"));
    let own = Analysis::new(record, search, &[vec!["mouse".to_owned(), "mice".to_owned()]]);
    assert!(finds(&own, "mouse", "mice") && finds(&own, "mice", "mouse"));
}

/// A sequence of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// Writes a report of `sections` × 65 paragraphs of about 80 words: runs of the real report's words, and among them, one in seven, words of a
/// vocabulary of 15,000 that few paragraphs share, as in a collection of a hundred reports.
fn write_large_report(root: &Path, sections: usize) {
    let paragraphs: Vec<Value> = serde_json::from_slice(&std::fs::read(site().join("data/a-67-170/paragraphs.json")).unwrap()).unwrap();
    let content = root.join("content/large");
    std::fs::create_dir_all(&content).unwrap();
    std::fs::create_dir_all(root.join("seeds")).unwrap();
    std::fs::write(root.join("content/site.yaml"), "title: {en: Large, ar: Large}\nlanguages: [en, ar]\n").unwrap();
    std::fs::write(content.join("report.yaml"), "symbol: X/1\nlanguages: [en, ar]\ntitle: {en: Large, ar: Large}\n").unwrap();
    std::fs::write(root.join("seeds/documents.yaml"), "X/1: {kind: report, title: {en: Large, ar: Large}}\n").unwrap();
    for language in ["en", "ar"] {
        let texts: Vec<&str> = paragraphs.iter().map(|paragraph| paragraph["text"][language].as_str().unwrap()).collect();
        let words: Vec<&str> =
            texts.iter().flat_map(|text| text.split_whitespace()).filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let mut letters: Vec<char> = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_lowercase() || !c.is_uppercase()).collect();
        letters.sort_unstable();
        letters.dedup();
        let mut dice = Dice(7);
        let rare: Vec<String> = (0..15_000).map(|_| (0..4 + dice.below(5)).map(|_| letters[dice.below(letters.len())]).collect()).collect();
        let mut number = 0;
        for section in 1..=sections {
            let mut text = format!("---\nsection: [{section}]\ntitle: {}\n---\n", words[dice.below(words.len())]);
            for _ in 0..65 {
                number += 1;
                text.push_str(&format!("\n{number}."));
                let mut at = dice.below(words.len() - 90);
                for _ in 0..80 {
                    text.push(' ');
                    if dice.below(7) == 0 {
                        // The product of two throws: some words are much more common than others.
                        text.push_str(&rare[dice.below(rare.len()) * dice.below(rare.len()) / rare.len()]);
                    } else {
                        text.push_str(words[at]);
                        at = if dice.below(12) == 0 { dice.below(words.len() - 90) } else { (at + 1) % words.len() };
                    }
                }
                text.push('\n');
            }
            std::fs::write(content.join(format!("s{section:03}.{language}.md")), text).unwrap();
        }
    }
}

#[test]
fn of_a_hundred_reports_a_query_loads_less_than_300_kb() {
    let folder = tempfile::tempdir().unwrap();
    write_large_report(folder.path(), 100);
    let output = folder.path().join("public");
    build_into(folder.path(), &output);
    let gold = gold();
    let asked = gold.iter().filter(|(.., at)| at.iter().all(|at| at.starts_with("#para"))).step_by(3);
    let asked: Vec<Value> = asked.map(|(language, query, _)| json!({"language": language, "query": query, "cold": true})).collect();
    let mut most = 0;
    for (query, answer) in asked.iter().zip(engine(&output, "search", &json!(asked))) {
        let bytes = answer["bytes"].as_u64().unwrap();
        most = most.max(bytes);
        assert!(bytes < 300_000, "{query} loaded {bytes} bytes");
        let milliseconds = answer["milliseconds"].as_f64().unwrap();
        within(milliseconds, 500.0, &format!("{query} among a hundred reports"));
    }
    println!("at most {most} bytes");
}
