"""Sending e-mail: by SMTP, or into files where no server is named. Knows nothing of what is in a message.

Raises
------
NotSent     nothing was sent; trying again is safe
MaybeSent   the server was given the message and did not say that it took it: trying again might send it twice
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 20


class NotSent(Exception):
    """Nothing was sent."""


class MaybeSent(Exception):
    """Whether it was sent is unknown."""


class BadMailServer(ValueError):
    """The mail server's address cannot be used."""


class Mailer(Protocol):
    """Sends one message."""

    def send(self, message: EmailMessage) -> None:
        """Send it. Raises NotSent, MaybeSent."""


@dataclass(frozen=True, slots=True)
class FileMailer:
    """Writes each message into a file of its own, named by its Message-ID: for the demonstration and for tests."""

    folder: Path

    def send(self, message: EmailMessage) -> None:
        """Write it. Raises NotSent."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{name}.eml").write_bytes(message.as_bytes(policy=SMTP))
        except OSError as error:
            raise NotSent(f"the file could not be written ({error.strerror})") from error


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Sends by a mail server: TLS from the beginning with smtps, STARTTLS with smtp where there is a password."""

    host: str
    port: int
    user: str
    password: str
    tls: bool

    def __repr__(self) -> str:
        return f"SmtpMailer({self.host}:{self.port})"

    def send(self, message: EmailMessage) -> None:
        """Send it. Raises NotSent, MaybeSent."""
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"the mail server does not take us ({type(error).__name__})") from error
        with server:
            try:
                server.send_message(message)
            except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
                raise NotSent(f"the mail server refused the message ({type(error).__name__})") from error
            except (OSError, smtplib.SMTPException) as error:
                raise MaybeSent(f"the mail server went away ({type(error).__name__})") from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        if self.user:
            if not self.tls:
                server.starttls(context=context)  # a password is never sent in clear
            server.login(self.user, self.password)
        server.ehlo_or_helo_if_needed()
        return server


def mailer(url: str, folder: Path) -> Mailer:
    """What sends e-mail: the server of `url` (smtp://user:password@host:587), or files. Raises BadMailServer."""
    if not url:
        return FileMailer(folder)
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadMailServer("SMTP_URL must look like smtp://user:password@host:587 or smtps://host, or be empty")
    tls = parts.scheme == "smtps"
    try:
        port = parts.port or (465 if tls else 25)
    except ValueError as error:
        raise BadMailServer("the port in SMTP_URL is no number") from error
    return SmtpMailer(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)
