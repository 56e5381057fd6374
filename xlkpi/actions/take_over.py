"""Take a company's own workbook over: prove in memory what our formulas give, then write it, or say why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.actions.adopt import Adoption
from xlkpi.actions.opening import read_parts, spreadsheet_functions
from xlkpi.actions.take_over_faults import (
    MAY_BE_OWN,
    cannot,
    kept_factors,
    lacking,
    no_total,
    nobody,
    one_or_two,
    own_rounding,
    ranked_in_whole,
    still_blank,
    theirs,
    undecided,
    unmade,
    unsettled,
    waits,
)
from xlkpi.actions.take_over_levels import ask_rule, assumed, faults_of_levels, kept_levels, told_factors
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import Origin, Plan, Planner, buttons_of, standing, trial_name
from xlkpi.adopt.computations import rounds_to
from xlkpi.adopt.part_lines import same, shown
from xlkpi.adopt.result_formulas import Result
from xlkpi.adopt.stated_levels import Stated
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.generations import digest, generations, keep_original, running
from xlkpi.books.ooxml import Package, WorkbookFile
from xlkpi.books.ooxml.edits import Edit, NewSheet, Note, edit_package, edit_workbook
from xlkpi.books.placing import refuse_if_open
from xlkpi.books.undoing import Undone, undo
from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.errors import CannotWrite, CellError, Fault, Unusable, reason_of, sentence, unsafe
from xlkpi.records import dataclass
from xlkpi.schemes import kind_named

if TYPE_CHECKING:
    from xlkpi.drawing.kind import Kind

MUST_AGREE = frozenset(("score", "weighted", "total", "pay"))
"""Results that are to come out as they stand: another one means that mapping or formula is wrong."""
MACRO = (".xlsm", ".xltm")
KEEP, REPLACE = "keep", "replace"
"""What may be decided about a cell that contradicts the rest."""
RUN = "adopt"
"""What the record of a save says ran."""


@dataclass(frozen=True)
class Difference:
    """A cell whose standing value is not what our formula gives; it is kept, or replaced and told in a note."""

    sheet: str
    cell: str
    key: str
    formula: str
    stands: str
    follows: str
    replaced: bool

    def as_json(self) -> dict[str, Any]:
        """Return the difference as plain data."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "field": self.key,
            "formula": f"={self.formula}" if self.formula else "",
            "stands": self.stands,
            "follows": self.follows,
            "replaced": self.replaced,
        }


@dataclass
class TakenOver:
    """What became of a workbook: where it was written, what was added, what differs, why nothing was written."""

    out: Path | None = None
    added: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    settled: frozenset[tuple[str, str]] = frozenset()
    """Contradictions, by sheet and cell, that an answer or our formulas settle."""
    unchanged: bool = False
    by_department: bool = False
    """Whether levels follow from those of the departments, which are to be filled in on the added page."""

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return what was done as plain data."""
        shown: dict[str, Any] = {"added": list(self.added), "out": None if self.out is None else str(self.out)}
        if self.differences:
            shown["differences"] = [one.as_json() for one in self.differences]
        if self.faults:
            shown["faults"] = [
                {"place": one.place, "message": one.say(lang), "notice": one.notice} for one in self.faults
            ]
        return shown


@dataclass(frozen=True)
class Wish:
    """What the user wants: where to, whether our formulas replace others, answers to contradictions, no writing."""

    out: Path | None = None
    replace: bool = False
    decisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By sheet ("" for any) and cell: keep or replace."""
    dry_run: bool = False

    def about(self, sheet: str, cell: str, key: str) -> str:
        """What was decided about a cell, or about all cells of its key: keep, replace or nothing."""
        told = (self.decisions.get((where, what)) for what in (cell, key) for where in (sheet, ""))
        return next(filter(None, told), "")


