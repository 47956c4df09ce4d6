#!/usr/bin/env bash
# Runs all tests, and the CDK's own template validation, on the newest aws-cdk-lib and cdk-nag 2, in a copy of the project.
# The project itself is installed with the oldest aws-cdk-lib it supports. With --record, writes docs/supported-versions.md, if the
# tests pass, on a machine with all languages. With other arguments, runs these as a command instead.
set -euo pipefail

project=$(git rev-parse --show-toplevel)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

git -C "$project" ls-files -z | tar -C "$project" --null -T - -cf - | tar -C "$copy" -xf -
cp -R "$project/node_modules" "$copy/node_modules"
cd "$copy"
npm install --no-save --no-audit --no-fund --loglevel=error 'aws-cdk-lib@^2' 'constructs@^10' 'cdk-nag@^2'
node -p '["aws-cdk-lib", "constructs", "cdk-nag"].map((name) => `${name} ${require(`./node_modules/${name}/package.json`).version}`).join(", ")'

if [ $# -gt 0 ] && [ "$1" != --record ]; then
  "$@"
  exit
fi
npx tsc --noEmit -p tsconfig.dev.json
npx projen bundle
# What knows nothing of the CDK is tested once, by npm test, and so are pairs of options, as each option is tested here by itself. Malformed
# events are of every Region that the CDK knows.
npx jest --ci -c jest.config.json --testPathIgnorePatterns /node_modules/ '/test/(e2e|bindings|package|validators|browser|proof|event-ruler)/' \
  '/test/access/options-(exhaustive|matrix)' '/test/(fakes|fuzz|prose)/' '/test/key-policy-statements/(handler|restore)/(?!malformed)' \
  '/test/check/(access|alarms|calls|causes|command-line|evaluator|event-patterns|live|permissions|policies|remedies|report|texts)/'

if [ "${1-}" = --record ]; then
  npx projen compile > /dev/null
  npx jsii-pacmak --code-only --outdir dist
  npx tsx test/newest/supported-versions.ts "$project" dist > "$project/docs/supported-versions.md"
fi
