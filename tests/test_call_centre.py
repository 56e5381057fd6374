"""The call centres' sheets at work: who rates whom, plans, units, cadres, everybody's ratings, uses, appeals, bids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from test_sheet_actions import calls_month, column, messages, shown, told
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank, create
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.books.book import Block
from xlkpi.books.file import FileBook
from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing.building import build
from xlkpi.errors import Unusable
from xlkpi.schemes import kind_named

MAY = dt.date(2024, 5, 1)
JUNE = dt.date(2024, 6, 4)
Fill = Callable[[Mapping[str, Block]], FileBook]

RATERS: dict[str, Block] = {
    "考核人_职务": column("总经理", "部门经理", "部门经理", "财务管理部"),
    "考核人_姓名": column("段总", "刘经理", "贾经理", "罗敏"),
    "考核人_单位": column(None, "热线部", "回访部"),
}
"""段总 for everybody, 刘经理 for 热线部, 贾经理 for 回访部, 罗敏 of the finance department."""
UNITS: dict[str, Block] = {
    "单位_名称": column("热线部", "回访部"),
    "单位_各项": [[None, None, 90.0], [None, None, 80.0]],
}


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("calls")
    found = {}
    for key, rows in (("calls", 8), ("bids", None)):
        kind = kind_named(key)
        assert kind is not None
        found[key] = build_blank(kind, folder / f"{key}.xlsm", period=MAY, rows=rows)
    return found


@pytest.fixture
def calls(blanks: dict[str, Path], tmp_path: Path) -> Fill:
    return lambda blocks: filled(blanks["calls"], tmp_path / "calls.xlsm", blocks)


@pytest.fixture
def bids(blanks: dict[str, Path], tmp_path: Path) -> Fill:
    return lambda blocks: filled(blanks["bids"], tmp_path / "bids.xlsm", {"年度": [[2024.0]], **blocks})


def filled(blank: Path, path: Path, blocks: Mapping[str, Block]) -> FileBook:
    book = open_book(blank)
    for name, rows in blocks.items():
        book.write(name, rows)
    book.save(path)
    return open_book(path)


def form(scores: list[float | None], rater: str | None, day: dt.date | None, standing: str | None = None) -> dict:
    """One person's form of 德能绩勤."""
    return {
        "德能_评分": [scores],
        "德能_考核人": [[rater]],
        "德能_考核日期": [[day]],
        "德能_层级": [[standing]],
    }


@pytest.mark.parametrize(
    ("standing", "rater", "said"),
    [
        ("员工", "刘经理", None),
        (None, "刘经理", None),
        ("员工", "贾经理", "应由部门经理考核"),
        ("员工", "段总", "应由部门经理考核"),
        ("员工", "*", "应由部门经理考核"),
        ("部门经理、主管", "段总", None),
        ("部门经理、主管", "刘经理", "应由总经理考核"),
        ("二级子公司财务负责人", "罗敏", None),
        ("二级子公司财务负责人", "段总", "应由财务管理部考核"),
        ("副总裁", "段总", "没有登记"),
    ],
)
def test_managers_are_rated_by_the_general_manager_and_staff_by_their_own_manager(
    calls: Fill, standing: str | None, rater: str, said: str | None
) -> None:
    """呼叫中心绩效考核办法3.2.1, 3.2.2; 干部绩效考核管理办法第三条."""
    month = {**calls_month(1), **RATERS, **UNITS}
    found = told(calls({**month, **form([90.0, 85, 92, 100], rater, JUNE, standing)}))
    if said is None:
        assert found == []
    else:
        assert len(found) == 1
        assert said in found[0]
        assert found[0].startswith(("德能绩勤!H6", "德能绩勤!F6"))


@pytest.mark.parametrize(
    ("rater", "said"), [("罗敏", None), ("段总", "马主任的考核人段总与考核关系不符，应由财务管理部考核")]
)
def test_the_finance_department_rates_heads_of_finance(calls: Fill, rater: str, said: str | None) -> None:
    """干部绩效考核管理办法第三条."""
    found = told(calls(cadre(干部_层级=column("二级子公司财务负责人"), 干部_考核人=column(rater))))
    assert found == [] if said is None else said in found[0]


