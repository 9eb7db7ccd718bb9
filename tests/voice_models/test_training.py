"""The recipe of the embedded model, as far as it goes without PyTorch, voices and recordings."""

import pickle
import random
import re
import struct
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from voice_models.find import EMBEDDED
from voice_models.graphs.phones import BLANK, NUM_PDFS, SIL
from voice_models.training import augment, loss, orders, shards, texts, weights
from voice_models.training.cepstrum import FLOOR, LIFTER, NUM_BINS, mel_to_mfcc
from voice_models.training.export import export
from voice_models.training.folders import EMBEDDED_WEIGHTS
from voice_models.training.scoring import distance, word_errors

PHONES = st.lists(st.sampled_from([SIL, 2, 3, 4]), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> loss.AlignLoss:
    if not loss.available():
        pytest.skip("the loss is written in C, and there is no compiler")
    return loss.AlignLoss(tmp_path_factory.mktemp("loss"))


def alignments(said: Sequence[int], frames: int) -> Iterator[list[int]]:
    """The output of every frame, for every way to say these labels in so many frames: the rule in full."""
    last = len(said) - 1
    ends = {last} | ({last - 1} if said[last] == SIL and last else set())

    def onward(place: int, outputs: list[int]) -> Iterator[list[int]]:
        if len(outputs) == frames:
            if place in ends:
                yield outputs
            return
        yield from onward(place, [*outputs, SIL if said[place] == SIL else BLANK])
        for step in (1, 2):
            if place + step <= last and (step == 1 or said[place + 1] == SIL):
                yield from onward(place + step, [*outputs, said[place + step]])

    for begin in (0, 1) if said[0] == SIL and last else (0,):
        yield from onward(begin, [said[begin]])


@settings(deadline=None)
@given(said=PHONES, frames=st.integers(1, 6), seed=st.integers(0, 1000))
def test_the_loss_is_the_sum_over_every_alignment(
    aligned: loss.AlignLoss, said: list[int], frames: int, seed: int
) -> None:
    """And its gradient is how probable each output of each frame is among them."""
    logits = np.random.default_rng(seed).normal(size=(frames, NUM_PDFS))
    log_probs = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    total, expected = 0.0, np.zeros_like(log_probs)
    for outputs in alignments(said, frames):
        probability = float(np.exp(log_probs[range(frames), outputs].sum()))
        total += probability
        expected[range(frames), outputs] -= probability
    padded_frames = np.concatenate([log_probs, np.full((2, NUM_PDFS), -5.0)])[None]
    costs, gradient = aligned(padded_frames, np.array([[*said, 7]]), np.array([frames]), np.array([len(said)]))
    if total == 0:
        assert costs[0] > loss.DOES_NOT_FIT
        assert not gradient.any()
    else:
        assert costs[0] == pytest.approx(-np.log(total), abs=1e-4)
        assert gradient[0, :frames] == pytest.approx(expected / total, abs=1e-4)
        assert not gradient[0, frames:].any()


def test_a_batch_has_the_losses_of_its_utterances(aligned: loss.AlignLoss) -> None:
    log_probs = np.log(np.random.default_rng(1).dirichlet(np.ones(NUM_PDFS), (2, 9)))
    said, frames, lengths = np.array([[SIL, 5, SIL, 6], [SIL, 9, SIL, 0]]), np.array([9, 7]), np.array([4, 3])
    together, _ = aligned(log_probs, said, frames, lengths)
    for each in range(2):
        one = slice(each, each + 1)
        alone, _ = aligned(log_probs[one], said[one], frames[one], lengths[one])
        assert together[each] == alone[0]


def test_the_cosines_are_orthonormal() -> None:
    """Without the liftering, M is a rotation: its inverse is its transpose."""
    lift = 1.0 + 0.5 * LIFTER * np.sin(np.pi * np.arange(NUM_BINS) / LIFTER)
    cosines = mel_to_mfcc() / lift[:, None]
    assert cosines @ cosines.T == pytest.approx(np.eye(NUM_BINS), abs=1e-12)
    assert mel_to_mfcc() @ np.ones(NUM_BINS) == pytest.approx([np.sqrt(NUM_BINS), *[0] * (NUM_BINS - 1)], abs=1e-12)


def test_the_cepstrum_is_that_of_kaldi() -> None:
    """The matrix makes, of one library's log-mel features, that library's MFCC."""
    fbank = pytest.importorskip("kaldi_native_fbank", reason="training's features are not installed")
    from voice_models.training.features import log_mel

    sound = np.random.default_rng(1).normal(size=16_000) * 0.03
    options = fbank.MfccOptions()
    options.frame_opts.dither, options.use_energy, options.num_ceps = 0.0, False, NUM_BINS
    options.mel_opts.num_bins, options.mel_opts.low_freq, options.mel_opts.high_freq = NUM_BINS, 20, 7600
    computer = fbank.OnlineMfcc(options)
    computer.accept_waveform(16_000, (sound * 32768).astype(np.float32))
    computer.input_finished()
    expected = np.stack([computer.get_frame(each) for each in range(computer.num_frames_ready)])
    assert log_mel(sound) @ mel_to_mfcc().T == pytest.approx(expected, abs=1e-3)


def test_the_texts_are_the_same_every_time_and_keep_tests_apart() -> None:
    made = texts.texts(language_model=200, train=3000, test=60)
    assert made == texts.texts(language_model=200, train=3000, test=60)
    assert not made.unpronounced
    assert len(made.test) == len(set(made.test)) == 60
    assert not {said for said in made.test if len(said.split()) > 3} & set(made.train)
    every = {word for said in (*made.train, *made.test, *made.language_model) for word in said.split()}
    assert every <= set(made.lexicon)


def test_texts_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = texts.texts(language_model=20, train=50, test=10)
    texts.write(made, tmp_path)
    assert texts.read_lexicon(tmp_path) == made.lexicon
    assert texts.read(texts.TRAIN, tmp_path) == made.train
    assert texts.read(texts.TEST, tmp_path) == made.test
    assert texts.read(texts.LANGUAGE_MODEL, tmp_path) == made.language_model


def test_a_missing_text_says_how_it_is_made(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"python -m voice_models\.training\.texts"):
        texts.read(texts.TRAIN, tmp_path)


def affines(model: bytes) -> tuple[bytes, list[tuple[NDArray[np.float64], float, NDArray[np.float64]]]]:
    """The file without its matrices and biases; and each matrix, the size of its steps, and the bias after it."""
    rest, begin, found = b"", 0, []
    for each in re.finditer(rb"<LinearParams> CM2 ", model):
        low, span, rows, columns = struct.unpack_from("<ffii", model, each.end())
        steps = np.frombuffer(model, "<u2", rows * columns, each.end() + 16).astype(np.float64)
        bias_at = each.end() + 16 + 2 * rows * columns
        assert model[bias_at:].startswith(b"<BiasParams> FV \x04")
        bias_at += len(b"<BiasParams> FV ") + 5
        bias = np.frombuffer(model, "<f4", rows, bias_at).astype(np.float64)
        found.append((low + span / 65_535 * steps, span / 65_535, bias))
        rest, begin = rest + model[begin : each.end()], bias_at + 4 * rows
    return rest + model[begin:], found


def test_the_export_is_the_embedded_model(tmp_path: Path) -> None:
    """But for the last bits of what a batch-norm is folded into.

    The shipped file was folded with square roots that are not correctly rounded; ours are, so that every machine makes
    the same file.
    """
    export(weights.read(EMBEDDED_WEIGHTS), tmp_path)
    shipped = EMBEDDED["en"]
    for name in ("mfcc.conf", "model.conf"):
        assert (tmp_path / "conf" / name).read_bytes() == (shipped / "conf" / name).read_bytes()
    ours, theirs = (affines((folder / "am" / "final.mdl").read_bytes()) for folder in (tmp_path, shipped))
    assert ours[0] == theirs[0]
    assert len(ours[1]) == len(theirs[1]) == 16
    unlike = 0
    for (matrix, step, bias), (other, _, other_bias) in zip(ours[1], theirs[1], strict=True):
        assert np.abs(matrix - other).max() < 1.01 * step
        assert np.abs(bias - other_bias).max() < 2e-6
        unlike += int((np.abs(matrix - other) > 0.5 * step).sum())
    assert unlike < 100, "of 1.2 million"


def test_the_export_is_the_same_every_time(tmp_path: Path) -> None:
    read = weights.read(EMBEDDED_WEIGHTS)
    for name in ("one", "other"):
        export(read, tmp_path / name)
    one, other = ((tmp_path / name / "am" / "final.mdl").read_bytes() for name in ("one", "other"))
    assert one == other


def test_weights_run_nothing(tmp_path: Path) -> None:
    """A file that names anything but tensors is refused before it is called."""
    file = tmp_path / "evil.pt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("evil/data.pkl", pickle.dumps({"state": print}))
    with pytest.raises(weights.NoWeights, match="not allowed"):
        weights.read(file)


@pytest.mark.parametrize("content", [b"", b"no zip", pickle.dumps({})])
def test_what_holds_no_weights_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "weights.pt"
    file.write_bytes(content)
    with pytest.raises(weights.NoWeights, match=r"weights\.pt holds no weights"):
        weights.read(file)


def test_weights_are_those_that_pytorch_reads() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is for training alone")
    expected = torch.load(EMBEDDED_WEIGHTS)["state"]
    found = weights.read(EMBEDDED_WEIGHTS)
    assert set(found) == set(expected)
    assert all(np.array_equal(found[name], expected[name].numpy()) for name in expected)


def test_shards_are_read_as_they_were_written(tmp_path: Path) -> None:
    features = [np.full((length, NUM_BINS), length, np.float32) for length in (3, 1, 5)]
    said = ["one", "two", "three four"]
    for name, voice, weight in (("a", "espeak/mix", 1), ("b", "pico/en-US", 2), ("c", shards.ORDERS, 9)):
        shards.write(tmp_path / f"{name}.npz", features, said, voice)
        found = shards.read([tmp_path / f"{name}.npz"], orders_weight=9)
        assert [each.text for each in found] == said
        assert [each.weight for each in found] == [weight] * 3
        assert all(np.array_equal(each.features, mine) for each, mine in zip(found, features, strict=True))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.npz", "b.npz", "c.npz"]


@settings(deadline=None, max_examples=60)
@given(seed=st.integers(), frames=st.integers(24, 60))
def test_augmented_features_are_features(seed: int, frames: int) -> None:
    """Finite, not below what digital silence gives, and 40 a frame; the utterance itself is not changed."""
    numbers = np.random.default_rng(7)
    utterance = shards.Utterance(numbers.normal(10, 3, (frames, NUM_BINS)).astype(np.float16), "yes", 1)
    before = utterance.features.copy()
    noise = numbers.normal(5, 2, (200, NUM_BINS)).astype(np.float16)
    rng = random.Random(seed)
    changed = augment.mask(augment.Augment([utterance], [noise], rng)(utterance.features), rng)
    assert changed.shape[1] == NUM_BINS
    assert changed.dtype == np.float32
    assert np.isfinite(changed).all()
    assert changed.min() >= FLOOR - 1e-3
    assert np.array_equal(utterance.features, before)


def test_an_order_may_have_been_said_in_these_ways() -> None:
    label = {"slots": {"size": "large", "roast": "dark  roast", "coffeeDrink": "latte", "milkAmount": "some milk"}}
    allowed = orders.candidates(label)
    assert len(allowed) == len(set(allowed)) == 2 * 2 * len(orders.CARRIERS)
    assert "i want a dark roast large latte with some milk" in allowed
    assert orders.candidates({"slots": {"coffeeDrink": "mocha"}})[:2] == ["brew a mocha", "brew an mocha"]


WORDS = st.lists(st.sampled_from("abc"), max_size=6)


@given(one=WORDS, other=WORDS, third=WORDS)
def test_a_distance_is_one(one: list[str], other: list[str], third: list[str]) -> None:
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) == distance(other, one)
    assert distance(one, third) <= distance(one, other) + distance(other, third)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


def test_words_are_what_is_counted() -> None:
    assert word_errors("order more coffee", "order coffee please") == 2
