"""A workbook that was taken over, held again against its own sums and its own rules in words."""

from __future__ import annotations

from xlkpi.books.file import FileBook
from xlkpi.drawing.layout import ADOPTED
from xlkpi.errors import Fault, sentence


def own_rules(book: FileBook) -> list[Fault]:
    """What a company's own workbook contradicts in itself: a level by its stated points, a subtotal, a place.

    Taking over told of these once; scores change every month, and what people type beside them does not follow. Only
    notices: an answer may have let the same thing stand. The book has been recalculated.
    """
    if ADOPTED not in book.names():
        return []
    from xlkpi.actions.adopt import adopt_open

    understood = adopt_open(book.as_written(), book.file.path).understood
    zh, en = "现在是 {stands}：{why}；请核对", "here stands {stands}: {why}; please look at it"
    return [
        Fault(f"{one.sheet}!{one.cell}", sentence(zh, en, stands=one.stands, why=one.why), notice=True)
        for one in understood.contradictions
        if not one.waiting
    ]
