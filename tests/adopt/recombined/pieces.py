"""Pieces of a workbook: its title, the head in one of the usual shapes, the header in one row or two."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from adopt.drawing import Sheet
from adopt.recombined.words import HEAD_WORDS, LATIN


@dataclass
class Drawing:
    """A form or list being put together on a sheet, with what is true of it."""

    rng: random.Random
    sheet: Sheet
    row: int = 1
    """The next row to be written."""
    kind: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    across: dict[str, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    conflicts: list[str] = field(default_factory=list)
    skip: list[int] = field(default_factory=list)
    optional: set[str] = field(default_factory=set)

    def truth(self) -> dict[str, Any]:
        """What a person reads there, in the shape of `adopt --json`."""
        truth = {"kind": self.kind, "sheet": self.sheet.name, "fields": self.fields, "columns": self.columns}
        truth |= {"first_row": self.first, "last_row": self.last}
        return truth | ({"across": self.across} if self.across else {})

    def entries(self) -> list[int]:
        """The rows of the body that are entries."""
        return [row for row in range(self.first, self.last + 1) if row not in self.skip]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def word(self, words: dict[str, str], key: str) -> str:
        return self.rng.choice(words[key].split())

    def place(self, row: int, column: int) -> str:
        return f"{get_column_letter(column)}{row}"

    def write(self, row: int, column: int, value: Any, style: str = "box center", *, to: int = 0) -> str:
        """One cell, or one merged to the column `to`; its address."""
        ref = self.place(row, column)
        self.sheet.write(ref if to <= column else f"{ref}:{self.place(row, to)}", value, style)
        return ref

    def frame(self, width: int) -> None:
        """A drawn row with nothing in it."""
        for column in range(1, width + 1):
            self.write(self.row, column, None, "box")
        self.row += 1

    def line(self, width: int, *texts: str) -> None:
        """A row of one of these texts over the whole width."""
        self.write(self.row, 1, self.rng.choice(texts), "left", to=width)
        self.row += 1

    def section(self, text: str, width: int) -> None:
        """A title between two entries."""
        self.write(self.row, 1, text, "box left bold", to=width)
        self.skip += [self.row] if self.first else []
        self.row += 1

    def wrong(self, row: int, column: int) -> None:
        self.conflicts.append(f"{self.sheet.name}!{self.place(row, column)}")


def title(at: Drawing, titles: Sequence[str], width: int) -> None:
    """A title, often with the month in it, sometimes below the number of the annex."""
    month = at.rng.choice(("", "", "2025年6月", "6月份"))
    text = f"{at.rng.choice(('', '安泰燃气', '恒信物业'))}{month}{at.rng.choice(titles)}"
    if at.chance(0.9):
        ref = at.write(at.row, 1, text, "title", to=width if at.chance(0.8) else 0)
        if month:
            at.fields["month"] = ref
            at.optional.add("month")
        at.row += 1
    else:
        at.write(at.row, 1, "附件2", "left")
        at.write(at.row + 1, 1, text, "title", to=width)
        if month:
            at.fields["month"] = at.place(at.row + 1, 1)
            at.optional.add("month")
        at.row += 2
    if at.chance(0.15):
        at.row += 1


def head(
    at: Drawing, keys: Sequence[str], width: int, values: dict[str, Any], noise: Sequence[tuple[str, Any]] = ()
) -> None:
    """Labels with their values in one of the usual shapes."""
    items: list[tuple[str, str, Any]] = [(key, at.word(HEAD_WORDS, key), values[key]) for key in keys]
    items += [("", word, value) for word, value in noise]
    at.rng.shuffle(items)
    if not items:
        return
    shape = at.rng.choice(("beside", "beside", "colon", "colon", "colon beside", "above", "line"))
    per_row = max(1, min(at.rng.choice((2, 3, 4)), width // 2))
    if "month" in keys:
        at.fields.pop("month", None)
        at.optional.discard("month")
    if shape == "above" and not 3 <= len(items) <= width:
        shape = "beside"
    if shape == "line":
        text = at.rng.choice(("    ", "      ")).join(f"{word}：{value}" for _, word, value in items)
        ref = at.write(at.row, 1, text, "left", to=width)
        at.fields |= {key: ref for key, _, _ in items if key}
        at.row += 1
        return
    if shape == "above":
        for number, (key, word, value) in enumerate(items[:width], 1):
            at.write(at.row, number, word, "box center bold")
            ref = at.write(at.row + 1, number, value)
            if key:
                at.fields[key] = ref
        at.row += 3 if at.chance(0.5) else 2
        return
    for start in range(0, len(items), per_row):
        step = width // per_row if shape == "colon" else 2
        column = 1
        for key, word, value in items[start : start + per_row]:
            if shape == "colon":
                last = column + max(1, step) - 1
                ref = at.write(
                    at.row, column, f"{word}{at.rng.choice('：:')}{value}", "left", to=last if at.chance(0.7) else 0
                )
                column = last + 1
            else:
                label = (
                    f"{word}："
                    if shape == "colon beside"
                    else (word if len(word) > 2 or at.chance(0.7) else f"{word[0]}  {word[1]}")
                )
                at.write(at.row, column, label, "box center")
                ref = at.write(at.row, column + 1, value)
                column += 2
            if key:
                at.fields[key] = ref
        at.row += 1
    if at.chance(0.2):
        at.row += 1


def header(at: Drawing, columns: list[tuple[str, str]], groups: dict[str, str]) -> dict[str, int]:
    """The header row or rows; the number of each column by key or word. `groups` are words over several columns."""
    latin = at.rng.choice(("", "", "", "\n", "/", " "))
    numbers: dict[str, int] = {}
    two = bool(groups) and at.chance(0.4)
    bottom = at.row + two
    for number, (key, word) in enumerate(columns, 1):
        shown = f"{word}{latin}{LATIN[key]}" if latin and key in LATIN else word
        group = groups.get(key, "")
        if two and not group:
            at.sheet.write(f"{at.place(at.row, number)}:{at.place(bottom, number)}", shown, "box center bold grey wrap")
        else:
            at.write(bottom, number, shown, "box center bold grey wrap")
        numbers[key or word] = number
    if two:
        over: list[tuple[str, int, int]] = []
        for number, (key, _) in enumerate(columns, 1):
            group = groups.get(key, "")
            if group and over and over[-1][0] == group and over[-1][2] == number - 1:
                over[-1] = (group, over[-1][1], number)
            elif group:
                over.append((group, number, number))
        for group, first, last in over:
            at.write(at.row, first, group, "box center bold grey", to=last)
    at.row = bottom + 1
    return numbers
