//! Publishing is all or nothing, and touches nothing that Sijill did not write.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod harness;

use harness::{publish, read_folder, sijill, small_site};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a small site in `root`, and where it will be published.
fn site() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    small_site(&root);
    let output = folder.path().join("site");
    (folder, root, output)
}

/// Builds and returns the exit code and what was said on standard error.
fn build(root: &Path, output: &Path) -> (i32, String) {
    let run = sijill().arg("build").arg("--root").arg(root).arg("--output").arg(output).output().unwrap();
    (run.status.code().unwrap(), String::from_utf8(run.stderr).unwrap())
}

/// What stands in a folder, hidden names included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_site_with_errors_leaves_the_last_good_site_untouched() {
    let (folder, root, output) = site();
    publish(&root, &output);
    let good = read_folder(&output);
    fs::write(root.join("content/small/i.en.md"), "---\nsection: [1]\ntitle: Only section\n---\n\n1. See [](state:XXX).\n").unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!(code, 1);
    assert!(said.contains("XXX") && said.contains("nothing was published"), "{said}");
    assert_eq!(read_folder(&output), good);
    assert_eq!(names(folder.path()), ["root", "site"], "something was left beside the site");
}

#[test]
fn faults_of_facts_are_told_by_the_byte_where_reports_are_linked_one_by_one() {
    let (_folder, root, output) = site();
    fs::write(root.join("content/site.yaml"), "title: {en: \"Small site\"}\nlanguages: [en]\noutputs: []\n").unwrap();
    fs::create_dir_all(root.join("seeds/small")).unwrap();
    let measure = |name: &str| {
        format!(
            "{name}:\n  paragraph: 1\n  theme: unheard-of\n  kind: activity\n  status: in-force\n  states: []\n  label: {{en: \"A measure\"}}\n"
        )
    };
    fs::write(root.join("seeds/small/measures.yaml"), measure("one") + &measure("two")).unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!(code, 1);
    for place in ["seeds/small/measures.yaml:3:10", "seeds/small/measures.yaml:10:10"] {
        assert!(said.contains(place), "{place}: {said}");
    }
}

#[test]
fn a_broken_template_leaves_the_last_good_site_untouched() {
    let (folder, root, output) = site();
    publish(&root, &output);
    let good = read_folder(&output);
    fs::create_dir_all(root.join("themes/default/templates")).unwrap();
    fs::write(root.join("themes/default/templates/about.html"), "{{ no.such.thing }}").unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!(code, 1);
    assert!(said.contains("about.html"), "{said}");
    assert_eq!(read_folder(&output), good);
    assert_eq!(names(folder.path()), ["root", "site"]);
}

#[test]
fn a_changed_site_replaces_the_old_one_and_stale_pages_vanish() {
    let (_folder, root, output) = site();
    let second = root.join("content/small/ii.en.md");
    fs::write(&second, "---\nsection: [2]\ntitle: Second section\n---\n\n2. Another paragraph.\n").unwrap();
    publish(&root, &output);
    assert!(output.join("en/small/ii.html").is_file());
    fs::remove_file(second).unwrap();
    publish(&root, &output);
    assert!(!output.join("en/small/ii.html").exists(), "the page of a section that is gone is still there");
    assert!(output.join("en/small/i.html").is_file());
}

#[test]
fn a_file_that_sijill_did_not_write_is_never_removed_and_stops_the_build() {
    let (_folder, root, output) = site();
    publish(&root, &output);
    let good = read_folder(&output);
    let foreign = output.join("en/small/notes.txt");
    fs::write(&foreign, "mine").unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!(code, 1);
    assert!(said.contains("notes.txt"), "{said}");
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "mine");
    fs::remove_file(&foreign).unwrap();
    assert_eq!(read_folder(&output), good);
}

#[test]
fn a_folder_of_other_things_is_not_published_into() {
    let (_folder, root, output) = site();
    fs::create_dir(&output).unwrap();
    fs::write(output.join("index.html"), "mine").unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!((code, fs::read_to_string(output.join("index.html")).unwrap().as_str()), (1, "mine"), "{said}");
}

#[test]
fn the_sources_are_not_published_over() {
    let (_folder, root, _) = site();
    let before = read_folder(&root);
    for output in [root.clone(), root.join("content"), root.join("content/small/public"), root.join("seeds/new")] {
        let (code, said) = build(&root, &output);
        assert_eq!(code, 1, "{}: {said}", output.display());
        assert!(said.contains("output-is-source"), "{said}");
    }
    assert_eq!(read_folder(&root), before);
}