def test_the_departments_that_organise_sign_with_a_date(calls: Fill) -> None:
    """呼叫中心绩效考核办法3.1, 组织绩效管理办法第四条."""
    signed: dict[str, Block] = {
        "行政人事部": [["邱敏"]],
        "行政人事部日期": [[JUNE]],
        "运营管理部": [["汪洋"]],
        "运营管理部日期": [[JUNE]],
    }
    assert told(calls({**calls_month(1), **UNITS, **signed})) == []
    found = told(calls({**calls_month(1), **UNITS, **signed, "运营管理部日期": [["月初"]]}))
    assert any("日期“月初”不是日期" in text for text in found)


def test_forty_units_stand_on_the_page_and_one_more_is_told(calls: Fill, tmp_path: Path) -> None:
    names = [f"第{number}单位" for number in range(1, 41)]
    book = calls(
        {
            **calls_month(1),
            "坐席_单位": column("第40单位"),
            "单位_名称": column(*names),
            "单位_各项": [[None] * 3] * 39 + [[None, None, 91.0]],
        }
    )
    assert told(book) == []
    assert shown(book, "坐席_单位等级") == ["良好"]
    table = tmp_path / "单位.csv"
    table.write_text("单位\n" + "\n".join([*names, "第41单位"]), "utf-8")
    kind = kind_named("calls")
    assert kind is not None
    made = create(kind, tmp_path / "x.xlsm", data=[table])
    assert [fault.say() for fault in made.faults] == ["单位有 41 项，模板最多 40 项"]


@pytest.mark.parametrize(
    ("sphere", "goal", "asked"),
    [
        ("个人", None, True),
        ("部门", None, True),
        ("个人", "公司服务质量目标", False),
        ("公司", None, False),
        (None, None, False),
    ],
)
def test_a_line_of_a_person_says_which_goal_it_comes_from(
    calls: Fill, sphere: str | None, goal: str | None, asked: bool
) -> None:
    """云南鼎弘绩效考核管理办法三、考核原则: indicators are broken down from the company's goals."""
    own = {**plans(("h1", 1, 90)), "计划_层次": column(sphere), "计划_分解自": column(goal)}
    found = told(calls({**calls_month(1), **UNITS, **own}))
    assert found == (["notice 工作计划!F6 “事项”没有写明由哪一项上级目标分解而来"] if asked else [])


def test_a_result_is_told_and_its_person_heard(calls: Fill) -> None:
    """云南鼎弘绩效考核管理办法三、考核原则."""
    view: dict[str, Block] = {"告知_日期": column(JUNE), "告知_意见": column("同意")}
    assert told(calls({**calls_month(1), **UNITS, **view})) == []
    found = told(calls({**calls_month(1), **UNITS, "告知_意见": column("同意")}))
    assert any("甲 已表示意见，但没有告知日期" in text for text in found)


@pytest.mark.parametrize(
    ("scores", "rater", "day", "said"),
    [
        ([90.0, 85, 92, 100], None, JUNE, ["德能绩勤!H6 甲已评分，考核人为空"]),
        ([90.0, 85, 92, 100], "刘经理", None, ["德能绩勤!I6 甲已评分，考核日期为空"]),
        ([90.0, None, 92, 100], "刘经理", JUNE, ["德能绩勤!L6 德能绩勤没有填全，还缺 1 项"]),
        ([90.0, 85, 92, 101], "刘经理", JUNE, ["德能绩勤!N6 评分 101 不在 0～100 之间"]),
        ([None] * 4, None, None, []),
    ],
)
def test_a_form_is_complete_or_not_begun(
    calls: Fill, scores: list[float | None], rater: str | None, day: dt.date | None, said: list[str]
) -> None:
    found = told(calls({**calls_month(1), **RATERS, **UNITS, **form(scores, rater, day)}))
    assert len(found) == len(said)
    assert all(text.startswith(words) for text, words in zip(found, said, strict=True))


