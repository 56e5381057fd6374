"""Appeals come once a workbook is final: they are registered and answered in it, and only a correction needs it open."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from commands import run
from test_month import edit
from xlkpi.actions.opening import open_book, read_book
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.schemes.appeal_checks import correction_of

pytestmark = pytest.mark.usefixtures("chinese")
WITH_APPEALS = ["summary", "groups", "calls", "rubric"]


@pytest.fixture
def final(finals, tmp_path: Path):
    return lambda name: Path(shutil.copy(finals(name), tmp_path))


def free_row(path: Path) -> int:
    people = [row[0] for row in open_book(path).read("申诉_工号")]
    return people.index(None)


@pytest.mark.parametrize("name", WITH_APPEALS)
def test_an_appeal_is_registered_and_answered_in_a_final_workbook(name: str, final) -> None:
    path = final(name)
    at = free_row(path)
    reading, _ = read_book(open_book(path))
    row = reading.roster[0]
    told, due = dt.date(2024, 6, 11), dt.date(2024, 6, 12)
    edit(path, {"告知_日期": {row: told}, "告知_意见": {row: "有异议"}})
    edit(
        path,
        {
            "申诉_工号": {at: reading.line(reading.kind.people["id"])[row]},
            "申诉_面谈日期": {at: told},
            "申诉_面谈结果": {at: "未解决"},
            "申诉_日期": {at: due},
            "申诉_内容": {at: "少算一次加分"},
            "申诉_受理人": {at: "人力资源部"},
        },
    )
    code, out, _ = run("verify", str(path))
    assert (code, "请 xlkpi recompute" in out) == (0, True), out
    assert "2024-06-" in out  # days are told as days
    code, out, err = run("recompute", str(path))
    assert (code, "结果不变" in out) == (0, True), out + err
    book = open_book(path)
    assert isinstance(book.read("告知_申诉截止")[row][0], dt.date)
    assert isinstance(book.read("申诉_期限")[at][0], dt.date)
    assert book.read("申诉_情况")[at] == ["待答复"]
    edit(path, {"申诉_答复日期": {at: dt.date(2024, 6, 14)}, "申诉_成立": {at: "否"}})
    assert run("recompute", str(path))[0] == 0
    assert open_book(path).read("申诉_情况")[at] == ["按期"]
    code, out, _ = run("verify", str(path))
    assert (code, "请 xlkpi recompute" in out) == (0, False), out
    code, out, err = run("recompute", str(path))
    assert (code, "已由 王芳 于" in out + err) == (1, True)


def locked(path: Path, name: str, row: int) -> bool:
    file = WorkbookFile.open(path)
    area = file.resolve(name)
    return (area.top + row, area.left) not in file.looks(area.sheet).unlocked


@pytest.mark.parametrize("name", WITH_APPEALS)
def test_a_correction_and_what_was_corrected_stay_closed(name: str, final) -> None:
    path = final(name)
    at = free_row(path)
    corrected = correction_of(read_book(open_book(path))[0].kind)
    assert locked(path, corrected, at)
    assert not locked(path, "申诉_工号", at)
    book = open_book(path)
    corrections = [row[0] for row in book.read(corrected)]
    for row, value in enumerate(corrections):
        if value is not None:
            assert locked(path, "申诉_成立", row), "an upheld appeal cannot be taken back below frozen results"
