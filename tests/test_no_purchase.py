"""What people say to an open quote without meaning yes. None of it may buy, whatever the ear makes of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.bootstrap import House
from skill.dialogue.acts import Expectation
from skill.phrasing.style import Style
from skill.text.conversation import Conversation
from tests.shop import Clock, ear_for, held, open_shop

ENGLISH = """yes and|yes so|sure and|now please|yes?|ok?|order it?
do not reorder it|don't reorder that|no don't order that|I'd rather not order that|no order that
order that next month|order that next time|reorder that one tomorrow|can you order it|order one|order another one
hmm|I think so|maybe|yes no|yes wait|yes but tomorrow|yes but to my mum|not yet|why not|what|how much is the honey
do you order it or not|should I order it|is it vegan|1.5|minus two|one or two|two and a half
one million|yes if it's cheap
never|cancel|stop|cancel everything|talk to a person|order it maybe|would you order it|order number ten forty two
I said no|nope don't|yeah no|no yes|the second one|the decaf|something else|hello|thanks|thank you
add two teas|and a shampoo too|also batteries|add it to my basket|yes and add tea|put that in my basket|undo that
take the coffee out|what's in my basket|check out|order my basket|that's all I need, order it|yes check out
I'm looking for tea|recommend a coffee|which is better the house blend or the espresso|compare them|any deals
it says delivered but I have nothing|I want to return the shampoo|continue|go on|carry on with my order|where were we
four stars|five stars for the coffee|slower please|you're too fast|not so fast|quick|faster|hurry up|keep it short
send it to my phone|send me that|that's all|no that's all|that's it|okay that's all|yes that's it|nothing else
whatever|either|I don't mind|any|the cheapest|broken|finish my order|I want to pay now|buy my basket"""
FRENCH = """oui et|oui donc|c'est bon et|oui ?|ok ?|je ne veux pas commander ça
peut-être que je devrais commander ça|est-ce que je peux commander ça
comment commander ça|pourquoi commander ça|commandez trois de ça|euh|peut-être|oui non|non oui|pas encore|pourquoi pas
merci|c'est bon merci|oui mais demain|c'est trop cher|deux minutes|une minute|annulez tout|stop|où est ma commande
combien coûte le miel|le déca|bonjour|salut|je ne sais pas|ne commandez pas|surtout pas|je réfléchis
ajoute deux thés|et un shampooing aussi|aussi des piles|oui et ajoute du thé|mets ça dans mon panier
qu'est-ce qu'il y a dans mon panier|passe à la caisse|commande mon panier|valide mon panier
c'est tout ce qu'il me faut, commande|c'est tout tu peux commander|je veux payer|je cherche du thé|conseille-moi un café
compare-les|des promos|c'est marqué livré mais je n'ai rien|je veux retourner le shampooing|continue|on continue
quatre étoiles|plus lentement|vous parlez trop vite|pas si vite|vite|plus vite|fais court|envoie-moi ça|reprends
envoie-le sur mon téléphone|c'est tout|non c'est tout|oui c'est tout|rien d'autre|peu importe|n'importe lequel
comme vous voulez|ça m'est égal|le moins cher|cassé|je valide le panier|enlève le café du panier"""


def lines(text: str) -> list[str]:
    """The utterances of a block."""
    return [part.strip() for line in text.splitlines() for part in line.split("|")]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    shop = open_shop(Path(tmp_path_factory.mktemp("no-purchase")), Clock())
    yield shop
    shop.database.close()


@pytest.mark.parametrize(
    ("locale", "customer", "opening", "said"),
    [("en-US", "anna", "reorder my coffee", said) for said in lines(ENGLISH)]
    + [("fr-FR", "claire", "recommande mon café", said) for said in lines(FRENCH)],
)
def test_nothing_is_bought_by(house: House, locale: str, customer: str, opening: str, said: str) -> None:
    """Nothing is held and nothing ordered; the quote, if it is still open, is asked about again."""
    ear = ear_for(locale)
    talk = Conversation(house.assistant, ear.hear, customer=customer, locale=locale, style=Style.VOICE)
    assert "ConfirmOrder" in talk.say(opening).acts
    before = held(house)
    reply = talk.say(said)
    assert held(house) == before, reply.words
    assert "OrderPlaced" not in reply.acts


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", said) for said in lines(ENGLISH)] + [("fr-FR", said) for said in lines(FRENCH)],
)
@pytest.mark.parametrize("question", [Expectation.ORDER, Expectation.YES_NO, Expectation.CHOICE, None])
def test_no_ear_takes_it_for_a_yes_to_a_quote(locale: str, said: str, question: Expectation | None) -> None:
    """The words themselves, before any rule: "order it" and "please" are a yes to a quote, what is below never is."""
    assert ear_for(locale).hear(said, question).intent != "AMAZON.YesIntent"


