//! `sijill build`.

use super::args::{BuildArguments, Format};
use super::{SITE_HAS_ERRORS, say, say_error};
use crate::diagnostic::{Severity, human, short};
use crate::{BuildOptions, Error, Outcome, build};
use std::process::ExitCode;

pub(super) fn run(arguments: &BuildArguments) -> Result<ExitCode, Error> {
    let outcome = build(&BuildOptions {
        root: arguments.root.clone(),
        output: arguments.output.clone().unwrap_or_else(|| arguments.root.join("public")),
        base_url: arguments.base_url.clone(),
    })?;
    say_error(&drawn(&outcome, arguments.format));
    let (errors, warnings) = (outcome.diagnostics.count(Severity::Error), outcome.diagnostics.count(Severity::Warning));
    match &outcome.published {
        Some(published) => {
            let size = published.bytes as f64 / 1_000_000.0;
            say(&format!("published {} files, {size:.1} MB, to {}\n", published.files, published.output.display()));
            if warnings > 0 {
                say_error(&format!("{}\n", counted(warnings, "warning")));
            }
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let warnings = if warnings > 0 { format!(" and {}", counted(warnings, "warning")) } else { String::new() };
            say_error(&format!("{}{warnings}; nothing was published\n", counted(errors, "error")));
            Ok(ExitCode::from(SITE_HAS_ERRORS))
        }
    }
}

fn drawn(outcome: &Outcome, format: Format) -> String {
    match format {
        Format::Human => human::draw(&outcome.diagnostics, &outcome.sources, human::Colour::Terminal),
        Format::Short => short::draw(&outcome.diagnostics, &outcome.sources),
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
