"""The zip container of a workbook read with suspicion: every entry is judged before a single byte is inflated."""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from zlib_ng import zlib_ng

from xlkpi.books.ooxml.refusals import (
    DamagedPart,
    DuplicateEntry,
    EmptyFile,
    EncryptedEntry,
    EncryptedWorkbook,
    FileTooLarge,
    HeaderMismatch,
    LegacyWorkbook,
    NotAPackage,
    OddLayout,
    OverlappingEntries,
    PackageBomb,
    TooManyEntries,
    TruncatedPackage,
    UnknownCompression,
    UnsafeEntryName,
    Zip64Package,
)
from xlkpi.errors import sentence
from xlkpi.records import dataclass

END: Final = struct.Struct("<4s4H2LH")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
LOCAL: Final = struct.Struct("<4s5H3L2H")
COMMENT_AT: Final = 20
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STORED, DEFLATED = 0, 8
FLAG_ENCRYPTED, FLAG_DESCRIPTOR, FLAG_STRONG, FLAG_UTF8 = 0x1, 0x8, 0x40, 0x800
MB: Final = 1 << 20
_DAMAGED_DIRECTORY: Final = sentence("目录损坏", "damaged directory")


@dataclass(frozen=True)
class Limits:
    """What a package may be at most; 1,523 real workbooks stay below all of them. Sizes in bytes."""

    file: int = 200 * MB
    entries: int = 10_000
    part: int = 512 * MB
    total: int = 1024 * MB
    ratio: int = 200
    ratio_from: int = MB

    def swollen(self, size: int, packed: int) -> bool:
        """Whether a part unpacks to so much more than it takes that it looks like a bomb."""
        return size > self.ratio_from and size > self.ratio * max(1, packed)


class Entry(NamedTuple):
    """One entry of the central directory, and where its bytes stand in the file."""

    key: str
    name: str
    raw_name: bytes
    fixed: tuple[int, ...]
    tail: bytes
    offset: int
    data: int
    end: int

    @property
    def method(self) -> int:
        """Compression method, 0 or 8."""
        return self.fixed[3]

    @property
    def crc(self) -> int:
        """CRC-32 of the inflated bytes."""
        return self.fixed[6]

    @property
    def packed(self) -> int:
        """Size in the file, bytes."""
        return self.fixed[7]

    @property
    def size(self) -> int:
        """Size when inflated, bytes."""
        return self.fixed[8]


def key_of(name: str) -> str:
    """Part names are compared without case; some writers use backslashes or a leading slash."""
    return name.replace("\\", "/").lstrip("/").lower()


