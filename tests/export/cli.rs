//! What `sijill export` says, and with which exit code.

use std::process::Output;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let root = super::root();
    let Output { status, stdout, stderr } =
        assert_cmd::Command::new(env!("CARGO_BIN_EXE_sijill")).current_dir(&root).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn the_files_are_told_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().to_str().unwrap();
    let (code, out, err) = run(&["export", "dossier", "ARG", "--lang", "en", "--output", output]);
    assert_eq!((code, out), (0, format!("{output}/a-67-170.arg.en.html\n")));
    assert!(err.starts_with("exported 1 file, "), "{err}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but the file is left");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_and_exit_code_2() {
    for (arguments, answer) in [
        (&["dossier", "Candaa"][..], "error: there is no State `Candaa`; did you mean `Canada`?\n"),
        (&["single", "--report", "a-67-17"], "error: there is no report `a-67-17`; did you mean `a-67-170`?\n"),
        (&["single", "--lang", "fr"], "error: there is no language `fr`; there are: ar, en\n"),
        (&["epub", "--lang", "fr-zh"], "error: there is no language `fr-zh`; there are: ar, en, ar-en\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("never");
        let arguments = [&["export"][..], arguments, &["--output", output.to_str().unwrap()]].concat();
        let (code, out, err) = run(&arguments);
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", answer), "{arguments:?}");
        assert!(!output.exists());
    }
}

#[test]
fn a_pair_of_languages_is_known_in_either_order() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, _) = run(&["export", "epub", "--lang", "en-ar", "--report", "A/67/170", "--output", folder.path().to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(out.ends_with("/a-67-170.ar-en.epub\n") && out.lines().count() == 1, "{out}");
}

#[test]
fn a_site_with_errors_is_not_exported() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/site.yaml"), "title: {en: Site}\nlanguages: [en]\nunknown: 1\n").unwrap();
    let root = folder.path().to_str().unwrap();
    for kind in ["zip", "epub", "single", "dossier"] {
        let (code, out, err) = run(&["export", kind, "--root", root]);
        assert_eq!((code, out.as_str()), (1, ""), "{kind}: {err}");
        assert!(err.contains("nothing was exported"), "{err}");
        assert!(!folder.path().join("export").exists());
    }
}

#[test]
fn the_sources_are_no_place_for_exports() {
    let (code, _, err) = run(&["export", "dossier", "ARG", "--output", "content/export"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot write `content/export`") && err.contains("name another one"), "{err}");
    assert!(!super::root().join("content/export").exists());
}
