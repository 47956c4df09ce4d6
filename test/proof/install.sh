#!/usr/bin/env bash
# Installs the solvers Z3 and cvc5 from PyPI into .cache/solvers; does nothing when they are there already.
set -euo pipefail
cd "$(dirname "$0")/../.."

exec test/python/environment.sh .cache/solvers test/proof/requirements.txt 'the proof needs'
