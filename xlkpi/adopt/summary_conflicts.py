"""What in a table of people does not follow: ids, ranks, pays, coefficients, totals of forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.part_lines import Lines, place_of, rounded, same, shown
from xlkpi.adopt.sum_conflicts import sum_conflicts
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.errors import sentence


def summary_conflicts(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Every contradiction of a table of people."""
    yield from sum_conflicts(lines, grids)
    yield from _ids(lines)
    yield from _ranks(lines, parts, grids)
    yield from _pays(lines)
    yield from _coefficients(lines)
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
        {entry: place_of(all_of, total) for entry, total, _ in rows},
        {entry: place_of(inside[groups[entry]], total) for entry, total, _ in rows},
        {entry: place_of(whole, total) for entry, total, _ in rows},
        {entry: place_of(distinct, total) for entry, total, _ in rows},
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
        if sum(same(pay, due[entry]) for entry, pay, *_ in rows if entry in due) * 2 < len(rows):
            return  # by which rule it is paid is not told
    for entry, pay, *_ in rows:
        place = lines.place("pay", entry)
        if place and entry in due and not same(pay, due[entry]):
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


def _against_forms(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """A person's total in the summary against that of the person's own form in the same workbook."""
    forms: dict[str, list[tuple[float, str]]] = {}
    for part in parts:
        if part.kind == "form" and {"name", "total"} <= part.fields.keys():
            grid = grids[part.sheet]
            number = number_of(value_told(grid, part.fields["total"], "total"))
            name = str(value_told(grid, part.fields["name"], "name") or "").strip()
            if number is not None and name:
                forms.setdefault(name, []).append((number, f"{part.sheet}!{part.fields['total']}"))
    for entry in lines.entries if lines.has("name", "total") else ():
        own = forms.get(lines.text("name", entry), [])
        total, place = lines.number("total", entry), lines.place("total", entry)
        if len(own) == 1 and total is not None and place and not same(total, own[0][0]):
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
