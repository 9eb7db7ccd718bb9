"""A slow shop: a word meanwhile, an honest one when it takes too long, and the turn goes on. Nothing here sleeps long:
a turn waits for the test to let it go on."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

from skill.alexa import progressive
from skill.alexa.patience import NobodyFree, Patience
from skill.alexa.progressive import directives_url
from skill.assistant import Assistant, Reply, Turn
from skill.phrasing.bundles import LOCALES
from tests.alexa.envelopes import envelope, spoken
from tests.alexa.fakes import MOMENT, QUESTION, SORRY, UNKNOWN, RecordingAssistant, serve
from tests.alexa.signing import Signer
from tests.shop import Clock, open_shop, orders_of

AT_ONCE, NEVER = 0.0, 60.0  # seconds until the customer hears something, in these tests
WAIT = 30.0  # seconds that a test waits before it fails


@dataclass
class SlowAssistant(RecordingAssistant):
    """Answers when it is let go."""

    go: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    begun: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def take(self, turn: Turn) -> Reply:
        """Remember the turn, wait, and answer."""
        self.turns.append(turn)
        self.begun.release()
        assert self.go.wait(WAIT)
        self.ended.set()
        if self.error:
            raise self.error
        return self.reply


@dataclass
class Sent:
    """Stands for the network: what was posted, and what happens then."""

    then: Callable[[], None] = lambda: None
    status: int = 204
    posts: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    def __call__(self, url: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> int:
        self.posts.append((url, dict(headers), dict(body)))
        self.then()
        return self.status


@pytest.fixture
def slow() -> Iterator[SlowAssistant]:
    """An assistant that is let go in the end, whatever the test does."""
    assistant = SlowAssistant()
    yield assistant
    assistant.go.set()


def serving(assistant: SlowAssistant, sent: Sent, waiting: float = AT_ONCE, enough: float = NEVER) -> FlaskClient:
    """An endpoint with these deadlines, in seconds."""
    return serve(assistant, Signer().verification(), patience=Patience(waiting=waiting, enough=enough), send=sent)


def test_a_slow_turn_is_answered_after_a_word_meanwhile(slow: SlowAssistant) -> None:
    sent = Sent(then=slow.go.set)
    response = Signer().post(serving(slow, sent), envelope("AnyIntent", request_id="request-1"))
    assert spoken(response) == QUESTION.words
    assert sent.posts == [
        (
            "https://api.amazonalexa.com/v1/directives",
            {"Authorization": "Bearer TESTAPITOKEN"},
            {
                "header": {"requestId": "request-1"},
                "directive": {"type": "VoicePlayer.Speak", "speech": f"<speak>{MOMENT}</speak>"},
            },
        )
    ]


def test_a_fast_turn_sends_nothing(slow: SlowAssistant) -> None:
    slow.go.set()
    sent = Sent()
    assert spoken(Signer().post(serving(slow, sent, waiting=NEVER), envelope("AnyIntent"))) == QUESTION.words
    assert sent.posts == []


def test_a_turn_that_takes_too_long_goes_on_and_the_customer_is_told_the_truth(
    slow: SlowAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    sent = Sent()
    response = Signer().post(serving(slow, sent, enough=0.05), envelope("AnyIntent"))
    assert spoken(response) == UNKNOWN
    assert response.get_json()["response"]["shouldEndSession"] is True
    assert not slow.ended.is_set() and len(sent.posts) == 1
    assert "not finished in time" in caplog.text
    slow.go.set()
    assert slow.ended.wait(WAIT)


def test_the_end_of_a_session_is_waited_for_without_a_word(slow: SlowAssistant) -> None:
    sent = Sent()
    response = Signer().post(serving(slow, sent, enough=0.05), envelope("SessionEndedRequest"))
    assert response.get_json()["response"] == {}
    assert slow.begun.acquire(timeout=WAIT)
    assert sent.posts == []


def test_a_failure_after_the_deadline_is_logged_without_its_words(slow: SlowAssistant) -> None:
    slow.error = ValueError("kumquat")
    logged, written = threading.Event(), list[str]()

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(logging.Formatter().format(record))
            if "too late" in record.getMessage():
                logged.set()

    watch = Watch()
    logging.getLogger("skill.alexa").addHandler(watch)
    try:
        Signer().post(serving(slow, Sent(), enough=0.05), envelope("AnyIntent"))
        slow.go.set()
        assert logged.wait(WAIT)
    finally:
        logging.getLogger("skill.alexa").removeHandler(watch)
    assert "ValueError" in "".join(written) and "kumquat" not in "".join(written)


def test_there_are_never_more_turns_at_work_than_allowed(slow: SlowAssistant) -> None:
    """One more is refused before it is begun, and that is said: nothing happened."""
    client = serve(slow, Signer().verification(), patience=Patience(waiting=AT_ONCE, enough=0.05, most=2), send=Sent())
    signer = Signer()
    said = [spoken(signer.post(client, envelope("AnyIntent"))) for _ in range(3)]
    assert said == [UNKNOWN, UNKNOWN, SORRY]
    assert slow.begun.acquire(timeout=WAIT) and slow.begun.acquire(timeout=WAIT)
    assert len(slow.turns) == 2
    slow.go.set()
    for _ in range(1000):
        if spoken(signer.post(client, envelope("AnyIntent"))) == QUESTION.words:
            break
    else:
        raise AssertionError("nobody came free")


def test_many_at_once_each_get_their_own_answer() -> None:
    patience = Patience(most=8)
    found: dict[int, int] = {}

    def ask(number: int) -> None:
        for turn in range(50):
            found[number * 1000 + turn] = patience.wait_for(lambda turn=turn: number * 1000 + turn)  # type: ignore[misc]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert len(found) == 400 and all(asked == got for asked, got in found.items())


def test_what_is_waited_for_raises_what_it_raised() -> None:
    def fail() -> int:
        raise LookupError("x")

    patience = Patience(waiting=NEVER)
    with pytest.raises(LookupError):
        patience.wait_for(fail)
    assert patience.wait_for(lambda: 7) == 7
    with pytest.raises(NobodyFree):
        Patience(most=0).wait_for(lambda: 7)


def test_runners_go_home_with_their_employer() -> None:
    import gc

    patience = Patience()
    names: list[threading.Thread] = []
    patience.wait_for(lambda: names.append(threading.current_thread()))
    del patience
    gc.collect()
    names[0].join(WAIT)
    assert not names[0].is_alive()


def test_the_answer_that_came_late_is_there_when_alexa_asks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole assistant: a yes whose payment hangs is not known about; asked again it is the order, once."""
    signer, house = Signer(), open_shop(tmp_path, Clock())
    client = serve(house.assistant, signer.verification())
    first = envelope("ReorderIntent", {"product": "coffee"}, access_token="demo-anna")
    assert (spoken(signer.post(client, first)) or "").endswith("Order it?")
    before, go, real = orders_of(house, "anna"), threading.Event(), house.payments.authorise

    def hang(_self: object, *told: Any) -> Any:
        assert go.wait(WAIT)
        return real(*told)

    monkeypatch.setattr(type(house.payments), "authorise", hang)
    hasty = serve(house.assistant, signer.verification(), patience=Patience(waiting=AT_ONCE, enough=0.2), send=Sent())
    yes = envelope("AMAZON.YesIntent", access_token="demo-anna", request_id="request-yes")
    told = spoken(signer.post(hasty, yes)) or ""
    assert "don't order again" in told and "?" not in told
    go.set()
    assert "order 4 0 1 3" in (spoken(signer.post(client, yes)) or "")
    assert orders_of(house, "anna") == before + 1
    house.database.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_then_promises_nothing_and_asks_nothing(locale: str) -> None:
    assistant = Assistant(None)  # type: ignore[arg-type]  # nothing is opened for a sentence
    assert 0 < len(assistant.waiting(locale)) < 60
    assert "?" not in assistant.waiting(locale) + assistant.unknown(locale)
    assert any(word in assistant.unknown(locale) for word in ("don't order again", "Ne recommandez rien"))


