"""工号 0205 that Excel holds as the number 205 in a number format of zeros: read as it is shown, wherever it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

import fake_excel
import pywin32_stub
from commands import run
from test_slips import opened_with
from xlkpi.actions.opening import open_book, read_book
from xlkpi.books.file import FileBook
from xlkpi.books.live import LiveBook
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.books.ooxml.edits.edit import Format, Styled
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.zero_padding import padded

_, WINDOWS, _, _ = pywin32_stub.install()

# what Excel's own dialog (设置单元格格式, 自定义) shows for these; the first column is what the cell holds
SHOWN = [
    (205.0, "0000", "0205"),
    (205.0, "00000", "00205"),
    (12345.0, "0000", "12345"),
    (5.0, '"KF"000', "KF005"),
    (5.0, "\\K\\F000", "KF005"),
    (5.0, '"KF"-000', "KF-005"),
    (5.0, '"客服"0', "客服5"),
    (205.0, "0000;-0000", "0205"),
    (0.0, "000", "000"),
]
AS_BEFORE = [
    (205.0, "General"),
    (205.0, "0"),
    (205.0, "-0"),
    (205.0, "0.00"),
    (205.0, "#,##0000"),
    (205.0, "0000%"),
    (205.0, '000"人"'),
    (205.0, "@"),
    (205.5, "0000"),
    (-205.0, "0000"),
    (0.0, '0000;-0000;"无"'),
    ("205", "0000"),
    (True, "0000"),
    (None, "0000"),
]


@pytest.mark.parametrize(("value", "code", "text"), SHOWN, ids=[text for *_, text in SHOWN])
def test_a_format_of_zeros_is_part_of_the_number(value: float, code: str, text: str) -> None:
    assert padded(value, code) == text


@pytest.mark.parametrize(("value", "code"), AS_BEFORE, ids=[f"{value} {code}" for value, code in AS_BEFORE])
def test_any_other_value_or_format_is_not(value: object, code: str) -> None:
    assert padded(value, code) is None  # type: ignore[arg-type]


def table(path: Path, rows: list[list[object]], codes: dict[str, str]) -> Path:
    """A table of data with number formats by cell."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, code in codes.items():
        book.active[cell].number_format = code
    book.save(path)
    return path


def put(path: Path, name: str, at: int, value: object, code: str) -> None:
    """Type a value in a number format into a cell of a plain form, by name, as Excel would save it."""
    book = openpyxl.load_workbook(path)
    [(sheet, area)] = book.defined_names[name].destinations
    first = book[sheet][area.replace("$", "").split(":")[0]]
    cell = book[sheet].cell(first.row + at, first.column)
    cell.value, cell.number_format = value, code
    book.save(path)


ROSTER = [["客服部人员名单"], ["分公司", "工号", "姓名", "参评", "绩效基数"]]
PEOPLE = [["城东", 205, "李芳", "是", 2400], ["城东", 5, "王磊", "是", 2200], ["城东", "0031", "赵敏", "是", 2000]]
FORMATS = {"B3": "0000", "B4": "0000"}
SCORES = ["分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"]


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return table(tmp_path / "名单.xlsx", ROSTER + PEOPLE, FORMATS)


def ids(path: Path) -> list[object]:
    return [row[0] for row in open_book(path).read("名单_工号") if row[0] is not None]


def test_a_roster_is_read_as_it_is_shown(roster: Path, tmp_path: Path) -> None:
    code, said, err = run("new", "附件3", "-o", str(tmp_path / "s.xlsm"), "--period", "2024-05", "--data", str(roster))
    assert code == 0, said + err
    assert ids(tmp_path / "s.xlsm") == ["0205", "0005", "0031"]
    assert "可能丢了前面的 0" not in said


# merged over the indicators of one person, with a prefix; the base of pay beside it is a number in the same format
def test_forms_are_read_as_they_are_shown(tmp_path: Path) -> None:
    rows = [SCORES, ["城东", 5, "李芳", "前台", "守时", 0.4, 90], ["", "", "", "", "满意", 0.6, 80]]
    data = table(tmp_path / "评分.xlsx", rows, {"B2": '"KF"000', "G2": "000"})
    book = openpyxl.load_workbook(data)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:D3"):
        book.active.merge_cells(area)
    book.save(data)
    code, said, err = run("new", "附件2", "-o", str(tmp_path / "f"), "--period", "2024-05", "--data", str(data))
    assert code == 0, said + err
    [form] = (tmp_path / "f").rglob("*.xlsm")
    assert form.name == "附件2 KF005 李芳.xlsm"
    assert (open_book(form).read("工号"), open_book(form).read("主管评分")[0]) == ([["KF005"]], [90.0])


def test_people_who_join_are_read_as_they_are_shown(roster: Path, tmp_path: Path) -> None:
    summary = tmp_path / "s.xlsm"
    assert run("new", "附件3", "-o", str(summary), "--period", "2024-05", "--data", str(roster))[0] == 0
    more = table(tmp_path / "新人.xlsx", [ROSTER[1], ["城东", 77, "孙一", "是", 1800]], {"B2": "0000"})
    assert run("people", str(summary), "--add", str(more))[0] == 0
    assert ids(summary)[-1] == "0077"
    again = table(tmp_path / "又.xlsx", [ROSTER[1], ["城东", 205, "李芳", "是", 1800]], {"B2": "0000"})
    code, said, _ = run("people", str(summary), "--add", str(again))
    assert (code, "工号 0205 已在名单中" in said) == (1, True)


