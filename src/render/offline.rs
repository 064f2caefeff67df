//! What lets a browser keep the site: the worker that holds a copy of it, and a web app manifest for each language.
//!
//! The worker knows the build that it stands for by a hash over all other files, so that a browser notices a new build by the worker's own
//! bytes; which files changed it reads in the manifest.

use super::Renderer;
use super::artifact::{Artifact, sha256_of};
use super::run::Entry;
use crate::diagnostic::Diagnostic;
use crate::link::route::{self, SharedPage};
use crate::parse::id::LanguageTag;
use serde::Serialize;
use serde_json::json;

impl Renderer<'_> {
    /// The worker of a build that consists of `entries`.
    pub(super) fn worker(&self, entries: &[&Entry]) -> Result<Artifact, Box<Diagnostic>> {
        #[derive(Serialize)]
        struct View {
            version: String,
            manifest: String,
            not_found: String,
        }
        let listed = entries.iter().flat_map(|entry| [&entry.sha256, entry.path.as_str().as_bytes(), b"\n"]);
        let view = View {
            version: sha256_of(listed)[..16].to_owned(),
            manifest: route::manifest().as_str().to_owned(),
            not_found: route::not_found().as_str().to_owned(),
        };
        Ok(Artifact { path: route::worker(), bytes: self.templates.render("worker.js", &view)? })
    }

    /// What an installed site is called in a language, and where it begins.
    pub(super) fn app(&self, tag: &LanguageTag) -> Artifact {
        let (path, record) = (route::app(tag), &self.site.record);
        let title = record.title.text(tag);
        let direction = self.languages.get(tag).map_or("ltr", |language| language.record.direction.as_str());
        let mut manifest = json!({
            "name": title,
            "short_name": title,
            "lang": tag.as_str(),
            "dir": direction,
            "start_url": path.link_to(&SharedPage::Home.path(tag)),
            "scope": path.to_root(),
            "display": "minimal-ui",
            "icons": [{
                "src": path.link_to(&route::asset(self.site, "icon.svg")),
                "type": "image/svg+xml",
                "sizes": "any",
                "purpose": "any",
            }],
        });
        if let (Some(tagline), Some(own)) = (&record.tagline, manifest.as_object_mut()) {
            own.insert("description".to_owned(), tagline.text(tag).into());
        }
        let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        bytes.push(b'\n');
        Artifact::new(path, bytes)
    }
}
