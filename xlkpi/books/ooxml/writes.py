"""What is to be written to one sheet; shared by both ways of changing a sheet's XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.cell_styles import CellStyles
from xlkpi.books.ooxml.spelling import text_of
from xlkpi.books.ooxml.value_spelling import Encoded
from xlkpi.records import dataclass


class Exotic(Exception):
    """The sheet's bytes cannot be cut safely; its XML has to be taken as a tree."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A formula to be put into a cell, escaped as text is; `area` where it is an array formula for a rectangle.

    A `shared` number makes it a formula that several cells share: text and area stand in the first of them only.
    """

    text: str
    area: str = ""
    shared: int | None = None

    @property
    def attributes(self) -> dict[str, str]:
        """What the `<f>` element says beside the text."""
        if self.shared is None:
            return {"t": "array", "ref": self.area} if self.area else {}
        return {"t": "shared", **({"ref": self.area} if self.area else {}), "si": str(self.shared)}

    @property
    def xml(self) -> bytes:
        """The `<f>` element."""
        kind = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<f{kind}>{text_of(self.text)}</f>".encode()


@dataclass(slots=True)
class Writes:
    """Spelled values by (row, column); `drop_formulas` turns formula cells into plain ones.

    `formulas` are put into cells among these, whose value then is the formula's result; None takes a formula away.
    `restyles` give cells among these another style, made of the one they have.
    """

    cells: Mapping[tuple[int, int], Encoded]
    drop_formulas: bool = False
    styles: CellStyles | None = None
    """Where given, a plain cell gets the style that keeps its text from being read as a formula."""
    formulas: Mapping[tuple[int, int], Spelled | None] = field(default_factory=dict)
    restyles: Mapping[tuple[int, int], Callable[[int], int]] = field(default_factory=dict)

    def style(self, place: tuple[int, int], style: str, value: Encoded, *, plain: bool) -> str:
        """The style (as in a cell's `s`, "" for none) of a cell of that style which gets a value."""
        change = self.restyles.get(place)
        if change is not None:
            style = str(change(int(style or 0)))
        return self.styles.fit(style, value) if plain and self.styles is not None else style

    def replaces_formula(self, place: tuple[int, int]) -> bool:
        """Whether the formula that a cell has goes."""
        return self.drop_formulas or place in self.formulas

    def formula(self, place: tuple[int, int], present: bytes = b"") -> bytes:
        """The `<f>` element that a cell is to have, where it has this one now."""
        if place in self.formulas:
            new = self.formulas[place]
            return b"" if new is None else new.xml
        return b"" if self.drop_formulas else present

    def leaves_out(self, place: tuple[int, int]) -> bool:
        """Whether a cell that is not there need not be made."""
        return self.cells[place][1] is None and self.formulas.get(place) is None and place not in self.restyles

    def arrays(self) -> list[Area]:
        """The areas of the new array formulas."""
        return [Area.parse(new.area, "") for new in self.formulas.values() if new and new.area and new.shared is None]

    def rows(self) -> Iterator[tuple[int, list[int]]]:
        """Row numbers in order, each with its columns in order."""
        row = 0
        columns: list[int] = []
        for there, column in sorted(self.cells):
            if there != row:
                if columns:
                    yield row, columns
                row, columns = there, []
            columns.append(column)
        if columns:
            yield row, columns

    def spread(self) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of all cells."""
        columns = [column for _, column in self.cells]
        rows = [row for row, _ in self.cells]
        return min(rows), min(columns), max(rows), max(columns)
