"""The buttons of a workbook, from their VBA over the real DLL and the real service into a workbook in another process.

The workbook is a stand-in for Excel's (open_workbook.py): what a button reads, writes, asks and says crosses between
two processes as it does there. What Excel itself would do with it, only Excel shows.
"""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from adopt import month as company
from adopt import writing
from commands import run
from fake_excel import error_code
from final_files import make_ready
from xlkpi.actions.create import create
from xlkpi.books.file import FileBook
from xlkpi.build import ROOT
from xlkpi.errors import CellError
from xlkpi.schemes import kind_named

from .conftest import at

pytestmark = [pytest.mark.wine, pytest.mark.slow]

BRANCH = Path("城东分公司")
FORM, SUMMARY = BRANCH / "附件2 KF001 李芳.xlsm", BRANCH / "附件3 城东分公司.xlsm"
ADDIN = ROOT / "workbooks" / "xlkpi.xlam"
MAY = dt.date(2024, 5, 1)
RECORD = "定稿_记录"


def pressed(windows, path, *steps, macros=None):
    """Press buttons of one opened workbook, its own or those of the ribbon; what came of each."""
    first, *rest = steps
    answers = windows.excel([{**first, "open": at(path)}, *rest], workbook=macros or path)
    found = [one["answer"] for one in answers]
    for one in found:
        if isinstance(one, bool):  # closed, and the file changed
            assert one, found
            continue
        assert "failed" not in one, one
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
    return blocks(path, [name])[name]


def blocks(path, names=()):
    """These blocks of a file, or all of them, as the stand-in tells them."""
    book = FileBook.open(path)

    def plain(cell):
        if cell == "":  # a formula's empty answer, which openpyxl does not read as a text
            return None
        if isinstance(cell, CellError):
            return error_code(cell.value)
        return cell.isoformat()[:10] if isinstance(cell, dt.date) else cell

    return {name: [[plain(cell) for cell in row] for row in book.read(name)] for name in sorted(names or book.names())}


def same(found, expected):
    """Whether all blocks hold the same; money is held to the hundredth of a cent, as Excel hands over currency."""
    assert rounded(found) == rounded(expected)


def rounded(found):
    return {
        name: [[round(cell, 4) if isinstance(cell, float) else cell for cell in row] for row in rows]
        for name, rows in found.items()
    }


def cell(path, name, row=0):
    """Sheet and address of a cell of a block, to be selected."""
    return FileBook.open(path).place(name, row).split("!")


def test_a_form_is_checked_and_explained(windows, month):
    path = month / FORM.name
    scores = ["主管评分", "权重", "总分", "考核月份"]
    checked, explained = pressed(windows, path, {"press": "KpiCheck", "look": scores}, {"press": "KpiExplain"})
    assert checked["cells"] == {name: block(path, name) for name in scores}, "nothing is changed by looking"
    assert checked["said"][0][1].startswith("校验完成")
    assert "李芳" in explained["said"][0][1]


