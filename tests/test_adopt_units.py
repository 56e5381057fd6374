"""Halls and shops as departments, places counted inside them, and rows of points whose words nobody knows."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.writing import save
from xlkpi.actions.adopt import adopt

HALLS = """
燃气有限公司10月绩效得分排名表|<|<|<|<
营业厅|序号|姓名|总得分|{head}
东门厅|1|安然|91|2
^|2|白雪|95|1
^|3|曹颖|84|{third}
西门厅|1|邓超群|89|1
^|2|范冰|85|3
^|3|高兴|88|2
南门厅|1|胡歌子|93|1
^|2|江珊|81|2
"""


def understood(text, tmp_path):
    return adopt(save(drawn(text), tmp_path, "a")).understood


def asked(found):
    return [(one.field, one.candidates) for part in found.parts for one in part.questions]


@pytest.mark.parametrize("head", ["厅内排名", "本厅内名次", "营业厅内排名"])
@pytest.mark.parametrize(("third", "told"), [(3, []), (2, ["E5"])])
def test_places_inside_of_a_hall_say_that_the_halls_are_the_departments(head, third, told, tmp_path):
    """曹颖 is the third of three in her hall; a 2 there is the company's own slip, and no other place is one."""
    found = understood(HALLS.format(head=head, third=third), tmp_path)
    [part] = found.parts
    assert (part.columns["department"], part.columns["rank"]) == ("A", "E")
    assert [one.cell for one in found.contradictions] == told
    assert asked(found) == []


SHOPS = """
9月绩效考核汇总表|<|<|<
店铺|姓名|考核得分|绩效等级
{0}|安然|91|
{0}|白雪|95|
{1}|曹颖|84|
{1}|邓超群|89|
{2}|范冰|85|
"""


def test_whether_shops_are_departments_is_asked_where_there_are_several(tmp_path):
    found = understood(SHOPS.format("一店", "二店", "三店"), tmp_path)
    assert asked(found) == [("department", ("A",))]


def test_of_one_shop_nothing_is_asked(tmp_path):
    assert asked(understood(SHOPS.format("一店", "一店", "一店"), tmp_path)) == []


FORM = """
物业服务中心员工月度绩效考核表|<|<|<
姓名|周敏|岗位|前台管家
考核内容|考核标准|分值|上级评分
来电接听|铃响三声内接听|30|27
报修派单|10分钟内派单|30|29
业主回访|回访率95%|20|18
仪容仪表|按规范着装|20|19
小计||100|93
{rows}
最终得分|||{total}
"""


@pytest.mark.parametrize(
    ("rows", "total", "extras"),
    [
        ("夜班脱岗|||2", 91, {"D9": "off"}),  # 93 - 2
        ("夜班脱岗|||-2", 91, None),  # one row that is added is the adjustment
        ("夜班脱岗|||2\n业主来信|||1", 92, {"D9": "off", "D10": "+"}),  # 93 - 2 + 1
        ("夜班脱岗|||-2\n业主来信|||1", 92, {"D9": "+", "D10": "+"}),
    ],
)
def test_rows_of_points_with_words_of_their_own_count_where_the_numbers_add_up(rows, total, extras, tmp_path):
    found = understood(FORM.format(rows=rows, total=total), tmp_path)
    [part] = found.parts
    assert (part.first_row, part.last_row) == (4, 7)
    assert found.contradictions == ()
    if extras is None:
        assert part.fields["adjust"] == "D9"
    else:
        assert dict(part.extras) == extras


@pytest.mark.parametrize(
    ("rows", "total", "cell"),
    [
        ("夜班脱岗|||2", 94, "D10"),  # neither 95 nor 91
        ("夜班脱岗|||1\n业主来信|||1", 93, "D11"),  # which of the two was taken off, nobody can tell
        ("减分|||1\n业主来信|||2", 96, "D11"),  # 减分 is never added
    ],
)
def test_rows_of_points_that_do_not_add_up_in_one_way_are_told(rows, total, cell, tmp_path):
    found = understood(FORM.format(rows=rows, total=total), tmp_path)
    [part] = found.parts
    told = [one.cell for one in found.contradictions] or [one.column for one in part.unread]
    assert told
    assert cell in told or "D9" in told


SEATS = """
9月绩效考核汇总表|<|<|<
工号|姓名|考核得分|绩效等级
K1|安然|91|
K2|白雪|95|
K3|曹颖|84|
K4|邓超群|89|
K5|范冰|85|

{0}|{2}|{1}|{3}
"""


