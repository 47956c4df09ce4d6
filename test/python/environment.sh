#!/usr/bin/env bash
# Makes an environment of Python's with packages from PyPI: `environment.sh FOLDER REQUIREMENTS WHO`, where WHO is what needs it, as
# an error says it. Does nothing when it is there already.
set -euo pipefail

environment=$1
requirements=$2
# The copy is made last, so an installation that was interrupted, or has another version, is repeated.
if cmp -s "$requirements" "$environment/requirements.txt" && test -x "$environment/bin/python"; then exit; fi

"$(dirname "$0")/available.sh" || {
  echo "$3 Python 3.10 or later with its module venv, as python3: install both (on Debian: python3-venv)" >&2
  exit 1
}
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
cp "$requirements" "$environment/requirements.txt"
