"""A VBA project read by the letter of [MS-OVBA], sharing nothing with what writes ours: what does not fit raises."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field

import olefile
from oletools.olevba import decompress_stream

PROJECT_LINE = re.compile(
    r'ID="(?P<id>\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\})"\r\n'
    r"(?P<modules>(?:Document=\w+/&H[0-9A-F]{8}\r\n|(?:Module|Class|BaseClass)=\w+\r\n)+)"
    r'(?:HelpFile="[^"]*"\r\n)?(?:ExeName32="[^"]*"\r\n)?Name="(?P<name>\w{1,31})"\r\nHelpContextID="-?\d+"\r\n'
    r'(?:Description="[^"]*"\r\n)?(?:VersionCompatible32="393222000"\r\n)?'
    r'CMG="(?P<cmg>[0-9A-F]+)"\r\nDPB="(?P<dpb>[0-9A-F]+)"\r\nGC="(?P<gc>[0-9A-F]+)"\r\n'
    r"\r\n\[Host Extender Info\]\r\n(?:&H[0-9A-F]{8}=\{[0-9A-F-]{36}\};\w+;&H[0-9A-F]{8}\r\n)+"
    r"(?:\r\n\[Workspace\]\r\n(?P<workspace>(?:\w+=(?:-?\d+, ){4}[CZI]?(?:, (?:-?\d+, ){4}[CZI]?)?\r\n)*))?(?:\r\n)?",
)
"""2.3.1, the stream PROJECT, in its ABNF's order; names here are ASCII."""


