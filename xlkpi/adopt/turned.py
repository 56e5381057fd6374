"""Tables in which people or indicators stand side by side: a column a person, a column an indicator, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import Column
from xlkpi.adopt.fields import Found, Zone, best_of, head_fields, title_month
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import HEAD_KEYS, KEYS, called
from xlkpi.adopt.labels import label_of, looks_like_name, squeezed
from xlkpi.adopt.lexicon import Lexicon, Role
from xlkpi.adopt.part_lines import CENT
from xlkpi.adopt.parts import SUMMARY_HEAD, Draft
from xlkpi.adopt.row_kinds import SIGNED
from xlkpi.adopt.table_bodies import Table
from xlkpi.adopt.understanding import Part, Question
from xlkpi.adopt.value_evidence import NUMERIC
from xlkpi.books.areas import column_letters, runs_of
from xlkpi.errors import sentence

RESULT_ROWS = ("total", "rank", "level", "coefficient", "base_pay", "attendance", "pay", "adjust")
FEWEST = 3
"""People whose names must stand side by side to be headings."""
AFTER = 12
"""Rows below items in which the results of people are looked for."""
FEWEST_ROWS = 3
"""Labels below each other that make a turned table."""
LONG = 500
"""Entries of a list beside which no turned table is looked for."""
_NO_ENTRY = ("total", "weight", "standard", "remark")
_WORDS_APART = re.compile(r"[/／、和及]")
"""What stands between two words over one column: 合计/平均."""
_MEAN = re.compile("(?:平均|均值|均分|人均|小计)(?:分|分数|得分|值|数|成绩)?$")
"""How the words over a mean of some of the people end: 一组平均, 早班均分."""
NO_ITEM = re.compile(r"评分|评价|得分|自评|主管评|月|季度|周|年|\d")
"""Headings of columns that are added up and yet are no indicators: raters and months."""


def across_of(draft: Draft, lexicon: Lexicon) -> None:
    """What of a table stands across: the indicators a total is made of, or the people of a matrix."""
    if draft.role == "form":
        _matrix(draft, lexicon)
    else:
        _items(draft)


def _items(draft: Draft) -> None:
    """Columns that the total adds up, each an indicator; the weights may stand in a row below their words."""
    total = draft.column("total")
    if total is None or total.computation is None or total.computation.kind != "sum":
        return
    taken = set(draft.chosen.values())
    by_number = {column.column: column for column in draft.columns}
    pending, items = [*total.computation.columns()], set()
    while pending:
        at = pending.pop()
        column = by_number.get(at)
        if column is None or at in taken or at in items or at == total.column:
            continue
        if column.computation is not None and column.computation.kind == "sum":
            pending += [source for source in column.computation.columns() if source != at]
        else:
            items.add(at)
    found = [by_number[at] for at in sorted(items)]
    rows = {column.heading.row for column in found}
    if (
        len(found) >= 2
        and len(rows) == 1
        and not any(NO_ITEM.search(column.heading.label.readings[0]) for column in found)
    ):
        draft.across["indicator"] = rows.pop()
        draft.evidence["indicator"] = (sentence("总分由这几列算出", "the total is made of these columns"),)
        draft.confidence["indicator"] = 0.9
        if all(column.heading.weights is not None for column in found):
            draft.across["weight"] = draft.table.header.bottom
            draft.evidence["weight"] = (sentence("表头下一行是它们的权重", "their weights stand below the headings"),)
            draft.confidence["weight"] = 0.9


def _matrix(draft: Draft, lexicon: Lexicon) -> None:
    """Indicators down and people across: names as headings, and rows of totals and ranks over the same columns."""
    grid, table = draft.grid, draft.table
    people = [
        column
        for column in draft.columns
        if column.column not in draft.chosen.values()
        and looks_like_name(column.heading.shown)
        and not lexicon.known(column.heading.shown)
        and not _is_nobody(lexicon, column.heading.shown)
    ]
    if len(people) < FEWEST or len({column.heading.row for column in people}) != 1 or "score" in draft.chosen:
        return
    across: dict[str, int] = {}
    amounts: list[int] = []
    for row in range(table.last_row + 1, table.last_row + AFTER):
        first = next((grid.text(row, column) for column in grid.filled_in(row, table.left, table.right)), "")
        values = [column for column in people if grid.value(row, column.column) is not None]
        waits = not values and all(not grid.bordered or grid.drawn(row, column.column) for column in people)
        meant = lexicon.means(first, "field") if waits or len(values) * 2 >= len(people) else {}
        across |= {key: row for key, sure in meant.items() if key in RESULT_ROWS and sure >= 0.8 and key not in across}
        amounts += [row] if "pay" in meant else []
    paid = [row for row in amounts if "pay" not in across and _paid_by(draft, across, row, people)]
    across |= {"pay": paid[0]} if len(paid) == 1 else {}
    if across:
        draft.role = "summary"
        draft.across |= {"name": people[0].heading.row, **across, **_told_of_people(draft, lexicon)}
        draft.people = people[0].column, people[-1].column
        draft.nobody = tuple(
            column.column
            for column in draft.columns
            if people[0].column < column.column < people[-1].column and _is_nobody(lexicon, column.heading.shown)
        )
        told = sentence("人名排成一行，下面是各人的结果", "names stand in a row, each person's results below")
        for key in draft.across:
            draft.evidence[key] = (told,)
            draft.confidence[key] = 0.9
        draft.questions = [question for question in draft.questions if question.field != "score"]


def _paid_by(draft: Draft, across: Mapping[str, int], row: int, people: Sequence[Column]) -> bool:
    """Whether a row is blank, or mostly what base and coefficient make: then any word for money means the pay."""
    if row in across.values() or not {"coefficient", "base_pay"} <= across.keys():
        return False
    rows = (across["coefficient"], across["base_pay"], row)
    values = [[number_of(draft.grid.value(at, one.column)) for at in rows] for one in people]
    known = [(factor, base, own) for factor, base, own in values if own is not None]
    made = sum(abs((factor or 0) * (base or 0) - own) < CENT for factor, base, own in known)
    return made * 2 > len(known) or not known


def _told_of_people(draft: Draft, lexicon: Lexicon) -> dict[str, int]:
    """The rows right below the names that tell more of the people (工号, 岗位): none of them is an indicator."""
    found: dict[str, int] = {}
    weight = draft.chosen.get("weight")
    for row in draft.table.entries:
        words = draft.grid.text(row, draft.chosen.get("indicator", draft.table.left))
        meant = lexicon.means(words, "field")
        key = next((key for key in ("employee_id", "post", "department") if meant.get(key, 0.0) >= 0.8), "")
        if not key or key in found or (weight and draft.grid.value(row, weight) is not None):
            break
        found[key] = row
    draft.table.skip += found.values()
    return found


def stands_across(draft: Draft, lexicon: Lexicon) -> bool:
    """Whether what seems a list of people is one of items below 姓名: people stand in the heading, results below.

    Such a table is turned, and read as one (`turned_parts`).
    """
    names = draft.column("name")
    if draft.role != "summary" or names is None:
        return False
    others = [column for column in draft.columns if column.column not in draft.chosen.values()]
    people = [one for one in others if looks_like_name(one.heading.shown) and not lexicon.known(one.heading.shown)]
    below = range(draft.table.first_row, draft.table.last_row + AFTER)
    labels = [draft.grid.text(row, names.column) for row in below]
    if sum(map(looks_like_name, names.texts)) * 2 > len(names.texts):
        labels = [text for text in labels if not lexicon.ends_body(text)]  # 总计 below people, with 劳动纪律 over marks
    results = {key for text in labels for key, sure in lexicon.means(text, "field").items() if sure >= 0.8}
    return len(people) >= FEWEST and bool(results & set(RESULT_ROWS))


def turned_parts(grid: Grid, lexicon: Lexicon, tables: Sequence[Table]) -> list[Part]:
    """Tables whose labels stand below each other, with several values right of each."""
    found = []
    done: set[int] = set()
    long = {row for table in tables if len(table.entries) > LONG for row in table.entries}
    rest = {row: columns for row, columns in grid.rows.items() if row not in long}
    for column in range(1, min(grid.right, 40) + 1):
        rows = [
            row
            for row in rest
            if column in rest[row] and grid.text(row, column) and row not in done and not _inside(tables, row, column)
        ]
        for first, last in runs_of(rows):
            run = range(first, last + 1)
            part = _part(grid, lexicon, column, run, tables) if len(run) >= FEWEST_ROWS else None
            if part is not None:
                found.append(part)
                done.update(run)
    return found


def _inside(tables: Sequence[Table], row: int, column: int) -> bool:
    return any(table.header.top <= row <= table.last_row and table.left <= column <= table.right for table in tables)


def _part(grid: Grid, lexicon: Lexicon, column: int, run: Sequence[int], tables: Sequence[Table]) -> Part | None:
    for role, needed in (("summary", ("name", "employee_id")), ("form", ("indicator",))):
        across, unclear = _across(grid, lexicon, column, run, role)  # type: ignore[arg-type]
        if role == "summary" and not across.keys() & {"name", *unclear}:
            people = _people_over_items(grid, lexicon, column, run)
            across = {key: row for key, row in across.items() if row not in people.values()} | people
        if role == "summary" and "total" in across and "self_score" not in across:
            across.pop("score", None)  # one rater's marks, of which the total is made
        lead = next((key for key in needed if key in across), None)
        results = across.keys() & (
            {"total", "rank", "level", "coefficient", "pay"} if role == "summary" else {"score", "weight", "weighted"}
        )
        if lead is None or not results:
            continue
        first, last, nobody = _width(grid, lexicon, column, across[lead])
        if last - first < 1 + (role == "form"):
            continue
        top = min(across.values())
        rows = [row for row in run if any(grid.filled_in(row, first, last))]
        part = _finished(grid, lexicon, role, column, top, across, unclear, first, last, tables, rows)
        return replace(part, skip_columns=nobody if role == "summary" else ())
    return None


def _across(
    grid: Grid, lexicon: Lexicon, column: int, run: Sequence[int], role: Role
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """The row of each key: the surest word; two rows with words as sure are unclear."""
    meant: dict[str, list[tuple[float, int]]] = {}
    for row in run:
        right = grid.span(row, column).right
        if any(_is_head_label(lexicon, grid.text(row, at)) for at in grid.filled_in(row, right + 1, grid.right)):
            continue  # labels and values in turn: a head
        values = [grid.value(row, at) for at in grid.filled_in(row, right + 1, grid.right)]
        numbers = [value for value in values if number_of(value) is not None]
        for key, surely in lexicon.look_up(label_of(grid.text(row, column)), role).keys.items():
            fits = len(numbers) * 2 >= len(values) if key in NUMERIC else True
            if surely >= 0.8 and fits and len(values) != 1:
                meant.setdefault(key, []).append((surely, row))
    across, unclear, taken = {}, {}, set()
    for key, places in sorted(meant.items(), key=lambda item: -max(item[1])[0]):
        best = max(surely for surely, _ in places)
        rows = [row for surely, row in places if best - surely < 0.1 and row not in taken]
        if len(rows) == 1:
            across[key] = rows[0]
            taken.add(rows[0])
        elif rows:
            unclear[key] = rows
    return across, unclear


def _people_over_items(grid: Grid, lexicon: Lexicon, column: int, run: Sequence[int]) -> dict[str, int]:
    """The row of names right of a word for indicators (考核项目) that stand below it."""
    for row in run:
        if lexicon.means(grid.text(row, column), "form").get("indicator", 0.0) >= 0.8:
            right = grid.filled_in(row, grid.span(row, column).right + 1, grid.right)
            words = [grid.text(row, at) for at in right]
            if sum(looks_like_name(word) and not lexicon.known(word) for word in words) >= FEWEST:
                return {"name": row}
    return {}


def _is_head_label(lexicon: Lexicon, text: str) -> bool:
    return any(surely >= 0.9 and key in HEAD_KEYS for key, surely in lexicon.means(text, "field").items())


def _width(grid: Grid, lexicon: Lexicon, column: int, row: int) -> tuple[int, int, tuple[int, ...]]:
    """First and last column of the entries in the leading row, and what sums, weighs or remarks on them between."""
    filled = [*grid.filled_in(row, grid.span(row, column).right + 1, grid.right)]
    nobody = {at for at in filled if _is_nobody(lexicon, grid.text(row, at))}
    entries = [at for at in filled if at not in nobody]
    if not entries:
        return 0, 0, ()
    return entries[0], entries[-1], tuple(sorted(at for at in nobody if entries[0] < at < entries[-1]))


def _is_nobody(lexicon: Lexicon, text: str) -> bool:
    """Whether the words over a column are none of a person or an indicator: 合计, 平均值, 一组平均, 权重, 备注."""
    return all(_no_entry(lexicon, word) or _MEAN.search(squeezed(word)) for word in _WORDS_APART.split(text))


def _no_entry(lexicon: Lexicon, word: str) -> bool:
    """Whether a word over a column is none of a person or an indicator: 合计, 平均值, 权重, 备注."""
    keys = {**lexicon.means(word, "field"), **lexicon.means(word, "summary")}
    weighs = lexicon.means(word, "form").get("weight", 0.0) >= 0.8
    return weighs or lexicon.ends_body(word) or max((keys.get(key, 0.0) for key in _NO_ENTRY), default=0.0) >= 0.8


def _finished(
    grid: Grid,
    lexicon: Lexicon,
    role: str,
    column: int,
    top: int,
    across: dict[str, int],
    unclear: dict[str, list[int]],
    first: int,
    last: int,
    tables: Sequence[Table],
    rows: Sequence[int],
) -> Part:
    above = max((table.last_row for table in tables if table.last_row < top), default=0)
    zone = Zone(above + 1, top - 1, 1, grid.right)
    fields = best_of(head_fields(grid, lexicon, zone, top, HEAD_KEYS if role == "form" else SUMMARY_HEAD))
    fields = {key: one for key, one in fields.items() if not SIGNED.search(one.label)}
    if "month" not in fields and (month := title_month(grid, zone)) is not None:
        fields["month"] = month
    if role == "form":
        fields |= _total_beside(grid, lexicon, across, last)
    told = sentence("标题竖排，各项排成一行", "labels stand below each other, entries side by side")
    questions = [
        Question(
            key,
            grid.name,
            tuple(str(row) for row in rows),
            sentence("有几行都可能是{key}", "several rows may be {key}", key=called(key)),
        )
        for key, rows in unclear.items()
    ]
    return Part(
        "form" if role == "form" else "summary",
        grid.name,
        {key: grid.where(*fields[key].place) for key in KEYS if key in fields},
        across={key: across[key] for key in KEYS if key in across},
        first_column=column_letters(first),
        last_column=column_letters(last),
        questions=tuple(questions),
        confidence=dict.fromkeys(across, 0.9) | {key: one.surely for key, one in fields.items()},
        evidence=dict.fromkeys(across, (told,)) | {key: one.why for key, one in fields.items()},
        headings={key: " ".join(grid.text(row, column).split()) for key, row in across.items()},
        labels=tuple(grid.text(row, column) for row in rows),
        label_columns=tuple(rows),
    )


def _total_beside(grid: Grid, lexicon: Lexicon, across: dict[str, int], last: int) -> dict[str, Found]:
    """The total of a turned form: in the row of weighted scores or scores, below the word for a total."""
    row = across.get("weighted", across.get("score", 0))
    for at in grid.filled_in(across["indicator"], last + 1, grid.right):
        if row and (
            lexicon.ends_body(grid.text(across["indicator"], at))
            or lexicon.means(grid.text(across["indicator"], at), "field").get("total")
        ):
            told = sentence("“{word}”下面", "below “{word}”", word=grid.text(across["indicator"], at))
            return {"total": Found("total", (row, at), 0.9, (told,), grid.text(across["indicator"], at))}
    return {}
