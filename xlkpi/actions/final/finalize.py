"""Make a workbook final: nothing open, everything signed, results frozen and stamped; reopen it; hand results in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi import __version__
from xlkpi.actions.checks.blocks import in_use
from xlkpi.actions.checks.signed_contents import check_contents, mark_signed, outdated, unmarked
from xlkpi.actions.final.freezing import freeze, recorded, thaw, with_results
from xlkpi.actions.final.meaning import meaning_of
from xlkpi.actions.final.opened import following_areas, open_areas, unsigned
from xlkpi.actions.final.stamp_record import Record, Stamp, read_record
from xlkpi.actions.final.verify import verify
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.people import people_of
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome, split
from xlkpi.actions.saving import finish
from xlkpi.books.book import Book
from xlkpi.books.file import FileBook
from xlkpi.books.generations import Keep
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.placing import refuse_if_open
from xlkpi.drawing.final_mark import FINALIZED, REOPENED, RETURNED, refuse_final
from xlkpi.drawing.workbook_reading import Reading, read_blocks
from xlkpi.errors import Fault, Unusable, sentence, unsafe
from xlkpi.schemes.appeal_checks import unsettled
from xlkpi.schemes.sign_off import signatures

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST = 5
"""Characters of a reason: "改错" explains nothing to whoever reads it a year later."""


def finalize(
    path: Path, name: str, *, key: Ed25519PrivateKey | None = None, with_open_appeals: bool = False
) -> Outcome:
    """Recompute a workbook and make it final in place; where it cannot be, the faults say why and nothing is written.

    What is open of appeals is in the way, unless it is to be final `with_open_appeals`: then the stamp says whose.
    Raises CannotRead, CannotWrite, Unusable.
    """
    who = _named(name)
    refuse_if_open(path)
    book = open_book(path)
    outcome = readiness(book, with_open_appeals=with_open_appeals)
    if outcome.faults:
        return outcome
    finish(book)  # what is final is printed whole
    reading, _ = read_book(book)
    assert reading is not None, path  # noqa: S101 -- it is ready
    mark_signed(reading, unmarked(reading))  # whoever signed by hand did so for what is final now
    package = book.file.with_staged()
    file = WorkbookFile(package)
    opened = open_areas(file, reading)
    earlier = read_record(file)
    frozen, record = freeze(package, reading, opened, following_areas(package, reading))
    people = dict.fromkeys(one.who for one in unsettled(reading))
    zh = f"定稿时有 {len(people)} 人的异议或申诉没有处理完：{'、'.join(people)}" if people else ""
    record = _stamped(replace(record, stamps=earlier.stamps if earlier else ()), FINALIZED, who, key, zh)
    return replace(outcome, notices=(*outcome.notices, *_save(frozen, record, path)), written_to=str(path))


def readiness(book: Book, *, with_open_appeals: bool = False) -> Outcome:
    """Recompute a workbook, nothing written, and tell what is in the way of making it final."""
    before, wrong = read_book(book)
    wrong = refuse_final(book) or wrong
    if before is None or wrong:
        return Outcome(book.title, (), (), tuple(wrong))
    outcome = recompute(book, dry_run=True)
    reading = read_blocks(before.book, before.kind)
    steps = signatures(reading)
    again = check_contents(reading) if any(not steps[at].after_final for at in outdated(reading)) else []
    told = [
        replace(one, notice=False) if one.unconfirmed or one.open or one in again else one for one in outcome.notices
    ]
    objected = [one.fault for one in unsettled(reading)]
    told = [one for one in told if replace(one, notice=False) not in objected]
    objected = [replace(one, notice=with_open_appeals) for one in objected]
    faults, notices = split([*outcome.faults, *told, *_unready(reading), *objected, *_how(reading, objected)])
    return replace(outcome, faults=faults or _without_total(reading), notices=notices)


def reopen(path: Path, name: str, reason: str) -> tuple[list[Fault], bool]:
    """Put the formulas of a final workbook back in place; return faults and notices, and whether it was done.

    Raises CannotRead, CannotWrite, Unusable.
    """
    who, why = _named(name), " ".join(reason.split())
    if len(why) < SHORTEST:
        zh = "请用 --reason 写明重新打开的原因，至少 {least} 个字"
        en = "say why with --reason, in {least} characters or more"
        raise Unusable(sentence(zh, en, least=SHORTEST))
    refuse_if_open(path)
    file = WorkbookFile.open(path)
    try:
        record = read_record(file)
    except ValueError:
        return [_spoilt(path)], False
    if record is None or not record.is_final:
        zh, en = "没有定稿，不需要重新打开", "is not final: there is nothing to reopen"
        return [Fault(path.name, sentence(zh, en))], False
    if not _kept_is_genuine(record):
        return [_spoilt(path)], False
    changed = len(verify(file).faults)
    thawed = thaw(file.package, record)
    stamp = Stamp(REOPENED, _now(), who, why, __version__)
    notices = _save(thawed, record.reopened(stamp), path)
    if changed:
        zh = "定稿后有 {count} 处被改动，现在照改动后的内容打开；原来的在历史版本里（xlkpi history、undo）"
        en = "{count} things were changed since and are open as they stand now; xlkpi history and undo have what was"
        notices.append(Fault(path.name, sentence(zh, en, count=changed), notice=True))
    return notices, True


def hand_in(book: FileBook, write: Callable[[], None], name: str, key: Ed25519PrivateKey | None = None) -> list[Fault]:
    """Let `write` put results into the cells of a final workbook that hold none yet, stamped anew; save it in place.

    Returns why it was not done, else what to know of the save. Raises CannotRead, CannotWrite, Unusable, ValueError.
    """
    who, path = _named(name), book.file.path
    refuse_if_open(path)
    wrong = keeps_out(book.file, signed=key is not None)
    record = None if wrong else read_record(book.file)
    if record is None:
        return wrong
    before = meaning_of(book.file)
    write()
    package = book.file.with_staged()
    record = _stamped(with_results(record, before, meaning_of(WorkbookFile(package))), RETURNED, who, key)
    done = recorded(package, record)
    wrong = list(verify(WorkbookFile(done)).faults)  # nothing that was computed may follow from what was written
    return wrong or _save(package, record, path)


def keeps_out(file: WorkbookFile, *, signed: bool) -> list[Fault]:
    """Return why results cannot be handed into a final workbook; what a key signed has to be signed again."""
    found = verify(file)
    if found.signature != "none" and not signed:
        zh, en = "定稿时用密钥签过名，填回结果也要签：请加 --key 私钥", "was signed with a key: give --key KEY as well"
        return [*found.faults, Fault(file.path.name, sentence(zh, en))]
    return list(found.faults)


def _stamped(record: Record, event: str, who: str, key: Ed25519PrivateKey | None, why: str = "") -> Record:
    """The record with a stamp of today's over what it holds, signed where there is a key."""
    record = record.stamped(Stamp(event, _now(), who, why, __version__, **record.digests()))
    if key is None:
        return record
    from xlkpi.actions.final.signing_keys import signed

    last = replace(record.stamps[-1], signature=signed(key, record.stamps[-1].seal))
    return replace(record, stamps=(*record.stamps[:-1], last))


