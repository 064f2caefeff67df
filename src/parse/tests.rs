//! What the readers of YAML and Markdown make of unusual files.
//!
//! Right-to-left letters stand as escapes: no letter of any one language belongs in this folder.

use super::markdown::{self, Block, FootnoteText, Inline, ParagraphText};
use super::section::FrontMatter;
use super::site::SessionRecord;
use super::yaml::{self, Node, Value};
use super::{Places, record, section};
use crate::diagnostic::{Code, Diagnostics, Place, Spanned, line_and_column};
use crate::parse::id::{LanguageTag, SectionStem};
use crate::path::FileId;
use crate::source::SourceFile;

const FILE: FileId = FileId(0);
/// Four right-to-left letters, of two bytes each.
const RTL: &str = "\u{0627}\u{0644}\u{0646}\u{0635}";

/// A fault's code, line and column.
type Found = (Code, usize, usize);

/// Each fault as its code, line and column.
fn found(text: &str, diagnostics: &Diagnostics) -> Vec<Found> {
    let place = |place: &Place| match place {
        Place::Span(span) => line_and_column(text, span.start as usize),
        Place::Path(_) => (0, 0),
    };
    diagnostics.iter().map(|diagnostic| (diagnostic.code, place(&diagnostic.place).0, place(&diagnostic.place).1)).collect()
}

fn parsed(text: &str) -> (Option<Node>, Vec<Found>) {
    let mut diagnostics = Diagnostics::default();
    let node = yaml::parse(FILE, text, 0, Places::Exact, &mut diagnostics);
    (node, found(text, &diagnostics))
}

fn entry<'n>(node: &'n Node, key: &str) -> &'n Node {
    match &node.value {
        Value::Mapping(entries) => &entries.iter().find(|entry| entry.key == key).expect("the key").node,
        other => panic!("no mapping: {other:?}"),
    }
}

fn written<'t>(text: &'t str, node: &Node) -> &'t str {
    &text[node.span.range()]
}

#[test]
fn positions_are_bytes_whatever_the_script_and_the_line_ends() {
    for text in [format!("a: {RTL}\nb: [x, {RTL}, y]\n"), format!("a: {RTL}\r\nb: [x, {RTL}, y]\r\n")] {
        let (node, faults) = parsed(&text);
        let node = node.expect("a value");
        assert_eq!(faults, []);
        assert_eq!(written(&text, entry(&node, "a")), RTL);
        let Value::Sequence(items) = &entry(&node, "b").value else { panic!("a list") };
        assert_eq!(items.iter().map(|item| written(&text, item)).collect::<Vec<_>>(), ["x", RTL, "y"]);
    }
}

#[test]
fn a_syntax_error_behind_right_to_left_text_has_its_column_in_characters() {
    let text = format!("a: {{x: {RTL}, y: {RTL}: z}}\n");
    assert_eq!(parsed(&text).1, [(Code::YamlSyntax, 1, text.chars().position(|c| c == 'z').expect("z") - 1)]);
}

#[test]
fn an_empty_file_is_a_mapping_without_entries() {
    for text in ["", "\n", "# only a comment\n", "---\n", "~\n"] {
        let (node, faults) = parsed(text);
        assert_eq!((node.expect("a value").value, faults), (Value::Mapping(Vec::new()), vec![]), "{text:?}");
    }
}

#[test]
fn parts_of_an_alias_stand_where_the_alias_stands() {
    let text = "a: &same {x: 1, y: [2, 3]}\nb: *same\nc: after\n";
    let (node, faults) = parsed(text);
    let node = node.expect("a value");
    assert_eq!(faults, []);
    assert_eq!(written(text, entry(entry(&node, "a"), "x")), "1");
    assert_eq!(written(text, entry(entry(&node, "b"), "x")), "*same");
    assert_eq!(written(text, entry(&node, "c")), "after");
}

#[test]
fn keys_that_stand_twice_are_each_reported_and_hide_nothing_behind_them() {
    let text = "a: 1\nb: {c: 1, c: 2}\na: [3, {d: 4}]\ne: 5\n";
    let (node, faults) = parsed(text);
    assert_eq!(faults, [(Code::DuplicateKey, 2, 11), (Code::DuplicateKey, 3, 1)]);
    assert_eq!(written(text, entry(&node.expect("a value"), "e")), "5");
}

#[test]
fn block_texts_and_quoted_texts_know_where_they_begin() {
    let text = "a: >-\n  folded\n  text\nb: \"quoted \\u0041\"\nc: 'single'\n";
    let (node, _) = parsed(text);
    let node = node.expect("a value");
    assert_eq!(entry(&node, "a").value, Value::Text("folded text".to_owned()));
    assert_eq!(entry(&node, "b").value, Value::Text("quoted A".to_owned()));
    assert_eq!(written(text, entry(&node, "c")), "'single'");
}

#[test]
fn a_record_is_read_beside_its_faults_and_a_nested_one_is_left_out() {
    let text = "number: 67\nnmae: {en: x}\nname: {en: y}\n";
    let (node, _) = parsed(text);
    let mut diagnostics = Diagnostics::default();
    let session: Option<SessionRecord> = record::read(&node.expect("a value"), &mut diagnostics);
    assert_eq!(session.map(|session| session.number), Some(67));
    assert_eq!(found(text, &diagnostics), [(Code::UnknownField, 2, 1)]);
}