def plans(*lines: tuple[str, float, float | None]) -> dict[str, Block]:
    """Lines of plans: who answers for it, weight, completion."""
    return {
        "计划_责任人": column(*(who for who, _, _ in lines)),
        "计划_事项": column(*["事项"] * len(lines)),
        "计划_权重": column(*(weight for _, weight, _ in lines)),
        "计划_得分": column(*(score for _, _, score in lines)),
    }


def test_a_plan_stands_in_for_the_score_of_the_work(calls: Fill) -> None:
    """呼叫中心绩效考核办法4.1.1: 业绩 by the completion of plans."""
    month = {**calls_month(1), **RATERS, **UNITS, **plans(("h1", 0.6, 90), ("h1", 0.4, 80))}
    book = calls({**month, **form([90.0, 85, None, 100], "刘经理", JUNE)})
    assert told(book) == []
    # 90 x 0.6 + 80 x 0.4 = 86; 90 x 0.2 + 85 x 0.2 + 86 x 0.4 + 100 x 0.2 = 89.4
    assert shown(book, "德能_计划") == [86]
    assert shown(book, "德能_综合") == [89.4]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([("h1", 0.6, 90), ("h1", 0.4, 80)], "notice 德能绩勤!M6 填写的业绩 70 不采用，按计划完成 86 计"),
        ([("h1", 0.6, 90), ("h1", 0.3, 80)], "h1的权重合计为 90%，应为 100%"),
        ([("h9", 1, 90)], "责任人“h9”没有登记"),
        ([("h1", 1, 120)], "完成得分 120 不在 0～100 之间"),
    ],
)
def test_plans_that_do_not_fit_are_told(calls: Fill, lines: list[tuple[str, float, float | None]], said: str) -> None:
    month = {**calls_month(1), **RATERS, **UNITS, **plans(*lines)}
    found = told(calls({**month, **form([90.0, 85, 70, 100], "刘经理", JUNE)}))
    assert any(said in text for text in found), found


def test_plans_without_a_dimension_that_they_decide_are_a_fault(calls: Fill) -> None:
    month = {**calls_month(1), **RATERS, **UNITS, **plans(("h1", 1, 90)), "维度_名称": column("德", "能", "业绩", "勤")}
    found = told(calls({**month, **form([90.0, 85, 70, 100], "刘经理", JUNE)}))
    assert [text for text in found if "没有名为“绩”的一项" in text] == found[:1]


def cadre(**more: Block) -> dict[str, Block]:
    """One cadre with six abilities (mean 90) and work of 92."""
    return {
        **calls_month(1),
        **RATERS,
        **UNITS,
        "干部_工号": column("g1"),
        "干部_姓名": column("马主任"),
        "干部_单位": column("热线部"),
        "干部_层次": column("基层管理人员"),
        "干部_类别": column("Ⅰ类"),
        "干部_层级": column("部门经理、主管"),
        "干部_考核人": column("段总"),
        "干部_考核日期": column(JUNE),
        "干部_评定": column(92.0),
        "干部_能力项": [[90.0, 80, 85, 95, 100, 90]],
        **more,
    }


