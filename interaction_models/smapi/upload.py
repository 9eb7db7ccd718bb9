"""Uploads: several locales side by side, each sent once, all builds followed by one poll.

The order is what makes a crash harmless: back up, write down "sending", send, write down "sent", follow, write down
"built". Whatever a second run finds written down and there tells it where to go on (see `plan`).
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interaction_models.smapi.found import Finding, finding
from interaction_models.smapi.journal import Entry, Journal
from interaction_models.smapi.models import digest
from interaction_models.smapi.plan import Plan, changed_by_somebody
from interaction_models.smapi.problems import Changed, Conflict, Refused, SmapiProblem, Unreachable
from interaction_models.smapi.progress import Progress, steps
from interaction_models.smapi.service import Service

_SIDE_BY_SIDE = 4
_UNMOVED = 5  # polls after which a status that looks like the one before we sent is believed


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a locale ended: in words, with the problem if there was one, and the service's warnings."""

    locale: str
    said: str
    problem: SmapiProblem | None = None
    warnings: Sequence[Finding] = ()
    backup: Path | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How builds are followed: seconds between two looks, and how long at most."""

    between: float = 2.0
    most: float = 1800.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


@dataclass(slots=True)
class _Followed:
    plan: Plan
    backup: Path | None
    polls: int = 0
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Uploads:
    """Carries plans out."""

    service: Service
    journal: Journal
    progress: Progress
    pace: Pace = field(default_factory=Pace)

    def run(self, plans: Iterable[Plan]) -> list[Outcome]:
        """The outcomes in the order of the plans; one that fails stops no other."""
        planned = list(plans)
        ended: dict[str, Outcome] = {}
        followed: dict[str, _Followed] = {}
        deadline = self.pace.clock() + self.pace.most
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            sending = {pool.submit(self._send, one): one for one in planned if one.todo != "nothing"}
            for one in planned:
                if one.todo == "nothing":
                    ended[one.locale] = self._nothing(one)
            while sending or followed:
                self._collect(sending, followed, ended)
                if followed:
                    self._follow(followed, ended)
                if followed and self.pace.clock() > deadline:
                    for locale in list(followed):
                        problem = Unreachable(f"{locale}: still building. Run this again to go on following it.")
                        ended[locale] = Outcome(locale, str(problem), problem, backup=followed.pop(locale).backup)
                elif followed:
                    self.pace.sleep(self.pace.between)
        return [ended[one.locale] for one in planned]

    def _collect(
        self,
        sending: dict[Future[_Followed], Plan],
        followed: dict[str, _Followed],
        ended: dict[str, Outcome],
    ) -> None:
        """Take what has been sent; wait for it only where there is nothing else to do."""
        if not sending:
            return
        done, _ = wait(sending, timeout=0 if followed else None, return_when=FIRST_COMPLETED)
        for future in done:
            locale = sending.pop(future).locale
            try:
                followed[locale] = future.result()
            except SmapiProblem as problem:
                self.progress.show(locale, "not sent")
                ended[locale] = Outcome(locale, str(problem), problem)

    def _nothing(self, plan: Plan) -> Outcome:
        etag = plan.etag or ""
        self.journal.write(plan.locale, Entry("built", digest(plan.body), etag, etag))
        return Outcome(plan.locale, plan.why)

    def _send(self, plan: Plan) -> _Followed:
        if plan.todo == "join":
            self.progress.show(plan.locale, plan.why)
            return _Followed(plan, None, moved=True)
        backup = self.journal.back_up(plan.locale, plan.remote) if plan.remote else None
        entry = Entry("sending", digest(plan.body), plan.etag or "")
        self.journal.write(plan.locale, entry)
        self.progress.show(plan.locale, "sending")
        try:
            self.service.put(plan.locale, plan.body, plan.etag)
        except Changed:
            remote = self.service.model(plan.locale)
            if remote is None or digest(remote.body) != entry.digest:
                self.journal.write(plan.locale, Entry("failed", entry.digest, entry.before))
                told = changed_by_somebody(self.service, plan.locale, remote, plan.body) if remote else "It is gone."
                raise Conflict(told) from None
            # An earlier try took effect although its answer was lost: what is there is ours.
        except Refused as refused:
            self.journal.write(plan.locale, Entry("failed", entry.digest, entry.before))
            raise Refused(f"{plan.locale}: the service refuses the model. {refused}", refused.findings) from None
        self.journal.write(plan.locale, Entry("sent", entry.digest, entry.before))
        return _Followed(plan, backup)

    def _follow(self, followed: dict[str, _Followed], ended: dict[str, Outcome]) -> None:
        try:
            told = self.service.status()
        except SmapiProblem as problem:
            for locale in list(followed):
                text = f"{locale}: sent, but its build cannot be followed: {problem} Run this again to go on."
                ended[locale] = Outcome(locale, text, type(problem)(text), backup=followed.pop(locale).backup)
            return
        for locale, one in list(followed.items()):
            outcome = self._looked(one, told.get(locale) or {})
            if outcome:
                ended[locale] = outcome
                del followed[locale]

    def _looked(self, one: _Followed, status: Mapping[str, Any]) -> Outcome | None:
        """The outcome where the build has ended."""
        locale, request = one.plan.locale, status.get("lastUpdateRequest") or {}
        state = request.get("status")
        one.polls += 1
        one.moved = one.moved or state == "IN_PROGRESS" or status != (one.plan.before or {})
        self.progress.show(locale, steps(request))
        if state not in ("SUCCEEDED", "FAILED") or not (one.moved or one.polls >= _UNMOVED):
            return None
        warnings = [finding(raw, warning=True) for raw in request.get("warnings") or ()]
        ours, before = digest(one.plan.body), one.plan.etag or ""
        if state == "FAILED":
            self.journal.write(locale, Entry("failed", ours, before))
            found = [finding(raw) for raw in request.get("errors") or ()]
            self.progress.show(locale, f"build failed: {len(found)} error{'' if len(found) == 1 else 's'}")
            problem = Refused(f"{locale}: the build failed.", found)
            return Outcome(locale, str(problem), problem, warnings, one.backup)
        remote = self.service.model(locale)
        if remote is None or digest(remote.body) != ours:
            self.progress.show(locale, "built, but another model is there now")
            conflict = Conflict(
                f"{locale}: built, but the service now has another model than the one sent: somebody has changed it "
                "meanwhile, or the service stores it in other words. Compare before you upload again."
            )
            return Outcome(locale, str(conflict), conflict, warnings, one.backup)
        self.journal.write(locale, Entry("built", ours, before, remote.etag))
        self.progress.show(locale, "built")
        return Outcome(locale, f"built, version {status.get('version', '?')}", None, warnings, one.backup)
