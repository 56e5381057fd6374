"""The company's month as one page: what goes into each section, in words, as a chart and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from xlkpi.actions.folder import NAMED, listed
from xlkpi.domain.numbers import exact, rounded
from xlkpi.domain.scheme import load_scheme
from xlkpi.headoffice.calibration import by_corrected, corrected, cuts, raters_of, scored
from xlkpi.headoffice.company import Company, Odd
from xlkpi.headoffice.rollup import NONE, Sums
from xlkpi.headoffice.shortened import ELSEWHERE, GAP, MOST_BARS, binned, charted, ends, left_out, tabled
from xlkpi.headoffice.spool import Spool
from xlkpi.ledger.ledger_records import Mean
from xlkpi.publish import charts
from xlkpi.publish.html_page import Section, page

MOST_SAME = 5
"""Branches of which the same exception is told one by one; one of a department always is."""
MOST_OF_A_KIND = 20
"""Exceptions of one kind that are told one by one."""
MOST_LISTED = 2000
"""People on the page of everybody; more are read by nobody, and a branch by itself can be reported."""
MOST_LINES = 5
"""Branches whose months are drawn beside the company's."""
DUE, GIVEN = "应评名额", "实评人数"
COMPANY = "全公司"
Line = tuple[str, int, Sums]


@dataclass(frozen=True)
class Shown:
    """What may be seen: names, pay; `months` are the means of the ledger, if one was given."""

    names: bool = True
    pay: bool = True
    months: Sequence[Mean] = ()


def report(company: Company, spool: Spool, shown: Shown) -> str:
    """Return the page of a company's month. Raises Unusable where the charts' package is missing."""
    scheme = load_scheme(company.counted.scheme).title if company.counted.scheme else ""
    sections = [*_levels(company), *_branches(company, shown), *_groups(company, shown)]
    sections += [*_trend(shown), *_budget(company, shown), *_raters(company, spool, shown), *_odd(company, shown)]
    return page(f"绩效考核报告　{company.month}", scheme, _figures(company, shown), sections)


def _figures(company: Company, shown: Shown) -> list[tuple[str, str]]:
    of = company.of_all
    if of is None:
        return [("分公司", "0"), ("部门", "0")]
    found = [("分公司", str(len(company.branches))), ("部门", str(int(of.departments[0])))]
    found += [("参评人数", str(int(of.heads[0]))), ("平均分", _number(of.mean(0))), ("离散程度", _number(of.spread(0)))]
    if shown.pay and of.paid[0]:
        found.append(("绩效工资（元）", _money(of.pay(0))))
    return [*found, ("例外", str(len(company.odd)))]


def _levels(company: Company) -> list[Section]:
    """How many have each level, beside the seats where there are any."""
    if company.of_all is None or not company.levels:
        return []
    of = company.of_all
    given = {level: int(count) for level, count in zip(company.levels, of.levels[0], strict=True)}
    seats = dict(zip(company.levels, of.seats[0].tolist(), strict=True))
    limited = [level for level, known in zip(company.levels, of.limited[0], strict=True) if known]
    rows = [{"name": level, "series": GIVEN, "value": count} for level, count in given.items()]
    rows += [{"name": level, "series": DUE, "value": seats[level]} for level in limited]
    over = [level for level in limited if given[level] > seats[level]]
    words = f"{'、'.join(over)} 的实评人数超过名额。" if over else "各等级实评人数都没有超过名额。" if limited else ""
    table = [
        [level, f"{seats[level]:g}" if level in limited else "不限", str(given[level])] for level in company.levels
    ]
    about = "各等级" + "；".join(f"{level} 名额 {due}，实评 {count}" for level, due, count in table)
    drawing = charts.pairs(rows, "人数", about, [DUE, GIVEN])
    return [Section("levels", "等级与名额", words, drawing, ["等级", DUE, GIVEN], table)]


