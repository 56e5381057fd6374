"""The report of more branches than anybody looks at one by one: every bar and row against plain Python.

What the branches' workbooks say is made up here as head office keeps it; how workbooks are read has tests of its own.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from statistics import pstdev

import openpyxl
import pytest

from test_report import Tables
from xlkpi.domain.numbers import rounded
from xlkpi.headoffice.calibration import Rater
from xlkpi.headoffice.company import company_of
from xlkpi.headoffice.company_pages import write_company
from xlkpi.headoffice.cross_checks import decide
from xlkpi.headoffice.filed import Filed
from xlkpi.headoffice.incoming import Incoming
from xlkpi.headoffice.order import Order
from xlkpi.headoffice.picture import Shown, report
from xlkpi.headoffice.shortened import binned, ends
from xlkpi.headoffice.spool import Spool, packed
from xlkpi.ledger.ledger_records import Mean
from xlkpi.publish import charts

BRANCHES = 130
LEVELS = ("A+", "A", "B", "C", "C-")
DRAWN, LISTED = 20, 50
"""How many of each end are drawn, and stand in a table (docs/headoffice.md)."""


def made_up():
    """Branches with one department of two to five people; scores of two decimals, pay in yuan and cents."""
    chance = random.Random(16)
    found = {}
    for at in range(BRANCHES):
        people = [
            (round(chance.uniform(60, 100), 2), chance.choice(LEVELS), round(chance.uniform(1500, 3000), 2))
            for _ in range(chance.randint(2, 5))
        ]
        found[f"第{at:03d}分公司"] = people, chance.choice([70.0, 85.5, 90.25, 95.0, 99.0])
    return found


BUDGET = {(f"第{at:03d}分公司", ""): 6000.0 + 10 * at for at in range(0, BRANCHES, 2)}


def filed(name, people, score):
    count = len(people)
    return Filed(
        f"{name}.xlsm",
        digest=name,
        kind="summary",
        scheme="gas",
        branch=name,
        month="2024-05",
        levels=list(LEVELS),
        state="草稿",
        people={
            "id": [f"{name}{at}" for at in range(count)],
            "name": [f"员工{name}{at}" for at in range(count)],
            "department": [name] * count,
            "eligible": [True] * count,
            "total": [total for total, *_ in people],
            "level": [level for _, level, _ in people],
            "coefficient": [1.0] * count,
            "pay": [pay for *_, pay in people],
        },
        units=[{"name": name, "supervisor": f"主管{name}", "score": score, "level": "良好", "pay": 1000.25}],
        signed=[("主管经理", "已提交", "", ""), ("总经理", "已批准", "", "")],
    )


@pytest.fixture(scope="module")
def branches():
    return made_up()


@pytest.fixture(scope="module")
def told(branches, tmp_path_factory):
    """The page, what each of its charts was given, and the workbook."""
    drawn = {}

    def kept(spec, rows, about):
        drawn[about] = [dict(row) for row in rows]
        return "<svg></svg>"

    out = tmp_path_factory.mktemp("many") / "汇总.xlsx"
    with pytest.MonkeyPatch.context() as patch, Spool(out, "", resume=False) as spool:
        patch.setattr(charts, "_svg", kept)
        for at, (name, (people, score)) in enumerate(branches.items()):
            spool.keep(at, Incoming(f"{name}.xlsm", f"{name}.xlsm", 1, ""), packed(filed(name, people, score)))
        company = company_of(spool, decide(spool), budget=BUDGET)
        text = report(company, spool, Shown())
        write_company(company, spool, out, Order(("收件箱",)))
        spool.done()
    return Tables(text).found, drawn, text, out


def chart(told, begins):
    (found,) = [rows for about, rows in told[1].items() if about.startswith(begins)]
    return found


def by_mean(branches):
    """Names from the best mean to the lowest, with what plain Python says of their scores."""
    found = []
    for name, (people, _) in branches.items():
        scores = [Fraction(str(total)) for total, *_ in people]
        mean = rounded(sum(scores) / len(scores))
        found.append((name, mean, scores, Counter(level for _, level, _ in people)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def shortened(names, most):
    return [*names[:most], "……", *names[-most:]]


def test_the_best_and_the_lowest_branches_are_drawn(told, branches):
    order = by_mean(branches)
    rows = chart(told, "各分公司的平均分")
    assert [row["name"] for row in rows] == shortened([name for name, *_ in order], DRAWN)
    plain = {name: (mean, scores) for name, mean, scores, _ in order}
    for row in rows:
        if row["name"] == "……":
            assert "value" not in row
            continue
        mean, scores = plain[row["name"]]
        spread = pstdev([float(score) for score in scores])
        low, high = float(min(scores)), float(max(scores))
        assert (row["value"], row["low"], row["high"]) == (float(mean), low, high)
        assert row["below"] == pytest.approx(max(low, float(mean) - spread), abs=0.006)
        assert row["above"] == pytest.approx(min(high, float(mean) + spread), abs=0.006)


def test_the_table_has_both_ends_and_says_how_many_are_between(told, branches):
    order = by_mean(branches)
    _, *rows = told[0]["branches"]
    assert [row[0] for row in rows if row[1]] == [name for name, *_ in (*order[:LISTED], *order[-LISTED:])]
    assert rows[LISTED][0] == f"…… 其间 {BRANCHES - 2 * LISTED} 行略"
    assert "共 130 个，图中是平均分最高和最低的各 20 个，表中是前、后各 50 行" in told[2]
    levels = {name: given for name, _, _, given in order}
    for row in rows:
        if row[1]:
            assert [int(cell) for cell in row[6:11]] == [levels[row[0]][level] for level in LEVELS]


def test_shares_of_levels_are_those_of_the_people(told, branches):
    plain = {name: given for name, _, _, given in by_mean(branches)}
    for row in chart(told, "各分公司各等级的比例"):
        wanted = None if row["name"] == "……" else plain[row["name"]][row["series"]]
        assert row["value"] == wanted


def test_levels_of_everybody(told, branches):
    given = Counter(level for people, _ in branches.values() for _, level, _ in people)
    assert [(row["name"], row["value"]) for row in chart(told, "各等级")] == [(level, given[level]) for level in LEVELS]


def test_how_the_means_lie(told, branches):
    """Twenty columns at most, of the same width; a value on a line belongs to the upper one."""
    means = [mean for _, mean, *_ in by_mean(branches)]
    rows = chart(told, "分公司平均分的分布")
    starts = [Fraction(row["name"]) for row in rows]
    width = starts[1] - starts[0]
    assert len(rows) <= 20
    assert [other - one for one, other in pairwise(starts)] == [width] * (len(rows) - 1)
    for start, row in zip(starts, rows, strict=True):
        assert row["value"] == sum(start <= mean < start + width for mean in means)
    assert sum(row["value"] for row in rows) == BRANCHES


def test_departments_by_score(told, branches):
    order = sorted(((score, name) for name, (_, score) in branches.items()), key=lambda one: (-one[0], one[1]))
    rows = chart(told, "各部门（小组）得分")
    assert [row["name"] for row in rows] == shortened([name for _, name in order], DRAWN)
    assert [row["value"] for row in rows if row["name"] != "……"] == [
        score for score, _ in (*order[:DRAWN], *order[-DRAWN:])
    ]
    first = sum(score == order[0][0] for score, _ in order)
    assert f"并列第 1 名的有 {first} 个" in told[2]
    places = [int(row[0]) for row in told[0]["groups"][1:] if row[1]]
    scores = [score for score, _ in order]
    assert places == [1 + sum(other > score for other in scores) for score in (*scores[:LISTED], *scores[-LISTED:])]


def test_pay_furthest_over_the_budget_comes_first(told, branches):
    pay = {name: sum(Fraction(str(paid)) for *_, paid in people) for name, (people, _) in branches.items()}
    left = {name: Fraction(str(BUDGET[name, ""])) - pay[name] for name in pay if (name, "") in BUDGET}
    order = sorted(pay, key=lambda name: (name not in left, left.get(name, 0), -pay[name], name))
    rows = chart(told, "各分公司绩效工资")
    assert [row["name"] for row in rows] == shortened(order, DRAWN)
    for row in rows:
        if row["name"] != "……":
            planned = BUDGET.get((row["name"], ""))
            assert (row["value"], row["mark"]) == (float(pay[row["name"]]), planned)
            assert row["end"] == max(row["value"], planned or 0)
    over = [name for name in order if left.get(name, 0) < 0]
    assert f"超过预算：{'、'.join(over[:6])}……共 {len(over)} 个分公司。" in told[2]
    assert f"主管的绩效工资另计 {1000.25 * BRANCHES:,.2f} 元" in told[2]


def test_an_exception_of_all_branches_is_one_line(told):
    _, *rows = told[0]["odd"]
    (line,) = [row for row in rows if row[0] == "未签批"]
    assert line[1].endswith("……共 130 个分公司")
    assert "未签批 130" in told[2]


def test_raters_from_the_most_lenient_to_the_strictest(told, branches):
    _, *rows = told[0]["raters"]
    listed = [row for row in rows if row[1]]
    assert len(listed) == 2 * LISTED
    leniency = [float(row[3]) for row in listed]
    assert leniency == sorted(leniency, reverse=True)
    plain = {f"{name} 主管{name}": people for name, (people, _) in branches.items()}
    for name, count, mean, _, mark in listed:
        scores = [Fraction(str(total)) for total, *_ in plain[name]]
        assert (int(count), mean) == (len(scores), f"{float(rounded(sum(scores) / len(scores))):.2f}")
        assert mark in ("偏宽", "偏严", "")


def test_the_workbook_draws_the_ends_and_how_the_means_lie(told, branches):
    sheet = openpyxl.load_workbook(told[3])["公司"]
    assert len(sheet._charts) == 3
    rows = list(sheet.values)
    first = next(at for at, row in enumerate(rows) if row[:4] == ("名称", "最高", "最低", "其他"))
    order = [name for name, *_ in by_mean(branches)]
    assert [row[0] for row in rows[first + 1 : first + 21]] == [*order[:10], *order[-10:]]
    first = next(at for at, row in enumerate(rows) if row[:2] == ("起点", "个数"))
    bins = [(Fraction(row[0]), row[1]) for row in rows[first + 1 :] if row[0]]
    assert sum(count for _, count in bins) == BRANCHES
    width = bins[1][0] - bins[0][0]
    for start, count in bins:
        assert count == sum(start <= mean < start + width for _, mean, *_ in by_mean(branches))


@pytest.mark.parametrize(
    ("values", "width", "bins"),
    [
        ([85.0], "0.1", {"85": 1}),
        ([85.0, 85.95], "0.1", {"85": 1, "85.9": 1}),
        ([85.0, 86.9, 87.0], "0.2", {"85": 1, "86.8": 1, "87": 1}),
        ([0.0, 100.0], "10", {"0": 1, "100": 1}),
        ([70.0, 79.99, 80.0, 89.0], "1", {"70": 1, "79": 1, "80": 1, "89": 1}),
    ],
)
def test_columns_of_a_distribution(values, width, bins):
    found, columns = binned(values)
    assert found == Fraction(width)
    assert {f"{float(start):g}": count for start, count in columns if count} == bins
    assert len(columns) <= 20


def test_both_ends_of_a_list():
    assert ends("abcd", 4) == ("abcd", ())
    assert ends("abcde", 4) == ("ab", "de")


def test_charts_tell_a_name_without_a_value_its_place():
    found = charts._named([{"name": "甲", "value": 1}, {"name": "……"}, {"name": "甲", "value": 2}])
    assert found["scale"]["domain"] == ["甲", "……"]
    many = [{"name": str(at)} for at in range(41)]
    assert charts._step(many) * 41 <= charts.TALL
    assert charts._step(many[:5]) == charts.STEP


def page_of(tmp_path, monkeypatch, *files, **shown):
    """The tables, the charts' rows and the text of the page of some workbooks."""
    drawn = {}
    monkeypatch.setattr(
        charts, "_svg", lambda _, rows, about: drawn.update({about[:5]: [dict(row) for row in rows]}) or ""
    )
    with Spool(tmp_path / "x.xlsx", "", resume=False) as spool:
        for at, one in enumerate(files):
            spool.keep(at, Incoming(one.place, one.place, 1, ""), packed(one))
        text = report(company_of(spool, decide(spool)), spool, Shown(**shown))
        spool.done()
    return Tables(text).found, drawn, text


