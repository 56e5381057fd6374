"""Formulas of ours tried beside what stands in a company's own workbook: which cells get one, and why others do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import NamedTuple

from xlkpi.actions.opening import spreadsheet_functions
from xlkpi.actions.take_over_faults import MAY_BE_OWN, called_otherwise, cannot, theirs, waits
from xlkpi.actions.take_over_levels import ask_rule, kept_levels, levels_wait_for, told_factors
from xlkpi.actions.take_over_pay import kept_factors
from xlkpi.actions.take_over_record import KEEP, REPLACE, Difference, TakenOver, Wish
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import Planner, standing, trial_name
from xlkpi.adopt.grid import Place
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.part_lines import same, shown
from xlkpi.adopt.result_formulas import Result
from xlkpi.adopt.stated_levels import Stated
from xlkpi.adopt.value_conflicts import AWAY
from xlkpi.books.areas import reference_of
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml import Package, WorkbookFile
from xlkpi.books.ooxml.edits import Edit, Note, edit_package
from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.errors import CellError, Fault
from xlkpi.records import dataclass


def edited(package: Package, edit: Edit) -> tuple[FileBook, list[Fault]]:
    """The workbook with an edit carried out, in memory, and computed."""
    from xlkpi.macros.extending import vba_project

    package = edit_package(package, edit, make_project=vba_project).package
    troubles: set[str] = set()
    book = FileBook(WorkbookFile(package), spreadsheet_functions(troubles), troubles)
    return book, book.recalculate()


@dataclass
class Trial:
    """What the trial decides: results of ours that go into cells, and what notes tell there."""

    placing: dict[tuple[int, str], Result] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    tried: frozenset[tuple[int, str]] = frozenset()
    """Every result of ours that could be tried, by part and key."""
    settled: set[tuple[str, str]] = field(default_factory=set)
    """Cells that our formulas replace although they say something else, or that stay as a person decided."""


def tried_in(planner: Planner, package: Package, wish: Wish, done: TakenOver) -> Trial:
    """Try every formula of ours beside what stands there, and decide which cells get it."""
    plan = planner.trial()
    trial = Trial(tried=frozenset(plan.tried))
    book = edited(package, plan.edit)[0] if plan.tried else None
    for (at, key), result in plan.tried.items():
        one = planner.placed[at]
        sheet = one.part.sheet
        ours = [row[0] for row in book.read(trial_name(at, key))] if book is not None else []
        complaint = complaint_in(ours, book)
        if complaint:
            done.faults.append(_uncomputed(planner, one, result, complaint))
            continue
        stands = standing(one, result)
        idle = all(is_blank(value) or value == NOT_APPRAISED for value in ours)  # nothing is known of anybody yet
        if idle and any(not is_blank(value) for _, value, _ in stands):
            waiting = [value for _, value, _ in stands if not is_blank(value) and number_of(value) != 0]
            stated = planner.stated(one.part) if key == "level" and waiting else Stated()
            if waiting:
                done.faults.append(_waiting(planner, one, result, stated))
            if waiting or any(formula for _, _, formula in stands):
                continue
        both = list(zip(stands, ours, strict=True))
        away = {place for (place, value, made), own in both if not made and _says_away(value, own)}
        found = [
            Difference(sheet, reference_of(*place), key, formula, as_shown(value), as_shown(own), replaced=False)
            for (place, value, formula), own in both
            if not is_blank(value) and not passes(key, value, own) and not _both_wait(value, own, formula)
            if place not in away
        ]
        if key == "coefficient" and found and planner.assumes_coefficients:
            done.faults.append(kept_factors(sheet, result))
            continue
        formulas = any(formula for _, _, formula in stands)
        told = _decided(sheet, key, found, wish, formulas=formulas)
        told = told._replace(kept=told.kept | {reference_of(*place) for place in away})
        replacing = bool(told.replaced) or wish.replace
        found = [replace(entry, replaced=entry.cell in told.replaced) for entry in found]
        _note(trial, sheet, stands, [entry for entry in found if entry.replaced])
        if key == "level" and replacing and not one.part.level_rule and (stated := planner.stated(one.part)).bands:
            done.faults.append(ask_rule(one, result.places[0], stated))
            continue
        blank = all(value is None and not formula for _, value, formula in stands)
        if key == "coefficient" and blank and (factors := told_factors(planner, one, result)):
            done.faults += factors
            continue
        if blank and wish.about(sheet, reference_of(*result.places[0]), key) == KEEP:
            continue
        places = _places(result, stands, ours, told)
        if places:
            trial.placing[at, key] = replace(result, places=places)
        done.differences += found
    return trial


class _Answered(NamedTuple):
    """What was decided of the cells of a result that say something else than ours."""

    kept: frozenset[str]
    replaced: frozenset[str]
    everything: bool
    """Whether ours come into all cells that are not kept."""
    open: bool
    """Whether something differs that nobody decided to keep."""


def _decided(sheet: str, key: str, found: Sequence[Difference], wish: Wish, *, formulas: bool) -> _Answered:
    """What was decided of cells that differ from ours.

    An answer about one typed cell among the company's own formulas is about this cell; in a column without any, all
    that differs is replaced.
    """
    told = {entry.cell: wish.about(sheet, entry.cell, key) for entry in found}
    kept = frozenset(cell for cell, answer in told.items() if answer == KEEP)
    asked = frozenset(cell for cell, answer in told.items() if answer == REPLACE)
    everything = wish.replace or (bool(asked) and not formulas)
    return _Answered(kept, frozenset(told) - kept if everything else asked, everything, len(told) > len(kept))


def _places(
    result: Result, stands: Sequence[tuple[Place, Value, str]], ours: Sequence[Value], told: _Answered
) -> tuple[Place, ...]:
    """The cells that get a formula of ours: all that is not kept, or beside the company's formulas the open ones."""
    formulas = any(made for _, _, made in stands)
    if told.everything or not (formulas or told.open):
        return tuple(place for place in result.places if reference_of(*place) not in told.kept)
    if told.replaced:
        return tuple(place for place in result.places if reference_of(*place) in told.replaced)
    if told.open:
        return ()
    # their formula stands in some rows only: those without a result get ours
    filled = {place for place, own in zip(result.places, ours, strict=True) if not is_blank(own)}
    return tuple(place for place, value, made in stands if not made and value is None and place in filled)


