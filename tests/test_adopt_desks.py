"""Words of service desks that were misread once, each beside the same word where it is meant otherwise."""

from __future__ import annotations

import pytest

from adopt.as_text import drawn
from adopt.handed_in import understood

FORM = """
客服部员工月度考核表|<|<|<|<|<
{0}
考核指标|{1}|权重|目标值|{2}|得分
接通率|每低1%扣1分|50%|95|94|90
满意度|每低1%扣1分|50%|98|97|96
总分|||||93
{3}
"""
LIST = """
{0}|<|<|<|<|<
部门：{1}|<|<|{2}|<|<
姓名|岗位|考核得分|名次|等级|备注
郭涛|坐席|95|1|优秀|
何洁|坐席|90|2|良好|
梁宇|坐席|85|3|良好|
"""


def form(folder, head="姓名|周敏|工号|K1|岗位|坐席", standard="评分标准", actual="实际完成", below="备注|||||"):
    [part] = understood(drawn(FORM.format(head, standard, actual, below)), folder).parts
    return part


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        # the value of a label for posts is a post, whatever else the word may mean
        ("姓名|周敏|岗位|客服主管|工号|K1", {"name": "B2", "post": "D2", "employee_id": "F2"}),
        ("姓名|周敏|岗位|部门负责人|工号|K1", {"name": "B2", "post": "D2", "employee_id": "F2"}),
        ("姓名|周敏|考核人职务|班组长|入行日期|2021-7-5", {"name": "B2"}),
        ("姓名|周敏|岗位|质检员|护士长|刘芳", {"name": "B2", "post": "D2", "supervisor": "F2"}),
        # and the same words are labels where somebody stands behind them
        ("姓名|周敏|客服主管|韩磊|工号|K1", {"name": "B2", "supervisor": "D2", "employee_id": "F2"}),
        ("姓名|周敏|班组长|韩磊|话务工号|K1", {"name": "B2", "supervisor": "D2", "employee_id": "F2"}),
        # what ends as labels do is nobody's name
        ("姓名|周敏|主管|入职日期|工号|K1", {"name": "B2", "employee_id": "F2"}),
        ("姓名|周敏|所在团队|在线组|坐席类型|普通", {"name": "B2", "department": "D2", "post": "F2"}),
        ("姓名|周敏|病区|三病区|工卡号|K1", {"name": "B2", "department": "D2", "employee_id": "F2"}),
    ],
)
def test_head_fields(head, fields, tmp_path):
    part = form(tmp_path, head)
    assert {key: cell for key, cell in part.fields.items() if key != "total"} == fields
    assert not part.questions


@pytest.mark.parametrize("word", ["指标口径", "考评要点", "考核要点", "评价要点", "指标说明", "指标定义"])
def test_words_for_a_standard_beside_a_plain_indicator(word, tmp_path):
    part = form(tmp_path, standard=word)
    assert (part.columns["indicator"], part.columns["standard"], part.questions) == ("A", "B", ())


@pytest.mark.parametrize(
    ("word", "read"), [("当月数据", True), ("实际得数", True), ("上月数据", False), ("去年实际", False)]
)
def test_words_for_what_was_reached_this_month(word, read, tmp_path):
    assert ("actual" in form(tmp_path, actual=word).columns) is read


@pytest.mark.parametrize(
    ("below", "key"),
    [
        ("本月绩效工资（元）|||||4160", "pay"),
        ("当月绩效奖金（元）|||||4160", "pay"),
        ("月度绩效标准（元）|||||3200", "base_pay"),
        ("上月绩效工资（元）|||||4000", None),
    ],
)
def test_pay_of_this_month_with_its_unit(below, key, tmp_path):
    fields = form(tmp_path, below=below).fields
    assert {one for one in ("pay", "base_pay") if one in fields} == ({key} if key else set())


@pytest.mark.parametrize(
    ("head", "branch"),
    [
        ("单位：分、元", None),
        ("单位：元/分", None),
        ("单位：人、元", None),
        ("单位：华商银行南京分行", "D2"),
    ],
)
def test_units_are_no_branch(head, branch, tmp_path):
    [part] = understood(drawn(LIST.format("员工绩效考核汇总表", "客服部", head)), tmp_path).parts
    assert part.fields.get("branch") == branch


@pytest.mark.parametrize(
    ("title", "department", "kind", "asked"),
    [
        ("中心医院患者服务中心员工月度考核汇总表", "患者服务中心", "summary", []),
        ("供应商管理部人员绩效考核汇总表", "供应商管理部", "summary", []),
        ("员工绩效考核汇总表", "学员培训部", "summary", []),
        ("供应商管理部月度绩效考核汇总表", "供应商管理部", "not_ours", ["kind"]),  # its staff, or its suppliers?
        ("供应商月度考核汇总表", "采购部", "not_ours", []),
        ("供应商评分汇总表（科室人员填写）", "采购部", "not_ours", []),
        ("学生会干部考核汇总表", "宣传部", "not_ours", []),
    ],
)
def test_the_name_of_a_department_says_nothing_of_who_is_appraised(title, department, kind, asked, tmp_path):
    found = understood(drawn(LIST.format(title, department, "考核月份：2025年9月")), tmp_path)
    assert (found.kind, [question.field for question in found.questions]) == (kind, asked)


TIERS = """
客服主管绩效考核表|<|<|<|<|<
姓名|蒋文博|工号|K1|部门|客服部
考核指标|权重|目标|{0}|<|得分
^|^|^|{1}|上月|^
接通率|50%|95|94|93|90
满意度|50%|98|97|96|96
总分|||||93
"""


@pytest.mark.parametrize(
    ("over", "own", "column"), [("实际", "本月", "D"), ("实际", "当月", "D"), ("人数", "本月", None)]
)
def test_a_bare_month_is_what_stands_over_it(over, own, column, tmp_path):
    [part] = understood(drawn(TIERS.format(over, own)), tmp_path).parts
    assert part.columns.get("actual") == column


PRODUCTS = """
外呼坐席绩效考核表|<|<|<
姓名|孙浩|工号|W1
考核指标|权重（%）|得分（百分制）|{0}
接通量|40|95|{1}
办理件数|40|90|{2}
通话时长|20|100|{3}
总分|100||=SUM(D4:D6)→{4}
"""


@pytest.mark.parametrize("word", ["最后得分", "计入分", "折成分", "得分2"])
@pytest.mark.parametrize("lines", [(38, 36, 20), ("=B4*C4/100→38", "=B5*C5/100→36", "=B6*C6/100→20")])
def test_what_is_weight_times_score_in_every_line_is_the_weighted_score(word, lines, tmp_path):
    [part] = understood(drawn(PRODUCTS.format(word, *lines, 94)), tmp_path).parts
    assert (part.columns["score"], part.columns["weighted"], part.marks) == ("C", "D", "weighted")
    assert (part.questions, part.conflicts) == ((), ())


def test_how_a_form_adds_up_is_asked_where_scores_are_above_what_would_be_full_marks(tmp_path):
    """Twelve points in every line are no product of weight and score, and the total sums them."""
    [part] = understood(drawn(PRODUCTS.format("折成分", 12, 12, 12, 36)), tmp_path).parts
    assert "marks" in {question.field for question in part.questions}
    assert part.conflicts == ()
