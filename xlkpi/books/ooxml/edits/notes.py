"""Notes put on cells: in the list of comments of the sheet, and as shapes of its legacy drawing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, quoted
from xlkpi.books.ooxml.edits.cells import area_of_reference
from xlkpi.books.ooxml.edits.edit import Note
from xlkpi.books.ooxml.edits.edit_refusals import NoteRefused
from xlkpi.books.ooxml.edits.package_draft import HEAD, Draft
from xlkpi.books.ooxml.edits.vml import NOTE_TYPE, LegacyDrawing
from xlkpi.books.ooxml.markup import Markup, Node
from xlkpi.books.ooxml.spelling import attribute, text_of
from xlkpi.books.ooxml.value_spelling import escape
from xlkpi.books.ooxml.xml import MAIN
from xlkpi.errors import Sentence, sentence

COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
THREADED: Final = "tc={"
"""How the author of a comment begins that only stands in for a threaded one."""
COLUMNS_WIDE, ROWS_HIGH = 3, 5
"""Size of a note's frame in cells."""
_LOOK: Final = '<rPr><sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/></rPr>'


def add_notes(draft: Draft, notes: Sequence[Note]) -> None:
    """Put notes on cells, behind the text of those that are there. Raises SheetMissing, NoteRefused, Unusable."""
    for note in notes:
        part = draft.sheet_part(note.sheet)
        area = area_of_reference(note.cell, note.sheet)
        if area.rows * area.columns > 1:
            raise _refusal(note, sentence("请给出一个单元格", "one cell is needed"))
        if not note.text.strip():
            raise _refusal(note, sentence("批注没有文字", "it has no text"))
        if any(link.kind == "threadedComment" for link in draft.related(part, "threadedComment")) and _is_threaded(
            draft, part, area.reference
        ):
            zh, en = "那里已有对话式批注，不能混写", "there is a threaded comment, with which a note cannot be mixed"
            raise _refusal(note, sentence(zh, en))
        if _listed(draft, part, area.reference, note):
            LegacyDrawing(draft, note.sheet, part).add(NOTE_TYPE, partial(_shape, area.top, area.left))


def _is_threaded(draft: Draft, part: str, cell: str) -> bool:
    comments = _comments_part(draft, part)
    if comments is None:
        return False
    with draft.markup(comments) as markup:
        present = _find(markup, cell)
        return present is not None and _author(markup, present).startswith(THREADED)


def _comments_part(draft: Draft, part: str) -> str | None:
    found = draft.related(part, "comments")
    return found[0].target if found else None


def _listed(draft: Draft, part: str, cell: str, note: Note) -> bool:
    """Put the text into the list of comments; whether the cell had none and needs a shape."""
    comments = _comments_part(draft, part)
    if comments is None:
        empty = f'{HEAD}<comments xmlns="{MAIN[0]}"><authors></authors><commentList></commentList></comments>'
        comments = draft.add(f"{draft.folder}/comments{{}}.xml".lstrip("/"), empty.encode(), COMMENTS_TYPE)
        draft.relate(part, "comments", comments)
    text = escape(note.text)
    with draft.markup(comments) as markup:
        present = _find(markup, cell)
        if present is not None:
            _append_text(markup, present, text)
            return False
        holder = markup.root.find("commentList")
        if holder is None:
            raise _refusal(note, sentence("批注清单无法识别", "the list of comments is in a form that is not known"))
        own = attribute("ref", cell) + attribute("authorId", _author_number(markup, note.author))
        markup.append(holder, f"<comment{own}><text>{_run(text)}</text></comment>")
    return True


def _find(markup: Markup, cell: str) -> Node | None:
    holder = markup.root.find("commentList")
    if holder is None:
        return None
    return next((node for node in holder.children if node.attributes.get("ref") == cell), None)


def _author(markup: Markup, comment: Node) -> str:
    authors = markup.root.find("authors")
    number = comment.attributes.get("authorId", "")
    if authors is None or not number.isdecimal() or int(number) >= len(authors.children):
        return ""
    return markup.inner(authors.children[int(number)])


def _author_number(markup: Markup, author: str) -> int:
    """The number of an author in the list, who is added if need be."""
    authors = markup.root.find("authors")
    spelled = text_of(escape(author))
    if authors is None:
        markup.place(
            markup.root, f"<authors><author>{spelled}</author></authors>", "authors", ("authors", "commentList")
        )
        return 0
    known = [markup.inner(node) for node in authors.children]
    if spelled in known:
        return known.index(spelled)
    markup.append(authors, f"<author>{spelled}</author>")
    return len(known)


def _append_text(markup: Markup, comment: Node, text: str) -> None:
    """Put text behind that of a comment, unless it is there already."""
    holder = comment.find("text")
    if holder is None:
        markup.append(comment, f"<text>{_run(text)}</text>")
        return
    spelled = text_of(text)
    if any(node.tag == "t" and markup.inner(node) in (spelled, f"\n{spelled}") for node in holder.walk()):
        return
    plain = holder.find("t")
    if plain is not None:  # text without runs; with a second piece it has to become one
        inside = markup.inner(plain)
        markup.replace(plain, _spelled(f'<r><t xml:space="preserve">{inside}</t></r>', holder))
    markup.append(holder, _run("\n" + text))


def _spelled(xml: str, parent: Node) -> str:
    return xml if not parent.prefix else xml.replace("<r>", f"<r{attribute('xmlns', parent.space)}>", 1)


def _run(text: str) -> str:
    return f'<r>{_LOOK}<t xml:space="preserve">{text_of(text)}</t></r>'


def _shape(row: int, column: int, number: int, above: int) -> str:
    """The frame of a note, right of its cell; near the sheet's edge it moves in."""
    left = min(column, MAX_COLUMN - COLUMNS_WIDE - 1)
    top = min(max(row - 2, 0), MAX_ROW - ROWS_HIGH - 1)
    anchor = f"{left}, 15, {top}, 2, {left + COLUMNS_WIDE}, 15, {top + ROWS_HIGH}, 2"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;width:144pt;height:72pt;z-index:{above};visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )


def _refusal(note: Note, why: Sentence) -> NoteRefused:
    return NoteRefused(place=f"{quoted(note.sheet)}!{note.cell}", why=why)
