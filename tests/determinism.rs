//! Same input, same bytes: on one thread or more, wherever the folders stand, whatever the machine's time zone and language.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod harness;

use harness::Files;
use std::path::Path;

fn build(root: &Path, output: &Path, environment: &[(&str, &str)]) -> Files {
    let mut command = harness::sijill();
    command.args(["build", "--base-url", "https://example.org/a/b/", "--root"]).arg(root).arg("--output").arg(output);
    command.envs(environment.iter().copied()).assert().success();
    harness::read_folder(output)
}

/// Builds as `nobody`, who owns nothing but the folder to build in; as oneself where one may not.
#[cfg(unix)]
fn build_as_nobody(root: &Path, output: &Path, environment: &[(&str, &str)]) -> Files {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = output.parent().unwrap();
    std::fs::create_dir_all(folder).unwrap();
    if chown(folder, Some(NOBODY), Some(NOBODY)).is_err() {
        println!("skipped: only root may build as another user");
        return build(root, output, environment);
    }
    // Where the test stands may be closed to others.
    let program = folder.join("program");
    std::fs::copy(env!("CARGO_BIN_EXE_sijill"), &program).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = std::process::Command::new(program);
    command.args(["build", "--base-url", "https://example.org/a/b/", "--root"]).arg(root).arg("--output").arg(output);
    let run = command.envs(environment.iter().copied()).uid(NOBODY).gid(NOBODY).current_dir("/").output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(std::fs::metadata(output.join("index.html")).unwrap().uid(), NOBODY);
    harness::read_folder(output)
}

#[track_caller]
fn same(first: &Files, second: &Files) {
    let (left, right): (Vec<_>, Vec<_>) = (first.keys().collect(), second.keys().collect());
    assert_eq!(left, right, "the two builds have different files");
    for (path, bytes) in first {
        assert!(*bytes == second[path], "`{path}` differs");
    }
    assert!(!first.is_empty());
}

#[cfg(unix)]
#[test]
fn one_thread_and_two_other_folders_users_times_zones_and_locales_give_the_same_bytes() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // No byte comes from the clock, so that no time that is given instead of it changes one either.
    let own = [("RAYON_NUM_THREADS", "1"), ("TZ", "UTC"), ("LC_ALL", "C"), ("LANG", "C"), ("SOURCE_DATE_EPOCH", "0")];
    let first = build(&harness::root(), &folder.path().join("one"), &own);
    // The same sources in a folder of another name and depth, written in another order.
    let copy = folder.path().join("a copy/of the/سجل");
    for part in ["themes", "seeds", "content"] {
        harness::write_folder(&copy.join(part), &harness::read_folder(&harness::root().join(part)));
    }
    let others = [
        ("RAYON_NUM_THREADS", "2"),
        ("TZ", "Asia/Kathmandu"),
        ("LC_ALL", "ar_EG.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("SOURCE_DATE_EPOCH", "1900000000"),
        ("HOME", "/nonexistent"),
        ("USER", "nobody"),
    ];
    let second = build_as_nobody(&copy, &folder.path().join("two/deeper"), &others);
    same(&first, &second);
}

#[test]
fn building_again_over_the_last_site_changes_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let first = build(&harness::root(), &output, &[]);
    let second = build(&harness::root(), &output, &[]);
    same(&first, &second);
}

#[test]
fn the_manifest_names_every_other_file_with_its_digest() {
    use sha2::{Digest, Sha256};
    let folder = tempfile::tempdir().unwrap();
    let files = build(&harness::root(), &folder.path().join("site"), &[]);
    let manifest: serde_json::Value = serde_json::from_slice(&files["data/manifest.json"]).unwrap();
    let listed: Files = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["path"].as_str().unwrap().to_owned(), file["sha256"].as_str().unwrap().as_bytes().to_vec()))
        .collect();
    let digests: Files = files
        .iter()
        .filter(|(path, _)| *path != "data/manifest.json")
        .map(|(path, bytes)| {
            let digest = Sha256::digest(bytes);
            (path.clone(), digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes())
        })
        .collect();
    same(&listed, &digests);
}
