#!/usr/bin/env bash
# Whether there is a Python that can make environments: 3.10 or later, as python3, with its module venv.
exec python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null
