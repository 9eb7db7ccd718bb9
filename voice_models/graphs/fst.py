"""A finite-state transducer while it is built: numbered states, arcs with costs, and its text for OpenFst."""

from collections.abc import Hashable


class Fst:
    """States are numbered in the order they are asked for; those with a key are made once."""

    def __init__(self) -> None:
        self.states = 0
        self.arcs: list[tuple[int, int, int, int, float]] = []
        self.final: dict[int, float] = {}
        self._named: dict[Hashable, int] = {}

    def state(self, key: Hashable = None) -> int:
        """The state of this key; without one, a new state."""
        return self.made(key)[0]

    def made(self, key: Hashable = None) -> tuple[int, bool]:
        """The state of this key, and whether it is new."""
        if key is not None and key in self._named:
            return self._named[key], False
        state, self.states = self.states, self.states + 1
        if key is not None:
            self._named[key] = state
        return state, True

    def add(self, start: int, end: int, reads: int, writes: int, cost: float = 0.0) -> None:
        """An arc."""
        self.arcs.append((start, end, reads, writes, cost))

    def text(self, start: int) -> str:
        """As OpenFst's text; the first line begins in the start state."""
        arcs = sorted(self.arcs, key=lambda arc: (arc[0] != start, arc[0]))
        lines = [f"{begin} {end} {reads} {writes} {cost:.5f}" for begin, end, reads, writes, cost in arcs]
        lines += [f"{state} {cost:.5f}" for state, cost in self.final.items()]
        return "\n".join(lines) + "\n"
