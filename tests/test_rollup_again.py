"""总公司汇总 remembers what it was made of, and is made anew by its button or by --again."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

import fake_excel
import pywin32_stub
from branches import Branch, Someone, blank_summary, write_branch
from commands import run
from udfs import buttons, closing, press, verbs
from xlkpi.actions.opening import open_book
from xlkpi.books import patience
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.errors import NameMissing, Unusable
from xlkpi.headoffice.order import NAME, Order, order_in

_, WINDOWS, _, _ = pywin32_stub.install()
pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture(scope="module")
def summaries(tmp_path_factory):
    """The summaries of two branches."""
    folder = tmp_path_factory.mktemp("汇总")
    blank = blank_summary(folder)
    for name in ("东", "西"):
        people = [Someone(f"{name}{at}", f"人{at}", name, 80.0 + at) for at in range(3)]
        write_branch(blank, Branch(name, people, {name: (91.0, 91.0)}), folder / f"{name}.xlsm")
    return folder


@pytest.fixture
def office(summaries, tmp_path, monkeypatch):
    """Head office's folder: one summary handed in, the other still on its way; we stand elsewhere."""
    (tmp_path / "总部" / "收件箱").mkdir(parents=True)
    (tmp_path / "别处").mkdir()
    monkeypatch.chdir(tmp_path / "别处")
    shutil.copy(summaries / "东.xlsm", tmp_path / "总部" / "收件箱")
    return tmp_path / "总部"


@pytest.fixture
def rolled(office):
    """总公司汇总 of the first summary, with its button."""
    out = office / "总公司汇总.xlsm"
    (office / "名单.csv").write_text("分公司\n东\n西\n", "utf-8")
    code, _, err = run("rollup", str(office / "收件箱"), "-o", str(out), "--branches", str(office / "名单.csv"))
    assert (code, err) == (1, "")  # 西 is missing
    return out


def branches_of(out):
    return [row[1] for row in openpyxl.load_workbook(out)["分公司"].values if row[0] and str(row[0]).isdigit()]


def told(out):
    return {row[0]: row[1] for row in openpyxl.load_workbook(out)["来源"].values if row[0] and row[1]}


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_the_workbook_says_what_it_was_made_of(office, suffix):
    out = office / f"总公司汇总{suffix}"
    code, _, _ = run(
        *("rollup", str(office / "收件箱"), "-o", str(out), "--month", "2024-05", "--scheme", "gas", "--without-pay"),
        *("--data", str(office / "全体.csv"), "--verify", "all", "--draw", "3", "--seed", "甲"),
    )
    assert code == 0
    page = told(out)
    assert (page["来源"], page["全体人员另存为"]) == ("收件箱", "全体.csv")  # paths below the workbook move with it
    assert (page["月份"], page["方案"], page["重算份数"], page["抽查条数"]) == ("2024-05", "gas", "all", "3")
    assert (page["抽查批次"], page["工资"]) == ("甲", "不含")
    order = order_in(out)
    assert order.sources == (str(office / "收件箱"),)
    assert order.data == str(office / "全体.csv")
    assert (order.month, order.verify, order.draw, order.pay) == ("2024-05", "all", "3", False)


def test_what_lies_elsewhere_is_told_whole(office, summaries):
    out = office / "总公司汇总.xlsx"
    assert run("rollup", str(summaries), "-o", str(out))[0] in (0, 1)
    assert told(out)["来源"] == summaries.as_posix()


def test_again_takes_in_what_has_come_since(rolled, summaries):
    assert branches_of(rolled) == ["东"]
    shutil.copy(summaries / "西.xlsm", rolled.parent / "收件箱")
    code, said, err = run("rollup", str(rolled), "--again")
    assert (code, err) == (0, "")
    assert "计入 2 个" in said
    assert sorted(branches_of(rolled)) == ["东", "西"]
    assert told(rolled)["分公司名单"] == "名单.csv"


def test_again_follows_what_was_typed_on_the_page(rolled, summaries):
    book = open_book(rolled)
    rows = [list(row) for row in book.read(NAME)]
    assert [row[0] for row in rows[:3]] == ["来源", "来源", "来源"]
    rows[1][1] = str(summaries / "西.xlsm")
    book.write(NAME, rows)
    book.save()
    assert run("rollup", str(rolled), "--again")[0] == 0
    assert sorted(branches_of(rolled)) == ["东", "西"]
    assert run("rollup", str(rolled), "--again", "--seed", "乙")[0] == 0  # what is given comes first
    assert told(rolled)["抽查批次"] == "乙"


def test_where_no_file_counts_nothing_is_written(rolled, tmp_path):
    """A mistyped month must not replace the company's workbook by an empty one."""
    before = rolled.read_bytes()
    code, said, _ = run("rollup", str(rolled), "--again", "--month", "2024-04")
    assert code == 1
    assert "交来的文件一份也不能计入，原因见上，未写入任何内容" in said
    assert "2024-05" in said
    assert rolled.read_bytes() == before
    out = tmp_path / "新.xlsx"
    assert run("rollup", str(rolled.parent / "收件箱"), "-o", str(out), "--month", "2024-04")[0] == 1
    assert list(tmp_path.glob("新*")) == []


def test_again_into_another_file_overwrites_nothing_unasked(rolled):
    other = rolled.with_name("另一份.xlsx")
    other.write_bytes(b"old")
    code, _, err = run("rollup", str(rolled), "--again", "-o", str(other))
    assert (code, "--force" in err, other.read_bytes()) == (2, True, b"old")
    assert run("rollup", str(rolled), "--again", "-o", str(other), "--force")[0] == 1
    assert branches_of(other) == ["东"]


