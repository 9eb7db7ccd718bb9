"""Where training reads and writes: below $VOICE_TRAINING_DIR, else var/training. data/ must be brought (README.md)."""

import os
from pathlib import Path

ROOT = Path(os.environ.get("VOICE_TRAINING_DIR") or Path("var") / "training")
DATA = ROOT / "data"  # recordings by people and of a kitchen
WORK = ROOT / "work"  # texts, features, networks: all of it can be made again
MODEL = ROOT / "model"  # what libvosk loads
EMBEDDED_WEIGHTS = Path(__file__).parent / "weights-en-us.pt"  # of the embedded model
