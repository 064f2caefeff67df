//! A copy of a site, held against the manifest that it carries.
//!
//! The manifest lists every file with its SHA-256 and length. A copy is sound if it has each of them, unchanged, and nothing else.

use super::Manifest;
use crate::Error;
use crate::link::route;
use crate::render::sha256;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// What holding a copy against its manifest came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many files the manifest lists.
    pub files: usize,
    /// What is wrong: a path and a clause, by path.
    pub faults: Vec<(String, String)>,
}

/// Files that tell a host how to serve the site, and that it therefore need not serve.
const FOR_THE_HOST: [&str; 2] = [".nojekyll", "_headers"];

/// Holds a folder against the manifest in it.
///
/// # Errors
/// When the manifest cannot be read, or a file of the folder cannot.
pub fn folder(folder: &Path) -> Result<Verification, Error> {
    let path = folder.join(route::manifest().as_str());
    let manifest = fs::read(&path).and_then(|bytes| parse(&bytes)).map_err(|error| Error::read(&path, error))?;
    let mut verification = against(&manifest, |file| match fs::read(folder.join(file)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::read(&folder.join(file), error)),
    })?;
    let own = route::manifest();
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).chain([own.as_str()]).collect();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
        let Ok(relative) = entry.path().strip_prefix(folder) else { continue };
        let relative = relative.to_string_lossy().replace('\\', "/");
        if !listed.contains(relative.as_str()) {
            verification.faults.push((relative, "is not in the manifest".to_owned()));
        }
    }
    verification.faults.sort();
    Ok(verification)
}

/// Holds a served copy against its manifest; `fetch` gets a file by its path, and nothing where the host has none.
///
/// # Errors
/// What `fetch` returns, or a manifest that cannot be read.
pub fn served(manifest: &[u8], fetch: impl FnMut(&str) -> Result<Option<Vec<u8>>, Error>) -> Result<Verification, Error> {
    let manifest = parse(manifest).map_err(|error| Error::read(Path::new(route::manifest().as_str()), error))?;
    let mut verification = against(&manifest, fetch)?;
    verification.faults.retain(|(path, what)| !(what == MISSING && FOR_THE_HOST.contains(&path.as_str())));
    Ok(verification)
}

const MISSING: &str = "is missing";

fn parse(bytes: &[u8]) -> io::Result<Manifest> {
    serde_json::from_slice(bytes).map_err(io::Error::from)
}

fn against(manifest: &Manifest, mut fetch: impl FnMut(&str) -> Result<Option<Vec<u8>>, Error>) -> Result<Verification, Error> {
    let mut verification = Verification { files: manifest.files.len(), faults: Vec::new() };
    for file in &manifest.files {
        let fault = match fetch(&file.path)? {
            None => Some(MISSING.to_owned()),
            Some(bytes) if bytes.len() != file.bytes => Some(format!("has {} bytes instead of {}", bytes.len(), file.bytes)),
            Some(bytes) if sha256(&bytes) != file.sha256 => Some("has other bytes than the manifest says".to_owned()),
            Some(_) => None,
        };
        verification.faults.extend(fault.map(|fault| (file.path.clone(), fault)));
    }
    Ok(verification)
}
