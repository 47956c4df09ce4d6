#!/usr/bin/env bash
# Sends the handler malformed events and policies, requests that overlap, and restorations. FUZZ_EVENTS is the number of cases in each of two
# files, which run at the same time. Accepts the arguments of jest.
set -euo pipefail
cd "$(dirname "$0")/../.."

FUZZ_EVENTS=${FUZZ_EVENTS:-60000} npx jest --ci -c jest.config.json --testPathIgnorePatterns /node_modules/ \
  --testPathPatterns 'test/(fuzz/|key-policy-statements/handler/overlap)' "$@"