def test_a_summary_collects_is_signed_and_taken_back(windows, month, tmp_path):
    """Against the command, which does the same to a copy of the file."""
    folder = Path(shutil.copytree(month, tmp_path / "按钮" / BRANCH))
    path = folder / SUMMARY.name
    taken = ["名单_工号", "名单_总分", "计划_得分"]
    book = FileBook.open(path)
    book.write("名单_总分", [])
    book.save()
    before = {name: block(path, name) for name in taken}
    other = Path(shutil.copytree(folder, tmp_path / "命令" / BRANCH)) / SUMMARY.name
    collected, signed, back = pressed(
        windows,
        path,
        {"press": "KpiCollect", "folder": at(folder), "answer": "赵敏", "look": taken},
        {"press": "KpiSign", "answer": "赵敏", "look": ["签批_姓名", "签批_日期"]},
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


def copied(path, folder):
    """The same file elsewhere, for the command."""
    folder.mkdir()
    return Path(shutil.copy(path, folder / path.name))


def test_what_was_typed_is_computed_people_are_sorted_one_goes_and_one_joins(windows, month, tmp_path):
    """Against the command, which does the same to a copy of the file, one after the other."""
    path = copied(month / SUMMARY.name, tmp_path / "按钮")
    book = FileBook.open(path)
    book.write("名单_总分", [[60.0], *book.read("名单_总分")[1:]])
    book.save()
    other = copied(path, tmp_path / "命令")
    newcomer = tmp_path / "新人.csv"
    newcomer.write_text(f"工号,姓名,分公司,参评,绩效基数\nKF900,赵磊,{BRANCH},,\n", encoding="utf-8-sig")
    gone = book.read("名单_工号")[2][0]
    expected = []
    for words in (
        ("recompute", str(other)),
        ("people", str(other), "--delete", gone),
        ("people", str(other), "--sort", "总分"),
        ("people", str(other), "--add", str(newcomer)),
    ):
        assert run(*words)[0] == 0
        expected.append(blocks(other))
    assert len({str(one["名单_绩效工资"]) for one in (blocks(path), *expected)}) > len(expected), (
        "each changes something"
    )
    look = sorted(expected[0])
    pressings = pressed(
        windows,
        path,
        {"press": "KpiRecompute", "look": look},
        {"press": "KpiRemove", "select": cell(path, "名单_姓名", 2), "look": look},
        {"press": "KpiSort", "select": cell(path, "名单_总分", 1), "look": look},
        {"press": "KpiAdd", "answer": ["KF900", "赵磊"], "look": look},
    )
    for found, meant in zip(pressings, expected, strict=True):
        same(found["cells"], meant)
    computed, removed, ordered, added = (one["said"][0][1] for one in pressings)
    assert computed.startswith("重新计算完成：")
    assert removed.startswith(f"已删去 {gone}，名单现有 ")
    assert ordered.startswith("已按总分排序，名单现有 ")
    assert added.startswith("赵磊已加在名单末尾，还要填写：")
    assert pressings[-1]["asked"] == "增加人员，请输入姓名："
    assert ["KpiUndo" in (one["undo"] or "") for one in pressings] == [False, True, True, True]
    assert FileBook.open(path).read("名单_绩效工资") == book.read("名单_绩效工资"), "saving is the user's business"


def test_a_form_becomes_final_once_it_is_closed_and_is_opened_again(windows, month, tmp_path):
    """The button looks, asks, saves and leaves the rest to the command, which waits until Excel has let go of the file."""
    path = month / FORM.name
    path = copied(path, tmp_path / "按钮")
    make_ready(path)
    other = copied(path, tmp_path / "命令")
    before = blocks(path)
    finalized, closed = pressed(
        windows, path, {"press": "KpiFinalize", "answer": "王芳", "look": sorted(before)}, {"close": True}
    )
    assert closed
    assert finalized["asked"] == "定稿人姓名（记入历史）："
    assert finalized["said"][0][1].startswith("核对通过。请关闭本表：关闭后自动定稿，再打开就是定稿的表")
    same(finalized["cells"], before)
    assert run("finalize", str(other), "--name", "王芳")[0] == 0
    found, expected = blocks(path), blocks(other)
    ours, theirs = (one.pop(RECORD)[0] for one in (found, expected))
    same(found, expected)
    assert ours[2:10] == theirs[2:10], "all but the moment, and the seal over it"
    assert not any(any(row) for name in before for row in FileBook.open(path).computes(name)), "no formula is left"
    assert run("verify", str(path))[0] == 0
    answers = pressed(windows, path, {"press": "KpiRecompute"}, {"press": "KpiFinalize"})
    assert all("xlkpi reopen" in one["said"][0][1] for one in answers), answers
    code, said = windows.cmd(
        windows.home / "xlkpi.cmd", "reopen", at(path), "--name", "王芳", "--reason", "申诉成立需更正"
    )
    assert code == 0, said
    (computed,) = pressed(windows, path, {"press": "KpiRecompute", "look": sorted(before)})
    same(computed["cells"], before)
    assert computed["said"][0][1].startswith("重新计算完成")


def test_a_full_roster_is_longer_once_it_is_closed(windows, tmp_path):
    table = tmp_path / "名单.csv"
    people = f"KF001,李芳,{BRANCH},是,2000\nKF002,王伟,{BRANCH},是,2000\n"
    table.write_text(f"工号,姓名,分公司,参评,绩效基数\n{people}", encoding="utf-8-sig")
    path = tmp_path / "附件3[1] 张三's & 100% 😀.xlsm"  # what waits for it gets this name as one word
    create(kind_named("summary"), path, period=MAY, rows=2, data=[table])
    other = copied(path, tmp_path / "命令")
    full, closed = pressed(windows, path, {"press": "KpiAdd", "answer": "是"}, {"close": True})
    assert closed
    assert full["asked"] == "名单 2 行已满。要加长到 22 行，请输入“是”："
    assert full["said"][0][1] == "请关闭本表：关闭后名单自动加长到 22 行（原表留备份），再打开后按“增加人员”。"
    assert run("people", str(other), "--rows", "22")[0] in (0, 1)
    same(blocks(path), blocks(other))


def test_the_ribbon_takes_a_company_s_own_workbook_over(windows, tmp_path):
    path = writing.save(company.summary(), tmp_path, "汇总表")
    other = copied(path, tmp_path / "命令")
    (adopted,) = pressed(windows, path, {"press": "KpiRibbonAdopt"}, macros=ADDIN)
    assert adopted["said"][0][1].startswith("接入完成：已生成“汇总表.xlsm”，请关闭本表，以后使用它")
    assert run("adopt", str(other))[0] in (0, 1)
    made = [one.with_suffix(".xlsm") for one in (path, other)]
    same(*map(blocks, made))
    assert blocks(made[0]) != {}
