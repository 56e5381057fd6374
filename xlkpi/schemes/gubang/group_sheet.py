"""服务小组评比表: items and points of the groups, published chart, members, penalties, appeals, parameters."""

from __future__ import annotations

from xlkpi.drawing import style
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Chart, Field, Fields, Note, PageSpec, Section, Series, Unprinted
from xlkpi.macros.vba import ADD, CHECK, EXPLAIN, FINALIZE, RECOMPUTE, REMOVE, SIGN, SORT
from xlkpi.schemes.appeal_checks import check_appeals, check_told, late_answers
from xlkpi.schemes.appeal_registers import appeals_page, told_page
from xlkpi.schemes.gubang.group_carry import zero_months_so_far
from xlkpi.schemes.gubang.group_checks import open_levels, paid_with_zero, refused_levels
from xlkpi.schemes.gubang.group_explain import explain_group, explain_member, explain_pay
from xlkpi.schemes.gubang.group_members import ADJUSTED, APPEAL, MEMBER, MEMBER_RESULTS, PENALTY, TOLD
from xlkpi.schemes.gubang.group_numbers import NUMBERS, SCALED
from xlkpi.schemes.gubang.group_parts import (
    CHART_LINES,
    FIRST_GROUP,
    GROUP_LINES,
    HEAD,
    ITEM_POINTS,
    ITEM_VALUES,
    MOST_GROUPS,
)
from xlkpi.schemes.gubang.group_uses import USES_PAGE
from xlkpi.schemes.gubang.group_work import WORK_PAGE
from xlkpi.schemes.sign_off import STEPS, sign_off_page

WIDTHS = (5, 16, 7, 9, *(8.5,) * MOST_GROUPS)
LINE_CELLS = 6
"""Sheet columns that the number of groups and the two lines take at the right end of a heading."""


def _line(place: int, name: str, label: str, formula: str) -> Field:
    """A number at the right end of a section's heading."""
    column = len(WIDTHS) - LINE_CELLS + 2 * place
    return Field(name, label, 0, column, 1, ("center", "plain", "shrink"), formula=formula, number=True)


def _scaled(line: str) -> str:
    """A line in proportion to the best total of the month's groups and items, or as it is printed."""
    return f'IF(参数_折算="{SCALED}",KPI_LINES({line},组数,成绩_单位分,参数_最高总分),{line})'


def _named_by(name: str) -> str:
    """The names of the groups of a chart line, joined; several where totals are equal."""
    parts = "&".join(
        f'IF(ISNUMBER(INDEX({name},1,{n})),INDEX(组_名称,1,{n})&"（"&INDEX(组_总分,1,{n})&"分）　","")'
        for n in range(1, MOST_GROUPS + 1)
    )
    return f"TRIM({parts})"


CONTEST = PageSpec(
    "评比",
    "服务小组评比表",
    (
        HEAD,
        Section("一、各组成绩（填写组名与每项成绩；项目、单位分、方向在「参数」中设定）"),
        ITEM_VALUES,
        Section("二、名次积分 =（组数＋1－名次）× 单位分", len(WIDTHS) - LINE_CELLS),
        Fields(
            (
                _line(0, "组数", "组数", "COUNTA(组_名称)"),
                _line(1, "A线", "a线", _scaled("参数_A线")),
                _line(2, "D线", "d线", _scaled("参数_D线")),
            ),
            beside=True,
        ),
        ITEM_POINTS,
        GROUP_LINES,
        Note(
            "组等级按原文次序，先符合者先定：①最好的组a；②总分达到a线为a；③第二名b；④总分达到d线为c；⑤末名且低于d线为d（主管可改e）；"
            "低于d线而不是末名的标“待定”，由主管在「主管确定」中填写。总分相同的组同样对待。分数线是否按组数和项目折算，见「参数」。"
            "每月25日前确定下月项目，次月5日前公布结果。",
            32,
        ),
        Unprinted(),
        CHART_LINES,
    ),
    signers=("制表", "主管", "日期"),
    widths=WIDTHS,
    one_sheet=True,
    frozen_rows=3,
    frozen_columns=FIRST_GROUP,
)

PUBLISHED = PageSpec(
    "公布",
    "服务小组评比结果公布",
    (
        Fields(
            tuple(
                Field("", label, line, 0, 6, ("answer", "center", *looks), formula=formula, label_span=2)
                for line, (label, formula, looks) in enumerate(
                    (
                        ("考核月份", 'IF(考核月份="","",考核月份)', ("month",)),
                        ("最好的组", _named_by("图_最好"), ()),
                        ("最差的组", _named_by("图_最差"), ()),
                    )
                )
            ),
            heights=(26,),
            gap=15,
        ),
        Chart(
            "各组总分",
            (
                Series("最好", "组_名称", "图_最好", "#2E8B57"),
                Series("最差", "组_名称", "图_最差", style.WRONG),
                Series("其他", "组_名称", "图_其他", "#9FB3CC"),
            ),
            0,
            (700, 420),
            label_format="General;;",
            gap=60,
            overlap=100,
            font_size=10,
            title_size=13,
            rows=24,
        ),
    ),
    "服务小组评比结果",
    widths=(12,) * 8,
    one_sheet=True,
    frozen_rows=0,
)

MEMBERS_PAGE = PageSpec(
    "组员",
    "组员等级与月积分",
    (
        Note(
            "建议等级：小组等级允许的等级按积分（贡献）排名三等分；主管评定须在允许范围内，超出范围的不予采用。申诉成立并更正的等级自动采用。"
            "积分为「工作积分」页登记的积分与其他积分之和；处罚满规定起数，月积分和月绩效为0；积分（工作量）与绩效得分是两个量。"
        ),
        MEMBER,
    ),
    signers=("主管", "日期"),
    frozen_columns=3,
)

PENALTIES_PAGE = PageSpec(
    "处罚",
    "处罚登记",
    (Note("每起一行，日期须在考核月份内；事项与扣分标准见「参数」。", 20), PENALTY),
    signers=("登记人",),
)

SIGNING = {role: STEPS[role] for role in ("制表人", "客服主管", "客户服务部", "人力资源部")}
SIGN_OFF = sign_off_page(SIGNING, "单位", (Section("等级调整与申诉更正"), ADJUSTED))

GROUPS = Kind(
    "groups",
    "服务小组评比表",
    "gubang",
    (
        *(CONTEST, PUBLISHED, WORK_PAGE, MEMBERS_PAGE, PENALTIES_PAGE, USES_PAGE),
        *(SIGN_OFF, told_page(TOLD), appeals_page(APPEAL)),
    ),
    (CHECK, RECOMPUTE, EXPLAIN, SORT, ADD, REMOVE, SIGN, FINALIZE),
    NUMBERS,
    en="a month of service groups",
    stays=("单位", "组_名称", "组员_工号", "组员_姓名", "组员_组别", "组员_参评", "应用_基数", "节假日", "调休上班日"),
    carries=(("组员_此前为零", zero_months_so_far),),
    people=MEMBER_RESULTS,
    explain=explain_member,
    explain_unit=explain_group,
    explain_pay=explain_pay,
    checks=(check_told, check_appeals),
    results=(refused_levels, open_levels, paid_with_zero, late_answers),
    owner="单位",
    units={"name": "组_名称", "score": "组_总分", "level": "组_等级"},
)
