#!/bin/sh
# Makes generator/data/recogniser anew from the labelled text in SHARED: about an hour and a quarter on one core.
# usage: sh training/train.sh SHARED
set -eu
shared=${1:-../shared}
work=build/recogniser
python=build/train-venv/bin/python
if [ ! -x "$python" ]; then
    "${PYTHON:-python3}" -m venv build/train-venv
    "$python" -m pip install -q -r requirements.txt  # locked by check sums, which the next line is not: two calls
    "$python" -m pip install -q -r training/requirements.txt
fi
rm -f "$work/finish"
"$python" -m training.prepare --shared "$shared" --out "$work"
"$python" -m training.train --work "$work"
"$python" -m training.export --work "$work"
"$python" -m training.calibrate --shared "$shared"
"$python" -m training.evaluate --shared "$shared"
