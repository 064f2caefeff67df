//! `sijill check`.

use super::args::{CheckArguments, Format};
use super::{SITE_HAS_ERRORS, report, say, say_error};
use crate::diagnostic::Diagnostics;
use crate::link::parity::freshness;
use crate::link::{self, Site, address};
use crate::parse;
use crate::path::SourcePath;
use crate::source::Sources;
use crate::{BuildOptions, Error, Outcome, build, external};
use std::collections::BTreeMap;
use std::process::ExitCode;

pub(super) fn run(arguments: &CheckArguments) -> Result<ExitCode, Error> {
    let mut outcome = build(&BuildOptions { root: arguments.root.clone(), output: None, base_url: None })?;
    if arguments.external {
        external::try_all(&outcome.external, &mut outcome.diagnostics);
        if let Some(site) = &outcome.site {
            outcome.diagnostics.set_levels(|code| site.level(code));
        }
        outcome.diagnostics.sort(&outcome.sources);
    }
    report::faults(&outcome, arguments.format);
    if matches!(arguments.format, Format::Human | Format::Short) {
        list_external(&outcome);
    }
    let counts = report::counts(&outcome);
    if outcome.diagnostics.has_errors() {
        say_error(&format!("{counts}\n"));
        return Ok(ExitCode::from(SITE_HAS_ERRORS));
    }
    if arguments.accept {
        accept(arguments, &outcome.sources)?;
    }
    say_error(&if counts.is_empty() { "no faults\n".to_owned() } else { format!("no errors, {counts}\n") });
    Ok(ExitCode::SUCCESS)
}

fn list_external(outcome: &Outcome) {
    if !outcome.external.is_empty() {
        say(&format!("{} external links:\n", outcome.external.len()));
    }
    for (address, page) in &outcome.external {
        say(&format!("  {address} (on {page})\n"));
    }
}

/// Records that every paragraph's languages agree as they stand, and which pages there are.
fn accept(arguments: &CheckArguments, sources: &Sources) -> Result<(), Error> {
    // What was checked was closed on the way; all that is wrong has been told.
    let mut told = Diagnostics::default();
    let Some(site) = parse::parse(sources, &mut told).map(|documents| link::link(documents, None, &mut told)) else { return Ok(()) };
    for report in &site.reports {
        let mut text =
            String::from("# Written by `sijill check --accept`: the hashes of each paragraph's texts when its languages last agreed.\n\n");
        let current = freshness::current(report);
        for (passage, hashes) in &current {
            let hashes: Vec<String> = hashes.iter().map(|(language, hash)| format!("{language}: \"{hash}\"")).collect();
            text.push_str(&format!("{passage}: {{{}}}\n", hashes.join(", ")));
        }
        let path = SourcePath::new(format!("seeds/{}/agreed.yaml", report.id));
        Sources::save(&arguments.root, &path, &text)?;
        say_error(&format!("recorded {} paragraphs and footnotes in {path}\n", current.len()));
    }
    accept_addresses(arguments, &site)
}

/// Records every page that exists, beside those that once did.
fn accept_addresses(arguments: &CheckArguments, site: &Site) -> Result<(), Error> {
    let mut pages = address::current(site);
    let mut stand_ins = BTreeMap::new();
    for (name, record) in &site.addresses {
        pages.entry(name.value.clone()).or_default().extend(record.folders.iter().cloned());
        stand_ins.extend(record.to.as_ref().map(|to| (name.value.clone(), to.value.clone())));
    }
    let mut text = String::from(
        "# Written by `sijill check --accept`: every page that ever existed, and the folders of languages that had it.\n\
         # When a page goes, add `to:` and the page that stands in for it.\n\n",
    );
    for (name, folders) in &pages {
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        let to = stand_ins.get(name).map(|to| format!(", to: \"{to}\"")).unwrap_or_default();
        text.push_str(&format!("{name}: {{in: [{}]{to}}}\n", folders.join(", ")));
    }
    let path = SourcePath::new("seeds/addresses.yaml");
    Sources::save(&arguments.root, &path, &text)?;
    say_error(&format!("recorded {} addresses in {path}\n", pages.len()));
    Ok(())
}
