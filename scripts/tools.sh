#!/bin/sh
# Says what is missing before a build fails in its own, less clear way.
#
#   scripts/tools.sh go node race
#
# go and node must be there and new enough; race, what Go's race detector needs,
# is installed where that is possible.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# at_least HAVE WANT compares dotted versions.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

want_go=$(sed -n 's/^go //p' go.mod)
want_node=$(sed -n 's/.*"node": *">=\([0-9.]*\)".*/\1/p' web/package.json)

for tool in "$@"; do
	case $tool in
	go)
		if ! command -v go >/dev/null 2>&1; then
			say "Go $want_go or newer is needed: https://go.dev/dl/"
			exit 1
		fi
		# With GOTOOLCHAIN=auto an older go fetches the newer one by itself.
		if ! have=$(go env GOVERSION 2>&1); then
			say "$have"
			exit 1
		fi
		if ! at_least "${have#go}" "$want_go"; then
			say "Go $want_go or newer is needed, here is ${have#go}: https://go.dev/dl/"
			exit 1
		fi
		;;
	node)
		if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
			say "Node.js $want_node or newer with npm is needed: https://nodejs.org/"
			exit 1
		fi
		have=$(node --version)
		if ! at_least "${have#v}" "$want_node"; then
			say "Node.js $want_node or newer is needed, here is ${have#v}: https://nodejs.org/"
			exit 1
		fi
		;;
	race)
		cc=$(go env CC)
		if ! command -v "${cc%% *}" >/dev/null 2>&1 && ! scripts/apt.sh gcc libc6-dev; then
			say "Go's race detector needs a C compiler ($cc). Install one:"
			say "  Debian, Ubuntu:  sudo apt-get install gcc libc6-dev"
			say "  Fedora:          sudo dnf install gcc glibc-devel"
			say "  macOS:           xcode-select --install"
			exit 1
		fi
		;;
	*)
		say "usage: $0 [go] [node] [race]"
		exit 2
		;;
	esac
done
