"""A list of nothing but raters' marks, whose total is what is headed as their mean."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.adopt.labels import is_mean, is_rater
from xlkpi.adopt.part_lines import alike
from xlkpi.adopt.parts import Draft
from xlkpi.adopt.unread import is_personal
from xlkpi.errors import sentence

_OTHER_TIMES: Final = re.compile("[月季周次批]")
"""Headings of marks of several months or times, whose mean is another thing."""


def with_mean_of_raters(draft: Draft) -> None:
    """Choose the mean as the total if it comes out in most lines or is still blank, and nothing else has numbers."""
    free = [column for column in draft.columns if column.column not in draft.chosen.values()]
    means = [column for column in free if is_mean(column.heading.shown)]
    if "total" in draft.chosen or len(means) != 1:
        return
    mean, own = means[0], draft.column("self_score")
    either = [column for column in (*free, own) if column is not None and column is not mean]
    raters = [one for one in either if is_rater(one.heading.shown) and not _OTHER_TIMES.search(one.heading.shown)]
    rest = [one for one in either if one.numbers and one not in raters and not is_personal(one.heading.shown)]
    if len(raters) < 2 or rest:
        return
    marks = [draft.numbers(one) for one in raters]
    stands = {row: score for row, score in draft.numbers(mean).items() if all(row in one for one in marks)}
    right = [row for row, score in stands.items() if alike(score, sum(one[row] for one in marks) / len(marks))]
    if len(right) * 2 > len(stands) or mean.empty:
        draft.questions = [question for question in draft.questions if question.field != "total"]
        draft.choose("total", mean, sentence("写着是这几人打分的平均", "it is headed as the mean of the raters"))
