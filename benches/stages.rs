//! The stages of a build, one by one, over the real report: `cargo bench --bench stages`.
//!
//! Each is timed over what the stage before it made, so that their sum is about a build's time; `sijill build --timings` tells the same of one run.
#![expect(clippy::unwrap_used, reason = "a bench that cannot read the real site has nothing to measure")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use sijill::audit::Audit;
use sijill::diagnostic::Diagnostics;
use sijill::link::{self, Site};
use sijill::parse;
use sijill::publish::{Last, Publication};
use sijill::render::{self, Artifact, Paths};
use sijill::source::{self, SourceFile, Sources};
use std::path::Path;
use std::sync::Mutex;

/// The sources of the real site, which makes `outputs`, as they are written in `site.yaml`; all of them where nothing is said.
fn sources(outputs: &str) -> Sources {
    let mut files = source::gather(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let path = "content/site.yaml";
    let record: String = files[path].text().lines().filter(|line| !line.starts_with("outputs:")).map(|line| format!("{line}\n")).collect();
    files.insert(path.to_owned(), SourceFile::new(path, format!("{record}{outputs}").into_bytes()));
    Sources::new(files.into_values(), &mut Diagnostics::default())
}

fn linked(sources: &Sources) -> Site {
    let mut diagnostics = Diagnostics::default();
    let site = link::link(parse::parse(sources, &mut diagnostics).unwrap(), None, &mut diagnostics);
    assert!(!diagnostics.has_errors());
    site
}

fn rendered(site: &Site, sources: &Sources) -> Vec<Artifact> {
    let made = Mutex::new(Vec::new());
    let take = |artifacts| {
        made.lock().unwrap().extend::<Vec<Artifact>>(artifacts);
        Ok(())
    };
    render::render(site, sources, &mut Diagnostics::default(), &take).unwrap();
    made.into_inner().unwrap()
}

fn stages(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    criterion.bench_function("load", |bench| bench.iter(|| Sources::load(root, &mut Diagnostics::default()).unwrap()));

    let whole = sources("");
    criterion.bench_function("parse", |bench| {
        bench.iter(|| {
            let documents = parse::parse(&whole, &mut Diagnostics::default()).unwrap();
            let read = |report| documents.files.report(report, parse::Places::OfFiles, false, &mut Diagnostics::default());
            documents.reports.iter().map(read).collect::<Vec<_>>()
        });
    });
    criterion.bench_function("parse and link", |bench| bench.iter(|| linked(&whole)));

    for (name, outputs) in [
        ("render pages", "outputs: [lists, measures, matrix, about, parallel]\n"),
        ("render pages and search", "outputs: [lists, measures, matrix, about, parallel, search]\n"),
        ("render everything", ""),
    ] {
        let sources = sources(outputs);
        let site = linked(&sources);
        criterion.bench_function(name, |bench| {
            bench.iter(|| render::render(&site, &sources, &mut Diagnostics::default(), &|_| Ok(())).unwrap());
        });
    }

    let site = linked(&whole);
    let (artifacts, strings) = (rendered(&site, &whole), render::InterfaceStrings::new(&render::message_files(&site), &whole));
    criterion.bench_function("audit", |bench| {
        bench.iter(|| {
            let audit = Audit::default();
            artifacts.iter().for_each(|artifact| audit.observe(artifact, &strings));
            audit.finish(&mut Diagnostics::default())
        });
    });
    criterion.bench_function("publish", |bench| {
        let folder = tempfile::tempdir().unwrap();
        let mut count = 0;
        // Into a new folder each time, and none is removed on the clock.
        let prepared = || {
            count += 1;
            Last::read(root, &folder.path().join(count.to_string()), |_| ()).0
        };
        let publish = |last: Last| {
            let publication = Publication::begin(&last, &mut Diagnostics::default()).unwrap().unwrap();
            artifacts.iter().try_for_each(|artifact| publication.write(artifact)).unwrap();
            publication.commit(&Paths::default()).unwrap()
        };
        bench.iter_batched(prepared, publish, BatchSize::PerIteration);
    });
}

criterion_group! {
    name = all;
    config = Criterion::default().sample_size(20).without_plots();
    targets = stages
}
criterion_main!(all);
