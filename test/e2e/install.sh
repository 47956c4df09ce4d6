#!/usr/bin/env bash
# Installs an emulator, `ministack` or `moto`, from PyPI, into .cache/ under its name; does nothing when it is there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

environment=.cache/$1
requirements=test/e2e/requirements-$1.txt
# The copy is made last, so an installation that was interrupted, or is of another version, is made anew.
if cmp -s "$requirements" "$environment/requirements.txt" && test -x "$environment/bin/python"; then exit; fi

python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null || {
  echo 'the emulator needs Python 3.10 or later with its module venv, as python3: install both (on Debian: python3-venv)' >&2
  exit 1
}
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
cp "$requirements" "$environment/requirements.txt"
