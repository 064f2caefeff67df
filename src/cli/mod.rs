//! The command line: the one place that reads arguments, prints, and chooses exit codes.
//!
//! Exit status: 0 fine, 1 the site has errors, 2 the program could not start or write.

mod args;
mod build;
mod check;
mod explain;
mod export;
mod report;
mod serve;
mod verify;

use args::{Arguments, Command};
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

/// The site has errors.
const SITE_HAS_ERRORS: u8 = 1;
/// The program could not start or write.
const PROGRAM_FAILED: u8 = 2;

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    // The cores are woken while it is read what they are to do.
    rayon::spawn(|| ());
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { PROGRAM_FAILED } else { 0 });
        }
    };
    let result = match &arguments.command {
        Command::Build(build) => build::run(build),
        Command::Check(check) => check::run(check),
        Command::Verify(verify) => verify::run(verify),
        Command::Export(export) => export::run(export),
        Command::Explain(explain) => Ok(explain::run(explain)),
        Command::Serve(serve) => serve::run(serve),
    };
    result.unwrap_or_else(|error| {
        let mut message = format!("error: {error}\n");
        let mut cause = std::error::Error::source(&error);
        while let Some(source) = cause {
            message.push_str(&format!("  because: {source}\n"));
            cause = source.source();
        }
        say_error(&message);
        ExitCode::from(PROGRAM_FAILED)
    })
}

/// Prints to standard output; a closed pipe is no fault of ours.
fn say(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

/// Prints to standard error, in colours only on a terminal.
fn say_error(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}
