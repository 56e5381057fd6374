"""The blank cell of a form's level: beside its label whatever stands behind it, or where the forms drawn alike have it."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.drawing import Book
from adopt.handed_in import taken_over, understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute

FORM = """
店员工月考核表|<|<|<|<|<
姓名|林晓|岗位|验光师|月份|2026年11月
考核项目|评分细则|标准分|自评|店长评分|备注
顾客接待|三声服务|40|||
验配质量|返工一副扣5分|35|||
仪器保养|每周一次|25|||
总分||100|||
{0}
"""
RULE = "~90分以上为优秀，80分以上为良好，70分以上为合格，70分以下为不合格|<|<|<|<|<"


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("等级||店长签名||员工签名|", "B8"),
        ("考核等次||主管评语|||", "B8"),
        ("考核等级||评语||签字|", "B8"),
        ("等级||好 / 中 / 差：85分起为好，70分起为中，低于70分为差|<|<|<", "B8"),
        ("等级|||||", None),  # beside it or below the scores: asked
        ("等级|优秀|店长签名||员工签名|", "B8"),
        ("等级||A|店长签名||", "C8"),  # what stands there is the level
        ("考核结论|好|店长签名||员工签名|", "B8"),
        ("等级|□优 □良 □中|店长签名||员工签名|", None),
        ("等级||□优 □良 □中|店长签名||", None),  # one of these is ticked
        ("签名||等级签名||员工签名|", None),
    ],
)
def test_the_blank_cell_beside_the_label_waits_for_the_level(row, cell, tmp_path):
    (part,) = understood(drawn(FORM.format(row)), tmp_path).parts
    if cell is not None:
        assert part.fields.get("level") == cell
    else:
        assert "level" not in part.fields
    assert ("level" in {one.field for one in part.questions}) == (row == "等级|||||")


def ruled(rule):
    return drawn(FORM.format("等级||店长签名||员工签名|").rstrip("\n") + "\n" + rule)


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        (RULE, "优秀"),
        ("~一级：≥95分；二级：85-94分；三级：75-84分；四级：75分以下|<|<|<|<|<", "二级"),
        ("~等级：S≥95分；85≤A<95；75≤B<85；C<75分|<|<|<|<|<", "A"),
        ("~90分以上为优秀，80分以上为良好，70分以下为不合格，优秀不超过20%|<|<|<|<|<", None),
        ("~90分以上且无投诉为优秀，80分以上为良好，80分以下为合格|<|<|<|<|<", None),
        ("~等级由店长评定|<|<|<|<|<", None),
    ],
)
def test_the_level_follows_once_scores_are_there(rule, level, tmp_path):
    done = taken_over(save(ruled(rule), tmp_path, "a"), out=tmp_path / "b.xlsx")
    made = openpyxl.load_workbook(done.out)
    for row, score in ((4, 38), (5, 30), (6, 25)):
        made["表"][f"E{row}"] = score
    made.save(done.out)
    recompute(open_book(done.out))
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    assert (sheet["E7"].value, sheet["B8"].value) == (93, level)


def test_it_is_told_and_can_be_left_to_people(tmp_path):
    done = taken_over(save(ruled(RULE), tmp_path, "a"))
    (told,) = [fault for fault in done.faults if "等级按写明的分数线计算" in fault.say()]
    assert (told.place, told.notice) == ("表!B8", True)
    kept = taken_over(save(ruled(RULE), tmp_path, "b"), decisions={("表", "level"): "keep"})
    assert openpyxl.load_workbook(kept.out)["表"]["B8"].value is None
    assert not any("等级按写明" in fault.say() for fault in kept.faults)


def test_a_blank_form_has_its_level_where_its_sisters_have_it(tmp_path):
    filled, blank = (drawn(FORM.format(row)).sheets[0] for row in ("等级|||A||", "等级|||||"))
    filled.name, blank.name = "甲", "乙"
    for row, score in ((4, 38), (5, 30), (6, 25), (7, 93)):
        filled.write(f"E{row}", score, "box center")
    found = understood(Book([filled, blank]), tmp_path)
    assert {part.sheet: part.fields.get("level") for part in found.parts} == {"甲": "D8", "乙": "D8"}


PLAIN = "得分等级说明|||||\n~|<|<|<|<|<"
"""A line of which nobody could tell where the level is."""


@pytest.mark.parametrize("answer", ["B8、B17", "B17,B8", "b8，$B$17"])
def test_several_forms_on_a_sheet_are_answered_a_cell_each(answer, tmp_path):
    """Each cell is about the form that it lies nearest to; one cell alone is about one form."""
    two = drawn("\n".join(FORM.format(PLAIN).strip("\n") for _ in range(2)))
    path = save(two, tmp_path, "a")
    assert [part.fields.get("level") for part in adopt(path).understood.parts] == [None, None]
    for told, cells in ((answer, ["B8", "B17"]), ("B17", [None, "B17"])):
        parts = adopt(path, answers={"表": {"level": told}}).understood.parts
        assert [part.fields.get("level") for part in parts] == cells


def test_cells_of_heads_and_of_forms_side_by_side_go_to_the_nearest(tmp_path):
    lines = FORM.format(PLAIN).strip("\n").split("\n")
    below = adopt(save(drawn("\n".join(lines * 2)), tmp_path, "a"), answers={"表": {"department": "D2、D11"}})
    assert [part.fields["department"] for part in below.understood.parts] == ["D2", "D11"]
    wide = "\n".join(f"{line}||{line.removeprefix('~')}" for line in lines)
    beside = adopt(save(drawn(wide), tmp_path, "b"), answers={"表": {"level": "B8、I8"}}).understood.parts
    assert [part.fields["level"] for part in beside] == ["B8", "I8"]
