"""The calls of the API that models need. Each raises the problems of `transport`."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from interaction_models.smapi.problems import NotThere, Unreachable
from interaction_models.smapi.tokens import Tokens
from interaction_models.smapi.transport import Answer, Transport


@dataclass(frozen=True, slots=True)
class Remote:
    """A model as the service has it: its bytes as they came, and its eTag."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Service:
    """One skill in one stage."""

    transport: Transport
    tokens: Tokens
    skill: str
    stage: str = "development"

    def model(self, locale: str) -> Remote | None:
        """The model of a locale; None where there is none."""
        try:
            answer = self._call("GET", self._stage_path(locale))
        except NotThere:
            self.status()  # tells a skill that does not exist from a locale without a model
            return None
        return Remote(answer.body, _etag(answer))

    def put(self, locale: str, body: bytes, etag: str | None) -> None:
        """Send a model. The build goes on by itself; with an eTag only if nobody has changed it since."""
        self._call("PUT", self._stage_path(locale), body=body, headers={"If-Match": etag} if etag else {})

    def status(self) -> Mapping[str, Mapping[str, Any]]:
        """Locale -> {lastUpdateRequest, eTag, version}."""
        answer = self._call("GET", f"{self._skill_path}/status", params={"resource": "interactionModel"}).json()
        told = answer.get("interactionModel") if isinstance(answer, dict) else None
        return told if isinstance(told, dict) else {}

    def profile(self, locale: str, utterance: str) -> Mapping[str, Any]:
        """What the service understands."""
        path = f"{self._stage_path(locale)}/profileNlu"
        return _object(self._call("POST", path, body=_bytes({"utterance": utterance})))

    def annotation_set(self, locale: str, name: str, data: Sequence[Mapping[str, Any]]) -> str:
        """The id of the annotation set of this name, made if need be, with `data` in it."""
        sets = f"{self._skill_path}/nluAnnotationSets"
        for held in self._pages(sets, "annotationSets", {"locale": locale, "maxResults": "100"}):
            if held.get("name") == name and held.get("annotationId"):
                key = str(held["annotationId"])
                break
        else:
            made = self._call("POST", sets, body=_bytes({"locale": locale, "name": name}), repeatable=False)
            key = str(_object(made)["id"])
        self._call("POST", f"{sets}/{quote(key, safe='')}/annotations", body=_bytes({"data": data}))
        return key

    def evaluate(self, locale: str, annotation_set: str) -> str:
        """Start an evaluation; its id."""
        asked = {"stage": self.stage, "locale": locale, "source": {"annotationId": annotation_set}}
        path = f"{self._skill_path}/nluEvaluations"
        return str(_object(self._call("POST", path, body=_bytes(asked), repeatable=False))["id"])

    def evaluation(self, key: str) -> Mapping[str, Any]:
        """How an evaluation is going."""
        return _object(self._call("GET", f"{self._skill_path}/nluEvaluations/{quote(key, safe='')}"))

    def results(self, key: str) -> Iterator[Mapping[str, Any]]:
        """The test cases of an evaluation that has ended, page by page."""
        path = f"{self._skill_path}/nluEvaluations/{quote(key, safe='')}/results"
        return self._pages(path, "testCases", {"maxResults": "1000"})

    def _pages(self, path: str, name: str, params: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        token = ""
        while True:
            page = _object(self._call("GET", path, params={**params, **({"nextToken": token} if token else {})}))
            yield from (one for one in page.get(name) or () if isinstance(one, dict))
            following = str((page.get("paginationContext") or {}).get("nextToken") or "")
            if not following or following == token:
                return
            token = following

    def _call(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        repeatable: bool = True,
    ) -> Answer:
        own = {
            "Accept": "application/json",
            **({"Content-Type": "application/json"} if body else {}),
            **(headers or {}),
        }
        return self.transport.send(
            method,
            path,
            headers=lambda: {**own, **self.tokens.header()},
            renew=self.tokens.refused,
            body=body,
            params=params,
            repeatable=repeatable,
        )

    @property
    def _skill_path(self) -> str:
        return f"/v1/skills/{quote(self.skill, safe='')}"

    def _stage_path(self, locale: str) -> str:
        return (
            f"{self._skill_path}/stages/{quote(self.stage, safe='')}/interactionModel/locales/{quote(locale, safe='')}"
        )


def _etag(answer: Answer) -> str:
    found = {name.lower(): value for name, value in answer.headers.items()}.get("etag", "")
    if not found:
        raise Unreachable("The service sent a model without its eTag: nothing can be changed safely.")
    return found


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _object(answer: Answer) -> Mapping[str, Any]:
    body = answer.json()
    if not isinstance(body, dict):
        raise Unreachable("The service answered with something that is no object.")
    return body
