"""Puts one table, its head and what stands below it together to a part: columns, fields, questions, evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlkpi.adopt.assignment import assigned, margins
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.columns import Column
from xlkpi.adopt.computations import computed
from xlkpi.adopt.deductions import TAKEN, headed
from xlkpi.adopt.evidence import meant_by, weigh
from xlkpi.adopt.fields import Found, Zone, best_of, contested, head_fields, title_month
from xlkpi.adopt.formula_evidence import FORMULA
from xlkpi.adopt.grid import Grid
from xlkpi.adopt.keys import HEAD_KEYS, KEYS, called
from xlkpi.adopt.labels import looks_like_name
from xlkpi.adopt.level_sentences import normal, told_in
from xlkpi.adopt.lexicon import LIKELY, Lexicon, Role
from xlkpi.adopt.part_lines import same
from xlkpi.adopt.result_rows import result_fields
from xlkpi.adopt.rule_tables import level_tables
from xlkpi.adopt.table_bodies import Table
from xlkpi.adopt.understanding import FULL_MARKS, Marks, Part, Question
from xlkpi.adopt.value_evidence import Weighed
from xlkpi.books.areas import column_letters
from xlkpi.errors import Sentence, sentence

LEAST = 0.6
"""A choice below this is no choice: the word alone is too weak and nothing speaks for it."""

MARGIN = 0.15
"""A choice that is not better than any other by this much is a question."""

PANEL = 8
"""Columns right of the lines of a form in which a panel of its results may stand."""
DEPARTMENTS = ("部门", "科室", "处室", "部室", "单位", "dep")
"""What a column of departments is called, and none of groups inside one."""

_EQUALS = re.compile("[=＝﹦]")
SUMMARY_HEAD = HEAD_KEYS - {"name", "employee_id"}


@dataclass
class Draft:
    """A part being put together."""

    grid: Grid
    table: Table
    role: Role
    columns: list[Column]
    chosen: dict[str, int] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    evidence: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    fields: dict[str, Found] = field(default_factory=dict)
    across: dict[str, int] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    """Cells below the lines that count besides them, and how (`extra_rows`)."""
    people: tuple[int, int] | None = None
    """Of a matrix: the first and the last column of the people across."""
    nobody: tuple[int, ...] = ()
    """Columns between these with the mean of some of them."""

    def column(self, key: str) -> Column | None:
        """The column chosen for a key."""
        return next((column for column in self.columns if column.column == self.chosen.get(key)), None)

    def numbers(self, column: Column) -> dict[int, float]:
        """The numbers of a column by the rows of their entries."""
        found = {row: number_of(self.grid.value(row, column.column)) for row in self.table.entries}
        return {row: number for row, number in found.items() if number is not None}

    def settled(self, key: str) -> bool:
        """Whether a key has a column or a row, or is left to a question."""
        return key in self.chosen or key in self.across or self.asks(key)

    def choose(self, key: str, column: Column, why: Sentence) -> None:
        """Give a key a column that other evidence than its words speaks for."""
        self.chosen[key] = column.column
        self.confidence[key] = 0.75
        self.evidence[key] = (why,)

    def drop(self, key: str) -> None:
        """Take back a column chosen for a key."""
        self.chosen.pop(key)
        self.confidence.pop(key)
        self.evidence.pop(key)

    def asks(self, key: str) -> bool:
        """Whether a key is left to a question."""
        return any(question.field == key for question in self.questions)

    def ask(self, key: str, places: Sequence[str], why: Sentence) -> None:
        """Leave a key to a question, once."""
        if not self.asks(key):
            self.questions.append(Question(key, self.grid.name, tuple(dict.fromkeys(places)), why))


def named_people(lexicon: Lexicon, column: Column) -> bool:
    """Whether under words that nobody knows each line has another person's name."""
    return unknown(lexicon, column) and each_another(column)


def each_another(column: Column) -> bool:
    """Whether each line has another person's name."""
    names = column.texts
    return len(set(names)) == len(names) > 2 and all(map(looks_like_name, names))


