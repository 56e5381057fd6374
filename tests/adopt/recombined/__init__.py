"""Workbooks put together at random from known habits: words, shapes of heads, headers and bodies, columns that mean nothing.

Each is a layout with its truth, known because it was drawn from it; a seed gives the same one every time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from adopt.drawing import Book, Sheet
from adopt.layout import HABIT, Layout
from adopt.recombined.forms import form_on
from adopt.recombined.lists import list_on
from adopt.recombined.others import other
from adopt.recombined.partial import partial
from adopt.recombined.pieces import Drawing

__all__ = ["form", "other", "partial", "stacked", "summary"]


def form(seed: int) -> Layout:
    """One person's form."""
    return _layout(f"form_{seed}", lambda rng: [_alone(rng, ("考核表", "Sheet1", "6月", "绩效考核表"), form_on)])


def summary(seed: int) -> Layout:
    """A table of many people."""
    return _layout(f"summary_{seed}", lambda rng: [_alone(rng, ("汇总", "Sheet1", "6月", "考核汇总表"), list_on)])


def stacked(seed: int) -> Layout:
    """Two or three forms, below each other on one sheet or each on a sheet of its own."""

    def draw(rng: random.Random) -> list[Drawing]:
        shape, one = rng.randrange(10**6), Sheet("考核表") if rng.random() < 0.5 else None
        drawn: list[Drawing] = []
        for number in range(rng.choice((2, 3))):
            own = random.Random(shape if rng.random() < 0.7 else shape + number)
            row = drawn[-1].row + rng.choice((2, 3)) if one and drawn else 1
            drawn.append(Drawing(own, one or Sheet(f"{number + 1}号"), row))
            form_on(drawn[-1])
        return drawn

    return _layout(f"stacked_{seed}", draw)


def _alone(rng: random.Random, names: Sequence[str], draw: Callable[[Drawing], None]) -> Drawing:
    at = Drawing(rng, Sheet(rng.choice(names)))
    draw(at)
    return at


def _layout(name: str, draw: Callable[[random.Random], list[Drawing]]) -> Layout:
    drawn = draw(random.Random(name))
    truths: list[dict[str, Any]] = [at.truth() for at in drawn]
    return Layout(
        name,
        "put together at random",
        HABIT,
        lambda: Book(list({at.sheet.name: at.sheet for at in draw(random.Random(name))}.values())),
        truths[0] if len(truths) == 1 else {"parts": truths},
        optional=frozenset().union(*(at.optional for at in drawn)),
        conflicts=tuple(where for at in drawn for where in at.conflicts),
        skip=tuple(f"{at.sheet.name}!{row}" for at in drawn for row in at.skip),
        marks="other",
    )
