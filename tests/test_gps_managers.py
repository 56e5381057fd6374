"""管理人员评分表 and 周指标追踪表 at work: small months worked by hand, and bad input beside each good one."""

from __future__ import annotations

import datetime as dt

import pytest

from test_sheet_actions import column, shown
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.schemes import kind_named

JUNE = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def blanks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blanks")
    kinds = ("rubric", "weekly")
    return {kind: build_blank(kind_named(kind), folder / f"{kind}.xlsm", period=JUNE) for kind in kinds}


@pytest.fixture
def fill(blanks, tmp_path):
    def filled(kind="rubric", **blocks):
        book = open_book(blanks[kind])
        for name, rows in {**(MONTH if kind == "rubric" else {}), **blocks}.items():
            book.write(name, rows)
        book.recalculate()
        path = tmp_path / f"{kind}.xlsm"
        book.save(path)
        return open_book(path)

    return filled


def june(day):
    return dt.date(2024, 6, day)


def at(rows, row, place, value, width=6):
    """A block of blanks with one value in it."""
    block = [[None] * width for _ in range(rows)]
    block[row][place] = value
    return block


MONTH = {
    "人员_岗位": [["客服主任", "客服主任助理", "安装部负责人"]],
    "人员_姓名": [["石磊", "温静", "罗永"]],
    "公司_次数": column(98.0, 95.0, 3.0, 98.0, 95.0, 90.0),
    "公司_总数": column(*[100.0] * 6),
}
"""A director, an assistant, a head of department; six indicators exactly at their targets."""


def told(book):
    outcome = recompute(book)
    assert bool(outcome.faults) == (outcome.written_to is None)
    return [fault.say() for fault in outcome.faults]


def noticed(book):
    return [fault.say() for fault in recompute(book).notices if not fault.unconfirmed]


def test_a_month_without_deductions_gives_full_points(fill):
    book = fill()
    assert told(book) == []
    assert shown(book, "人员_考核表") == ["18项标准", "助理标准", "18项标准"]
    assert book.read("公司_综合") == [[100]]
    assert shown(book, "人员_总分") == [100, 100, 100]
    assert shown(book, "人员_名次") == [1, 1, 1]
    assert shown(book, "人员_扣分次数") == [0, 0, 0]


def test_the_section_of_indicators_takes_its_points_from_them(fill):
    # 90% of a target of 95% is 94.74, the others full: (500 + 94.74) / 6 = 99.12
    book = fill(公司_次数=column(98.0, 90.0, 3.0, 98.0, 95.0, 90.0))
    assert told(book) == []
    assert book.read("公司_综合") == [[99.12]]
    assert [book.read("评分_得分")[2][place] for place in (0, 2)] == [99.12, 99.12]
    # (17 x 100 + 99.12) / 18 = 99.951; the assistant's form has no such section
    assert shown(book, "人员_总分") == [99.95, 100, 99.95]
    assert book.read("评分_依据")[2] == ["公司指标综合 99.12 分"]


def test_a_typed_deduction_comes_off_the_indicators_too(fill):
    book = fill(
        公司_次数=column(98.0, 90.0, 3.0, 98.0, 95.0, 90.0),
        扣分_日期=column(june(7)),
        扣分_姓名=column("石磊"),
        扣分_项目=column("工作指标"),
        扣分_分值=column(9.12),
    )
    assert told(book) == []
    assert [book.read("评分_得分")[2][place] for place in (0, 2)] == [90, 99.12]


def test_parts_weigh_the_indicators_and_one_that_did_not_occur_is_left_out(fill):
    counts = {"公司_次数": column(98.0, 90.0, 3.0, 98.0, 95.0, 0.0), "公司_总数": column(*[100.0] * 5, 0.0)}
    book = fill(
        **counts,
        公司_计入=column(None, None, None, None, None, "不计"),
        公司指标_份数=column(1.0, 6.0, 1.0, 1.0, 1.0, 5.0),
    )
    assert told(book) == []
    # (4 x 100 + 6 x 94.74) / 10 = 96.844
    assert book.read("公司_综合") == [[96.84]]
    assert [row[0] for row in book.read("公司_权重")] == [0.1, 0.6, 0.1, 0.1, 0.1, 0]


