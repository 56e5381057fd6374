"""One joint assignment of columns to keys: the best one, and by how much each choice in it is better than any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

C = TypeVar("C")
K = TypeVar("K")

FORBIDDEN = -1e6


def assigned(scores: Mapping[tuple[C, K], float], columns: Sequence[C], keys: Sequence[K]) -> dict[K, C]:
    """Give each key at most one column and each column at most one key, so that the sum of the scores is greatest.

    Only pairs with a score above 0 are given. Ties go to the earlier column, then the earlier key.
    """
    if not columns or not keys:
        return {}
    # Each key may also stay without a column: as many columns of worth nothing are added at the end.
    matrix = [
        [-max(scores.get((column, key), FORBIDDEN), FORBIDDEN) for column in columns] + [0.0] * len(keys)
        for key in keys
    ]
    chosen = _hungarian(matrix)
    return {
        key: columns[at]
        for key, at in zip(keys, chosen)
        if at < len(columns) and scores.get((columns[at], key), FORBIDDEN) > 0
    }


def worth(scores: Mapping[tuple[C, K], float], given: Mapping[K, C]) -> float:
    """The sum of the scores of an assignment."""
    return sum(scores[column, key] for key, column in given.items())


def margins(
    scores: Mapping[tuple[C, K], float], columns: Sequence[C], keys: Sequence[K], best: Mapping[K, C]
) -> dict[K, tuple[float, dict[K, C]]]:
    """For each choice by how much the best assignment without it is worse, and what that one would be."""
    total = worth(scores, best)
    found = {}
    for key, column in best.items():
        without = {pair: score for pair, score in scores.items() if pair != (column, key)}
        rival = assigned(without, columns, keys)
        found[key] = (total - worth(scores, rival), rival)
    return found


def _hungarian(cost: list[list[float]]) -> list[int]:
    """Column of each row in the assignment of least cost; rows are no more than columns. Potentials, O(n²m)."""
    rows, columns = len(cost), len(cost[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    matched, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        matched[0], at = row, 0
        least = [float("inf")] * (columns + 1)
        used = [False] * (columns + 1)
        while True:
            used[at] = True
            current, delta, following = matched[at], float("inf"), 0
            for column in range(1, columns + 1):
                if not used[column]:
                    reduced = cost[current - 1][column - 1] - of_row[current] - of_column[column]
                    if reduced < least[column]:
                        least[column], way[column] = reduced, at
                    if least[column] < delta:
                        delta, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    of_row[matched[column]] += delta
                    of_column[column] -= delta
                else:
                    least[column] -= delta
            at = following
            if matched[at] == 0:
                break
        while at:
            matched[at] = matched[way[at]]
            at = way[at]
    result = [0] * rows
    for column in range(1, columns + 1):
        if matched[column]:
            result[matched[column] - 1] = column - 1
    return result
