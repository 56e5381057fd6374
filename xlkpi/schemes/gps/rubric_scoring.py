"""The pages on which managers are scored: both forms with their sections, and the duties below each section."""

from __future__ import annotations

from xlkpi.drawing import style, validation
from xlkpi.drawing.spec import Column, Line, Lines, Table
from xlkpi.records import dataclass
from xlkpi.schemes.appeal_registers import appeals, corrected_by_appeal, told
from xlkpi.schemes.column_looks import ANSWER, IN_COUNTS, IN_POINTS, IN_SHARES, PLAIN, REMARK, SHORT
from xlkpi.schemes.gps.rubric_numbers import ASSISTANT, ASSISTANT_DUTIES, ASSISTANT_SECTIONS, DIRECTOR, DUTIES, SECTIONS
from xlkpi.schemes.people_columns import People, row_of

POSTS = 6
FIRST_PERSON = 4
"""Sheet column of the first person on the pages of sections: the columns before it are the same for everybody."""
FIRST_RESULT = 3
WHO = "INDEX(人员_姓名,1,{+})"
HIS_FORM = "INDEX(人员_考核表,1,{+})"
MET, PARTLY, NOT_MET, NOT_ASKED = RESULTS = ("达到", "部分", "未达到", "不适用")
"""What an assessor may say about a duty."""


@dataclass(frozen=True)
class Form:
    """One of the two forms: what the posts call it, how the names of its sections, duties and scores begin."""

    title: str
    sections: str
    duties: str
    scores: str
    ticks: str
    section_rows: int
    duty_rows: int
    shown_sections: int
    shown_duties: int


DIRECTORS = Form(DIRECTOR, "细则", "条目", "评分", "条目评分", SECTIONS, DUTIES, SECTIONS, 10)
ASSISTANTS = Form(ASSISTANT, "助理项目", "助理条目", "助理", "助理条目评分", ASSISTANT_SECTIONS, ASSISTANT_DUTIES, 2, 6)

PERSON = Lines(
    "人员",
    (
        Line("人员_岗位", "岗位", SHORT, rule=validation.known("岗位_名称", "从岗位中选择。")),
        Line("人员_姓名", "姓名", SHORT, unique=True),
        Line(
            "人员_考核表",
            "考核表",
            SHORT,
            cell='IF(OR({人员_岗位}="",{人员_姓名}=""),"",'
            'IFERROR(INDEX(岗位_考核表,MATCH({人员_岗位},岗位_名称,0))&"",""))',
        ),
    ),
    POSTS,
    FIRST_PERSON,
)


def _heads(form: Form, what: str) -> tuple[str, ...]:
    """Headings of a block with a column for every person; whoever is scored on the other form has none."""
    places = range(1, POSTS + 1)
    return tuple(
        f'=IF(INDEX(人员_考核表,1,{place})="{form.title}",INDEX(人员_姓名,1,{place})&"{what}","")' for place in places
    )


def _taken_off(form: Form, *more: str) -> str:
    """The formula of everything that is taken off a section of a person: the register, the duties, and `more`."""
    parts = (
        f"SUMPRODUCT((扣分_姓名={WHO})*(扣分_项目={{项目}}),扣分_分值)",
        f"SUMPRODUCT(--({form.duties}_项目={{项目}}),INDEX({form.ticks}_扣分,0,{{+}}))",
        *more,
    )
    return "+".join(parts)


def _registered(section: str, register: str) -> str:
    """The formula of what a register takes off the section that a setting names."""
    # SUMPRODUCT compares whole texts; SUMIFS would take the * or > in a name for a pattern.
    return f"IF({{项目}}={section},SUMPRODUCT(--({register}_责任人={WHO}),{register}_扣分),0)"


MISSED = "IF({项目}=参数_指标项目,ROUND({分值}*(1-公司_综合/100),6),0)"
OPEN = "AND({项目}=参数_指标项目,NOT(ISNUMBER(公司_综合)))"
DIRECTOR_OFF = (
    f'IF(OR({{项目}}="",{HIS_FORM}<>"{DIRECTOR}",{OPEN}),"",'
    + _taken_off(DIRECTORS, _registered("参数_投诉项目", "投诉"), _registered("参数_县方项目", "县方"), MISSED)
    + ")"
)
ASSISTANT_OFF = f'IF(OR({{项目}}="",{HIS_FORM}<>"{ASSISTANT}"),"",{_taken_off(ASSISTANTS)})'

