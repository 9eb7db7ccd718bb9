"""The stand-in, running."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interaction_models.sandbox.serving import running
from tests.smapi.standing import Stand, new_world


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    """A stand-in with one empty skill."""
    world = new_world()
    with running(world) as url:
        yield Stand(world, url, tmp_path)
