"""python -m interaction_models: measure a model, find its weak intents, write the files that are derived."""

import sys
from typing import NoReturn

import click

from interaction_models import catalogue, files, regions
from interaction_models.evaluate_command import evaluate_
from interaction_models.sandbox.command import sandbox
from interaction_models.smapi.login_command import login
from interaction_models.smapi.profile_command import profile
from interaction_models.smapi.rollback_command import rollback
from interaction_models.smapi.upload_command import upload
from interaction_models.weakest import weakest
from skill.understanding.model import BadModel


@click.group()
def main() -> None:
    """What the assistant hears: one interaction model a locale."""


main.add_command(evaluate_)
main.add_command(upload)
main.add_command(rollback)
main.add_command(login)
main.add_command(profile)
main.add_command(sandbox)


@main.command("weakest")
@click.argument("locale", default="en-US")
def weakest_(locale: str) -> None:
    """Hold each sample of our own model out in turn, and name the intents that are understood least."""
    try:
        found = weakest(files.read(files.path_of(locale)), locale)
    except BadModel as error:
        _refuse(str(error))
    for weakness in found:
        others = ", ".join(f"{intent} {count}" for intent, count in weakness.instead)
        click.echo(f"{weakness.share:.2f}  {weakness.intent:24} {weakness.samples:3d} samples  {others}")


@main.command("derive")
def derive_() -> None:
    """Fill in the demo products, and write the models of the regions."""
    for locale in regions.LANGUAGES:
        model = files.read(files.path_of(locale))
        filled = catalogue.with_products(model, catalogue.entries(locale[:2]))
        files.path_of(locale).write_text(files.text_of(filled), encoding="utf-8")
    for locale, base in regions.BASE.items():
        model = regions.derive(locale, files.read(files.path_of(base)))
        files.path_of(locale).write_text(files.text_of(model), encoding="utf-8")
        click.echo(f"{locale}.json from {base}.json")


def _refuse(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
