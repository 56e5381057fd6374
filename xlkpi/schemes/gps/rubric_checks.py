"""What can be wrong in 管理人员评分表: deductions that would count nowhere, contradictions, dates, blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from xlkpi.books.book import Value
from xlkpi.domain.numbers import exact, percent
from xlkpi.drawing.choices import ORDERS
from xlkpi.drawing.validation import MANY_TIMES, SEVERAL_TIMES
from xlkpi.drawing.workbook_reading import Reading, as_day, as_number, as_text, is_blank
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import written
from xlkpi.records import dataclass
from xlkpi.schemes.gps.rubric_numbers import DIRECTOR
from xlkpi.schemes.gps.rubric_registers import DONE, NOT_COUNTED, NOT_OURS, OURS
from xlkpi.schemes.gps.rubric_scoring import ASSISTANTS, DIRECTORS, MET, NOT_ASKED, NOT_MET, PARTLY, Form
from xlkpi.schemes.sign_off import period_end

FORMS = {form.title: form for form in (DIRECTORS, ASSISTANTS)}


def texts(reading: Reading, name: str) -> list[str]:
    """Return the cells of a column, or of a row, as people read them."""
    return [as_text(value) for value in reading.line(name)]


def forms_of(reading: Reading) -> dict[str, str]:
    """Return the form of every person who has a name and a known post, by the two tables that people fill in."""
    forms = dict(zip(texts(reading, "岗位_名称"), texts(reading, "岗位_考核表"), strict=True))
    people = zip(texts(reading, "人员_姓名"), texts(reading, "人员_岗位"), strict=True)
    return {name: forms[post] for name, post in people if name and forms.get(post)}


def check_people(reading: Reading) -> list[Fault]:
    """Name and post go together, and the form of the post has sections."""
    faults = []
    names, posts = texts(reading, "人员_姓名"), texts(reading, "人员_岗位")
    forms = forms_of(reading)
    for at, (name, post) in enumerate(zip(names, posts, strict=True)):
        if name and not post:
            zh, en = "{name} 没有岗位，无法确定用哪张考核表，请选择岗位", "{name} has no post, so no form: choose one"
            faults.append(reading.fault("人员_岗位", 0, zh, en, column=at, name=name))
        elif post and not name:
            zh = "岗位“{post}”没有填姓名，请填写或删去岗位"
            en = "nobody is named for the post {post}: name or delete it"
            faults.append(reading.fault("人员_姓名", 0, zh, en, column=at, post=post))
        form = FORMS.get(forms.get(name, ""))
        if form and not any(texts(reading, f"{form.sections}_名称")):
            zh, en = "{name} 用{form}，但参数中没有这张考核表的项目", "the form {form} of {name} has no sections"
            faults.append(reading.fault(f"{form.sections}_名称", 0, zh, en, name=name, form=form.title))
    return faults


def check_deductions(reading: Reading) -> list[Fault]:
    """What is taken off belongs to a section of the person's own form; else it would count nowhere."""
    forms = forms_of(reading)
    full = {form.title: section_points(reading, form) for form in FORMS.values()}
    entries = [*_register(reading), *_other_register(reading, "投诉"), *_other_register(reading, "县方")]
    zh = "{name}（{form}）的考核表没有“{section}”一项，扣的 {points} 分无处可计，请改正姓名或项目"
    en = "the form of {name} ({form}) has no section {section}, so {points} points count nowhere: mend name or section"
    faults = []
    for block, row, name, section, points in entries:
        if name not in forms or not section or not points:
            continue
        known = full.get(forms[name], {})
        if section not in known:
            faults.append(
                reading.fault(block, row, zh, en, name=name, form=forms[name], section=section, points=written(points))
            )
        else:
            faults += _too_much(reading, POINTS_BESIDE[block], row, section, points, known[section])
    return faults


POINTS_BESIDE = MappingProxyType({"扣分_姓名": "扣分_分值", "投诉_责任人": "投诉_扣分", "县方_责任人": "县方_扣分"})
"""Where the points of a register stand, by the block of names beside them."""


