"""The templates at work: filled by name, computed by the formulas that stand in their own cells."""

from __future__ import annotations

import datetime as dt
from functools import partial

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from xlkpi.books.file import FileBook
from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing.building import build
from xlkpi.functions import CATALOGUE, call
from xlkpi.schemes import kind_named

GAS = load_scheme("gas")
MAY = dt.date(2024, 5, 1)
ROSTER_RESULTS = [
    column.name
    for t in kind_named("summary").tables
    if t.roster
    for column in t.columns
    if column.computed and column.name
]
FUNCTIONS = {name: partial(lambda name, *arguments: call(name, list(arguments)), name) for name in CATALOGUE}


def opened(path):
    return FileBook.open(path, functions=FUNCTIONS)


def column(values):
    return [[float(value) if isinstance(value, int) else value] for value in values]


def shown(book, name):
    """First column of a block without the blank rows at its end."""
    values = [row[0] for row in book.read(name)]
    while values and values[-1] in (None, ""):
        values.pop()
    return values


def computed(book, inputs):
    for name, values in inputs.items():
        book.write(name, values if isinstance(values, list) else [[values]])
    assert book.recalculate() == []
    return book


@pytest.mark.parametrize("kind", ["form", "plan", "summary"])
def test_a_fresh_template_computes_to_blanks_and_stays_sound(kind, tmp_path):
    path = build(kind_named(kind), tmp_path / "t.xlsm", GAS, MAY)
    book = opened(path)
    assert book.recalculate() == []
    book.save()
    again = opened(path)
    for named in kind_named(kind).named:
        if named.role == "computed":
            # The roll-up shows its headings from the start; everything else waits for data.
            rows = again.read(named.name)[1:] if named.name == "汇总_表" else again.read(named.name)
            begun = "草稿" if named.name == "状态" else ""
            assert all(value in (None, "", begun) for row in rows for value in row), named.name
    assert OpenXmlValidator().validate(str(path)).errors == []


def test_a_form_shows_weighted_points_and_the_total(tmp_path):
    book = opened(build(kind_named("form"), tmp_path / "f.xlsm", GAS, period=MAY))
    computed(book, {"权重": column([0.4, 0.35, 0.25]), "主管评分": column([95, 88, 92]), "加减分": 1.0})
    # By hand: 38 + 30.8 + 23 = 91.8, and one point added.
    assert shown(book, "加权得分") == [38, 30.8, 23]
    assert shown(book, "权重合计") == [1]
    assert shown(book, "总分") == [92.8]


def test_a_form_with_percents_gives_the_same_points(tmp_path):
    book = opened(build(kind_named("form"), tmp_path / "f.xlsm", GAS))
    computed(book, {"权重": column([40, 35, 25]), "主管评分": column([95, 88, 92])})
    assert shown(book, "加权得分") == [38, 30.8, 23]
    assert shown(book, "总分") == [91.8]


@pytest.mark.parametrize(
    ("weights", "scores", "total"),
    [
        ([0.4, 0.35, 0.2], [95, 88, 92], "权重合计为 95%，应为 100%"),
        ([0.4, 0.35, 0.25], [95, None, 92], ""),
        ([0.4, 0.35, 0.25], [95, "88", 92], "第2行得分“88”不是数字（是文本型数字，请转换为数字）"),
        ([0.4, 0.35, 0.25], [95, "优", 92], "第2行得分“优”不是数字"),
    ],
)
def test_a_form_that_is_not_finished_says_so_and_shows_no_number(tmp_path, weights, scores, total):
    book = opened(build(kind_named("form"), tmp_path / "f.xlsm", GAS))
    computed(book, {"权重": column(weights), "主管评分": column(scores)})
    assert book.read("总分") == [[total]]


def test_a_plan_score_is_the_mean_and_waits_for_both_raters(tmp_path):
    book = opened(build(kind_named("plan"), tmp_path / "p.xlsm", GAS))
    computed(book, {"主管经理评分": 95.25})
    assert book.read("计划得分") == [[""]]
    computed(book, {"客户服务部评分": 96.0})
    assert book.read("计划得分") == [[95.625]]


@pytest.fixture
def month(tmp_path):
    """Two departments: 东 is 优秀 (96 and 95), 西 is 良好 (90 and 92); the fifth person of 东 ties with the fourth."""
    book = opened(build(kind_named("summary"), tmp_path / "s.xlsm", GAS, rows=12, period=MAY))
    inputs = {
        "主管_部门": column(["东", "西"]),
        "主管_姓名": column(["周", "吴"]),
        "计划_部门": column(["东", "西", "东", "西"]),
        "计划_主管经理评分": column([96, 90, 97, 91]),
        "计划_客户服务部评分": column([94, 92, 95, 93]),
        "名单_工号": column([f"K{number}" for number in range(10)]),
        "名单_部门": column([*"东东东东东", *"西西西西西"]),
        "名单_参评": column([*["是"] * 9, "否"]),
        "名单_总分": column([96, 91, 91, 88, 88, 90, 89, 85, 80, None]),
        "名单_绩效基数": column([2000.0] * 10),
        "名单_出勤率": column([0.9, *[1.0] * 9]),
    }
    return book, inputs


