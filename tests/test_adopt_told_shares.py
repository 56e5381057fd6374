"""Shares of levels that a sentence tells: dealt by where it says all of them, asked about where it says more or less.

Ten people by their scores; 20%, 30%, 40% and 10% are 2, 3, 4 and 1 of them, counted by hand.
"""

from __future__ import annotations

import openpyxl
import pytest

from adopt.drawing import Book, Sheet
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.check import check
from xlkpi.actions.opening import open_book
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.told_shares import shares_in

READ = [
    ("等级按部门内名次分布：优秀20%，良好30%，合格40%，待改进10%", {"优秀": 0.2, "良好": 0.3, "合格": 0.4, "待改进": 0.1}),
    ("A级20%，B级60%，C级20%", {"A": 0.2, "B": 0.6, "C": 0.2}),
    ("A级20%；B级60%；C级20%。", {"A": 0.2, "B": 0.6, "C": 0.2}),
    ("3.按得分排名前20%为A，中间60%为B，后20%为C", {"A": 0.2, "B": 0.6, "C": 0.2}),
    ("前20%为优秀，其后50%为良好，其余为合格", {"优秀": 0.2, "良好": 0.5, "合格": 0.3}),
    ("优秀占20%、良好占50%、其余人员为合格", {"优秀": 0.2, "良好": 0.5, "合格": 0.3}),
    ("后10%的人员为C，前20%为A，其余70%为B", {"A": 0.2, "B": 0.7, "C": 0.1}),
    ("档次按A区全体坐席得分排序：前10%为S，其后30%为A，再后50%为B，末10%为C", {"S": 0.1, "A": 0.3, "B": 0.5, "C": 0.1}),
    ("说明：优 15%、良 60%、中 25%。总分保留两位小数。", {"优": 0.15, "良": 0.6, "中": 0.25}),
]  # fmt: skip
OPEN = [
    "优秀比例不超过20%，良好不超过30%，其余合格",
    "优秀20%，良好30%",
    "优秀20%，良好30%，合格60%",
    "优秀约20%，良好50%，合格30%",
    "优秀15%-20%，良好30%，其余合格",
    "前20%为A，前50%为B，其余为C",
    "前20%为C，后20%为A，其余为B",
    "90分以上的前20%为优秀，80%为良好",
    "优秀2人，良好30%，其余合格",
    "优秀20%，优秀30%，合格50%",
    "优秀20%，良好80%。A级30%，B级70%",
    "优秀20%（2人），良好80%",
    "90分以上优秀20%，良好80%",
    "前20%为良好，其后80%为优秀",
    "优秀50%，良好50%，其余合格",
    "部门等级优秀的：A20%，B60%，C20%",
    "A级系数120%，B级100%，C级80%",
    "奖金：A 50%，B 30%，C 20%",
    "前20%为A，其后60%为B，末位5%为D，其余为C，另有特殊贡献者除外",
]


@pytest.mark.parametrize(("text", "shares"), READ, ids=[text for text, _ in READ])
def test_shares_are_read_where_they_are_all_told(text, shares):
    assert shares_in(text) == pytest.approx(shares)
    assert list(shares_in(text)) == list(shares)


@pytest.mark.parametrize("text", OPEN)
def test_what_is_not_one_share_of_each_level_is_no_rule(text):
    assert shares_in(text) == {}


SCORES = (96.5, 88, 91.2, 79.5, 85.6, 93.4, 82.1, 90.3, 76.8, 87.7)
RULE = "说明：优秀20%，良好30%，合格40%，待改进10%。"
IN_ORDER = ["优秀"] * 2 + ["良好"] * 3 + ["合格"] * 4 + ["待改进"]
DUE = [dict(zip(sorted(SCORES, reverse=True), IN_ORDER))[score] for score in SCORES]


