//! `sijill verify`.

use super::args::VerifyArguments;
use super::{SITE_HAS_ERRORS, say, say_error};
use crate::publish::verify;
use crate::{Error, external};
use std::path::Path;
use std::process::ExitCode;

pub(super) fn run(arguments: &VerifyArguments) -> Result<ExitCode, Error> {
    let copy = arguments.copy.as_str();
    let is_address = copy.starts_with("https://") || copy.starts_with("http://");
    let verification = if is_address { external::verify(copy)? } else { verify::folder(Path::new(copy))? };
    for (path, fault) in &verification.faults {
        say(&format!("{path} {fault}\n"));
    }
    if verification.faults.is_empty() {
        say_error(&format!("all {} files are as the manifest says\n", verification.files));
        return Ok(ExitCode::SUCCESS);
    }
    say_error(&format!("{} of {} files are not as the manifest says\n", verification.faults.len(), verification.files));
    Ok(ExitCode::from(SITE_HAS_ERRORS))
}
