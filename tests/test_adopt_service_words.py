"""Words and shapes of service trades: who is listed under a trade, raters by office, groups between headings, halves."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import taken_over, understood
from adopt.writing import save

PEOPLE = """
金管家保洁部员工考核表|<|<|<|<|<
编号|{0}|工种|综合得分|{1}|{2}
BJ01|张桂兰|保洁|95|1|
BJ02|李凤英|保洁|90|2|
BJ03|王素珍|开荒|82|3|
BJ04|刘玉梅|擦窗|72|4|
"""


@pytest.mark.parametrize("word", ["家政员", "教练", "医生", "护士", "月嫂", "工程师", "管家", "导购", "司机"])
def test_people_under_the_word_for_their_trade_are_named_there(word, tmp_path):
    (part,) = understood(drawn(PEOPLE.format(word, "名次", "备注")), tmp_path).parts
    assert part.columns.get("name") == "B"
    assert "name" not in {one.field for one in part.questions}


@pytest.mark.parametrize("word", ["客户", "联系人", "楼盘", "带教人", "介绍人"])
def test_others_than_staff_are_not_taken_for_the_people(word, tmp_path):
    found = understood(drawn(PEOPLE.format(word, "名次", "备注")), tmp_path)
    assert all(part.columns.get("name") != "B" for part in found.parts)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("部室内排名", "rank"),
        ("站内名次", "rank"),
        ("月绩效工资（元）", "pay"),
        ("月奖（元）", "pay"),
        ("档位", "level"),
        ("星级系数", "coefficient"),
    ],
)
def test_words_for_results(word, key, tmp_path):
    (part,) = understood(drawn(PEOPLE.format("姓名", "名次" if key != "rank" else "备注", word)), tmp_path).parts
    assert part.columns.get(key) == "F" or key in {one.field for one in part.questions}


FORM = """
医助考核表|<|<|<|<
姓名|刘倩|岗位|医助|
考核项目|{0}|满分|自评|{1}
微笑服务|见客起立问好，全程称呼|40|38|36
术前沟通|椅旁解释到位|35|33|30
病历书写|当日病历当日完成|25|25|24
总分||100|96|90
"""


@pytest.mark.parametrize("word", ["护士长评分", "店长打分", "科主任评分", "值班经理评分", "园长评分", "站长评价得分"])
def test_the_score_is_that_of_whoever_leads(word, tmp_path):
    (part,) = understood(drawn(FORM.format("评分细则", word)), tmp_path).parts
    assert part.columns.get("score") == "E"


@pytest.mark.parametrize("word", ["互评", "客户评分", "同事打分", "下级评分"])
def test_others_are_not_the_score(word, tmp_path):
    (part,) = understood(drawn(FORM.format("评分细则", word)), tmp_path).parts
    assert part.columns.get("score") != "E"


@pytest.mark.parametrize("word", ["指标定义/计算公式", "考核内容", "评分标准/说明"])
def test_words_joined_by_a_stroke_or_longer_ones_are_the_standard(word, tmp_path):
    (part,) = understood(drawn(FORM.format(word, "主管评分")), tmp_path).parts
    assert (part.columns.get("indicator"), part.columns.get("standard")) == ("A", "B")


BLOCKS = """
医生10月绩效考核得分表|<|<|<|<
No.|医生|合计|科内名次|考评档次
{a}|<|<|<|<
1|顾博文|95|1|优
2|许静怡|87|2|良
3|马骁|81|3|中
{b}|<|<|<|<
4|宋致远|95.9|1|优
5|卢思敏|91|{rank}|良
6|方泽|83|3|中
{c}|<|<|<|<
8|阮清|93.7|1|优
9|白露|88|2|良
"""


@pytest.mark.parametrize("titles", [("一、口腔内科", "二、种植科", "三、正畸科"), ("小计", "小计", "小计")])
@pytest.mark.parametrize(("rank", "wrong"), [(2, {}), (4, {"D9": "2"})])
def test_places_are_counted_between_headings_where_no_column_tells_the_groups(titles, rank, wrong, tmp_path):
    a, b, c = titles
    if a == "小计":
        text = BLOCKS.format(a="0|邓宇|70|4|中", b=b, c=c, rank=rank).replace("|<|<|<|<\n1|", "\n1|", 1)
    else:
        text = BLOCKS.format(a=a, b=b, c=c, rank=rank)
    found = understood(drawn(text), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == wrong


def test_places_among_all_stay_places_among_all(tmp_path):
    text = BLOCKS.format(a="一、内科", b="二、种植科", c="三、正畸科", rank=4)
    places = {"顾博文|95|1": "顾博文|95|2", "许静怡|87|2": "许静怡|87|6", "马骁|81|3": "马骁|81|8"}
    places |= {"方泽|83|3": "方泽|83|7", "阮清|93.7|1": "阮清|93.7|3", "白露|88|2": "白露|88|5"}
    for old, new in places.items():
        text = text.replace(old, new)
    assert understood(drawn(text.replace("科内名次", "名次")), tmp_path).contradictions == ()


BLANK = """
班组长月度考核表|<|<|<|<|<|<
姓名：||班组：||考核月份：||
考核指标|目标值|权重|考核办法|完成情况|考核得分|加权得分
接通率|93%|50%|每低0.5扣2分|||
满意率|97%|50%|每低1扣5分|||
加减分项（附说明）|<|<|<|||
考核总分|<|<|<|<||
考核等级|<|<|<|<||
"""


def test_blank_results_stand_in_the_column_of_the_total(tmp_path):
    (part,) = understood(drawn(BLANK), tmp_path).parts
    assert {key: part.fields.get(key) for key in ("adjust", "total", "level")} == {
        "adjust": "G6",
        "total": "G7",
        "level": "G8",
    }
    assert part.questions == ()


def test_a_month_still_to_be_written_between_strokes_waits(tmp_path):
    text = BLANK.replace("姓名：||班组：||考核月份：||", "姓名：____ 班组：____ 考核月份：____年____月|<|<|<|<|<|<")
    (part,) = understood(drawn(text), tmp_path).parts
    assert part.fields.get("month") == "A2"


SECTIONS = """
管网巡检岗考核表|<|<|<|<|<
姓名|石磊|部室|管网班|月份|2025年8月
一、关键业绩（占总成绩70%）|<|<|<|<|<
指标|评价标准|权重|自评（20%）|主管评（80%）|得分
到位率|打卡|0.6|96|94|=D5*20%+E5*80%→94.4
漏点|三处|0.4|90|85|=D6*20%+E6*80%→86
小计||1|||=SUMPRODUCT(C5:C6,F5:F6)→91.04
二、工作态度（占总成绩30%）|<|<|<|<|<
指标|评价标准|权重|自评（20%）|主管评（80%）|得分
责任心|主动|0.5|92|90|=D10*20%+E10*80%→90.4
协作|配合|0.5|95|88|=D11*20%+E11*80%→89.4
小计||1|||=SUMPRODUCT(C10:C11,F10:F11)→89.9
总成绩|||||{0}
"""


@pytest.mark.parametrize(("total", "wrong"), [(90.7, {}), (91, {"F13": "90.7"})])
def test_sections_whose_share_stands_in_their_title_beside_raters_shares(total, wrong, tmp_path):
    """94.4 × 60 % + 86 × 40 % = 91.04; 90.4 and 89.4 by halves 89.9; 91.04 × 70 % + 89.9 × 30 % = 90.698."""
    found = understood(drawn(SECTIONS.format(total)), tmp_path)
    assert {one.cell: one.follows for one in found.contradictions} == wrong


MOVED = """
客服组考核汇总表|<|<|<
姓名|考核得分|名次|备注
安然|95|1|
白雪|90|2|
曹颖|88|3|
邓超|||{0}
"""


@pytest.mark.parametrize("why", ["8月5日调总公司调度中心", "调往营业部", "已调至二分公司", "外派学习三个月"])
def test_somebody_moved_away_keeps_nobody_waiting(why, tmp_path):
    found = understood(drawn(MOVED.format(why)), tmp_path)
    assert found.contradictions == ()
    done = taken_over(save(drawn(MOVED.format(why)), tmp_path, "a"))
    assert any("按不参评处理" in fault.say() for fault in done.faults)


def test_a_column_of_numbers_is_no_group(tmp_path):
    text = """
