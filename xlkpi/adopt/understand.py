"""Understands a workbook: every table on every sheet, whether it is one of ours, and the parts that are."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, cast

from xlkpi.adopt.body_end import other_ends
from xlkpi.adopt.columns import Column, columns_of
from xlkpi.adopt.conflicts import conflicts_of
from xlkpi.adopt.deductions import with_deductions
from xlkpi.adopt.extra_rows import with_extra_rows
from xlkpi.adopt.fields import Zone, pair_of
from xlkpi.adopt.grid import ROWS_LIMIT, Grid, Place
from xlkpi.adopt.keys import HEAD_KEYS
from xlkpi.adopt.kinds import Verdict, judged
from xlkpi.adopt.labels import label_of, looks_like_firm, pairs_in
from xlkpi.adopt.level_rules import with_level_rules
from xlkpi.adopt.lexicon import ALLOWED, Lexicon, Role, lexicon
from xlkpi.adopt.mapping import fingerprint
from xlkpi.adopt.open_keys import (
    ask_marks,
    deducted,
    items_of,
    with_later_steps,
    with_open_keys,
    with_products,
    with_unknown_headings,
)
from xlkpi.adopt.own_pay import with_own_pay
from xlkpi.adopt.parts import (
    Draft,
    by_trade,
    each_another,
    finished,
    marks_of,
    named_people,
    role_of,
    with_columns,
    with_fields,
)
from xlkpi.adopt.proof import with_proof
from xlkpi.adopt.ranked_among import with_groups_asked
from xlkpi.adopt.row_kinds import NOTE, SIGNED
from xlkpi.adopt.rule_tables import level_tables, share_blocks
from xlkpi.adopt.same_people import with_months_asked, without_sources
from xlkpi.adopt.score_sums import with_sums
from xlkpi.adopt.sister_sheets import with_sisters
from xlkpi.adopt.summed_total import with_summed_total
from xlkpi.adopt.table_bodies import Table, tables_of
from xlkpi.adopt.told_bases import with_bases
from xlkpi.adopt.turned import across_of, stands_across, turned_parts
from xlkpi.adopt.understanding import Part, Question, Understanding
from xlkpi.adopt.unread import with_unread
from xlkpi.adopt.value_conflicts import without_words_for_points
from xlkpi.books.areas import cell_of
from xlkpi.errors import Sentence, sentence

RESULTS = frozenset(("total", "rank", "level", "coefficient", "pay", "score"))


RULES: Final = re.compile("规则|说明|办法|制度|细则|须知|要求")
"""How a sheet of rules is called: it speaks of appraisal and is no form."""
UNREADABLE = sentence(
    "按你说的是考核，但找不到一行表头，读不出项目或人员、分数在哪一列；请在表格上方加一行表头，如 考核指标、权重、得分",
    "it is an appraisal as you said, but no row of headings tells indicators or people and scores: add one above them",
)


def understand(
    grids: Sequence[Grid], said: Mapping[str, str] = MappingProxyType({}), known: Collection[tuple[str, str]] = ()
) -> Understanding:
    """Understand a workbook given as grids; `said` are sheets ("" for all) with what a person said that they are."""
    return proved(unproved(grids, said, known), grids)


def unproved(
    grids: Sequence[Grid], said: Mapping[str, str] = MappingProxyType({}), known: Collection[tuple[str, str]] = ()
) -> Understanding:
    """What stands where, with nothing held against it yet: decisions and answers may still change it.

    A layout that was decided before is `known` by its sheet and fingerprint, and is not doubted again.
    """
    words = lexicon()
    parts: list[Part] = []
    why: list[Sentence] = []
    doubtful: list[Question] = []
    for grid in grids:
        told = said.get(grid.name, said.get("", ""))
        found, verdict = parts_of(grid, words, told)
        if grid.too_large and (found or verdict.ours or verdict.doubtful):
            why.append(_too_large(grid))
            continue
        if told == "not_ours":
            found, verdict = [], Verdict(False, False, sentence("由你确认不是", "it is none, as you said"))
        elif found and told:
            verdict = Verdict(True, False, sentence("由你确认", "as you said"))
        elif told:
            verdict = Verdict(False, False, UNREADABLE)
        elif any((grid.name, fingerprint(part.kind, part.labels)) in known for part in found):
            verdict = Verdict(True, False, sentence("由你确认", "as you said"))
        if found and verdict.ours:
            parts += found
        elif verdict.doubtful and found:
            doubtful.append(Question("kind", grid.name, tuple(dict.fromkeys(part.kind for part in found)), verdict.why))
        elif verdict.ours and not (
            level_tables([grid], parts) or share_blocks([grid], parts) or RULES.search(grid.name)
        ):
            zh, en = (
                "像是考核表，但看不出哪是指标、人员和分数",
                "it seems an appraisal, but nothing tells indicators, people and scores",
            )
            doubtful.append(Question("kind", grid.name, ("form", "summary"), sentence(zh, en)))
        if not (found and verdict.ours):
            zh, en = "工作表“{sheet}”：{why}", "sheet “{sheet}”: {why}"
            why.append(sentence(zh, en, sheet=grid.name, why=verdict.why))
    by_name = {grid.name: grid for grid in grids}
    parts = with_sisters([without_words_for_points(part, by_name[part.sheet]) for part in parts], by_name)
    parts = with_level_rules([with_summed_total(part, by_name) for part in parts], grids)
    answered = {grid.name for grid in grids if grid.name in said or "" in said}
    answered |= {part.sheet for part in parts if (part.sheet, fingerprint(part.kind, part.labels)) in known}
    parts, sources = without_sources(parts, by_name, answered)
    parts = with_groups_asked(with_months_asked(parts, by_name, answered), by_name)
    asked = tuple(doubtful) if said or not parts else ()  # who says what one sheet is, is asked of the others
    return Understanding(tuple(parts), tuple(why), asked, (*(() if asked else doubtful), *sources))


def _too_large(grid: Grid) -> Sentence:
    """A sheet of which only the top was read."""
    zh = "工作表“{sheet}”有 {rows} 行，超过 {limit} 行的上限：请另存一份，只留要考核的人员，再接入"
    en = "sheet “{sheet}” has {rows} rows, more than the {limit} that are read: save a copy with the people to appraise"
    return sentence(zh, en, sheet=grid.name, rows=grid.too_large, limit=ROWS_LIMIT)


def proved(understood: Understanding, grids: Sequence[Grid]) -> Understanding:
    """The same with what totals and pays are made of, every contradiction and all that is not used."""
    made = with_own_pay(with_bases(with_sums(understood.parts, grids), grids), grids)
    told = conflicts_of(grids, made)
    parts = with_unread(made, grids)
    return understood.with_parts([replace(part, conflicts=tuple(told.get(at, ()))) for at, part in enumerate(parts)])


def parts_of(grid: Grid, known: Lexicon, said: str = "") -> tuple[list[Part], Verdict]:
    """The parts of one sheet, and whether they are an appraisal; `said` is what a person says they are."""
    tables = [table for table in tables_of(grid, known) if not _is_head(grid, known, table)]
    drafts: list[Draft] = []
    for table in tables:
        draft = _draft(grid, known, table, tables, said)
        if draft is not None:
            drafts.append(draft)
    parts = [finished(draft) for draft in drafts]
    parts += turned_parts(grid, known, [draft.table for draft in drafts])
    complete = any(_complete(part) for part in parts)
    paid = any(part.kind == "form" or {"coefficient", "base_pay"} & {*part.columns, *part.across} for part in parts)
    turned = {row for part in parts if part.first_column for row in part.label_columns if not part.columns}
    titles = [grid.name, *_titles(grid, tables, _values(grid, parts), turned)]
    headings = [column.heading.shown for draft in drafts for column in draft.columns]
    headings += [word for draft in drafts for column in draft.columns for word in column.heading.over]
    headings += [word for part in parts for word in part.labels]
    people = any(each_another(column) for draft in drafts for column in draft.columns)
    verdict = judged(known, titles, headings, complete=complete, paid=paid, read=bool(parts), people=people)
    if verdict.ours and parts and not any(_of_a_person(part, known, titles) for part in parts):
        verdict = Verdict(False, True, sentence("没有一处写着是谁的考核", "nowhere does it say whose appraisal it is"))
    whose = {key for part in parts for key in (*part.columns, *part.fields, *part.across)} & {"name", "employee_id"}
    open_to_it = not whose and (verdict.ours or verdict.doubtful)
    if open_to_it and any(_lists_firms(columns_of(grid, table)) for table in tables):
        verdict = Verdict(False, False, sentence("列的是单位，不是员工", "it lists firms and no people"))
    return parts, verdict


_CONTACT: Final = re.compile("联络|联系|对接|经办")
"""A heading of whom to call at a unit: nobody who is appraised."""


def _lists_firms(columns: Sequence[Column]) -> bool:
    """Whether each line of a table is about another firm, and no column has people's names."""
    firms = [own for own in columns if len(set(own.texts)) == len(own.values) > 2]
    firms = [own for own in firms if sum(map(looks_like_firm, own.texts)) * 3 >= len(own.texts) * 2]
    own = [one for one in columns if one not in firms and not _CONTACT.search(one.heading.shown)]
    return bool(firms) and not any(map(each_another, own))


