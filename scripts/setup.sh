#!/bin/sh
# Makes the virtual environment FOLDER with the packages of LOCKFILE, and `concord` itself. uv is used where it is there; pip suffices.
#   scripts/setup.sh FOLDER LOCKFILE
set -eu
venv=$1
lock=$2
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Concord needs Python 3.11 or newer; \`$python --version\` says $("$python" --version 2>&1)." >&2
  exit 1
}
if [ ! -x "$venv/bin/python" ]; then
  echo "setting up $venv (a minute or two, once)" >&2
  if command -v uv >/dev/null 2>&1; then
    uv venv -q --python "$python" "$venv"
  elif ! "$python" -m venv "$venv" 2>/dev/null; then
    # Debian keeps the part of Python that makes environments in a package of its own.
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
      "$python" -m venv "$venv"
    else
      echo "Python's venv module is incomplete here. On Debian or Ubuntu: sudo apt install python3-venv, then try again." >&2
      exit 1
    fi
  fi
fi
if command -v uv >/dev/null 2>&1; then
  uv pip install -q --python "$venv/bin/python" --require-hashes -r "$lock"
  uv pip install -q --python "$venv/bin/python" --no-deps -e .
else
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps -e .
fi
