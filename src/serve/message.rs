//! What an open page is told after each build, as one line of JSON.
//!
//! It is a state, not a change: a page that missed a message, or that was asleep, is right again after the next one.

use super::http::{Desk, Follow};
use super::live::{Fault, Generation};
use crate::diagnostic::Severity;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

/// How many faults of one list a page is told; a page cannot show thousands, and the terminal has them all.
const MOST: usize = 100;
/// What cannot stand in the path of an editor's address.
const IN_PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// The message for the page at `page`, a path below the site's root.
pub(super) fn of(generation: &Generation, page: &str, desk: &Desk) -> String {
    let section = Generation::section_of(page);
    let (here, elsewhere): (Vec<&Fault>, Vec<&Fault>) =
        generation.faults.iter().partition(|fault| section.as_ref().is_some_and(|section| fault.sections.contains(section)));
    let list = |faults: &[&Fault]| faults.iter().take(MOST).map(|fault| view(fault, generation, desk)).collect::<Vec<Value>>();
    let follow = match desk.follow {
        Follow::Yes => generation.page_of_edit(page).map(|page| format!("/{page}")),
        Follow::No => None,
    };
    json!({
        "generation": generation.number,
        "page": generation.artifacts.get(page).map(|stored| stored.etag.trim_matches('"')),
        "errors": generation.faults.iter().filter(|fault| fault.severity == Severity::Error).count(),
        "warnings": generation.faults.iter().filter(|fault| fault.severity == Severity::Warning).count(),
        "here": list(&here),
        "elsewhere": list(&elsewhere),
        "left": (here.len().saturating_sub(MOST)) + (elsewhere.len().saturating_sub(MOST)),
        "follow": follow,
        "scroll": shows_edit(generation, page, desk),
    })
    .to_string()
}

/// Whether the page moves to what was edited: it does where both languages stand side by side, and where pages follow.
fn shows_edit(generation: &Generation, page: &str, desk: &Desk) -> bool {
    let Some(target) = generation.page_of_edit(page).filter(|target| target == page) else { return false };
    let language = generation.edited.as_ref().and_then(|edited| edited.file_name().split('.').nth(1));
    desk.follow == Follow::Yes || target.split('/').next() != language
}

fn view(fault: &Fault, generation: &Generation, desk: &Desk) -> Value {
    let (line, column) = fault.at.unwrap_or((1, 1));
    let path = format!("{}/{}", desk.root.trim_end_matches('/'), fault.path);
    let place = match fault.at {
        Some((line, column)) => format!("{}:{line}:{column}", fault.path),
        None => fault.path.to_string(),
    };
    json!({
        "severity": crate::diagnostic::short::severity_name(fault.severity),
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
        "place": place,
        "href": if generation.artifacts.contains_key(fault.path.as_str()) {
            // What only shows in a page is looked at there.
            format!("/{}", utf8_percent_encode(fault.path.as_str(), IN_PATH))
        } else {
            desk.editor
                .replace("{path}", &utf8_percent_encode(&path, IN_PATH).to_string())
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string())
        },
    })
}