def _branches(company: Company, shown: Shown) -> list[Section]:
    """Branches beside each other: mean and spread, and what share has which level."""
    of = company.of_branches
    if of is None:
        return []
    order = sorted(range(len(company.branches)), key=lambda at: (-(of.mean(at) or 0), company.branches[at]))
    lines = [(company.branches[at], at, of) for at in order if of.scored[at]]
    money = shown.pay and bool(of.paid.any())
    heads = [
        "分公司",
        "参评人数",
        "平均分",
        "离散程度",
        "最低",
        "最高",
        *company.levels,
        *(["绩效工资（元）"] if money else []),
    ]
    table = [
        [
            *(name, str(int(of.heads[at])), _number(of.mean(at)), _number(of.spread(at))),
            *(_hundredths(of.lowest[at]), _hundredths(of.highest[at])),
            *(str(int(count)) for count in of.levels[at]),
            *([_money(of.pay(at))] if money else []),
        ]
        for name, at, _ in lines
    ]
    found = [_spans("branches", "分公司并排", "分公司", lines, heads, table)]
    means = [mean for _, at, _ in lines if (mean := of.mean(at)) is not None]
    found += _distribution("means", "分公司平均分的分布", "分公司", means)
    if company.levels:
        first, last = ends([(name, of.levels[at]) for name, at, _ in lines], MOST_BARS)
        drawn = [*first, *([(GAP, ())] if last else []), *last]
        rows = [
            {"name": name, "series": level, "value": int(counts[place]) if len(counts) else None}
            for name, counts in drawn
            for place, level in enumerate(company.levels)
        ]
        drawing = charts.shares(rows, "占参评人数", "各分公司各等级的比例，数字见上表", company.levels)
        words = left_out(len(lines), "平均分")
        found.append(Section("shares", "分公司等级构成", words, drawing=drawing))
    return found


def _spans(
    key: str,
    title: str,
    whose: str,
    lines: Sequence[Line],
    heads: Sequence[str],
    table: Sequence[Sequence[str]],
    elsewhere: str = ELSEWHERE,
) -> Section:
    rows = charted([{"name": name, **_span(sums, at)} for name, at, sums in lines])
    best, last = (lines[0][0], lines[-1][0]) if lines else ("", "")
    about = f"各{whose}的平均分，最高 {best}，最低 {last}" if lines else ""
    words = "圆点是平均分，粗线是平均分上下一个离散程度（标准差），细线是最低到最高。"
    words += left_out(len(lines), "平均分", table=len(table), elsewhere=elsewhere)
    return Section(key, title, words, charts.spans(rows, "得分", about) if rows else "", heads, tabled(table))


def _distribution(key: str, title: str, whose: str, values: Sequence[Fraction | float]) -> list[Section]:
    """How many lie where, of those that are too many to be drawn one by one."""
    if len(values) <= MOST_BARS:
        return []
    width, bins = binned(values)
    label = f"{float(width):g}"
    rows = [{"name": f"{float(start):g}", "series": whose, "value": count} for start, count in bins]
    most, count = max(bins, key=lambda one: one[1])
    about = f"{title}，最多的 {count} 个在 {float(most):g} 分到 {float(most + width):g} 分之间"
    words = f"共 {len(values)} 个。每根柱子宽 {label} 分，下面写的是从几分起。"
    drawing = charts.pairs(rows, f"{whose}（个）", about, [whose])
    table = [[f"{float(start):g} – {float(start + width):g}", str(count)] for start, count in bins]
    return [Section(key, title, words, drawing, ["分数", f"{whose}（个）"], table)]


def _span(of: Sums, at: int) -> dict[str, float]:
    middle, spread = float(of.mean(at) or 0), of.spread(at) or 0.0
    low, high = int(of.lowest[at]) / 100, int(of.highest[at]) / 100
    return {
        "value": middle,
        "low": low,
        "high": high,
        "below": max(low, middle - spread),
        "above": min(high, middle + spread),
    }


def _groups(company: Company, shown: Shown) -> list[Section]:
    """Departments, groups or units that have a score of their own, ranked."""
    scored = [(d.score, d) for d in company.departments() if d.score is not None]
    if not scored:
        return []
    scored.sort(key=lambda pair: (-pair[0], pair[1].branch, pair[1].name))
    rows, table = [], []
    for score, one in scored:
        name = _called(company, one.branch, one.name)
        place = 1 + sum(other > score for other, _ in scored)
        rows.append({"name": name, "value": score, "shown": f"{score:.2f}　{one.level}"})
        table.append([str(place), name, *([one.supervisor] if shown.names else []), f"{score:.2f}", one.level])
    drawing = charts.bars(charted(rows), "得分", f"各部门（小组）得分，第一名 {rows[0]['name']}")
    heads = ["名次", "部门（小组）", *(["负责人"] if shown.names else []), "得分", "等级"]
    words = left_out(len(rows), "得分", table=len(table))
    first = sum(row[0] == "1" for row in table)
    words += f"并列第 1 名的有 {first} 个。" if first > MOST_BARS // 2 else ""
    return [
        Section("groups", "部门（小组）排名", words, drawing, heads, tabled(table)),
        *_distribution("scores", "部门（小组）得分的分布", "部门（小组）", [score for score, _ in scored]),
    ]


