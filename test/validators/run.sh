#!/usr/bin/env bash
# Runs cfn-lint, CloudFormation Guard, Checkov and an IAM linter over every template of the sample, of keys with all options,
# and of the examples, those inside StackSets too. A finding that docs/validators.md does not answer fails, and so does an
# answer to nothing.
set -euo pipefail
cd "$(dirname "$0")/../.."

test/validators/install.sh

work=.cache/validators/work
rm -rf $work
npx tsx --tsconfig tsconfig.dev.json test/validators/synthesize.ts $work
npx tsx --tsconfig tsconfig.dev.json test/validators/main.ts $work
