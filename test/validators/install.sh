#!/usr/bin/env bash
# Installs a validator under its name into .cache/validators/: CloudFormation Guard, with AWS Control Tower's rules, from npm,
# the others from PyPI. Does nothing when it is there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

name=$1
environment=.cache/validators/$name
requirements=test/validators/requirements-$name.txt
# The copy is made last, so an installation that was interrupted, or is of another version, is made anew.
if cmp -s "$requirements" "$environment/requirements.txt" && test -d "$environment"; then exit; fi

rm -rf "$environment"
if [ "$name" = cfn-guard ]; then
  npm install --prefix "$environment" --no-save --omit=peer --no-audit --no-fund --loglevel=error "$(cat "$requirements")" > /dev/null
else
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
fi
cp "$requirements" "$environment/requirements.txt"
