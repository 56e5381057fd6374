"""A part's new bytes, deflated on a thread of their own while their maker still checks them."""

from __future__ import annotations

import threading
import zlib
from typing import Final

LEVEL: Final = 6
WORTH_A_THREAD: Final = 1 << 18
"""Below this many bytes a part is packed faster than a thread is started."""


class Packing:
    """Content and its deflated form; zlib works outside the interpreter's lock, so the two run side by side."""

    def __init__(self, content: bytes) -> None:
        self.content = content
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
            squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
            self._packed = squeeze.compress(self.content) + squeeze.flush()
        except MemoryError:
            self._packed = None  # tried once more, and then raised, where it is asked for