def _trend(shown: Shown) -> list[Section]:
    """The months of the ledger: the company's mean, and those of the largest branches."""
    if not shown.months:
        return []
    months = sorted({one.month for one in shown.months})
    whole = {month: [one for one in shown.months if one.month == month] for month in months}
    means = {(COMPANY, month): _mean(ones) for month, ones in whole.items()}
    means |= {(one.branch, one.month): one.mean for one in shown.months}
    size: dict[str, int] = {}
    for one in shown.months:
        size[one.branch] = size.get(one.branch, 0) + one.people
    largest = sorted(size, key=lambda branch: (-size[branch], branch))
    order = [COMPANY, *([] if len(size) == 1 else largest[:MOST_LINES])]
    rows = [
        {"series": name, "name": month, "value": round(means[name, month], 2)}
        for name in order
        for month in months
        if (name, month) in means
    ]
    table = [
        [month, *(f"{means[name, month]:.2f}" if (name, month) in means else "" for name in order)] for month in months
    ]
    drawing = charts.lines(rows, "平均分", f"{months[0]} 到 {months[-1]} 的平均分", order)
    note = f"另画人数最多的 {MOST_LINES} 个分公司。" if len(size) > MOST_LINES else ""
    return [Section("trend", "各月走势", "台账里各月的平均分。", drawing, ["月份", *order], table, note=note)]


def _mean(ones: Sequence[Mean]) -> float:
    return sum(one.mean * one.people for one in ones) / sum(one.people for one in ones)


def _budget(company: Company, shown: Shown) -> list[Section]:
    """Pay of each branch, beside its budget where there is one."""
    of = company.of_branches
    if not shown.pay or of is None or not of.paid.any():
        return []
    paid = [(name, of.pay(at) or 0, company.budget_of(name), at) for at, name in enumerate(company.branches)]
    lines = [(of.left(at, planned), pay, name, planned) for name, pay, planned, at in paid if of.paid[at]]
    lines.sort(key=lambda line: (line[0] is None, line[0] or 0, -line[1], line[2]))  # furthest over the budget first
    rows = [
        {"name": name, "value": pay, "shown": _money(pay), "mark": planned, "end": max(pay, planned or 0)}
        for _, pay, name, planned in lines
    ]
    budgeted = 4 if company.budget else 2  # what is planned and what is left only where there is a budget
    table = [[name, _money(pay), _money(planned), _money(left)][:budgeted] for left, pay, name, planned in lines]
    over = [name for left, _, name, _ in lines if left is not None and left < 0]
    words = f"超过预算：{_named(over)}。" if over else "没有分公司超过预算。" if company.budget else "没有给出预算。"
    words += "红线是预算，超得最多的在前。" if company.budget else ""
    if len(lines) > MOST_BARS:
        words += f"共 {len(lines)} 个，图中是前、后各 {MOST_BARS // 2} 个。"
    supervisors = sum(exact(one.pay or 0.0) for one in company.departments())
    note = f"只含名单中的员工；主管的绩效工资另计 {_money(float(supervisors))} 元。" if supervisors else ""
    title, mark = ("各分公司绩效工资，红线是预算", "预算") if company.budget else ("各分公司绩效工资", "")
    drawing = charts.bars(charted(rows), "元", title, mark=mark)
    heads = ["分公司", "绩效工资（元）", "预算（元）", "结余（元）"][:budgeted]
    return [
        Section("pay", "工资与预算" if company.budget else "绩效工资", words, drawing, heads, tabled(table), note=note)
    ]


