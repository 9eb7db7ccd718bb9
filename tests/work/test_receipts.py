"""The receipt by e-mail: everything that was agreed, how to cancel and return, in the customer's language, once."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

import work as entrance
from skill.bootstrap import House, work
from skill.storage.jobs import CLAIM, Jobs
from skill.text.conversation import Conversation
from skill.work.mail import BadMailServer, FileMailer, MaybeSent, NotSent, SmtpMailer, mailer
from skill.work.queue import BadQueue, open_queue
from skill.work.receipts import SENDING
from tests.shop import Clock, ear_for, open_shop


def bought(house: House, customer: str = "anna", locale: str = "en-US", words: str = "reorder my coffee") -> None:
    """One order, by conversation."""
    conversation = Conversation(house.assistant, ear_for(locale).hear, customer=customer, locale=locale)
    conversation.say(words)
    assert "OrderPlaced" in conversation.say("oui" if locale.startswith("fr") else "yes").acts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A shop of its own."""
    opened = open_shop(tmp_path, Clock())
    yield opened
    opened.database.close()


def letters(house: House) -> list[EmailMessage]:
    """What was written into files."""
    files = sorted((house.settings.var / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def test_a_receipt_says_what_was_agreed_and_how_to_undo_it(house: House) -> None:
    bought(house)
    assert work(house).once() == 1
    (letter,) = letters(house)
    assert letter["To"] == "Anna Bell <anna@example.org>"
    assert "order" in letter["Subject"].lower()
    text = letter.get_content()
    for element in ("house blend", "Total", "including tax", "Corner Shop", "expected", "Visa", "cancel", "return"):
        assert element.lower() in text.lower(), element
    assert "+32 2 555 01 00" in text


def test_a_receipt_is_in_the_customers_language(house: House) -> None:
    bought(house, "claire", "fr-FR", "recommande mon café")
    work(house).once()
    (letter,) = letters(house)
    assert "Pour annuler" in letter.get_content()
    assert letter["Subject"].startswith("Votre commande")


def test_nothing_is_sent_twice(house: House) -> None:
    bought(house)
    everything = work(house)
    everything.once()
    (house.settings.var / "mail").rename(house.settings.var / "first")
    assert everything.once() == 0
    assert letters(house) == []


def test_a_worker_that_dies_while_sending_leaves_it_to_a_person(house: House) -> None:
    bought(house)
    jobs = Jobs(house.database, house.clock)
    (number,) = jobs.due()
    job = jobs.claim(number)
    assert job is not None
    jobs.note(job, SENDING)
    assert isinstance(house.clock, Clock)
    house.clock.forward(seconds=CLAIM.total_seconds())
    assert work(house).once() == 0
    assert "may have been sent" in jobs.dead()[0].error
    assert letters(house) == []


def test_a_customer_without_an_address_gets_none_and_nothing_waits(house: House) -> None:
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE customers SET email = '' WHERE id = 'anna'")
    bought(house)
    assert work(house).once() == 1
    assert letters(house) == []


class Post:
    """A mail server: what it got, and at which of its words it hangs up."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.ends_at = ""
        self.refuses = ""


@contextmanager
def post() -> Iterator[tuple[Post, str]]:
    """A mail server on loopback, and its URL."""
    told = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line.split()[0].upper().decode()
                if told.ends_at == word:
                    return
                if told.refuses == word:
                    self.wfile.write(b"550 no\r\n")
                    continue
                if word == "DATA":
                    self.wfile.write(b"354 go on\r\n")
                    data = b""
                    while (more := self.rfile.readline()) != b".\r\n":
                        data += more
                    if told.ends_at == "END":
                        return
                    told.got.append(data)
                self.wfile.write(b"221 bye\r\n" if word == "QUIT" else b"250 fine\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield told, f"smtp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def letter() -> EmailMessage:
    """Something to send."""
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "shop@example.org", "anna@example.org", "<r-1@example.org>"
    message.set_content("Thé, 3 €")
    return message


def test_a_mail_server_gets_it(tmp_path: Path) -> None:
    with post() as (told, url):
        mailer(url, tmp_path).send(letter())
    assert len(told.got) == 1


@pytest.mark.parametrize(("word", "what"), [("EHLO", NotSent), ("MAIL", MaybeSent), ("END", MaybeSent)])
def test_a_server_that_hangs_up(word: str, what: type[Exception], tmp_path: Path) -> None:
    with post() as (told, url):
        told.ends_at = word
        sends = mailer(url, tmp_path)
        with pytest.raises(what):
            sends.send(letter())
    assert told.got == []


@pytest.mark.parametrize("word", ["MAIL", "RCPT"])
def test_a_server_that_refuses(word: str, tmp_path: Path) -> None:
    with post() as (told, url):
        told.refuses = word
        with pytest.raises(NotSent, match="refused"):
            mailer(url, tmp_path).send(letter())


def test_no_server_at_all(tmp_path: Path) -> None:
    with pytest.raises(NotSent, match="does not take us"):
        mailer("smtp://127.0.0.1:9", tmp_path).send(letter())


@pytest.mark.parametrize("url", ["imap://host", "smtp://", "smtp://host:none", "nonsense"])
def test_a_wrong_address_is_told_what_it_should_look_like(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadMailServer, match="SMTP_URL"):
        mailer(url, tmp_path)
    with pytest.raises(BadQueue, match="QUEUE_URL"):
        open_queue(url, tmp_path)


def test_a_password_is_not_shown() -> None:
    sends = mailer("smtps://me:canary@mail.example.org", Path())
    assert isinstance(sends, SmtpMailer)
    assert "canary" not in repr(sends)


def test_files_that_cannot_be_written_are_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(NotSent):
        FileMailer(tmp_path / "mail").send(letter())


def test_the_command_line_does_shows_and_retries(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(entrance, "_open", lambda: house)
    bought(house)
    (house.settings.var / "mail").write_text("in the way")
    run = CliRunner().invoke
    assert "0 done, 1 waiting" in run(entrance.main, ["once"]).output
    jobs = Jobs(house.database, house.clock)
    with house.database.write() as connection:
        connection.exec_driver_sql("UPDATE jobs SET state = 'dead'")
    shown = run(entrance.main, ["dead"])
    assert shown.exit_code == 1
    assert "NotSent" in shown.output
    assert run(entrance.main, ["retry", "99"]).exit_code == 1
    (number,) = (dead.id for dead in jobs.dead())
    (house.settings.var / "mail").unlink()
    assert run(entrance.main, ["retry", str(number)]).exit_code == 0
    assert "1 done" in run(entrance.main, ["once"]).output
    assert run(entrance.main, ["dead"]).exit_code == 0