@dataclass
class Project:
    """What the three lists of a project say, in their order."""

    modules: list[str] = field(default_factory=list)
    listed: list[tuple[str, bool]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    in_project: list[tuple[str, str]] = field(default_factory=list)
    in_workspace: list[str] = field(default_factory=list)
    in_wm: list[str] = field(default_factory=list)
    protection: bytes = b""
    password: bytes = b""
    visibility: bytes = b""


class Records:
    """The records of the stream `dir`, taken one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def peek(self) -> int:
        return struct.unpack_from("<H", self.data, self.place)[0]

    def take(self, kind: int, size: int | None = None) -> bytes:
        found, length = struct.unpack_from("<HI", self.data, self.place)
        assert found == kind, f"record {found:#06x} at {self.place} where {kind:#06x} belongs"
        assert size is None or length == size, f"record {kind:#06x} says {length} bytes, not {size}"
        start = self.place + 6
        self.place = start + length
        body = self.data[start : self.place]
        assert len(body) == length, "the stream ends in a record"
        return body

    def raw(self, size: int) -> bytes:
        self.place += size
        return self.data[self.place - size : self.place]

    def both(self, kind: int, wide: int, encoding: str) -> str:
        """A text in the project's code page, and again in UTF-16: they must be the same."""
        text = self.take(kind).decode(encoding)
        assert self.take(wide).decode("utf-16le") == text
        return text


def opened(data: bytes, key: int) -> bytes:
    """2.4.3.3, Data Decryption; `key` is the sum of the bytes of the project's id."""
    seed, version, project = data[0], data[1] ^ data[0], data[2] ^ data[0]
    assert version == 2
    assert project == key, "encrypted for another project's id"
    plain, first, second, unencrypted = [], data[2], data[1], project
    for byte in data[3:]:
        one = byte ^ ((second + unencrypted) & 0xFF)
        first, second, unencrypted = byte, first, one
        plain.append(one)
    ignored = (seed & 6) // 2
    (length,) = struct.unpack("<I", bytes(plain[ignored : ignored + 4]))
    body = bytes(plain[ignored + 4 :])
    assert len(body) == length
    return body


def read(data: bytes) -> Project:
    """Read a vbaProject.bin. Raises AssertionError where it is not as specified."""
    file = olefile.OleFileIO(io.BytesIO(data))
    streams = {"/".join(name) for name in file.listdir()}
    assert file.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\x00\x00\x00"
    found = Project()
    _dir(found, Records(bytes(decompress_stream(bytearray(file.openstream("VBA/dir").read())))), file)
    assert streams == {
        "PROJECT",
        "PROJECTwm",
        "VBA/_VBA_PROJECT",
        "VBA/dir",
        *(f"VBA/{name}" for name in found.sources),
    }
    _project(found, file.openstream("PROJECT").read().decode("ascii"))
    _project_wm(found, file.openstream("PROJECTwm").read())
    return found


def _dir(found: Project, records: Records, file: olefile.OleFileIO) -> None:
    """2.3.4.2: PROJECTINFORMATION, PROJECTREFERENCES, PROJECTMODULES."""
    assert records.take(0x01, 4) in (b"\0\0\0\0", b"\1\0\0\0", b"\2\0\0\0", b"\3\0\0\0")  # SysKind: 16, 32 bit, Mac, 64
    if records.peek() == 0x4A:
        records.take(0x4A, 4)  # PROJECTCOMPATVERSION
    assert records.take(0x02, 4) == records.take(0x14, 4) == b"\x09\x04\0\0"  # Lcid and LcidInvoke: MUST be 0x0409
    encoding = f"cp{struct.unpack('<H', records.take(0x03, 2))[0]}"
    assert 1 <= len(records.take(0x04)) <= 128
    for kind, wide in ((0x05, 0x40), (0x06, 0x3D)):
        records.take(kind)
        records.take(wide)
    records.take(0x07, 4)
    assert records.take(0x08, 4) == b"\0\0\0\0"  # LibFlags
    records.take(0x09, 4)
    records.raw(2)  # VersionMinor comes on top of the size
    records.both(0x0C, 0x3C, encoding) if records.peek() == 0x0C else None
    while records.peek() == 0x16:
        records.both(0x16, 0x3E, encoding)
        _reference(records, encoding)
    (count,) = struct.unpack("<H", records.take(0x0F, 2))
    records.take(0x13, 2)
    for _ in range(count):
        _module(found, records, file, encoding)
    records.take(0x10, 0)
    assert records.place == len(records.data), "something stands behind the end"


def _reference(records: Records, encoding: str) -> None:
    """2.3.4.2.2: a library of types, a control with its twiddled copy, or another project."""
    if records.peek() == 0x33:
        records.take(0x33)
    if records.peek() == 0x2F:
        records.take(0x2F)
        if records.peek() == 0x16:
            records.both(0x16, 0x3E, encoding)
        records.take(0x30)
    elif records.peek() == 0x0E:
        records.take(0x0E)
    else:
        (length,) = struct.unpack_from("<I", records.data, records.place + 6)
        body = records.take(0x0D)
        assert len(body) == 4 + length + 6
        assert body[4:].startswith(b"*\\G{")
        assert body[-6:] == bytes(6)


def _module(found: Project, records: Records, file: olefile.OleFileIO, encoding: str) -> None:
    """2.3.4.2.3.2, the MODULE record, and the stream it points to (2.3.4.3)."""
    name = records.both(0x19, 0x47, encoding)
    stream = records.both(0x1A, 0x32, encoding)
    records.both(0x1C, 0x48, encoding)
    assert records.take(0x31, 4) == bytes(4), "a cache stands before the source"
    assert records.take(0x1E, 4) == bytes(4)
    assert records.take(0x2C, 2) == b"\xff\xff"
    plain = records.peek() == 0x21
    records.take(0x21 if plain else 0x22, 0)
    for flag in (0x25, 0x28):  # read only, private
        if records.peek() == flag:
            records.take(flag, 0)
    records.take(0x2B, 0)
    source = bytes(decompress_stream(bytearray(file.openstream(f"VBA/{stream}").read()))).decode(encoding)
    assert re.search(rf'^Attribute VB_Name = "{name}"\s*$', source, re.MULTILINE), source[:200]
    found.listed.append((name, plain))
    found.sources[stream] = source


def _project(found: Project, text: str) -> None:
    match = PROJECT_LINE.fullmatch(text)
    assert match, text
    for line in match["modules"].splitlines():
        kind, name = line.split("=")
        found.in_project.append((kind, name.split("/")[0]))
    found.in_workspace = [line.split("=")[0] for line in (match["workspace"] or "").splitlines()]
    key = sum(match["id"].encode("ascii")) & 0xFF
    found.protection, found.password, found.visibility = (
        opened(bytes.fromhex(match[part]), key) for part in ("cmg", "dpb", "gc")
    )


def _project_wm(found: Project, data: bytes) -> None:
    """2.3.3: pairs of a name in the code page and in UTF-16, each ended by zero, and two zeros at the end."""
    place = 0
    while data[place:] != b"\0\0":
        end = data.index(b"\0", place)
        name, place = data[place:end].decode("ascii"), end + 1
        wide = (name + "\0").encode("utf-16le")
        assert data[place : place + len(wide)] == wide
        place += len(wide)
        found.in_wm.append(name)
