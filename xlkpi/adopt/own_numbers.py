"""Levels and quotas in a company's own tables: what its people are paid by, in place of our numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from xlkpi.adopt.grid import Grid
from xlkpi.adopt.level_sentences import plain_level
from xlkpi.adopt.level_words import in_stars, star_count
from xlkpi.adopt.own_scale import FOUND, best_first, levels_standing, scheme_of, with_departments
from xlkpi.adopt.part_lines import shown
from xlkpi.adopt.rule_tables import (
    NUMBER_HEADS,
    LevelTable,
    ShareBlock,
    factor_rows,
    leading,
    level_tables,
    share_blocks,
)
from xlkpi.adopt.stated_levels import stated_for
from xlkpi.adopt.told_factors import Factors, factors_told
from xlkpi.adopt.told_shares import Shares, shares_stated
from xlkpi.adopt.understanding import Part
from xlkpi.books.areas import reference_of
from xlkpi.domain.scheme import Level, Number, Scheme
from xlkpi.drawing.number_sheet import OwnNumbers
from xlkpi.drawing.number_spec import MOST_LEVELS
from xlkpi.errors import Fault, sentence

T = TypeVar("T")
EVERYBODY: Final = "全体"
"""The department of a list without departments, and the level of every one where the same shares hold for all."""
CODED: Final = frozenset(("A+", "C-"))
"""The ends of the scheme's levels, which no other usual scale of letters has."""


@dataclass(frozen=True)
class Own:
    """The numbers that count in a workbook: a scheme, and by the key of our table the cells of the company's own.

    `words` are the levels in its own words, best first; none where they are the scheme's. A department has one of
    `departments` as its level; none where the same shares hold for all of them. What is not clear matters only where
    levels are computed.
    """

    scheme: Scheme
    numbers: Mapping[str, OwnNumbers]
    departments: tuple[str, ...]
    words: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    unusable: bool = False
    """Whether the company has levels of its own that cannot be computed with: the scheme's are not those either."""
    by_points: str = ""
    """The points that give the levels, as people write them; nothing where quotas do."""
    by_shares: Shares | None = None
    """Shares that a sentence tells and that quotas go by; nothing where a table does, or the scheme."""
    factors_in: str = ""
    """The cells whose sentences give the coefficients that are used; nothing where a table does or nobody."""

    @property
    def has_factors(self) -> bool:
        """Whether the company's own coefficients are used."""
        return bool(self.factors_in) or any("coefficient" in own for own in self.numbers.get("level", {}).values())

    @property
    def by_score(self) -> bool:
        """Whether the level of a department may follow from its supervisor's score."""
        return bool(self.departments) and not self.words


def own_tables(grids: Sequence[Grid], parts: Sequence[Part], scheme: Scheme) -> Own:
    """What the company's own tables say of levels; what of them is not clear is told."""
    every = (*level_tables(grids, parts), *factor_rows(grids, parts))
    rated = [table for table in every if table.numbers("coefficient")]
    tables = _each_once((one, [one.numbers(key) for key in NUMBER_HEADS]) for one in rated)
    blocks = ((block, [(row, block.numbers(row)) for row in block.cells]) for block in share_blocks(grids, parts))
    block, unclear = _one_block(_each_once(blocks))
    standing = levels_standing(grids, parts)
    as_listed = {word: level for level in standing for word in (f"{level}级", level.removesuffix("级"))}
    tables = [table.spelled(as_listed) for table in tables]
    block = block.spelled(as_listed) if block else None
    sentences = factors_told(grids, parts)
    sentences = sentences.spelled(as_listed) if sentences else None
    unclear += _told_otherwise(tables, sentences)
    told = None if tables else sentences
    found = [frozenset(table.cells) for table in tables] + ([frozenset(block.levels)] if block else [])
    found += [frozenset(told.numbers)] if told else []
    if any(part.level_rule == "thresholds" for part in parts):
        return _by_points(grids, parts, scheme, tables, told)
    rules = [] if block else _spoken(grids, parts)
    if len(rules) > 1:
        zh, en = (
            "几份名单写的等级比例不一样，或只有一份写了，不能一起接入；请改成一样，或分成几个工作簿",
            "the lists tell different shares, or only one tells any: make a workbook of each",
        )
        return Own(scheme, {}, (), faults=(*unclear, Fault(_told_in(rules), sentence(zh, en))), unusable=True)
    spoken = rules[0] if rules else None
    if spoken:
        found.append(frozenset(spoken.numbers))
    if _are_ours(found, standing, scheme):
        return _dealt_by(_of_scheme(scheme, tables, block, told, unclear), spoken)
    fitting = [words for words in dict.fromkeys(found) if standing <= words]
    own = [table for table in tables if [frozenset(table.cells)] == fitting]
    shares = block if block and [frozenset(block.levels)] == fitting else None
    table = own[0] if len(own) == 1 else None
    told = told if told and [frozenset(told.numbers)] == fitting else None
    listed = shares.levels if shares else tuple(spoken.numbers) if spoken else ()
    words = tuple(table.cells if table else told.numbers if told else listed)
    ordered = best_first(words, table.numbers("coefficient") if table else told.numbers if told else {})
    names = tuple(level.name for level in scheme.levels)
    if not ordered or len(ordered) > MOST_LEVELS:
        seen: list[LevelTable | ShareBlock] = [*own, *tables, *([block] if block else [])]
        place = f"{seen[0].grid.name}!{reference_of(*seen[0].first)}" if seen else sentences.where if sentences else ""
        return Own(scheme, {}, names, faults=(*unclear, _not_used(place, len(fitting))), unusable=True)
    return _dealt_by(_of_company(scheme, ordered, table, shares, told, unclear), spoken)


