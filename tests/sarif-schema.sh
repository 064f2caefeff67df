#!/bin/sh
# Validates the SARIF of a site with faults against the official schema of SARIF 2.1.0.
#
# The schema (sarif-2.1.0-rtm.5) comes from the npm package `@microsoft/jest-sarif`, the validator from PyPI (`jsonschema`).
# usage: tests/sarif-schema.sh [PROGRAM]
set -eu
program=$(realpath "${1:-target/debug/sijill}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r content seeds "$work"
python3 -c 'import jsonschema' 2>/dev/null || { python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q jsonschema && PATH="$work/venv/bin:$PATH"; }
# Faults with two places, without a hint, and in several files.
sed -i 's/22 per cent/23  per cent/' "$work/content/a-67-170/ii.en.md"
sed -i '/^10\. /d' "$work/content/a-67-170/iii.ar.md"
(cd "$work" && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null && tar xzf microsoft-jest-sarif-*.tgz)
"$program" check --root "$work" --format sarif >"$work/faults.sarif" 2>/dev/null || true
python3 - "$work/package/lib/schemas/sarif-2.1.0-rtm.5.json" "$work/faults.sarif" <<'PYTHON'
import json, sys
from jsonschema import validators
schema, log = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
validator = validators.validator_for(schema)
validator.check_schema(schema)
errors = list(validator(schema, format_checker=validator.FORMAT_CHECKER).iter_errors(log))
for error in errors:
    print("/".join(map(str, error.absolute_path)), error.message, file=sys.stderr)
results = log["runs"][0]["results"]
assert len(results) >= 3, results
print(f"valid against {schema.get('id') or schema.get('$id')}: {len(results)} results")
sys.exit(bool(errors))
PYTHON
