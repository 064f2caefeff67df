//! Exports of the real site: the archive opened from the disk, books held against `epubcheck`, single pages in a browser that has nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

#[allow(dead_code, reason = "each test file uses a part")]
#[path = "../browser/webdriver.rs"]
mod webdriver;

mod books;
mod cli;
mod pages;

use sijill::export::{ExportOptions, ExportedFile, Kind, export};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn options(kind: Kind) -> ExportOptions {
    ExportOptions { root: root(), base_url: None, kind, reports: Vec::new(), languages: Vec::new() }
}

fn exported(options: &ExportOptions) -> Vec<ExportedFile> {
    let exported = export(options).unwrap();
    assert!(!exported.diagnostics.has_errors(), "{:?}", exported.diagnostics);
    exported.files
}

/// The files of an archive, in its order.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let files = (0..archive.len()).map(|index| {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    });
    files.collect()
}

fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// The archive of the real site, made once.
fn archive() -> &'static [u8] {
    static ARCHIVE: OnceLock<Vec<u8>> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let [file] = &exported(&options(Kind::Zip))[..] else { panic!("one archive") };
        assert_eq!(file.name, "site.zip");
        file.bytes.clone()
    })
}

#[test]
fn the_archive_holds_what_a_build_publishes_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let built = sijill::build(&sijill::BuildOptions { root: root(), output: Some(output.clone()), base_url: None }).unwrap();
    let files = unpacked(archive());
    assert_eq!(files.len(), built.published.unwrap().files);
    for (name, bytes) in &files {
        assert!(*bytes == std::fs::read(output.join(name)).unwrap(), "{name} differs");
    }
    assert!(files.is_sorted_by(|(a, _), (b, _)| a < b), "the order of an archive is that of its names");
}

#[test]
fn one_site_gives_the_same_bytes_twice() {
    for kind in [Kind::Epub, Kind::Single, Kind::Dossier(vec!["CAN".to_owned()])] {
        let (first, second) = (exported(&options(kind.clone())), exported(&options(kind)));
        assert!(!first.is_empty());
        for (first, second) in first.iter().zip(&second) {
            assert!(first.name == second.name && first.bytes == second.bytes, "{} differs", first.name);
        }
    }
    let again = &exported(&options(Kind::Zip))[0];
    assert!(archive() == again.bytes, "the archive differs");
}
