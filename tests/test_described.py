"""Everything that words may describe: all that has every word that says anything, in the order it was given."""

import pytest

from skill.understanding.described import Described
from skill.understanding.names import Entry

ENGLISH = Described(
    [
        Entry("dry dog food", ("bag of dry dog food", "Kibble for dogs", "pets")),
        Entry("rope toy", ("rope toy for puppies and dogs", "pets")),
        Entry("cat food", ("cat food", "pets")),
        Entry("tea lights", ("tea lights",)),
    ],
    "en",
)
FRENCH = Described([Entry("thé", ("boîte de thé vert", "Thés d'été")), Entry("eau", ("eau de source",))], "fr")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("dog", ("dry dog food", "rope toy")),
        ("something for the dogs, please", ("dry dog food", "rope toy")),
        ("anything for my PUPPY", ("rope toy",)),
        ("dog food", ("dry dog food",)),
        ("dog tea", ()),
        ("pets", ("dry dog food", "rope toy", "cat food")),
        ("", ()),
        ("is there something", ()),
        ("d" * 5000, ()),
    ],
)
def test_every_word_that_says_anything_counts(words: str, ids: tuple[str, ...]) -> None:
    assert ENGLISH.by(words) == ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [("du thé", ("thé",)), ("quelque chose pour l'été", ("thé",)), ("de l'eau", ("eau",)), ("quelque chose", ())],
)
def test_french_is_folded_and_stemmed_too(words: str, ids: tuple[str, ...]) -> None:
    assert FRENCH.by(words) == ids


def test_a_language_without_tables_goes_by_its_words() -> None:
    assert Described([Entry("brot", ("frisches Brot",))], "xx").by("Brot") == ("brot",)


def test_some_words_say_nothing() -> None:
    assert ENGLISH.says_anything("for dogs")
    assert not ENGLISH.says_anything("something for me, please")
