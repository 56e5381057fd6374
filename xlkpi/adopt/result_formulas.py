"""Our formulas for the result cells of one part: as its kind declares them, as far as the workbook has the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from xlkpi.adopt.deductions import beside
from xlkpi.adopt.extra_rows import extra_terms
from xlkpi.adopt.form_sections import Section
from xlkpi.adopt.grid import Place
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.part_book import Led
from xlkpi.adopt.part_lines import shown
from xlkpi.adopt.rater_shares import rater_means, rater_shares
from xlkpi.adopt.row_formula import Made
from xlkpi.adopt.sum_formulas import sum_of_row
from xlkpi.books.areas import column_number, reference_of
from xlkpi.drawing.spec import PLACE

WORD = re.compile(r'"[^"]*"|[^\W\d][\w.]*(?!\w*\()')
FULL_TOTAL = 'IF(COUNT({score})<COUNT({weight}),"",ROUND(SUM({score}){adjust},2))'
"""The total of scores out of full marks, once all of them are there."""


@dataclass(frozen=True)
class Result:
    """What our formulas put into the cells of one key.

    `whole` is the formula of the whole column, a value an entry; otherwise `each` makes the formula of a cell, given
    the sheet's name with `!` where it is to stand on another one.
    """

    key: str
    places: tuple[Place, ...]
    whole: str = ""
    each: Callable[[int, str], str] = lambda _, __: ""
    beside: tuple[str, ...] = ()
    """The names of the stretches of rows beside its own."""


NEEDS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "form": {"total": ("weight", "score")},
        "summary": {
            "rank": ("total",),
            "level": ("total",),
            "coefficient": ("level",),
            "pay": ("base_pay", "coefficient"),
        },
    }
)
"""Without which columns a result cannot be computed."""
ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "rank": ("department", "eligible"),
        "level": ("department", "department_level", "eligible"),
        "pay": ("attendance",),
    }
)
"""What a result of a summary reads as well, where there is such a column."""


BY_POINTS: Final = "KPI_LEVEL(名单_总分,等级_最低分,等级_代码)"
"""Levels by points that are stated."""
TABLES: Final[Mapping[str, str]] = MappingProxyType({"level": "名额比例", "coefficient": "等级_系数"})
"""Without which numbers a result cannot be computed."""


def results_of(placed: Placed, led: Mapping[str, Led], *, known: Collection[str]) -> Iterator[Result]:
    """Every result that can be computed from what the part has; `known`: the levels of which numbers are there."""
    if placed.part.kind == "form":
        yield from _form(placed, led)
    else:
        yield from _summary(placed, led, known=known)


def _form(placed: Placed, led: Mapping[str, Led]) -> Iterator[Result]:
    lines = ("weight", "score")
    if placed.part.level_lines and "总分" in led and not led["总分"].label:
        yield Result("level", tuple(placed.places("level")), each=partial(_by_lines, placed))
    if placed.part.points:
        yield from _deducted(placed)
    elif means := rater_means(placed.part):
        yield Result("score", tuple(placed.places("score")), each=partial(_mean, placed, means))
    if not all(placed.has_lines(key) for key in lines) or any(placed.is_merged(key) for key in lines):
        return
    full = placed.part.marks == "full"
    if placed.part.marks == "unknown":
        return
    if placed.sections:
        yield from _of_sections(placed, led)
        return
    if shares := rater_shares(placed.part):
        yield from _of_raters(placed, led, shares)
        return
    if placed.has_lines("weighted") and not placed.is_merged("weighted") and not full:
        column = placed.kind.columns["加权得分"]
        titles = {one.title: one.name for table in placed.kind.tables for one in table.columns}
        keys = {names[0]: key for key, names in placed.kind.keys.items()}

        def weighted(at: int, sheet: str) -> str:
            def cell(found: re.Match[str]) -> str:
                return sheet + reference_of(*placed.places(keys[titles[found[1]]])[at])

            return _fitted(PLACE.sub(cell, column.cell), placed, led)

        yield Result("weighted", tuple(placed.places("weighted")), each=weighted)
    if "total" in placed.part.fields and not any(led[name].label for name in ("总分", "加减分") if name in led):
        field = next(entry for entry in placed.kind.fields if entry.name == "总分")

        def total(_: int, sheet: str) -> str:
            extras = extra_terms(placed.part.extras, sheet)
            own = {**led, "加减分": Led((extras.removeprefix("+"),))} if extras else led
            if not full:
                return _fitted(field.formula, placed, own)
            score, weight = (placed.argument(name, led) for name in ("主管评分", "权重"))
            adjust = extras or (f"+SUM({placed.argument('加减分', led)})" if "加减分" in led else "")
            return FULL_TOTAL.format(score=score, weight=weight, adjust=adjust)

        yield Result("total", tuple(placed.places("total")), each=total)


def _by_lines(placed: Placed, _: int, sheet: str) -> str:
    """The level of a form by the lowest points of each, once its total is there."""
    total = sheet + reference_of(*placed.places("total")[0])
    lines = placed.part.level_lines[::-1]
    least, levels = (",".join(own) for own in zip(*((shown(low), f'"{level}"') for level, low in lines)))
    return f'IF(ISNUMBER({total}),LOOKUP({total},{{{least}}},{{{levels}}}),"")'


def _mean(placed: Placed, raters: Sequence[str], at: int, sheet: str) -> str:
    """The mean of the raters of a line, once all of them are there."""
    row = placed.places("score")[at][0]
    given = ",".join(f"{sheet}{letter}{row}" for letter in raters)
    return f'IF(COUNT({given})<{len(raters)},"",ROUND(AVERAGE({given}),2))'


def _of_sections(placed: Placed, led: Mapping[str, Led]) -> Iterator[Result]:
    """Weighted scores and the total of a form whose sections each have weights of 100% and a share of the total."""
    part, sections = placed.part, placed.sections
    places = placed.places("weight")
    inside = {row: one for one in sections for row in range(one.first, one.last + 1)}

    def scale(section: Section, sheet: str) -> str:
        return f"IF(SUM({sheet}{section.area(part, 'weight').reference})>2,100,1)"

    if placed.has_lines("weighted") and not placed.is_merged("weighted"):

        def weighted(at: int, sheet: str) -> str:
            weight, score = (sheet + reference_of(*placed.places(key)[at]) for key in ("weight", "score"))
            product = f"{weight}*{score}/{scale(inside[places[at][0]], sheet)}"
            return f'IF(AND(ISNUMBER({weight}),ISNUMBER({score})),ROUND({product},6),"")'

        yield Result("weighted", tuple(placed.places("weighted")), each=weighted)
    if "total" in part.fields and not any(led[name].label for name in ("总分", "加减分") if name in led):

        def total(_: int, sheet: str) -> str:
            weights, scores = (
                [sheet + one.area(part, key).reference for one in sections] for key in ("weight", "score")
            )
            products = "+".join(
                f"SUMPRODUCT({weight},{score})/{scale(one, sheet)}*{one.share:.10g}"
                for weight, score, one in zip(weights, scores, sections)
            )
            missing = "+".join(map("COUNT({})".format, scores)) + "<" + "+".join(map("COUNT({})".format, weights))
            extras = extra_terms(part.extras, sheet)
            adjust = extras or (f"+SUM({placed.argument('加减分', led)})" if "加减分" in led else "")
            return f'IF({missing},"",ROUND(ROUND({products},6){adjust},2))'

        yield Result("total", tuple(placed.places("total")), each=total)


def _of_raters(placed: Placed, led: Mapping[str, Led], shares: Mapping[str, float]) -> Iterator[Result]:
    """Weighted scores and the total of a form in which several raters' scores count by their shares.

    A line counts once all of them have rated; the total is there once all lines count.
    """
    if placed.turned or placed.more:
        return
    full, weights = placed.part.marks == "full", placed.places("weight")
    whole = placed.argument("权重", led)
    scale = "" if full else f"/IF(SUM({whole})>2,100,1)"
    if placed.has_lines("weighted") and not placed.is_merged("weighted") and not full:

        def weighted(at: int, sheet: str) -> str:
            weight, row = sheet + reference_of(*weights[at]), weights[at][0]
            cells = {f"{sheet}{letter}{row}": share for letter, share in shares.items()}
            score = "+".join(f"{cell}*{share:.10g}" for cell, share in cells.items())
            there = f"AND(ISNUMBER({weight}),COUNT({','.join(cells)})={len(cells)})"
            return f'IF({there},ROUND({weight}*({score}){scale},6),"")'

        yield Result("weighted", tuple(placed.places("weighted")), each=weighted)
    if "total" in placed.part.fields and not any(led[name].label for name in ("总分", "加减分") if name in led):

        def total(_: int, sheet: str) -> str:
            columns = {share: [sheet + area.reference for area in placed.areas(at)] for at, share in shares.items()}
            rated = [(area, share) for share, areas in columns.items() for area in areas]
            lines = [sheet + area.reference for area in placed.areas("weight")] * len(shares)
            each = [f"SUM({area})" if full else f"SUMPRODUCT({line},{area})" for line, (area, _) in zip(lines, rated)]
            score = "+".join(f"{one}*{share:.10g}" for one, (_, share) in zip(each, rated))
            count = "+".join(f"COUNT({area})" for area, _ in rated)
            extras = extra_terms(placed.part.extras, sheet)
            adjust = extras or (f"+SUM({placed.argument('加减分', led)})" if "加减分" in led else "")
            return f'IF({count}<{len(shares)}*COUNT({whole}),"",ROUND(ROUND(({score}){scale},6){adjust},2))'

        yield Result("total", tuple(placed.places("total")), each=total)


def _deducted(placed: Placed) -> Iterator[Result]:
    """What is left of full marks in every line; without scores the total, what is left of the whole.

    While nothing is filled in of what is taken off (a 0 counts), nobody has been rated.
    """
    taken, added = placed.points("taken"), placed.points("added")
    if placed.has_lines("score"):
        weights = placed.places("weight")

        def left(at: int, sheet: str) -> str:
            full = sheet + reference_of(*weights[at])
            off, more = (placed.point(key, weights[at][0], sheet) for key in ("taken", "added"))
            nothing = "+".join(f"COUNT({sheet}{area})" for area in (*taken, *added))
            return f'IF(OR({full}="",{nothing}=0),"",ROUND({full}-ABS({off}){f"+{more}" if more else ""},2))'

        yield Result("score", tuple(placed.places("score")), each=left)
    elif "total" in placed.part.fields:
        columns = {key: column_number(letter) for key, letter in placed.part.points.items()}
        cell = placed.part.fields.get("adjust", "")
        counts = bool(cell) and beside(placed.grid, cell, placed.part.entries, columns) is not None
        added_beside = (cell,) if counts else ()

        def rest(_: int, sheet: str) -> str:
            def summed(form: str, areas: Sequence[str]) -> str:
                return "".join(form.format(sheet + area) for area in areas)

            whole = "".join(f"+SUM({sheet}{area.reference})" for area in placed.areas("weight")) or "+100"
            nothing = summed("+COUNT({})", (*taken, *added))[1:]
            off, more = summed("-SUMPRODUCT(ABS({}))", taken), summed("+SUM({})", added)
            extra = summed("+SUM({})", added_beside) + extra_terms(placed.part.extras, sheet)
            return f'IF({nothing}=0,"",ROUND({whole[1:]}{off}{more}{extra},2))'

        yield Result("total", tuple(placed.places("total")), each=rest)


def _summary(placed: Placed, led: Mapping[str, Led], *, known: Collection[str]) -> Iterator[Result]:
    columns = placed.kind.columns
    made = {"total": placed.sums("total"), **placed.steps}
    for key, sums in made.items() if not placed.is_merged("total") else ():
        if sums:
            yield Result(key, tuple(placed.places(key)), each=partial(sum_of_row, placed, key, sums))
    own_pay = placed.part.own_pay
    if own_pay is not None and own_pay.made is not None and placed.has_lines("pay") and not placed.is_merged("pay"):
        yield Result("pay", tuple(placed.places("pay")), each=partial(_as_told, placed, own_pay.made, own_pay.digits))
    for key, needed in NEEDS["summary"].items():
        reads = (*needed, *ALSO.get(key, ()))
        source = "score" if "total" not in placed.used and reads[0] == "total" else reads[0]
        first = columns[placed.kind.keys["total" if source == "score" else source][-1]].name
        if not placed.has_lines(key) or placed.is_merged(key) or first not in led or placed.is_merged(source):
            continue
        if key == "pay" and ("名单_等级系数" not in led or own_pay):
            continue
        rule = placed.part.level_rule if key == "level" else ""
        table = "等级_最低分" if rule == "thresholds" else TABLES.get(key, "")
        if key == "rank" and placed.dealt_in_whole and not placed.ranked:
            continue  # places are counted by department, levels are not: the formula of places stays the company's
        if rule == "own" or (table and not (known and table in led)):
            continue
        formula = BY_POINTS if rule == "thresholds" else columns[placed.kind.keys[key][0]].array
        own = {name: one for name, one in led.items() if name != "名单_部门" or not (key == "rank" and placed.ranked)}
        if key == "coefficient" and _speaks_names(placed, known):
            formula = formula.replace("等级_代码", "等级_名称")
        places = tuple(placed.places(key))
        if key in ("coefficient", "pay") and placed.broken:
            needs = (source, *reads[1:])
            yield Result(key, places, each=partial(_of_row, formula, placed, led, needs))
        else:
            yield Result(key, places, whole=_fitted(formula, placed, own), beside=led[first].names)


def _as_told(placed: Placed, made: Made, digits: int, at: int, sheet: str) -> str:
    """Pay of one row as a sentence makes it; it stays blank until all of it but what is only added is there."""
    row = placed.places("pay")[at][0]

    def cell(letter: str) -> str:
        return sheet + reference_of(*placed.grid.anchor(row, column_number(letter)))

    needed = [letter for letter in made.columns if letter not in made.extras]
    given = ",".join(map(cell, needed))
    return f'IF(COUNT({given})<{len(needed)},"",ROUND({made.formula(cell, made.extras)},{digits}))'


def _of_row(formula: str, placed: Placed, led: Mapping[str, Led], needs: Sequence[str], at: int, sheet: str) -> str:
    """A formula of one row: what else is done for a whole column, where rows lie between its stretches."""
    own = {
        name: Led((sheet + reference_of(*placed.places(key)[at]),))
        for key in needs
        for name in placed.kind.keys[key]
        if name in led
    }
    return _fitted(formula, placed, {**led, **own})


def _speaks_names(placed: Placed, known: Collection[str]) -> bool:
    """Whether the levels that stand there are called as those of departments are: 优秀, not A+."""
    told = placed.texts("level")
    return bool(told) and all(re.search("[一-鿿]", text) and text not in known for text in told)


def why_of(placed: Placed, led: Mapping[str, Led]) -> str:
    """The formula that explains every level."""
    columns = placed.kind.columns
    return _fitted(columns["名单_说明"].array.partition("&IF(")[0], placed, led)


def _fitted(formula: str, placed: Placed, led: Mapping[str, Led]) -> str:
    """A declared formula with the part's own names; an argument that the workbook lacks is left out."""
    own = {name for names in placed.kind.keys.values() for name in names} | {"名单_部门等级"}

    def word(found: re.Match[str]) -> str:
        name = found[0]
        if name not in own:
            return name
        return placed.argument(name, led)

    return re.sub(r",+\)", ")", WORD.sub(word, formula)) if formula.startswith("KPI_") else WORD.sub(word, formula)
