"""Titles and prizes that a sentence gives to places: what stands is held against them, in whatever column it stands."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.adopt.told_ranks import ranks_in

READ = [
    (
        "前两名为金牌讲解员，第三至第五名为银牌讲解员，其他为铜牌讲解员",
        ((1, 2, "金牌讲解员"), (3, 5, "银牌讲解员"), (6, None, "铜牌讲解员")),
    ),
    (
        "全馆前两名为金牌，第三名为银牌，其余为铜牌，津贴分别为800元、500元、300元",
        ((1, 2, "金牌"), (3, 3, "银牌"), (4, None, "铜牌")),
    ),
    ("第1名授予“服务之星”称号，第2、3名授予“进步之星”称号", ((1, 1, "服务之星"), (2, 3, "进步之星"))),
    ("第1名评为状元，第2名评为榜眼，第3名评为探花", ((1, 1, "状元"), (2, 2, "榜眼"), (3, 3, "探花"))),
    ("名次第1、2名为A等，3-5名为B等，其余为C等", ((1, 2, "A"), (3, 5, "B"), (6, None, "C"))),
    ("排名前3名评优秀，4至8名评良好，其余合格", ((1, 3, "优秀"), (4, 8, "良好"), (9, None, "合格"))),
    ("第1名：A；第2～3名：B；第4名以后：C", ((1, 1, "A"), (2, 3, "B"), (4, None, "C"))),
    ("前3名为A，第3名以后为B", ((1, 3, "A"), (4, None, "B"))),
    ("第1名A，第2名B，第3名及以后C", ((1, 1, "A"), (2, 2, "B"), (3, None, "C"))),
    ("第一名获一等奖，第2-3名获二等奖，第4-6名获三等奖", ((1, 1, "一等奖"), (2, 3, "二等奖"), (4, 6, "三等奖"))),
]
UNREAD = (
    *("第一名发言，第二名记录", "前3名为优秀或良好，其余合格", "第1名奖励200元，第2名奖励100元", "前三名为优秀员工"),
    *(
        "第1名为90分以上者，其余为替补",
        "第1名为金牌，第3名为银牌",
        "前20%为金牌，其余为银牌",
        "第1名为金牌，第2名系数1.2",
    ),
    *(
        "A级3-5名，B级6-8名",
        "第1名A，第3名以后B",
        "第1-2名为A，第2名起为B",
        "1.5-2名为A，其余为B",
        "第1名以后为A，其余为B",
    ),
)


@pytest.mark.parametrize(("text", "due"), READ, ids=[text for text, _ in READ])
def test_titles_by_place_are_read(text, due):
    assert ranks_in(text) == due


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_rule_of_titles_is_not_read(text):
    assert ranks_in(text) == ()


LIST = """
讲解队10月考核汇总表|<|<|<|<
姓名|岗位|总分|{head}|津贴
艾米|讲解员|92|{0}
毕然|讲解员|84|{1}
陈思|讲解员|95|{2}
邓超|讲解员|81|{3}
方圆|讲解员|70|{4}
~{rule}|<|<|<|<
"""
RULE = "第一名为金牌讲解员，第二至第三名为银牌讲解员，其他为铜牌讲解员。"
PAID = RULE.removesuffix("。") + "，津贴分别为800元、500元、300元。"
RIGHT = ("银牌", "银牌", "金牌", "铜牌", "铜牌")
"""Of 92, 84, 95, 81 and 70 the places are 2, 3, 1, 4 and 5."""


def told(tmp_path, titles, *, head="称号", rule=RULE):
    found = understood(drawn(LIST.format(*titles, head=head, rule=rule)), tmp_path)
    return {one.cell: one.follows for one in found.contradictions}


@pytest.mark.parametrize("head", ["称号", "荣誉", "奖项", "等级", "评定结果"])
def test_titles_are_held_against_the_places(head, tmp_path):
    assert told(tmp_path, RIGHT, head=head) == {}
    assert told(tmp_path, ("金牌", *RIGHT[1:]), head=head) == {"D3": "银牌"}


def test_titles_that_stand_in_full_are_the_same(tmp_path):
    full = [f"{title}讲解员" for title in RIGHT]
    assert told(tmp_path, full) == {}
    assert told(tmp_path, ("金牌讲解员", *full[1:])) == {"D3": "银牌讲解员"}


def test_titles_given_otherwise_or_not_yet_are_not_called_wrong(tmp_path):
    assert told(tmp_path, ("铜牌", "铜牌", "铜牌", "金牌", "银牌")) == {}
    assert told(tmp_path, ("", "", "", "", "")) == {}
    assert told(tmp_path, ("已发", "已发", "已发", "未发", "已发")) == {}


def test_titles_of_another_month_are_no_titles_of_this(tmp_path):
    assert told(tmp_path, ("金牌", *RIGHT[1:]), head="上月称号") == {}


@pytest.mark.parametrize("head", ["津贴", "绩效奖金"])
@pytest.mark.parametrize("last", [300, 500, 3000])
def test_money_by_the_same_places_is_held_against_them(head, last, tmp_path):
    rows = [f"{title}|{money}" for title, money in zip(RIGHT, (500, 500, 800, 300, last))]
    text = LIST.format(*rows, head="称号", rule=PAID).replace("|津贴", f"|{head}")
    wrong = {one.cell: one.follows for one in understood(drawn(text), tmp_path).contradictions}
    assert wrong == ({} if last == 300 else {"E7": "300"})


def test_money_that_does_not_go_with_the_places_is_not_read(tmp_path):
    rule = "第一名为金牌，其余为银牌，津贴分别为800元、500元、300元"
    rows = [
        f"{title}|{money}" for title, money in zip(("银牌", "银牌", "金牌", "银牌", "银牌"), (500, 500, 800, 500, 300))
    ]
    assert told(tmp_path, rows, rule=rule) == {}


def test_a_column_in_which_everybody_is_the_same_holds_no_titles(tmp_path):
    rule = "第一名为标杆员工，其余为普通员工"
    assert told(tmp_path, ["普通员工"] * 5, head="员工类别", rule=rule) == {}
    assert told(tmp_path, ["普通员工", "普通员工", "标杆员工", "标杆员工", "普通员工"], head="评选", rule=rule) == {
        "D6": "普通员工"
    }


def test_a_title_that_begins_another_is_itself(tmp_path):
    rule = "第一名为服务之星，第二名为服务之星提名，其余为服务能手"
    right = ("服务之星提名", "服务能手", "服务之星", "服务能手", "服务能手")
    assert told(tmp_path, right, rule=rule) == {}
    assert told(tmp_path, ("服务之星", *right[1:]), rule=rule) == {"D3": "服务之星提名"}


def test_letters_are_no_beginnings_of_each_other(tmp_path):
    rule = "第1名为A，第2-3名为B，其余为C"
    assert told(tmp_path, ("B+", "B", "A", "C", "C"), head="等级", rule=rule) == {"D3": "B"}


def test_levels_are_looked_for_in_their_own_column_only(tmp_path):
    rows = [f"{level}|{first}" for level, first in zip("BBACC", "ABACC")]
    text = LIST.format(*rows, head="等级", rule="第1名为A，第2-3名为B，其余为C").replace("|津贴", "|初评意见")
    assert understood(drawn(text), tmp_path).contradictions == ()


@pytest.mark.parametrize("rule", ["第1名：金牌；第2～3名：银牌；其余：铜牌。", "金牌前1名，银牌第2-3名，其余铜牌"])
def test_a_rule_in_several_clauses_is_one(rule, tmp_path):
    wrong = told(tmp_path, ("金牌", *RIGHT[1:]), rule=rule)
    assert wrong == ({"D3": "银牌"} if rule.startswith("第") else {})  # words before their places are not read


def test_two_departments_have_their_own_places(tmp_path):
    """In each of two groups the best has 金牌, and the one below it of another group is not called wrong."""
    text = LIST.format(*("金牌", "银牌", "金牌", "银牌", "银牌"), head="称号", rule="各组第1名为金牌，其余为银牌")
    for name, group in zip("艾毕陈邓方", "甲甲乙乙乙"):
        text = text.replace(f"\n{name}", f"\n{group}组|{name}")
    text = text.replace("姓名|", "班组|姓名|").replace("|<\n姓", "|<|<\n姓")
    assert {one.cell for one in understood(drawn(text), tmp_path).contradictions} == set()
    swapped = text.replace("毕然|讲解员|84|银牌", "毕然|讲解员|84|金牌")
    assert {one.cell for one in understood(drawn(swapped), tmp_path).contradictions} == {"E4"}


def test_places_among_all_hold_in_a_list_of_groups(tmp_path):
    """The groups stand in the column 岗位, here 班组: places are those of everybody, as most titles are."""
    text = LIST.format(*RIGHT, head="称号", rule=RULE).replace("|岗位|", "|班组|")
    for name, group in zip(("艾米", "毕然", "陈思", "邓超", "方圆"), "甲甲甲乙乙"):
        text = text.replace(f"{name}|讲解员", f"{name}|{group}班")
    assert understood(drawn(text), tmp_path).contradictions == ()
    wrong = understood(drawn(text.replace("70|铜牌", "70|金牌")), tmp_path).contradictions
    assert [(one.cell, one.follows) for one in wrong] == [("D7", "铜牌")]


def test_who_is_below_all_places_that_have_a_prize_has_none(tmp_path):
    rule = "第一名获一等奖，第2-3名获二等奖"
    right = ("二等奖", "二等奖", "一等奖", "", "")
    assert told(tmp_path, right, head="奖项", rule=rule) == {}
    assert told(tmp_path, (*right[:3], "二等奖", ""), head="奖项", rule=rule) == {"D6": ""}
    assert told(tmp_path, (*right[:3], "全勤", ""), head="奖项", rule=rule) == {}


def test_shares_judge_nobody_where_another_level_stands_or_they_are_not_the_rule(tmp_path):
    rule = "前20%为A，其后40%为B，其余为C"
    assert told(tmp_path, "BBACC", head="等级", rule=rule) == {}
    assert told(tmp_path, "BCACC", head="等级", rule=rule) == {"D4": "B"}
    assert told(tmp_path, ("B", "C", "A", "C", "D"), head="等级", rule=rule) == {}
    path = save(drawn(LIST.format(*"BCACC", head="等级", rule=rule)), tmp_path, "a")
    answered = adopt(path, answers={"表": {"level_rule": "own"}}).understood
    assert answered.contradictions == ()
