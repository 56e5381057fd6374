"""Understand a company's own workbook: what is where in it, what has to be asked, what contradicts itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlkpi.adopt.answers import DECIDED, KINDS, with_answers
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.grids_of_file import grids_of_book
from xlkpi.adopt.keys import ANSWERABLE, called
from xlkpi.adopt.level_rules import CALLED, with_level_rules
from xlkpi.adopt.mapping import Decided, from_toml, with_mapping
from xlkpi.adopt.record import MAPPING, added_sheets, text_of
from xlkpi.adopt.understand import proved, unproved
from xlkpi.adopt.understanding import Question, Understanding
from xlkpi.books.areas import reference_of
from xlkpi.books.file import FileBook
from xlkpi.drawing.layout import ADOPTED
from xlkpi.errors import Fault, Sentence, sentence
from xlkpi.macros.vba import HELP_SHEET
from xlkpi.records import dataclass

OF_LEVELS = {"keep": "own", "replace": "quotas"}
"""What an answer about the cells of levels says of their rule."""
Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Adoption:
    """What was understood of one file; nothing is written."""

    file: str
    understood: Understanding
    grids: tuple[Grid, ...] = ()
    drift: tuple[Sentence, ...] = ()
    adopted: bool = False
    """Whether it was taken over already; then nothing more is done."""
    notices: tuple[Fault, ...] = ()
    """What is to be known of the file itself: formulas that nobody had computed."""

    def faults(self) -> list[Fault]:
        """What is open: every question with how to answer it, and as notices what a person should look at."""
        found = [Fault("、".join(sheets) or self.file, asking(one, sheets)) for one, sheets in self.questions()]
        found += [Fault(one.sheet, left_out(one), notice=True) for one in self.understood.left_out]
        return [*self.notices, *found, *(Fault(self.file, told, notice=True) for told in self.drift)]

    def questions(self) -> list[tuple[Question, tuple[str, ...]]]:
        """Every open question once, with the sheets of which it is asked: one rule of levels holds for all teams."""
        found: dict[tuple[object, ...], tuple[Question, list[str]]] = {}
        for one in self.understood.asked:
            same = () if one.field == "level_rule" else (one.sheet,)
            first = found.setdefault((one.field, one.candidates, one.why.say(), *same), (one, []))
            if one.sheet and one.sheet not in first[1]:
                first[1].append(one.sheet)
        return [(one, tuple(sheets)) for one, sheets in found.values()]

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return one object for JSON."""
        shown = {"file": self.file, **self.understood.as_json(lang), "added": [], "out": None}
        if self.understood.left_out:
            shown["left_out"] = [question.as_json(lang) for question in self.understood.left_out]
        if self.drift:
            shown["drift"] = [told.say(lang) for told in self.drift]
        return shown


def asking(question: Question, sheets: Sequence[str] = ()) -> Sentence:
    """A question with how it is answered: in a file of answers, or when asked with --interactive.

    Of several `sheets` each has its own lines there.
    """
    zh = "请确认{key}：{why}。回答：--interactive，或在 --answers 文件里写 {answer}"
    en = "please say {key}: {why}. Answer with --interactive, or write {answer} into a file for --answers"
    if question.field == "kind":
        zh, en = zh + "（form 考核表，summary 汇总表，- 都不是）", en + " (form, summary, - neither)"
    if question.field == "level_rule":
        rules = [(rule, CALLED[rule]) for rule in question.candidates]
        zh += f"（{'，'.join(f'{rule} {told[0]}' for rule, told in rules)}）"
        en += f" ({', '.join(f'{rule} {told[1]}' for rule, told in rules)})"
    if len(sheets) > 1:
        zh, en = zh + "；{others} 也各写一段", en + "; and the same for {others}"
    example = (question.candidates or ("-",))[0]
    line = f'{question.field} = "{example}"'
    answer = f'["{question.sheet}"] {line}' if question.sheet else line
    others = "、".join(sheets[1:])
    return sentence(zh, en, key=called(question.field), why=question.why, answer=answer, others=others)


