"""The page 附件3: the branch's roster with totals, ranks, levels, coefficients, pay and the reason of each level."""

from __future__ import annotations

from dataclasses import replace

from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Field, Fields, PageSpec, Table
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.adjustments import adjust_columns, adjustments, final_levels
from xlkpi.schemes.appeal_registers import appeals, told
from xlkpi.schemes.column_looks import IN_COUNTS, IN_FACTORS, IN_MONTHS, IN_POINTS, IN_SHARES, IN_YUAN, REMARK, SHORT
from xlkpi.schemes.gas.gas_numbers import OWN
from xlkpi.schemes.people_columns import People, row_of
from xlkpi.schemes.sign_off import STATE, prepared_by, prepared_on, state_formula

PEOPLE = 60
SHOWN = 12
EMPLOYMENT = ("在编", "兼职")
STAFF = People("名单_工号", "名单_姓名")
PAY_TOTAL = (
    'IF(SUMPRODUCT(ISTEXT(名单_绩效工资)*(LEN(名单_绩效工资)>0))>0,"有人未算出",'
    'IF(COUNT(名单_绩效工资)=0,"",ROUND(SUM(名单_绩效工资),2)))'
)

HEAD = Fields(
    (
        Field("分公司", "分公司", 0, 0, 2, rule=validation.words("填写分公司全称，如 城东分公司。"), label_span=2),
        Field("考核月份", "考核月份", 0, 4, 2, IN_MONTHS, validation.month(), label_span=2, needed="row"),
        Field(STATE, "状态", 0, 8, 2, formula=state_formula("主管_姓名")),
        prepared_by(11, 2),
        Field(
            "",
            "",
            0,
            18,
            1,
            ("bare", "note", "grid", "wrap", "left"),
            value="等级由部门名额和部门内排名决定。\n部门等级与名额见“汇总”，数值依据见“参数”。",
            lines=2,
        ),
        Field(
            "",
            "绩效工资合计\n（元）",
            0,
            14,
            2,
            ("answer", "center", "money", "shrink"),
            formula=PAY_TOTAL,
            label_span=2,
            number=True,
            lines=2,
        ),
        Field(
            "",
            "人数",
            1,
            0,
            6,
            formula='"共 "&COUNTA(名单_工号)&" 人，其中不参评 "&COUNTIF(名单_参评,"否")&" 人"',
            label_span=2,
        ),
        Field("", "口径", 1, 8, 2, SHORT, formula='舍入方式&"／"&同分处理'),
        prepared_on(11, 2, line=1),
    ),
    heights=(22,),
    gap=0,
)

SAME_PEOPLE = "名单_总分,名单_部门等级,名单_部门,名额比例,名单_参评,,舍入方式,同分处理"
LISTED = "MATCH(名单_部门,主管_部门,0)"
DEPARTMENT_LEVEL = f'IF(名单_部门="","",IF(ISNA({LISTED}),"未在主管表",VLOOKUP(名单_部门,主管_表,4,FALSE)))'
"""Only a department that is not there is not there: a level that a program without our functions left is an error."""
LEVEL = '({等级}&"")'  # joined, or LibreOffice finds a level that a function gave equal to nothing
KNOWN = f'OR({LEVEL}="",{LEVEL}="不参评",{LEVEL}="待定",SUMPRODUCT(--(等级_代码={LEVEL}))>0)'
LEVELS = validation.known("等级_代码", "不按算出的等级时填写，并写明原因和批准人。")
CHANGED = (
    'IF(ISNUMBER(MATCH(名单_工号&"",申诉_成立工号,0)),"；申诉成立，更正为"&名单_最终等级,'
    '"；调整为"&名单_最终等级&"（"&名单_批准人&"批准）")'
)
WHY = f'KPI_WHY({SAME_PEOPLE})&IF(名单_最终等级&""=名单_等级&"","",{CHANGED})'
FACTORS = (f'IF(参数_员工系数="{OWN}",员工系数_等级,等级_代码)', f'IF(参数_员工系数="{OWN}",员工系数_倍数,等级_系数)')

