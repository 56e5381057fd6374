"""What is said of rows torn apart: what stayed behind, how many have another's data, and how it is put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from xlkpi.actions.checks.torn_rows import Torn, roster_columns
from xlkpi.drawing.workbook_reading import Reading
from xlkpi.errors import Fault, Sentence, sentence


def told(reading: Reading, found: Sequence[Torn]) -> list[Fault]:
    """Return a fault, or a notice where it may be meant, for each thing that stayed behind."""
    titles = {column.name: column.title for column in roster_columns(reading.kind)}
    return [_told(reading, one, titles) for one in _together(found)]


def _together(found: Sequence[Torn]) -> Iterator[Torn]:
    """Columns that were pasted together, as many rows too low, are one fault."""
    for shift, some in groupby(sorted(found, key=lambda one: one.shift), key=lambda one: one.shift):
        alike = list(some)
        if not shift:
            yield from alike
            continue
        rows = tuple(sorted({row for one in alike for row in one.rows}))
        columns = tuple(name for one in alike for name in one.columns)
        yield replace(alike[0], columns=columns, rows=rows, doubtful=all(one.doubtful for one in alike))


def _told(reading: Reading, found: Torn, titles: Mapping[str, str]) -> Fault:
    undo_zh = "请撤销，或用 xlkpi people {file} --mend 放回本人名下；确是有意的，用 --as-is 确认"
    undo_en = "Undo it, or xlkpi people {file} --mend puts them back; if it is meant so, confirm with --as-is"
    if not found.provable:
        undo_zh = "{doubt}，不能自动放回：请撤销，或逐人改正后用 xlkpi people {file} --as-is 确认"
        undo_en = "{doubt}, so that nothing can be put back: undo it, or put the rows right and confirm with "
        undo_en += "xlkpi people {file} --as-is"
    if found.anchors:
        zh = "{columns}没有跟着{anchors}移动，有 {count} 人配上了别人的数据（只排序或移动了部分列）。"
        en = "{columns} did not move with {anchors}: {count} people have another's data (only part of the columns was "
        en += "sorted or shifted). "
    elif found.shift:
        zh = "{columns}整列{where}了 {rows} 行，有 {count} 人配上了别人的数据（像是粘贴时错了行）。"
        en = "{columns} stands {rows} rows {where_en} than it did: {count} people have another's data (as if it was "
        en += "pasted beside the wrong rows). "
    elif found.doubtful:
        zh = "有 {count} 人的{columns}互相对调了，请核对。"
        en = "{columns} of {count} people changed places: look whether it is meant so. "
    else:
        zh = "只有{columns}这一列换了次序，有 {count} 人配上了别人的数据（像是只排序了这一列）。"
        en = "{columns} alone is in another order: {count} people have another's data (as if only it were sorted). "
    columns, anchors = ("、".join(titles[name] for name in names) for names in (found.columns, found.anchors))
    text = sentence(
        zh + undo_zh,
        en + undo_en,
        columns=columns,
        anchors=anchors,
        count=len(found.rows),
        rows=abs(found.shift),
        where="下移" if found.shift > 0 else "上移",
        where_en="lower" if found.shift > 0 else "higher",
        doubt=_doubt(reading, found, titles),
        file=reading.book.argument,
    )
    return Fault(reading.book.place(found.columns[0], found.rows[0]), text, notice=found.doubtful)


def _doubt(reading: Reading, found: Torn, titles: Mapping[str, str]) -> Sentence:
    """Say of which cells nobody can tell whose they are."""
    names = "、".join(titles[name] for name in found.unproven)
    who = "、".join(
        f"{reading.who(row)}（{reading.book.place(reading.kind.people['id'], row)}）" for row in found.strangers
    )
    zh, en = [], []
    if names:
        zh.append("{names}里有上次保存以后填写或改动的内容，分不清是谁的")
        en.append("nobody can tell whose the cells of {names} are that were typed since it was last saved")
    if who:
        zh.append("{who}是新填的人或重名，分不清这一行原来的数据归谁")
        en.append("{who} is new or has a namesake, and stands where another stood")
    return sentence("；".join(zh), "; ".join(en), names=names, who=who)