def test_two_departments_of_one_supervisor_are_two_lines(tmp_path, monkeypatch):
    one = filed("东", [(90.0, "A", 1.0), (80.0, "B", 1.0)], 90.0)
    one.people["department"] = ["一部", "二部"]
    one.units = [{"name": name, "supervisor": "周", "score": 90.0, "level": ""} for name in ("一部", "二部")]
    _, drawn, _ = page_of(tmp_path, monkeypatch, one)
    assert [row["name"] for row in drawn["各考核人的"]] == ["周（一部）", "周（二部）"]


@pytest.mark.parametrize(
    ("seats", "said"), [(2.0, "各等级实评人数都没有超过名额。"), (1.0, "A 的实评人数超过名额。"), (None, "")]
)
def test_more_people_than_seats(tmp_path, monkeypatch, seats, said):
    """Two people have an A."""
    one = filed("东", [(90.0, "A", 1.0), (80.0, "A", 1.0), (70.0, "B", 1.0)], 90.0)
    one.units[0]["due"] = [None, seats, None, None, None]
    tables, _, text = page_of(tmp_path, monkeypatch, one)
    assert said in text
    assert ("超过名额" in text) == bool(said)
    assert ["A", "不限" if seats is None else f"{seats:g}", "2"] in tables["levels"]


