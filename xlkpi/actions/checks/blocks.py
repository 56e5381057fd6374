"""What people typed, before anything is computed: values, blanks, doubles and sums of every declared block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from xlkpi.actions.checks.among_others import NAMED, others_typed
from xlkpi.actions.checks.block_cells import check_cells, doubles, weights_fault
from xlkpi.actions.checks.cell_rules import BLANK
from xlkpi.domain.plain_names import plain_name
from xlkpi.drawing.same_person import is_parted, is_wide
from xlkpi.drawing.spec import Column, Field, Line, Table
from xlkpi.drawing.validation import DateRule
from xlkpi.drawing.workbook_reading import MOST_LOWER, Reading, as_text, is_blank, tells
from xlkpi.errors import Fault, sentence


def check_tables(reading: Reading) -> list[Fault]:
    """Every table: values that keep their rules, nothing missing, nobody twice, weights that total 100%."""
    faults: list[Fault] = check_strays(reading)
    for table in reading.kind.tables:
        strays, lower = {*reading.strays(table)}, too_low(reading, table)
        used = [row for row in reading.rows_in_use(table) if row not in strays]
        faults += _values(reading, table)
        for column in table.inputs:
            rows = used[lower.get(column.name, 0) :]  # the first ones are blank because all of it stands too low
            if column.unique:
                faults += doubles(reading, column.title, column.name)
            if column.needed in ("row", "appraised"):
                faults += _blanks(reading, table, column, rows)
            if column.values and not reading.own:
                faults += _presets(reading, column)
            faults += others_typed(reading, table, column, lower.get(column.name, 0))
            if column.sums:
                faults += weights_fault(reading, column.name, column.title)
        once = [column.name for column in table.inputs if column.title in table.once]
        if once and len(once) == len(table.once):
            faults += doubles(reading, "、".join(table.once), *once)
        faults += _begun(reading, table)
        faults += _odd_letters(reading, table, used)
        faults += _nobody(reading, table, used)
    return faults


def check_strays(reading: Reading) -> list[Fault]:
    """Rows of the roster that hold something and nobody's 工号 or 姓名, and columns that were pasted too low."""
    return [fault for table in reading.kind.tables for fault in _astray(reading, table)]


def too_low(reading: Reading, table: Table) -> dict[str, int]:
    """Return the columns of the people's roster that stand some rows too low, and by how many rows.

    The first people have nothing there, most of the others have something, and as many rows below the last person, in
    which nobody stands, hold the rest.
    """
    people = reading.roster if not reading.own and table.roster else []
    who = [reading.kind.people.get(key) for key in ("id", "name")]
    if not {*who} <= {column.name for column in table.columns}:
        return {}
    found = {}
    for column in table.inputs if people else ():
        filled = [not all(map(is_blank, cells)) for cells in reading.blocks[column.name]]
        below = [row for row in range(people[-1] + 1, len(filled)) if filled[row]]
        count = len(below)
        if column.name in who or not 0 < count <= min(MOST_LOWER, len(people) - 1) or below[-1] != people[-1] + count:
            continue
        others = [filled[row] for row in people[count:]]
        if not any(filled[row] for row in people[:count]) and 2 * sum(others) > len(others):
            found[column.name] = count
    return found


def _values(reading: Reading, table: Table) -> Iterator[Fault]:
    whose = {reading.kind.people.get(key) for key in ("id", "name")}  # read without blanks wherever they are compared
    for column in table.inputs:
        word = column.name not in whose and "wrap" not in column.looks and not column.after_final
        yield from check_cells(reading, column.name, column.title, column.rule, weight=column.sums, word=word)
        if column.named_heads:
            rule = column.heads_rule
            yield from check_cells(reading, column.named_heads, rule.title if rule else column.title, rule, word=True)
            yield from doubles(reading, rule.title if rule else column.title, column.named_heads)


def _blanks(reading: Reading, table: Table, column: Column, rows: Sequence[int]) -> Iterator[Fault]:
    """A row in use lacks what it needs; with "appraised" only rows of people who are appraised."""
    if column.needed == "appraised":
        rows = [row for row in rows if reading.appraised(row)]
    blank = [row for row in rows if all(is_blank(value) for value in reading.blocks[column.name][row])]
    rated = column.title in table.raters
    if blank and len(blank) == len(rows) and (rated or (column.needed == "appraised" and len(rows) > 1)):
        zh, en = "所有人都还没有{label}，请先取数或填写", "nobody has a {label} yet: collect the forms or enter it"
        if rated:
            zh, en = "{table}还没有{label}，请先取数或填写", "{table} has no {label} yet: collect it or enter it"
        waits = reading.fault(column.name, blank[0], zh, en, label=column.title, table=table.title)
        yield replace(waits, waiting=True)
        return
    for row in blank:
        if column.needed == "row":
            yield reading.fault(column.name, row, *BLANK, label=column.title)
        else:
            zh, en = "{who} 还没有{label}，请先取数或填写", "{who} has no {label} yet: collect the forms or enter it"
            yield reading.fault(column.name, row, zh, en, who=reading.who(row), label=column.title)


