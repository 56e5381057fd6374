"""Numbers that were collected from people's workbooks and typed over since: a form and the summary then disagree.

What was collected stands beside the remembered marks of each person (torn_rows). A number that was typed where none was
collected is a company's own business, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlkpi.actions.checks.torn_rows import Collected, check_rows, collected_before, marks_of, recalled
from xlkpi.books.book import Value
from xlkpi.drawing.workbook_reading import Reading, as_number
from xlkpi.errors import Fault, sentence, unsafe
from xlkpi.functions.arguments import written

WITHOUT = "?"
"""Before a number that was collected once, while the last time no form gave one."""


def by_person(reading: Reading, block: str, numbers: Mapping[int, Value]) -> dict[str, str]:
    """Return numbers by row of the roster as they are kept: spelled, by the mark of whoever stands in the row.

    None is the number of somebody whose form is not there, or not right: what was collected before is kept as such.
    """
    marks = _ids(reading)
    known = collected_before(recalled(reading.book), reading.kind).get(block, {})
    found = {marks[row]: repr(value) for row, value in numbers.items() if marks and isinstance(value, float)}
    lost = {marks[row] for row, value in numbers.items() if marks and value is None} & known.keys()
    return found | {mark: WITHOUT + known[mark].removeprefix(WITHOUT) for mark in lost}


def as_they_stand(reading: Reading) -> Collected:
    """Return the numbers of today of everybody and everything that something was collected for.

    One that stands without a form is no collected number any more.
    """
    known = collected_before(recalled(reading.book), reading.kind)
    return {
        block: {
            mark: "" if now is None or kept.startswith(WITHOUT) else repr(now)
            for _, mark, kept, now in _kept(reading, block, values)
        }
        for block, values in known.items()
    }


def check_collected(reading: Reading) -> list[Fault]:
    """Tell whose number is another than was collected; it has to be settled before the workbook is approved."""
    found = []
    for block, values in collected_before(recalled(reading.book), reading.kind).items():
        label = reading.kind.titles.get(block, block)
        for row, _, kept, now in _kept(reading, block, values):
            before = kept.removeprefix(WITHOUT)
            if now is None or kept == repr(now) or not reading.appraised(row):
                continue
            zh = "{who} 的{label}取数（或确认）时是 {kept}，现在是 {now}：请重新取数；"
            en = "{label} of {who} was {kept} when it was collected (or confirmed) and is {now} now: collect again, or "
            if before == repr(now):
                zh = "{who} 的{label} {now} 是以前取的，最近一次取数没有取到他的考核表："
                zh += "请收齐后重新取数（分放几个文件夹的取上一级）；"
                en = "{label} of {who}, {now}, was collected earlier, no form gave it the last time: collect again, or "
            zh += "确要按 {now}，请用 xlkpi people {file} --as-is 确认"
            en += "confirm {now} with xlkpi people {file} --as-is"
            told = {"who": reading.who(row), "label": label, "kept": written(float(before)), "now": written(now)}
            text = sentence(zh, en, **told, file=reading.book.argument)
            found.append(Fault(reading.book.place(block, row), text, notice=True, open=True))
    return [] if found and unsafe(check_rows(reading)) else found  # rows torn apart are told as what they are


def _kept(reading: Reading, block: str, values: Mapping[str, str]) -> Iterator[tuple[int, str, str, float | None]]:
    """Yield row, mark, what was collected and what stands there now of everybody something was collected for."""
    marks = _ids(reading)
    for row in reading.roster if marks and reading.has(block) else ():
        if marks[row] in values:
            yield row, marks[row], values[marks[row]], as_number(reading.column(block)[row])


def _ids(reading: Reading) -> list[str]:
    name = reading.kind.people.get("id", "")
    return marks_of({name: reading.blocks[name]})[name] if reading.has(name) else []
