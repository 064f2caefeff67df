//! `sijill serve`.

use super::args::ServeArguments;
use super::{say, say_error};
use crate::Error;
use crate::diagnostic::{Severity, short::severity_name};
use crate::serve::{Bounds, Follow, Preview, PreviewOptions, Rebuilt};
use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;
use std::sync::mpsc::channel;

pub(super) fn run(arguments: &ServeArguments) -> Result<ExitCode, Error> {
    let (sender, stopped) = channel();
    // Ctrl-C, and what asks a program to end elsewhere: the preview then ends as if it were done.
    let handled = ctrlc::set_handler(move || {
        let _ = sender.send(());
    });
    let options = PreviewOptions {
        root: arguments.root.clone(),
        host: arguments.host,
        port: arguments.port,
        follow: if arguments.follow { Follow::Yes } else { Follow::No },
        editor: editor(),
        bounds: Bounds::default(),
    };
    let preview = Preview::start(&options, |rebuilt| say(&told(rebuilt)))?;
    if arguments.port != 0 && preview.address().port() != arguments.port {
        say_error(&format!("port {} is in use\n", arguments.port));
    }
    if !arguments.host.is_loopback() {
        say_error(&format!("warning: other machines can read this preview, since it listens on {}\n", preview.address()));
    }
    let url = preview.url();
    say(&format!("serving {url} – stop with Ctrl-C\n"));
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        say_error(&format!("warning: no browser could be opened: {error}\n"));
    }
    handled.map_err(|error| Error::Serve { address: preview.address(), source: io::Error::other(error) })?;
    let _ = stopped.recv();
    drop(preview);
    say("\n");
    Ok(ExitCode::SUCCESS)
}

/// One line for each build; at the start, the faults below it.
fn told(rebuilt: &Rebuilt) -> String {
    let changed = match rebuilt.changed.iter().collect::<Vec<_>>()[..] {
        [] => "built".to_owned(),
        [one] => one.to_string(),
        [first, ref rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    let mut line = format!("{changed}: {} files in {} ms", rebuilt.artifacts, rebuilt.time.as_millis());
    for severity in [Severity::Error, Severity::Warning] {
        match rebuilt.count(severity) {
            0 => {}
            1 => _ = write!(line, ", 1 {}", severity_name(severity)),
            count => _ = write!(line, ", {count} {}s", severity_name(severity)),
        }
    }
    line.push('\n');
    if rebuilt.changed.is_empty() {
        for fault in rebuilt.generation.faults.iter().filter(|fault| fault.severity == Severity::Error) {
            let at = fault.at.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
            let _ = writeln!(line, "{}{at}: error[{}]: {}", fault.path, fault.code, fault.message);
        }
    }
    line
}

/// How places open in the editor that `VISUAL` or `EDITOR` names, where that editor has addresses; in VS Code otherwise.
#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn editor() -> String {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    address_in(&named.unwrap_or_default()).to_owned()
}

fn address_in(command: &str) -> &'static str {
    let program = command.split_whitespace().next().unwrap_or_default();
    let program = program.rsplit(['/', '\\']).next().unwrap_or_default();
    match program.trim_end_matches(".exe") {
        "code-insiders" => "vscode-insiders://file{path}:{line}:{column}",
        "codium" | "vscodium" => "vscodium://file{path}:{line}:{column}",
        "cursor" => "cursor://file{path}:{line}:{column}",
        "windsurf" => "windsurf://file{path}:{line}:{column}",
        "zed" | "zeditor" => "zed://file{path}:{line}:{column}",
        "subl" | "sublime_text" => "subl://open?url=file://{path}&line={line}&column={column}",
        "mate" => "txmt://open?url=file://{path}&line={line}&column={column}",
        "mvim" => "mvim://open?url=file://{path}&line={line}&column={column}",
        "idea" | "webstorm" | "pycharm" | "phpstorm" | "rustrover" => "idea://open?file={path}&line={line}&column={column}",
        _ => "vscode://file{path}:{line}:{column}",
    }
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn a_place_opens_in_the_editor_that_the_environment_names() {
        assert_eq!(address_in("/usr/bin/codium --wait"), "vscodium://file{path}:{line}:{column}");
        assert_eq!(address_in("vim"), "vscode://file{path}:{line}:{column}");
        assert_eq!(address_in(""), "vscode://file{path}:{line}:{column}");
    }
}
