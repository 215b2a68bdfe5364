#!/usr/bin/env bash
# Makes internal/understand/language/model.bin anew: some minutes, 250 MB of packages from PyPI in a folder of its own.
# docs/adr/0026-language-model.md says what it is made of; `rozmova eval language` says how good it is.
#
#   scripts/languages/make.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
work=${1:-$(mktemp -d)}
mkdir -p "$work"
[ -x "$work/env/bin/python" ] || python3 -m venv "$work/env"
"$work/env/bin/pip" install -q brotli==1.1.0 wordfreq==3.1.1
"$work/env/bin/pip" download -q --no-deps -d "$work" lingua-language-detector==1.3.5
"$work/env/bin/python" scripts/languages/sources.py "$work"/lingua_language_detector-1.3.5-*.whl "$work/sources"
nice go run ./scripts/languages -sources "$work/sources"
