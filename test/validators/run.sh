#!/usr/bin/env bash
# Runs cfn-lint, CloudFormation Guard, Checkov and an IAM linter over every template of the sample, of keys with all options,
# and of the examples, those inside StackSets too. A finding that docs/validators.md does not answer fails, and so does an
# answer to nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null || {
  echo 'the validators need Python 3.10 or later with its module venv, as python3: install both (on Debian: python3-venv)' >&2
  exit 1
}
for validator in cfn-lint cfn-guard checkov iam-policy-validator; do test/validators/install.sh $validator; done

work=.cache/validators/work
rm -rf $work
npx tsx --tsconfig tsconfig.dev.json test/validators/synthesise.ts $work
npx tsx --tsconfig tsconfig.dev.json test/validators/main.ts $work
