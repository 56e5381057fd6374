"""A final workbook in a plain LibreOffice: it shows its numbers, and what it saves again is still genuine."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import pytest

from xlkpi.actions.final.verify import verify
from xlkpi.books.ooxml import WorkbookFile

pytestmark = pytest.mark.libreoffice

SAVED_AGAIN = ("form", "plan", "summary", "groups", "calls", "shop", "period", "rubric", "weekly", "library")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(program, profile: Path, to: str, out: Path, *files: Path) -> None:
    """Let a LibreOffice without our add-in, in an empty profile, save files as something else."""
    command = [str(program.soffice.with_name("soffice")), "--headless", f"-env:UserInstallation={profile.as_uri()}"]
    command += ["--convert-to", to, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)


def test_it_shows_the_frozen_numbers_without_the_add_in(program, finals, tmp_path: Path) -> None:
    path = finals("summary")
    convert(program, tmp_path / "profile", EVERY_SHEET, tmp_path, path)
    with (tmp_path / f"{path.stem}-附件3.csv").open(encoding="utf-8") as lines:
        rows = {row[1]: row for row in csv.reader(lines) if len(row) > 17}
    # as in test_month: 93.78 is the 4th of eleven, level A, 2000 x 1.1; 2400 x 1.2 x 0.9
    assert [rows["KF001"][column] for column in (7, 8, 9, 17)] == ["93.78", "4", "A", "2200"]
    assert [rows["KF003"][column] for column in (9, 17)] == ["A+", "2592"]
    assert not any(text.startswith(("#", "Err:")) for row in rows.values() for text in row)


def test_what_it_saves_again_is_genuine(program, finals, tmp_path: Path) -> None:
    out = tmp_path / "saved"
    convert(program, tmp_path / "profile", "xlsx", out, *map(finals, SAVED_AGAIN))
    found = {name: verify(WorkbookFile.open(out / f"{name}.xlsx")).faults for name in SAVED_AGAIN}
    assert found == dict.fromkeys(SAVED_AGAIN, ())


def test_what_it_saved_again_opens_again(program, finals, tmp_path: Path) -> None:
    from commands import run

    convert(program, tmp_path / "profile", "xlsx", tmp_path, finals("form"))
    path = tmp_path / "form.xlsx"
    assert run("reopen", str(path), "--name", "王芳", "--reason", "更正一处笔误")[0] == 0
    file = WorkbookFile.open(path)
    total = file.resolve("总分")
    assert "KPI_TOTAL" in file.sheet(total.sheet).cells[total.top, total.left].formula.text
    assert run("recompute", str(path))[0] == 0
