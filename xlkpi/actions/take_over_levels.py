"""What is told of levels when a company's workbook is taken over: whose rule counts, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlkpi.actions.take_over_faults import MAY_BE_OWN, waits
from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import NUMBERS_TITLES, Plan, Planner
from xlkpi.adopt.grid import Place
from xlkpi.adopt.level_conflicts import shares_told
from xlkpi.adopt.level_rules import spoken_of
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.part_lines import shown
from xlkpi.adopt.result_formulas import Result
from xlkpi.adopt.sentences import sentences_about
from xlkpi.adopt.stated_levels import Stated
from xlkpi.adopt.told_factors import factor_told
from xlkpi.adopt.told_ranks import rules_of_places
from xlkpi.books.areas import reference_of
from xlkpi.errors import Fault, sentence


def faults_of_levels(planner: Planner, used: frozenset[str]) -> list[Fault]:
    """Everything that is to be told of levels where the results `used` get our formulas."""
    own = planner.own
    matters = "level" in used or levels_wait(planner) or (own.unusable and "coefficient" in used)
    unclear = [replace(fault, notice=True) for fault in own.faults if own.unusable] if not matters else own.faults
    found = [*unclear, *_own_levels(planner, used), *_factors_of_sentences(planner, used), *_in_gaps(planner)]
    return [*found, *_in_whole(planner)] if "level" in used else found


def ask_rule(one: Placed, place: Place, stated: Stated) -> Fault:
    """Levels are to be replaced where points of them are stated: by which rule, only a person can say."""
    zh = '表上写着自己的等级线（{told}）：要改正等级，请先回答 ["{sheet}"] level_rule = "thresholds" 或 "quotas"'
    en = 'points are stated ({told}): to replace levels, answer ["{sheet}"] level_rule = "thresholds" or "quotas"'
    where = f"{one.part.sheet}!{reference_of(*place)}"
    return Fault(where, sentence(zh, en, told=stated.told, sheet=one.part.sheet))


def kept_levels(one: Placed, result: Result, stated: Stated) -> Fault:
    """Levels that stand there stay although points of them are stated; whether they were held against these."""
    zh = "表上写着自己的等级线（{told}），已填的等级{held}，保持不变；"
    zh += '要由公式计算，请回答 ["{sheet}"] level_rule = "thresholds"'
    en = "points are stated ({told}); the levels there {held} and stay; "
    en += 'to compute them answer ["{sheet}"] level_rule = "thresholds"'
    held = sentence("已按它核对", "were held against them")
    if not stated.lines:
        held = sentence("没有按它核对（没有写全或没有看懂）", "were not held against them (incomplete or unclear)")
    elif not any(number_of(one.grid.value(*place)) is not None for place in one.places("total")):
        held = sentence(
            "没有按它核对（总分没有数：请在 Excel 里打开、保存一次）", "were not held against them (no totals)"
        )
    elif one.part.level_rule:
        held = sentence("按回答不核对", "were not held against them, as answered")
    told = sentence(zh, en, told=stated.told, held=held, sheet=one.part.sheet)
    return Fault(f"{one.part.sheet}!{reference_of(*result.places[0])}", told, notice=True)


def levels_wait_for(planner: Planner, one: Placed, result: Result) -> Fault:
    """Levels that stand there stay: a rule is told that we do not compute by, none is, or nobody has points yet."""
    grids, parts = planner.grids, planner.understood.parts
    told = next(filter(None, (shares_told(text) for _, text in sentences_about(one.part, grids, parts))), "")
    if told:
        zh = "“{told}”写着自己的比例；要由公式计算，请写成一张表（等级、比例两列，合计 100%）再接入"
        en = "“{told}” states shares: to compute them make a table of levels and shares first"
        return waits(one.part.sheet, "level", result, sentence(zh, en, told=told[:40]))
    where, told = spoken_of(one.part, grids, parts)
    ranked = next(rules_of_places(told), "")
    if ranked:
        zh = "{where} 的“{told}”按名次定等级；已填的大多照它时，不符的会逐格指出"
        en = "“{told}” in {where} gives them by places; where most there follow it, those that do not are told"
    elif told:
        zh = "{where} 的“{told}”像是等级的规定，没有看懂，已填的没有按它核对；"
        zh += "要按分数线算，请写成一张表（等级、最低分、系数三列）再接入"
        en = "“{told}” in {where} seems a rule of levels, is not understood, and the levels were not held against it: "
        en += "make a table of 等级, 最低分 and 系数"
    elif any(number_of(one.grid.value(*place)) is not None for place in one.places("total")):
        zh = "工作簿里没有写怎样定等级，部门等级也没有填"
        en = "nothing says how levels are given, and the department's level is not filled in"
    else:
        zh, en = "还没有得分", "there are no scores yet"
    shown_rule = " ".join((ranked or told).split())[:60]
    return waits(one.part.sheet, "level", result, sentence(zh, en, where=where, told=shown_rule))


def told_factors(planner: Planner, one: Placed, result: Result) -> list[Fault]:
    """Coefficients are to be put in, and a sentence tells them otherwise than as a table: ours are not those."""
    told = factor_told(one.part, planner.grids, planner.understood.parts) if planner.assumes_coefficients else ""
    zh = "“{told}”写着自己的系数，不能照一句话填；请写成一张表（等级、系数两列）再接入；"
    zh += '不接入系数，回答 ["{sheet}"] coefficient = "-"'
    en = "“{told}” tells coefficients: make a table of 等级 and 系数 first; "
    en += 'to leave them out answer ["{sheet}"] coefficient = "-"'
    place = f"{one.part.sheet}!{reference_of(*result.places[0])}"
    return [Fault(place, sentence(zh, en, told=told[:40], sheet=one.part.sheet))] if told else []


def levels_wait(planner: Planner) -> bool:
    """Whether the levels of some list are to be put in and no formula of the company does that."""
    return any(
        places and all(one.grid.value(*place) is None and not one.grid.formula(*place) for place in places)
        for one in planner.placed
        if not one.is_form and one.part.level_rule != "own"
        for places in [one.places("level")]
    )


def _own_levels(planner: Planner, used: frozenset[str]) -> list[Fault]:
    """Levels in the company's own words are told with the cells that count; without shares nobody gets one."""
    own = planner.own
    if not own.words:
        return []
    factors = [one["coefficient"] for one in own.numbers.get("level", {}).values() if "coefficient" in one]
    shares = [cell for one in own.numbers.get("quota", {}).values() for cell in one.values() if cell]
    words = "、".join(own.words)
    if own.by_points:
        one = next(one for one in planner.placed if one.part.level_rule == "thresholds")
        where = planner.stated(one.part).bands[0].where
        zh = '等级按 {where} 写明的分数线计算：{told}；不是这样定的，请回答 ["{sheet}"] level_rule = "quotas" 或 "own"'
        en = "levels follow from the points stated in {where}: {told}; "
        en += 'if they do not, answer ["{sheet}"] level_rule = "quotas" or "own"'
        told = sentence(zh, en, where=where, told=own.by_points, sheet=one.part.sheet)
        return [Fault("", told, notice=True)] if "level" in used else []
    if own.by_shares is not None:
        zh = '等级按 {where} 写明的比例计算：{told}；不是这样定的，请回答 ["{sheet}"] level_rule = "own"'
        en = 'levels are dealt by the shares that {where} tells: {told}; if they are not, answer ["{sheet}"] '
        en += 'level_rule = "own"'
        sheet = next(one.part.sheet for one in planner.placed if one.part.level_rule in ("quotas", "whole"))
        told = sentence(zh, en, where=own.by_shares.where, told=own.by_shares.told, sheet=sheet)
        return [Fault("", told, notice=True)] if "level" in used else []
    if not shares and levels_wait(planner) and not own.faults:
        zh = "等级（{words}）是公司自己的，表里没有写谁得哪一级：请在等级表里加「比例」一列（合计 100%）再接入；"
        zh += '由公司自己填写的，回答 level_rule = "own"'
        en = "these levels ({words}) are the company's own and nothing says who gets which: add a column 比例"
        en += ', or answer level_rule = "own"'
        return [Fault((*factors, own.factors_in)[0].partition("!")[0].strip("'"), sentence(zh, en, words=words))]
    zh, en = "等级用公司自己的叫法（从高到低 {words}）", "levels are called as here, {words} from the best down"
    if "level" in used and shares:
        zh, en = f"{zh}，名额比例取自 {{shares}} 等格", f"{en}; shares are those in {{shares}} and beside it"
    if "coefficient" in used and factors:
        zh, en = f"{zh}，系数取自 {{factors}} 等格", f"{en}; coefficients those in {{factors}} and beside it"
    first = next(iter(shares), "").removeprefix("VALUE(").rstrip(")")
    place = (first or next(iter(factors), "").removeprefix("VALUE(")).partition("!")[0].strip("'")
    values = {"shares": first, "factors": next(iter(factors), "")}
    return [Fault(place, sentence(zh, en, words=words, **values), notice=True)] if used & MAY_BE_OWN else []


