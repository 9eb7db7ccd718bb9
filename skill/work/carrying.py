"""One job, or one round of looking after everything: claimed, done, tried again later or given up.

Raises
------
Hopeless    trying again would not help; a person has to look at it
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from skill.storage.jobs import Job, Jobs

log = logging.getLogger(__name__)


class Hopeless(Exception):
    """Trying again would not help, or might do it twice. The message is shown to the shopkeeper."""


Do = Callable[[Job], None]
"""Does a job; any exception is a failed try. What it says must hold nothing personal: it is kept and shown."""


@dataclass(frozen=True, slots=True)
class Round:
    """Something looked after now and then, whether or not a job says so: `do` gives how much there was to do."""

    name: str
    do: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Work:
    """All that is done after answers: who does which kind of job, and what is looked after each minute."""

    jobs: Jobs
    kinds: Mapping[str, Do]
    rounds: tuple[Round, ...]

    def carry_out(self, job_id: int) -> bool:
        """Do this job unless somebody else has it; whether it was done."""
        job = self.jobs.claim(job_id)
        if job is None:
            return False
        about = {"job": job.id, "kind": job.kind, "tries": job.tries}
        do = self.kinds.get(job.kind)
        try:
            if do is None:
                raise Hopeless(f"nobody does jobs of the kind {job.kind!r}")
            do(job)
        except Hopeless as hopeless:
            self.jobs.died(job, str(hopeless))
            log.error("job given up", extra=about)
            return False
        except Exception as error:  # noqa: BLE001  whatever failed, the job must come back
            again = self.jobs.failed(job, f"{type(error).__name__}: {error}")
            log.warning("job failed", extra={**about, "again": again, "error": type(error).__name__})
            return False
        self.jobs.done(job)
        log.info("job done", extra=about)
        return True

    def look(self) -> tuple[int, ...]:
        """Look after everything once; gives the jobs that are due. One round that fails does not keep the others."""
        for each in self.rounds:
            try:
                many = each.do()
            except Exception as error:  # noqa: BLE001  the next minute tries again
                log.warning("round failed", extra={"round": each.name, "error": type(error).__name__})
            else:
                log.debug("round done", extra={"round": each.name, "many": many})
        return self.jobs.due()

    def once(self) -> int:
        """Everything that is due now, here and one after the other; how many jobs were done."""
        return sum(self.carry_out(job) for job in self.look())
