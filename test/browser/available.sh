#!/usr/bin/env bash
# Whether there is Chromium where Debian has it, or a way to install it.
[ -x /usr/bin/chromium ] || { [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; }
