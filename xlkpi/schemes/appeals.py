"""A result goes to its person, who may object: the registers of results told, of talks and of appeals.

The same in every system (rules F4). Tables, pages and checks are made from the names of a system's blocks of people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlkpi.books.book import Value
from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Note, PageSpec, Section, Table, Unprinted
from xlkpi.drawing.validation import Rule
from xlkpi.drawing.workbook_reading import Reading, as_day, as_text, is_blank
from xlkpi.errors import Fault
from xlkpi.functions.arguments import YES

HANDLERS = ("人力资源部", "上一级主管")
SETTLED = "已解决"
OUTCOMES = (SETTLED, "未解决")
OBJECTS = "有异议"
VIEWS = ("同意", OBJECTS)
PEOPLE, APPEALS, DAYS_LISTED = 60, 12, 40
SHORT = ("center", "shrink")
DAY = ("center", "day", "shrink")


@dataclass(frozen=True)
class People:
    """The blocks of a workbook that hold the people's 工号 and names."""

    id: str
    name: str

    def name_of(self, cell: str) -> str:
        """Return the formula of the name that belongs to the 工号 in a cell."""
        found = f'IFERROR(INDEX({self.name},MATCH({cell},{self.id},0)),"不在名单")'
        return f'IF({cell}="","",{found})'

    def known(self) -> Rule:
        """Return the rule of a cell that must hold the 工号 of somebody listed."""
        return validation.known("工号", self.id, "名单中的工号。", offered=False)


def row_of(block: str) -> str:
    """Return the formula that repeats the row of a block of people, blank where it is blank."""
    return f'IF(INDEX({block},{{序号}})="","",INDEX({block},{{序号}}))'


def told(people: People, results: Sequence[Column], rows: int = PEOPLE) -> Table:
    """Everybody of the roster with the results (columns that show them), when he was told and what he says to it."""
    return Table(
        "告知登记",
        (
            Column("序号", "", 5, ("center", "count")),
            Column("工号", "", 10, SHORT, cell=row_of(people.id)),
            Column("姓名", "", 10, SHORT, cell=row_of(people.name)),
            *results,
            Column("告知日期", "告知_日期", 15, DAY, rule=validation.day("告知日期")),
            Column("告知人", "告知_告知人", 10, SHORT),
            Column("本人意见", "告知_意见", 10, rule=validation.choice("本人意见", VIEWS, "由本人表示。")),
            Column("说明", "告知_说明", 36, ("left", "wrap", "small")),
            Column("本人签字", "告知_签字", 14, SHORT),
        ),
        rows,
        12,
        key="工号",
        roster=True,
        row_height=22,
    )


def told_page(table: Table) -> PageSpec:
    """Return the page on which people sign that they were told their results."""
    return PageSpec(
        "告知",
        "考核结果告知",
        (Note("主管把结果通知本人并说明理由；本人有异议的，先面谈沟通，解决不了的可以申诉（见「申诉」）。", 20), table),
        "告知人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        portrait=True,
        frozen_columns=3,
    )


