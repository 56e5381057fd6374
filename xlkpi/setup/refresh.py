"""Refresh a workbook of an earlier release: today's macros, functions and hidden texts, its own cells untouched."""

from __future__ import annotations

from pathlib import Path

from xlkpi.books.ooxml import WorkbookFile
from xlkpi.errors import Unusable, sentence
from xlkpi.macros.hidden import HELP_SHEET, help_rows
from xlkpi.macros.package import PROJECT_PART
from xlkpi.macros.renewal import is_current, modules_in, renewed

OURS = "xlwings_udfs"
"""The module every workbook of ours carries, whatever its age."""
SIGNATURES = ("xl/vbaProjectSignature.bin", "xl/vbaProjectSignatureAgile.bin", "xl/vbaProjectSignatureV3.bin")


def refresh(path: Path) -> bool:
    """Bring a workbook's macros up to date in place, the previous version kept as backup; False where they were.

    Only the VBA project and the hidden sheet of texts are written. Raises CannotRead, CannotWrite, and Unusable for a
    workbook that is none of ours or whose macros somebody signed.
    """
    if OURS not in modules_in(path):
        zh, en = (
            "“{name}”不是本系统的工作簿（没有绩效函数），未改动",
            "“{name}” has no KPI functions",
        )
        raise Unusable(sentence(zh, en, name=path.name))
    file = WorkbookFile.open(path)
    if any(file.package.has(part) for part in SIGNATURES):
        zh = "“{name}”的宏有数字签名，更新后签名失效；请由签名的人更新并重新签名，未改动"
        en = "the macros of “{name}” are signed and would no longer be; let who signed them refresh and sign again"
        raise Unusable(sentence(zh, en, name=path.name))
    texts = _changed_texts(file)
    if is_current(path) and not texts:
        return False
    if texts:
        file.stage(HELP_SHEET, texts)
    file.save(parts={PROJECT_PART: renewed(path)})
    return True


def _changed_texts(file: WorkbookFile) -> dict[tuple[int, int], str | None]:
    """Cells of the hidden sheet whose text is another today; None for those that are no longer there."""
    if HELP_SHEET not in file.sheets:
        return {}
    wanted = {(r, c): text for r, cells in enumerate(help_rows(), 1) for c, text in enumerate(cells, 1)}
    present = {place: cell.value for place, cell in file.sheet(HELP_SHEET).cells.items() if cell.value is not None}
    changed: dict[tuple[int, int], str | None] = {
        place: text for place, text in wanted.items() if present.get(place) != text
    }
    return changed | {place: None for place in present if place not in wanted}
