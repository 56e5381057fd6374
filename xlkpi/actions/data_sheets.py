"""Where a table of data stands: the sheet and the row of its headings, and which of our columns they mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlkpi.actions.checks.cell_rules import complaint_of
from xlkpi.actions.data_files import Sheet
from xlkpi.actions.data_rows import filled_down, records_of
from xlkpi.actions.headings import FOR_PEOPLE, agree, column_meant, heading_row, maybe_meant
from xlkpi.actions.sources import places_by_title, value_of
from xlkpi.drawing.data import Source
from xlkpi.drawing.kind import Kind
from xlkpi.errors import Sentence, sentence
from xlkpi.records import dataclass
from xlkpi.schemes import kinds


@dataclass(frozen=True)
class Headed:
    """A sheet with its headings: the row they stand in (from 0), as written and as columns of the likeliest source."""

    sheet: Sheet
    at: int
    written: list[str]
    source: Source
    head: list[str]

    @property
    def lacking(self) -> list[str]:
        """The columns that the source needs and the sheet has not."""
        return [name for name in self.source.required if name not in self.head]


def declared() -> list[Source]:
    """Every source that a kind declares."""
    return [source for kind in kinds() for source in kind.sources]


def find_headings(sheet: Sheet, sources: Sequence[Source], kind: Kind) -> Headed:
    """Find the headings of a sheet, and the source of which it lacks the smallest share of what is needed."""
    known = {title for source in (*sources, *declared()) for title in (*source.columns, *source.required)}
    rows = filled_down(sheet)
    at = heading_row(rows, known)
    written = [name.strip() for name in rows[at]] if rows else []
    found = [Headed(sheet, at, written, source, _meant(sheet, at, written, source, kind)) for source in sources]
    return min(found, key=lambda one: len(one.lacking) / max(1, len(one.source.required)))


def _meant(sheet: Sheet, at: int, written: Sequence[str], source: Source, kind: Kind) -> list[str]:
    """Return headings as the columns of a source they mean, the others as they are."""
    # what a heading means depends on the table: 完成情况 is a score's ground on a form, a state of work in a plan
    own = {*source.columns, *source.required}
    head = [column_meant(name, own) or name for name in written]
    for column in sorted(own - set(head)):
        places = [at for at, name in enumerate(written) if maybe_meant(name) == column and head[at] not in own]
        if len(places) == 1:
            taken = [column if at == places[0] else name for at, name in enumerate(head)]
            lines = records_of(sheet, at, taken, source.required, ()).lines
            columns = {
                name: [fields[at].strip() if at < len(fields) else "" for _, fields in lines]
                for at, name in enumerate(taken)
                if name
            }
            if _keep_rule(column, columns[column], kind) and agree(column, columns.pop(column), columns):
                head = taken
    return head


def _keep_rule(column: str, entries: Sequence[str], kind: Kind) -> bool:
    place = places_by_title(kind).get(column)
    if place is None:
        return True
    values = [value_of(entry, place.rule, place.looks) for entry in entries if entry]
    return not any(complaint_of(value, place.rule) for value in values)


def unfit(path: Path, kind: Kind, headed: Sequence[Headed], every: Sequence[Source]) -> Sentence:
    """Say why a file is no data for a kind: which row was read as headings, what it lacks, what to rename."""
    best = min(headed, key=lambda one: len(one.lacking) / len(one.source.required))
    if not best.lacking:
        zh = f"{{path}} 是{best.source.called[0]}，不能用来新建{{title}}"
        en = f"{{path}} holds {best.source.called[1]}; it is no data for {{title}}"
        return sentence(zh, en, path=str(path), title=kind.title)
    if len(best.lacking) == len(best.source.required):
        sets = "；".join("、".join(source.required) for source in every)
        zh = "{path} 的列无法识别，应有一行包含以下几组列名之一：{known}"
        en = "the columns of {path} are not known; one row needs one of these sets of headings: {known}"
        if not best.sheet.name:
            zh = "{path} 的列无法识别（列之间用英文逗号分隔），应有一行包含以下几组列名之一：{known}"
            en = "the columns of {path} are not known; a line needs one of these sets, separated by commas: {known}"
        return sentence(zh, en, path=str(path), known=sets)
    place = f"工作表“{best.sheet.name}”" if best.sheet.name else ""
    place_en = f" of the sheet “{best.sheet.name}”" if best.sheet.name else ""
    zh = "{path} {place}第{line}行读作列名，缺少列：{names}"
    en = "row {line}{place_en} of {path} was read as headings; it lacks the columns {names}"
    own = {*best.source.columns, *best.source.required}
    unread = [name for name in best.written if name and column_meant(name, own) is None and name not in FOR_PEOPLE]
    pairs = [(name, maybe_meant(name) or "") for name in unread if maybe_meant(name) in best.lacking]
    if pairs:
        zh += "。" + "；".join(f"“{name}”如果就是{column}，请把它改名为“{column}”" for name, column in pairs)
        en += ". " + "; ".join(f"Rename “{name}” to “{column}” if it is that" for name, column in pairs)
    elif unread:
        zh += "。没有认出的列名：{unread}；其中有所缺的列时，请把它改成上面的名称，没有的请补上一列"
        en += ". Not known: {unread}. Rename what is one of them, add a column for what is not there"
    line = best.sheet.lines[best.at][0]
    values = {"path": str(path), "place": place, "place_en": place_en}
    return sentence(zh, en, **values, line=line, names="、".join(best.lacking), unread="、".join(unread))
