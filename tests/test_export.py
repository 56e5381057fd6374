"""Results for others: a workbook of values shows the same and holds nothing else; the payroll adds up to the sheet."""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from commands import run
from final_files import make_ready
from samples import SUMMARIES
from test_month import edit
from test_slips import everything_in, months, says, summary  # noqa: F401  (fixtures)
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.ooxml.edits import Edit, NewFormula, NewSheet, Note, edit_workbook
from xlkpi.schemes import recognise

pytestmark = pytest.mark.usefixtures("chinese")


def exported(path: Path, out: Path, *more: str) -> Path:
    code, told, err = run("export", str(path), "-o", str(out), "--values", *more)
    assert code == 0, told + err
    return out / f"{path.stem}.xlsx"


def visible(path: Path) -> dict[str, dict[str, object]]:
    """What a reader that is not ours sees in the cells that are shown."""
    book = openpyxl.load_workbook(path, data_only=True)
    found: dict[str, dict[str, object]] = {}
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            hidden = {
                number
                for column in sheet.column_dimensions.values()
                for number in range(column.min, column.max + 1)
                if column.hidden
            }
            found[sheet.title] = {
                cell.coordinate: cell.value
                for row in sheet.iter_rows(min_row=2)
                for cell in row
                if cell.value not in (None, "") and cell.column not in hidden
            }
    return found


@pytest.mark.parametrize("scheme", SUMMARIES)
def test_the_values_are_all_there_and_nothing_else(
    months: Callable[[str], Path], tmp_path: Path, scheme: str, openxml_validator: Callable
) -> None:
    path = months(scheme)
    out = exported(path, tmp_path)
    assert visible(out) == visible(path)
    inside = everything_in(out.read_bytes())
    assert re.search(r"<f[ >]", inside) is None
    assert "未启用宏" not in inside
    assert "kpi.help" not in inside
    with zipfile.ZipFile(out) as package:
        names = package.namelist()
    assert [name for name in names if re.search("vba|vml|ctrlProp|calcChain|printerSettings|comments", name)] == []
    assert "macroEnabled" not in inside
    assert all(sheet.sheet_state == "visible" for sheet in openpyxl.load_workbook(out).worksheets)
    assert openxml_validator.validate(out).is_valid


@pytest.mark.parametrize("scheme", ["gas", "ecommerce"])
def test_without_pay_no_amount_is_left(months: Callable[[str], Path], tmp_path: Path, scheme: str) -> None:
    path = months(scheme)
    out = exported(path, tmp_path, "--without-pay")
    book = open_book(path)
    kind = recognise(book.names())
    assert kind is not None
    assert kind.pay
    copy = open_book(out)
    for name in kind.pay:
        assert {cell for row in copy.read(name) for cell in row} == {None}
    inside = everything_in(out.read_bytes())
    if scheme == "gas":
        assert pay_totals(out) == [None, None]
    amounts = {f"{one.pay:g}" for one in recompute(book, dry_run=True).people if one.pay}
    assert [amount for amount in amounts if says(inside, f"<v>{amount}</v>")] == []


def test_what_is_hidden_stays_behind(summary: Path, tmp_path: Path) -> None:
    sheets = [
        NewSheet("隐藏页", {"A1": "机密一", "B1": NewFormula("1+1", 2.0)}, state="hidden"),
        NewSheet("页", {"A1": "看"}),
    ]
    notes = [Note("附件3", "C7", "机密二", "某人")]
    edit_workbook(summary, Edit(sheets=sheets, notes=notes, names={"机密三": "隐藏页!$A$1", "机密四": "1+1"}))
    inside = everything_in(exported(summary, tmp_path / "out").read_bytes())
    assert re.findall("机密.|某人|隐藏页", inside) == []
    assert "看" in inside


