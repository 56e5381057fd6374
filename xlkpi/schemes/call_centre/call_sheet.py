"""话务绩效表: agents, 德能绩勤, plans, everybody's ratings, units and cadres, uses, results told and appeals."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind, Seating
from xlkpi.drawing.spec import Field, Fields, Note, PageSpec, Section
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.macros.vba import ADD, CHECK, EXPLAIN, FINALIZE, RECOMPUTE, REMOVE, SIGN, SORT
from xlkpi.schemes import eligibility_columns
from xlkpi.schemes.adjustments import adjusted_people
from xlkpi.schemes.appeal_checks import check_appeals, check_told, late_answers
from xlkpi.schemes.appeal_registers import HANDLERS, appeals, appeals_page, told_page
from xlkpi.schemes.call_centre.call_agents import ADJUSTED, AGENT, PEER, PEOPLE
from xlkpi.schemes.call_centre.call_checks import (
    incomplete_forms,
    incomplete_peers,
    odd_unit,
    plans_instead,
    seats_exceeded,
    unit_parts,
    without_goal,
    wrong_raters,
)
from xlkpi.schemes.call_centre.call_forms import DIMENSION, PLAN_LINES, RATER
from xlkpi.schemes.call_centre.call_numbers import CALL_NUMBERS
from xlkpi.schemes.call_centre.call_units import CADRE, CADRE_PLAN_LINES, COMMITTEE_TABLE, ORGANISERS, UNIT
from xlkpi.schemes.call_centre.call_uses import TOLD, USE
from xlkpi.schemes.column_looks import IN_MONTHS
from xlkpi.schemes.sign_off import prepared_by, prepared_on, sign_off_page

HEAD = Fields(
    (
        Field("部门", "部门", 0, 0, 3, label_span=2),
        Field("考核月份", "考核月份", 0, 5, 2, IN_MONTHS, validation.month()),
        eligibility_columns.working_days(0, 8),
        prepared_by(11, 3, 2),
        prepared_on(18, 1, 2),
    )
)

SIGNING = {"制表人": "草稿", "部门经理": "已提交", "总经理": "总经理已批", "行政人事部": "已反馈"}
"""部门经理 appraise their staff, 总经理 the managers, 行政人事部 organises and supervises: 呼叫中心绩效考核办法 3."""

PAGES = (
    PageSpec(
        "话务绩效",
        "话务绩效表",
        (
            HEAD,
            Note(
                "话务指数=（话务量－投诉话务）÷月度单位量。试用、临时、外聘兼职人员、整个考核期休产假者、每月请假超过上限者不参评；"
                "截止日（含）前转正当月参评，之后次月起参评。单位等级决定本单位各等级名额，再按单位内指标得分排名定级。"
            ),
            AGENT,
        ),
        signers=("主管", "部门负责人"),
        large=True,
    ),
    PageSpec(
        "德能绩勤",
        "德能绩勤月度考核",
        (
            Note(
                "「参数」所列岗位不用此表。四项评分按权重合成；「工作计划」中有本人计划的，“绩”按计划完成得分，不必填写。"
                "考核人须是「考核关系」名单中应由其考核的职务，并填考核日期。",
                32,
            ),
            DIMENSION,
        ),
        signers=("考核人", "行政人事部"),
    ),
    PageSpec(
        "工作计划",
        "工作计划与完成",
        (
            Note("公司、部门、个人的周、月、年计划，每行由一人负责；同一人的权重合计 100%，完成得分加权为其业绩。", 20),
            PLAN_LINES,
        ),
        signers=("责任人", "部门经理"),
        portrait=True,
    ),
    PageSpec(
        "优秀员工",
        "优秀员工互评",
        (
            Note(
                "全体员工都评，每行是一位评分人的评分，每列是对一位员工的评分；对角线为自评。"
                "互评得分=他人评分的平均×互评权重＋自评×自评权重，按得分排名。",
                32,
            ),
            PEER,
        ),
        signers=("组织人", "审核"),
        large=True,
        frozen_columns=5,
    ),
    PageSpec(
        "组织绩效",
        "组织绩效与三层联系",
        (
            Note(
                "各单位按类别评分：考核内容见「参数」。单位等级决定员工名额；右侧三栏并列本单位基层员工、基层管理人员、高层的平均得分。",
                32,
            ),
            UNIT,
        ),
        signers=("运营管理部", "绩效管理委员会"),
        portrait=True,
    ),
    PageSpec(
        "干部考核",
        "干部考核（业绩与能力）",
        (Note("「干部工作计划」中有本人计划的，业绩按计划完成得分；综合得分按业绩与能力的权重合成。", 20), CADRE),
        signers=("审核",),
        large=True,
    ),
    PageSpec(
        "干部工作计划",
        "干部工作计划与完成",
        (Note("每行由一位干部负责；同一责任人的权重合计 100%。", 20), CADRE_PLAN_LINES),
        signers=("责任人", "审核"),
    ),
    PageSpec(
        "考核关系",
        "考核关系与绩效管理委员会",
        (
            ORGANISERS,
            Section("一、考核人名单（谁以什么职务考核哪些单位的人）"),
            RATER,
            Section("二、绩效管理委员会（裁决争议与申诉）"),
            COMMITTEE_TABLE,
        ),
        signers=("行政人事部",),
        portrait=True,
        one_sheet=True,
    ),
    PageSpec(
        "结果应用",
        "考核结果的应用",
        (Note("按「参数」的用途与等级列出，供人力资源部决定；降薪、调岗只作提请，须另行依法办理。", 20), USE),
        signers=("人力资源部",),
        portrait=True,
    ),
    sign_off_page(SIGNING, "部门", (Section("等级调整"), ADJUSTED)),
    told_page(TOLD),
    appeals_page(appeals(PEOPLE, validation.score(FULL_MARK, title="更正得分"), (*HANDLERS, "绩效管理委员会"))),
)

CALLS_KIND = Kind(
    "calls",
    "话务绩效表",
    "call_centre",
    PAGES,
    (CHECK, RECOMPUTE, EXPLAIN, SORT, ADD, REMOVE, SIGN, FINALIZE),
    CALL_NUMBERS,
    words=("话务", "话务绩效"),
    en="calls of agents",
    stays=(
        "部门",
        "坐席_工号",
        "坐席_姓名",
        "坐席_单位",
        "坐席_岗位",
        "坐席_状态",
        "坐席_转正日期",
        "德能_层级",
        "德能_考核人",
        "单位_名称",
        "单位_类别",
        "干部_工号",
        "干部_姓名",
        "干部_单位",
        "干部_岗位",
        "干部_层次",
        "干部_类别",
        "干部_层级",
        "干部_考核人",
        "考核人_职务",
        "考核人_姓名",
        "考核人_单位",
        "委员_职务",
        "委员_姓名",
        "节假日",
        "调休上班日",
    ),
    people={
        "id": "坐席_工号",
        "name": "坐席_姓名",
        "department": "坐席_单位",
        "post": "坐席_岗位",
        "total": "坐席_指标得分",
        "rank": "坐席_排名",
        "level": "坐席_最终等级",
        "coefficient": "坐席_系数",
        "why": "坐席_说明",
        "eligible": "坐席_参评",
        **adjusted_people("坐席", "坐席_等级"),
    },
    owner="部门",
    units={"name": "单位_名称", "score": "单位_得分", "level": "单位_等级"},
    seating=Seating("等级_代码", "名额比例", "参数_取整", "参数_同分", "坐席_资格"),
    checks=(check_told, check_appeals, unit_parts, without_goal, odd_unit),
    results=(
        eligibility_columns.undecided,
        eligibility_columns.not_yet_regular,
        eligibility_columns.no_leave_allowed,
        wrong_raters,
        incomplete_forms,
        plans_instead,
        incomplete_peers,
        seats_exceeded,
        late_answers,
    ),
)
