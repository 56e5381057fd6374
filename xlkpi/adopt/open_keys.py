"""Asks for what a table cannot do without and for headings that nobody knows over columns that look like results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xlkpi.adopt.columns import Column
from xlkpi.adopt.deductions import TAKEN
from xlkpi.adopt.keys import RESULT_KEYS, called
from xlkpi.adopt.labels import looks_like_name, squeezed
from xlkpi.adopt.level_words import is_level
from xlkpi.adopt.lexicon import Lexicon
from xlkpi.adopt.part_lines import CENT, place_of, same
from xlkpi.adopt.parts import TRADE, Draft, by_trade, each_another, named_people, sums_beyond_marks, unknown
from xlkpi.adopt.raters_alone import with_mean_of_raters
from xlkpi.adopt.value_evidence import Weighed, by_values
from xlkpi.books.areas import column_letters
from xlkpi.errors import sentence

UNKNOWN_HEADING = sentence("表头的叫法不认识，里面的内容却像", "the heading is unknown, yet its contents look like it")


PLAIN = frozenset(("rank", "coefficient", "pay"))
"""Results whose contents follow from the rest, so that they and the end of their words decide together."""

AROUND = 10
"""Rows over the lines of a form that its head may fill."""
STEP = 10.0
"""Points that extra marks and deductions move a total at most."""


def with_open_keys(draft: Draft, lexicon: Lexicon, weighed: Mapping[tuple[int, str], Weighed]) -> None:
    """Ask for what such a table cannot do without and what was not found."""
    if draft.role == "form":
        _of_a_form(draft, lexicon, weighed)
    else:
        _of_people(draft, lexicon)


def with_products(draft: Draft, lexicon: Lexicon) -> None:
    """Under words that nobody knows, the column that is weight times score in every line, by formula or number."""
    weight, score = draft.column("weight"), draft.column("score")
    if draft.role != "form" or weight is None or score is None or draft.settled("weighted"):
        return
    whole = 100.0 if sum(weight.numbers) > 2 else 1.0
    weights, scores = draft.numbers(weight), draft.numbers(score)
    for column in _free(draft):
        words = lexicon.look_up(column.heading.label, "form")
        if (words.known and not {"weighted", "score"} & words.keys.keys()) or "分" not in column.heading.shown:
            continue  # 辅助 is a step of the company's own
        made, numbers = column.computation, draft.numbers(column)
        both = made is not None and made.kind == "product" and made.columns() == {weight.column, score.column}
        rows = [row for row in numbers if row in weights and row in scores]
        comes_out = all(same(numbers[row], weights[row] * scores[row] / whole) for row in rows)
        typed = len(rows) >= 3 and len(rows) == len(weights) and any(numbers.values())
        if comes_out and (both or typed):
            zh, en = "每行都等于权重 × 得分", "weight times score in every line"
            draft.choose("weighted", column, sentence(zh, en))
            return


def ask_marks(draft: Draft) -> None:
    """Ask how a form adds up whose total sums scores that are no part of full marks."""
    if draft.role == "form" and {"weight", "score"} <= draft.chosen.keys() and sums_beyond_marks(draft):
        zh, en = (
            "得分多半高于分值，总分却直接相加",
            "most scores are above the full marks, and yet the total sums plainly",
        )
        draft.ask("marks", ["weighted", "full"], sentence(zh, en))


def _of_a_form(draft: Draft, lexicon: Lexicon, weighed: Mapping[tuple[int, str], Weighed]) -> None:
    free = _free(draft)
    for key in ("indicator", "score", "weight"):
        if key in draft.chosen or draft.asks(key):
            continue
        places = [
            column for column in free if (column.column, key) in weighed and not weighed[column.column, key].against
        ]
        if key == "weight":
            places = [
                column
                for column in free
                if column.numbers and not column.texts and round(sum(column.numbers), 6) in (1.0, 100.0)
            ]
        near = [column for column in free if key in lexicon.near(column.heading.shown, "form", frozenset((key,)))]
        if key == "indicator" and not places:
            near += [column for column in items_of(draft, lexicon) if column not in near]
        if key == "score" and not places:
            near += [column for column in free if unknown(lexicon, column) and _points(column)]
        if places or near or key in ("indicator", "score"):
            why = sentence("没有一列能确定是{key}", "no column is surely {key}", key=called(key))
            draft.ask(key, _letters((*places, *near)), why)
    if "name" not in draft.fields and (cells := _named_by_trade(draft, lexicon)):
        draft.ask("name", cells, sentence("像是写着被考核人的姓名", "it may be the name of the person appraised"))


def _named_by_trade(draft: Draft, lexicon: Lexicon) -> list[str]:
    """Cells over the lines with a name right of the word for somebody's trade: 队员 | 马国强."""
    grid, found = draft.grid, []
    for row in range(max(1, draft.table.header.top - AROUND), draft.table.header.top):
        for column in grid.rows.get(row, ()):
            text = squeezed(grid.text(row, column))
            place = grid.anchor(row, grid.span(row, column).right + 1)
            name = grid.text(*place)
            told = 2 <= len(text) <= 5 and TRADE.search(text) and looks_like_name(name)
            if told and not lexicon.known(grid.text(row, column)) and not lexicon.known(name):
                found.append(grid.where(*place))
    return found