def _each_once(told: Iterable[tuple[T, object]]) -> list[T]:
    """What stands there with what it says, copies of one table on several sheets once."""
    found: list[T] = []
    said: list[object] = []
    for one, what in told:
        if what not in said:
            found.append(one)
            said.append(what)
    return found


def _spoken(grids: Sequence[Grid], parts: Sequence[Part]) -> list[Shares | None]:
    """The shares that sentences tell, each once; nothing where no list is dealt by any."""
    lists = [one for one in parts if one.kind == "summary" and "level" in (*one.columns, *one.across)]
    told = [(part, shares_stated(part, grids, parts)) for part in lists]
    if not any(shares and part.level_rule in ("quotas", "whole") for part, shares in told):
        return []
    return list({str(shares and shares.numbers): shares for _, shares in reversed(told)}.values())


def _told_in(rules: Sequence[Shares | None]) -> str:
    """The sheet on which the first of the shares are told."""
    return next(one.where for one in rules if one).partition("!")[0]


def _dealt_by(own: Own, spoken: Shares | None) -> Own:
    """What counts, with the shares of a sentence for every department."""
    if spoken is None:
        return own
    scheme = with_departments(own.scheme, (EVERYBODY,))
    told = spoken.numbers
    shares = {level.code: told.get(level.code, told.get(level.name, 0.0)) for level in own.scheme.levels}
    quota = replace(scheme.quotas[0], shares=shares, source=f"{spoken.where} 写明")
    words = own.words or tuple(spoken.numbers)
    return replace(own, scheme=replace(scheme, quotas=(quota,)), departments=(), words=words, by_shares=spoken)


def _are_ours(found: Sequence[frozenset[str]], standing: frozenset[str], scheme: Scheme) -> bool:
    """Whether the tables speak of the scheme's levels: only its words, and nothing says that fewer of them count."""
    codes, names = {level.code for level in scheme.levels}, {level.name for level in scheme.levels}
    if not all(words <= codes | names for words in found):
        return False
    only_names = all(words <= names for words in found) and bool(standing) and standing <= codes
    return not found or bool(standing & CODED) or only_names or any("A+" in words for words in found)


def _of_scheme(
    scheme: Scheme,
    tables: Sequence[LevelTable],
    block: ShareBlock | None,
    told: Factors | None,
    unclear: Sequence[Fault],
) -> Own:
    """The scheme's levels with the numbers that the company has of them."""
    numbers: dict[str, OwnNumbers] = {}
    where = told.where if told else ""
    if told:
        scheme = replace(scheme, levels=tuple(_with_told(level, told) for level in scheme.levels))
    if len(tables) == 1:
        numbers["level"] = _leading(tables[0], ("coefficient", "minimum"))
    names = {word: level.name for level in scheme.levels for word in (level.code, level.name)}
    if block is None:
        return Own(scheme, numbers, tuple(names.values())[::2], faults=tuple(unclear), factors_in=where)
    keys = {word: f"share{at}" for at, level in enumerate(scheme.levels, 1) for word in (level.code, level.name)}
    rows = _shares(block, keys)
    if block.for_all:
        for_all, everything = with_departments(scheme, tuple(rows)), {**numbers, "quota": rows}
        return Own(for_all, everything, (), faults=tuple(unclear), factors_in=where)
    numbers["quota"] = {names[row]: own for row, own in rows.items()}
    return Own(scheme, numbers, tuple(names.values())[::2], faults=tuple(unclear), factors_in=where)


