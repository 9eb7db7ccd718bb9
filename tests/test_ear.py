"""The ear with our models and the demo shop: the whole contract of intents, answers to questions, and its account."""

import json

import pytest

from skill.dialogue.acts import Expectation
from skill.understanding.ear import MODELS
from tests.shop import ear_for

NO, FALLBACK = "AMAZON.NoIntent", "AMAZON.FallbackIntent"


@pytest.mark.parametrize(
    ("locale", "said", "intent", "slots"),
    [
        ("en-US", "add coffee to my basket", "AddToBasketIntent", {"product"}),
        ("en-US", "put that in my basket", "AddToBasketIntent", {"product"}),
        ("en-US", "take the honey out", "RemoveFromBasketIntent", {"product"}),
        ("en-US", "undo that", "RemoveFromBasketIntent", set()),
        ("en-US", "what's in my basket", "BasketIntent", set()),
        ("en-US", "check out", "CheckoutIntent", set()),
        ("en-US", "order my basket", "CheckoutIntent", set()),
        ("en-US", "that's all I need, order it", "CheckoutIntent", set()),
        ("en-US", "I'm looking for tea", "FindProductIntent", {"product"}),
        ("en-US", "find me a shampoo", "FindProductIntent", {"product"}),
        ("en-US", "what teas do you have", "FindProductIntent", {"product"}),
        ("en-US", "recommend a coffee", "FindProductIntent", {"product"}),
        ("en-US", "which is better the house blend or the espresso", "CompareIntent", {"product", "otherProduct"}),
        ("en-US", "it says delivered but I have nothing", "NotReceivedIntent", set()),
        ("en-US", "my parcel never came", "NotReceivedIntent", set()),
        ("en-US", "I never got my toothpaste", "NotReceivedIntent", {"product"}),
        ("en-US", "my toothpaste hasn't arrived", "OrderStatusIntent", {"product"}),
        ("en-US", "I want to return the shampoo", "ReturnIntent", {"product"}),
        ("en-US", "send back order ten forty two", "ReturnIntent", {"orderNumber"}),
        ("en-US", "any deals", "DealsIntent", set()),
        ("en-US", "what's on offer", "DealsIntent", set()),
        ("en-US", "is the honey on sale", "PriceIntent", {"product"}),
        ("en-US", "go on", "ContinueIntent", set()),
        ("en-US", "where were we", "ContinueIntent", set()),
        ("en-US", "carry on with my order", "ContinueIntent", set()),
        ("en-US", "four stars for the coffee", "RateIntent", {"rating", "product"}),
        ("en-US", "I'd give the honey a five", "RateIntent", {"rating", "product"}),
        ("en-US", "slower please", "SlowerIntent", set()),
        ("en-US", "you're too fast", "SlowerIntent", set()),
        ("en-US", "keep it short", "QuickerIntent", set()),
        ("en-US", "text me the list", "SendToPhoneIntent", set()),
        ("en-US", "what?", "AMAZON.RepeatIntent", set()),
        ("fr-FR", "mets ça dans mon panier", "AddToBasketIntent", {"product"}),
        ("fr-FR", "enlève le miel du panier", "RemoveFromBasketIntent", {"product"}),
        ("fr-FR", "qu'est-ce qu'il y a dans mon panier", "BasketIntent", set()),
        ("fr-FR", "passe à la caisse", "CheckoutIntent", set()),
        ("fr-FR", "c'est tout ce qu'il me faut, commande", "CheckoutIntent", set()),
        ("fr-FR", "je cherche du thé", "FindProductIntent", {"product"}),
        ("fr-FR", "quels thés avez-vous", "FindProductIntent", {"product"}),
        ("fr-FR", "conseille-moi un café", "FindProductIntent", {"product"}),
        ("fr-FR", "recommande mon café", "ReorderIntent", {"product"}),
        ("fr-FR", "lequel est le mieux le café moulu ou le déca", "CompareIntent", {"product", "otherProduct"}),
        ("fr-FR", "c'est marqué livré mais je n'ai rien", "NotReceivedIntent", set()),
        ("fr-FR", "je n'ai pas reçu mon dentifrice", "OrderStatusIntent", {"product"}),
        ("fr-FR", "je veux retourner le shampooing", "ReturnIntent", {"product"}),
        ("fr-FR", "des promos", "DealsIntent", set()),
        ("fr-FR", "où en étions-nous", "ContinueIntent", set()),
        ("fr-FR", "quatre étoiles pour le café", "RateIntent", {"rating", "product"}),
        ("fr-FR", "vous parlez trop vite", "SlowerIntent", set()),
        ("fr-FR", "fais court", "QuickerIntent", set()),
        ("fr-FR", "envoie-moi la liste", "SendToPhoneIntent", set()),
        ("fr-FR", "quoi ?", "AMAZON.RepeatIntent", set()),
    ],
)
def test_what_customers_ask_for(locale: str, said: str, intent: str, slots: set[str]) -> None:
    heard = ear_for(locale).hear(said)
    assert (heard.intent, set(heard.slots)) == (intent, slots)
    assert heard.sure


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", said)
        for said in ("that's all", "no that's all", "that's it", "nothing else", "none of them", "neither")
    ]
    + [("fr-FR", said) for said in ("c'est tout", "non c'est tout", "rien d'autre", "aucun des deux", "ce sera tout")],
)
@pytest.mark.parametrize("question", [None, Expectation.ORDER, Expectation.YES_NO, Expectation.CHOICE])
def test_that_is_all_is_a_no(locale: str, said: str, question: Expectation | None) -> None:
    assert ear_for(locale).hear(said, question).intent == NO


