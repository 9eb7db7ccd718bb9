"""What the service refuses in a model: at once (its shape), or while it builds (its meaning).

Only the errors that have been published with their code or wording; the tool's own validation goes much further.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Error = Mapping[str, Any]
_NAME = re.compile(r"[A-Za-z][A-Za-z_]*\Z")
_SLOT = re.compile(r"\{([^{}]*)\}")
_INVOCATION = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'\u2019])*\Z")
DIALOG, QUICK, FULL = "DIALOG_MODEL_BUILD", "LANGUAGE_MODEL_QUICK_BUILD", "LANGUAGE_MODEL_FULL_BUILD"


def _error(code: str, message: str, path: str) -> Error:
    return {
        "code": code,
        "message": f"{code}: {message}",
        "validationDetails": {"originalInstance": {"propertyPath": path}},
    }


def shape(body: bytes) -> tuple[dict[str, Any], list[Error]]:
    """The model, and what is wrong with its shape: such a request is answered 400."""
    try:
        raw = json.loads(body)
    except ValueError:
        return {}, [_error("CONTENT_PARSE_FAILURE", "The request body is not JSON.", "$")]
    part = raw.get("interactionModel") if isinstance(raw, dict) else None
    language = part.get("languageModel") if isinstance(part, dict) else None
    if not isinstance(language, dict):
        return {}, [_error("InvalidModelDefinitionSchema", "languageModel is missing.", "$.interactionModel")]
    at = "$.interactionModel.languageModel"
    found = [
        _error("MISSING_REQUIRED_PROPERTY", f'Object instance at "{at}" must have property "{name}".', f"{at}.{name}")
        for name in ("invocationName", "intents")
        if not language.get(name)
    ]
    for name in ("intents", "types"):
        if not isinstance(language.get(name, []), list):
            found.append(_error("INVALID_DATA_TYPE", f"{name} must be an array.", f"{at}.{name}"))
    return raw["interactionModel"], found


def meaning(model: Mapping[str, Any]) -> list[tuple[str, Error]]:
    """What goes wrong while a model of the right shape builds: (step, error)."""
    language = model["languageModel"]
    at = "$.interactionModel.languageModel"
    found: list[tuple[str, Error]] = []
    if (
        not _INVOCATION.match(language["invocationName"])
        or language["invocationName"].lower() != language["invocationName"]
    ):
        found.append((QUICK, _error("InvalidInvocationName", "Invocation name is invalid.", f"{at}.invocationName")))
    types = {one.get("name") for one in language.get("types", ())}
    counts = Counter(one.get("name") for one in language["intents"])
    for number, intent in enumerate(language["intents"]):
        path = f"{at}.intents[{number}]"
        if counts[intent.get("name")] > 1:
            found.append((QUICK, _error("DuplicateIntentName", f'Intent "{intent["name"]}" is there twice.', path)))
        found += [(QUICK, error) for error in _intent(intent, types, path)]
    for number, type_ in enumerate(language.get("types", ())):
        path = f"{at}.types[{number}]"
        if not _NAME.match(str(type_.get("name")).removeprefix("AMAZON.")):
            found.append((QUICK, _error("InvalidSlotTypeName", f'Slot type name "{type_["name"]}" is invalid.', path)))
        if not (type_.get("values") or type_.get("valueSupplier") or str(type_.get("name")).startswith("AMAZON.")):
            found.append((FULL, _error("MissingSlotTypeValues", f'"{type_["name"]}" has no values.', path)))
    return found + [(DIALOG, error) for error in _prompts(model)]


def _intent(intent: Mapping[str, Any], types: set[str | None], path: str) -> Iterator[Error]:
    name, samples = str(intent.get("name")), intent.get("samples") or []
    builtin = name.startswith("AMAZON.")
    if not builtin and not _NAME.match(name):
        yield _error("InvalidIntentName", f'Intent name "{name}" is invalid.', f"{path}.name")
    if not builtin and not samples:
        yield _error("MissingIntentSamples", f'Intent "{name}" has no sample utterances.', f"{path}.samples")
    slots = {slot.get("name"): slot.get("type", "") for slot in intent.get("slots") or ()}
    for number, (slot, type_) in enumerate(slots.items()):
        if type_ not in types and not type_.startswith("AMAZON."):
            where = f"{path}.slots[{number}].type"
            yield _error("UnknownSlotType", f'Slot type "{type_}" of "{slot}" in "{name}" is not defined.', where)
    for number, sample in enumerate(samples):
        used = _SLOT.findall(sample)
        where = f"{path}.samples[{number}]"
        for slot in used:
            if slot not in slots:
                yield _error("MissingSlot", f'Sample "{sample}" in "{name}" uses an undefined slot.', where)
        searched = [slot for slot in used if slots.get(slot) == "AMAZON.SearchQuery"]
        if searched and (len(used) > 1 or not _SLOT.sub("", sample).strip()):
            message = (
                f'Sample utterance "{sample}" in intent "{name}" must include a carrier phrase, and no other slot.'
            )
            yield _error("InvalidIntentSamplePhraseSlot", message, where)
        if re.search(r"[^\w\s.'\u2019{}-]", sample):
            yield _error("InvalidIntentSample", f'Sample "{sample}" in "{name}" has invalid characters.', where)


def _prompts(model: Mapping[str, Any]) -> Iterator[Error]:
    known = {prompt.get("id") for prompt in model.get("prompts") or ()}
    for number, intent in enumerate((model.get("dialog") or {}).get("intents") or ()):
        for place, slot in enumerate(intent.get("slots") or ()):
            for kind, prompt in (slot.get("prompts") or {}).items():
                if prompt not in known:
                    path = f"$.interactionModel.dialog.intents[{number}].slots[{place}].prompts.{kind}"
                    message = f'Prompt id "{prompt}" for slot "{slot.get("name")}" is not present in prompts.'
                    yield _error("MissingDialogIntentSlotPrompt", message, path)
