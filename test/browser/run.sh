#!/usr/bin/env bash
# Looks at the HTML report of the command in Chromium, which Debian's package manager installs where there is none. Takes the
# arguments of jest.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! test/browser/available.sh; then
  echo 'left out: needs Chromium, or apt-get and root to install it'
  exit 0
fi
if ! [ -x /usr/bin/chromium ]; then
  apt-get update -qq
  apt-get install -y -qq chromium > /dev/null
fi
npx jest --ci -c test/browser/jest.config.json "$@"