#[test]
fn a_list_does_not_fill_the_fields_of_a_record_by_position() {
    let text = "[[1], Title]\n";
    let (node, _) = parsed(text);
    let mut diagnostics = Diagnostics::default();
    let front: Option<FrontMatter> = record::read(&node.expect("a value"), &mut diagnostics);
    assert!(front.is_none());
    assert_eq!(found(text, &diagnostics), [(Code::WrongType, 1, 1)]);
}

#[test]
fn faults_of_every_record_of_a_list_are_found() {
    let text = "- {number: one, name: {}}\n- {number: 2}\n- {number: 3, name: {en: x}}\n";
    let (node, _) = parsed(text);
    let mut diagnostics = Diagnostics::default();
    let sessions: Option<Vec<Spanned<SessionRecord>>> = record::read(&node.expect("a value"), &mut diagnostics);
    let numbers: Vec<u32> = sessions.into_iter().flatten().map(|session| session.value.number).collect();
    assert_eq!(numbers, [3]);
    assert_eq!(found(text, &diagnostics), [(Code::WrongType, 1, 12), (Code::MissingField, 2, 3)]);
}

fn read(text: &str) -> (Vec<ParagraphText>, Vec<FootnoteText>, Vec<Found>) {
    let mut diagnostics = Diagnostics::default();
    let (paragraphs, footnotes) = markdown::parse(FILE, text, 0, false, &mut diagnostics);
    (paragraphs, footnotes, found(text, &diagnostics))
}

fn numbers(text: &str) -> Vec<Option<u32>> {
    read(text).0.iter().map(|paragraph| paragraph.number).collect()
}

#[test]
fn numbers_are_those_that_are_written() {
    assert_eq!(numbers("12. a\n\n14. b\n\n13. c\n"), [Some(12), Some(14), Some(13)]);
    assert_eq!(numbers("12) a\n\n13. b\n\n14) c\n"), [Some(12), Some(13), Some(14)]);
    assert_eq!(numbers("  7. a\n\n   8. b\n"), [Some(7), Some(8)]);
    assert_eq!(numbers("7. a\r\n\r\n8. b\r\n"), [Some(7), Some(8)]);
    assert_eq!(numbers("7.\ta\n8.\tb\n"), [Some(7), Some(8)]);
    assert_eq!(numbers("7.\n8. b\n"), [Some(7), Some(8)]);
    assert_eq!(numbers("007. a\n"), [Some(7)]);
}

#[test]
fn lists_in_paragraphs_nest_and_stay_apart() {
    let (paragraphs, _, faults) = read("7. a:\n\n    1. one\n        * dot\n    2. two\n\n    end\n");
    assert_eq!(faults, []);
    let [paragraph] = &paragraphs[..] else { panic!("one paragraph") };
    let [Block::Prose(_), Block::Lettered(items), Block::Prose(_)] = &paragraph.blocks[..] else { panic!("{:?}", paragraph.blocks) };
    assert_eq!(items.len(), 2);
    assert!(matches!(&items[0][..], [Block::Prose(_), Block::Bulleted(dots)] if dots.len() == 1), "{items:?}");
}

#[test]
fn a_footnote_holds_all_its_paragraphs() {
    let (_, footnotes, faults) = read("7. a[^1]\n\n[^1]: one\n\n    two\n\n    * three\n\n8. b\n");
    assert_eq!(faults, []);
    let [footnote] = &footnotes[..] else { panic!("one footnote") };
    assert!(matches!(&footnote.blocks[..], [Block::Prose(_), Block::Prose(_), Block::Bulleted(_)]), "{:?}", footnote.blocks);
}

#[test]
fn an_escaped_sign_is_text() {
    let (paragraphs, _, faults) = read("7. see \\[^1] and \\*\\*this\\*\\*\n");
    assert_eq!(faults, []);
    assert!(matches!(&paragraphs[0].blocks[..], [Block::Prose(content)] if matches!(&content[..], [Inline::Text { .. }, ..])));
}

#[test]
fn faults_behind_right_to_left_text_have_their_column_in_characters() {
    let text = format!("7. {RTL} [x](foo:1) {RTL} `code` {RTL}[^9]\n");
    let column = |sign: &str| text[..text.find(sign).expect("the sign")].chars().count() + 1;
    assert_eq!(
        read(&text).2,
        [
            (Code::UnknownScheme, 1, column("[x]")),
            (Code::UnsupportedMarkup, 1, column("`code`")),
            (Code::UndefinedFootnote, 1, column("[^9]")),
        ]
    );
}

#[test]
fn front_matter_ends_at_its_line_whatever_the_line_ends() {
    for text in [
        "---\nsection: [1]\ntitle: One\n---\n1. a\n",
        "---\r\nsection: [1]\r\ntitle: One\r\n---\r\n\r\n1. a\r\n",
        "---\nsection: [1]\ntitle: One\n---",
    ] {
        let mut diagnostics = Diagnostics::default();
        let source = SourceFile::new("content/r/i.en.md", text.as_bytes().to_vec());
        let key = (SectionStem::new("i"), LanguageTag::new("en"));
        let document = section::parse(key, (FILE, &source), Places::Exact, &mut diagnostics).expect("a section");
        assert_eq!(found(text, &diagnostics), [], "{text:?}");
        assert_eq!(document.front.title.value, "One");
        assert_eq!(document.paragraphs.len(), usize::from(text.contains("1. a")));
    }
}
