"""The month that the head of a sheet tells once, for every form and list on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlkpi.adopt.keys import KEYS
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import cell_of


def with_month_of_sheet(parts: Sequence[Part]) -> list[Part]:
    """The parts, those without a month with that of the first one of their sheet where it stands over everything."""
    first: dict[str, Part] = {}
    for part in parts:
        first.setdefault(part.sheet, part)
    told = {sheet: part for sheet, part in first.items() if _over_everything(part, parts)}
    return [
        _with_month(part, told[part.sheet]) if part.sheet in told and not _has_month(part) else part for part in parts
    ]


def _over_everything(first: Part, parts: Sequence[Part]) -> bool:
    """Whether a part's month stands over all names and bodies of its sheet: in its title, in nobody's head."""
    if "month" not in first.fields:
        return False
    own = [part for part in parts if part.sheet == first.sheet]
    heads = [cell_of(at)[0] for part in own for key, at in part.fields.items() if key in ("name", "employee_id")]
    bodies = [row for part in own for row in (part.first_row, *part.across.values()) if row is not None]
    return cell_of(first.fields["month"])[0] < min([*heads, *bodies], default=0)


def _has_month(part: Part) -> bool:
    asked = {question.field for question in part.questions}
    return "month" in {*part.fields, *part.columns, *part.across, *asked}


def _with_month(part: Part, first: Part) -> Part:
    fields = {**part.fields, "month": first.fields["month"]}
    return replace(
        part,
        fields={key: fields[key] for key in KEYS if key in fields},
        headings={**part.headings, "month": first.headings.get("month", "")},
    )
