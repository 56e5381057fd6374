"""附件2: one employee's monthly appraisal form - indicators with weights, scores, total, comments, signatures."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.paper import SIGN_HEIGHT
from xlkpi.drawing.spec import SEAL, Column, Field, Fields, Note, PageSpec, Section, Table, fault_in
from xlkpi.macros.vba import CHECK, FINALIZE, RECOMPUTE
from xlkpi.schemes.appeal_registers import VIEWS
from xlkpi.schemes.column_looks import IN_COUNTS, IN_FACTORS, IN_MONTHS, IN_POINTS, PLAIN, TEXT
from xlkpi.schemes.gas.gas_checks import FORM_CHECKS, FORM_RESULTS
from xlkpi.schemes.gas.gas_data import FORMS
from xlkpi.schemes.gas.gas_explain import explain_form
from xlkpi.schemes.gas.gas_numbers import FULL, FULL_RULE, FULL_SETTING
from xlkpi.schemes.gas.indicator_library import FROM_LIBRARY, MOST_INDICATORS
from xlkpi.schemes.sign_off import SEALED, sign_heads, sign_label

DAY = ("center", "shrink", "day")
VIEW = validation.choice(VIEWS, "有异议的，先面谈沟通。", title="本人意见")

HEAD = Fields(
    (
        Field("分公司", "分公司", 0, 0, rule=validation.words("填写分公司全称，如 城东分公司。"), label_span=2),
        Field(
            "工号",
            "工号",
            0,
            3,
            2,
            ("center", "plain_text"),
            validation.words("工号按文本保存，前面的 0 会保留。"),
            needed="row",
        ),
        Field("姓名", "姓名", 0, 6, 2, needed="row"),
        Field("岗位", "岗位", 1, 0, label_span=2),
        Field("考核月份", "考核月份", 1, 3, 2, IN_MONTHS, validation.month(), needed="row"),
        Field("考核人", "考核人", 1, 6, 2, rule=validation.words("填写评分的主管姓名。")),
    ),
    heights=(26,),
    gap=0,
)

WEIGHTED = 'IF(AND(ISNUMBER({权重}),ISNUMBER({主管评分})),ROUND({权重}*{主管评分}/IF(SUM(权重)>2,100,1),6),"")'
"""Points of one indicator; weights that sum to about 100 are percents, as KPI_TOTAL reads them."""

INDICATOR = Table(
    "指标",
    (
        Column("序号", "", 5, ("label", "count")),
        Column(
            "指标",
            "指标",
            17,
            TEXT,
            rule=validation.words(f"从岗位说明书中提取，每行一项，最多 {MOST_INDICATORS} 项。"),
        ),
        Column("考核标准", "考核标准", 26, TEXT, rule=validation.words("写明计分口径，如 15 秒接通率。")),
        Column(
            "权重",
            "权重",
            9,
            ("center", "wrap", "weight"),
            rule=validation.weight(),
            sums=True,
            also=(("AND(ISNUMBER({}),{}<=2,ABS({}*100-ROUND({}*100,0))>0.000001)", {"num_format": "0.0#%"}),),
        ),
        Column("目标值", "目标值", 11, ("center", "wrap", "plain_text")),
        Column("实际完成", "实际完成", 15, ("center", "wrap", "plain_text")),
        Column("自评分", "自评分", 9, ("center", "wrap", "points"), rule=validation.score(FULL)),
        Column(
            "主管评分",
            "主管评分",
            9,
            ("center", "wrap", "points"),
            rule=validation.score(FULL),
            doubt="AND(ISBLANK({}),ISNUMBER({权重}),COUNT(主管评分)>0)",
        ),
        Column("加权得分", "加权得分", 10, IN_POINTS, cell=WEIGHTED, number=True),
    ),
    MOST_INDICATORS,
    MOST_INDICATORS,
    key="指标",
    row_height=33,
    head_height=26,
)

ODD_TOTAL = "IF(COUNT(权重)=0,FALSE,AND(ROUND(SUM(权重),6)<>1,ROUND(SUM(权重),6)<>100))"
ODD_SCORE = f'IF(ISNUMBER({FULL}),COUNTIF(主管评分,"<0")+COUNTIF(主管评分,">"&{FULL})>0,FALSE)'
"""A score nobody can give: the total that it is part of counts for nothing, even where it is within the full mark."""
OUTSIDE = f"IF(AND(ISNUMBER(总分),ISNUMBER({FULL})),OR(总分<0,总分>{FULL}),FALSE)"


def total_of(points: str, adjust: str = "") -> str:
    """Return KPI_TOTAL in functions that every program has: what is wrong as a sentence, blank until all is scored.

    Products are rounded to ten decimals first: what a person sees as half a cent then is one, in every program.
    """
    blocks = (points, "权重", *([adjust] if adjust else []))
    filled, numbers = ("+".join(f"{count}({block})" for block in blocks) for count in ("COUNTA", "COUNT"))
    hundred = "ROUND(SUM(权重),6)=100"
    within = f"SUMPRODUCT((权重<>0)*({points}>权重))=0"
    plain_sum = f"SUMPRODUCT((权重<>0)*{points})"
    full_marks = f"AND({hundred},{within},ROUND({plain_sum}-SUMPRODUCT(权重,{points})/100,6)<>0)"
    return (
        f'IF(COUNTA({points})+COUNTA(权重)=0,"",'
        f'IF({filled}>{numbers},"得分、权重、加减分须是数字，请改正",'
        f'IF(SUMPRODUCT(ISNUMBER({points})*(1-ISNUMBER(权重)))>0,"有得分没有对应的权重",'
        f'IF(AND(ROUND(SUM(权重),6)<>1,NOT({hundred})),"权重合计须为 100%",'
        f'IF(SUMPRODUCT((权重<>0)*(1-ISNUMBER({points})))>0,"",'
        f'IF({full_marks},"每项得分都不高于权重：请填百分制得分，或把权重写成 30%",'
        f"ROUND(ROUND(SUMPRODUCT(权重,{points})/IF(SUM(权重)>2,100,1){f'+N({adjust})' if adjust else ''},10),2)))))))"
    )


TOTALS = Fields(
    (
        Field(
            "权重合计",
            "权重合计",
            0,
            0,
            1,
            ("center", "weights"),
            formula='IF(COUNT(权重)=0,"",SUM(权重))',
            label_span=3,
            number=True,
            wrong=ODD_TOTAL,
        ),
        Field(
            "",
            "",
            0,
            4,
            3,
            TEXT,
            formula=(
                f'IF({ODD_TOTAL},"权重合计须为 100%，请调整各指标权重",'
                f'IF({ODD_SCORE},"有评分不在 0～满分之间，总分无效",'
                f'IF({OUTSIDE},"总分不在 0～满分之间，请核对","")))'
            ),
            wrong="LEN({})>0",
        ),
        Field(FULL, FULL, 0, 7, 1, PLAIN, FULL_RULE, value=100.0, setting=FULL_SETTING, needed="row"),
        Field(
            "加减分",
            "加减分",
            1,
            0,
            1,
            IN_POINTS,
            validation.amount("加分填正数，减分填负数；没有则空着。", -100, 100),
            label_span=3,
        ),
        Field("加减分事由", "加减分事由", 1, 4, 4, TEXT),
        Field(
            "自评总分",
            "自评总分（供参考）",
            2,
            0,
            2,
            ("center", "points", "wrap"),
            formula="KPI_TOTAL(自评分,权重)",
            native=total_of("自评分"),
            label_span=3,
            wrong=fault_in(),
        ),
        Field(
            "总分",
            "总分",
            2,
            5,
            3,
            ("answer", "strong", "center", "points", "wrap"),
            formula="KPI_TOTAL(主管评分,权重,加减分)",
            native=total_of("主管评分", "加减分"),
            number=True,
            wrong=f"OR({ODD_SCORE},{OUTSIDE})",
        ),
    ),
    heights=(24, 24, 36),
    gap=0,
)

RESULT = Fields(
    (
        Field("结果_名次", "部门名次", 0, 0, 1, IN_COUNTS, label_span=2),
        Field("结果_人数", "部门参评人数", 0, 3, 1, IN_COUNTS),
        Field("结果_等级", "考评等级", 0, 5, 1, ("answer", "center")),
        Field("结果_系数", "等级系数", 0, 7, 1, IN_FACTORS),
    ),
    heights=(26,),
    gap=0,
)
"""What the summary made of the total; `feedback` fills it in, nothing of it is computed here."""

REMARKS = Fields(
    (
        *(
            Field(name, name, line, 0, 7, ("left", "top", "wrap"), label_span=2, lines=3)
            for line, name in ((0, "员工自评"), (3, "主管评语"), (6, "面谈反馈"))
        ),
    ),
    heights=(20,),
    gap=0,
)

SIGNATURES = Fields(
    (
        *sign_heads((("环节", 0, 2), ("员工签字", 2, 1), ("主管签字", 3, 2), ("日期", 5, 1), (SEAL, 6, 3))),
        sign_label("指标确认\n（评分前商定）", 1, 2),
        Field("沟通确认员工", "", 1, 2),
        Field("沟通确认主管", "", 1, 3, 2),
        Field("沟通确认日期", "", 1, 5, 1, DAY, validation.day(near=True)),
        sign_label("评分", 2, 2),
        Field("员工签名", "", 2, 2),
        Field("主管签名", "", 2, 3, 2),
        Field("签名日期", "", 2, 5, 1, DAY, validation.day(after="沟通确认日期", near=True)),
        sign_label("结果反馈\n（本人签收）", 3, 2),
        Field("反馈_签收", "", 3, 2, after_final=True),
        Field("反馈_意见", "本人\n意见", 3, 3, 1, rule=VIEW, after_final=True),
        Field("反馈日期", "", 3, 5, 1, DAY, validation.day(after=validation.PERIOD_END), after_final=True),
        Field("", "", 1, 6, 3, SEALED, lines=3),
    ),
    heights=(20, SIGN_HEIGHT),
    gap=0,
)
"""Who signs: what was agreed before anything is scored, the scores, the result, in a form that may be final by then."""

PAGE = PageSpec(
    "附件2",
    "客服员工绩效考核表",
    (
        HEAD,
        INDICATOR,
        TOTALS,
        REMARKS,
        Section("考核结果（附件3 汇总后填入，反馈本人）"),
        RESULT,
        Section("签字"),
        SIGNATURES,
        Note(
            "填写说明：浅黄色格填写，灰色格自动计算。权重由主管与员工商定，合计 100%；加权得分 = 权重 × 主管评分；"
            "总分 = 加权得分之和 + 加减分，保留两位小数。指标未评完时总分空着。",
            34,
            looks=("note", "wrap"),
        ),
    ),
    "本表由员工填写、主管评分，双方签字后归档。",
    portrait=True,
    one_sheet=True,
    annex="附件2",
    frozen_columns=2,
    selected=(3, 2),
)

FORM = Kind(
    "form",
    "附件2 客服员工绩效考核表",
    "gas",
    (PAGE,),
    (CHECK, RECOMPUTE, FINALIZE),
    words=("附件2",),
    en="an employee's monthly appraisal form",
    people={
        "id": "工号",
        "name": "姓名",
        "department": "分公司",
        "total": "总分",
        "rank": "结果_名次",
        "level": "结果_等级",
        "coefficient": "结果_系数",
    },
    checks=FORM_CHECKS,
    results=FORM_RESULTS,
    explain=explain_form,
    indicators=(("指标", "权重", "目标值", "实际完成", "主管评分", "加权得分"),),
    sources=(FORMS,),
    stays=("分公司", "工号", "姓名", "岗位", "考核人", "满分", "指标", "考核标准", "权重", "目标值"),
    start=FROM_LIBRARY,
    keys={
        "branch": ("分公司",),
        "employee_id": ("工号",),
        "name": ("姓名",),
        "post": ("岗位",),
        "month": ("考核月份",),
        "rater": ("考核人",),
        "indicator": ("指标",),
        "standard": ("考核标准",),
        "weight": ("权重",),
        "target": ("目标值",),
        "actual": ("实际完成",),
        "self_score": ("自评分",),
        "score": ("主管评分",),
        "weighted": ("加权得分",),
        "adjust": ("加减分",),
        "total": ("总分",),
        "rank": ("结果_名次",),
        "level": ("结果_等级",),
        "coefficient": ("结果_系数",),
    },
)