def _with_told(level: Level, told: Factors) -> Level:
    """A level of the scheme with the coefficient that a sentence tells of it."""
    number = told.of(level.code) or told.of(level.name)
    return replace(level, coefficient=number) if number else level


def _told_otherwise(tables: Sequence[LevelTable], told: Factors | None) -> list[Fault]:
    """Coefficients of which a table and a sentence say two things."""
    zh = "{table} 的表里“{level}”的系数是 {one}，{where} 的文字写的是 {other}；请改成一样"
    en = "the table in {table} says {one} for “{level}”, the sentence in {where} says {other}: make them the same"
    return [
        Fault(
            f"{table.grid.name}!{reference_of(*table.first)}",
            sentence(
                *(zh, en),
                table=reference_of(*table.first),
                level=level,
                one=shown(number),
                where=told.where,
                other=shown(told.numbers[level]),
            ),
        )
        for table in tables
        for level, number in table.numbers("coefficient").items()
        if told and told.numbers.get(level, number) not in (number, number / 100)
    ]


def _of_company(
    scheme: Scheme,
    words: tuple[str, ...],
    table: LevelTable | None,
    block: ShareBlock | None,
    told: Factors | None,
    unclear: Sequence[Fault],
) -> Own:
    """Levels in the company's own words, with the coefficients and shares that its tables give them."""
    rows = _shares(block, {word: f"share{at}" for at, word in enumerate(words, 1)}) if block else {}
    numbers: dict[str, OwnNumbers] = {"quota": rows} if rows else {}
    if table is not None:
        numbers["level"] = _leading(table, ("coefficient",))
        numbers["employee_level"] = {
            word: {"factor": own["coefficient"]} for word, own in numbers["level"].items() if "coefficient" in own
        }
    factors = {word: FOUND for word, own in numbers.get("level", {}).items() if "coefficient" in own}
    factors |= {word: number for word in words if told and (number := told.of(word))}
    departments = tuple(row for row in rows if row != EVERYBODY)
    own = scheme_of(scheme, words, tuple(rows), factors)
    return Own(own, numbers, departments, words, tuple(unclear), factors_in=told.where if told else "")


def _by_points(
    grids: Sequence[Grid],
    parts: Sequence[Part],
    scheme: Scheme,
    tables: Sequence[LevelTable],
    told: Factors | None,
) -> Own:
    """Levels by the points that are stated, with coefficients of a table or a sentence that calls them the same."""
    lists = [part for part in parts if part.level_rule]
    stated = [stated_for(part, grids, parts) for part in lists]
    first = stated[0]
    ends = {tuple((band.level, band.least) for band in one.bands) for one in stated}
    if not any(one.bands or one.faults for one in stated):
        zh = "没有找到写明的分数线，等级不能按它算；请写成一张表（等级、最低分两列），或另作回答"
        en = "no points of levels were found to compute by: make a table of 等级 and 最低分, or answer otherwise"
        return Own(scheme, {}, (), faults=(Fault(lists[0].sheet, sentence(zh, en)),), unusable=True)
    if first.faults or not first.bands or len(ends) > 1 or len({part.level_rule for part in lists}) > 1:
        zh = "几份名单的分数线或等级办法不一样，或分数线没有写清楚，不能一起接入；请改成一样，或分成几个工作簿"
        en = "the lists state different points or have different rules, or points are unclear: make a workbook of each"
        return Own(scheme, {}, (), faults=(*first.faults, Fault(lists[0].sheet, sentence(zh, en))), unusable=True)
    called = {plain_level(word): word for table in tables for word in table.cells}
    sheet = next(grid for grid in grids if grid.name == first.bands[0].sheet)
    if any("★" in text for text in sheet.texts_outside(range(0))):
        called = {band.level: "★" * star_count(band.level) for band in first.bands if in_stars(band.level)} | called
    words = tuple(called.get(band.level, band.level) for band in first.bands)
    fitting = [table for table in tables if set(words) <= set(table.cells)]
    leads = _leading(fitting[0], ("coefficient",)) if len(fitting) == 1 else {}
    led = {word: dict(leads.get(word, {})) for word in words}
    for word, band in zip(words, first.bands):
        cell = next((grid for grid in grids if grid.name == band.sheet), None)
        if band.number is not None and band.low_in and cell is not None:
            led[word]["minimum"] = leading(cell, band.number)
    same = told is not None and set(words) <= set(told.numbers)
    factors = {word: FOUND for word in words if "coefficient" in led[word]}
    factors |= {word: number for word in words if told and same and (number := told.of(word))}
    own = scheme_of(scheme, words, (), factors)
    lines = [Number(band.least, "分", f"{band.where}：{band.level} {shown(band.least)} 分起") for band in first.bands]
    printed = {} if factors else _printed(scheme, words)
    levels = (
        replace(level, minimum=line, coefficient=printed.get(level.code, level.coefficient))
        for level, line in zip(own.levels, lines)
    )
    numbers = {
        "level": led,
        "employee_level": {word: {"factor": one["coefficient"]} for word, one in led.items() if "coefficient" in one},
    }
    return Own(
        replace(own, levels=tuple(levels)),
        numbers,
        (),
        words,
        by_points="；".join([first.told, *(told.say() for told in first.notices)]),
        factors_in=told.where if told and same else "",
    )