def appeals(
    people: People,
    corrected: Rule,
    handlers: Sequence[str] = HANDLERS,
    days: str = "参数_答复天数",
    rows: int = APPEALS,
) -> Table:
    """The register of talks and appeals.

    `corrected` is the rule of what an upheld appeal corrects, a level or a score; its title heads the column and ends
    its name (申诉_更正等级). `days` is the block with the term in working days.
    """
    return Table(
        "申诉登记",
        (
            Column("序号", "", 5, ("center", "count")),
            Column("工号", "申诉_工号", 10, (*SHORT, "plain_text"), rule=people.known(), needed="row"),
            Column("姓名", "申诉_姓名", 10, SHORT, cell=people.name_of("{工号}")),
            Column("面谈日期", "申诉_面谈日期", 14, DAY, rule=validation.day("面谈日期")),
            Column(
                "面谈结果",
                "申诉_面谈结果",
                9,
                rule=validation.choice("面谈结果", OUTCOMES, "先与主管沟通；解决不了再申诉。"),
            ),
            Column(
                "提出日期",
                "申诉_日期",
                14,
                DAY,
                rule=validation.day("提出日期"),
                wrong="AND(ISNUMBER({}),ISNUMBER({面谈日期}),N({})<N({面谈日期}))",
            ),
            Column("申诉内容", "申诉_内容", 22, ("left", "wrap")),
            Column(
                "受理人",
                "申诉_受理人",
                11,
                SHORT,
                rule=validation.choice("受理人", handlers, "由谁处理这项申诉。"),
                doubt='AND({}="",{提出日期}<>"")',
            ),
            Column(
                "答复期限",
                "申诉_期限",
                14,
                DAY,
                array=f"KPI_DEADLINE(申诉_日期,{days},节假日,调休上班日)",
                number=True,
            ),
            Column("答复日期", "申诉_答复日期", 14, DAY, rule=validation.day("答复日期")),
            Column(
                "答复情况",
                "申诉_情况",
                9,
                cell='IF({提出日期}="","",IF({答复日期}="","待答复",'
                'IF(ISNUMBER({答复期限}),IF({答复日期}>{答复期限},"逾期","按期"),"期限不明")))',
                doubt='OR({}="逾期",{}="期限不明")',
            ),
            Column(
                "成立",
                "申诉_成立",
                7,
                rule=validation.choice("申诉是否成立", YES_NO, "成立的，更正结果，并复核考核人。"),
            ),
            Column(corrected.title, f"申诉_{corrected.title}", 9, rule=corrected, wrong=""),
            Column("考核人", "申诉_考核人", 10, SHORT),
            Column(
                "对考核人",
                "申诉_考核人结果",
                13,
                SHORT,
                cell='IF({成立}="是","考核结果待复核","")',
                doubt="LEN({})>0",
            ),
            Column(
                "生效",
                "申诉_成立工号",
                9,
                ("note", "center"),
                cell=f'IF(AND({{成立}}="是",{{{corrected.title}}}<>""),{{工号}}&"","")',
                hidden=True,
            ),
        ),
        rows,
        5,
        key="工号",
        row_height=28,
    )


