"""Take a company's own workbook over: prove in memory what our formulas give, then write it, or say why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from xlkpi.actions.adopt import Adoption
from xlkpi.actions.opening import read_parts
from xlkpi.actions.take_over_faults import (
    cannot,
    lacking,
    levels_of_forms,
    months_without_year,
    no_total,
    nobody,
    one_or_two,
    own_rounding,
    people_who_left,
    ranked_among_nobody,
    ranked_in_whole,
    still_blank,
    undecided,
    unmade,
    unsettled,
)
from xlkpi.actions.take_over_levels import ask_rule, assumed, faults_of_levels
from xlkpi.actions.take_over_pay import bases_told, made_otherwise, pay_told, untold_factors
from xlkpi.actions.take_over_record import KEEP, REPLACE, TakenOver, Wish
from xlkpi.actions.take_over_trial import Trial, as_shown, complaint_in, edited, passes, tried_in
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import Origin, Plan, Planner, buttons_of, standing
from xlkpi.adopt.computations import computed, rounds_to
from xlkpi.adopt.grid import Place
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.part_lines import same
from xlkpi.adopt.stated_levels import Stated
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.books.book import Value
from xlkpi.books.file import FileBook
from xlkpi.books.generations import digest, generations, keep_original, running
from xlkpi.books.ooxml import Package
from xlkpi.books.ooxml.edits import Edit, NewSheet, Note, edit_workbook
from xlkpi.books.placing import refuse_if_open
from xlkpi.books.undoing import Undone, undo
from xlkpi.domain.scheme import load_scheme
from xlkpi.drawing.workbook_reading import is_blank
from xlkpi.errors import CannotWrite, CellError, Fault, Sentence, Unusable, reason_of, sentence, unsafe
from xlkpi.schemes import kinds_taken_over

MUST_AGREE = frozenset(("score", "weighted", "total", "pay"))
"""Results that are to come out as they stand: another one means that mapping or formula is wrong."""
MACRO = (".xlsm", ".xltm")
RUN = "adopt"
"""What the record of a save says ran."""


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
    trial = tried_in(planner, package, wish, done)
    _judged(adoption, planner, trial, wish, done)
    done.settled = frozenset(trial.settled)
    done.faults += faults_of_levels(planner, frozenset(key for _, key in trial.placing))
    done.faults += ranked_in_whole(planner, trial.placing) + ranked_among_nobody(planner, trial.placing)
    done.faults += [*people_who_left(planner), *made_otherwise(planner), *untold_factors(planner, trial.placing, wish)]
    done.faults += [*pay_told(planner, trial.placing, wish), *bases_told(planner, trial.placing)]
    done.faults += [*months_without_year(planner), *levels_of_forms(planner, trial.placing)]
    done.faults += [*nobody(planner), *no_total(planner), *undecided(planner), *one_or_two(planner)]
    done.faults += [*lacking(planner, trial.tried), *unmade(planner, trial.tried)]
    if unsafe(done.faults):
        return done
    plan = planner.final(trial.placing, trial.notes, Origin(path.name, digest(path)))
    book, skipped = edited(package, _dressed(plan.edit, planner, out))
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
    kinds = {kind.key: kind for kind in kinds_taken_over()}
    scheme = load_scheme(next(iter(kinds.values())).scheme)
    return Planner(adoption.understood, adoption.grids, kinds, scheme)


def _refuse_target(path: Path, out: Path) -> None:
    if out.suffix.lower() not in (".xlsx", *MACRO):
        zh, en = "请写成 .xlsm（带按钮）或 .xlsx：{out}", "the output ends in .xlsm (with buttons) or .xlsx: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    refuse_if_open(path)
    if out.resolve() != path.resolve() and out.exists():
        zh = "{out} 已存在，没有覆盖；请用 -o 另给文件名，或先移开它"
        en = "{out} exists and was not overwritten: choose another name with -o, or move it away"
        raise CannotWrite(sentence(zh, en, out=str(out)))


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


def preview(adoption: Adoption, to: Path) -> Path:
    """Write a copy in which everything that was understood is coloured and told. Raises CannotRead, CannotWrite."""
    from xlkpi.adopt.coloured_copy import preview_of

    path = Path(adoption.file)
    _refuse_target(path, to)
    planner = _planner(adoption)
    edit_workbook(path, preview_of(planner.placed, adoption.understood.parts), to, allow_signed=True)
    return to


def _judged(adoption: Adoption, planner: Planner, trial: Trial, wish: Wish, done: TakenOver) -> None:
    """Every contradiction is settled by an answer or by our formulas, or nothing is written."""
    ours = {
        (planner.placed[at].part.sheet, reference_of(*place))
        for at, key in trial.tried
        for place in planner.placed[at].places(key)
    }

    def told_of(sheet: str, cell: str, stands: str, why: Sentence) -> Fault:
        return unsettled(sheet, cell, stands, why, mends=(sheet, cell) in ours)

    found = {
        (one.sheet, one.cell): still_blank(one) if one.waiting else told_of(one.sheet, one.cell, one.stands, one.why)
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
            found.setdefault((entry.sheet, entry.cell), told_of(entry.sheet, entry.cell, entry.stands, why))
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


def _uncomputed(planner: Planner, trial: Trial, skipped: Sequence[Fault]) -> list[Fault]:
    """Formulas of ours that the evaluator could not compute: what they would give is not known."""
    ours = {
        f"{planner.placed[at].part.sheet}!{reference_of(*place)}"
        for (at, _), result in trial.placing.items()
        for place in result.places
    }
    return [replace(fault, notice=False) for fault in skipped if fault.place in ours]


def _proved(book: FileBook, plan: Plan, planner: Planner, trial: Trial, done: TakenOver) -> None:
    """What was to be computed is, and what was to stay has stayed."""
    readings, faults = read_parts(book)
    done.faults += faults
    if len(readings) != len(planner.placed) and not faults:
        raise LookupError(plan.parts)
    tried = planner.trial().tried
    filled = {
        (planner.placed[at].part.sheet, place) for (at, _), result in trial.placing.items() for place in result.places
    }
    for at, (one, record) in enumerate(zip(planner.placed, plan.parts, strict=True)):
        for key in (key for part, key in tried if part == at and key in one.kind.keys):
            result = tried[at, key]
            names = record.led[one.kind.keys[key][0]].names
            values = [value for name in names for row in book.read(name) for value in row]
            placed = trial.placing.get((at, key))
            if placed is not None and len(placed.places) == len(result.places):
                complaint = complaint_in(values, book)
                done.faults += [cannot(one.part.sheet, key, result, complaint)] if complaint else []
                continue
            for (place, value, formula), now in zip(standing(one, result), values, strict=True):
                if (one.part.sheet, place) in filled or is_blank(value) or isinstance(value, CellError):
                    continue
                if not passes(key, value, now):
                    follows = bool(formula) and _reads(one, place, filled)
                    where = f"{one.part.sheet}!{reference_of(*place)}"
                    done.faults.append(_changed(where, value, now, follows=follows))


def _reads(one: Placed, place: Place, filled: Collection[tuple[str, Place]]) -> bool:
    """Whether the company's own formula in a cell reads one that our formulas fill."""
    made = computed(one.grid, *place)
    here = [at for sheet, at in filled if sheet == one.part.sheet]
    return made is not None and any(area.holds(*at) for area in made.areas for at in here)


def _changed(place: str, value: Value, now: Value, *, follows: bool) -> Fault:
    """A result that was to stay and has not: told where it follows from what is filled in, else nothing is written."""
    zh, en = "接入后这里会从 {old} 变成 {new}，没有写入", "would change from {old} to {new}; nothing was written"
    if follows:
        zh = "公司自己的公式随填入的结果从 {old} 变成 {new}"
        en = "the company's own formula follows what is filled in: from {old} to {new}"
    return Fault(place, sentence(zh, en, old=as_shown(value), new=as_shown(now)), notice=follows)


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
