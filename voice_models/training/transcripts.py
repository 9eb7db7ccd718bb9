"""What was said in the coffee orders that train: of all that a label allows, what the network finds most likely."""

import json
from pathlib import Path

import click
import soundfile
import torch

from voice_models.training import net as nets
from voice_models.training import orders
from voice_models.training.batches import labels, numbered, padded
from voice_models.training.features import log_mel
from voice_models.training.folders import WORK
from voice_models.training.recordings import squeezed
from voice_models.training.texts import read_lexicon


@click.command()
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--most", type=float, default=3.0, show_default=True, help="The loss a label above which one is dropped.")
def main(network: Path, most: float) -> None:
    """Choose with this NETWORK. The half that tests is never touched."""
    torch.set_num_threads(1)
    net, loss, lexicon, told = nets.load(network), nets.align_loss(), numbered(read_lexicon()), orders.labels()
    names = orders.half("train")
    chosen: dict[str, str] = {}
    with torch.no_grad(), click.progressbar(names) as bar:
        for name in bar:
            features = torch.from_numpy(log_mel(squeezed(soundfile.read(orders.CLEAN / name)[0])))
            log_probs = net(((features - net.mean) * net.scale)[None]).numpy()
            allowed = orders.candidates(told[name])
            said, lengths = padded([labels(each, lexicon) for each in allowed])
            many, frames = len(allowed), log_probs.shape[1]
            costs, _ = loss(log_probs.repeat(many, 0), said, lengths * 0 + frames, lengths)
            best = int(costs.argmin())
            if costs[best] / lengths[best] < most:
                chosen[name] = allowed[best]
    (WORK / orders.TRANSCRIPTS).write_text(json.dumps(chosen, indent=0), "utf-8")
    click.echo(f"{len(chosen)} chosen, {len(names) - len(chosen)} dropped.")


if __name__ == "__main__":
    main()
