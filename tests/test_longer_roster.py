"""A roster that is full is made longer: all that people typed and every result stay, and there is room for more."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from commands import run
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.lengthen import lengthen
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.rearrange import rearrange
from xlkpi.actions.saving import save
from xlkpi.books.ooxml import patch
from xlkpi.books.ooxml.edits import Edit, NewSheet, edit_workbook
from xlkpi.drawing.workbook_reading import is_blank, trimmed
from xlkpi.errors import unsafe
from xlkpi.schemes import kind_named


def filled(path):
    """What people typed and what came out, without spare rows."""
    book = open_book(path)
    reading, _ = read_book(book)
    return {
        name: [[None if is_blank(v) else v for v in row] for row in trimmed(rows)]
        for name, rows in reading.blocks.items()
    }


def unpadded(block):
    """A block of everybody by everybody has a column for every spare row too."""
    return [[value for value in row if value is not None] for row in block]


@pytest.mark.parametrize("kind", ["summary", "groups", "calls", "shop"])
def test_everything_stays_and_there_is_room_for_more(sample, tmp_path, kind):
    source = sample(kind)
    path = tmp_path / f"长 {source.name}"
    shutil.copyfile(source, path)
    before = filled(path)
    assert not unsafe(lengthen(path, 75))
    after = filled(path)
    for name, block in before.items():
        if name == "名单_序号":  # running numbers of the rows
            continue
        assert unpadded(after[name]) == unpadded(block), name
    assert len(open_book(path).read(read_book(open_book(path))[0].kind.people["id"])) == 75
    assert [f.say() for f in check(open_book(path))] == [f.say() for f in check(open_book(source))]
    allowed = len(OpenXmlValidator().validate(str(source)).errors)
    assert len(OpenXmlValidator().validate(str(path)).errors) <= allowed
    assert run("undo", str(path))[0] == 0
    assert path.read_bytes() == source.read_bytes()


@pytest.fixture
def full(tmp_path):
    """A summary for twenty people, full."""
    path = build_blank(kind_named("summary"), tmp_path / "附件3.xlsm", rows=20, period=dt.date(2024, 5, 1))
    book = open_book(path)
    book.write("分公司", [["城东分公司"]])
    book.write("主管_部门", [["客服部"]])
    book.write("主管_姓名", [["王芳"]])
    for name, value in (
        ("名单_工号", lambda n: f"{n:03d}"),
        ("名单_姓名", lambda n: f"员工{n}"),
        ("名单_部门", lambda _: "客服部"),
        ("名单_总分", lambda n: 75.0 + n),
        ("名单_绩效基数", lambda n: 1500.0 + 100 * n),
    ):
        book.write(name, [[value(n)] for n in range(1, 21)])
    book.recalculate()
    save(book)
    return path


def test_the_twenty_first_person(full, tmp_path):
    joining = tmp_path / "新人.csv"
    joining.write_text("分公司,工号,姓名,部门,参评,绩效基数,总分\n城东分公司,021,新人,客服部,是,1800,95.5\n", "utf-8")
    code, said, _ = run("people", str(full), "--add", str(joining))
    assert code == 1
    assert "名单只有 20 行，放不下 21 人" in said
    assert f"xlkpi people {full} --rows 41" in said
    code, out, err = run("people", str(full), "--rows", "41")
    assert (code, "名单现有 41 行" in out) == (0, True), err
    code, out, err = run("people", str(full), "--add", str(joining))
    assert code == 0, err
    book = open_book(full)
    book.recalculate()
    row = {name: book.read(name)[20][0] for name in ("名单_姓名", "名单_绩效基数", "名单_部门排名")}
    assert row["名单_姓名"] == "新人"
    assert row["名单_部门排名"] == 1.0  # 95.5 is more than anybody has: 76 to 95
    assert all(book.computes("名单_绩效工资")[row][0] for row in range(41))
    assert book.printed("名单_工号") >= 21


@pytest.mark.parametrize("rows", ["20", "5"])
def test_a_roster_is_not_made_shorter(full, rows):
    before = full.read_bytes()
    code, said, _ = run("people", str(full), "--rows", rows)
    assert (code, "名单已有 20 行" in said) == (1, True)
    assert full.read_bytes() == before


def test_what_somebody_added_to_the_workbook_is_not_lost(full):
    edit_workbook(full, Edit(sheets=(NewSheet("备忘", {"A1": "七月要调薪"}),)))
    before = full.read_bytes()
    code, said, _ = run("people", str(full), "--rows", "40")
    assert (code, "另有工作表“备忘”" in said) == (1, True)
    assert full.read_bytes() == before


def test_a_picture_is_not_lost(full):
    with zipfile.ZipFile(full, "a") as package:
        package.writestr("xl/media/image1.png", b"a seal")
    before = full.read_bytes()
    assert any("图片" in fault.say() for fault in lengthen(full, 40))
    assert full.read_bytes() == before


def test_a_result_that_was_typed_over_is_not_replaced_in_silence(full):
    """The state of sign-off follows from the signatures; somebody wrote another over its formula."""
    sheet, _, cell = open_book(full).place("状态").rpartition("!")
    patch(full, {sheet: {cell: "已反馈"}}, replace_formulas=True)
    before = full.read_bytes()
    (fault,) = [fault for fault in lengthen(full, 40) if not fault.notice]
    assert (fault.place, "已反馈 变成 草稿" in fault.say()) == (f"{sheet}!{cell}", True)
    assert full.read_bytes() == before


def test_torn_rows_are_mended_first(full):
    book = open_book(full)
    for name in ("名单_工号", "名单_姓名"):
        rows = book.read(name)
        book.write(name, rows[::-1])
    book.save()
    before = full.read_bytes()
    assert any("没有跟着工号、姓名移动" in fault.say() for fault in lengthen(full, 40))
    assert full.read_bytes() == before


def test_rows_go_alone(full):
    assert run("people", str(full), "--rows", "40", "--sort", "总分")[0] == 2
    assert run("people", str(full), "--when-closed", "--sort", "总分")[0] == 2


def test_a_final_summary_stays(finals, tmp_path):
    path = Path(shutil.copy(finals("summary"), tmp_path))
    before = path.read_bytes()
    assert "xlkpi reopen" in lengthen(path, 80)[0].say()
    for change in (["--sort", "总分"], ["--delete", "KF001"], ["--mend"], ["--as-is"]):
        code, said, _ = run("people", str(path), *change)
        assert (code, "xlkpi reopen" in said) == (1, True), change
    assert path.read_bytes() == before


def test_a_form_has_no_roster(tmp_path):
    path = build_blank(kind_named("form"), tmp_path / "附件2.xlsm")
    assert "没有可以加长的人员名单" in lengthen(path, 40)[0].say()


@pytest.mark.parametrize(
    ("known", "given", "refused"),
    [("005", "5", True), ("005", "005", True), ("5", "005", True), ("006", "005", False)],
)
def test_one_person_does_not_join_under_two_spellings(full, known, given, refused):
    book = open_book(full)
    book.write("名单_总分", [])
    book.write("名单_绩效基数", [])
    book.write("名单_工号", [[known]])
    book.write("名单_姓名", [["戊"]])
    book.write("名单_部门", [["客服部"]])
    done = rearrange(book, add={"id": given, "name": "戊", "department": "客服部"})
    assert done.done != refused
    if refused:
        assert f"工号 {known} 已在名单中" in [fault.say() for fault in done.faults]
