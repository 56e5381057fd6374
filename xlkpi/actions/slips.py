"""Give each person a result: what a summary says of one person alone, ready to be drawn, signed and locked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from xlkpi.actions.create import file_name
from xlkpi.actions.current import current, not_approved
from xlkpi.actions.feedback import fittings
from xlkpi.actions.folder import workbook_files
from xlkpi.books.book import Block, Book, Value
from xlkpi.domain.plain_names import same_name
from xlkpi.drawing.final_mark import final_mark
from xlkpi.drawing.layout import COPY
from xlkpi.drawing.same_person import written_otherwise
from xlkpi.drawing.slip import NUMBER_LOOKS, Grid, Item, Shown, Slip, draw_slips, plain_text
from xlkpi.drawing.spec import Column, Line
from xlkpi.drawing.validation import NumberRule
from xlkpi.drawing.workbook_reading import Reading, as_day, as_number, as_text, is_blank
from xlkpi.errors import Fault, Unusable, Words, sentence, unsafe
from xlkpi.functions import call
from xlkpi.functions.dates import spoken
from xlkpi.records import dataclass
from xlkpi.schemes.appeal_checks import appeals_of
from xlkpi.schemes.sign_off import signatures

TOLD, DEADLINE, TERM = "告知_日期", "告知_申诉截止", "参数_申诉天数"
CALENDAR = ("节假日", "调休上班日")
ADJUSTED, BECAUSE = "加减分", "加减分事由"
WHO = ("name", "id", "department", "post")
RESULTS = ("total", "rank", "level", "coefficient")
PAY = ("pay", "paid")
DIGITS = "0123456789"
SHOWN = 6
"""How many people a line names before it only counts them."""
BLANK_DAY = "结果于＿＿＿＿年＿＿月＿＿日告知本人。"
OPENLY = "有异议的，请先与主管面谈；仍未解决的，可以提出申诉。"
OPEN_TERM = "有异议的，请先与主管面谈；仍未解决的，自告知次日起{}个工作日内可以提出申诉。"
LAST_DAY = "有异议的，请先与主管面谈；仍未解决的，最迟于{}（{}个工作日内）提出申诉。"
"""What a slip says last: on which day its person was told, and by when an appeal may be made."""
CORRECTED = "申诉成立，更正后的结果于{}告知本人，代替{}告知的结果。"


@dataclass(frozen=True)
class Wanted:
    """What the slips shall hold.

    `given` is the day on which people are told of whom none is registered, None to leave it to be written by hand;
    `only` is the 工号 or name of the only person to get one.
    """

    given: dt.date | None = None
    with_pay: bool = False
    forms: Path | None = None
    only: str | None = None


def slips(book: Book, wanted: Wanted, tick: Callable[[str], None] = lambda _: None) -> tuple[list[Slip], list[Fault]]:
    """Return a slip for everybody in the roster of a computed workbook; none while anything is wrong."""
    reading, faults = current(book)
    if reading is None:
        return [], faults
    if not reading.kind.people:
        zh, en = "这种表没有个人结果，不能做结果通知单", "this kind of workbook holds no personal results"
        return [], [Fault(book.title, sentence(zh, en))]
    rows = reading.roster
    if wanted.only is not None:
        rows = reading.rows_of(wanted.only)
        if len(rows) != 1:
            zh, en = "名单里没有工号 {id}，也没有人叫这个名字，请核对", "nobody in the roster has the 工号 or name {id}"
            if rows:
                zh = "有几个人叫 {id}，请写工号：{people}"
                en = "several are called {id}, give the 工号: {people}"
            people = "、".join(as_text(reading.person("id", row)) for row in rows)
            return [], [*faults, Fault(book.title, sentence(zh, en, id=wanted.only, people=people))]
    faults += not_approved(reading, "通知单", "what the slips say")
    excused = [row for row in rows if not reading.appraised(row) and not as_number(reading.person("pay", row))]
    rows = [row for row in rows if row not in excused]
    if excused:
        zh, en = "不参评，没有结果通知单：{who}", "not appraised, and without a slip: {who}"
        told = Fault(book.title, sentence(zh, en, who=_names(reading, excused)), notice=bool(rows))
        faults.append(told)
    forms: dict[str, tuple[Grid, ...]] = {}
    if wanted.forms is not None:
        forms, more = _forms(reading, wanted.forms, rows, tick)
        faults += more
    terms, more = _terms(reading, rows, wanted)
    faults += more
    if unsafe(faults):
        return [], faults
    draft = _is_draft(reading)
    return [replace(_slip(reading, row, wanted, forms, terms[row]), draft=draft) for row in rows], faults


def _is_draft(reading: Reading) -> bool:
    """Whether a workbook that is finalized here is not final yet; a company's own is none, nor a copy of values."""
    names = reading.book.names()
    return bool(signatures(reading)) and not reading.own and COPY not in names and final_mark(reading.book) is None


