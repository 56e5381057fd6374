"""附件2: one employee's monthly appraisal form - indicators with weights, scores, total, comments, signatures."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Field, Fields, Note, PageSpec, Table, fault_in
from xlkpi.macros.vba import CHECK, RECOMPUTE
from xlkpi.schemes.gas.gas_checks import FORM_CHECKS, FORM_RESULTS
from xlkpi.schemes.gas.gas_data import FORMS
from xlkpi.schemes.gas.gas_explain import explain_form
from xlkpi.schemes.gas.gas_numbers import FULL, FULL_RULE, FULL_SETTING

INDICATORS = 12

HEAD = Fields(
    (
        Field(
            "分公司",
            "分公司",
            0,
            0,
            rule=validation.words("分公司", "填写分公司全称，如 城东分公司。"),
            label_span=2,
        ),
        Field(
            "工号",
            "工号",
            0,
            3,
            2,
            ("center", "plain_text"),
            validation.words("工号", "工号按文本保存，前面的 0 会保留。"),
            needed="row",
        ),
        Field("姓名", "姓名", 0, 6, 2, needed="row"),
        Field("岗位", "岗位", 1, 0, label_span=2),
        Field("考核月份", "考核月份", 1, 3, 2, ("center", "month"), validation.month(), needed="row"),
        Field("考核人", "考核人", 1, 6, 2, rule=validation.words("考核人", "填写评分的主管姓名。")),
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
            ("left", "wrap"),
            rule=validation.words("指标", "从岗位说明书中提取，每行一项，最多 12 项。"),
        ),
        Column(
            "考核标准",
            "考核标准",
            27,
            ("left", "wrap"),
            rule=validation.words("考核标准", "写明计分口径，如 15 秒接通率。"),
        ),
        Column(
            "权重",
            "权重",
            9,
            ("center", "wrap", "weight"),
            rule=validation.weight(),
            wrong="ISTEXT({})",
            sums=True,
            also=(
                (
                    "AND(ISNUMBER({}),{}<=2,ABS({}*100-ROUND({}*100,0))>0.000001)",
                    {"num_format": "0.0#%"},
                ),
            ),
        ),
        Column("目标值", "目标值", 12, ("center", "wrap")),
        Column("实际完成", "实际完成", 13, ("center", "wrap")),
        Column(
            "自评分",
            "自评分",
            9,
            ("center", "wrap", "points"),
            rule=validation.score("自评分", FULL),
            wrong="ISTEXT({})",
        ),
        Column(
            "主管评分",
            "主管评分",
            9,
            ("center", "wrap", "points"),
            rule=validation.score("主管评分", FULL),
            wrong="ISTEXT({})",
            doubt="AND(ISBLANK({}),ISNUMBER({权重}),COUNT(主管评分)>0)",
        ),
        Column("加权得分", "加权得分", 10, ("center", "weighted"), cell=WEIGHTED, number=True),
    ),
    INDICATORS,
    INDICATORS,
    key="指标",
    row_height=37,
    head_height=34,
)

ODD_TOTAL = "IF(COUNT(权重)=0,FALSE,AND(ROUND(SUM(权重),6)<>1,ROUND(SUM(权重),6)<>100))"

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
            ("left", "wrap"),
            formula=f'IF({ODD_TOTAL},"权重合计须为 100%，请调整各指标权重","")',
            wrong=ODD_TOTAL,
        ),
        Field(FULL, FULL, 0, 7, 1, ("center", "plain"), FULL_RULE, value=100.0, setting=FULL_SETTING, needed="row"),
        Field(
            "加减分",
            "加减分",
            1,
            0,
            1,
            ("center", "points"),
            validation.amount("加减分", "加分填正数，减分填负数；没有则空着。", -100, 100),
            label_span=3,
            wrong="ISTEXT({})",
        ),
        Field("加减分事由", "加减分事由", 1, 4, 4, ("left", "wrap")),
        Field(
            "自评总分",
            "自评总分（供参考）",
            2,
            0,
            2,
            ("center", "points", "wrap"),
            formula="KPI_TOTAL(自评分,权重)",
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
            number=True,
        ),
    ),
    heights=(27, 27, 42),
    gap=0,
)

REMARKS = Fields(
    (
        *(
            Field(name, name, line, 0, 7, ("left", "top", "wrap"), label_span=2, lines=3)
            for line, name in ((0, "员工自评"), (3, "主管评语"), (6, "面谈反馈"))
        ),
        Field("员工签名", "员工签名", 9, 0, label_span=2),
        Field("主管签名", "主管签名", 9, 3, 2),
        Field("签名日期", "签名日期", 9, 6, 2, ("center", "day"), validation.day("签名日期")),
    ),
    heights=(*(27,) * 9, 36),
    gap=0,
)

PAGE = PageSpec(
    "附件2",
    "客服员工绩效考核表",
    (
        HEAD,
        INDICATOR,
        TOTALS,
        REMARKS,
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
    frozenset({"工号", "权重", "主管评分", "总分"}),
    (CHECK, RECOMPUTE),
    words=("附件2",),
    en="an employee's monthly appraisal form",
    people={"id": "工号", "name": "姓名", "department": "分公司", "total": "总分"},
    checks=FORM_CHECKS,
    results=FORM_RESULTS,
    explain=explain_form,
    sources=(FORMS,),
)
