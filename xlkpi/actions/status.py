"""How far the workbooks of a folder have come: state, since when, faults, numbers nobody confirmed; who is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from xlkpi.actions.check import check
from xlkpi.actions.checks.computed import out_of_date
from xlkpi.actions.checks.signed_contents import outdated
from xlkpi.actions.data_files import read_lines
from xlkpi.actions.folder import workbook_files
from xlkpi.actions.headings import DEEPEST, column_meant
from xlkpi.actions.opening import is_ours, open_book, read_book
from xlkpi.actions.same_tables import Table, period_of
from xlkpi.actions.workers import over
from xlkpi.domain.plain_names import plain_name, same_name
from xlkpi.domain.signing import DRAFT, signed_steps
from xlkpi.drawing.final_mark import closed
from xlkpi.drawing.workbook_reading import as_text, read_blocks
from xlkpi.errors import Unusable, XlkpiError, sentence
from xlkpi.records import dataclass
from xlkpi.schemes.sign_off import signatures, state

OWNERS = ("分公司", "部门", "单位", "公司", "店铺")
"""How a list may head the column of those that hand in workbooks."""


@dataclass(frozen=True)
class Standing:
    """How far a workbook has come; `since` is the date of the signature that gave it its state, None for a draft.

    `stale` says that results are not those of what is typed, `closed` that it is final (定稿) or was and is open again
    (重新打开), `again` who signed other contents, `missing` who of several has not signed the next step.
    `trouble` says why it could not be read, and then nothing else is known.
    """

    file: str
    owner: str = ""
    kind: str = ""
    month: str = ""
    state: str = ""
    since: dt.date | None = None
    faults: int = 0
    unconfirmed: int = 0
    trouble: str = ""
    closed: str = ""
    again: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    stale: bool = False

    @property
    def table(self) -> Table | None:
        """Which table it is; None where it does not say whose."""
        return (self.kind, self.month, plain_name(self.owner)) if self.owner and not self.trouble else None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**asdict(self), "since": None if self.since is None else self.since.isoformat()}


@dataclass(frozen=True)
class Overview:
    """The workbooks that are signed off, how many others lie in the folder, and who of a list handed in nothing.

    `silent` have no workbook at all, `unsubmitted` only drafts.
    """

    standings: tuple[Standing, ...]
    others: int
    silent: tuple[str, ...] = ()
    unsubmitted: tuple[str, ...] = ()


def status(
    folder: Path,
    owners: Sequence[str] = (),
    tick: Callable[[str], None] = lambda _: None,
    *,
    workers: int | None = 1,
    lang: str = "zh",
) -> Overview:
    """Look at every workbook below a folder; `owners` are all those that hand one in.

    `workers` None looks in as many processes as there are processors.
    """
    found: list[Standing] = []
    others = 0
    files = list(workbook_files(folder))
    for path, one in zip(files, over(partial(standing, folder, lang), files, workers), strict=True):
        tick(path.name)
        if one is None:
            others += 1
        else:
            found.append(one)
    silent = tuple(name for name in owners if not any(same_name(name, one.owner) for one in found))
    drafts = [name for name in owners if name not in silent and not any(_handed_in(name, one) for one in found)]
    return Overview(
        tuple(sorted(found, key=lambda one: (one.month, one.kind, one.file))), others, silent, tuple(drafts)
    )


def _handed_in(name: str, one: Standing) -> bool:
    return same_name(name, one.owner) and bool(one.state) and one.state != DRAFT


def standing(folder: Path, lang: str, path: Path) -> Standing | None:
    """Return how far one workbook has come, None where it is none of those that are signed off."""
    file = path.relative_to(folder).as_posix()
    try:
        book = open_book(path)
        reading, broken = read_book(book)
        if reading is None:
            return Standing(file, trouble=broken[0].say(lang)) if is_ours(book) else None
        come = state(reading)
        if come is None:
            return None
        found = check(book)
    except XlkpiError as error:
        return Standing(file, trouble=error.say(lang))
    steps = signatures(reading)
    stale = out_of_date(reading, read_blocks(reading.book, reading.kind))
    done = signed_steps(steps)
    return Standing(
        file,
        as_text(reading.field(reading.kind.owner)) if reading.kind.owner else "",
        reading.kind.title,
        period_of(reading),
        come,
        steps[done - 1].date if done else None,
        sum(not fault.notice for fault in found) + len(stale),
        sum(fault.unconfirmed for fault in found),
        closed=closed(book),
        again=tuple(steps[at].role for at in outdated(reading)),
        missing=steps[done].missing if done < len(steps) and steps[done].begun else (),
        stale=bool(stale),
    )


def owners_in(path: Path) -> list[str]:
    """Return the branches (departments, companies) that a list of them names, each once, in its order.

    The list is any file of data; titles above its headings are passed over. Raises CannotRead, Unusable.
    """
    lines = [fields for _, fields in read_lines(path) if any(field.strip() for field in fields)]
    for at, fields in enumerate(lines[:DEEPEST]):
        meant = [column_meant(text, OWNERS) for text in fields]
        column = next((meant.index(owner) for owner in OWNERS if owner in meant), None)
        if column is not None:
            names = [fields[column].strip() for fields in lines[at + 1 :] if len(fields) > column]
            found = [name for name in dict.fromkeys(names) if name]
            if found:
                return found
    zh = "{path} 没有“分公司”（或部门、单位、公司）一列，或这一列是空的"
    en = "{path} has no column 分公司 (or 部门, 单位, 公司) with names"
    raise Unusable(sentence(zh, en, path=str(path)))
