"""A name deleted from its list while other cells still say it: told once, where it is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xlkpi.drawing.validation import KnownRule, SeveralRule
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault


def with_deleted_names(reading: Reading, faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults, in place of those about the gap and about every cell that says the name one that says both.

    Only of a list with one gap of which the other cells say one word that it lacks is it known what stood there.
    """
    users: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for name, rule in () if reading.own else _ruled(reading):
        if isinstance(rule, (KnownRule, SeveralRule)):
            users[rule.source].append((name, isinstance(rule, SeveralRule)))
    found, said = [], set()
    for source, names in users.items():
        known = {as_text(cell) for cells in reading.blocks[source] for cell in cells}
        strangers: dict[str, list[str]] = defaultdict(list)
        for name, several in names:
            for row, cells in enumerate(reading.blocks[name]):
                for at, text in enumerate(map(as_text, cells)):
                    for word in set(text.split("、") if several else [text]) - known - {""}:
                        strangers[word].append(reading.book.place(name, row, at))
        gaps = _gaps(reading, source) if len(strangers) == 1 else []
        if len(gaps) == 1:
            [(word, places)], [(row, at)] = strangers.items(), gaps
            zh = "{label}为空，请填写（{place} 等共 {count} 格填的是“{word}”）"
            en = "{label} is blank: fill it in ({count} cells from {place} on say “{word}”)"
            label = reading.kind.titles[source]
            count, place = len(places), places[0]
            told = reading.fault(source, row, zh, en, column=at, label=label, place=place, count=count, word=word)
            found.append(told)
            said |= {told.place, *places}
    return [*found, *(fault for fault in faults if fault.place not in said)]


def _ruled(reading: Reading) -> Iterator[tuple[str, object]]:
    """Yield the blocks that people type into, with their rules."""
    kind = reading.kind
    for table in kind.numbers.tables if kind.numbers else ():
        yield table.label, table.label_rule
        yield from ((column.name, column.rule) for column in table.columns)
    yield from ((column.name, column.rule) for table in kind.tables for column in table.inputs)
    yield from ((line.name, line.rule) for part in kind.lines for line in part.lines if line.role == "input")


def _gaps(reading: Reading, source: str) -> list[tuple[int, int]]:
    """Return the cells of a list that are blank beside, or above, others that are filled."""
    kind, named = reading.kind, reading.blocks[source]
    rows = [[table.label, *(c.name for c in table.columns)] for table in (kind.numbers.tables if kind.numbers else ())]
    rows += [[column.name for column in table.inputs] for table in kind.tables]
    beside = [name for names in rows if source in names for name in names]
    above = [column.name for table in kind.tables for column in table.inputs if column.named_by == source]
    above += [line.name for part in kind.lines for line in part.lines if line.named_by == source]
    return [
        (row, at)
        for row, cells in enumerate(named)
        for at, cell in enumerate(cells)
        if is_blank(cell)
        and (
            any(not is_blank(value) for name in beside for value in reading.blocks[name][row])
            or any(not is_blank(line[at]) for name in above for line in reading.blocks[name])
        )
    ]
