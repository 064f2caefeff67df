//! Finds the source files: the one place that names `walkdir`.

use crate::Error;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The folders that a site is made of.
pub const FOLDERS: [&str; 3] = ["content", "seeds", "themes"];

/// Finds every file below the site's folders: its `/`-separated path relative to `root`, and where it is, unsorted.
///
/// Files that editors leave beside the real ones (dot files, `name~`, `#name#`) are passed over.
pub(super) fn files(root: &Path) -> impl Iterator<Item = Result<(String, PathBuf), Error>> + Send {
    let starts = FOLDERS.into_iter().map(|folder| root.join(folder)).filter(|start| start.exists());
    let entries = starts.flat_map(|start| {
        let entries = WalkDir::new(&start).follow_links(true).into_iter().filter_entry(|entry| !is_passed_over(&name(entry)));
        entries.map(move |entry| entry.map_err(|error| Error::read(&start, error.into())))
    });
    let files = entries.filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()));
    files.map(move |entry| {
        let path = entry?.into_path();
        Ok((separated(path.strip_prefix(root).unwrap_or(&path)), path))
    })
}

/// A path with `/` between its parts.
fn separated(path: &Path) -> String {
    match path.to_str() {
        Some(text) if MAIN_SEPARATOR == '/' => text.to_owned(),
        _ => path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"),
    }
}

fn name(entry: &DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

/// Whether a file or folder of this name is one that editors leave beside the real ones.
#[must_use]
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~')
}
