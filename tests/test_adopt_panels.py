"""Forms with a panel of results on the right of their lines, and with a small table of levels below them."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

SERVICE = """
售后服务顾问绩效考核表（6月）|<|<|<|<|<|<
姓名|曹磊|部门|售后服务部||||
考核项目|当月目标|当月达成|权重|项目得分|折算得分||奖惩分|-1
接车台次|160|152|25%|95|=E4*D4→23.75||总评得分|{total}
维修产值|260000|281000|35%|108|=E5*D5→37.8||评定档次|良
续保台数|25|25|40%|88.25|=E6*D6→35.3||档次系数|1
合计|||100%||=SUM(F4:F6)→96.85||绩效工资基数|3500
||||||||
档次|优|良|中|差||||
分数|≥100|90≤X<100|75≤X<90|<75||||
系数|1.2|1|0.8|0.5||||
"""
PANEL = {"adjust": "I3", "total": "I4", "level": "I5", "coefficient": "I6", "base_pay": "I7"}


def told(found, *, notice=False):
    return {fault.place.rpartition("!")[2] for fault in found.faults if fault.notice is notice}


def test_results_on_the_right_are_read_by_their_labels(tmp_path):
    [part] = understood(drawn(SERVICE.format(total="=F7+I3→95.85")), tmp_path).parts
    assert PANEL.items() <= part.fields.items()
    assert (part.first_row, part.last_row) == (4, 6)
    assert part.columns["actual"] == "C"
    assert not part.questions
    assert not part.conflicts


def test_a_table_of_levels_below_is_none_of_the_lines_without_a_total_row_too(tmp_path):
    lines = SERVICE.format(total="=F7+I3→95.85").split("\n")
    text = "\n".join(line for line in lines if not line.startswith(("合计", "|||")))
    [part] = understood(drawn(text), tmp_path).parts
    assert (part.first_row, part.last_row, part.entries) == (4, 6, [4, 5, 6])


@pytest.mark.parametrize(
    ("total", "wrong", "noticed"),
    [
        ("=F7+I3→95.85", set(), set()),
        ("=ROUND(F7+I3,1)→95.9", set(), {"I4"}),  # the company's own rounding
        ("=ROUND(F7+I3,0)→96", set(), {"I4"}),
        ("=ROUND(F7+I3,1)+1→96.9", {"I4"}, set()),
        ("=ROUND(F7+I3+1,1)→96.9", {"I4"}, set()),
    ],
)
def test_a_formula_that_keeps_fewer_decimals_is_no_contradiction(total, wrong, noticed, tmp_path):
    found = take_over(adopt(save(drawn(SERVICE.format(total=total)), tmp_path, "a")), Wish())
    assert told(found) == wrong
    assert noticed <= told(found, notice=True)
    if not wrong:
        sheet = openpyxl.load_workbook(found.out, data_only=True)["表"]
        assert sheet["I4"].value == float(total.partition("→")[2])


LEGEND = """
员工绩效考核表|<|<|<|<|<
姓名|陈丽华|||
考核指标|权重|评分||等级|系数
接通率|60%|90||优|1.2
满意度|40%|80||良|1
总分||86|||
"""


def test_a_legend_on_the_right_is_no_panel_of_results(tmp_path):
    [part] = understood(drawn(LEGEND), tmp_path).parts
    assert set(part.fields) == {"name", "total"}


TICKED = """
月嫂岗位6月考核评分表|<|<
员工姓名：王桂兰|<|门店：南山店
考核项目|标准分|考核得分
护理|60|50
沟通|40|38
总计|=SUM(B4:B5)→100|=SUM(C4:C5)→88
评定等级|{0}|<
"""


@pytest.mark.parametrize(
    ("level", "read"),
    [
        ("□优秀　☑良好　□合格　□不合格", True),
        ("√优秀 □良好", True),
        ("□优秀　□良好　□合格", False),  # nobody has ticked anything
        ("☑优秀　☑良好　□合格", False),
        ("☑已确认 □未确认", False),
    ],
)
def test_the_ticked_level_is_read(level, read, tmp_path):
    path = save(drawn(TICKED.format(level)), tmp_path, "a")
    [part] = adopt(path).understood.parts
    assert ("level" in part.fields) is read
    assert part.fields["branch"] == "C2"
    assert not part.questions
    found = take_over(adopt(path), Wish())
    assert told(found) == set()
    assert openpyxl.load_workbook(found.out)["表"]["B7"].value == level


LISTED = """
客房部6月绩效考核汇总表|<|<|<
填报部门：{0}|<|<|<
姓名|部门|总分|等级
陈丽华|热线|96|A
王建国|营业|92|A
"""


@pytest.mark.parametrize(("heading", "read"), [("部门", False), ("岗位", True)])
def test_the_department_that_fills_in_a_list_is_that_of_all_only_where_no_column_tells(heading, read, tmp_path):
    text = LISTED.format("客房部").replace("|部门|", f"|{heading}|")
    [part] = understood(drawn(text), tmp_path).parts
    assert (part.fields.get("department") == "A2") is read


@pytest.mark.parametrize(("level", "wrong"), [("□优秀　☑良好　□合格", set()), ("☑优秀　□良好　□合格", {"B7"})])
def test_the_ticked_level_is_held_against_the_points_that_are_stated(level, wrong, tmp_path):
    text = TICKED.format(level).rstrip() + "\n~备注：优秀≥95分；良好85～94分；合格70～84分|<|<\n"
    assert told(take_over(adopt(save(drawn(text), tmp_path, "a")), Wish())) == wrong
