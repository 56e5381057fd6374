"""Small tables written as text: a line a row, `<` merged with the left, `^` with the above.

A `~` in front of a line leaves out its borders; `=A1*2→3` is a formula with the value that stands, `'007` a text.
"""

from __future__ import annotations

import re

from openpyxl.utils import get_column_letter

from adopt.drawing import Book, Formula, Sheet


def drawn(text):
    """The sheet that a text draws."""
    sheet, cells = Sheet("表"), {}
    for row, line in enumerate(text.strip("\n").split("\n"), 1):
        style = "left" if line.startswith("~") else "box center"
        for column, cell in enumerate(line.removeprefix("~").split("|"), 1):
            cells[row, column] = (cell.strip(), style)
    for (row, column), (cell, style) in cells.items():
        if cell in ("<", "^") or (not cell and style == "left"):
            continue
        last, bottom = column, row
        while cells.get((row, last + 1), ("",))[0] == "<":
            last += 1
        while cells.get((bottom + 1, column), ("",))[0] == "^":
            bottom += 1
        first = f"{get_column_letter(column)}{row}"
        area = first if (row, column) == (bottom, last) else f"{first}:{get_column_letter(last)}{bottom}"
        sheet.write(area, *_content(cell, style))
    return Book([sheet])


def _content(cell, style):
    if cell.startswith("="):
        formula, _, stands = cell.partition("→")
        return Formula(formula, float(stands) if re.fullmatch(r"-?[\d.]+", stands) else stands), style
    if cell.startswith("'"):
        return cell[1:], style
    if re.fullmatch(r"-?\d+(\.\d+)?%", cell):
        return float(cell[:-1]) / 100, f"{style} pct"
    return (float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell or None), style


def told(found):
    """The kind, places by key, keys asked and cells in conflict of what was understood."""
    answer = found.as_json()
    part = answer.get("parts", [answer])[0]
    places = {**part.get("columns", {}), **part.get("fields", {})}
    places |= {key: str(row) for key, row in part.get("across", {}).items()}
    asked = {question["field"] for question in part["questions"]}
    return part["kind"], places, asked, {conflict["cell"] for conflict in part["conflicts"]}


def wanted(expected):
    """`form name=B2 ?score !E10` in the shape of `told`."""
    kind, *rest = expected.split()
    places = dict(word.split("=") for word in rest if "=" in word)
    asked = {word[1:] for word in rest if word.startswith("?")}
    return kind, places, asked, {word[1:] for word in rest if word.startswith("!")}
