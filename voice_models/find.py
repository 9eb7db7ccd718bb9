"""Which model hears a locale. Looks on this disk only."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

HERE = Path(__file__).parent
EMBEDDED = {"en": HERE / "en-US"}
ABOUT = "about.json"
"""What the fetching of a model writes into its folder: name, locale, licence, and the check-sum of its zip."""


@dataclass(frozen=True, slots=True)
class VoiceModel:
    """A model of speech on disk: `path` is the folder that Vosk loads; `embedded` is true for the small one that
    comes with the program."""

    locale: str
    path: Path
    name: str
    embedded: bool
    licence: str


class NoVoiceModel(LookupError):
    """No model on this machine hears this locale; the message has the one command that gets one."""


def folder() -> Path:
    """Where fetched models are: $VOICE_MODELS_DIR, else the user's data folder."""
    named = os.environ.get("VOICE_MODELS_DIR")
    return Path(named).expanduser() if named else user_data_path("voice-shop") / "voice_models"


def is_model(path: Path) -> bool:
    """Whether Vosk could load this folder: it has weights and settings."""
    return (path / "am" / "final.mdl").is_file() or (path / "final.mdl").is_file()


def fetched() -> tuple[VoiceModel, ...]:
    """The models that were fetched, by name. A folder that is none of them is passed over."""
    found = []
    for about in sorted(folder().glob(f"*/{ABOUT}")):
        try:
            raw = json.loads(about.read_text("utf-8"))
            model = VoiceModel(str(raw["locale"]), about.parent, str(raw["name"]), False, str(raw["licence"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if is_model(model.path):
            found.append(model)
    return tuple(found)


def find(locale: str) -> VoiceModel:
    """The model that hears this locale: a fetched one of the locale, of its language, else the embedded one.

    Raises NoVoiceModel with the command that gets one.
    """
    language = locale.partition("-")[0].lower()
    here = {model.locale.lower(): model for model in reversed(fetched())}
    same_language = (model for tag, model in here.items() if tag.partition("-")[0] == language)
    model = here.get(locale.lower()) or next(same_language, None)
    if model is not None:
        return model
    embedded = EMBEDDED.get(language)
    if embedded is not None and is_model(embedded):
        return VoiceModel("en-US", embedded, "embedded en-US", True, "Apache-2.0")
    raise NoVoiceModel(
        f"No model on this machine hears {locale}. This fetches one (45 MB): python -m voice_models fetch {locale}"
    )