# in a form as in the summary the cell may hold the number: pasted from a list with its format
def test_a_form_and_a_summary_meet_whichever_of_them_holds_the_number(roster: Path, tmp_path: Path) -> None:
    summary, forms = tmp_path / "s.xlsm", tmp_path / "forms"
    rows = [SCORES, *([*who, "前台", "守时", 1, score] for who, score in ((PEOPLE[0][:3], 95), (PEOPLE[1][:3], 88)))]
    data = table(tmp_path / "评分.xlsx", rows, {"B2": "0000", "B3": "0000"})
    assert run("new", "附件3", "-o", str(summary), "--period", "2024-05", "--data", str(roster))[0] == 0
    assert run("new", "附件2", "--plain", "-o", str(forms), "--period", "2024-05", "--data", str(data))[0] == 0
    form = next(forms.rglob("*0205*.xlsx"))
    put(form, "工号", 0, 205, "0000")
    assert FileBook.open(form).read("工号") == [[205.0]]
    code, said, _ = run("collect", str(summary), str(forms))
    assert code == 0, said
    assert "少了前面的 0" not in said
    totals = dict(zip(ids(summary), open_book(summary).read("名单_总分"), strict=False))
    assert (totals["0205"], totals["0005"]) == ([95.0], [88.0])
    put(form, "工号", 0, 205, "General")  # a number without such a format is the number, and is told
    assert "205" in run("collect", str(summary), str(forms))[1]


@pytest.fixture
def numbered(roster: Path, tmp_path: Path) -> Path:
    """A summary of the table's people in which the first 工号 is the number 205, shown as 0205."""
    summary = tmp_path / "s.xlsm"
    plan = tmp_path / "主管.csv"
    plan.write_text("分公司,主管,计划,主管经理评分,客户服务部评分\n城东,周明,第1期,92,92\n", "utf-8")
    arguments = ("-o", str(summary), "--period", "2024-05", "--data", str(roster), "--data", str(plan))
    assert run("new", "附件3", *arguments)[0] == 0
    book = open_book(summary)
    book.write("名单_总分", [[95.0], [90.0], [80.0]])
    book.write("申诉_工号", [["0205"]])
    book.save()
    assert run("recompute", str(summary))[0] == 0
    book = open_book(summary)
    sheet, cell = book.place("名单_工号").split("!")
    cells = {sheet: {cell: Styled(205.0, Format(number_format="0000"))}}
    save_package(edit_package(book.file.package, Edit(cells=cells)).package, summary)
    assert FileBook.open(summary).read("名单_工号")[0] == [205.0]
    return summary


def test_a_workbook_says_and_computes_what_is_shown(numbered: Path) -> None:
    reading, faults = read_book(open_book(numbered))
    assert (reading is not None and reading.column("名单_工号")[0], faults) == ("0205", [])
    code, said, _ = run("explain", str(numbered), "0205")
    assert (code, "李芳" in said) == (0, True)
    assert "工号“0205”没有登记" not in run("check", str(numbered))[1]
    code, said, _ = run("people", str(numbered), "--delete", "205")  # nobody else can be meant
    assert (code, "工号 205 当作名单中的 0205 李芳" in said) == (0, True)
    assert ids(numbered) == ["0005", "0031"]


# somebody who presses 检查 in Excel keeps the cells as they were typed
def test_in_excel_asking_changes_no_cell(numbered: Path) -> None:
    book = LiveBook(xw.Book(impl=WINDOWS.Book(fake_excel.Workbook(numbered))))
    reading, faults = read_book(book)
    assert (reading is not None and reading.column("名单_工号")[0], faults) == ("0205", [])
    assert book.read("名单_工号")[0] == [205.0]


# 3 people of a 良好 department are fewer than 5; whoever is told A+ by an appeal has A+, found by the formula in the cell
def test_an_upheld_appeal_finds_the_person_shown(numbered: Path) -> None:
    book = open_book(numbered)
    for name, value in {
        "申诉_工号": "0205",
        "申诉_面谈日期": dt.date(2024, 6, 4),
        "申诉_面谈结果": "未解决",
        "申诉_日期": dt.date(2024, 6, 5),
        "申诉_内容": "漏计一次表扬",
        "申诉_受理人": "人力资源部",
        "申诉_答复日期": dt.date(2024, 6, 7),
        "申诉_成立": "是",
        "申诉_更正等级": "A+",
        "申诉_考核人": "周明",
    }.items():
        book.write(name, [[value]])
    book.save()
    code, said, _ = run("recompute", str(numbered))
    assert code == 0, said
    assert "申诉成立，更正为A+" in said
    assert "2880.00" in said  # 2400 x 1.2
    assert ids(numbered)[0] == "0205"


def test_passwords_of_numbers_shown_with_zeros(numbered: Path, tmp_path: Path) -> None:
    rows = [["工号", "密码"], [205, 12345]]
    keys = table(tmp_path / "密码.xlsx", rows, {"A2": "0000", "B2": "00000000"})
    more = ("--passwords", str(keys), "--only", "0205", "--date", "2024-06-05")
    code, said, err = run("slips", str(numbered), "-o", str(tmp_path / "out"), *more)
    assert code == 0, said + err
    [slip] = (tmp_path / "out").rglob("*.xlsx")
    assert opened_with(slip, "00012345")
