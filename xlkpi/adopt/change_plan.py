"""What is to change in a company's own workbook so that it computes: names, formulas, added sheets; nothing is done."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.each_person import NUMERIC, carried, taking_part
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.halves import halves_of
from xlkpi.adopt.labels import label_of, wide
from xlkpi.adopt.mapping import as_toml, decided
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.over_rows import spread
from xlkpi.adopt.own_numbers import CODED, EVERYBODY, own_tables
from xlkpi.adopt.own_scale import levels_standing
from xlkpi.adopt.part_book import Led
from xlkpi.adopt.record import HEADINGS, MAPPING, ORIGIN, SHEET, PartRecord, rows_of
from xlkpi.adopt.result_formulas import Result, results_of, why_of
from xlkpi.adopt.sheet_month import with_month_of_sheet
from xlkpi.adopt.stated_levels import Stated, stated_for
from xlkpi.adopt.understanding import Part, Understanding
from xlkpi.books.areas import Area, column_letters, quoted, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.edits import Button, Edit, Format, NewArray, NewFormula, NewSheet, Note, Styled
from xlkpi.books.ooxml.edits.edit import Content
from xlkpi.domain.scheme import Scheme
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import ADOPTED, SIGN_OFF, SIGNED_NAME
from xlkpi.drawing.number_sheet import COMPUTED, HEAD, INPUT, LIGHT, PLAIN, TITLE, SheetDraft, put_numbers, widths_of
from xlkpi.drawing.spec import Table
from xlkpi.drawing.workbook_reading import month_told

TRIAL: Final = "kpi.trial"
"""The sheet on which our formulas are tried beside what stands in the company's own cells."""
NUMBERS_TITLES: Final = ("参数", "绩效参数", "绩效参数2")
WHY_TITLES: Final = ("等级说明", "绩效等级说明", "等级说明2")
EACH_TITLES: Final = ("逐人资料", "绩效逐人资料", "逐人资料2")
FEWEST_DEPARTMENTS: Final = 6
PURE: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|\s*([分元]))?")
"""A number kept as text, at most with its unit, which then becomes the cell's format."""
MONTH: Final = "接入_考核月份"
TOLD_LEVELS: Final = "主管_指定等级"
"""The levels of departments that somebody told in the place of scores."""
BUTTON_COLUMNS, BUTTON_ROWS = 2, 2


@dataclass(frozen=True)
class Origin:
    """The file a workbook was taken over from: its name and SHA-256."""

    name: str
    digest: str


@dataclass
class Plan:
    """The workbook as it is understood, and what is to be added; `tried` are our formulas by part and key."""

    edit: Edit
    parts: list[PartRecord]
    arguments: list[dict[str, Led]]
    """What names stand for in the formulas of each part."""
    tried: dict[tuple[int, str], Result] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    """What is added, a line each, for people to read."""