def listing(*notes, groups=(), factors=False, levels=()) -> Book:
    page = Sheet("10月", "6 10 10 10 12")
    page.write("A1:E1", "客服中心2025年10月绩效考核汇总表", "title")
    page.row("A2", ["序号", "姓名", "考核总分", "等级", *(["部门"] if groups else [])], "box center bold")
    for at, score in enumerate(SCORES):
        row = [at + 1, f"员工{'甲乙丙丁戊己庚辛壬癸'[at]}", score, levels[at] if levels else None]
        page.row(f"A{3 + at}", [*row, *([groups[at]] if groups else [])], "box center")
    for row, note in enumerate(notes, 14):
        page.write(f"A{row}", note)
    if not factors:
        return Book([page])
    table = Sheet("系数", "10 10")
    for row, line in enumerate([("等级", "系数"), ("优秀", 1.2), ("良好", 1.1), ("合格", 1), ("待改进", 0.8)], 1):
        table.row(f"A{row}", list(line), "box center")
    return Book([page, table])


def taken(book, folder, answers=None):
    adoption = adopt(save(book, folder, "a"), answers=answers)
    assert adoption.understood.asked == ()
    done = take_over(adoption, Wish())
    assert done.out is not None, [fault.say() for fault in done.faults]
    return done


def levels(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["10月"]
    return [sheet.cell(row, 4).value for row in range(3, 13)]


@pytest.mark.parametrize("factors", [False, True])
def test_levels_are_dealt_by_the_shares_that_are_told(factors, tmp_path):
    done = taken(listing(RULE, factors=factors), tmp_path)
    assert levels(done.out) == DUE
    [told] = [fault.say() for fault in done.faults if "写明的比例" in fault.say()]
    assert "10月!A14" in told
    assert "优秀 20%、良好 30%、合格 40%、待改进 10%" in told
    assert not [fault.say() for fault in check(open_book(done.out)) if not fault.notice]


def test_a_changed_score_deals_again(tmp_path):
    out = taken(listing(RULE), tmp_path).out
    book = openpyxl.load_workbook(out, keep_vba=True)
    book["10月"]["C11"] = 99  # the last one becomes the first
    book.save(out)
    changed = open_book(out)
    changed.recalculate()
    changed.save()
    scores = [*SCORES[:8], 99, SCORES[9]]
    assert levels(out) == [dict(zip(sorted(scores, reverse=True), IN_ORDER))[score] for score in scores]


GROUPS = ("甲部",) * 5 + ("乙部",) * 5
BY_GROUP = "说明：各部门内优秀20%，良好20%，合格40%，待改进20%。"
IN_GROUP = ["优秀", "良好", "合格", "合格", "待改进"]


def test_each_department_deals_its_own(tmp_path):
    due = []
    for half in (SCORES[:5], SCORES[5:]):
        due += [dict(zip(sorted(half, reverse=True), IN_GROUP))[score] for score in half]
    assert levels(taken(listing(BY_GROUP, groups=GROUPS), tmp_path).out) == due


def test_everybody_is_dealt_among_where_the_sentence_says_so(tmp_path):
    rule = "说明：等级比例不分部门：优秀20%，良好30%，合格40%，待改进10%。"
    assert levels(taken(listing(rule, groups=GROUPS), tmp_path).out) == DUE


@pytest.mark.parametrize("notes", [
    (RULE, "优秀不超过3人。"),
    (RULE, "前3名评为优秀，其他人合格。"),
    (RULE, "等级：优秀30%，良好30%，合格30%，待改进10%"),
    (RULE, "90分以上为优秀，80分以上为良好，60分以上为合格，60分以下为待改进"),
])  # fmt: skip
def test_a_second_rule_beside_the_shares_is_asked_about(notes, tmp_path):
    [question] = adopt(save(listing(*notes), tmp_path, "a")).understood.asked
    assert question.field == "level_rule"


def test_shares_beside_levels_of_departments_are_asked_about(tmp_path):
    """The department's level may decide the shares."""
    book = listing(RULE)
    page = book.sheets[0]
    page.write("E2", "部门等级", "box center bold")
    for row in range(3, 13):
        page.write(f"E{row}", "优秀", "box center")
    [question] = adopt(save(book, tmp_path, "a")).understood.asked
    assert question.field == "level_rule"


def test_levels_may_be_left_to_the_company(tmp_path):
    assert levels(taken(listing(RULE), tmp_path, {"": {"level_rule": "own"}}).out) == [None] * 10


def contradicted(book, folder):
    return [(one.cell, one.follows) for one in adopt(save(book, folder, "a")).understood.contradictions]


def test_levels_that_stand_and_keep_to_the_shares_are_left_as_they_are(tmp_path):
    assert contradicted(listing(RULE, levels=DUE), tmp_path) == []
    assert levels(taken(listing(RULE, levels=DUE), tmp_path).out) == DUE


def test_one_person_too_few_in_the_best_level_is_told(tmp_path):
    """93.4 is the second of ten and 优秀; 良好 is too low."""
    stands = ["良好" if score == 93.4 else level for score, level in zip(SCORES, DUE)]
    assert contradicted(listing(RULE, levels=stands), tmp_path) == [("D8", "优秀")]


def test_one_person_too_many_in_the_best_level_is_told(tmp_path):
    """91.2 is the third of ten."""
    stands = ["优秀" if score == 91.2 else level for score, level in zip(SCORES, DUE)]
    assert contradicted(listing(RULE, levels=stands), tmp_path) == [("D5", "良好")]


def test_shares_may_have_been_rounded_either_way(tmp_path):
    """25% of ten are two or three people, 35% more than end at the sixth."""
    rule = "说明：优秀25%，良好35%，合格30%，待改进10%。"
    for best in (2, 3):
        order = ["优秀"] * best + ["良好"] * (6 - best) + ["合格"] * 3 + ["待改进"]
        stands = [dict(zip(sorted(SCORES, reverse=True), order))[score] for score in SCORES]
        assert contradicted(listing(rule, levels=stands), tmp_path) == []


def test_levels_that_keep_to_the_shares_in_each_department_are_right(tmp_path):
    stands = []
    for half in (SCORES[:5], SCORES[5:]):
        stands += [dict(zip(sorted(half, reverse=True), IN_GROUP))[score] for score in half]
    rule = "说明：优秀20%，良好20%，合格40%，待改进20%。"
    assert contradicted(listing(rule, groups=GROUPS, levels=stands), tmp_path) == []


def test_levels_by_another_rule_are_not_told_one_by_one(tmp_path):
    assert contradicted(listing(RULE, levels=["合格"] * 10), tmp_path) == []


def test_equal_totals_may_have_either_level_at_the_boundary(tmp_path):
    """The second and the third of ten have 93.4 points both; two of ten are 优秀."""
    totals = [93.4 if score == 91.2 else score for score in SCORES]
    for best in (93.4, 91.2):
        stands = [
            ("优秀" if best == score else "良好") if score in (93.4, 91.2) else level
            for score, level in zip(SCORES, DUE)
        ]
        book = listing(RULE, levels=stands)
        for at, total in enumerate(totals):
            book.sheets[0].write(f"C{3 + at}", total, "box center")
        assert contradicted(book, tmp_path) == []


OTHER = "说明：优秀30%，良好30%，合格30%，待改进10%。"


@pytest.mark.parametrize(("second", "same"), [(RULE, True), (OTHER, False), ("制表：王芳", False)])
def test_two_lists_are_dealt_by_one_rule_or_not_at_all(second, same, tmp_path):
    page = listing(second).sheets[0]
    page.name = "乙组"
    for row in range(3, 13):
        page.write(f"B{row}", f"组员{'甲乙丙丁戊己庚辛壬癸'[row - 3]}", "box center")
    done = take_over(adopt(save(Book([*listing(RULE).sheets, page]), tmp_path, "a")), Wish())
    assert (done.out is not None) is same
    assert same or any("不一样" in fault.say() for fault in done.faults if not fault.notice)
