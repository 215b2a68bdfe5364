#!/usr/bin/env bash
# What is made from something else: the OpenAPI document from the server's code,
# the front end's types from that document.
#
#   scripts/generated.sh          fails when a committed file is out of step
#   scripts/generated.sh write    makes them anew
set -euo pipefail
cd "$(dirname "$0")/.."

types=web/shared/scripts/schema.mjs

if [ "${1:-}" = write ]; then
	go generate ./internal/httpapi
	node "$types"
	exit 0
fi

go test -count=1 -run '^TestOpenAPIDocument$' ./internal/httpapi
node "$types" check