class Planner:
    """Makes the plans of one workbook: first the trial, then what is done."""

    def __init__(
        self, understood: Understanding, grids: Sequence[Grid], kinds: Mapping[str, Kind], scheme: Scheme
    ) -> None:
        by_name = {grid.name: grid for grid in grids}
        self.understood, self.kinds, self.grids = understood, kinds, grids
        self.taken = {grid.name.casefold() for grid in grids}
        self.own = own_tables(grids, understood.parts, scheme)
        beside = halves_of(with_month_of_sheet(understood.parts), by_name)
        lists = [
            (part, halves.parts[1:])
            for halves in beside
            for part in spread(halves.parts[0], by_name[halves.parts[0].sheet])
        ]
        self.placed = [
            Placed(part, by_name[part.sheet], kinds[part.kind], number, more)
            for number, (part, more) in enumerate(lists, 1)
        ]
        self.undecided = [halves.parts for halves in beside if halves.one is None]
        """Parts of which nothing tells whether they are one list."""

    @property
    def known(self) -> bool:
        """Whether some list has levels or coefficients, for which the numbers of the scheme are needed."""
        return any(one.has_lines("level") or one.has_lines("coefficient") for one in self.placed if one.kind.numbers)

    @property
    def assumes_coefficients(self) -> bool:
        """Whether coefficients would be the scheme's although neither a table nor its own levels speak for that."""
        return not self.own.has_factors and not levels_standing(self.grids, self.understood.parts) & CODED

    def stated(self, part: Part) -> Stated:
        """What the workbook states of the points of a list's levels."""
        return stated_for(part, self.grids, self.understood.parts)

    def _levels(self, *, known: bool) -> tuple[str, ...]:
        """The levels of which numbers are there."""
        return tuple(level.code for level in self.own.scheme.levels) if known else ()

    def trial(self) -> Plan:
        """Names over what stands there, and our formulas on a sheet of their own."""
        plan = self._named({}, known=self.known)
        cells: dict[str, Content] = {}
        names: dict[str, str] = {}
        for at, (one, led) in enumerate(zip(self.placed, plan.arguments, strict=True)):
            for result in results_of(one, led, known=self._levels(known=self.known)):
                plan.tried[at, result.key] = result
                column = len(plan.tried)
                cells |= _beside(one, result, column)
                names[trial_name(at, result.key)] = Area(TRIAL, 1, column, len(result.places), column).absolute
        sheets = (*plan.edit.sheets, NewSheet(TRIAL, cells)) if cells else plan.edit.sheets
        plan.edit = replace(plan.edit, names={**plan.edit.names, **names}, sheets=sheets, cells=self._numbered())
        return plan

    def final(self, placing: Mapping[tuple[int, str], Result], notes: Sequence[Note], origin: Origin) -> Plan:
        """Names, our formulas in the cells that are to have them, the record; `placing` by part and key."""
        whole = {
            (at, key): len(self.placed[at].places(key)) == len(result.places) for (at, key), result in placing.items()
        }
        computed = {
            at: frozenset(key for part, key in placing if part == at and whole[part, key])
            for at in range(len(self.placed))
        }
        known = any(key in ("level", "coefficient") for _, key in placing)
        plan = self._named(computed, known=known)
        cells = self._numbered()
        plan.added[:0] = [f"{sheet}!{cell} 文本改为数字" for sheet, own in cells.items() for cell in own]
        due = [
            (one, result, placing[at, result.key].places)
            for at, (one, led) in enumerate(zip(self.placed, plan.arguments, strict=True))
            for result in results_of(one, led, known=self._levels(known=known))
            if (at, result.key) in placing
        ]
        for one, result, places in due:
            own = cells.setdefault(one.part.sheet, {})
            own |= _in_place(one, result, places)
            own |= {
                reference_of(*copy): NewFormula(reference_of(*place))
                for place in places
                for copy in one.grid.copies(*place)
            }
            text = result.whole or result.each(0, "")
            plan.added.insert(0, f"{one.part.sheet}!{_where(one, result.key, places)} ={text}")
        records = self._record(plan, origin)
        plan.edit = replace(
            plan.edit,
            cells=cells,
            names={**plan.edit.names, **records.names},
            sheets=(*plan.edit.sheets, _sheet(records, {"A": 60.0}, state="veryHidden")),
            notes=tuple(notes),
            replace_formulas=True,
        )
        return plan

    def _numbered(self) -> dict[str, dict[str, Content]]:
        """Numbers that are kept as text, as numbers: nothing can be misread in them, and nothing computes otherwise."""
        found: dict[str, dict[str, Content]] = {}
        for one in self.placed:
            keys = sorted(NUMERIC & {*one.part.columns, *one.part.fields, *one.part.across})
            for place in (*(place for key in keys for place in one.places(key)), *one.partial_places):
                cell = one.grid.cells.get(place)
                if cell is None or cell.formula is not None or not isinstance(cell.value, str):
                    continue
                told = PURE.fullmatch(wide(cell.value).strip())
                number = number_of(cell.value) if told else None
                if told and number is not None:
                    unit = Format(number_format=f'General"{told[1]}"') if told[1] else None
                    content = Styled(number, unit) if unit else number
                    found.setdefault(one.part.sheet, {})[reference_of(*place)] = content
        return found

    def _named(self, computed: Mapping[int, frozenset[str]], *, known: bool) -> Plan:
        names: dict[str, str] = {}
        parts: list[PartRecord] = []
        arguments: list[dict[str, Led]] = []
        numbers, why = self._numbers() if known else None, SheetDraft(self.title(WHY_TITLES))
        each, bases = SheetDraft(self.title(EACH_TITLES)), dict[str, str]()
        for at, one in enumerate(self.placed):
            led, own = one.led(computed.get(at, frozenset()), full=one.part.marks == "full")
            names |= own
            if one.part.kind == "summary":
                led |= taking_part(one, led, each)
            if one.part.kind == "summary" and known and numbers is not None:
                led |= _shared(one.kind, numbers)
                if "名额比例" in led:
                    led |= _explained(one, led, why, for_all=not self.own.departments)
            if one.part.kind == "summary":
                led |= carried(one, led, each, bases)
            if one.part.kind == "summary" and "考核月份" not in led:
                numbers = numbers or SheetDraft(self.title(NUMBERS_TITLES), widths={"A": 24.0, "B": 14.0})
                led["考核月份"] = _month(numbers, month_told(one.part.sheet))
            signing = _sign_off(one.kind)
            if signing:
                led |= {name: Led((name,)) for name in (*(column.name for column in signing.columns), SIGNED_NAME)}
            parts.append(PartRecord(one.part.kind, led))
            arguments.append(led)
        sheets: list[NewSheet] = []
        if numbers is not None:
            sheets.append(_sheet(numbers, numbers.widths))
            names |= numbers.names
        if why.cells:
            sheets.append(_sheet(why, {"A": 14.0, "B": 16.0, "C": 12.0, "D": 70.0}))
            names |= why.names
        if each.cells:
            sheets.append(_sheet(each, dict.fromkeys("ABCDEF", 14.0)))
            names |= each.names
        added = [f"{name} = {text}" for name, text in names.items()]
        added += [f"工作表 {sheet.name}" for sheet in sheets]
        validations = tuple(numbers.validations) if numbers is not None else ()
        return Plan(Edit(names=names, sheets=tuple(sheets), validations=validations), parts, arguments, added=added)

    def title(self, titles: Sequence[str]) -> str:
        """The first of some titles that no sheet has yet."""
        return next(title for title in titles if title.casefold() not in self.taken)

    def _numbers(self) -> SheetDraft | None:
        """The sheet of numbers with the departments above them, where some list needs it."""
        kind = next((one.kind for one in self.placed if one.kind.numbers is not None), None)
        if kind is None or kind.numbers is None:
            return None
        sheet = SheetDraft(self.title(NUMBERS_TITLES), widths=widths_of(kind.numbers, self.own.scheme))
        sheet.put(1, 1, "绩效考核参数", TITLE)
        note = "由 xlkpi adopt 添加。浅黄色格可修改；橙色底的数值原文缺失，请核对后在「已确认」选“是”。"
        sheet.put(2, 1, note + self._told_of_departments(), LIGHT)
        sheet.row = 4
        if self.own.scheme.quotas:
            self._departments(sheet, 5)
        put_numbers(sheet, kind.numbers, self.own.scheme, self.own.numbers)
        return sheet

    def _told_of_departments(self) -> str:
        """What decides the levels of departments."""
        if self.own.by_points:
            return "员工等级按下面的最低分，不分部门。"
        if not self.own.scheme.quotas:
            return "员工等级由公司自己填写。"
        if self.own.by_score:
            return "部门等级由主管得分决定：填得分，或直接指定等级。"
        return "部门等级请在「指定等级」选择。" if self.own.departments else "各部门用同一比例，不分部门等级。"

    def _departments(self, sheet: SheetDraft, row: int) -> None:
        """Departments with the supervisor's score or the level told, which decide what people may get."""
        found: dict[str, str] = {}
        supervisors: dict[str, str] = {}
        for one in self.placed:
            if one.part.kind == "summary":
                names = one.departments or [EVERYBODY]
                for name in names:
                    found.setdefault(name, "")
                if len(names) == 1 and not one.has_lines("department_level"):
                    levels = one.areas("department_level")
                    label = one.label("department_level")
                    if levels:
                        cell = f"{quoted(one.part.sheet)}!{levels[0].reference}"
                        found[names[0]] = _behind(one, "department_level", cell) if label else cell
                    told = (one.texts("supervisor") or [""])[0]
                    same = supervisors.setdefault(names[0], told) == told
                    supervisors[names[0]] = told if same else ""  # lists without departments, each with its own
        count = max(FEWEST_DEPARTMENTS, len(found) + 2)
        sheet.put(row, 1, "部门与主管", TITLE)
        sheet.line(row + 1, ["部门", "主管", "主管得分", "部门等级", "指定等级"], HEAD)
        first = row + 2
        for at in range(count):
            name, level = list(found.items())[at] if at < len(found) else ("", "")
            sheet.put(first + at, 1, name or None, INPUT)
            sheet.put(first + at, 2, supervisors.get(name) or None, INPUT)
            sheet.put(first + at, 3, None, INPUT)
            score, told = reference_of(first + at, 3), reference_of(first + at, 5)
            formula = f'IF({reference_of(first + at, 1)}="","","{EVERYBODY}")'
            if self.own.departments:
                formula = f'{told}&""'
            if self.own.by_score:
                formula = f'IF(ISNUMBER({score}),KPI_LEVEL({score},等级_最低分,等级_名称),{told}&"")'
            sheet.put(first + at, 4, NewFormula(formula), COMPUTED)
            sheet.put(first + at, 5, NewFormula(f'{level}&""') if level and self.own.departments else None, INPUT)
        for column, name in enumerate(("主管_部门", "主管_姓名", "主管_得分", "主管_等级", TOLD_LEVELS), 1):
            sheet.name(name, first, column, count)
        sheet.name("主管_表", first, 1, count, 4)
        sheet.offer(first, 5, count, self.own.departments or (EVERYBODY,))
        sheet.row = first + count + 1

    def _record(self, plan: Plan, origin: Origin) -> SheetDraft:
        """The very hidden sheet: the mapping, where each name leads, and the file it was made of."""
        sheet = SheetDraft(SHEET)
        lines = as_toml(decided(self.understood)).rstrip("\n").split("\n")
        for row, line in enumerate(lines, 1):
            sheet.put(row, 1, line, PLAIN)
        sheet.name(MAPPING, 1, 1, len(lines))
        rows: list[Sequence[Value]] = [HEADINGS, *rows_of(plan.parts)]
        for row, values in enumerate(rows, 1):
            sheet.line(row, values, PLAIN, 3)
        sheet.name(ADOPTED, 2, 3, len(rows) - 1, len(HEADINGS))
        sheet.put(1, 10, origin.name, PLAIN)
        sheet.put(2, 10, origin.digest, PLAIN)
        sheet.name(ORIGIN, 1, 10, 2)
        signing = next((table for one in self.placed if (table := _sign_off(one.kind))), None)
        if signing:
            _put_sign_off(sheet, signing, 12)
        return sheet


