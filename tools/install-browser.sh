#!/bin/sh
# Finds or gets a Chromium for the browser tests: the system's, its package manager's, Playwright's.
set -eu
python=${1:-python3}
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    echo "browser: $(command -v "$name")"
    exit 0
  fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "browser: installing Debian's chromium"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fonts-liberation >/dev/null
  exit 0
fi
echo "browser: installing Playwright's own"
"$python" -m playwright install chromium
