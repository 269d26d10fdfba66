#!/usr/bin/env bash
# Install what only `make test-all` needs, from Debian's packages: a PostgreSQL server, tmux, and for
# the host's files bubblewrap and systemd's own analyser, for printed cards what reads them, and for
# the staff pages a browser with letters for every script.
set -euo pipefail
missing=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
command -v tmux >/dev/null || missing+=(tmux)
command -v bwrap >/dev/null || missing+=(bubblewrap)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
command -v zbarimg >/dev/null || missing+=(zbar-tools)
command -v chromium >/dev/null || missing+=(chromium fonts-noto-core)
command -v systemd-analyze >/dev/null || missing+=(systemd)
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Installing for make test-all: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}" >/dev/null