FACTS = (
    'IF({项目}="","",'
    'IF({项目}=参数_指标项目,IF(ISNUMBER(公司_综合),"公司指标综合 "&TEXT(公司_综合,"0.00")&" 分","公司指标未填全"),'
    'IF({项目}=参数_投诉项目,IF(投诉_件数=0,"",投诉_件数&"件，未办结"&投诉_未结&"件"),'
    'IF({项目}=参数_走访项目,IF(走访_应访=0,"","重点客户完成"&走访_已访&"／"&走访_应访),'
    "IF({项目}=参数_调研项目,调研_情况,"
    'IF({项目}=参数_县方项目,IF(县方_未结=0,"","未纠正"&县方_未结&"件"),""))))))'
)


def _rubric(form: Form, title: str, off: str, facts: tuple[Column, ...] = ()) -> Table:
    """The sections of a form: points, weight, what is taken off and what is left for each person."""
    weights = f"INDEX({form.sections}_份数,{{#}})/SUM({form.sections}_份数)"
    left = f'IF((人员_考核表<>"{form.title}")+({form.scores}_分值=""),"",{form.scores}_分值)'
    return Table(
        title,
        (
            Column("序号", "", 6, IN_COUNTS),
            Column("项目", f"{form.scores}_项目", 14, ("left", "shrink"), cell=f'INDEX({form.sections}_名称,{{#}})&""'),
            Column(
                "分值",
                f"{form.scores}_分值",
                7,
                PLAIN,
                cell=f'IF({{项目}}="","",IF(INDEX({form.sections}_分值,{{#}})="",0,INDEX({form.sections}_分值,{{#}})))',
            ),
            Column("权重", f"{form.scores}_权重", 8, IN_SHARES, cell=f'IF({{项目}}="","",{weights})'),
            Column(
                "扣分",
                f"{form.scores}_扣分",
                9,
                ("center", "plain", "shrink"),
                cell=off,
                span=POSTS,
                heads=_heads(form, " 扣分"),
                doubt="AND(ISNUMBER({}),N({})>0)",
            ),
            Column(
                "得分",
                f"{form.scores}_得分",
                9,
                PLAIN,
                array=f"KPI_DEDUCT({left},{form.scores}_扣分,1)",
                span=POSTS,
                heads=_heads(form, " 得分"),
                number=True,
            ),
            *facts,
        ),
        form.section_rows,
        form.shown_sections,
        key="项目",
    )


RUBRIC = _rubric(DIRECTORS, "细则", DIRECTOR_OFF, (Column("依据", "评分_依据", 22, REMARK, cell=FACTS),))
ASSISTANT_RUBRIC = _rubric(ASSISTANTS, "助理细则", ASSISTANT_OFF)


def _of_form(director: str, assistant: str) -> str:
    return f'IF({HIS_FORM}="{ASSISTANT}",{assistant},{director})'


