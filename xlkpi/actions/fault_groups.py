"""Many faults told as few: one line for neighbouring cells with the same trouble, one for all unconfirmed numbers.

The screen and the buttons show faults so; JSON and `-v` list every cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlkpi.books.areas import Area, cell_of, covering, runs_of
from xlkpi.errors import Fault, Sentence, Words, sentence

CELL = re.compile(r"(.+)!([A-Z]{1,3}[1-9][0-9]{0,6})")
"""A place that is one cell: `附件3!F7`."""
FILE = re.compile(r".*\.(?:xls[xm]|csv|txt|tsv)(?= |$)", re.IGNORECASE)
"""The file that a place begins with, where it names one."""
WHOLE = re.compile(r"\{\w+\}")
"""A sentence that is one value only: its value is a sentence of its own, not one of many fillings of a gap."""
MANY = 3
"""In how many files the same stands before it is told once for all of them."""
NAMED = 6
"""How many of the differing values a line names before it only counts them: about what fits one line of a screen."""


def in_order(faults: Sequence[Fault]) -> list[Fault]:
    """Return faults as one goes through the files: by file and sheet as they came, by row and column; each once."""
    once = list({(fault.place, fault.text.say(), fault.notice): fault for fault in faults}.values())
    files: dict[str, int] = {}
    sheets: dict[str, int] = {}

    def place(fault: Fault) -> tuple[int, int, int, int]:
        sheet, cell = _cell(fault.place)
        of_file = FILE.match(fault.place)
        file = of_file[0] if of_file else ""
        line = fault.text.values.get("line", 0)
        row, column = cell or (line if isinstance(line, int) else 0, 0)
        return files.setdefault(file, len(files)), sheets.setdefault(sheet, len(sheets)), row, column

    places = [place(fault) for fault in once]
    return [once[at] for at in sorted(range(len(once)), key=lambda at: places[at])]


def grouped(faults: Sequence[Fault]) -> list[Fault]:
    """Return the same faults with fewer lines, each where its first cell stood.

    Cells that touch in a column, a row or a rectangle and whose sentences differ in their values only become one fault
    `附件3!F7:F24`, lines of a file of which the same is said one fault of these lines; numbers that nobody confirmed
    become one notice. Nothing else is joined: faults of different sentences, sheets or files stay apart, and so do a
    fault and a notice.
    """
    faults = in_order(faults)
    found: dict[int, Fault] = {}
    families: dict[object, dict[tuple[int, int], int]] = {}
    lines: dict[object, dict[int, int]] = {}
    open_numbers = {at for at, fault in enumerate(faults) if fault.unconfirmed and not fault.open}
    if len(open_numbers) > 1:
        found[min(open_numbers)] = _unconfirmed([faults[at] for at in sorted(open_numbers)])
    for at, fault in enumerate(faults):
        if len(open_numbers) > 1 and at in open_numbers:
            continue
        sheet, cell = _cell(fault.place)
        line = fault.text.values.get("line")
        if cell is None and isinstance(line, int):
            said = _with_line(fault, "").text.say()
            lines.setdefault((fault.place, said, fault.notice, fault.waiting), {})[line] = at
            continue
        family = families.setdefault(_family(fault, sheet), {})
        if cell is None or cell in family:  # a second fault of one cell is a line of its own
            found[at] = fault
        else:
            family[cell] = at
    for family in families.values():
        for area in _areas(family):
            members = sorted(at for cell, at in family.items() if area.holds(*cell))
            found[members[0]] = _joined([faults[at] for at in members], area)
    for alike in lines.values():
        runs = "、".join(f"{one}" if one == last else f"{one}～{last}" for one, last in runs_of(sorted(alike)))
        first = min(alike.values())
        found[first] = _with_line(faults[first], runs) if len(alike) > 1 else faults[first]
    return [found[at] for at in sorted(found)]


def _cell(place: str) -> tuple[str, tuple[int, int] | None]:
    """Return the sheet and the cell of a place, no cell where the place is a file, a page or a block."""
    found = CELL.fullmatch(place)
    try:
        return (found[1], cell_of(found[2])) if found else ("", None)
    except ValueError:  # beyond the last column: a file that happens to be called so
        return "", None


def _family(fault: Fault, sheet: str) -> tuple[object, ...]:
    """Return what faults must share to be told in one line."""
    alone = WHOLE.fullmatch(fault.text.zh)
    return (sheet, fault.text.zh, fault.text.en, fault.notice, fault.text.say() if alone else None)


def _with_line(fault: Fault, line: str) -> Fault:
    return replace(fault, text=replace(fault.text, values={**fault.text.values, "line": line}))


def _areas(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Cover cells: runs down each column first, then runs of the same rows side by side."""
    found = covering("", [(column, row) for row, column in cells])
    return [Area("", area.left, area.top, area.right, area.bottom) for area in found]


