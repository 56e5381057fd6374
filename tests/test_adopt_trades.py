"""Lists of factories and hotels as two strangers drew them: 5S among the marks, headings that look like names, seat numbers."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt

FACTORY = """
SMT车间月度绩效考核汇总表|<|<|<|<|<
坐席号|姓名|产量（60分）|5S（40分）|总分|等级
8001|陈丽华|57|38|95|A
8002|王小明|52|36|88|B
8003|李志强|50|31|81|B
"""
HOTEL = """
酒店员工绩效工资核算表|<|<|<|<|<|<
姓名|职务|劳动纪律|应出勤|高效协作|综合得分|应得奖金
陈丽华|前台|94|26|96|95|1800
王小明|前台|90|26|92|91|1100
李志强|礼宾|85|25|91|88|1000
赵晓梅|总机|92|26|90|91|1000
孙建国|行李|88|26|90|89|1000
总计|<|<|<|<|<|5900
"""


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (FACTORY, {"employee_id": "A", "name": "B", "total": "E", "level": "F"}),
        (HOTEL, {"name": "A", "post": "B", "total": "F", "pay": "G"}),
    ],
)
def test_it_is_a_list_of_people_without_a_question(text, columns, tmp_path):
    found = adopt(save(drawn(text.strip()), tmp_path, "a")).understood
    assert found.kind == "summary"
    assert found.parts[0].columns.items() >= columns.items()
    assert [one.field for one in found.asked if one.field == "kind"] == []
