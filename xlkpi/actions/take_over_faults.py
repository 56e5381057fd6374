"""What is told of taking a workbook over: why nothing is written, and what a person should look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xlkpi.adopt.cell_numbers import number_of
from xlkpi.adopt.change_plan import Planner
from xlkpi.adopt.each_person import people_away, people_gone_with_points, people_left_out
from xlkpi.adopt.keys import called
from xlkpi.adopt.labels import month_in
from xlkpi.adopt.naming import Placed
from xlkpi.adopt.ranked_among import groups_unknown, ranked_inside
from xlkpi.adopt.result_formulas import NEEDS, Result
from xlkpi.adopt.told_factors import factor_told
from xlkpi.adopt.understanding import Conflict
from xlkpi.adopt.unread import said
from xlkpi.books.areas import column_number, reference_of
from xlkpi.drawing.workbook_reading import month_told
from xlkpi.errors import Fault, Sentence, sentence

MAY_BE_OWN = frozenset(("level", "coefficient"))
"""Results for which a company may have words or numbers of its own: they stay as they are."""
Results = Collection[tuple[int, str]]
"""Results by the number of their part and their key."""


def nobody(planner: Planner) -> list[Fault]:
    """A list whose people cannot be told apart row by row: names merged over several rows, or none at all."""
    zh = "看不出每一行是谁（姓名跨行合并，或没有姓名和工号），不能接入。请每人占一行"
    en = "who stands in each row cannot be told (names over several rows, or none): give everybody one row"
    return [
        Fault(one.part.sheet, sentence(zh, en))
        for one in planner.placed
        if not one.is_form and not {"name", "employee_id"} & one.used.keys()
    ]


def undecided(planner: Planner) -> list[Fault]:
    """A form of which nothing tells how it adds up: weights that may be full marks, and no scores yet."""
    zh = '看不出总分是加权还是满分制相加。请在回答文件里写 marks = "加权" 或 marks = "满分"'
    en = 'nothing tells whether the scores are weighted or out of full marks: answer marks = "weighted" or "full"'
    return [
        Fault(f"{one.part.sheet}!{reference_of(*one.places('weight')[0])}", sentence(zh, en))
        for one in planner.placed
        if one.is_form and one.part.marks == "unknown" and one.has_lines("weight") and one.has_lines("score")
    ]


def one_or_two(planner: Planner) -> list[Fault]:
    """Lists side by side of which nothing tells whether they are one, where places would be counted in them."""
    zh = "看不出左右并排的是不是同一份名单，排名因此不同。请加「序号」列：同一份连续编号，各自一份各从 1 编"
    en = "nothing tells whether lists side by side are one: number the rows through, or each from 1, in a column 序号"
    return [Fault(f"{parts[0].sheet}!{parts[1].first_row}", sentence(zh, en)) for parts in planner.undecided]


def no_total(planner: Planner) -> list[Fault]:
    """Forms with scores in which no cell was found for the total: none is put in, and that is said."""
    zh = '没有认出总分填在哪一格，不会写入总分；请回答 ["{sheet}"] total = "单元格"'
    en = 'no cell was found for the total, and none is put in; answer ["{sheet}"] total = "CELL"'
    lacking = (one for one in planner.placed if one.is_form and "score" in one.used and "total" not in one.used)
    sheets = dict.fromkeys(one.part.sheet for one in lacking)
    return [Fault(sheet, sentence(zh, en, sheet=sheet), notice=True) for sheet in sheets]


def lacking(planner: Planner, tried: Results) -> list[Fault]:
    """Results that wait for a formula and get none: a column for it is missing, or its cells are merged over rows."""
    found = []
    for at, one in enumerate(planner.placed):
        for key, needs in NEEDS[one.part.kind].items():
            places = one.places(key)
            blank = places and all(one.grid.value(*place) is None for place in places)
            if not blank or (at, key) in tried or any(one.grid.formula(*place) for place in places):
                continue
            if one.is_form and one.part.marks == "unknown":
                continue  # is asked
            if key == "level" and all(one.has_lines(need) and not one.is_merged(need) for need in needs):
                continue  # what gives the levels is told of the levels
            told = _what_lacks(one, needs)
            zh, en = "{key}空着，也没有接入：{why}", "{key} is blank and gets no formula: {why}"
            place = f"{one.part.sheet}!{reference_of(*places[0])}"
            merged = any(one.has_lines(need) and one.is_merged(need) for need in needs)
            found.append(Fault(place, sentence(zh, en, key=called(key), why=told), notice=not merged))
    return found


def unmade(planner: Planner, tried: Results) -> list[Fault]:
    """Lists whose totals are blank beside columns of numbers, while nothing tells how these make them."""
    zh = (
        "总分空着，没有写入公式：{columns} 有数，但看不出总分怎么由它们算出。"
        "请在表头写上权重，如 工作业绩(60%)，或先在总分列写好公式"
    )
    en = (
        "totals are blank and get no formula: {columns} hold numbers, but nothing tells how the total is made of them. "
        "Write weights into the headings, such as 工作业绩(60%), or the formula into the column first"
    )
    found = []
    for at, one in enumerate(planner.placed):
        places = one.places("total") if not one.is_form and one.has_lines("total") and not one.turned else []
        blank = places and all(one.grid.value(*place) is None and not one.grid.formula(*place) for place in places)
        columns = [unread for unread in one.part.unread if unread.column.isalpha()] if blank else []
        columns = [unread for unread in columns if holds_numbers(one, unread.column)]
        if len(columns) > 1 and (at, "total") not in tried:
            told = sentence(zh, en, columns=said(columns))
            found.append(Fault(f"{one.part.sheet}!{reference_of(*places[0])}", told, notice=True))
    return found


def holds_numbers(one: Placed, column: str) -> bool:
    """Whether a number stands in a column of a list."""
    return any(number_of(one.grid.value(row, column_number(column))) is not None for row in one.part.entries)


def _what_lacks(one: Placed, needs: Sequence[str]) -> Sentence:
    for need in needs:
        wide = next((span for place in one.places(need) if (span := one.grid.span(*place)).rows > 1), None)
        if one.has_lines(need) and one.is_merged(need) and wide is not None:
            zh = "{need}跨行合并（{area}），不能逐行计算。请取消合并，每行各填一格"
            en = "{need} is merged over several rows ({area}): give every row a cell of its own"
            return sentence(zh, en, need=called(need), area=wide.reference)
    absent = [need for need in needs if not one.has_lines(need)] or list(needs)
    zh, en = "缺{need}", "{need} is missing"
    return sentence(zh, en, need="、".join(called(need).say() for need in absent))


def cannot(sheet: str, key: str, result: Result, complaint: str) -> Fault:
    """A result of ours comes out as a complaint: of the company's own words and numbers only to be looked at."""
    zh = "{key}算不出来：{why}。请改正后再接入"
    en = "{key} cannot be computed: {why}. Mend it, then adopt"
    own = key in MAY_BE_OWN
    if own:
        zh, en = "{key}没有接入，保持原样：{why}", "{key} was not taken over and stays as it is: {why}"
    place = f"{sheet}!{reference_of(*result.places[0])}"
    return Fault(place, sentence(zh, en, key=called(key), why=complaint), notice=own)