def _names(reading: Reading, rows: Sequence[int]) -> str:
    names = [reading.who(row) for row in rows]
    return "、".join(names[:SHOWN]) + (f" 等{len(names)}人" if len(names) > SHOWN else "")


def _slip(reading: Reading, row: int, wanted: Wanted, forms: Mapping[str, tuple[Grid, ...]], terms: str) -> Slip:
    parts = _parts(reading)
    people = reading.kind.people

    def items(keys: Sequence[str]) -> tuple[Item, ...]:
        names = dict.fromkeys(people[key] for key in keys if key in people)
        return tuple(_item(parts[name], reading.line(name)[row]) for name in names)

    lines = (reading.kind.explain, reading.kind.explain_pay if wanted.with_pay else None)
    results = items((*RESULTS, *(PAY if wanted.with_pay else ())))
    shown = {f"{item.label}：{plain_text(item)}" for item in results}
    told = [line.say() for tell in lines if tell is not None for line in tell(reading, row)]
    why = [text for text in told if text not in shown]
    if reading.kind.explain is None and as_text(reading.person("why", row)):
        why.insert(0, f"{parts[people['why']].title}：{as_text(reading.person('why', row))}")
    person = as_text(reading.person("id", row))
    head = next((entry.name for entry in reading.kind.fields if entry.name), "")
    if reading.own:  # its first field may be anything
        head = reading.kind.owner if reading.has(reading.kind.owner) else ""
    year, _, month = (reading.month or "").partition("-")
    return Slip(
        person,
        reading.who(row),
        as_text(reading.field(head)) if head else "",
        f"{year}年{int(month)}月" if month else "",
        items(WHO),
        results,
        forms.get(person) or grids_of(reading, row),
        tuple(_details(reading, row, with_pay=wanted.with_pay)),
        tuple(why),
        terms,
    )


@dataclass(frozen=True)
class _Part:
    """How a block of people is called and how its numbers are written."""

    title: str
    looks: tuple[str, ...]


def _parts(reading: Reading) -> dict[str, _Part]:
    columns: list[Column | Line] = [column for table in reading.kind.tables for column in table.columns if column.name]
    columns += [line for lines in reading.kind.lines for line in lines.lines]
    labelled = [(one.name, one.title if isinstance(one, Column) else one.label, one.looks) for one in columns]
    fields = [(entry.name, entry.label, entry.looks) for entry in reading.kind.fields if entry.name]
    return {name: _Part(_plain(label), _looks(looks)) for name, label, looks in (*labelled, *fields)}


def _plain(label: str) -> str:
    """A heading without the blanks and line breaks that spread it in its cell."""
    return "".join(label.split())


def _looks(looks: Sequence[str]) -> tuple[str, ...]:
    return tuple(look for look in looks if look in NUMBER_LOOKS)


def _item(part: _Part, value: Value) -> Item:
    return Item(part.title, _shown(value), part.looks)


def _shown(value: Value) -> Shown:
    if isinstance(value, float | dt.date) and not isinstance(value, bool):
        return value
    return as_text("是" if value is True else "否" if value is False else value)


