"""What in a table of people does not follow: ids, ranks, pays, coefficients, totals of forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.computations import computed
from xlkpi.adopt.fields import value_told
from xlkpi.adopt.grid import Grid, Place
from xlkpi.adopt.keys import called
from xlkpi.adopt.own_pay import base_times, own_due
from xlkpi.adopt.part_lines import Lines, alike, place_of, rounded, same, shown
from xlkpi.adopt.sum_conflicts import sum_conflicts
from xlkpi.adopt.understanding import Conflict, Part
from xlkpi.adopt.value_conflicts import away_told
from xlkpi.books.areas import runs_of
from xlkpi.errors import Sentence, sentence


def summary_conflicts(lines: Lines, parts: Sequence[Part], grids: Mapping[str, Grid]) -> Iterator[Conflict]:
    """Every contradiction of a table of people."""
    yield from sum_conflicts(lines, grids)
    yield from _ids(lines)
    yield from _ranks(lines, parts, grids)
    yield from _pays(lines)
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
    if not any(groups.values()):  # rows between headings or subtotals are groups where no column tells any
        groups = {row: str(first) for first, last in runs_of(lines.entries) for row in range(first, last + 1)}
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
    """Pay is base times coefficient, times attendance where there is such a column; or base by points.

    A company's own formula of more than that is held by what was typed over it.
    """
    own = lines.part.own_pay
    made = own.made if own is not None else None
    if not lines.has("pay") or not (made or lines.has("base_pay")) or (own is not None and own.formula):
        return
    stands = {entry: pay for entry in lines.entries if (pay := lines.number("pay", entry)) is not None}
    due = {entry: base_times(lines, entry) if own is None else own_due(lines, entry) for entry in stands}
    if not lines.has("coefficient") and own is None:
        due = _by_points(lines, stands)
    digits = own.digits if own is not None else 2
    for entry, pay in stands.items():
        place, right = lines.place("pay", entry), due.get(entry)
        if place and right is not None and not same(pay, right, digits) and not (pay == 0 and away_told(lines, entry)):
            expected = shown(rounded(right, digits))
            yield lines.conflict(place, expected, _made_of(lines, entry, expected))


def _made_of(lines: Lines, entry: int, expected: str) -> Sentence:
    """By what somebody's pay should be another one."""
    own, factors = lines.part.own_pay, lines.part.factors
    if own is not None and own.made is not None:
        zh, en = "按 {where} 写明的算法应为 {expected}", "as {where} says it is {expected}"
        return sentence(zh, en, where=own.told, expected=expected)
    if own is not None:
        zh, en = "按基数、系数和 {columns} 列应为 {expected}", "base, coefficient and {columns} give {expected}"
        return sentence(zh, en, columns="、".join(own.columns), expected=expected)
    if factors is not None:
        share = shown(round((lines.number("coefficient", entry) or 0.0) * 100, 4))
        zh = "{where} 写着“{level}”是基数的 {share}%，应为 {expected}"
        en = "{where} gives “{level}” {share}% of the base: {expected}"
        return sentence(zh, en, where=factors.where, level=lines.text("level", entry), share=share, expected=expected)
    return sentence("按基数和系数应为 {expected}", "base and coefficient give {expected}", expected=expected)


def _by_points(lines: Lines, stands: Mapping[int, float]) -> dict[int, float | None]:
    """Base by points of a hundred, where most are paid by that; nothing where by which rule it is, is not told."""
    bases = {entry: base for entry in stands if (base := lines.number("base_pay", entry)) is not None}
    due = {e: base * total / 100 for e, base in bases.items() if (total := lines.number("total", e)) is not None}
    return dict(due) if sum(same(stands[entry], own) for entry, own in due.items()) * 2 >= len(bases) else {}


def conflicts_by_level(lines: Lines, wrong: Collection[str]) -> Iterator[Conflict]:
    """One level has one coefficient, the one that most people with it have; and one pay, if nothing else makes it.

    Whose own level is `wrong` (its cell) may be paid as the right one is: nothing more is said of them.
    """
    places = ((entry, lines.place("level", entry)) for entry in lines.entries)
    doubtful = {entry for entry, place in places if place and lines.grid.where(*place) in wrong}
    told = {lines.place(key, entry) for key in ("coefficient", "pay") for entry in doubtful}
    aside = {lines.grid.where(*place) for place in told if place}
    yield from (one for one in _by_level(lines) if one.cell not in aside)


def _by_level(lines: Lines) -> Iterator[Conflict]:
    yield from _usual(lines, "coefficient")
    flat = not any(lines.has(key) for key in ("base_pay", "coefficient", "attendance"))
    if flat:
        found = list(_usual(lines, "pay", fewest=3))
        paid = [entry for entry in lines.entries if lines.number("pay", entry) and lines.text("level", entry)]
        yield from found if len(found) * 8 <= max(len(paid), 8) else ()  # else it is made of something not told
    if lines.has("level", "base_pay", "pay") and not lines.has("coefficient") and lines.part.own_pay is None:
        yield from _by_shares(lines)


def _by_shares(lines: Lines) -> Iterator[Conflict]:
    """Without coefficients, one level is paid one share of the base: who has another one than most of the level.

    Nothing is said where more than one in four are paid otherwise: then a level has no share of its own.
    """
    paid: dict[int, tuple[float, float]] = {}
    by_level: dict[str, list[float]] = {}
    for entry in lines.entries:
        base, pay, level = base_times(lines, entry), lines.number("pay", entry), lines.text("level", entry)
        if base and pay and level:
            paid[entry] = base, pay
            by_level.setdefault(level, []).append(round(pay / base, 3))
    usual = {level: share for level, own in by_level.items() if (share := _most(own)) is not None}
    held = {entry: usual[level] for entry in paid if (level := lines.text("level", entry)) in usual}
    due = {entry: paid[entry][0] * share for entry, share in held.items()}
    wrong = [entry for entry, own in due.items() if not alike(paid[entry][1], own)]
    for entry in wrong if len(wrong) * 4 <= len(held) and len(set(usual.values())) > 1 else ():
        if place := lines.place("pay", entry):
            level, expected = lines.text("level", entry), shown(rounded(due[entry]))
            zh, en = "其他 {level} 都是基数的 {share}%，应为 {expected}", "others with {level} get {share}% of the base"
            values = {"level": level, "share": shown(round(held[entry] * 100, 1)), "expected": expected}
            yield lines.conflict(place, expected, sentence(zh, en, **values))


def _most(numbers: Sequence[float], fewest: int = 2) -> float | None:
    """The number that stands more often than any other and `fewest` times at least."""
    (number, times), *others = Counter(numbers).most_common(2)
    return number if times >= fewest and all(times > other for _, other in others) else None


def _usual(lines: Lines, key: str, fewest: int = 2) -> Iterator[Conflict]:
    """Who has another number than most others of the level; `fewest` of them have to have the same."""
    if not lines.has("level", key):
        return
    by_level: dict[str, list[tuple[int, float]]] = {}
    for entry in lines.entries:
        number, level = lines.number(key, entry), lines.text("level", entry)
        if number is not None and level and not (key == "pay" and number == 0 and away_told(lines, entry)):
            by_level.setdefault(level, []).append((entry, number))
    for level, found in by_level.items():
        most = _most([number for _, number in found], fewest)
        for entry, number in found if most is not None else ():
            place = lines.place(key, entry)
            if number != most and place:
                zh, en = "其他 {level} 的{key}是 {usual}", "others with {level} have {usual} as {key}"
                usual = shown(most)
                yield lines.conflict(place, usual, sentence(zh, en, level=level, key=called(key), usual=usual))


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
