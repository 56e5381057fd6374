"""Whether a sheet is an appraisal of staff: who judges and what is judged decide nothing where all the rest is sure.

Foreign lists of the same shape stand beside: none is taken, and where two things say so nobody is asked.
"""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood
from adopt.writing import save
from xlkpi.actions.adopt import adopt

NAMES = ("陈丽华", "王建国", "李晓梅", "张志强", "刘芳")
RESULTS = ((95, 1, "A"), (91, 2, "A"), (85, 3, "B"), (80, 4, "B"), (74, 5, "C"))


def listed(title, head, line):
    """A list of five: in `line` {0} is the serial number, {1} the name, {2} total, {3} place, {4} level."""
    lines = [line.format(at, name, *own) for at, (name, own) in enumerate(zip(NAMES, RESULTS), 1)]
    return drawn("\n".join([title + "|<" * head.count("|"), head, *lines]))


def kind_of(book, folder):
    found = understood(book, folder)
    return found.kind, any(one.field == "kind" for one in found.asked)


JUDGED = ("序号|姓名|部门|评委1|评委2|评委3|最后得分|名次|等级", "{0}|{1}|一馆|90|91|92|{2}|{3}|{4}")
FITNESS = ("姓名|部门|体能|内务|车辆|总分|名次|等级", "{1}|护卫队|30|30|35|{2}|{3}|{4}")


@pytest.mark.parametrize(
    ("title", "head", "line"),
    [
        ("讲解员月度考核评分汇总", *JUDGED),
        ("2026年10月份讲解员绩效考核汇总表", *JUDGED),
        ("讲解员季度考评汇总表", *JUDGED),
        ("护卫队员工月度考核汇总表", *FITNESS),
        ("理财顾问月度考核汇总表（销售顾问）", "姓名|部门|业绩|服务|总分|名次|等级", "{1}|一部|40|40|{2}|{3}|{4}"),
    ],
)
def test_raters_and_matters_in_a_heading_stop_no_monthly_appraisal(title, head, line, tmp_path):
    assert kind_of(listed(title, head, line), tmp_path) == ("summary", False)


@pytest.mark.parametrize(
    ("title", "head", "line"),
    [
        ("讲解员业务考核评分汇总", *JUDGED),  # once or every month: nothing says
        ("2026年10月讲解员考核评分汇总", *JUDGED),
        ("2026年度中层干部360度测评汇总", "姓名|部门|上级评分|同级评分|下级评分|总分|名次", "{1}|检修班|90|91|92|{2}|{3}"),
        ("2026年10月驾驶员评分表", "姓名|车牌号|安全|油耗|得分|等级|系数", "{1}|浙A{0}001|40|40|{2}|{4}|1"),
        ("培训学员月度考核汇总表", "姓名|部门|课堂|作业|总分|名次|等级", "{1}|一部|40|40|{2}|{3}|{4}"),
    ],
)  # fmt: skip
def test_what_may_be_either_is_asked(title, head, line, tmp_path):
    assert kind_of(listed(title, head, line), tmp_path) == ("not_ours", True)


@pytest.mark.parametrize(
    ("title", "head", "line"),
    [
        ("讲解员技能大赛月度考核评分表", *JUDGED),
        ("2026年中层干部竞聘考核评委打分汇总表", *JUDGED),
        ("新讲解员上岗考核评分汇总", *JUDGED),
        ("月度考核评分汇总", "序号|班级|姓名|纪律|卫生|总分|名次|等级", "{0}|三班|{1}|40|40|{2}|{3}|{4}"),
        ("第三季度业务理论考核成绩汇总", "姓名|部门|理论|实操|总分|名次", "{1}|检修班|45|45|{2}|{3}"),
        ("2026年10月考勤汇总表", "姓名|部门|应出勤|实出勤|迟到|得分|等级", "{1}|检修班|22|21|{0}|{2}|{4}"),
        ("入住老人能力评估汇总表", "楼层|姓名|年龄|进食|行走|总分|护理等级|护理费", "二楼|{1}|8{0}|40|40|{2}|自理|800"),
        ("10月压疮风险评估汇总", "床号|姓名|年龄|活动|营养|总分|风险等级", "1{0}|{1}|6{0}|10|10|{2}|高"),
        ("10月收车评估台账", "评估师|车型|车牌|外观|内饰|得分|等级|系数", "陈丽华|朗逸{0}|浙A{0}001|40|40|{2}|{4}|1"),
        ("10月设备评级表", "设备名称|型号|负责人|外观|性能|总分|等级", "水泵{0}|X-{0}|王建国|40|40|{2}|{4}"),
        ("2026年三季度食材供货商评价表", "单位名称|质量|交期|总分|等级", "{1}食品有限公司|40|40|{2}|{4}"),
    ],
)  # fmt: skip
def test_foreign_lists_get_a_plain_no(title, head, line, tmp_path):
    assert kind_of(listed(title, head, line), tmp_path) == ("not_ours", False)


@pytest.mark.parametrize(
    ("title", "head", "line"),
    [
        ("护理部员工月度考核汇总表", "床号|姓名|部门|服务|总分|名次|等级", "1{0}|{1}|一区|40|{2}|{3}|{4}"),
        ("维修班月度考核汇总表", "姓名|型号|设备名称|质量|总分|名次|等级", "{1}|X-1|水泵|40|{2}|{3}|{4}"),
    ],
)
def test_a_heading_for_things_does_not_make_an_appraisal_foreign(title, head, line, tmp_path):
    assert kind_of(listed(title, head, line), tmp_path) == ("summary", False)


FORM = """物业管家月度考核表|<|<|<
姓名|陈丽华|部门|西区
{category}|{standard}|满分|打分
服务|每日巡楼两次，有记录|40|38
环境|楼道无杂物|30|24
{last}|催缴到户|30|30
总分|<|100|92
"""


@pytest.mark.parametrize(
    ("category", "standard", "last", "asked"),
    [
        ("考核类别", "工作标准", "环境", ("B",)),
        ("考核类别", "评分标准", "环境", ("B",)),
        ("考核类别", "工作标准", "收费", ("B",)),
        ("检查要点", "工作标准", "收费", ("A",)),
    ],
)
def test_a_form_without_a_word_for_its_indicators_asks_for_the_column_and_no_kind(
    category, standard, last, asked, tmp_path
):
    path = save(drawn(FORM.format(category=category, standard=standard, last=last)), tmp_path, "a")
    found = adopt(path).understood
    assert [(one.field, tuple(sorted(one.candidates))) for one in found.asked] == [("indicator", asked)]
    answered = adopt(path, answers={"表": {"indicator": asked[0]}}).understood
    assert (answered.asked, answered.parts[0].columns["indicator"]) == ((), asked[0])