def unknown(lexicon: Lexicon, column: Column) -> bool:
    """Whether nobody knows the words over a column, neither as a key nor as something else."""
    return not lexicon.knows(column.heading.label) and not any(map(lexicon.counts_rows, column.heading.words))


TRADE = re.compile(
    "^(?!.*(?:联络|联系|对接|经办|带教)).*(?:(?<!职)员|师|工|手|司机|保安|教练|医生|护士|月嫂|管家|导购|店助|助理|顾问|专员|主播|老师)$"
)
"""How words end that call people by their trade: 护理员, 美容师."""


def by_trade(lexicon: Lexicon, column: Column) -> bool:
    """Whether a column lists people under the word for their trade."""
    words = column.heading.label.readings[:1]
    return any(map(TRADE.search, words)) and named_people(lexicon, column)


def role_of(lexicon: Lexicon, columns: Sequence[Column]) -> tuple[Role, bool] | None:
    """Whether a table lists indicators or people (or both, told by True); None where it lists neither."""
    form = [
        max(meant_by(column.heading, lexicon, "form").items(), key=lambda item: item[1], default=("", 0.0))
        for column in columns
    ]
    people = [meant_by(column.heading, lexicon, "summary") for column in columns]
    # 关键业绩(KPI) over numbers are marks and no indicators
    worded = [column for column in columns if len(column.numbers) <= len(column.texts)]
    listing = max((meant_by(column.heading, lexicon, "form").get("indicator", 0) for column in worded), default=0)
    indicator, strong = listing >= 0.5, listing >= 0.75
    named = any(keys.get("name", 0) >= 0.75 or keys.get("employee_id", 0) >= 0.9 for keys in people)
    weighs = any(key in ("weight", "weighted") and surely >= 0.75 for key, surely in form)
    marked = any(key in ("score", "self_score") and surely >= 0.75 for key, surely in form)
    results = {key for keys in people for key, surely in keys.items() if surely >= 0.75} & {
        "total",
        "rank",
        "level",
        "coefficient",
        "pay",
    }
    if named and strong and (weighs or marked):
        return "summary", True
    if named or (not indicator and any(by_trade(lexicon, column) for column in columns)):
        return "summary", False
    if (indicator and (weighs or marked or strong)) or (weighs and marked):
        return "form", False
    return ("summary", False) if len(results) >= 2 or any(keys.get("name", 0) >= 0.5 for keys in people) else None


def with_columns(draft: Draft, lexicon: Lexicon, *, lines: bool) -> dict[tuple[int, str], Weighed]:
    """Choose the columns jointly; what has no margin becomes a question. Returns all that was weighed."""
    weighed = weigh(draft.columns, lexicon, draft.role, lines=lines)
    _by_total_row(draft, weighed)
    _by_pay_sentence(draft, weighed)
    _by_level_rule(draft, weighed)
    scores = {pair: found.score for pair, found in weighed.items() if not found.against and found.score >= LEAST - 0.1}
    numbers = [column.column for column in draft.columns]
    keys = [key for key in KEYS if any(pair[1] == key for pair in scores)]
    best = assigned(scores, numbers, keys)
    close = margins(scores, numbers, keys, best)
    if draft.role == "summary" and not lines and "self_score" not in best:
        best.pop("score", None)  # one rater's marks among several columns, and of no use beside the total
    for key, column in best.items():
        found = weighed[column, key]
        margin, rival = close[key]
        others = [at for at, other in scores if other == key]
        if margin < MARGIN and rival.get(key) != column and len(others) > 1:
            places = [column_letters(at) for at in sorted(others, key=lambda at: -scores[at, key])]
            zh, en = "有几列都可能是{key}", "several columns may be {key}"
            draft.ask(key, places, sentence(zh, en, key=called(key)))
        elif found.score < LEAST or margin < MARGIN:
            waiting = key == "level" and _empty(draft, column)  # 级别 may be of the appraisal or of posts
            if waiting or key in ("name", "total", "indicator", "score", "weight", "pay", "base_pay"):
                draft.ask(
                    key,
                    [column_letters(column)],
                    sentence(
                        "只有一列可能是{key}，把握不够", "one column may be {key}, but not surely", key=called(key)
                    ),
                )
        else:
            draft.chosen[key] = column
            draft.confidence[key] = round(min(1.0, found.score) * min(1.0, 0.7 + margin), 2)
            draft.evidence[key] = tuple(found.why)
    return weighed


