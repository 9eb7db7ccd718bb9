"""The service's errors as findings: the rule id that `validate` has for the same thing, and a JSON pointer.

The table is data: `RULES` maps the service's code to a rule id, `WORDINGS` does so for messages that come without a
code of their own. Codes marked [seen] were published by people whom the service refused, or stand in Amazon's list of
error codes; the others are the stand-in's own names for refusals whose wording alone is known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RULES: Mapping[str, str] = {
    "InvalidModelDefinitionSchema": "schema",  # [seen]
    "CONTENT_PARSE_FAILURE": "json",  # [seen]
    "MISSING_REQUIRED_PROPERTY": "schema",  # [seen]
    "INVALID_DATA_TYPE": "schema",  # [seen]
    "UNEXPECTED_PROPERTY": "schema",  # [seen]
    "InvalidInvocationName": "invocation-name",
    "InvalidIntentName": "intent-name",
    "DuplicateIntentName": "intent-twice",
    "MissingIntentSamples": "intent-without-samples",
    "InvalidIntentSample": "sample-characters",
    "InvalidIntentSamplePhraseSlot": "search-query-alone",  # [seen]
    "MissingSlot": "slot-undefined",  # [seen]
    "UnknownSlotType": "slot-type-unknown",
    "InvalidSlotTypeName": "slot-type-name",  # [seen]
    "MissingSlotTypeValues": "slot-type-empty",
    "MissingDialogIntentSlotPrompt": "prompt-missing",  # [seen]
}
WORDINGS: Sequence[tuple[str, str]] = (  # a regular expression of the message, the rule
    (r"must include a carrier phrase|cannot consist of only slots", "search-query-alone"),
    (r"slot that is not defined|doesn't declare the slot|missing slot values", "slot-undefined"),
    (r"unknown slot type|slot type .* is not defined", "slot-type-unknown"),
    (r"token '.*' is not valid|valid punctuation marks", "sample-characters"),
    (r"custom slot type must begin with", "slot-type-name"),
    (r"not present in prompts", "prompt-missing"),
)
_CODE = re.compile(r"([A-Z][A-Za-z]+|[A-Z]+(?:_[A-Z]+)+): |Error code: (\w+)")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]|\['([^']*)'\]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One error or warning of the service. `rule` is empty where no rule of ours is known for it."""

    code: str
    message: str
    rule: str = ""
    pointer: str = ""
    warning: bool = False

    def line(self) -> str:
        """As it is told: severity, rule or code, where, what."""
        said = self.message.removeprefix(f"{self.code}: ")
        name = f"{self.rule} ({self.code})" if self.rule and self.code else self.rule or self.code or "unknown"
        return f"{'warning' if self.warning else 'error'}  {name}  {self.pointer or '(no place told)'}  {said}"


def finding(raw: Mapping[str, Any], *, warning: bool = False) -> Finding:
    """An Error or StandardizedError of the service, read."""
    message = str(raw.get("message") or "")
    named = _CODE.search(message)
    code = (named[1] or named[2]) if named else ""
    code = code or str(raw.get("code") or "")
    rule = RULES.get(code) or next((rule for words, rule in WORDINGS if re.search(words, message, re.I)), "")
    return Finding(code, message, rule, _pointer(raw), warning)


def findings(body: Any) -> Iterator[Finding]:
    """All errors of a BadRequestError, or the one of an Error."""
    if isinstance(body, dict):
        violations = body.get("violations")
        found = violations if isinstance(violations, list) and violations else [body]
        yield from (finding(one) for one in found if isinstance(one, dict) and one.get("message"))


def _pointer(raw: Mapping[str, Any]) -> str:
    """`$.interactionModel.languageModel.intents[3]` as `/interactionModel/languageModel/intents/3`."""
    details = raw.get("validationDetails")
    if not isinstance(details, dict):
        return ""
    for name in ("originalInstance", "conflictingInstance", "expectedInstance"):
        path = (details.get(name) or {}).get("propertyPath")
        if path:
            parts = [next(part for part in step if part) for step in _STEP.findall(str(path).removeprefix("$"))]
            return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    return ""