@pytest.mark.parametrize(
    ("locale", "said", "id_"),
    [
        ("en-US", "it's broken", "ref:damaged"),
        ("en-US", "because it is defective", "ref:damaged"),
        ("en-US", "the wrong one", "ref:wrong"),
        ("en-US", "not what i ordered", "ref:wrong"),
        ("en-US", "i changed my mind", "ref:unwanted"),
        ("en-US", "don't need it", "ref:unwanted"),
        ("en-US", "whatever", "ref:any"),
        ("en-US", "i don't mind", "ref:any"),
        ("en-US", "the cheapest", "ref:cheapest"),
        ("fr-FR", "c'est cassé", "ref:damaged"),
        ("fr-FR", "pas le bon", "ref:wrong"),
        ("fr-FR", "j'ai changé d'avis", "ref:unwanted"),
        ("fr-FR", "peu importe", "ref:any"),
        ("fr-FR", "le moins cher", "ref:cheapest"),
    ],
)
def test_an_answer_that_names_nothing_has_the_id_of_its_meaning(locale: str, said: str, id_: str) -> None:
    heard = ear_for(locale).hear(said, Expectation.CHOICE)
    assert (heard.intent, heard.slots["product"].ids) == ("ChooseIntent", (id_,))


@pytest.mark.parametrize("said", ["lavender blossom", "for sensitive skin", "unscented", "zorbl"])
def test_a_short_unknown_answer_to_a_choice_is_taken_as_it_was_said(said: str) -> None:
    heard = ear_for("en-US").hear(said, Expectation.CHOICE)
    assert (heard.intent, heard.value("product")) == ("ChooseIntent", said)


@pytest.mark.parametrize(
    "said", ["hmm", "thanks", "i don't know", "let me think", "zorbl gnarf blip blop blup", "привет"]
)
def test_doubt_and_noise_choose_nothing(said: str) -> None:
    assert ear_for("en-US").hear(said, Expectation.CHOICE).intent == FALLBACK


@pytest.mark.parametrize("question", [None, Expectation.ORDER, Expectation.CHOICE])
@pytest.mark.parametrize(
    "said",
    ["yes", "reorder my coffee", "coffee, two shampoos and tea", "is there maybe some tea", "zorbl gnarf", "", "1.5"],
)
def test_the_account_of_an_utterance_agrees_with_what_was_heard(said: str, question: Expectation | None) -> None:
    parse = ear_for("en-US").explain(said, question)
    assert parse.heard == ear_for("en-US").hear(said, question)
    assert parse.heard.words == len(said.split())
    assert len(parse.candidates) <= 3
    assert all(0.0 <= confidence <= 1.0 for _, confidence in parse.candidates)
    if parse.how in ("answer", "sample"):
        assert parse.candidates == ((parse.intent, 1.0),)


@pytest.mark.parametrize("locale", ["en-US", "fr-FR"])
def test_no_answer_is_ever_looked_for_in_the_shop(locale: str) -> None:
    """Exactly their words are known; none of them makes other words look like a product."""
    raw = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    types = raw["interactionModel"]["languageModel"]["types"]
    product = next(type_ for type_ in types if type_["name"] == "Product")
    ear = ear_for(locale)
    seen = 0
    for value in product["values"]:
        if value["id"] in ("ref:damaged", "ref:wrong", "ref:unwanted", "ref:any", "ref:cheapest"):
            for name in (value["name"]["value"], *value["name"]["synonyms"]):
                heard = ear.hear(name, Expectation.CHOICE)
                assert heard.slots["product"].ids == (value["id"],), name
                seen += 1
    assert seen > 30