@pytest.mark.parametrize(
    ("row", "count", "total", "said"),
    [
        (0, 98.0, 10000.0, "安装成功率实际 0.98%，与目标 98% 相差 100 倍"),
        (2, 3.0, 10000.0, "总体故障率实际 0.03%，与目标 3% 相差 100 倍"),
        (2, 60.0, 100.0, "总体故障率实际 60%，与目标 3% 相差 20 倍"),
        (2, 3.0, 1000.0, ""),  # a tenth of the faults is well done
        (0, 50.0, 100.0, ""),
    ],
)
def test_a_rate_far_from_its_target_is_asked_about(fill, row, count, total, said):
    counts, totals = [98.0, 95.0, 3.0, 98.0, 95.0, 90.0], [100.0] * 6
    counts[row], totals[row] = count, total
    notices = recompute(fill(公司_次数=column(*counts), 公司_总数=column(*totals))).notices
    found = [(fault.place, fault.say()) for fault in notices if "请核对次数和总数" in fault.say()]
    assert found == ([(f"公司指标!F{8 + row}", f"{said}，请核对次数和总数")] if said else [])


def test_an_indicator_without_cases_is_asked_about_and_nothing_is_written(fill):
    book = fill(公司_次数=column(98.0, 95.0, 3.0, 98.0, 95.0, 0.0), 公司_总数=column(*[100.0] * 5, 0.0))
    first, second = recompute(book).faults
    assert first.say().startswith("石磊 没有总分：公司指标“设备返厂检测成功率”没有次数或总数")
    assert second.say().startswith("罗永 没有总分")
    # the sixth indicator stands in row 13; where nothing was counted yet, of 次数
    assert first.place == "公司指标!F13"
    assert recompute(fill(公司_次数=column(*[None] * 6))).faults[0].place == "公司指标!E8"


def test_the_indicator_that_is_named_is_one_that_counts(fill):
    counts = {"公司_次数": column(0.0, 95.0, 3.0, 98.0, None, 90.0), "公司_总数": column(0.0, *[100.0] * 5)}
    first, _ = recompute(fill(**counts, 公司_计入=column("不计"))).faults
    assert "公司指标“叫车成功率”" in first.say()


def test_an_assistant_alone_needs_no_indicators(fill):
    blank = column(*[None] * 6)
    people = {"人员_岗位": [["监控部长助理", None, None]], "人员_姓名": [["温静", None, None]]}
    book = fill(公司_次数=blank, 公司_总数=blank, **people)
    assert told(book) == []
    assert shown(book, "人员_总分") == [100]


def test_duties_are_ticked_and_deducted_by_section(fill):
    # 4.1 is the 15th duty, 4.2 the 16th
    results, points = at(84, 14, 0, "未达到"), at(84, 14, 0, 4.0)
    results[15][0], points[15][0] = "部分", 1.5
    results[0] = ["达到", None, "不适用", None, None, None]
    book = fill(条目评分_结果=results, 条目评分_扣分=points)
    assert told(book) == []
    assert shown(book, "条目评分_编号")[14] == "4.1"
    assert book.read("评分_扣分")[3][:3] == [5.5, "", 0]
    assert book.read("评分_得分")[3][:3] == [94.5, "", 100]
    # 100 - 5.5 / 18 = 99.694
    assert shown(book, "人员_总分") == [99.69, 100, 100]
    assert shown(book, "人员_扣分次数") == [2, 0, 0]