def test_an_exception_of_a_department_says_which(tmp_path, monkeypatch):
    files = [filed(name, [(90.0, "A", 1.0), (80.0, "A", 1.0)], 90.0) for name in "甲乙丙丁戊己庚"]
    for one in files:
        one.units[0] |= {"due": [None, 1.0, None, None, None], "given": [0.0, 2.0, 0.0, 0.0, 0.0]}
    tables, _, _ = page_of(tmp_path, monkeypatch, *files)
    over = [row for row in tables["odd"] if row[0] == "超名额"]
    assert over == [["超名额", name, name, "实评人数超过名额（实评/应评）：A 2/1"] for name in sorted("甲乙丙丁戊己庚")]


def test_the_months_mean_is_that_of_the_people(tmp_path, monkeypatch):
    """Three of 90 and one of 50 have a mean of 80, not of 70; the five largest branches are drawn beside the company."""
    months = [Mean("2024-04", "东", 3, 90.0), Mean("2024-04", "西", 1, 50.0)]
    months += [Mean("2024-05", name, people, 80.0) for name, people in zip("甲乙丙丁东", (10, 9, 6, 5, 4), strict=True)]
    tables, drawn, text = page_of(tmp_path, monkeypatch, filed("东", [(90.0, "A", 1.0)] * 2, 90.0), months=months)
    heads, april, may = tables["trend"]
    assert heads == ["月份", "全公司", "甲", "乙", "东", "丙", "丁"]
    assert april == ["2024-04", "80.00", "", "", "90.00", "", ""]
    assert may == ["2024-05", *["80.00"] * 6]
    assert [row for row in drawn["2024-"] if row["series"] == "东"] == [
        {"series": "东", "name": "2024-04", "value": 90.0},
        {"series": "东", "name": "2024-05", "value": 80.0},
    ]
    assert "另画人数最多的 5 个分公司" in text


