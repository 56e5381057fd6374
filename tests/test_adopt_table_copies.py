"""The same table of levels beside every list counts once; coefficients may stand below the shares. Counted by hand."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.drawing import Book
from adopt.handed_in import taken_over
from adopt.writing import save

LIST = """
{0}考核汇总表|<|<|<|<|<||||
姓名|考核得分|考核等级|绩效系数|绩效基数|绩效工资||等级|最低分|系数
张桂兰|{1}||||||优秀|90|1.2
李凤英|82||||||良好|80|1
王素珍|65||||||合格|0|{2}
"""


def listed(name, total, last=0.8):
    text = LIST.format(name, total, last)
    for old, new in zip("芳英珍", "兰娥梅") if name == "月嫂部" else ():
        text = text.replace("张桂兰", "周月兰").replace(old, new).replace("凤", "彩")
    sheet = drawn(text).sheets[0]
    sheet.name = name
    for row in (3, 4, 5):
        sheet.write(f"E{row}", 1000, "box center")
    return sheet


def results(path, sheet):
    page = openpyxl.load_workbook(path, data_only=True)[sheet]
    return [tuple(page[f"{column}{row}"].value for column in "CDF") for row in (3, 4, 5)]


RIGHT = [("优秀", 1.2, 1200), ("良好", 1, 1000), ("合格", 0.8, 800)]


def test_copies_of_one_table_are_one_table(tmp_path):
    done = taken_over(save(Book([listed("保洁部", 95), listed("月嫂部", 91)]), tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    assert results(done.out, "保洁部") == results(done.out, "月嫂部") == RIGHT


def test_tables_that_differ_are_not_chosen_between(tmp_path):
    done = taken_over(save(Book([listed("保洁部", 95), listed("月嫂部", 91, last=0.6)]), tmp_path, "a"))
    assert done.out is None or [row[1] for row in results(done.out, "月嫂部")] != [1.2, 1, 0.8]


ROSTER = """
南山水务考核汇总表|<|<|<|<|<|<|<
部室|姓名|部室考核等级|考核得分|部室内排名|考核等次|绩效系数|月绩效工资
{rows}
"""
SHARES = """
部室等级对应的等次比例及系数|<|<|<|<
部室等级|优秀|良好|合格|不合格
A|30%|50%|20%|0%
B|20%|50%|30%|0%
C|10%|40%|40%|10%
{0}|1.2|1.1|1|0.8
"""


@pytest.mark.parametrize(("head", "read"), [("绩效系数", True), ("部室系数", False), ("上月人数", False)])
def test_the_row_below_the_shares_has_the_coefficients(head, read, tmp_path):
    """Ten people of level A: three 优秀, five 良好, two 合格."""
    rows = "\n".join(f"抄表班|员工{'甲乙丙丁戊己庚辛壬癸'[at]}|A|{99 - at}||||" for at in range(10))
    people, shares = drawn(ROSTER.format(rows=rows)).sheets[0], drawn(SHARES.format(head)).sheets[0]
    people.name, shares.name = "附件3", "等次比例"
    done = taken_over(save(Book([people, shares]), tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    page = openpyxl.load_workbook(done.out, data_only=True)["附件3"]
    found = [(page[f"F{row}"].value, page[f"G{row}"].value) for row in range(3, 13)]
    assert [level for level, _ in found] == ["优秀"] * 3 + ["良好"] * 5 + ["合格"] * 2
    if read:
        assert [factor for _, factor in found] == [1.2] * 3 + [1.1] * 5 + [1] * 2
    else:
        assert {factor for _, factor in found} != {1.2, 1.1, 1}
