"""The conversation in a terminal. Enter alone is a silence; Ctrl-D or "stop" leaves."""

import sys
from collections.abc import Iterator

from prompt_toolkit import PromptSession
from rich.console import Console

from skill.assistant import Reply
from skill.text.conversation import Conversation

YOU = "you> "


def talk(conversation: Conversation, title: str, console: Console | None = None) -> None:
    """Hold a conversation until the customer leaves."""
    out = console or Console(highlight=False, soft_wrap=True)
    out.print(f"[dim]{title}[/dim]")
    _show(conversation.launch(), out)
    for words in _lines(out):
        reply = conversation.say(words)
        _show(reply, out)
        if "Goodbye" in reply.acts:
            return
        if reply.closed:
            out.print("[dim](This conversation has ended. Go on to begin a new one, or press Ctrl-D.)[/dim]")


def _lines(out: Console) -> Iterator[str]:
    """What the customer types, or what is piped in."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            out.print(f"{YOU}{line.rstrip()}", style="bold", markup=False)
            yield line.strip()
        return
    session: PromptSession[str] = PromptSession(YOU)
    while True:
        try:
            yield session.prompt()
        except (EOFError, KeyboardInterrupt):
            out.print()
            return


def _show(reply: Reply, out: Console) -> None:
    if not reply.silent:
        out.print(reply.words, style="cyan", markup=False)
