//! What stands beside the pages, as hosts, validators and readers of old links meet it.
//!
//! Servers come from Debian and validators from PyPI, npm and Debian (`tests/exchange/tools.sh`); a test says that it was skipped only where one
//! of them cannot be installed, and `tests/run` lets none be skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot read its own files must fail")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// The repository, whose own site is the one that is tried.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sijill(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sijill")).args(arguments).output().unwrap()
}

/// Builds a site and asserts that it was published.
fn build(root: &Path, output: &Path, more: &[&str]) {
    let (root, output) = (root.display().to_string(), output.display().to_string());
    let done = sijill(&[&["build", "--root", &root, "--output", &output], more].concat());
    assert!(done.status.success(), "{}", text(&done.stderr));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The Python with the validators, and what could not be installed.
fn tools() -> &'static (PathBuf, String) {
    static TOOLS: OnceLock<(PathBuf, String)> = OnceLock::new();
    TOOLS.get_or_init(|| {
        let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators");
        let done = Command::new("sh").arg(root().join("tests/exchange/tools.sh")).arg(&venv).output().unwrap();
        (venv.join("bin/python"), text(&done.stdout))
    })
}

/// Says that a tool is missing; fails where `tests/run` has seen to all of them.
fn skipped(why: &str) {
    assert!(std::env::var_os("SIJILL_TOOLS").is_none(), "{why}");
    eprintln!("skipped: {why}");
}

/// Runs one of the scripts beside this test, and asserts that it found no fault.
fn script(python: &Path, name: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Option<String> {
    let done = Command::new(python)
        .arg(root().join("tests/exchange").join(name))
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let said = text(&done.stdout);
    if done.status.code() == Some(3) {
        skipped(&format!("{name} {arguments:?}: {said}"));
        return None;
    }
    assert!(done.status.success(), "{name} {arguments:?}: {said}{}", text(&done.stderr));
    eprintln!("{said}");
    Some(said)
}

/// Holds what was built against public validators.
fn validate(output: &Path, base: &str) {
    let (python, missing) = tools();
    match missing.contains("validators") {
        true => skipped(missing),
        false => {
            script(python, "validate.py", &[&output.display().to_string(), base], &[]);
        }
    }
}

/// A copy of the real sources that a test may change.
fn copy_of_sources() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in ["content", "seeds"] {
        copy_folder(&root().join(folder), &copy.path().join(folder));
    }
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn change(path: &Path, from: &str, to: &str) {
    let before = fs::read_to_string(path).unwrap();
    assert!(before.contains(from), "{} has no {from:?}", path.display());
    fs::write(path, before.replacen(from, to, 1)).unwrap();
}

/// Says in every language of a report's title that it is made up.
fn mark_as_made_up(masthead: &Path) {
    change(masthead, "en: \"Trafficking in women and girls\"", "en: \"MADE UP for a test\"");
    change(masthead, "ar: \"الاتجار بالنساء والفتيات\"", "ar: \"تقرير مختلق لاختبار\"");
}

/// Adds the made-up report to the documents that can be cited.
fn name_the_made_up_document(root: &Path) {
    let documents = root.join("seeds/documents.yaml");
    let known = fs::read_to_string(&documents).unwrap();
    fs::write(&documents, format!("{known}\nMADE-UP/1: {{kind: report, title: {{en: \"Made up for a test\", ar: \"مختلق لاختبار\"}}}}\n"))
        .unwrap();
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn files_for_machines_hold_under_public_validators() {
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(root(), &output, &["--base-url", "https://example.org/a/b/"]);
    validate(&output, "https://example.org/a/b/");
}

#[test]
fn the_long_table_reads_in_r() {
    tools();
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(root(), &output, &[]);
    match Command::new("Rscript").arg(root().join("tests/exchange/table.R")).arg(&output).output() {
        Err(_) => skipped("R cannot be installed"),
        Ok(done) => {
            let said = text(&done.stdout);
            assert!(done.status.success() && said.contains("354 rows"), "{said}{}", text(&done.stderr));
        }
    }
}

#[test]
fn two_reports_share_one_site_and_each_record_names_its_own() {
    let sources = copy_of_sources();
    let made_up = "a-99-999";
    copy_folder(&sources.path().join("content/a-67-170"), &sources.path().join("content").join(made_up));
    copy_folder(&sources.path().join("seeds/a-67-170"), &sources.path().join("seeds").join(made_up));
    let masthead = sources.path().join("content").join(made_up).join("report.yaml");
    change(&masthead, "symbol: A/67/170", "symbol: MADE-UP/1");
    mark_as_made_up(&masthead);
    name_the_made_up_document(sources.path());
    let output = sources.path().join("site");
    build(sources.path(), &output, &["--base-url", "https://example.org/"]);
    let records: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(output.join("data/states.json")).unwrap()).unwrap();
    let of = |report: &str| records.iter().filter(|record| record["report"] == report).count();
    assert!(of("a-67-170") > 40 && of("a-67-170") == of(made_up), "{} and {}", of("a-67-170"), of(made_up));
    let index = fs::read_to_string(output.join("sitemap.xml")).unwrap();
    assert!(index.contains("https://example.org/sitemap-a-67-170.xml") && index.contains("https://example.org/sitemap-a-99-999.xml"));
    validate(&output, "https://example.org/");
}

#[test]
fn without_an_address_of_its_own_a_site_claims_none() {
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(root(), &output, &[]);
    assert!(!output.join("sitemap.xml").exists() && !output.join("en/feed.xml").exists());
    assert_eq!(fs::read_to_string(output.join("robots.txt")).unwrap(), "User-agent: *\nAllow: /\n");
    let page = fs::read_to_string(output.join("en/a-67-170/index.html")).unwrap();
    assert!(!page.contains("canonical") && !page.contains("rel=\"alternate\""), "absolute addresses need the site's own");
    assert!(!fs::read_to_string(output.join("404.html")).unwrap().contains("<base"));
    let headers = fs::read_to_string(output.join("_headers")).unwrap();
    assert!(headers.contains("default-src 'self'") && !headers.contains("unsafe"));
}

/// Who compresses what is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Compressed {
    /// The site brings compressed copies along.
    Before,
    /// The server does, as it sends.
    OnTheWay,
}