@pytest.mark.parametrize(
    ("locale", "customer", "opening", "said"),
    [
        *(
            ("en-US", "anna", "reorder my coffee", said)
            for said in ("yes", "yes please", "go ahead", "order it", "sure")
        ),
        *(
            ("en-US", "anna", "reorder my coffee", said)
            for said in ("okay", "do it", "please", "yeah", "place the order")
        ),
        *(("fr-FR", "claire", "recommande mon café", said) for said in ("oui", "vas-y", "d'accord", "je confirme")),
        *(
            ("fr-FR", "claire", "recommande mon café", said)
            for said in ("c'est bon", "oui s'il vous plaît", "commandez")
        ),
    ],
)
def test_a_clear_yes_buys(house: House, locale: str, customer: str, opening: str, said: str) -> None:
    """The list of facts: commerce, Confirmation."""
    talk = Conversation(house.assistant, ear_for(locale).hear, customer=customer, locale=locale, style=Style.VOICE)
    talk.say(opening)
    before = len(held(house))
    assert "OrderPlaced" in talk.say(said).acts
    assert len(held(house)) == before + 1


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", said) for said in ("1.5", "minus two", "two and a half", "one or two", "two minutes", "one million")]
    + [("fr-FR", said) for said in ("deux minutes", "un ou deux", "deux et demi", "1,5")],
)
def test_no_quantity_is_read_out_of(house: House, locale: str, said: str) -> None:
    """A number that is no number of pieces is not understood, rather than bent into one."""
    customer, opening = ("anna", "reorder my coffee") if locale == "en-US" else ("claire", "recommande mon café")
    talk = Conversation(house.assistant, ear_for(locale).hear, customer=customer, locale=locale, style=Style.VOICE)
    talk.say(opening)
    assert "NotUnderstood" in talk.say(said).acts


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en-US", "order milk and honey"),
        ("en-US", "order two coffees and three honeys"),
        ("en-US", "reorder toilet paper and dish soap"),
        ("fr-FR", "commande du lait et du miel"),
    ],
)
def test_nothing_is_dropped_silently(house: House, locale: str, said: str) -> None:
    """Several products in one breath: all are in the one quote, after a question for what is not clear."""
    customer = "anna" if locale == "en-US" else "claire"
    talk = Conversation(house.assistant, ear_for(locale).hear, customer=customer, locale=locale, style=Style.VOICE)
    reply = talk.say(said)
    while "WhichProduct" in reply.acts:
        reply = talk.say("the first one" if locale == "en-US" else "le premier")
    assert reply.expects is Expectation.ORDER
    assert reply.screen is not None
    assert len(reply.screen.rows) == 2 + 1, "two products and the delivery"


@pytest.mark.parametrize(
    ("locale", "customer", "opening", "said"),
    [("en-US", "anna", "cancel order one zero four four", said) for said in ("order it", "buy it", "please", "yes and")]
    + [("en-US", "anna", "cancel order one zero four four", said) for said in ("yes order it", "yes?", "no", "hmm")],
)
def test_nothing_is_cancelled_by(house: House, locale: str, customer: str, opening: str, said: str) -> None:
    """Words of ordering agree to a quote and to nothing else."""
    talk = Conversation(house.assistant, ear_for(locale).hear, customer=customer, locale=locale, style=Style.VOICE)
    assert "ConfirmCancel" in talk.say(opening).acts
    assert "OrderCancelled" not in talk.say(said).acts


def test_the_card_that_was_agreed_stays_agreed(tmp_path: Path) -> None:
    """After "shall I try your Mastercard?" - "yes", a correction or a late yes does not go back to the first card."""
    clock = Clock()
    shop = open_shop(tmp_path, clock)
    talk = Conversation(shop.assistant, ear_for("en-US").hear, customer="ben", locale="en-US", style=Style.VOICE)
    for words in ("reorder my deodorant", "yes", "yes", "make it three"):
        talk.say(words)
    clock.forward(minutes=11)
    talk.say("yes")
    assert "OrderPlaced" in talk.say("yes").acts
    with shop.database.read() as connection:
        used = connection.exec_driver_sql("SELECT means_id FROM orders ORDER BY placed_at DESC LIMIT 1").scalar()
    shop.database.close()
    assert used == "ben-mastercard"
