"""What a change of structure does to workbooks of others: every kind of change made at once, the packages compared.

Run over a folder of workbooks, it prints the table of docs/engine.md and names every file that did not come through:

    python tests/ooxml_edit_corpus.py --corpus DIR [--validate] [--readers]
"""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import ooxml_corpus as corpus
from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, quoted, reference_of
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.edits import (
    Button,
    Edit,
    Format,
    Highlight,
    NewArray,
    NewFormula,
    NewSheet,
    Note,
    Styled,
    Validation,
    edit_workbook,
)
from xlkpi.errors import XlkpiError
from xlkpi.macros.extending import vba_project

SHEET = "接入 参数"
NAME = "接入_试写"
MODULES = {
    "KpiTrial": 'Attribute VB_Name = "KpiTrial"\nOption Explicit\n\nPublic Sub KpiTrialRun()\n    MsgBox "ok"\nEnd Sub\n',
    "ThisWorkbook": "Option Explicit\n\nPrivate Sub Workbook_Open()\n    KpiTrialRun\nEnd Sub\n",
}
MACRO_SUFFIX = {".xlsx": ".xlsm", ".xltx": ".xltm"}
INLINE = "inline-string cell(s)"
"""The validator's advice to share texts: ours stand in their cells so that the shared ones stay as they are."""
VALIDATED = 400_000
"""Bytes of the largest workbook that the validator is given; it takes minutes for those beyond."""
EMPTY_ROW, EMPTY_COLUMN = 3, 2
"""How far outside what is used the trial cells stand."""


@dataclass
class Trial:
    """What became of one workbook."""

    saved: bool = False
    refused: str = ""
    error: str = ""
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def trial(book: WorkbookFile, sheet: str) -> tuple[Edit, int, int]:
    """An Edit with one of everything, beside what the sheet uses; and where its formula stands."""
    content = book.sheet(sheet)
    rows = [row for row, _ in content.cells] + [area.bottom for area in content.merged]
    columns = [column for _, column in content.cells] + [area.right for area in content.merged]
    for table in book.tables:
        if table.sheet == sheet:
            rows.append(table.area.bottom)
            columns.append(table.area.right)
    row = min(max(rows, default=0) + EMPTY_ROW, MAX_ROW - 5)
    column = min(max(columns, default=0) + EMPTY_COLUMN, MAX_COLUMN - 5)
    cell = reference_of(row, column)
    array = f"{reference_of(row, column + 1)}:{reference_of(row + 2, column + 1)}"
    title = quoted(sheet)
    edit = Edit(
        cells={
            sheet: {
                cell: Styled(NewFormula("1+2", 3.0), Format(number_format="0.00", bold=True, fill="FFF2CC")),
                array: NewArray("ROW(A1:A3)*2", [[2.0], [4.0], [6.0]]),
                reference_of(row + 1, column): "试 & <写>",
            }
        },
        names={NAME: f"{title}!{cell}"},
        sheets=(
            NewSheet(
                SHEET,
                {
                    "A1": Styled("级别", Format(bold=True, border=True)),
                    "B1": 0.25,
                    "C1": NewFormula(f"{title}!{cell}*2", 6.0),
                },
                {"A": 18.5},
                state="veryHidden",
            ),
        ),
        notes=(Note(sheet, cell, "原公式：=1+1"),),
        buttons=(
            Button(
                sheet, f"{reference_of(row + 3, column)}:{reference_of(row + 4, column + 1)}", "校验", "KpiTrialRun"
            ),
        ),
        validations=(Validation(SHEET, "B1:B9", "decimal", "0", "1"),),
        highlights=(Highlight(SHEET, "B1:B9", "B1>0.5", Format(color="C00000")),),
        modules=MODULES,
    )
    return edit, row, column


def may_change(before: dict[str, bytes], target: str) -> set[str]:
    """Parts that one of everything has to touch: lists of the workbook, the sheet itself, and what hangs on it."""
    names = set()
    for name in before:
        low = name.lower().replace("\\", "/")
        if low in ("[content_types].xml", "_rels/.rels") or re.fullmatch(
            r"(\w+/)?(_rels/)?(workbook\d*\.xml(\.rels)?|style(s|sheet)\d*\.xml|calcchain\d*\.xml|vbaproject\.bin)", low
        ):
            names.add(name)
    names.add(target)
    rels = posixpath.join(posixpath.dirname(target), "_rels", posixpath.basename(target) + ".rels")
    names.add(rels)
    for link in re.findall(rb'Target=["\']([^"\']+)["\']', before.get(rels, b"")):
        whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(target), link.decode())).lstrip("/")
        listed = (
            re.search(rb"<(\w+:)?controls", before[target]) and "drawings/" in whole.lower()
        )  # controls are listed there too
        if whole.lower().endswith(".vml") or "comments" in whole.lower() or listed:
            names.add(whole)
    return names


def without_code_name(xml: bytes) -> bytes:
    """A sheet as it was before it got its code name."""
    xml = re.sub(rb'(<(?:\w+:)?sheetPr[^>]*?) codeName="\w+"', rb"\1", xml)
    return re.sub(rb'<(?:\w+:)?sheetPr(?: xmlns="[^"]*")?/>', b"", xml)


