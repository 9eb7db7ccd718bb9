"""Training: several processes with a thread each, whose weights are averaged now and then."""

import math
import multiprocessing
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch

from voice_models.training import net as nets
from voice_models.training import shards
from voice_models.training.augment import Augment
from voice_models.training.batches import Batch, Lexicon, batch, grouped, numbered, phone_error
from voice_models.training.cepstrum import Floats
from voice_models.training.folders import WORK
from voice_models.training.loss import DOES_NOT_FIT, AlignLoss
from voice_models.training.shards import Utterance
from voice_models.training.texts import read_lexicon

SYNC = 50  # steps between two averages
TELL, TRY = 2, 10  # averages between two lines of progress, and between two trials on voices that are not trained with
RAMP = 150  # steps until the learning rate is whole
FRAMES_AN_HOUR = 360_000
EASY_FRAMES, EASY_BATCH = 220, 1_500


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. Minutes are wall time; `frames` is the size of a batch."""

    minutes: float
    out: Path
    from_scratch: bool
    learning_rate: float
    frames: int
    workers: int
    easy_minutes: float  # from scratch, of short clean utterances first: without them the loss stays on a plateau


@dataclass(frozen=True, slots=True)
class Material:
    """What is learnt from."""

    utterances: Sequence[Utterance]
    noises: Sequence[Floats]
    watched: Sequence[Utterance]  # of voices that are not trained with
    lexicon: Lexicon


class Worker:
    """One of the processes."""

    def __init__(self, plan: Plan, material: Material, net: nets.Net, rank: int, begun: float) -> None:
        self._plan, self._material, self._net, self._begun = plan, material, net, begun
        self._rng = random.Random(100 + rank)
        self._augment = Augment(material.utterances, material.noises, self._rng)
        self._optimiser = torch.optim.AdamW(net.parameters(), lr=plan.learning_rate, weight_decay=0.01)
        self._loss: AlignLoss = nets.align_loss()
        self._order = [place for place, each in enumerate(material.utterances) for _ in range(each.weight)]
        self._groups: list[list[int]] = []
        self._easy = False
        self.steps, self.hours, self.losses = 0, 0.0, list[float]()

    @property
    def seconds(self) -> float:
        """Since training began."""
        return time.time() - self._begun

    @property
    def rate(self) -> float:
        """The learning rate now: it rises, then falls as a cosine over the minutes."""
        done = min(1.0, self.seconds / (60 * self._plan.minutes))
        return (
            self._plan.learning_rate
            * min(1.0, (self.steps + 1) / RAMP)
            * (0.02 + 0.49 * (1 + math.cos(math.pi * done)))
        )

    def step(self) -> None:
        """Learn from one batch."""
        learnt = self._next()
        for group in self._optimiser.param_groups:
            group["lr"] = self.rate
        with torch.autocast("cpu", dtype=torch.bfloat16):
            log_probs = self._net(torch.from_numpy(learnt.features))
        lengths = torch.from_numpy(learnt.lengths)
        costs = nets.Aligned.apply(
            self._loss,
            log_probs.float(),
            torch.from_numpy(learnt.labels),
            lengths,
            torch.from_numpy(learnt.label_lengths),
        )
        fitting = costs < DOES_NOT_FIT
        self.steps += 1
        self.hours += learnt.frames / FRAMES_AN_HOUR
        if not bool(fitting.any()):
            return
        loss = costs[fitting].sum() / lengths[fitting].sum()
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), 5.0)
        self._optimiser.step()
        self.losses.append(loss.item())

    def _next(self) -> Batch:
        utterances, plan = self._material.utterances, self._plan
        easy = plan.from_scratch and self.seconds < 60 * plan.easy_minutes
        if easy != self._easy or not self._groups:
            self._easy = easy
            pool = [place for place in self._order if not easy or len(utterances[place].features) < EASY_FRAMES]
            self._groups = grouped(pool, utterances, EASY_BATCH if easy else plan.frames)
            self._rng.shuffle(self._groups)
        chosen = [utterances[place] for place in self._groups.pop()]
        normal = float(self._net.mean[0]), float(self._net.scale[0])
        return batch(chosen, self._material.lexicon, self._rng, normal, None if easy else self._augment)


def work(  # noqa: PLR0917  the arguments of a process
    rank: int, plan: Plan, material: Material, net: nets.Net, shared: Any, barrier: Any, begun: float
) -> None:
    """Train until the minutes are over. `shared` holds the weights of each worker, and who wants to stop."""
    torch.set_num_threads(1)
    torch.manual_seed(rank)
    worker = Worker(plan, material, net, rank, begun)
    net.train()
    averages, stop = 0, False
    while not stop:
        for _ in range(SYNC):
            worker.step()
        averages += 1
        shared[rank].copy_(_flat(net))
        shared[-1][rank] = float(worker.seconds >= 60 * plan.minutes)
        barrier.wait()
        _take(net, shared[: plan.workers].mean(0))
        stop = float(shared[-1][0]) > 0  # the first one decides for all
        barrier.wait()
        if rank == 0 and (averages % TELL == 0 or stop):
            nets.save(net, plan.out)
            _tell(worker, plan, material, net, tried=averages % TRY == 0 or stop)


def _tell(worker: Worker, plan: Plan, material: Material, net: nets.Net, *, tried: bool) -> None:
    hours, loss = worker.hours * plan.workers, np.mean(worker.losses or [math.nan])
    click.echo(
        f"{worker.seconds:6.0f} s  step {worker.steps}  {hours:.1f} h heard  loss {loss:.4f}  rate {worker.rate:.1e}"
    )
    worker.losses.clear()
    if tried:
        click.echo(
            f"          {phone_error(net, material.watched, material.lexicon):.1f} % of phones wrong, other voices"
        )


def _flat(net: nets.Net) -> torch.Tensor:
    return torch.cat([each.detach().reshape(-1).float() for each in net.state_dict().values()])


def _take(net: nets.Net, values: torch.Tensor) -> None:
    begin = 0
    for each in net.state_dict().values():
        each.copy_(values[begin : begin + each.numel()].reshape(each.shape).to(each.dtype))
        begin += each.numel()


def _fresh(utterances: Sequence[Utterance]) -> nets.Net:
    torch.manual_seed(0)
    net = nets.Net()
    some = random.Random(5).sample(utterances, min(400, len(utterances)))
    sample = np.concatenate([each.features for each in some]).astype(np.float32)
    net.mean.fill_(float(sample.mean()) - 2.0)
    net.scale.fill_(1.0 / float(sample.std()))
    return net


def material(folder: Path, orders_weight: int) -> Material:
    """All that has been prepared. Raises click.ClickException when something is missing."""
    utterances = shards.read(sorted((folder / "feats").glob("*.npz")), orders_weight)
    noises = [np.load(file) for file in sorted((folder / "noise").glob("*.npy"))]
    watched = shards.read(sorted((folder / "dev").glob("*.npz")))
    if not (utterances and noises and watched):
        raise click.ClickException("There is nothing to train with: run synthesize and noise first, as README.md says")
    return Material(utterances, noises, watched, numbered(read_lexicon(folder)))


@click.command()
@click.argument("minutes", type=float)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--init", type=click.Path(path_type=Path), help="Go on from this network; default: from scratch.")
@click.option("--learning-rate", type=float, default=2e-3, show_default=True)
@click.option("--frames", type=int, default=6000, show_default=True, help="Frames of 10 ms in a batch.")
@click.option("--workers", type=int, default=2, show_default=True)
@click.option("--easy-minutes", type=float, default=2.5, show_default=True, help="Of short clean utterances first.")
@click.option("--orders-weight", type=int, default=12, show_default=True, help="How often an order by a person counts.")
def main(  # noqa: PLR0917  click hands them over by name
    minutes: float,
    out: Path,
    init: Path | None,
    learning_rate: float,
    frames: int,
    workers: int,
    easy_minutes: float,
    orders_weight: int,
) -> None:
    """Train for so many MINUTES and keep the network in OUT."""
    torch.set_num_threads(1)
    nets.align_loss()  # compiled once, not by each worker
    learnt = material(WORK, orders_weight)
    hours = sum(len(each.features) for each in learnt.utterances) / FRAMES_AN_HOUR
    click.echo(f"{len(learnt.utterances)} utterances, {hours:.1f} h; {len(learnt.noises)} noises.")
    net = nets.load(init) if init else _fresh(learnt.utterances)
    plan = Plan(minutes, out, init is None, learning_rate, frames, workers, easy_minutes)
    shared = torch.zeros(workers + 1, max(workers, _flat(net).numel())).share_memory_()
    context = multiprocessing.get_context("fork")
    barrier, begun = context.Barrier(workers), time.time()
    started = [
        context.Process(target=work, args=(rank, plan, learnt, net, shared, barrier, begun)) for rank in range(workers)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
    if any(process.exitcode for process in started):
        raise click.ClickException("Training stopped early; the last network that was kept is in " + str(out))


if __name__ == "__main__":
    main()
