"""Models as they are sent, compared and summed up. Knows no network."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from interaction_models.smapi.problems import BadUse


def wrapped(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The model in its outer object; unknown keys stay, `version` is the service's to give. Raises BadUse."""
    if "interactionModel" not in raw and "languageModel" in raw:
        raw = {"interactionModel": raw}
    if not isinstance(raw.get("interactionModel"), dict):
        raise BadUse("This is no interaction model: there is no languageModel in it.")
    return {name: value for name, value in raw.items() if name != "version"}


def sent(raw: Mapping[str, Any]) -> bytes:
    """The bytes of a request."""
    return json.dumps(wrapped(raw), ensure_ascii=False, separators=(",", ":")).encode()


def digest(body: bytes) -> str:
    """A name for what a model means: the same for another order of keys, and for what is empty or left out.

    Raises BadUse where the bytes are no model.
    """
    try:
        raw = json.loads(body)
    except ValueError:
        raise BadUse("This is not JSON.") from None
    model = _plain(wrapped(raw if isinstance(raw, dict) else {})["interactionModel"])
    return hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        inner = {key: _plain(one) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one not in (None, "", [], {})}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def changes(before: bytes | None, after: bytes) -> str:
    """What `after` adds and takes away, in a line: "intents +1, samples +12 -3"."""
    old, new = _counted(before) if before else {}, _counted(after)
    told: list[str] = []
    for kind in ("intents", "samples", "types", "values", "synonyms"):
        was, now = old.get(kind, Counter()), new[kind]
        added, gone = (now - was).total(), (was - now).total()
        parts = [f"+{added}"] * (added > 0) + [f"-{gone}"] * (gone > 0)
        if parts:
            told.append(f"{kind} {' '.join(parts)}")
    was_called, called = _name(before) if before else "", _name(after)
    if before and was_called != called:
        told.insert(0, f"invocation name {was_called!r} -> {called!r}")
    return ", ".join(told) or "only its order or settings"


def _counted(body: bytes) -> dict[str, "Counter[tuple[str, ...]]"]:
    found: dict[str, Counter[tuple[str, ...]]] = {
        kind: Counter() for kind in ("intents", "samples", "types", "values", "synonyms")
    }
    part = _language(body)
    for intent in part.get("intents") or ():
        name = str(intent.get("name"))
        found["intents"][name,] += 1
        found["samples"].update((name, str(sample)) for sample in intent.get("samples") or ())
    for type_ in part.get("types") or ():
        name = str(type_.get("name"))
        found["types"][name,] += 1
        for value in type_.get("values") or ():
            called = str((value.get("name") or {}).get("value"))
            found["values"][name, called] += 1
            found["synonyms"].update((name, called, str(one)) for one in value["name"].get("synonyms") or ())
    return found


def _name(body: bytes) -> str:
    return str(_language(body).get("invocationName", ""))


def _language(body: bytes) -> dict[str, Any]:
    raw = json.loads(body)
    part: dict[str, Any] = (raw.get("interactionModel") or raw).get("languageModel") or {}
    return part
