"""Points in rows below the lines of a form that its total adds or takes off, by its formula or by words: 加分项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import area_of, bare, computed
from xlkpi.adopt.fields import Found, short
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import unnumbered
from xlkpi.adopt.lexicon import Lexicon
from xlkpi.books.areas import Area, cell_of
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.parse import parse
from xlkpi.books.calc.scan import scan
from xlkpi.books.calc.syntax import Binary, Call, Node, Prefix, Reference
from xlkpi.errors import sentence

if TYPE_CHECKING:
    from xlkpi.adopt.parts import Draft

PLUS, MINUS, OFF = "+", "-", "off"
"""How a cell counts: added, taken off by the company's own formula, taken off by its words whatever sign it has."""
TERMS: Final[Mapping[str, str]] = {PLUS: "+N({})", MINUS: "-N({})", OFF: "-ABS(N({}))"}
MOST_TERMS: Final = 4
"""Rows of points below a form whose signs may follow from the numbers; of more, some way always comes out."""
CENT: Final = 0.005
"""Less than this is no difference of points."""
SUMS: Final = re.compile(r"小\s*计|合\s*计|总\s*计|平均|均分|总分|总得分")
"""Words of a row that sums others up and adds nothing."""


def with_extra_rows(draft: Draft, lexicon: Lexicon, tail: Sequence[int]) -> None:
    """Note the cells below the lines that count besides them: a single one added is the adjustment."""
    total = draft.fields.get("total")
    if draft.role != "form" or total is None or draft.asks("total"):
        return
    found = _by_formula(draft, lexicon, total.place)
    if found is None:
        found = _by_numbers(draft, lexicon, tail, total.place) or _by_words(draft, lexicon, tail, total.place)
    if not found:
        return
    if "?" in found.values():
        zh, en = "总分的公式还用到这里的数", "the formula of the total reads these numbers too"
        draft.fields.pop("adjust", None)
        draft.ask("adjust", [draft.grid.where(*place) for place in found], sentence(zh, en))
        return
    own = draft.fields.get("adjust")
    if list(found.values()) == [PLUS]:
        [place] = found
        if own is None:
            label = label_left(draft.grid, *place)
            told = sentence(
                "“{text}”这一行，总分把它加上", "in the row of “{text}”, added to the total", text=short(label)
            )
            waiting = draft.grid.value(*place) is None
            draft.fields["adjust"] = Found("adjust", place, 0.9, (told,), label, waiting=waiting)
            draft.confidence["adjust"], draft.evidence["adjust"] = 0.9, (told,)
        return
    if own is not None:
        draft.fields.pop("adjust")
        draft.confidence.pop("adjust", None)
        draft.evidence.pop("adjust", None)
    draft.extras = {draft.grid.where(*place): how for place, how in found.items()}


def extra_points(grid: Grid, extras: Mapping[str, str]) -> float:
    """What all of them count for."""
    whole = 0.0
    for cell, how in extras.items():
        number = number_of(grid.value(*cell_of(cell))) or 0.0
        whole += number if how == PLUS else -number if how == MINUS else -abs(number)
    return whole


def extra_terms(extras: Mapping[str, str], sheet: str) -> str:
    """All of them as a formula adds them, with the sheet's name and `!` where it stands on another one."""
    return "".join(TERMS[how].format(sheet + cell) for cell, how in extras.items())


def _by_formula(draft: Draft, lexicon: Lexicon, total: Place) -> dict[Place, str] | None:
    """What the formula of the total adds besides the lines; None where there is none, `?` of what it does otherwise."""
    grid, formula = draft.grid, draft.grid.formula(*total)
    if formula is None:
        return None
    try:
        node = parse(scan(formula.text, formula.row, formula.column))
    except NotEvaluated:
        return {}
    found: dict[Place, str] = {}
    for part, sign in _summands(node, 1):
        plain = isinstance(part, Reference)
        for area in _areas(grid, part, total):
            for place in _extra_cells(draft, lexicon, area, total):
                how = (PLUS if sign > 0 else MINUS) if plain else "?"
                found[place] = "?" if found.get(place, how) != how else how
    return found


def _summands(node: Node, sign: int) -> Iterator[tuple[Node, int]]:
    """What a formula adds up, each with its sign."""
    node = bare(node)
    if isinstance(node, Binary) and node.operator in "+-":
        yield from _summands(node.left, sign)
        yield from _summands(node.right, sign if node.operator == "+" else -sign)
    elif isinstance(node, Prefix) and node.operator in "+-":
        yield from _summands(node.operand, sign if node.operator == "+" else -sign)
    elif isinstance(node, Call) and node.name == "SUM":
        for argument in node.arguments:
            yield from _summands(argument, sign)
    else:
        yield node, sign