def _empty(draft: Draft, at: int) -> bool:
    return any(column.column == at and column.empty for column in draft.columns)


def _by_total_row(draft: Draft, weighed: Mapping[tuple[int, str], Weighed]) -> None:
    """A total that multiplies two columns of a form names its weight and its score."""
    if draft.role != "form":
        return
    grid, table = draft.grid, draft.table
    for row in range(table.last_row + 1, table.last_row + 8):
        for column in grid.filled_in(row, table.left, table.right):
            made = computed(grid, row, column)
            if made is None or made.kind != "sum" or not made.areas:
                continue
            read = {at for at in made.columns() if any(area.rows > 1 or len(made.areas) > 2 for area in made.areas)}
            weights = {at for at in read if (at, "weight") in weighed and not weighed[at, "weight"].against}
            for at in read - weights if len(read) == 2 and len(weights) == 1 else ():
                for key in ("score", "self_score"):
                    if (at, key) in weighed:
                        weighed[at, key].score += 0.25
                        weighed[at, key].why.append(
                            sentence("总分由它乘权重得出", "the total is made of it and the weight")
                        )


def _by_pay_sentence(draft: Draft, weighed: Mapping[tuple[int, str], Weighed]) -> None:
    """A sentence beside a list that makes a column of its base says that this is the pay: 奖金=奖金基数×系数."""
    columns = {column.column: column.heading.label.readings[:1] for column in draft.columns}
    pays, bases = (
        {at: normal(columns[at][0]) for at, key in weighed if key == wanted and columns.get(at)}
        for wanted in ("pay", "base_pay")
    )
    if draft.role != "summary" or not pays or not bases:
        return
    around = draft.grid.texts_outside(frozenset(draft.table.entries))
    texts = [normal(text) for text in around if _EQUALS.search(text)]
    for at, word in pays.items():
        made = re.compile(rf"(?<![\w)]){re.escape(word)}(?:\([^)]*\))?=([^;。]+)")
        of = [found[1] for text in texts for found in made.finditer(text)]
        if any(base in told for told in of for other, base in bases.items() if other != at):
            weighed[at, "pay"].score += FORMULA
            weighed[at, "pay"].why.append(sentence("有一句话说它由基数算出", "a sentence makes it of the base"))


def _by_level_rule(draft: Draft, weighed: Mapping[tuple[int, str], Weighed]) -> None:
    """The one blank column that may hold levels (考核结果, 星级) does, where the sheet tells a rule of levels."""
    levels = [at for at, key in weighed if key == "level" and not weighed[at, key].against]
    if draft.role != "summary" or len(levels) != 1 or not _empty(draft, levels[0]):
        return
    around = draft.grid.texts_outside(frozenset(draft.table.entries))
    ruled = any(len(told_in(text)) > 1 for text in around)
    if ruled or level_tables([draft.grid], []):
        weighed[levels[0], "level"].score += FORMULA
        weighed[levels[0], "level"].why.append(sentence("表上写着等级的规定", "a rule of levels stands on the sheet"))