ROSTER = Table(
    "名单",
    (
        Column("序号", "名单_序号", 5, IN_COUNTS, fixed=True),
        Column(
            "工号",
            "名单_工号",
            9,
            (*SHORT, "plain_text"),
            rule=validation.words("工号不能重复；按文本保存，前面的 0 会保留。"),
            wrong='AND({}<>"",SUMPRODUCT(--(名单_工号={}))>1)',
            needed="row",
            unique=True,
        ),
        Column("姓名", "名单_姓名", 9, SHORT, needed="row"),
        Column("岗位", "名单_岗位", 11, SHORT),
        Column("用工", "名单_用工", 6, rule=validation.choice(EMPLOYMENT, "在编或兼职，均参加考核。")),
        Column(
            "部门",
            "名单_部门",
            12,
            SHORT,
            rule=validation.known("主管_部门", "从「汇总」主管表中的部门选择。"),
            needed="row",
        ),
        Column("参评", "名单_参评", 6, rule=validation.choice(YES_NO, "不参评的人不占名额，空着视为参评。")),
        Column(
            "总分",
            "名单_总分",
            8,
            IN_POINTS,
            rule=replace(validation.score(FULL_MARK), hint="取自附件2，也可直接填写，保留两位小数。"),
            needed="appraised",
        ),
        Column("部门排名", "名单_部门排名", 8, IN_COUNTS, array="KPI_RANK(名单_总分,名单_部门,名单_参评)", number=True),
        Column(
            "等级",
            "名单_等级",
            9,
            array=f"KPI_GRADES({SAME_PEOPLE})",
            wrong=f"IF(ISERROR({LEVEL}),TRUE,NOT({KNOWN}))",
            doubt=f'{LEVEL}="待定"',
            levels="等级_代码",
        ),
        *adjust_columns("名单", LEVELS, (6, 20, 7)),
        Column(
            "最终等级",
            "名单_最终等级",
            9,
            ("answer", *SHORT),
            array=final_levels("名单", "名单_等级", "等级_代码", "名单_工号"),
            doubt='IF(ISERROR({}),FALSE,AND({}&""<>"",{}&""<>' + LEVEL + "))",
            levels="等级_代码",
        ),
        Column(
            "等级系数",
            "名单_等级系数",
            8,
            IN_FACTORS,
            array=f"KPI_COEF(名单_最终等级,{','.join(FACTORS)})",
            number=True,
        ),
        Column(
            "绩效基数",
            "名单_绩效基数",
            11,
            IN_YUAN,
            rule=validation.amount("当月绩效工资基数，单位元。"),
            needed="paid",
            pay=True,
        ),
        Column("出勤率", "名单_出勤率", 8, IN_SHARES, rule=validation.share("如 95%；空着按 100% 计算。")),
        Column(
            "绩效工资",
            "名单_绩效工资",
            12,
            IN_YUAN,
            array="KPI_PAY(名单_绩效基数,名单_等级系数,名单_出勤率)",
            number=True,
            pay=True,
        ),
        Column("说明", "名单_说明", 36, REMARK, array=WHY),
        Column("部门等级", "名单_部门等级", 9, ("note", "center"), array=DEPARTMENT_LEVEL, hidden=True),
    ),
    PEOPLE,
    SHOWN,
    key="工号",
    key_to="姓名",
    roster=True,
    row_height=24,
    muted='IF(ISERROR({等级}),FALSE,{等级}&""="不参评")',
)

ADJUSTED = adjustments("名单", STAFF, "名单_等级", "名单_最终等级", (1, 1, 1, 1, 7, 2))
APPEAL = appeals(STAFF, validation.known("等级_代码", "申诉成立时填写。", title="更正等级"))
TOLD = told(
    STAFF,
    (
        Column("总分", "", 9, IN_POINTS, cell=row_of("名单_总分")),
        Column("等级", "", 9, SHORT, cell=row_of("名单_最终等级")),
    ),
)

PAGE = PageSpec(
    "附件3",
    "客服员工考核汇总表",
    (HEAD, ROSTER),
    "签批见「汇总」页第六部分",
    annex="附件3",
    frozen_columns=3,
    selected=(3, 2),
)