def _areas(grid: Grid, node: Node, at: Place) -> Iterator[Area]:
    if isinstance(node, Reference):
        area = area_of(grid, node, *at)
        if area is not None:
            yield area
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _areas(grid, argument, at)
    elif isinstance(node, Binary):
        yield from _areas(grid, node.left, at)
        yield from _areas(grid, node.right, at)
    elif isinstance(node, Prefix):
        yield from _areas(grid, node.operand, at)
    elif (inner := getattr(node, "inner", None)) is not None:
        yield from _areas(grid, inner, at)


def _extra_cells(draft: Draft, lexicon: Lexicon, area: Area, total: Place) -> Iterator[Place]:
    """The cells of an area below the lines that are no sum of these, with words left of them."""
    grid, table = draft.grid, draft.table
    for row in range(max(area.top, table.last_row + 1), min(area.bottom, table.last_row + 40) + 1):
        for column in range(area.left, min(area.right, area.left + 10) + 1):
            place = (row, column)
            label = label_left(grid, row, column)
            counts = grid.anchor(*place) == place and place != total and label and not _weighs(draft, row)
            value = grid.value(*place)
            if not counts or (value is not None and number_of(value) is None) or _of_lines(draft, place):
                continue
            if not SUMS.search(label) or "adjust" in lexicon.means(label, "field"):
                yield place


def label_left(grid: Grid, row: int, column: int) -> str:
    """The first words left of a cell in its row."""
    left = (grid.text(row, at) for at in grid.filled_in(row, 1, column - 1))
    return next((text for text in left if text and number_of(text) is None), "")


def _weighs(draft: Draft, row: int) -> bool:
    """Whether a row has a weight: a line that was not taken for one is nothing extra."""
    weight = draft.chosen.get("weight")
    return weight is not None and number_of(draft.grid.value(row, weight)) is not None


def _of_lines(draft: Draft, place: Place) -> bool:
    """Whether a cell is computed from the lines, directly or through others."""
    pending, seen = [place], {place}
    while pending:
        made = computed(draft.grid, *pending.pop())
        for area in made.areas if made is not None else ():
            if area.bottom >= draft.table.first_row and area.top <= draft.table.last_row:
                return True
            for row in range(area.top, min(area.bottom, area.top + 40) + 1):
                for column in range(area.left, min(area.right, area.left + 10) + 1):
                    if (row, column) not in seen:
                        seen.add((row, column))
                        pending.append((row, column))
    return False


def _by_numbers(draft: Draft, lexicon: Lexicon, tail: Sequence[int], total: Place) -> dict[Place, str]:
    """Rows between a subtotal and a typed total, whatever their words, where the numbers add up in one way only.

    小计 93, 夜班脱岗 2, 业主表扬 1, 最终得分 92: the first is taken off, the second added. Words that say so count.
    """
    grid, column = draft.grid, total[1]
    whole, subtotal = number_of(grid.value(*total)), None
    terms: list[tuple[Place, float]] = []
    may: list[tuple[int, ...]] = []
    for row in sorted(row for row in tail if row < total[0]):
        number, label = number_of(grid.value(row, column)), label_left(grid, row, column)
        if number is None or not label:
            continue
        if SUMS.search(label):
            if terms:
                return {}
            subtotal = number
        elif subtotal is not None:
            terms.append(((row, column), number))
            said = lexicon.adds(unnumbered(label))
            may.append((1, -1) if not said else (-1,) if said == "-" and number > 0 else (1,))
    if whole is None or subtotal is None or not 0 < len(terms) <= MOST_TERMS or not all(number for _, number in terms):
        return {}
    ways = [
        signs
        for signs in product(*may)
        if abs(subtotal + sum(sign * number for sign, (_, number) in zip(signs, terms, strict=True)) - whole) < CENT
    ]
    if len(ways) != 1:
        return {}
    off = {place: OFF if number > 0 else MINUS for place, number in terms}
    return {place: PLUS if sign > 0 else off[place] for sign, (place, _) in zip(ways[0], terms, strict=True)}


def _by_words(draft: Draft, lexicon: Lexicon, tail: Sequence[int], total: Place) -> dict[Place, str]:
    """Rows below the lines whose words say that points are added or taken off, where no formula tells."""
    grid = draft.grid
    below = [draft.chosen[key] for key in ("weighted", "score") if key in draft.chosen]
    found: dict[Place, str] = {}
    for row in tail:
        first = next((at for at in grid.rows.get(row, ()) if grid.text(row, at)), 0)
        words = unnumbered(grid.text(row, first)) if first else ""
        sign = lexicon.adds(words)
        if not sign and "adjust" not in lexicon.means(words, "field"):
            continue
        numbers = [at for at in grid.rows.get(row, ()) if number_of(grid.value(row, at)) is not None]
        columns = [at for at in below if at in numbers] or (numbers if len(numbers) == 1 else [])
        if not numbers:
            columns = [at for at in below if grid.value(row, at) is None and grid.drawn(row, at)][:1]
        place = (row, columns[0]) if columns else None
        if place is not None and place != total and grid.anchor(*place) == place and not _of_lines(draft, place):
            negative = (number_of(grid.value(*place)) or 0.0) < 0
            found[place] = OFF if sign == "-" and not negative else PLUS
    return found
