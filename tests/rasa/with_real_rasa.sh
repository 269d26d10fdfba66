#!/usr/bin/env bash
# Play every journey through a real Rasa Open Source 3.6 and count the differences.
#
#   tests/rasa/with_real_rasa.sh [FOLDER]
#
# Rasa needs Python 3.10, which must be there: python3.10, or the one named by PYTHON310. Rasa is
# installed in an environment of its own under FOLDER (2.7 GB, kept for the next time), the export is
# trained there, and both servers listen on this machine alone. `make test` does not run this.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-${TMPDIR:-/tmp}/fingerpost-real-rasa}
python=${PYTHON310:-python3.10}
version=3.6.21
export RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore SQLALCHEMY_SILENCE_UBER_WARNING=1

if ! command -v "$python" >/dev/null; then
    echo "Python 3.10 is needed for Rasa $version, and $python is not here. Set PYTHON310 to one." >&2
    exit 2
fi
mkdir -p "$folder"
if [ ! -x "$folder/rasa/bin/rasa" ]; then
    echo "Installing Rasa $version in $folder/rasa: some minutes, this once."
    "$python" -m venv "$folder/rasa"
    "$folder/rasa/bin/python" -m pip install --quiet --disable-pip-version-check "rasa==$version"
fi

rm -rf "$folder/assistant"
.venv/bin/python -m bot rasa export --target open-source "$folder/assistant"
echo "Training."
(cd "$folder/assistant" && "$folder/rasa/bin/rasa" train --fixed-model-name fingerpost >train.log 2>&1) \
    || { cat "$folder/assistant/train.log"; exit 1; }
# What Rasa has to say of the files themselves it says from there.
if grep -A1 -n "rasa/shared/utils/io.py.*Warning\|ConvergenceWarning" "$folder/assistant/train.log"; then
    echo "Rasa warned about the export."
    exit 1
fi
echo "Trained without warnings."

.venv/bin/python -m tests.rasa.with_real_rasa "$folder/rasa/bin/rasa" "$folder/assistant"