def judge(source: Path, folder: Path, *, validate: bool = False, readers: bool = False) -> Trial | None:
    """Make every change to a copy of a workbook; None for what is no workbook we read."""
    to = folder / f"out{MACRO_SUFFIX.get(source.suffix.lower(), source.suffix.lower())}"
    to.unlink(missing_ok=True)
    outcome = Trial()
    try:
        book = WorkbookFile.open(source)
        sheet = book.sheets[0]
        edit, row, column = trial(book, sheet)
    except XlkpiError as refusal:
        outcome.refused = f"reading: {type(refusal).__name__}: {refusal.say('en')}"
        return outcome
    except IndexError:
        return None
    except Exception as error:  # noqa: BLE001 - not of this change, but to be seen
        outcome.refused = f"reading: {type(error).__name__}: {error}"
        return outcome
    try:
        done = edit_workbook(source, edit, to, make_project=vba_project)
    except XlkpiError as refusal:
        outcome.refused = f"{type(refusal).__name__}: {refusal.say('en')}"
        return outcome
    except Exception:  # noqa: BLE001 - whatever else is raised is a fault of ours
        outcome.error = traceback.format_exc()
        return outcome
    outcome.saved = not done.kept
    before, after = corpus.parts(source), corpus.parts(to)
    target = book._structure.sheet_parts[sheet]
    outcome.lost = sorted((corpus.kinds(before) - corpus.kinds(after)).elements())
    outcome.lost = [kind for kind in outcome.lost if "main+xml" not in kind]
    allowed = {name.lower().replace("\\", "/") for name in may_change(before, target)}
    low = {name.lower(): data for name, data in after.items()}
    for name, data in before.items():
        now = low.get(name.lower())
        if name.lower().replace("\\", "/") in allowed or now == data:
            continue
        if now is None or without_code_name(now) != without_code_name(data):
            outcome.changed.append(name)
    try:
        again = WorkbookFile.open(to)
    except XlkpiError as refusal:
        outcome.error = f"our own result is refused: {refusal.say('en')}"
        return outcome
    cell = again.sheet(sheet).cells[row, column]
    if cell.formula is None or cell.formula.text != "1+2" or again.resolve(NAME) is None or SHEET not in again.sheets:
        outcome.error = "not there when read again"
    old, new = book.sheet(sheet).cells, again.sheet(sheet).cells
    if any(new.get(place) != was for place, was in old.items()):
        outcome.error = "another cell changed"
    if validate and source.stat().st_size < VALIDATED:
        outcome.found = new_findings(source, to)
    if readers:
        outcome.unread = unread(source, to, sheet, row, column)
    return outcome


def new_findings(source: Path, to: Path) -> list[str]:
    """What openxml-audit finds in the result and did not find before."""
    from openxml_audit import OpenXmlValidator

    def findings(path: Path) -> Counter[tuple[str, str]]:
        result = OpenXmlValidator().validate(str(path))
        return Counter((error.part_uri, error.description) for error in result.errors)

    new = (findings(to) - findings(source)).elements()
    return [f"{part}: {text}" for part, text in new if INLINE not in text]


def unread(source: Path, to: Path, sheet: str, row: int, column: int) -> list[str]:
    """Which readers open the original, but do not see in the result what was put there."""
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    def by_openpyxl(path: Path, *, edited: bool) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, keep_vba=edited)
            if not edited:
                return True
            cell = book[sheet].cell(row, column)
            note = cell.comment is not None and "原公式" in cell.comment.text
            array = book[sheet].cell(row, column + 1).value
            hidden = book[SHEET].sheet_state == "veryHidden"
            return (
                cell.value == "=1+2"
                and note
                and NAME in book.defined_names
                and hidden
                and array.text == "=ROW(A1:A3)*2"
            )

    def by_calamine(path: Path, *, edited: bool) -> bool:
        book = CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return not edited or (rows[row - 1][column - 1] == 3.0 and SHEET in book.sheet_names)

    found = []
    for name, reader in (("openpyxl", by_openpyxl), ("calamine", by_calamine)):
        try:
            reader(source, edited=False)
        except Exception:  # noqa: BLE001 - it does not open the original, so nothing can be said
            continue
        try:
            seen = reader(to, edited=True)
        except Exception as error:  # noqa: BLE001
            found.append(f"{name}: {type(error).__name__}: {error}")
        else:
            if not seen:
                found.append(f"{name}: does not see it")
    return found


def measure(paths: Iterable[Path], *, validate: bool, readers: bool) -> dict[Path, Trial]:
    with tempfile.TemporaryDirectory() as folder:
        found = {path: judge(path, Path(folder), validate=validate, readers=readers) for path in paths}
    return {path: outcome for path, outcome in found.items() if outcome is not None}


def table(found: dict[Path, Trial]) -> str:
    outcomes = list(found.values())
    heads = ("refused", "our errors", ">=1 part lost", "other parts changed", "new findings", "not seen by a reader")
    kinds = ("refused", "error", "lost", "changed", "found", "unread")
    counts = [sum(bool(getattr(one, kind)) for one in outcomes) for kind in kinds]
    rows = [("files", "edited", *heads), ["---"] * 8, [len(outcomes), sum(one.saved for one in outcomes), *counts]]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Change the structure of the workbooks in a folder, and compare.")
    parser.add_argument("--corpus", type=Path, help="folder searched for workbooks; without it, our own fixtures")
    parser.add_argument("--validate", action="store_true", help="run openxml-audit over each file, before and after")
    parser.add_argument("--readers", action="store_true", help="open each result with openpyxl and python-calamine")
    options = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        paths = corpus.workbooks(options.corpus) if options.corpus else corpus.fixtures(Path(folder))
        found = measure(paths, validate=options.validate, readers=options.readers)
    for path, one in found.items():
        for kind in ("refused", "error", "lost", "changed", "found", "unread"):
            told = getattr(one, kind)
            if told:
                print(f"{kind}: {path.name}: {told}")
    print(table(found))
    print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
