#!/usr/bin/env bash
# Proves the key policies of the library by an SMT solver: for every request, and not for samples. Accepts the arguments of jest.
set -euo pipefail
cd "$(dirname "$0")/../.."

test/proof/install.sh
npx jest --ci -c test/proof/jest.config.json "$@"
