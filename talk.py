"""The terminal entrance: a conversation with the assistant, in writing."""

import sys

import click

from skill.bootstrap import build, ear
from skill.phrasing.style import Style
from skill.settings import BadSetting, read_settings
from skill.storage.database import StorageError
from skill.text.conversation import Conversation
from skill.text.terminal import talk
from skill.understanding.ear import UnknownLocale

GUEST = "guest"


@click.command()
@click.option("--locale", default="en-US", show_default=True, help="The language and region spoken, such as fr-FR.")
@click.option("--customer", default="", help="A customer's id; 'guest' is somebody without an account.")
@click.option("--style", type=click.Choice([style.value for style in Style]), default="text", show_default=True)
def main(locale: str, customer: str, style: str) -> None:
    """Talk to the shop. Enter alone is a silence, Ctrl-D or "stop" leaves."""
    try:
        settings = read_settings().model_copy(update={"log_level": "ERROR"})
        house = build(settings)
    except (BadSetting, StorageError) as error:
        raise click.ClickException(str(error)) from error
    everybody = {id_: (name, language) for id_, name, language in house.shops.customers()}
    if not customer:
        language = locale.partition("-")[0]
        speaks = [id_ for id_, (_, theirs) in everybody.items() if theirs == language]
        customer = next(iter(speaks or everybody), GUEST)
    if customer != GUEST and customer not in everybody:
        raise click.ClickException(
            f"There is no customer {customer!r}. Known: {', '.join(sorted(everybody))}, {GUEST}."
        )
    who = everybody[customer][0] if customer in everybody else "somebody without an account"
    known = customer if customer in everybody else None
    try:
        hear = ear(house, locale).hear
    except UnknownLocale as error:
        raise click.ClickException(str(error)) from error
    conversation = Conversation(house.assistant, hear, customer=known, locale=locale, style=Style(style))
    talk(conversation, f"You are {who}, speaking {locale}. Enter alone is a silence; Ctrl-D or stop leaves.")
    house.database.close()


if __name__ == "__main__":
    sys.exit(main())
