"""Stars below 星级 are levels of the appraisal where they go with the total, else those of a skill or of a shop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from xlkpi.adopt.columns import Column
from xlkpi.adopt.formula_evidence import FORMULA
from xlkpi.adopt.level_words import in_stars, star_count
from xlkpi.adopt.lexicon import LIKELY
from xlkpi.adopt.value_evidence import Weighed
from xlkpi.errors import sentence


def by_stars(columns: Sequence[Column], found: dict[tuple[int, str], Weighed]) -> None:
    """Weigh columns of stars against the totals beside them; a word that surely means levels is not ruled out."""
    totals = [column for column in columns if (column.column, "total") in found]
    for column in (column for column in columns if (column.column, "level") in found):
        weighed = found[column.column, "level"]
        stars = [star_count(word) for text in column.texts if (word := in_stars(text))]
        beside = [total.numbers for total in totals if len(total.numbers) == len(stars) == len(column.texts)]
        if any(_go_with(stars, numbers) for numbers in beside):
            weighed.score += FORMULA
            weighed.why.append(sentence("星级随总分高低", "stars go with the total"))
        elif stars and beside and weighed.score < LIKELY:
            weighed.against.append(sentence("星级不随总分", "stars do not go with the total"))


def _go_with(stars: Sequence[int], numbers: Sequence[float]) -> bool:
    """Whether more points have more stars, in all but a few pairs, and not all have as many."""
    pairs = [(one[1], other[1]) for one, other in product(zip(numbers, stars), repeat=2) if one[0] > other[0]]
    return len(set(stars)) > 1 and sum(upper < lower for upper, lower in pairs) * 4 < len(pairs)
