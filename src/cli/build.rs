//! `sijill build`.

use super::args::BuildArguments;
use super::{SITE_HAS_ERRORS, report, say_error};
use crate::{BuildOptions, Error, build};
use std::process::ExitCode;

pub(super) fn run(arguments: &BuildArguments) -> Result<ExitCode, Error> {
    let outcome = build(&BuildOptions {
        root: arguments.root.clone(),
        output: Some(arguments.output.clone().unwrap_or_else(|| arguments.root.join("public"))),
        base_url: arguments.base_url.clone(),
    })?;
    report::faults(&outcome, arguments.format);
    let counts = report::counts(&outcome);
    match &outcome.published {
        Some(published) => {
            let size = published.bytes as f64 / 1_000_000.0;
            let counts = if counts.is_empty() { counts } else { format!(", with {counts}") };
            say_error(&format!("published {} files, {size:.1} MB, to {}{counts}\n", published.files, published.output.display()));
            Ok(ExitCode::SUCCESS)
        }
        None => {
            say_error(&format!("{counts}; nothing was published\n"));
            Ok(ExitCode::from(SITE_HAS_ERRORS))
        }
    }
}
