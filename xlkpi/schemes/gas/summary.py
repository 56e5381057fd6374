"""附件3: a branch's monthly summary - roster, roll-up with sign-off, parameters."""

from __future__ import annotations

from xlkpi.drawing.kind import Kind, Listing, Seating
from xlkpi.macros.vba import ADD, CHECK, COLLECT, EXPLAIN, FINALIZE, RECOMPUTE, REMOVE, SIGN, SORT
from xlkpi.schemes.adjustments import adjusted_people
from xlkpi.schemes.appeal_checks import check_appeals, check_told, late_answers
from xlkpi.schemes.appeal_registers import appeals_page, told_page
from xlkpi.schemes.gas import review, roster
from xlkpi.schemes.gas.gas_checks import SUMMARY_CHECKS, SUMMARY_RESULTS
from xlkpi.schemes.gas.gas_collect import TAKE_FORMS, TAKE_PLANS
from xlkpi.schemes.gas.gas_data import ROSTER, SUPERVISORS
from xlkpi.schemes.gas.gas_explain import explain_pay, explain_summary, explain_supervisor
from xlkpi.schemes.gas.gas_feedback import GIVE_FORMS
from xlkpi.schemes.gas.gas_numbers import GAS_NUMBERS

SUMMARY = Kind(
    "summary",
    "附件3 客服员工考核汇总表",
    "gas",
    (roster.PAGE, review.PAGE, told_page(roster.TOLD), appeals_page(roster.APPEAL)),
    (CHECK, COLLECT, RECOMPUTE, EXPLAIN, SORT, ADD, REMOVE, SIGN, FINALIZE),
    GAS_NUMBERS,
    words=("附件3",),
    en="a branch's monthly summary",
    people={
        "id": "名单_工号",
        "name": "名单_姓名",
        "department": "名单_部门",
        "post": "名单_岗位",
        "total": "名单_总分",
        "rank": "名单_部门排名",
        "level": "名单_最终等级",
        "coefficient": "名单_等级系数",
        "base": "名单_绩效基数",
        "pay": "名单_绩效工资",
        "why": "名单_说明",
        "eligible": "名单_参评",
        "attendance": "名单_出勤率",
        **adjusted_people("名单", "名单_等级"),
    },
    checks=(*SUMMARY_CHECKS, check_told, check_appeals),
    results=(*SUMMARY_RESULTS, late_answers),
    explain=explain_summary,
    explain_unit=explain_supervisor,
    explain_pay=explain_pay,
    sources=(ROSTER, SUPERVISORS),
    takes=(TAKE_FORMS, TAKE_PLANS),
    stays=(
        "分公司",
        "名单_工号",
        "名单_姓名",
        "名单_岗位",
        "名单_用工",
        "名单_部门",
        "名单_参评",
        "名单_绩效基数",
        "主管_部门",
        "主管_姓名",
        "主管_基数",
        "节假日",
        "调休上班日",
    ),
    gives=(GIVE_FORMS,),
    keys={
        "branch": ("分公司",),
        "month": ("考核月份",),
        "employee_id": ("名单_工号",),
        "name": ("名单_姓名",),
        "post": ("名单_岗位",),
        "department": ("名单_部门",),
        "department_level": ("名单_部门等级",),
        "eligible": ("名单_参评",),
        "total": ("名单_总分",),
        "rank": ("名单_部门排名",),
        "level": ("名单_等级", "名单_最终等级"),
        "coefficient": ("名单_等级系数",),
        "base_pay": ("名单_绩效基数",),
        "attendance": ("名单_出勤率",),
        "pay": ("名单_绩效工资",),
    },
    units={
        "name": "主管_部门",
        "supervisor": "主管_姓名",
        "score": "主管_得分",
        "level": "主管_等级",
        "coefficient": "主管_系数",
        "base": "主管_基数",
        "pay": "主管_工资",
        "due": "名额_应评",
        "given": "名额_实评",
    },
    seating=Seating("等级_代码", "名额比例", "舍入方式", "同分处理", "名单_参评"),
    listings=(
        Listing(
            "主管评分",
            (
                ("部门", "计划_部门"),
                ("计划", "计划_名称"),
                ("主管经理评分", "计划_主管经理评分"),
                ("客户服务部评分", "计划_客户服务部评分"),
                ("计划得分", "计划_得分"),
            ),
            "部门",
        ),
    ),
    owner="分公司",
)