def test_a_cadre_has_work_and_six_abilities(calls: Fill) -> None:
    """干部绩效考核管理办法第五条."""
    book = calls(cadre())
    assert told(book) == []
    # (90 + 80 + 85 + 95 + 100 + 90) / 6 = 90; 92 x 0.7 + 90 x 0.3 = 91.4
    assert shown(book, "干部_能力") == [90]
    assert shown(book, "干部_综合") == [91.4]
    # the strata side by side: the one agent has 100 x 0.4 + 90 x 0.4 + 90 x 0.2 = 94
    assert book.read("单位_平均")[0] == [94]
    assert book.read("单位_管理平均")[0] == [91.4]
    assert book.read("单位_高层平均")[0] == [""]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"干部_能力项": [[90.0, 80, 85, 95, 100, None]]}, "能力评分没有填全，还缺 1 项"),
        ({"干部_评定": column(None)}, "业绩没有填全，还缺 1 项"),
        ({"干部_考核人": column("刘经理")}, "应由总经理考核"),
        ({"干部_类别": column("Ⅲ类")}, "类别“Ⅲ类”没有登记"),
        ({"干部_工号": column("g1", "g1"), "干部_姓名": column("马主任", "马副主任")}, "工号 g1 与"),
    ],
)
def test_a_cadre_with_something_missing_or_wrong_is_told(calls: Fill, change: dict[str, Block], said: str) -> None:
    found = told(calls(cadre(**change)))
    assert any(said in text for text in found), found


def test_a_cadres_own_plan_gives_his_work(calls: Fill) -> None:
    own = {
        "干部计划_责任人": column("g1"),
        "干部计划_事项": column("排班"),
        "干部计划_权重": column(1.0),
        "干部计划_得分": column(80.0),
    }
    book = calls(cadre(**own, 干部_评定=column(None)))
    assert told(book) == []
    # 80 x 0.7 + 90 x 0.3 = 83
    assert shown(book, "干部_综合") == [83]


@pytest.mark.parametrize(
    ("kind", "scores", "result"),
    [
        ("Ⅱ类", [90.0, 84.0, 87.0], 87),
        ("Ⅰ类", [None, None, 88.5], 88.5),
        (None, [None, None, 88.5], 88.5),
        (None, [90.0, 84.0, 87.0], 87),
        ("Ⅱ类", [90.0, None, 87.0], "已评 经营目标、管理绩效，按类别应评 经营目标、经营绩效、管理绩效"),
        ("Ⅰ类", [90.0, 84.0, 87.0], "按类别应评 管理绩效"),
        (None, [90.0, None, 87.0], "按类别应评 管理绩效 或 经营目标、经营绩效、管理绩效"),
    ],
)
def test_a_branch_is_scored_on_three_parts_and_a_department_on_one(
    calls: Fill, kind: str | None, scores: list[float | None], result: float | str
) -> None:
    """干部绩效考核管理办法第五条; equal parts are assumed."""
    book = calls({**calls_month(1), "单位_名称": column("热线部"), "单位_类别": [[kind]], "单位_各项": [scores]})
    found = told(book)
    if isinstance(result, str):
        assert len(found) == 1
        assert result in found[0]
    else:
        assert (found, shown(book, "单位_得分")) == ([], [result])


def test_everybody_rates_everybody(calls: Fill) -> None:
    """呼叫中心绩效考核办法3.3: 甲 has 80 and 70 from the others and 90 from himself."""
    ratings = [[90.0, 60, 95], [80.0, 85, 90], [70.0, 75, 100]]
    book = calls({**calls_month(3), **UNITS, "互评_评分": ratings})
    assert told(book) == []
    # 75 x 0.8 + 90 x 0.2 = 78; 67.5 x 0.8 + 85 x 0.2 = 71; 92.5 x 0.8 + 100 x 0.2 = 94
    assert shown(book, "互评_得分") == [78, 71, 94]
    assert shown(book, "互评_排名") == [2, 3, 1]


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([[90.0, 60, 95], [80.0, 85], [70.0, 75, 100]], "优秀员工!H7 乙还没有评 1 人（如丙）"),
        ([[90.0, 60, 95, 80], [80.0, 85, 90], [70.0, 75, 100]], "优秀员工!I6 这一列没有人员"),
        ([[90.0, 60, 101], [80.0, 85, 90], [70.0, 75, 100]], "优秀员工!H6 评分 101 不在"),
    ],
)
def test_a_rating_that_is_missing_or_of_nobody_is_told(calls: Fill, ratings: Block, said: str) -> None:
    wide = [[*row, *[None] * (4 - len(row))] for row in ratings]
    found = told(calls({**calls_month(3), **UNITS, "互评_评分": wide}))
    assert any(text.startswith(said) for text in found), found


