"""What only shows beside each other: other months, two versions, one person in two branches, missing branches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

from xlkpi.actions.folder import listed
from xlkpi.domain.plain_names import plain_name
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.headoffice.on_disk import OnDisk
from xlkpi.headoffice.spool import Spool

MOST_NAMED = 6
"""People whom one line names before it only counts them."""


@dataclass(frozen=True)
class Counted:
    """Which month and scheme were summed up, what is wrong with files, and with branches that handed in none.

    The first `unread` faults are of files that could not be opened at all.
    """

    month: str
    scheme: str
    faults: OnDisk[Fault]
    unread: int
    missing: tuple[Fault, ...]


def decide(
    spool: Spool, found: Sequence[Fault] = (), month: str = "", scheme: str = "", branches: Sequence[str] = ()
) -> Counted:
    """Mark the files that count. Nothing is guessed: of two versions neither counts until somebody takes one away.

    Month and scheme default to those that most workbooks with people are of. `found` are faults of the search,
    `branches` are all that should be there.
    """
    spool.ask("UPDATE file SET counted = (passed = 0 AND broken = 0)")
    chosen, of_scheme = month or _most(spool, "month"), scheme or _most(spool, "scheme")
    faults = OnDisk(found)
    faults.extend(_twice(spool))
    faults.extend(_others(spool, "month", chosen, asked=bool(month)))
    faults.extend(_others(spool, "scheme", of_scheme, asked=bool(scheme)))
    faults.extend(_copies(spool))
    faults.extend(_versions(spool))
    faults.extend(_people(spool))
    return Counted(chosen, of_scheme, faults, len(found), tuple(_missing(spool, branches)))


def _most(spool: Spool, column: str) -> str:
    query = f"SELECT {column} FROM file WHERE counted AND {column} <> '' GROUP BY {column} "  # noqa: S608 - our own name
    found = spool.ask(query + f"ORDER BY SUM(people) DESC, COUNT(*) DESC, {column} LIMIT 1")
    return str(found[0][0]) if found else ""


def _twice(spool: Spool) -> Iterator[Fault]:
    """The very same file counts once."""
    again = (
        "SELECT * FROM (SELECT number, place, FIRST_VALUE(place) OVER (PARTITION BY digest ORDER BY number) AS other "
        "FROM file WHERE counted) WHERE place <> other ORDER BY number"
    )
    for number, place, other in spool.ask(again):
        spool.ask("UPDATE file SET counted=0 WHERE number=?", (number,))
        zh, en = "与 {other} 内容完全相同，只计一次", "is the same as {other} and counts once"
        yield Fault(place, sentence(zh, en, other=other), notice=True)


OTHERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "month": (
            "考核月份是 {found}，本次汇总 {wanted}，没有计入",
            "is of {found}, not of {wanted}; it does not count",
        ),
        "scheme": (
            "考核方案是 {found}，本次汇总 {wanted}，没有计入",
            "belongs to {found}, not {wanted}; it does not count",
        ),
    }
)


def _others(spool: Spool, column: str, wanted: str, *, asked: bool) -> Iterator[Fault]:
    """Files of another month or scheme; no fault where somebody asked for this one among several."""
    query = f"SELECT number, place, {column} FROM file WHERE counted AND {column} <> ? ORDER BY number"  # noqa: S608
    zh, en = OTHERS[column]
    for number, place, found in spool.ask(query, (wanted,)):
        spool.ask("UPDATE file SET counted=0 WHERE number=?", (number,))
        yield Fault(place, sentence(zh, en, found=found, wanted=wanted), notice=asked)


def _copies(spool: Spool) -> Iterator[Fault]:
    """A copy that we made of a workbook (an export, a what-if) counts only where that workbook is not there."""
    copies = spool.ask(
        "SELECT number, place FROM (SELECT number, place, copy, MIN(copy) OVER (PARTITION BY said) AS alone "
        "FROM file WHERE counted) WHERE copy AND NOT alone ORDER BY number"
    )
    for number, _ in copies:
        spool.ask("UPDATE file SET counted=0 WHERE number=?", (number,))
    if copies:
        zh = "另有 {count} 份是同一张表的副本（导出件或测算：{names}），没有计入，原表已计入"
        en = "{count} more files are copies of workbooks that count (exports, what-ifs: {names}); they do not"
        text = sentence(zh, en, count=len(copies), names=listed([place for _, place in copies]))
        yield Fault(copies[0][1], text, notice=True)


def _versions(spool: Spool) -> Iterator[Fault]:
    """Several workbooks of one kind and one branch: two versions where people recur, else two branches of one name."""
    found = spool.ask(
        "SELECT first, own, place, people FROM ("
        "SELECT MIN(number) OVER same AS first, COUNT(*) OVER same AS several, own, place, people, number "
        "FROM file WHERE counted AND branch <> '' WINDOW same AS (PARTITION BY said)"
        ") WHERE several > 1 ORDER BY first, number"
    )
    for _, group in groupby(found, key=itemgetter(0)):
        files = [file[1:] for file in group]
        shared = _shared(spool, [own for own, _, _ in files])
        for own, place, people in files:
            others = [where for other, where, _ in files if other != own]
            zh = "与 {other} 是同一张表的两个版本，都没有计入；请只留一份"
            en = "and {other} are two versions of one workbook; neither counts: keep one"
            if people and own not in shared:
                zh = "与 {other} 是同名的两个分公司，都没有计入；请改用不同的名称"
                en = "and {other} are two branches of one name; neither counts: give them different names"
            spool.ask("UPDATE file SET counted=0 WHERE own=?", (own,))
            yield Fault(place, sentence(zh, en, other="、".join(others[:MOST_NAMED])))


def _shared(spool: Spool, files: Sequence[int]) -> set[int]:
    """Those of some files that have somebody, by 工号 and name, who is in another of them, too."""
    first: dict[tuple[str, str], int] = {}
    found: set[int] = set()
    for own in files:
        query = "SELECT json_extract(record, '$.people.id', '$.people.name') FROM file WHERE own=?"
        ((people,),) = spool.ask(query, (own,))
        ids, names = json.loads(people)
        for person in zip(ids or (), names or (), strict=True):
            if first.setdefault(person, own) != own:
                found |= {own, first[person]}
    return found


def _people(spool: Spool) -> Iterator[Fault]:
    """The same 工号 in two branches: of one name it is one person who counts twice, of several it is only unclear."""
    spool.ask(
        "CREATE TEMP TABLE listed AS SELECT own, key AS row, value AS id "
        "FROM file, json_each(record, '$.people.id') WHERE counted AND value <> ''"
    )
    again = "SELECT id FROM listed GROUP BY id HAVING COUNT(DISTINCT own) > 1"
    called = "plain_name(json_extract(record, '$.people.name[' || row || ']'))"
    found = spool.each(
        f"SELECT id, {called}, place, branch FROM listed JOIN file USING (own) "  # noqa: S608 - fixed text
        f"WHERE id IN ({again}) ORDER BY MIN(number) OVER (PARTITION BY id), id, number, row"
    )
    several = []
    for id_, those in groupby(found, key=itemgetter(0)):
        people: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for _, name, place, branch in those:
            people[name].append((place, branch or place))
        for name, places in people.items():
            if len(places) > 1:
                zh = "{id} {name} 同时在 {branches}，各计了一次；请核对属于哪个分公司"
                en = "{id} {name} is in {branches} and counts in each: where does the person belong?"
                where = "、".join(dict.fromkeys(branch for _, branch in places))
                yield Fault(places[0][0], sentence(zh, en, id=id_, name=name, branches=where))
        if len(people) > 1:
            several.append(id_)
    if several:
        zh = "{count} 个工号在不同分公司是不同的人（{some}），工号应全公司唯一"
        en = "{count} 工号 mean different people in different branches ({some}): they should be unique"
        text = sentence(zh, en, count=len(several), some="、".join(several[:MOST_NAMED]))
        yield Fault("名单", text, notice=True)
    spool.ask("DROP TABLE listed")


def _missing(spool: Spool, branches: Sequence[str]) -> Iterator[Fault]:
    """Branches of the list that handed in nothing that counts, and such as are not on the list."""
    if not branches:
        return
    there = dict(spool.ask("SELECT plain_name(branch), branch FROM file WHERE counted AND people > 0"))
    rejected = spool.ask("SELECT plain_name(branch), place FROM file WHERE NOT counted AND people > 0")
    listed = {plain_name(name): name for name in branches}
    for key, name in listed.items():
        if key in there:
            continue
        files = [place for branch, place in rejected if branch == key]
        text: Sentence = sentence("没有交表", "handed in nothing")
        if files:
            zh, en = "交来的表没有计入：{files}", "what it handed in does not count: {files}"
            text = sentence(zh, en, files="、".join(files[:MOST_NAMED]))
        yield Fault(name, text)
    for key, name in there.items():
        if key not in listed:
            zh, en = "不在分公司名单中，请核对名称", "is not on the list of branches: is its name right?"
            yield Fault(name, sentence(zh, en), notice=True)
