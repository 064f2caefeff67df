//! `sijill build`.

use super::args::BuildArguments;
use super::{SITE_HAS_ERRORS, report, say_error};
use crate::{BuildOptions, Error, Observer, Outcome, Published, Spent, Stage, Work, build_observed};
use std::process::ExitCode;
use std::time::Instant;

pub(super) fn run(arguments: &BuildArguments) -> Result<ExitCode, Error> {
    let (start, mut ended) = (now(), Vec::new());
    let options = BuildOptions {
        root: arguments.root.clone(),
        output: Some(arguments.output.clone().unwrap_or_else(|| arguments.root.join("public"))),
        base_url: arguments.base_url.clone(),
    };
    let clock = || now() - start;
    let spent = Spent::new(if arguments.timings { Some(&clock) } else { None });
    let outcome = build_observed(&options, Observer { after: &mut |stage| ended.push((stage, now())), spent: &spent })?;
    if arguments.timings {
        say_error(&timings(start, &ended, &outcome, &spent));
    }
    report::faults(&outcome, arguments.format);
    let counts = report::counts(&outcome);
    let code = match &outcome.published {
        Some(published) => {
            let size = published.bytes as f64 / 1_000_000.0;
            let counts = if counts.is_empty() { counts } else { format!(", with {counts}") };
            say_error(&format!("published {} files, {size:.1} MB, to {}{counts}\n", published.files, published.output.display()));
            ExitCode::SUCCESS
        }
        None => {
            say_error(&format!("{counts}; nothing was published\n"));
            ExitCode::from(SITE_HAS_ERRORS)
        }
    };
    // The program ends here, and the system takes all back at once.
    std::mem::forget(outcome);
    Ok(code)
}

#[expect(clippy::disallowed_methods, reason = "how long a stage took is told to whoever asked, and stands in no published byte")]
fn now() -> Instant {
    Instant::now()
}

/// A line for each stage: its name and its milliseconds. Below the rendering, what went into what is done meanwhile, added up.
fn timings(start: Instant, ended: &[(Stage, Instant)], outcome: &Outcome, spent: &Spent<'_>) -> String {
    let starts = [start].into_iter().chain(ended.iter().map(|(_, end)| *end));
    let line = |(from, (stage, end)): (Instant, &(Stage, Instant))| {
        let name = match stage {
            Stage::Load => "load",
            Stage::Parse => "parse",
            Stage::Link => "link",
            Stage::Render => "render",
            Stage::Audit => "audit",
            Stage::Publish => "publish",
        };
        let work = match (stage, &outcome.published) {
            (Stage::Load, _) => format!("  {} files", outcome.sources.iter().count()),
            (Stage::Render, Some(published)) => {
                let Published { files, bytes, made, written, .. } = published;
                format!("  {files} files, {bytes} bytes, {made} of them made, {written} written")
            }
            _ => String::new(),
        };
        let within = if *stage == Stage::Render { within(spent) } else { String::new() };
        format!("{name:<8}{:>10.1} ms{work}\n{within}", (*end - from).as_secs_f64() * 1000.0)
    };
    starts.zip(ended).map(line).collect()
}

fn within(spent: &Spent<'_>) -> String {
    let line = |work: Work| {
        let name = match work {
            Work::Link => "linking",
            Work::Audit => "reading",
            Work::Publish => "writing",
        };
        format!("  {name:<8}{:>8.1} ms  added up over all cores\n", spent.time(work).as_secs_f64() * 1000.0)
    };
    Work::ALL.map(line).concat()
}
