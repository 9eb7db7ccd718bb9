"""The phones of the embedded model and Kaldi's numbers for them.

Network outputs (Kaldi's pdfs): 0 is blank ("the last phone goes on"), 1 is SIL, from 2 on the 39 ARPAbet phones.
Kaldi's phones carry their place in the word (_B begin, _I inside, _E end, _S single); the four share one pdf.
"""

_PHONES = "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
ARPABET = tuple(_PHONES.split())
BLANK, SIL = 0, 1
PDF = {"SIL": SIL, **{phone: place + 2 for place, phone in enumerate(ARPABET)}}
NUM_PDFS = len(ARPABET) + 2

# 1 is SIL, then AA_B AA_E AA_I AA_S AE_B ...
KALDI_PHONES = ("SIL", *(f"{phone}_{place}" for phone in ARPABET for place in "BEIS"))
KALDI_ID = {phone: place + 1 for place, phone in enumerate(KALDI_PHONES)}

# The body of the word [unk]: one phone with a state for each sound. A loop over ordinary phones would leave
# alternatives in the lattice and make its determinisation explode. Its state 0 is never used: Kaldi marks the
# beginning of a phone at state 0.
UNK_ID = len(KALDI_PHONES) + 1
UNK_BASE = 2 * len(KALDI_PHONES)
NUM_TIDS = UNK_BASE + 3 * (len(ARPABET) + 1)

Pronunciation = tuple[str, ...]


def pdf_of(kaldi_phone: str) -> int:
    """The network's output for a phone, whatever its place in the word."""
    return PDF[kaldi_phone.partition("_")[0]]


def self_loop_tid(kaldi_phone: str) -> int:
    """The transition id of a phone going on; Kaldi counts two for each phone of one state."""
    return 2 * (KALDI_ID[kaldi_phone] - 1) + 1


def forward_tid(kaldi_phone: str) -> int:
    """The transition id of entering a phone."""
    return 2 * (KALDI_ID[kaldi_phone] - 1) + 2


def unk_tids(state: int) -> tuple[int, int, int]:
    """The transition ids (self-loop, go on, finish) of a state (1 to 39) of [unk]."""
    return UNK_BASE + 3 * state + 1, UNK_BASE + 3 * state + 2, UNK_BASE + 3 * state + 3


def placed(pronunciation: Pronunciation) -> Pronunciation:
    """The phones of a word as Kaldi's, with their places."""
    if len(pronunciation) == 1:
        return (f"{pronunciation[0]}_S",)
    first, *inside, last = pronunciation
    return (f"{first}_B", *(f"{phone}_I" for phone in inside), f"{last}_E")
