#!/bin/sh
# Builds the front end and shows its sizes against their limits; all the rest of
# what the build says only when it fails.
set -eu
cd "$(dirname "$0")/../web"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! NO_COLOR=1 npm run --silent build >"$log" 2>&1; then
	cat "$log"
	exit 1
fi
grep -E '\((limit|budget) ' "$log"
