"""What differs between the visible pages of two workbooks: names, cells, looks, rules of input, print set-up, charts.

Run as `python tests/compare_workbooks.py BEFORE AFTER` with two workbooks, or with two folders of them.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

Facts = dict[str, str]
"""What a workbook says, by where it says it."""


def facts(path: Path) -> Facts:
    """Return everything a user sees or feels in a workbook: cells, looks, rules, print set-up, buttons, charts."""
    book = openpyxl.load_workbook(path, keep_vba=True)
    found: Facts = {f"name {name}": str(entry.attr_text) for name, entry in book.defined_names.items()}
    for sheet in book:
        if sheet.sheet_state == "visible":
            found.update({f"{sheet.title}!{place}": said for place, said in _page(sheet)})
    with zipfile.ZipFile(path) as package:
        for part in sorted(package.namelist()):
            text = package.read(part).decode("utf-8", "replace")
            if part.startswith("xl/charts/chart"):
                found[part] = re.sub(r"'([^'!]+)'!", r"\1!", text)
            elif part.startswith("xl/drawings/vmlDrawing"):
                found.update({f"{part} {n}": said for n, said in enumerate(_buttons(text), 1)})
    return found


def _buttons(text: str) -> Iterator[str]:
    """What is written on each button, its macro, and where it stands."""
    for shape in re.findall(r"<v:shape .*?</v:shape>", text, re.DOTALL):
        caption = re.search(r"<font[^>]*>(.*?)</font>", shape, re.DOTALL)
        facts = re.findall(r"<x:(FmlaMacro|Anchor)>\s*(.*?)</x:", shape)
        yield f"{caption[1] if caption else ''} {facts}"


def _page(sheet: Any) -> Iterator[tuple[str, str]]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield f"{cell.coordinate} value", _value(cell.value)
            if cell.has_style:
                yield f"{cell.coordinate} look", _look(cell)
    for merged in sheet.merged_cells.ranges:
        yield f"{merged.coord} merged", "yes"
    for letters, column in sheet.column_dimensions.items():
        for number in range(column.min, column.max + 1):
            yield f"{get_column_letter(number) if column.max else letters} width", f"{column.width} {column.hidden}"
    for number, line in sheet.row_dimensions.items():
        if line.height is not None or line.hidden:
            yield f"row {number} height", f"{line.height} {line.hidden}"
    for rule in sheet.data_validations.dataValidation:
        said = {name: value for name, value in dict(rule).items() if name != "sqref"}
        yield f"{rule.sqref} validation", f"{said} {rule.formula1} {rule.formula2}"
    for area in sheet.conditional_formatting:
        rules = sorted(area.rules, key=lambda rule: rule.priority)
        for place, rule in enumerate(rules, 1):
            yield f"{area.sqref} condition {place}", f"{rule.formula} {_conditional(rule.dxf)}"
    selection = [(view.activeCell, view.sqref) for view in sheet.sheet_view.selection]
    setup, margins = sheet.page_setup, sheet.page_margins
    yield "freeze", str(sheet.freeze_panes)
    yield "selected", str(selection)
    yield "print area", str(sheet.print_area)
    yield "print titles", str(sheet.print_titles)
    yield "print set-up", f"{setup.orientation} {setup.paperSize} {setup.fitToWidth} x {setup.fitToHeight}"
    yield "margins", f"{margins.left} {margins.right} {margins.top} {margins.bottom} {margins.footer}"
    yield "footer", f"{sheet.oddFooter.left.text} {sheet.oddFooter.right.text}"
    yield "protection", str(dict(sheet.protection))
    yield "gridlines", str(sheet.sheet_view.showGridLines)


def _value(value: Any) -> str:
    if isinstance(value, ArrayFormula):
        return f"{value.ref} {value.text}"
    return str(value)


def _look(cell: Any) -> str:
    font, fill, line, side = cell.font, cell.fill, cell.alignment, cell.border
    edges = [
        (edge.style, edge.color.rgb if edge.color else None) for edge in (side.left, side.right, side.top, side.bottom)
    ]
    return str(
        {
            "font": (font.name, font.sz, font.b, font.color.rgb if font.color else None),
            "fill": fill.fgColor.rgb if fill.fill_type else None,
            "place": (line.horizontal, line.vertical, line.wrap_text, line.indent, line.shrink_to_fit),
            "edges": edges,
            "number": cell.number_format,
            "locked": cell.protection.locked,
        }
    )


def _conditional(look: Any) -> str:
    if look is None:
        return ""
    font, fill, number = look.font, look.fill, look.numFmt
    edge = look.border.left if look.border else None
    return str(
        {
            "font": (font.b, font.color.rgb if font.color else None) if font else None,
            "fill": fill.bgColor.rgb if fill and fill.bgColor else None,
            "number": number.formatCode if number else None,
            "edge": edge.style if edge else None,
        }
    )


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield what the one workbook says and the other does not, or says otherwise."""
    old, new = facts(before), facts(after)
    for place in sorted(
        {*old, *new}, key=lambda place: [int(t) if t.isdigit() else t for t in re.split(r"(\d+)", place)]
    ):
        if old.get(place) != new.get(place):
            yield f"{place}\n  - {old.get(place)}\n  + {new.get(place)}"


def main(before: Path, after: Path) -> int:
    """Print all differences; the exit code is 1 where there is one."""
    pairs = [(before, after)]
    if before.is_dir():
        pairs = [(before / path.name, path) for path in sorted(after.glob("*.xls[mx]"))]
    count = 0
    for old, new in pairs:
        print(f"== {new.name}")
        for said in differences(old, new):
            print(said)
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