def called_otherwise(planner: Planner, one: Placed, key: str, result: Result) -> Fault | None:
    """A cell whose level is none of those for which numbers are there: what we need of it stays as it is."""
    source = "department_level" if key == "level" else "level"
    levels = planner.own.scheme.levels
    known = dict.fromkeys([*(level.code for level in levels if key != "level"), *(level.name for level in levels)])
    for place in one.places(source) if key in MAY_BE_OWN and one.has_lines(source) else ():
        text = one.grid.text(*place).strip()
        if text and text not in known:
            zh = "{key}没有接入，保持原样：{cell} 的“{text}”不在 {known} 之中，工作簿里也没有写它算多少"
            en = "{key} stays as it is: “{text}” in {cell} is none of {known}, and nothing says what it is worth"
            said = factor_told(one.part, planner.grids, planner.understood.parts)
            if said:
                zh = "{key}没有接入，保持原样：{cell} 的“{text}”算多少，像是写在“{said}”里，不能照一句话算；"
                zh += "请写成一张表（等级、系数两列）再接入"
                en = "{key} stays as it is: what “{text}” in {cell} is worth seems to be told in “{said}”; "
                en += "make a table of 等级 and 系数 of it"
            words = "、".join(filter(None, known))
            cell, said = reference_of(*place), said[:60]
            told = sentence(zh, en, key=called(key), cell=cell, text=text, known=words, said=said)
            return Fault(f"{one.part.sheet}!{reference_of(*result.places[0])}", told, notice=True)
    return None