def test_the_ratings_are_as_many_as_the_roster_and_too_large_ones_are_refused(tmp_path: Path) -> None:
    kind = kind_named("calls")
    assert kind is not None
    book = open_book(build_blank(kind, tmp_path / "x.xlsm", period=MAY, rows=17))
    assert {len(row) for row in book.read("互评_评分")} == {17}
    with pytest.raises(Unusable, match="最多 300 行"):
        build(kind, tmp_path / "y.xlsm", load_scheme("call_centre"), rows=301)


def test_what_a_level_is_used_for_is_listed(calls: Fill) -> None:
    """云南鼎弘绩效考核管理办法一、目的; which levels are listed is assumed: A+ and A get a raise, C training."""
    month = calls_month(5) | {"坐席_质量": column(100.0, 95.0, 90.0, 80.0, 70.0)}
    book = calls({**month, "单位_名称": column("热线部"), "单位_各项": [[None, None, 96.0]]})
    assert told(book) == []
    # five people of an excellent unit: 20%, 30% and 50% of 5 are A+ 1, A 1.5 and B 2.5, so the last one has B
    levels = shown(book, "坐席_等级")
    assert (levels[0], levels[1], levels[4]) == ("A+", "A", "B")
    heads = {"奖励": 0, "提薪": 1, "培训": 3}
    listed = book.read("应用_用途")
    assert [listed[0][heads["奖励"]], listed[0][heads["提薪"]], listed[0][heads["培训"]]] == ["列入", "列入", ""]
    assert [listed[1][heads["奖励"]], listed[1][heads["提薪"]]] == ["", "列入"]
    assert listed[4] == [""] * 6
    lowered = calls(
        {**month, "单位_名称": column("热线部"), "单位_各项": [[None, None, 96.0]], "用途_等级": column("B")}
    )
    assert told(lowered) == []
    assert lowered.read("应用_用途")[4][0] == "列入"


def test_an_upheld_appeal_corrects_the_score_and_everybodys_rank(calls: Fill) -> None:
    """组织绩效管理办法第四条: the committee decides appeals."""
    month = calls_month(2) | {"坐席_质量": column(90.0, 92.0)}
    appeal: dict[str, Block] = {
        "申诉_工号": column("h1"),
        "申诉_面谈日期": column(dt.date(2024, 6, 3)),
        "申诉_面谈结果": column("未解决"),
        "申诉_日期": column(JUNE),
        "申诉_受理人": column("绩效管理委员会"),
        "申诉_答复日期": column(dt.date(2024, 6, 5)),
        "申诉_成立": column("是"),
        "申诉_更正得分": column(96.5),
        "申诉_考核人": column("刘经理"),
    }
    before = calls(month)
    assert told(before) == []
    # 100 x 0.4 + 90 x 0.4 + 90 x 0.2 = 94; 94.8
    assert (shown(before, "坐席_指标得分"), shown(before, "坐席_排名")) == ([94, 94.8], [2, 1])
    after = calls({**month, **appeal})
    assert told(after) == []
    assert (shown(after, "坐席_指标得分"), shown(after, "坐席_排名")) == ([96.5, 94.8], [1, 2])
    late = calls({**month, **appeal, "申诉_更正得分": column(101.0)})
    assert any("更正得分 101 不在 0～100 之间" in text for text in told(late))


def test_a_member_of_the_committee_has_one_of_its_posts(calls: Fill) -> None:
    month = {**calls_month(1), "委员_职务": column("主任"), "委员_姓名": column("段总")}
    book = calls(month)
    assert told(book) == []
    assert shown(book, "委员_担任") == ["总经理"]
    found = told(calls({**month, "委员_职务": column("秘书")}))
    assert any("职务“秘书”没有登记" in text for text in found)


WON: dict[str, Block] = {
    "投标_次数": column(*[10.0] * 5),
    "投标_中标额": column(4500.0, 9000.0, 10000.0, 10500.0, 12000.0),
}