def test_pay_that_was_left_out_stays_out(office):
    out = office / "总公司汇总.xlsx"
    assert run("rollup", str(office / "收件箱"), "-o", str(out), "--without-pay")[0] == 0
    assert run("rollup", str(out), "--again")[0] == 0
    assert told(out)["工资"] == "不含"
    assert "绩效工资" not in [cell for row in openpyxl.load_workbook(out)["名单"].values for cell in row]


def test_a_page_without_a_source_or_without_its_name(rolled, office):
    book = open_book(rolled)
    rows = [[label, None] for label, _ in book.read(NAME)]
    book.write(NAME, rows)
    book.save()
    before = rolled.read_bytes()
    code, _, err = run("rollup", str(rolled), "--again")
    assert (code, "没有写明来源" in err, rolled.read_bytes() == before) == (2, True, True)
    with pytest.raises(Unusable):
        order_in(rolled)
    with pytest.raises(NameMissing):
        order_in(office / "收件箱" / "东.xlsm")


def test_a_source_that_is_gone_leaves_the_old_one(rolled):
    shutil.rmtree(rolled.parent / "收件箱")
    before = rolled.read_bytes()
    code, _, err = run("rollup", str(rolled), "--again")
    assert (code, "没有文件或文件夹" in err, rolled.read_bytes() == before) == (2, True, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["收件箱"], "请用 -o 写明"),
        (["收件箱", "别的", "--again"], "只写一份总公司汇总"),
        (["没有.xlsm", "--again"], "不知道汇总什么"),
    ],
)
def test_a_command_line_that_cannot_be_meant(office, monkeypatch, arguments, said):
    monkeypatch.chdir(office)
    code, _, err = run("rollup", *arguments)
    assert code == 2
    assert said in err


def test_a_number_of_lines_that_is_none(rolled):
    book = open_book(rolled)
    rows = [[label, "三十" if label == "抽查条数" else value] for label, value in book.read(NAME)]
    book.write(NAME, rows)
    book.save()
    code, _, err = run("rollup", str(rolled), "--again")
    assert (code, "--draw 应是条数，而不是“三十”" in err) == (2, True)


def test_only_an_xlsm_has_macros_and_the_button(rolled, office):
    with zipfile.ZipFile(rolled) as package:
        shapes = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".vml"))
        assert "xl/vbaProject.bin" in package.namelist()
    assert "重新汇总" in shapes
    assert "KpiRollUp" in shapes
    assert WorkbookFile.open(rolled).sheets[0] == "公司"
    assert run("rollup", str(office / "收件箱"), "-o", str(office / "平.xlsx"))[0] == 0
    with zipfile.ZipFile(office / "平.xlsx") as package:
        assert not [name for name in package.namelist() if name.endswith((".vml", ".bin"))]


def test_what_is_missing_is_looked_for_before_anything_is_done(tmp_path):
    there = tmp_path / "有.csv"
    there.touch()
    order = Order(
        ("s3://a/b", str(tmp_path / "邮件*.zip"), str(tmp_path / "没有")), branches=str(there), budget="无.csv"
    )
    assert order.missing() == [str(tmp_path / "没有"), "无.csv"]


# --- the button ------------------------------------------------------------------------------------------------------


@pytest.fixture
def excel(rolled, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(patience, "PAUSE", 0.0)
    pywin32_stub.MESSAGES.clear()
    press._pending.clear()
    workbook = fake_excel.Workbook(rolled)
    WINDOWS.BOOK_CALLER = workbook
    return workbook


def pressed():
    buttons.roll_up()
    buttons.report()
    ((text, _),) = pywin32_stub.MESSAGES
    return text


def test_the_button_rolls_up_once_excel_lets_go_of_the_workbook(excel, rolled, monkeypatch):
    started = []
    monkeypatch.setattr(closing.subprocess, "Popen", lambda command, **_: started.append(command))
    text = pressed()
    assert [command[1:] for command in started] == [["-m", "xlkpi", "rollup", str(rolled), "--again", "--when-closed"]]
    assert (excel.saved, excel.closed) == (1, False)
    assert "请关闭本表" in text
    assert str(rolled.parent / "收件箱") in text


def test_the_command_that_the_button_starts_waits_and_rolls_up(rolled, summaries):
    shutil.copy(summaries / "西.xlsm", rolled.parent / "收件箱")
    assert run("rollup", str(rolled), "--again", "--when-closed")[0] == 0
    assert sorted(branches_of(rolled)) == ["东", "西"]


def test_a_folder_that_is_gone_is_told_at_once(excel, rolled, monkeypatch):
    shutil.rmtree(rolled.parent / "收件箱")
    monkeypatch.setattr(verbs, "when_closed", lambda *_: pytest.fail("rolled up"))
    text = pressed()
    assert "找不到" in text
    assert str(rolled.parent / "收件箱") in text
    assert excel.saved == 0


def test_a_workbook_that_is_none_of_head_office_is_told(summaries, excel, monkeypatch):
    monkeypatch.setattr(verbs, "when_closed", lambda *_: pytest.fail("rolled up"))
    WINDOWS.BOOK_CALLER = fake_excel.Workbook(Path(summaries / "东.xlsm"))
    assert "重新汇总没有完成" in pressed()


def test_without_the_extra_it_says_what_to_install(excel, monkeypatch):
    monkeypatch.setattr(verbs, "find_spec", lambda _: None)
    assert "xlkpi[headoffice]" in pressed()
