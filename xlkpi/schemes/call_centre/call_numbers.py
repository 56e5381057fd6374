"""The numbers of the call centres on the page of parameters."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.number_spec import NumberColumn, Numbers, NumberTable, Setting
from xlkpi.drawing.validation import FULL_MARK
from xlkpi.schemes.appeal_registers import APPEAL_SETTINGS
from xlkpi.schemes.column_looks import REMARK
from xlkpi.schemes.eligibility_columns import SETTINGS as ELIGIBILITY
from xlkpi.schemes.level_numbers import level_table, quota_table, rounding, ties

WEIGHT = validation.share("同一表的权重合计须为 100%。")
PARTS = validation.amount("各项按份数占总份数的比例计。", 0, 1000, title="份数")
MODES = ("净话务量", "抵减单位量")


def weights(key: str, title: str, prefix: str, heading: str, rows: int) -> NumberTable:
    """A table of names and weights."""
    column = NumberColumn("weight", f"{prefix}_权重", "权重", ("share",), WEIGHT, sums=True)
    return NumberTable(key, title, f"{prefix}_名称", heading, (column,), rows)


def parts(key: str, title: str, prefix: str, heading: str, rows: int) -> NumberTable:
    """A table of names that share by parts; all rows are used."""
    column = NumberColumn("part", f"{prefix}_份数", "份数", ("plain",), PARTS)
    return NumberTable(key, title, f"{prefix}_名称", heading, (column,), rows, exact=True)


CALL_NUMBERS = Numbers(
    (
        weights("index", "一、话务、质量、日常管理的权重", "指标", "指标组", 3),
        weights("dimension", "二、德能绩勤的权重", "维度", "维度", 4),
        NumberTable(
            "outside",
            "三、不用德能绩勤表的岗位",
            "不适用_岗位",
            "岗位",
            (NumberColumn("form", "不适用_说明", "说明", ()),),
            4,
        ),
        NumberTable(
            "assessor",
            "四、考核关系（谁由谁考核）",
            "考核关系_对象",
            "被考核层级",
            (NumberColumn("by", "考核关系_考核人", "考核人职务", ("shrink",)),),
            6,
        ),
        weights("cadre", "五、干部综合得分的权重", "干部项", "项目", 2),
        parts("ability", "六、干部能力各项的份数", "能力项", "能力", 6),
        NumberTable(
            "class",
            "七、干部与单位的类别",
            "类别_名称",
            "类别",
            (
                NumberColumn("people", "类别_对象", "考核对象", REMARK),
                NumberColumn("content", "类别_内容", "单位考核内容", REMARK),
            ),
            4,
        ),
        parts("unit_part", "八、组织绩效各项的份数", "组织项", "内容", 3),
        NumberTable(
            "committee",
            "九、绩效管理委员会的组成",
            "委员会_职务",
            "职务",
            (NumberColumn("people", "委员会_人选", "由谁担任", REMARK),),
            4,
        ),
        weights("peer", "十、优秀员工互评与自评的权重", "互评项", "评分", 2),
        level_table("十一、等级、分数线与系数", "单位等级", FULL_MARK),
        quota_table("十二、名额比例（首行为员工等级，每行合计 100%）", "名额_单位等级", "单位等级"),
        NumberTable(
            "use",
            "十三、考核结果的用途（列入的等级）",
            "用途_名称",
            "用途",
            (
                NumberColumn(
                    "levels",
                    "用途_等级",
                    "等级",
                    ("shrink",),
                    validation.several("等级_代码", "如 A+、A；空着为不列入。", optional=True),
                ),
            ),
            6,
        ),
    ),
    (
        Setting("total_full", "参数_满分", "满分", ("plain",), validation.amount("各项评分的满分。", 1, 1000)),
        Setting(
            "unit_calls",
            "参数_单位量",
            "月度单位话务量",
            ("plain",),
            validation.amount("一个坐席一个月的单位话务量。", 1, 1_000_000, title="单位量"),
        ),
        Setting(
            "volume_mode", "参数_话务方式", "话务指数算法", (), validation.choice(MODES, "从列表中选择。", title="方式")
        ),
        Setting(
            "volume_cap",
            "参数_话务封顶",
            "话务得分封顶",
            ("plain",),
            validation.amount("最高得分。", 0, 1000, title="封顶"),
        ),
        *ELIGIBILITY,
        rounding("参数_取整", "名额取整"),
        ties("参数_同分", "同分处理"),
        *APPEAL_SETTINGS,
    ),
)