# The word meanwhile


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("https://api.amazonalexa.com", "https://api.amazonalexa.com/v1/directives"),
        ("https://api.eu.amazonalexa.com/", "https://api.eu.amazonalexa.com/v1/directives"),
        ("https://api.fe.amazonalexa.com:443", "https://api.fe.amazonalexa.com/v1/directives"),
        ("HTTPS://API.amazonalexa.com", "https://api.amazonalexa.com/v1/directives"),
        ("http://api.amazonalexa.com", None),
        ("https://amazonalexa.com.evil.example", None),
        ("https://evil.example/.amazonalexa.com", None),
        ("https://evilamazonalexa.com", None),
        ("https://api.amazonalexa.com@evil.example", None),
        ("https://user:pass@api.amazonalexa.com", None),
        ("https://api.amazonalexa.com:8443", None),
        ("https://api.amazonalexa.com/x", None),
        ("https://api.amazonalexa.com?x", None),
        ("https://api.amazonalexa.com#x", None),
        ("https://api.amazonalexa.com.", None),
        ("https://[::1]", None),
        ("https://[", None),
        ("https://api.amazonalexa.com:port", None),
        ("https://ápi.amazonalexa.com", None),
        ("//api.amazonalexa.com", None),
        ("", None),
    ],
)
def test_the_customers_token_goes_to_alexa_alone(endpoint: str, url: str | None) -> None:
    assert directives_url(endpoint) == url


@pytest.mark.parametrize("missing", ["apiAccessToken", "apiEndpoint"])
def test_without_token_or_endpoint_nothing_is_sent(missing: str, slow: SlowAssistant) -> None:
    given = envelope("AnyIntent")
    del given["context"]["System"][missing]
    sent = Sent()
    client = serving(slow, sent, enough=0.05)
    assert spoken(Signer().post(client, given)) == UNKNOWN
    assert sent.posts == []


@pytest.mark.parametrize("failure", [requests.ConnectionError("kumquat"), OSError("kumquat"), KeyError("kumquat")])
def test_a_word_that_cannot_be_sent_changes_nothing(
    failure: Exception, slow: SlowAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        slow.go.set()
        raise failure

    assert spoken(Signer().post(serving(slow, Sent(then=fail)), envelope("AnyIntent"))) == QUESTION.words
    assert "not sent" in caplog.text and "kumquat" not in caplog.text


def test_a_word_that_is_refused_changes_nothing(slow: SlowAssistant, caplog: pytest.LogCaptureFixture) -> None:
    sent = Sent(then=slow.go.set, status=403)
    assert spoken(Signer().post(serving(slow, sent), envelope("AnyIntent"))) == QUESTION.words
    assert "refused" in caplog.text


def test_it_is_really_posted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a real connection, to a server of this test's in place of Alexa's."""
    from tests.alexa.servers import answering

    with answering([(204, {})]) as (url, requests_seen):
        assert progressive.post(url, {"Authorization": "Bearer t"}, {"a": 1}) == 204
    assert requests_seen[0].json == {"a": 1} and requests_seen[0].headers["Authorization"] == "Bearer t"
