//! Paths as types: where a source file stands below the site's root, and where a page stands in the output.
//!
//! Both are relative, `/`-separated and free of `.` and `..`, so that they can be compared, sorted and turned
//! into addresses without asking the file system. This module touches no disk.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Names one source file of a run: an index into the sources, cheap to copy into every span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// The path of a source file relative to the site's root, such as `content/my-report/iv-a.en.md`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourcePath(String);

impl SourcePath {
    /// Wraps a path that is relative and `/`-separated already.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path's parts, outermost folder first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The last part of the path.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The path of a written file relative to the output folder, such as `en/my-report/states/arg.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OutputPath(String);

impl OutputPath {
    /// Wraps a path that is relative and `/`-separated already.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders deep the file stands.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The way from this file's folder to the output's root: empty, or `../` once per folder.
    #[must_use]
    pub fn to_root(&self) -> String {
        "../".repeat(self.depth())
    }

    /// The relative address that leads from this file to `target`.
    ///
    /// Folders that both share are not climbed out of, so neighbours are linked by their bare names.
    #[must_use]
    pub fn link_to(&self, target: &OutputPath) -> String {
        let (here, there) = (self.0.as_bytes(), target.0.as_bytes());
        let same = here.iter().zip(there).take_while(|(here, there)| here == there).count();
        let shared = here[..same].iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
        let (climbs, way) = (self.0[shared..].matches('/').count(), &target.0[shared..]);
        let mut link = String::with_capacity(climbs * "../".len() + way.len());
        link.extend(std::iter::repeat_n("../", climbs));
        link.push_str(way);
        link
    }
}

impl OutputPath {
    /// The file that a relative address on this page leads to; none if the address climbs out of the output.
    #[must_use]
    pub fn resolve(&self, address: &str) -> Option<OutputPath> {
        Self::resolved(self.0.rsplit_once('/').map_or("", |(folder, _)| folder), address)
    }

    /// The file that a relative address on a page of this folder leads to; none if the address climbs out of the output.
    #[must_use]
    pub fn resolved(folder: &str, address: &str) -> Option<OutputPath> {
        let mut path = String::with_capacity(folder.len() + address.len() + 2);
        for part in Some(folder).into_iter().filter(|folder| !folder.is_empty()).chain(address.split('/')) {
            match part {
                "." => {}
                ".." => path.truncate(path.strip_suffix('/')?.rfind('/').map_or(0, |before| before + 1)),
                part => {
                    path.push_str(part);
                    path.push('/');
                }
            }
        }
        path.pop();
        Some(OutputPath::new(path))
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_climbs_only_out_of_folders_that_are_not_shared() {
        let page = OutputPath::new("ar/r/states/arg.html");
        for (target, link) in [
            ("ar/r/states/jor.html", "jor.html"),
            ("ar/r/iv-a.html", "../iv-a.html"),
            ("en/r/states/arg.html", "../../../en/r/states/arg.html"),
            ("index.html", "../../../index.html"),
            ("ar/r/states/arg.html", "arg.html"),
        ] {
            assert_eq!(page.link_to(&OutputPath::new(target)), link);
        }
        assert_eq!(OutputPath::new("index.html").link_to(&OutputPath::new("ar/index.html")), "ar/index.html");
    }

    #[test]
    fn an_address_leads_to_a_file_below_the_root_or_nowhere() {
        let page = OutputPath::new("ar/r/states/arg.html");
        for (address, file) in [
            ("jor.html", Some("ar/r/states/jor.html")),
            ("./a/b.json", Some("ar/r/states/a/b.json")),
            ("../iv-a.html", Some("ar/r/iv-a.html")),
            ("../../../index.html", Some("index.html")),
            ("../../../../index.html", None),
            ("..", Some("ar/r")),
            ("a/", Some("ar/r/states/a/")),
        ] {
            assert_eq!(page.resolve(address), file.map(OutputPath::new), "{address}");
        }
        assert_eq!(OutputPath::resolved("", "ar/index.html"), Some(OutputPath::new("ar/index.html")));
        assert_eq!(OutputPath::resolved("", "../index.html"), None);
    }
}
