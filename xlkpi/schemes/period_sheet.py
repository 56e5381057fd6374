"""期间汇总表: a quarter or a year of monthly results, with what the system itself says about several periods."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing import validation
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import SEAL, Column, Field, Fields, Line, Lines, Needed, Note, PageSpec, Part, Section, Table
from xlkpi.drawing.system import NO_PERIOD_RULES, PeriodRules, System
from xlkpi.drawing.workbook_reading import Reading, as_day, as_text, is_blank
from xlkpi.errors import Fault
from xlkpi.macros.vba import CHECK, EXPLAIN, FINALIZE, RECOMPUTE, SIGN
from xlkpi.schemes.column_looks import ANSWER, IN_COUNTS, PLAIN, REMARK, SHORT
from xlkpi.schemes.sign_off import STEPS, sign_off_page

MONTHS, QUARTER_MONTHS = 12, 3
PEOPLE = 60
MOST_PEOPLE = 5000
QUARTER, YEAR = "季度", "年度"
MISSING = "缺"
"""What stands in the months for which a person has no result."""
MOST_A_MONTH = "期间_得分上限"
"""The field of the most that a month's result can be: the full mark that the months state, or, where the rules let
somebody pass it (calls beyond the monthly unit), the best result of the months."""
MOST_A_MONTH_RULE = validation.amount("各月得分的上限：满分；按制度有人超过满分的，为各月的最高得分。", 1, 100_000)
MISSING_WAYS = ("按已有月份平均", "缺月不出结果")
HEADS = tuple(f'=IF(INDEX(期间_月份,1,{n})="","",TEXT(INDEX(期间_月份,1,{n}),"m")&"月")' for n in range(1, MONTHS + 1))

HEAD = Fields(
    (
        Field("单位", "单位", 0, 0, 2, SHORT, label_span=2),
        Field("期间_类型", "类型", 0, 4, 2, rule=validation.choice((QUARTER, YEAR), "季度或年度。")),
        Field("期间_名称", "期间", 1, 0, 2, label_span=2),
        Field("缺月处理", "缺月处理", 1, 4, 2, SHORT, validation.choice(MISSING_WAYS, "从列表中选择。")),
        Field(MOST_A_MONTH, "得分上限", 2, 0, 2, PLAIN, MOST_A_MONTH_RULE, label_span=2, needed="row"),
    )
)
OLDER_HEAD = Fields(HEAD.fields[:-1])
"""The head of summaries that were made when none stated the most that a month gives."""
SIGNING = {role: STEPS[role] for role in ("制表人", "主管经理", "总经理", "人力资源部")}
"""Who signs the results of a quarter or year; what is paid by them, and probation, follow from them."""
PERIOD = 'IF(期间_名称="","",期间_名称&"　")'
SCORE_RULE = validation.score(MOST_A_MONTH, words=(MISSING, NOT_APPRAISED))
OLDER_SCORE_RULE = replace(SCORE_RULE, full="", high=validation.MOST_POINTS)
MONTH_LINE = Lines(
    "月份", (Line("期间_月份", "月　份", ("center", "month", "shrink"), rule=validation.month()),), MONTHS, 4
)
NOTE = (
    "季度得分为各月平均，年度得分为各季度平均，均保留两位小数；0分的月按0计，“缺”为没有结果的月，"
    "“不参评”的月不计入平均。"
)

LACKING = f'IF(N({{缺月数}})>0,"{MISSING}"&{{缺月数}}&"个月的结果","")'


def _people(own: PeriodRules, *, older: bool) -> Table:
    """The people of a period: months, mean and rank, then what the system adds."""
    why = "&".join((*own.why, LACKING))
    return Table(
        "人员",
        (
            Column("序号", "", 5, IN_COUNTS),
            Column(
                "工号",
                "期间_工号",
                9,
                ("center", "shrink", "plain_text"),
                wrong='AND({}<>"",COUNTIF(期间_工号,{})>1)',
                unique=True,
                needed="row",
            ),
            Column("姓名", "期间_姓名", 9, SHORT, needed="row"),
            Column("部门", "期间_部门", 12, SHORT),
            Column(
                "得分",
                "期间_得分",
                8,
                ("center", "points", "shrink"),
                rule=OLDER_SCORE_RULE if older else SCORE_RULE,
                span=MONTHS,
                heads=HEADS,
                shown_by="期间_月份",
                doubt=f'OR({{}}="{MISSING}",LEFT({{}},3)="不参评")',
            ),
            Column(
                "缺月数",
                "期间_缺月",
                7,
                IN_COUNTS,
                cell=f'IF({{工号}}="","",COUNTIF(INDEX(期间_得分,{{#}},0),"{MISSING}"))',
            ),
            Column(
                "期间得分", "期间_平均", 9, ANSWER, array=f"KPI_PERIOD(期间_得分,{own.quarter},缺月处理)", number=True
            ),
            Column("排名", "期间_排名", 6, IN_COUNTS, array="KPI_RANK(期间_平均)", number=True),
            *own.columns,
            Column(
                "处理与说明",
                "期间_处理",
                40,
                REMARK,
                cell=f'IF({{工号}}="","",SUBSTITUTE(TRIM({why})," ","；"))',
                doubt="LEN({})>0",
            ),
        ),
        PEOPLE,
        12,
        key="工号",
        spans=own.spans,
        roster=True,
    )


def _rules(own: PeriodRules) -> tuple[PageSpec, ...]:
    """The page of numbers that the system's rules need, none where it has no such rules."""
    if not own.rules:
        return ()
    needed: Needed = "row" if own.columns else ""  # rules about departments alone: their workbooks may not be there
    lines = Lines("规则", tuple(replace(rule.line, needed=needed) for rule in own.rules), 1, 2)
    heading = Section("规则所用的数值（取自各期工作簿的参数）")
    return (PageSpec("规则", "多期规则", (heading, lines), widths=(30, 30, 16, 30), portrait=True, one_sheet=True),)