def test_both_readings_of_the_tiers_stand_side_by_side(bids: Fill) -> None:
    """投标管理科2017年绩效激励管理办法第五条, amounts in 万元."""
    book = bids(WON)
    assert recompute(book).faults == ()
    # 4500 x 0.5‰, 9000 and 10000 x 0.7‰, 10500 and 12000 x 0.8‰
    assert shown(book, "投标_奖金") == [22500, 63000, 70000, 84000, 96000]
    # 0.07‰, 0.13‰, 0.13‰, 0.15‰, 0.15‰
    assert shown(book, "投标_员奖励") == [3150, 11700, 13000, 15750, 18000]
    # the second reading: 9000 belongs to the tier from 8000 on (0.5‰), 10000 to the one from 9500 on (0.58‰),
    # 10500 to the one from 10000 on (0.62‰), 12000 to the last (0.65‰)
    assert shown(book, "投标_奖金另读") == [0, 45000, 58000, 65100, 78000]
    assert shown(book, "投标_员奖励另读") == [0, 6300, 10000, 13650, 18000]
    assert shown(book, "合计_奖金") == [335500]


@pytest.mark.parametrize(
    ("rate", "confirmed", "shows", "said"),
    [
        (None, "否", "待填费率", "notice 参数!"),
        (None, "是", "待填费率", "主管级费率为空，请填写"),
        (0.0001, "是", 4500, None),
        (0.0, "是", 0, None),
        (2.0, "是", "待填", "主管级费率 2 超过 100%"),
    ],
)
def test_the_clause_that_breaks_off_waits_for_its_rate(
    bids: Fill, rate: float | None, confirmed: str, shows: float | str, said: str | None
) -> None:
    """投标管理科2017年绩效激励管理办法第五条: 主管级 below 8000, "按0" and no more."""
    answers = column("是", "是", "是", "是", confirmed)
    book = bids({**WON, "参数_主管费率": [[rate]], "参数_已确认": answers})
    outcome = recompute(book)
    found = [f"notice {n.place} {n.say()}" for n in outcome.notices if "主管级" in n.say()] + messages(outcome)
    if said is None:
        assert found == []
    else:
        assert any(text.startswith(said) or said in text for text in found), found
    if said is None or said.startswith("notice"):
        # 4500 lies below 8000; 4500 x 10000 x 0.0001 = 4500; the others do not
        assert shown(book, "投标_主管级") == [shows]


def test_whoever_is_there_shares_the_months_bonus(bids: Fill) -> None:
    there = [["是", "是", *[None] * 10], ["是", *[None] * 11]]
    people: dict[str, Block] = {
        "人员_姓名": column("秦", "陶"),
        "人员_岗位": column("产品经理", "标书制作员"),
        "人员_在岗": there,
    }
    month: dict[str, Block] = {"投标_中标额": column(4500.0, 4000.0, 4500.0), "投标_人数": column(None, None, 3.0)}
    book = bids({**month, **people})
    assert recompute(book).faults == ()
    # 22500 / 2; 20000 / 1; 22500 / 3 as typed
    assert shown(book, "投标_人均") == [11250, 20000, 7500]
    assert shown(book, "人员_合计") == [31250, 11250]
    found = told(bids({**month, **people, "人员_岗位": column("产品经理", "司机")}))
    assert any("岗位“司机”无法识别" in text for text in found)
    # nobody listed in the month and nothing typed: the number of the parameters, 30
    alone = bids({"投标_中标额": column(4500.0)})
    recompute(alone)
    assert shown(alone, "投标_人均") == [750]


def test_people_are_counted_without_jokers(calls: Fill) -> None:
    """A manager called 刘* is not anybody whose name begins with 刘."""
    raters = {**RATERS, "考核人_姓名": column("段总", "刘*", "贾经理", "罗敏")}
    found = told(calls({**calls_month(1), **raters, **UNITS, **form([90.0] * 4, "刘经理", JUNE)}))
    assert any("应由部门经理考核" in text for text in found)


