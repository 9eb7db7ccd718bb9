"""The graph of the model that is trained here: the words and sentences of `texts`, without those of a shop."""

import click

from voice_models.graphs import files
from voice_models.graphs.openfst import NoOpenFst
from voice_models.training import texts
from voice_models.training.folders import MODEL


@click.command()
def main() -> None:
    """Write the model's folder graph/."""
    try:
        files.write(MODEL / "graph", texts.read_lexicon(), texts.read(texts.LANGUAGE_MODEL))
    except NoOpenFst as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"graph/ is written to {MODEL}.")


if __name__ == "__main__":
    main()