@pytest.mark.parametrize(("first", "second"), [("优秀名额", "良好名额"), ("A级人数", "B级人数"), ("A+限额", "A限额")])
def test_seats_of_levels_that_nobody_understands_are_asked_about(first, second, tmp_path):
    """Head office's quotas must not take the place of the company's own in silence."""
    found = understood(SEATS.format(first, second, 2, 3), tmp_path)
    assert [field for field, _ in asked(found)] == ["level_rule"]


@pytest.mark.parametrize(
    ("first", "second", "numbers"),
    [
        ("优秀人数", "良好人数", ('=COUNTIF(D3:D7,"优秀")', '=COUNTIF(D3:D7,"良好")')),  # counted from the levels
        ("应到人数", "实到人数", (5, 5)),
    ],
)
def test_how_many_people_there_are_is_no_rule(first, second, numbers, tmp_path):
    assert asked(understood(SEATS.format(first, second, *numbers), tmp_path)) == []


REWARDS = """
快递网点客服11月绩效考核汇总表|<|<|<|<|<
工号|姓名|第一周|第二周|最终得分|{head}
K1|安然|90|92|91|
K2|白雪|85|87|86|-50
K3|曹颖|78|80|79|
K4|邓超群|95|97|96|100
"""


@pytest.mark.parametrize(("head", "read"), [("奖惩", False), ("奖惩分", True)])
def test_money_beside_a_total_is_no_adjustment_of_it(head, read, tmp_path):
    """The total is the mean of the weeks whatever stands under 奖惩: it is yuan, and is told as not read."""
    [part] = understood(REWARDS.format(head=head), tmp_path).parts
    assert ("adjust" in part.columns) == read
    assert ("F" in [one.column for one in part.unread]) != read


def test_a_reward_that_the_total_counts_is_its_adjustment(tmp_path):
    text = REWARDS.format(head="奖惩").replace("|91|", "|=(C3+D3)/2+F3→91|").replace("|86|-50", "|=(C4+D4)/2+F4→84|-2")
    text = text.replace("|79|", "|=(C5+D5)/2+F5→79|").replace("|96|100", "|=(C6+D6)/2+F6→98|2")
    [part] = understood(text, tmp_path).parts
    assert part.columns["adjust"] == "F"


COUNTED_BETWEEN = """
9月绩效考核汇总表|<|<|<
工号|姓名|考核得分|绩效等级
K1|安然|91|A
K2|白雪|95|A
夜班岗位|2||
K3|曹颖|84|B
K4|邓超群|89|B
"""


def test_a_row_of_counts_between_people_ends_no_list(tmp_path):
    [part] = understood(COUNTED_BETWEEN, tmp_path).parts
    assert list(part.entries) == [3, 4, 6, 7]


OTHER_MONTH = """
客服一组10月绩效考核结果|<|<|<|<|<
工号|姓名|上月得分|本月得分|变化|本月排名
K1|安然|88|90|{0}|3
K2|白雪|92|89|{1}|4
K3|曹颖|85|91|{2}|2
K4|邓超群|90|94|{3}|1
"""


@pytest.mark.parametrize("changes", [(2, -3, 6, 4), tuple(f"=D{at}-C{at}→{n}" for at, n in zip("3456", (2, -3, 6, 4)))])
def test_this_month_is_not_made_of_last_month_and_the_change(changes, tmp_path):
    """90 = 88 + 2 in every row, and yet nothing was ever added up so."""
    [part] = understood(OTHER_MONTH.format(*changes), tmp_path).parts
    assert (part.columns["total"], part.columns["rank"]) == ("D", "F")
    assert part.sums == ()


CONVERTED = """
热线部9月考核|<|<|<|<
姓名|原始得分|难度系数|折算得分|排名
安然|88|1|88|2
白雪|92|1.05|96.6|1
曹颖|85|1|85|3
"""


def test_the_score_that_ranks_is_the_converted_one(tmp_path):
    [part] = understood(CONVERTED, tmp_path).parts
    assert (part.columns["total"], part.columns["rank"]) == ("D", "E")
    assert asked(understood(CONVERTED, tmp_path)) == []


QUARTER = """
员工季度考核表|<|<|<|<|<|<
姓名|江远|岗位|客服|考核月份|2025年9月|
考核项目|权重|7月|8月|9月|季度平均|得分
服务质量|60%|90|92|94|=AVERAGE(C4:E4)→92|=F4*B4→55.2
工作纪律|40%|100|95|99|=AVERAGE(C5:E5)→98|=F5*B5→39.2
合计|100%|||||=SUM(G4:G5)→94.4
"""


def test_what_the_weight_multiplies_is_the_score_whatever_the_words_are(tmp_path):
    found = understood(QUARTER, tmp_path)
    [part] = found.parts
    assert (part.columns["score"], part.columns["weighted"], part.fields["total"]) == ("F", "G", "G6")
    assert found.contradictions == ()
