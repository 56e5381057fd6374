"""Tables of data as HR has them: the sheet and the row of headings are found, columns told apart, records read.

What can be read in one way only is read, and what was done is told; where there are two ways a sentence asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from xlkpi.actions.data_files import Line, Sheet, data_files, read_sheets
from xlkpi.actions.data_rows import Records, records_of
from xlkpi.actions.data_sheets import Headed, declared, find_headings, unfit
from xlkpi.actions.headings import FOR_PEOPLE, plain_heading
from xlkpi.actions.sources import (
    HEAD,
    column_faults,
    places_by_title,
    single_entries,
    sources_of,
    value_faults,
    yes_or_no,
)
from xlkpi.books.areas import runs_of
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing.data import DataTable, Source
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.validation import ChoiceRule, NumberRule
from xlkpi.errors import Fault, Unusable, sentence
from xlkpi.functions.arguments import looks_like_number
from xlkpi.schemes.sign_off import SIGNED

IDS = frozenset({"工号"})
NAMES = frozenset({"姓名", "主管"})
SPACED = re.compile(r"[\u3400-\u9fff](?:(?:\s+[\u3400-\u9fff]){1,3}|\s+[\u3400-\u9fff]{2})")
"""A name with blanks between its characters, or behind a surname of one: 赵　磊, 钱 多多; 赵磊 钱多 may be two."""
MARKED_MONEY = re.compile(r"[¥￥]\s*\d[\d,.]*(元(/月)?)?|\d[\d,.]*\s*元(/月)?")
NAMED = 6
"""How many runs of rows a notice names before it only says that there are more."""


def tables_of(path: Path, kind: Kind) -> tuple[list[DataTable], list[Fault]]:
    """Read the tables of data for a kind of workbook that a file holds, one of each source, and what is to be said.

    Raises CannotRead for the file, Unusable where its columns are not ours, two of its sheets hold the same, or it has
    no records.
    """
    sheets = read_sheets(path) or [Sheet("", [])]
    known = sources_of(kind)
    if path.stem == HEAD and known[0].title == HEAD:
        return _head_table(path, known[0], kind, sheets[0].lines[1:])
    free = [source for source in known if not source.required and source.title != HEAD]
    by_title = [source for source in free if source.title == path.stem]
    if by_title or len(free) == 1:
        first = find_headings(sheets[0], by_title or free, kind)
        if by_title or _fills(kind, first):
            return _read(path, first, kind)
    needing = [source for source in known if source.required]
    if not needing:
        titles = "、".join(source.title for source in known)
        zh, en = "{path} 不是这种表的数据，文件名应为：{known}", "{path} fills none of the tables: {known}"
        columns = _needed(kind, free[0]) if len(free) == 1 else []
        if columns:
            zh, en = zh + "；或至少有这些列：{columns}", en + "; or it has at least the columns {columns}"
        raise Unusable(sentence(zh, en, path=path.name, known=titles, columns="、".join(columns)))
    others = [source for source in declared() if source.required]
    every = list({source.required: source for source in (*others, *needing)}.values())
    headed = [find_headings(sheet, every, kind) for sheet in sheets]
    fitting = [one for one in headed if not one.lacking and one.source in needing]
    if not fitting:
        raise Unusable(unfit(path, kind, headed, every))
    tables: list[DataTable] = []
    faults: list[Fault] = []
    for one in fitting:
        same = [other.sheet.name for other in fitting if other.source is one.source]
        if len(same) > 1:
            zh = f"{{path}} 有几张工作表都像{one.source.called[0]}：{{names}}。请只留一张，或把要用的另存为单独的文件"
            en = f"several sheets of {{path}} hold {one.source.called[1]}: {{names}}. Keep one, or save it on its own"
            raise Unusable(sentence(zh, en, path=str(path), names="、".join(same)))
        found, more = _read(path, one, kind)
        tables += found
        faults += more
    if len(sheets) > 1:
        zh, en = "读取的工作表：{names}；没有读取：{rest}", "sheets read: {names}; not read: {rest}"
        read = [one.sheet.name for one in fitting]
        rest = [sheet.name for sheet in sheets if sheet.name not in read]
        if rest:
            text = sentence(zh, en, names="、".join(read), rest="、".join(rest))
            faults.insert(0, Fault(path.name, text, notice=True))
    return tables, faults


def _fills(kind: Kind, headed: Headed) -> bool:
    """Tell whether a sheet, whatever its file is called, has the columns without which no row of a table is right."""
    needed = _needed(kind, headed.source)
    return bool(needed) and {*needed} <= {*headed.head}


def _needed(kind: Kind, source: Source) -> list[str]:
    tables = [table for table in kind.tables if table.title == source.title]
    return [column.title for table in tables for column in table.inputs if column.needed == "row"]


def _read(path: Path, one: Headed, kind: Kind) -> tuple[list[DataTable], list[Fault]]:
    """Read the records below the headings of a sheet, with what is wrong in single lines and what was done."""
    head, source = one.head, one.source
    twice = next((name for name in head if name and head.count(name) > 1), None)
    if twice is not None:
        zh, en = "{path} 有两列“{name}”，请删去一列", "{path} has two columns “{name}”: delete one of them"
        raise Unusable(sentence(zh, en, path=str(path), name=twice))
    places = places_by_title(kind)
    numbers = {title for title, place in places.items() if isinstance(place.rule, NumberRule)} - single_entries(kind)
    sheet = one.sheet.as_shown([at for at, title in enumerate(head) if title in IDS])
    if not sheet.lines:
        found = Records()
    elif source.required:
        found = records_of(sheet, one.at, head, source.required, numbers)
    else:
        found = Records(sheet.lines[one.at + 1 :])
    rows = _used(found.lines, keep_blank=not source.required)
    if not rows:
        zh, en = "{path} 只有列名，没有数据行", "{path} has column names but no rows"
        raise Unusable(sentence(zh, en, path=str(path)))
    given = [{n: field.strip() for n, field in zip(head, fields, strict=False) if n} for _, fields in rows]
    records = [{title: _plain(title, entry, kind) for title, entry in record.items()} for record in given]
    table = DataTable(source, tuple(records), tuple((path.name, line) for line, _ in rows))
    return [table], [
        *_renamed(path, one),
        *_told(path, found),
        *_spelled(path, given, table),
        *_shortened(table),
        *_too_wide(table, head, rows),
        *_unknown_columns(table, head),
    ]


def _plain(title: str, entry: str, kind: Kind) -> str:
    """Return an entry of a column in which only one thing can be meant: 工号 in half-width letters, names unspaced."""
    if title in IDS:
        return "".join(unicodedata.normalize("NFKC", entry).split())
    if title in NAMES and SPACED.fullmatch(entry):
        return "".join(entry.split())
    place = places_by_title(kind).get(title)
    answers = place is not None and isinstance(place.rule, ChoiceRule) and place.rule.options == YES_NO
    return yes_or_no(entry) if answers else entry


def _renamed(path: Path, one: Headed) -> list[Fault]:
    """Headings that were taken for a column of another name: told once, for a wrong one would misplace everybody."""
    written = zip(one.written, one.head, strict=True)
    pairs = [f"{was}→{now}" for was, now in written if was != now and plain_heading(was) != now]
    if not pairs:
        return []
    zh, en = "这些列按同义的名称读取：{pairs}", "these columns were read under another name: {pairs}"
    return [Fault(path.name, sentence(zh, en, pairs="、".join(pairs)), notice=True)]


def _told(path: Path, found: Records) -> Iterator[Fault]:
    """What was passed over and filled in; a merged number is a fault."""
    if found.aside:
        zh = "第{rows}行是合计、制表人等，没有当作数据读取"
        en = "rows {rows} are sums, signatures or headings; they were not read as data"
        yield Fault(path.name, sentence(zh, en, rows=rows_told(found.aside)), notice=True)
    if found.filled:
        rows = sorted({row for filled in found.filled.values() for row in filled})
        zh = "合并的单元格已填到它所在的各行：{titles}（第{rows}行）"
        en = "merged cells count for every row they cover: {titles} (rows {rows})"
        yield Fault(path.name, sentence(zh, en, titles="、".join(found.filled), rows=rows_told(rows)), notice=True)
    for title, torn in found.torn.items():
        zh = "第{rows}行的{title}是合并的单元格，不知道各是多少，请取消合并，逐行填写"
        en = "{title} is one merged cell in the rows {rows}: unmerge it and give each row its own"
        yield Fault(path.name, sentence(zh, en, title=title, rows=rows_told(torn), line=torn[0]))


def _spelled(path: Path, given: Sequence[Mapping[str, str]], table: DataTable) -> Iterator[Fault]:
    """What was read otherwise than it is written: numbers and names of people, money, reasons in place of 否."""

    def rows(changed: Callable[[str, str, str], bool]) -> list[int]:
        pairs = zip(given, table.records, table.origins, strict=True)
        return [line for was, now, (_, line) in pairs if any(changed(title, was[title], now[title]) for title in was)]

    notes = (
        (
            rows(lambda title, was, now: title in IDS | NAMES and was != now),
            "第{rows}行的工号、姓名去掉了空格，全角字符改为半角",
            "rows {rows}: blanks in 工号 and names were taken out, full-width letters made half-width",
        ),
        (
            rows(lambda _, was, now: was != now and was.startswith(NOT_APPRAISED) and was != NOT_APPRAISED),
            "第{rows}行写了不参评的原因，按“否”读取",
            "rows {rows} give a reason for 不参评; they were read as 否",
        ),
        (
            rows(lambda _, was, __: MARKED_MONEY.fullmatch(was) is not None),
            "第{rows}行的金额带“元”或“￥”，按数字读取",
            "rows {rows}: amounts with 元 or ￥ were read as numbers",
        ),
        (
            rows(lambda title, was, _: title not in IDS | NAMES and _wide_number(was)),
            "第{rows}行的全角数字按半角读取",
            "rows {rows}: full-width digits were read as numbers",
        ),
    )
    for found, zh, en in notes:
        if found:
            yield Fault(path.name, sentence(zh, en, rows=rows_told(found)), notice=True)


def _wide_number(text: str) -> bool:
    """Tell whether an entry is a number in full-width digits."""
    folded = unicodedata.normalize("NFKC", text)
    return folded != text and looks_like_number("".join(folded.split()))


SPARSE = 10
"""How many times more than the people the highest 工号 is where they are not simply counted from 1 on."""


def _shortened(table: DataTable) -> Iterator[Fault]:
    """工号 of digits that are shorter than others which begin with 0: Excel may have taken their zeros.

    Where none begins with 0 all may have lost theirs: 7 and 12 beside 1003, nothing with three digits, and far fewer
    people than 1003.
    """
    ids = [record.get("工号", "") for record in table.records]
    digits = {one for one in ids if one.isdecimal()}
    width = max((len(one) for one in digits if one.startswith("0")), default=0)
    widths = sorted({len(one) for one in digits})
    leaps = any(longer > 1 + shorter for shorter, longer in pairwise(widths))
    if not width and leaps and max(map(int, digits)) > SPARSE * len(digits):
        width = widths[-1]
    short = [number for number, one in enumerate(ids) if one.isdecimal() and len(one) < width]
    if short:
        rows = rows_told([table.origins[number][1] for number in short])
        zh = "第{rows}行的工号比别人短，可能丢了前面的 0（如 {short} 应为 {full}），仍按所写读取，请核对"
        en = "rows {rows}: 工号 shorter than others, whose zeros may be lost ({short} for {full}); read as written"
        first = ids[short[0]]
        text = sentence(zh, en, rows=rows, short=first, full=first.zfill(width))
        yield Fault(table.origins[0][0], text, notice=True)


def rows_told(rows: Sequence[int]) -> str:
    """Write rows in few words: 3、5～8."""
    runs = runs_of(rows)
    texts = [f"{first}" if first == last else f"{first}～{last}" for first, last in runs[:NAMED]]
    return "、".join(texts) + ("……" if len(runs) > NAMED else "")


def _used(lines: Sequence[Line], *, keep_blank: bool) -> list[Line]:
    """The lines that are records; where rows stand for places, a line of nothing but commas is a row left blank."""
    filled = [any(field.strip() for field in fields) for _, fields in lines]
    if not keep_blank:
        return [line for line, used in zip(lines, filled, strict=True) if used]
    last = max((place for place, used in enumerate(filled) if used), default=-1)
    return [(line, fields) for line, fields in lines[: last + 1] if fields]


def _too_wide(table: DataTable, head: Sequence[str], rows: Sequence[Line]) -> list[Fault]:
    zh = "有 {count} 列，多于列名的 {known} 列；文字里有逗号时请用英文双引号括起来"
    en = "has {count} fields but there are {known} headings; put text with commas into double quotes"
    return [
        table.fault(number, zh, en, count=len(fields), known=len(head))
        for number, (_, fields) in enumerate(rows)
        if any(field.strip() for field in fields[len(head) :])
    ]


def _unknown_columns(table: DataTable, head: Sequence[str]) -> list[Fault]:
    """What fills one table of a sheet holds nothing else; of other data, columns that no workbook takes are told."""
    if table.source.required:
        same = [source for source in declared() if source.title == table.source.title]
        used = {title for source in (table.source, *same) for title in (*source.columns, *source.required)}
        unused = [title for title in head if title and title not in used | FOR_PEOPLE]
        zh, en = "这些列没有用到：{titles}", "these columns were not used: {titles}"
        told = Fault(table.origins[0][0], sentence(zh, en, titles="、".join(unused)), notice=True)
        return [told] if unused else []
    zh, en = "列“{title}”不在表“{table}”中", "the column “{title}” is not in the table “{table}”"
    origin = table.origins[0][0]
    return [
        Fault(origin, sentence(zh, en, title=title, table=table.source.title))
        for title in head
        if title not in table.source.columns
    ]


def _head_table(path: Path, source: Source, kind: Kind, lines: Sequence[Line]) -> tuple[list[DataTable], list[Fault]]:
    rows = [(line, fields) for line, fields in lines if fields and fields[0].strip()]
    signed = [fields[0].strip() for _, fields in rows if kind.signing_steps and fields[0].strip() in SIGNED]
    rows = [(line, fields) for line, fields in rows if fields[0].strip() not in signed]
    zh = "{names}没有读取：由签批得出（xlkpi sign --as 制表人）"
    en = "{names} was not read: signing fills it in (xlkpi sign)"
    faults = [Fault(path.name, sentence(zh, en, names="、".join(signed)), notice=True)] if signed else []
    records = []
    for _, (name, *values) in rows:
        if name.strip() not in kind.by_name or kind[name.strip()].role != "input":
            zh, en = "表头中的“{name}”不是这种表的名称", "“{name}” is no name of this kind of workbook"
            raise Unusable(sentence(zh, en, name=name))
        records.append({"": name.strip(), **{f"{place:04d}": value for place, value in enumerate(values)}})
    return [DataTable(source, tuple(records), tuple((path.name, line) for line, _ in rows))], faults


def fits(path: Path, kind: Kind) -> bool:
    """Tell whether a file holds data for a kind of workbook."""
    try:
        tables_of(path, kind)
    except Unusable:
        return False
    return True


def checked(kind: Kind, table: DataTable) -> list[Fault]:
    """Return what is wrong in the records of a table, by its own checks and by the rules of what it fills."""
    own = [fault for check in table.source.checks for fault in check(table)]
    return [*own, *value_faults(kind, table), *column_faults(kind, table)]


def read_tables(kind: Kind, paths: Sequence[Path]) -> tuple[list[DataTable], list[Fault]]:
    """Read the data of a kind of workbook, one table a source. Raises CannotRead, Unusable."""
    tables: list[DataTable] = []
    faults: list[Fault] = []
    for path in data_files(paths):
        read, found = tables_of(path, kind)
        tables += read
        faults += found
    together = [
        DataTable(
            source,
            tuple(record for table in tables if table.source is source for record in table.records),
            tuple(origin for table in tables if table.source is source for origin in table.origins),
        )
        for source in dict.fromkeys(table.source for table in tables)
    ]
    for table in together:
        faults += checked(kind, table)
    return together, faults


def unknown_branches(tables: Sequence[DataTable]) -> Iterator[Fault]:
    """Where several tables fill the same workbooks, a workbook of the later ones is one of the first."""
    if len(tables) < 2 or not tables[0].source.split:
        return
    first, *others = sorted(tables, key=lambda table: table.source.title)
    key = first.source.split[0]
    known = {record.get(key, "") for record in first.records}
    zh = "分公司“{branch}”在名单里没有人，请核对写法"
    en = "the roster has nobody of the branch “{branch}”: check how it is written"
    for table in others:
        for number, record in enumerate(table.records):
            if record.get(key) and record[key] not in known:
                yield table.fault(number, zh, en, branch=record[key])