def items_of(draft: Draft, lexicon: Lexicon) -> list[Column]:
    """Columns where each line has a text of its own, as indicators have: under unknown words, else the standard."""
    own = [one for one in draft.columns if not one.numbers and len(set(one.texts)) == len(one.texts) > 1]
    unnamed = [one for one in own if unknown(lexicon, one) and one.column not in draft.chosen.values()]
    return unnamed or [one for one in own if one is draft.column("standard")]


def deducted(column: Column) -> bool:
    """Whether a column holds the points that are taken off for a line: perhaps there are no marks."""
    return bool(TAKEN & {*column.heading.label.readings}) and bool(column.numbers) and not column.texts


def _of_people(draft: Draft, lexicon: Lexicon) -> None:
    free = _free(draft)
    chief = draft.column("supervisor")
    chiefs = [chief] if chief is not None and each_another(chief) else []  # a list of the supervisors themselves
    if chiefs and not draft.settled("name"):
        draft.drop("supervisor")
        named = [column for column in free if named_people(lexicon, column)]
        draft.ask("name", _letters(named or chiefs), sentence("没有一列能认出是谁", "no column tells who it is"))
    trades = [column for column in free if by_trade(lexicon, column)]
    if not draft.settled("name") and len(trades) == 1:
        draft.choose("name", trades[0], sentence("每行一个人名，表头是工种", "names, headed by the trade"))
    if not (draft.settled("name") or draft.settled("employee_id")):
        named = [column for column in free if named_people(lexicon, column)]
        for key in ("name",) if named else ("name", "employee_id"):
            texts = _letters(named or [column for column in free if column.texts])
            draft.ask(key, texts, sentence("没有一列能认出是谁", "no column tells who it is"))
    if not draft.settled("total"):
        near = [
            column for column in free if "total" in lexicon.near(column.heading.shown, "summary", frozenset(("total",)))
        ]
        means = [column for column in free if lexicon.ends_body(column.heading.shown) and _points(column)]
        places = near or [*means, *(column for column in free if _points(column) and column not in means)]
        if places:
            draft.ask("total", _letters(places), sentence("没有一列能确定是总分", "no column is surely the total"))


def with_unknown_headings(draft: Draft, lexicon: Lexicon) -> None:
    """A column of a summary whose words nobody knows and whose contents are those of a missing result is asked for."""
    if draft.role != "summary":
        return
    _read_by_places(draft, lexicon)
    with_mean_of_raters(draft)
    free = [column for column in _free(draft) if unknown(lexicon, column)]
    tests: dict[str, Callable[[Column], bool]] = {
        "total": lambda column: _points(column) and max(column.numbers) >= 40,
        "level": lambda column: bool(column.texts) and not column.numbers and all(map(is_level, column.texts)),
        "rank": lambda column: _places(draft, column),
        "coefficient": lambda column: _by_level(draft, column),
        "pay": lambda column: _product(draft, column),
    }
    for key, test in tests.items():
        if draft.settled(key):
            continue
        places = [column for column in free if test(column)]
        if key == "total":
            places = [
                column for column in _free(draft) if lexicon.ends_body(column.heading.shown) and test(column)
            ] + places
        ends = [column for column in places if lexicon.ending(column.heading.shown, "summary", frozenset((key,)))]
        if len(places) == len(ends) == 1 and key in PLAIN:
            draft.choose(key, places[0], sentence("叫法与内容都像", "both its words and its contents look like it"))
        elif places and not (key == "total" and "indicator" in draft.across):
            draft.ask(key, _letters(places), UNKNOWN_HEADING)
    if "base_pay" in draft.chosen and not draft.settled("pay"):
        amounts = [column for column in _free(draft) if "pay" in lexicon.look_up(column.heading.label, "summary").keys]
        amounts = [column for column in amounts if not _against(column, "pay")]
        if amounts:
            draft.ask(
                "pay", _letters(amounts), sentence("像是按基数算出的金额", "it may be the amount made of the base")
            )
    for key in ("employee_id", *sorted(RESULT_KEYS - {"total", "adjust"})):
        if draft.settled(key):
            continue
        places = [column for column in free if lexicon.ending(column.heading.shown, "summary", frozenset((key,)))]
        if places := [column for column in places if not _against(column, key)]:
            draft.ask(key, _letters(places), UNKNOWN_HEADING)


