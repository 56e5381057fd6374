"""The record inside a workbook of what was finalized: stamps, kept formulas and values, in a sheet nobody sees."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, field, replace
from typing import Any, Final

from xlkpi.actions.final.meaning import Spelling, digest
from xlkpi.books.areas import Area, cell_of, reference_of
from xlkpi.books.ooxml.content import Formula
from xlkpi.books.ooxml.edits import Edit, NewSheet
from xlkpi.books.ooxml.edits.edit import Content
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.final_mark import EVENTS, FINALIZED, RECORD, RECORD_SHEET, REOPENED
from xlkpi.drawing.print_mark import final_words, with_mark
from xlkpi.records import dataclass

INPUTS, PARAMETERS, RESULTS, PAGES = GROUPS = ("inputs", "parameters", "results", "pages")
"""What values are: typed by people, numbers of the rulebook, computed, or what else stands on the pages."""
FOLLOWING: Final = "following"
"""Values that follow from open cells, as they were when the workbook was finalized."""
AREAS: Final = ("live", "open", "following", "unlocked", "locked")
"""Attributes of a record that are areas."""
CHUNK: Final = 10_000
"""Characters of one cell of the record; Excel takes 32,767 of two bytes."""

Values = Mapping[str, Mapping[str, Mapping[str, Spelling]]]
"""Spelled values by group, sheet and reference."""


@dataclass(frozen=True)
class Stamp:
    """One event: who did what when and why, with which version, and digests of everything it vouches for.

    `kept` is the digest of the rest of the record: formulas, names, sheets, protection. `seal` is the digest of all
    before it and of the seal of the stamp before, `signature` what a key says of the seal ("" without a key).
    """

    event: str
    time: str
    name: str
    reason: str = ""
    version: str = ""
    inputs: str = ""
    parameters: str = ""
    results: str = ""
    pages: str = ""
    kept: str = ""
    seal: str = ""
    signature: str = ""

    def sealed_by(self, previous: str) -> str:
        """Return the seal that the stamp must bear behind another one of this seal ("" for the first)."""
        return digest([previous, *(text for key, text in asdict(self).items() if key not in ("seal", "signature"))])


@dataclass(frozen=True)
class Record:
    """Everything that is recorded of a final workbook; of one that was reopened the stamps alone.

    `live` are cells whose formulas stay, `open` those that may still be filled in, `following` those that are computed
    from these, `unlocked` those that were open to typing before, `locked` those that were not and are now, `protection`
    how sheets were protected that got protection now, `headers` what was printed above and below them, `names` where
    the kind's names stand.
    """

    stamps: tuple[Stamp, ...]
    values: Values = field(default_factory=dict)
    formulas: tuple[tuple[str, str, Formula], ...] = ()
    live: tuple[Area, ...] = ()
    open: tuple[Area, ...] = ()
    following: tuple[Area, ...] = ()
    unlocked: tuple[Area, ...] = ()
    locked: tuple[Area, ...] = ()
    protection: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    date1904: bool = False

    @property
    def is_final(self) -> bool:
        """Whether the workbook was finalized and not reopened since."""
        return bool(self.stamps) and self.stamps[-1].event != REOPENED

    @property
    def finalized(self) -> Stamp:
        """The stamp with which the workbook was finalized last. Raises ValueError where there is none."""
        found = next((stamp for stamp in reversed(self.stamps) if stamp.event == FINALIZED), None)
        if found is None:
            raise ValueError(FINALIZED)
        return found

    @property
    def time(self) -> dt.datetime:
        """When it was finalized, as the clock on the wall said. Raises ValueError where that was changed."""
        return dt.datetime.fromisoformat(self.finalized.time).replace(tzinfo=None)

    def digests(self) -> dict[str, str]:
        """Digests of the values by group, and of the rest."""
        found = {group: digest(self.values.get(group, {})) for group in GROUPS}
        return found | {"kept": digest([list(self._kept()), self.values.get(FOLLOWING, {})])}

    def broken_seals(self) -> list[Stamp]:
        """Return the stamps that are not what they were when they were set."""
        before = ["", *(stamp.seal for stamp in self.stamps)]
        return [stamp for stamp, seal in zip(self.stamps, before, strict=False) if stamp.seal != stamp.sealed_by(seal)]

    def stamped(self, stamp: Stamp) -> Record:
        """Return the record with one more stamp, sealed behind the last one."""
        previous = self.stamps[-1].seal if self.stamps else ""
        return replace(self, stamps=(*self.stamps, replace(stamp, seal=stamp.sealed_by(previous))))

    def reopened(self, stamp: Stamp) -> Record:
        """Return what is recorded once the workbook is open again: the stamps alone."""
        return Record(self.stamps).stamped(stamp)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the cells of the record's sheet, the stamps first."""
        for stamp in self.stamps:
            yield tuple(asdict(stamp).values())
        yield from self._kept()
        for group, sheets in self.values.items():
            for sheet, cells in sheets.items():
                yield from (("value", group, sheet, chunk) for chunk in _chunks(cells))

    def _kept(self) -> Iterator[tuple[str, ...]]:
        yield from (("sheet", sheet) for sheet in self.sheets)
        if self.date1904:
            yield ("date1904",)
        yield from (("name", name, text) for name, text in self.names.items())
        for tag in AREAS:
            areas: tuple[Area, ...] = getattr(self, tag)
            yield from ((tag, area.sheet, area.reference) for area in areas)
        yield from (("protection", sheet, xml) for sheet, xml in self.protection.items())
        yield from (("header", sheet, xml) for sheet, xml in self.headers.items())
        for sheet, reference, formula in self.formulas:
            area = "" if formula.area is None else formula.area.reference
            shared = "" if formula.shared_index is None else str(formula.shared_index)
            yield "formula", sheet, reference, formula.kind, area, shared, formula.text


