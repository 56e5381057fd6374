"""Forms and lists of a company that wait to be filled in: errors that come of blanks are their normal state."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

FORM = """
客服主管绩效考核表|<|<|<|<|<
姓名|蒋文博|工号|K1|部门|客服部
考核指标|权重|目标值|实际完成|得分|加权得分
接通率|50%|95|{0}|=D4/C4*100→{1}|=B4*E4→{2}
处理时长|50%|300|{3}|=C5/D5*100→{4}|=B5*E5→{5}
合计|100%||||=SUM(F4:F5)→{6}
"""


def told(text, folder):
    found = take_over(adopt(save(drawn(text), folder, "a")), Wish(dry_run=True))
    return found, [fault.place for fault in found.faults if not fault.notice]


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        # 300 over nothing is no number yet, nor is what is made of it
        (("", 0, 0, "", "#DIV/0!", "#DIV/0!", "#DIV/0!"), []),
        ((95, 100, 50, 300, 100, 50, 100), []),
        # a word where what was reached should stand is a fault of the form
        ((95, 100, 50, "未统计", "#VALUE!", "#VALUE!", "#VALUE!"), ["表!E5", "表!F5"]),
    ],
)
def test_errors_that_come_of_blanks_stop_nothing(values, faults, tmp_path):
    assert told(FORM.format(*values), tmp_path)[1] == faults


def test_the_total_of_a_blank_form_is_the_cell_that_sums_the_weighted_scores(tmp_path):
    values = ("", 0, 0, "", "#DIV/0!", "#DIV/0!", "#DIV/0!")
    [part] = adopt(save(drawn(FORM.format(*values)), tmp_path, "a")).understood.parts
    assert part.fields["total"] == "F6"


LEVEL = """
坐席员工绩效考核表|<|<|<
姓名|周敏|工号|K1
考核指标|评分标准|权重|得分
接通率|每低1%扣1分|50%|
满意度|每低1%扣1分|50%|
合计||100%|
{0}
"""


@pytest.mark.parametrize(
    ("row", "level", "asked"),
    [
        ("绩效等级||||", None, ["level"]),  # next to its label, or below the scores: nobody can tell
        ("绩效等级|<|<|", "D7", []),
        ("绩效等级|A||", "B7", []),
        ("绩效等级|||A", "D7", []),
    ],
)
def test_where_a_level_is_to_be_written_is_asked_only_where_two_cells_wait(row, level, asked, tmp_path):
    [part] = adopt(save(drawn(LEVEL.format(row)), tmp_path, "a")).understood.parts
    assert part.fields.get("level") == level
    assert [question.field for question in part.questions] == asked


ONE_ROW = """
抄表员绩效考核表|<|<|<|<|<
姓名|周敏|工号|K1|部门|抄表班
考核指标|权重|评分标准|自评分|班长评分|加权得分
抄表到位率|60%|每低1%扣1分|||
水费回收率|40%|每低1%扣1分|||
合计|100%||||
{0}
"""


@pytest.mark.parametrize(
    ("row", "total", "level"),
    [
        ("最终得分||考核等级|||", "B7", None),  # whether D7 or F7 is the level is asked
        ("最终得分||考核等级||<|<", "B7", "D7"),
        ("最终得分|<|<|<|<|", "F7", None),  # nothing between: below the weighted scores
    ],
)
def test_a_blank_total_is_beside_its_label_where_another_label_follows(row, total, level, tmp_path):
    [part] = adopt(save(drawn(ONE_ROW.format(row)), tmp_path, "a")).understood.parts
    assert (part.fields.get("total"), part.fields.get("level")) == (total, level)