def _waiting(planner: Planner, one: Placed, result: Result, stated: Stated) -> Fault:
    """What stands there stays, for nothing is known yet of what ours would give."""
    if stated.told:
        return kept_levels(one, result, stated)
    own = result.key == "level"
    return levels_wait_for(planner, one, result) if own else waits(one.part.sheet, result.key, result)


def _note(
    trial: Trial, sheet: str, stands: Sequence[tuple[tuple[int, int], Value, str]], changed: Sequence[Difference]
) -> None:
    trial.notes += _old_formulas(sheet, stands, changed)
    trial.settled |= {(sheet, entry.cell) for entry in changed}


def _uncomputed(planner: Planner, one: Placed, result: Result, complaint: str) -> Fault:
    """What is said of a result of ours that does not come out; where their formula gives an error too, it waits."""
    stands, sheet = standing(one, result), one.part.sheet
    if all(made and isinstance(value, CellError) for _, value, made in stands):
        return waits(sheet, result.key, result)
    if result.key in MAY_BE_OWN and all(formula for _, _, formula in stands):
        return theirs(sheet, result.key, result)
    return called_otherwise(planner, one, result.key, result) or cannot(sheet, result.key, result, complaint)


def _says_away(value: Value, own: Value) -> bool:
    """Whether a word of theirs says why somebody has no result, where ours is none either: it stays."""
    return isinstance(value, str) and AWAY.search(value) is not None and (is_blank(own) or own == NOT_APPRAISED)


def _both_wait(value: Value, own: Value, formula: str) -> bool:
    """Whether a formula of theirs gives an error where ours is blank: nothing is filled in yet."""
    return bool(formula) and isinstance(value, CellError) and is_blank(own)


def complaint_in(ours: Sequence[Value], book: FileBook | None) -> str:
    """The sentence of ours, or the error, that comes out in the place of a result."""
    troubles = book.troubles if book is not None and book.troubles else ()
    for value in ours:
        if isinstance(value, CellError) or (isinstance(value, str) and value in troubles):
            return str(value)
    return ""


def _old_formulas(
    sheet: str, stands: Sequence[tuple[tuple[int, int], Value, str]], found: Sequence[Difference]
) -> list[Note]:
    """Notes that tell what was replaced: the first formula of a column, and every value that was another."""
    texts: dict[str, str] = {entry.cell: f"接入前为 {entry.stands}，按规则为 {entry.follows}。" for entry in found}
    first = next(((place, formula) for place, _, formula in stands if formula), None)
    if first is not None:
        cell = reference_of(*first[0])
        texts[cell] = texts.get(cell, "") + f"原公式：={first[1]}"
    return [Note(sheet, cell, text) for cell, text in texts.items()]


def shows_the_same(one: Value, other: Value) -> bool:
    """Whether two results are the same for a person: numbers to two decimals, texts without blanks."""
    left, right = number_of(one), number_of(other)
    if left is not None and right is not None:
        return same(left, right)
    return "".join(as_shown(one).split()) == "".join(as_shown(other).split())


def passes(key: str, stands: Value, ours: Value) -> bool:
    """Whether what stands may stand beside ours: the same, or a 0 where somebody gets no pay and no coefficient."""
    nothing = key in ("pay", "coefficient") and is_blank(ours) and number_of(stands) == 0
    return nothing or shows_the_same(stands, ours)


def as_shown(value: Value) -> str:
    """A value as a person reads it, without blanks around it."""
    return shown(value).strip()