fn host(server: &str, prefix: &str, compressed: Compressed) {
    let (python, _) = tools();
    let python = if python.exists() { python.clone() } else { PathBuf::from("python3") };
    let port = free_port().to_string();
    let site = tempfile::Builder::new().prefix("hosted").tempdir().unwrap();
    let output = site.path().join("site");
    let sources = copy_of_sources();
    if compressed == Compressed::Before {
        change(&sources.path().join("content/site.yaml"), "languages:", "precompress: true\nlanguages:");
    }
    give_up_an_address(sources.path());
    build(sources.path(), &output, &["--base-url", &format!("http://127.0.0.1:{port}{prefix}")]);
    assert_eq!(output.join("en/index.html.br").exists(), compressed == Compressed::Before);
    // A server that gives up its rights must still be able to read.
    #[cfg(unix)]
    fs::set_permissions(site.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let variables = [("HOSTS_PORT", port.as_str()), ("HOSTS_BROWSER", "1")];
    if let Some(said) = script(&python, "hosts.py", &[server, &output.display().to_string(), prefix], &variables) {
        assert_eq!(said.contains(" 0 compressed copies"), compressed == Compressed::OnTheWay, "{said}");
    }
}

/// Records an address that leads on to another page.
fn give_up_an_address(sources: &Path) {
    let addresses = sources.join("seeds/addresses.yaml");
    let recorded = fs::read_to_string(&addresses).unwrap();
    fs::write(&addresses, recorded + "a-67-170/old-name.html: {in: [ar, en], to: a-67-170/iv-a.html}\n").unwrap();
}

#[test]
fn nginx_serves_the_site_at_the_root_of_a_host() {
    host("nginx", "/", Compressed::OnTheWay);
}

#[test]
fn nginx_sends_compressed_copies_at_the_root_of_a_host() {
    host("nginx", "/", Compressed::Before);
}

#[test]
fn nginx_sends_compressed_copies_below_a_path() {
    host("nginx", "/a/b/", Compressed::Before);
}

#[test]
fn caddy_serves_the_site_at_the_root_of_a_host() {
    host("caddy", "/", Compressed::OnTheWay);
}

#[test]
fn caddy_sends_compressed_copies_at_the_root_of_a_host() {
    host("caddy", "/", Compressed::Before);
}

#[test]
fn caddy_sends_compressed_copies_below_a_path() {
    host("caddy", "/a/b/", Compressed::Before);
}

#[test]
fn python_serves_the_site_below_a_path() {
    host("python", "/a/b/", Compressed::OnTheWay);
}

#[test]
fn the_workflow_for_github_pages_is_valid_and_its_build_serves_below_the_repository_name() {
    let (python, missing) = tools();
    if missing.contains("validators") {
        skipped(missing);
        return;
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let workflow = readme.split("```yaml\nname: pages\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let sources = copy_of_sources();
    let file = sources.path().join(".github/workflows/pages.yml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, format!("name: pages\n{workflow}")).unwrap();
    let held = Command::new(python.with_file_name("check-jsonschema"))
        .args(["--builtin-schema", "vendor.github-workflows", &file.display().to_string()])
        .output()
        .unwrap();
    assert!(held.status.success(), "{}{}", text(&held.stdout), text(&held.stderr));

    // The build's command as it stands there; Cargo is stood in for by one that runs the program that is tested.
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/repository");
    let command = workflow.lines().find_map(|line| line.trim().strip_prefix("- run: ")).unwrap();
    let command = command.replace("${{ steps.pages.outputs.base_url }}", &base);
    assert!(!command.contains("${{"), "{command}");
    let bin = sources.path().join("bin");
    fs::create_dir_all(&bin).unwrap();
    let cargo = "#!/bin/sh\n[ \"$1 $2 $3 $4\" = 'run --release --locked --' ] || exit 9\nshift 4\n";
    fs::write(bin.join("cargo"), format!("{cargo}exec {} \"$@\"\n", env!("CARGO_BIN_EXE_sijill"))).unwrap();
    #[cfg(unix)]
    fs::set_permissions(bin.join("cargo"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let found = format!("PATH=\"{}:$PATH\"\n{command}", bin.display());
    give_up_an_address(sources.path());
    let built = Command::new("sh").args(["-ec", &found]).current_dir(sources.path()).output().unwrap();
    assert!(built.status.success(), "{command}: {}", text(&built.stderr));
    let output = workflow.lines().find_map(|line| line.trim().strip_prefix("path: ")).unwrap();
    let output = sources.path().join(output).display().to_string();
    script(python, "hosts.py", &["pages", &output, "/repository/"], &[("HOSTS_PORT", &port), ("HOSTS_BROWSER", "1")]);
}

#[test]
fn a_bucket_takes_the_site_by_the_recipe_and_serves_what_was_built() {
    let (python, _) = tools();
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(&root().join("tests/sites/amended/site"), &output, &[]);
    let python = if python.exists() { python.clone() } else { PathBuf::from("python3") };
    script(&python, "bucket.py", &[&output.display().to_string(), env!("CARGO_BIN_EXE_sijill")], &[]);
}

#[test]
fn compressed_copies_are_listed_and_go_when_they_are_switched_off() {
    let sources = tempfile::tempdir().unwrap();
    copy_folder(&root().join("tests/sites/amended/site"), sources.path());
    let output = sources.path().join("out");
    change(&sources.path().join("content/site.yaml"), "languages:", "precompress: true\nlanguages:");
    build(sources.path(), &output, &[]);
    let listed = fs::read_to_string(output.join("data/manifest.json")).unwrap();
    assert!(output.join("en/coast/i.html.gz").exists() && listed.contains("\"en/coast/i.html.br\""));
    assert!(!fs::read_to_string(output.join("sitemap-coast.xml")).unwrap().contains(".gz"));
    let first = fs::read(output.join("en/coast/i.html.gz")).unwrap();
    build(sources.path(), &output, &[]);
    assert_eq!(fs::read(output.join("en/coast/i.html.gz")).unwrap(), first, "the same page has the same copy");
    assert!(sijill(&["verify", &output.display().to_string()]).status.success());
    change(&sources.path().join("content/site.yaml"), "precompress: true", "precompress: false");
    build(sources.path(), &output, &[]);
    assert!(output.join("en/coast/i.html").exists() && !output.join("en/coast/i.html.gz").exists());
    assert!(sijill(&["verify", &output.display().to_string()]).status.success());
}

#[test]
fn amendments_reach_citations_feeds_data_and_archives() {
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(&root().join("tests/sites/amended/site"), &output, &[]);
    let read = |path: &str| fs::read_to_string(output.join(path)).unwrap();
    assert!(read("data/coast/citations/en/para-1.ris").contains("SN  - X/1 and Corr.1 and Add.1\r\n"));
    assert!(read("data/coast/citations/ar/report.ris").contains("SN  - X/1 و Corr.1 و 2 و Add.1\r\n"));
    assert!(read("en/feed.xml").contains("X/1/Corr.1") && !read("en/feed.xml").contains("X/1/Corr.2"));
    let paragraphs: serde_json::Value = serde_json::from_str(&read("data/coast/paragraphs.json")).unwrap();
    assert_eq!(paragraphs[0]["amended_by"], serde_json::json!(["X/1/Corr.1"]));
    assert_eq!(paragraphs[1]["amended_by"], serde_json::json!(["X/1/Corr.2", "X/1/Add.1"]));
    let archive = read("data/coast/akoma-ntoso.en.xml");
    assert!(archive.contains("<destination href=\"#fn_1\"/>") && archive.contains("date=\"1902-05-06\"") && !archive.contains("corr-2"));
    assert!(read("data/coast/report.jsonld").contains("CorrectionComment"));
    validate(&output, "https://example.org/made-up/");
}

#[test]
fn a_series_tells_what_is_new_since_a_made_up_earlier_report() {
    let sources = copy_of_sources();
    let root = sources.path();
    let (own, earlier) = ("a-67-170", "made-up-earlier");
    copy_folder(&root.join("content").join(own), &root.join("content").join(earlier));
    copy_folder(&root.join("seeds").join(own), &root.join("seeds").join(earlier));
    let masthead = root.join("content").join(earlier).join("report.yaml");
    change(&masthead, "symbol: A/67/170", "symbol: MADE-UP/1");
    mark_as_made_up(&masthead);
    let record = fs::read_to_string(&masthead).unwrap();
    let lines = record.lines().filter(|line| !line.starts_with("previous:"));
    fs::write(
        &masthead,
        lines.map(|line| if line.starts_with("date:") { "date: 2010-01-02\n".to_owned() } else { format!("{line}\n") }).collect::<String>(),
    )
    .unwrap();
    name_the_made_up_document(root);
    let masthead = root.join("content").join(own).join("report.yaml");
    let record = fs::read_to_string(&masthead).unwrap();
    let lines = record.lines().map(|line| if line.starts_with("previous:") { "previous: MADE-UP/1" } else { line });
    fs::write(&masthead, lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    // The earlier one names one State less with one measure, and another State in its stead.
    let measures = root.join("seeds").join(earlier).join("measures.yaml");
    change(&measures, "states: [CAN, DNK, GRC, IRL, MLT]", "states: [CAN, DNK, GRC, IRL, EGY]");
    let output = root.join("site");
    build(root, &output, &["--base-url", "https://example.org/"]);
    for (language, new) in [("en", "Malta"), ("ar", "مالطة")] {
        let page = fs::read_to_string(output.join(format!("{language}/{own}/changes.html"))).unwrap();
        let continued = page.split("id=\"continued\"").nth(1).unwrap();
        assert!(continued.contains(new) && continued.contains("states/mlt.html"), "{continued}");
        assert!(continued.contains(&format!("../{earlier}/states/egy.html")), "{continued}");
        assert!(page.contains("MADE-UP/1"));
        assert!(!output.join(format!("{language}/{earlier}/changes.html")).exists(), "nothing comes before the first");
        let home = fs::read_to_string(output.join(format!("{language}/index.html"))).unwrap();
        assert!(
            home.contains("a-67-170/changes.html")
                && home.contains("href=\"states/arg.html\"")
                && home.contains("href=\"themes/legislation.html\"")
        );
        let state = fs::read_to_string(output.join(format!("{language}/{own}/states/arg.html"))).unwrap();
        assert!(state.contains("href=\"../../states/arg.html\""), "a State's page leads to what every report says");
        let shared = fs::read_to_string(output.join(format!("{language}/states/arg.html"))).unwrap();
        assert!(
            shared.find("../a-67-170/states/arg.html").unwrap() < shared.find("../made-up-earlier/states/arg.html").unwrap(),
            "newest first"
        );
    }
}

#[test]
fn a_retired_id_and_a_recorded_address_lead_on_with_their_fragment() {
    let sources = copy_of_sources();
    let measures = sources.path().join("seeds/a-67-170/measures.yaml");
    change(&measures, "\n  label:", "\n  aliases: [an-older-name]\n  label:");
    for (file, id) in [("entities", "unodc"), ("instruments", "cedaw"), ("themes", "legislation")] {
        change(
            &sources.path().join(format!("seeds/{file}.yaml")),
            &format!("\n{id}:\n"),
            &format!("\n{id}:\n  aliases: [an-older-name]\n"),
        );
    }
    fs::write(
        sources.path().join("seeds/addresses.yaml"),
        "a-67-170/old-name.html: {in: [ar, en], to: a-67-170/iv-a.html}\na-67-170/index.html: {in: [ar, en]}\n",
    )
    .unwrap();
    let output = sources.path().join("site");
    build(sources.path(), &output, &[]);
    let retired = fs::read_to_string(output.join("ar/a-67-170/measures/an-older-name.html")).unwrap();
    assert!(retired.contains("<meta http-equiv=\"refresh\""), "it leads on without scripts: {retired}");
    for (folder, id) in [("entities", "unodc"), ("instruments", "cedaw"), ("themes", "legislation")] {
        for language in ["ar", "en"] {
            let retired = fs::read_to_string(output.join(format!("{language}/a-67-170/{folder}/an-older-name.html"))).unwrap();
            assert!(retired.contains(&format!("href=\"{id}.html\"")), "{language}/{folder}: {retired}");
        }
        assert!(!output.join(format!("en/{folder}/an-older-name.html")).exists(), "a site of one report has no shared pages");
    }
    let old = output.join("en/a-67-170/old-name.html");
    assert!(fs::read_to_string(&old).unwrap().contains("href=\"iv-a.html\""));
    let (python, _) = tools();
    let python = if python.exists() { python.clone() } else { PathBuf::from("python3") };
    if let Some(said) = script(&python, "moved.py", &[&format!("file://{}#para-13", old.display())], &[]) {
        assert!(said.trim().ends_with("/en/a-67-170/iv-a.html#para-13"), "{said}");
    }
}

#[test]
fn an_address_that_was_given_up_is_told_and_leads_to_the_nearest_page_left() {
    let sources = copy_of_sources();
    let path = sources.path().display().to_string();
    let accepted = sijill(&["check", "--root", &path, "--accept"]);
    assert!(accepted.status.success(), "{}", text(&accepted.stderr));
    let recorded = fs::read_to_string(sources.path().join("seeds/addresses.yaml")).unwrap();
    assert!(recorded.contains("\na-67-170/iv-a.html: {in: [ar, ar-en, en]}\n"), "{recorded}");
    let fine = sijill(&["check", "--root", &path, "--format", "short"]);
    assert!(!text(&fine.stderr).contains("lost-address"), "{}", text(&fine.stderr));
    fs::write(sources.path().join("seeds/addresses.yaml"), recorded + "a-67-170/measures/gone.html: {in: [en]}\n").unwrap();
    let told = sijill(&["check", "--root", &path, "--format", "short"]);
    assert!(
        text(&told.stderr).contains("lost-address") && text(&told.stderr).contains("en/a-67-170/measures/gone.html"),
        "{}",
        text(&told.stderr)
    );
    let output = sources.path().join("site");
    build(sources.path(), &output, &[]);
    let page = fs::read_to_string(output.join("en/a-67-170/measures/gone.html")).unwrap();
    assert!(page.contains("href=\"index.html\""), "{page}");
    // Accepting again keeps what once was.
    sijill(&["check", "--root", &path, "--accept"]);
    assert!(fs::read_to_string(sources.path().join("seeds/addresses.yaml")).unwrap().contains("a-67-170/measures/gone.html"));
}

#[test]
fn a_copy_is_held_against_its_manifest() {
    let site = tempfile::tempdir().unwrap();
    let output = site.path().join("site");
    build(root(), &output, &[]);
    let copy = output.display().to_string();
    let sound = sijill(&["verify", &copy]);
    assert!(sound.status.success(), "{}", text(&sound.stdout));

    let mut server = Command::new("python3")
        .args(["-m", "http.server", "--bind", "127.0.0.1", "--directory", &copy])
        .arg("0")
        .env("PYTHONUNBUFFERED", "1")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(server.stdout.as_mut().unwrap()), &mut line).unwrap();
    let port = line.split("port ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
    let address = format!("http://127.0.0.1:{port}/");
    let served = sijill(&["verify", &address]);

    let page = output.join("en/index.html");
    let mut bytes = fs::read(&page).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&page, bytes).unwrap();
    fs::remove_file(output.join("data/states.csv")).unwrap();
    fs::write(output.join("stray.txt"), "x").unwrap();
    let damaged = sijill(&["verify", &address]);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(served.status.success(), "{}{}", text(&served.stdout), text(&served.stderr));
    assert_eq!(damaged.status.code(), Some(1));
    assert!(text(&damaged.stdout).contains("en/index.html has other bytes"), "{}", text(&damaged.stdout));

    let unsound = sijill(&["verify", &copy]);
    assert_eq!(unsound.status.code(), Some(1));
    assert_eq!(
        text(&unsound.stdout),
        "data/states.csv is missing\nen/index.html has other bytes than the manifest says\nstray.txt is not in the manifest\n"
    );
    assert_eq!(sijill(&["verify", &site.path().display().to_string()]).status.code(), Some(2), "there is no manifest here");
}
