"""Contradictions that a workbook holds in itself: each told at its cell, with a right workbook beside each wrong one.

The tables are written as text (tests/adopt/as_text.py). `told` are the cells that contradict; none where all is right.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import xlkpi.schemes
from adopt.as_text import drawn, told
from adopt.handed_in import understood
from xlkpi.adopt.level_conflicts import PRINTED_QUOTAS


def summary(*rows, head="姓名|部门|考核得分|等级"):
    width = head.count("|")
    return "\n".join(["6月员工绩效考核汇总表" + "|<" * width, head, *rows])


def form(*rows, head="考核指标|权重|得分"):
    return "\n".join(["员工绩效考核表|<|<", "姓名|陈丽华|", head, *rows])


PEOPLE = ("陈丽华|热线|96|A", "王建国|热线|92|A", "李晓梅|热线|88|B", "张志强|热线|86|B", "刘芳|热线|80|C")


def with_row(at, row):
    return (*PEOPLE[:at], row, *PEOPLE[at + 1 :])


GUARDED_BESIDE = tuple((at, name, 90) for at, name in enumerate(("陈丽华", "王建国", "李晓梅", "张志强"), 3))
GUARDED = (
    ("a guard for a blank", '=IF(C7="","",ROUND(B7*0.3+C7*0.7,2))', ""),
    ("a guard for two blanks", '=IF(OR(A7="",ISBLANK(C7)),"",ROUND(B7*0.3+C7*0.7,2))', ""),
    ("a guard the other way round", '=IF(C7<>"",ROUND(B7*0.3+C7*0.7,2),"")', ""),
    ("a guard around another formula", '=IF(C7="","",ROUND(B7*0.7+C7*0.3,2))', "D7"),
    ("a guard for another line", '=IF(C6="","",ROUND(B7*0.3+C7*0.7,2))', "D7"),
    ("a test that is no guard", '=IF(C7<60,"",ROUND(B7*0.3+C7*0.7,2))', "D7"),
)
"""Formulas of the last line beside those of the others (row, name, self rating)."""

CASES = {
    "all right": (summary(*PEOPLE), ""),
    "180 points": (summary(*with_row(0, "陈丽华|热线|180|A")), "C3"),
    "110 points are extra marks": (summary(*with_row(0, "陈丽华|热线|110|A")), ""),
    "102 where the heading says 100": (
        summary(*with_row(0, "陈丽华|热线|102|A"), head="姓名|部门|考核得分（满分100分）|等级"),
        "C3",
    ),
    "points below nothing": (summary(*with_row(4, "刘芳|热线|-80|C")), "C7"),
    "0.88 among points of a hundred": (summary(*with_row(2, "李晓梅|热线|0.88|B")), "C5"),
    "totals typed as shares": (
        summary("陈丽华|热线|96%|A", "王建国|热线|88%|B", "李晓梅|热线|86%|B"),
        "C3",
    ),
    "a word for a number": (summary(*with_row(2, "李晓梅|热线|优|B")), "C5"),
    "a Chinese numeral": (summary(*with_row(2, "李晓梅|热线|八十八|B")), "C5"),
    "a dash says that there is none": (summary(*with_row(2, "李晓梅|热线|—|B")), ""),
    "92 points written with 分": (summary(*with_row(1, "王建国|热线|92分|A")), ""),
    "no total where all others have one": (summary(*with_row(2, "李晓梅|热线||B")), "C5"),
    "nothing for someone on leave": (
        summary(*(f"{row}|" for row in PEOPLE[:4]), "刘芳|热线|||产假", head="姓名|部门|考核得分|等级|备注"),
        "",
    ),
    "no level where all others have one": (summary(*with_row(2, "李晓梅|热线|88|")), "D5"),
    "a better level for a lower total": (summary(*with_row(1, "王建国|热线|92|C")), "D4"),
    "levels given inside departments": (
        summary("陈丽华|热线|96|B", "王建国|热线|97|A", "李晓梅|营业|88|A", "张志强|营业|86|B"),
        "",
    ),
    "more of a level than the sheet allows": (
        summary(*PEOPLE, "~等级比例：A级不超过20%，B级不超过60%|||"),
        "D4",
    ),
    "as many as the sheet allows": (summary(*PEOPLE, "~等级比例：A级不超过40%，B级不超过60%|||"), ""),
    "a share of something else": (summary(*PEOPLE, "~A级奖金系数不超过20%|||"), ""),
    "ties that share a place": (
        summary("陈丽华|96|1", "王建国|92|2", "李晓梅|92|2", "张志强|90|4", head="姓名|考核得分|排名"),
        "",
    ),
    "ties with two places": (
        summary("陈丽华|96|1", "王建国|92|2", "李晓梅|92|3", "张志强|90|4", "刘芳|90|4", head="姓名|考核得分|排名"),
        "C5",
    ),
    "a place counted without the last person": (
        summary(
            "陈丽华|96|=RANK(B3,B$3:B$6)→1",
            "王建国|92|=RANK(B4,B$3:B$6)→2",
            "李晓梅|91|=RANK(B5,B$3:B$6)→3",
            "张志强|90|=RANK(B6,B$3:B$5)→4",
            head="姓名|考核得分|排名",
        ),
        "C6",
    ),
    "places all counted without the last person": (
        summary(
            "陈丽华|96|=RANK(B3,B$3:B$5)→1",
            "王建国|92|=RANK(B4,B$3:B$5)→2",
            "李晓梅|91|=RANK(B5,B$3:B$5)→3",
            "张志强|90|4",
            head="姓名|考核得分|排名",
        ),
        "C3 C4 C5",
    ),
    "a formula that reads another line": (
        form(
            "接通率|30%|90|=B4*C4→27",
            "满意度|30%|80|=B5*C5→24",
            "投诉|20%|90|=B6*C5→16",
            "纪律|20%|100|=B7*C7→20",
            head="考核指标|权重|得分|加权得分",
        ),
        "D6",
    ),
    **{
        f"{what} in one line of five": (
            summary(
                *(f"{who}|{own}|90|=ROUND(B{at}*0.3+C{at}*0.7,2)→90" for at, who, own in GUARDED_BESIDE),
                f"钱多多|90|90|{formula}→90",
                head="姓名|自评得分（30%）|上级评分（70%）|考核总分",
            ),
            cells,
        )
        for what, formula, cells in GUARDED
    },
    "a typed subtotal that is neither sum nor mean": (
        summary(
            "热线|陈丽华|90",
            "热线|王建国|80",
            "小计||86",
            "营业|李晓梅|70",
            "营业|张志强|90",
            "小计||80",
            head="部门|姓名|考核得分",
        ),
        "C5",
    ),
    "a mean rounded to one decimal": (
        summary(
            "热线|陈丽华|90.25",
            "热线|王建国|80",
            "小计||85.1",
            "营业|李晓梅|70",
            "营业|张志强|90",
            "小计||80",
            head="部门|姓名|考核得分",
        ),
        "",
    ),
    "a total of pay that leaves somebody out": (
        summary(
            "陈丽华|95|1|1000|1000",
            "王建国|90|1|1000|1000",
            "李晓梅|88|1|1000|1000",
            "合计||||2000",
            head="姓名|考核得分|系数|绩效基数|应发绩效工资",
        ),
        "E6",
    ),
    "a weight for two lines, the total by their mean": (
        form("接通率|60%|95", "满意度|^|90", "投诉|40%|88", "总分||90.7"),
        "",
    ),
    "a weight for two lines, a typed total from nowhere": (
        form("接通率|60%|95", "满意度|^|90", "投诉|40%|88", "总分||95"),
        "C7",
    ),
    "a weight for two lines, a formula that leaves the last one out": (
        form("接通率|60%|95", "满意度|^|90", "投诉|40%|88", "总分||=B4*AVERAGE(C4:C5)→55.5"),
        "C7",
    ),
    "weights that sum to 90%": (form("接通率|50%|90", "满意度|40%|80", "合计|90%|77"), "B6"),
    "a column that repeats the total, typed over once": (
        summary(
            "陈丽华|96|=B3→96", "王建国|92|=B4→92", "李晓梅|88|98", "张志强|86|=B6→86", head="姓名|考核得分|公示分"
        ),
        "C5",
    ),
    "a column that repeats the total": (
        summary(
            "陈丽华|96|=B3→96", "王建国|92|=B4→92", "李晓梅|88|=B5→88", "张志强|86|=B6→86", head="姓名|考核得分|公示分"
        ),
        "",
    ),
}


@pytest.mark.parametrize(("text", "cells"), CASES.values(), ids=CASES)
def test_contradictions_are_told_at_their_cells(text, cells, tmp_path):
    assert told(understood(drawn(text), tmp_path))[3] == set(cells.split())


def test_an_error_of_a_formula_is_told(tmp_path):
    text = summary("陈丽华|96|A", "王建国|=1/0→#DIV/0!|B", "李晓梅|88|B", head="姓名|考核得分|等级")
    assert told(understood(drawn(text), tmp_path))[3] == {"B4"}


COPIED = """
员工绩效考核表（公司联）|<|<
姓名|陈丽华|
考核指标|权重|得分
接通率|50%|90
满意度|50%|80
合计|100%|85

员工绩效考核表（员工联）|<|<
姓名|陈丽华|
考核指标|权重|得分
接通率|50%|{mark}
满意度|50%|80
合计|100%|{total}
"""


@pytest.mark.parametrize(("mark", "total", "cells"), [(90, 85, []), (94, 87, ["C11", "C13"])])
def test_the_second_copy_of_a_form_says_what_the_first_does(mark, total, cells, tmp_path):
    parts = understood(drawn(COPIED.format(mark=mark, total=total)), tmp_path).parts
    assert [[conflict.cell for conflict in part.conflicts] for part in parts] == [[], cells]


def test_the_printed_quotas_are_those_of_the_scheme():
    path = Path(xlkpi.schemes.__file__).parent / "gas" / "scheme.toml"
    quotas = {quota["department_level"]: quota for quota in tomllib.loads(path.read_text("utf-8"))["quota"]}
    for level, shares in PRINTED_QUOTAS.items():
        assert not quotas[level].get("assumed")
        assert dict(shares).items() <= quotas[level]["shares"].items()
