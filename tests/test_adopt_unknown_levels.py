"""Points of levels of which some have a word that nobody knows; sentences of something else are none of levels."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from test_adopt_level_rules import levels, listing
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.adopt.level_sentences import told_in
from xlkpi.adopt.told_factors import factors_in
from xlkpi.adopt.unread import is_personal

READ = [
    ("95分以上优秀，85分以上良好，70分以上合格，70分以下待提升", [("优秀", 95), ("良好", 85), ("合格", 70), ("待提升", None)]),
    ("90分以上为标杆，80分以上为良好，其余为待提高", [("标杆", 90), ("良好", 80), ("待提高", None)]),
    ("金牌95分以上；银牌90分（含）—95分；铜牌80分（含）—90分；铁牌80分以下", [("金牌", 95), ("银牌", 90), ("铜牌", 80), ("铁牌", None)]),
    ("评级：90-100为领航，80-89为远航，0-79为起航", [("领航", 90), ("远航", 80), ("起航", None)]),
    ("A：90分以上；B：80分以上；C：60分以上；待观察：60分以下", [("A", 90), ("B", 80), ("C", 60), ("待观察", None)]),
    ("98分及以上优秀奖200元，85分以下不合格罚200元，其余合格", [("优秀", 98), ("不合格", None), ("合格", 85)]),
    ("考核总分90分以上评定为优秀，80分以上评定为待提升", [("优秀", 90), ("待提升", 80)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "due"), READ, ids=[text for text, _ in READ])
def test_words_that_nobody_knows_are_levels_beside_their_points(text, due):
    assert [(level, ends[0]) for level, ends in told_in(text)] == due


@pytest.mark.parametrize("text", [
    "90分以上奖200元，80分以上奖100元，60分以下罚100元",
    "90分以上表扬，60分以下批评",
    "总分90分以上者可参加评优，60分以下者离岗培训",
    "满意度90分以上得5分，80分以上得3分",
    "考核得分95分以上，85分以上优秀",
    "优秀90分以上80分以上良好，合格60分以上",
    "优秀90分以上待提升，80分以上良好",
    "90分以上优秀，80分以上待提升，70分以上待提升",
])  # fmt: skip
def test_other_words_beside_points_are_no_levels(text):
    assert told_in(text) == []


WORDS = ["优秀", "优秀", "良好", "良好", "待提升", "待提升", "待提升"]
"""Of 95, 90, 89.99, 80, 79.5, 60 and 59.99 by 90 and 80."""
NOTE = "90分以上优秀，80分以上良好，80分以下待提升。"


def test_levels_that_stand_there_are_held_against_such_points(tmp_path):
    assert adopt(save(listing(NOTE, levels=WORDS), tmp_path, "a")).understood.contradictions == ()
    wrong = [*WORDS[:3], "优秀", *WORDS[4:]]
    told = adopt(save(listing(NOTE, levels=wrong), tmp_path, "b")).understood.contradictions
    assert [(one.cell, one.follows) for one in told] == [("D6", "良好")]


def test_blank_levels_follow_from_them(tmp_path):
    found = take_over(adopt(save(listing(NOTE), tmp_path, "a")), Wish())
    assert levels(found.out) == WORDS


def test_seats_of_a_word_that_nobody_knows_are_asked_about(tmp_path):
    note = "金牌90分以上；银牌80分以上；铜牌80分以下。"
    assert adopt(save(listing(note), tmp_path, "a")).understood.asked == ()
    [question] = adopt(save(listing(note, "金牌不超过2人。"), tmp_path, "b")).understood.asked
    assert question.field == "level_rule"


@pytest.mark.parametrize("behind", ["", "；绩效工资=基数×系数×出勤系数", "。绩效工资＝绩效基数×等级系数×部门系数。"])
def test_coefficients_are_read_beside_the_formula_of_pay(behind):
    told = "绩效系数：A级1.15，B级1.0，C级0.85，D级0.6"
    assert factors_in(told + behind) == {"A": 1.15, "B": 1.0, "C": 0.85, "D": 0.6}


def test_a_formula_alone_tells_no_coefficients():
    assert factors_in("A级绩效工资=1.2×基数，B级绩效工资=1.0×基数") == {}


PARCELS = """
2025年6月快递员考核表|<|<|<|<|<|<
序号|姓名|{0}|{1}|投诉扣分|破损扣分|考核得分
1|高志远|2|3|0|1|94
2|胡军|0|0|5|0|95
3|程浩|1|1|1|1|91
4|邓丽|0|2|0|0|98
"""


@pytest.mark.parametrize("heads", [("延误签收扣分", "虚假签收扣分"), ("延误扣分", "虚假妥投扣分")])
def test_parcels_that_were_handed_over_are_no_signatures(heads, tmp_path):
    """100−1−1−1−1 is 96."""
    told = adopt(save(drawn(PARCELS.format(*heads)), tmp_path, "a")).understood.contradictions
    assert [(one.cell, one.follows) for one in told] == [("G5", "96")]


@pytest.mark.parametrize("head", ["签收", "员工签收", "签收人", "签收日期", "本人签收（签名）"])
def test_a_column_to_sign_in_is_not_listed_as_unread(head, tmp_path):
    text = (
        PARCELS.format("延误扣分", "虚假妥投扣分").replace("|考核得分", f"|考核得分|{head}").replace("|91\n", "|96|\n")
    )
    found = adopt(save(drawn(text), tmp_path, "a")).understood.as_json()
    assert found.get("unread", []) == []


@pytest.mark.parametrize(
    ("head", "signed"),
    [("延误签收", False), ("虚假签收（件）", False), ("签收率", False), ("员工签收", True), ("签收人", True)],
)
def test_which_headings_are_for_a_signature(head, signed):
    assert is_personal(head) is signed