def months_missing(reading: Reading) -> list[Fault]:
    """Everybody has a score or a word for every month of the period: a blank would leave the month out of the mean."""
    months = [at for at, month in enumerate(reading.line("期间_月份")) if not is_blank(month)]
    zh = "{who} 的这个月空着：请填得分；没有结果的填“缺”，不参评的填“不参评”"
    en = "this month of {who} is blank: enter the score, 缺 where there is none, 不参评 where not appraised"
    return [
        reading.fault("期间_得分", row, zh, en, column=at, who=reading.who(row))
        for row in reading.roster
        for at in months
        if is_blank(reading.blocks["期间_得分"][row][at])
    ]


def months_of_one_period(reading: Reading) -> list[Fault]:
    """Each month stands once, over its scores, and all of them lie within the quarter or the year."""
    months = [as_day(value) for value in reading.line("期间_月份")]
    known = [(at, month.year * 12 + month.month) for at, month in enumerate(months) if month is not None]
    faults = []
    first: dict[int, int] = {}
    for at, number in known:
        if first.setdefault(number, at) != at:
            zh = "月份 {month} 与 {other} 重复，请改正"
            en = "the month {month} also stands in {other}: mend one of them"
            other = reading.book.place("期间_月份", 0, first[number])
            faults.append(reading.fault("期间_月份", 0, zh, en, column=at, month=_month_of(number), other=other))
    kind = as_text(reading.field("期间_类型"))
    if known and max(first) - min(first) >= (QUARTER_MONTHS if kind == QUARTER else MONTHS):
        middle = sorted(number for _, number in known)[len(known) // 2]
        at, number = max(known, key=lambda one: abs(one[1] - middle))
        zh = "月份 {month} 与其他月份不在同一个{kind}内，请改正"
        en = "the month {month} is not within one {kind} with the others: mend it"
        faults.append(reading.fault("期间_月份", 0, zh, en, column=at, month=_month_of(number), kind=kind))
    for at, value in enumerate(reading.line("期间_月份")):
        if is_blank(value) and any(not is_blank(reading.blocks["期间_得分"][row][at]) for row in reading.roster):
            zh, en = "这一列有得分，月份为空，请填写", "there are scores below and no month: fill it in"
            faults.append(reading.fault("期间_月份", 0, zh, en, column=at))
    return faults


def _month_of(number: int) -> str:
    year, month = divmod(number - 1, 12)
    return f"{year}年{month + 1}月"


@cache
def period_kind(system: System | None, *, older: bool = False, unsigned: bool = False) -> Kind:
    """Return the summary of several periods as a system needs it; without one, the summary common to all.

    An `older` one does not state the most that a month gives, an `unsigned` one of an earlier release has no page on
    which it is signed off.
    """
    own = (system.period if system else None) or NO_PERIOD_RULES
    pages = (
        PageSpec(
            "期间汇总",
            "期间汇总表",
            (OLDER_HEAD if older else HEAD, MONTH_LINE, Note(NOTE + own.note), _people(own, older=older)),
            signers=("制表", "人力资源部", "日期", SEAL) if unsigned else (),
        ),
        *(() if unsigned else (sign_off_page(SIGNING, "单位", period=PERIOD),)),
        *own.pages,
        *_rules(own),
    )
    return Kind(
        f"period-{system.id}" if system and own is not NO_PERIOD_RULES else "period",
        "期间汇总表",
        system.id if system else "gas",
        pages,
        (CHECK, RECOMPUTE, EXPLAIN, *(() if unsigned else (SIGN,)), FINALIZE),
        words=("期间汇总",),
        en="summary of a quarter or year",
        checks=(months_missing, months_of_one_period),
        people={
            "id": "期间_工号",
            "name": "期间_姓名",
            "department": "期间_部门",
            "total": "期间_平均",
            "rank": "期间_排名",
            "why": "期间_处理",
        },
        owner="单位",
    )


def of_months(kind: Kind, months: int) -> Kind:
    """Return the kind with only the first months of its blocks shown."""
    pages = tuple(replace(page, parts=tuple(_shown(part, months) for part in page.parts)) for page in kind.pages)
    return replace(kind, pages=pages)


def _shown(part: Part, months: int) -> Part:
    if not isinstance(part, Table):
        return part
    columns = tuple(replace(c, shown=months) if c.span == MONTHS and not c.hidden else c for c in part.columns)
    return replace(part, columns=columns)
