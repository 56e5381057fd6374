"""Spreadsheet function that draws lines for a spot check."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional

from xlkpi.day_zero import DAY_ZERO_1900
from xlkpi.domain.draw import drawn
from xlkpi.functions.arguments import Argument, ErrorCell
from xlkpi.functions.catalogue import Example, column, declare, need


@declare(
    "KPI_DRAW",
    need("lines", "事项", "", "供抽查的事项，一行一项", "lines to draw from, one a row"),
    need("count", "抽查数", "项", "抽几项", "how many are drawn"),
    need(
        "seed",
        "抽查批次",
        "",
        "抽查批次，如日期；换一个批次即另抽一次",
        "name of the draw, such as a date; another name draws anew",
    ),
    zh="随机抽查",
    en="TRUE for the lines drawn at random; the same seed draws the same lines",
    shape="column",
    source="rules A2: head office draws lines of daily work at random",
    example=Example(([["巡检记录"], [""], ["投诉回访"], ["台账抽查"]], 1, "第1次"), [[False], [""], [False], [True]]),
)
def kpi_draw(lines: Argument, count: Argument, seed: Argument) -> Any:
    """Draw lines; nothing is drawn while the draw has no name or no number."""
    count.refuse_block()
    seed.refuse_block()
    many, name = count.number(0), _name(seed)
    if many is not None and (many < 0 or many.denominator != 1):
        raise count.complaint(0, " {value} 应是不小于 0 的整数", "{value} must be a whole number from 0 on")
    found: Dict[int, str] = {}
    results: List[Any] = [None] * len(lines.cells)
    for place in range(len(lines.cells)):
        try:
            text: Optional[str] = lines.text(place)
        except ErrorCell as error:
            results[place] = error.error
            continue
        if text is not None:
            found[place] = text
    if name is None or many is None:
        return column(results)
    for place, chosen in zip(found, drawn(list(found.values()), int(many), name)):
        results[place] = chosen
    return column(results)


def _name(seed: Argument) -> Optional[str]:
    """Return the name of the draw as text; a date as its serial number, which is how LibreOffice hands dates over."""
    cell = seed.cells[0]
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return str((cell - DAY_ZERO_1900).days) if isinstance(cell, dt.date) else seed.text(0)