def _joined(members: Sequence[Fault], area: Area) -> Fault:
    first = members[0]
    if len(members) == 1:
        return first
    sheet = first.place.rpartition("!")[0]
    values = {key: _listed([fault.text.values[key] for fault in members]) for key in first.text.values}
    zh, en = "共{count}格：{text}", "{count} cells: {text}"
    text = sentence(zh, en, count=len(members), text=Sentence(first.text.zh, first.text.en, values))
    return Fault(f"{sheet}!{area.reference}", text, first.notice)


def _listed(values: Sequence[Words]) -> Words:
    """Return one value where all are the same, else the different ones in a row, the later ones only counted."""
    different = list({value.say() if isinstance(value, Sentence) else value: value for value in values}.values())
    if len(different) == 1:
        return different[0]
    shown = {f"v{at}": value for at, value in enumerate(different[:NAMED])}
    zh, en = "、".join(f"{{{key}}}" for key in shown), ", ".join(f"{{{key}}}" for key in shown)
    rest = len(different) - len(shown)
    if rest:
        zh, en = f"{zh} 等{len(different)}个", f"{en} and {rest} more"
    return Sentence(zh, en, shown)


def _unconfirmed(notices: Sequence[Fault]) -> Fault:
    sheets = list(dict.fromkeys(notice.place.rpartition("!")[0] for notice in notices))
    zh = "有 {count} 个数值原文缺失，暂按假定计算，请核对后在“已确认”一栏选“是”"
    en = "{count} numbers are not confirmed, assumptions are used: look at them and choose 是 under 已确认"
    return Fault("、".join(sheets), sentence(zh, en, count=len(notices)), notice=all(one.notice for one in notices))


def common_faults(files: Sequence[Sequence[Fault]]) -> tuple[list[list[Fault]], list[tuple[int, Fault]]]:
    """Part what says the same of several files, notices and work not begun, from what is to be told of each file.

    Returns the other faults of each file in the order of its cells, and each common one with how many files have it.
    """
    each = [grouped(faults) for faults in files]
    have = Counter(text for faults in each for text in {fault.text.say() for fault in faults if _may_be_common(fault)})
    first: dict[str, Fault] = {}
    rest = []
    for faults in each:
        own = []
        for fault in faults:
            if _may_be_common(fault) and have[fault.text.say()] >= MANY:
                first.setdefault(fault.text.say(), fault)
            else:
                own.append(fault)
        rest.append(own)
    return rest, [(have[text], fault) for text, fault in first.items()]


def _may_be_common(fault: Fault) -> bool:
    return fault.notice or fault.waiting


def counts(files: Sequence[Sequence[Fault]]) -> tuple[int, int]:
    """Count the faults and the notices of several files, the same for every verb that looks at them.

    Every faulty cell counts, but none that only waits to be filled in (`not_begun`); of notices, and of numbers that
    nobody confirmed, what a screen tells in one line.
    """
    wrong = notices = 0
    for faults in files:
        lines = grouped(faults)
        notices += sum(line.notice for line in lines)
        plain = (one for one in faults if not one.notice and not one.unconfirmed and not one.waiting)
        wrong += len({(one.place, one.say()) for one in plain})
        wrong += any(one.unconfirmed and not one.notice for one in faults)
    return wrong, notices


def not_begun(faults: Sequence[Fault]) -> bool:
    """Tell whether all that keeps a file from being used is that it is not filled in yet."""
    stopping = [fault for fault in faults if not fault.notice]
    return bool(stopping) and all(fault.waiting for fault in stopping)


def by_file(faults: Sequence[Fault]) -> list[list[Fault]]:
    """Return faults apart by the file that their places begin with."""
    found: dict[str, list[Fault]] = {}
    for fault in faults:
        of_file = FILE.match(fault.place)
        found.setdefault(of_file[0] if of_file else "", []).append(fault)
    return list(found.values())
