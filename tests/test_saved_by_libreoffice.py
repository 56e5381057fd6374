"""Workbooks of ours as LibreOffice saves them: attributes of names its way, our functions under the extension's names,
and, where the extension is missing, #VALUE! for every result. What LibreOffice 7.4 writes is spelled out here, so that
no LibreOffice has to run.
"""

# ruff: noqa: F811  (fixtures of other modules are named as parameters)
from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import openpyxl
import pytest

from commands import run
from test_month import edit
from test_signed_contents import DAY, again, approved, signed  # noqa: F401  (fixtures)
from xlkpi.actions.opening import open_book
from xlkpi.books.generations import Keep
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.addin_calls import plain_calls
from xlkpi.books.ooxml.edits import Edit, edit_package
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.ooxml.row_heights import read_heights, with_heights
from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE
from xlkpi.libreoffice.addin.addin_names import programmatic
from xlkpi.libreoffice.addin.formulas import Rewriter
from xlkpi.macros.vba import IS_FINAL, MACROS_OFF, MACROS_OFF_BEFORE
from xlkpi.schemes.gas.roster import DEPARTMENT_LEVEL

pytestmark = pytest.mark.usefixtures("chinese")
FORMULA = re.compile(r"(<f(?: [^<>]*)?>|<formula>)([^<]+)(?=</f)")
NAME = re.compile(r'<definedName name="([^"]*)"((?: [^<>]*)?)>')
STALE = "表里的结果不是最新的，请先 xlkpi recompute"


def rewritten(path: Path, change: Callable[[str, str], str]) -> Path:
    """Give every sheet and the workbook's own part another text."""
    file = WorkbookFile.open(path)
    package = file.package.copy()
    for part in ("xl/workbook.xml", *map(file.part_of, file.sheets)):
        package.replace(part, change(part, package.part(part).decode()).encode())
    save_package(package, path, keep=Keep())
    return path


def names_its_way(_: str, text: str) -> str:
    """LibreOffice writes function, hidden and localSheetId before the name and vbProcedure behind it."""

    def said(found: re.Match[str]) -> str:
        hidden = "true" if 'hidden="1"' in found[2] else "false"
        scope = re.search(r' localSheetId="\d+"', found[2])
        before = f'function="false" hidden="{hidden}"{scope[0] if scope else ""}'
        return f'<definedName {before} name="{found[1]}" vbProcedure="false">'

    return NAME.sub(said, text)


def with_the_extension(path: Path) -> Path:
    """Let every call of ours be what Calc saves once the extension has wrapped its cells."""
    names = frozenset(one.name.upper() for one in WorkbookFile.open(path).names)
    extension = Rewriter([*CATALOGUE, "KPI_READY"])

    def wrapped(found: re.Match[str]) -> str:
        plain = unescape(found[2], {"&quot;": '"'})
        calc = re.sub(r'("[^"]*")|,', lambda sign: sign[1] or ";", plain)
        saved = re.sub(r'("[^"]*")|;', lambda sign: sign[1] or ",", extension.rewritten(calc, names))
        return found[1] + escape(saved)

    return rewritten(path, lambda part, text: FORMULA.sub(wrapped, names_its_way(part, text)))


