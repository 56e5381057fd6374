"""What spec.py tells and how it is drawn: formulas with their cells, new columns, rows, sums, headings, full marks."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openxml_audit import OpenXmlValidator

from compare_workbooks import differences
from xlkpi.domain.scheme import Number, read_scheme
from xlkpi.drawing import validation
from xlkpi.drawing.building import build
from xlkpi.drawing.paper import column_widths
from xlkpi.drawing.spec import PLACE, Column, Table
from xlkpi.drawing.table_drawing import Placed
from xlkpi.errors import Unusable
from xlkpi.schemes import kinds
from xlkpi.schemes.gas import roster
from xlkpi.schemes.gas.form import FORM
from xlkpi.schemes.gas.plan import PLAN
from xlkpi.schemes.gas.review import SEAT_ROWS
from xlkpi.schemes.gas.summary import SUMMARY
from xlkpi.schemes.gps.rubric_sheet import RUBRIC_KIND
from xlkpi.schemes.gubang.group_sheet import GROUPS

SCHEMES = Path(__file__).parents[1] / "xlkpi" / "schemes"
NEW = Column("工龄", "名单_工龄", 7.5, rule=validation.amount("满几年。", 0, 60))


def scheme(name):
    found, faults = read_scheme(tomllib.loads((SCHEMES / name / "scheme.toml").read_text("utf-8")), name)
    assert not faults
    return found


GAS, GUBANG = scheme("gas"), scheme("gubang")


def drawn(kind, path, given=GAS, rows=None):
    build(kind, path, given, rows=rows)
    return openpyxl.load_workbook(path, keep_vba=True)


def area(book, name):
    """The page and the corners of a defined name: first column, first row, last column, last row."""
    ((title, address),) = book.defined_names[name].destinations
    return book[title], range_boundaries(address.replace("$", ""))


def first_cell(book, name):
    page, (column, row, _, _) = area(book, name)
    return page.cell(row, column)


# A table whose head stands in row 5 of Excel: the first row of cells is row 6.
PLACED = Placed(
    Table(
        "t",
        (Column("a", "A", 9), Column("b", "B", 9, span=3), Column("c", "C", 9, cells=2), Column("d", "D", 9, span=3)),
        4,
    ),
    4,
)


@pytest.mark.parametrize(
    ("formula", "line", "place", "cells"),
    [
        ("{a}+1", 0, 0, "$A6+1"),
        ("{a}+1", 3, 0, "$A9+1"),
        ("{c}&{a}", 1, 0, "$E7&$A7"),
        ("{b+}", 0, 2, "D6"),
        ("SUM({b:})", 2, 1, "SUM($B8:$D8)"),
        ("INDEX(x,{#})", 0, 0, "INDEX(x,ROWS($A$6:$A6))"),
        ("INDEX(x,{#})", 2, 0, "INDEX(x,ROWS($A$6:$A8))"),
        ("INDEX(x,1,{+})", 2, 1, "INDEX(x,1,2)"),
    ],
)
def test_formulas_stand_with_the_cells_of_their_row(formula, line, place, cells):
    assert PLACED.formula(formula, line, place) == cells


@pytest.mark.parametrize(
    ("condition", "cells"),
    [
        ('{}="x"', 'G6="x"'),
        ("{a}>1", "$A6>1"),
        ("{b+}<>{}", "B6<>G6"),
        ("SUM({d:})>0", "SUM($G6:$I6)>0"),
        ("{#}=1", "(ROW()-5)=1"),
    ],
)
def test_conditions_are_written_for_the_first_cell_and_move_with_the_others(condition, cells):
    assert PLACED.condition(condition, PLACED.areas["d"].at()) == cells


def test_no_formula_takes_a_row_from_the_number_typed_in_front_of_it():
    """Whoever empties 序号 would give a person what another has earned, and no check looks at a running number."""
    taken = []
    for kind in kinds():
        for table in kind.tables:
            numbers = {column.title for column in table.columns if column.numbered}
            for column in table.columns:
                said = (column.array, column.cell, column.wrong or "", column.doubt, *(when for when, _ in column.also))
                titles = {found[1] for text in said for found in PLACE.finditer(text)}
                taken += [(kind.key, table.title, column.title)] if titles & numbers else []
    assert taken == []


def with_column(place):
    columns = (*roster.ROSTER.columns[:place], NEW, *roster.ROSTER.columns[place:])
    page = replace(roster.PAGE, parts=(roster.HEAD, replace(roster.ROSTER, columns=columns)))
    return replace(SUMMARY, pages=(page, *SUMMARY.pages[1:])), columns


@pytest.mark.parametrize("place", [0, 1, 8, len(roster.ROSTER.columns) - 1, len(roster.ROSTER.columns)])
def test_a_new_column_of_the_roster_is_one_line_wherever_it_stands(place, tmp_path):
    kind, columns = with_column(place)
    path = tmp_path / "x.xlsm"
    book = drawn(kind, path, rows=20)
    assert OpenXmlValidator().validate(str(path)).errors == []
    for number, column in enumerate(columns, 1):
        page, corners = area(book, column.name)
        assert corners == (number, 7, number, 26)
        assert page.cell(6, number).value == column.title
        (shown,) = [one for one in page.column_dimensions.values() if one.min <= number <= one.max]
        assert round(shown.width) == round(column.width + 0.71), column.title
        assert shown.hidden is column.hidden, column.title
        assert page.cell(7, number).protection.locked is (column.role != "input"), column.title
    last = max(number for number, column in enumerate(columns, 1) if not column.hidden)
    assert book["附件3"].print_area.endswith(f"${get_column_letter(last)}$26")
    assert {str(rule.sqref) for rule in book["附件3"].data_validations.dataValidation} >= {
        f"{get_column_letter(place + 1)}7:{get_column_letter(place + 1)}26"
    }


def test_a_hidden_column_in_the_middle_keeps_the_widths_of_the_others():
    table = Table("t", (Column("a", "A", 3), Column("b", "B", 4, hidden=True), Column("c", "C", 5, span=2)), 2)
    assert column_widths(table) == (3, 4, 5, 5)
    last = Table("t", (Column("a", "A", 3), Column("b", "B", 4, hidden=True)), 2)
    assert column_widths(last) == (3,)


@pytest.mark.parametrize("rows", [0, -1, 10_001])
def test_an_impossible_number_of_rows_is_refused(rows, tmp_path):
    with pytest.raises(Unusable, match="名单行数应在 1～10000 之间"):
        build(SUMMARY, tmp_path / "x.xlsm", GAS, rows=rows)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("rows", [1, 5, 200])
def test_every_roster_has_as_many_rows_as_asked(rows, tmp_path):
    book = drawn(SUMMARY, tmp_path / "x.xlsm", rows=rows)
    for named in SUMMARY.named:
        _, (_, first, _, last) = area(book, named.name)
        assert last - first + 1 == (named.rows or rows), named.name


@pytest.mark.parametrize("levels", [4, 0])
def test_a_scheme_without_five_levels_has_no_summary(levels, tmp_path):
    with pytest.raises(Unusable, match="等级"):
        build(SUMMARY, tmp_path / "x.xlsm", replace(GAS, levels=GAS.levels[:levels]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lacking", "kind"), [("total_full", SUMMARY), ("ties", SUMMARY), ("a_line", GROUPS), ("appeal_days", GROUPS)]
)
def test_a_scheme_that_lacks_a_setting_is_refused(lacking, kind, tmp_path):
    whole = GAS if kind is SUMMARY else GUBANG
    settings = {key: number for key, number in whole.settings.items() if key != lacking}
    with pytest.raises(Unusable, match=lacking):
        build(kind, tmp_path / "x.xlsm", replace(whole, settings=settings))


@pytest.mark.parametrize(
    ("kind", "name", "scores"),
    # 附件3: the total, two scores of a plan, the minimum of a level
    [(FORM, "满分", 2), (PLAN, "满分", 2), (SUMMARY, "参数_满分", 4)],
)
def test_the_full_mark_is_a_cell_that_bounds_the_scores(kind, name, scores, tmp_path):
    settings = {**GAS.settings, "total_full": Number(120.0, "分", "test")}
    book = drawn(kind, tmp_path / "x.xlsm", replace(GAS, settings=settings))
    assert first_cell(book, name).value == 120
    assert first_cell(book, name).protection.locked is False
    bounds = [rule.formula2 for page in book for rule in page.data_validations.dataValidation if rule.type == "decimal"]
    assert bounds.count(name) == scores
    assert "100.0" not in bounds


def test_without_a_full_mark_in_the_scheme_a_form_counts_out_of_a_hundred(tmp_path):
    settings = {key: number for key, number in GAS.settings.items() if key != "total_full"}
    book = drawn(FORM, tmp_path / "x.xlsm", replace(GAS, settings=settings))
    assert first_cell(book, "满分").value == 100


@pytest.mark.parametrize("count", [8, 3, 12])
def test_a_new_sheet_names_as_many_groups_as_the_scheme_has(count, tmp_path):
    settings = {**GUBANG.settings, "group_count": Number(float(count), "组", "test")}
    book = drawn(GROUPS, tmp_path / "x.xlsm", replace(GUBANG, settings=settings))
    page, (first, row, last, _) = area(book, "组_名称")
    names = [page.cell(row, column).value for column in range(first, last + 1)]
    assert names == [*(f"第{n}组" for n in range(1, count + 1)), *[None] * (12 - count)]
    values_page, (column, top, _, _) = area(book, "项目_成绩")
    assert (values_page.title, column, top) == (page.title, first, row + 1)


def test_headings_of_groups_stand_over_those_of_their_columns_and_the_last_row_adds_up(tmp_path):
    page = drawn(SUMMARY, tmp_path / "x.xlsm")["汇总"]
    merged = {str(one) for one in page.merged_cells.ranges}
    # seats: headings in rows 29 and 30, six departments, the sums in row 37
    assert {"A29:A30", "B29:B30", "C29:C30", "D29:H29", "I29:M29", "A37:B37"} <= merged
    assert (page["D29"].value, page["I29"].value) == ("应评名额", "实评人数")
    assert [page[f"{column}30"].value for column in "DHIM"] == [f"=INDEX(等级_代码,{n})" for n in (1, 5, 1, 5)]
    assert page["A37"].value == "合计"
    assert page["M37"].value == '=IF(COUNT(M31:M36)=0,"",SUM(M31:M36))'
    assert SEAT_ROWS.total


def test_a_name_over_merged_cells_stands_for_their_first_column(tmp_path):
    book = drawn(SUMMARY, tmp_path / "x.xlsm")
    page, (first, top, last, bottom) = area(book, "签批_日期")
    assert (first, last, bottom - top + 1) == (6, 6, 6)
    assert f"F{top}:G{top}" in {str(one) for one in page.merged_cells.ranges}
    (dates,) = [rule for rule in page.data_validations.dataValidation if rule.type == "date"]
    assert str(dates.sqref) == f"F{top}:G{bottom}"


@pytest.mark.parametrize(
    ("kind", "page", "frozen", "printed", "selected"),
    [
        (FORM, "附件2", "C7", "$A$2:$I$38", "C4"),
        (PLAN, "双周滚动计划", "A6", "$A$2:$H$33", None),
        (PLAN, "督办与评分", "A5", "$A$2:$G$29", None),
        (SUMMARY, "附件3", "D7", "$A$2:$S$30", "C4"),
        (SUMMARY, "汇总", "A4", "$A$2:$M$61", "A7"),
        (GROUPS, "评比", "E4", "$A$2:$P$36", None),
        (GROUPS, "公布", None, "$A$2:$H$31", None),
        (GROUPS, "组员", "D6", "$A$2:$V$29", None),
        (GROUPS, "申诉", "A5", "$A$2:$O$17", None),
    ],
)
def test_pages_freeze_print_and_begin_where_they_did(kind, page, frozen, printed, selected, tmp_path):
    sheet = drawn(kind, tmp_path / "x.xlsm", GUBANG if kind is GROUPS else GAS)[page]
    assert sheet.freeze_panes == frozen
    assert sheet.print_area.rpartition("!")[2] == printed
    if selected:
        assert sheet.sheet_view.selection[-1].activeCell == selected


def test_only_numbers_that_were_assumed_are_shaded(tmp_path):
    page = drawn(SUMMARY, tmp_path / "x.xlsm")["参数"]
    shaded = [
        str(area.sqref) for area in page.conditional_formatting for rule in area.rules if '="否"' in rule.formula[0]
    ]
    # of the levels only the coefficients lack their source (column D), note and answer stand in J and K
    assert [one for one in shaded if one[1:].startswith("5:")] == ["D5:D9", "J5:K9"]


def test_what_the_rows_of_the_parameters_mean_and_sum_to_is_said(tmp_path):
    page = drawn(SUMMARY, tmp_path / "x.xlsm")["参数"]
    assert page["E4"].value == "含义"
    assert page["E5"].value == ('=IF(A5="","",IF(C5>0,"得分不低于 "&C5&" 分","低于以上各分数线")&"为"&A5&"（"&B5&"）")')
    assert page["G12"].value == "合计"
    assert page["G14"].value == '=IF(COUNT(B14:F14)=0,"",SUM(B14:F14))'
    lowest, coefficient = page["H5"].value.split("\n")
    assert (lowest[:4], coefficient[:3]) == ("最低分：", "系数：")


def test_a_long_table_of_sentences_has_a_page_of_its_own(tmp_path):
    book = drawn(RUBRIC_KIND, tmp_path / "x.xlsm", scheme("gps"))
    assert area(book, "条目_名称")[0].title == area(book, "条目_已确认")[0].title == "细则条目"
    assert area(book, "细则_名称")[0].title == "考核标准"
    heads = {cell.value for row in book["参数"].iter_rows() for cell in row}
    assert "一、客服主任各项条目" not in heads
    assert "其他数值与选择" in heads - {cell.value for row in book["细则条目"].iter_rows() for cell in row}
    # the longest duty, 39 characters, needs two lines of the wide column
    first = first_cell(book, "条目_名称")
    longest = max(range(79), key=lambda row: len(first.offset(row).value))
    assert first.offset(longest).alignment.wrap_text
    assert first.parent.row_dimensions[first.row + longest].height > first.parent.row_dimensions[first.row].height


CHANGES = [
    ({"width": 8}, ["附件3!F width"]),
    ({"title": "单位部门"}, ["附件3!F6 value"]),
    ({"looks": ("left",)}, ["附件3!F7 look"]),
    ({"rule": validation.known("主管_姓名", "x", title="部门")}, ["附件3!F7 validation"]),
    ({"wrong": "ISTEXT({})"}, ["附件3!F7 condition 1", "附件3!F7 condition 2"]),
]


@pytest.mark.parametrize(("change", "places"), CHANGES)
def test_the_comparison_of_workbooks_tells_what_changed_and_nothing_else(change, places, tmp_path):
    columns = [replace(one, **change) if one.name == "名单_部门" else one for one in roster.ROSTER.columns]
    page = replace(roster.PAGE, parts=(roster.HEAD, replace(roster.ROSTER, columns=tuple(columns))))
    before, after = tmp_path / "a.xlsm", tmp_path / "b.xlsm"
    build(SUMMARY, before, GAS, rows=1)
    build(replace(SUMMARY, pages=(page, *SUMMARY.pages[1:])), after, GAS, rows=1)
    told = [said.partition("\n")[0] for said in differences(before, after)]
    # the buttons of the tool bar, and the words right of them, stand where the columns below them do
    assert [place for place in told if not re.match(r"xl/drawings|附件3!\w+1[ :]", place)] == places
    assert list(differences(before, before)) == []


def test_a_row_is_in_use_where_any_of_its_key_columns_is_filled_in(tmp_path):
    page = drawn(SUMMARY, tmp_path / "x.xlsm")["附件3"]
    (numbered,) = [area.rules for area in page.conditional_formatting if str(area.sqref) == "A7:A66"]
    first = min(numbered, key=lambda rule: rule.priority).formula[0]
    assert first.endswith("SUMPRODUCT(--(LEN($B7:$C7)>0))=0)")
    assert "LEN($B5:$C$66)" in first


@pytest.mark.parametrize("kind", [FORM, PLAN, SUMMARY, GROUPS])
def test_the_month_of_a_new_workbook_is_the_first_of_the_month(kind, tmp_path):
    path = tmp_path / "x.xlsm"
    build(kind, path, GUBANG if kind is GROUPS else GAS, dt.date(2024, 5, 17))
    month = first_cell(openpyxl.load_workbook(path), "考核月份").value
    assert (month.year, month.month, month.day) == (2024, 5, 1)


def test_labels_stand_above_and_fields_beside_where_told(tmp_path):
    plan = drawn(PLAN, tmp_path / "p.xlsm")["双周滚动计划"]
    assert [cell.value for cell in plan[4]] == [
        None,
        "考核月份",
        "分公司",
        "部门",
        "主管",
        "起始日期",
        "截止日期",
        "计划名称",
    ]
    assert (plan.row_dimensions[4].height, plan.row_dimensions[5].height, plan.row_dimensions[6].height) == (
        18,
        21.75,
        3.75,
    )
    groups = drawn(GROUPS, tmp_path / "g.xlsm", GUBANG)
    page, corners = area(groups, "D线")
    heading = page.cell(corners[1], 1).value
    assert heading.startswith("二、名次积分")
    assert page.cell(corners[1] + 1, 1).value == "序号"


@pytest.mark.parametrize(
    ("kind", "page", "repeated", "high"),
    [
        (SUMMARY, "附件3", "$6:$6", 0),
        (SUMMARY, "汇总", None, 1),
        (FORM, "附件2", "$6:$6", 1),
        (GROUPS, "组员", "$5:$5", 0),
        (GROUPS, "评比", None, 1),
    ],
)
def test_heads_are_repeated_on_paper_and_single_sheets_fit_one(kind, page, repeated, high, tmp_path):
    sheet = drawn(kind, tmp_path / "x.xlsm", GUBANG if kind is GROUPS else GAS)[page]
    assert sheet.print_title_rows == repeated
    tall = sheet.page_setup.fitToHeight  # one sheet high where the file says nothing, any number where it says 0
    assert (1 if tall is None else int(tall)) == high


def test_a_scheme_with_a_quota_row_too_few_has_no_summary(tmp_path):
    with pytest.raises(Unusable, match="名额比例"):
        build(SUMMARY, tmp_path / "x.xlsm", replace(GAS, quotas=GAS.quotas[:4]))


def test_the_parameters_carry_words_answers_rules_and_red_sums(tmp_path):
    book = drawn(SUMMARY, tmp_path / "x.xlsm")
    page = book["参数"]
    assert [first_cell(book, name).value for name in ("舍入方式", "同分处理")] == ["四舍五入", "同分就高"]
    # the scheme file: the coefficients of B and C- are printed, those of A+, A and C were lost
    assert [page[f"K{row}"].value for row in range(5, 10)] == ["否", "否", "是", "否", "是"]
    shares = [str(rule.sqref) for rule in page.data_validations.dataValidation if rule.promptTitle == "名额比例"]
    assert shares == [f"{column}14:{column}18" for column in "BCDEF"]
    red = {str(area.sqref): area.rules[0].formula for area in page.conditional_formatting}
    assert red["G13:G18"] == ["AND(ISNUMBER(G13),ROUND(G13,6)<>1)"]


def test_single_columns_of_a_span_have_looks_of_their_own(tmp_path):
    page, (first, top, _, _) = area(drawn(SUMMARY, tmp_path / "x.xlsm"), "汇总_表")
    shown = [page.cell(top + 1, first + place).number_format for place in range(10)]
    assert shown == ["General", "0", "0.00", "0.00", "0.00", "0", "0", "0", "0", "0"]