def _sign_off(kind: Kind) -> Table | None:
    """The table in which a kind is signed off."""
    return next((table for table in kind.tables if any(one.name == SIGN_OFF for one in table.columns)), None)


def _put_sign_off(sheet: SheetDraft, table: Table, first: int) -> None:
    """The steps of the sign-off with what a signature was given for: kept hidden, paper has its own places."""
    day = replace(PLAIN, number_format="yyyy-mm-dd")
    steps = max(len(column.values) for column in table.columns)
    for at, column in enumerate(table.columns, first):
        sheet.put(1, at, column.title, PLAIN)
        for row in range(steps):
            value = column.values[row] if column.values else None
            sheet.put(2 + row, at, value, day if "day" in column.looks else PLAIN)
        sheet.name(column.name, 2, at, steps)
    sheet.name(SIGNED_NAME, 2, first + len(table.columns), steps)


def _behind(one: Placed, key: str, cell: str) -> str:
    """A formula for the one word behind a label in the same cell; empty where the label is not written in one piece."""
    label = one.label(key)
    written = _LABEL.findall(one.grid.text(*one.places(key)[0]))
    own = next((text for text in written if label in label_of(text).readings), "")
    if not own:
        return ""
    found = own.replace('"', '""')
    rest = f'TRIM(SUBSTITUTE(MID({cell},FIND("{found}",{cell})+{len(own)},40),"　"," "))'
    return f'IFERROR(LEFT({rest},FIND(" ",{rest}&" ")-1),"")'


