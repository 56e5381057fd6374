"""Written layouts counted once more by LibreOffice, a program that knows nothing of how they were drawn."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from adopt.drawing import Book, Formula

BATCH = 100
"""Files a run: with some hundreds the program stops before the last of them, without an error."""


def recalculated(paths: Sequence[Path], folder: Path) -> Mapping[str, Any]:
    """Copies saved by LibreOffice after it counted every formula anew, by the stem of each."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    item = '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>'
    (profile / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{item}</oor:items>'
    )
    # A virtual environment on PATH breaks the Python inside LibreOffice, so it gets a clean environment.
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    run = [
        "soffice",
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    for start in range(0, len(paths), BATCH):
        batch = map(str, paths[start : start + BATCH])
        subprocess.run([*run, *batch], env=clean, check=True, capture_output=True, timeout=240)
    return {path.stem: load_workbook(folder / "out" / f"{path.stem}.xlsx", data_only=True) for path in paths}


def differing(drawn: Book, book: Any) -> dict[str, tuple[str, Any, Any]]:
    """The formula cells in which another program's value differs from the one that stands."""
    wrong = {}
    for sheet in drawn.sheets:
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.value, Formula):
                stands, counted = cell.value.value, book[sheet.name].cell(row, column).value
                alike = (
                    isinstance(counted, (int, float))
                    and isinstance(stands, (int, float))
                    and abs(counted - stands) < 1e-6
                )
                if not alike and (counted or "") != stands:
                    wrong[f"{sheet.name}!{get_column_letter(column)}{row}"] = (cell.value.text, stands, counted)
    return wrong