def left_out(question: Question) -> Sentence:
    """A sheet that is not taken over, with how to have it taken over."""
    zh = '没有接入：{why}；如是考核，请在 --answers 文件里写 ["{sheet}"] kind = "{kind}"'
    en = 'is left out: {why}; if it is an appraisal, write ["{sheet}"] kind = "{kind}" into a file for --answers'
    return sentence(zh, en, why=question.why, sheet=question.sheet, kind=question.candidates[0])


def _of_levels(understood: Understanding, given: Answers, answers: Answers) -> Answers:
    """The answers with what one about the cells of levels says of their rule, where that is asked or was read."""
    asked = {one.sheet for one in understood.asked if one.field == "level_rule"}
    told = {sheet: OF_LEVELS.get(answers.get(sheet, answers.get("", {})).get("level", ""), "") for sheet in asked}
    for part in understood.parts:
        if part.level_rule and answers.get(part.sheet, answers.get("", {})).get("level") == "keep":
            told[part.sheet] = "own"
    rules = {sheet: {"level_rule": rule} for sheet, rule in told.items() if rule}
    return {sheet: {**rules.get(sheet, {}), **given.get(sheet, {})} for sheet in {*given, *rules}}


def adopt(path: Path, mappings: Sequence[Decided] = (), answers: Answers | None = None) -> Adoption:
    """Understand a workbook file, with earlier decisions and answers put in. Raises CannotRead, Unusable."""
    return adopt_open(FileBook.open(path, allow_signed=True), path, mappings, answers)


def adopt_open(
    book: FileBook, path: Path, mappings: Sequence[Decided] = (), answers: Answers | None = None
) -> Adoption:
    """The same of a workbook that is open already. Raises CannotRead, Unusable."""
    adopted = ADOPTED in book.names()
    ours = {HELP_SHEET, *added_sheets(book)} if adopted else set()
    grids, notices = _computed(book, [grid for grid in grids_of_book(book.file) if grid.name not in ours])
    given = {
        sheet: {key: told for key, told in some.items() if key in ANSWERABLE and told not in DECIDED}
        for sheet, some in (answers or {}).items()
    }
    if adopted and not mappings:
        mappings = from_toml(text_of(book.read(MAPPING)), path.name)
    said = {sheet: KINDS.get(told["kind"], "not_ours") for sheet, told in given.items() if "kind" in told}
    understood = unproved(grids, said, {(one.sheet, one.fingerprint) for one in mappings})
    drift: tuple[Sentence, ...] = ()
    if mappings:
        applied = with_mapping(understood, mappings)
        understood, drift = applied.understood, applied.drift
    if given:
        understood = with_answers(understood, _of_levels(understood, given, answers or {}))
        understood = understood.with_parts(with_level_rules(understood.parts, grids))  # of columns that were answered
    return Adoption(str(path), proved(understood, grids), tuple(grids), drift, adopted, notices)


def _computed(book: FileBook, grids: list[Grid]) -> tuple[list[Grid], tuple[Fault, ...]]:
    """The grids with the results that no program has kept of some formulas, and what is to be known of these."""
    unsaved = {grid.name: grid.unsaved for grid in grids}
    count = sum(map(len, unsaved.values()))
    if not count:
        return grids, ()
    values, skipped = book.computed()
    own = {name: {at: value for at, value in values.get(name, {}).items() if at in unsaved[name]} for name in unsaved}
    zh = "有 {count} 个公式没有存结果（文件由程序写出，没有用 Excel 打开保存过），已先算出再核对"
    en = "{count} formulas have no result in the file (a program wrote it): they were computed before they were read"
    lacking = {f"{name}!{reference_of(*at)}" for name, places in unsaved.items() for at in places}
    faults = [Fault(book.title, sentence(zh, en, count=count), notice=True)]
    faults += [replace(fault, notice=True) for fault in skipped if fault.place in lacking]
    return [grid.with_results(own[grid.name]) if own[grid.name] else grid for grid in grids], tuple(faults)