def test_the_assistant_is_scored_on_a_form_of_the_own(fill):
    book = fill(
        助理条目评分_结果=at(30, 5, 1, "部分"),
        助理条目评分_扣分=at(30, 5, 1, 12.0),
        扣分_日期=column(june(3)),
        扣分_姓名=column("温静"),
        扣分_项目=column("协助配合"),
        扣分_分值=column(5.0),
    )
    assert told(book) == []
    assert [row[1] for row in book.read("助理_得分")[:2]] == [95, 88]
    assert shown(book, "人员_总分") == [100, 91.5, 100]
    assert shown(book, "助理_总分") == ["", 91.5]
    # ranked among assistants only
    assert shown(book, "人员_名次") == [1, 1, 1]


def test_the_company_adds_sections_and_duties_to_the_assistants_form(fill):
    sections = ("协助配合", "组织会议", "工作态度")
    results, points = at(30, 6, 1, "未达到"), at(30, 6, 1, 35.0)
    results[5][1], points[5][1] = "未达到", 25.0
    book = fill(
        助理项目_名称=column(*sections),
        助理项目_分值=column(100.0, 100.0, 50.0),
        助理项目_份数=column(1.0, 1.0, 2.0),
        助理条目_名称=column(*[f"条目{n}" for n in range(1, 8)]),
        助理条目_项目=column(*["协助配合"] * 4, "组织会议", "工作态度", "工作态度"),
        助理条目评分_结果=results,
        助理条目评分_扣分=points,
    )
    assert told(book) == []
    # 工作态度: 50 - 60 stops at 0; (100 + 100 + 2 x 0) / 4
    assert [row[1] for row in book.read("助理_得分")[:3]] == [100, 100, 0]
    assert shown(book, "人员_总分")[1] == 50


COMPLAINTS = {
    "投诉_日期": column(june(3), june(4), june(5), june(6), june(7), dt.date(2024, 5, 30)),
    "投诉_客户": column("甲", "乙", "丙", "丁", "戊", "己"),
    "投诉_告知日期": column(None, june(4), june(5), june(6), june(7), dt.date(2024, 5, 30)),
    "投诉_原因": column(None, None, "接线松动", "欠费停机", "接线松动", "欠费停机"),
    "投诉_责任": column(None, None, "我方", "非我方", "我方", "非我方"),
    "投诉_处理日期": column(None, None, None, june(8), june(9), june(2)),
    "投诉_客户意见": column(None, None, None, "不满意", None, "满意"),
    "投诉_责任人": column(None, None, None, None, "罗永"),
    "投诉_扣分": column(None, None, None, None, 6.0),
}


def test_complaints_are_followed_step_by_step_and_feed_their_section(fill):
    book = fill(**COMPLAINTS)
    assert told(book) == []
    assert shown(book, "投诉_情况") == ["待告知", "待查明", "待处理", "待客户满意", "已办结", "已办结"]
    assert (book.read("投诉_件数"), book.read("投诉_未结")) == ([[6]], [[4]])
    assert book.read("评分_扣分")[3][:3] == [0, "", 6]
    assert book.read("评分_依据")[3] == ["6件，未办结4件"]
    # 100 - 6 / 18 = 99.667
    assert shown(book, "人员_总分") == [100, 100, 99.67]
    assert noticed(book)[:4] == ["投诉待告知", "投诉待查明", "投诉待处理", "投诉待客户满意"]


def test_customers_need_their_visits_of_this_month(fill):
    book = fill(
        参数_走访次数=[[2.0]],
        客户_名称=column("顺*", "顺达", "鑫源", "绿洲"),
        客户_类别=column("重点", "重点", "重点", "一般"),
        走访_日期=column(june(3), june(20), june(4), june(5)),
        走访_客户=column("顺达", "顺达", "鑫源", "绿洲"),
    )
    assert told(book) == []
    assert [row[0] for row in book.read("客户_已访")[:4]] == [0, 2, 1, 1]
    assert shown(book, "客户_情况") == ["缺2次", "完成", "缺1次", "不要求"]
    assert book.read("走访_完成率")[0][0] == pytest.approx(1 / 3)
    assert "重点客户“顺*”本月走访缺2次" in noticed(book)


