//! What the command line says, and with which exit code.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]

mod harness;

use harness::{sijill, small_site};
use std::process::Output;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = sijill().args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn help_goes_to_standard_output_and_names_every_option_of_build() {
    let (code, out, err) = run(&["--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("Usage: sijill") && out.contains("build"), "{out}");
    let (code, out, err) = run(&["build", "--help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for option in ["--root", "--output", "--base-url", "--format"] {
        assert!(out.contains(option), "{option} is missing:\n{out}");
    }
}

#[test]
fn the_version_is_the_crates() {
    let (code, out, _) = run(&["--version"]);
    assert_eq!((code, out.trim()), (0, concat!("sijill ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn what_cannot_be_understood_gives_exit_code_2_and_standard_error() {
    for arguments in
        [&[][..], &["publish"], &["build", "--outptu", "x"], &["build", "extra"], &["build", "--format", "html"], &["build", "--root"]]
    {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains("Usage:") || err.contains("error:"), "{arguments:?}: {err}");
    }
}

#[test]
fn a_misspelt_option_is_answered_with_the_nearest_one() {
    let (_, _, err) = run(&["build", "--outptu", "x"]);
    assert!(err.contains("--output"), "{err}");
}

#[test]
fn a_published_site_is_said_in_one_line_on_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    small_site(folder.path());
    let root = folder.path().to_str().unwrap();
    let (code, out, err) = run(&["build", "--root", root]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.starts_with("published ") && err.lines().count() == 1, "{err}");
    assert!(folder.path().join("public/index.html").is_file(), "the default output is `public` below the root");
}

#[test]
fn the_output_is_relative_to_where_one_stands() {
    let folder = tempfile::tempdir().unwrap();
    small_site(&folder.path().join("site"));
    sijill().current_dir(folder.path()).args(["build", "--root", "site", "--output", "out"]).assert().success();
    assert!(folder.path().join("out/index.html").is_file());
}

#[test]
fn a_root_that_does_not_exist_is_an_error_that_names_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("nowhere");
    let (code, out, err) = run(&["build", "--root", root.to_str().unwrap()]);
    assert!((1..=2).contains(&code), "{code}: {err}");
    assert_eq!(out, "");
    assert!(err.contains("content"), "{err}");
    assert!(!root.exists(), "a folder was made where nothing was");
}

#[test]
fn faults_carry_no_colours_when_nobody_looks() {
    let folder = tempfile::tempdir().unwrap();
    small_site(folder.path());
    std::fs::write(folder.path().join("content/site.yaml"), "title: {en: \"Small site\"}\nlanguages: [en]\ntittle: x\n").unwrap();
    for format in ["human", "short"] {
        let (code, out, err) = run(&["build", "--root", folder.path().to_str().unwrap(), "--format", format]);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert!(!err.contains('\u{1b}'), "{err:?}");
        assert!(err.contains("content/site.yaml:3:1"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    small_site(folder.path());
    let program = env!("CARGO_BIN_EXE_sijill");
    for arguments in [vec!["--help"], vec!["build", "--root", folder.path().to_str().unwrap()]] {
        let mut child = Command::new(program).args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let run = child.wait_with_output().unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(0), "{arguments:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn nothing_is_read_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    small_site(folder.path());
    let root = folder.path().to_str().unwrap();
    sijill().args(["build", "--root", root]).write_stdin("y\n").assert().success();
}
