"""What is told of pay and coefficients in a workbook that is taken over: of what they are made, and what is unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlkpi.actions.take_over_faults import Results, holds_numbers
from xlkpi.actions.take_over_record import REPLACE, Wish
from xlkpi.adopt.change_plan import EACH_TITLES, Planner
from xlkpi.adopt.keys import called
from xlkpi.adopt.labels import label_of
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.own_pay import pay_told_otherwise
from xlkpi.adopt.result_formulas import Result
from xlkpi.adopt.row_formula import Made
from xlkpi.adopt.understanding import OwnPay
from xlkpi.adopt.unread import said
from xlkpi.books.areas import column_letters, column_number, reference_of
from xlkpi.errors import Fault, sentence


def bases_told(planner: Planner, placing: Results) -> list[Fault]:
    """Bases of pay that a sentence tells: by which cell, what they are and where they can be changed."""
    zh = "{key}取自 {where} 的文字：{told}；以后有变，改“{sheet}”页上的数"
    en = "{key}: what {where} tells ({told}); where it changes, change it on the sheet {sheet}"
    paid = [one.part for at, one in enumerate(planner.placed) if (at, "pay") in placing]
    lists = [("base_pay", part.bases) for part in paid] + [("coefficient", part.factors) for part in paid]
    sheet, told = planner.title(EACH_TITLES), dict.fromkeys((key, one.said) for key, one in lists if one)
    cells = {
        said: "、".join(dict.fromkeys(one.where for key, one in lists if one and (key, one.said) == said))
        for said in told
    }
    return [
        Fault("", sentence(zh, en, key=called(key), where=cells[key, said], told=said, sheet=sheet), notice=True)
        for key, said in told
    ]


def made_otherwise(planner: Planner) -> list[Fault]:
    """Lists whose pay is made of more than the rules say: it stays the company's own."""
    found = []
    for one in planner.placed:
        made = one.part.own_pay
        if made is None or not one.has_lines("pay"):
            continue
        words = dict(zip(one.part.label_columns, one.part.labels))
        columns = [(letter, words.get(column_number(letter), "")) for letter in made.columns]
        told = "、".join(" ".join(f"{letter} {header}".split()) for letter, header in columns)
        place = f"{one.part.sheet}!{reference_of(*one.places('pay')[0])}"
        if made.made is not None:
            found.append(_as_told(one, made, made.made, place))
            continue
        zh = "绩效工资还要算上 {told}" + ("（公式 ={formula}）" if made.formula else "") + "，由公司自己计算，没有接入"
        en = "pay is made with {told} too" + (" (formula ={formula})" if made.formula else "") + ": it stays as it is"
        found.append(Fault(place, sentence(zh, en, told=told, formula=made.formula), notice=True))
    return found


def _as_told(one: Placed, own: OwnPay, made: Made, place: str) -> Fault:
    """Pay that a sentence makes otherwise than the rules, and ours does so too."""
    heads = dict(zip(map(column_letters, one.part.label_columns), one.part.labels))
    told = made.formula(lambda letter: " ".join(label_of(heads.get(letter, letter)).readings[:1]))
    zh = "绩效工资按 {where} 写明的算法计算：{told}；不由公式计算，回答 "
    zh += '["{sheet}"] pay = "保留"'
    en = 'pay is computed as {where} says: {told}; if it is not to be, answer ["{sheet}"] pay = "keep"'
    told = told.replace("*", "×").replace("/", "÷").replace("-", "−")
    return Fault(place, sentence(zh, en, where=own.told, told=told, sheet=one.part.sheet), notice=True)


def untold_factors(planner: Planner, placing: Mapping[tuple[int, str], Result], wish: Wish) -> list[Fault]:
    """Blank pays beside a column of coefficients that is not used: whether it is a factor of pay, nothing tells."""
    zh = "{told} 没有用到，看不出绩效工资要不要乘它。要乘：先在这一列写好公式；不乘：回答 "
    zh += '["{sheet}"] pay = "改正"'
    en = "{told} is not used, and nothing tells whether pay is to be multiplied by it. If so, write the formula into "
    en += 'this column first; if not, answer ["{sheet}"] pay = "replace"'
    found = []
    for one, place in _blank_pays(planner, placing, wish):
        factors = [own for own in one.part.unread if own.column.isalpha() and "系数" in own.header]
        factors = [own for own in factors if holds_numbers(one, own.column)]
        if factors:
            found.append(Fault(place, sentence(zh, en, told=said(factors), sheet=one.part.sheet)))
    return found


def _blank_pays(
    planner: Planner, placing: Mapping[tuple[int, str], Result], wish: Wish
) -> Iterator[tuple[Placed, str]]:
    """Lists whose pays are blank and would get our formula without anybody having said so, with the first of them."""
    for at, one in enumerate(planner.placed):
        places = one.places("pay") if (at, "pay") in placing else []
        if not places or any(one.grid.value(*place) is not None for place in places):
            continue
        if wish.about(one.part.sheet, reference_of(*places[0]), "pay") != REPLACE:
            yield one, f"{one.part.sheet}!{reference_of(*places[0])}"


def pay_told(planner: Planner, placing: Mapping[tuple[int, str], Result], wish: Wish) -> list[Fault]:
    """Blank pays that would get our formula, while a sentence makes pay of something else."""
    zh = "{where} 的“{told}”与制度的“基数×系数”不同。请按它先在这一列写好公式；要按基数×系数，回答 "
    zh += '["{sheet}"] pay = "改正"'
    en = "“{told}” in {where} is not base times coefficient. Write it as a formula into this column first; for base "
    en += 'times coefficient answer ["{sheet}"] pay = "replace"'
    found = []
    for one, place in _blank_pays(planner, placing, wish):
        if one.part.own_pay is not None:
            continue
        where, told = pay_told_otherwise(one.part, planner.grids, planner.understood.parts)
        if told:
            found.append(Fault(place, sentence(zh, en, where=where, told=told[:40], sheet=one.part.sheet)))
    return found


def kept_factors(sheet: str, result: Result) -> Fault:
    """Coefficients of the company's own stand there, and no table of them: the scheme's are no measure of these."""
    zh = "系数按表里填的保持原样：工作簿里没有等级系数表，没有可核对的数；要由公式计算，请写成一张表（等级、系数两列）"
    en = "coefficients stay as they are: no table of them is there to hold them against; make one of 等级 and 系数"
    return Fault(f"{sheet}!{reference_of(*result.places[0])}", sentence(zh, en), notice=True)
