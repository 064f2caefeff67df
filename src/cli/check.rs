//! `sijill check`.

use super::args::{CheckArguments, Format};
use super::{SITE_HAS_ERRORS, report, say, say_error};
use crate::link::parity::freshness;
use crate::path::SourcePath;
use crate::source::Sources;
use crate::{BuildOptions, Error, Outcome, build, external};
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
        accept(arguments, &outcome)?;
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

/// Records that every paragraph's languages agree as they stand.
fn accept(arguments: &CheckArguments, outcome: &Outcome) -> Result<(), Error> {
    for report in outcome.site.iter().flat_map(|site| &site.reports) {
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
    Ok(())
}
