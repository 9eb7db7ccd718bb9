"""Kaldi's TransitionModel: one state a phone, whose going on is blank; and the phone of [unk], a state a sound."""

import math

from voice_models.graphs.phones import ARPABET, BLANK, KALDI_PHONES, PDF, SIL, UNK_ID, pdf_of
from voice_models.training.kaldi.binary import Writer

_STAY, _GO = 0.5, 0.5
_UNK_STAY, _UNK_GO, _UNK_FINISH = 0.34, 0.33, 0.33
_OWN_SELF_LOOP = -1  # the extended format: a state's self-loop has an output of its own
_NO_OUTPUT = -1  # of a last state


def write(to: Writer) -> None:
    """Write the model of the phones in voice_models.graphs.phones."""
    to.token("<TransitionModel>")
    _topology(to)
    _tuples(to)
    _probabilities(to)
    to.token("</TransitionModel>")


def _topology(to: Writer) -> None:
    ordinary, sounds = len(KALDI_PHONES), len(ARPABET)
    to.token("<Topology>")
    to.int_vector(range(1, ordinary + 2))
    to.int_vector([-1, *[0] * ordinary, 1])  # the entry of each phone
    to.ints(_OWN_SELF_LOOP, 2)
    to.ints(2)  # an ordinary phone: a state and the end
    to.ints(0, 1, 2)  # enters with its output 0, stays with its output 1, has two ways
    for target, probability in ((0, _STAY), (1, _GO)):
        to.ints(target)
        to.single(probability)
    to.ints(_NO_OUTPUT, _NO_OUTPUT, 0)
    to.ints(sounds + 2)  # [unk]: state 0, a state a sound, the end
    for state in range(sounds + 1):
        to.ints(2 * state, 2 * state + 1, 3)
        following = state + 1 if state < sounds else 1
        for target, probability in ((state, _UNK_STAY), (following, _UNK_GO), (sounds + 1, _UNK_FINISH)):
            to.ints(target)
            to.single(probability)
    to.ints(_NO_OUTPUT, _NO_OUTPUT, 0)
    to.token("</Topology>")


def _tuples(to: Writer) -> None:
    """Phone, state, output on entering, output on staying."""
    to.token("<Tuples>")
    to.ints(len(KALDI_PHONES) + len(ARPABET) + 1)
    for number, phone in enumerate(KALDI_PHONES, 1):
        to.ints(number, 0, pdf_of(phone), SIL if phone == "SIL" else BLANK)
    for state, output in enumerate((BLANK, *(PDF[phone] for phone in ARPABET))):
        to.ints(UNK_ID, state, output, BLANK)
    to.token("</Tuples>")


def _probabilities(to: Writer) -> None:
    unknown = [math.log(each) for each in (_UNK_STAY, _UNK_GO, _UNK_FINISH)]
    to.token("<LogProbs>")
    to.vector([0.0, *[math.log(_STAY), math.log(_GO)] * len(KALDI_PHONES), *unknown * (len(ARPABET) + 1)])
    to.token("</LogProbs>")