def test_levels_ranks_and_pay_follow_the_department(month):
    book = computed(*month)
    # 东: (96+94)/2 = 95, (97+95)/2 = 96, mean 95.5; 西: 91 and 92, mean 91.5.
    assert shown(book, "计划_得分") == [95, 91, 96, 92]
    assert shown(book, "主管_得分") == [95.5, 91.5]
    assert shown(book, "主管_等级") == ["优秀", "良好"]
    assert shown(book, "主管_系数") == [1.2, 1.1]
    assert shown(book, "名单_部门等级") == [*["优秀"] * 5, *["良好"] * 5]
    assert shown(book, "名单_部门排名") == [1, 2, 2, 4, 4, 1, 2, 3, 4]
    # functions.md: 优秀, 5 people: seats 1, 2, 2; 良好, 4 people: 0, 1, 3.
    assert shown(book, "名单_等级") == ["A+", "A", "A", "B", "B", "A", "B", "B", "B", "不参评"]
    assert shown(book, "名单_等级系数") == [1.2, 1.1, 1.1, 1, 1, 1.1, 1, 1, 1]
    assert shown(book, "名单_绩效工资") == [2160, 2200, 2200, 2000, 2000, 2200, 2000, 2000, 2000]
    assert shown(book, "名单_说明")[0].startswith("第1名/共5人；优秀部门名额 A+1 A2 B2")


def test_seats_due_stand_beside_seats_given(month):
    book = computed(*month)
    assert shown(book, "名额_人数") == [5, 4]
    assert book.read("名额_应评")[:3] == [[1, 2, 2, 0, 0], [0, 1, 3, 0, 0], [""] * 5]
    assert book.read("名额_实评")[:3] == [[1, 2, 2, 0, 0], [0, 1, 3, 0, 0], [""] * 5]
    # Means by hand: (96+91+91+88+88)/5 = 90.8; (90+89+85+80)/4 = 86; 798/9 = 88.67.
    assert book.read("汇总_表")[:4] == [
        ["部门", "人数", "平均分", "最高分", "最低分", "A+", "A", "B", "C", "C-"],
        ["东", 5, 90.8, 96, 88, 1, 2, 2, 0, 0],
        ["西", 4, 86, 90, 80, 0, 1, 3, 0, 0],
        ["合计", 9, 88.67, 96, 80, 1, 3, 5, 0, 0],
    ]


def test_a_person_without_a_score_holds_back_only_the_own_department(month):
    book, inputs = month
    inputs["名单_总分"][6] = [None]
    computed(book, inputs)
    assert shown(book, "名单_等级")[:5] == ["A+", "A", "A", "B", "B"]
    assert [row[0] for row in book.read("名单_等级")[5:9]] == ["", "", "", ""]
    assert book.read("名额_实评")[1] == [0, 0, 0, 0, 0]


def test_a_department_without_supervisor_is_named_and_gets_no_level(month):
    book, inputs = month
    inputs["名单_部门"][5:] = column(["北"] * 5)
    computed(book, inputs)
    assert shown(book, "名单_部门等级")[5:] == ["未在主管表"] * 5
    assert "未在主管表" in book.read("名单_等级")[5][0]
    assert [row[0] for row in book.read("名单_等级")[6:9]] == ["", "", ""]


def test_an_incomplete_plan_leaves_the_department_unrated(month):
    book, inputs = month
    inputs["计划_客户服务部评分"][1] = [None]
    computed(book, inputs)
    assert book.read("主管_得分")[:2] == [[95.5], [""]]
    assert book.read("名额_应评")[1] == [""] * 5
    assert [row[0] for row in book.read("名单_等级")[5:9]] == ["", "", "", ""]


def test_a_changed_parameter_changes_the_result(month):
    book, inputs = month
    computed(book, {**inputs, "舍入方式": "最大余数"})
    # functions.md: 良好, 4 people under largest remainder: 1, 1, 2.
    assert book.read("名额_应评")[1] == [1, 1, 2, 0, 0]
    assert shown(book, "名单_等级")[5:9] == ["A+", "A", "B", "B"]


def test_a_quota_row_that_does_not_sum_is_said_in_the_cells(month):
    book, inputs = month
    quotas = book.read("名额比例")
    quotas[2][3] = 0.5
    computed(book, {**inputs, "名额比例": quotas})
    assert "合计为 90%" in book.read("名单_等级")[5][0]
    assert shown(book, "名单_等级")[:5] == ["A+", "A", "A", "B", "B"]


def test_spare_rows_stay_blank_in_the_file(month, tmp_path):
    book = computed(*month)
    path = book.save()
    cached = openpyxl.load_workbook(path, data_only=True)
    for name in ROSTER_RESULTS:
        (sheet, address), *_ = cached.defined_names[name].destinations
        spare = cached[sheet][address.replace("$", "")][10:]
        assert all(cell.value in (None, "") for (cell,) in spare), name
    assert OpenXmlValidator().validate(str(path)).errors == []
