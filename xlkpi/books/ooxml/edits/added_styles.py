"""Cell formats added to a workbook's styles: each made of a format that is there, and added once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from xlkpi.books.ooxml.edits.edit import Format
from xlkpi.books.ooxml.edits.edit_refusals import FormatRefused
from xlkpi.books.ooxml.edits.package_draft import HEAD, Draft
from xlkpi.books.ooxml.markup import Markup, Node
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.books.ooxml.styles import CODE_LIMIT
from xlkpi.books.ooxml.xml import MAIN
from xlkpi.errors import sentence

STYLES_ORDER: Final = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles"),
    *("colors", "extLst"),
)
"""Children of the styleSheet element in the schema's order."""

FORMATS_LIMIT: Final = 64_000
"""Cell formats in a workbook; Excel allows no more."""
FIRST_OWN_NUMBER_FORMAT: Final = 164
"""Number formats below are Excel's own."""

_FONT_ORDER: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name"),
    *("family", "charset", "scheme"),
)
_SIDES: Final = ("left", "right", "top", "bottom")
_COLOR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_HORIZONTAL: Final = ("left", "center", "right")
_STYLES_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY: Final = (
    f'{HEAD}<styleSheet xmlns="{MAIN[0]}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)

_SEEDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "fonts": ("<font/>",),
        "fills": (
            '<fill><patternFill patternType="none"/></fill>',
            '<fill><patternFill patternType="gray125"/></fill>',
        ),
        "borders": ("<border/>",),
    }
)
"""What every list of styles begins with."""