def _in_whole(planner: Planner) -> Iterator[Fault]:
    """Lists with departments whose shares of levels are dealt out among everybody."""
    for one in planner.placed:
        if one.dealt_in_whole:
            zh, en = "等级比例在全体人员里分，不分{unit}", "shares of levels are dealt among everybody, not by {unit}"
            unit = one.part.words_over("department") or "部门"
            where = f"{one.part.sheet}!{reference_of(*one.places('level')[0])}"
            yield Fault(where, sentence(zh, en, unit=unit), notice=True)


def _factors_of_sentences(planner: Planner, used: frozenset[str]) -> Iterator[Fault]:
    """Coefficients that a sentence tells are used: by which cell, and what they are."""
    if planner.own.factors_in and "coefficient" in used:
        levels = planner.own.scheme.levels
        told = "、".join(f"{level.code} {shown(level.coefficient.value)}" for level in levels)
        zh, en = "系数取自 {where} 的文字：{told}", "coefficients are those that {where} tells: {told}"
        yield Fault("", sentence(zh, en, where=planner.own.factors_in, told=told), notice=True)


def _in_gaps(planner: Planner) -> Iterator[Fault]:
    """Totals between bands of whole numbers, for which nothing states a level."""
    for one in planner.placed:
        if one.part.level_rule != "thresholds":
            continue
        stated = planner.stated(one.part)
        for total, level in zip(one.places("total"), one.places("level")):
            number = number_of(one.grid.value(*total))
            if number is not None and stated.between(number):
                zh = "{total} 分落在两个分数段之间，没有写归哪一级；请把分数段改成首尾相接，如“80分以上、90分以上”"
                en = "{total} points lie between two bands and have no level: let one band begin where the other ends"
                place = f"{one.part.sheet}!{reference_of(*level)}"
                yield Fault(place, sentence(zh, en, total=shown(number)))


