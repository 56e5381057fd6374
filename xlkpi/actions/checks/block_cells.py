"""What the cells of a block say one by one and together: weights that total 100%, scores typed out of 1, doubles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlkpi.actions.checks.cell_rules import Cell, Complaint, Words, full_mark, value_fault
from xlkpi.books.book import Value
from xlkpi.domain.numbers import as_shares, exact, percent_sum
from xlkpi.drawing.validation import HUNDRED, LEAST_MARKS, NumberRule, Rule
from xlkpi.drawing.workbook_reading import Reading, as_text, is_blank
from xlkpi.errors import Fault
from xlkpi.functions.arguments import written


def weights_fault(reading: Reading, name: str, label: str) -> list[Fault]:
    """Return the fault of weights that do not total 100%; while one of them is no number, that is said instead."""
    values = [value for value in reading.column(name) if not is_blank(value)]
    numbers = [exact(value) for value in values if isinstance(value, float)]
    if not numbers or len(numbers) < len(values) or as_shares(numbers) is not None:
        return []
    zh, en = "{label}合计为 {total}，应为 100%，请调整", "{label} totals {total}; it must total 100%"
    mixed = mixed_weights(reading.column(name))
    if mixed:
        zh, en = zh + MIXED[0], en + MIXED[1]
    odd = "、".join(written(value) for _, value in mixed)
    row = mixed[0][0] if mixed else 0
    return [reading.fault(name, row, zh, en, label=label, total=percent_sum(numbers), odd=odd)]


MIXED = ("。{odd} 的写法与其他不同：请都写成 25% 或都写成 25", ". {odd} is not written alike: 25% or 25 for all")


def mixed_weights(values: Sequence[Value]) -> list[tuple[int, float]]:
    """Return the weights, with their rows, that are written unlike most: shares (0.25) among percents (25), or 25.

    Where as many are written either way nobody can say which are meant: all of them are returned.
    """
    numbers = [(row, value) for row, value in enumerate(values) if isinstance(value, float)]
    small = [(row, value) for row, value in numbers if 0 < value < 1]
    large = [(row, value) for row, value in numbers if value > 1]
    return sorted(small + large) if len(small) == len(large) else min(small, large, key=len)


def in_hundredths(values: Sequence[float], rule: Rule | None, full: float = HUNDRED) -> Complaint | None:
    """Ask about scores that all lie between 0 and 1 where the full mark is a hundred: 0.985 is typed for 98.5."""
    if not isinstance(rule, NumberRule) or not rule.points or full <= 1 or not values or not 0 < max(values) <= 1:
        return None
    top = max(values)
    if len(values) == 1 and top < 1:
        return None  # that is one percentage
    zh = "{label}都不超过 1（{value}），满分是 {full}：是不是应为 {meant}？请按 {full} 分制填写"
    en = (
        "{label}: none is more than 1 ({value}) although the full mark is {full}; is {meant} meant? Score out of {full}"
    )
    return zh, en, {"value": written(top), "full": written(full), "meant": written(top * full)}


def percentages(
    values: Sequence[Value], rule: Rule | None, full: float = HUNDRED, *, own: bool = False
) -> list[tuple[int, Complaint]]:
    """Ask about scores between 0 and 1, with their places: 93% typed into the cell is 0.93.

    None is asked about where all are like that (`in_hundredths` tells it), or few points are the full mark: in a
    company's `own` workbook a line may have its own, so that all others have to be scores out of a hundred.
    """
    numbers = [value for value in values if isinstance(value, float)]
    odd = [(at, value) for at, value in enumerate(values) if isinstance(value, float) and 0 < value < 1]
    others = [value for value in numbers if not 0 < value < 1]
    if not isinstance(rule, NumberRule) or not rule.points or full < LEAST_MARKS or in_hundredths(numbers, rule, full):
        return []
    if own and min(others, default=0.0) < LEAST_MARKS:
        return []
    zh, en = "{label} {value} 像是 {percent}%，请填 {meant}", "{label} {value} looks like {percent}%: enter {meant}"
    if full != HUNDRED:
        zh, en = f"{zh}（满分 {{full}}）", f"{en} (the full mark is {{full}})"
    return [(at, (zh, en, _as_percent(value, full))) for at, value in odd]


def _as_percent(value: float, full: float) -> Words:
    share = exact(value)
    percent, meant = (written(float(share * most)) for most in (100, exact(full)))
    return {"value": written(value), "percent": percent, "meant": meant, "full": written(full)}


def check_cells(
    reading: Reading,
    name: str,
    label: str | Sequence[str],
    rule: Rule | None,
    *,
    weight: bool = False,
    word: bool = False,
    shares: bool = False,
) -> Iterator[Fault]:
    """Yield what is wrong with the filled cells of a block: one by one, and as scores of one column.

    A `label` for each row may be given; scores may be counted in `shares`, as a company's own rulebook does.
    """
    block = reading.blocks[name]
    for row, cells in enumerate(block):
        for at, value in enumerate(cells):
            if not is_blank(value):
                called = label if isinstance(label, str) else label[row]
                fault = value_fault(reading, Cell(name, row, at, called, rule, value, weight=weight, word=word))
                if fault is not None:
                    yield fault
    if isinstance(rule, NumberRule) and rule.points and not shares:
        title = label if isinstance(label, str) else rule.title
        for at in range(len(block[0])):
            places = [(row, at) for row in range(len(block))]
            yield from check_percentages(reading, name, title, rule, [cells[at] for cells in block], places)


def doubles(reading: Reading, label: str, *names: str) -> Iterator[Fault]:
    """What must stand once, in one column or line or in several columns together, stands in an earlier cell as well."""
    lies_across = len(reading.blocks[names[0]]) == 1
    first: dict[tuple[str, ...], int] = {}
    for at, values in enumerate(zip(*map(reading.line, names), strict=True)):
        texts = tuple(map(as_text, values))
        if not all(texts) or first.setdefault(texts, at) == at:
            continue
        row, column = (0, at) if lies_across else (at, 0)
        other = reading.book.place(names[-1], *((0, first[texts]) if lies_across else (first[texts], 0)))
        zh, en = "{label} {text} 与 {other} 重复，请改正", "{label} {text} also stands in {other}: mend one of them"
        yield reading.fault(names[-1], row, zh, en, column=column, label=label, text="、".join(texts), other=other)


def check_percentages(
    reading: Reading,
    name: str,
    label: str,
    rule: Rule | None,
    cells: Sequence[Value],
    places: Sequence[tuple[int, int]],
) -> list[Fault]:
    """Return where scores of a block are typed out of 1 or as percentages; `places` are their rows and columns."""
    full = full_mark(reading, rule.full) if isinstance(rule, NumberRule) and rule.full else HUNDRED
    numbers = [(at, value) for at, value in enumerate(cells) if isinstance(value, float)]
    whole = in_hundredths([value for _, value in numbers], rule, full)
    found = [(numbers[0][0], whole)] if whole else percentages(cells, rule, full, own=reading.own)
    return [
        reading.fault(name, places[at][0], zh, en, column=places[at][1], **{**values, "label": label})
        for at, (zh, en, values) in found
    ]
