"""Recomputes what a mapping implies and tells every cell of the company's own that does not follow from it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.labels import label_of
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.books.areas import cell_of, column_number
from xlkpi.errors import Sentence, sentence

PRINTED_LINES: Final = ((95.0, "A+"), (90.0, "A"), (85.0, "B"), (80.0, "C"), (0.0, "C-"))
"""Levels by points as the scheme prints them for supervisors; a test holds them to the scheme's own numbers."""

SAME_LEVEL: Final[Mapping[str, str]] = {"优秀": "A+", "良好": "A", "合格": "B", "需改进": "C", "不合格": "C-"}
CENT: Final = 0.0051
"""Half a hundredth and what binary fractions leave over."""


class Lines:
    """The entries of one part: each a row, or in a turned table a column, read by key."""

    def __init__(self, grid: Grid, part: Part) -> None:
        self.grid, self.part = grid, part
        if part.columns:
            self.entries: list[int] = part.entries
        elif part.first_column:
            self.entries = list(range(column_number(part.first_column), column_number(part.last_column) + 1))
        else:
            self.entries = []

    def place(self, key: str, entry: int) -> Place | None:
        """The cell of a key in an entry."""
        if key in self.part.columns:
            return entry, column_number(self.part.columns[key])
        if not self.part.columns and key in self.part.across:
            return self.part.across[key], entry
        return None

    def number(self, key: str, entry: int) -> float | None:
        """The number of a key in an entry; a merged cell counts in its first row only."""
        place = self.place(key, entry)
        if place is None or self.grid.anchor(*place) != place:
            return None
        return number_of(self.grid.value(*place))

    def text(self, key: str, entry: int) -> str:
        """The text of a key in an entry."""
        place = self.place(key, entry)
        value = self.grid.value(*place) if place else None
        return shown(value).strip()

    def has(self, *keys: str) -> bool:
        """Whether every key has a place in an entry."""
        return all(key in (self.part.columns or self.part.across) for key in keys)

    def conflict(self, place: Place, follows: str, why: Sentence) -> Conflict:
        """A contradiction of one cell."""
        return Conflict(self.part.sheet, self.grid.where(*place), shown(self.grid.value(*place)), follows, why)


def conflicts_of(grids: Sequence[Grid], parts: Sequence[Part]) -> dict[int, list[Conflict]]:
    """Every contradiction, by the number of its part."""
    by_name = {grid.name: grid for grid in grids}
    found: dict[int, list[Conflict]] = {}
    for at, part in enumerate(parts):
        lines = Lines(by_name[part.sheet], part)
        told = [*_form(lines)] if part.kind == "form" else [*_summary(lines, parts, by_name)]
        told += _levels(lines)
        if told:
            found[at] = list({conflict.cell: conflict for conflict in reversed(told)}.values())[::-1]
    return found


def shown(value: object) -> str:
    """A value as people write it."""
    number = value if isinstance(value, float) else None
    if number is None:
        return "" if value is None else str(value)
    return f"{number:.4f}".rstrip("0").rstrip(".")


