"""Whose form has nobody in the roster any more, and who in the roster has no form: told when next month is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xlkpi.actions.folder import listed
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault, sentence


def unmatched(readings: Sequence[tuple[Path, Reading]]) -> list[Fault]:
    """Return what roster and forms of one branch do not have in common, one line for each; nothing without forms."""
    takes = {take.kind: take for _, one in readings for take in one.kind.takes}
    records: dict[str, list[tuple[Any, str]]] = {kind: [] for kind in takes}
    for path, one in readings:
        if one.kind.key in takes and (record := takes[one.kind.key].read(one, path.name)).person:
            records[one.kind.key].append((record, one.who(0)))
    return [fault for path, one in readings for take in one.kind.takes for fault in _of(path, one, records[take.kind])]


def _of(path: Path, summary: Reading, records: Sequence[tuple[Any, str]]) -> Iterator[Fault]:
    branch = as_text(summary.field(summary.kind.owner)) if summary.kind.owner else ""
    has: set[int] = set()
    gone: list[str] = []
    for record, name in records:
        meant = summary.row_of(record.person, name)
        if meant is not None:
            has.add(meant.at)
        elif record.branch == branch:
            gone.append(f"{record.person} {name}")
    if not has and not gone:
        return
    if gone:
        zh = "{count} 份附件2 的人不在名单：{who}；离职的请删去新建的这份表，还在的请补入名单"
        en = "{count} forms are of people who are not in the roster: {who}. Delete the new form of whoever left, add "
        en += "whoever is there"
        yield Fault(path.name, sentence(zh, en, count=len(gone), who=listed(gone)), notice=True)
    lacking = [row for row in summary.roster if row not in has and summary.appraised(row)]
    if lacking:
        zh = "名单上 {count} 人没有附件2：{who}；请为其新建（xlkpi new 附件2）"
        en = "{count} people of the roster have no form: {who}. Make them one (xlkpi new form)"
        who = listed([f"{as_text(summary.person('id', row))} {summary.who(row)}".strip() for row in lacking])
        yield Fault(path.name, sentence(zh, en, count=len(lacking), who=who), notice=True)