def _chunks(cells: Mapping[str, Spelling]) -> Iterator[str]:
    """Yield values as texts that fit a cell."""
    chunk: dict[str, Spelling] = {}
    size = 0
    for reference, text in cells.items():
        if chunk and size + len(text) > CHUNK:
            yield json.dumps(chunk, ensure_ascii=False)
            chunk, size = {}, 0
        chunk[reference] = text
        size += len(text) + len(reference) + 8
    if chunk:
        yield json.dumps(chunk, ensure_ascii=False)


def read_record(file: WorkbookFile) -> Record | None:
    """Read the record of a workbook, None where it has none. Raises ValueError for one that was spoilt."""
    if RECORD_SHEET not in file.sheets:
        return None
    cells = file.plain(RECORD_SHEET).cells
    width = max((column for _, column in cells), default=0)
    last = max((row for row, _ in cells), default=0)

    def text(row: int, column: int) -> str:
        cell = cells.get((row, column))
        return "" if cell is None or cell.value is None else str(cell.value)

    rows = [[text(row, column) for column in range(1, width + 1)] for row in range(1, last + 1)]
    try:
        return _read(rows)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise ValueError(str(error)) from error


def _read(rows: Sequence[Sequence[str]]) -> Record:
    stamps = tuple(Stamp(*row[:12]) for row in rows if row[0] in EVENTS)
    tagged: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        tagged.setdefault(row[0], []).append(row[1:])
    values: dict[str, dict[str, dict[str, Spelling]]] = {}
    for group, sheet, chunk, *_ in tagged.get("value", ()):
        found: dict[str, Any] = json.loads(chunk)
        values.setdefault(group, {}).setdefault(sheet, {}).update({key: str(text) for key, text in found.items()})

    areas = {tag: tuple(Area.parse(reference, sheet) for sheet, reference, *_ in tagged.get(tag, ())) for tag in AREAS}
    return Record(
        stamps,
        values,
        tuple(_formula(row) for row in tagged.get("formula", ())),
        **areas,
        protection={sheet: xml for sheet, xml, *_ in tagged.get("protection", ())},
        headers={sheet: xml for sheet, xml, *_ in tagged.get("header", ())},
        names={name: text for name, text, *_ in tagged.get("name", ())},
        sheets=tuple(row[0] for row in tagged.get("sheet", ())),
        date1904="date1904" in tagged,
    )


def _formula(row: Sequence[str]) -> tuple[str, str, Formula]:
    sheet, reference, kind, area, shared, text = row[:6]
    cell_of(reference)
    if kind not in ("normal", "array", "shared"):
        raise ValueError(kind)
    found = Formula(text, kind, Area.parse(area, sheet) if area else None, int(shared) if shared else None)  # type: ignore[arg-type]
    return sheet, reference, found


def record_edit(file: WorkbookFile, record: Record) -> Edit:
    """Return what writes a record into a workbook, over the one it has."""
    cells: dict[str, Content] = {}
    if RECORD_SHEET in file.sheets:
        cells = dict.fromkeys((reference_of(*place) for place in file.plain(RECORD_SHEET).cells), None)
    for at, row in enumerate(record.rows(), 1):
        cells |= {reference_of(at, column): text for column, text in enumerate(row, 1) if text}
    stamps = Area(RECORD_SHEET, 1, 1, len(record.stamps), len(asdict(record.stamps[0])))
    names = {RECORD: stamps.absolute}
    headers = {sheet: xml for sheet, xml in _headers(record).items() if sheet in file.sheets} if record.is_final else {}
    edit = Edit(names=names, headers=headers, replace_names=True, full_calculation=False)
    if RECORD_SHEET in file.sheets:
        return replace(edit, cells={RECORD_SHEET: cells})
    return replace(edit, sheets=(NewSheet(RECORD_SHEET, cells, state="veryHidden"),))


def _headers(record: Record) -> dict[str, str]:
    """What is printed above and below the sheets of a final workbook: since when it is that, and its stamp's number."""
    final = record.finalized
    mark = final_words(final.time.partition("T")[0], final.name, record.stamps[-1].seal)
    return {sheet: with_mark(xml, mark) for sheet, xml in record.headers.items()}
