"""A VBA project as [MS-OVBA] wants it written: the sources and nothing compiled, so that Office compiles on opening.

The library that assembles the project leaves caches of the blank project it began with: a cache of a version this
project was never compiled by, blanked, and compiled code before some sources. Office ignores or regenerates them, but
the specification says that a writer must not write them.
"""

from __future__ import annotations

import struct

NO_CACHE = bytes.fromhex("CC 61 FF FF 00 00 00")
"""[MS-OVBA] 2.3.4.1: reserved, version 0xFFFF ("no cache": MUST be so on write), three reserved bytes, nothing more."""

CODE_PAGE, VERSION, STREAM_NAME, OFFSET, END = 0x0003, 0x0009, 0x001A, 0x0031, 0x0010
"""Records of the stream `dir` ([MS-OVBA] 2.3.4.2): PROJECTCODEPAGE, PROJECTVERSION, MODULESTREAMNAME, MODULEOFFSET,
and its terminator, behind which the library leaves four bytes too many."""

COOKIES, COOKIE = (0x0013, 0x002C), 0xFFFF
"""PROJECTCOOKIE and MODULECOOKIE stand for a cache of Office's: MUST be 0xFFFF on write (2.3.4.2.3, 2.3.4.2.3.2.8)."""


def without_caches(project: bytes) -> bytes:
    """Return a vbaProject.bin whose modules hold their compressed source from the first byte."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    file = CFB.from_bytes(project)
    listed = bytearray(decompress(file.get_stream_in_storage("VBA", "dir")))
    modules, cookies = _records(listed)
    for place in cookies:
        struct.pack_into("<H", listed, place, COOKIE)
    for name, place in modules:
        (start,) = struct.unpack_from("<I", listed, place)
        source = file.get_stream_in_storage("VBA", name)[start:]
        file.write_stream_in_storage("VBA", name, source)
        struct.pack_into("<I", listed, place, 0)
    file.write_stream_in_storage("VBA", "dir", compress(bytes(listed)))
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_CACHE)
    file.write_stream("PROJECT", _without_gaps(file.get_stream("PROJECT")))
    return bytes(file.to_bytes())


def _without_gaps(listed: bytes) -> bytes:
    """The stream PROJECT with its windows' places in one run (2.3.1.18): the library adds some behind a blank line."""
    head, title, windows = listed.partition(b"[Workspace]\r\n")
    return head + title + b"".join(line + b"\r\n" for line in windows.splitlines() if line)


def _records(listed: bytearray) -> tuple[list[tuple[str, int]], list[int]]:
    """Each module's stream and where in `dir` its source's offset stands; where the cookies stand; cuts the end."""
    from pyopenvba.vba import encoding_for_codepage

    modules, cookies = [], []
    place, name, encoding = 0, "", "ascii"
    while place + 6 <= len(listed):
        kind, size = struct.unpack_from("<HI", listed, place)
        body = place + 6
        if kind == VERSION:
            size += 2  # its size says 4, its minor version comes on top ([MS-OVBA] 2.3.4.2.1.11)
        elif kind == CODE_PAGE:
            encoding = encoding_for_codepage(struct.unpack_from("<H", listed, body)[0])
        elif kind == STREAM_NAME:
            name = listed[body : body + size].decode(encoding)
        elif kind == OFFSET:
            modules.append((name, body))
        elif kind in COOKIES:
            cookies.append(body)
        elif kind == END:
            del listed[body:]
        place = body + size
    return modules, cookies
