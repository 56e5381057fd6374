"""People across with their results still blank: read whether or not the sheet has borders; sums by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save

MATRIX = """
导诊台护士10月考核表|<|<|<|<|<
项目|考核内容|分值|得分|<|<
^|^|^|李敏|周洁|黄晓芸
仪容|着装、胸牌|30|28|30|27
服务|首问负责|40|38|40|36
纪律|不脱岗|30|30|27|29
总分|||||
名次|||||
等次|||||
"""
"""28 + 38 + 30 = 96, 30 + 40 + 27 = 97, 27 + 36 + 29 = 92."""


@pytest.mark.parametrize("borders", [True, False])
def test_blank_result_rows_are_those_of_the_people_over_them(borders, tmp_path):
    text = MATRIX.strip("\n")
    if not borders:
        text = "\n".join(f"~{line}" for line in text.split("\n"))
    (part,) = understood(drawn(text), tmp_path).parts
    assert {"name": 3, "total": 7, "rank": 8, "level": 9}.items() <= part.across.items()
    done = taken_over(save(drawn(text), tmp_path, "a"), decisions={})
    sheet = openpyxl.load_workbook(done.out, data_only=True)["表"]
    assert [sheet.cell(7, at).value for at in (4, 5, 6)] == [96, 97, 92]
    assert [sheet.cell(8, at).value for at in (4, 5, 6)] == [2, 1, 3]


def test_a_row_for_something_else_below_them_is_no_result(tmp_path):
    text = "\n".join(f"~{line}" for line in MATRIX.strip("\n").split("\n")[:6]) + "\n~签字|||||\n~备注|||||"
    found = understood(drawn(text), tmp_path)
    assert all("total" not in part.across for part in found.parts)
