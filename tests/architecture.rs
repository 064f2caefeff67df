//! Holds what `src/lib.rs` says of the program's shape, so that nobody has to remember it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};

/// The modules, from the one that knows nothing of the others to the one that knows all.
const ORDER: [&str; 13] =
    ["path", "diagnostic", "source", "parse", "link", "render", "audit", "export", "publish", "serve", "import", "external", "cli"];

/// Where the disk may be touched.
const DISK: [&str; 3] = ["source/", "publish", "serve/watch"];

/// Where anything may be printed and the environment read.
const TERMINAL: [&str; 1] = ["cli/"];

/// Each foreign library, and the only files (or folders, or their beginnings) that may name it.
const LIBRARIES: [(&str, &[&str]); 52] = [
    ("aho_corasick", &["link/parity/names.rs"]),
    ("annotate_snippets", &["diagnostic/human.rs"]),
    ("anstream", &["cli/mod.rs"]),
    ("base64", &["export/single.rs"]),
    ("brotli", &["render/precompress.rs"]),
    ("bytes", &["source/file.rs", "parse/asset.rs", "link/asset.rs", "render/", "serve/"]),
    ("clap", &["cli/mod.rs", "cli/args.rs"]),
    ("cssparser", &["parse/asset.rs"]),
    ("csv", &["render/data/table.rs"]),
    ("ctrlc", &["cli/serve.rs"]),
    ("fixed_decimal", &["render/language.rs"]),
    ("flate2", &["render/precompress.rs"]),
    ("fluent_bundle", &["render/message.rs"]),
    ("fluent_syntax", &["render/message.rs"]),
    ("granit_parser", &["parse/yaml.rs"]),
    ("html5ever", &["export/markup.rs"]),
    ("icu_collator", &["render/language.rs"]),
    ("icu_decimal", &["render/language.rs"]),
    ("icu_list", &["render/language.rs"]),
    ("icu_locale_core", &["render/language.rs"]),
    ("icu_provider", &["render/language.rs"]),
    ("icu_segmenter", &["render/prose.rs"]),
    ("intl_memoizer", &["render/message.rs"]),
    ("memchr", &["audit/page.rs", "link/parity/"]),
    ("mimalloc", &["main.rs"]),
    ("notify", &["serve/watch.rs"]),
    ("open", &["cli/serve.rs"]),
    ("percent_encoding", &["serve/http.rs", "serve/message.rs"]),
    ("postcard", &["publish/remembered.rs", "render/search/index.rs"]),
    ("pulldown_cmark", &["parse/markdown.rs"]),
    ("pulldown_cmark_escape", &["render/prose.rs"]),
    ("quick_xml", &["audit/page.rs", "render/exchange/xml.rs"]),
    ("rayon", &["source/mod.rs", "parse/", "link/", "render/", "audit/mod.rs", "external.rs", "publish", "lib.rs", "cli/mod.rs"]),
    ("rust_stemmers", &["parse/language.rs", "render/search/"]),
    ("rustc_hash", &["source/seen.rs", "audit/", "link/index.rs", "publish", "render/"]),
    ("rustix", &["publish.rs"]),
    ("simdutf8", &["audit/mod.rs", "render/template.rs", "source/file.rs"]),
    ("smol_str", &["parse/id.rs"]),
    // Records are read, and views shown to templates, in many files; none of them knows the format.
    (
        "serde",
        &[
            "path.rs",
            "diagnostic/mod.rs",
            "diagnostic/code.rs",
            "source/seen.rs",
            "parse/",
            "link/fingerprint.rs",
            "link/outline.rs",
            "link/reads.rs",
            "render/run.rs",
            "render/offline.rs",
            "render/page/",
            "render/book/",
            "render/view/",
            "render/template.rs",
            "render/data",
            "render/exchange/package.rs",
            "render/mentioned.rs",
            "render/piece.rs",
            "render/memory.rs",
            "render/search/",
            "export/",
            "publish",
        ],
    ),
    (
        "serde_json",
        &[
            "render/data",
            "render/exchange/package.rs",
            "render/data/",
            "render/mentioned.rs",
            "render/exchange/",
            "render/run.rs",
            "render/memory.rs",
            "render/offline.rs",
            "render/search/",
            "render/view/metadata.rs",
            "render/view/texts.rs",
            "serve/message.rs",
            "publish",
            "diagnostic/json.rs",
            "diagnostic/sarif.rs",
        ],
    ),
    ("serde_yaml", &["parse/yaml.rs"]),
    (
        "sha2",
        &[
            "source/file.rs",
            "parse/mod.rs",
            "link/asset.rs",
            "link/fingerprint.rs",
            "render/artifact.rs",
            "render/memory.rs",
            "parse/markdown.rs",
            "publish/last.rs",
        ],
    ),
    ("strsim", &["diagnostic/mod.rs"]),
    ("tera", &["render/template"]),
    ("thiserror", &["error.rs"]),
    ("tiny_http", &["serve/http.rs"]),
    ("ureq", &["external.rs"]),
    ("unic_langid", &["render/message.rs"]),
    ("unicode_normalization", &["render/"]),
    ("walkdir", &["source/walk.rs", "publish"]),
    ("writeable", &["render/language.rs"]),
    ("zip", &["export/archive.rs"]),
];