def _printed(scheme: Scheme, words: Sequence[str]) -> dict[str, Number]:
    """The scheme's coefficients where all levels are called as its own."""
    for called in ({level.code: level for level in scheme.levels}, {level.name: level for level in scheme.levels}):
        if set(words) <= called.keys() and next(iter(called)) in words:
            return {word: called[word].coefficient for word in words}
    return {}


def _leading(table: LevelTable, keys: Sequence[str]) -> OwnNumbers:
    """What leads to the numbers of a table of levels."""
    return {
        level: {key: leading(table.grid, own[key]) for key in keys if key in own} for level, own in table.cells.items()
    }


def _shares(block: ShareBlock, keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What leads to the shares, by the department's level and our column; "" where a level has none."""
    found = {}
    for row in block.cells:
        every = dict.fromkeys(keys.values(), "")
        found[row or EVERYBODY] = every | {keys[word]: lead for word, lead in block.leads(row).items()}
    return found


def _one_block(blocks: Sequence[ShareBlock]) -> tuple[ShareBlock | None, list[Fault]]:
    """The company's own shares, read in the one way in which they total 100%."""
    if not blocks:
        return None, []
    if len(blocks) > 1:
        zh = "有几张名额比例表（{places}），看不出用哪一张；请只留一张"
        en = "there are several tables of quotas ({places}): keep only the one that counts"
        places = "、".join(f"{block.grid.name}!{reference_of(*block.first)}" for block in blocks)
        return None, [Fault(blocks[0].grid.name, sentence(zh, en, places=places))]
    [block] = blocks
    ways = [way for way in block.ways() if way.adds_up]
    if len(ways) == 1:
        return ways[0], []
    zh = "像是名额比例表，但行、列的合计都不是 100%（或都是），看不出各部门等级的比例；请改成每行合计 100%"
    en = "looks like a table of quotas, but not just its rows total 100%: make each row total 100%"
    return None, [Fault(f"{block.grid.name}!{reference_of(*block.first)}", sentence(zh, en))]


def _not_used(place: str, scales: int) -> Fault:
    """Why the company's own levels cannot be computed with, and what to do."""
    zh, en = (
        "等级的叫法与名单里已有的等级不一致，没有用这张表；请把两处改成一样的叫法",
        "these levels are called otherwise than those in the list, and were not used: call them the same",
    )
    if scales > 1:
        zh = "有几套不同的等级叫法，看不出员工用哪一套，没有使用；请只留一套"
        en = "there are several scales of levels and none was used: keep the one that people get"
    elif scales == 1:
        zh = "看不出哪一级最高（系数不是从高到低，叫法也排不出先后），或超过 {most} 级，没有使用；请从最高级排起"
        en = "which level is the best does not show, or there are more than {most}: put the best one first"
    return Fault(place, sentence(zh, en, most=MOST_LEVELS))