def test_a_visit_of_another_month_does_not_count(fill):
    book = fill(
        客户_名称=column("顺达"),
        客户_类别=column("重点"),
        走访_日期=column(dt.date(2024, 5, 31), dt.date(2023, 6, 3)),
        走访_客户=column("顺达", "顺达"),
    )
    assert shown(book, "客户_情况") == ["缺1次"]


def test_the_register_of_deductions_knows_the_sections_of_both_forms(fill):
    sections = [f"项目{n}" for n in range(1, 13)]
    book = fill(
        助理项目_名称=column(*sections),
        助理项目_分值=column(*[100.0] * 12),
        助理项目_份数=column(*[1.0] * 12),
        助理条目_项目=column(*["项目1"] * 6),
        扣分_日期=column(june(3), june(4), june(5)),
        扣分_姓名=column("石磊", "温静", "温静"),
        扣分_项目=column("工作能力", "项目1", "项目12"),
        扣分_分值=column(18.0, 6.0, 6.0),
    )
    assert told(book) == []
    # 100 - 18/18; 100 - 12/12
    assert shown(book, "人员_总分") == [99, 99, 100]


def test_the_survey_is_due_in_the_last_month_of_a_quarter(fill):
    book = fill()
    assert book.read("调研_情况") == [["本月应交，未交"]]
    assert noticed(book)[0] == "本月应交市场调研与建议，尚未提交"
    assert fill(调研_提交日期=[[june(25)]], 调研_建议=[["降价"]]).read("调研_情况") == [["本月应交，已交"]]
    assert fill(考核月份=[[dt.date(2024, 5, 1)]]).read("调研_情况") == [["本月不要求"]]
    assert fill(考核月份=[[dt.date(2024, 5, 1)]], 参数_调研周期=[[1.0]]).read("调研_情况") == [["本月应交，未交"]]


COUNTIES = {
    "评分日期": [[dt.date(2024, 7, 4)]],
    "县方_单位": column("甲县", "乙县", "丙县", "丁县", "戊县", "己县"),
    "县方_走访日期": column(june(3), june(3), june(3), june(3), june(3)),
    "县方_甲方": column(*["履行"] * 6),
    "县方_乙方": column("履行", "未履行", *["履行"] * 4),
    "县方_问题": column(None, None, "台账不全", "超时", "标签缺失", "备件不足"),
    "县方_期限": column(None, None, june(10), june(10), dt.date(2024, 7, 10), june(30)),
    "县方_纠正日期": column(None, None, june(10), june(11)),
    "县方_责任人": column(None, None, None, "罗永"),
    "县方_扣分": column(None, None, None, 9.0),
}


def test_county_sites_keep_their_contract_and_mend_faults_in_time(fill):
    book = fill(**COUNTIES)
    assert told(book) == []
    states = [row[0] for row in book.read("县方_情况")[:6]]
    assert states == ["", "须督促履约", "已纠正", "逾期纠正", "未纠正", "逾期未纠正"]
    assert book.read("县方_未结") == [[2]]
    assert book.read("评分_扣分")[12][:3] == [0, "", 9]
    assert shown(book, "人员_总分") == [100, 100, 99.5]