def _of_a_person(part: Part, known: Lexicon, titles: Sequence[str]) -> bool:
    """Whether a part is about people: a form without name, id, post or a word for staff may be about anything."""
    if part.kind == "summary" or {"name", "employee_id", "post"} & part.fields.keys() or "self_score" in part.columns:
        return True
    return any(word in text for word in known.kinds["people"] for text in titles)


def _complete(part: Part) -> bool:
    """Whether a part's own columns and fields make a form of a person or a summary with results."""
    keys = {*part.columns, *part.fields, *part.across}
    if part.kind == "form":
        return {"indicator", "weight", "score"} <= keys and bool(keys & {"name", "employee_id", "self_score"})
    return (
        bool(keys & {"name", "employee_id"})
        and "total" in keys
        and bool(keys & {"level", "coefficient", "pay", "department"})
    )


def _values(grid: Grid, parts: Sequence[Part]) -> set[Place]:
    """Cells with the value of a head field alone: a post called 门市销售 makes no list of sales."""
    keys = HEAD_KEYS - {"month"}
    told = {cell_of(cell) for part in parts for key, cell in part.fields.items() if key in keys}
    return {place for place in told if not pairs_in(grid.text(*place))}


def _titles(grid: Grid, tables: Sequence[Table], values: Collection[Place], turned: Collection[int] = ()) -> list[str]:
    """Titles and head labels: what stands in the first rows above a table's header; of a sheet without one, on top.

    The rows of `turned` tables are none: 考勤 below 考核项目 is an item.
    """
    tops = [table.header.top for table in tables] or [8]
    rows = {row for top in tops for row in range(max(1, top - 8), top)}
    rows -= {row for table in tables for row in range(table.header.top, table.last_row + 1)} | set(turned)
    cells = [(row, column) for row in sorted(rows) for column in grid.rows.get(row, ())]
    texts = [_unlabelled(grid.text(*cell)) for cell in cells if cell not in values]
    return [text for text in texts if text and len(text) <= 60 and not NOTE.search(text) and not SIGNED.search(text)]


