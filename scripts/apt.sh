#!/bin/sh
# Installs Debian packages for the tests, where that is possible without asking
# anybody: as root, or with a sudo that needs no password.
#
#   scripts/apt.sh PACKAGE…      0: installed; 1: not possible here, nothing was changed
set -u

if ! command -v apt-get >/dev/null 2>&1; then
	exit 1
fi
root=
if [ "$(id -u)" -ne 0 ]; then
	sudo -n true 2>/dev/null || exit 1
	root="sudo -n"
fi
printf 'installing from the distribution: %s\n' "$*" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# shellcheck disable=SC2086 # root is empty or two words
if $root apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1 &&
	$root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
		install -y --no-install-recommends "$@" >>"$log" 2>&1 </dev/null; then
	exit 0
fi
tail -n 20 "$log" >&2
exit 1