def refuse_foreign(data: bytes, file: str, limits: Limits) -> None:
    """Raise for what is not a zip package at all, saying what it is."""
    if not data:
        raise EmptyFile(file=file)
    if len(data) > limits.file:
        raise FileTooLarge(file=file, size=len(data) // MB, limit=limits.file // MB)
    if data[: len(OLE_MAGIC)] == OLE_MAGIC:
        if data.find("EncryptedPackage".encode("utf-16le")) >= 0:
            raise EncryptedWorkbook(file=file)
        raise LegacyWorkbook(file=file)
    if data[:2] != b"PK":
        raise NotAPackage(file=file)


def read_directory(data: bytes, file: str, limits: Limits) -> tuple[list[Entry], bytes]:
    """Return the entries in directory order, and the zip comment together with its length field.

    Raises a ReadRefusal for every container that is not plainly and fully accounted for.
    """
    refuse_foreign(data, file, limits)
    start, end, count = _end_record(data, file)
    if not count:
        raise NotAPackage(file=file)
    if count > limits.entries:
        raise TooManyEntries(file=file, count=count, limit=limits.entries)
    drafts = _central_records(data, file, start, end, count)
    _refuse_bombs(drafts, file, limits)
    return _locate(data, file, drafts, start), data[end + COMMENT_AT :]


def _end_record(data: bytes, file: str) -> tuple[int, int, int]:
    """Return where the central directory starts and ends, and its number of entries."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + END.size:
        raise TruncatedPackage(file=file)
    if data[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise Zip64Package(file=file)
    _, disk, first_disk, here, count, size, start, _ = END.unpack_from(data, at)
    if 0xFFFF in (here, count) or 0xFFFFFFFF in (size, start):
        raise Zip64Package(file=file)
    if disk or first_disk or here != count:
        raise OddLayout(file=file, why=sentence("分卷压缩包", "multi-disk archive"))
    if start + size != at:
        raise OddLayout(file=file, why=sentence("目录位置不符", "misplaced directory"))
    return start, at, count


class _Draft(NamedTuple):
    """A central record that passed the checks of its own fields."""

    key: str
    name: str
    raw_name: bytes
    fixed: tuple[int, ...]
    tail: bytes


def _central_records(data: bytes, file: str, start: int, end: int, count: int) -> list[_Draft]:
    drafts: list[_Draft] = []
    seen: set[str] = set()
    at = start
    for _ in range(count):
        if at + CENTRAL.size > end or data[at : at + 4] != b"PK\1\2":
            raise OddLayout(file=file, why=_DAMAGED_DIRECTORY)
        fixed = CENTRAL.unpack_from(data, at)[1:]
        flags, method, (name_size, extra_size, comment_size) = fixed[2], fixed[3], fixed[9:12]
        at += CENTRAL.size
        raw_name = data[at : at + name_size]
        tail = data[at + name_size : at + name_size + extra_size + comment_size]
        at += name_size + extra_size + comment_size
        named = _named(raw_name, bool(flags & FLAG_UTF8))
        if named is None:
            raise UnsafeEntryName(file=file, part=repr(raw_name))
        name, key, leads_out = named
        if at > end or not name:
            raise OddLayout(file=file, why=_DAMAGED_DIRECTORY)
        if flags & (FLAG_ENCRYPTED | FLAG_STRONG):
            raise EncryptedEntry(file=file, part=name)
        if method not in (STORED, DEFLATED):
            raise UnknownCompression(file=file, part=name, method=method)
        if 0xFFFFFFFF in (fixed[7], fixed[8], fixed[15]):
            raise Zip64Package(file=file)
        if method == STORED and fixed[7] != fixed[8]:
            raise HeaderMismatch(file=file, part=name)
        if leads_out:
            raise UnsafeEntryName(file=file, part=repr(name))
        if key in seen:
            raise DuplicateEntry(file=file, part=name)
        seen.add(key)
        drafts.append(_Draft(key, name, raw_name, fixed, tail))
    if at != end:
        raise OddLayout(file=file, why=sentence("目录之后有多余内容", "bytes after the directory"))
    return drafts


@lru_cache(maxsize=1024)
def _named(raw: bytes, utf8: bool) -> tuple[str, str, bool] | None:
    """An entry's name, what it is looked up by, and whether it leads out of the package; None where it is no text."""
    try:
        name = raw.decode("utf-8" if utf8 else "cp437")
    except UnicodeDecodeError:
        return None
    return name, key_of(name), _leads_out(name)


def _leads_out(name: str) -> bool:
    """Absolute, drive, NUL and parent-folder names; an alternate data stream also needs the colon."""
    return (
        name.startswith(("/", "\\"))
        or ":" in name
        or "\0" in name
        or (".." in name and ".." in re.split(r"[/\\]", name))
    )


def _refuse_bombs(drafts: list[_Draft], file: str, limits: Limits) -> None:
    total = 0
    for draft in drafts:
        packed, size = draft.fixed[7], draft.fixed[8]
        total += size
        if size > limits.part or limits.swollen(size, packed) or total > limits.total:
            raise PackageBomb(file=file, part=draft.name, size=max(size, total) // MB)


def _locate(data: bytes, file: str, drafts: list[_Draft], directory: int) -> list[Entry]:
    """Find each entry's bytes; they run up to the next entry, so that data descriptors travel with them."""
    offsets = sorted(draft.fixed[15] for draft in drafts)
    if offsets[0] != 0:
        raise OddLayout(file=file, why=sentence("第一个部件之前有多余内容", "bytes before the first entry"))
    following = dict(zip(offsets, [*offsets[1:], directory], strict=True))
    if len(following) != len(drafts):
        shared = {one for one, other in pairwise(offsets) if one == other}
        twice = next(draft.name for draft in drafts if draft.fixed[15] in shared)
        raise OverlappingEntries(file=file, part=twice)
    entries: list[Entry] = []
    for draft in drafts:
        offset, end = draft.fixed[15], following[draft.fixed[15]]
        if offset + LOCAL.size > end or data[offset : offset + 4] != b"PK\3\4":
            raise OverlappingEntries(file=file, part=draft.name)
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = LOCAL.unpack_from(data, offset)
        begin = offset + LOCAL.size + name_size + extra_size
        extra = data[begin - extra_size : begin]
        declared = flags & FLAG_DESCRIPTOR or _agree((crc, packed, size), extra, draft.fixed[6:9])
        same_name = data[offset + LOCAL.size : offset + LOCAL.size + name_size] == draft.raw_name
        if not same_name or method != draft.fixed[3] or flags & FLAG_ENCRYPTED or not declared:
            raise HeaderMismatch(file=file, part=draft.name)
        if begin + draft.fixed[7] > end:
            raise OverlappingEntries(file=file, part=draft.name)
        entries.append(Entry(*draft, offset, begin, end))
    return entries


def _agree(local: tuple[int, ...], extra: bytes, central: tuple[int, ...]) -> bool:
    """Whether CRC, packed and inflated size agree; some writers put the sizes into a zip64 field just in case."""
    if local[1:] == (0xFFFFFFFF, 0xFFFFFFFF) and len(extra) >= 20 and extra[:2] == b"\1\0":
        size, packed = struct.unpack_from("<2Q", extra, 4)
        local = (local[0], packed, size)
    return local == central


def inflate(data: bytes, entry: Entry, file: str) -> bytes:
    """Return an entry's bytes; never more than it declared, and only with the declared CRC. Raises DamagedPart."""
    packed = data[entry.data : entry.data + entry.packed]
    if entry.method == DEFLATED:
        stream = zlib_ng.decompressobj(-15)
        try:
            packed = stream.decompress(packed, entry.size + 1)
        except zlib_ng.error as error:  # type: ignore[misc]  # declared as a value, not as a class
            why = sentence("压缩数据有误", "bad compressed data: {said}", said=str(error))
            raise DamagedPart(file=file, part=entry.name, why=why) from None
    if len(packed) != entry.size:
        raise DamagedPart(file=file, part=entry.name, why=sentence("大小不符", "wrong size"))
    if zlib_ng.crc32(packed) != entry.crc:
        raise DamagedPart(file=file, part=entry.name, why=sentence("校验和不符", "wrong checksum"))
    return packed
