"""The acoustic network in PyTorch: a factored TDNN at frames of 30 ms. Shape: shape.py; loss: loss.py."""

from pathlib import Path
from typing import Any

import click
import torch
from torch import nn
from torch.nn import functional

from voice_models.graphs.phones import BLANK, NUM_PDFS, SIL
from voice_models.training.cepstrum import NUM_BINS
from voice_models.training.folders import WORK
from voice_models.training.loss import AlignLoss, NoCompiler
from voice_models.training.shape import (
    BOTTLENECK,
    DILATIONS,
    DIM,
    LEFT_CONTEXT,
    RIGHT_CONTEXT,
    STRIDE,
    TAPS,
)


def _normed(norm: nn.BatchNorm1d, frames: torch.Tensor) -> torch.Tensor:
    return norm(frames.reshape(-1, frames.shape[-1])).reshape(frames.shape)


class Factored(nn.Module):
    """x + relu(norm(affine of a narrow layer at t and t+d)), the narrow layer being linear in x at t-d and t.

    As matrix products over spliced frames: on a CPU several times faster than Conv1d, and what Kaldi's
    Append(Offset(..)) computes.
    """

    def __init__(self, dim: int, bottleneck: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.lin = nn.Linear(2 * dim, bottleneck, bias=False)
        self.aff = nn.Linear(2 * bottleneck, dim, bias=False)
        self.bn = nn.BatchNorm1d(dim)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        """(utterances, frames, dim) in; twice `dilation` frames fewer on either side out."""
        step = self.dilation
        narrow = self.lin(torch.cat([frames[:, :-step], frames[:, step:]], 2))
        wide = self.aff(torch.cat([narrow[:, :-step], narrow[:, step:]], 2))
        return functional.relu(_normed(self.bn, wide)) + frames[:, step:-step]


class Net(nn.Module):
    """The network. `mean` and `scale` normalise the features: (features - mean) * scale."""

    mean: torch.Tensor
    scale: torch.Tensor

    def __init__(self, dim: int = DIM, bottleneck: int = BOTTLENECK) -> None:
        super().__init__()
        self.config = {"dim": dim, "bottleneck": bottleneck}
        self.first = nn.Linear(NUM_BINS * TAPS, dim, bias=False)
        self.bn = nn.BatchNorm1d(dim)
        self.blocks = nn.ModuleList(Factored(dim, bottleneck, dilation) for dilation in DILATIONS)
        self.out = nn.Linear(dim, NUM_PDFS)
        self.register_buffer("mean", torch.zeros(NUM_BINS))
        self.register_buffer("scale", torch.ones(NUM_BINS))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Normalised log-mel (utterances, frames, 40) in, log-probabilities (utterances, frames / 3, outputs) out."""
        many = (features.shape[1] + STRIDE - 1) // STRIDE
        right = max(0, RIGHT_CONTEXT + STRIDE * (many - 1) + 1 - features.shape[1])
        before, after = features[:, :1].expand(-1, LEFT_CONTEXT, -1), features[:, -1:].expand(-1, right, -1)
        spliced = torch.cat([before, features, after], 1).unfold(1, TAPS, STRIDE).transpose(2, 3).flatten(2)
        hidden = functional.relu(_normed(self.bn, self.first(spliced)))
        for block in self.blocks:
            hidden = block(hidden)
        return functional.log_softmax(self.out(hidden)[:, :many], 2)


def load(file: Path) -> Net:
    """A network that was saved, ready to hear. Raises click.ClickException when it is not there."""
    if not file.exists():
        raise click.ClickException(f"There is no network {file}: python -m voice_models.training.train")
    saved = torch.load(file)
    net = Net(**saved["config"])
    net.load_state_dict(saved["state"])
    net.eval()
    return net


def save(net: Net, file: Path) -> None:
    """Keep a network."""
    torch.save({"state": net.state_dict(), "config": net.config}, file)


def align_loss(folder: Path = WORK) -> AlignLoss:
    """The compiled loss. Raises click.ClickException."""
    try:
        return AlignLoss(folder)
    except NoCompiler as error:
        raise click.ClickException(str(error)) from error


class Aligned(torch.autograd.Function):
    """The loss of each utterance for PyTorch: Aligned.apply(loss, log_probs, labels, lengths, label_lengths)."""

    @staticmethod
    def forward(  # noqa: PLR0917  PyTorch hands them over in order
        ctx: Any,
        loss: AlignLoss,
        log_probs: torch.Tensor,
        labels: torch.Tensor,
        lengths: torch.Tensor,
        label_lengths: torch.Tensor,
    ) -> torch.Tensor:
        """The losses."""
        costs, gradient = loss(*(each.detach().numpy() for each in (log_probs, labels, lengths, label_lengths)))
        ctx.save_for_backward(torch.from_numpy(gradient))
        return torch.from_numpy(costs)

    @staticmethod
    def backward(ctx: Any, *above: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        """The gradient, of the log-probabilities only."""
        return None, ctx.saved_tensors[0] * above[0][:, None, None], None, None, None


def heard(log_probs: torch.Tensor) -> list[int]:
    """The outputs on the best path through (frames, outputs), without blanks and silence: a frame a phone."""
    return [output for output in log_probs.argmax(1).tolist() if output not in (BLANK, SIL)]
