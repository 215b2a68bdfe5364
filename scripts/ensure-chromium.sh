#!/bin/sh
# Finds the Chromium that the browser tests drive, installs Debian's where that
# is possible, and prints its path. CHROMIUM names another one.
#
#   export CHROMIUM="$(scripts/ensure-chromium.sh)"
set -eu

say() { printf '%s\n' "$*" >&2; }

find_chromium() {
	if [ -n "${CHROMIUM:-}" ]; then
		if [ -x "$CHROMIUM" ]; then
			printf '%s\n' "$CHROMIUM"
			return
		fi
		say "CHROMIUM=$CHROMIUM is no program"
		exit 1
	fi
	for name in chromium chromium-browser google-chrome google-chrome-stable; do
		if path=$(command -v "$name" 2>/dev/null); then
			printf '%s\n' "$path"
			return
		fi
	done
	for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
		"/Applications/Chromium.app/Contents/MacOS/Chromium"; do
		if [ -x "$path" ]; then
			printf '%s\n' "$path"
			return
		fi
	done
}

# Ukrainian letters and emoji must not be empty boxes on screenshots.
fonts="fonts-dejavu-core fonts-noto-color-emoji"
here="$(dirname "$0")"

found=$(find_chromium)
if [ -z "$found" ]; then
	# shellcheck disable=SC2086 # several packages
	"$here/apt.sh" chromium $fonts || true
	found=$(find_chromium)
elif command -v dpkg-query >/dev/null 2>&1; then
	missing=
	for font in $fonts; do
		dpkg-query -W -f '${Status}' "$font" 2>/dev/null | grep -q 'ok installed' || missing="$missing $font"
	done
	# shellcheck disable=SC2086 # several packages
	if [ -n "$missing" ] && ! "$here/apt.sh" $missing; then
		say "screenshots may lack letters; fonts not installed:$missing"
	fi
fi
if [ -z "$found" ]; then
	say "Chromium is needed for the browser tests and was not found. Install it:"
	say "  Debian:  sudo apt-get install --no-install-recommends chromium $fonts"
	say "  Fedora:  sudo dnf install chromium dejavu-sans-fonts google-noto-color-emoji-fonts"
	say "  macOS:   brew install --cask chromium"
	say "or set CHROMIUM to the path of a Chrome or Chromium."
	exit 1
fi
printf '%s\n' "$found"
