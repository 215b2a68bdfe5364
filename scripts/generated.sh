#!/usr/bin/env bash
# What is made from something else: the OpenAPI document from the server's code,
# the front end's types from that document.
#
#   scripts/generated.sh          fails when a committed file is out of step
#   scripts/generated.sh write    makes them anew
set -euo pipefail
cd "$(dirname "$0")/.."

document=api/openapi.json
types=web/shared/api/schema.d.ts

make_types() { (cd web && npx --no-install openapi-typescript "../$document" --output "$1"); }

if [ "${1:-}" = write ]; then
	go generate ./internal/httpapi
	make_types "$PWD/$types"
	exit 0
fi

go test -count=1 -run '^TestOpenAPIDocument$' ./internal/httpapi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
make_types "$fresh/schema.d.ts" >"$fresh/log" 2>&1 || {
	cat "$fresh/log"
	exit 1
}
if ! diff -u "$types" "$fresh/schema.d.ts"; then
	echo "$types is out of step with $document: run make generate"
	exit 1
fi