COUNTED = "+".join(
    (
        f"SUMPRODUCT((扣分_姓名={WHO})*ISNUMBER(扣分_分值))",
        'COUNTIF(INDEX(条目评分_扣分,0,{+}),">0")',
        'COUNTIF(INDEX(助理条目评分_扣分,0,{+}),">0")',
        f"SUMPRODUCT((投诉_责任人={WHO})*ISNUMBER(投诉_扣分))",
        f"SUMPRODUCT((县方_责任人={WHO})*ISNUMBER(县方_扣分))",
    )
)
SCORES, WEIGHTS = _of_form("INDEX(评分_得分,0,{+})", "INDEX(助理_得分,0,{+})"), _of_form("评分_权重", "助理_权重")
# Totals of different forms do not compare, so people are ranked among those of their own form.
BETTER = f"(人员_考核表={HIS_FORM})*ISNUMBER(人员_总分)*(人员_总分>{{人员_总分}})"
CORRECTED = corrected_by_appeal("更正得分", WHO)
RANK = f'IF(ISNUMBER({{人员_总分}}),SUMPRODUCT({BETTER})+1,"")'
TOTALS = Lines(
    "总分",
    (
        Line(
            "人员_总分",
            "总　分",
            ANSWER,
            cell=f'IF({HIS_FORM}="","",IF({CORRECTED}="",KPI_TOTAL({SCORES},{WEIGHTS}),VALUE({CORRECTED})))',
            number=True,
        ),
        Line("人员_名次", "名次（同表）", IN_COUNTS, cell=RANK),
        Line("人员_扣分次数", "扣分次数", IN_COUNTS, cell=f'IF({HIS_FORM}="","",{COUNTED})'),
    ),
    POSTS,
    FIRST_PERSON,
)
PEOPLE = People("人员_姓名", "人员_姓名")
"""Managers are named: the source gives them no 工号."""
APPEAL = appeals(PEOPLE, validation.score(title="更正得分"), ("人力资源部", "办公室", "总经理"), POSTS)
TOLD = told(
    PEOPLE,
    (
        Column("岗位", "", 13, SHORT, cell=row_of("人员_岗位")),
        Column("总分", "", 9, IN_POINTS, cell=row_of("人员_总分")),
        Column("名次", "", 8, IN_COUNTS, cell=row_of("人员_名次")),
    ),
    POSTS,
    roster=False,
)
OWN_TOTAL = f'IF({HIS_FORM}="{ASSISTANT}",INDEX(人员_总分,1,{{+}}),"")'
ASSISTANT_TOTAL = Lines(
    "助理总分",
    (
        Line("助理_姓名", "姓　名", SHORT, cell=f'IF({HIS_FORM}="{ASSISTANT}",{WHO},"")'),
        Line("助理_总分", "总　分", ANSWER, cell=OWN_TOTAL),
    ),
    POSTS,
    FIRST_PERSON,
)


def _ticks(form: Form) -> Table:
    """The duties of a form: whether each person met them, and what is taken off."""

    def elsewhere(first: int) -> str:
        form_there = f"INDEX(人员_考核表,1,COLUMN()-{first})"
        return f'AND({{条目}}<>"",{form_there}<>"",{form_there}<>"{form.title}")'

    grey = {"bg_color": style.GRIDLINE}
    return Table(
        form.ticks,
        (
            Column(
                "编号", f"{form.ticks}_编号", 6, ("center", "plain_text"), cell=f'INDEX({form.duties}_编号,{{#}})&""'
            ),
            Column("项目", f"{form.ticks}_项目", 10, ("left", "shrink"), cell=f'INDEX({form.duties}_项目,{{#}})&""'),
            Column(
                "条目",
                f"{form.ticks}_条目",
                60,
                ("left", "small", "shrink"),
                cell=f'INDEX({form.duties}_名称,{{#}})&""',
            ),
            Column(
                "结果",
                f"{form.ticks}_结果",
                7,
                SHORT,
                rule=validation.choice(RESULTS, "达到、部分、未达到或不适用；扣多少分在右边填写。"),
                span=POSTS,
                heads=_heads(form, ""),
                doubt=f'OR({{}}="{PARTLY}",{{}}="{NOT_MET}")',
                also=((elsewhere(FIRST_RESULT), grey),),
            ),
            Column(
                "扣分",
                f"{form.ticks}_扣分",
                6,
                PLAIN,
                rule=validation.amount("这一条扣多少分，从所属项目的分值中扣。", 0, 1000),
                span=POSTS,
                heads=_heads(form, ""),
                also=((elsewhere(FIRST_RESULT + POSTS), grey),),
            ),
        ),
        form.duty_rows,
        form.shown_duties,
        key="条目",
        groups=(("结果", "结果", "结果"), ("扣分", "扣分", "扣分")),
        row_height=16,
        head_height=18,
    )


TICKS, ASSISTANT_TICKS = _ticks(DIRECTORS), _ticks(ASSISTANTS)
