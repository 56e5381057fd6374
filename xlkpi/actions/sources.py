"""The tables of data that fill a kind of workbook, and their entries as values of its cells."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial

from xlkpi.actions.checks.block_cells import MIXED, in_hundredths, mixed_weights, percentages
from xlkpi.actions.checks.cell_rules import complaint_of
from xlkpi.books.book import Block, Value
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.domain.numbers import as_shares, exact, percent_sum
from xlkpi.drawing.data import Columns, DataTable, Record, Source
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import MOST_SQUARE, Column, Table
from xlkpi.drawing.validation import ChoiceRule, DateRule, NumberRule, Rule
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.functions.arguments import looks_like_number, written
from xlkpi.records import dataclass

DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
TICKS = {**dict.fromkeys((*"√✓✔☑对", "参评"), "是"), **dict.fromkeys("×✗✘☒", "否")}
"""Marks and words that stand for 是 and 否 where one of the two belongs; nothing else can be meant there."""
MONEY = re.compile(r"[¥￥]?(.*?)(?:元(?:/月)?)?")
"""An amount of money with what some write around it: ￥2,400, 2400元."""
HEAD = "表头"
"""The file that fills single fields and rows of names: its first column is a defined name, the rest its values."""


def number_in(text: str) -> float:
    """Return the number that a text which looks like one stands for; 25% is 0.25."""
    scale = 100 if text.endswith(("%", "％")) else 1
    return float(text.rstrip("%％").replace(",", "")) / scale


def value_of(text: str, rule: Rule | None, looks: Sequence[str] = ()) -> Value:
    """Return an entry as the value of a cell that has this rule: numbers and dates as such, all else as text.

    Full-width digits and letters are read as half-width ones where a number or a date is meant, ￥2,400 and 2,400元 as
    numbers where money is, √ and 参评 as 是. What does not fit stays text, so that its line can be told.
    """
    plain = text.strip()
    if not plain or "plain_text" in looks:
        return plain or None
    folded = "".join(unicodedata.normalize("NFKC", plain).split())
    found = DATE.fullmatch(folded)
    if found and (rule is None or isinstance(rule, DateRule)):
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return plain
    if "money" in looks and (amount := MONEY.fullmatch(folded)):
        folded = amount[1]
    if (rule is None or isinstance(rule, NumberRule)) and looks_like_number(folded):
        return number_in(folded)
    if isinstance(rule, ChoiceRule) and rule.options == YES_NO:
        return yes_or_no(plain)
    return plain


def yes_or_no(text: str) -> str:
    """Return 是 or 否 for a mark, a word or a reason that can mean only that: √, 参评, 不参评：产假."""
    return "否" if text.startswith(NOT_APPRAISED) else TICKS.get(text, text)


@dataclass(frozen=True)
class Place:
    """What a kind says of a block that data fill: what it is called, its rule and looks, whether it totals 100%."""

    label: str
    rule: Rule | None = None
    looks: tuple[str, ...] = ()
    weight: bool = False


@lru_cache(maxsize=64)
def places_of(kind: Kind) -> Mapping[str, Place]:
    """Return every input block of a kind."""
    numbers = kind.numbers.settings if kind.numbers else ()
    lines = [line for part in kind.lines for line in part.lines]
    return {
        **{c.name: Place(c.title, c.rule, c.looks, c.sums) for table in kind.tables for c in table.inputs},
        **{entry.name: Place(entry.label, entry.rule, entry.looks) for entry in kind.fields if entry.name},
        **{line.name: Place(line.label, line.rule, line.looks) for line in lines},
        **{setting.name: Place(setting.label, setting.rule, setting.looks) for setting in numbers},
    }


@lru_cache(maxsize=64)
def places_by_title(kind: Kind) -> Mapping[str, Place]:
    """Return what is typed into a kind by the title of the column of data that fills it."""
    places = places_of(kind)
    titled = {title: places[c.name] for table in kind.tables for c in table.inputs for title in _titles(c)}
    return {place.label: place for place in places.values()} | titled


def single_entries(kind: Kind) -> frozenset[str]:
    """Return the titles of what stands once in a workbook, whatever the number of its records."""
    return frozenset(entry.label for entry in kind.fields)


def blocks_of(kind: Kind, columns: Columns) -> dict[str, Block]:
    """Return texts by block as values of cells."""
    places = places_of(kind)
    blocks: dict[str, Block] = {}
    for name, rows in columns.items():
        place = places.get(name, Place(name))
        texts = _in_one_unit(rows) if place.weight else rows
        blocks[name] = [[value_of(text, place.rule, place.looks) for text in row] for row in texts]
    return blocks


def _in_one_unit(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Write weights without their percent signs where others of the same workbook count out of 100: 40%, 35, 25."""
    folded = ["".join(unicodedata.normalize("NFKC", text).split()) for row in rows for text in row]
    plain = [number_in(text) for text in folded if looks_like_number(text) and not text.endswith("%")]
    if all(number <= 1 for number in plain):
        return rows
    return [[text.strip().rstrip("%％") for text in row] for row in rows]


