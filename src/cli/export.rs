//! `sijill export`.

use super::args::{ExportArguments, ExportCommand, ExportPlace, ExportWhat};
use super::{SITE_HAS_ERRORS, report, say, say_error};
use crate::Error;
use crate::export::{ExportOptions, Kind, export};
use crate::publish::file;
use std::process::ExitCode;

pub(super) fn run(arguments: &ExportArguments) -> Result<ExitCode, Error> {
    let nothing = ExportWhat::default();
    let (kind, place, what): (Kind, &ExportPlace, &ExportWhat) = match &arguments.command {
        ExportCommand::Zip { place } => (Kind::Zip, place, &nothing),
        ExportCommand::Epub { place, what } => (Kind::Epub, place, what),
        ExportCommand::Single { place, what } => (Kind::Single, place, what),
        ExportCommand::Dossier { states, place, what } => (Kind::Dossier(states.clone()), place, what),
    };
    let exported = export(&ExportOptions {
        root: place.root.clone(),
        base_url: place.base_url.clone(),
        kind,
        reports: what.reports.clone(),
        languages: what.languages.clone(),
    })?;
    report::draw(&exported.diagnostics, &exported.sources, place.format);
    let counts = report::counted(&exported.diagnostics);
    if exported.diagnostics.has_errors() {
        say_error(&format!("{counts}; nothing was exported\n"));
        return Ok(ExitCode::from(SITE_HAS_ERRORS));
    }
    let folder = place.output.clone().unwrap_or_else(|| place.root.join("export"));
    let mut size = 0;
    for own in &exported.files {
        let path = file::write(&place.root, &folder, &own.name, &own.bytes)?;
        size += own.bytes.len();
        say(&format!("{}\n", path.display()));
    }
    let files = match exported.files.len() {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    };
    let counts = if counts.is_empty() { counts } else { format!(", with {counts}") };
    say_error(&format!("exported {files}, {:.1} MB{counts}\n", size as f64 / 1_000_000.0));
    Ok(ExitCode::SUCCESS)
}
