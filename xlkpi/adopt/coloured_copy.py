"""What was understood of a workbook as coloured cells and notes in a copy, so that a clerk sees it at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from xlkpi.adopt.keys import HEAD_KEYS, LINE_KEYS, RESULT_KEYS, called
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of
from xlkpi.books.ooxml.edits import Edit, Format, Highlight, Note

COLOURS = ((HEAD_KEYS, "DDEBF7"), (RESULT_KEYS, "FCE4D6"), (LINE_KEYS, "E2EFDA"))
"""Who it is about, what comes out, and what it comes out of."""


PARTIAL = "E2EFDA"
"""What a total is made of."""
UNREAD = "D9D9D9"
"""What is not used."""


def preview_of(placed: Sequence[Placed], parts: Sequence[Part]) -> Edit:
    """Colours over every cell that was understood, another over what is not used, and notes that say as what."""
    highlights: list[Highlight] = []
    notes: dict[tuple[str, str], list[str]] = {}
    for one in placed:
        for key in (*one.part.fields, *one.part.columns, *one.part.across):
            colour = next((colour for keys, colour in COLOURS if key in keys), "FFF2CC")
            highlights += [
                Highlight(area.sheet, area.reference, "TRUE", Format(fill=colour)) for area in one.areas(key)
            ]
            for place in one.places(key)[:1]:
                sure = one.part.confidence.get(key)
                told = called(key).say("zh") + ("" if sure is None else f"（把握 {sure:.0%}）")
                notes.setdefault((one.part.sheet, reference_of(*place)), []).append(told)
    for part in parts:
        summed = [(made, term) for made in part.sums if made.proved for term in made.terms]
        for made, term in summed:
            first, *_, last = (reference_of(*place) for place in part.cells_of(term.column))
            highlights.append(Highlight(part.sheet, f"{first}:{last}", "TRUE", Format(fill=PARTIAL)))
            whole = f"第 {made.column} 行" if made.column.isdecimal() else f"{made.column} 列"
            notes.setdefault((part.sheet, first), []).append(f"{whole}的一项（{made.said}）")
        for unread in part.unread:
            first, area = unread_area(part, unread.column)
            highlights.append(Highlight(part.sheet, area, "TRUE", Format(fill=UNREAD)))
            notes.setdefault((part.sheet, first), []).append(f"没有用到：{unread.header}，原样保留")
    told_notes = [Note(sheet, cell, "、".join(dict.fromkeys(texts))) for (sheet, cell), texts in notes.items()]
    return Edit(highlights=tuple(highlights), notes=tuple(told_notes))


def unread_area(part: Part, column: str) -> tuple[str, str]:
    """The first cell and the area of something that is not used, told by a column, a row or a cell."""
    if column.isdecimal():
        return f"{part.first_column}{column}", f"{part.first_column}{column}:{part.last_column}{column}"
    if column.isalpha():
        return f"{column}{part.first_row}", f"{column}{part.first_row}:{column}{part.last_row}"
    return column, column
