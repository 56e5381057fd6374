"""The changed workbook read again as any workbook is, and held against what was asked for."""

from __future__ import annotations

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.content import Surroundings, read_content
from xlkpi.books.ooxml.edits.edit import Edit, NewArray, NewFormula, Styled
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.strings import shared_strings
from xlkpi.books.ooxml.structure import read_structure, read_tables
from xlkpi.books.write_refusals import ResultUnsound


def prove(draft: Draft, edit: Edit, kept: set[str]) -> None:
    """Read the draft anew: every name, sheet and formula asked for is there. Raises ResultUnsound."""
    structure = read_structure(draft.package)
    names = {name.name.casefold(): name.text for name in structure.defined.names if name.sheet is None}
    for name, text in edit.names.items():
        if names.get(name.casefold()) != text.strip().removeprefix("=").strip():
            raise ResultUnsound(file=draft.title, why=name)
    strings_part = structure.strings_part
    strings = (
        []
        if strings_part is None
        else shared_strings(draft.package.part(strings_part), file=draft.title, part=strings_part)
    )
    around = Surroundings(strings, {}, structure.date1904)
    wanted = {**edit.cells, **{sheet.name: sheet.cells for sheet in edit.sheets}}
    for sheet, contents in wanted.items():
        part = structure.sheet_parts.get(sheet)
        if part is None:
            raise ResultUnsound(file=draft.title, why=sheet)
        read_tables(draft.package, sheet, part)
        found = read_content(draft.package.part(part), sheet, around, file=draft.title, part=part).cells
        for reference, whole in contents.items():
            content = whole.content if isinstance(whole, Styled) else whole
            area = Area.parse(reference, sheet)
            if (
                not isinstance(content, (NewFormula, NewArray))
                or str(Area(sheet, area.top, area.left, area.top, area.left)) in kept
            ):
                continue
            cell = found.get((area.top, area.left))
            formula = None if cell is None else cell.formula
            if formula is None or formula.text != content.text.strip().removeprefix("=").strip():
                raise ResultUnsound(file=draft.title, why=f"{sheet}!{reference}")
            if isinstance(content, NewArray) and formula.area != area:
                raise ResultUnsound(file=draft.title, why=f"{sheet}!{reference}")
