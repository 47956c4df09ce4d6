#!/usr/bin/env bash
# Installs the wheel into an environment of its own, and runs the app.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/bindings/app.sh python

if is_stale run.sh; then
  python3 -m venv "$home"
  "$home/bin/pip" install --quiet --disable-pip-version-check \
    "$packages"/python/*.whl "aws-cdk-lib==$CDK_VERSION" "constructs==$CONSTRUCTS_VERSION"
  is_installed
fi
version=$("$home/bin/python" -c '
from importlib.metadata import version
from platform import python_version
print("Python", python_version() + ", jsii", version("jsii"))')
run_app "$home/bin/python" "$source/app.py"
# The wheel brings the command along, which reads what the app left in this folder.
"$home/bin/cdk-vault-replica-keys" --version > command-version 2> command.log
"$home/bin/cdk-vault-replica-keys" permissions > permissions.json 2>> command.log