def with_fields(draft: Draft, lexicon: Lexicon, zone: Zone, tail: Sequence[int]) -> None:
    """Find the head fields and, of a form, the results below its lines."""
    table, grid = draft.table, draft.grid
    keys = HEAD_KEYS if draft.role == "form" else SUMMARY_HEAD
    found = head_fields(grid, lexicon, zone, table.header.top, keys)
    if draft.role == "form":
        off = headed(draft, TAKEN)
        columns = {**draft.chosen, "taken": off[0].column} if off else draft.chosen
        left, right = max(zone.left, table.left - 3), min(zone.right, table.right + 3)
        results = result_fields(grid, lexicon, tail, left, right, columns)
        found += results.found
        head_results = head_fields(
            grid,
            lexicon,
            Zone(zone.top, table.header.top - 1, zone.left, zone.right),
            table.header.top,
            frozenset(("total", "level", "rank", "coefficient", "base_pay", "attendance", "pay")),
        )
        found += [one for one in head_results if not one.waiting]
        beside = range(table.header.top, table.last_row + 1)
        panel = result_fields(grid, lexicon, beside, table.right + 1, min(zone.right, table.right + PANEL), {}).found
        found += panel if len({one.key for one in panel}) > 1 else ()
        settled = {one.key for one in found}
        for key, places in results.open.items():
            if key not in settled:
                draft.ask(
                    key,
                    [grid.where(*place) for place in places],
                    sentence("这一行有几处都可能是", "several cells of its row may be it"),
                )
    else:
        found = [one for one in found if not (one.waiting and one.key == "rater")]
        if "pay" in draft.chosen:  # one base for everybody, above the list
            above = Zone(zone.top, table.header.top - 1, zone.left, zone.right)
            bases = head_fields(grid, lexicon, above, table.header.top, frozenset(("base_pay",)))
            found += [one for one in bases if not one.waiting and number_of(grid.value(*one.place)) is not None]
        placed = ("department", "branch")
        found = [one for one in found if one.key not in draft.chosen or (one.key in placed and one.surely > LIKELY)]
    best = best_of(found)
    for key, rivals in contested(grid, found).items():
        why = sentence("有两处都像是{key}", "two places may be {key}", key=called(key))
        draft.ask(key, [grid.where(*place) for place in rivals], why)
    if "month" not in best and "month" not in draft.chosen:
        month = title_month(grid, Zone(zone.top, table.header.top - 1, zone.left, zone.right))
        if month is not None:
            best["month"] = month
    _unit_below_branch(draft, lexicon, best)
    _ask_department(draft, best)
    _ask_unit(draft, lexicon, best)
    for key, one in best.items():
        draft.fields[key] = one
        draft.confidence[key] = round(one.surely, 2)
        draft.evidence[key] = one.why


def _unit_below_branch(draft: Draft, lexicon: Lexicon, best: Mapping[str, Found]) -> None:
    """Below a head that names the branch a column of places of work (网点, 站点) is of departments."""
    column = draft.column("branch")
    if column is None or "branch" not in best or best["branch"].surely < LIKELY or draft.settled("department"):
        return
    if lexicon.look_up(column.heading.label, "summary").keys.get("department", 0):
        draft.drop("branch")
        draft.choose("department", column, sentence("分公司写在表头", "the branch stands in the head"))


def _ask_department(draft: Draft, best: Mapping[str, Found]) -> None:
    """Of a list whose head names the department, a column of shifts or groups is it only if somebody says so."""
    column, head = draft.column("department"), best.get("department")
    if draft.role != "summary" or column is None or head is None or head.waiting:
        return
    words, named = column.heading.shown.lower(), draft.grid.text(*head.place).strip()
    if any(word in words for word in DEPARTMENTS) or set(column.texts) <= {named}:
        return
    zh, en = (
        "表头上写着部门“{named}”，列里又分{words}",
        "the head names the department “{named}”, a column tells {words}",
    )
    why = sentence(zh, en, named=named[:20], words="/".join(dict.fromkeys([column.heading.shown, *column.texts[:3]])))
    draft.ask("department", [draft.grid.where(*head.place), column_letters(column.column)], why)


def _ask_unit(draft: Draft, lexicon: Lexicon, best: Mapping[str, Found]) -> None:
    """People of several halls or shops: whether these are departments, in which places are counted, nobody guesses."""
    if draft.role != "summary" or any(key in best or draft.settled(key) for key in ("department", "branch")):
        return
    units = [
        column
        for column in draft.columns
        if {"department", "branch"} <= lexicon.look_up(column.heading.label, "summary").keys.keys()
        and 1 < len(set(column.texts)) < len(draft.table.entries)
    ]
    if units:
        words = units[0].heading.shown
        zh, en = "有几个{words}，不知道是不是按它分部门", "there are several {words}: are these the departments?"
        why = sentence(zh, en, words=words)
        draft.ask("department", [column_letters(column.column) for column in units], why)


