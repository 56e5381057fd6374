"""The pages of parameters: every number of the scheme with its unit, source, second reading and 已确认."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from xlkpi.domain.scheme import Entry, Number, Scheme
from xlkpi.drawing import style
from xlkpi.drawing.canvas import Box
from xlkpi.drawing.number_spec import CONFIRMATION, CONFIRMED, NUMBERS_PAGE, SETTINGS, Numbers, NumberTable, Setting
from xlkpi.drawing.paper import height_of, room, zoom
from xlkpi.drawing.part_drawing import section
from xlkpi.drawing.spec import PLACE
from xlkpi.drawing.validation import ChoiceRule
from xlkpi.errors import Unusable, sentence
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.drawing.draft import Draft, Page

VALUES = 1
FEWEST_VALUES = 2
FIELD = ("input", "grid", "center")
SENTENCE = ("input", "grid", "left", "wrap", "note")
TEXT = ("open", "grid", "left", "wrap", "note")
UNCONFIRMED_NOTE = "原文缺失，请确认"
BLANK = Number("", "", "")
HEAD_HEIGHT = 32.0
LABEL_WIDTH, SENTENCE_WIDTH, VALUE_WIDTH, NOTE_WIDTH, ANSWER_WIDTH = 22, 46, 13, 17, 8
OTHER_WIDER = 4
"""By how much the column of the second reading is wider than that of the source."""
WIDEST = 200
"""Characters of column width that leave type of nine points readable on A4."""
ODD_SHARE = "AND(ISNUMBER({0}),ABS({0}*100-ROUND({0}*100,0))>0.000001)"
"""The condition that a share is no whole percent: shown as 13% it would look like another number."""

Cell = str | float | None


@dataclass(frozen=True)
class Columns:
    """Where things stand on the page: the label, the columns of values of the widest table, then the reasons."""

    values: int
    readings: bool
    """Whether a number has a second reading."""
    label: float = LABEL_WIDTH
    """Width of the first column."""

    @property
    def text(self) -> float:
        """Width of the column of the source: the wider, the fewer sheets, as long as the type can be read on paper."""
        free = WIDEST - self.label - VALUE_WIDTH * self.values - NOTE_WIDTH - ANSWER_WIDTH
        own = (free - OTHER_WIDER) / 2 if self.readings else free
        return float(min(66, max(46, int(own))))

    @property
    def source(self) -> int:
        """Column of the source."""
        return VALUES + self.values

    @property
    def reasons(self) -> tuple[str, ...]:
        """Headings of the columns from the source on."""
        return ("来源", *(("另一读法",) if self.readings else ()), "备注", "已确认")

    @property
    def answer(self) -> int:
        """Column of 已确认, the last one."""
        return self.source + len(self.reasons) - 1

    @property
    def widths(self) -> tuple[float, ...]:
        """Width of every column."""
        other = (self.text + OTHER_WIDER,) if self.readings else ()
        return (self.label, *(VALUE_WIDTH,) * self.values, self.text, *other, NOTE_WIDTH, ANSWER_WIDTH)


def draw_numbers(draft: Draft, numbers: Numbers) -> None:
    """Draw the pages of parameters. Raises Unusable where the scheme lacks a table or a setting."""
    for title in numbers.pages:
        tables = tuple(table for table in numbers.tables if table.page == title)
        settings = numbers.settings if title == NUMBERS_PAGE else ()
        _draw_page(draft, title, replace(numbers, tables=tables, settings=settings))


def _draw_page(draft: Draft, title: str, numbers: Numbers) -> None:
    scheme = draft.scheme
    entries = [entries_of(scheme, table) for table in numbers.tables]
    settings = numbers_of_settings(scheme, numbers.settings)
    every = [
        *settings,
        *(
            entry[column.key]
            for table, rows in zip(numbers.tables, entries, strict=True)
            for entry in rows
            for column in table.columns
        ),
    ]
    widest = max((len(table.columns) + bool(table.row_sums) for table in numbers.tables), default=0)
    label = SENTENCE_WIDTH if any(table.sentences for table in numbers.tables) else LABEL_WIDTH
    columns = Columns(max(FEWEST_VALUES, widest), any(number.other for number in every), label)
    page = draft.page(title, landscape=True)
    page.widths(columns.widths)
    page.height(0, 34)
    page.put(Box(0, 0, 1, columns.answer + 1), "参　数" if title == NUMBERS_PAGE else title, "title")
    page.height(1, 30)
    page.put(Box(1, 0, 1, columns.answer + 1), _introduction(scheme, numbers, columns), "note", "wrap")
    row, starts = 2, []
    heads = {
        (table.heading, *((column.title, rows[0][column.key].unit) for column in table.columns))
        for table, rows in zip(numbers.tables, entries, strict=True)
    }
    repeated = len(heads) == 1 and not settings  # a long list stands under its headings on every sheet
    for table, rows in zip(numbers.tables, entries, strict=True):
        starts.append(row)
        row = _table(page, columns, table, rows, row, headings=not repeated or len(starts) == 1) + 1
    starts += [row] if settings else []
    last = _settings(page, columns, numbers.settings, settings, row) if settings else row - 2
    if not settings and not numbers.tables[-1].exact:
        last -= numbers.tables[-1].rows - len(entries[-1])  # what is added there later is printed, see actions/paper
    page.printed(0, last, columns.answer)
    if repeated:
        page.sheet.repeat_rows(starts[0] + 1)
    page.keep_together(starts, last, room(columns.widths) - HEAD_HEIGHT * repeated)
    page.sheet.set_zoom(zoom(columns.widths))
    page.sheet.freeze_panes(starts[0] + 2 if repeated else 2, 0)
    page.mark_draft()
    page.footer(f"{scheme.title}　{title}")


def _introduction(scheme: Scheme, numbers: Numbers, columns: Columns) -> str:
    readings = (
        "原文自相矛盾或可有两种理解之处，另一读法写在「另一读法」列，改数值即可采用。" if columns.readings else ""
    )
    return (
        f"方案：{scheme.title}。浅黄色格可修改，修改后全部结果随之重算；橙色底的数值原文缺失，系按假定填入，"
        f"请核对后在「已确认」列选“是”。{readings}{numbers.note}"
    )


def _levels(scheme: Scheme) -> list[Entry]:
    """The levels of a scheme as a table: code, minimum, coefficient."""
    return [
        Entry(
            level.name,
            {"code": Number(level.code, "等级代码", ""), "minimum": level.minimum, "coefficient": level.coefficient},
        )
        for level in scheme.levels
    ]


def _quotas(scheme: Scheme) -> list[Entry]:
    """The quotas of a scheme as KPI_GRADES reads them: a first row of level codes, then a row of shares each."""
    codes = [level.code for level in scheme.levels]
    if not scheme.quotas:
        return []
    head = {f"share{n}": Number(code, scheme.quotas[0].unit, "首行为员工等级") for n, code in enumerate(codes, 1)}
    rows = [Entry("部门等级＼员工等级", head)]
    for quota in scheme.quotas:
        numbers = {
            # no share of a level is a blank cell: easier to read than a row of 0%
            f"share{place}": Number(quota.shares.get(code) or "", quota.unit, quota.source, quota.assumed)
            for place, code in enumerate(codes, 1)
        }
        rows.append(Entry(quota.department_level, numbers))
    return rows


OWN_TABLES = MappingProxyType({"level": _levels, "quota": _quotas})
"""What a scheme keeps outside its tables."""


def entries_of(scheme: Scheme, table: NumberTable, *, own_rows: bool = False) -> Sequence[Entry]:
    """The rows of a table of numbers, in `own_rows` as many as a company has. Raises Unusable where it lacks them."""
    entries = OWN_TABLES[table.key](scheme) if table.key in OWN_TABLES else scheme.tables.get(table.key, ())
    if own_rows and table.key in OWN_TABLES:
        blank = {column.key: BLANK for column in table.widest}
        return [replace(entry, numbers={**blank, **entry.numbers}) for entry in entries]
    missing = [c.key for c in table.columns if any(c.key not in entry.numbers for entry in entries)]
    fits = len(entries) == table.rows if table.exact else 0 < len(entries) <= table.rows
    fits = bool(entries) if own_rows else fits
    if missing or not fits:
        raise Unusable(
            sentence(
                "方案“{title}”的“{key}”表（{heading}）缺失、不全，或不是{most} {rows} 行，不能用于这种表",
                "scheme “{title}” has no usable table “{key}” of {most_en} {rows} rows for this workbook",
                title=scheme.title,
                key=table.key,
                heading=table.title,
                rows=table.rows,
                most="" if table.exact else "至多",
                most_en="exactly" if table.exact else "at most",
            )
        )
    return entries


def numbers_of_settings(scheme: Scheme, settings: Sequence[Setting]) -> list[Number]:
    """The number of each setting. Raises Unusable where the scheme lacks one."""
    missing = [setting.key for setting in settings if setting.key not in scheme.settings]
    if missing:
        raise Unusable(
            sentence(
                "方案“{title}”缺少 {keys}，不能用于这种表",
                "scheme “{title}” lacks {keys}, so it has no such workbook",
                title=scheme.title,
                keys=", ".join(missing),
            )
        )
    return [scheme.settings[setting.key] for setting in settings]


def _table(
    page: Page, columns: Columns, table: NumberTable, entries: Sequence[Entry], row: int, *, headings: bool
) -> int:
    """One table of the rulebook, under `headings` of its own or those of the table above; yields the row below it."""
    row = section(page, row, table.title, columns.answer + 1)
    if headings:
        _headings(page, columns, table, entries, row)
    first = row + headings
    spare = table.rows - len(entries)
    names: list[list[Cell]] = [[entry.name] for entry in entries]
    looks = SENTENCE if table.sentences else (*FIELD, "shrink")
    page.block(table.label, Box(first, 0, table.rows), *looks, values=[*names, *[[None]] * spare])
    for place, column in enumerate(table.columns):
        cells = Box(first, VALUES + place, table.rows)
        values: list[list[Cell]] = [[shown_number(entry[column.key])] for entry in entries]
        page.block(column.name, cells, *FIELD, *column.looks, values=[*values, *[[None]] * spare])
        numbers = Box(first + table.headed, cells.column, table.rows - table.headed)
        page.check(numbers, column.rule)
        if "share" in column.looks:
            page.when(numbers, ODD_SHARE.format(numbers.at()), {"num_format": "0.0#%"})
    if table.together:
        page.draft.name(table.together, page.title, Box(first, 0, table.rows, 1 + len(table.columns)))
    _beside_values(page, columns, table, first)
    rows = [[entry[column.key] for column in table.columns] for entry in entries]
    titles = [column.title for column in table.columns]
    seen = [_seen_in_full(table, entry, columns) for entry in entries] + [()] * spare
    _reasons(page, columns, first, titles, [*rows, *[[BLANK]] * spare], seen)
    flags = [any(number.assumed for number in numbers) for numbers in rows]
    shaded = [
        Box(first, VALUES + place, table.rows)
        for place, column in enumerate(table.columns)
        if any(entry[column.key].assumed for entry in entries)
    ]
    _answers(page, columns, Box(first, columns.answer, table.rows), shaded, table.prefix + CONFIRMED, flags)
    for entry in entries:
        printed = {c.name: shown_number(entry[c.key]) for c in table.columns if not entry[c.key].assumed}
        page.draft.prints(table.prefix + CONFIRMED, entry.name, printed)
    return first + table.rows


def _headings(page: Page, columns: Columns, table: NumberTable, entries: Sequence[Entry], row: int) -> None:
    heads = [_head(column.title, entries[0][column.key].unit) for column in table.columns]
    page.height(row, max(HEAD_HEIGHT, *(height_of(head, VALUE_WIDTH, ("head",)) for head in heads)))
    page.put(Box(row, 0), table.heading, "head", "grid")
    for place, head in enumerate(heads):
        page.put(Box(row, VALUES + place), head, "head", "grid", "wrap")
    free, left = VALUES + len(table.columns), columns.source
    if table.row_sums:
        page.put(Box(row, free), table.row_sums, "head", "grid")
        free += 1
    if table.meaning and left > free:
        page.put(Box(row, free, 1, left - free), "含义", "head", "grid")
    else:
        page.row(row, free, [None] * (left - free), "head", "grid")
    page.row(row, left, columns.reasons, "head", "grid")


def _head(title: str, unit: str) -> str:
    """The heading of a column of values, its unit on a line of its own."""
    return title if unit == title else f"{title}\n（{unit}）"


def _seen_in_full(table: NumberTable, entry: Entry, columns: Columns) -> Sequence[tuple[str, float]]:
    """The sentence that a row is about and the words that go on in further lines, with the widths of their cells."""
    words = [str(entry[column.key].value) for column in table.columns if "wrap" in column.looks]
    label = [(entry.name, columns.label)] if table.sentences else []
    return [*label, *((text, VALUE_WIDTH) for text in words)]


def shown_number(number: Number) -> Cell:
    """What stands in the cell of a number."""
    return None if number.value == "" else number.value


def _shown_setting(setting: Setting, number: Number) -> Cell:
    """What stands in the cell of a setting: a number, or the word for a choice."""
    return setting.words.get(str(number.value), shown_number(number))


def _beside_values(page: Page, columns: Columns, table: NumberTable, first: int) -> None:
    """What the page says about each row of values: their sum, what they mean, else nothing."""
    free = VALUES + len(table.columns)
    lines = range(first, first + table.rows)
    if table.row_sums:
        for line in lines:
            values = Box(line, VALUES, 1, len(table.columns))
            span = f"{values.at()}:{values.at(0, values.columns - 1)}"
            page.put(Box(line, free), f'=IF(COUNT({span})=0,"",SUM({span}))', "computed", "grid", "center", "share")
        sums = Box(first, free, table.rows)
        page.when(sums, f"AND(ISNUMBER({sums.at()}),ROUND({sums.at()},6)<>1)", style.WRONG_LOOK)
        free += 1
    left = columns.source - free
    if table.meaning and left:
        for line in lines:
            page.put(Box(line, free, 1, left), _meaning(table, line), "computed", "grid", "left", "note", "wrap")
        return
    for place in range(free, columns.source):
        for line in lines:
            page.put(Box(line, place), None, "grid")


def _meaning(table: NumberTable, row: int) -> str:
    """The sentence about a row, blank for a row that nobody filled in."""
    cells = {column.title: Box(row, VALUES + place).at() for place, column in enumerate(table.columns)}
    label = Box(row, 0).at()
    text = PLACE.sub(lambda found: cells[found[1]], table.meaning).replace("{}", label)
    return f'=IF({label}="","",{text})'


def _reasons(
    page: Page,
    columns: Columns,
    first: int,
    titles: Sequence[str],
    rows: Sequence[Sequence[Number]],
    seen: Sequence[Sequence[tuple[str, float]]],
) -> None:
    """Source, second reading and note of every row; `seen` are texts and widths of what else must be seen in full."""
    for line, (numbers, own) in enumerate(zip(rows, seen, strict=True)):
        sources = _by_text({title: number.source for title, number in zip(titles, numbers, strict=False)})
        others = "\n".join(dict.fromkeys(number.other for number in numbers if number.other))
        assumed = any(number.assumed for number in numbers)
        answer = Box(first + line, columns.answer).at()
        note = f'=IF({answer}="是","","{UNCONFIRMED_NOTE}")' if assumed else ""
        texts = [sources, *([others] if columns.readings else []), note]
        for place, text in enumerate(texts):
            page.put(Box(first + line, columns.source + place), text or None, *TEXT)
        _fit(page, first + line, [*own, (sources, columns.text), (others, columns.text)])


def _by_text(texts: Mapping[str, str]) -> str:
    """Texts of several columns, each once; where they differ, each after the titles of its columns."""
    titles: dict[str, list[str]] = {}
    for title, text in texts.items():
        if text:
            titles.setdefault(text, []).append(title)
    if len(titles) <= 1:
        return "".join(titles)
    return "\n".join(f"{'、'.join(said)}：{text}" for text, said in titles.items())


def _fit(page: Page, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row high enough for texts in columns of these widths."""
    page.height(row, max(22.0, *(height_of(text, width, TEXT) for text, width in texts)))


