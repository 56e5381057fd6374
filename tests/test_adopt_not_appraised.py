"""One person who does not take part changes nothing of what is said of the others' levels (考核等次 by points of a note)."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish

LIST = """
员工月度考核汇总表|<|<|<|<
姓名|岗位|是否参加考核|最终得分|考核等次
史丽|班长|是|95.8|优秀
陶然|前台|是|91|良好
毛小峰|陪检|是|84.3|合格
侯佳|前台|{0}|{1}|{2}
说明：95分及以上为优秀，85分及以上不满95分为良好，75分及以上不满85分为合格，75分以下为待改进|<|<|<|<
"""


@pytest.mark.parametrize("last", [("否", "", ""), ("否", "", "不参评"), ("是", 88, "良好")])
def test_the_companys_own_points_are_told_and_no_level_is_said_to_differ(last, tmp_path):
    done = take_over(adopt(save(drawn(LIST.format(*last)), tmp_path, "a")), Wish(dry_run=True))
    assert [one.cell for one in done.differences if one.key == "level"] == []
    assert [fault.place for fault in done.faults if "优秀 95" in fault.say()] == ["表!E3"]
