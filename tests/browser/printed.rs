//! Paper: pages as a browser prints them, read back out of the PDF.
//!
//! Needs `pdftotext` (poppler-utils) and `base64`.

use crate::site::Site;
use crate::webdriver::Browser;
use serde_json::{Value, json};
use std::process::Command;

/// Paper in inches.
const A4: (f64, f64) = (8.27, 11.69);
const LETTER: (f64, f64) = (8.5, 11.0);

/// A printed word, in points from the top left of its page.
#[derive(Debug, Clone)]
struct Word {
    page: usize,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    text: String,
}

/// A document as printed.
struct Printed {
    height: f64,
    words: Vec<Word>,
}

fn print(browser: &Browser, paper: (f64, f64)) -> Printed {
    let folder = tempfile::tempdir().expect("a folder");
    let reply = browser.pdf(&json!({"paperWidth": paper.0, "paperHeight": paper.1, "preferCSSPageSize": false, "generateTaggedPDF": true}));
    let encoded = folder.path().join("page.txt");
    std::fs::write(&encoded, reply["data"].as_str().expect("a document")).expect("the disk takes it");
    let decoded = Command::new("base64").arg("-d").arg(&encoded).output().expect("these tests need `base64`").stdout;
    let path = folder.path().join("page.pdf");
    std::fs::write(&path, decoded).expect("the disk takes it");
    let text = Command::new("pdftotext").arg("-bbox").arg(&path).arg("-").output().expect("these tests need `pdftotext`").stdout;
    let text = String::from_utf8(text).expect("UTF-8");
    let (mut page, mut height, mut words) = (0, 0.0, Vec::new());
    let number = |line: &str, name: &str| -> f64 {
        let value = line.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).expect("a number")
    };
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
            height = number(line, "height");
        } else if line.starts_with("<word ") {
            let text = line.split_once('>').and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default();
            let text = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let edge = |name: &str| number(line, name);
            words.push(Word { page, left: edge("xMin"), top: edge("yMin"), right: edge("xMax"), bottom: edge("yMax"), text });
        }
    }
    assert!(page > 0 && !words.is_empty(), "nothing was printed");
    Printed { height, words }
}

impl Printed {
    /// The last quarter of a page.
    fn foot_of(&self, page: usize) -> Self {
        let words = self.words.iter().filter(|word| word.page == page && word.top > self.height * 0.72).cloned();
        Self { height: self.height, words: words.collect() }
    }

    /// Where words stand that follow each other. Of a line from right to left both words and letters come from left to right.
    fn find(&self, wanted: &[String]) -> Option<&Word> {
        let turned = |word: &str| word.chars().rev().collect::<String>();
        let found = self.words.windows(wanted.len()).find(|words| {
            let onward = words.iter().zip(wanted).all(|(word, wanted)| word.text == *wanted);
            onward || words.iter().rev().zip(wanted).all(|(word, wanted)| turned(&word.text) == *wanted)
        });
        found.map(|words| &words[0])
    }

    /// Where the first of the threes stands that was printed in one line: a line may end between words, and vowel marks part a word.
    #[track_caller]
    fn find_one_of<'t>(&self, mut threes: impl Iterator<Item = &'t [String]>) -> &Word {
        threes.find_map(|three| self.find(three)).expect("what stands on the page is printed")
    }

    /// Words that are printed over others.
    fn overprinted(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            for other in self.words[at + 1..].iter().take_while(|other| other.page == word.page) {
                let across = word.right.min(other.right) - word.left.max(other.left);
                let narrow = (word.right - word.left).min(other.right - other.left);
                let apart = ((word.top + word.bottom) - (other.top + other.bottom)).abs() / 2.0;
                if across > narrow * 0.4 && apart < (word.bottom - word.top).min(other.bottom - other.top) * 0.3 {
                    faults.push(format!("page {}: `{}` over `{}`", word.page, word.text, other.text));
                }
            }
        }
        faults
    }
}

