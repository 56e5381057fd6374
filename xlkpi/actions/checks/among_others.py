"""Numbers that decide somebody's result, held against others of the same table: blank, 0, out of scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlkpi.drawing.spec import Column, Table
from xlkpi.drawing.validation import DateRule, KnownRule, NumberRule
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_blank
from xlkpi.errors import Fault

NAMED = 6
"""How many people a line names before it only counts them."""
OUT_OF_SCALE = 10
"""A number so many times the middle one is rather a slip of the point than somebody's number."""
FEWEST = 4
"""Of fewer numbers than these none is the middle one."""
WIDE = 10_000
"""A rule that allows as much bounds nothing: calls, points and money are held against each other instead."""


def others_typed(reading: Reading, table: Table, column: Column, lower: int) -> Iterator[Fault]:
    """Return what is told of a typed column of numbers only because the others in it have one.

    The first `lower` rows are passed over: they are blank because the whole column was pasted too low. Where formulas
    say who is appraised this waits for them (`others_computed`).
    """
    if not _eligibility_is_computed(reading):
        yield from _told(reading, table, column, lower)


def others_computed(reading: Reading) -> list[Fault]:
    """Return the same of a workbook whose formulas say who is appraised, once they are computed."""
    if not _eligibility_is_computed(reading):
        return []
    columns = ((table, column) for table in reading.kind.tables for column in table.inputs)
    return [fault for table, column in columns for fault in _told(reading, table, column, 0)]


def _eligibility_is_computed(reading: Reading) -> bool:
    name = reading.kind.people.get("eligible")
    return name is not None and reading.kind.by_name[name].role == "computed"


def _told(reading: Reading, table: Table, column: Column, lower: int) -> Iterator[Fault]:
    if column.only_appraised:
        yield from _not_appraised(reading, column)
    share = table.roster and not column.needed and isinstance(column.rule, NumberRule) and column.rule.share
    if column.named_by:
        yield from _below_names(reading, column)
    if column.needed not in ("appraised", "others", "paid", "factor") and not share and not _is_wide(table, column):
        return
    rows = _counted(reading, table, column)[lower:]
    if column.needed == "others":
        yield from _blank_among_others(reading, table, column, rows)
    if column.needed in ("appraised", "others"):
        yield from _alone_at_nothing(reading, table, column, rows)
    if column.needed in ("paid", "factor"):
        yield from _unpaid(reading, table, column, rows)
        yield from _out_of_scale(reading, table, column, rows)
    elif _is_wide(table, column):  # what somebody is paid beside their level they are paid on trial, too
        everybody = reading.roster if table.roster else rows
        yield from _out_of_scale(reading, table, column, everybody)
    if share:
        yield from _only_blank(reading, column, rows)
        yield from _nothing(reading, column, rows)


def _counted(reading: Reading, table: Table, column: Column) -> list[int]:
    """Return the rows that decide somebody's result.

    Those of people appraised; of a table in which people look something up by its key, such as their shop, those that
    somebody appraised names; of a table that lists the months, those before the last one in which the column is filled.
    """
    if table.roster:
        return [row for row in reading.roster if reading.appraised(row)]
    rows = reading.rows_in_use(table)
    if table.keys[0].values:
        filled = [row for row in rows if not _is_empty(reading, column, row)]
        return [row for row in rows if row <= filled[-1]] if filled else []
    named = _named_by_people(reading, table.keys[0].name)
    return rows if named is None else [row for row in rows if as_text(reading.column(table.keys[0].name)[row]) in named]


def _named_by_people(reading: Reading, key: str) -> frozenset[str] | None:
    """Return what people appraised choose from a block; None where nobody chooses from it."""
    by = [
        one
        for table in reading.kind.tables
        for one in (table.inputs if table.roster else ())
        if isinstance(one.rule, KnownRule) and one.rule.source == key
    ]
    if not by:
        return None
    rows = [row for row in reading.roster if reading.appraised(row)]
    return frozenset(as_text(reading.column(one.name)[row]) for one in by for row in rows)


