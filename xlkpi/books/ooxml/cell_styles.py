"""Cell styles with and without the mark by which Excel keeps a text from being read as a formula (`quotePrefix`).

A text like `=1+1` in a cell without that mark shows as it is until somebody presses F2 and Enter: then it is a formula.
The mark belongs to the style, so a marked cell needs a style of its own; it is added behind the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from xlkpi.books.ooxml.value_spelling import Encoded
from xlkpi.books.ooxml.xml import run, true
from xlkpi.records import dataclass

READ_AS_FORMULA: Final = "=+-@'"
"""First characters of a text that Excel, when it is typed in, would not take for a text; the last it would swallow."""
MOST_STYLES: Final = 64_000
"""Excel 2010 and later know 65,490 cell formats."""

_MARK = re.compile(rb"""\s+quotePrefix\s*=\s*(?:"[^"]*"|'[^']*')""")
_COUNT = re.compile(rb"""(\scount\s*=\s*["'])[0-9]+""")
_FOREIGN = re.compile(
    rb"""\xff\xfe|\xfe\xff|(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["'](?!(?:utf-8|us-ascii)["'])""", re.IGNORECASE
)
"""How a part begins whose bytes cannot be counted on: UTF-16, or another encoding."""
_NAME = re.compile(rb"<(?:[\w.-]+:)?xf")
_Canon = tuple[tuple[tuple[str, str], ...], bytes]


@dataclass(slots=True)
class _Style:
    """One cell style: whether it is marked, its bytes, and what it is but for the mark."""

    marked: bool
    xml: bytes
    canon: _Canon


class CellStyles:
    """The styles of a workbook; those that come to it are written by `xml`."""

    def __init__(self, read: Callable[[], bytes], *, file: str, part: str) -> None:
        """`read` gives the styles' part; nothing is read before it is needed."""
        self._read, self._file, self._part = read, file, part
        self._data: bytes | None = None
        self._styles: list[_Style] | None = None
        self._known: dict[tuple[bool, _Canon], int] = {}
        self._old = self._start = self._end = 0

    def fit(self, style: str, value: Encoded) -> str:
        """Return the style in which a plain cell of a style (as in its `s`, "" for none) keeps a value as it is."""
        kind, text = value
        if kind == "s":
            return self._marked(style, wanted=True) if text and text[0] in READ_AS_FORMULA else style
        return style if text is None or not self.any_marked else self._marked(style, wanted=False)

    @property
    def any_marked(self) -> bool:
        """Whether any style is marked; most workbooks have none, and their numbers need no look at the styles."""
        return b"quotePrefix" in self._bytes()

    @property
    def xml(self) -> bytes | None:
        """The part with the styles that came to it; None where none did."""
        if self._styles is None or len(self._styles) == self._old:
            return None
        data, new = self._bytes(), self._styles[self._old :]
        head = _COUNT.sub(lambda found: b"%s%d" % (found[1], len(self._styles or ())), data[self._start : self._end], 1)
        return data[: self._start] + head + b"".join(style.xml for style in new) + data[self._end :]

    def _bytes(self) -> bytes:
        if self._data is None:
            self._data = self._read()
        return self._data

    def _marked(self, style: str, *, wanted: bool) -> str:
        styles = self._all()
        at = int(style or "0") if (style or "0").isdecimal() else len(styles)
        if not at < len(styles) < MOST_STYLES or styles[at].marked == wanted:
            return style
        key = wanted, styles[at].canon
        if key not in self._known:
            self._known[key] = len(styles)
            bare = _MARK.sub(b"", styles[at].xml)
            xml = _NAME.sub(rb'\g<0> quotePrefix="1"', bare, count=1) if wanted else bare
            styles.append(_Style(wanted, xml, styles[at].canon))
        return str(self._known[key])

    def _all(self) -> list[_Style]:
        """Every style of the part; none in an encoding whose bytes cannot be counted on."""
        if self._styles is None:
            self._styles = [] if _FOREIGN.match(self._bytes()) else self._found()
            self._old = len(self._styles)
            for at, style in enumerate(self._styles):
                self._known.setdefault((style.marked, style.canon), at)
        return self._styles

    def _found(self) -> list[_Style]:
        data = self._bytes()
        path: list[str] = []
        opened: list[tuple[int, dict[str, str]]] = []
        found: list[_Style] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            path.append(tag.rpartition(":")[2])
            if path == ["styleSheet", "cellXfs"]:
                self._start = parser.CurrentByteIndex
            elif path == ["styleSheet", "cellXfs", "xf"]:
                opened.append((parser.CurrentByteIndex, attributes))

        def end(tag: str) -> None:
            here = parser.CurrentByteIndex  # of an empty element the byte after it, of another its end tag
            if path == ["styleSheet", "cellXfs", "xf"]:
                begin, attributes = opened.pop()
                close = data.startswith(b"</" + tag.encode(), here)
                xml = data[begin : data.index(b">", here) + 1 if close else here]
                others = tuple(sorted(pair for pair in attributes.items() if pair[0] != "quotePrefix"))
                inner = xml[xml.index(b">") + 1 :] if close else b""
                found.append(_Style(true(attributes.get("quotePrefix")), xml, (others, inner)))
            elif path == ["styleSheet", "cellXfs"]:
                self._end = here
            path.pop()

        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = start, end
        run(parser, data, file=self._file, part=self._part)
        return found