def _details(reading: Reading, row: int, *, with_pay: bool) -> list[Item]:
    """Return every further number in the rows of a person: what was scored, counted, reached.

    Of two with the same heading (what was reached, and the points for it) the later one is told with its column too.
    """
    found: dict[str, Item] = {}
    told = set(reading.kind.people.values())
    for table in reading.kind.tables:
        for column in table.columns if table.roster else ():
            number = column.number or isinstance(column.rule, NumberRule)
            aside = column.fixed or column.hidden or column.square or "note" in column.looks
            aside = aside or column.name == DEADLINE  # the last words of the slip
            if not number or aside or not column.name or column.name in told or (column.pay and not with_pay):
                continue
            for at, value in enumerate(reading.blocks[column.name][row][: column.shown]):
                looks = (*column.looks, *(column.each[at] if at < len(column.each) else ()))
                title = _plain(reading.heading(column, at) or column.head(at))
                item = Item(title, _shown(value), _looks(looks))
                if is_blank(value) or found.get(title) == item:
                    continue
                if title in found:
                    title += _plain(column.title.rstrip(DIGITS))
                found[title] = replace(item, label=title)
    return list(found.values())


def grids_of(reading: Reading, row: int) -> tuple[Grid, ...]:
    """Return the indicators of a person as the kind declares them; lines without a score are left out."""
    found = []
    parts = _parts(reading)
    people = len(reading.line(reading.kind.identity))
    for names in reading.kind.indicators:

        def cell(name: str, line: int) -> Value:
            cells = reading.blocks[name][line]
            return cells[row if len(cells) == people > 1 else 0]

        lines = [
            line
            for line in range(len(reading.blocks[names[0]]))
            if not is_blank(cell(names[0], line)) and not is_blank(cell(names[-1], line))
        ]
        rows = tuple(tuple(_item(parts[name], cell(name, line)) for name in names) for line in lines)
        if rows:
            found.append(Grid(tuple(parts[name].title for name in names), rows))
    if found and (note := _adjusted(reading)):
        found[-1] = replace(found[-1], note=note)
    return tuple(found)


def _adjusted(reading: Reading) -> str:
    """What was added to the points of the indicators on a form or taken off, and why; "" for nothing."""
    points = as_number(reading.field(ADJUSTED)) if reading.has(ADJUSTED) else None
    why = as_text(reading.field(BECAUSE)) if reading.has(BECAUSE) else ""
    return f"{ADJUSTED} {points:+g}" + (f"（{why}）" if why else "") if points else ""


def _forms(
    reading: Reading, folder: Path, rows: Sequence[int], tick: Callable[[str], None]
) -> tuple[dict[str, tuple[Grid, ...]], list[Fault]]:
    """Return the indicators of the forms in a folder by 工号, and what does not fit."""
    if not reading.kind.gives:
        zh, en = "这种表没有对应的个人考核表，不要写 --forms", "there are no forms for this kind: leave --forms out"
        return {}, [Fault(reading.book.title, sentence(zh, en))]
    wanted = {as_text(reading.person("id", row)): row for row in rows}
    found: dict[str, tuple[Grid, ...]] = {}
    seen: set[str] = set()
    faults: list[Fault] = []
    for path in workbook_files(folder):
        tick(path.name)
        file = path.relative_to(folder).as_posix()
        forms, more = fittings([reading], path, file)
        faults += more
        for form in forms:
            written, name = (as_text(form.reading.person(key, 0)) for key in ("id", "name"))
            meant = reading.row_of(written, name)
            person = written if meant is None else as_text(reading.person("id", meant.at))
            seen.add(person)
            if form.blocks is None:
                continue
            if meant is not None and meant.at in rows and person != written:
                place = reading.book.place(reading.kind.identity, meant.at)
                namesake = same_name(reading.who(meant.at), name)
                text = written_otherwise(written, person, meant.right, place, namesake=namesake)
                faults.append(Fault(file, text, notice=True))
            if person in found:
                zh, en = "工号 {id} 有两份考核表，请只留一份", "工号 {id} has two forms: keep one of them"
                faults.append(Fault(file, sentence(zh, en, id=person)))
            if person in wanted:
                found[person] = grids_of(form.reading, 0)
    for person, row in wanted.items():
        if person not in seen and reading.appraised(row):
            zh, en = "{who} 没有考核表，通知单上没有指标", "{who} has no form: the slip tells no indicators"
            faults.append(reading.notice(reading.kind.identity, row, zh, en, who=f"{person} {reading.who(row)}"))
    return found, faults


