"""An earlier generation of a workbook put back in its place, as a change that can itself be undone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from xlkpi.books.generations import Generation, Keep, digest, generations, keep, running
from xlkpi.books.placing import Placed, place, refuse_if_open
from xlkpi.books.write_refusals import ResultUnsound
from xlkpi.errors import CannotRead, CannotWrite, Unusable, reason_of, sentence
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Undone:
    """The run that was undone, and whether somebody else had changed the workbook since."""

    generation: Generation
    changed_since: bool
    placed: Placed


def undo(workbook: Path, stamp: str = "") -> Undone:
    """Put the workbook back to what it was before its last run, or before the run of a stamp.

    What stands there now becomes a generation. Raises Unusable where there is no such run, CannotRead for a generation
    that was changed or cannot be read, and CannotWrite.
    """
    found = generations(workbook)
    chosen = next((one for one in found if stamp in ("", one.stamp)), None)
    if chosen is None and found:
        zh, en = "{file} 没有 {stamp} 这一次，请用 history 查看", "{file} has no run {stamp}; see history"
        raise Unusable(sentence(zh, en, file=workbook.name, stamp=stamp))
    if chosen is None:
        zh, en = "{file} 没有可撤回的历史版本", "{file} has no earlier version to go back to"
        raise Unusable(sentence(zh, en, file=workbook.name))
    content = _content(chosen)
    if chosen.suffix and chosen.suffix.lower() != workbook.suffix.lower():
        return _made_of(workbook, chosen, content)

    def check(written: bytes) -> None:
        if written != content:
            raise ResultUnsound(file=workbook.name, why=chosen.stamp)

    last = found[0].after
    changed_since = bool(last) and workbook.is_file() and digest(workbook) != last
    with running("undo"):
        placed = place(workbook, lambda target: target.write(content), check, origin=chosen.path, keep=Keep())
    return Undone(chosen, changed_since, placed)


def _made_of(workbook: Path, chosen: Generation, content: bytes) -> Undone:
    """Put back the file that a workbook of another ending was made of; the workbook itself becomes a generation."""
    original = workbook.with_suffix(chosen.suffix)
    if original.exists() and original.read_bytes() != content:
        zh = "{file} 已有别的内容，没有恢复；请先把它移开"
        en = "{file} holds something else: move it away first"
        raise Unusable(sentence(zh, en, file=original.name))
    changed_since = workbook.is_file() and digest(workbook) != chosen.after

    def check(written: bytes) -> None:
        if written != content:
            raise ResultUnsound(file=original.name, why=chosen.stamp)

    placed = Placed(original, changed=False)
    with running("undo"):
        if not original.exists():
            placed = place(original, lambda target: target.write(content), check, origin=chosen.path, keep=None)
        try:
            refuse_if_open(workbook)
            keep(workbook, Keep())
            workbook.unlink()
        except OSError as error:
            zh, en = "{file} 删不掉（{why}）", "{file} cannot be removed ({why})"
            raise CannotWrite(sentence(zh, en, file=workbook.name, why=reason_of(error))) from error
    return Undone(chosen, changed_since, placed)


def _content(one: Generation) -> bytes:
    try:
        content = one.path.read_bytes()
    except OSError as error:
        zh, en = "读不出历史版本 {file}（{why}）", "cannot read the earlier version {file} ({why})"
        raise CannotRead(sentence(zh, en, file=one.path.name, why=reason_of(error))) from error
    if one.before and hashlib.sha256(content).hexdigest() != one.before:
        zh = "历史版本 {file} 在保存之后被改动过，不能用来恢复"
        en = "the earlier version {file} was changed after it was kept and cannot be gone back to"
        raise CannotRead(sentence(zh, en, file=one.path.name))
    return content