def _raters(company: Company, spool: Spool, shown: Shown) -> list[Section]:
    """Spread by rater, and everybody sorted with the cut lines, for the talk of the raters."""
    with_people = "counted AND people > 0"
    raters = raters_of(scored(spool.records(with_people)))
    count = sum(rater.people for rater in raters)
    if len(raters) == count:  # who rated a single person has no leniency
        return []
    rated: list[tuple[str, str, int, Sums]] = []
    for departments, of in company.portions:
        for at, one in enumerate(departments):
            if of.scored[at]:
                whose = (one.supervisor if shown.names else "") or one.name
                rated.append((_called(company, one.branch, whose), one.name, at, of))
    again = Counter(name for name, *_ in rated)
    lines: list[Line] = [(f"{name}（{own}）" if again[name] > 1 else name, at, of) for name, own, at, of in rated]
    lines.sort(key=lambda line: (-(line[2].mean(line[1]) or 0), line[0]))
    table = [
        [
            rater.name if shown.names else f"考核人 {at}",
            str(rater.people),
            _number(rater.mean),
            _signed(rater.leniency),
            rater.mark,
        ]
        for at, rater in enumerate(raters, 1)
    ]
    heads = ["考核人", "人数", "平均分", "宽严（分）", "提示"]
    note = (
        "宽严：估计此人打分比别人高（+）或低（−）多少分（单因素随机效应模型，人少则估计得少）；达到 2 分的提示。"
        "前提是谁归谁考核与好坏无关：某部门的人确实更好时，也会显得偏宽。只供讨论，不改变任何结果。"
    )
    elsewhere = "其余请按分公司分别生成报告"
    found = [replace(_spans("raters", "考核人宽严", "考核人", lines, heads, table, elsewhere), note=note)]
    if count > MOST_LISTED:
        words = f"共 {count} 人，超过 {MOST_LISTED} 人不逐人列出；请按分公司分别生成报告。"
        return [*found, Section("calibration", "逐人校准表", words)]
    people = corrected(scored(spool.records(with_people)), raters)
    ranks = by_corrected(people)
    who = ["工号", "姓名"] if shown.names else []
    rows = [
        [
            *(one.branch, one.department),
            *([one.id, one.name] if shown.names else []),
            *(_number(one.score), one.level, _number(one.corrected), str(rank), ""),
        ]
        for one, rank in zip(people, ranks, strict=True)
    ]
    heads = ["分公司", "部门", *who, "得分", "等级", "校正分", "校正名次", "意见"]
    words = "各部门按得分从高到低，粗线是等级的分界；校正分去掉了考核人的宽严，只供讨论。"
    return [*found, Section("calibration", "逐人校准表", words, "", heads, rows, cuts(people))]


def _odd(company: Company, shown: Shown) -> list[Section]:
    if not company.odd:
        return [Section("odd", "例外", "没有需要处理的例外。")]
    kinds = Counter(one.what for one in company.odd)
    words = f"共 {len(company.odd)} 件：{'，'.join(f'{what} {count}' for what, count in sorted(kinds.items()))}。"
    if not shown.names:  # a sentence may name somebody
        counts = Counter((one.what, one.branch) for one in company.odd)
        table = [[what, branch, str(count)] for (what, branch), count in sorted(counts.items())]
        return [Section("odd", "例外", words, "", ["例外", "分公司", "件数"], tabled(table))]
    return [Section("odd", "例外", words, "", ["例外", "分公司", "部门", "说明"], _exceptions(company))]


def _exceptions(company: Company) -> list[list[str]]:
    """A row for each exception, one for what is the same of many whole branches; of too many of a kind the first."""
    same: dict[tuple[str, str], list[Odd]] = {}
    for one in company.odd:
        same.setdefault((one.what, one.fault.say("zh")), []).append(one)
    rows: dict[str, list[list[str]]] = {}
    for (what, text), those in same.items():
        own = rows.setdefault(what, [])
        if len(those) > MOST_SAME and not any(one.department for one in those):
            own.append([what, _named([one.branch for one in those]), "", text])
        else:
            own += [[what, one.branch, one.department, text] for one in those]
    found: list[list[str]] = []
    for what, own in rows.items():
        more = len(own) - MOST_OF_A_KIND
        found += own[:MOST_OF_A_KIND]
        found += [[what, f"另有 {more} 行", "", "全部见总公司汇总（xlkpi rollup）的“例外”页"]] if more > 0 else []
    return found


def _named(branches: Sequence[str]) -> str:
    """The first of some branches, and how many they are where those are not all."""
    names = list(dict.fromkeys(branches))
    return listed(names) + (f"共 {len(names)} 个分公司" if len(names) > NAMED else "")


def _called(company: Company, branch: str, name: str) -> str:
    """What is said of a department: with its branch where there are several and its name does not say it."""
    return name if name.startswith(branch) or len(company.branches) == 1 else f"{branch} {name}"


def _number(value: Fraction | float | None) -> str:
    return "" if value is None else f"{float(rounded(value) if isinstance(value, Fraction) else value):.2f}"


def _signed(value: Fraction) -> str:
    shown = rounded(value, 1)
    return f"{float(shown):+.1f}" if shown else "0"


def _hundredths(value: int) -> str:
    return "" if value == NONE else f"{value / 100:.2f}"


def _money(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}"