def test_more_people_than_a_page_lists(tmp_path, monkeypatch):
    monkeypatch.setattr("xlkpi.headoffice.picture.MOST_LISTED", 2)
    one = filed("东", [(90.0, "A", 1.0)] * 3, 90.0)
    tables, _, text = page_of(tmp_path, monkeypatch, one)
    assert "calibration" not in tables
    assert "共 3 人，超过 2 人不逐人列出" in text
    monkeypatch.setattr("xlkpi.headoffice.picture.MOST_LISTED", 3)
    assert "calibration" in page_of(tmp_path, monkeypatch, one)[0]


def test_pay_is_left_out_though_the_workbooks_tell_it(tmp_path, monkeypatch):
    _, _, text = page_of(tmp_path, monkeypatch, filed("东", [(90.0, "A", 1234.5)] * 2, 90.0), pay=False)
    assert "工资" not in text
    assert "1,234.5" not in text
    assert "2,469" not in text


def test_corrected_scores_are_those_worked_by_hand(tmp_path, monkeypatch):
    """Leniency is 43/9 of 东 and -43/9 of 西 (test_fairness); without a supervisor the department answers for scores."""
    east = filed("东", [(90.0, "A", 1.0), (94.0, "A", 1.0)], 90.0)
    west = filed("西", [(80.0, "B", 1.0), (82.0, "B", 1.0), (84.0, "B", 1.0)], 90.0)
    west.people["department"], west.units = ["西一部"] * 3, []
    tables, _, _ = page_of(tmp_path, monkeypatch, east, west)
    assert [row[6] for row in tables["calibration"][1:]] == ["89.22", "85.22", "88.78", "86.78", "84.78"]
    assert [(row[0].split()[0], row[1], row[3], row[4]) for row in tables["raters"][1:]] == [
        ("东", "2", "+4.8", "偏宽"),
        ("西", "3", "-4.8", "偏严"),
    ]
    assert tables["raters"][2][0] == "西 西一部"