#[test]
fn a_new_nested_folder_is_made() {
    let (folder, root, _) = site();
    let output = folder.path().join("some/new/folder/site");
    publish(&root, &output);
    assert!(output.join("index.html").is_file());
    assert_eq!(names(output.parent().unwrap()), ["site"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_output_folder_stays_a_link() {
    let (folder, root, output) = site();
    publish(&root, &output);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&output, &link).unwrap();
    fs::write(root.join("content/small/i.en.md"), "---\nsection: [1]\ntitle: Only section\n---\n\n1. A changed paragraph.\n").unwrap();
    publish(&root, &link);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink(), "the link was replaced by a folder");
    assert!(fs::read_to_string(output.join("en/small/i.html")).unwrap().contains("A changed paragraph."));
}

#[cfg(unix)]
#[test]
fn a_parent_that_cannot_be_written_gives_exit_code_2_and_says_where() {
    let (_folder, root, _) = site();
    // Nobody, not even root, can make a folder in /proc.
    let output = Path::new("/proc/sijill/site");
    if !Path::new("/proc/self").exists() {
        println!("skipped: no /proc");
        return;
    }
    let (code, said) = build(&root, output);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("/proc/sijill"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_parent_without_the_right_to_write_gives_exit_code_2() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, root, _) = site();
    let parent = folder.path().join("closed");
    fs::create_dir(&parent).unwrap();
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(parent.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let (code, said) = build(&root, &parent.join("site"));
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code, 2, "{said}");
    assert!(names(&parent).is_empty());
}

#[cfg(unix)]
#[test]
fn a_killed_run_leaves_no_half_site_and_the_next_run_cleans_up() {
    let (folder, sources) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (root, output) = (sources.path(), folder.path().join("site"));
    for part in ["content", "seeds"] {
        harness::write_folder(&root.join(part), &read_folder(&harness::root().join(part)));
    }
    publish(root, &output);
    let mut good = read_folder(&output);
    let mut killed = 0;
    for step in 0..20 {
        // A run that remembered the last one, or found all its files, would have nothing to do.
        let _ = fs::remove_dir_all(root.join(".sijill"));
        fs::create_dir_all(root.join("themes/default/assets")).unwrap();
        fs::write(root.join("themes/default/assets/extra.css"), format!("/* {step} */")).unwrap();
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sijill"))
            .args(["build", "--root"])
            .arg(root)
            .arg("--output")
            .arg(&output)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Killed as soon as the new generation has begun beside the old one.
        while names(folder.path()).len() == 1 && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        let status = child.wait().unwrap();
        let seen = read_folder(&output);
        if status.success() {
            good = seen;
        } else {
            assert!(seen == good, "the site that readers see was touched");
            killed += 1;
        }
        if killed == 2 {
            break;
        }
    }
    assert!(killed > 0, "no run was killed in time");
    let _ = fs::remove_dir_all(root.join(".sijill"));
    publish(root, &output);
    assert_eq!(names(folder.path()), ["site"], "the killed run's folder is still there");
    let elsewhere = tempfile::tempdir().unwrap();
    publish(root, &elsewhere.path().join("site"));
    assert!(read_folder(&output) == read_folder(&elsewhere.path().join("site")));
}

#[cfg(unix)]
#[test]
fn whoever_looks_while_the_site_is_swapped_sees_it_whole() {
    let (_folder, root, output) = site();
    publish(&root, &output);
    let page = output.join("en/small/i.html");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sijill"))
        .args(["build", "--root"])
        .arg(&root)
        .arg("--output")
        .arg(&output)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut looks = 0;
    while child.try_wait().unwrap().is_none() {
        // A look that began in the old generation may end after it: the next one must succeed.
        let seen =
            fs::read_to_string(&page).or_else(|_| fs::read_to_string(&page)).unwrap_or_else(|error| panic!("the page vanished: {error}"));
        assert!(seen.trim_end().ends_with("</html>"), "half a page was seen");
        looks += 1;
    }
    assert!(looks > 0 && child.wait().unwrap().success());
}

#[cfg(unix)]
#[test]
fn a_file_whose_bytes_did_not_change_is_kept_and_a_build_that_changes_nothing_leaves_the_site() {
    use std::os::unix::fs::MetadataExt;
    let (_folder, root, output) = site();
    publish(&root, &output);
    let inode = |name: &str| fs::metadata(output.join(name)).unwrap().ino();
    let (site, about, section) = (inode(""), inode("en/small/about.html"), inode("en/small/i.html"));
    publish(&root, &output);
    assert_eq!(inode(""), site, "the folder itself was exchanged though nothing changed");
    let path = root.join("content/small/i.en.md");
    fs::write(&path, fs::read_to_string(&path).unwrap().replacen("1. ", "1. Newly, ", 1)).unwrap();
    publish(&root, &output);
    assert_ne!(inode(""), site);
    assert_eq!(inode("en/small/about.html"), about, "a page that did not change was written again");
    assert_ne!(inode("en/small/i.html"), section);
    // A file that somebody changed by hand is not taken for ours because the manifest lists it.
    fs::write(output.join("en/small/about.html"), "changed by hand").unwrap();
    publish(&root, &output);
    assert!(fs::read_to_string(output.join("en/small/about.html")).unwrap().contains("<html"));
    // A page that is gone goes, and what is left is kept.
    let site_yaml = root.join("content/site.yaml");
    fs::write(&site_yaml, fs::read_to_string(&site_yaml).unwrap() + "outputs: [lists]\n").unwrap();
    publish(&root, &output);
    assert!(!output.join("en/small/about.html").exists());
}

#[test]
fn outputs_that_are_not_named_are_neither_made_nor_linked() {
    let (_folder, root, output) = site();
    let site_yaml = root.join("content/site.yaml");
    let whole = fs::read_to_string(&site_yaml).unwrap();
    fs::write(&site_yaml, format!("{whole}outputs: []\n")).unwrap();
    // The build follows every link of what it made, so that a link to what is not made would stop it.
    publish(&root, &output);
    let made = read_folder(&output);
    for left_out in ["en/small/matrix.html", "en/small/about.html", "en/small/print.html", "en/search.html", "data/states.json"] {
        assert!(!made.contains_key(left_out), "{left_out} was made");
    }
    assert!(made.contains_key("en/small/index.html") && made.contains_key("en/small/i.html"));
    fs::write(&site_yaml, format!("{whole}outputs: [matrx]\n")).unwrap();
    let (code, said) = build(&root, &output);
    assert_eq!(code, 1);
    assert!(said.contains("matrx") && said.contains("matrix"), "{said}");
}

#[test]
fn what_amends_a_report_is_told_on_its_home_where_no_about_page_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    harness::write_folder(&root, &read_folder(&harness::root().join("tests/sites/amended/site")));
    let site_yaml = root.join("content/site.yaml");
    fs::write(&site_yaml, fs::read_to_string(&site_yaml).unwrap() + "outputs: [search, data, parallel]\n").unwrap();
    let output = folder.path().join("site");
    // The build follows every link of its pages.
    publish(&root, &output);
    let read = |path: &str| fs::read_to_string(output.join(path)).unwrap();
    assert!(!output.join("en/coast/about.html").exists());
    assert!(read("en/coast/index.html").contains("id=\"amendment-corr-1\""));
    assert!(read("en/coast/i.html").contains("href=\"index.html#amendment-corr-1\""));
    assert!(read("data/coast/amendments.json").contains("\"ar/coast/index.html#amendment-corr-2\""));
    assert!(read("en/feed.xml").contains("en/coast/#amendment-corr-1"));
    // What else would stand on a page that is not made is told where its paragraph is.
    assert!(!read("data/coast/measures.json").contains("/measures/"));
}

#[test]
fn the_time_of_each_stage_is_told_to_whoever_asks() {
    let (_folder, root, output) = site();
    let run = |more: &[&str]| {
        let run = sijill().arg("build").arg("--root").arg(&root).arg("--output").arg(&output).args(more).output().unwrap();
        String::from_utf8(run.stderr).unwrap()
    };
    let told = run(&["--timings"]);
    let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split_whitespace().collect()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line[0]).collect();
    assert_eq!(names, ["load", "parse", "link", "render", "linking", "reading", "writing", "audit", "publish", "published"], "{told}");
    for line in &lines[..9] {
        assert!(line[1].parse::<f64>().is_ok_and(|time| time >= 0.0) && line[2] == "ms", "{told}");
    }
    // All of it happened, and took more than nothing.
    assert!(lines[4..7].iter().all(|line| line[1] != "0.0"), "{told}");
    assert!(!run(&[]).contains(" ms"));
}
