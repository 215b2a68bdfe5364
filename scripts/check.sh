#!/usr/bin/env bash
# Everything that must hold before a change goes in; .ci/run calls it through
# `make check`. Cheap checks come first and are all made, so that one run tells
# of all mistakes; the tests follow when there are none.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

gofmt_clean() {
	local files
	files=$(find . -name '*.go' -not -path '*/node_modules/*' -not -path './.cache/*' -exec gofmt -l {} +)
	if [ -n "$files" ]; then
		printf 'not formatted: %s\n' $files
		echo "run make fmt"
		return 1
	fi
}

# tidy says in short what `go mod tidy` would change.
tidy() {
	local out
	if ! out=$(go mod tidy -diff 2>&1); then
		printf '%s\n' "$out" | grep -E '^([+-]|go: )' | head -n 20
		echo "run go mod tidy"
		return 1
	fi
}

web_check() { (cd web && npm run --silent check); }

quiet_make() { make --no-print-directory "$@"; }

step "tools" scripts/tools.sh go node || finish
step "npm ci" quiet_make web-deps || finish

step "gofmt" gofmt_clean || true
step "go.mod is tidy" tidy || true
step "go vet" go vet ./... || true
step "staticcheck" quiet_make staticcheck || true
step "front end: format and types" web_check || true
step "generated files" scripts/generated.sh || true
show "front end: build and sizes" quiet_make web || true
step "build" quiet_make build || true
finish

scripts/test.sh