_LABEL: Final = re.compile(r"[^\s:：]+\s*[:：]")
"""A label with its colon, as it is written."""


def _month(sheet: SheetDraft, told: str | None) -> Led:
    """The month appraised, on the added sheet: the company's own lists do not say it in one cell.

    It is filled in as the name of the worksheet tells it (`2025-06`); lists of other months have cells of their own.
    """
    month = dt.datetime.strptime(told, "%Y-%m") if told else None  # noqa: DTZ007 - a day of the calendar
    cells = [name for name in sheet.names if name.startswith(MONTH)]
    for column, name in enumerate(cells, 2):
        if sheet.cells[reference_of(3, column)] == _month_cell(month):
            return Led((name,))
    name = MONTH if not cells else f"{MONTH}_{len(cells) + 1}"
    sheet.put(3, 1, "考核月份（如 2024-5-1）", HEAD)
    sheet.cells[reference_of(3, len(cells) + 2)] = _month_cell(month)
    sheet.name(name, 3, len(cells) + 2)
    return Led((name,))


def _month_cell(month: dt.datetime | None) -> Styled:
    return Styled(month, replace(INPUT, number_format='yyyy"年"m"月"'))


def _shared(kind: Kind, numbers: SheetDraft) -> dict[str, Led]:
    """The names of the numbers and of the departments, which all lists of a workbook share."""
    computed = {"主管_等级"}
    spare = kind.numbers.spare if kind.numbers else ()
    return {name: Led((name,), name in computed) for name in (*kind.names, *spare) if name in numbers.names}


