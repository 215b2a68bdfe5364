#!/usr/bin/env bash
# All tests, on a machine that has Go and Node.js and nothing else: what they need
# is set up first, and gone again afterwards.
#
#   scripts/test.sh          everything
#   scripts/test.sh go       only Go's; web: only the front end's; e2e: only the browser's
#   scripts/test.sh crash    only the crash harness, with ROZMOVA_CRASH_KILLS kills, talking
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/steps.sh

part=${1:-all}
wanted() { [ "$part" = all ] || [ "$part" = "$1" ]; }

# Each run has a PostgreSQL server of its own, so that two runs do not disturb
# each other and nothing is left behind. Its account must reach the folder.
scratch=$(mktemp -d /tmp/rozmova-test.XXXXXX) # near the root: a socket's path must be short
chmod 711 "$scratch"
leave() {
	TMPDIR=$scratch scripts/postgres.sh stop >/dev/null 2>&1 || true
	rm -rf "$scratch" "$steps_log"
}
trap leave EXIT
trap 'exit 130' INT TERM

export ROZMOVA_TEST_COUNTS="$scratch/counts"
: >"$ROZMOVA_TEST_COUNTS"
export NO_COLOR=1

start_postgres() { TMPDIR=$scratch scripts/postgres.sh >"$scratch/dsn"; }
find_chromium() { scripts/ensure-chromium.sh >"$scratch/chromium"; }

# Tests that the race detector would make minutes long leave themselves out when
# it is on; they are run here without it.
without_race=(./internal/understand/classify ./internal/tau2test ./internal/flowtest)

go_tests() { go run ./scripts/gotest -race -timeout 25m ./...; }
go_tests_without_race() { go run ./scripts/gotest -timeout 10m "${without_race[@]}"; }

# npm_tests runs a script of the web workspace and keeps vitest's counts.
npm_tests() {
	local status=0
	(cd web && npm run --silent "$@") >"$scratch/npm.log" 2>&1 || status=$?
	if [ "$status" -ne 0 ]; then
		sed 's/^/      /' "$scratch/npm.log"
	fi
	# "  Tests  1 failed | 12 passed | 1 skipped (14)", one line a workspace
	sed -n 's/^ *Tests  *//p' "$scratch/npm.log" | awk '{
		n = split($0, part, " [|] ")
		p = f = s = 0
		for (i = 1; i <= n; i++) {
			split(part[i], w, " ")
			if (w[2] == "passed") p = w[1]
			if (w[2] == "failed") f = w[1]
			if (w[2] == "skipped" || w[2] == "todo") s += w[1]
		}
		print p, f, s
	}' | tee -a "$ROZMOVA_TEST_COUNTS" | awk '{ p += $1; f += $2; s += $3 } END {
		printf "%d passed, %d failed, %d skipped\n", p, f, s
		exit p + f == 0
	}' || status=1
	return "$status"
}

step "tools" scripts/tools.sh go node race || finish
if wanted go || wanted crash; then
	step "PostgreSQL" start_postgres || finish
	ROZMOVA_TEST_POSTGRES=$(cat "$scratch/dsn")
	export ROZMOVA_TEST_POSTGRES
fi
if wanted web || wanted e2e; then
	step "Chromium" find_chromium || finish
	CHROMIUM=$(cat "$scratch/chromium")
	export CHROMIUM
fi

if wanted go; then
	show "go test -race" go_tests || true
	show "go test, long ones without -race" go_tests_without_race || true
fi
if [ "$part" = crash ]; then
	go test -count=1 -v -timeout 3h ./internal/crashtest
	exit
fi
if wanted web; then
	show "web unit tests" npm_tests test || true
fi
if wanted e2e && [ -e web/e2e/package.json ]; then
	show "browser tests" npm_tests e2e -w e2e || true
fi

awk -v took="$SECONDS" '{ p += $1; f += $2; s += $3 } END {
	printf "\nall tests in %d min %02d s\n%d passed, %d failed, %d skipped\n", took / 60, took % 60, p, f, s
}' "$ROZMOVA_TEST_COUNTS"
finish
