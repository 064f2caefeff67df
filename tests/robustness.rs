//! No input makes the program panic: a small site with random slips in it is read, linked and complained about.

#![allow(clippy::expect_used, reason = "a test stops at what it did not expect")]

mod support;

use proptest::prelude::*;
use sijill::diagnostic::{Diagnostics, human, short};
use sijill::source::{SourceFile, Sources};
use sijill::{link, parse};
use std::collections::BTreeMap;
use std::path::Path;
use support::site::{bilingual, tree};

/// What slips of the pen, the keyboard and the clipboard leave behind.
const SNIPPETS: &[&str] = &[
    "\n",
    "\r\n",
    "\t",
    " ",
    "    ",
    ":",
    ": ",
    "-",
    "- ",
    "---\n",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "\"",
    "'",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "!t ",
    "|",
    "> ",
    "<b>",
    "<!--",
    "-->",
    "\\",
    "\0",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{0644}\u{0627}",
    "\u{1f468}\u{200d}\u{1f467}",
    "[^1]",
    "[^1]: ",
    "[^x",
    "[](state:ARG)",
    "[](state:",
    "[](para:4294967295)",
    "[](para:99999999999999999999)",
    "999999999. ",
    "0. ",
    "1) ",
    "* ",
    "-1",
    "1e999",
    ".nan",
    "~",
    "99999999999999999999",
    "{footnote: 1}",
    "summary",
    "[0]",
    "[4294967296]",
    "en",
    "ar",
    "../..",
    "%",
];

/// One slip in one file.
#[derive(Debug, Clone)]
enum Slip {
    Insert { file: usize, at: usize, snippet: usize },
    Delete { file: usize, at: usize, length: usize },
    Repeat { file: usize, at: usize, length: usize },
    Byte { file: usize, at: usize, byte: u8 },
    Truncate { file: usize, at: usize },
    Exchange { file: usize, with: usize },
    Remove { file: usize },
}

fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let (file, at) = (0..64_usize, 0..2000_usize);
    let slip = prop_oneof![
        6 => (file.clone(), at.clone(), 0..SNIPPETS.len()).prop_map(|(file, at, snippet)| Slip::Insert { file, at, snippet }),
        3 => (file.clone(), at.clone(), 1..40_usize).prop_map(|(file, at, length)| Slip::Delete { file, at, length }),
        2 => (file.clone(), at.clone(), 1..200_usize).prop_map(|(file, at, length)| Slip::Repeat { file, at, length }),
        1 => (file.clone(), at.clone(), any::<u8>()).prop_map(|(file, at, byte)| Slip::Byte { file, at, byte }),
        1 => (file.clone(), at).prop_map(|(file, at)| Slip::Truncate { file, at }),
        1 => (file.clone(), file.clone()).prop_map(|(file, with)| Slip::Exchange { file, with }),
        1 => file.prop_map(|file| Slip::Remove { file }),
    ];
    prop::collection::vec(slip, 1..6)
}

fn apply(slip: &Slip, files: &mut [(String, Vec<u8>)]) {
    let count = files.len();
    let place = |bytes: &[u8], at: usize| if bytes.is_empty() { 0 } else { at % bytes.len() };
    match *slip {
        Slip::Insert { file, at, snippet } => {
            let bytes = &mut files[file % count].1;
            let at = place(bytes, at);
            bytes.splice(at..at, SNIPPETS[snippet].bytes());
        }
        Slip::Delete { file, at, length } => {
            let bytes = &mut files[file % count].1;
            let at = place(bytes, at);
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Slip::Repeat { file, at, length } => {
            let bytes = &mut files[file % count].1;
            let at = place(bytes, at);
            let again = bytes[at..(at + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, again);
        }
        Slip::Byte { file, at, byte } => {
            let bytes = &mut files[file % count].1;
            let at = place(bytes, at);
            if let Some(old) = bytes.get_mut(at) {
                *old = byte;
            }
        }
        Slip::Truncate { file, at } => {
            let bytes = &mut files[file % count].1;
            let at = place(bytes, at);
            bytes.truncate(at);
        }
        Slip::Exchange { file, with } => {
            let other = files[with % count].1.clone();
            files[file % count].1 = other;
        }
        Slip::Remove { file } => files[file % count].1.clear(),
    }
}

/// Reads and links the files, and draws every fault; how many there were.
fn complain(files: Vec<(String, Vec<u8>)>) -> usize {
    let languages = tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/languages"));
    let theme = languages.into_iter().map(|(name, bytes)| (format!("themes/default/languages/{name}"), bytes));
    let mut all: Vec<_> = files.into_iter().chain(theme).collect();
    all.sort();
    let mut diagnostics = Diagnostics::default();
    let sources = Sources::new(all.into_iter().map(|(path, bytes)| SourceFile::new(path, bytes)), &mut diagnostics);
    if let Some(documents) = parse::parse(&sources, &mut diagnostics) {
        let _ = link::link(documents, None, &mut diagnostics);
    }
    diagnostics.sort(&sources);
    let lines = short::draw(&diagnostics, &sources);
    assert!(lines.lines().count() >= diagnostics.iter().len());
    let _ = human::draw(&diagnostics, &sources, human::Colour::Plain);
    diagnostics.iter().len()
}

fn sound() -> Vec<(String, Vec<u8>)> {
    bilingual().files().clone().into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_slip_makes_the_program_panic(slips in slips()) {
        let mut files = sound();
        slips.iter().for_each(|slip| apply(slip, &mut files));
        let _ = complain(files);
    }
}

#[test]
fn the_sound_site_has_no_fault() {
    assert_eq!(complain(sound()), 0);
}

#[test]
fn windows_line_ends_and_byte_order_marks_change_nothing() {
    let as_windows = |text: Vec<u8>| {
        let text = String::from_utf8(text).expect("a text").replace('\n', "\r\n");
        format!("\u{feff}{text}").into_bytes()
    };
    assert_eq!(complain(sound().into_iter().map(|(path, text)| (path, as_windows(text))).collect()), 0);
}

#[test]
fn deep_nesting_and_long_lines_are_faults_at_worst() {
    let deep = |sign: &str, count: usize| sign.repeat(count);
    let long_line = format!("3. {}\n", "word ".repeat(20_000));
    let texts: BTreeMap<&str, Vec<String>> = BTreeMap::from([
        (
            "seeds/themes.yaml",
            vec![deep("[", 20_000), deep("{a: ", 20_000), deep("- ", 20_000), format!("a: &a [x]\nb: {}", deep("*a ", 10_000))],
        ),
        (
            "content/r/ii.en.md",
            [deep("> ", 3_000), deep("1. ", 3_000), deep("*", 10_000), deep("[", 10_000), long_line, deep("3. a\n   ", 1_000)]
                .map(|text| format!("---\nsection: [2]\ntitle: Findings\n---\n\n{text}\n"))
                .to_vec(),
        ),
    ]);
    for (path, texts) in texts {
        for text in texts {
            let mut files = sound();
            files.iter_mut().filter(|(own, _)| own == path).for_each(|(_, bytes)| *bytes = text.clone().into_bytes());
            assert!(complain(files) > 0, "{path}: {}", &text[..60]);
        }
    }
}
