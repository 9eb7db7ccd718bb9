"""What an upload would do to one locale, from what is there, what was last under way here, and what we have.

Nobody's work is overwritten: where the service's model is not the one that we last left there, the answer is Conflict
unless the caller says to overwrite; and the upload itself is bound to the eTag that this decision was made upon.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interaction_models.smapi.journal import Journal
from interaction_models.smapi.models import changes, digest
from interaction_models.smapi.problems import Conflict
from interaction_models.smapi.service import Remote, Service

Todo = Literal["send", "join", "nothing"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Send our model, join a build of it that already runs, or nothing; `why` says it in words."""

    locale: str
    todo: Todo
    why: str
    body: bytes
    remote: Remote | None = None
    before: Mapping[str, Any] | None = None

    @property
    def etag(self) -> str | None:
        """The eTag that the plan was made upon."""
        return self.remote.etag if self.remote else None


def plan(service: Service, journal: Journal, locale: str, body: bytes, *, overwrite: bool) -> Plan:
    """Decide. Asks the service, changes nothing. Raises Conflict and the problems of the service."""
    remote = service.model(locale)
    status = service.status().get(locale)
    entry = journal.read(locale)
    ours = digest(body)
    there = digest(remote.body) if remote else ""
    under_way = entry is not None and entry.phase in ("sending", "sent") and entry.digest == ours
    state = ((status or {}).get("lastUpdateRequest") or {}).get("status")
    if state == "IN_PROGRESS":
        if under_way or there == ours:
            return Plan(locale, "join", "already sent, and building", body, remote, status)
        raise Conflict(
            f"{locale}: a build is running that was not started by this upload. Look at what it is (`python -m "
            "interaction_models diff` or the developer console), and run this again when it has ended."
        )
    if there == ours and state != "FAILED":
        return Plan(locale, "nothing", "already there", body, remote, status)
    known = {entry.before, entry.after} if entry else set()
    if remote and entry and remote.etag not in known and there not in (ours, entry.digest):
        if not overwrite:
            raise Conflict(changed_by_somebody(service, locale, remote, body))
        why = f"overwrites what somebody has changed: {changes(remote.body, body)}"
        return Plan(locale, "send", why, body, remote, status)
    if there == ours:
        return Plan(locale, "send", "already there, but its build failed: builds it again", body, remote, status)
    why = changes(remote.body, body) if remote else f"new: {changes(None, body)}"
    return Plan(locale, "send", why, body, remote, status)


def changed_by_somebody(service: Service, locale: str, remote: Remote, body: bytes) -> str:
    """What a person needs to know and can do when somebody else has changed the model."""
    return (
        f"{locale}: somebody has changed this model since you last looked (eTag {remote.etag}). Nothing was sent.\n"
        f"    Yours would change in theirs: {changes(remote.body, body)}.\n"
        f"    See it:  python -m interaction_models diff {locale} --against REMOTE --skill-id {service.skill}\n"
        f"    Then take what you want of it into {locale}.json, and send yours; theirs is kept as a backup:\n"
        f"    python -m interaction_models upload {locale} --skill-id {service.skill} --overwrite"
    )