BAD = {
    "nobody for a post": ({"人员_姓名": [["石磊", "温静", None]]}, "岗位“安装部负责人”没有填姓名"),
    "no post for somebody": ({"人员_岗位": [["客服主任", None, "安装部负责人"]]}, "温静 没有岗位"),
    "an unknown post": ({"人员_岗位": [["客服主任", "助理", "安装部负责人"]]}, "“助理”没有登记"),
    "a post with an unknown form": ({"岗位_考核表": column("18项标准", "另表")}, "考核表“另表”无法识别"),
    "a form without sections": ({"助理项目_名称": column(None, None)}, "温静 用助理标准，但参数中没有这张考核表的项目"),
    "somebody twice": ({"人员_姓名": [["石磊", "石磊", "罗永"]]}, "姓名 石磊 与 评分!E7 重复"),
    "a duty without its section": ({"条目_项目": column(None)}, "“完成客服范围内的产品销售”的所属项目为空"),
    "a duty of an unknown section": ({"条目_项目": column("销售")}, "所属项目“销售”没有登记"),
    "a link to an unknown section": ({"参数_指标项目": [["指标"]]}, "公司指标计入的项目“指标”没有登记"),
    "an unknown tick": ({"条目评分_结果": at(84, 0, 0, "很好")}, "结果“很好”无法识别"),
    "a deduction below 0": ({"条目评分_扣分": at(84, 0, 0, -1.0)}, "扣分 -1 是负数"),
    "met, yet deducted": (
        {"条目评分_结果": at(84, 0, 0, "达到"), "条目评分_扣分": at(84, 0, 0, 3.0)},
        "石磊 条目 1.1 评为“达到”，却扣了 3 分",
    ),
    "not asked, yet deducted": (
        {"条目评分_结果": at(84, 1, 2, "不适用"), "条目评分_扣分": at(84, 1, 2, 3.0)},
        "罗永 条目 1.2 评为“不适用”，却扣了 3 分",
    ),
    "an assistant ticked on the director's page": ({"条目评分_结果": at(84, 0, 1, "达到")}, "温静不用18项标准"),
    "a director deducted on the assistant's page": ({"助理条目评分_扣分": at(30, 0, 0, 2.0)}, "石磊不用助理标准"),
    "a tick where no duty stands": ({"条目评分_扣分": at(84, 82, 0, 2.0)}, "这一行没有条目"),
    "a deduction in a section of the other form": (
        {
            "扣分_日期": column(june(3)),
            "扣分_姓名": column("温静"),
            "扣分_项目": column("投诉处理"),
            "扣分_分值": column(5.0),
        },
        "温静（助理标准）的考核表没有“投诉处理”一项，扣的 5 分无处可计",
    ),
    "a deduction of another month": (
        {
            "扣分_日期": column(dt.date(2024, 5, 3)),
            "扣分_姓名": column("石磊"),
            "扣分_项目": column("投诉处理"),
            "扣分_分值": column(5.0),
        },
        "日期 2024-05-03 不在考核月份",
    ),
    "a complaint that an assistant answers for": (
        {
            "投诉_日期": column(june(3)),
            "投诉_客户": column("甲"),
            "投诉_责任人": column("温静"),
            "投诉_扣分": column(2.0),
        },
        "温静（助理标准）的考核表没有“投诉处理”一项",
    ),
    "points off that nobody answers for": (
        {"投诉_日期": column(june(3)), "投诉_客户": column("甲"), "投诉_扣分": column(2.0)},
        "扣了分而没有责任人",
    ),
    "points off for a county site that nobody answers for": (
        {"县方_单位": column("甲县"), "县方_扣分": column(2.0)},
        "扣了分而没有责任人",
    ),
    "a county site that an assistant answers for": (
        {"县方_单位": column("甲县"), "县方_责任人": column("温静"), "县方_扣分": column(2.0)},
        "温静（助理标准）的考核表没有“协调管理”一项",
    ),
    "told to the office before it came": (
        {"投诉_日期": column(june(3)), "投诉_客户": column("甲"), "投诉_告知日期": column(june(2))},
        "告知办公室的日期 2024-06-02 早于投诉日期 2024-06-03",
    ),
    "a complaint of next month": (
        {"投诉_日期": column(dt.date(2024, 7, 1)), "投诉_客户": column("甲")},
        "投诉日期在考核月份之后",
    ),
    "a complaint that was closed last month": (
        {
            "投诉_日期": column(dt.date(2024, 5, 3)),
            "投诉_客户": column("甲"),
            "投诉_处理日期": column(dt.date(2024, 5, 9)),
        },
        "这件投诉在考核月份之前已经处理",
    ),
    "a customer without a class": ({"客户_名称": column("顺达")}, "类别为空"),
    "a visit to somebody not listed": (
        {"走访_日期": column(june(3)), "走访_客户": column("顺达")},
        "客户“顺达”没有登记",
    ),
    "a visit of another month": (
        {
            "客户_名称": column("顺达"),
            "客户_类别": column("重点"),
            "走访_日期": column(dt.date(2024, 5, 31)),
            "走访_客户": column("顺达"),
        },
        "日期 2024-05-31 不在考核月份",
    ),
    "mended before it was seen": (
        {
            "县方_单位": column("甲县"),
            "县方_走访日期": column(june(9)),
            "县方_问题": column("超时"),
            "县方_纠正日期": column(june(8)),
        },
        "纠正日期 2024-06-08 早于走访日期 2024-06-09",
    ),
    "mended, but no problem told": (
        {"县方_单位": column("甲县"), "县方_纠正日期": column(june(8))},
        "有纠正日期而没有发现问题",
    ),
    "more successes than cases": ({"公司_次数": column(101.0)}, "大于总数"),
    "an indicator in words": ({"公司_次数": column("很多")}, "不是数字"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_and_nothing_is_written(fill, case):
    blocks, words = BAD[case]
    texts = told(fill(**blocks))
    assert any(words in text for text in texts), texts


def test_duties_that_were_not_met_and_take_nothing_off_are_noticed_once_a_person(fill):
    results = at(84, 0, 0, "未达到")
    results[1][0], results[2][2] = "部分", "部分"
    book = fill(条目评分_结果=results)
    assert noticed(book)[:2] == [
        "石磊 有 2 条评为“部分”或“未达到”而没有扣分（1.1、1.2），请确认",
        "罗永 有 1 条评为“部分”或“未达到”而没有扣分（1.3），请确认",
    ]


def test_points_off_for_a_complaint_that_is_not_ours_are_noticed(fill):
    book = fill(**{**COMPLAINTS, "投诉_责任": column(None, None, "我方", "非我方", "非我方", "非我方")})
    assert "不是我方责任的投诉扣了分，请确认" in noticed(book)


def test_a_result_is_explained_section_by_section(fill):
    book = fill(
        公司_次数=column(98.0, 90.0, 3.0, 98.0, 95.0, 90.0),
        条目评分_结果=at(84, 14, 0, "未达到"),
        条目评分_扣分=at(84, 14, 0, 4.0),
        扣分_日期=column(june(7)),
        扣分_姓名=column("石磊"),
        扣分_项目=column("投诉处理"),
        扣分_分值=column(2.5),
        扣分_事由=column("未回访"),
    )
    (one,), faults = explain(book, "石磊")
    assert faults == []
    # (16 x 100 + 99.12 + 93.5) / 18 = 99.59
    assert [line.say() for line in one.lines] == [
        "18项标准：总分 99.59，第 2 名",
        "工作指标：100 － 0.88 = 99.12 分，权重 5.56%（公司指标综合 99.12 分）",
        "投诉处理：100 － 6.5 = 93.5 分，权重 5.56%（条目 4.1 扣 4；6月7日 扣 2.5 未回访）",
    ]


def test_complaints_and_county_sites_are_told_in_the_explanation(fill):
    (one,), _ = explain(fill(**COMPLAINTS, **COUNTIES), "罗永")
    assert [line.say().partition("（")[2] for line in one.lines[1:]] == ["6月7日 扣 6）", "6月3日 扣 9 超时）"]
    (one,), _ = explain(
        fill(扣分_日期=column(june(7)), 扣分_姓名=column("温静"), 扣分_项目=column("组织会议"), 扣分_分值=column(8.0)),
        "温静",
    )
    assert [line.say() for line in one.lines] == [
        "助理标准：总分 96，第 1 名",
        "组织会议：100 － 8 = 92 分，权重 50%（6月7日 扣 8）",
    ]


def test_one_mistake_is_told_once(fill):
    found = check(fill(人员_岗位=[["客服主任", None, "安装部负责人"]]))
    assert [fault.say() for fault in found if not fault.notice] == ["温静 没有岗位，无法确定用哪张考核表，请选择岗位"]


def test_a_workbook_in_which_nobody_stands_has_no_fault(fill):
    blank = {name: [[None] * len(row) for row in rows] for name, rows in MONTH.items()}
    book = fill(**blank)
    assert told(book) == []
    assert [fault for fault in check(book) if not fault.notice] == []


DONE = [[90.0], [120.0], [100.0]]
WEEKS = {"年度": [[2024.0]], "计划小数位": [[0.0]], "部门_名称": [["安装部"]], "部门_年计划": [[5200.0]]}


@pytest.mark.parametrize(
    ("surplus", "targets"),
    # plans 108, 109, 108, 108: 18 short, 127; 7 short, 115; 15 short, 123
    [("不结转", [108, 127, 115, 123]), ("抵减", [108, 127, 115, 123])],
)
def test_a_shortfall_is_made_up_next_week(fill, surplus, targets):
    book = fill("weekly", **WEEKS, 周_完成=DONE, 参数_超额=[[surplus]])
    assert told(book) == []
    assert [row[0] for row in book.read("周_目标")[:4]] == targets


@pytest.mark.parametrize(
    ("surplus", "targets", "missing"),
    # week 1: 20 more than its 108; taken off, 109 becomes 89 and 95 is enough; else 14 of 109 are missing
    [("不结转", [108, 109, 122], [0, 14]), ("抵减", [108, 89, 102], [0, 0])],
)
def test_a_surplus_is_taken_off_only_where_the_company_says_so(fill, surplus, targets, missing):
    book = fill("weekly", **WEEKS, 周_完成=[[128.0], [95.0]], 参数_超额=[[surplus]])
    assert told(book) == []
    assert [row[0] for row in book.read("周_目标")[:3]] == targets
    assert [row[0] for row in book.read("周_缺口")[:2]] == missing


@pytest.mark.parametrize(
    ("year", "rule", "months"),
    [
        # 29 January to 4 February 2024 is week 5: Monday in January, Thursday and Sunday in February
        (2024, "按周一所在月份", {5: 1, 1: 1, 52: 12}),
        (2024, "按周四所在月份", {5: 2, 1: 1, 52: 12}),
        (2024, "按周日所在月份", {5: 2, 1: 1, 52: 12}),
        # week 1 of 2026 begins on 29 December 2025, week 53 ends on 3 January 2027: both stay in 2026
        (2026, "按周一所在月份", {1: 1, 53: 12}),
        (2026, "按周日所在月份", {1: 1, 53: 12}),
    ],
)
def test_a_week_in_two_months_belongs_where_the_company_says(fill, year, rule, months):
    book = fill("weekly", **{**WEEKS, "年度": [[float(year)]]}, 参数_跨月周=[[rule]])
    found = book.read("周_月份")
    assert {week: found[week - 1][0] for week in months} == months
    assert sum(row[0] for row in book.read("周_计划") if isinstance(row[0], float)) == 5200


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("参数_超额", "看情况", "超额完成“看情况”无法识别，请填 不结转 或 抵减"),
        ("参数_跨月周", "周三", "跨月的周“周三”无法识别，请填 按周一所在月份、按周四所在月份、按周日所在月份"),
        ("参数_连续周数", 0.0, "连续未完成周数 0 不在 1～53 之间，请核对"),
    ],
)
def test_a_setting_of_the_weeks_is_held_to_its_choices(fill, name, value, said):
    assert told(fill("weekly", **WEEKS, **{name: [[value]]})) == [said]


def test_a_reason_has_the_date_of_the_meeting(fill):
    book = fill(
        "weekly", **WEEKS, 周_完成=DONE, 说明_周次=column(1.0), 说明_部门=column("安装部"), 说明_通报日期=column("周一")
    )
    assert any("会议通报日期" in text or "通报日期“周一”不是日期" in text for text in told(book))
