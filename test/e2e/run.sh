#!/usr/bin/env bash
# Deploys by the real command line interface of the CDK to an emulator of AWS, and reads back what is there: no account,
# no credentials, no Docker. Takes the arguments of jest.
set -euo pipefail
cd "$(dirname "$0")/../.."

# At the same time, as pip uses one core.
installations=()
for program in ministack moto awscli; do
  test/e2e/install.sh $program &
  installations+=($!)
done
for installation in "${installations[@]}"; do wait "$installation"; done
# The SDK warns of the end of Node.js 20, the oldest that this project supports.
AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true npx jest --ci -c test/e2e/jest.config.json "$@"