def _unlabelled(text: str) -> str:
    """A text without the department that stands behind its label, whose name tells of no purpose: 部门：学员培训部."""
    told = [pair for key in ("department", "branch", "post") if (pair := pair_of(text, key)) is not None]
    for pair in told:
        text = text.replace(pair.value, "") if pair.value else text
    return text


def _draft(grid: Grid, known: Lexicon, table: Table, tables: Sequence[Table], said: str = "") -> Draft | None:
    if table.first_row > table.last_row:
        return None
    columns = columns_of(grid, table)
    role = role_of(known, columns)
    if said in ALLOWED and (role is None or role[0] != said):
        role = (cast("Role", said), False)
    if role is None:
        return None
    draft = Draft(grid, table, role[0], columns)
    weighed = with_columns(draft, known, lines=role[1])
    if stands_across(draft, known):
        return None
    across_of(draft, known)
    with_unknown_headings(draft, known)
    with_products(draft, known)
    if not said and not _worth(draft, known):
        return None
    zone, tail = _zones(grid, known, table, tables)
    with_fields(draft, known, zone, tail)
    with_proof(draft)
    with_later_steps(draft, known)
    with_open_keys(draft, known, weighed)
    with_extra_rows(draft, known, tail)
    ask_marks(draft)
    with_deductions(draft, marks_of(draft))
    results = {one.place[0] for one in draft.fields.values()} | {cell_of(cell)[0] for cell in draft.extras}
    results |= {row for row in tail if draft.role == "form" and known.adds(_first_word(grid, row))}
    below = [row for row in tail if row not in results and not _labelled(grid, known, row)]
    if ends := other_ends(grid, table, columns, below):
        why = sentence("下面还有像人员或指标的行", "rows below look like further entries")
        draft.ask("last_row", [str(row) for row in (table.last_row, *ends)], why)
    return draft


def _labelled(grid: Grid, known: Lexicon, row: int) -> bool:
    """Whether a row begins with a label or a word for sums and counts, as statistics below a list do."""
    first = _first_word(grid, row)
    return bool(first) and (known.known(first) or known.ends_body(first))


def _first_word(grid: Grid, row: int) -> str:
    return next((text for column in grid.rows.get(row, ()) if (text := grid.text(row, column))), "")


