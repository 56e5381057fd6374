"""Pages of a PDF as PNG pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

POINTS_PER_INCH = 72
RGB = 3
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def pages(pdf: bytes, dots_per_inch: float) -> Iterator[bytes]:
    """Yield every page of a PDF as the bytes of a PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True)
            raw, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
            rows = [raw[at : at + width * RGB] for at in range(0, stride * bitmap.height, stride)]
            yield png(width, rows)
    finally:
        document.close()


def png(width: int, rows: list[bytes]) -> bytes:
    """Return a picture, rows of 3 bytes a pixel, as PNG."""
    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return PNG_SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