def test_a_check_of_an_empty_workbook_says_only_what_is_assumed(blanks: dict[str, Path]) -> None:
    for path in blanks.values():
        *assumed, empty = check(open_book(path))
        assert all(fault.unconfirmed for fault in assumed)
        assert "还没有填写内容" in empty.say()


def test_the_strata_of_a_unit_are_counted_apart(calls: Fill) -> None:
    """呼叫中心绩效管理: first managers have 91.4, the senior one 80 x 0.7 + 70 x 0.3 = 77."""
    two = cadre(
        干部_工号=column("g1", "g2"),
        干部_姓名=column("马主任", "何总监"),
        干部_单位=column("热线部", "热线部"),
        干部_层次=column("基层管理人员", "高层决策管理者"),
        干部_评定=column(92.0, 80.0),
        干部_能力项=[[90.0, 80, 85, 95, 100, 90], [70.0] * 6],
    )
    book = calls(two)
    assert told(book) == []
    assert (book.read("单位_管理平均")[0], book.read("单位_高层平均")[0]) == ([91.4], [77])


def test_only_a_setting_that_breaks_off_may_stay_blank(bids: Fill) -> None:
    answers = column("否", "否", "否", "是", "否")
    found = told(bids({**WON, "参数_人数": [[None]], "参数_已确认": answers}))
    assert [text for text in found if "为空" in text] == [found[0]]
    assert "参与分配人数为空，请填写" in found[0]


def matrix(path: Path, rows: int) -> openpyxl.worksheet.worksheet.Worksheet:
    kind = kind_named("calls")
    assert kind is not None
    return openpyxl.load_workbook(build(kind, path, load_scheme("call_centre"), rows=rows))["优秀员工"]


def test_columns_of_the_matrix_are_in_use_where_they_have_a_heading(tmp_path: Path) -> None:
    sheet = matrix(tmp_path / "x.xlsm", 20)
    fills = [
        rule.formula[0]
        for area in sheet.conditional_formatting
        if str(area.sqref).startswith("F6:")
        for rule in area.rules
    ]
    assert any('F$5<>""' in text for text in fills)


@pytest.mark.parametrize(("rows", "wide"), [(60, 1), (80, 2), (200, 4)])
def test_a_wide_matrix_is_printed_on_several_sheets_with_the_names_on_each(
    tmp_path: Path, rows: int, wide: int
) -> None:
    sheet = matrix(tmp_path / "x.xlsm", rows)
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1) == (8, wide)
    assert sheet.print_title_cols == ("$A:$E" if wide > 1 else None)


def test_ratings_of_more_people_than_the_template_holds_come_in_as_a_table(tmp_path: Path) -> None:
    people, folder = 62, tmp_path / "data"
    folder.mkdir()
    agents = ["工号,姓名,单位,用工状态,话务量", *(f"h{n},员工{n},热线部,正式,5000" for n in range(people))]
    ratings = [",".join(f"评分{n + 1}" for n in range(people)), *[",".join(["90"] * people)] * people]
    for name, lines in (("坐席", agents), ("优秀员工互评", ratings)):
        (folder / f"{name}.csv").write_text("\n".join(lines), "utf-8")
    kind = kind_named("calls")
    assert kind is not None
    made = create(kind, tmp_path / "x.xlsm", period=MAY, data=[folder])
    assert made.faults == ()
    assert open_book(made.paths[0]).read("互评_得分") == [[90.0]] * people


def test_a_matrix_that_lost_columns_is_told(blanks: dict[str, Path], tmp_path: Path) -> None:
    plain = openpyxl.load_workbook(blanks["calls"], keep_vba=True)
    name = plain.defined_names["互评_评分"]
    name.attr_text = name.attr_text.replace("$M$", "$L$")
    plain.save(tmp_path / "x.xlsm")
    assert any("“互评_评分”所指的区域大小不对" in fault.say() for fault in check(open_book(tmp_path / "x.xlsm")))