/// The program's source files by path below `src/`.
fn sources() -> BTreeMap<String, String> {
    let files = harness::read_folder(&harness::root().join("src"));
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("source is UTF-8"))).collect()
}

/// The lines that are code, with their numbers: comments may speak of anything.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(index, line)| (index + 1, line))
}

/// Whether `word` stands in `text` with nothing of a name directly before or behind it.
fn has_word(text: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].chars().next_back().is_some_and(part_of_name) && !text[at + word.len()..].chars().next().is_some_and(part_of_name)
    })
}

/// What a file names of its own crate from the root on: the word behind `crate::`, or each word of the braces behind it.
fn names_from_root(text: &str) -> BTreeSet<String> {
    let code: String = code(text).map(|(_, line)| format!("{line}\n")).collect();
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let word = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => {
                names.insert(word(rest));
            }
            Some(group) => {
                let mut depth = 0;
                let mut item = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            names.insert(word(&item));
                            item.clear();
                            continue;
                        }
                        _ => {}
                    }
                    item.push(c);
                }
                names.insert(word(&item));
            }
        }
    }
    names.remove("");
    names
}

/// The module that a file belongs to, and how many folders deep its own path is.
fn module(path: &str) -> (&str, usize) {
    let module = path.split(['/', '.']).next().unwrap_or(path);
    let depth = path.trim_end_matches("/mod.rs").matches('/').count() + 1;
    (module, depth)
}

#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_module_names_only_modules_above_it() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let (module, depth) = module(&path);
        if ["lib", "main", "error"].contains(&module) {
            continue;
        }
        let Some(place) = ORDER.iter().position(|name| *name == module) else {
            faults.push(format!("src/{path}: `{module}` has no place in the order of modules"));
            continue;
        };
        for name in names_from_root(&text) {
            let allowed = match ORDER.iter().position(|other| *other == name) {
                Some(other) => other <= place,
                // The root's own items belong to whoever runs the stages; the error type to everybody.
                None => name == "Error" || ["cli", "serve", "import"].contains(&module),
            };
            if !allowed {
                faults.push(format!("src/{path}: names `crate::{name}`, which is not above `{module}`"));
            }
        }
        for (line, text) in code(&text) {
            let climbs = "super::".repeat(depth);
            if text.contains(&climbs) && !text.contains("use super::*") {
                faults.push(format!("src/{path}:{line}: climbs out of `{module}`; write `crate::`"));
            }
        }
    }
    none(&faults);
}

#[test]
fn the_library_knows_every_module_of_the_order_and_no_other() {
    let sources = sources();
    let declared: Vec<&str> = code(&sources["lib.rs"])
        .filter_map(|(_, line)| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")))
        .map(|rest| rest.trim_end_matches(';'))
        .filter(|name| *name != "error")
        .collect();
    for name in &declared {
        assert!(ORDER.contains(name), "`{name}` has no place in the order of modules");
    }
    let said = &sources["lib.rs"];
    for name in declared {
        assert!(said.contains(&format!("`{name}`")), "the crate's page does not give `{name}` its place");
    }
}

#[test]
fn only_source_publish_and_the_watcher_touch_the_disk() {
    let touches = ["std::fs", "fs::", "File::", "OpenOptions", "walkdir::", "rustix::fs"];
    let asks = [".canonicalize()", ".exists()", ".is_file()", ".is_dir()", ".metadata()", ".read_dir()", ".read_link()", ".try_exists()"];
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !DISK.iter().any(|allowed| path.starts_with(allowed))) {
        for (line, text) in code(text) {
            if touches.iter().any(|word| has_word(text, word.trim_end_matches("::")) && text.contains(word))
                || asks.iter().any(|call| text.contains(call))
            {
                faults.push(format!("src/{path}:{line}: touches the disk: {}", text.trim()));
            }
        }
    }
    none(&faults);
}