def take_over(adoption: Adoption, wish: Wish) -> TakenOver:
    """Take a workbook over that was understood. Raises CannotRead, CannotWrite; then nothing was written."""
    done = TakenOver()
    if adoption.adopted:
        done.unchanged = True
        return done
    path = Path(adoption.file)
    if not adoption.understood.parts or adoption.understood.asked:
        return done  # what is to be said of that, the adoption says
    out = wish.out or (path if path.suffix.lower() in MACRO else path.with_suffix(".xlsm"))
    if not wish.dry_run:
        _refuse_target(path, out)
    planner = _planner(adoption)
    package = Package.open(path)
    trial = _tried(planner, package, wish, done)
    _judged(adoption, planner, trial, wish, done)
    done.settled = frozenset(trial.settled)
    done.faults += faults_of_levels(planner, frozenset(key for _, key in trial.placing))
    done.faults += ranked_in_whole(planner, trial.placing)
    done.faults += [*nobody(planner), *no_total(planner), *undecided(planner), *one_or_two(planner)]
    done.faults += [*lacking(planner, trial.tried), *unmade(planner, trial.tried)]
    if unsafe(done.faults):
        return done
    plan = planner.final(trial.placing, trial.notes, Origin(path.name, digest(path)))
    book, skipped = _edited(package, _dressed(plan.edit, planner, out))
    done.faults += _uncomputed(planner, trial, skipped)
    _proved(book, plan, planner, trial, done)
    done.faults += assumed(planner, frozenset(key for _, key in trial.placing), plan)
    done.added = plan.added
    done.by_department = bool(planner.own.departments) and any("主管_部门" in line for line in plan.added)
    if unsafe(done.faults) or wish.dry_run:
        return done
    _written(book, path, out)
    done.out = out
    return done


def _planner(adoption: Adoption) -> Planner:
    kinds: dict[str, Kind] = {key: _kind(key) for key in ("form", "summary")}
    scheme = load_scheme(kinds["summary"].scheme)
    return Planner(adoption.understood, adoption.grids, kinds, scheme)


def _kind(key: str) -> Kind:
    found = kind_named(key)
    if found is None:
        raise LookupError(key)
    return found


def _refuse_target(path: Path, out: Path) -> None:
    if out.suffix.lower() not in (".xlsx", *MACRO):
        zh, en = "请写成 .xlsm（带按钮）或 .xlsx：{out}", "the output ends in .xlsm (with buttons) or .xlsx: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    refuse_if_open(path)
    if out.resolve() != path.resolve() and out.exists():
        zh = "{out} 已存在，没有覆盖；请用 -o 另给文件名，或先移开它"
        en = "{out} exists and was not overwritten: choose another name with -o, or move it away"
        raise CannotWrite(sentence(zh, en, out=str(out)))


def _edited(package: Package, edit: Edit) -> tuple[FileBook, list[Fault]]:
    """The workbook with an edit carried out, in memory, and computed."""
    from xlkpi.macros.extending import vba_project

    edited = edit_package(package, edit, make_project=vba_project)
    troubles: set[str] = set()
    book = FileBook(WorkbookFile(edited.package), spreadsheet_functions(troubles), troubles)
    return book, book.recalculate()


def _dressed(edit: Edit, planner: Planner, out: Path) -> Edit:
    """The edit with buttons and macros, where the file may hold them."""
    if out.suffix.lower() not in MACRO:
        return edit
    from xlkpi.macros.hidden import help_rows
    from xlkpi.macros.vba import HELP_SHEET, modules

    rows = help_rows()
    cells = {reference_of(at, to): text for at, row in enumerate(rows, 1) for to, text in enumerate(row, 1) if text}
    helped = NewSheet(HELP_SHEET, cells, state="veryHidden")
    there = HELP_SHEET in planner.taken
    sheets = edit.sheets if there else (*edit.sheets, helped)
    return replace(edit, sheets=sheets, buttons=buttons_of(planner.placed), modules=modules())


@dataclass
class _Trial:
    """What the trial decides: results of ours that go into cells, and what notes tell there."""

    placing: dict[tuple[int, str], Result] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    tried: frozenset[tuple[int, str]] = frozenset()
    """Every result of ours that could be tried, by part and key."""
    settled: set[tuple[str, str]] = field(default_factory=set)
    """Cells that our formulas replace although they say something else, or that stay as a person decided."""


