//! The theme's files under the names that they are published by: each is named by what it holds, so that a copy of it never goes stale.

use crate::parse::asset::{AssetFile, AssetReference, FOLDER, ReferenceForm};
use crate::path::OutputPath;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// How many characters of the hash stand in a name: 40 bits, of which no theme has enough files to see two alike.
const HASH: usize = 10;

/// A file of the theme, as it is published.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Where it stands.
    pub path: OutputPath,
    /// Its bytes, in which the files that it names have their published names.
    pub bytes: Bytes,
}

/// The theme's files by the names that the theme knows them by, such as `site.css`.
pub type Assets = BTreeMap<String, Asset>;

/// Names every file by what it and whatever it names hold.
///
/// The hash is that of the files as they stand in the theme: two that name each other have names too.
pub(super) fn link(files: &BTreeMap<String, AssetFile>) -> Assets {
    let paths: BTreeMap<&str, OutputPath> = files.keys().map(|name| (name.as_str(), published(name, &hash(name, files)))).collect();
    let published = |name: &str| -> Option<&OutputPath> { paths.get(name) };
    files
        .iter()
        .filter_map(|(name, file)| {
            let path = published(name)?.clone();
            let mut bytes = Vec::with_capacity(file.bytes.len());
            let mut from = 0;
            for reference in &file.references {
                let Some((other, rest)) = target(name, reference, files) else { continue };
                let other = published(&other)?;
                bytes.extend_from_slice(&file.bytes[from..reference.range.start]);
                bytes.extend(written(reference.form, &path, other, &rest).into_bytes());
                from = reference.range.end;
            }
            if from == 0 {
                return Some((name.clone(), Asset { path, bytes: file.bytes.clone() }));
            }
            bytes.extend_from_slice(&file.bytes[from..]);
            Some((name.clone(), Asset { path, bytes: bytes.into() }))
        })
        .collect()
}

/// The file that a reference names, and the query or fragment behind its address; none if the theme has no such file.
fn target(name: &str, reference: &AssetReference, files: &BTreeMap<String, AssetFile>) -> Option<(String, String)> {
    let end = reference.address.find(['?', '#']).unwrap_or(reference.address.len());
    let (address, rest) = reference.address.split_at(end);
    let from = match reference.form {
        ReferenceForm::FromRoot => OutputPath::new("index.html"),
        ReferenceForm::Url | ReferenceForm::Quoted => OutputPath::new(format!("{FOLDER}{name}")),
    };
    let path = from.resolve(address)?;
    let other = path.as_str().strip_prefix(FOLDER).filter(|other| files.contains_key(*other))?;
    Some((other.to_owned(), rest.to_owned()))
}

fn written(form: ReferenceForm, from: &OutputPath, to: &OutputPath, rest: &str) -> String {
    match form {
        ReferenceForm::FromRoot => format!("{to}{rest}"),
        ReferenceForm::Quoted => format!("\"{}{rest}\"", from.link_to(to)),
        ReferenceForm::Url => format!("url(\"{}{rest}\")", from.link_to(to)),
    }
}

/// The hash of a file and of every file that it leads to.
fn hash(name: &str, files: &BTreeMap<String, AssetFile>) -> String {
    let (mut reached, mut queue) = (BTreeSet::new(), vec![name.to_owned()]);
    while let Some(name) = queue.pop() {
        if reached.insert(name.clone()) {
            let references = files[&name].references.iter();
            queue.extend(references.filter_map(|reference| target(&name, reference, files)).map(|(other, _)| other));
        }
    }
    let mut hash = Sha256::new();
    // A file that leads nowhere has the name that anyone can reckon from its bytes.
    hash.update(&files[name].bytes);
    for other in reached.iter().filter(|other| *other != name) {
        hash.update(other.as_bytes());
        hash.update(&files[other].bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect::<String>()[..HASH].to_owned()
}

/// `site.css` → `assets/site-1a2b3c4d5e.css`.
fn published(name: &str, hash: &str) -> OutputPath {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem}-{hash}.{ending}"),
        _ => format!("{file}-{hash}"),
    };
    OutputPath::new(format!("{FOLDER}{folder}{slash}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<String, AssetFile> {
        list.iter().map(|(name, text)| ((*name).to_owned(), AssetFile::read(name, text.as_bytes()))).collect()
    }

    fn text(assets: &Assets, name: &str) -> String {
        String::from_utf8(assets[name].bytes.to_vec()).unwrap()
    }

    #[test]
    fn a_change_renames_the_file_and_whatever_names_it_and_nothing_else() {
        let list =
            [("site.css", "a{b:url(img/x.svg#y)}"), ("img/x.svg", "<svg/>"), ("go.js", "load('assets/site.css')"), ("icon.svg", "i")];
        let before = link(&files(&list));
        assert_eq!(text(&before, "site.css"), format!("a{{b:url(\"{}#y\")}}", &before["img/x.svg"].path.as_str()["assets/".len()..]));
        assert_eq!(text(&before, "go.js"), format!("load('{}')", before["site.css"].path));
        let mut changed = list;
        changed[1].1 = "<svg></svg>";
        let after = link(&files(&changed));
        let renamed: Vec<&str> = list.iter().map(|(name, _)| *name).filter(|name| before[*name].path != after[*name].path).collect();
        assert_eq!(renamed, ["site.css", "img/x.svg", "go.js"]);
    }

    #[test]
    fn files_that_name_each_other_have_names_and_what_the_theme_lacks_stays() {
        let assets = link(&files(&[("a.css", "@import 'b.css';"), ("b.css", "@import 'a.css'; c{d:url(none.png)}")]));
        assert_eq!(text(&assets, "a.css"), format!("@import \"{}\";", &assets["b.css"].path.as_str()["assets/".len()..]));
        assert!(text(&assets, "b.css").ends_with("c{d:url(none.png)}"));
    }
}