def _answers(
    page: Page, columns: Columns, area: Box, shaded: Sequence[Box], name: str, assumed: Sequence[bool]
) -> None:
    """The column 已确认; what is still to be confirmed is shaded."""
    rule = CONFIRMATION
    spare: list[list[Cell]] = [[None]] * (area.rows - len(assumed))
    values = [["否" if flag else "是"] for flag in assumed] + spare
    page.block(name, area, *FIELD, rule=rule, values=values)
    condition = f'{area.at(fixed_column=True)}="否"'
    for cells in (*shaded, Box(area.row, columns.answer - 1, area.rows, 2)):
        page.when(cells, condition, {"bg_color": style.ASSUMED})


def _settings(page: Page, columns: Columns, settings: Sequence[Setting], numbers: Sequence[Number], row: int) -> int:
    """The single numbers and choices; yields the last row."""
    row = section(page, row, "其他数值与选择", columns.answer + 1)
    page.height(row, 22)
    page.put(Box(row, 0), "项目", "head", "grid")
    page.put(Box(row, 1), "取值", "head", "grid")
    page.put(Box(row, 2, 1, columns.values - 1), "单位与可选值", "head", "grid", "shrink")
    page.row(row, columns.source, columns.reasons, "head", "grid")
    first = row + 1
    labels: list[list[Cell]] = [[setting.label] for setting in settings]
    page.block(f"{SETTINGS}_项目", Box(first, 0, len(settings)), "label", "grid", values=labels)
    _reasons(page, columns, first, ("",), [[number] for number in numbers], [()] * len(numbers))
    for line, (setting, number) in enumerate(zip(settings, numbers, strict=True), first):
        value = _shown_setting(setting, number)
        page.field(setting.name, Box(line, 1), *FIELD, *setting.looks, rule=setting.rule, value=value)
        options = setting.rule.options if isinstance(setting.rule, ChoiceRule) else ()
        unit = f"{number.unit}：{'／'.join(options)}" if options else number.unit
        looks = ("grid", "center", "note", *(("wrap",) if options else ()))
        page.put(Box(line, 2, 1, columns.values - 1), unit, *looks)
        texts = [
            (unit, VALUE_WIDTH * (columns.values - 1.0)),
            (number.source, columns.text),
            (number.other, columns.text),
        ]
        _fit(page, line, texts)
    flags = [number.assumed for number in numbers]
    area = Box(first, columns.answer, len(settings))
    _answers(page, columns, area, [Box(first, VALUES, len(settings))], SETTINGS + CONFIRMED, flags)
    for setting, number in zip(settings, numbers, strict=True):
        own = {} if number.assumed else {setting.name: _shown_setting(setting, number)}
        page.draft.prints(SETTINGS + CONFIRMED, setting.label, own)
    return first + len(settings) - 1
