"""The atomic save: written beside the destination, read back, compared, and only then put in its place."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from xlkpi.books.ooxml.archive import CENTRAL, DEFLATED, END, FLAG_DESCRIPTOR, LOCAL, Entry, Limits, inflate
from xlkpi.books.ooxml.archive import read_directory as read_archive
from xlkpi.books.ooxml.refusals import ReadRefusal
from xlkpi.books.ooxml.write_refusals import (
    DiskFull,
    FolderClosed,
    OpenElsewhere,
    ResultUnsound,
    SaveFailed,
    SourceChanged,
    WriteRefusal,
)
from xlkpi.errors import reason_of, sentence

if TYPE_CHECKING:
    from xlkpi.books.ooxml.package import Package
    from xlkpi.books.ooxml.packing import Packing

DRAFT_PREFIX, DRAFT_SUFFIX = ".~", ".xlkpi-draft"
STALE_SECONDS: Final = 3600
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR)


@dataclass(frozen=True)
class Origin:
    """The file a package was read from, and what the operating system said of it then."""

    path: Path
    status: os.stat_result


def refuse_if_open(path: Path) -> None:
    """Raise OpenElsewhere where Excel (`~$name`), WPS (`.~name`) or LibreOffice (`.~lock.name#`) has it open."""
    for lock in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):
        if path.with_name(lock).exists():
            raise OpenElsewhere(file=path.name, lock=lock)


def save_package(package: Package, to: Path, *, backup: bool) -> Path:
    """Write a package to a path in one step; see Package.save."""
    destination = Path(os.path.realpath(to))  # a link stays a link; the file behind it is what changes
    refuse_if_open(destination)
    draft: Path | None = None
    try:
        _sweep(destination)
        handle, name = tempfile.mkstemp(
            prefix=f"{DRAFT_PREFIX}{destination.name}.", suffix=DRAFT_SUFFIX, dir=destination.parent
        )
        draft = Path(name)
        with os.fdopen(handle, "wb") as target:
            write_archive(package, target)
            target.flush()
            os.fsync(target.fileno())
        _dress(draft, destination, package.origin.status)
        verify_archive(package, draft.read_bytes())
        _refuse_if_changed(package)
        refuse_if_open(destination)
        if backup and destination.exists():
            _keep_previous(destination)
        draft.replace(destination)
        draft = None
        _sync_folder(destination.parent)
    except OSError as error:
        raise _refusal(error, to.name) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):
                draft.unlink()
    return to


def write_archive(package: Package, target: BinaryIO) -> None:
    """Write the zip: untouched entries as the bytes they were, changed ones deflated anew, all in their old order."""
    changed = package.changed()
    directory: list[bytes] = []
    at = 0
    for entry in package.kept():
        if entry.key in changed:
            written, fixed = _packed_anew(entry, changed[entry.key])
        else:
            written, fixed = package.data[entry.offset : entry.end], list(entry.fixed)
        target.write(written)
        fixed[15] = at
        at += len(written)
        directory.append(CENTRAL.pack(b"PK\1\2", *fixed) + entry.raw_name + entry.tail)
    target.writelines(directory)
    size = sum(map(len, directory))
    end = END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), size, at, 0)
    target.write(end[:-2] + package.comment)


def _packed_anew(entry: Entry, packing: Packing) -> tuple[bytes, list[int]]:
    """Return local header plus deflated content, and the central record's fields that go with it."""
    content, packed = packing.content, packing.packed()
    fixed = list(entry.fixed)
    fixed[1] = max(fixed[1], 20)  # the version of zip that knows deflate
    fixed[2] &= ~FLAG_DESCRIPTOR
    fixed[3] = DEFLATED
    fixed[6:9] = zlib.crc32(content), len(packed), len(content)
    head = LOCAL.pack(b"PK\3\4", fixed[1], fixed[2], DEFLATED, *fixed[4:9], len(entry.raw_name), 0)
    return head + entry.raw_name + packed, fixed


def verify_archive(package: Package, result: bytes) -> None:
    """Compare a written package with what was meant, part by part. Raises ResultUnsound."""
    # A changed part may pack better than the ratio guard of foreign files allows.
    limits = replace(Limits(), ratio=1 << 20)
    changed = package.changed()
    try:
        entries, comment = read_archive(result, package.title, limits)
        expected = package.kept()
        if [e.name for e in entries] != [e.name for e in expected] or comment != package.comment:
            raise ResultUnsound(file=package.title, why=sentence("部件清单", "list of parts"))
        for new, old in zip(entries, expected, strict=True):
            if old.key in changed:
                same = (
                    inflate(result, new, package.title) == changed[old.key].content and new.fixed[4:6] == old.fixed[4:6]
                )
            else:
                before = memoryview(package.data)[old.offset : old.end]
                same = new.fixed[:15] == old.fixed[:15] and memoryview(result)[new.offset : new.end] == before
            if not same:
                raise ResultUnsound(file=package.title, why=old.name)
    except ReadRefusal as refusal:
        raise ResultUnsound(file=package.title, why=refusal.text) from refusal


def _refuse_if_changed(package: Package) -> None:
    """Raise SourceChanged unless the source still holds the very bytes that were read."""
    try:
        status = package.path.stat()
        if status.st_size == len(package.data) and _same_bytes(package.path, package.data):
            return
    except OSError as error:
        raise SourceChanged(file=package.title) from error
    raise SourceChanged(file=package.title)


def _same_bytes(path: Path, data: bytes) -> bool:
    """Compare in chunks: the time stamp alone is too coarse, and a second copy in memory is not needed."""
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


def _dress(draft: Path, destination: Path, origin: os.stat_result) -> None:
    """Give the draft the mode and, where we may, the owner of the file whose place it takes."""
    with contextlib.suppress(FileNotFoundError):
        origin = destination.stat()
    draft.chmod(origin.st_mode & 0o7777)
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(draft, origin.st_uid, origin.st_gid)


def _keep_previous(destination: Path) -> None:
    """Put what stands at the destination beside it as NAME.bak; a hard link where possible: no bytes are copied."""
    kept = destination.with_name(f"{destination.name}.bak")
    handle, name = tempfile.mkstemp(prefix=f"{DRAFT_PREFIX}{kept.name}.", suffix=DRAFT_SUFFIX, dir=kept.parent)
    os.close(handle)
    spare = Path(name)
    try:
        spare.unlink()
        try:
            spare.hardlink_to(destination)
        except OSError:
            shutil.copy2(destination, spare)
            with spare.open("rb+") as copy:
                os.fsync(copy.fileno())
        spare.replace(kept)
    finally:
        with contextlib.suppress(OSError):
            spare.unlink(missing_ok=True)  # renaming one link over another of the same file leaves both


def _sweep(destination: Path) -> None:
    """Remove drafts that a killed run left for this very workbook, once they are old enough to be nobody's."""
    prefix = f"{DRAFT_PREFIX}{destination.name}."
    for found in destination.parent.iterdir():
        if found.name.startswith(prefix) and found.name.endswith(DRAFT_SUFFIX):
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
