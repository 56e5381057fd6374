"""Every kind of workbook: its layout, the scheme it belongs to, its tables, and who builds it."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from xlkpi.domain.scheme import Scheme
from xlkpi.templates import bid_sheet, call_sheet, period_sheet, rubric_sheet, shop_sheet, weekly_sheet
from xlkpi.templates.group_members import APPEAL, MEMBER, PENALTY
from xlkpi.templates.group_parts import GROUP_SHEET, ITEM_VALUES
from xlkpi.templates.layout import LAYOUTS, Layout
from xlkpi.templates.spec import Table


@dataclass(frozen=True)
class Sheet:
    """A kind of workbook of a scheme beyond the gas company's; `builder` is `module:function` below templates."""

    layout: Layout
    scheme: str
    builder: str
    tables: tuple[Table, ...]

    def build(self, path: Path, scheme: Scheme, period: dt.date | None, rows: int | None = None) -> Path:
        """Write an empty workbook, its rosters with `rows` rows. Raises CannotWrite, Unusable."""
        module, _, function = self.builder.partition(":")
        made: Path = getattr(importlib.import_module(f"xlkpi.templates.{module}"), function)(
            path, scheme=scheme, period=period, rows=rows
        )
        return made


SHEETS: Mapping[str, Sheet] = MappingProxyType(
    {
        sheet.layout.kind: sheet
        for sheet in (
            Sheet(GROUP_SHEET, "gubang", "group_sheet:build_groups", (ITEM_VALUES, MEMBER, PENALTY, APPEAL)),
            Sheet(call_sheet.CALL_SHEET, "call_centre", "call_sheet:build_calls", call_sheet.TABLES),
            Sheet(bid_sheet.BID_SHEET, "call_centre", "bid_sheet:build_bids", bid_sheet.TABLES),
            Sheet(shop_sheet.SHOP_SHEET, "ecommerce", "shop_sheet:build_shop", shop_sheet.TABLES),
            Sheet(weekly_sheet.WEEKLY_SHEET, "gps", "weekly_sheet:build_weekly", weekly_sheet.TABLES),
            Sheet(rubric_sheet.RUBRIC_SHEET, "gps", "rubric_sheet:build_rubric", rubric_sheet.TABLES),
            Sheet(period_sheet.PERIOD_SHEET, "gas", "period_sheet:build_period", period_sheet.TABLES),
        )
    }
)
"""By kind, in the order of the schemes."""

EVERY_LAYOUT = (*LAYOUTS, *(sheet.layout for sheet in SHEETS.values()))


def recognise(names: Collection[str]) -> Layout | None:
    """The kind of workbook that carries these defined names; None where it is none of ours."""
    return next((layout for layout in EVERY_LAYOUT if layout.marks.issubset(names)), None)
