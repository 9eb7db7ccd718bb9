"""The stand-in while a test runs, with secrets that would be noticed wherever they were printed."""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from pydantic import SecretStr

from interaction_models.__main__ import main
from interaction_models.sandbox.faults import Fault
from interaction_models.sandbox.world import SKILL, World
from interaction_models.smapi.credentials import Credentials
from interaction_models.smapi.journal import Journal
from interaction_models.smapi.plan import plan
from interaction_models.smapi.progress import Progress
from interaction_models.smapi.service import Service
from interaction_models.smapi.tokens import Tokens
from interaction_models.smapi.transport import Patience, Transport
from interaction_models.smapi.upload import Outcome, Pace, Uploads

CANARY_SECRET = "canary-secret-4711"
CANARY_REFRESH = "Atzr|canary-refresh-4711"
CANARIES = ("canary", "Atza|", "Bearer")

MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "corner shop",
            "intents": [
                {"name": "AMAZON.StopIntent", "samples": []},
                {
                    "name": "ReorderIntent",
                    "slots": [{"name": "product", "type": "Product"}],
                    "samples": ["reorder {product}", "order again"],
                },
                {"name": "HoursIntent", "samples": ["when are you open"]},
            ],
            "types": [{"name": "Product", "values": [{"id": "1", "name": {"value": "coffee", "synonyms": ["beans"]}}]}],
        }
    }
}


def new_world(**settings: Any) -> World:
    """A world that knows our canaries."""
    return World(client=("client", CANARY_SECRET), refresh_tokens={CANARY_REFRESH}, **settings)


def model(*samples: str, name: str = "corner shop") -> dict[str, Any]:
    """The small model, with more samples of HoursIntent."""
    made = copy.deepcopy(MODEL)
    made["interactionModel"]["languageModel"]["invocationName"] = name
    made["interactionModel"]["languageModel"]["intents"][2]["samples"] += samples
    return made


class Told:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def show(self, locale: str, text: str) -> None:
        """Remember."""
        self.lines.append(f"{locale}  {text}")


@dataclass
class Stand:
    """The stand-in and a developer's machine: a folder of models, a folder for what is kept."""

    world: World
    url: str
    home: Path
    slept: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self.models.mkdir(parents=True)

    @property
    def models(self) -> Path:
        """Where the developer's models are."""
        return self.home / "models"

    @property
    def journal(self) -> Journal:
        """What is kept."""
        return Journal.of(self.home / "var", SKILL, "development")

    @property
    def environment(self) -> dict[str, str]:
        """What the commands read."""
        return {
            "ASK_SMAPI_SERVER_BASE_URL": self.url,
            "ASK_LWA_TOKEN_HOST": self.url,
            "ASK_LWA_AUTHORIZE_HOST": self.url,
            "ASK_LWA_CLIENT_ID": "client",
            "ASK_LWA_CLIENT_CONFIRMATION": CANARY_SECRET,
            "ASK_REFRESH_TOKEN": CANARY_REFRESH,
            "ALEXA_SKILL_ID": SKILL,
            "VAR": str(self.home / "var"),
        }

    def have(self, locale: str, raw: dict[str, Any]) -> bytes:
        """Write a model file; the bytes that would be sent."""
        (self.models / f"{locale}.json").write_text(json.dumps(raw), "utf-8")
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()

    def put(self, locale: str, raw: dict[str, Any]) -> bytes:
        """Somebody has uploaded this model long ago, in their own layout."""
        body = json.dumps(raw, indent=1).encode()
        self.world.store(SKILL, "development", locale, body, self.world.built())
        return body

    def there(self, locale: str) -> bytes:
        """The bytes that the service has."""
        return self.world.skills[SKILL].models["development", locale].body

    def go_wrong(self, **fault: Any) -> None:
        """Add a fault."""
        self.world.faults.append(Fault.read(fault))

    def seen(self, method: str, part: str = "") -> list[int]:
        """The statuses that such requests were answered with."""
        return [one.status for one in self.world.seen if one.method == method and part in one.path]

    def service(self, skill: str = SKILL, **patience: Any) -> Service:
        """A client that never really sleeps."""
        slow = Patience(sleep=self.slept.append, **{"jitter": lambda: 0.0, **patience})
        held = Credentials("client", SecretStr(CANARY_SECRET), SecretStr(CANARY_REFRESH))
        tokens = Tokens(Transport(self.url, slow, self.notes.append), held)
        return Service(Transport(self.url, slow, self.notes.append), tokens, skill)

    def upload(self, bodies: dict[str, bytes], *, overwrite: bool = False, **patience: Any) -> list[Outcome]:
        """Plan and carry out, as the command does."""
        service = self.service(**patience)
        planned = [plan(service, self.journal, locale, body, overwrite=overwrite) for locale, body in bodies.items()]
        shown: Progress = self.told
        return Uploads(service, self.journal, shown, Pace(between=0, sleep=self.slept.append)).run(planned)

    def run(self, *arguments: str, given: str | None = None, environment: dict[str, str] | None = None) -> Result:
        """A command; whatever it prints holds no secret."""
        everything = {**self.environment, **(environment or {})}
        quick = ["--interval", "0"] if arguments[0] in ("upload", "rollback", "evaluate") else []
        place = ["--folder", str(self.models)] if arguments[0] == "upload" else []
        result = CliRunner().invoke(main, [*arguments, *quick, *place], input=given, env=everything)
        check_secret(result.output)
        return result


def check_secret(text: str, also: Sequence[str] = ()) -> None:
    """No canary in it."""
    for canary in (*CANARIES, *also):
        assert canary not in text