def without_the_extension(path: Path) -> Path:
    """Let every cell that one of our functions computes show #VALUE!, and what is computed from it."""
    file = WorkbookFile.open(path)
    for sheet in file.sheets:
        content = file.sheet(sheet)
        cells = {place for place, cell in content.cells.items() if cell.formula and cell.formula.kind != "array"}
        cells |= {
            (row, column)
            for area in content.blocks
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        file.stage(sheet, dict.fromkeys(cells, CellError.VALUE))
    file.save(backup=False)
    return rewritten(path, names_its_way)


def results(path: Path) -> dict[str, object]:
    book = open_book(path)
    return {name: book.read(name) for name in sorted(book.names())}


def formulas(path: Path) -> str:
    """All formulas, conditions and names as they stand in the file."""
    file = WorkbookFile.open(path)
    return "\n".join(file.package.part(part).decode() for part in ("xl/workbook.xml", *map(file.part_of, file.sheets)))


# without the extension every result is saved as #VALUE!; docs/libreoffice.md says that check and status tell
def test_status_and_the_ledger_tell_what_to_do_with_results_that_are_not_there(
    demonstrated: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(demonstrated("gas") / "城东分公司", tmp_path / "五 月"))
    assert STALE not in run("status", str(folder))[1]
    [summary] = folder.glob("附件3*.xlsm")
    plans = list(folder.rglob("双周滚动计划*.xlsm"))
    assert plans
    for path in (summary, *plans):
        without_the_extension(path)
    assert f'{summary.name}  {STALE} "{summary}"' in run("status", str(folder))[1]
    assert STALE in run("check", str(summary))[1].splitlines()[1]  # first of all
    code, out, _ = run("record", str(folder), "--ledger", str(tmp_path / "台账.sqlite"))
    assert code == 1
    assert STALE in out
    assert "双周滚动计划" not in out  # it has no people: passed over, right or wrong
    assert run("recompute", str(summary))[0] == 0
    assert STALE not in run("status", str(folder))[1]
    assert run("record", str(folder), "--ledger", str(tmp_path / "台账.sqlite"))[0] == 0


def test_print_areas_and_titles_stay_in_an_export(demonstrated, tmp_path: Path) -> None:
    path = Path(shutil.copy(next((demonstrated("gas") / "城东分公司").glob("附件3*.xlsm")), tmp_path / "附件3.xlsm"))
    expected = printed(values_of(path, tmp_path / "Excel"))
    assert any(area for area, _ in expected.values())
    assert any(rows for _, rows in expected.values())
    rewritten(path, names_its_way)
    assert 'hidden="false" localSheetId="' in formulas(path)
    assert printed(values_of(path, tmp_path / "LibreOffice")) == expected


def values_of(path: Path, out: Path) -> Path:
    code, told, err = run("export", str(path), "-o", str(out), "--values")
    assert code == 0, told + err
    return out / f"{path.stem}.xlsx"


def printed(path: Path) -> dict[str, tuple[object, object]]:
    return {
        sheet.title: (sheet.print_area, sheet.print_title_rows) for sheet in openpyxl.load_workbook(path).worksheets
    }


def test_a_row_s_height_is_found_wherever_it_says_its_number() -> None:
    xml = b'<row customFormat="false" ht="20.5" hidden="false" r="7" customHeight="true"/><row ht="9" r="8"></row>'
    assert read_heights(xml) == {7: 20.5, 8: 9}
    assert read_heights(with_heights(xml, {7: 30})) == {7: 30, 8: 9}


@pytest.mark.parametrize("function", CATALOGUE)
def test_every_function_has_its_name_back(function: str) -> None:
    for name in (programmatic(function), programmatic(function).lower(), f"_xlfn.{programmatic(function)}"):
        assert plain_calls(f"1+{name}(A1)").upper() == f"1+{function}(A1)"


WRAPPED = {
    "得分": "得分",
    "Sheet!A1:B2": "Sheet!A1:B2",
    "'一(月),'!A1": "'一(月),'!A1",
    '"a),("': '"a),("',
    'IFERROR(_xlfn.IFNA(A1:A3*2,"#N/A"),"#VALUE!")': "A1:A3*2",
    'IFERROR(IFNA(A1,"#N/A"),"#VALUE!")&IFERROR(IFNA(A2,"#N/A"),"#VALUE!")': (
        'IFERROR(IFNA(A1,"#N/A"),"#VALUE!")&IFERROR(IFNA(A2,"#N/A"),"#VALUE!")'
    ),
    "K.KPISTACK(K.KPISTACK(K.KPICELLS(A1:A3),K.KPICELLS(得分)),K.KPICELLS(B2))": "(A1:A3,得分,B2)",
    "": "",
    "{1,2;3,4}": "{1,2;3,4}",
}


@pytest.mark.parametrize(("saved", "plain"), WRAPPED.items())
def test_what_the_extension_wrapped_is_unwrapped(saved: str, plain: str) -> None:
    text = f"IF(A1=1,K.KPITOTAL(K.KPICELLS(权重),{saved}),2)".replace("K.KPI", "ORG.XLKPI.KPIADDIN.KPI")
    assert plain_calls(text) == f"IF(A1=1,KPI_TOTAL(权重,{plain}),2)"


@pytest.mark.parametrize("formula", ["ORG.XLKPI.KPIADDIN.KPITOTAL(A1", "ORG.XLKPI.KPIADDIN.KPITOTAL(A1))", "SUM(A1)"])
def test_what_is_no_formula_stays(formula: str) -> None:
    assert plain_calls(formula) == formula


@pytest.mark.parametrize("name", ["summary", "groups", "rubric"])
def test_every_verb_works_on_what_the_extension_saved(name: str, ready, tmp_path: Path) -> None:
    path = Path(shutil.copy(ready(name), tmp_path / f"{name}.xlsm"))
    expected, written = results(path), formulas(path)
    with_the_extension(path)
    assert "ORG.XLKPI.KPIADDIN.KPICELLS(" in formulas(path)
    code, out, _ = run("check", str(path))
    assert (code, f"请运行 xlkpi refresh {path} 改回" in out, "不认识函数" in out, STALE in out) == (
        0,
        True,
        False,
        False,
    )
    renamed = Path(shutil.copy(path, tmp_path / "另一份.xlsm"))
    without = Path(shutil.copy(path, tmp_path / "定稿.xlsm"))
    assert run("recompute", str(path))[0] == 0
    assert results(path) == expected
    assert run("refresh", str(renamed))[0] == 0
    assert results(renamed) == expected
    for one in (path, renamed):
        assert [found[2] for found in FORMULA.finditer(formulas(one))] == [
            found[2] for found in FORMULA.finditer(written)
        ]
        assert "LibreOffice" not in run("check", str(one))[1]
    assert run("finalize", str(without), "--name", "王芳")[0] == 0
    assert run("verify", str(without))[0] == 0


def test_the_clerk_goes_on_with_what_the_extension_saved(signed, tmp_path: Path) -> None:
    path = with_the_extension(signed("summary"))
    assert again(path) == []
    assert run("explain", str(path))[0] == 0
    assert run("slips", str(path), "-o", str(tmp_path / "通知单"))[0] == 0


@pytest.mark.parametrize("name", ["summary", "groups", "rubric"])
def test_a_save_without_our_functions_is_no_change_of_what_was_signed(name: str, signed) -> None:
    path = without_the_extension(signed(name))
    code, out, _ = run("check", str(path))
    assert (code, STALE in out, "签批后内容有变" in out) == (0, True, False), out
    [one] = json.loads(run("status", str(path.parent), "--json")[1])["workbooks"]
    assert (one["again"], one["faults"]) == ([], 1)
    out = run("recompute", str(path))[1]
    assert "签批后内容有变" not in out
    assert run("check", str(path))[1].count("不是最新") == 0
    assert again(path) == []


def test_a_score_typed_there_is_a_change(signed) -> None:
    path = signed("summary")
    edit(path, {"名单_总分": {0: 71.0}})
    without_the_extension(path)
    told = f"总经理 总经理甲（{DAY}） 签的是改动前的内容，须依次重新签批"
    out = run("check", str(path))[1]
    assert (told in out, STALE in out) == (True, True)
    assert told in run("recompute", str(path))[1]
    assert told in run("check", str(path))[1]


def test_who_signs_is_asked_to_recompute_and_never_to_sign_again(signed) -> None:
    path = without_the_extension(signed("summary"))
    code, out, err = run("sign", str(path), "--as", "总经理", "--name", "张敏")
    assert (code, "签批后内容有变" in out + err, "已签批" in out + err) == (1, False, True)


def test_a_roll_up_says_that_results_are_old_and_what_is_wrong_where_they_are_not(signed, tmp_path: Path) -> None:
    path = without_the_extension(signed("summary"))
    out = "".join(run("rollup", str(path.parent), "-o", str(tmp_path / "汇总.xlsx"))[1:])
    assert (STALE in out, "错误值 #VALUE!" in out) == (True, False), out


def test_the_names_of_the_workbook_read_as_they_are_whatever_the_order(ready, tmp_path: Path) -> None:
    path = Path(shutil.copy(ready("form"), tmp_path / "a.xlsm"))
    before = WorkbookFile.open(path)
    kept = sorted(before.names), {sheet: before.print_areas(sheet) for sheet in before.sheets}
    rewritten(path, names_its_way)
    after = WorkbookFile.open(path)
    assert (sorted(after.names), {sheet: after.print_areas(sheet) for sheet in after.sheets}) == kept
    assert Package.open(path).part("xl/workbook.xml").count(b'vbProcedure="false"') == len(kept[0])


def test_a_level_that_is_an_error_is_not_told_as_a_department_that_is_missing(tmp_path: Path) -> None:
    """Without our functions the supervisors' levels are #VALUE!; 未在主管表 would be half a truth among errors."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [("一部", "甲", 90, "#VALUE!"), ("二部", "乙", 91, "良好"), ("", "", None, None)]
    asked = ["一部", "二部", "三部", None]
    for row in range(4):
        for column, value in enumerate((*(rows[row] if row < 3 else ()),), 1):
            sheet.cell(row + 1, column, value)
        sheet.cell(row + 1, 6, asked[row])
        sheet.cell(row + 1, 7, "=" + DEPARTMENT_LEVEL.replace("名单_部门", f"F{row + 1}"))
    for name, area in (("主管_部门", "$A$1:$A$3"), ("主管_表", "$A$1:$D$3"), ("答", "$G$1:$G$4")):
        book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(name, attr_text=f"Sheet!{area}")
    book.save(tmp_path / "a.xlsx")
    ours = open_book(tmp_path / "a.xlsx")
    ours.recalculate()
    assert ours.read("答") == [[CellError.VALUE], ["良好"], ["未在主管表"], [""]]


def test_the_words_beside_the_buttons_are_for_both_programs_and_go_once_it_is_final(ready, tmp_path: Path) -> None:
    """LibreOffice has no button 启用内容; a workbook of an earlier release says it in other words, and goes as well."""
    assert all(
        word in MACROS_OFF for word in ("不是最新的", "Excel 请点“启用内容”", "LibreOffice 请装扩展", "xlkpi recompute")
    )
    for said in (MACROS_OFF, MACROS_OFF_BEFORE):
        path = Path(shutil.copy(ready("form"), tmp_path / "r.xlsm"))
        [cell] = [one for one in openpyxl.load_workbook(path)["附件2"][1] if one.value == MACROS_OFF]
        edit = Edit(cells={"附件2": {cell.coordinate: said}})
        save_package(edit_package(WorkbookFile.open(path).package, edit).package, path, keep=Keep())
        code, out, _ = run("finalize", str(path), "--name", "王芳")
        assert code == 0, out
        assert openpyxl.load_workbook(path)["附件2"][cell.coordinate].value == IS_FINAL