def _presets(reading: Reading, column: Column) -> Iterator[Fault]:
    """What a new workbook came with may be changed, but not emptied; a 0 is asked about."""
    for row, (value, given) in enumerate(zip(reading.column(column.name), column.values, strict=False)):
        if is_blank(value) or value == 0.0:
            zh, en = "{label}为空，请填写（新表是 {given}）", "{label} is blank (in a new workbook {given})"
            tell = reading.fault
            if value == 0.0:
                zh, en = "{label}为 0（新表是 {given}），请核对", "{label} is 0 (in a new workbook {given})"
                tell = reading.notice
            yield tell(column.name, row, zh, en, label=column.title, given=as_text(given))


def _astray(reading: Reading, table: Table) -> Iterator[Fault]:
    """Rows of the roster with neither 工号 nor 姓名, and columns pasted too low, unless check_rows tells of them."""
    lower = too_low(reading, table)
    for row in reading.strays(table):
        columns = [c for c in table.inputs if tells(c) and not all(map(is_blank, reading.blocks[c.name][row]))]
        columns = [column for column in columns if column.name not in lower]
        if columns:
            cells = "、".join(f"{_cell(reading, column, row)} {column.title}" for column in columns)
            zh = "这一行没有工号、姓名，只有 {cells}：请补上人员或删去"
            en = "nobody stands in this row, which holds {cells} only: fill in who it is or delete it"
            yield reading.fault(columns[0].name, row, zh, en, column=_filled(reading, columns[0], row), cells=cells)
    known = _known_lower(reading) if lower else frozenset()
    for count in sorted({count for name, count in lower.items() if name not in known}):
        columns = [c for c in table.inputs if lower.get(c.name) == count and c.name not in known]
        people = reading.roster
        words = {
            "titles": "、".join(column.title for column in columns),
            "first": reading.who(people[0]),
            "blank": "、".join(_cell(reading, column, people[0]) for column in columns),
            "last": reading.who(people[-1]),
            "below": "、".join(_cell(reading, column, people[-1] + count) for column in columns),
        }
        zh = "{titles}像是整列粘贴低了 {count} 行：第一个人 {first} 空着（{blank}），最后一个人 {last} 的下面却有内容"
        zh += "（{below}）。请把整列上移 {count} 行，不要只删这一格"
        en = "{titles} seems to be pasted {count} rows too low: {blank} of {first}, the first one, is blank, and "
        en += "{below} below {last}, the last one, is not. Move the whole column up, do not only delete the cell"
        place = reading.book.place(columns[0].name, people[-1] + 1)
        yield Fault(place, sentence(zh, en, **words, count=count))


def _cell(reading: Reading, column: Column, row: int) -> str:
    """Return the first filled cell of a column's row, the first one where none is."""
    return reading.book.place(column.name, row, _filled(reading, column, row)).rsplit("!")[-1]


def _filled(reading: Reading, column: Column, row: int) -> int:
    return next((at for at, value in enumerate(reading.blocks[column.name][row]) if not is_blank(value)), 0)


def _known_lower(reading: Reading) -> frozenset[str]:
    """The columns that stand lower than the remembered rows did: check_rows tells of them, and they can be put back."""
    from xlkpi.actions.checks.torn_rows import roster_marks, torn_rows

    marks = roster_marks(reading.kind, reading.blocks.__getitem__)
    proven = [one for one in torn_rows(reading.book, reading.kind, marks) if one.shift and not one.doubtful]
    return frozenset(name for one in proven for name in one.columns)


def _odd_letters(reading: Reading, table: Table, rows: Sequence[int]) -> Iterator[Fault]:
    """Full-width letters in a 工号 and blanks inside a name: whoever looks for the person finds nobody."""
    who = [reading.kind.people.get(key) for key in ("id", "name")]
    for column in table.inputs if table.roster and not reading.own else ():
        texts = {row: as_text(reading.column(column.name)[row]) for row in rows if column.name in who}
        odd = [row for row, text in texts.items() if is_wide(text) or is_parted(text)]
        if odd:
            zh = "{label}有全角字母、数字或空格，别的表里按普通写法就对不上，请改：{cells}"
            en = "{label} has full-width letters or blanks inside, and is not found as it is usually written: {cells}"
            told = [f"{_cell(reading, column, row)} {texts[row]} → {plain_name(texts[row])}" for row in odd[:NAMED]]
            cells = "、".join(told) + ("……" if len(odd) > NAMED else "")
            yield reading.notice(column.name, odd[0], zh, en, label=column.title, cells=cells)