def rounded(number: float, places: int = 2) -> float:
    """Half up, as Excel's ROUND does."""
    return float(Decimal(repr(round(number, 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _form(lines: Lines) -> Iterator[Conflict]:
    part = lines.part
    if not lines.has("weight"):
        return
    weights = {entry: number for entry in lines.entries if (number := lines.number("weight", entry)) is not None}
    whole = round(sum(weights.values()), 6)
    if weights and whole not in (1.0, 100.0) and "weight" in part.columns:
        yield from _weight_sum(lines, whole)
    if not lines.has("score"):
        return
    scale = 100.0 if whole > 2 else 1.0
    pairs = {
        entry: (weight, score)
        for entry, weight in weights.items()
        if (score := lines.number("score", entry)) is not None
    }
    if part.marks == "full":
        for entry, (weight, score) in pairs.items():
            place = lines.place("score", entry)
            if score > weight and place:
                zh, en = "满分是 {weight}，得分却是 {score}", "the full mark is {weight}, the score {score}"
                yield lines.conflict(
                    place, f"≤ {shown(weight)}", sentence(zh, en, weight=shown(weight), score=shown(score))
                )
    elif lines.has("weighted"):
        for entry, (weight, score) in pairs.items():
            stands, place = lines.number("weighted", entry), lines.place("weighted", entry)
            if stands is not None and place and not _same(stands, weight * score / scale):
                zh, en = "权重 {weight} × 得分 {score}", "weight {weight} × score {score}"
                yield lines.conflict(
                    place,
                    shown(rounded(weight * score / scale)),
                    sentence(zh, en, weight=shown(weight), score=shown(score)),
                )
    yield from _total(lines, pairs, whole, scale)


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


def _total(lines: Lines, pairs: Mapping[int, tuple[float, float]], whole: float, scale: float) -> Iterator[Conflict]:
    """The total of a form against its lines; a total that follows from any usual rule is no contradiction."""
    part, grid = lines.part, lines.grid
    merged = (
        any(lines.grid.span(entry, column_number(part.columns["weight"])).rows > 1 for entry in pairs)
        if "weight" in part.columns
        else False
    )
    if "total" not in part.fields or not pairs or merged:
        return  # a weight for several lines together: how they share it is the company's own rule
    place = cell_of(part.fields["total"])
    stands = number_of(grid.value(*place))
    extra = 0.0
    if "adjust" in part.fields:
        extra = number_of(grid.value(*cell_of(part.fields["adjust"]))) or 0.0
    if stands is None:
        return
    products = sum(weight * score for weight, score in pairs.values())
    plain = sum(score for _, score in pairs.values())
    rules = {"full": [plain], "weighted": [products / scale, products / whole if whole else 0.0]}.get(
        part.marks, [products / scale, plain]
    )
    digits = _digits(grid, place, stands)
    if not any(_same(stands, rule + add, digits) for rule in rules for add in (extra, 0.0)):
        expected = shown(rounded(rules[0] + extra))
        zh, en = "各行算得 {expected}，这里却是 {stands}", "the lines give {expected}, here stands {stands}"
        yield lines.conflict(place, expected, sentence(zh, en, expected=expected, stands=shown(stands)))


def _digits(grid: Grid, place: Place, stands: float) -> int:
    """Decimals to which a formula rounded; a typed total is held to two."""
    if grid.formula(*place) is None:
        return 2
    text = f"{round(stands, 6):.6f}".rstrip("0").partition(".")[2]
    return min(2, len(text)) if grid.formula(*place).text.upper().lstrip("=").startswith("ROUND") else 2  # type: ignore[union-attr]


def _same(stands: float, expected: float, digits: int = 2) -> bool:
    return bool(abs(stands - expected) < CENT * 10 ** (2 - digits))


def _summary(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    yield from _ids(lines)
    yield from _ranks(lines, parts, grids)
    yield from _pays(lines)
    yield from _coefficients(lines)
    yield from _shares(lines)
    yield from _against_forms(lines, parts, grids)
    yield from _left_out(lines)


def _ids(lines: Lines) -> Iterator[Conflict]:
    seen: dict[str, Place] = {}
    for entry in lines.entries:
        place = lines.place("employee_id", entry)
        text = lines.text("employee_id", entry)
        if not place or not text or lines.grid.anchor(*place) != place:
            continue
        if text in seen:
            zh, en = "工号 {text} 与 {other} 重复", "the id {text} stands in {other} too"
            yield lines.conflict(place, "", sentence(zh, en, text=text, other=lines.grid.where(*seen[text])))
        seen.setdefault(text, place)


def _ranks(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Ranks against totals: among all, inside departments, or over several tables, whichever fits best."""
    if not lines.has("total", "rank"):
        return
    rows = [
        (entry, total, rank)
        for entry in lines.entries
        if (total := lines.number("total", entry)) is not None and (rank := lines.number("rank", entry)) is not None
    ]
    if not rows:
        return
    groups = {entry: lines.text("department", entry) for entry, _, _ in rows}
    everybody = [total for entry in lines.entries if (total := lines.number("total", entry)) is not None]
    others = [
        total
        for part in parts
        if part.kind == "summary" and part is not lines.part
        for other in [Lines(grids[part.sheet], part)]
        for entry in other.entries
        if other.has("total") and (total := other.number("total", entry)) is not None
    ]
    all_of, whole = sorted(everybody), sorted((*everybody, *others))
    by_group: dict[str, list[float]] = {}
    for entry, total, _ in rows:
        by_group.setdefault(groups[entry], []).append(total)
    inside = {group: sorted(totals) for group, totals in by_group.items()}
    distinct = sorted(set(everybody))
    rules = [
        {entry: _place(all_of, total) for entry, total, _ in rows},
        {entry: _place(inside[groups[entry]], total) for entry, total, _ in rows},
        {entry: _place(whole, total) for entry, total, _ in rows},
        {entry: _place(distinct, total) for entry, total, _ in rows},
    ]
    best = max(rules, key=lambda rule: sum(rule[entry] == rank for entry, _, rank in rows))
    counted = Counter(everybody)
    average = {entry: best[entry] + (counted[total] - 1) / 2 for entry, total, _ in rows}
    for entry, total, rank in rows:
        place = lines.place("rank", entry)
        if place and rank not in (best[entry], average[entry]):
            made = computed(lines.grid, *place)
            upside = made is not None and made.kind == "rank" and made.ascending
            zh = "总分 {total} 应排第 {right} 名" + ("，公式却从低到高排" if upside else "")
            en = "the total {total} has place {right}" + ("; the formula counts from the lowest" if upside else "")
            yield lines.conflict(place, str(best[entry]), sentence(zh, en, total=shown(total), right=best[entry]))


def _place(ascending: Sequence[float], number: float) -> int:
    """The place of a number, the highest first: one more than there are greater ones."""
    return 1 + len(ascending) - bisect_right(ascending, number)


def _pays(lines: Lines) -> Iterator[Conflict]:
    """Pay is base times coefficient, times attendance where there is such a column; or base by points."""
    if not lines.has("pay", "base_pay"):
        return
    rows = []
    for entry in lines.entries:
        pay, base = lines.number("pay", entry), lines.number("base_pay", entry)
        if pay is not None and base is not None:
            rows.append(
                (
                    entry,
                    pay,
                    base,
                    lines.number("coefficient", entry),
                    lines.number("attendance", entry),
                    lines.number("total", entry),
                )
            )
    if lines.has("coefficient"):
        due = {e: b * c * (1 if a is None else a) for e, _, b, c, a, _ in rows if c is not None}
    else:
        due = {e: b * t / 100 for e, _, b, _, _, t in rows if t is not None}
        if sum(_same(pay, due[entry]) for entry, pay, *_ in rows if entry in due) * 2 < len(rows):
            return  # by which rule it is paid is not told
    for entry, pay, *_ in rows:
        place = lines.place("pay", entry)
        if place and entry in due and not _same(pay, due[entry]):
            expected = shown(rounded(due[entry]))
            zh, en = "按基数和系数应为 {expected}", "base and coefficient give {expected}"
            yield lines.conflict(place, expected, sentence(zh, en, expected=expected))


def _coefficients(lines: Lines) -> Iterator[Conflict]:
    """One level has one coefficient: the one that most people with it have."""
    if not lines.has("level", "coefficient"):
        return
    by_level: dict[str, list[tuple[int, float]]] = {}
    for entry in lines.entries:
        number, level = lines.number("coefficient", entry), lines.text("level", entry)
        if number is not None and level:
            by_level.setdefault(level, []).append((entry, number))
    for level, found in by_level.items():
        counted = Counter(number for _, number in found).most_common(2)
        if len(counted) > 1 and counted[0][1] > counted[1][1]:
            for entry, number in found:
                place = lines.place("coefficient", entry)
                if number != counted[0][0] and place:
                    zh, en = "其他 {level} 的系数是 {usual}", "others with {level} have {usual}"
                    yield lines.conflict(
                        place, shown(counted[0][0]), sentence(zh, en, level=level, usual=shown(counted[0][0]))
                    )


def _shares(lines: Lines) -> Iterator[Conflict]:
    """A total out of self rating and rating, where their shares are told in the headings."""
    if not lines.has("self_score", "score", "total") or not lines.part.columns:
        return
    own, given = (label_of(lines.part.headings.get(key, "")).share for key in ("self_score", "score"))
    if own is None or given is None or round(own + given, 6) != 1:
        return
    for entry in lines.entries:
        one, two, total = (lines.number(key, entry) for key in ("self_score", "score", "total"))
        place = lines.place("total", entry)
        if (
            one is not None
            and two is not None
            and total is not None
            and place
            and not _same(total, one * own + two * given)
        ):
            expected = shown(rounded(one * own + two * given))
            yield lines.conflict(
                place,
                expected,
                sentence("按表头的比例应为 {expected}", "the shares give {expected}", expected=expected),
            )


def _against_forms(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """A person's total in the summary against that of the person's own form in the same workbook."""
    forms: dict[str, list[tuple[float, str]]] = {}
    for part in parts:
        if part.kind == "form" and {"name", "total"} <= part.fields.keys():
            grid = grids[part.sheet]
            number = number_of(grid.value(*cell_of(part.fields["total"])))
            name = str(grid.value(*cell_of(part.fields["name"])) or "").strip()
            if number is not None and name:
                forms.setdefault(name, []).append((number, f"{part.sheet}!{part.fields['total']}"))
    for entry in lines.entries if lines.has("name", "total") else ():
        own = forms.get(lines.text("name", entry), [])
        total, place = lines.number("total", entry), lines.place("total", entry)
        if len(own) == 1 and total is not None and place and not _same(total, own[0][0]):
            zh, en = "考核表 {cell} 的总分是 {total}", "the form's total in {cell} is {total}"
            yield lines.conflict(place, shown(own[0][0]), sentence(zh, en, cell=own[0][1], total=shown(own[0][0])))


def _left_out(lines: Lines) -> Iterator[Conflict]:
    """Who is not appraised has no rank."""
    for entry in lines.entries if lines.has("eligible", "rank") else ():
        place = lines.place("rank", entry)
        if (
            lines.text("eligible", entry).startswith(("否", "不参"))
            and lines.number("rank", entry) is not None
            and place
        ):
            yield lines.conflict(place, "", sentence("不参评的人不应有名次", "who is not appraised has no place"))


def _levels(lines: Lines) -> Iterator[Conflict]:
    """Levels by a ladder in a formula with other lines than the printed ones, where another level comes out."""
    part, grid = lines.part, lines.grid
    places: list[tuple[Place, float]] = []
    if part.kind == "form" and {"level", "total"} <= part.fields.keys():
        total = number_of(grid.value(*cell_of(part.fields["total"])))
        places = [(cell_of(part.fields["level"]), total)] if total is not None else []
    elif lines.has("level", "total"):
        for entry in lines.entries:
            place, number = lines.place("level", entry), lines.number("total", entry)
            if place and number is not None:
                places.append((place, number))
    for place, total in places:
        made = computed(grid, *place)
        if made is None or not made.bounds:
            continue
        ladder = {SAME_LEVEL.get(level, level): bound for bound, level in made.bounds}
        if set(ladder) != {level for _, level in PRINTED_LINES} or ladder == {
            level: line for line, level in PRINTED_LINES
        }:
            continue
        level = SAME_LEVEL.get(grid.text(*place).strip(), grid.text(*place).strip())
        right = next(level for line, level in PRINTED_LINES if rounded(total) >= line)
        if level != right:
            lines_told = "、".join(f"{shown(bound)}" for bound, _ in made.bounds if bound)
            zh, en = (
                "公式的分数线是 {lines}，按制度 {total} 分应为 {right}",
                "the formula's lines are {lines}; by the printed ones {total} points are {right}",
            )
            yield lines.conflict(place, right, sentence(zh, en, lines=lines_told, total=shown(total), right=right))
