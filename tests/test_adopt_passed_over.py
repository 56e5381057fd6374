"""Rules of pay that a company states in a sentence without levels, or with levels and bare numbers: never passed over.

How such notes read is seen under lists on document-sharing sites (按绩效工资的110%发放, 系数1.2, 绩效工资=基数×得分/100). The pay that
head office's scheme would give in their place is another one, so each is asked about before a formula of ours is put in.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

LIST = """
客服部10月绩效考核汇总表|<|<|<|<|<|<
工号|姓名|考核得分|绩效等级|绩效系数|绩效基数|绩效工资
K1|安然|91|{0}||1000|
K2|白雪|95|{0}||1000|
K3|曹颖|84|{1}||1000|
K4|邓超群|74|{2}||1000|
说明：{note}
"""
RULES = (
    "90分（含）以上按绩效工资的110%发放，80（含）-90分按100%发放，80分以下按80%发放",
    "得分90以上系数1.2，80-89系数1.0，其余0.8",
    "考核得分≥90分，绩效系数1.1；＜90分，绩效系数0.9",
    "85分以上者绩效1.1倍，其余1.0倍",
    "优秀：1.2；良好：1.0；合格：0.8",
    "A=1.2，B=1.0，C=0.8",
    "A级按绩效工资的110%发放，B级按100%，C级按80%",
)
OTHER_NOTES = (
    "得分90分以上的员工可参与季度评优",
    "加班系数1.5，节假日系数3",
    "岗位系数：主管1.2，组长1.1",
    "10月1-15日系统升级，接听量按1.1倍折算",
    "出勤26天以上发放全勤奖100元",
    "迟到1次扣2分；5次以上扣10分",
    "本表一式3份，5日前交人事部",
)


def asked(path):
    return [(one.field, one.candidates) for one in adopt(path).understood.asked]


@pytest.mark.parametrize("note", RULES)
def test_a_rule_without_levels_is_asked_about_where_levels_are_blank(note, tmp_path):
    path = save(drawn(LIST.format("", "", "", note=note)), tmp_path, "a")
    assert asked(path) == [("level_rule", ("quotas", "own"))]
    [question] = adopt(path).understood.asked
    assert "表!A7" in question.why.say()


@pytest.mark.parametrize("note", OTHER_NOTES)
def test_other_notes_with_numbers_are_not_asked_about(note, tmp_path):
    assert asked(save(drawn(LIST.format("", "", "", note=note)), tmp_path, "a")) == []


@pytest.mark.parametrize("note", RULES[:5])
def test_coefficients_of_points_are_not_filled_in_with_the_schemes(note, tmp_path):
    """A, B and C stand there: the scheme's 1.1, 1 and 0.8 are not what the note says of 91, 84 and 74."""
    done = take_over(adopt(save(drawn(LIST.format("A", "B", "C", note=note)), tmp_path, "a")), Wish())
    told = [fault for fault in done.faults if not fault.notice]
    assert done.out is None
    assert [fault.place for fault in told] == ["表!E3"]
    assert "系数" in told[0].say()


@pytest.mark.parametrize("note", OTHER_NOTES)
def test_beside_other_notes_the_coefficients_are_filled_in(note, tmp_path):
    done = take_over(adopt(save(drawn(LIST.format("A", "B", "C", note=note)), tmp_path, "a")), Wish())
    assert done.out is not None


TOLD = """
客服部10月绩效考核汇总表|<|<|<|<|<|<
工号|姓名|考核得分|绩效等级|绩效系数|绩效基数|绩效工资
K1|安然|91|A|1.1|1000|{0}
K2|白雪|95|A|1.1|1000|{0}
K3|曹颖|84|B|1|1000|{0}
K4|邓超群|74|C|0.8|1000|{0}
说明：{note}
"""
OTHERWISE = (
    "绩效工资 = 基数 × 系数 × 部门系数",
    "绩效工资=绩效基数×绩效系数-扣款",
)
AS_OURS = (
    "绩效工资＝绩效基数×绩效系数",
    "应发绩效工资=基数×系数×出勤系数",
    "绩效得分=接通率×40%+质检×60%",
    "绩效工资于次月15日发放",
)


@pytest.mark.parametrize("note", OTHERWISE)
def test_blank_pay_of_which_a_sentence_tells_another_formula_is_asked_about(note, tmp_path):
    path = save(drawn(TOLD.format("", note=note)), tmp_path, "a")
    done = take_over(adopt(path), Wish())
    [told] = [fault for fault in done.faults if not fault.notice]
    assert (done.out, told.place) == (None, "表!G3")
    assert "表!A7" in told.say()
    answered = take_over(adopt(path, answers={"表": {"pay": "replace"}}), Wish(decisions={("表", "pay"): "replace"}))
    assert answered.out is not None


@pytest.mark.parametrize("note", AS_OURS)
def test_pay_that_the_sentence_makes_as_we_do_is_computed(note, tmp_path):
    assert take_over(adopt(save(drawn(TOLD.format("", note=note)), tmp_path, "a")), Wish()).out is not None


FACTORS = "绩效系数：A+级1.5倍，A级1.3倍，B级1.0倍，C级0.7倍，C-级0倍"
TABLE = """
等级|系数
A+|1.5
A|1.3
B|1
C|0.7
C-|0
"""
SHARES = """
部门等级|A+|A|B|C|C-
优秀|30%|40%|30%||
良好|10%|40%|50%||
合格||30%|50%|20%|
需改进|||50%|30%|20%
不合格|||40%|30%|30%
"""


def with_rules(note, *rules):
    """The list with blank levels and a note below it, and sheets of rules beside it."""
    book = drawn(LIST.format("", "", "", note=note))
    for at, text in enumerate(rules, 1):
        [sheet] = drawn(text).sheets
        sheet.name = f"规定{at}"
        book.sheets.append(sheet)
    return book


@pytest.mark.parametrize(("book", "told"), [
    (with_rules(FACTORS), "名额比例"),
    (with_rules("制表：王芳", TABLE), "名额比例"),
    (with_rules("制表：王芳"), "名额和系数"),
    (with_rules("制表：王芳", TABLE, SHARES), ""),
    (with_rules(FACTORS, SHARES), ""),
])  # fmt: skip
def test_shares_that_are_the_schemes_beside_coefficients_of_their_own_are_told(book, told, tmp_path):
    """Whose shares decide who gets an A+ is never silent."""
    done = take_over(adopt(save(book, tmp_path, "a")), Wish())
    assert done.out is not None
    said = [fault.say() for fault in done.faults if "总公司" in fault.say()]
    assert [told in line for line in said] == ([True] if told else [])
