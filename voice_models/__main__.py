"""python -m voice_models: which models of speech there are, fetching one, adapting the embedded one to a shop."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

from voice_models import adapt as adapting
from voice_models.download import NotFetched
from voice_models.fetch import fetch
from voice_models.find import EMBEDDED, NoVoiceModel, fetched, find, folder
from voice_models.graphs.openfst import NoOpenFst
from voice_models.lexicon import NoPronunciation
from voice_models.manifest import NoOffer, offer_for, offers
from voice_models.shop_words import NoWords, of_file, of_shop
from voice_models.trial import works


@click.group()
def main() -> None:
    """The offline ear's weights. $VOICE_MODELS_DIR says where fetched models are kept."""


@main.command("list")
def list_() -> None:
    """What can be fetched, and what is here."""
    here = {model.name for model in fetched()}
    click.echo("embedded en-US               3 MB  Apache-2.0  here: a few thousand words of one shop, for any machine")
    for offer in offers():
        mark = "here" if offer.name in here else f"python -m voice_models fetch {offer.locale}"
        asked = "" if offer.free else "  (only by its name)"
        click.echo(f"{offer.name:28} {offer.bytes // 1_000_000:3d} MB  {offer.licence}  {offer.locale}  {mark}{asked}")


@main.command("fetch")
@click.argument("locale")
@click.option("--size", type=click.Choice(("small", "large")), default="small", show_default=True)
@click.option("--from", "brought", type=click.Path(path_type=Path), help="The zip, when it is here already.")
def fetch_(locale: str, size: str, brought: Path | None) -> None:
    """Fetch the model of a LOCALE (or one by its name), check it, unpack it and try it."""
    try:
        offer = offer_for(locale, size)
        if brought is None:
            columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
            with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task(offer.name, total=offer.bytes)
                path = fetch(offer, lambda got, _all: bar.update(task, completed=got))
        else:
            path = fetch(offer, brought=brought)
    except (NoOffer, NotFetched) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{offer.name} is in {path} and hears {offer.locale}.")


@main.command("path")
@click.argument("locale")
def path_(locale: str) -> None:
    """Print the folder of the model that hears LOCALE."""
    try:
        click.echo(find(locale).path)
    except NoVoiceModel as error:
        raise click.ClickException(str(error)) from error


@main.command("verify")
def verify_() -> None:
    """Load every model that is here and decode with it; exit status 1 when one does not work."""
    broken = 0
    for name, path in [*(("embedded", path) for path in EMBEDDED.values()), *((m.name, m.path) for m in fetched())]:
        wrong = works(path)
        broken += bool(wrong)
        click.echo(f"{name}: {wrong or 'works'}")
    sys.exit(1 if broken else 0)


@main.command("doctor")
@click.argument("locale", default="en-US")
def doctor_(locale: str) -> None:
    """Say what hears LOCALE on this machine, and what to do about what is missing."""
    click.echo(f"Fetched models are kept in {folder()}.")
    try:
        model = find(locale)
    except NoVoiceModel as error:
        raise click.ClickException(str(error)) from error
    wrong = works(model.path)
    click.echo(f"{locale} is heard by {model.name} ({model.licence}): {wrong or 'it works'}.")
    if model.embedded:
        click.echo(f"It is small and knows one shop's words. Better: python -m voice_models fetch {locale}")
    sys.exit(1 if wrong else 0)


@main.command("adapt")
@click.option("--locale", default="en-US", show_default=True, help="Whose interaction model; an English one.")
@click.option("--words", "file", type=click.Path(path_type=Path), help="A list of words or phrases, one a line.")
@click.option("--out", type=click.Path(path_type=Path), help="The adapted model's folder; default: in place.")
@click.option("--check", is_flag=True, help="Write nothing; exit status 1 when the words of today are not all heard.")
def adapt_(locale: str, file: Path | None, out: Path | None, check: bool) -> None:
    """Make the embedded English model hear the words of this shop, without training.

    The words are those of the interaction model and of the catalogue in DATABASE_URL, or those of --words. Needs
    Debian's libfst-tools and libfst22-plugins-base.
    """
    if locale.partition("-")[0] not in EMBEDDED:
        raise click.ClickException(f"Only the embedded English model can be adapted: nothing is embedded for {locale}.")
    try:
        phrases = of_file(file) if file else of_shop(locale)
        if check:
            missing = adapting.missing(phrases, out)
            for word in missing:
                click.echo(word)
            click.echo(
                f"Words of today that are not heard: {len(missing)}." if missing else "Every word of today is heard."
            )
            sys.exit(1 if missing else 0)
        told = adapting.adapt(phrases, out)
    except (NoOpenFst, NoPronunciation, NoWords, adapting.NotAdapted) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{told.words} words, {told.sentences} sentences, written to {told.path}.")
    if told.unpronounced:
        click.echo(f"No pronunciation is known for: {', '.join(told.unpronounced)}.")
        click.echo("Add them to voice_models/pronunciations.tsv, and adapt again.")


if __name__ == "__main__":
    main()