def theirs(sheet: str, key: str, result: Result) -> Fault:
    """A result of ours comes out as a complaint, and formulas of the company's own stand there."""
    zh = "{key}按表里自己的公式和等级叫法计算，保持原样"
    en = "{key} comes of the company's own formula and words for levels, and stays as it is"
    return Fault(f"{sheet}!{reference_of(*result.places[0])}", sentence(zh, en, key=called(key)), notice=True)


def ranked_in_whole(planner: Planner, placing: Results) -> list[Fault]:
    """Lists with departments in which places are counted among all, because a sentence says so."""
    zh = "按“{told}”在整份名单里排名，不分{parts}"
    en = "places are counted in the whole list, as “{told}” says, not by {parts}"
    return [
        Fault(
            f"{one.part.sheet}!{reference_of(*one.places('rank')[0])}",
            sentence(zh, en, told=one.ranked[:40], parts=one.part.words_over("department")),
            notice=True,
        )
        for at, one in enumerate(planner.placed)
        if (at, "rank") in placing and "department" in one.part.columns and one.ranked
    ]


def ranked_among_nobody(planner: Planner, placing: Results) -> list[Fault]:
    """Places that are to be counted inside departments, while nothing tells who is in which: never over all people."""
    zh = "“{told}”要在其中各自排名，但没有认出谁属于哪一个；"
    zh += '请回答 ["{sheet}"] department = "列"，名次由公司自己填的，回答 rank = "-"'
    en = "“{told}” is counted inside of something, but nothing tells who is in which: "
    en += 'answer ["{sheet}"] department = "COLUMN", or rank = "-" where places are filled in by hand'
    parts = [one.part for one in planner.placed]
    return [
        Fault(
            f"{one.part.sheet}!{reference_of(*one.places('rank')[0])}",
            sentence(zh, en, told=" ".join(ranked_inside(one.part).split()), sheet=one.part.sheet),
        )
        for at, one in enumerate(planner.placed)
        if (at, "rank") in placing and groups_unknown(one.part, one.grid, parts)
    ]


def people_who_left(planner: Planner) -> list[Fault]:
    """People who are said to be away: without points they are not appraised, with points like everybody else."""
    found = []
    for one in planner.placed:
        zh = "{who} 写着“{told}”、没有得分，按不参评处理，不占名额；填入得分即参评"
        en = "{who}, of whom “{told}” is said, has no points and is not appraised; with points they are"
        away = [(place, told, zh, en) for place, told in people_away(one).items()]
        zh = "{who} 写着“{told}”、却有得分，照常排名、评级；不参评的请删去得分"
        en = "{who}, of whom “{told}” is said, has points and is ranked as others are; if not appraised, delete them"
        away += [(place, told, zh, en) for place, told in people_gone_with_points(one).items()]
        zh = "{who} 的得分处写着“{told}”，这一行没有接入；填入得分后请重新接入"
        en = "“{told}” stands where {who} would have points: the row is left out; with points, adopt the original again"
        away += [(place, told, zh, en) for place, told in people_left_out(one).items()]
        for place, told, *words in away:
            text = sentence(*words, who=one.grid.text(*place), told=told[:20])
            found.append(Fault(f"{one.part.sheet}!{reference_of(*place)}", text, notice=True))
    return found