def section_points(reading: Reading, form: Form) -> dict[str, float | None]:
    """Return the sections of a form with the points that each of them gives."""
    names = texts(reading, f"{form.sections}_名称")
    points = map(as_number, reading.column(f"{form.sections}_分值"))
    return {name: most for name, most in zip(names, points, strict=True) if name}


def _too_much(
    reading: Reading, block: str, row: int, section: str, points: float, most: float | None, column: int = 0
) -> Iterator[Fault]:
    """More is taken off at once than the section gives: 100 typed for 1 emptied a section without a word."""
    if most is not None and points > most:
        zh = "“{section}”一项的分值是 {most}，这一条却扣 {points} 分，请改正（一条最多扣完该项）"
        en = "the section {section} gives {most} points, yet {points} are taken off here: mend it"
        words = {"section": section, "points": written(points), "most": written(most)}
        yield Fault(reading.book.place(block, row, column), sentence(zh, en, **words))


Entry = tuple[str, int, str, str, float]
"""Where the name stands (block and row), the name, the section, the points."""


def _register(reading: Reading) -> Iterator[Entry]:
    lines = zip(texts(reading, "扣分_姓名"), texts(reading, "扣分_项目"), reading.column("扣分_分值"), strict=True)
    for row, (name, section, points) in enumerate(lines):
        yield "扣分_姓名", row, name, section, as_number(points) or 0.0


def _other_register(reading: Reading, register: str) -> Iterator[Entry]:
    section = as_text(reading.field(f"参数_{register}项目"))
    lines = zip(texts(reading, f"{register}_责任人"), reading.column(f"{register}_扣分"), strict=True)
    for row, (name, points) in enumerate(lines):
        yield f"{register}_责任人", row, name, section, as_number(points) or 0.0


def check_ticks(reading: Reading) -> list[Fault]:
    """Ticks and deductions stand at a duty, for a person who is scored on that form, and do not contradict."""
    return [fault for form in FORMS.values() for tick in _ticks(reading, form) for fault in _tick(reading, form, tick)]


@dataclass(frozen=True)
class Tick:
    """What an assessor filled in about a duty and a person (row and column of the block)."""

    row: int
    column: int
    duty: str
    section: str
    number: str
    name: str
    result: str
    points: Value


def _ticks(reading: Reading, form: Form) -> Iterator[Tick]:
    duties, numbers = texts(reading, f"{form.duties}_名称"), texts(reading, f"{form.duties}_编号")
    names, sections = texts(reading, "人员_姓名"), texts(reading, f"{form.duties}_项目")
    results, points = reading.blocks[f"{form.ticks}_结果"], reading.blocks[f"{form.ticks}_扣分"]
    for row, duty in enumerate(duties):
        for at, name in enumerate(names):
            if not (is_blank(results[row][at]) and is_blank(points[row][at])):
                result = as_text(results[row][at])
                yield Tick(row, at, duty, sections[row], numbers[row], name, result, points[row][at])


def _tick(reading: Reading, form: Form, tick: Tick) -> Iterator[Fault]:
    block = f"{form.ticks}_扣分" if is_blank(tick.result) else f"{form.ticks}_结果"
    if not tick.duty:
        zh, en = "这一行没有条目，评分无处可计，请删去", "no duty stands in this row: delete what was filled in"
        yield reading.fault(block, tick.row, zh, en, column=tick.column)
    elif forms_of(reading).get(tick.name) != form.title:
        zh = "{who}不用{form}，这里的评分无处可计，请删去或核对岗位"
        en = "{who} is not scored on the form {form}: delete it, or look at the post"
        who = tick.name or "这一列没有人，"
        yield reading.fault(block, tick.row, zh, en, column=tick.column, who=who, form=form.title)
    elif as_number(tick.points) and tick.result not in (MET, NOT_ASKED):
        most = section_points(reading, form).get(tick.section)
        points = as_number(tick.points) or 0.0
        block = f"{form.ticks}_扣分"
        yield from _too_much(reading, block, tick.row, tick.section, points, most, tick.column)
        if points == most:
            zh = "{name} 只因条目 {number} 就扣完了“{section}”的全部 {points} 分，请确认"
            en = "{name}: duty {number} alone takes all {points} points of the section {section}: is it right?"
            values = {"name": tick.name, "number": tick.number or tick.duty, "section": tick.section}
            yield reading.notice(block, tick.row, zh, en, column=tick.column, **values, points=written(points))
    elif as_number(tick.points):
        zh = "{name} 条目 {number} 评为“{result}”，却扣了 {points} 分，请改正其一"
        en = "{name}, duty {number}: “{result}”, yet {points} points are taken off: mend one of them"
        values = {"name": tick.name, "number": tick.number or tick.duty, "result": tick.result}
        yield reading.fault(
            f"{form.ticks}_扣分", tick.row, zh, en, column=tick.column, **values, points=written(tick.points)
        )


