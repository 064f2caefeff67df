//! Output folders that Sijill may not write to.

use crate::support::site::english;

cases! {
    the_output_is_the_site_itself: english().with(&["--output", "SITE"]) => ["SITE output-is-source"];
    the_output_is_a_source_folder: english().with(&["--output", "SITE/content/r"]) => ["SITE/content/r output-is-source"];
    the_output_holds_a_foreign_file: english().file("out/letter.txt", "Dear all").with(&["--output", "SITE/out"]) => [
        "SITE/out/letter.txt output-not-ours",
    ];
    the_output_holds_many_foreign_files: english()
        .file("out/letter.txt", "Dear all").file("out/a/b.txt", "").file("out/a/c.txt", "").with(&["--output", "SITE/out"]) => [
        "SITE/out/a/b.txt output-not-ours",
    ];
    the_output_is_a_file: english().file("out", "Dear all").with(&["--output", "SITE/out"]) => ["SITE/out output-not-ours"];
}

#[test]
fn a_file_laid_into_the_published_site_stops_the_next_build_and_stays() {
    let site = english().on_disk();
    std::fs::write(site.root().join("public/mine.txt"), "mine").expect("a file");
    let run = site.build("short");
    assert_eq!(run.status, Some(1));
    assert!(run.stderr.starts_with("SITE/public/mine.txt: error[output-not-ours]"), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(site.root().join("public/mine.txt")).expect("a file"), "mine");
}
