"""How high the rows of a sheet are: read from its bytes and changed there, everything else staying byte for byte.

A row in an unusual spelling is taken for one without a height of its own, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ROW: Final = re.compile(rb'<row(?=[^<>]* r="([0-9]+)")( [^<>]*?)(/?)>')
_HEIGHT: Final = re.compile(rb' ht="([0-9.]+)"')
_SAID: Final = re.compile(rb' (?:ht|customHeight)="[^"]*"')


def read_heights(xml: bytes) -> dict[int, float]:
    """Return the heights of rows in points, by number from 1, as far as the sheet says them."""
    found = ((int(row[1]), _HEIGHT.search(row[2])) for row in _ROW.finditer(xml))
    return {row: float(height[1]) for row, height in found if height}


def with_heights(xml: bytes, heights: Mapping[int, float]) -> bytes:
    """Return the sheet with other heights of some rows, which Excel then leaves alone."""

    def changed(row: re.Match[bytes]) -> bytes:
        height = heights.get(int(row[1]))
        if height is None:
            return row[0]
        return b'<row%s ht="%s" customHeight="1"%s>' % (_SAID.sub(b"", row[2]).rstrip(), b"%g" % height, row[3])

    return _ROW.sub(changed, xml)
