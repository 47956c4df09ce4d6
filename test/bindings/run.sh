#!/usr/bin/env bash
# Packages the library for Python, Java and Go as a release does, runs the app of each language with its package, and compares
# what they make with what the TypeScript app makes: `run.sh`, or `run.sh --cdk VERSION` for another aws-cdk-lib than the oldest.
set -euo pipefail
cd "$(dirname "$0")/../.."

installed() { node -p "require('$1/package.json').version"; }
version=$(installed aws-cdk-lib)
if [ "${1-}" = --cdk ] && [ $# -eq 2 ]; then version=$2
elif [ $# -gt 0 ]; then
  echo "arguments are \"$*\", but only --cdk VERSION is known: leave them out, or give a version of aws-cdk-lib" >&2
  exit 1
fi
CONSTRUCTS_VERSION=$(installed constructs)
JSII_VERSION=$(installed jsii-pacmak)
export CDK_VERSION=$version CONSTRUCTS_VERSION JSII_VERSION JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20

languages=()
left_out=0
# Takes a language, what it needs, and a command that succeeds where that is there.
want() {
  local language=$1 needs=$2
  shift 2
  if "$@" > /dev/null 2>&1; then
    languages+=("$language")
  else
    echo "left out: $language, which needs $needs"
    left_out=1
  fi
}
want python 'Python 3.10 or later with its module venv, as python3' test/python/available.sh
want java 'a JDK and Maven, as javac and mvn' eval 'javac -version && mvn -version'
want go 'Go 1.25 or later, as go' eval '[[ "$(go env GOVERSION)" =~ ^go1\.(2[5-9]|[3-9][0-9]) ]]'
command -v dotnet > /dev/null || echo 'left out: .NET, which needs its SDK, as dotnet: its code is generated and read, but not built'
if [ ${#languages[@]} -eq 0 ] || { [ "${CI-}" = true ] && [ $left_out = 1 ]; }; then
  echo 'nothing is compared: install what is said to be left out' >&2
  exit 1
fi

test/bindings/package.sh "${languages[@]}"
rm -rf .cache/bindings/results
# All at the same time, as each waits for a registry or a compiler most of the time.
languages=(typescript "${languages[@]}")
runs=()
for language in "${languages[@]}"; do
  test/bindings/$language/run.sh > ".cache/bindings/$language.log" 2>&1 &
  runs+=($!)
done
failed=0
for index in "${!languages[@]}"; do
  echo "${languages[index]}"
  wait "${runs[index]}" || failed=1
  cat ".cache/bindings/${languages[index]}.log"
done
[ $failed = 0 ]
npx jest --ci --verbose -c test/bindings/jest.config.json