def _save(package: Package, record: Record, path: Path) -> list[Fault]:
    """Write record and workbook; return what the user should know of the save."""
    placed, _ = save_package(recorded(package, record), path, keep=Keep())
    return [Fault(path.name, text, notice=True) for text in placed.notices]


def _now() -> str:
    return dt.datetime.now().isoformat(timespec="seconds")  # noqa: DTZ005 - what the clock on the wall says


def _named(name: str) -> str:
    who = " ".join(name.split())
    if not who:
        raise Unusable(sentence("请用 --name 写明经办人姓名", "say with --name who does it"))
    return who


def _unready(reading: Reading) -> list[Fault]:
    """What is in the way beside faults: nothing filled in, or steps that nobody signed."""
    if not in_use(reading):
        zh, en = "表还是空的，没有可以定稿的内容", "is empty: there is nothing to make final"
        return [Fault(reading.book.title, sentence(zh, en))]
    return unsigned(reading)


def _how(reading: Reading, objected: list[Fault]) -> list[Fault]:
    """Say once how a workbook is made final although somebody objects, where that is in the way."""
    if not unsafe(objected):
        return []
    zh = "异议和申诉处理完再定稿；确要先定稿，请加 --with-open-appeals（定稿章写明还有谁的没有处理完）"
    en = "settle objections and appeals first; to make it final all the same add --with-open-appeals: its stamp says so"
    return [Fault(reading.book.title, sentence(zh, en))]


def _without_total(reading: Reading) -> tuple[Fault, ...]:
    """Everybody who is appraised has a total, where the kind knows one."""
    if "total" not in reading.kind.people or reading.month is None:  # over several months somebody may have none
        return ()
    zh, en = "{who} 还没有总分，不能定稿：请补齐评分", "{who} has no total yet: the scores must be complete"
    rows = [row for row, person in zip(reading.roster, people_of(reading), strict=True) if person.total is None]
    return tuple(_total_fault(reading, row, zh, en) for row in rows if reading.appraised(row))


def _total_fault(reading: Reading, row: int, zh: str, en: str) -> Fault:
    name = reading.kind.people["total"]
    lies_across = len(reading.blocks[name]) == 1
    return reading.fault(
        name, 0 if lies_across else row, zh, en, column=row if lies_across else 0, who=reading.who(row)
    )


def _kept_is_genuine(record: Record) -> bool:
    """Tell whether the kept formulas are those of the last stamp, and the stamps what they were."""
    return record.stamps[-1].kept == record.digests()["kept"] and not record.broken_seals()


def _spoilt(path: Path) -> Fault:
    zh = "定稿时保存的公式和记录被改动过，不能照原样恢复；请用 xlkpi verify 查看，用 xlkpi undo 或备份找回"
    en = "what was kept when the workbook was finalized has been changed and cannot be put back: see xlkpi verify, "
    en += "and take a backup or xlkpi undo"
    return Fault(path.name, sentence(zh, en))
