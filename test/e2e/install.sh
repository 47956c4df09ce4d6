#!/usr/bin/env bash
# Installs an emulator, `ministack` or `moto`, or the AWS CLI, `awscli`, from PyPI, into .cache/ under its name; does nothing when it
# is there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

exec test/python/environment.sh ".cache/$1" "test/e2e/requirements-$1.txt" "$1 needs"