HOLIDAYS = Table(
    "节假日",
    (
        Column("节假日", "节假日", 14, ("center", "day", "small"), rule=validation.day("节假日"), cells=2),
        Column("调休上班日", "调休上班日", 10, ("center", "day", "small"), rule=validation.day("调休上班日"), cells=2),
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
        "受理人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        frozen_rows=4,
    )


def corrected_by_appeal(title: str, person: str = "{工号}") -> str:
    """Return the formula of what an upheld appeal of a person corrects, "" where there is none."""
    return f'IF({person}="","",IFERROR(INDEX(申诉_{title},MATCH({person}&"",申诉_成立工号,0))&"",""))'


@dataclass(frozen=True)
class _Appeal:
    """One row of the register."""

    reading: Reading
    row: int

    def __getitem__(self, name: str) -> Value:
        return self.reading.column(f"申诉_{name}")[self.row]

    def has(self, name: str) -> bool:
        """Tell whether a cell of the row is filled in."""
        return not is_blank(self[name])

    @property
    def upheld(self) -> bool:
        """Whether the appeal was found to be right."""
        return self["成立"] is True or as_text(self["成立"]) in YES

    def before(self, one: str, other: str) -> bool:
        """Tell whether the first of two dates lies before the second."""
        first, second = as_day(self[one]), as_day(self[other])
        return first is not None and second is not None and first < second


@dataclass(frozen=True)
class _Mistake:
    """What can be wrong in a row of the register: in which cell, when, and what is said; some are only notices."""

    at: str
    when: Callable[[_Appeal], bool]
    zh: str
    en: str
    notice: bool = False


ANSWERED = ("受理人", "答复日期", "成立")
MISTAKES = (
    _Mistake(
        "日期",
        lambda one: not one.has("日期") and any(one.has(name) for name in ANSWERED),
        "申诉没有提出日期，请填写",
        "the appeal has no date: fill in 提出日期",
    ),
    _Mistake(
        "面谈日期",
        lambda one: one.has("日期") and not one.has("面谈日期"),
        "没有面谈记录：有异议应先与主管沟通，解决不了再申诉",
        "no talk is recorded: who disagrees talks with the superior before appealing",
        notice=True,
    ),
    _Mistake(
        "日期",
        lambda one: one.before("日期", "面谈日期"),
        "申诉提出日期早于面谈日期，请改正",
        "the appeal is dated before the talk: mend one of the dates",
    ),
    _Mistake(
        "面谈结果",
        lambda one: one.has("日期") and as_text(one["面谈结果"]) == SETTLED,
        "面谈已解决，却又提出申诉，请改正面谈结果或删去提出日期",
        "the talk settled it, yet there is an appeal: mend 面谈结果 or delete the date",
    ),
    _Mistake(
        "受理人",
        lambda one: (one.upheld or one.has("答复日期")) and not one.has("受理人"),
        "申诉没有受理人，请填写由谁处理",
        "nobody is named who handles the appeal: fill in 受理人",
    ),
    _Mistake(
        "答复日期",
        lambda one: one.before("答复日期", "日期"),
        "申诉答复日期早于提出日期，请改正",
        "the answer is dated before the appeal: mend one of the dates",
    ),
    _Mistake(
        "答复日期",
        lambda one: one.has("成立") and not one.has("答复日期"),
        "申诉已有结论，请填写答复日期",
        "the appeal is decided: fill in the date of the answer",
    ),
    _Mistake(
        "考核人",
        lambda one: one.upheld and not one.has("考核人"),
        "申诉成立，考核人的结果须复核，请填写考核人",
        "the appeal is upheld, so the assessor's own result is looked at: fill in 考核人",
    ),
)


def check_appeals(reading: Reading) -> list[Fault]:
    """Talk first, then the appeal, a handler, an answer, and a correction where it is upheld."""
    faults = []
    upheld: dict[str, int] = {}
    corrected = next(named.name for named in reading.kind.named if named.name.startswith("申诉_更正"))
    for row, person in enumerate(reading.column("申诉_工号")):
        if is_blank(person):
            continue
        one = _Appeal(reading, row)
        for wrong in MISTAKES:
            if wrong.when(one):
                tell = reading.notice if wrong.notice else reading.fault
                faults.append(tell(f"申诉_{wrong.at}", row, wrong.zh, wrong.en))
        faults += _correction(reading, one, corrected)
        if one.upheld and upheld.setdefault(as_text(person), row) != row:
            zh, en = "工号 {id} 已有一项成立的申诉，请合并为一项", "工号 {id} has another upheld appeal: merge them"
            faults.append(reading.fault("申诉_成立", row, zh, en, id=as_text(person)))
    return faults


def _correction(reading: Reading, one: _Appeal, block: str) -> list[Fault]:
    """An appeal is corrected where, and only where, it is upheld."""
    title = block.partition("_")[2]
    if one.upheld and not one.has(title):
        zh, en = "申诉成立，必须更正结果，请填写{title}", "the appeal is upheld: fill in {title}"
        return [reading.fault(block, one.row, zh, en, title=title)]
    if one.has(title) and not one.upheld:
        zh, en = "有{title}而申诉没有成立，请填写成立或删去", "{title} is given but the appeal is not upheld: mend one"
        return [reading.fault(block, one.row, zh, en, title=title)]
    return []


def check_told(reading: Reading) -> list[Fault]:
    """Nobody has a view before being told; who objects says why, and a talk or an appeal is registered."""
    faults = []
    registered = {as_text(person) for person in reading.column("申诉_工号")} - {""}
    for row in reading.roster:
        view = as_text(reading.column("告知_意见")[row])
        if view and is_blank(reading.column("告知_日期")[row]):
            zh, en = "{who} 已表示意见，但没有告知日期，请填写", "{who} has a view but was told on no date: fill it in"
            faults.append(reading.fault("告知_日期", row, zh, en, who=reading.who(row)))
        if view == OBJECTS and as_text(reading.person("id", row)) not in registered:
            zh = "{who} 有异议，「申诉」页还没有面谈或申诉的记录"
            en = "{who} objects; no talk or appeal is registered on the page 申诉 yet"
            faults.append(reading.notice("告知_意见", row, zh, en, who=reading.who(row)))
    return faults


def late_answers(reading: Reading) -> list[Fault]:
    """An appeal answered late is a notice."""
    zh, en = "申诉答复超过期限", "the appeal was answered late"
    late = [row for row, state in enumerate(reading.column("申诉_情况")) if as_text(state) == "逾期"]
    return [reading.notice("申诉_情况", row, zh, en) for row in late]