def _tried(planner: Planner, package: Package, wish: Wish, done: TakenOver) -> _Trial:
    """Try every formula of ours beside what stands there, and decide which cells get it."""
    plan = planner.trial()
    trial = _Trial(tried=frozenset(plan.tried))
    book = _edited(package, plan.edit)[0] if plan.tried else None
    for (at, key), result in plan.tried.items():
        one = planner.placed[at]
        ours = [row[0] for row in book.read(trial_name(at, key))] if book is not None else []
        complaint = _complaint(ours, book)
        if complaint:
            if key in MAY_BE_OWN and all(formula for _, _, formula in standing(one, result)):
                done.faults.append(theirs(one.part.sheet, key, result))
            else:
                done.faults.append(cannot(one.part.sheet, key, result, complaint))
            continue
        stands = standing(one, result)
        if all(is_blank(value) for value in ours) and any(not is_blank(value) for _, value, _ in stands):
            waiting = [value for _, value, _ in stands if not is_blank(value) and number_of(value) != 0]
            stated = planner.stated(one.part) if key == "level" and waiting else Stated()
            stays = kept_levels(one, result, stated) if stated.told else waits(one.part.sheet, key, result)
            done.faults += [stays] if waiting else []
            if waiting or any(formula for _, _, formula in stands):
                continue
        found = [
            Difference(one.part.sheet, reference_of(*place), key, formula, _text(value), _text(own), replaced=False)
            for (place, value, formula), own in zip(stands, ours, strict=True)
            if not is_blank(value) and not _same(value, own)
        ]
        if key == "coefficient" and found and planner.assumes_coefficients:
            done.faults.append(kept_factors(one.part.sheet, result))
            continue
        formulas = any(formula for _, _, formula in stands)
        replacing = wish.replace or any(wish.about(one.part.sheet, entry.cell, key) == REPLACE for entry in found)
        if replacing:
            found = [replace(entry, replaced=True) for entry in found]
            trial.notes += _old_formulas(one.part.sheet, stands, found)
            trial.settled |= {(one.part.sheet, entry.cell) for entry in found}
        if key == "level" and replacing and not one.part.level_rule and (stated := planner.stated(one.part)).bands:
            done.faults.append(ask_rule(one, result.places[0], stated))
            continue
        blank = all(value is None and not formula for _, value, formula in stands)
        if key == "coefficient" and blank and (factors := told_factors(planner, one, result)):
            done.faults += factors
            continue
        if replacing or not (formulas or found):
            trial.placing[at, key] = result
        elif formulas and not found:
            gaps = [place for place, value, made in stands if not made and value is None]
            filled = {place for place, own in zip(result.places, ours, strict=True) if not is_blank(own)}
            open_ones = tuple(place for place in gaps if place in filled)
            if open_ones:  # their formula stands in some rows only: those without a result get ours
                trial.placing[at, key] = replace(result, places=open_ones)
        done.differences += found
    return trial


def _complaint(ours: Sequence[Value], book: FileBook | None) -> str:
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


def preview(adoption: Adoption, to: Path) -> Path:
    """Write a copy in which everything that was understood is coloured and told. Raises CannotRead, CannotWrite."""
    from xlkpi.adopt.coloured_copy import preview_of

    path = Path(adoption.file)
    _refuse_target(path, to)
    planner = _planner(adoption)
    edit_workbook(path, preview_of(planner.placed, adoption.understood.parts), to, allow_signed=True)
    return to


def _judged(adoption: Adoption, planner: Planner, trial: _Trial, wish: Wish, done: TakenOver) -> None:
    """Every contradiction is settled by an answer or by our formulas, or nothing is written."""
    found = {
        (one.sheet, one.cell): still_blank(one) if one.waiting else unsettled(one.sheet, one.cell, one.stands, one.why)
        for one in adoption.understood.contradictions
    }
    grids = {grid.name: grid for grid in adoption.grids}
    for entry in done.differences:
        digits = rounds_to(grids[entry.sheet], *cell_of(entry.cell))
        numbers = number_of(entry.stands), number_of(entry.follows)
        if digits in (0, 1) and not entry.replaced and None not in numbers and same(*numbers, digits):  # type: ignore[arg-type]
            done.faults.append(own_rounding(entry.sheet, entry.cell, entry.follows, digits))
        elif entry.key in MUST_AGREE and not entry.replaced:
            zh = "按规则应为 {follows}" + ("，原公式 ={formula}" if entry.formula else "")
            en = "the rules give {follows}" + ("; the formula is ={formula}" if entry.formula else "")
            why = sentence(zh, en, follows=entry.follows or "—", formula=entry.formula)
            found.setdefault((entry.sheet, entry.cell), unsettled(entry.sheet, entry.cell, entry.stands, why))
    owners = {
        (one.part.sheet, reference_of(*place)): (key, one, place)
        for one in planner.placed
        for key in one.used
        for place in one.places(key)
    }
    for (sheet, cell), fault in found.items():
        key, one, place = owners.get((sheet, cell), ("", None, (0, 0)))
        told = wish.about(sheet, cell, key)
        if told == KEEP:
            trial.notes.append(Note(sheet, cell, f"接入时：{fault.text.values['why']}。按回答保留。"))
            trial.settled.add((sheet, cell))
        elif (sheet, cell) not in trial.settled:
            unruled = key == "level" and told == REPLACE and one is not None and not one.part.level_rule
            stated = planner.stated(one.part) if unruled and one is not None else Stated()
            done.faults.append(ask_rule(one, place, stated) if one is not None and stated.bands else fault)