#[test]
fn only_the_command_line_prints_and_reads_the_environment() {
    let words = [
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
        "io::stdout",
        "io::stderr",
        "io::stdin",
        "std::env",
        "env::var",
        "env::args",
    ];
    let mut faults = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !TERMINAL.iter().any(|allowed| path.starts_with(allowed))) {
        for (line, text) in code(text) {
            if words
                .iter()
                .any(|word| text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')))
            {
                faults.push(format!("src/{path}:{line}: speaks to the terminal or the environment: {}", text.trim()));
            }
        }
    }
    none(&faults);
}

#[test]
fn each_foreign_library_is_named_only_where_it_is_at_home() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (line, text) in code(&text) {
            for (library, homes) in LIBRARIES {
                let named = has_word(text, library)
                    && (text.contains(&format!("{library}::")) || text.trim_start().starts_with(&format!("use {library}")));
                if named && !homes.iter().any(|home| path.starts_with(home)) {
                    faults.push(format!("src/{path}:{line}: names `{library}`, which is at home in {homes:?}"));
                }
            }
        }
    }
    none(&faults);
}

#[test]
fn every_dependency_has_a_home() {
    let manifest = std::fs::read_to_string(harness::root().join("Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
    let names = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"));
    let faults: Vec<String> = names
        .filter(|name| !LIBRARIES.iter().any(|(library, _)| library == name))
        .map(|name| format!("Cargo.toml: say in tests/architecture.rs where `{name}` is at home"))
        .collect();
    none(&faults);
}

#[test]
fn no_arabic_letter_stands_in_the_program() {
    let arabic = |c: char| matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (line, text) in text.lines().enumerate().filter(|(_, line)| line.contains(arabic)) {
            faults.push(format!("src/{path}:{}: {}", line + 1, text.trim()));
        }
    }
    none(&faults);
}

#[test]
fn no_language_state_or_report_is_named_in_the_program() {
    let root = harness::root();
    let mut words: BTreeSet<String> = ["Arabic", "English", "Chinese", "French", "Russian", "Spanish"].map(str::to_owned).into();
    for (path, _) in harness::read_folder(&root.join("content")) {
        if let Some(report) = path.strip_suffix("/report.yaml") {
            words.insert(report.to_owned());
            words.insert(report.to_uppercase().replace('-', "/"));
        }
    }
    let states = std::fs::read_to_string(root.join("seeds/states.yaml")).unwrap();
    let states: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(&states).unwrap();
    for state in states.values() {
        texts(&state["name"], &mut words);
        texts(&state["spellings"], &mut words);
        texts(&state["document_names"], &mut words);
    }
    for (path, bytes) in harness::read_folder(&root.join("themes/default/languages")) {
        if path.ends_with(".yaml") {
            let language: serde_yaml::Value = serde_yaml::from_slice(&bytes).unwrap();
            texts(&language["name"], &mut words);
        }
    }
    assert!(words.len() > 100, "the registries name {} words only", words.len());
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (line, text) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| has_word(text, word)) {
                faults.push(format!("src/{path}:{}: names `{word}`: {}", line + 1, text.trim()));
            }
        }
    }
    none(&faults);
}

/// Gathers every text in a YAML value.
fn texts(value: &serde_yaml::Value, words: &mut BTreeSet<String>) {
    match value {
        serde_yaml::Value::String(text) => {
            words.insert(text.clone());
        }
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| texts(item, words)),
        serde_yaml::Value::Mapping(entries) => entries.iter().for_each(|(_, value)| texts(value, words)),
        _ => {}
    }
}

#[test]
fn no_file_has_more_than_800_lines() {
    let mut faults = Vec::new();
    for folder in ["src", "tests"] {
        for (path, bytes) in harness::read_folder(&harness::root().join(folder)) {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            if path.ends_with(".rs") && lines > 800 {
                faults.push(format!("{folder}/{path} has {lines} lines: what is its second job?"));
            }
        }
    }
    none(&faults);
}