门店员工考核表|<|<|<
姓名|到店|本月得分|店内名次
陈建国|30|96|1
梁阿牛|41|94|2
何文斌|30|92|3
"""
    (part,) = understood(drawn(text), tmp_path).parts
    assert "department" not in part.columns


def test_a_group_of_cars_is_the_group_inside_which_places_are_counted(tmp_path):
    text = """
随车人员奖金考核表|<|<|<
车组|姓名|本月得分|组内名次
一车组|陈建国|96|1
^|梁阿牛|94|2
二车组|何文斌|92|2
^|吴金水|99|1
"""
    (part,) = understood(drawn(text), tmp_path).parts
    assert part.columns.get("department") == "A"
    assert part.conflicts == ()


BY_PLACES = """
驾校教练员考核评分汇总|<|<|<
教练|总得分|总排名|评定
蒋国平|93|2|
沈大海|89|3|
韩德胜|95|1|
冯小军|82|4|
~评定办法：{0}|<|<|<
"""


@pytest.mark.parametrize(
    "rule",
    [
        "第1名为金牌教练，奖1500元；第2—3名为银牌教练，奖1000元；其余为合格教练，奖600元。",
        "第1名金牌，第2、3名银牌，第4名铜牌。",
        "第一名评为标兵，第二、三名评为能手",
    ],
)
def test_blank_levels_beside_titles_by_places_are_asked_about(rule, tmp_path):
    found = understood(drawn(BY_PLACES.format(rule)), tmp_path)
    assert [question.field for part in found.parts for question in part.questions] == ["level_rule"]


@pytest.mark.parametrize("rule", ["第1名奖500元，第2名奖300元", "前三名在公告栏公布", "第1名、第2名参加季度表彰"])
def test_money_and_notices_by_places_are_no_rule_of_levels(rule, tmp_path):
    found = understood(drawn(BY_PLACES.format(rule)), tmp_path)
    assert not [question for part in found.parts for question in part.questions]


GENERAL = """
服务部员工月度绩效考核汇总|<|<|<|<
姓名|得分|名次|{0}|绩效系数
安然|95|1||
白雪|88|2||
曹颖|76|3||
~{1}|<|<|<|<
"""
POINTS = "90分以上为优秀，80分以上为良好，80分以下为合格"


@pytest.mark.parametrize(
    ("word", "rule", "asked"),
    [
        ("考核结果", POINTS, False),
        ("星级", "95分以上五星，85分以上四星，85分以下三星", False),
        ("考核结果", "本表于每月5日前报人力资源部", True),
        ("星级", "本表于每月5日前报人力资源部", True),
    ],
)
def test_the_one_column_that_may_hold_levels_does_where_a_rule_of_levels_stands(word, rule, asked, tmp_path):
    (part,) = understood(drawn(GENERAL.format(word, rule)), tmp_path).parts
    assert ("level" in {one.field for one in part.questions}) is asked
    assert (part.columns.get("level") == "D") is not asked
