"""The parts of `adopt` by themselves: labels, numbers, the lexicon, formulas, the assignment, how cells look."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from adopt.drawing import Book, Formula, Sheet
from adopt.gathered import OPEN, each
from adopt.writing import save
from xlkpi.adopt.assignment import assigned, margins, worth
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.conflicts import PRINTED_LINES
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.keys import CALLED, KEYS
from xlkpi.adopt.labels import label_of, month_in, pairs_in
from xlkpi.adopt.level_words import is_level
from xlkpi.adopt.lexicon import lexicon
from xlkpi.books.ooxml import WorkbookFile

ROOT = Path(__file__).resolve().parent.parent

LABELS = [
    ("姓 名：", ("姓名",), ""),
    ("*得分\n（百分制）", ("得分", "百分制"), "百分制"),
    ("权重(%)", ("权重",), "%"),
    ("绩效基数（元）", ("绩效基数",), "元"),
    ("通话时长(h)", ("通话时长",), "h"),
    ("姓名 Name", ("姓名name", "姓名", "name"), ""),
    ("工号\nStaff No.", ("工号staffno", "工号", "staffno"), ""),
    ("部门/Department", ("部门department", "部门", "department"), ""),
    ("ＫＰＩ指标", ("kpi指标", "指标", "kpi"), ""),
    ("（分）", (), "分"),
    ("自评（20%）", ("自评",), "20%"),
]


@pytest.mark.parametrize(("text", "readings", "unit"), LABELS)
def test_a_label_is_read_in_its_normal_form(text, readings, unit):
    assert label_of(text) == (readings, unit)


PAIRS = [
    ("姓  名：周敏", [("姓名", "周敏")]),
    ("部门：环境与客服部      月份：2025年6月", [("部门", "环境与客服部"), ("月份", "2025年6月")]),
    ("（部门：客服部    月份：2025年6月）", [("部门", "客服部"), ("月份", "2025年6月")]),
    ("考 核 人：__________     被考核人：__________", [("考核人", ""), ("被考核人", "")]),
    ("Employee Name: Tina Zhu", [("employeename", "Tina Zhu")]),
    ("2025-07-02 09:14:00", []),
    ("每月不少于30户", []),
]


@pytest.mark.parametrize(("text", "pairs"), PAIRS)
def test_labels_and_values_in_one_cell(text, pairs):
    assert [(pair.label.readings[0], pair.value) for pair in pairs_in(text)] == pairs


MONTHS = [
    ("2025年6月", "2025年6月"),
    ("客服员工考核表（2025年06月）", "2025年06月"),
    ("202506", "202506"),
    ("2025.06", "2025.06"),
    ("六月份考核排名", "六月份"),
    ("二〇二五年六月", "二〇二五年六月"),
    ("2025年第二季度员工绩效考核汇总表", ""),
    ("2025年4月至6月", ""),
    ("表单编号：FM-KF-07", ""),
    ("员工绩效台账 2025-06", "2025-06"),
]


@pytest.mark.parametrize(("text", "month"), MONTHS)
def test_a_month_in_a_title(text, month):
    assert month_in(text) == month


NUMBERS = [
    ("95分", 95),
    ("95.6 分", 95.6),
    ("１００", 100),
    ("30%", 0.3),
    ("第1名", 1),
    ("¥1,234.50", 1234.5),
    (92.5, 92.5),
    ("—", None),
    ("≥95", None),
    ("A+", None),
    (True, None),
    (None, None),
]


@pytest.mark.parametrize(("value", "number"), NUMBERS)
def test_numbers_as_people_write_them(value, number):
    assert number_of(value) == number


@pytest.mark.parametrize("word", ["A+", "C-", "优秀", "合格", "甲等", "三级", "基本称职"])
def test_words_for_levels(word):
    assert is_level(word)


@pytest.mark.parametrize("word", ["96", "陈丽华", "客服专员", "≥95", "A1001"])
def test_words_that_are_no_levels(word):
    assert not is_level(word)


NEIGHBOURS = [
    ("employee_id", "身份证号 部门编号 手机号 学号 序号 岗位编号"),
    ("rank", "公司排名 班级名次 上月排名"),
    ("total", "去年得分 上月得分 平均分 测试成绩"),
    ("name", "客户名称 应聘者姓名 制表人 考核人 联系人"),
    ("rater", "制表人 审核人 面试官"),
    ("branch", "编制单位 计量单位"),
    ("level", "岗位等级 职级 主管等级"),
    ("coefficient", "岗位系数 考勤系数 权重系数"),
    ("base_pay", "基本工资 社保基数"),
    ("attendance", "考勤 出勤天数 请假"),
    ("pay", "应发工资 实发工资"),
    ("actual", "完成率 达成率"),
    ("month", "入职日期 制表日期"),
]


@pytest.mark.parametrize(("key", "words"), NEIGHBOURS)
def test_what_only_looks_like_a_key_is_none(key, words):
    for word in words.split():
        for role in ("field", "form", "summary"):
            assert key not in lexicon().means(word, role), (word, role)


def test_every_key_has_its_words_and_its_name():
    known = lexicon()
    assert set(CALLED) == set(KEYS)
    for key in KEYS:
        words = {word for role in known.words.values() for word, meant in role.items() if key in meant}
        assert len(words) >= 8, (key, words)


def test_no_word_is_sure_for_two_keys_in_one_role():
    for role, words in lexicon().words.items():
        double = {word: meant for word, meant in words.items() if sum(surely == 1 for surely in meant.values()) > 1}
        assert double == {}, role


def test_the_printed_lines_are_those_of_the_scheme():
    levels = tomllib.loads((ROOT / "xlkpi/schemes/gas/scheme.toml").read_text("utf-8"))["level"]
    assert [(level["minimum"]["value"], level["code"]) for level in levels] == list(PRINTED_LINES)


def test_a_slip_is_near_but_never_meant():
    assert lexicon().means("考核得份", "form") == {}
    assert lexicon().near("考核得份", "form", frozenset({"score"})) == ["score"]
    assert lexicon().near("姓明", "summary", frozenset({"name"})) == []  # two characters are always one slip apart


FORMULAS = [
    ("RANK(C2,C$2:C$9)", "rank", {3}),
    ("RANK(C2,$C$2:$C$9,1)", "rank", {3}),
    ('COUNTIFS(C$2:C$9,">"&C2)+1', "rank", {3}),
    ("SUMPRODUCT((B$2:B$9=B2)*(C$2:C$9>C2))+1", "rank", {2, 3}),
    ('IF(C2>=95,"A+",IF(C2>=90,"A","B"))', "levels", {3}),
    ('LOOKUP(C2,{0,80,90},{"C","B","A"})', "levels", {3}),
    ('IF(C2="","",LOOKUP(C2,{0,80},{"B","A"}))', "levels", {3}),
    ('IF(C2="A",1.2,IF(C2="B",1,0))', "factors", {3}),
    ("VLOOKUP(C2,B$2:D$9,2,FALSE)", "look_up", {2, 3, 4}),
    ("C2*D2", "product", {3, 4}),
    ("ROUND(C2*D2/100,2)", "product", {3, 4}),
    ("C2/D2", "other", {3, 4}),
    ("SUM(C2:C9)", "sum", {3}),
    ("C2*0.2+D2*0.8", "sum", {3, 4}),
    ("ROUND(SUMPRODUCT(C2:C9,D2:D9),2)", "sum", {3, 4}),
    ("ROUND(AVERAGE(C2:D2),2)", "mean", {3, 4}),
    ("C5", "copy", {3}),
    ("其他!C5*2", "other", set()),
    ("SOMETHING(", "other", set()),
]


@pytest.mark.parametrize(("text", "kind", "columns"), FORMULAS)
def test_what_a_formula_computes(text, kind, columns, tmp_path):
    sheet = Sheet("表", "9 9 9 9 9 9")
    sheet.write("F2", Formula(f"={text}", 1))
    [grid] = grids_of(save(Book([sheet]), tmp_path, "formula")) if text != "SOMETHING(" else [_broken(text)]
    found = computed(grid, 2, 6)
    assert (found.kind, set(found.columns())) == (kind, columns)


def _broken(text):
    from xlkpi.adopt.grid import Cell, Grid
    from xlkpi.adopt.grid import Formula as Told

    return Grid("表", {(2, 6): Cell(1.0, Told(text, 2, 6))})


def test_a_ladder_tells_its_lines(tmp_path):
    sheet = Sheet("表", "9")
    sheet.write("F2", Formula('=IF(C2>=96,"A+",IF(C2>=92,"A","B"))', "A"))
    [grid] = grids_of(save(Book([sheet]), tmp_path, "ladder"))
    assert computed(grid, 2, 6).bounds == ((96, "A+"), (92, "A"), (0, "B"))


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(1, 20).map(lambda n: n / 10)), min_size=4, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_the_assignment_is_the_best_of_all(rows):
    """Against trying every way: keys are rows, columns four."""
    keys, columns = [f"k{n}" for n in range(len(rows))], [1, 2, 3, 4]
    scores = {(c, k): v for k, row in zip(keys, rows) for c, v in zip(columns, row) if v is not None}
    given_ = assigned(scores, columns, keys)
    places = [*columns, *[None] * len(keys)]
    best = max(
        sum(scores.get((place, key), 0) for key, place in zip(keys, way)) for way in permutations(places, len(keys))
    )
    assert worth(scores, given_) == pytest.approx(best)
    assert len(set(given_.values())) == len(given_)
    for margin, _ in margins(scores, columns, keys, given_).values():
        assert margin > -1e-9


@each(OPEN)
def test_looks_are_those_that_another_reader_sees(layout, tmp_path):
    """Borders, percents and hidden columns against openpyxl."""
    path = save(layout.draw(), tmp_path, layout.name)
    book, other = WorkbookFile.open(path), load_workbook(path)
    for name in book.sheets:
        looks, sheet = book.looks(name), other[name]
        # openpyxl draws the border of a merged area anew, so that only cells outside and first ones can be compared.
        inside = {at for area in sheet.merged_cells.ranges for at in area.cells}
        cells = {(cell.row, cell.column): cell for row in sheet.iter_rows() for cell in row if cell.has_style}
        percent = {at for at, cell in cells.items() if "%" in cell.number_format}
        assert looks.percent - inside == percent - inside
        sides = ("left", "right", "top", "bottom")
        drawn = {at for at, cell in cells.items() if any(getattr(cell.border, side).style for side in sides)}
        assert drawn - inside == looks.bordered - inside
        hidden = {
            number
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden
            for number in range(dimension.min, dimension.max + 1)
        }
        assert looks.hidden_columns == hidden
        chosen = {
            str(area): tuple(rule.formula1.strip('"').split(","))
            for rule in sheet.data_validations.dataValidation
            if rule.type == "list"
            for area in rule.sqref.ranges
        }
        assert {area.reference: words for area, words in looks.lists} == chosen