def _explained(one: Placed, led: Mapping[str, Led], sheet: SheetDraft, *, for_all: bool) -> dict[str, Led]:
    """Department, its level and the reason of the level for everybody, on a sheet of their own.

    Where the same shares hold `for_all`, the level that a list gives a department decides nothing.
    """
    who = one.who
    if "名单_总分" not in led or not who:
        return {}
    sheet.put(sheet.row, 1, f"{one.part.sheet}：部门、部门等级与等级说明（自动计算）", TITLE)
    sheet.line(sheet.row + 1, ["姓名", "部门", "部门等级", "等级说明"], HEAD)
    first, page = sheet.row + 2, f"{quoted(one.part.sheet)}!"
    places = one.places(who)
    given, levels = (
        [one.grid.anchor(*place) for place in one.places(key)] if one.has_lines(key) and not one.dealt_in_whole else []
        for key in ("department", "department_level")
    )
    shared = (one.departments or [EVERYBODY])[0].replace('"', '""')
    for at, place in enumerate(places):
        row = first + at
        person = page + reference_of(*place)
        sheet.put(row, 1, NewFormula(f'{person}&""'), COMPUTED)
        own_department = f'{page}{reference_of(*given[at])}&""' if given else f'"{shared}"'
        department = f'IF({person}="","",{own_department})'
        sheet.put(row, 2, NewFormula(department), COMPUTED)
        own = reference_of(row, 2)
        level = f'IF({own}="","",IFERROR(VLOOKUP({own},主管_表,4,FALSE),"未在主管表"))'
        if levels and not for_all:
            level = f'{page}{reference_of(*levels[at])}&""'
        sheet.put(row, 3, NewFormula(level), COMPUTED)
    last = first + len(places) - 1
    found: dict[str, Led] = {}
    for column, name in enumerate(("名单_部门", "名单_部门等级", "名单_说明"), 2):
        if name not in led or (for_all and name == "名单_部门等级"):
            sheet.name(name + one.suffix, first, column, len(places))
            found[name] = Led((name + one.suffix,), computed=True)
    sheet.cells[Area("", first, 4, last, 4).reference] = NewArray(why_of(one, {**led, **found}))
    sheet.row = last + 2
    return found


def trial_name(at: int, key: str) -> str:
    """The defined name of a result on the sheet of the trial."""
    return f"kpi.trial.{at}.{key}"