def check_registers(reading: Reading) -> list[Fault]:
    """Points taken off name who answers for them; complaints are those of the month; what was mended was a problem."""
    return [*_unnamed(reading), *_complaint_dates(reading), *_nothing_to_mend(reading)]


def _unnamed(reading: Reading) -> Iterator[Fault]:
    for register in ("投诉", "县方"):
        names = texts(reading, f"{register}_责任人")
        for row, points in enumerate(reading.column(f"{register}_扣分")):
            if as_number(points) and not names[row]:
                zh, en = "扣了分而没有责任人，请填写责任人", "points are taken off and nobody is named: fill in 责任人"
                yield reading.fault(f"{register}_责任人", row, zh, en)


def _earlier(one: Value, other: Value) -> bool:
    first, second = as_day(one), as_day(other)
    return first is not None and second is not None and first < second


def _complaint_dates(reading: Reading) -> Iterator[Fault]:
    last = period_end(reading)
    for row, received in enumerate(reading.column("投诉_日期")):
        if _earlier(last, received):
            zh, en = "投诉日期在考核月份之后，请改正", "the complaint is dated after the month: mend the date"
            yield reading.fault("投诉_日期", row, zh, en)
        # A complaint of an earlier month stands here only while it was open when the month began.
        if last is not None and _earlier(reading.column("投诉_处理日期")[row], last.replace(day=1)):
            zh = "这件投诉在考核月份之前已经处理，应留在当时的表里，请删去或改正日期"
            en = "this complaint was dealt with before the month: delete it here, or mend the date"
            yield reading.fault("投诉_处理日期", row, zh, en)


def _nothing_to_mend(reading: Reading) -> Iterator[Fault]:
    for row, mended in enumerate(reading.column("县方_纠正日期")):
        if not is_blank(mended) and is_blank(reading.column("县方_问题")[row]):
            zh, en = "有纠正日期而没有发现问题，请填写问题", "something was mended but no problem is told: tell it"
            yield reading.fault("县方_问题", row, zh, en)


def totals_missing(reading: Reading) -> list[Fault]:
    """Everybody with a form has a total; the fault names what it waits for."""
    faults = []
    forms, totals = texts(reading, "人员_考核表"), reading.line("人员_总分")
    open_indicators = _open_indicators(reading)
    for at in reading.roster:
        if not forms[at] or not is_blank(totals[at]):
            continue
        if forms[at] == DIRECTOR and open_indicators:
            name, row, what = open_indicators[0]
            zh = "{who} 没有总分：公司指标“{what}”没有次数或总数；本月没有发生的，总数填 0 并选“不计”"
            en = "{who} has no total: the indicator {what} has no count or no total; choose 不计 where there was none"
            faults.append(reading.fault(name, row, zh, en, who=reading.who(at), what=what))
        else:
            zh, en = "{who} 没有总分，请核对分值与权重", "{who} has no total: look at points and weights"
            faults.append(reading.fault("人员_总分", 0, zh, en, column=at, who=reading.who(at)))
    return faults


def _open_indicators(reading: Reading) -> list[tuple[str, int, str]]:
    """Return block, row and name of every indicator that counts and has no points."""
    rows = zip(texts(reading, "公司_指标"), reading.column("公司_得分"), texts(reading, "公司_计入"), strict=True)
    return [
        ("公司_次数" if is_blank(reading.column("公司_次数")[row]) else "公司_总数", row, name)
        for row, (name, points, counts) in enumerate(rows)
        if name and counts != NOT_COUNTED and is_blank(points)
    ]


