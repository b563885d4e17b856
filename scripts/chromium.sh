#!/bin/sh
# Sees to a Chromium for the browser tests: the system's own, installed from the system's packages where root can do that.
# Without one those tests are skipped and say so; nothing fails here.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing Chromium for the browser tests" >&2
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 && exit 0
fi
echo "no Chromium here: the browser tests will be skipped (Debian: sudo apt install chromium)" >&2
exit 0
