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


@pytest.mark.parametrize("computed", [False, True])
def test_terms_are_told_before_anybody_recomputes(computed: bool, sample) -> None:
    """What `check` finds in the register `appeals` tells too, of what is typed, whether it was computed since or not."""
    path = sample("summary")
    days = {"申诉_面谈日期": dt.date(2024, 6, 6), "申诉_日期": dt.date(2024, 6, 20)}
    given = {"申诉_工号": "KF004", "申诉_面谈结果": "未解决", "申诉_受理人": "人力资源部", **days}
    edit(path, {"告知_日期": {3: dt.date(2024, 6, 5)}, **{name: {0: value} for name, value in given.items()}})
    if computed:
        assert run("recompute", str(path))[0] == 0
    before = path.read_bytes()
    code, out, err = run("appeals", str(path))
    assert code == 0, out + err
    # 5 working days from 20 June 2024 on: 21, 24, 25, 26, 27; told on the 5th: until 13 June (rules B8)
    for told in ("期限 2024-06-27", "超期未答复", "已过申诉截止日 2024-06-13", "的申诉超期未答复，期限为 2024-06-27"):
        assert told in out
    assert path.read_bytes() == before


def test_what_a_final_workbook_says_of_appeals_is_what_it_said_before(final) -> None:
    path = final("groups")
    code, out, err = run("appeals", str(path), "--try", "不在=a")
    assert (code, "名单里没有 不在" in out) == (1, True), out + err
    before = path.read_bytes()
    code, out, err = run("appeals", str(path))
    assert (code, "定稿" in out) == (0, False), out + err
    assert path.read_bytes() == before


def test_of_several_workbooks_a_result_is_tried_where_its_person_is(final) -> None:
    both = [str(final("summary")), str(final("groups"))]
    code, out, err = run("appeals", *both, "--try", "KF005=A")
    assert (code, "名单里" in out + err, "更正为 A" in out) == (0, False, True), out + err
    code, out, err = run("appeals", *both, "--try", "KF005=A", "--try", "不在=A")
    assert (code, "这些表的名单里都没有 不在" in out) == (1, True), out + err


def test_a_score_where_levels_are_corrected_is_said_plainly(final) -> None:
    code, out, _ = run("appeals", str(final("summary")), "--try", "KF005=93.5")
    assert (code, "更正的是等级，--try 请写 KF005= 后接 A+、A、B、C、C- 之一，不是“93.5”" in out) == (1, True), out


@pytest.mark.parametrize(
    ("name", "assumed"),
    [
        ("summary", ("--level", "城东分公司=良好")),
        ("groups", ("--set", "a级分数线=85")),
        ("calls", ("--set", "月度单位话务量=4000")),
    ],
)
def test_a_final_workbook_can_be_tried_out_and_stays_what_it_is(name, assumed, final, tmp_path: Path) -> None:
    """A what-if of a final workbook says what it said before it was final; nothing of it changes."""
    path = final(name)
    before = path.read_bytes()
    code, out, err = run("whatif", str(path), *assumed)
    assert code == 0, out + err
    code, _, err = run("whatif", str(path), *assumed, "--sheet", "-o", str(tmp_path / "测算.xlsm"))
    assert code == 0, err
    assert (path.read_bytes(), run("verify", str(path))[0]) == (before, 0)
    opened = Path(shutil.copy(path, tmp_path / f"open {path.name}"))
    assert run("reopen", str(opened), "--name", "王芳", "--reason", "照样试算一遍")[0] == 0
    again = run("whatif", str(opened), *assumed)[1]
    assert tables(out) == tables(again) != []


def tables(told: str) -> list[str]:
    """What a command printed but for the heading and notices."""
    return [line for line in told.splitlines() if not ("提示" in line or ".xlsm" in line)]


def test_of_a_final_workbook_that_was_changed_nothing_is_tried_out(final) -> None:
    path = final("summary")
    edit_final(path, "名单_总分", 60.0)
    code, out, _ = run("whatif", str(path), "--level", "城东分公司=良好")
    assert (code, "定稿时是" in out) == (1, True), out


def edit_final(path: Path, name: str, value: float) -> None:
    from xlkpi.books.ooxml import patch

    area = WorkbookFile.open(path).resolve(name)
    patch(path, {area.sheet: {area._replace(bottom=area.top).reference.partition(":")[0]: value}})


def test_an_upheld_appeal_in_a_final_workbook_leads_to_reopening(final) -> None:
    path = final("summary")
    at = free_row(path)
    reading, _ = read_book(open_book(path))
    given = {"申诉_工号": reading.column("名单_工号")[reading.roster[0]], "申诉_成立": "是"}
    edit(path, {name: {at: value} for name, value in given.items()})
    _, out, _ = run("check", str(path))
    assert "表已定稿，请先 xlkpi reopen" in out
    assert "再填写更正等级" in out


# whose 工号 was mistyped and computed, then mended: the cell beside it is older than what stands there now
def test_a_name_older_than_its_number_is_recomputed(final) -> None:
    path = final("summary")
    at = free_row(path)
    edit(path, {"申诉_工号": {at: "zz"}})
    assert run("recompute", str(path))[0] == 0
    reading, _ = read_book(open_book(path))
    row = reading.roster[0]
    edit(path, {"申诉_工号": {at: reading.column("名单_工号")[row]}})
    for command in ("check", "verify"):
        out = run(command, str(path))[1]
        assert f"按定稿后填写的内容应为 {reading.who(row)}，表中是 不在名单：请 xlkpi recompute" in out
    assert run("recompute", str(path))[0] == 0
    assert "不在名单" not in run("check", str(path))[1]


def test_a_number_typed_full_width_is_tried_in_several_workbooks_too(final) -> None:
    both = [str(final("summary")), str(final("groups"))]
    code, out, err = run("appeals", *both, "--try", "ＫＦ００５=A")
    assert (code, "更正为 A" in out) == (0, True), out + err