def marks_of(draft: Draft) -> Marks:
    """How a form adds up: scores out of full marks where the weights are points and no score is above its own."""
    weight, score = draft.column("weight"), draft.column("score")
    if weight is None:
        return "unknown"
    whole = sum(weight.numbers)
    if whole <= 2 or weight.percent:
        return "weighted"
    if "weighted" in draft.chosen:
        return "weighted"
    total = draft.fields.get("total")
    made = computed(draft.grid, *total.place) if total is not None else None
    if made is not None and made.kind == "sum":
        if draft.chosen["weight"] in made.columns():
            return "weighted"
        return "unknown" if sums_beyond_marks(draft) else "full"
    if score is None or not score.numbers:
        words = weight.heading.label.readings[0]
        return "full" if any(word in words for word in FULL_MARKS) else "unknown"
    rows = [(w, s) for w, s in _paired(draft, weight, score)]
    within = sum(s <= w for w, s in rows)
    stands = number_of(draft.grid.value(*total.place)) if total is not None else None
    if stands is not None and within != len(rows):  # one may be above its full mark: the total says how it adds up
        plain, products = sum(s for _, s in rows), sum(w * s for w, s in rows)
        if same(stands, plain) and not same(stands, products / whole):
            return "full"
    mostly = within * 10 >= len(rows) * 6 and len(rows) > 2 and max(s for _, s in rows) < 60
    return "full" if rows and (within == len(rows) or mostly) else "weighted"


def sums_beyond_marks(draft: Draft) -> bool:
    """Whether a total adds up something else than scores out of full marks: most of them are above these."""
    weight, score, total = draft.column("weight"), draft.column("score"), draft.fields.get("total")
    made = computed(draft.grid, *total.place) if total is not None else None
    if weight is None or score is None or made is None or made.kind != "sum" or "weighted" in draft.chosen:
        return False
    rows = _paired(draft, weight, score)
    above = sum(mark > full for full, mark in rows)
    return sum(weight.numbers) > 2 and weight.column not in made.columns() and above * 2 > len(rows)


def _paired(draft: Draft, weight: Column, score: Column) -> list[tuple[float, float]]:
    pairs = []
    for row in draft.table.entries:
        one, other = (number_of(draft.grid.value(row, column.column)) for column in (weight, score))
        if one is not None and other is not None:
            pairs.append((one, other))
    return pairs


def finished(draft: Draft) -> Part:
    """The part as a record; what is asked stands in no column and no field."""
    grid, table = draft.grid, draft.table
    asked = {question.field for question in draft.questions}
    columns = {key: column_letters(draft.chosen[key]) for key in KEYS if key in draft.chosen and key not in asked}
    fields = {key: grid.where(*draft.fields[key].place) for key in KEYS if key in draft.fields and key not in asked}
    headings = {key: column.heading.shown for key in columns if (column := draft.column(key))}
    headings |= {key: " ".join(draft.fields[key].label.split())[:40] for key in KEYS if key in draft.fields}
    return Part(
        "form" if draft.role == "form" else "summary",
        grid.name,
        fields,
        columns,
        table.first_row,
        table.last_row,
        tuple(table.skip),
        draft.across,
        questions=tuple(draft.questions),
        confidence=dict(draft.confidence),
        evidence=dict(draft.evidence),
        marks=marks_of(draft) if draft.role == "form" else "unknown",
        points=dict(draft.points),
        extras={} if "adjust" in asked else dict(draft.extras),
        first_column=column_letters(draft.people[0]) if draft.people else "",
        last_column=column_letters(draft.people[1]) if draft.people else "",
        skip_columns=draft.nobody,
        headings=headings,
        labels=tuple(column.heading.shown for column in draft.columns),
        label_columns=tuple(column.column for column in draft.columns),
    )