def test_hidden_rows_are_empty_and_told(summary: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(summary, keep_vba=True)
    [area] = book.defined_names["名单_姓名"].destinations
    row = int(re.findall(r"\d+", area[1])[0]) + 1
    with zipfile.ZipFile(summary) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = page.replace(b'<row r="%d"' % row, b'<row r="%d" hidden="1"' % row)
    with zipfile.ZipFile(summary, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    code, told, _ = run("export", str(summary), "-o", str(tmp_path / "out"), "--values")
    assert (code, "附件3  有 1 行是隐藏的，导出件里是空的" in told) == (0, True)
    inside = everything_in((tmp_path / "out" / "附件3.xlsx").read_bytes())
    assert "张娜" not in re.sub(r"(?s)xl/worksheets/sheet3\.xml.*?</worksheet>", "", inside)


def test_hidden_columns_and_hidden_names_stay_behind(summary: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(summary) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    hidden = '<definedName name="机密五" hidden="1">\'附件3\'!$A$1</definedName></definedNames>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</definedNames>", hidden.encode())
    with zipfile.ZipFile(summary, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert "优秀" in {row[0] for row in open_book(summary).read("名单_部门等级")}
    out = exported(summary, tmp_path / "out")
    assert {row[0] for row in open_book(out).read("名单_部门等级")} == {None}
    assert "机密五" not in everything_in(out.read_bytes())


TAMPERED = {
    "parts of a cent": ({"名单_绩效工资": {0: 2200.005}}, "李芳 的金额不是整分"),
    "an amount of nobody": ({"名单_绩效工资": {20: 100.0}}, "名单以外的行里也有金额"),
    "words": ({"名单_绩效工资": {0: "两千"}}, "附件3!R7"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_amounts_that_no_formula_of_ours_gives_are_not_paid(summary: Path, tmp_path: Path, case: str) -> None:
    changes, words = TAMPERED[case]
    plain = exported(summary, tmp_path / "out")
    edit(plain, changes)
    code, told, _ = run("export", str(plain), "-o", str(tmp_path / "neu"), "--payroll")
    assert (code, words in told) == (1, True), told
    assert not (tmp_path / "neu").exists()


def payroll(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


# 城东分公司: 2200+2200+2592+1980+2000+2200+2400+1800+2400+2640+1800 = 24212, added by hand from the sample month
def test_the_payroll_adds_up_to_the_sheet(months: Callable[[str], Path], tmp_path: Path) -> None:
    code, told, _ = run("export", str(months("gas")), "-o", str(tmp_path), "--payroll")
    assert (code, "11 人  合计 24,212.00 元，主管 1 人 4,800.00 元" in told) == (0, True)
    assert "总计 29,012.00 元" in told
    *lines, supervisor = payroll(tmp_path / "工资表.csv")
    assert lines[0] == {
        "单位": "城东分公司",
        "工号": "KF001",
        "姓名": "李芳",
        "系数": "1.1",
        "金额": "2200.00",
        "月份": "2024-05",
    }
    assert sum(Decimal(line["金额"]) for line in lines) == Decimal("24212.00")
    assert "KF010" not in {line["工号"] for line in lines}  # not appraised
    # 96, 95.5, 97 and 94.5 make 95.75: 优秀, 4000 x 1.2; the workbook holds no 工号 of a supervisor
    assert supervisor == lines[0] | {"工号": "", "姓名": "周建国", "系数": "1.2", "金额": "4800.00"}
    [line] = [line for line in told.splitlines() if "1 位主管的绩效工资列在最后" in line]
    assert str(months("gas")) in line  # the file, and where in it
    assert "汇总!" in line
    assert pay_totals(months("gas")) == [24212.0, 4800.0]


NO_BASE = "主管的绩效基数为空或为 0，算不出工资或为 0 元，共 1 位：周建国"


@pytest.mark.parametrize("verb", [("check",), ("recompute",), ("budget",), ("export", "--payroll", "-o", "out")])
def test_a_supervisor_without_a_base_is_told_as_an_employee_is(
    verb: tuple[str, ...], summary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """rules A3: the supervisor is paid too; without a base the payroll has one line less, which nobody would see."""
    monkeypatch.chdir(tmp_path)
    assert "主管的绩效基数" not in run(verb[0], str(summary), *verb[1:])[1]
    edit(summary, {"主管_基数": {0: None}})
    told = run(verb[0], str(summary), *verb[1:], *(["--force"] if verb[0] == "export" else []))[1]
    assert NO_BASE in told
    edit(summary, {"主管_姓名": {0: None}})
    assert NO_BASE.replace("周建国", "城东分公司") in run("check", str(summary))[1]
    edit(summary, {"参数_主管绩效": {0: "不计算"}})
    assert "主管的绩效基数" not in run("check", str(summary))[1]


def test_supervisors_whose_pay_is_not_of_this_workbook_are_not_in_the_payroll(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"参数_主管绩效": {0: "不计算"}})
    assert run("recompute", str(summary))[0] == 0
    code, told, _ = run("export", str(summary), "-o", str(tmp_path / "out"), "--payroll")
    assert (code, "主管" in told.replace("附件3", "")) == (0, False)
    assert len(payroll(tmp_path / "out" / "工资表.csv")) == 11


# somebody who leads the department and stands in its roster too would get two lines: which of them counts?
def test_a_supervisor_who_is_paid_in_the_roster_as_well_is_told(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_姓名": {0: "周 建国"}})
    assert run("recompute", str(summary))[0] == 0
    code, told, _ = run("export", str(summary), "-o", str(tmp_path / "out"), "--payroll")
    assert (code, "主管 周建国 在名单里也有一笔，请核对是不是同一人" in told) == (0, True)


def pay_totals(path: Path) -> list[object]:
    """What stands right of the two labels of sums of pay: the people's on the first page, the supervisors' on 汇总."""
    book = openpyxl.load_workbook(path, data_only=True)
    heads = [cell for row in book["附件3"].iter_rows() for cell in row if "绩效工资合计" in str(cell.value)]
    sums = [cell for row in book["汇总"].iter_rows(max_row=30) for cell in row if cell.value == "合计"]
    return [heads[0].offset(0, 2).value, sums[0].offset(0, 6).value]


def test_the_total_says_so_where_somebody_s_pay_is_not_known(summary: Path) -> None:
    book = open_book(summary)
    book.write("名单_绩效基数", [["两千"], *book.read("名单_绩效基数")[1:]])
    book.recalculate()
    book.save()
    assert pay_totals(summary)[0] == "有人未算出"


def test_no_total_of_pay_is_left_in_a_final_workbook_without_pay(summary: Path, tmp_path: Path) -> None:
    make_ready(summary)
    assert run("recompute", str(summary))[0] == 0
    assert run("finalize", str(summary), "--name", "王芳")[0] == 0
    assert pay_totals(summary) == [24212.0, 4800.0]
    assert pay_totals(exported(summary, tmp_path / "out", "--without-pay")) == [None, None]


def test_a_number_keeps_its_zeros_in_the_payroll_and_the_division(summary: Path, tmp_path: Path) -> None:
    edit(summary, {"名单_工号": {0: "0201"}})
    assert run("recompute", str(summary))[0] == 0
    assert run("export", str(summary), "-o", str(tmp_path / "out"), "--payroll")[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / "工资表.xlsx").active
    heads, first, *_ = sheet.values
    told = dict(zip(heads, first, strict=True))
    assert (told["工号"], told["单位"], told["金额"]) == ("0201", "城东分公司", 2200)
    to = tmp_path / "分配.xlsx"
    assert run("budget", str(summary), "--pool", "120000", "--csv", str(to))[0] == 0
    assert "0201" in [cell for row in openpyxl.load_workbook(to).active.values for cell in row]


def test_everything_that_is_paid_counts_where_performance_pay_is_only_a_part(
    months: Callable[[str], Path], tmp_path: Path
) -> None:
    path = months("ecommerce")
    code, told, _ = run("export", str(path), str(months("gas")), "-o", str(tmp_path), "--payroll")
    assert code == 0
    sheet = sum(Decimal(str(row[0])) for row in open_book(path).read("工资_合计") if isinstance(row[0], float))
    lines = [line for line in payroll(tmp_path / "工资表.csv") if line["工号"].startswith("D")]
    assert sum(Decimal(line["金额"]) for line in lines) == sheet
    assert f"总计 {sheet + Decimal(24212 + 4800):,.2f} 元" in told


def test_names_like_formulas_stay_text(summary: Path, tmp_path: Path) -> None:
    for row, name in enumerate(("=1+1", "+86", "-x", "@x", "＝1", "＋1")):
        edit(summary, {"名单_姓名": {row: name}})
    assert run("recompute", str(summary))[0] == 0
    assert run("export", str(summary), "-o", str(tmp_path / "out"), "--payroll", "--values")[0] == 0
    names = [line["姓名"] for line in payroll(tmp_path / "out" / "工资表.csv")]
    assert names[:6] == ["'=1+1", "'+86", "'-x", "'@x", "'＝1", "'＋1"]
    sheet = openpyxl.load_workbook(tmp_path / "out" / "附件3.xlsx")["附件3"]
    assert {cell.data_type for cell in sheet["C"] if cell.value in ("=1+1", "+86", "@x")} == {"s"}


WRONG = {
    "nobody's base": ({"名单_绩效基数": {1: None}}, "张娜 没有工资金额"),
    "no month": ({"考核月份": {0: None}}, "考核月份"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_payroll_with_a_gap_is_none(summary: Path, tmp_path: Path, case: str) -> None:
    changes, words = WRONG[case]
    edit(summary, changes)
    run("recompute", str(summary))
    code, told, _ = run("export", str(summary), "-o", str(tmp_path / "out"), "--payroll")
    assert (code, words in told) == (1, True), told
    assert not (tmp_path / "out").exists()
    assert not re.search(r"\d{4}\.\d\d", told)


def test_of_a_month_s_folder_only_what_holds_pay_is_in_the_payroll(summary: Path, demonstrated, tmp_path: Path) -> None:
    folder = tmp_path / "五月"
    folder.mkdir()
    form = next((demonstrated("gas") / "城东分公司").glob("附件2*"))
    for path in (summary, form):
        shutil.copy(path, folder / path.name)
    code, told, err = run("export", str(folder), "-o", str(tmp_path / "out"), "--payroll")
    assert (code, "错误" in told + err) == (0, False), told + err
    assert "另有 1 个文件没有工资，已跳过" in told
    assert len(payroll(tmp_path / "out" / "工资表.csv")) == 12
    code, told, _ = run("export", str(folder / form.name), "-o", str(tmp_path / "neu"), "--payroll")
    assert (code, "没有每人的工资金额" in told) == (1, True)  # asked for by its name


def test_nobody_is_paid_twice(summary: Path, tmp_path: Path) -> None:
    again = Path(shutil.copy(summary, tmp_path / "又一份.xlsm"))
    code, _, err = run("export", str(summary), str(again), "-o", str(tmp_path / "out"), "--payroll")
    assert (code, "工号 KF001 在 2024-05 有两笔" in err) == (2, True)
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_exported_is_said(months: Callable[[str], Path], summary: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert "请写要导出什么" in run("export", str(summary), "-o", out)[2]
    assert "不能同用" in run("export", str(summary), "-o", out, "--payroll", "--without-pay")[2]
    code, told, _ = run("export", str(months("call_centre")), "-o", out, "--payroll")
    assert (code, "没有每人的工资金额" in told) == (1, True)
    edit(summary, {"名单_总分": {0: 60.0}})
    code, told, _ = run("export", str(summary), "-o", out, "--values")
    assert (code, "请先 xlkpi recompute" in told) == (1, True)
    assert not Path(out).exists()


def test_an_export_never_takes_the_place_of_its_source_or_of_another(summary: Path, tmp_path: Path) -> None:
    plain = exported(summary, tmp_path / "out")
    code, _, err = run("export", str(plain), "-o", str(plain.parent), "--values", "--force")
    assert (code, "会覆盖原文件" in err) == (2, True)
    before = plain.read_bytes()
    code, _, err = run("export", str(summary), "-o", str(plain.parent), "--values")
    assert (code, "已存在，未覆盖" in err) == (2, True)
    assert plain.read_bytes() == before
    other = tmp_path / "另一个" / "附件3.xlsm"
    other.parent.mkdir()
    shutil.copy(summary, other)
    code, _, err = run("export", str(summary), str(other), "-o", str(tmp_path / "neu"), "--values")
    assert (code, "请分开导出" in err) == (2, True)


def test_the_source_is_not_touched(summary: Path, tmp_path: Path) -> None:
    before = summary.read_bytes()
    exported(summary, tmp_path / "out", "--without-pay")
    assert summary.read_bytes() == before


@pytest.mark.libreoffice
def test_a_pdf_without_pay_has_its_pages(summary: Path, tmp_path: Path) -> None:
    from xlkpi.libreoffice.pdf_pages import pages

    code, told, _ = run("export", str(summary), "-o", str(tmp_path / "out"), "--pdf", "--without-pay")
    assert code == 0, told
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["附件3.pdf"]
    assert len(list(pages((tmp_path / "out" / "附件3.pdf").read_bytes(), 30))) >= 5