class Styles:
    """The styles of a workbook, with what is added to them; `flush` writes them once all are known."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._markup: Markup | None = None
        self._lists: dict[str, list[str]] = {}
        self._old: dict[str, int] = {}
        self._known: dict[tuple[Format, int], int] = {}

    def restyle(self, format_: Format) -> Callable[[int], int]:
        """What makes of a cell's format the wanted one. Raises FormatRefused."""
        _refuse_unfit(format_)
        return partial(self.cell_format, format_)

    def cell_format(self, format_: Format, base: int = 0) -> int:
        """The index of a cell format like that at `base`, but as wanted. Raises FormatRefused."""
        if (format_, base) not in self._known:
            self._known[format_, base] = self._added(format_, base)
        return self._known[format_, base]

    def difference(self, format_: Format) -> int:
        """The index of the format that a conditional format lays over cells."""
        _refuse_unfit(format_)
        p = self._prefix
        font = "".join(f"<{p}{tag}/>" for tag, on in (("b", format_.bold), ("i", format_.italic)) if on) + (
            f'<{p}color rgb="FF{format_.color}"/>' if format_.color else ""
        )
        parts = [f"<{p}font>{font}</{p}font>"] if font else []
        if format_.number_format is not None:
            number = self._number_format(format_.number_format)
            code = attribute("formatCode", format_.number_format)
            parts.append(f'<{p}numFmt numFmtId="{number}"{code}/>')
        if format_.fill is not None:
            fill = f'<{p}patternFill><{p}bgColor rgb="FF{format_.fill}"/></{p}patternFill>'
            parts.append(f"<{p}fill>{fill}</{p}fill>")
        if format_.border:
            parts.append(_border(p))
        return self._index("dxfs", "dxf", f"<{p}dxf>{''.join(parts)}</{p}dxf>")

    def flush(self) -> None:
        """Write what was added."""
        markup, part = self._markup, self._draft.structure.styles_part
        if markup is None or part is None:
            return
        for group in sorted(self._lists, key=STYLES_ORDER.index):
            new = self._lists[group][self._old[group] :]
            if not new:
                continue
            holder = markup.root.find(group)
            if holder is None:
                body = "".join(new)
                xml = f'<{self._prefix}{group} count="{len(new)}">{body}</{self._prefix}{group}>'
                markup.place(markup.root, xml, group, STYLES_ORDER)
            else:
                markup.count(holder, len(new))
                for xml in new:
                    markup.append(holder, xml)
        after = markup.render()
        if after != self._draft.package.part(part):
            self._draft.package.replace(part, after)
        self._markup, self._lists, self._old, self._known = None, {}, {}, {}

    def _added(self, format_: Format, base: int) -> int:
        formats = self._list("cellXfs", "xf")
        if base >= len(formats):
            if formats:
                zh, en = "单元格使用了不存在的格式 {number}", "a cell has the format {number}, which does not exist"
                raise FormatRefused(why=sentence(zh, en, number=base))
            formats.append(f'<{self._prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>')
            base = 0
        wanted = self._derived(formats[base], format_)
        index = self._index("cellXfs", "xf", wanted)
        if len(formats) > FORMATS_LIMIT:
            why = sentence("单元格格式超过 {limit} 种", "over {limit} cell formats", limit=FORMATS_LIMIT)
            raise FormatRefused(why=why)
        return index

    @property
    def _prefix(self) -> str:
        prefix = self._styles().root.prefix
        return f"{prefix}:" if prefix else ""

    def _styles(self) -> Markup:
        if self._markup is None:
            draft = self._draft
            part = draft.structure.styles_part
            if part is None:
                usual = f"{draft.folder}/styles.xml".lstrip("/")  # the one place where some readers look
                pattern = usual.replace(".xml", "{}.xml") if draft.package.has(usual) else usual
                part = draft.add(pattern, _EMPTY.encode(), _STYLES_TYPE)
                draft.relate(draft.workbook, "styles", part)
                draft.refresh()
            self._markup = Markup(draft.package.part(part), file=draft.title, part=part)
        return self._markup

    def _list(self, group: str, tag: str) -> list[str]:
        """The elements of one kind as spelled, the new ones behind."""
        if group not in self._lists:
            markup = self._styles()
            holder = markup.root.find(group)
            found = [] if holder is None else [markup.raw(child) for child in holder.children if child.tag == tag]
            self._old[group] = len(found)
            # Formats say "the first font": where there is none, ours must not become it.
            seeds = () if found else _SEEDS.get(group, ())
            self._lists[group] = found + [re.sub(r"<(/?)", rf"<\1{self._prefix}", seed) for seed in seeds]
        return self._lists[group]

    def _index(self, group: str, tag: str, element: str) -> int:
        elements = self._list(group, tag)
        if element not in elements:
            elements.append(element)
        return elements.index(element)

    def _derived(self, base: str, format_: Format) -> str:
        """A cell format as XML, made of another."""
        node = self._node(base)
        own = {name: value for name, value in node.attributes.items() if not name.startswith("{")}
        p = self._prefix
        if format_.number_format is not None:
            own |= {"numFmtId": str(self._number_format(format_.number_format)), "applyNumberFormat": "1"}
        if (format_.bold, format_.italic, format_.color) != (None, None, None):
            own |= {"fontId": str(self._font(int(own.get("fontId", "0")), format_)), "applyFont": "1"}
        if format_.fill is not None:
            color = f'<{p}fgColor rgb="FF{format_.fill}"/><{p}bgColor indexed="64"/>'
            fill = f'<{p}fill><{p}patternFill patternType="solid">{color}</{p}patternFill></{p}fill>'
            own |= {"fillId": str(self._index("fills", "fill", fill)), "applyFill": "1"}
        if format_.border is not None:
            border = _border(p) if format_.border else f"<{p}border/>"
            own |= {"borderId": str(self._index("borders", "border", border)), "applyBorder": "1"}
        children = {child.tag: child.attributes for child in node.children if child.tag in ("alignment", "protection")}
        if format_.horizontal is not None:
            children.setdefault("alignment", {})["horizontal"] = format_.horizontal
        if format_.wrap is not None:
            children.setdefault("alignment", {})["wrapText"] = "1" if format_.wrap else "0"
        if format_.locked is not None:
            children.setdefault("protection", {})["locked"] = "1" if format_.locked else "0"
        own |= {f"apply{tag.capitalize()}": "1" for tag in children if _touches(format_, tag)}
        body = "".join(
            f"<{p}{tag}{''.join(attribute(*pair) for pair in children[tag].items())}/>"
            for tag in ("alignment", "protection")
            if tag in children
        )
        head = f"<{p}xf{''.join(attribute(*pair) for pair in own.items())}"
        return f"{head}>{body}</{p}xf>" if body else f"{head}/>"

    def _font(self, base: int, format_: Format) -> int:
        p = self._prefix
        fonts = self._list("fonts", "font")
        node = self._node(fonts[base] if base < len(fonts) else f"<{p}font/>")
        pieces = {child.tag: _respelled(child, p) for child in node.children}
        for tag, on in (("b", format_.bold), ("i", format_.italic)):
            if on is not None:
                pieces.pop(tag, None)
                pieces |= {tag: f"<{p}{tag}/>"} if on else {}
        if format_.color is not None:
            pieces["color"] = f'<{p}color rgb="FF{format_.color}"/>'
        order = sorted(pieces, key=lambda tag: _FONT_ORDER.index(tag) if tag in _FONT_ORDER else len(_FONT_ORDER))
        return self._index("fonts", "font", f"<{p}font>{''.join(pieces[tag] for tag in order)}</{p}font>")

    def _number_format(self, code: str) -> int:
        """The number of a number format."""
        elements = self._list("numFmts", "numFmt")
        taken: list[int] = [FIRST_OWN_NUMBER_FORMAT - 1]
        for element in elements:
            own = self._node(element).attributes
            number = int(own.get("numFmtId", "0"))
            if own.get("formatCode") == code:
                return number
            taken.append(number)
        if code == "General":
            return 0
        number = max(taken) + 1
        elements.append(f"<{self._prefix}numFmt{attribute('numFmtId', number)}{attribute('formatCode', code)}/>")
        return number

    def _node(self, xml: str) -> Node:
        """One element of the styles by itself."""
        root = self._styles().root
        name = f"xmlns:{root.prefix}" if root.prefix else "xmlns"
        wrapped = f"<wrap{attribute(name, root.space)}{self._declared()}>{xml}</wrap>"
        return Markup(wrapped.encode(), file=self._draft.title, part="styles").root.children[0]

    def _declared(self) -> str:
        markup = self._styles()
        pairs = markup.prefixes.items()
        return "".join(attribute(f"xmlns:{prefix}", space) for space, prefix in pairs if prefix != markup.root.prefix)


