#!/usr/bin/env bash
# Installs the validators into .cache/validators/: CloudFormation Guard, with AWS Control Tower's rules, from npm, the others from
# PyPI. Does nothing for those that are there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

# At the same time, as pip uses one core.
installations=()
for validator in cfn-lint checkov iam-policy-validator; do
  test/python/environment.sh ".cache/validators/$validator" "test/validators/requirements-$validator.txt" 'the validators need' &
  installations+=($!)
done

guard=.cache/validators/cfn-guard
requirements=test/validators/requirements-cfn-guard.txt
# The copy is made last, so an installation that was interrupted, or has another version, is repeated.
if ! cmp -s "$requirements" "$guard/requirements.txt"; then
  rm -rf "$guard"
  npm install --prefix "$guard" --no-save --omit=peer --no-audit --no-fund --loglevel=error "$(cat "$requirements")" > /dev/null
  cp "$requirements" "$guard/requirements.txt"
fi
for installation in "${installations[@]}"; do wait "$installation"; done
