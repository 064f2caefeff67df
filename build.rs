//! Embeds the default theme: writes a table of every file below `themes/` and tells Cargo to watch each of them. Tells the program apart from every
//! other one by a hash of what it is compiled from.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    collect(&root.join("themes"), &mut files)?;
    files.sort();
    let mut table = String::from("pub(super) static FILES: &[Embedded] = &[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let (place, digest) = (file.display().to_string(), Sha256::digest(fs::read(file)?));
        let _ = writeln!(table, "    Embedded {{ path: {name:?}, bytes: include_bytes!({place:?}), digest: {:?} }},", digest.as_slice());
    }
    table.push_str("];\n");
    let mut program = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
    collect(&root.join("src"), &mut program)?;
    program.sort();
    let mut hash = DefaultHasher::new();
    for file in &program {
        println!("cargo::rerun-if-changed={}", file.display());
        // A package may come without its lock file.
        fs::read(file).unwrap_or_default().hash(&mut hash);
    }
    println!("cargo::rustc-env=SIJILL_PROGRAM={:016x}", hash.finish());
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("embedded_theme.rs"), table)
}

/// Lists the files below a folder; the folder itself is watched too, so that a new file is noticed.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
