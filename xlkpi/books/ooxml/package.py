"""A workbook's package: parts read under guard, untouched parts kept as the very bytes they were."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from xlkpi.books.ooxml.archive import DEFLATED, FLAG_UTF8, Entry, Limits, inflate, key_of, read_directory
from xlkpi.books.ooxml.packing import Packing
from xlkpi.books.ooxml.refusals import FileTooLarge, NotReadable, PartMissing, SignedWorkbook
from xlkpi.books.ooxml.saving import Origin, save_package
from xlkpi.errors import reason_of, sentence

SIGNATURES = "_xmlsignatures/"


class Package:
    """An .xlsx/.xlsm file as named parts.

    Reading a part inflates it under a bound and checks its CRC. Parts that are neither replaced nor removed are
    never inflated for a save: their compressed bytes are copied.
    """

    def __init__(self, data: bytes, origin: Origin, entries: list[Entry], comment: bytes) -> None:
        """Prefer `open` or `from_bytes`, which judge the bytes first."""
        self.data = data
        self.origin = origin
        self.entries = entries
        self.comment = comment
        self._by_key = {entry.key: entry for entry in entries}
        self._replaced: dict[str, Packing] = {}
        self._removed: set[str] = set()

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, allow_signed: bool = False, limits: Limits | None = None) -> Package:
        """Read and judge a file.

        Checked in this order: size; password or .xls; end record and zip64; number of entries; encryption, compression
        method, name and uniqueness of each; sizes and ratio; both headers of each; overlap; digital signature
        (skipped with `allow_signed`: a save then leaves a signature that no longer holds). Each has its own subclass of
        CannotRead, see `refusals`.
        """
        limits = limits or Limits()
        origin, data = _read(Path(path).absolute(), limits)
        package = cls.from_bytes(data, origin, limits)
        if not allow_signed and any(entry.key.startswith(SIGNATURES) for entry in package.entries):
            raise SignedWorkbook(file=package.title)
        return package

    @classmethod
    def from_bytes(cls, data: bytes, origin: Origin, limits: Limits) -> Package:
        """Judge bytes already read from `origin`."""
        entries, comment = read_directory(data, origin.path.name, limits)
        return cls(data, origin, entries, comment)

    def copy(self) -> Package:
        """The package as it is now, with what was changed in it; further changes do not touch this one."""
        other = copy(self)
        other.entries = list(self.entries)
        other._by_key, other._replaced = dict(self._by_key), dict(self._replaced)  # noqa: SLF001 - of its own kind
        other._removed = set(self._removed)  # noqa: SLF001
        return other

    @property
    def title(self) -> str:
        """The file's name, for messages."""
        return self.origin.path.name

    @property
    def path(self) -> Path:
        """The file this package was read from."""
        return self.origin.path

    def names(self) -> Iterator[str]:
        """Names of all present parts, in file order."""
        return (entry.name for entry in self.entries if entry.key not in self._removed)

    def has(self, name: str) -> bool:
        """Whether a part of that name (any case, with or without leading slash) is present."""
        return key_of(name) in self._by_key and key_of(name) not in self._removed

    def part(self, name: str) -> bytes:
        """Return a part's bytes, as replaced if it was. Raises PartMissing, DamagedPart."""
        entry = self._entry(name)
        if entry.key in self._replaced:
            return self._replaced[entry.key].content
        return inflate(self.data, entry, self.title)

    def replace(self, name: str, content: bytes) -> None:
        """Give a part new bytes and begin to pack them. Raises PartMissing, see `add`."""
        self._replaced[self._entry(name).key] = Packing(content)

    def add(self, name: str, content: bytes) -> None:
        """Put a part that is not there behind the last one. Its relationship and content type are the caller's."""
        raw, year_1980 = name.encode(), 0x21  # 1 January, as zip counts days: the content alone decides the bytes
        flags = 0 if name.isascii() else FLAG_UTF8
        fixed = (20, 20, flags, DEFLATED, 0, year_1980, 0, 0, 0, len(raw), 0, 0, 0, 0, 0, 0)
        entry = Entry(key_of(name), name, raw, fixed, b"", 0, 0, 0)
        self.entries.append(entry)
        self._by_key[entry.key] = entry
        self._removed.discard(entry.key)
        self.replace(name, content)

    def remove(self, name: str) -> None:
        """Leave a part out of the next save. Its relationship and content type are the caller's. Raises PartMissing."""
        self._removed.add(self._entry(name).key)

    def changed(self) -> dict[str, Packing]:
        """New content by part key, for the parts that a save will write anew."""
        return {key: packing for key, packing in self._replaced.items() if key not in self._removed}

    def kept(self) -> list[Entry]:
        """Entries that a save will write, in file order."""
        return [entry for entry in self.entries if entry.key not in self._removed]

    def save(self, to: str | os.PathLike[str] | None = None, *, backup: bool = True) -> Path:
        """Write to `to`, or in place; return the path.

        The result is written beside its destination, read back and compared part by part before it takes the
        destination's place in one step. With `backup` the file that stood there stays as `NAME.bak`.
        Afterwards this object still stands for the file as it was read: open it again to go on.
        Raises a subclass of CannotWrite, and then the destination is what it was.
        """
        return save_package(self, Path(to) if to is not None else self.path, backup=backup)

    def _entry(self, name: str) -> Entry:
        key = key_of(name)
        if key not in self._by_key or key in self._removed:
            raise PartMissing(file=self.title, part=name)
        return self._by_key[key]


def _read(path: Path, limits: Limits) -> tuple[Origin, bytes]:
    """Read a regular file of bounded size; a pipe or device would never end."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable(file=path.name, why=sentence("不是文件", "not a file"))
        if status.st_size > limits.file:
            raise FileTooLarge(file=path.name, size=status.st_size >> 20, limit=limits.file >> 20)
        with path.open("rb") as source:
            data = source.read(limits.file + 1)
            status = os.fstat(source.fileno())
    except (OSError, ValueError) as error:
        why = reason_of(error)
        raise NotReadable(file=path.name, why=why) from None
    return Origin(path, status), data