def months_without_year(planner: Planner) -> list[Fault]:
    """A month that is told without its year, so that it cannot be used."""
    zh = "“{told}”没有写年份，不能当考核月份用：请写成“年月”（如 2026年10月）再接入，或接入后在表里“考核月份”一格填上"
    en = "“{told}” has no year and cannot be used as the month: write both (2026年10月) and adopt again, or fill in "
    en += "the month afterwards"
    cells = {
        f"{one.part.sheet}!{reference_of(*one.places('month')[0])}": one.grid.text(*one.places("month")[0])
        for one in planner.placed
        if "month" in one.part.fields
    }
    months = {cell: month_in(text) for cell, text in cells.items() if month_told(text) is None}
    return [Fault(cell, sentence(zh, en, told=month), notice=True) for cell, month in months.items() if month]


def levels_of_forms(planner: Planner, placing: Results) -> list[Fault]:
    """Blank levels of forms that follow from points that are told: from which, and how to say otherwise."""
    zh = '等级按写明的分数线计算：{told}；不由公式计算，回答 ["{sheet}"] level = "保留"'
    en = 'the level is computed by the points that are stated: {told}; if not, answer ["{sheet}"] level = "keep"'
    found = []
    for at, one in enumerate(planner.placed):
        if one.part.level_lines and (at, "level") in placing:
            told = "、".join(f"{level} {low:g}" for level, low in one.part.level_lines)
            place = f"{one.part.sheet}!{one.part.fields['level']}"
            found.append(Fault(place, sentence(zh, en, told=told, sheet=one.part.sheet), notice=True))
    return found


def waits(sheet: str, key: str, result: Result, why: Sentence | None = None) -> Fault:
    """A result of ours is still blank where something stands; `why` is what it lacks."""
    zh, en = "{key}不由公式计算，现有内容保持不变：{why}", "{key} is not computed and stays as it is: {why}"
    why = why or sentence("缺得分或部门等级", "scores or the department's level are missing")
    return Fault(f"{sheet}!{reference_of(*result.places[0])}", sentence(zh, en, key=called(key), why=why), notice=True)


def own_rounding(sheet: str, cell: str, follows: str, digits: int) -> Fault:
    """A formula of the company's own that says the same as ours and rounds to fewer decimals."""
    zh = "公司自己的公式只保留 {digits} 位小数（按规则为 {follows}），保持原样"
    en = "the company's own formula keeps {digits} decimals (the rules give {follows}), and stays as it is"
    return Fault(f"{sheet}!{cell}", sentence(zh, en, digits=digits, follows=follows), notice=True)


def still_blank(one: Conflict) -> Fault:
    """A cell that waits for a form."""
    zh, en = "还空着，等考核表交来再填", "is still blank, and waits for the form"
    return Fault(f"{one.sheet}!{one.cell}", sentence(zh, en, why=one.why), notice=True)


def unsettled(sheet: str, cell: str, stands: str, why: Sentence, *, mends: bool) -> Fault:
    """A contradiction, with how it is settled; `mends` says that a formula of ours can be put in its place."""
    zh = '现在是 {stands}：{why}。请改正；或在回答文件的 ["{sheet}"] 下写 {cell} = "保留"' + (
        ' 或 "改正"' if mends else ""
    )
    en = 'stands as {stands}: {why}. Mend it, or answer below ["{sheet}"] with {cell} = "keep"'
    en += ' or "replace"' if mends else ""
    return Fault(f"{sheet}!{cell}", sentence(zh, en, stands=stands or "—", why=why, sheet=sheet, cell=cell))