def _is_empty(reading: Reading, column: Column, row: int) -> bool:
    return all(map(is_blank, reading.blocks[column.name][row]))


def _called(reading: Reading, table: Table, row: int) -> str:
    """Return what a row is called: the person's name, who leads the department in it, or what stands in its key."""
    if table.roster:
        return reading.who(row)
    if any(column.name == reading.kind.units.get("supervisor") for column in table.columns):
        return as_text(reading.unit("supervisor", row)) or as_text(reading.unit("name", row))
    return as_text(reading.column(table.keys[0].name)[row])


def _blank_among_others(reading: Reading, table: Table, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """A blank among numbers is no 0 and no "none": the result behind it would be wrong, or missing, in silence.

    While nobody has one there is nothing to tell: nobody has begun.
    """
    blank = [row for row in rows if _is_empty(reading, column, row)]
    if len(blank) == len(rows):
        return
    tell = reading.notice if reading.own or isinstance(column.rule, DateRule) else reading.fault  # a day may be to come
    for row in blank:
        zh = "{who} 的{label}空着，而其他 {count} 行都填了，请填写"
        en = "{label} of {who} is blank, {count} others have one"
        who, count = _called(reading, table, row) or "这一行", len(rows) - len(blank)
        label = column.rule.title if column.rule and column.span > 1 else column.title
        yield tell(column.name, row, zh, en, who=who, label=label, count=count)


def _alone_at_nothing(reading: Reading, table: Table, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """A score or an amount of 0 where nobody else has 0: of a shop it raised the pay of all the others by half."""
    numbers = {row: as_number(reading.column(column.name)[row]) for row in rows}
    nothing = [row for row, number in numbers.items() if number == 0]
    counted = isinstance(column.rule, NumberRule) and not column.rule.whole
    if counted and column.span == 1 and len(nothing) == 1 and sum(map(bool, numbers.values())) > 1:
        zh, en = "只有 {who} 的{label}为 0，请核对", "{label} of {who} alone is 0: is that meant?"
        who = _called(reading, table, nothing[0])
        yield reading.notice(column.name, nothing[0], zh, en, who=who, label=column.title)


def _unpaid(reading: Reading, table: Table, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """Whoever is appraised and has no amount gets no pay: told in one line, for a blank is easily missed."""
    setting, choice = column.spared_by
    if setting and as_text(reading.field(setting)) == choice:
        return
    without = [row for row in rows if reading.column(column.name)[row] in (None, "", 0.0)]
    if without and (column.needed == "paid" or len(without) < len(rows)):
        zh = "参评人员的{label}为空或为 0，算不出工资或为 0 元，共 {count} 人：{who}"
        en = "{label} is blank or 0, so that there is no pay, of {count} people appraised: {who}"
        if not table.roster:
            zh = "主管的{label}为空或为 0，算不出工资或为 0 元，共 {count} 位：{who}"
            en = "{label} is blank or 0, so that there is no pay, of {count} supervisors: {who}"
        who = "、".join(_called(reading, table, row) for row in without[:NAMED])
        who += "……" if len(without) > NAMED else ""
        yield reading.notice(column.name, without[0], zh, en, label=column.title, count=len(without), who=who)


def _is_wide(table: Table, column: Column) -> bool:
    """Whether nothing but the others of its column says how large a number may be."""
    rule = column.rule
    alike = column.span == 1 and (table.roster or column.needed == "others")
    return alike and isinstance(rule, NumberRule) and rule.high >= WIDE and not rule.full and not column.at_most


def _out_of_scale(reading: Reading, table: Table, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """A number ten times the middle one: a slip of the point, or another unit. No amount is told.

    A base is also asked about from a tenth of the middle one down. Money of which too few have any is measured by the
    bases, and so are bases.
    """
    is_base = column.needed in ("paid", "factor")
    amounts = _amounts(reading, column, rows)
    if column.pay and (is_base or len(amounts) < FEWEST):
        bases = [(t, c) for t in reading.kind.tables for c in t.inputs if c.pay and c.needed in ("paid", "factor")]
        amounts = [amount for of, one in bases for amount in _amounts(reading, one, _counted(reading, of, one))]
    of_rows = {(row, 0): _called(reading, table, row) for row in rows}
    yield from _far_from_middle(reading, column, of_rows, amounts, both_ways=is_base)


def _below_names(reading: Reading, column: Column) -> Iterator[Fault]:
    """The same of numbers below names: of one line where all of it is filled in (`begun`), else of one name."""
    block, names = reading.blocks[column.name], [as_text(name) for name in reading.line(column.named_by)]
    places = [[(row, at) for at in range(column.span)] for row in range(len(block))]
    for some in places if column.needed == "begun" else zip(*places, strict=True):
        numbers = [as_number(block[row][at]) for row, at in some]
        amounts = [number for number in numbers if number is not None and number > 0]
        yield from _far_from_middle(reading, column, {place: names[place[1]] for place in some}, amounts)


def _far_from_middle(
    reading: Reading,
    column: Column,
    called: Mapping[tuple[int, int], str],
    amounts: Sequence[float],
    *,
    both_ways: bool = False,
) -> Iterator[Fault]:
    if len(amounts) < FEWEST:
        return
    middle = sorted(amounts)[len(amounts) // 2]
    low = middle / OUT_OF_SCALE if both_ways else 0
    for (row, at), who in called.items():
        amount = as_number(reading.blocks[column.name][row][at])
        if amount is not None and amount > 0 and not low < amount < middle * OUT_OF_SCALE:
            zh = "{who} 的{label}与其他的相差十倍以上，请核对小数点和单位"
            en = "{label} of {who} is ten times the others or a tenth of them: look at the point and the unit"
            yield reading.notice(column.name, row, zh, en, column=at, who=who, label=column.title)


def _amounts(reading: Reading, column: Column, rows: Sequence[int]) -> list[float]:
    numbers = (as_number(reading.column(column.name)[row]) for row in rows)
    return [number for number in numbers if number is not None and number > 0]


def _only_blank(reading: Reading, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """One person alone has no share where everybody else has one: a blank counts as the whole (出勤率 as 100%)."""
    blank = [row for row in rows if _is_empty(reading, column, row)]
    if len(blank) == 1 < len(rows) - 1:
        zh = "只有 {who} 的{label}空着，其余 {count} 人都填了，请核对是否漏填（{hint}）"
        en = "{label} of {who} alone is blank, {count} others have one: was it forgotten?"
        hint = column.rule.hint.rstrip("。") if column.rule else ""
        who, count = reading.who(blank[0]), len(rows) - 1
        yield reading.notice(column.name, blank[0], zh, en, who=who, label=column.title, count=count, hint=hint)


def _nothing(reading: Reading, column: Column, rows: Iterable[int]) -> Iterator[Fault]:
    """A share of 0 leaves nothing of somebody's pay."""
    for row in rows:
        if reading.column(column.name)[row] == 0.0:
            zh = "{who} 的{label}为 0，工资因此为 0 元，请核对"
            en = "{label} of {who} is 0, which leaves no pay: is that meant?"
            yield reading.notice(column.name, row, zh, en, who=reading.who(row), label=column.title)


def _not_appraised(reading: Reading, column: Column) -> Iterator[Fault]:
    """Whoever is not appraised has no level: a typed one would give pay. A typed factor may be meant: a notice.

    No rule says whether 绩效工资 is paid to somebody on trial (rules D5).
    """
    for row in reading.roster:
        if not reading.appraised(row) and not _is_empty(reading, column, row):
            zh = "{who} 不参评，不能有{label}，请删去；参评的请改「参评」"
            en = "{who} is not appraised and has no {label}: delete it, or mend 参评"
            if column.needed == "factor":
                zh = "{who} 不参评，填了{label}就会算出绩效工资，请核对"
                en = "{who} is not appraised, and the {label} typed here gives pay: is it meant?"
                yield reading.notice(column.name, row, zh, en, who=reading.who(row), label=column.title)
                continue
            yield reading.fault(column.name, row, zh, en, who=reading.who(row), label=column.title)