def assumed(planner: Planner, used: frozenset[str], plan: Plan) -> list[Fault]:
    """Levels and coefficients are computed by numbers that stand nowhere in the workbook: they are the scheme's."""
    page = next((sheet.name for sheet in plan.edit.sheets if sheet.name in NUMBERS_TITLES), "")
    own = planner.own
    lacking = used & MAY_BE_OWN if not own.words else used & {"coefficient"}
    if (
        not lacking
        or not page
        or (own.has_factors and ("level" not in lacking or own.by_shares or "quota" in own.numbers))
    ):
        return []
    zh = "表里没有等级、名额和系数的规定：这一页填的是总公司制度的数，是假定的，未经你公司确认，请逐项核对"
    en = "the workbook states no levels, quotas or coefficients: this page holds the scheme's, assumed and unconfirmed"
    if any(one.part.level_rule == "quotas" for one in planner.placed):
        zh = "按回答不用表里写的等级规定：这一页填的是总公司制度的数，是假定的，未经你公司确认，请逐项核对"
        en = "as answered, not the rule of levels stated here: this page holds the scheme's, assumed and unconfirmed"
    elif own.has_factors:
        zh = "表里写了系数，没有写谁得哪一级：这一页的名额比例是总公司制度的数，是假定的，未经你公司确认，请逐项核对"
        en = "coefficients are stated and nothing says who gets which level: the shares on this page are the scheme's, "
        en += "assumed and unconfirmed"
    return [Fault(page, sentence(zh, en), notice=True)]