def _uncomputed(planner: Planner, trial: _Trial, skipped: Sequence[Fault]) -> list[Fault]:
    """Formulas of ours that the evaluator could not compute: what they would give is not known."""
    ours = {
        f"{planner.placed[at].part.sheet}!{reference_of(*place)}"
        for (at, _), result in trial.placing.items()
        for place in result.places
    }
    return [replace(fault, notice=False) for fault in skipped if fault.place in ours]


def _proved(book: FileBook, plan: Plan, planner: Planner, trial: _Trial, done: TakenOver) -> None:
    """What was to be computed is, and what was to stay has stayed."""
    readings, faults = read_parts(book)
    done.faults += faults
    if len(readings) != len(planner.placed) and not faults:
        raise LookupError(plan.parts)
    tried = planner.trial().tried
    for at, (one, record) in enumerate(zip(planner.placed, plan.parts, strict=True)):
        for key in (key for part, key in tried if part == at and key in one.kind.keys):
            result = tried[at, key]
            names = record.led[one.kind.keys[key][0]].names
            values = [value for name in names for row in book.read(name) for value in row]
            placed = trial.placing.get((at, key))
            if placed is not None and len(placed.places) == len(result.places):
                complaint = _complaint(values, book)
                done.faults += [cannot(one.part.sheet, key, result, complaint)] if complaint else []
                continue
            for (place, value, _), now in zip(standing(one, result), values, strict=True):
                if not is_blank(value) and not _same(value, now):
                    zh = "接入后这里会从 {old} 变成 {new}，没有写入"
                    en = "would change from {old} to {new}; nothing was written"
                    told = sentence(zh, en, old=_text(value), new=_text(now))
                    done.faults.append(Fault(f"{one.part.sheet}!{reference_of(*place)}", told))


def _written(book: FileBook, path: Path, out: Path) -> None:
    """Save, with the original as the generation to go back to. Raises CannotWrite."""
    with running(RUN):
        if out.resolve() == path.resolve():
            book.file.save(whole=True)
            return
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            book.file.save(out)
            keep_original(out, path)
        except OSError as error:
            zh, en = "原件的副本写不下（{why}）", "no copy of the original could be kept ({why})"
            raise CannotWrite(sentence(zh, en, why=reason_of(error))) from error


def was_adopted(path: Path) -> bool:
    """Whether an adoption of this workbook can be taken back."""
    return any(one.run == RUN for one in generations(path))


def undo_adoption(path: Path) -> Undone:
    """Give back the workbook as it was before it was taken over. Raises Unusable, CannotRead, CannotWrite."""
    for workbook in (path, path.with_suffix(".xlsm")):
        run = next((one for one in generations(workbook) if one.run == RUN), None)
        if run is not None:
            return undo(workbook, run.stamp)
    raise Unusable(sentence("{file} 没有接入过，或历史版本已不在", "{file} was not adopted", file=path.name))


def _same(one: Value, other: Value) -> bool:
    """Whether two results are the same for a person: numbers to two decimals, texts without blanks."""
    left, right = number_of(one), number_of(other)
    if left is not None and right is not None:
        return same(left, right)
    return "".join(_text(one).split()) == "".join(_text(other).split())


def _text(value: Value) -> str:
    return shown(value).strip()