def _begun(reading: Reading, table: Table) -> Iterator[Fault]:
    """Cells that belong together are filled in all or none of a row: scores of one person by several raters.

    Columns of a span that nobody named are not in use.
    """
    columns = [column for column in table.inputs if column.needed == "begun"]
    if not columns:
        return
    names = {c.name: reading.line(c.named_heads) if c.named_heads else ["1"] * c.span for c in columns}
    for row in range(len(reading.blocks[columns[0].name])):
        cells = [
            (column, at, value)
            for column in columns
            for at, value in enumerate(reading.blocks[column.name][row])
            if not is_blank(names[column.name][at])
        ]
        blank = [(column, at) for column, at, value in cells if is_blank(value)]
        if 0 < len(blank) < len(cells):
            column, at = blank[0]
            zh, en = "{label}没有填全，还缺 {count} 项", "{label} is incomplete: {count} cells are blank"
            yield reading.fault(column.name, row, zh, en, column=at, label=column.title, count=len(blank))
        negative = [(column, at) for column, at, value in cells if isinstance(value, float) and value < 0]
        if len(negative) == 1 < len(cells) - len(blank) - 1:
            column, at = negative[0]
            zh, en = "这一行只有这个{label}是负数，请核对", "this {label} alone of its row is negative: is that meant?"
            yield reading.notice(column.name, row, zh, en, column=at, label=column.title)


def _nobody(reading: Reading, table: Table, rows: Iterable[int]) -> Iterator[Fault]:
    """A further roster page has entries in a row where the roster has no person."""
    if not table.roster or any(column.name == reading.kind.people.get("id") for column in table.columns):
        return
    people = set(reading.roster)
    for row in rows:
        if row not in people:
            filled = next(c for c in table.inputs if not all(is_blank(v) for v in reading.blocks[c.name][row]))
            zh, en = "这一行没有人员，请删去内容，或在名单中补上人员", "nobody stands in this row of the roster"
            yield reading.fault(filled.name, row, zh, en)


def not_there(reading: Reading) -> list[Fault]:
    """A company's own workbook lacks something of what its kind declares: one sentence says what cannot be done."""
    if reading.kind.whole is None:
        return []
    needed = {c.name: c.title for t in reading.kind.whole.tables for c in t.columns if c.needed or c.computed or c.pay}
    needed |= {f.name: f.label for f in reading.kind.whole.fields if f.needed}
    keyed = {name for names in reading.kind.keys.values() for name in names}
    lacking = [title for name, title in needed.items() if name in keyed and not reading.has(name)]
    if not lacking:
        return []
    zh = "表里没有{what}，与此有关的检查和计算不做"
    en = "it has no {what}: what depends on that is neither checked nor computed"
    place = reading.book.place(reading.kind.names[0])
    return [Fault(place, sentence(zh, en, what="、".join(dict.fromkeys(lacking))), notice=True)]


def in_use(reading: Reading) -> bool:
    """Tell whether anything at all was typed into a table or line of the workbook."""
    if any(reading.rows_in_use(table) for table in reading.kind.tables):
        return True
    lines = [line for part in reading.kind.lines for line in part.lines if line.role == "input"]
    return any(not is_blank(value) for line in lines for value in reading.line(line.name))


def check_fields(reading: Reading) -> list[Fault]:
    """Every single field and every line of cells: values that keep their rules; what is needed once work has begun."""
    faults: list[Fault] = []
    begun = in_use(reading)
    for entry in reading.kind.fields:
        if entry.role == "input":
            faults += _field(reading, entry, begun=begun)
    for line in (line for part in reading.kind.lines for line in part.lines if line.role == "input"):
        faults += _line(reading, line, begun=begun)
    return [*faults, *_unnamed(reading)]


def _unnamed(reading: Reading) -> Iterator[Fault]:
    """What stands below a name that is not there counts nowhere: told once, at the name."""
    entries: list[Line | Column] = [line for part in reading.kind.lines for line in part.lines]
    entries += [column for table in reading.kind.tables for column in table.inputs]
    filled: dict[tuple[str, int], list[str]] = {}
    for entry in entries:
        for row, cells in enumerate(reading.blocks[entry.name] if entry.named_by else ()):
            for at, value in enumerate(cells):
                if not is_blank(value) and is_blank(reading.line(entry.named_by)[at]):
                    filled.setdefault((entry.named_by, at), []).append(reading.book.place(entry.name, row, at))
    for (name, at), places in filled.items():
        zh = "{label}为空，请填写（下面 {place} 等共 {count} 格填了内容）"
        en = "{label} is blank: fill it in ({count} cells from {place} on are filled)"
        label = reading.kind.titles[name]
        yield reading.fault(name, 0, zh, en, column=at, label=label, place=places[0], count=len(places))


def _field(reading: Reading, entry: Field, *, begun: bool) -> Iterator[Fault]:
    label = entry.label or entry.name
    yield from check_cells(reading, entry.name, label, entry.rule)
    needed = entry.needed or (isinstance(entry.rule, DateRule) and entry.rule.month)
    if begun and needed and is_blank(reading.field(entry.name)):
        # a company's own list may do without, until something is collected into it
        tell = reading.notice if reading.own else reading.fault
        yield tell(entry.name, 0, *BLANK, label=label)


def _line(reading: Reading, line: Line, *, begun: bool) -> Iterator[Fault]:
    label = line.label.replace("　", "")
    if begun and line.needed and all(map(is_blank, reading.line(line.name))):
        yield reading.fault(line.name, 0, *BLANK, label=label)
    yield from check_cells(reading, line.name, label, line.rule, word=True)
    if line.unique:
        yield from doubles(reading, label, line.name)
