#!/usr/bin/env bash
# Asks AWS's own implementation of event patterns, Event Ruler for Java, about the patterns of the rules. Takes the arguments of jest.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! { javac -version && mvn -version; } > /dev/null 2>&1; then
  echo 'left out: needs a JDK and Maven, as javac and mvn'
  exit 0
fi
home=$PWD/.cache/event-ruler
if ! cmp -s test/event-ruler/pom.xml "$home/pom.xml"; then
  rm -rf "$home"
  mkdir -p "$home"
  mvn -q -B -f test/event-ruler/pom.xml "-Dmaven.repo.local=$home/maven" dependency:build-classpath "-Dmdep.outputFile=$home/classpath"
  cp test/event-ruler/pom.xml "$home"
fi
npx jest --ci -c test/event-ruler/jest.config.json "$@"