def _touches(format_: Format, tag: str) -> bool:
    if tag == "protection":
        return format_.locked is not None
    return format_.horizontal is not None or format_.wrap is not None


def _border(p: str) -> str:
    sides = "".join(f'<{p}{side} style="thin"><{p}color auto="1"/></{p}{side}>' for side in _SIDES)
    return f"<{p}border>{sides}</{p}border>"


def _respelled(node: Node, p: str) -> str:
    return f"<{p}{node.tag}{''.join(attribute(*pair) for pair in node.attributes.items())}/>"


def _refuse_unfit(format_: Format) -> None:
    for color in (format_.color, format_.fill):
        if color is not None and not _COLOR.fullmatch(color):
            zh, en = "颜色“{color}”应形如 FF0000", "“{color}” is no colour like FF0000"
            raise FormatRefused(why=sentence(zh, en, color=color))
    code = format_.number_format
    if code is not None and not 0 < len(code) <= CODE_LIMIT:
        zh, en = "数字格式为空或超过 {limit} 个字符", "a number format is empty or over {limit} characters"
        raise FormatRefused(why=sentence(zh, en, limit=CODE_LIMIT))
    if format_.horizontal is not None and format_.horizontal not in _HORIZONTAL:
        raise FormatRefused(why=sentence("没有对齐方式“{word}”", "no alignment “{word}”", word=format_.horizontal))
