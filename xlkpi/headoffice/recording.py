"""Workbooks into the ledger: what each of them says is final, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.actions.folder import listed
from xlkpi.domain.numbers import exact, rounded
from xlkpi.domain.plain_names import plain_name
from xlkpi.errors import CannotRead, Fault, Unusable, sentence
from xlkpi.headoffice.filed import Filed, Plain
from xlkpi.headoffice.gather import Job, as_read, read_jobs
from xlkpi.headoffice.incoming import Incoming
from xlkpi.headoffice.on_disk import OnDisk
from xlkpi.ledger.ledger_records import Kept, Person, Workbook
from xlkpi.schemes import kind_named

if TYPE_CHECKING:
    from xlkpi.ledger.ledger import Ledger


RESULTS = ("total", "rank", "level", "coefficient", "pay")


def record(
    files: Sequence[Incoming], ledger: Ledger, *, with_pay: bool, tick: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[Filed, Kept | None, Fault | None]]:
    """Record what is right in each workbook; yield what it says, what came of it, and why it was not recorded.

    A workbook without results of people is passed over: nothing came of it, and nothing is wrong; so is a copy that we
    made of a workbook that is there. Of several versions of one table among the files none is recorded: which of them
    corrects the other is not for us to guess.
    Raises CannotWrite where the ledger goes away: what was recorded before stays.
    """
    read: OnDisk[Filed] = OnDisk()
    there = set()
    versions: dict[tuple[str, ...], dict[str, str]] = {}
    for _, filed in read_jobs([Job(one) for one in files], as_read, pay=True, verify=True):
        if filed is None:
            continue
        tick(filed.place)
        read.extend([filed])
        if not _is_copy(filed):
            there.add(_of(filed))
        if _has_results(filed) and not _unfit(filed):
            versions.setdefault(_of(filed, copy=_is_copy(filed)), {})[said_by(filed).digest] = filed.place
    for filed in read:
        if _is_copy(filed) and _of(filed) in there:
            yield filed, None, None
        else:
            others = versions.get(_of(filed, copy=_is_copy(filed)), {})
            yield _recorded(filed, list(others.values()), ledger, with_pay=with_pay)


def _is_copy(filed: Filed) -> bool:
    return filed.copy and not filed.passed


def _of(filed: Filed, *, copy: bool = False) -> tuple[str, ...]:
    """Of which table a workbook, or a copy of it, holds the results."""
    return (
        *(("copy",) if copy else ()),
        filed.scheme,
        filed.kind,
        filed.month[:7],
        plain_name(filed.branch),
        plain_name(filed.label),
    )


def _is_nobodys(filed: Filed) -> bool:
    """Whether a workbook, right or wrong, is of a kind that has no people: a two-week plan."""
    kind = kind_named(filed.kind) if filed.kind else None
    return kind is not None and not kind.people


def _has_results(filed: Filed) -> bool:
    """Whether anybody has a result: the table of a month that has only begun holds people and nothing else."""
    cells = ((row, cell) for key in RESULTS for row, cell in enumerate(filed.people.get(key, ())))
    return any(cell not in (None, "") and filed.people["eligible"][row] for row, cell in cells)


def _recorded(
    filed: Filed, versions: list[str], ledger: Ledger, *, with_pay: bool
) -> tuple[Filed, Kept | None, Fault | None]:
    if filed.passed or _is_nobodys(filed) or not (filed.broken or _has_results(filed)):
        return filed, None, None
    why = _unfit(filed)
    if why is None and len(versions) > 1:
        zh = "同一张表有 {count} 个结果不同的版本，不知道哪一份算数，都没有记入台账，请只留一份：{files}"
        en = "one table in {count} versions with other results, none of them recorded; keep one: {files}"
        why = Fault(filed.place, sentence(zh, en, count=len(versions), files=listed(versions)))
    return filed, None if why else ledger.record(said_by(filed), with_pay=with_pay), why


def _unfit(filed: Filed) -> Fault | None:
    """Why a workbook is not recorded: the ledger holds results, and only those that follow from the inputs."""
    if filed.broken:
        why = next(fault.text for fault in filed.told() if not fault.notice)
        zh = "有错误，没有记入台账；请先 xlkpi check：{why}"
        en = "is wrong and was not recorded, see xlkpi check: {why}"
        return Fault(filed.place, sentence(zh, en, why=why))
    if filed.stale:
        zh = "有 {count} 个结果不是由现在的填写算出的，没有记入台账；请先重新计算"
        en = "{count} results do not follow from what is typed; not recorded: recompute first"
        return Fault(filed.place, sentence(zh, en, count=filed.stale))
    return None


def said_by(filed: Filed) -> Workbook:
    """Return the results of a workbook as the ledger keeps them."""
    columns = filed.people
    people = tuple(
        Person(
            str(columns["id"][row] or ""),
            str(_cell(columns, "name", row) or ""),
            str(_cell(columns, "department", row) or ""),
            bool(columns["eligible"][row]),
            _number(_cell(columns, "total", row)),
            _number(_cell(columns, "rank", row)),
            str(_cell(columns, "level", row) or ""),
            _number(_cell(columns, "coefficient", row)),
            _fen(_number(_cell(columns, "pay", row))),
        )
        for row in range(len(columns["id"]))
    )
    of = (filed.scheme, filed.kind, filed.month[:7], filed.branch, filed.label)
    return Workbook(*of, state=filed.state, file=filed.place, people=people)


def _cell(columns: dict[str, list[Plain]], key: str, row: int) -> Plain:
    return columns[key][row] if key in columns else None


def _number(value: Plain) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _fen(pay: float | None) -> int | None:
    return None if pay is None else int(rounded(exact(pay), 2) * 100)


def open_ledger(address: str, *, new: bool = False) -> Ledger:
    """Open the ledger; a file that is not there is begun only where it may be `new`.

    Raises Unusable where the package it needs is not installed, CannotRead, CannotWrite.
    """
    try:
        from xlkpi.ledger.ledger import Ledger
    except ImportError as error:
        zh, en = "台账需要先安装：pip install 'xlkpi[ledger]'", "the ledger needs pip install 'xlkpi[ledger]'"
        raise Unusable(sentence(zh, en)) from error
    if not new and "://" not in address and not Path(address).is_file():
        zh = "没有台账 {path}：请核对 --ledger，或先用 xlkpi record 记入"
        en = "there is no ledger {path}: is --ledger right? xlkpi record begins one"
        raise CannotRead(sentence(zh, en, path=address))
    return Ledger(address)
