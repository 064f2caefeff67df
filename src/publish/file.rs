//! Single files → a folder, each whole or not at all.

use super::resolved;
use crate::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes a file into a folder, which is made if need be, in place of any file of that name; tells where it stands.
///
/// # Errors
/// When the folder is one that the site of `root` is built from, or the file cannot be written.
pub fn write(root: &Path, folder: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let root = resolved(root);
    if ["content", "seeds", "themes"].iter().any(|own| resolved(folder).starts_with(root.join(own))) {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "the site is built from this folder; name another one");
        return Err(Error::write(folder, error));
    }
    fs::create_dir_all(folder).map_err(|error| Error::write(folder, error))?;
    let path = folder.join(name);
    // Whoever opens the file meanwhile sees the old one or the new one.
    let partial = folder.join(format!(".{name}.{}", std::process::id()));
    let written = fs::write(&partial, bytes).and_then(|()| fs::rename(&partial, &path));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written.map_err(|error| Error::write(&path, error))?;
    Ok(path)
}
