"""What may be written down about a failed turn: where it failed, and never what the customer said."""

import traceback


def whereabouts(error: BaseException) -> str:
    """The types of `error` and of its causes and the lines they passed, as a traceback without any message:
    the message of an exception may quote an utterance, a name or a token."""
    told, seen = [], set[int]()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        frames = "".join(traceback.format_tb(cause.__traceback__))
        told.append(f"{frames}{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nwhile handling or because of\n".join(told)