def _terms(reading: Reading, rows: Sequence[int], wanted: Wanted) -> tuple[dict[int, str], list[Fault]]:
    """Return for each person by when an appeal may be made; a day that cannot be counted is a fault."""
    days = reading.field(TERM) if TERM in reading.blocks else None
    faults: list[Fault] = []
    told: list[Value] = reading.column(TOLD) if TOLD in reading.blocks else []
    corrected = _corrected(reading, told)
    since = {row: (as_day(told[row]) if row < len(told) else None) or wanted.given for row in rows}
    untold = [row for row in rows if row >= len(told) or as_day(told[row]) is None] if TOLD in reading.blocks else []
    untold = [row for row in untold if row not in corrected]
    if untold:
        names: dict[str, Words] = {"count": len(untold), "who": _names(reading, untold), "day": str(wanted.given or "")}
        zh = "{count} 人的告知日期没有登记，通知单上留空，由告知人填写：{who}；请也填在“告知”页，或加 --date"
        en = "no day of telling is registered for {count} people, it is left blank on their slips: {who}; enter it on "
        en += "告知 as well, or give --date"
        if wanted.given is not None:
            zh = "{count} 人的告知日期没有登记，通知单按 {day} 写：{who}；告知后请在“告知”页填上告知日期"
            en = "no day of telling is registered for {count} people, their slips say {day}: {who}; enter it on 告知"
        faults.append(Fault(reading.book.title, sentence(zh, en, **names), notice=True))
    counted = isinstance(days, float)
    terms: dict[dt.date | None, str] = {None: BLANK_DAY + (OPEN_TERM.format(as_text(days)) if counted else OPENLY)}
    for day in {day for day in since.values() if day is not None}:
        calendar: list[Block | None] = [reading.blocks.get(name) for name in CALENDAR]
        answer = call("KPI_DEADLINE", (day, days, *calendar)) if counted else None
        last = OPENLY
        if isinstance(answer, dt.date):
            last = LAST_DAY.format(spoken(answer), as_text(days))
        elif counted:
            wrong = ("申诉期限算不出来：{why}", "the term of an appeal cannot be counted: {why}")
            faults.append(Fault(reading.book.title, sentence(*wrong, why=str(answer))))
        terms[day] = f"结果于{spoken(day)}告知本人。{last}"
    return {row: corrected.get(row) or terms[day] for row, day in since.items()}, faults


def _corrected(reading: Reading, told: Sequence[Value]) -> dict[int, str]:
    """Return what is said last to those whose appeal was upheld: the answer told them the result that counts.

    Where the register says a later day than the answer, it is that on which the corrected result was told.
    """
    found = {}
    for one in appeals_of(reading):
        answered = as_day(one["答复日期"])
        if one.upheld and one.at is not None and answered is not None:
            first = as_day(told[one.at]) if one.at < len(told) else None
            before = first is not None and first < answered
            day = answered if first is None or before else first
            found[one.at] = CORRECTED.format(spoken(day), spoken(first) if first is not None and before else "此前")
    return found


def slip_files(people: Sequence[Slip], tick: Callable[[str], None] = lambda _: None) -> dict[str, bytes]:
    """Return a workbook for each person, by file name, in their order. Raises Unusable."""
    names = [f"{file_name(slip.id, slip.name if slip.name != slip.id else '')}.xlsx" for slip in people]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        zh, en = "两个人的文件都叫 {name}，请改正工号或姓名", "two people's files are called {name}: mend 工号 or name"
        raise Unusable(sentence(zh, en, name=twice))
    files = {}
    for name, slip in zip(names, people, strict=True):
        files[name] = draw_slips([slip])
        tick(name)
    return files