def value_faults(kind: Kind, table: DataTable) -> list[Fault]:
    """Say of every entry that its column refuses where it stands in the data, before anything is made of it."""
    places = places_of(kind)
    faults = []
    for number, record in enumerate(table.records):
        for name, rows in blocks_of(kind, table.source.make([record])).items():
            place = places.get(name)
            for value in rows[0] if place and rows else ():
                found = None if value is None or place is None else complaint_of(value, place.rule, weight=place.weight)
                if found is not None and place is not None:
                    zh, en, values = found
                    faults.append(table.fault(number, zh, en, **{**values, "label": place.label}))
    return faults


def column_faults(kind: Kind, table: DataTable) -> list[Fault]:
    """Say of each new workbook whose weights do not total 100%, or whose scores count out of 1, in which lines."""
    places = places_of(kind)
    faults = []
    for numbers in table.groups:
        who = " ".join(table.records[numbers[0]].get(column, "") for column in table.source.file)
        for name, rows in blocks_of(kind, table.source.make([table.records[number] for number in numbers])).items():
            place = places.get(name)
            values = [row[0] for row in rows if row and row[0] is not None]
            given = [value for value in values if isinstance(value, float)]
            if place is None or not given or len(given) < len(values):
                continue  # what is no number has been told
            first, last = (table.origins[number][1] for number in (numbers[0], numbers[-1]))
            rows_told = f"{first}" if first == last else f"{first}～{last}"
            words: dict[str, str | float | Sentence] = {"label": place.label, "who": who, "rows": rows_told}
            if place.weight and as_shares([exact(value) for value in given]) is None:
                zh = "{who}（第{rows}行）的{label}合计为 {total}，应为 100%，请调整"
                en = "{label} of {who} (lines {rows}) totals {total}; it must total 100%"
                total = percent_sum([exact(value) for value in given])
                mixed = mixed_weights([row[0] if row else None for row in rows])
                if mixed:
                    zh, en = zh + MIXED[0], en + MIXED[1]
                    line, value = table.origins[numbers[mixed[0][0]]][1], written(mixed[0][1])
                    words["odd"] = sentence("第{line}行的 {value}", "{value} in line {line}", line=line, value=value)
                faults.append(table.fault(numbers[0], zh, en, **words, total=total))
            complaint = in_hundredths(given, place.rule)
            if complaint is not None:
                zh, en, more = complaint
                zh, en = f"{{who}}（第{{rows}}行）的{zh}", f"{{who}} (lines {{rows}}): {en}"
                faults.append(table.fault(numbers[0], zh, en, **words, **more))
            for at, (zh, en, more) in percentages([row[0] if row else None for row in rows], place.rule):
                faults.append(table.fault(numbers[at], zh, en, **{**more, "label": place.label}))
    return faults


def sources_of(kind: Kind) -> tuple[Source, ...]:
    """Return the tables of data that fill a kind of workbook: those it declares, else one for each of its tables."""
    if kind.sources:
        return kind.sources
    tables = [table for table in kind.tables if table.inputs]
    return (Source(HEAD, _fields), *(_table_source(table) for table in tables))


def _fields(records: Sequence[Record]) -> Columns:
    """Each record is a defined name and its values side by side."""
    return {record[""]: [[record[key] for key in sorted(record) if key]] for record in records}


def _table_source(table: Table) -> Source:
    columns = tuple(title for column in table.inputs for title in _titles(column))
    return Source(table.title, partial(_table_columns, table), columns)


def _titles(column: Column) -> list[str]:
    """The columns of data that fill a column: its title, or title1, title2 ... for a span."""
    if column.span == 1 and not column.square:
        return [column.title]
    count = MOST_SQUARE if column.square else column.span
    return [f"{column.title}{number}" for number in range(1, count + 1)]


def _table_columns(table: Table, records: Sequence[Record]) -> Columns:
    found: dict[str, list[list[str]]] = {}
    for column in table.inputs:
        given = [title for title in _titles(column) if any(title in record for record in records)]
        if given:
            found[column.name] = [[record.get(title, "") for title in given] for record in records]
    return found
