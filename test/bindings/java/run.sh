#!/usr/bin/env bash
# Compiles the app against the package in a Maven repository of its own, and runs it.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/bindings/app.sh java

repository=$work/maven
flags=(-o)
if is_stale run.sh pom.xml; then
  flags=()
  # Maven would keep an earlier package of the same version.
  rm -rf "$repository/io/github/cdk-vault-replica-keys"
fi
rm -rf "$home/src"
cp -R "$source/pom.xml" "$source/src" "$home"
mvn -q -B -f "$home/pom.xml" "${flags[@]}" "-Dmaven.repo.local=$repository" "-Dbindings.repository=$packages/java" \
  "-Dcdk.version=$CDK_VERSION" "-Dconstructs.version=$CONSTRUCTS_VERSION" "-Djsii.version=$JSII_VERSION" \
  compile dependency:build-classpath "-Dmdep.outputFile=$home/classpath" > "$home/mvn.log" 2>&1 || { cat "$home/mvn.log" >&2; exit 1; }
is_installed
compiler=$(javac -version)
version="Java ${compiler#javac }, jsii $JSII_VERSION"
run_app java -cp "$home/target/classes:$(cat "$home/classpath")" vault.VaultApp
