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


def by_person(reading: Reading, numbers: Mapping[int, Value]) -> dict[str, str]:
    """Return numbers by row of the roster as they are kept: spelled, by the mark of whoever stands in the row."""
    marks = _ids(reading)
    return {marks[row]: repr(value) for row, value in numbers.items() if marks and isinstance(value, float)}


def as_they_stand(reading: Reading) -> Collected:
    """Return the numbers of today of everybody and everything that something was collected for."""
    known = collected_before(recalled(reading.book), reading.kind)
    return {
        block: {mark: repr(now) if now is not None else "" for _, mark, _, now in _kept(reading, block, values)}
        for block, values in known.items()
    }


def check_collected(reading: Reading) -> list[Fault]:
    """Tell whose number is another than was collected; it has to be settled before the workbook is approved."""
    found = []
    for block, values in collected_before(recalled(reading.book), reading.kind).items():
        label = next((c.title for table in reading.kind.tables for c in table.columns if c.name == block), block)
        for row, _, kept, now in _kept(reading, block, values):
            if now is None or kept == repr(now) or not reading.appraised(row):
                continue
            zh = "{who} 的{label}取数（或确认）时是 {kept}，现在是 {now}：请重新取数；确要按 {now}，请用 "
            zh += "xlkpi people {file} --as-is 确认"
            en = "{label} of {who} was {kept} when it was collected (or confirmed) and is {now} now: collect again, or "
            en += "confirm {now} with xlkpi people {file} --as-is"
            told = {"who": reading.who(row), "label": label, "kept": written(float(kept)), "now": written(now)}
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
