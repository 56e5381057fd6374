"""A part's new bytes, deflated on a thread of their own while their maker still checks them."""

from __future__ import annotations

import threading
import zlib
from typing import Final

from zlib_ng import zlib_ng

from xlkpi.books.ooxml.archive import Limits

LEVEL: Final = 5
"""Of zlib-ng: as small as level 6 of zlib (99% on a sheet of 9 MB) in under half the time."""
WORTH_A_THREAD: Final = 1 << 18
"""Below this many bytes a part is packed faster than a thread is started."""


class Packing:
    """Content and its deflated form; zlib-ng works outside the interpreter's lock, so the two run side by side."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.content = content
        self._limits = limits
        self.sound = False
        """Whether the packed form, once there, gives the content back: read by zlib itself, not by what wrote it."""
        self.crc = 0
        self._packed: bytes | None = None
        self._thread: threading.Thread | None = None
        if len(content) >= WORTH_A_THREAD:
            self._thread = threading.Thread(target=self._pack, name="pack", daemon=True)
            self._thread.start()

    def packed(self) -> bytes:
        """Raw deflate stream of the content."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._packed is None:
            self._pack()
        if self._packed is None:
            raise MemoryError
        return self._packed

    def _pack(self) -> None:
        try:
            packed = deflated(self.content, self._limits)
            self.crc = zlib.crc32(self.content)
            self.sound = zlib.decompress(packed, -15, len(self.content)) == self.content
            self._packed = packed
        except (MemoryError, zlib.error):
            self._packed = None  # tried once more, and then raised, where it is asked for


def deflated(content: bytes, limits: Limits) -> bytes:
    """Raw deflate stream of a part, never packed so well that the guard against bombs would refuse it on reading."""
    squeeze = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    if not limits.swollen(len(content), len(packed)):
        return packed
    plain = len(content) // limits.ratio + 1  # so many bytes as they are keep the whole below the ratio
    store = zlib_ng.compressobj(0, zlib_ng.DEFLATED, -15)
    head = store.compress(content[:plain]) + store.flush(zlib_ng.Z_FULL_FLUSH)
    squeeze = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, -15)
    return head + squeeze.compress(content[plain:]) + squeeze.flush()
