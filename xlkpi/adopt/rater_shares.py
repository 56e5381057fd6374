"""Scores of several raters that count together in a form: 自评（20%） and 上级评（80%） over two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from xlkpi.adopt.labels import wide
from xlkpi.adopt.part_lines import Lines, shown
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import column_letters, column_number

_SHARE: Final = re.compile(r"(\d{1,2}(?:\.\d+)?)%")
_RATED: Final = re.compile("评|打分|得分|分数")
"""Words over a column of scores, in which no key was found for a third rater."""
RATED: Final = frozenset(("self_score", "score"))


def rater_shares(part: Part) -> dict[str, float]:
    """Columns of a form with what share each rater's scores count for; empty unless the headings share out 100%."""
    if part.kind != "form" or "score" not in part.columns:
        return {}
    found = dict(_told(part))
    whole = round(sum(found.values()), 6) == 1
    return found if whole and len(found) > 1 and part.columns["score"] in found else {}


def _told(part: Part) -> Iterator[tuple[str, float]]:
    keys = {column_number(letter): key for key, letter in part.columns.items()}
    for column, heading in zip(part.label_columns, part.labels):
        key = keys.get(column, "")
        told = _SHARE.findall(wide(heading))
        if len(told) == 1 and (key in RATED or (not key and _RATED.search(heading))):
            yield column_letters(column), float(told[0]) / 100


def rated(lines: Lines, entry: int) -> float | None:
    """The score of a line: the raters' by their shares once all are there, else the one there is."""
    shares = rater_shares(lines.part)
    if not shares:
        return lines.number("score", entry)
    numbers = {letter: lines.number_in(letter, entry) for letter in shares}
    if any(number is None for number in numbers.values()):
        return None
    return sum((numbers[letter] or 0.0) * share for letter, share in shares.items())


def spoken(lines: Lines, entry: int, score: float) -> str:
    """A score as people follow it: the number, or that of every rater with its share."""
    shares: Mapping[str, float] = rater_shares(lines.part)
    told = (f"{shown(lines.number_in(letter, entry))}×{shown(share * 100)}%" for letter, share in shares.items())
    return f"({' + '.join(told)})" if shares else shown(score)
