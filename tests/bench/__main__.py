"""All benchmarks, one after another: `make bench`. Figures of one run are ratios side by side; see the README."""

from tests.bench import finding, load, turn, understanding, voice, voice_speed


def main() -> None:
    """Run them all."""
    turn.main()
    finding.main()
    understanding.main()
    load.main()
    voice_speed.main()
    voice.main()


if __name__ == "__main__":
    main()