def _far_from_target(reading: Reading) -> Iterator[Fault]:
    """A rate many times its target or a small part of it: cases of another month, or a point that slipped.

    Of what should be rare a tenth of the target is well done.
    """
    for row, name in enumerate(texts(reading, "公司_指标")):
        reached, target = (as_number(reading.column(f"公司_{key}")[row]) for key in ("实际", "目标"))
        rare = as_text(reading.column("公司_方向")[row]) == ORDERS[1]
        if reached and target and not 1 / (MANY_TIMES if rare else SEVERAL_TIMES) < reached / target < SEVERAL_TIMES:
            zh = "{name}实际 {reached}，与目标 {target} 相差 {times} 倍，请核对次数和总数"
            en = "{name} is {reached}, its target {target}: {times} times apart. Are both numbers right?"
            said = {"reached": percent(exact(reached)), "target": percent(exact(target))}
            times = f"{max(reached / target, target / reached):.0f}"
            yield reading.notice("公司_总数", row, zh, en, column=0, name=name, times=times, **said)


def open_matters(reading: Reading) -> list[Fault]:
    """What an assessor should see before signing: nothing of it takes points off by itself."""
    shown = [*_unpunished(reading), *_open_complaints(reading), *_customers(reading), *_survey(reading)]
    return [*_far_from_target(reading), *shown]


def _unpunished(reading: Reading) -> Iterator[Fault]:
    """Duties that were not met and take nothing off, a person at a time."""
    for form in FORMS.values():
        missed: dict[int, list[Tick]] = {}
        for tick in _ticks(reading, form):
            if tick.result in (PARTLY, NOT_MET) and not as_number(tick.points):
                missed.setdefault(tick.column, []).append(tick)
        for some in missed.values():
            zh = "{name} 有 {count} 条评为“部分”或“未达到”而没有扣分（{numbers}），请确认"
            en = "{name}: {count} duties are not met and take nothing off ({numbers}): is it right?"
            numbers = "、".join(tick.number or tick.duty for tick in some)
            first = some[0]
            values: dict[str, str | float] = {"name": first.name, "count": len(some), "numbers": numbers}
            yield reading.notice(f"{form.ticks}_扣分", first.row, zh, en, column=first.column, **values)


def _open_complaints(reading: Reading) -> Iterator[Fault]:
    for row, state in enumerate(texts(reading, "投诉_情况")):
        if state and state != DONE:
            zh, en = "投诉{state}", "the complaint is open: {state}"
            yield reading.notice("投诉_情况", row, zh, en, state=state)
        if texts(reading, "投诉_责任")[row] == NOT_OURS and as_number(reading.column("投诉_扣分")[row]):
            zh, en = "不是我方责任的投诉扣了分，请确认", "points are taken off for a complaint that is not our fault"
            yield reading.notice("投诉_扣分", row, zh, en)
        settled = state == DONE and texts(reading, "投诉_责任")[row] == OURS
        if settled and is_blank(reading.column("投诉_扣分")[row]):
            zh = "我方责任的投诉没有扣分，请确认（不扣的填 0）"
            en = "our own fault, and nothing is taken off: is it right?"
            yield reading.notice("投诉_扣分", row, zh, en)


def _customers(reading: Reading) -> Iterator[Fault]:
    for row, state in enumerate(texts(reading, "客户_情况")):
        if state.startswith("缺"):
            zh, en = "重点客户“{name}”本月走访{state}", "the key customer {name} was visited too rarely ({state})"
            yield reading.notice("客户_情况", row, zh, en, name=texts(reading, "客户_名称")[row], state=state)
    for row, state in enumerate(texts(reading, "县方_情况")):
        if state.endswith("未纠正"):
            zh, en = "县方“{name}”的问题{state}", "a problem of the county site {name} is open ({state})"
            yield reading.notice("县方_情况", row, zh, en, name=texts(reading, "县方_单位")[row], state=state)


def _survey(reading: Reading) -> Sequence[Fault]:
    if as_text(reading.field("调研_情况")).endswith("未交") and reading.roster:
        zh, en = "本月应交市场调研与建议，尚未提交", "the market survey is due this month and was not handed in"
        return [reading.notice("调研_情况", 0, zh, en)]
    return []
