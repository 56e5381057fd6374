"""A spot check: lines drawn at random in a way that anyone can repeat and nobody can foresee without the seed.

Source: rules A2 (抽查 of daily work).
"""

from __future__ import annotations

from hashlib import sha256
from typing import List, Sequence


def drawn(lines: Sequence[str], count: int, seed: str) -> List[bool]:
    """Whether each line is among the `count` drawn: those whose SHA-256 of seed, line feed, line comes first.

    A digest instead of a random generator: the same seed draws the same lines in every program, on every day, and a
    line added later moves nobody else's digest.
    """
    digests = [sha256(f"{seed}\n{line}".encode()).digest() for line in lines]
    order = sorted(range(len(lines)), key=lambda place: (digests[place], place))
    chosen = set(order[:count])
    return [place in chosen for place in range(len(lines))]
