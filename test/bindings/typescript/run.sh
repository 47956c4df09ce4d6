#!/usr/bin/env bash
# Installs the npm package with its peers, compiles the app against it, and runs it.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/bindings/app.sh typescript

tools=$PWD/node_modules/.bin
if is_stale run.sh; then
  echo '{ "name": "bindings-typescript", "private": true }' > "$home/package.json"
  npm install --prefix "$home" --no-audit --no-fund --loglevel=error \
    "$packages"/js/*.tgz "aws-cdk-lib@$CDK_VERSION" "constructs@$CONSTRUCTS_VERSION"
  is_installed
fi
# In this folder it finds the installed package, and not the sources.
cp "$source/app.ts" "$home"
(cd "$home" && "$tools/tsc" --ignoreConfig --noEmit --strict --skipLibCheck --target es2022 --module node20 --types node app.ts)
version="TypeScript, Node.js $(node -p process.versions.node)"
run_app "$tools/tsx" "$home/app.ts"