fn words(value: &Value) -> Vec<String> {
    let text = value.as_str().expect("a text");
    text.split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Prints a page and holds each of its footnotes to the foot of the page that its mark is on.
#[track_caller]
fn footnotes_are_at_the_foot(page: &str, paper: (f64, f64), expected: usize) {
    let browser = Browser::start();
    browser.open(&Site::shared().file(page));
    browser.print();
    // What stands before the first mark, and how the footnote begins; only those that have a place at the foot.
    let notes = browser.run(
        "return [...document.querySelectorAll('.notes > .footnote')].filter(note => getComputedStyle(note).position === 'absolute').map(note => {
           const mark = document.getElementById(note.id + '-mark');
           const range = document.createRange();
           range.setStart(mark.closest('.text'), 0);
           range.setEndBefore(mark);
           return [range.toString(), note.querySelector('div').textContent];
         });",
    );
    let notes = notes.as_array().expect("a list").clone();
    assert_eq!(notes.len(), expected, "{page}: footnotes with a place at the foot");
    let printed = print(&browser, paper);
    let over = printed.overprinted();
    assert!(over.is_empty(), "{page}: {over:?}");
    let mut before: Option<Word> = None;
    for note in notes {
        let (text, own) = (words(&note[0]), words(&note[1]));
        let near = printed.find_one_of(text.windows(3).rev().take(12));
        let foot = printed.foot_of(near.page);
        // An address may be broken at the end of a line, so that no three with it are found.
        let mut threes = own.windows(3).skip(4).take(12).chain(own.windows(3).take(4));
        let Some(found) = threes.find_map(|three| foot.find(three)) else {
            panic!("{page}: {own:?} is not at the foot of page {}, which has its mark", near.page)
        };
        if let Some(before) = before.filter(|before| before.page == found.page) {
            assert!(before.top < found.top, "{page}: {own:?} stands above the footnote before it");
        }
        before = Some(found.clone());
    }
}

#[test]
fn footnotes_are_printed_at_the_foot_of_the_page_of_their_mark() {
    footnotes_are_at_the_foot("en/a-67-170/ii.html", A4, 2);
    footnotes_are_at_the_foot("ar/a-67-170/ii.html", LETTER, 2);
    footnotes_are_at_the_foot("en/a-67-170/iv.html", LETTER, 2);
    footnotes_are_at_the_foot("ar/a-67-170/iv.html", A4, 2);
}

#[test]
fn the_whole_report_is_printed_with_its_footnotes_at_the_foot_of_thirty_pages() {
    footnotes_are_at_the_foot("en/a-67-170/print.html", A4, 4);
}

#[test]
fn the_whole_report_prints_every_section_and_how_to_cite_it() {
    let browser = Browser::start();
    browser.open(&Site::shared().file("en/a-67-170/print.html"));
    let printed = print(&browser, A4);
    let text = printed.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    for wanted in ["Unofficial restatement", "Conclusions", "httpsundocsorgenA67170", "httpsreportsexamplesiteena67170"] {
        assert!(text.contains(wanted), "{wanted:?} is not printed");
    }
    let titles = browser.run("return [...document.querySelectorAll('.section > :is(h2, h3, h4)')].map(e => e.textContent)");
    for title in titles.as_array().expect("titles") {
        let title = words(title);
        assert!(printed.find(&title[..title.len().min(2)]).is_some(), "{title:?} is not printed");
    }
}

#[test]
fn a_states_sheet_is_printed_unfolded_with_its_citation_and_without_what_needs_a_screen() {
    let browser = Browser::start();
    browser.open(&Site::shared().file("en/a-67-170/states/arg.html"));
    let printed = print(&browser, A4);
    let text = printed.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    for wanted in [
        "Unofficial restatement",
        "What it reported 16 measures",
        "The vast majority of States Status as party",
        "httpsreportsexamplesiteena67170statesarghtml",
    ] {
        assert!(text.contains(wanted), "{wanted:?} is not printed");
    }
    for unwanted in ["Compare", "Search", "Previous", "argcsv"] {
        assert!(!text.contains(unwanted), "{unwanted:?} is printed");
    }
    let over = printed.overprinted();
    assert!(over.is_empty(), "{over:?}");
}

#[test]
fn the_parallel_view_is_printed_without_half_empty_pages() {
    let browser = Browser::start();
    browser.open(&Site::shared().file("ar-en/a-67-170/iv-a.html"));
    let printed = print(&browser, A4);
    let pages = printed.words.last().map_or(0, |word| word.page);
    for page in 1..pages - 1 {
        let lowest = printed.words.iter().filter(|word| word.page == page && word.top < printed.height * 0.95).map(|word| word.bottom);
        assert!(lowest.fold(0.0, f64::max) > printed.height * 0.85, "page {page} of {pages} ends early");
    }
}
