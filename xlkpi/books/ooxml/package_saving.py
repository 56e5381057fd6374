"""A package written as a file: untouched parts as the bytes they were, and the whole read back and compared."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from xlkpi.books.generations import Keep
from xlkpi.books.ooxml.archive import CENTRAL, DEFLATED, END, FLAG_DESCRIPTOR, LOCAL, Entry
from xlkpi.books.ooxml.archive import read_directory as read_archive
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.packing import Packing
from xlkpi.books.ooxml.refusals import FileTooLarge, PackageBomb, ReadRefusal
from xlkpi.books.placing import Placed, place, refuse_if_open, same_bytes
from xlkpi.books.write_refusals import ResultTooLarge, ResultUnsound, SourceChanged
from xlkpi.errors import sentence


def save_package(package: Package, to: Path, *, keep: Keep | None = None) -> tuple[Placed, Package]:
    """Write a package to a path; return what came of it, and the package as it now stands there.

    The result is written beside its destination, read back and compared part by part before it takes the
    destination's place in one step. Raises a subclass of CannotWrite, and then the destination is what it was.
    """
    if not package.is_changed() and os.path.realpath(to) == os.path.realpath(package.path):
        refuse_if_open(package.path)
        return Placed(to, changed=False), package
    standing: list[Package] = []

    def write(target: BinaryIO) -> None:
        write_archive(package, target)

    def check(written: bytes) -> None:
        verify_archive(package, written)
        _refuse_if_changed(package)
        standing.append(package.standing(written, to))

    placed = place(to, write, check, origin=package.path, keep=keep)
    return placed, standing[0]


def write_archive(package: Package, target: BinaryIO) -> None:
    """Write the zip: untouched entries as the bytes they were, changed ones deflated anew, all in their old order."""
    changed = package.changed()
    directory: list[bytes] = []
    at = 0
    for entry in package.present():
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
    packed = packing.packed()
    fixed = list(entry.fixed)
    fixed[1] = max(fixed[1], 20)  # the version of zip that knows deflate
    fixed[2] &= ~FLAG_DESCRIPTOR
    fixed[3] = DEFLATED
    fixed[4:9] = _fields(entry, packing)
    head = LOCAL.pack(b"PK\3\4", fixed[1], fixed[2], DEFLATED, *fixed[4:9], len(entry.raw_name), 0)
    return head + entry.raw_name + packed, fixed


def _fields(entry: Entry, packing: Packing) -> tuple[int, ...]:
    """Time, date, checksum and both sizes of a part that is packed anew."""
    return (*entry.fixed[4:6], packing.crc, len(packing.packed()), len(packing.content))


def verify_archive(package: Package, result: bytes) -> None:
    """Compare a written package with what was meant, part by part; it has to pass the judgement of the next run too.

    Raises ResultUnsound, ResultTooLarge.
    """
    changed = package.changed()
    try:
        entries, comment = read_archive(result, package.title, package.limits)
        expected = package.present()
        if [e.name for e in entries] != [e.name for e in expected] or comment != package.comment:
            raise ResultUnsound(file=package.title, why=sentence("部件清单", "list of parts"))
        for new, old in zip(entries, expected, strict=True):
            if old.key in changed:
                packing = changed[old.key]
                packed = memoryview(result)[new.data : new.data + new.packed]
                same = packing.sound and packed == packing.packed() and new.fixed[4:9] == _fields(old, packing)
            else:
                before = memoryview(package.data)[old.offset : old.end]
                same = new.fixed[:15] == old.fixed[:15] and memoryview(result)[new.offset : new.end] == before
            if not same:
                raise ResultUnsound(file=package.title, why=old.name)
    except (FileTooLarge, PackageBomb) as refusal:
        raise ResultTooLarge(file=package.title, why=refusal.text) from refusal
    except ReadRefusal as refusal:
        raise ResultUnsound(file=package.title, why=refusal.text) from refusal


def _refuse_if_changed(package: Package) -> None:
    """Raise SourceChanged unless the source still holds the very bytes that were read."""
    try:
        if same_bytes(package.path, package.data):
            return
    except OSError as error:
        raise SourceChanged(file=package.title) from error
    raise SourceChanged(file=package.title)
