#!/bin/sh
# All that training needs, on Debian 12. Run as root, in the repository's folder.
set -e
apt-get update
apt-get install -y --no-install-recommends espeak-ng flite festival festvox-us-slt-hts festvox-kdlpc16k \
    libfst-tools libfst22-plugins-base libpopt0 gcc libc6-dev python3-venv
# SVOX Pico is in Debian's non-free, because its voices are built from binary data. Fetched without adding non-free
# to the system's sources.
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial"
cd "$work"
echo 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm non-free' > sources.list
set -- -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
apt-get "$@" update
apt-get "$@" download libttspico0 libttspico-data libttspico-utils
dpkg -i libttspico*.deb
cd "$here"
python3 -m venv .venv-training
.venv-training/bin/pip install -r requirements-training.txt
