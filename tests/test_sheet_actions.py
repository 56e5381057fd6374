"""The sheets of the other schemes at work: small months worked by hand, bad input with its place, nothing written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank, create
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.sources import value_of
from xlkpi.errors import CannotRead, CannotWrite, Unusable
from xlkpi.schemes import kind_named

MAY = dt.date(2024, 5, 1)


@pytest.fixture(scope="module")
def blanks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blanks")
    kinds = ("groups", "calls", "bids", "shop", "weekly", "rubric")
    return {kind: build_blank(kind_named(kind), folder / f"{kind}.xlsm", period=MAY) for kind in kinds}


@pytest.fixture
def fill(blanks, tmp_path):
    def filled(kind, **blocks):
        book = open_book(blanks[kind])
        for name, rows in blocks.items():
            book.write(name, rows)
        path = tmp_path / f"{kind}.xlsm"
        book.save(path)
        return open_book(path)

    return filled


def column(*cells):
    return [[cell] for cell in cells]


def shown(book, name):
    """A column, or a row, without its blank end."""
    rows = book.read(name)
    cells = list(rows[0]) if len(rows) == 1 else [row[0] for row in rows]
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def day(book, name, row=0):
    """A date that a formula gave: before the file is saved it is a serial number."""
    value = book.read(name)[row][0]
    if isinstance(value, float):
        return dt.date(1899, 12, 30) + dt.timedelta(days=value)
    return value.date() if isinstance(value, dt.datetime) else value


def messages(outcome):
    return [f"{fault.place} {fault.say()}" for fault in outcome.faults]


def told(book):
    """Faults, then notices other than those about assumed numbers."""
    outcome = recompute(book)
    return messages(outcome) + [
        f"notice {n.place} {n.say()}" for n in outcome.notices if not n.unconfirmed and n.place != book.title
    ]


THREE = {
    "组_名称": [["东", "西", "南", *[None] * 9]],
    "项目_成绩": [
        [98.0, 96, 95],
        [90.0, 92, 91],
        [800.0, 700, 900],
        [3.0, 1, 2],
        [95.0, 95, 90],
        [80.0, 85, 90],
        [1.0, 2, 3],
    ],
    "项目_方向": column(*["越高越好"] * 3, "越低越好", *["越高越好"] * 2, "越低越好"),
}
"""Three groups over the seven items of the scheme (units 4, 3, 2, 2, 1, 1, 1; the fourth and the last lower better)."""

MEMBERS = {
    "组员_工号": column("a1", "a2", "a3"),
    "组员_姓名": column("甲", "乙", "丙"),
    "组员_组别": column("东", "东", "东"),
    "组员_其他积分": column(300.0, 200.0, 100.0),
    "组员_绩效得分": column(90.0, 85.0, 80.0),
}


UPHELD = {
    "申诉_工号": column("a1", "a2"),
    "申诉_面谈日期": column(dt.date(2024, 4, 30), dt.date(2024, 4, 30)),
    "申诉_面谈结果": column("未解决", "未解决"),
    "申诉_日期": column(dt.date(2024, 5, 6), dt.date(2024, 5, 6)),
    "申诉_受理人": column("人力资源部", "上一级主管"),
    "申诉_答复日期": column(dt.date(2024, 5, 8), dt.date(2024, 5, 8)),
    "申诉_成立": column("是", "是"),
    "申诉_考核人": column("陆海", "陆海"),
}
"""Two appeals after a talk that settled nothing, both upheld."""

APRIL = [[dt.date(2024, 4, 1)]]
"""The month of which the talk is: its results are told on its last day."""

TWO_MONTHS = "严重警告；连续2个月绩效分为0，提请人力资源部复核（原文：改为试用工作期3个月，合格后转正）"


def test_group_points_levels_and_lines_by_hand(fill):
    book = fill("groups", **THREE)
    assert recompute(book).faults == ()
    # 98>96>95 x4: 12 8 4; 92>91>90 x3: 3 9 6; 900>800>700 x2: 4 2 6; fewest x2: 2 6 4; tie x1: 3 3 1; x1: 1 2 3; x1: 3 2 1
    assert [row[:3] for row in book.read("项目_积分")[:7]] == [
        [12, 8, 4],
        [3, 9, 6],
        [4, 2, 6],
        [2, 6, 4],
        [3, 3, 1],
        [1, 2, 3],
        [3, 2, 1],
    ]
    assert shown(book, "组_总分") == [28, 32, 25]
    # 3 groups x 14 = 42 at best: 92/112 x 42 = 34.5 and 35/112 x 42 = 13.125
    assert (book.read("A线")[0][0], book.read("D线")[0][0]) == (34.5, 13.125)
    assert shown(book, "组_等级") == ["b", "a", "c"]
    assert day(book, "项目确定期限", 0) == dt.date(2024, 4, 25)
    assert day(book, "公布期限", 0) == dt.date(2024, 6, 5)


def test_a_group_missing_in_an_item_is_named_and_nothing_is_written(fill):
    values = [list(row) for row in THREE["项目_成绩"]]
    values[1][2] = None
    book = fill("groups", **{**THREE, "项目_成绩": values})
    outcome = recompute(book)
    assert outcome.written_to is None
    assert any("评比!G9" in text and "还缺 1 项" in text for text in messages(outcome))  # the third group, 南


def test_an_item_without_a_unit_is_named(fill):
    book = fill("groups", **THREE, 项目_单位分=column(4.0, None, 2.0, 2.0, 1.0, 1.0, 1.0))
    assert any("的单位分为空，请填写" in text for text in messages(recompute(book)))


def test_a_tie_at_the_top_makes_two_groups_a_and_says_so(fill):
    book = fill(
        "groups", 组_名称=[["东", "西"]], 项目_成绩=[[98.0, 98.0]], 项目_单位分=column(4.0), 项目_名称=column("满意度"),
        项目_方向=column("越高越好"),
    )  # fmt: skip
    assert recompute(book).faults == ()
    assert shown(book, "组_等级") == ["a", "a"]
    assert "与另1组同分" in shown(book, "组_说明")[0]


def test_nine_groups_scale_the_lines(fill):
    names = [[f"第{n}组" for n in range(1, 10)]]
    values = [[float(90 - n) for n in range(9)] for _ in range(7)]
    orders = column(*["越高越好"] * 7)
    book = fill("groups", 组_名称=names, 项目_成绩=values, 项目_方向=orders)
    assert recompute(book).faults == ()
    assert (book.read("A线")[0][0], book.read("D线")[0][0]) == (103.5, 39.375)
    # totals 126, 112, 98, 84 ... 14: best a, 112 >= 103.5 a, 98 is not second place any more: c down to 42, 28 open, 14 d
    assert shown(book, "组_总分") == [126, 112, 98, 84, 70, 56, 42, 28, 14]
    assert shown(book, "组_等级") == ["a", "a", "c", "c", "c", "c", "c", "待定", "d"]
    assert [fault.say() for fault in check(book) if "待定" in fault.say()] == [
        "第8组等级待定，请主管在「主管确定」中填写"
    ]


def test_members_are_proposed_judged_penalised_and_refused(fill):
    book = fill(
        "groups",
        **THREE,
        **MEMBERS,
        组员_主管评定=column("a", "c", "b"),
        处罚_日期=column(dt.date(2024, 5, 6), dt.date(2024, 5, 9), dt.date(2024, 5, 20)),
        处罚_工号=column("a2", "a3", "a3"),
        处罚_事项=column("散漫不及时", "与客户争吵", "课程准备不充分"),
        组员_此前为零=column(None, None, 1.0),
    )
    outcome = recompute(book)
    assert outcome.faults == ()
    assert shown(book, "组员_建议") == ["a", "b", "c"]
    assert shown(book, "组员_等级") == ["a", "c", "b"]
    assert book.read("组员_处罚")[:3] == [[0, 0], [20, 1], [70, 2]]
    assert shown(book, "组员_月积分") == [300, 180, 0]
    assert shown(book, "组员_月绩效") == [90, 85, 0]
    assert shown(book, "组员_处理") == ["", "", TWO_MONTHS]


def test_a_level_outside_the_allowed_set_is_refused_with_its_place(fill):
    book = fill("groups", **THREE, **MEMBERS, 组员_主管评定=column("a", "e", "b"))
    outcome = recompute(book)
    assert outcome.written_to is None
    (told,) = messages(outcome)
    assert told.startswith("组员!K")
    assert told.endswith(" 小组等级 b 的组员不能评 e，已拒绝；请在允许的范围内重新评定")
    assert shown(book, "组员_等级") == ["a", "超出范围", "b"]


def test_an_appeal_cannot_give_a_level_outside_the_allowed_set_either(fill):
    book = fill(
        "groups",
        **THREE,
        **MEMBERS,
        组员_主管评定=column("e", "b", "c"),
        **UPHELD,
        考核月份=APRIL,
        申诉_更正等级=column("a", "d"),
    )
    (told,) = messages(recompute(book))
    # the group has level b, so a, b and c are allowed: the first correction mends the manager's e, the second is refused
    assert told.startswith("申诉!M7 ")
    assert "不能评 d" in told
    assert shown(book, "组员_等级") == ["a", "超出范围", "c"]


def test_the_warning_does_not_wait_for_the_points(fill):
    book = fill(
        "groups",
        **THREE,
        **{**MEMBERS, "组员_其他积分": column(300.0, 200.0, None)},
        处罚_日期=column(dt.date(2024, 5, 9), dt.date(2024, 5, 20)),
        处罚_工号=column("a3", "a3"),
        处罚_事项=column("与客户争吵", "课程准备不充分"),
        组员_此前为零=column(None, None, 1.0),
    )
    book.recalculate()
    # nothing but the two cases decides that the performance score is 0, and it was 0 in the month before
    assert shown(book, "组员_月绩效") == [90, 85, 0]
    assert shown(book, "组员_处理") == ["", "", TWO_MONTHS]


def test_a_penalty_without_a_date_is_named(fill):
    book = fill("groups", **THREE, **MEMBERS, 处罚_工号=column("a2"), 处罚_事项=column("散漫不及时"))
    assert any("日期为空，请填写" in text for text in messages(recompute(book)))


def test_an_appeal_on_a_holiday_counts_from_the_next_working_day_and_a_late_answer_is_a_notice(fill):
    book = fill(
        "groups",
        **THREE,
        **MEMBERS,
        **{
            **UPHELD,
            "申诉_成立": column("是"),
            "申诉_面谈日期": column(dt.date(2024, 4, 30), dt.date(2003, 4, 30)),
            "申诉_日期": column(dt.date(2024, 5, 1), dt.date(2003, 5, 6)),
            "申诉_答复日期": column(dt.date(2024, 5, 13)),
            "考核月份": [[dt.date(2003, 4, 1)]],
        },
        申诉_更正等级=column("b"),
        组员_主管评定=column("a", "b", "c"),
    )
    outcome = recompute(book)
    # 6, 7, 8, 9, 10 May: five working days after a holiday
    assert day(book, "申诉_期限", 0) == dt.date(2024, 5, 10)
    # no day off of 2003 is known
    assert "2003年" in book.read("申诉_期限")[1][0]
    assert shown(book, "申诉_情况")[0] == "逾期"
    assert shown(book, "申诉_考核人结果") == ["考核结果待复核"]
    assert shown(book, "组员_等级") == ["b", "b", "c"]
    assert any("2003年" in text for text in messages(outcome))


def test_calls_are_scored_levelled_and_excused_by_hand(fill):
    book = fill(
        "calls",
        工作日数=[[21.0]],
        坐席_工号=column("h1", "h2", "h3", "h4"),
        坐席_姓名=column("甲", "乙", "丙", "丁"),
        坐席_单位=column(*["热线部"] * 4),
        坐席_状态=column("正式", "正式", "试用", "正式"),
        坐席_转正日期=column(None, dt.date(2024, 5, 10), None, dt.date(2024, 5, 11)),
        坐席_请假=column(10.5),
        坐席_话务量=column(5200.0, 5500.0, 5000.0, 5000.0),
        坐席_投诉=column(500.0, 500.0, 0.0, 0.0),
        坐席_质量=column(90.0, 95.0, 90.0, 90.0),
        坐席_日常=column(85.0, 100.0, 90.0, 90.0),
        单位_名称=column("热线部"),
        单位_各项=[[None, None, 95.5]],
    )
    assert recompute(book).faults == ()
    assert shown(book, "坐席_指数") == [0.94, 1.0, 1.0, 1.0]
    # 94 x 0.4 + 90 x 0.4 + 85 x 0.2 = 90.6; 100 x 0.4 + 95 x 0.4 + 100 x 0.2 = 98
    assert shown(book, "坐席_指标得分")[:2] == [90.6, 98.0]
    assert shown(book, "坐席_参评") == [
        "是",
        "是",
        "不参评：试用期，未转正",
        "不参评：2024年5月11日转正，2024年6月起参评",
    ]
    # an excellent unit of two: 20% and 30% of 2 are 0.4 and 0.6, so A+ 0, A 1, B 1
    assert shown(book, "坐席_等级") == ["B", "A", "不参评", "不参评"]
    assert shown(book, "坐席_排名")[:2] == [2, 1]


def calls_month(people):
    """A month of a hotline unit in which nothing is wrong."""
    return {
        "工作日数": [[21.0]],
        "坐席_工号": column(*(f"h{n}" for n in range(1, people + 1))),
        "坐席_姓名": column(*"甲乙丙丁戊己庚辛"[:people]),
        "坐席_单位": column(*["热线部"] * people),
        "坐席_岗位": column(*["质检专员"] * people),
        "坐席_状态": column(*["正式"] * people),
        "坐席_话务量": column(*[5000.0] * people),
        "坐席_质量": column(*[90.0] * people),
        "坐席_日常": column(*[90.0] * people),
        "单位_名称": column("热线部"),
        "单位_各项": [[None, None, 90.0]],
    }


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ({"坐席_话务量": column(-5.0), "工作日数": [[21.0]]}, "负数"),
        ({"坐席_话务量": column(5000.0), "工作日数": [[0.0]]}, "大于 0"),
        ({"坐席_话务量": column(5000.0), "坐席_请假": column(30.0), "工作日数": [[21.0]]}, "多于工作日数"),
        ({"坐席_话务量": column("五千"), "工作日数": [[21.0]]}, "不是数字"),
    ],
    ids=["negative calls", "a month with no work days", "more leave than days", "calls in words"],
)
def test_bad_input_of_the_call_centre(fill, blocks, words):
    people = {
        "坐席_工号": column("h1"),
        "坐席_姓名": column("甲"),
        "坐席_状态": column("正式"),
        "坐席_单位": column("热线部"),
    }
    book = fill("calls", **people, **blocks, 单位_名称=column("热线部"), 单位_各项=[[None, None, 90.0]])
    recompute(book)
    texts = [str(value) for name in ("坐席_指数", "坐席_参评") for value in shown(book, name)]
    assert any(words in text for text in texts)


def test_a_hotline_seat_has_no_such_form_and_others_do(fill):
    book = fill(
        "calls",
        工作日数=[[21.0]],
        坐席_工号=column("h1", "h2"),
        坐席_岗位=column("热线座席", "质检专员"),
        德能_评分=[[90.0, 85, 92, 100], [90.0, 85, 92, 100]],
    )
    book.recalculate()
    assert shown(book, "德能_适用") == ["不适用", "适用"]
    # 90 x 0.2 + 85 x 0.2 + 92 x 0.4 + 100 x 0.2 = 91.8
    assert [row[0] for row in book.read("德能_综合")[:2]] == ["", 91.8]


def test_a_rater_who_rated_only_himself_is_told(fill):
    two = calls_month(2)
    outcome = recompute(fill("calls", **two, 互评_评分=[[90.0, 80.0], [None, 95.0]]))
    assert any("第2位评分人" in text and "只评了自己" in text for text in messages(outcome))


def test_bids_month_by_month(fill):
    book = fill(
        "bids",
        年度=[[2024.0]],
        投标_次数=column(40.0, 0.0, 10.0),
        投标_废标=column(3.0, 0.0, 1.0),
        投标_中标额=column(4500.0, 4501.0, 10000.0),
        投标_人数=column(None, 20.0),
    )
    assert recompute(book).faults == ()
    assert shown(book, "投标_废标率") == [0.075, "", 0.1]
    assert shown(book, "投标_奖金") == [22500, 24755.5, 70000]
    assert shown(book, "投标_档次") == ["第一档", "第二档", "第四档"]
    # 22500/30; 24755.5/20 = 1237.775 -> 1237.78; 70000/30
    assert shown(book, "投标_人均") == [750, 1237.78, 2333.33]


def test_the_other_reading_of_the_starting_point(fill):
    book = fill("bids", 投标_中标额=column(4500.0, 4501.0), 参数_起点=[[4500.0]])
    book.recalculate()
    assert shown(book, "投标_奖金") == [0, 24755.5]
    assert shown(book, "投标_档次") == ["不计提", "第二档"]


SHOP = {
    "客服_工号": column("d1", "d2", "d3"),
    "客服_姓名": column("甲", "乙", "丙"),
    "客服_店铺": column("一店", "一店", "二店"),
    "客服_状态": column("正式", "正式", "正式"),
    "工作日数": [[21.0]],
    "客服_实际": [
        [176.0, 0.98, 33, 0.98, 0.06, 4, 0.95],
        [176.0, 0.98, 30, 0.98, 0.05, 2, 0.95],
        [176.0, 0.98, 30, 0.98, 0.05, 4, 0.95],
    ],
    "客服_自评": column(90.0, 90.0, 90.0),
    "客服_店长评": column(80.0, 90.0, 90.0),
    "店铺_名称": column("一店", "二店"),
    "店铺_得分": column(96.0, 84.0),
    "工资_层级": column("员工", "中基层管理", "高层管理"),
    "工资_岗位": column(5000.0, 6000.0, 10000.0),
    "工资_系数": column(1.1, 1.0, 1.0),
}


def test_a_shop_month_by_hand(fill):
    book = fill("shop", **SHOP)
    assert recompute(book).faults == ()
    assert shown(book, "得分_3") == [90, 100, 100]
    assert shown(book, "得分_5") == [80, 100, 100]
    # d1: 100 - 10 x 0.2 - 20 x 0.1 = 96; d2: 100 - 50 x 0.1 = 95; raters 82, 90, 90
    assert shown(book, "得分_指标") == [96, 95, 100]
    assert shown(book, "得分_评分") == [82, 90, 90]
    # 96 x 0.7 + 82 x 0.3 = 91.8; 95 x 0.7 + 27 = 93.5; 97
    assert shown(book, "得分_月度") == [91.8, 93.5, 97]
    assert shown(book, "得分_奖惩") == [-100, 0, 100]
    assert shown(book, "得分_改进") == ["须提交", "须提交"]
    # 5000 x 0.3 x 1.1 x 96/90 = 1760; 6000 x 0.3 x 96/90 = 1920; 10000 x 0.3 x 84/90 = 2800
    assert shown(book, "工资_绩效") == [1760, 1920, 2800]
    assert shown(book, "工资_指导") == ["应为20%", "符合", "应为40%～60%"]
    # d1 is last and has no commission: nothing is taken off, which is told
    assert shown(book, "工资_合计") == [1760, 1920, 2900]


def test_nobody_on_probation_is_ranked(fill):
    on_probation = {"客服_状态": column("试用", "正式", "正式"), "工资_系数": column(None, 1.0, 1.0)}
    book = fill("shop", **{**SHOP, **on_probation})
    assert recompute(book).faults == ()
    assert book.read("客服_参评")[0] == ["不参评：试用期，未转正"]
    assert [row[0] for row in book.read("得分_月度")[:3]] == ["", 93.5, 97]
    assert [row[0] for row in book.read("得分_奖惩")[:3]] == ["", -100, 100]


def test_a_target_of_0_is_told(fill):
    book = fill("shop", **SHOP, 指标_目标=column(176.0, 0.98, 0.0, 0.98, 0.05, 4.0, 0.95))
    assert any("目标值" in text and "大于 0" in text for text in messages(recompute(book)))


def test_an_improvement_plan_handed_in_late_is_seen(fill):
    book = fill(
        "shop",
        **SHOP,
        改进_工号=column("d1", "d2"),
        改进_通知日期=column(dt.date(2024, 6, 3), dt.date(2024, 6, 3)),
        改进_提交日期=column(dt.date(2024, 6, 10), dt.date(2024, 6, 11)),
    )
    book.recalculate()
    assert day(book, "改进_期限", 0) == dt.date(2024, 6, 10)
    assert shown(book, "改进_情况") == ["按期", "逾期"]


def test_a_plan_of_somebody_else_does_not_stand_for_the_last_two(fill):
    book = fill("shop", **SHOP, 改进_工号=column("d3"), 改进_提交日期=column(dt.date(2024, 6, 10)))
    book.recalculate()
    # d3 has the best score: d1 and d2 owe a plan
    assert book.read("改进_未交") == [[2]]


def test_weeks_by_hand(fill):
    done = [[90.0], [100.0], [80.0], [104.0], [130.0]]
    book = fill(
        "weekly", 年度=[[2024.0]], 计划小数位=[[0.0]], 部门_名称=[["安装部"]], 部门_年计划=[[5200.0]], 周_完成=done
    )
    recompute(book)
    assert [row[0] for row in book.read("月_计划")][:3] == [433, 434, 433]
    assert sum(row[0] for row in book.read("月_计划")) == 5200
    weeks = [row[0] for row in book.read("周_计划") if isinstance(row[0], float)]
    assert len(weeks) == 52
    assert sum(weeks) == 5200
    # January has four Thursdays: 433 = 108 109 108 108; February five: 434 = 87 87 86 87 87
    assert weeks[:5] == [108, 109, 108, 108, 87]
    # 108-90 = 18; 127-100 = 27; 135-80 = 55; 163-104 = 59; 146-130 = 16
    assert [row[0] for row in book.read("周_目标")[:5]] == [108, 127, 135, 163, 146]
    assert [row[0] for row in book.read("周_缺口")[:5]] == [18, 27, 55, 59, 16]
    assert shown(book, "部门_最长连续") == [5]
    assert shown(book, "部门_处理") == ["连续5周未完成，按制度处罚"]
    assert shown(book, "部门_缺说明") == [5]


def test_a_reason_explains_its_own_week_only(fill):
    book = fill(
        "weekly",
        年度=[[2024.0]],
        计划小数位=[[0.0]],
        部门_名称=[["安装部", "维修部"]],
        部门_年计划=[[5200.0, 5200.0]],
        周_完成=[[90.0, 108.0], [127.0, 109.0], [100.0, 108.0]],
        说明_周次=column(1.0, 1.0, 3.0),
        说明_部门=column("安装部", "安装部", "维修部"),
    )
    recompute(book)
    # 安装部 missed weeks 1 (108-90) and 3 (108-100); week 1 is explained twice, week 3 by another department
    assert shown(book, "部门_缺说明") == [1, 0]


def test_a_year_of_53_weeks_has_53(fill):
    book = fill("weekly", 年度=[[2026.0]], 计划小数位=[[2.0]], 部门_名称=[["销售部"]], 部门_年计划=[[1000.0]])
    book.recalculate()
    weeks = [row[0] for row in book.read("周_计划") if isinstance(row[0], float)]
    assert len(weeks) == 53
    assert sum(weeks) == pytest.approx(1000, abs=1e-9)


def test_what_was_done_without_a_plan_is_told(fill):
    book = fill(
        "weekly",
        年度=[[2024.0]],
        部门_名称=[["安装部", "维修部"]],
        部门_年计划=[[5200.0, None]],
        周_完成=[[100.0, 7.0]],
    )
    assert any("周计划" in text and "完成数" in text for text in messages(recompute(book)))


def test_the_rubric_by_hand(fill):
    book = fill(
        "rubric",
        人员_岗位=[["客服主任", "客服主任助理"]],
        人员_姓名=[["石磊", "温静"]],
        扣分_日期=column(*[dt.date(2024, 5, 7)] * 3),
        扣分_姓名=column("石磊", "石磊", "温静"),
        扣分_项目=column("投诉处理", "客户走访", "组织会议"),
        扣分_分值=column(9.0, 36.0, 18.0),
        公司_次数=column(98.0, 90.0, 33.0, 98.0, 96.0, 95.0),
        公司_总数=column(100.0, 100.0, 1000.0, 100.0, 100.0, 100.0),
        客户_名称=column("顺达", "鑫源"),
        客户_类别=column("重点", "重点"),
        走访_日期=column(dt.date(2024, 5, 31)),
        走访_客户=column("顺达"),
    )
    assert recompute(book).faults == ()
    # 98% of 98% is full; 90/95 = 94.74; 3.3% against 3%, lower is better: 90; the others reach their targets
    assert shown(book, "公司_得分") == [100, 94.74, 90, 100, 100, 100]
    # 584.74 / 6 = 97.457; 100 - (9 + 36 + 2.54) / 18 = 97.359; the assistant: 100 - 18 / 2
    assert book.read("公司_综合") == [[97.46]]
    assert shown(book, "人员_总分") == [97.36, 91]
    assert shown(book, "客户_情况") == ["完成", "缺1次"]
    assert book.read("走访_完成率")[0][0] == 0.5


def test_a_number_that_stands_twice_and_a_missing_month_are_faults(fill):
    book = fill("groups", **THREE, **{**MEMBERS, "组员_工号": column("a1", "a1", "a3")}, 考核月份=[[None]])
    told = messages(recompute(book))
    assert any("工号 a1 与 组员!B6 重复" in text for text in told)
    assert any("考核月份为空" in text for text in told)


def test_assumed_numbers_are_notices_until_they_are_confirmed(fill):
    book = fill("bids")
    # rules C4: five tiers in both readings, the people, the starting point, whole or sliced, the rate that breaks off
    assert [fault.notice for fault in check(book)] == [True] * 15  # and that nothing is filled in yet
    book = fill("rubric")
    noticed = [fault for fault in check(book) if fault.unconfirmed]
    # 18 sections, 2 of the assistant, 4 posts whose standards are lost, 6 indicators, how they give points, 2 terms
    assert len(noticed) == 33
    assert "产品销售" in noticed[0].say()


def test_a_formula_typed_over_is_a_fault(fill, tmp_path):
    import openpyxl

    book = fill("bids", 投标_中标额=column(4500.0))
    plain = openpyxl.load_workbook(book.file.path, keep_vba=True)
    title, address = next(iter(plain.defined_names["投标_人均"].destinations))
    plain[title][address.split(":")[0].replace("$", "")] = 1
    plain.save(tmp_path / "typed.xlsm")
    assert any("公式已被改成固定内容" in fault.say() for fault in check(open_book(tmp_path / "typed.xlsm")))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_a_sheet_is_filled_from_tables_named_as_its_own(tmp_path):
    head = write(tmp_path / "表头.csv", "名称,取值\n部门,投标部\n年度,2024\n制表人,秦岚\n")
    bids = write(tmp_path / "投标.csv", '投标次数,废标次数,中标额\n40,3,"4,500"\n')
    made = create(kind_named("bids"), tmp_path / "out" / "x.xlsm", data=[head, bids])
    book = open_book(made.paths[0])
    assert book.read("部门") == [["投标部"]]
    assert shown(book, "投标_奖金") == [22500]
    assert [fault.say() for fault in made.faults] == ["制表人没有读取：由签批得出（xlkpi sign --as 制表人）"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["x.xlsm"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("投标.csv", "中标,次数\n1,2\n", "不在表“投标”中"),
        ("投标.csv", "中标额\n" + "1\n" * 13, "有 13 项，模板最多 12 项"),
    ],
)
def test_a_table_that_does_not_fit_is_a_fault_and_nothing_is_made(tmp_path, name, text, words):
    made = create(kind_named("bids"), tmp_path / "x.xlsm", data=[write(tmp_path / name, text)])
    assert made.paths == ()
    assert any(words in fault.say() for fault in made.faults)
    assert not (tmp_path / "x.xlsm").exists()


@pytest.mark.parametrize(
    ("name", "text", "error", "words"),
    [
        ("别的.csv", "a\n1\n", Unusable, "文件名应为"),
        ("表头.csv", "名称,取值\n天气,晴\n", Unusable, "天气"),
        ("表头.csv", "名称,取值\n年度,2024,2025\n", CannotWrite, "放不下"),
        ("投标.csv", None, CannotRead, "没有文件"),
    ],
)
def test_a_file_that_fills_nothing_is_refused(tmp_path, name, text, error, words):
    path = tmp_path / name if text is None else write(tmp_path / name, text)
    with pytest.raises(error, match=words):
        create(kind_named("bids"), tmp_path / "x.xlsm", data=[path])
    assert not (tmp_path / "x.xlsm").exists()


def test_a_file_that_is_there_is_not_overwritten_unless_told(tmp_path):
    path = write(tmp_path / "x.xlsm", "mine")
    with pytest.raises(CannotWrite, match="已存在"):
        create(kind_named("bids"), path)
    assert path.read_text("utf-8-sig") == "mine"
    with pytest.raises(Unusable, match=r"\.xlsm"):
        create(kind_named("bids"), tmp_path / "x.xlsx")


@pytest.mark.parametrize(
    ("text", "looks", "value"),
    [
        ("", (), None),
        ("  ", (), None),
        ("12", (), 12.0),
        ("1,234.5", (), 1234.5),
        ("98%", (), 0.98),
        ("-3", (), -3.0),
        ("2024-05-01", (), dt.date(2024, 5, 1)),
        ("007", ("plain_text",), "007"),
        ("张三", (), "张三"),
    ],
)
def test_csv_entries_become_what_they_look_like(text, looks, value):
    assert value_of(text, None, looks) == value


def test_a_persons_result_is_explained_by_everything_computed_about_him(fill):
    book = fill("shop", **SHOP)
    book.recalculate()
    (one,), faults = explain(book, "d1")
    assert faults == []
    assert one.who == "d1 甲"
    lines = [line.say() for line in one.lines]
    for line in (
        "指标得分：96",
        "评分得分：82",
        "月度得分：91.8",
        "排名：3",
        "首末奖惩：-100",
        "绩效工资：1760",
        "指导比例：应为20%",
    ):
        assert lines.count(line) == 1
    assert not any(line.startswith(("工号", "姓名")) for line in lines), "the heading says who it is"


def test_a_sheet_without_people_explains_nobody(fill):
    found, faults = explain(fill("bids"))
    assert found == []
    assert "没有可说明的个人结果" in faults[0].say()
    assert explain(fill("shop", **SHOP), "d9")[1]


def test_a_decimal_comma_is_no_thousands_separator():
    assert [value_of(text, None) for text in ("9,5", "2,400.50", "25%", "-3")] == ["9,5", 2400.5, 0.25, -3.0]
