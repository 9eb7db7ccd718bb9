"""A trained network as Kaldi's AmNnetSimple: only affine, ReLU, sum and log-softmax components.

libvosk computes MFCC, so the inverse DCT and the normalising of the features are folded into the first matrix;
each batch-norm is folded into the affine before it.
"""

from dataclasses import dataclass, field

import numpy as np

from voice_models.graphs.phones import BLANK, NUM_PDFS, SIL
from voice_models.training.cepstrum import NUM_BINS, Floats, mel_to_mfcc
from voice_models.training.kaldi.binary import Writer
from voice_models.training.shape import DILATIONS, FIRST_LEFT, FIRST_RIGHT, LEFT_CONTEXT, RIGHT_CONTEXT, STRIDE, TAPS
from voice_models.training.weights import Weights

_EPSILON = 1e-5  # of PyTorch's BatchNorm1d


@dataclass(slots=True)
class _Nnet:
    """Nodes as lines of text, components as bytes."""

    lines: list[str] = field(default_factory=lambda: [f"input-node name=input dim={NUM_BINS}"])
    components: Writer = field(default_factory=Writer)
    count: int = 0

    def affine(self, name: str, source: str, matrix: Floats, bias: Floats) -> None:
        self._begin(name, source)
        self.components.token("<FixedAffineComponent>")
        self.components.token("<LinearParams>")
        self.components.matrix(matrix)
        self.components.token("<BiasParams>")
        self.components.vector(bias)
        self.components.token("</FixedAffineComponent>")

    def nonlinear(self, kind: str, name: str, source: str, dim: int) -> None:
        """A component without weights; Kaldi wants to read the statistics of its training, which are left empty."""
        self._begin(name, source)
        self.components.token(f"<{kind}>")
        self.components.token("<Dim>")
        self.components.ints(dim)
        for statistic in ("<ValueAvg>", "<DerivAvg>"):
            self.components.token(statistic)
            self.components.vector([])
        self.components.token("<Count>")
        self.components.double(0.0)
        self.components.token(f"</{kind}>")

    def no_op(self, name: str, source: str, dim: int) -> None:
        self._begin(name, source)
        self.components.token("<NoOpComponent>")
        self.components.token("<Dim>")
        self.components.ints(dim)
        self.components.token("<BackpropScale>")
        self.components.single(1.0)
        self.components.token("</NoOpComponent>")

    def _begin(self, name: str, source: str) -> None:
        self.lines.append(f"component-node name={name} component={name} input={source}")
        self.components.token("<ComponentName>")
        self.components.token(name)
        self.count += 1


def write(to: Writer, weights: Weights, silence_bias: float, blank_bias: float) -> None:
    """Write the network; the biases are added to the log-probabilities of silence and blank when decoding."""
    nnet = _nnet(weights)
    to.token("<Nnet3>")
    to.line()
    for line in nnet.lines:
        to.line(line)
    to.line()
    to.token("<NumComponents>")
    to.ints(nnet.count)
    to.data += nnet.components.data.removeprefix(b"\0B")
    to.token("</Nnet3>")
    to.token("<LeftContext>")
    to.ints(LEFT_CONTEXT)
    to.token("<RightContext>")
    to.ints(RIGHT_CONTEXT)
    to.token("<Priors>")
    priors = np.ones(NUM_PDFS)  # libvosk subtracts their logarithms
    priors[SIL], priors[BLANK] = np.exp(-silence_bias), np.exp(-blank_bias)
    to.vector(priors)


def _nnet(weights: Weights) -> _Nnet:
    nnet = _Nnet()
    taps = range(-FIRST_LEFT, FIRST_RIGHT + 1)
    spliced = ", ".join("input" if tap == 0 else f"Offset(input, {tap})" for tap in taps)
    nnet.affine("first.affine", f"Append({spliced})", *_first(weights))
    dim = len(weights["first.weight"])
    nnet.nonlinear("RectifiedLinearComponent", "first.relu", "first.affine", dim)
    below = "first.relu"
    for place, dilation in enumerate(DILATIONS):
        name, part, step = f"b{place + 1}", f"blocks.{place}", STRIDE * dilation
        narrow = weights[f"{part}.lin.weight"]
        nnet.affine(f"{name}.lin", f"Append(Offset({below}, {-step}), {below})", narrow, np.zeros(len(narrow)))
        wide, bias = _folded(weights, f"{part}.aff.weight", f"{part}.bn")
        nnet.affine(f"{name}.aff", f"Append({name}.lin, Offset({name}.lin, {step}))", wide, bias)
        nnet.nonlinear("RectifiedLinearComponent", f"{name}.relu", f"{name}.aff", dim)
        nnet.no_op(f"{name}.sum", f"Sum({name}.relu, {below})", dim)
        below = f"{name}.sum"
    nnet.affine("out.affine", below, weights["out.weight"], weights["out.bias"])
    nnet.nonlinear("LogSoftmaxComponent", "out.softmax", "out.affine", NUM_PDFS)
    nnet.lines.append("output-node name=output input=out.softmax objective=linear")
    return nnet


def _first(weights: Weights) -> tuple[Floats, Floats]:
    """The first layer, made to take MFCC that are not normalised."""
    matrix, bias = _folded(weights, "first.weight", "bn")
    mean, scale = weights["mean"].astype(np.float64), weights["scale"].astype(np.float64)
    to_mel = np.linalg.inv(mel_to_mfcc())
    blocks = []
    for tap in range(TAPS):
        part = matrix[:, tap * NUM_BINS : (tap + 1) * NUM_BINS] * scale
        bias = bias - part @ mean
        blocks.append(part @ to_mel)
    return np.concatenate(blocks, 1), bias


def _folded(weights: Weights, linear: str, norm: str) -> tuple[Floats, Floats]:
    """A linear map and the batch-norm after it as matrix and bias."""
    scale = weights[f"{norm}.weight"] / np.sqrt(weights[f"{norm}.running_var"] + np.float32(_EPSILON))
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * scale
    return (weights[linear] * scale[:, None]).astype(np.float64), bias.astype(np.float64)
