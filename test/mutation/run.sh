#!/usr/bin/env bash
# Mutates the sources, runs the tests on each mutant, and judges what survived: `run.sh [constructs|handler] [arguments of
# Stryker]`. Both without arguments, which takes an hour and a half. `--mutate 'src/key-policy/**/*.ts'` limits it to a folder.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

# The CDK leaves cloud assemblies in the temporary directory, those of a thousand mutants some 20 GB.
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

case ${1:-} in
  constructs | handler) parts=("$1"); shift ;;
  *) parts=(constructs handler) ;;
esac
reports=()
for part in "${parts[@]}"; do
  npx stryker run "test/mutation/$part.js" "$@"
  reports+=(".cache/mutation/$part.json")
done
npx tsx test/mutation/report.ts "${reports[@]}"
