#!/bin/sh
# Writes requirements.txt (to use Concord) and requirements-dev.txt (to work on it) anew from pyproject.toml, with hashes,
# for every system and every Python from 3.11 on. Needs uv (`pip install uv`).
set -eu
common="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet --custom-compile-command scripts/lock.sh"
# shellcheck disable=SC2086
uv pip compile $common pyproject.toml -o requirements.txt "$@"
# shellcheck disable=SC2086
uv pip compile $common --extra dev pyproject.toml -o requirements-dev.txt "$@"