def _against(column: Column, key: str) -> bool:
    """Whether what stands in a column cannot be what the end of its words says."""
    weighed = Weighed(0.0)
    by_values(column, key, weighed)
    return column.empty or bool(weighed.against)


def _read_by_places(draft: Draft, lexicon: Lexicon) -> None:
    """Where no word tells the total, it is the one column of points by which formulas count the places."""
    rank = draft.column("rank")
    made = rank.computation if rank else None
    if "total" in draft.chosen or draft.asks("total") or made is None or made.kind != "rank":
        return
    read = [column for column in _free(draft) if column.column in made.columns() and _points(column)]
    told = [column for column in read if unknown(lexicon, column) or lexicon.ends_body(column.heading.shown)]
    if len(read) == len(told) == 1:
        draft.choose("total", read[0], sentence("名次按它排出", "places are counted by it"))


def with_later_steps(draft: Draft, lexicon: Lexicon) -> None:
    """A result behind which a column of points stands whose words nobody knows may be the step before the last.

    Of a form only where neither weighted marks nor a total prove which marks count.
    """
    key = "total" if draft.role == "summary" else "score"
    chosen = draft.column(key)
    if chosen is None or draft.asks(key) or _proved(draft, chosen):
        return
    behind = [
        column
        for column in _free(draft)
        if column.column > chosen.column and (unknown(lexicon, column) or _marks(lexicon, column))
    ]
    own = draft.numbers(chosen)
    steps = [column for column in behind if column.computation is None or column.computation.kind != "copy"]
    later = [column for column in steps if _points(column) and _near(own, draft.numbers(column))]
    if later:
        zh, en = "后面还有一列像分数：“{words}”", "a column of points stands behind it: “{words}”"
        why = sentence(zh, en, words=later[-1].heading.shown)
        draft.ask(key, _letters([*reversed(later), chosen]), why)


def _proved(draft: Draft, chosen: Column) -> bool:
    """Whether the rest of the table says that this result is the last one: what is made of it, or the places."""
    if draft.role == "form":
        return "weighted" in draft.chosen or "total" in draft.fields
    results = (draft.column(key) for key in ("rank", "level", "coefficient", "pay"))
    made = [column.computation for column in results if column is not None and column.computation is not None]
    rank = draft.column("rank")
    return any(chosen.column in one.columns() for one in made) or (rank is not None and _places(draft, rank))


def _marks(lexicon: Lexicon, column: Column) -> bool:
    """Whether a heading of a summary may mean marks as well, such as 复核得分."""
    return bool({"total", "score"} & lexicon.look_up(column.heading.label, "summary").keys.keys())


def _near(own: Mapping[int, float], other: Mapping[int, float]) -> bool:
    """Whether two columns of points differ by what is added and taken off at most, for everybody, and do differ."""
    shared = own.keys() & other.keys()
    differ = any(own[row] != other[row] for row in shared)
    return differ and len(shared) * 10 >= len(own) * 9 and all(abs(own[row] - other[row]) <= STEP for row in shared)


def _free(draft: Draft) -> list[Column]:
    return [column for column in draft.columns if column.column not in draft.chosen.values()]


def _letters(columns: Sequence[Column]) -> list[str]:
    return [column_letters(column.column) for column in columns]


def _points(column: Column) -> bool:
    """Whether a column holds numbers of the size of points of a hundred."""
    return bool(column.numbers) and not column.texts and 20 < max(column.numbers) <= 150 and not column.percent


def _numbers(draft: Draft, key: str) -> dict[int, float]:
    column = draft.column(key)
    return draft.numbers(column) if column is not None else {}


def _places(draft: Draft, column: Column) -> bool:
    totals, own = _numbers(draft, "total"), draft.numbers(column)
    if len(totals) < 3 or own.keys() != totals.keys():
        return False
    ascending = sorted(totals.values())
    return all(own[row] == place_of(ascending, totals[row]) for row in own)


def _by_level(draft: Draft, column: Column) -> bool:
    own = draft.numbers(column)
    level = draft.chosen.get("level")
    if level is None or not own or not all(0 <= number <= 3 for number in own.values()):
        return False
    by_level: dict[str, set[float]] = {}
    for row, number in own.items():
        by_level.setdefault(draft.grid.text(row, level).strip(), set()).add(number)
    shared = len(by_level) < len(own) and not column.percent  # where each has a level of his own any column would do
    told = len(by_level) > 1 and len(set(own.values())) > 1
    return shared and told and all(len(found) == 1 for found in by_level.values())


def _product(draft: Draft, column: Column) -> bool:
    bases, factors, own = _numbers(draft, "base_pay"), _numbers(draft, "coefficient"), draft.numbers(column)
    shared = bases.keys() & factors.keys() & own.keys()
    return len(shared) > 1 and all(abs(bases[row] * factors[row] - own[row]) < CENT for row in shared)