def test_who_rated_one_person_has_no_leniency(tmp_path, monkeypatch):
    files = [filed(name, [(score, "A", 1.0)], 90.0) for name, score in (("东", 90.0), ("西", 80.0))]
    tables, _, _ = page_of(tmp_path, monkeypatch, *files)
    assert {"raters", "calibration"} & tables.keys() == set()


def test_two_points_are_pointed_out():
    marks = [Rater("周", 5, Fraction(80), Fraction(points)).mark for points in ("2", "1.99", "-1.99", "-2")]
    assert marks == ["偏宽", "", "", "偏严"]


def test_everybody_in_order_with_a_line_where_the_level_or_department_ends(tmp_path, monkeypatch):
    """Lenient from two points on; ranks by the corrected score stand beside the score, equal ones alike."""
    lenient = filed("东", [(96.0, "A", 1.0), (95.0, "A", 1.0), (95.0, "B", 1.0)], 90.0)
    strict = filed("西", [(70.0, "C", 1.0), (71.0, "B", 1.0), (0.0, "不参评", 1.0)], 90.0)
    strict.people["eligible"][2] = False
    tables, _, text = page_of(tmp_path, monkeypatch, lenient, strict)
    _, *rows = tables["calibration"]
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("东", "96.00", "A"),
        ("东", "95.00", "A"),
        ("东", "95.00", "B"),
        ("西", "71.00", "B"),
        ("西", "70.00", "C"),
    ]
    assert [row[7] for row in rows] == ["1", "2", "2", "1", "2"]
    section = text[text.index('id="calibration"') :].partition("</section>")[0]
    lines = re.findall(r"<tr(?: class=\"(cut)\")?>", section)
    assert lines == ["", "", "", "cut", "cut", "cut"]
    marks = {row[0]: (row[3][0], row[4]) for row in tables["raters"][1:]}
    assert marks == {"东 主管东": ("+", "偏宽"), "西 主管西": ("-", "偏严")}
