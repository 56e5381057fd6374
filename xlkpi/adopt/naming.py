"""Where the names of our kinds lead in a company's own workbook: a defined name for every stretch of rows of a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.fields import pair_of
from xlkpi.adopt.form_sections import Section, sections_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import pairs_in
from xlkpi.adopt.over_rows import heads_of
from xlkpi.adopt.part_book import Led
from xlkpi.adopt.ranked_among import ranked_in_whole, ranked_inside
from xlkpi.adopt.understanding import Part, Sum
from xlkpi.books.areas import Area, cell_of, column_number, runs_of
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.workbook_reading import month_told

LINES = "_段"
"""What the name of a further stretch of rows ends with, before its number."""


@dataclass(frozen=True)
class Placed:
    """A part with the kind it is of and its number in the workbook, from 1; its cells by key.

    `more` are the parts in which its list goes on beside it.
    """

    part: Part
    grid: Grid
    kind: Kind
    number: int
    more: tuple[Part, ...] = ()

    @property
    def is_form(self) -> bool:
        """Whether it is one person's form, not a list of people."""
        return self.part.kind == "form"

    @property
    def suffix(self) -> str:
        """What every name of the part ends with: nothing in the first, `_2` in the second."""
        return "" if self.number == 1 else f"_{self.number}"

    @property
    def broken(self) -> bool:
        """Whether something lies between its entries, so that no one area holds them."""
        return len(self.more) + len(runs_of(self.part.lines)) > 1

    @property
    def who(self) -> str:
        """The key by which the people of a list are told apart: `name`, else `employee_id`; empty where neither is."""
        return next((key for key in ("name", "employee_id") if self.has_lines(key)), "")

    @cached_property
    def heads(self) -> frozenset[int]:
        """The rows in which a person begins, where people stand over several rows each."""
        return frozenset(heads_of(self.part, self.grid))

    @cached_property
    def ranked(self) -> str:
        """By what places are counted in the whole list and not by department; empty where nothing says so.

        Words on its sheet, else the company's own formula, else the places that stand.
        """
        return "" if ranked_inside(self.part) else ranked_in_whole(self.part, self.grid)

    @property
    def dealt_in_whole(self) -> bool:
        """Whether levels are dealt out over everybody: for them all are one department."""
        return self.part.level_rule == "whole"

    @property
    def departments(self) -> list[str]:
        """The departments inside of which levels are dealt out; none where that is among everybody."""
        return [] if self.dealt_in_whole else self.texts("department")

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of a form that each have a share of the total; none where its weights are those of the total."""
        return sections_of(self.part, self.grid)

    @property
    def turned(self) -> bool:
        """Whether the entries stand side by side."""
        return not self.part.columns and bool(self.part.first_column)

    def has_lines(self, key: str) -> bool:
        """Whether a key has a place in every entry."""
        return key in (self.part.across if self.turned else self.part.columns)

    def areas(self, key: str) -> tuple[Area, ...]:
        """The areas of a key, one for each stretch; of a field its one cell.

        The letters of a column are the key of a step towards a total.
        """
        part = self.part
        if key.isupper():
            return tuple(
                Area(part.sheet, first, column_number(key), last, column_number(key))
                for first, last in runs_of(part.lines)
            )
        if part.columns and key in part.columns:
            columns = [(one, column_number(one.columns[key])) for one in (part, *self.more)]
            return tuple(
                Area(part.sheet, first, at, last, at) for one, at in columns for first, last in runs_of(one.lines)
            )
        if self.turned and key in part.across:
            row = part.across[key]
            return tuple(Area(part.sheet, row, first, row, last) for first, last in runs_of(part.lines))
        if key in part.fields:
            row, column = self.grid.anchor(*cell_of(part.fields[key]))
            return (Area(part.sheet, row, column, row, column),)
        return ()

    def places(self, key: str) -> list[Place]:
        """Every cell of a key, in the order of the entries."""
        if key not in self._places:
            self._places[key] = [
                (row, column)
                for area in self.areas(key)
                for row in range(area.top, area.bottom + 1)
                for column in range(area.left, area.right + 1)
            ]
        return self._places[key]

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        """Cells by key, once they were asked for."""
        return {}

    def points(self, which: str) -> tuple[str, ...]:
        """The areas of the column of points `taken` off or `added`, as a formula on its sheet writes them."""
        letter = self.part.points.get(which, "")
        rows = runs_of(self.part.lines) if letter else ()
        return tuple(f"${letter}${first}:${letter}${last}" for first, last in rows)

    def point(self, which: str, row: int, sheet: str) -> str:
        """The cell of such a column in a line, on the sheet given with `!`; empty where there is no column."""
        letter = self.part.points.get(which, "")
        return f"{sheet}{letter}{row}" if letter else ""

    def numbers(self, key: str) -> list[float]:
        """The numbers that stand in the cells of a key."""
        return [number for place in self.places(key) if (number := number_of(self.grid.value(*place))) is not None]

    def texts(self, key: str) -> list[str]:
        """The different texts that stand in the cells of a key, behind their label where they share a cell with it."""
        label, found = self.label(key), []
        for place in self.places(key):
            text = str(self.grid.value(*place) or "").strip()
            if label:
                text = next((pair.value for pair in pairs_in(text) if label in pair.label.readings), "")
            found.append(text)
        return list(dict.fromkeys(filter(None, found)))

    def label(self, key: str) -> str:
        """The label that stands in the same cell as the value of a field; empty where it has a cell of its own."""
        if key not in self.part.fields:
            return ""
        pair = pair_of(self.grid.text(*cell_of(self.part.fields[key])), key)
        return pair.label.readings[0] if pair else ""

    def sums(self, key: str) -> dict[int, Sum]:
        """What the columns (or rows) of a key are made of, by number, one a part; empty where it is not known."""
        found = {
            _line(made.column): made
            for one in (self.part, *self.more)
            for made in one.sums
            if made.proved
            and not made.by_post
            and made.column == (str(one.across.get(key)) if self.turned else one.columns.get(key))
        }
        return found if len(found) == 1 + len(self.more) else {}

    @cached_property
    def steps(self) -> dict[str, dict[int, Sum]]:
        """Blank columns of which the total is made, by their letters, and what they are made of themselves."""
        total = self.part.columns.get("total")
        own = self.part.sums if not (self.more or self.part.first_column) else ()
        made = {one.column: one for one in own if one.proved and one.column != total}
        return {
            letter: {column_number(letter): one}
            for letter, one in made.items()
            if all(self.grid.value(*place) is None for place in self.places(letter))
        }

    @cached_property
    def partial_places(self) -> list[Place]:
        """The cells of the columns that a total is made of."""
        found = [
            place
            for one in (self.part, *self.more)
            for made in one.sums
            for term in (made.terms if made.proved else ())
            for place in one.cells_of(term.column)
        ]
        return list(dict.fromkeys(found))

    def is_merged(self, key: str) -> bool:
        """Whether one cell of a key serves several entries; of people over several rows, several people."""
        begin = self.heads or frozenset(at for one in (self.part, *self.more) for at in one.lines)
        for span in {self.grid.span(*place) for place in self.places(key)} if self.has_lines(key) else ():
            own = range(span.left, span.right + 1) if self.turned else range(span.top, span.bottom + 1)
            if len(begin.intersection(own)) > 1:
                return True
        return False

    @cached_property
    def used(self) -> Mapping[str, tuple[str, ...]]:
        """The key behind each of the kind's names, and under which keys it is understood."""
        found = {key: names for key, names in self.kind.keys.items() if self._is_usable(key, names[0])}
        if self.sections:
            found.pop("weight", None)  # those of all sections are no weights of the total
        if "total" not in found and "self_score" not in self.part.columns and self.has_lines("score"):
            names = self.kind.keys.get("total", ())
            if "名单_总分" in names:  # a list that has one score a person has no other total
                found["score"] = names
        return found

    def _is_usable(self, key: str, name: str) -> bool:
        """Whether a name can lead to a key: a column to cells of its own, a field to one cell that says it."""
        if not self.areas(key):
            return False
        if name in self.kind.columns:
            return self.has_lines(key) and not self.is_merged(key)
        if key == "month" and (value := self.grid.value(*self.places(key)[0])) is not None:
            told = self.texts(key) if self.label(key) else [value]  # another date may stand behind another label
            return len(told) == 1 and month_told(told[0]) is not None
        return not self.has_lines(key) or len(self.texts(key)) == 1

    def led(self, computed: frozenset[str], *, full: bool = False) -> tuple[dict[str, Led], dict[str, str]]:
        """Where the kind's names lead, and the defined names with what they stand for."""
        led: dict[str, Led] = {}
        names: dict[str, str] = {}
        for key, kinds_names in self.used.items():
            areas = self.areas(key)
            if kinds_names[0] not in self.kind.columns:  # what every line repeats is said by the first
                row, column = self.places(key)[0]
                areas = (Area(self.part.sheet, row, column, row, column),)
            own = [
                f"{kinds_names[0]}{self.suffix}{'' if at == 1 else f'{LINES}{at}'}" for at in range(1, len(areas) + 1)
            ]
            if key == "department" and self.dealt_in_whole:
                continue
            names |= {name: area.absolute for name, area in zip(own, areas, strict=True)}
            for name in kinds_names:
                led[name] = Led(tuple(own), key in computed, self.label(key), full and key == "weight")
        return led, names

    def argument(self, name: str, led: Mapping[str, Led]) -> str:
        """A name as an argument of a formula: several stretches in brackets; empty where the part has none."""
        if name not in led:
            return ""
        one = led[name]
        return one.names[0] if len(one.names) == 1 else f"({','.join(one.names)})"


def _line(at: str) -> int:
    """The number of a column, or of a row of a turned table."""
    return int(at) if at.isdecimal() else column_number(at)
