//! Finds the source files: the one place that names `walkdir`.

use crate::Error;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The folders that a site is made of.
pub const FOLDERS: [&str; 3] = ["content", "seeds", "themes"];

/// Finds every file below the site's folders: its `/`-separated path relative to `root`, and where it is, unsorted.
///
/// Files that editors leave beside the real ones (dot files, `name~`, `#name#`) are passed over.
pub(super) fn files(root: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        let start = root.join(folder);
        if !start.exists() {
            continue;
        }
        for entry in WalkDir::new(&start).follow_links(true).into_iter().filter_entry(|entry| !is_passed_over(&name(entry))) {
            let entry = entry.map_err(|error| Error::read(&start, error.into()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            found.push((parts.join("/"), entry.path().to_owned()));
        }
    }
    Ok(found)
}

fn name(entry: &DirEntry) -> String {
    entry.file_name().to_string_lossy().into_owned()
}

/// Whether a file or folder of this name is one that editors leave beside the real ones.
#[must_use]
pub fn is_passed_over(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~')
}
