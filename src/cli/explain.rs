//! `sijill explain`.

use super::args::ExplainArguments;
use super::{PROGRAM_FAILED, say, say_error};
use crate::diagnostic::short::severity_name;
use crate::diagnostic::{Code, nearest};
use std::process::ExitCode;

pub(super) fn run(arguments: &ExplainArguments) -> ExitCode {
    let Some(wanted) = &arguments.code else {
        Code::ALL.iter().for_each(|code| say(&format!("{:<24} {}\n", code.as_str(), code.summary())));
        return ExitCode::SUCCESS;
    };
    match Code::ALL.iter().find(|code| code.as_str() == wanted) {
        Some(code) => {
            let adjustable = match (code.is_adjustable(), code.is_waivable()) {
                (true, true) => "; a site may set its level, a section may waive it",
                (true, false) => "; a site may set its level",
                _ => "",
            };
            say(&format!("{code} ({}{adjustable})\n\n", severity_name(code.severity())));
            say(&format!("{}\n", wrapped(&code.explanation(), 80)));
            ExitCode::SUCCESS
        }
        None => {
            let hint = nearest(wanted, Code::ALL.iter().map(|code| code.as_str()))
                .map(|code| format!(" Did you mean `{code}`?"))
                .unwrap_or_default();
            say_error(&format!("error: there is no code `{wanted}`.{hint} `sijill explain` lists them all.\n"));
            ExitCode::from(PROGRAM_FAILED)
        }
    }
}

/// Breaks a paragraph into lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}
