"""A result goes to its person, who may object: the registers of results told, of talks and of appeals.

The same in every system (rules F4). Tables, pages and checks are made from the names of a system's blocks of people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.number_spec import Setting
from xlkpi.drawing.spec import Column, Note, PageSpec, Section, Table, Unprinted
from xlkpi.drawing.validation import Rule
from xlkpi.schemes.column_looks import DAY, IN_COUNTS, REMARK, SHORT, TEXT
from xlkpi.schemes.people_columns import People, row_of

HANDLERS = ("人力资源部", "上一级主管")
SETTLED = "已解决"
OUTCOMES = (SETTLED, "未解决")
OBJECTS = "有异议"
VIEWS = ("同意", OBJECTS)
PEOPLE, APPEALS, DAYS_LISTED = 60, 12, 40
MOST_DAYS = 60
"""Working days that a term of an appeal has at most, near three months: the printed ones are five to ten."""
TOLD_ON = validation.day(after=validation.PERIOD_END)
"""Nothing is told, talked about or answered before what is appraised is over."""
DUE = "KPI_DEADLINE({},{},节假日,调休上班日)"

APPEAL_SETTINGS = (
    Setting(
        "appeal_days",
        "参数_答复天数",
        "申诉答复期限",
        ("count",),
        validation.count("提出申诉后几个工作日内答复。", 1, MOST_DAYS, title="工作日"),
    ),
    Setting(
        "objection_days",
        "参数_申诉天数",
        "提出申诉的期限",
        ("count",),
        validation.count("自告知结果起几个工作日内可以提出申诉。", 1, MOST_DAYS, title="工作日"),
    ),
)
"""The two terms of an appeal, both in working days."""


def told(people: People, results: Sequence[Column], rows: int = PEOPLE, *, roster: bool = True) -> Table:
    """Everybody of the roster with the results (columns that show them), when he was told and what he says to it.

    Where people have no 工号 their name stands once; `roster` says that the rows are those of a roster of tables.
    """
    name = () if people.id == people.name else (Column("姓名", "", 10, SHORT, cell=row_of(people.name)),)
    return Table(
        "告知登记",
        (
            Column("序号", "", 5, IN_COUNTS),
            Column(people.called, "", 10, SHORT, cell=row_of(people.id)),
            *name,
            *results,
            Column("告知日期", "告知_日期", 15, DAY, rule=TOLD_ON, after_final=True),
            Column("告知人", "告知_告知人", 10, SHORT, after_final=True),
            Column("申诉截止", "告知_申诉截止", 14, DAY, array=DUE.format("告知_日期", "参数_申诉天数"), number=True),
            Column("本人意见", "告知_意见", 10, rule=validation.choice(VIEWS, "由本人表示。"), after_final=True),
            Column("说明", "告知_说明", 28, REMARK, after_final=True),
            Column("本人签字", "告知_签字", 14, SHORT, after_final=True),
        ),
        rows,
        min(rows, 12),
        key=people.called,
        roster=roster,
        row_height=22,
    )


def told_page(table: Table) -> PageSpec:
    """Return the page on which people sign that they were told their results."""
    return PageSpec(
        "告知",
        "考核结果告知",
        (Note("主管把结果通知本人并说明理由；有异议的先面谈，解决不了的在申诉截止日（含）前提出申诉。", 20), table),
        signers=("告知人", "日期"),
        frozen_columns=3,
    )


def appeals(people: People, corrected: Rule, handlers: Sequence[str] = HANDLERS, rows: int = APPEALS) -> Table:
    """The register of talks and appeals.

    `corrected` is the rule of what an upheld appeal corrects, a level or a score; its title heads the column and ends
    its name (申诉_更正等级). Where people have no 工号 their name stands in its place. Appeals come once the workbook
    is final: they are registered and answered then, and only a correction, which changes a result, needs it open.
    """
    who = f"{{{people.called}}}"
    name = () if people.id == people.name else (Column("姓名", "申诉_姓名", 10, SHORT, cell=people.name_of(who)),)
    corrects = f"申诉_{corrected.title}"
    columns = (
        Column("序号", "", 5, IN_COUNTS),
        Column(people.called, "申诉_工号", 10, (*SHORT, "plain_text"), rule=people.known(), needed="row"),
        *name,
        Column("面谈日期", "申诉_面谈日期", 14, DAY, rule=TOLD_ON),
        Column("面谈结果", "申诉_面谈结果", 9, rule=validation.choice(OUTCOMES, "先与主管沟通；解决不了再申诉。")),
        Column(
            "提出日期",
            "申诉_日期",
            14,
            DAY,
            rule=TOLD_ON,
            wrong="AND(ISNUMBER({}),ISNUMBER({面谈日期}),N({})<N({面谈日期}))",
        ),
        Column("申诉内容", "申诉_内容", 22, TEXT),
        Column(
            "受理人",
            "申诉_受理人",
            11,
            SHORT,
            rule=validation.choice(handlers, "由谁处理这项申诉。"),
            doubt='AND({}="",{提出日期}<>"")',
        ),
        Column("答复期限", "申诉_期限", 14, DAY, array=DUE.format("申诉_日期", "参数_答复天数"), number=True),
        Column("答复日期", "申诉_答复日期", 14, DAY, rule=TOLD_ON),
        Column(
            "答复情况",
            "申诉_情况",
            9,
            cell='IF({提出日期}="","",IF({答复日期}="","待答复",'
            'IF(ISNUMBER({答复期限}),IF(INT({答复日期})>{答复期限},"逾期","按期"),"期限不明")))',
            doubt='OR({}="逾期",{}="期限不明")',
        ),
        Column(
            "成立",
            "申诉_成立",
            7,
            rule=validation.choice(YES_NO, "成立的，更正结果，并复核考核人。", title="申诉是否成立"),
        ),
        Column(corrected.title, corrects, 9, rule=corrected, wrong=""),
        Column("考核人", "申诉_考核人", 10, SHORT),
        Column("对考核人", "申诉_考核人结果", 13, SHORT, cell='IF({成立}="是","考核结果待复核","")', doubt="LEN({})>0"),
        Column(
            "生效",
            "申诉_成立工号",
            9,
            ("note", "center"),
            cell=f'IF(AND({{成立}}="是",{{{corrected.title}}}<>""),{who}&"","")',
            hidden=True,
        ),
    )
    later = tuple(
        replace(column, after_final=True, closed_by=corrects)
        if column.role == "input" and column.name != corrects
        else column
        for column in columns
    )
    return Table("申诉登记", later, rows, 5, key=people.called, row_height=28)


HOLIDAYS = Table(
    "节假日",
    (
        Column("节假日", "节假日", 14, ("center", "day", "small"), rule=validation.day(), cells=2),
        Column("调休上班日", "调休上班日", 10, ("center", "day", "small"), rule=validation.day(), cells=2),
    ),
    DAYS_LISTED,
    DAYS_LISTED,
    key="节假日",
    row_height=16,
    head_height=15,
    first=1,
)


def appeals_page(table: Table) -> PageSpec:
    """Return the page of talks and appeals; days off of years that are not built in stand below, unprinted."""
    return PageSpec(
        "申诉",
        "申诉登记",
        (
            Note(
                "对结果有异议的，先与主管面谈（填面谈日期与结果）；未解决的填提出日期，由受理人在期限内答复。"
                "期限按工作日计算，含法定节假日与调休上班日。申诉成立的更正结果，并复核考核人的结果。",
                32,
            ),
            table,
            Unprinted(),
            Section("节假日与调休上班日（系统未收录的年份在此填写，按年代替内置安排）"),
            HOLIDAYS,
        ),
        signers=("受理人", "日期"),
        frozen_rows=4,
    )


def corrected_by_appeal(title: str, person: str = "{工号}") -> str:
    """Return the formula of what an upheld appeal of a person corrects, "" where there is none."""
    return f'IF({person}="","",IFERROR(INDEX(申诉_{title},MATCH({person}&"",申诉_成立工号,0))&"",""))'
