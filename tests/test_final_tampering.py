"""Two hundred final workbooks that somebody changed are all found; twenty that were merely saved again are genuine."""

from __future__ import annotations

import random
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from commands import run
from tampering import TAMPERINGS
from xlkpi.actions.final.verify import verify
from xlkpi.books.ooxml import WorkbookFile

TAMPERED = {"form": 56, "plan": 56, "summary": 44, "period": 20, "shop": 6, "groups": 6, "calls": 6, "rubric": 6}
"""How many copies of each: two hundred in all, more of the small ones, every way at least once on three of them."""
SAVED_AGAIN = ("form", "plan", "summary", "groups", "calls", "shop", "period", "rubric", "library", "bids")


@pytest.mark.parametrize("name", TAMPERED)
def test_every_tampered_copy_is_found(name: str, finals, tmp_path: Path) -> None:
    assert sum(TAMPERED.values()) == 200
    source, other = finals(name), finals("form" if name != "form" else "plan")
    assert verify(WorkbookFile.open(source)).genuine
    chance = random.Random(f"tampered {name}")
    ways = (chance.sample(TAMPERINGS, len(TAMPERINGS)) * 3)[: TAMPERED[name]]
    unseen = []
    for number, tamper in enumerate(ways):
        copy = Path(shutil.copy(source, tmp_path / f"{number}.xlsm"))
        tamper(copy, chance, other)
        assert copy.read_bytes() != source.read_bytes(), tamper
        if verify(WorkbookFile.open(copy)).genuine:
            unseen.append(getattr(tamper, "__qualname__", str(tamper)))
        shutil.rmtree(tmp_path / "xlkpi历史版本", ignore_errors=True)
    assert unseen == []


@pytest.mark.parametrize("name", SAVED_AGAIN)
def test_saved_again_by_another_library_is_genuine(name: str, finals, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(finals(name))
    book.properties.title = "另存"
    book.properties.lastModifiedBy = "别人"
    book.save(tmp_path / "另存.xlsx")
    assert verify(WorkbookFile.open(tmp_path / "另存.xlsx")).faults == ()


def test_packed_anew_is_genuine(finals, tmp_path: Path) -> None:
    with zipfile.ZipFile(finals("form")) as old, zipfile.ZipFile(tmp_path / "a.xlsm", "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert verify(WorkbookFile.open(tmp_path / "a.xlsm")).faults == ()


def test_refreshed_macros_are_genuine(finals, tmp_path: Path) -> None:
    copy = Path(shutil.copy(finals("form"), tmp_path / "a.xlsm"))
    from xlkpi.books.ooxml import patch

    patch(copy, {"kpi.help": {"A1": "an older text"}})
    assert run("refresh", str(copy))[0] == 0
    assert verify(WorkbookFile.open(copy)).faults == ()


def test_notes_and_hidden_columns_are_no_tampering(finals, tmp_path: Path) -> None:
    from xlkpi.books.ooxml.edits import Edit, Format, Highlight, Note, edit_workbook

    copy = Path(shutil.copy(finals("form"), tmp_path / "a.xlsm"))
    look = Format(bold=True)
    edit = Edit(notes=(Note("附件2", "H7", "已核对"),), highlights=(Highlight("附件2", "H7", "TRUE", look),))
    edit_workbook(copy, edit)
    assert verify(WorkbookFile.open(copy)).faults == ()
