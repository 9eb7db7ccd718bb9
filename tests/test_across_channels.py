"""One customer on two channels: started on Alexa, finished in the terminal; one order, whatever is said where."""

from pathlib import Path

import pytest

from app import create_app
from skill.assistant import Turn
from skill.dialogue.heard import Heard, Slot
from skill.phrasing.style import Style
from skill.text.conversation import Conversation
from tests.alexa.signing import Signer, envelope, spoken
from tests.shop import Clock, ear_for, fresh_copy, open_shop, orders_of

COFFEE = {"product": Slot("coffee")}
YES = Heard("AMAZON.YesIntent")


@pytest.mark.parametrize(
    ("intent", "slots", "opening"),
    [("ReorderIntent", COFFEE, "GoOnWith"), ("AddToBasketIntent", COFFEE, "BasketWaits")],
)
def test_started_on_alexa_finished_in_the_terminal(
    tmp_path: Path, intent: str, slots: dict[str, Slot], opening: str
) -> None:
    clock, signer = Clock(), Signer()
    app = create_app(fresh_copy(tmp_path), clock=clock, verification=signer.verification())
    client, house = app.test_client(), app.extensions["house"]
    before = orders_of(house, "anna")

    def alexa(said: str, **slots: Slot) -> str:
        return str(spoken(signer.post(client, envelope(said, slots, session="alexa:1", access_token="demo-anna"))))

    assert "?" in alexa(intent, **slots)
    clock.forward(hours=2)
    talk = Conversation(house.assistant, ear_for("en-US").hear, customer="anna", locale="en-US", style=Style.VOICE)
    assert opening in talk.launch().acts
    assert "ConfirmOrder" in talk.say("yes").acts
    assert "OrderPlaced" in talk.say("yes").acts
    assert orders_of(house, "anna") - before == 1
    assert "Done" not in alexa("AMAZON.YesIntent")
    assert "Done" not in alexa("AMAZON.YesIntent")
    assert orders_of(house, "anna") - before == 1
    house.database.close()


def test_a_button_of_an_earlier_question_does_nothing(tmp_path: Path) -> None:
    """Its quote was replaced by another one while the screen still showed it."""
    house = open_shop(tmp_path, Clock())
    before = orders_of(house, "anna")

    def take(heard: Heard, request: str, question: str | None = None) -> tuple[str | None, tuple[str, ...]]:
        turn = Turn(heard, "touch", "anna", "en-US", Style.VOICE, request, question=question)
        reply = house.assistant.take(turn)
        return reply.question, reply.acts

    first, _ = take(Heard("ReorderIntent", COFFEE), "1")
    second, _ = take(Heard("ChangeQuantityIntent", {"quantity": Slot("9")}), "2")
    assert first != second
    _, acts = take(YES, "3", question=first)
    assert acts[0] == "NoLongerAsked"
    assert orders_of(house, "anna") == before
    _, acts = take(YES, "4", question=second)
    assert acts == ("OrderPlaced",)
    _, acts = take(YES, "5", question=second)
    assert "OrderPlaced" not in acts
    assert orders_of(house, "anna") - before == 1
    house.database.close()


def test_the_same_question_put_again_keeps_its_buttons(tmp_path: Path) -> None:
    """Help in between does not make a screen stale."""
    house = open_shop(tmp_path, Clock())

    def take(heard: Heard, request: str) -> str | None:
        turn = Turn(heard, "touch", "anna", "en-US", Style.VOICE, request)
        return house.assistant.take(turn).question

    assert take(Heard("ReorderIntent", COFFEE), "1") == take(Heard("AMAZON.HelpIntent"), "2")
    house.database.close()
