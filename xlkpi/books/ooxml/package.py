"""A workbook's package: parts read under guard, untouched parts kept as the very bytes they were."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Self

from xlkpi.books.ooxml.archive import DEFLATED, FLAG_UTF8, Entry, Limits, inflate, key_of, read_directory
from xlkpi.books.ooxml.packing import Packing
from xlkpi.books.ooxml.refusals import FileTooLarge, NotReadable, PartMissing, SignedWorkbook
from xlkpi.errors import CannotRead, as_argument, reason_of, sentence

SIGNATURES = "_xmlsignatures/"


class Package:
    """An .xlsx/.xlsm file as named parts.

    Reading a part inflates it under a bound and checks its CRC. Parts that are neither replaced nor removed are
    never inflated for a save: their compressed bytes are copied.
    """

    def __init__(self, data: bytes, path: Path, limits: Limits) -> None:
        """Judge bytes that stand at a path; prefer `open`."""
        self.data = data
        self.path = path
        self.limits = limits
        self.entries, self.comment = read_directory(data, path.name, limits)
        self._by_key = {entry.key: entry for entry in self.entries}
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
        whole = Path(path).absolute()
        package = cls(_read(whole, limits), whole, limits)
        if not allow_signed and any(entry.key.startswith(SIGNATURES) for entry in package.entries):
            raise SignedWorkbook(file=package.title)
        return package

    def standing(self, data: bytes, path: Path) -> Self:
        """The package as it stands at a path after a save."""
        return type(self)(data, path.absolute(), self.limits)

    def draft(self) -> Self:
        """The package as it was read, to be changed without changing this one."""
        return self.standing(self.data, self.path)

    def copy(self) -> Self:
        """The package as it is now, with what was changed in it; further changes do not touch this one."""
        other = copy(self)
        other.entries = list(self.entries)
        other._by_key, other._replaced = dict(self._by_key), dict(self._replaced)  # noqa: SLF001 - of its own kind
        other._removed = set(self._removed)  # noqa: SLF001
        return other

    @property
    def title(self) -> str:
        """The file's name, for messages."""
        return self.path.name

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
        self._replaced[self._entry(name).key] = Packing(content, self.limits)

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

    def is_changed(self) -> bool:
        """Whether a save would write anything new."""
        return bool(self._replaced or self._removed)

    def present(self) -> list[Entry]:
        """Entries that a save will write, in file order."""
        return [entry for entry in self.entries if entry.key not in self._removed]

    def _entry(self, name: str) -> Entry:
        key = key_of(name)
        if key not in self._by_key or key in self._removed:
            raise PartMissing(file=self.title, part=name)
        return self._by_key[key]


def _read(path: Path, limits: Limits) -> bytes:
    """Read a regular file of bounded size; a pipe or device would never end."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            zh = "{file} 是文件夹，这里要一个工作簿：请写出其中的文件，一次一个"
            en = "{file} is a folder, and one workbook is wanted here: name a file in it"
            raise CannotRead(sentence(zh, en, file=as_argument(path)))
        if not stat.S_ISREG(status.st_mode):
            raise NotReadable(file=path.name, why=sentence("不是文件", "not a file"))
        if status.st_size > limits.file:
            raise FileTooLarge(file=path.name, size=status.st_size >> 20, limit=limits.file >> 20)
        with path.open("rb") as source:
            return source.read(limits.file + 1)
    except (OSError, ValueError) as error:
        raise NotReadable(file=path.name, why=reason_of(error)) from None
