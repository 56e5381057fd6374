"""What in a form does not follow from its lines: weights, weighted scores, the total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.extra_rows import extra_points
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.form_sections import Section, sections_of
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.part_lines import Lines, alike, rounded, same, shown
from xlkpi.adopt.rater_shares import mean_conflicts, rated, spoken
from xlkpi.adopt.understanding import Conflict
from xlkpi.books.areas import cell_of, column_number
from xlkpi.errors import sentence


def form_conflicts(lines: Lines) -> Iterator[Conflict]:
    """Every contradiction of a form."""
    part = lines.part
    if not lines.has("weight"):
        return
    weights = {entry: number for entry in lines.entries if (number := lines.number("weight", entry)) is not None}
    whole = round(sum(weights.values()), 6)
    sections = sections_of(part, lines.grid)
    if weights and whole not in (1.0, 100.0) and "weight" in part.columns and not sections:
        yield from _weight_sum(lines, whole)
    if not lines.has("score"):
        return
    yield from mean_conflicts(lines)
    scale = 100.0 if whole > max(2, len(sections)) else 1.0
    pairs = {entry: (weight, score) for entry, weight in weights.items() if (score := rated(lines, entry)) is not None}
    if part.marks == "full":
        for entry, (weight, score) in pairs.items():
            place = lines.place("score", entry)
            if score > weight and place and not part.points:  # what is added may be beyond it
                zh, en = "满分是 {weight}，得分却是 {score}", "the full mark is {weight}, the score {score}"
                yield lines.conflict(
                    place, f"≤ {shown(weight)}", sentence(zh, en, weight=shown(weight), score=shown(score))
                )
    elif lines.has("weighted"):
        for entry, (weight, score) in pairs.items():
            stands, place = lines.number("weighted", entry), lines.place("weighted", entry)
            if stands is not None and place and not same(stands, weight * score / scale):
                zh, en = "权重 {weight} × 得分 {score}", "weight {weight} × score {score}"
                yield lines.conflict(
                    place,
                    shown(rounded(weight * score / scale)),
                    sentence(zh, en, weight=shown(weight), score=spoken(lines, entry, score)),
                )
    yield from _total(lines, pairs, whole, scale, sections)


def _weight_sum(lines: Lines, whole: float) -> Iterator[Conflict]:
    """The cell in which the sum of the weights stands; the last weight where there is none."""
    part, grid = lines.part, lines.grid
    column = column_number(part.columns["weight"])
    last = part.last_row or 0
    below = [(row, column) for row in range(last + 1, last + 4) if number_of(grid.value(row, column)) is not None]
    summed = [
        (row, at)
        for row in range(last + 1, last + 4)
        for at in grid.rows.get(row, ())
        if (made := computed(grid, row, at)) and made.kind == "sum" and made.columns() == {column}
    ]
    place = (summed or below or [(lines.entries[-1], column)])[0]
    want = "100%" if whole <= 2 else "100"
    told = f"{shown(rounded(whole * 100))}%" if whole <= 2 else shown(whole)
    yield lines.conflict(
        place,
        want,
        sentence("权重合计为 {told}，应为 {want}", "the weights sum to {told}, not {want}", told=told, want=want),
    )


def _total(
    lines: Lines, pairs: Mapping[int, tuple[float, float]], whole: float, scale: float, sections: Sequence[Section]
) -> Iterator[Conflict]:
    """The total of a form against its lines; a total that follows from any usual rule is no contradiction."""
    part, grid = lines.part, lines.grid
    merged = (
        any(lines.grid.span(entry, column_number(part.columns["weight"])).rows > 1 for entry in pairs)
        if "weight" in part.columns
        else False
    )
    if "total" not in part.fields or not pairs:
        return
    if merged:
        yield from _total_of_groups(lines, pairs, scale)
        return
    place = cell_of(part.fields["total"])
    stands = number_of(value_told(grid, part.fields["total"], "total"))
    extra = extra_points(grid, part.extras)
    if "adjust" in part.fields:
        extra = number_of(value_told(grid, part.fields["adjust"], "adjust")) or 0.0
    if stands is None:
        return
    beside = sum(number for entry in lines.entries if (number := lines.number("adjust", entry)) is not None)
    products = sum(weight * score for weight, score in pairs.values())
    plain = sum(score for _, score in pairs.values())
    if sections:
        counted = {row: one.share for one in sections for row in range(one.first, one.last + 1)}
        products = sum(weight * score * counted[entry] for entry, (weight, score) in pairs.items())
    rules = {"full": [plain], "weighted": [products / scale, products / whole if whole else 0.0]}.get(
        part.marks, [products / scale, plain]
    )
    rules = rules[:1] if sections else rules
    weighted = [number for entry in lines.entries if (number := lines.number("weighted", entry)) is not None]
    rules += [sum(weighted)] if weighted and not sections else []  # what is wrong in a line is told there
    digits = _digits(grid, place, stands)
    if not any(same(stands, rule + add, digits) for rule in rules for add in (extra, 0.0, beside)):
        expected = shown(rounded(rules[0] + extra))
        zh, en = "各行算得 {expected}，这里却是 {stands}", "the lines give {expected}, here stands {stands}"
        yield lines.conflict(place, expected, sentence(zh, en, expected=expected, stands=shown(stands)))


def _total_of_groups(lines: Lines, pairs: Mapping[int, tuple[float, float]], scale: float) -> Iterator[Conflict]:
    """A typed total where a weight covers several lines: by their mean, their sum, or out of full marks.

    A formula is the company's own way to share a weight, as long as it reads every line.
    """
    part, grid = lines.part, lines.grid
    place, column = cell_of(part.fields["total"]), column_number(part.columns["score"])
    stands, made = number_of(value_told(grid, part.fields["total"], "total")), computed(grid, *place)
    groups: list[tuple[float, list[float]]] = []
    for entry in lines.entries:
        score = lines.number("score", entry)
        if entry in pairs:
            groups.append((pairs[entry][0], []))
        if score is not None and groups:
            groups[-1][1].append(score)
    if stands is None or not all(scores for _, scores in groups):
        return
    by_mean = sum(weight * sum(scores) / len(scores) for weight, scores in groups) / scale
    by_sum = sum(weight * sum(scores) for weight, scores in groups) / scale
    plain = sum(sum(scores) for _, scores in groups)
    if made is None and not any(alike(stands, rule) for rule in (by_mean, by_sum, plain)):
        expected = shown(rounded(by_mean))
        zh, en = "各行算得 {expected}，这里却是 {stands}", "the lines give {expected}, here stands {stands}"
        yield lines.conflict(place, expected, sentence(zh, en, expected=expected, stands=shown(stands)))
    elif made is not None and made.areas:
        own = [area for area in made.areas if area.left <= column <= area.right]
        read = {row for area in own for row in range(area.top, area.bottom + 1)}
        left_out = [row for row in lines.entries if row not in read and lines.number("score", row) is not None]
        if read and left_out:
            zh, en = "公式漏了第 {rows} 行", "the formula leaves out row {rows}"
            yield lines.conflict(place, "", sentence(zh, en, rows="、".join(map(str, left_out))))


def _digits(grid: Grid, place: Place, stands: float) -> int:
    """Decimals to which a formula rounded; a typed total is held to two."""
    if grid.formula(*place) is None:
        return 2
    text = f"{round(stands, 6):.6f}".rstrip("0").partition(".")[2]
    return min(2, len(text)) if grid.formula(*place).text.upper().lstrip("=").startswith("ROUND") else 2  # type: ignore[union-attr]
