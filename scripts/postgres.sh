#!/bin/sh
# A PostgreSQL server for tests, shared by all of them on this machine and
# account. Its data is worth nothing: it is not synced to disk.
#
#   scripts/postgres.sh        start it if it does not run; print its address
#   scripts/postgres.sh stop   stop it and delete its data
#
#   export ROZMOVA_TEST_POSTGRES="$(scripts/postgres.sh)"
#
# Without it each test program starts a server of its own (internal/store/storetest).
set -eu

# A socket's path may be about 100 bytes long, so the folder stays near the root.
dir="${TMPDIR:-/tmp}"
dir="${dir%/}/rozmova-test-pg-$(id -u)"

say() { printf '%s\n' "$*" >&2; }

# as runs a command as somebody PostgreSQL agrees to run as: not as root.
as() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	elif command -v runuser >/dev/null 2>&1; then
		runuser -u "$owner" -- "$@"
	else
		su -s /bin/sh "$owner" -c 'exec "$@"' -- sh "$@"
	fi
}

find_bin() {
	if command -v initdb >/dev/null 2>&1; then
		d=$(dirname "$(readlink -f "$(command -v initdb)")")
		if [ -x "$d/postgres" ]; then
			echo "$d"
			return
		fi
	fi
	ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null |
		sort -rV | while read -r d; do
		if [ -x "$d/initdb" ] && [ -x "$d/postgres" ]; then
			echo "$d"
			break
		fi
	done
}

install() {
	if ! command -v apt-get >/dev/null 2>&1; then
		return
	fi
	root=
	if [ "$(id -u)" -ne 0 ]; then
		if ! sudo -n true 2>/dev/null; then
			return
		fi
		root="sudo -n"
	fi
	say "PostgreSQL is missing; installing Debian's"
	# No cluster of its own, and no service: only the programs are wanted.
	$root mkdir -p /etc/postgresql-common
	if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
		echo 'create_main_cluster = false' | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
	fi
	{ $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >&2 || true
}

if [ "$(id -u)" -eq 0 ]; then
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
fi

bin=$(find_bin)
if [ -z "$bin" ] && [ "${1:-}" != stop ]; then
	install
	bin=$(find_bin)
	if [ "$(id -u)" -eq 0 ] && id postgres >/dev/null 2>&1; then
		owner=postgres
	fi
fi
if [ -z "$bin" ]; then
	if [ "${1:-}" = stop ]; then
		exit 0
	fi
	say "PostgreSQL is needed for the tests and was not found. Install its server:"
	say "  Debian, Ubuntu:  sudo apt-get install postgresql"
	say "  Fedora:          sudo dnf install postgresql-server"
	say "  macOS:           brew install postgresql@17"
	say "or set ROZMOVA_TEST_POSTGRES to the address of one, or test with -short."
	exit 1
fi

running() { [ -d "$dir/data" ] && as "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; }

case "${1:-start}" in
stop)
	if running; then
		as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
	fi
	rm -rf "$dir"
	exit 0
	;;
start) ;;
*)
	say "usage: $0 [start | stop]"
	exit 2
	;;
esac

# Two calls at once: one starts the server, the other one waits for it.
mkdir -p "$dir"
if [ "$(id -u)" -ne 0 ] && [ ! -O "$dir" ]; then
	say "$dir is somebody else's"
	exit 1
fi
tries=0
until mkdir "$dir/lock" 2>/dev/null; do
	tries=$((tries + 1))
	if [ "$tries" -gt 300 ]; then
		say "$dir/lock is held; if no other $0 runs, remove it"
		exit 1
	fi
	sleep 0.2
done
trap 'rmdir "$dir/lock" 2>/dev/null || true' EXIT INT TERM

if ! running; then
	chmod 700 "$dir" # whoever reaches the socket is the server's master
	if [ "$(id -u)" -eq 0 ]; then
		chown "$owner" "$dir"
	fi
	# A start that was broken off leaves a folder that initdb refuses.
	if [ ! -e "$dir/ready" ]; then
		rm -rf "$dir/data"
		as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log" 2>&1 || {
			cat "$dir/initdb.log" >&2
			exit 1
		}
		touch "$dir/ready"
	fi
	as "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 -o "-k '$dir' -c listen_addresses= -c max_connections=300 \
		-c fsync=off -c full_page_writes=off -c synchronous_commit=off" start >/dev/null || {
		say "PostgreSQL did not start:"
		tail -n 20 "$dir/log" >&2 || true
		exit 1
	}
fi
echo "postgres:///postgres?host=$dir&user=postgres&sslmode=disable"
