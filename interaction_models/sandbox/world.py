"""What the stand-in holds: skills, models, builds, tokens, and every request it has seen. Knows no HTTP framework."""

import hashlib
import itertools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interaction_models.sandbox.faults import Fault

SKILL = "amzn1.ask.skill.sandbox"
CLIENT_ID = "amzn1.application-oa2-client.sandbox"
CLIENT_SECRET = "sandbox-secret"  # noqa: S105  # it opens nothing but this stand-in
REFRESH_TOKEN = "Atzr|sandbox"  # noqa: S105  # it opens nothing but this stand-in
STEPS = ("DIALOG_MODEL_BUILD", "LANGUAGE_MODEL_QUICK_BUILD", "LANGUAGE_MODEL_FULL_BUILD")


@dataclass(slots=True)
class Build:
    """One asynchronous build: it goes one step further each time somebody asks for the status.

    `errors` are (step, error) pairs: the build fails at the first step that has some.
    """

    errors: Sequence[tuple[str, Mapping[str, Any]]] = ()
    warnings: Sequence[Mapping[str, Any]] = ()
    asked: int = 0
    polls_per_step: int = 1
    held: bool = False
    ended: str = ""

    def advance(self) -> None:
        """Somebody asked."""
        if self.ended or self.held:
            return
        self.asked += 1
        for done in range(min(self.asked // self.polls_per_step, len(STEPS))):
            if self.errors_at(STEPS[done]):
                self.ended = "FAILED"
                return
        if self.asked >= self.polls_per_step * len(STEPS):
            self.ended = "SUCCEEDED"

    def errors_at(self, step: str) -> list[Mapping[str, Any]]:
        """What goes wrong in this step."""
        return [error for at, error in self.errors if at == step]

    def told(self) -> dict[str, Any]:
        """`lastUpdateRequest` of Amazon's status."""
        steps: list[dict[str, Any]] = []
        for number, name in enumerate(STEPS):
            if self.asked < number * self.polls_per_step:
                break
            over = self.asked >= (number + 1) * self.polls_per_step
            errors = self.errors_at(name) if over else []
            status = "FAILED" if errors else "SUCCEEDED" if over else "IN_PROGRESS"
            steps.append({"name": name, "status": status} | ({"errors": errors} if errors else {}))
            if status != "SUCCEEDED":
                break
        told: dict[str, Any] = {"status": self.ended or "IN_PROGRESS", "buildDetails": {"steps": steps}}
        if self.ended == "FAILED":
            told["errors"] = [error for step in STEPS for error in self.errors_at(step)]
        if self.ended and self.warnings:
            told["warnings"] = list(self.warnings)
        return told


@dataclass(slots=True)
class Stored:
    """The model of a locale: the bytes as they were sent, their version and eTag, and its build."""

    body: bytes
    version: int
    build: Build

    @property
    def etag(self) -> str:
        """An opaque name of this version."""
        return hashlib.sha256(str(self.version).encode() + self.body).hexdigest()[:32]


@dataclass(slots=True)
class Skill:
    """One skill: models by (stage, locale), annotation sets and evaluations by id."""

    models: dict[tuple[str, str], Stored] = field(default_factory=dict)
    annotation_sets: dict[str, dict[str, Any]] = field(default_factory=dict)
    evaluations: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """One request, and how it was answered. The token is not kept."""

    method: str
    path: str
    status: int
    if_match: str | None


@dataclass(slots=True)
class World:
    """Everything. `token_uses` is how many requests an access token lasts (None: for ever)."""

    skills: dict[str, Skill] = field(default_factory=lambda: {SKILL: Skill()})
    client: tuple[str, str] = (CLIENT_ID, CLIENT_SECRET)
    refresh_tokens: set[str] = field(default_factory=lambda: {REFRESH_TOKEN})
    codes: dict[str, str] = field(default_factory=dict)
    access_tokens: dict[str, int] = field(default_factory=dict)
    token_uses: int | None = None
    polls_per_step: int = 1
    hold_builds: bool = False
    faults: list[Fault] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def store(self, skill: str, stage: str, locale: str, body: bytes, build: Build) -> Stored:
        """A new version of a locale's model."""
        models = self.skills[skill].models
        before = models.get((stage, locale))
        stored = models[stage, locale] = Stored(body, before.version + 1 if before else 1, build)
        return stored

    def built(self) -> Build:
        """A build that is over."""
        return Build(asked=self.polls_per_step * len(STEPS), polls_per_step=self.polls_per_step, ended="SUCCEEDED")

    def access_token(self) -> str:
        """A new access token."""
        token = f"Atza|sandbox-{next(self.numbers)}"
        self.access_tokens[token] = 0
        return token

    def admits(self, token: str) -> bool:
        """Whether the token is good for one more request; that request is counted."""
        used = self.access_tokens.get(token)
        if used is None or (self.token_uses is not None and used >= self.token_uses):
            return False
        self.access_tokens[token] = used + 1
        return True

    def release(self) -> None:
        """Let held builds go on."""
        self.hold_builds = False
        for skill in self.skills.values():
            for stored in skill.models.values():
                stored.build.held = False
