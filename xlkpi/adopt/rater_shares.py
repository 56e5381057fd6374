"""Scores of several raters that count together in a form: 自评（20%） and 上级评（80%） over two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from xlkpi.adopt.labels import is_mean, is_rater, speaks_of_scores, wide
from xlkpi.adopt.part_lines import Lines, alike, rounded, shown
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import column_letters, column_number
from xlkpi.errors import sentence

_SHARE: Final = re.compile(r"(\d{1,2}(?:\.\d+)?)%")
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
        if len(told) == 1 and (key in RATED or (not key and speaks_of_scores(heading))):
            yield column_letters(column), float(told[0]) / 100


def rater_means(part: Part) -> tuple[str, ...]:
    """The columns of the raters of whom a form's score is headed as the mean: 园长打分, 保健医打分, 得分（平均）."""
    keys = {column_number(letter): key for key, letter in part.columns.items()}
    heads = dict(zip(part.label_columns, part.labels))
    score = column_number(part.columns["score"]) if part.kind == "form" and "score" in part.columns else 0
    if not score or not is_mean(heads.get(score, "")):
        return ()
    raters = [at for at in heads if at < score and keys.get(at, "self_score") == "self_score" and is_rater(heads[at])]
    return tuple(map(column_letters, sorted(raters))) if len(raters) > 1 else ()


def mean_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Scores that are not the mean of their raters, where those of most lines are."""
    raters = rater_means(lines.part)
    rows = {row: [lines.number_in(letter, row) for letter in raters] for row in lines.entries if raters}
    due = {row: sum(filter(None, own)) / len(own) for row, own in rows.items() if None not in own}
    stands = {row: score for row in due if (score := lines.number("score", row)) is not None}
    wrong = [row for row, score in stands.items() if not alike(score, due[row])]
    for row in wrong if len(wrong) * 2 < len(stands) else ():
        if place := lines.place("score", row):
            zh, en = "{raters} 的平均是 {due}", "the mean of {raters} is {due}"
            told = sentence(zh, en, raters="、".join(raters), due=shown(rounded(due[row])))
            yield lines.conflict(place, shown(rounded(due[row])), told)


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
