"""The files of a model's folder `graph/`, written from a lexicon and sentences. The same input, the same bytes."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from voice_models.graphs import ngram
from voice_models.graphs.hcl import UNKNOWN, Hcl
from voice_models.graphs.openfst import LOOK_AHEAD, piped
from voice_models.graphs.phones import KALDI_PHONES, UNK_ID, Pronunciation

_KINDS = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}


def write(folder: Path, lexicon: Mapping[str, tuple[Pronunciation, ...]], sentences: Iterable[str]) -> None:
    """Write HCLr.fst, Gr.fst, words.txt, disambig_tid.int and phones/word_boundary.int. Raises NoOpenFst."""
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    words = sorted(lexicon)
    numbered = {UNKNOWN: 1, **{word: place + 2 for place, word in enumerate(words)}}
    pronounced = [(word, phones) for word in words for phones in lexicon[word]]
    hcl = Hcl(pronounced, numbered)
    # The look-ahead graph has words of other numbers; libvosk makes its run-time grammars from words.txt, so that
    # these must be the new ones.
    with tempfile.TemporaryDirectory() as work:
        relabelled = Path(work) / "pairs"
        data = piped(
            hcl.fst.text(hcl.start),
            ("fstcompile",),
            ("fstconnect",),
            ("fstarcsort", "--sort_type=olabel"),
            ("fstconvert", f"--fst_type={LOOK_AHEAD}", f"--save_relabel_opairs={relabelled}"),
        )
        pairs = (line.split() for line in relabelled.read_text().splitlines())
        new = {int(old): int(now) for old, now in pairs}
    numbered = {word: new[number] for word, number in numbered.items()}
    (folder / "HCLr.fst").write_bytes(data)
    listed = sorted(numbered.items(), key=lambda each: each[1])
    _lines(folder / "words.txt", ["<eps> 0", *(f"{word} {number}" for word, number in listed)])
    text = ngram.graph(sentences, words, numbered)
    convert = (
        ("fstcompile",),
        ("fstconnect",),
        ("fstarcsort", "--sort_type=ilabel"),
        ("fstconvert", "--fst_type=const"),
    )
    (folder / "Gr.fst").write_bytes(piped(text, *convert))
    _lines(folder / "disambig_tid.int", map(str, hcl.disambiguation))
    boundaries = [
        f"{place} {'nonword' if phone == 'SIL' else _KINDS[phone[-1]]}" for place, phone in enumerate(KALDI_PHONES, 1)
    ]
    _lines(folder / "phones" / "word_boundary.int", [*boundaries, f"{UNK_ID} singleton"])


def _lines(file: Path, lines: Iterable[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
