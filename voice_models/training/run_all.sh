#!/bin/sh
# From texts to a tested model: about an hour and a half on two cores. Run in the repository's folder, after install.sh
# and with the recordings in place (README.md). Each step can also be run by itself.
set -e
PYTHON="${PYTHON:-.venv-training/bin/python}"
WORK="${VOICE_TRAINING_DIR:-var/training}/work"
step() { echo "== $*"; name=$1; shift; "$PYTHON" -m "voice_models.training.$name" "$@"; }
step texts
step synthesize test
step synthesize tune
step synthesize train 1500
step noise
step recordings split
step recordings wakewords
step train 14 "$WORK/first.pt"          # without the coffee orders
step transcripts "$WORK/first.pt"       # of the half that trains
step recordings features
step train 35 "$WORK/final.pt" --init "$WORK/first.pt" --frames 2400 --learning-rate 2.5e-3
step export "$WORK/final.pt"
step graph
step evaluate
