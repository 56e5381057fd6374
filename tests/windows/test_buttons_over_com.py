"""The buttons of a workbook, from their VBA over the real DLL and the real service into a workbook in another process.

The workbook is a stand-in for Excel's (open_workbook.py): what a button reads, writes, asks and says crosses between
two processes as it does there. What Excel itself would do with it, only Excel shows.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from commands import run
from xlkpi.books.file import FileBook

from .conftest import at

pytestmark = [pytest.mark.wine, pytest.mark.slow]

BRANCH = Path("城东分公司")
FORM, SUMMARY = BRANCH / "附件2 KF001 李芳.xlsm", BRANCH / "附件3 城东分公司.xlsm"


def pressed(windows, path, *steps):
    """Press buttons of one opened workbook; what came of each."""
    first, *rest = steps
    answers = windows.excel([{**first, "open": at(path)}, *rest], workbook=path)
    found = [one["answer"] for one in answers]
    for one in found:
        assert one["vba"] == [], "no failure of the macro itself"
        assert one["left"] == [True, False], "Excel is left as the user had it"
        assert len(one["said"]) == 1, "one message"
        assert one["said"][0][0] == path.name
    return found


@pytest.fixture(scope="module")
def month(demonstrated, tmp_path_factory):
    return Path(shutil.copytree(demonstrated("gas") / BRANCH, tmp_path_factory.mktemp("月") / BRANCH))


def block(path, name):
    """A block of a file as the stand-in tells it."""

    def plain(cell):
        if cell == "":  # a formula's empty answer, which openpyxl does not read as a text
            return None
        return cell.isoformat()[:10] if isinstance(cell, dt.date) else cell

    return [[plain(cell) for cell in row] for row in FileBook.open(path).read(name)]


def test_a_form_is_checked_and_explained(windows, month):
    path = month / FORM.name
    scores = ["主管评分", "权重", "总分", "考核月份"]
    checked, explained = pressed(windows, path, {"press": "KpiCheck", "look": scores}, {"press": "KpiExplain"})
    assert checked["cells"] == {name: block(path, name) for name in scores}, "nothing is changed by looking"
    assert checked["said"][0][1].startswith("校验完成")
    assert "李芳" in explained["said"][0][1]


def test_a_summary_collects_is_signed_and_taken_back(windows, month):
    """Against the command, which does the same to a copy of the file."""
    path = month / SUMMARY.name
    taken = ["名单_工号", "名单_总分", "计划_得分"]
    book = FileBook.open(path)
    book.write("名单_总分", [])
    book.save()
    before = {name: block(path, name) for name in taken}
    other = Path(shutil.copytree(month, month.parent / "命令" / BRANCH)) / SUMMARY.name
    collected, signed, back = pressed(
        windows,
        path,
        {"press": "KpiCollect", "folder": at(month), "answer": "赵敏", "look": taken},
        {"press": "KpiSign", "look": ["签批_姓名", "签批_日期"]},
        {"press": "KpiUndo", "look": taken},
    )
    assert collected["said"][0][1].startswith("取数完成：附件2 11 份")
    assert "KpiUndo" in collected["undo"]
    assert run("collect", str(other), str(other.parent))[0] == 0
    assert collected["cells"] == {name: block(other, name) for name in taken}
    assert collected["cells"]["名单_总分"] != before["名单_总分"]
    row = signed["cells"]["签批_姓名"].index(["赵敏"])
    assert dt.date.fromisoformat(signed["cells"]["签批_日期"][row][0]) == dt.datetime.now().astimezone().date()
    assert "赵敏" in signed["said"][0][1]
    assert back["cells"] == before
