"""Shares of levels among everybody or each department: what is written says which, else what stands, else a question.

Twenty people of three groups by their scores, and a company's table 优秀 20%, 良好 30%, 合格 40%, 待改进 10%: by hand
4, 6, 8 and 2 people of the whole list.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from commands import run
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

GROUPS = {
    "话务班": (96.5, 88, 91.2, 79.5, 85.6, 93.4, 82.1, 90.3, 76.8, 87.7),
    "外勤班": (94.1, 81.5, 89.2, 84.4, 92.6, 86.3),
    "质检班": (70.2, 83.9, 95.3, 80.7),
}
WHOLE = {
    "优秀": (96.5, 95.3, 94.1, 93.4),
    "良好": (92.6, 91.2, 90.3, 89.2, 88, 87.7),
    "合格": (86.3, 85.6, 84.4, 83.9, 82.1, 81.5, 80.7, 79.5),
    "待改进": (76.8, 70.2),
}
APART = {
    "话务班": dict(
        zip(
            sorted(GROUPS["话务班"], reverse=True),
            ["优秀", "优秀", "良好", "良好", "良好", "合格", "合格", "合格", "合格", "待改进"],
        )
    ),
    "外勤班": dict(zip(sorted(GROUPS["外勤班"], reverse=True), ["优秀", "良好", "良好", "合格", "合格", "待改进"])),
    "质检班": dict(zip(sorted(GROUPS["质检班"], reverse=True), ["优秀", "良好", "合格", "合格"])),
}
FACTORS = {"优秀": 1.3, "良好": 1.1, "合格": 1.0, "待改进": 0.8}
BY_SCORE = {score: level for level, scores in WHOLE.items() for score in scores}
EVERYBODY = [(group, score) for group, scores in GROUPS.items() for score in scores]
RULE = "按全中心参评人员得分由高到低强制分布"
PLACES = "全中心排名"


def company(*, rule="", places=PLACES, levels=None, below="") -> Book:
    shares = Sheet("等级比例", "10 10 10")
    shares.row("A1", ["等级", "比例", "系数"], "box center bold blue")
    for row, (level, share) in enumerate(zip(FACTORS, (0.2, 0.3, 0.4, 0.1)), 2):
        shares.row(f"A{row}", [level, share, FACTORS[level]], "box center")
    shares.write("A7", rule)
    page = Sheet("10月汇总", "6 10 10 10 12 10 10 10 12")
    page.write("A1:I1", "供热客服中心月度绩效考核汇总表", "title")
    page.row("A2", ["考核月份：", "2025年10月"], "left")
    page.row(
        "A3",
        ["序号", "班组", "姓名", "考核得分", places, "绩效等级", "绩效系数", "绩效基数", "应发绩效"],
        "box center bold",
    )
    for at, (group, score) in enumerate(EVERYBODY):
        level = levels and levels(group, score)
        factor = level and FACTORS[level]
        rank = 1 + sum(other > score for _, other in EVERYBODY) if places == PLACES else None
        page.row(
            f"A{4 + at}",
            [
                at + 1,
                group,
                f"员工{'甲乙丙丁戊己庚辛壬癸'[at % 10]}{'一二'[at // 10]}",
                score,
                rank,
                level,
                factor,
                2600,
                None,
            ],
            "box center",
        )
    page.write(f"A{4 + len(EVERYBODY)}", below)
    return Book([shares, page])


def results(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["10月汇总"]
    return [tuple(sheet.cell(row, column).value for column in (6, 7, 9)) for row in range(4, 24)]


def taken(book, tmp_path, **wish):
    done = take_over(adopt(save(book, tmp_path, "a")), Wish(**wish))
    assert done.out is not None, [fault.say() for fault in done.faults]
    return done


@pytest.mark.parametrize(
    "words",
    [
        {"rule": RULE},
        {"below": "绩效等级在全中心范围内按得分排序强制分布，不分班组"},
        {"below": "说明：1.等级比例不分班组统一计算。2.系数见比例表。", "places": "名次"},
        {"rule": "等级名额按全公司参评人数计算", "places": "班组内名次"},
    ],
)
def test_a_sentence_says_that_everybody_is_one(words, tmp_path):
    adoption = adopt(save(company(**words), tmp_path, "a"))
    assert adoption.understood.asked == ()
    out = taken(company(**words), tmp_path).out
    assert results(out) == [
        (BY_SCORE[score], FACTORS[BY_SCORE[score]], round(2600 * FACTORS[BY_SCORE[score]], 2)) for _, score in EVERYBODY
    ]
    book = open_book(out)
    assert not [fault.say() for fault in check(book) if not fault.notice]


@pytest.mark.parametrize(
    ("levels", "whole"), [(lambda _, score: BY_SCORE[score], True), (lambda group, score: APART[group][score], False)]
)
def test_levels_that_stand_say_among_whom(levels, whole, tmp_path):
    adoption = adopt(save(company(levels=levels), tmp_path, "a"))
    assert adoption.understood.asked == ()
    assert [part.level_rule for part in adoption.understood.parts] == ["whole" if whole else ""]
    code, told, _ = run("adopt", adoption.file, "--dry-run")
    assert code == 0
    assert "与规则算得不同" not in told


def test_places_of_everybody_and_shares_of_nobody_in_particular_are_asked(tmp_path):
    path = save(company(), tmp_path, "a")
    [asked] = adopt(path).understood.asked
    assert (asked.field, asked.sheet, asked.candidates) == ("level_rule", "10月汇总", ("whole", "quotas", "own"))
    assert "班组" in asked.why.say()
    code, told, _ = run("adopt", str(path))
    assert code == 1
    assert "在全体里分" in told
    answers = tmp_path / "answers.toml"
    answers.write_text('["10月汇总"]\nlevel_rule = "quotas"\n', encoding="utf-8")
    assert run("adopt", str(path), "--answers", str(answers))[0] == 0
    assert [one[0] for one in results(path.with_suffix(".xlsm"))] == [APART[group][score] for group, score in EVERYBODY]


def test_without_a_word_shares_are_those_of_each_department(tmp_path):
    out = taken(company(places="名次"), tmp_path).out
    assert [one[0] for one in results(out)] == [APART[group][score] for group, score in EVERYBODY]


def test_what_is_decided_holds_next_month(tmp_path):
    out = taken(company(rule=RULE), tmp_path).out
    sheet = openpyxl.load_workbook(out, data_only=True)["等级说明"]
    assert {cell.value for cell in sheet["B"][2:22]} == {"全体"}
    again = adopt(out)
    assert [part.level_rule for part in again.understood.parts] == ["whole"]


def test_where_there_is_one_department_nothing_is_asked(tmp_path):
    book = openpyxl.load_workbook(save(company(), tmp_path, "a"))
    for row in range(4, 24):
        book["10月汇总"][f"B{row}"] = "话务班"
    book.save(tmp_path / "a.xlsx")
    assert adopt(tmp_path / "a.xlsx").understood.asked == ()


@pytest.mark.parametrize("below", ["绩效等级在男部、女部内分别按比例强制分布", "等级比例分别按男部、女部计算"])
def test_levels_dealt_apart_ask_for_the_column_that_tells_where(below, tmp_path):
    """The column is called 值守项, which nobody knows."""
    book = company(below=below, places="名次")
    book.sheets[1].write("B3", "值守项", "box center bold")
    asked = adopt(save(book, tmp_path, "a")).understood.asked
    assert [(one.field, one.candidates) for one in asked] == [("department", ())]
    answered = adopt(save(book, tmp_path, "a"), answers={"10月汇总": {"department": "B"}})
    out = take_over(answered, Wish()).out
    assert [level for level, *_ in results(out)] == [APART[group][score] for group, score in EVERYBODY]


def test_the_column_whose_words_a_sentence_names_is_proposed(tmp_path):
    book = company(below="绩效等级在话务班、外勤班、质检班内分别按比例强制分布", places="名次")
    book.sheets[1].write("B3", "值守项", "box center bold")
    [asked] = adopt(save(book, tmp_path, "a")).understood.asked
    assert (asked.field, asked.candidates) == ("department", ("B",))
