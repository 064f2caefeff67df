#!/bin/sh
# Builds beside the peers: benches/peers.sh R [runs]; ROWS="sijill" measures some of the rows below.
#
# R reports of the neutral corpus are built by Hugo, by Zola (ZOLA=/path/to/zola, else it is left out) and by Sijill, round robin, and `cp -r` copies what
# each of Sijill's builds wrote. Wants ../shared/bench with its tools installed (install.sh there), and BENCH_WORK, best on a tmpfs.
#
#   sijill       the pages that the peers make, with the same things on each (benches/plain); held against the corpus by counts.mjs
#   sijill-own   the same pages by Sijill's own theme
#   sijill-all   everything that Sijill makes: search, data, parallel view, lists, measures, shared pages, formats
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
shared=$here/../shared/bench
reports=$1
runs=${2:-5}
rows=${ROWS:-"sijill sijill-own sijill-all"}
work=${BENCH_WORK:?name a folder for the sites, best on a tmpfs}/R$reports
peers=hugo
[ -n "${ZOLA:-}" ] && peers=hugo,zola

cargo build --release --manifest-path "$here/Cargo.toml" --bin sijill --example from-corpus
sijill=${CARGO_TARGET_DIR:-$here/target}/release/sijill
convert=${CARGO_TARGET_DIR:-$here/target}/release/examples/from-corpus
python3 "$shared/gen.py" -R "$reports" --out "$work" --peers "$peers" --hugo-variant md --zola-variant markdown
set --
for row in $rows; do
    rm -rf "$work/$row" "$work/$row.copy"
    case $row in
    sijill) option= ;;
    *) option=--${row#sijill-} ;;
    esac
    "$convert" "$work/corpus/reports.jsonl" "$work/$row" $option
    "$sijill" build --root "$work/$row" --output "$work/$row.copy"
    # What Sijill remembers of a build is removed, so that each is a first one.
    set -- "$@" --extra "$row=sh -c 'rm -rf {work}/$row/.sijill; exec $sijill build --root {work}/$row --output {out}'"
    set -- "$@" --extra "cp-of-$row=cp -r {work}/$row.copy {out}"
done
node "$here/benches/counts.mjs" "$work/corpus/reports.jsonl" "$work/sijill.copy"
exec "$shared/run.sh" "$reports" --runs "$runs" --tools "$peers" --no-gen --no-verify "$@"
