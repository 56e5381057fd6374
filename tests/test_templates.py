"""The three templates as files: what they hold, what they protect, that Excel would open them, that bytes repeat."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile

from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.domain.scheme import load_scheme
from xlkpi.domain.signing import STATES
from xlkpi.drawing import validation
from xlkpi.drawing.building import build
from xlkpi.drawing.choices import ROUNDING_WORDS, ROUNDINGS, TIES, TIES_WORDS
from xlkpi.drawing.layout import CONFIRMED_NAME, ROWS_NAME, SIGN_OFF, SIGNED_NAME, YES_NO
from xlkpi.drawing.style import LOOKS, properties
from xlkpi.errors import CannotWrite, Unusable
from xlkpi.functions import CATALOGUE, call
from xlkpi.schemes import kind_named, kinds, recognise

ROOT = Path(__file__).parents[1]
GAS = load_scheme("gas")
MAY = dt.date(2024, 5, 17)
KINDS = {kind.key: kind for kind in kinds()}
FORM, SUMMARY, PLAN = (KINDS[key] for key in ("form", "summary", "plan"))
FIRST_PERSON = 6


@pytest.fixture(scope="module", params=sorted(KINDS))
def template(request, tmp_path_factory):
    """Every kind as it is drawn, nothing computed yet."""
    kind = KINDS[request.param]
    path = build(kind, tmp_path_factory.mktemp("templates") / f"{kind.key}.xlsm", load_scheme(kind.scheme), MAY)
    return kind, path, openpyxl.load_workbook(path, keep_vba=True)


@pytest.fixture(scope="module")
def summary(tmp_path_factory):
    path = tmp_path_factory.mktemp("summary") / "附件3.xlsm"
    return openpyxl.load_workbook(build(SUMMARY, path, GAS, MAY, rows=8))


def where(book, name):
    """Sheet and bounds (first column, first row, last column, last row) of a defined name."""
    (sheet, address), *others = book.defined_names[name].destinations
    assert not others
    return book[sheet], range_boundaries(address.replace("$", ""))


def cells(book, name):
    sheet, (c1, r1, c2, r2) = where(book, name)
    return [[sheet.cell(row, column) for column in range(c1, c2 + 1)] for row in range(r1, r2 + 1)]


def values(book, name):
    return [[cell.value for cell in row] for row in cells(book, name)]


def text_of(cell):
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def shown(book):
    """The sheets a user sees; very hidden ones carry configuration."""
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def formulas(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                text = text_of(cell)
                if isinstance(text, str) and text.startswith("="):
                    yield sheet, cell, text


def test_excel_would_open_it(template):
    _, path, _ = template
    result = OpenXmlValidator().validate(str(path))
    assert result.errors == []


def test_every_declared_name_has_the_declared_shape(template):
    kind, _, book = template
    for named in kind.named:
        _, (c1, r1, c2, r2) = where(book, named.name)
        assert c2 - c1 + 1 == (named.columns or r2 - r1 + 1), named.name
        assert named.rows is None or r2 - r1 + 1 == named.rows, named.name


def test_no_other_name_stands_in_the_workbook(template):
    kind, _, book = template
    people = any(entry.rows is None for entry in kind.named)
    signed = [SIGNED_NAME] if SIGN_OFF in kind.names else []
    confirmed = [CONFIRMED_NAME] if kind.confirmed else []
    assert set(book.defined_names) == {*kind.names, *([ROWS_NAME] if people else []), *signed, *confirmed}


def test_it_is_recognised_as_its_own_kind_only(template):
    kind, _, book = template
    assert recognise(set(book.defined_names)).key == kind.key


def test_blocks_do_not_overlap(template):
    kind, _, book = template
    taken = {}
    for named in kind.named:
        if named.role == "span":
            continue
        for row in cells(book, named.name):
            for cell in row:
                key = (cell.parent.title, cell.coordinate)
                assert key not in taken, (named.name, taken.get(key))
                taken[key] = named.name


def test_no_named_cell_is_inside_a_merged_cell_and_no_array_touches_one(template):
    kind, _, book = template
    for named in kind.named:
        sheet, (c1, r1, c2, r2) = where(book, named.name)
        for merged in sheet.merged_cells.ranges:
            inside = [
                (row, column)
                for row in range(r1, r2 + 1)
                for column in range(c1, c2 + 1)
                if (row, column) != (merged.min_row, merged.min_col)
                and merged.min_row <= row <= merged.max_row
                and merged.min_col <= column <= merged.max_col
            ]
            assert not inside, named.name
    for sheet, cell, _ in formulas(book):
        if isinstance(cell.value, ArrayFormula):
            c1, r1, c2, r2 = range_boundaries(cell.value.ref)
            for merged in sheet.merged_cells.ranges:
                apart = merged.max_row < r1 or merged.min_row > r2 or merged.max_col < c1 or merged.min_col > c2
                assert apart, (cell.coordinate, str(merged))


def test_at_most_twenty_five_calls_of_our_functions(template):
    _, _, book = template
    calls = [name for _, _, text in formulas(book) for name in re.findall(r"KPI_[A-Z]+", text)]
    assert len(calls) <= 25  # each is a call between processes, 3 to 20 ms
    assert set(calls) <= set(CATALOGUE)


def test_formulas_name_only_what_exists(template):
    _, _, book = template
    for sheet, cell, text in formulas(book):
        plain = re.sub(r'"[^"]*"', "", text)
        for word in re.findall(r"[A-Z]?[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z_0-9]*", plain):
            assert word in book.defined_names, (sheet.title, cell.coordinate, word)


def test_computed_cells_are_locked_and_inputs_are_not(template):
    kind, _, book = template
    for sheet in shown(book):
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    for named in kind.named:
        if named.role == "span":
            continue
        for row in cells(book, named.name):
            for cell in row:
                assert cell.protection.locked is (named.role != "input"), (named.name, cell.coordinate)


def test_formulas_stand_exactly_where_something_is_computed(template):
    kind, _, book = template
    by_role = {"input": set(), "computed": set(), "fixed": set(), "span": set()}
    for named in kind.named:
        by_role[named.role] |= {(cell.parent.title, cell.coordinate) for row in cells(book, named.name) for cell in row}
    covered = set()
    for sheet, cell, _ in formulas(book):
        if isinstance(cell.value, ArrayFormula):
            covered |= {(sheet.title, inner.coordinate) for row in sheet[cell.value.ref] for inner in row}
        else:
            covered.add((sheet.title, cell.coordinate))
    assert not covered & (by_role["input"] | by_role["fixed"])
    assert by_role["computed"] <= covered


def test_no_formula_carries_a_number_nobody_computed(template):
    _, path, book = template
    cached = openpyxl.load_workbook(path, data_only=True)
    for sheet, cell, _ in formulas(book):
        covered = sheet[cell.value.ref] if isinstance(cell.value, ArrayFormula) else ((cell,),)
        for row in covered:
            for inner in row:
                assert cached[sheet.title][inner.coordinate].value in (None, ""), inner.coordinate


def test_excel_does_not_recompute_while_opening(template):
    _, path, _ = template
    with zipfile.ZipFile(path) as package:
        text = package.read("xl/workbook.xml").decode()
    assert "fullCalcOnLoad" not in text
    assert 'calcId="191029"' in text


def test_it_prints_on_a4_or_a3_one_page_wide_with_page_numbers(template):
    kind, _, book = template
    large = {page.title for page in kind.pages if page.large}
    for sheet in shown(book):
        assert sheet.page_setup.paperSize == (8 if sheet.title in large else 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.print_area
        assert "&P" in str(sheet.oddFooter.right.text)
        assert sheet.freeze_panes or sheet.title in ("公布", "规则", "签批")  # a chart, short lists


def test_buttons_stand_outside_the_printed_page_and_have_a_macro_each(template):
    kind, path, book = template
    with zipfile.ZipFile(path) as package:
        drawings = "".join(package.read(n).decode() for n in package.namelist() if n.endswith(".vml"))
    with ExcelFile(str(path)) as file:
        assert file.validate() == []
        project = file.vba_project()
        source = "\n".join(module.source for module in project.modules)
    assert source.isascii()
    for button in kind.buttons:
        assert f">{button.caption}<" in drawings
        assert f"[0]!{button.macro}<" in drawings
        assert re.search(rf"^(Public )?Sub {button.macro}\(\)", source, re.MULTILINE)
    assert drawings.count("<x:PrintObject>False</x:PrintObject>") == drawings.count("<x:FmlaMacro>")
    for sheet in shown(book):
        first_printed = int(re.search(r"\$(\d+):", sheet.print_area)[1])
        assert first_printed == (1 if kind.numbers and sheet.title in kind.numbers.pages else 2)


@pytest.mark.parametrize("key", sorted(KINDS))
def test_the_same_bytes_on_every_run(key, tmp_path):
    here, there = tmp_path / "here.xlsm", tmp_path / "there.xlsm"
    kind = KINDS[key]
    build(kind, here, load_scheme(kind.scheme), MAY)
    code = (
        "import sys, datetime as dt; from pathlib import Path; from xlkpi.domain.scheme import load_scheme; "
        "from xlkpi.schemes import kinds; from xlkpi.drawing.building import build; "
        f"kind = next(kind for kind in kinds() if kind.key == '{key}'); "
        "build(kind, Path(sys.argv[1]), load_scheme(kind.scheme), dt.date(2024, 5, 17))"
    )
    elsewhere = {**os.environ, "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    elsewhere["PYTHONPATH"] = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", code, str(there)], check=True, env=elsewhere, cwd=tmp_path)
    assert here.read_bytes() == there.read_bytes()


def test_the_month_is_the_first_of_the_month(template):
    kind, _, book = template
    if "考核月份" in kind.by_name:
        assert values(book, "考核月份") == [[dt.datetime(2024, 5, 1)]]  # noqa: DTZ001 -- cells carry no zone


def test_without_a_month_the_cell_is_blank(tmp_path):
    book = openpyxl.load_workbook(build(FORM, tmp_path / "f.xlsm", GAS))
    assert values(book, "考核月份") == [[None]]


def test_parameters_carry_every_number_of_the_scheme(summary):
    assert values(summary, "等级_名称") == [["优秀"], ["良好"], ["合格"], ["需改进"], ["不合格"]]
    assert values(summary, "等级_代码") == [["A+"], ["A"], ["B"], ["C"], ["C-"]]
    assert values(summary, "等级_最低分") == [[95], [90], [85], [80], [0]]
    assert values(summary, "等级_系数") == [[1.2], [1.1], [1], [0.8], [0]]
    assert values(summary, "名额比例") == [
        ["部门等级＼员工等级", "A+", "A", "B", "C", "C-"],
        ["优秀", 0.2, 0.3, 0.5, None, None],
        ["良好", 0.1, 0.3, 0.6, None, None],
        ["合格", 0.05, 0.25, 0.6, 0.1, None],
        ["需改进", None, 0.2, 0.6, 0.2, None],
        ["不合格", None, 0.1, 0.5, 0.3, 0.1],
    ]
    assert values(summary, "舍入方式") == [["四舍五入"]]
    assert values(summary, "同分处理") == [["同分就高"]]
    assert values(summary, "名额_参考人数") == [[5]]


def test_only_printed_numbers_count_as_confirmed(summary):
    # rules A3: of the coefficients only 1 (B) and 0 (C-) survive; A4: the rows 优秀 and 良好 are printed.
    assert values(summary, "等级_已确认") == [["否"], ["否"], ["是"], ["否"], ["是"]]
    assert values(summary, "名额_已确认")[1:] == [["是"], ["是"], ["否"], ["否"], ["否"]]
    asked = dict(zip(map(str, [row[0] for row in values(summary, "参数_项目")]), values(summary, "参数_已确认")))
    assert asked["舍入方式"] == asked["同分处理"] == ["否"]


def test_every_assumed_number_is_asked_about_and_says_where_it_comes_from(template):
    kind, _, book = template
    for name, labels in kind.confirmed.items():
        for (cell,), (label,) in zip(cells(book, name), values(book, labels), strict=True):
            if cell.value is None or label is None:
                continue
            row = [other.value for other in cell.parent[cell.row][: cell.column - 1]]
            note = row[-1]
            assert any(isinstance(text, str) and len(text) > 4 for text in row[1:-1]), (name, label)  # the source
            asked = f'=IF({cell.coordinate}="是","","原文缺失，请确认")'  # gone from the print once it was answered
            assert (note == asked) == (cell.value == "否"), (name, label)


def test_the_roster_prints_nineteen_columns_in_order_with_repeated_heads(summary):
    sheet = summary["附件3"]
    heads = [sheet.cell(FIRST_PERSON, column).value for column in range(1, 20)]
    expected = "序号 工号 姓名 岗位 用工 部门 参评 总分 部门排名 等级 调整等级 调整原因 批准人 最终等级"
    expected += " 等级系数 绩效基数 出勤率 绩效工资 说明"
    assert heads == expected.split()
    assert sheet.print_title_rows == f"${FIRST_PERSON}:${FIRST_PERSON}"
    assert sheet.column_dimensions["T"].hidden
    assert sheet.print_area.endswith("$S$14")


def test_one_array_formula_per_computed_block(summary):
    arrays = [column.name for table in SUMMARY.tables if table.roster for column in table.columns if column.array]
    assert {"名单_等级", "名单_等级系数", "名单_绩效工资"} <= set(arrays)
    for name in arrays:
        first = cells(summary, name)[0][0]
        assert isinstance(first.value, ArrayFormula), name
        assert range_boundaries(first.value.ref) == where(summary, name)[1]


def test_supervisor_table_starts_with_department_and_has_the_level_fourth(summary):
    # 名单_部门等级 looks the level up in the fourth column of 主管_表.
    table = [[c.coordinate for c in row] for row in cells(summary, "主管_表")]
    for column, name in enumerate(("主管_部门", "主管_姓名", "主管_得分", "主管_等级", "主管_系数")):
        assert [row[column] for row in table] == [c.coordinate for (c,) in cells(summary, name)]


def test_states_and_sign_off_have_the_same_steps(summary):
    assert values(summary, "签批_环节") == [[state] for state in STATES]
    assert values(summary, "状态") == [["=KPI_STATE(签批_环节,签批_姓名,签批_日期,主管_姓名)"]]


def test_every_word_of_a_drop_down_is_understood_by_the_functions():
    quotas = [[None, "A+", "A", "B"], ["优秀", 0.2, 0.3, 0.5]]
    for word in ROUNDINGS:
        assert sum(call("KPI_SEATS", [5, "优秀", quotas, word])[0]) == 5, word
    for word in TIES:
        grades = call("KPI_GRADES", [[[96], [91], [88], [87], [86]], "优秀", "东", quotas, None, None, None, word])
        assert grades == [["A+"], ["A"], ["A"], ["B"], ["B"]], word
    # One person of an 优秀 department: 0.2 and 0.3 of a seat round to none, so the base level B.
    for word, level in zip(YES_NO, ("B", "不参评")):
        assert call("KPI_GRADES", [[[96]], "优秀", "东", quotas, [[word]]])[0] == [level]
    assert {*ROUNDING_WORDS.values(), *TIES_WORDS.values()} == {*ROUNDINGS, *TIES}


def test_scores_and_weights_are_held_to_their_ranges(tmp_path):
    book = openpyxl.load_workbook(build(FORM, tmp_path / "f.xlsm", GAS))
    found = {}
    for one in book["附件2"].data_validations.dataValidation:
        for reference in one.sqref.ranges:
            found[reference.coord] = (one.type, one.formula1, one.formula2, one.prompt)
    for name, bounds in {"权重": ("0", "1"), "主管评分": ("0", "满分"), "自评分": ("0", "满分")}.items():
        _, (c1, r1, c2, r2) = where(book, name)
        key = f"{openpyxl.utils.get_column_letter(c1)}{r1}:{openpyxl.utils.get_column_letter(c2)}{r2}"
        kind, low, high, hint = found[key]
        assert (kind, low, high) == ("decimal", *bounds)
        assert hint


def test_a_list_with_blank_cells_still_refuses_other_words():
    assert validation.known("主管_部门", "", title="部门").validation()["ignore_blank"] is False
    assert validation.choice(YES_NO, "", title="参评").validation()["ignore_blank"] is True


@pytest.mark.parametrize("rows", [1, 5, 200])
def test_the_roster_has_as_many_rows_as_asked(tmp_path, rows):
    book = openpyxl.load_workbook(build(SUMMARY, tmp_path / "s.xlsm", GAS, rows=rows))
    for named in SUMMARY.named:
        if named.rows is None:
            assert len(cells(book, named.name)) == rows, named.name


@pytest.mark.parametrize("rows", [0, -1, 10_001])
def test_an_impossible_number_of_rows_is_refused(tmp_path, rows):
    with pytest.raises(Unusable, match="行数"):
        build(SUMMARY, tmp_path / "s.xlsm", GAS, rows=rows)
    assert list(tmp_path.iterdir()) == []


def test_a_scheme_without_levels_is_refused(tmp_path):
    with pytest.raises(Unusable, match="不能用于这种表"):
        build(SUMMARY, tmp_path / "s.xlsm", replace(GAS, levels=()))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "表.xlsm").mkdir()
    with pytest.raises(CannotWrite, match="无法写入"):
        build(FORM, tmp_path / "表.xlsm", GAS)
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsm"]


def test_an_older_template_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "表.xlsm"
    path.write_bytes(b"old")
    build(PLAN, path, GAS)
    assert zipfile.is_zipfile(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["表.xlsm"]


def test_a_layout_says_what_is_missing_and_refuses_unknown_names():
    assert FORM.missing([name for name in FORM.names if name != "总分"]) == ("总分",)
    assert FORM["权重"].rows == 12
    with pytest.raises(KeyError):
        FORM["工资"]
    assert recognise(["工号", "姓名"]) is None


def test_looks_are_combined_and_unknown_ones_refused():
    both = properties(("input", "center"))
    assert both["locked"] is False
    assert both["align"] == "center"
    assert both["font_name"] == "微软雅黑"
    with pytest.raises(KeyError):
        properties(("shiny",))
    assert all(isinstance(look, Mapping) for look in LOOKS.values())


def test_an_empty_workbook_shows_no_fault_and_no_zero_where_nobody_is(template, tmp_path):
    kind, path, _ = template
    book = open_book(path)
    book.recalculate()
    counted = {"组数", "走访_应访", "走访_已访", "改进_应交", "改进_未交"}
    for name in kind.numeric - counted:
        for row in book.read(name):
            assert not any(isinstance(value, str) and value for value in row), (name, row)
    for name in kind.people.values():
        assert not any(value not in (None, "") for row in book.read(name) for value in row), name


@pytest.mark.parametrize("title", sorted({kind.title for kind in KINDS.values()}))
def test_the_checked_in_template_stands_under_workbooks(title):
    assert (ROOT / "workbooks" / f"{title}.xlsm").is_file()


@pytest.mark.parametrize("key", sorted(key for key, kind in KINDS.items() if kind.numbers and kind.scheme != "gas"))
def test_a_scheme_that_lacks_the_numbers_is_refused(key, tmp_path):
    with pytest.raises(Unusable, match=r"不能用于这种表"):
        build(KINDS[key], tmp_path / "x.xlsm", GAS)


def test_both_readings_of_a_contradiction_stand_on_the_page(template):
    kind, _, book = template
    keys = {"groups": "a_line", "calls": "volume_mode", "shop": "pay_share", "weekly": "surplus"}
    if kind.key in keys:
        texts = {cell.value for row in book["参数"].iter_rows() for cell in row}
        assert load_scheme(kind.scheme).settings[keys[kind.key]].other in texts


def test_nowhere_does_the_product_dismiss_anybody():
    word = "辞" + "退"
    sources = [*(ROOT / "xlkpi").rglob("*.py"), *(ROOT / "xlkpi").rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    # the rulebook quotes what the source prints, and says why the product never does it
    assert [path.name for path in sources if word in path.read_text("utf-8")] == ["rules.md"]


def test_every_roster_of_a_workbook_has_the_number_of_rows_asked_for(tmp_path):
    book = open_book(build_blank(kind_named("calls"), tmp_path / "x.xlsm", period=MAY, rows=8))
    assert len(book.read("坐席_工号")) == len(book.read("德能_评分")) == 8
