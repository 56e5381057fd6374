"""A VBA project as [MS-OVBA] wants it written: the sources and nothing compiled, so that Office compiles on opening.

The library that assembles the project leaves caches of the blank project it began with: a cache of a version this
project was never compiled by, blanked, and compiled code before some sources. Office ignores or regenerates them, but
the specification says that a writer must not write them.
"""

from __future__ import annotations

import struct

NO_CACHE = bytes.fromhex("CC 61 FF FF 00 00 00")
"""[MS-OVBA] 2.3.4.1: reserved, version 0xFFFF ("no cache": MUST be so on write), three reserved bytes, nothing more."""

CODE_PAGE, VERSION, STREAM_NAME, OFFSET = 0x0003, 0x0009, 0x001A, 0x0031
"""Records of the stream `dir` ([MS-OVBA] 2.3.4.2): PROJECTCODEPAGE, PROJECTVERSION, MODULESTREAMNAME, MODULEOFFSET."""


def without_caches(project: bytes) -> bytes:
    """Return a vbaProject.bin whose modules hold their compressed source from the first byte."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    file = CFB.from_bytes(project)
    listed = bytearray(decompress(file.get_stream_in_storage("VBA", "dir")))
    for name, place in _modules(listed):
        (start,) = struct.unpack_from("<I", listed, place)
        source = file.get_stream_in_storage("VBA", name)[start:]
        file.write_stream_in_storage("VBA", name, source)
        struct.pack_into("<I", listed, place, 0)
    file.write_stream_in_storage("VBA", "dir", compress(bytes(listed)))
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", NO_CACHE)
    return bytes(file.to_bytes())


def _modules(listed: bytearray) -> list[tuple[str, int]]:
    """Each module's stream and where in `dir` the offset of its source stands."""
    from pyopenvba.vba import encoding_for_codepage

    found, place, name, encoding = [], 0, "", "ascii"
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
            found.append((name, body))
        place = body + size
    return found
