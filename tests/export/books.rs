//! EPUB books.

use super::{exported, options, unpacked};
use sijill::export::{ExportedFile, Kind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

fn books() -> &'static [ExportedFile] {
    static BOOKS: OnceLock<Vec<ExportedFile>> = OnceLock::new();
    BOOKS.get_or_init(|| exported(&options(Kind::Epub)))
}

/// Debian's `epubcheck` is a Java archive that only some systems run as it is.
fn epubcheck(book: &Path) -> std::process::Output {
    let program = ["/usr/bin/epubcheck", "/usr/local/bin/epubcheck"].into_iter().map(PathBuf::from).find(|path| path.exists());
    let program = program.expect("these tests hold books against `epubcheck`: install the package of that name").canonicalize().unwrap();
    let is_archive = std::fs::read(&program).unwrap().starts_with(b"PK");
    let mut command = if is_archive { Command::new("java") } else { Command::new(&program) };
    if is_archive {
        command.arg("-jar").arg(&program);
    }
    command.arg("--failonwarnings").arg(book).output().expect("these tests need `java`")
}

#[test]
fn epubcheck_finds_no_error_and_no_warning() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<&str> = books().iter().map(|book| book.name.as_str()).collect();
    assert_eq!(names, ["a-67-170.ar.epub", "a-67-170.en.epub", "a-67-170.ar-en.epub"]);
    for book in books() {
        let path = folder.path().join(&book.name);
        std::fs::write(&path, &book.bytes).unwrap();
        let output = epubcheck(&path);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && said.contains("0 fatals / 0 errors / 0 warnings"), "{}: {said}", book.name);
    }
}

#[test]
fn a_book_begins_with_its_type_as_the_format_wants() {
    for book in books() {
        // A local header of 30 bytes, the name, and the type as it is.
        assert_eq!(&book.bytes[30..58], b"mimetypeapplication/epub+zip", "{}", book.name);
        assert_eq!(book.bytes[8..10], [0, 0], "the type is not packed");
        assert_eq!(book.bytes[28..30], [0, 0], "and has no extra field");
    }
}

fn text(book: &ExportedFile, name: &str) -> String {
    let files = unpacked(&book.bytes);
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("{} has no {name}", book.name));
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn a_book_says_what_it_is_and_that_it_is_not_the_official_text() {
    for (book, direction, officials) in [(&books()[0], "rtl", 1), (&books()[1], "ltr", 1), (&books()[2], "rtl", 2)] {
        let package = text(book, "EPUB/package.opf");
        assert_eq!(package.matches(": en</meta>").count(), 1, "{} does not say that the original is English", book.name);
        assert!(package.contains(&format!("page-progression-direction=\"{direction}\"")), "{}", book.name);
        for said in [
            "<dc:creator id=\"creator\">Sijill</dc:creator>",
            "<dc:type>restatement</dc:type>",
            "<meta property=\"status:creativeWorkStatus\">restatement</meta>",
            "<meta property=\"dcterms:modified\">2026-11-23T00:00:00Z</meta>",
            "<meta property=\"schema:accessibilityHazard\">none</meta>",
            "<meta property=\"schema:accessMode\">textual</meta>",
        ] {
            assert!(package.contains(said), "{} does not say {said}", book.name);
        }
        assert!(!package.contains("United Nations</dc:creator>"));
        assert_eq!(package.matches("property=\"schema:isBasedOn\">https://undocs.org/").count(), officials);
        assert_eq!(package.matches("<dc:language>").count(), officials);
        for (name, bytes) in unpacked(&book.bytes) {
            if name.ends_with(".xhtml") && !name.ends_with("nav.xhtml") {
                let page = String::from_utf8(bytes).unwrap();
                assert!(page.contains("class=\"unofficial\"") && page.contains("undocs.org"), "{}: {name} has no disclaimer", book.name);
            }
        }
    }
}

#[test]
fn a_book_holds_every_paragraph_in_each_of_its_languages() {
    for (book, cells) in [(&books()[0], 1), (&books()[1], 1), (&books()[2], 2)] {
        let files = unpacked(&book.bytes);
        let all: String =
            files.iter().filter(|(name, _)| name.contains("section-")).map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
        for number in 1..=65 {
            assert_eq!(all.matches(&format!(" id=\"para-{number}\"")).count(), 1, "{}: paragraph {number}", book.name);
        }
        let texts = all.matches("<div class=\"text\">").count();
        assert!(texts >= 65 * cells, "{}: {texts} texts", book.name);
        assert!(!all.contains(".html"), "{}: a page of the site is linked", book.name);
    }
}
