//! What several test files share: the program, folders as values, and pages as lists of elements.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

pub(crate) mod html;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder: paths below it, `/`-separated, and their bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The folder that the crate stands in, which is also the root of the real site.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, with an environment that says nothing of the machine.
pub(crate) fn sijill() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_sijill"));
    command.env_remove("RAYON_NUM_THREADS");
    command
}

/// Reads every file below a folder.
pub(crate) fn read_folder(folder: &Path) -> Files {
    fn collect(folder: &Path, base: &Path, files: &mut Files) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, base, files);
            } else {
                let name = path.strip_prefix(base).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut files = Files::new();
    collect(folder, folder, &mut files);
    files
}

/// Writes files below a folder, which need not exist.
pub(crate) fn write_folder(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// The smallest site that publishes: one report in one language, one section, one paragraph.
pub(crate) fn small_site(folder: &Path) {
    let files = [
        ("content/site.yaml", "title: {en: \"Small site\"}\nlanguages: [en]\n"),
        ("content/small/report.yaml", "symbol: S/1\ntitle: {en: \"Small report\"}\n"),
        ("content/small/i.en.md", "---\nsection: [1]\ntitle: Only section\n---\n\n1. The only paragraph.\n"),
        ("seeds/documents.yaml", "S/1: {kind: report, title: {en: \"Small report\"}}\n"),
    ];
    write_folder(folder, &files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into());
}

/// Builds the site at `root` into `output` and expects it to be published.
pub(crate) fn publish(root: &Path, output: &Path) {
    sijill().arg("build").arg("--root").arg(root).arg("--output").arg(output).assert().success();
}
