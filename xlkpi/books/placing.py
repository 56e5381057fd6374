"""A file put in the place of another in one step: written beside it, checked, and only then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from xlkpi.books import generations
from xlkpi.books.drafts import is_draft_of, open_draft
from xlkpi.books.file_extras import dress
from xlkpi.books.write_refusals import DiskFull, FolderClosed, OpenElsewhere, ReadOnlyFile, SaveFailed, WriteRefusal
from xlkpi.errors import Sentence, reason_of, sentence
from xlkpi.records import dataclass

STALE_SECONDS: Final = 3600
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR)

LONGEST_WAIT = 600
"""Seconds for which a command that may wait does so until Excel has closed a workbook."""


@dataclass(frozen=True)
class Placed:
    """What a save did: whether anything changed, the generation kept, and what whoever asked should know."""

    path: Path
    changed: bool
    generation: generations.Generation | None = None
    notices: tuple[Sentence, ...] = ()


def refuse_if_open(path: Path) -> None:
    """Raise OpenElsewhere where Excel (`~$name`), WPS (`.~name`) or LibreOffice (`.~lock.name#`) has it open."""
    for lock in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            raise OpenElsewhere(file=path.name, lock=lock)


def wait_until_closed(path: Path) -> None:
    """Wait until no program has a workbook open. Raises OpenElsewhere where one still has after ten minutes."""
    last = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            refuse_if_open(path)
        except OpenElsewhere:
            if time.monotonic() >= last:
                raise
            time.sleep(1)
        else:
            return


def place(
    to: Path,
    write: Callable[[BinaryIO], object],
    check: Callable[[bytes], None] | None,
    *,
    origin: Path | None = None,
    keep: generations.Keep | None = None,
) -> Placed:
    """Put into one file what `write` writes, once `check` has read it back and said nothing against it.

    Without `check` it is never in memory as a whole. `origin` is the file the new one was made of, for what clings to
    a file beside its bytes. With `keep`, what stood at the destination becomes a generation. Nothing happens where the
    very bytes stand there already. Raises a subclass of CannotWrite, and then the destination is what it was; after
    the renaming nothing is raised any more.
    """
    destination = Path(os.path.realpath(to))  # a link stays a link; the file behind it is what changes
    refuse_if_open(destination)
    draft: Path | None = None
    try:
        _refuse_read_only(destination)
        _sweep(destination)
        with open_draft(destination) as target:
            draft = Path(target.name)
            write(target)
            target.flush()
            os.fsync(target.fileno())
        if check is not None:
            check(draft.read_bytes())
        after = generations.digest(draft)
        dress(draft, destination, origin)
        refuse_if_open(destination)
        there = destination.exists()
        if there and generations.digest(destination) == after:
            return Placed(to, changed=False)
        notices = _other_names(destination) if there else ()
        generation = None
        if keep is not None and there:
            generation = generations.keep(destination, keep, after=after)
        draft.replace(destination)
        draft = None
        _sync_folder(destination.parent)
    except OSError as error:
        raise _refusal(error, to.name) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink()
    if generation is not None:
        generations.expire(destination)
    return Placed(to, changed=True, generation=generation, notices=notices)


def same_bytes(path: Path, data: bytes) -> bool:
    """Compare in chunks: the time stamp alone is too coarse, and a second copy in memory is not needed."""
    if path.stat().st_size != len(data):
        return False
    view, at = memoryview(data), 0
    for chunk in _chunks(path):
        if view[at : at + len(chunk)] != chunk:
            return False
        at += len(chunk)
    return at == len(data)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(1 << 20):
            yield chunk


def _refuse_read_only(destination: Path) -> None:
    """Raise ReadOnlyFile; whoever may rename in the folder could replace such a file, root could even write to it."""
    with contextlib.suppress(FileNotFoundError):
        set_so = not destination.stat().st_mode & 0o222
        if set_so or (os.access(destination.parent, os.W_OK) and not os.access(destination, os.W_OK)):
            raise ReadOnlyFile(file=destination.name)


def _other_names(destination: Path) -> tuple[Sentence, ...]:
    """Say that other names of the same file keep the old content."""
    others = destination.stat().st_nlink - 1 - generations.linked(destination)
    if others <= 0:
        return ()
    zh = "{file} 在磁盘上还有 {others} 个别名（硬链接），它们仍是保存前的内容"
    en = "{file} has {others} more names on the disk (hard links); they keep the content from before the save"
    return (sentence(zh, en, file=destination.name, others=others),)


def _sweep(destination: Path) -> None:
    """Remove drafts that a killed run left for this very workbook, once they are old enough to be nobody's."""
    for found in destination.parent.iterdir():
        if is_draft_of(destination, found):
            with contextlib.suppress(OSError):
                if time.time() - found.stat().st_mtime > STALE_SECONDS:
                    found.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself durable where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refusal(error: OSError, file: str) -> WriteRefusal:
    why = reason_of(error)
    if error.errno in FULL:
        return DiskFull(file=file)
    if error.errno in CLOSED:
        return FolderClosed(file=file, why=why)
    return SaveFailed(file=file, why=why)
