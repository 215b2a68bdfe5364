# Sourced by check.sh and test.sh: runs named steps, quiet when fine, clear when not.
#
#   step NAME COMMAND…   shows NAME, its end and its duration; its output only when it failed
#   show NAME COMMAND…   the same with all of its output, for what is worth seeing
#   finish               the sum; ends the script with 1 when a step failed

steps_failed=()
steps_log=$(mktemp)
trap 'rm -f "$steps_log"' EXIT

step() { run_step quiet "$@"; }
show() { run_step loud "$@"; }

run_step() {
	local how=$1 name=$2 start=$SECONDS status=0
	shift 2
	if [ "$how" = loud ]; then
		printf '== %s\n' "$name"
		"$@" || status=$?
	else
		"$@" >"$steps_log" 2>&1 || status=$?
	fi
	local took=$((SECONDS - start))
	if [ "$status" -eq 0 ]; then
		printf 'ok    %-28s %4ds\n' "$name" "$took"
		return 0
	fi
	printf 'FAIL  %-28s %4ds\n' "$name" "$took"
	if [ "$how" = quiet ]; then
		sed 's/^/      /' "$steps_log"
	fi
	steps_failed+=("$name")
	return 1
}

finish() {
	if [ ${#steps_failed[@]} -eq 0 ]; then
		return 0
	fi
	printf '\nfailed:'
	printf ' [%s]' "${steps_failed[@]}"
	printf '\n'
	exit 1
}
