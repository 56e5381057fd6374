"""管理人员评分表: both forms with sections and duties, deductions, indicators, complaints, customers, county sites."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Field, Fields, Note, PageSpec, Section
from xlkpi.macros.vba import CHECK, EXPLAIN, FINALIZE, RECOMPUTE, SIGN
from xlkpi.schemes.appeal_checks import check_appeals, check_told, late_answers
from xlkpi.schemes.appeal_registers import appeals_page, told_page
from xlkpi.schemes.column_looks import A_DAY, IN_MONTHS
from xlkpi.schemes.gps.rubric_checks import (
    check_deductions,
    check_people,
    check_registers,
    check_ticks,
    open_matters,
    totals_missing,
)
from xlkpi.schemes.gps.rubric_explain import explain_manager
from xlkpi.schemes.gps.rubric_numbers import NUMBERS
from xlkpi.schemes.gps.rubric_registers import (
    COMPLAINT,
    COMPLAINT_COUNT,
    COMPOSITE,
    COUNTY,
    COUNTY_OPEN,
    CUSTOMER,
    INDICATOR,
    RECORD,
    SURVEY,
    VISIT,
    VISITED,
)
from xlkpi.schemes.gps.rubric_scoring import (
    APPEAL,
    ASSISTANT_RUBRIC,
    ASSISTANT_TICKS,
    ASSISTANT_TOTAL,
    PERSON,
    RUBRIC,
    TICKS,
    TOLD,
    TOTALS,
)
from xlkpi.schemes.sign_off import sign_off_page

RATED_ON = validation.day(after=validation.PERIOD_END)
HEAD = Fields(
    (
        Field("公司", "公司", 0, 0, 2, label_span=1),
        Field("考核月份", "考核月份", 0, 3, 2, IN_MONTHS, validation.month(), label_span=1),
        Field("评分人", "评分人", 0, 6, 2, label_span=1),
        Field("评分日期", "评分日期", 0, 9, 2, A_DAY, RATED_ON, label_span=1),
    )
)


def _dated(title: str) -> str:
    """The title of a page with the month appraised before it: pages are printed and filed one by one."""
    return f'=IF(ISNUMBER(考核月份),YEAR(考核月份)&"年"&MONTH(考核月份)&"月　","")&"{title}"'


SIGNED = ("评分人", "被考核人")
TICKED = (
    "逐条评为达到、部分、未达到或不适用；评定本身不扣分，扣多少分填在右边，从所属项目的分值中扣除。"
    "灰色的列不用这张考核表。"
)

SIGNING = {"制表人": "草稿", "评分人": "已提交", "总经理": "总经理已批", "办公室": "已备案", "人力资源部": "已反馈"}
"""总经理 gets the results, 办公室 and 人力资源部 keep them on file: 客服主任绩效考核标准 five, seven and eleven."""

PAGES = (
    PageSpec(
        "评分",
        "管理人员评分表",
        (
            HEAD,
            PERSON,
            RUBRIC,
            TOTALS,
            Note(
                "各项得分=分值－扣分，不低于0。扣分取自「逐条评分」「扣分登记」，以及「投诉登记」「县方」中写明责任人的扣分；"
                "“公司指标计入的项目”先按公司指标综合得分折算，再减扣分。总分=各项得分按权重加权。"
                "用助理标准的，各项见「助理评分」，总分列在这里。",
                34,
            ),
        ),
        signers=SIGNED,
        one_sheet=True,
    ),
    PageSpec(
        "逐条评分", _dated("客服主任考核条目逐条评分"), (Note(TICKED, 20), TICKS), signers=SIGNED, frozen_columns=3
    ),
    PageSpec(
        "助理评分",
        _dated("客服主任助理评分表"),
        (
            Note("助理标准自第二项起在原文中截断，其余项目由公司在「考核标准」中补充，条目在「细则条目」中补充。", 20),
            ASSISTANT_TOTAL,
            ASSISTANT_RUBRIC,
        ),
        signers=SIGNED,
    ),
    PageSpec(
        "助理逐条评分",
        _dated("客服主任助理考核条目逐条评分"),
        (Note(TICKED, 20), ASSISTANT_TICKS),
        signers=SIGNED,
        frozen_columns=3,
    ),
    PageSpec("扣分登记", _dated("扣分登记"), (RECORD,), signers=("登记人",), portrait=True),
    PageSpec(
        "公司指标",
        _dated("公司指标完成情况"),
        (
            COMPOSITE,
            Note(
                "实际=次数÷总数（总体故障率为故障次数÷在网设备数，越低越好）。目标值与份数见「参数」。"
                "本月没有发生的指标，总数填 0 并选“不计”，其权重由其余指标分摊。",
                32,
            ),
            INDICATOR,
        ),
        signers=("审核",),
        one_sheet=True,
    ),
    PageSpec(
        "投诉登记",
        _dated("客户投诉登记"),
        (
            COMPLAINT_COUNT,
            Note(
                "接到投诉即告知办公室，查明原因后按公司规定处理；我方违规的严肃处理，不是我方问题的解释到客户满意。"
                "上月未办结的照抄一行。",
                20,
            ),
            COMPLAINT,
        ),
        signers=("登记人", "办公室"),
    ),
    PageSpec(
        "重点客户",
        _dated("重点客户走访情况"),
        (VISITED, Note("每月应访次数见「参数」；已访次数由「走访记录」中本月的记录得出。", 20), CUSTOMER),
        signers=("审核",),
        portrait=True,
    ),
    PageSpec("走访记录", _dated("客户走访记录"), (VISIT,), signers=("走访人",), portrait=True),
    PageSpec(
        "市场与县方",
        _dated("市场调研与县方维修中心"),
        (
            Section("一、市场调研"),
            SURVEY,
            Section("二、县方维修中心（走访、合同职责、问题纠正）"),
            COUNTY_OPEN,
            Note("一处问题一行；以前月份未纠正的照抄一行，走访日期空着。", 20),
            COUNTY,
        ),
        signers=("审核",),
        frozen_rows=3,
    ),
    sign_off_page(SIGNING, "公司"),
    told_page(TOLD),
    appeals_page(APPEAL),
)
RUBRIC_KIND = Kind(
    "rubric",
    "管理人员评分表",
    "gps",
    PAGES,
    (CHECK, RECOMPUTE, EXPLAIN, SIGN, FINALIZE),
    NUMBERS,
    words=("管理人员", "管理人员评分"),
    en="managers",
    owner="公司",
    stays=(
        "公司",
        "评分人",
        "人员_岗位",
        "人员_姓名",
        "客户_名称",
        "客户_类别",
        "客户_负责人",
        "县方_单位",
        "节假日",
        "调休上班日",
    ),
    people={
        "id": "人员_姓名",
        "name": "人员_姓名",
        "department": "人员_岗位",
        "total": "人员_总分",
        "rank": "人员_名次",
    },
    checks=(check_people, check_deductions, check_ticks, check_registers, check_told, check_appeals),
    results=(totals_missing, open_matters, late_answers),
    explain=explain_manager,
    indicators=tuple(
        (f"{form}_项目", f"{form}_分值", f"{form}_权重", f"{form}_扣分", f"{form}_得分") for form in ("评分", "助理")
    ),
    shown=("公司_指标", "公司_目标", "公司_实际", "公司_得分", "公司_达标"),
)
