"""The page 参数 of the schemes beyond the gas company's: every number with unit, source, second reading, 已确认."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlkpi.domain.scheme import Entry, Number, Scheme
from xlkpi.errors import Unusable, sentence
from xlkpi.templates import rules, style
from xlkpi.templates.draft import Area, Draft, Page
from xlkpi.templates.layout import YES_NO
from xlkpi.templates.sheets import section
from xlkpi.templates.spec import CONFIRMED, SETTINGS, Numbers, NumberTable, Setting

TITLE = "参数"
VALUES = 1
FEWEST_VALUES = 2
FIELD = ("input", "grid", "center")
TEXT = ("open", "grid", "left", "wrap", "note")
UNCONFIRMED_NOTE = "原文缺失，请确认"
BLANK = Number("", "", "")
LINE = 15.0
WIDE = 24
"""Characters of Chinese text that stand in a line of the source columns."""


@dataclass(frozen=True)
class Columns:
    """Where things stand on the page: the label, the columns of values of the widest table, then the reasons."""

    values: int

    @property
    def widths(self) -> tuple[float, ...]:
        """Width of every column."""
        return (22, *(13,) * self.values, 46, 50, 14, 8)

    @property
    def source(self) -> int:
        """Column of the source."""
        return VALUES + self.values

    @property
    def other(self) -> int:
        """Column of the second reading."""
        return self.source + 1

    @property
    def note(self) -> int:
        """Column of the note."""
        return self.source + 2

    @property
    def answer(self) -> int:
        """Column of 已确认, the last one."""
        return self.source + 3


def draw_numbers(draft: Draft, scheme: Scheme, numbers: Numbers) -> Page:
    """Draw the page of parameters. Raises Unusable where the scheme lacks a table or a setting."""
    page = draft.page(TITLE, landscape=True)
    columns = Columns(max([FEWEST_VALUES, *(len(table.columns) for table in numbers.tables)]))
    page.widths(columns.widths)
    page.height(0, 34)
    page.put(Area(0, 0, 1, columns.answer + 1), "参　数", "title")
    page.height(1, 30)
    page.put(
        Area(1, 0, 1, columns.answer + 1),
        f"方案：{scheme.title}。浅黄色格可修改，修改后全部结果随之重算；橙色底的数值原文缺失，系按假定填入，"
        "请核对后在「已确认」列选“是”。原文自相矛盾或可有两种理解之处，另一读法写在「另一读法」列，改数值即可采用。",
        "note",
        "wrap",
    )
    row = 2
    for table in numbers.tables:
        row = _table(page, columns, table, _entries(scheme, table), row) + 1
    last = _settings(page, columns, scheme, numbers.settings, row)
    page.printed(0, last, columns.answer)
    page.sheet.freeze_panes(2, 0)
    page.footer(f"{scheme.title}　参数")
    return page


def _levels(scheme: Scheme) -> list[Entry]:
    """The levels of a scheme as a table: code, minimum, coefficient."""
    code = [Number(level.code, "等级代码", level.minimum.source, level.minimum.assumed) for level in scheme.levels]
    return [
        Entry(level.name, {"code": number, "minimum": level.minimum, "coefficient": level.coefficient})
        for level, number in zip(scheme.levels, code, strict=True)
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
            f"share{place}": Number(quota.shares.get(code, 0.0), quota.unit, quota.source, quota.assumed)
            for place, code in enumerate(codes, 1)
        }
        rows.append(Entry(quota.department_level, numbers))
    return rows


OWN_TABLES = {"level": _levels, "quota": _quotas}
"""What a scheme keeps outside its tables."""


def _entries(scheme: Scheme, table: NumberTable) -> Sequence[Entry]:
    entries = OWN_TABLES[table.key](scheme) if table.key in OWN_TABLES else scheme.tables.get(table.key, ())
    missing = [c.key for c in table.columns if any(c.key not in entry.numbers for entry in entries)]
    if not entries or missing or len(entries) > table.rows:
        raise Unusable(
            sentence(
                "方案“{title}”的“{key}”表缺失、不全或多于 {rows} 行，不能用于这种表",
                "scheme “{title}” has no usable table “{key}” of at most {rows} rows for this workbook",
                title=scheme.title,
                key=table.key,
                rows=table.rows,
            )
        )
    return entries


def _table(page: Page, columns: Columns, table: NumberTable, entries: Sequence[Entry], row: int) -> int:
    """One table of the rulebook; yields the row below it."""
    row = section(page, row, table.title, columns.answer + 1)
    page.height(row, 32)
    page.put(Area(row, 0), table.heading, "head", "grid")
    for place, column in enumerate(table.columns):
        unit = entries[0][column.key].unit
        page.put(Area(row, VALUES + place), f"{column.title}\n（{unit}）", "head", "grid", "wrap")
    for place in range(len(table.columns), columns.values):
        page.put(Area(row, VALUES + place), None, "head", "grid")
    page.row(row, columns.source, ("来源", "另一读法", "备注", "已确认"), "head", "grid")
    first = row + 1
    area = Area(first, 0, table.rows)
    names: list[list[str | float | None]] = [[entry.name] for entry in entries]
    spare = table.rows - len(entries)
    page.block(table.label, area, *FIELD, "shrink", values=[*names, *[[None]] * spare])
    for place, column in enumerate(table.columns):
        values: list[list[str | float | None]] = [[entry[column.key].value] for entry in entries]
        cells = Area(first, VALUES + place, table.rows)
        page.block(column.name, cells, *FIELD, *column.looks, rule=column.rule, values=[*values, *[[None]] * spare])
    if table.together:
        page.draft.name(table.together, TITLE, Area(first, 0, table.rows, 1 + len(table.columns)))
    for place in range(len(table.columns), columns.values):
        for line in range(table.rows):
            page.put(Area(first + line, VALUES + place), None, "grid")
    rows = [[entry[column.key] for column in table.columns] for entry in entries]
    _reasons(page, columns, first, [*rows, *[[BLANK]] * spare])
    flags = [any(number.assumed for number in numbers) for numbers in rows]
    shaded = Area(first, VALUES, table.rows, len(table.columns))
    _answers(page, Area(first, columns.answer, table.rows), shaded, table.prefix + CONFIRMED, flags)
    return first + table.rows


def _reasons(page: Page, columns: Columns, first: int, rows: Sequence[Sequence[Number]]) -> None:
    """Source, second reading and note of every row."""
    for line, numbers in enumerate(rows):
        source = "\n".join(dict.fromkeys(number.source for number in numbers if number.source))
        other = "\n".join(dict.fromkeys(number.other for number in numbers if number.other))
        assumed = any(number.assumed for number in numbers)
        page.put(Area(first + line, columns.source), source or None, *TEXT)
        page.put(Area(first + line, columns.other), other or None, *TEXT)
        page.put(Area(first + line, columns.note), UNCONFIRMED_NOTE if assumed else None, *TEXT)
        page.height(first + line, max(22.0, LINE * max(_lines(source), _lines(other)) + 6))


def _lines(text: str) -> int:
    return sum(1 + (len(part) - 1) // WIDE for part in text.split("\n") if part)


def _answers(page: Page, area: Area, shaded: Area, name: str, assumed: Sequence[bool]) -> None:
    """The column 已确认; what is still to be confirmed is shaded."""
    rule = rules.choice("已确认", YES_NO, "核对无误后选“是”。")
    spare: list[list[str | float | None]] = [[None]] * (area.rows - len(assumed))
    values = [["否" if flag else "是"] for flag in assumed] + spare
    page.block(name, area, *FIELD, rule=rule, values=values)
    condition = f'{area.at(fixed_column=True)}="否"'
    for cells in (shaded, Area(area.row, area.column - 1, area.rows, 2)):
        page.when(cells, condition, {"bg_color": style.ASSUMED})


def _settings(page: Page, columns: Columns, scheme: Scheme, settings: Sequence[Setting], row: int) -> int:
    """The single numbers and choices; yields the last row."""
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
    row = section(page, row, "其他数值与选择", columns.answer + 1)
    page.height(row, 22)
    page.put(Area(row, 0), "项目", "head", "grid")
    page.put(Area(row, 1), "取值", "head", "grid")
    page.put(Area(row, 2, 1, columns.values - 1), "单位", "head", "grid")
    page.row(row, columns.source, ("来源", "另一读法", "备注", "已确认"), "head", "grid")
    first = row + 1
    labels: list[list[str | float | None]] = [[setting.label] for setting in settings]
    page.block(f"{SETTINGS}_项目", Area(first, 0, len(settings)), "label", "grid", values=labels)
    numbers = [scheme.settings[setting.key] for setting in settings]
    for line, (setting, number) in enumerate(zip(settings, numbers, strict=True)):
        value = setting.words.get(str(number.value), number.value)
        page.field(setting.name, Area(first + line, 1), *FIELD, *setting.looks, rule=setting.rule, value=value)
        page.put(Area(first + line, 2, 1, columns.values - 1), number.unit, "grid", "center", "note")
    _reasons(page, columns, first, [[number] for number in numbers])
    flags = [number.assumed for number in numbers]
    area = Area(first, columns.answer, len(settings))
    _answers(page, area, Area(first, VALUES, len(settings)), SETTINGS + CONFIRMED, flags)
    return first + len(settings) - 1