def _beside(one: Placed, result: Result, column: int) -> dict[str, Content]:
    """A result on the sheet of the trial, below each other in one column."""
    letters, count, sheet = column_letters(column), len(result.places), f"{quoted(one.part.sheet)}!"
    if result.whole and one.turned:
        return {f"{letters}{at}": NewFormula(f"INDEX({result.whole},{at})") for at in range(1, count + 1)}
    if result.whole:
        return {f"{letters}1:{letters}{count}" if count > 1 else f"{letters}1": NewArray(result.whole)}
    return {f"{letters}{at + 1}": NewFormula(result.each(at, sheet)) for at in range(count)}


def _in_place(one: Placed, result: Result, places: Sequence[Place]) -> dict[str, Content]:
    """A result in the company's own cells: one formula for the block where an array may stand, else one a cell.

    Where only some `places` of the column are to have it, each gets a formula of its own.
    """
    wanted = set(places)
    if not result.whole:
        return {
            reference_of(*place): NewFormula(result.each(at, ""))
            for at, place in enumerate(result.places)
            if place in wanted
        }
    rows, columns = ({place[at] for place in result.places} for at in (0, 1))
    area = Area(one.part.sheet, min(rows), min(columns), max(rows), max(columns))
    alone = all(one.grid.span(*place).single for place in result.places)
    in_table = any(table.area.holds(*place) for table in one.grid.tables for place in result.places)
    whole = len(wanted) == len(result.places)
    if whole and alone and not in_table and not one.turned:
        return _by_stretches(one, result) if one.broken else {area.reference: NewArray(result.whole)}
    return {
        reference_of(*place): NewFormula(f"INDEX({result.whole},{at})")
        for at, place in enumerate(result.places, 1)
        if place in wanted and one.grid.anchor(*place) == place
    }


def _by_stretches(one: Placed, result: Result) -> dict[str, Content]:
    """One formula for each stretch of rows: the whole column is computed once a stretch, not once a cell."""
    found: dict[str, Content] = {}
    above = 0
    for area, rows in zip(one.areas(result.key), result.beside, strict=True):
        # older versions of Excel take a list of rows in INDEX as its first one only, unless N(IF(1,…)) is around it
        own = f"N(IF(1,ROW({rows})-MIN(ROW({rows}))+{above + 1}))"
        found[area.reference] = NewArray(f"INDEX({result.whole},{own})")
        above += area.rows
    return found


def _sheet(draft: SheetDraft, widths: Mapping[str, float], *, state: str = "visible") -> NewSheet:
    hidden = state == "veryHidden"
    return NewSheet(draft.title, draft.cells, widths, state="veryHidden" if hidden else "visible", landscape=not hidden)


def _where(one: Placed, key: str, places: Sequence[Place]) -> str:
    """The cells that get a formula, as people write them."""
    if len(places) == len(one.places(key)):
        return "、".join(area.reference for area in one.areas(key))
    return "、".join(reference_of(*place) for place in places)


def buttons_of(placed: Sequence[Placed]) -> list[Button]:
    """The buttons of each kind on its sheet, right of everything that stands there."""
    found: list[Button] = []
    for sheet in dict.fromkeys(one.part.sheet for one in placed):
        here = [one for one in placed if one.part.sheet == sheet]
        grid = here[0].grid
        right = max((column for _, column in grid.bordered), default=0)
        left = max(right, grid.right) + 2
        buttons = dict.fromkeys(button for one in here for button in one.kind.buttons)
        for at, button in enumerate(buttons):
            top = 1 + at * (BUTTON_ROWS + 1)
            area = Area(sheet, top, left, top + BUTTON_ROWS - 1, left + BUTTON_COLUMNS - 1)
            found.append(Button(sheet, area.reference, button.caption, button.macro))
    return found


def standing(one: Placed, result: Result) -> list[tuple[Place, Value, str]]:
    """What stands in the cells of a result: place, value, formula (empty where none)."""
    found = []
    for place in result.places:
        cell = one.grid.cells.get(place)
        made = one.grid.formula(*place)
        found.append((place, None if cell is None else cell.value, made.text if made else ""))
    return found