def _is_head(grid: Grid, known: Lexicon, table: Table) -> bool:
    """Whether a table is the head of a form whose labels stand above their values: one row, and no results in it."""
    if len(table.entries) > 1:
        return False
    meant = [
        {**known.look_up(column.heading.label, "summary").keys, **known.look_up(column.heading.label, "field").keys}
        for column in columns_of(grid, table)
    ]
    results = any(surely >= 0.9 and key in RESULTS for keys in meant for key, surely in keys.items())
    heads = sum(any(key in HEAD_KEYS for key in keys) for keys in meant)
    return not results and heads >= 2


def _worth(draft: Draft, known: Lexicon) -> bool:
    """Whether enough was found to call a table a form or a summary at all."""
    keys = {*draft.chosen, *(question.field for question in draft.questions), *draft.across}
    if draft.role == "form":
        if "indicator" not in keys:  # words that nobody knows over what the weights and scores stand beside
            return {"weight", "score"} <= keys and bool(items_of(draft, known))
        taken_off = any(deducted(column) for column in draft.columns)
        return taken_off or bool(keys & {"score", "weight", "self_score", "weighted"})
    if not draft.chosen.keys() & {"name", "employee_id"} and "name" not in draft.across:
        total = draft.column("total")
        placed = "post" in draft.chosen or any(
            column is not None and len(column.values) > len(set(column.values))
            for column in (draft.column("department"), draft.column("branch"))
        )
        placed = placed or any(named_people(known, column) for column in draft.columns) or "supervisor" in draft.chosen
        summed = draft.asks("total") or (total is not None and len(total.numbers) >= 3)
        summed = summed or (total is not None and total.empty and any(by_trade(known, one) for one in draft.columns))
        return bool(summed and placed and draft.chosen.keys() & {"level", "rank", "pay"})
    return bool(keys & {"total", "score"}) or len(keys & {"rank", "level", "coefficient", "pay"}) >= 2


def _zones(grid: Grid, known: Lexicon, table: Table, tables: Sequence[Table]) -> tuple[Zone, list[int]]:
    """Where a table's fields may stand: above it down from the table before, beside it, and the rows below it."""
    shared = [
        other for other in tables if other is not table and other.left <= table.right and other.right >= table.left
    ]
    beside = [
        other
        for other in tables
        if other is not table
        and other not in shared
        and other.header.top <= table.last_row
        and other.last_row >= table.header.top
    ]
    before = max(
        (other for other in shared if other.header.top < table.header.top),
        key=lambda other: other.last_row,
        default=None,
    )
    after = min(
        (other for other in shared if other.header.top > table.last_row),
        key=lambda other: other.header.top,
        default=None,
    )
    top = 1 if before is None else _border(grid, known, before, table)
    bottom = grid.bottom if after is None else _border(grid, known, table, after) - 1
    left, right = (table.left, table.right) if beside else (1, max(grid.right, table.right))
    inner = (table.header.top, table.left, table.last_row, table.right)
    tail = list(range(table.last_row + 1, min(bottom, table.last_row + 40) + 1))
    return Zone(top, bottom, left, right, inner), tail


_APPROVED: Final = re.compile("制表|填表|审核|审批|复核|批准|核准|合计|小计")
"""What is signed or summed below a list."""


def _border(grid: Grid, known: Lexicon, above: Table, below: Table) -> int:
    """The row between two tables below each other from which on all belongs to the lower one: its title or its head."""
    for row in range(max(above.last_row + 1, above.header.bottom + 1), below.header.top):
        texts = [grid.text(row, column) for column in grid.rows.get(row, ()) if grid.text(row, column)]
        if not texts or any(SIGNED.search(text) or NOTE.search(text) for text in texts):
            continue
        if any(_opens(known, text) for text in texts):
            return row
        apart = row - 1 > above.last_row and not grid.rows.get(row - 1)
        if apart and row + 1 == below.header.top and not any(_APPROVED.search(text) for text in texts):
            return row  # 外呼三组　组长：钱春梅, behind a blank row and on top of the next list
        alone = len(grid.rows.get(row, ())) == 1 and not pairs_in(texts[0]) and not known.known(texts[0])
        if alone and grid.span(row, grid.rows[row][0]).columns > 1:
            return row
    return below.header.top


def _opens(known: Lexicon, text: str) -> bool:
    """Whether a text is the label of a head field of a person or a table."""
    labels = [pair.label for pair in pairs_in(text)] or [label_of(text)]
    opening = {"name", "employee_id", "department", "branch", "month", "post"}
    return any(
        surely >= 0.9 and key in opening
        for label in labels
        for key, surely in known.look_up(label, "field").keys.items()
    )
