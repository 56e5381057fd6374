"""Quarter and year from monthly workbooks: missing months, months at 0, rules over several periods, bad input."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.period import period
from xlkpi.errors import CannotRead, CannotWrite, Unusable
from xlkpi.schemes import kind_named


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return build_blank(kind_named("groups"), tmp_path_factory.mktemp("blank") / "groups.xlsm", rows=12)


@pytest.fixture
def month(blank, tmp_path):
    def made(year, number, people, *, name=""):
        """One month of the service network: id -> score, None (nothing) or "否"; points are 100, or 0 where the score is 0."""
        book = open_book(blank)
        book.write("考核月份", [[dt.date(year, number, 1)]])
        book.write("单位", [["江城"]])
        book.write("组员_工号", [[person] for person in people])
        book.write("组员_姓名", [[f"姓名{person}"] for person in people])
        book.write("组员_参评", [["否" if score == "否" else None] for score in people.values()])
        book.write("组员_绩效得分", [[score if isinstance(score, float) else None] for score in people.values()])
        book.write(
            "组员_其他积分",
            [[100.0 if score else 0.0] if isinstance(score, float) else [None] for score in people.values()],
        )
        book.recalculate()
        path = tmp_path / f"{year}-{number:02d}{name}.xlsm"
        book.save(path)
        return path

    return made


@pytest.fixture(scope="module")
def empty_shop(tmp_path_factory):
    return build_blank(kind_named("shop"), tmp_path_factory.mktemp("shop") / "shop.xlsm", rows=12)


@pytest.fixture
def shop_month(empty_shop, tmp_path):
    def made(year, number, people, **parameters):
        """One month of e-commerce staff whose raters alone decide: id -> the score both gave."""
        book = open_book(empty_shop)
        book.write("考核月份", [[dt.date(year, number, 1)]])
        book.write("店铺_名称", [["天街店"]])
        book.write("客服_工号", [[person] for person in people])
        book.write("客服_姓名", [[f"姓名{person}"] for person in people])
        book.write("客服_店铺", [["天街店"] for _ in people])
        book.write("合成_权重", [[0.0], [1.0]])
        for rater in ("自评", "店长评"):
            book.write(f"客服_{rater}", [[score] for score in people.values()])
        for name, value in parameters.items():
            book.write(name, [[value]])
        book.recalculate()
        path = tmp_path / f"shop {year}-{number:02d}.xlsm"
        book.save(path)
        return path

    return made


@pytest.fixture(scope="module")
def empty_rubric(tmp_path_factory):
    return build_blank(kind_named("rubric"), tmp_path_factory.mktemp("rubric") / "rubric.xlsm")


@pytest.fixture
def managers_month(empty_rubric, tmp_path):
    book = open_book(empty_rubric)
    book.write("考核月份", [[dt.date(2024, 1, 1)]])
    book.write("人员_岗位", [["客服主任"]])
    book.write("人员_姓名", [["石磊"]])
    book.recalculate()
    return book.save(tmp_path / "rubric 2024-01.xlsm")


def column(book, name):
    cells = [row[0] for row in book.read(name)]
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def test_a_quarter_is_the_mean_of_its_months_and_a_0_counts(month, tmp_path):
    files = [
        month(2024, 4, {"a": 90.0, "b": 80.0, "c": 70.0}),
        month(2024, 5, {"a": 80.0, "b": 0.0, "c": "否"}),
        month(2024, 6, {"a": 85.5, "b": 0.0, "c": 80.0}),
    ]
    outcome = period("quarter", files, tmp_path / "q.xlsm")
    assert outcome.faults == ()
    assert outcome.notices == ()
    book = open_book(tmp_path / "q.xlsm")
    assert (book.read("单位")[0][0], book.read("期间_名称")[0][0]) == ("江城", "2024年第2季度")
    # 255.5/3 = 85.1666; 80/3 = 26.6666; c was not appraised in May: 150/2
    assert column(book, "期间_平均") == [85.17, 26.67, 75]
    assert [row[:3] for row in book.read("期间_得分")[:3]] == [[90, 80, 85.5], [80, 0, 0], [70, "不参评", 80]]
    assert column(book, "期间_排名") == [1, 3, 2]
    assert column(book, "期间_连零")[:3] == [0, 2, 0]
    assert column(book, "期间_处理") == ["", "连续2个月绩效分为0，提请人力资源部复核"]


def test_a_month_without_appraisal_neither_counts_nor_breaks_the_run(month, tmp_path):
    files = [month(2024, 4, {"a": 0.0}), month(2024, 5, {"a": "否"}), month(2024, 6, {"a": 0.0})]
    period("quarter", files, tmp_path / "q.xlsm")
    assert column(open_book(tmp_path / "q.xlsm"), "期间_连零") == [2]


def test_missing_months_and_people_are_shown_and_said(month, tmp_path):
    files = [month(2024, 4, {"a": 90.0, "b": 80.0}), month(2024, 6, {"a": 80.0, "c": 60.0})]
    outcome = period("quarter", files, tmp_path / "q.xlsm")
    assert [fault.say() for fault in outcome.notices] == [
        "缺 2024年5月 的结果",
        "b 姓名b 缺 2024年6月",
        "c 姓名c 缺 2024年4月",
    ]
    book = open_book(tmp_path / "q.xlsm")
    assert [row[:3] for row in book.read("期间_得分")[:3]] == [[90, "缺", 80], [80, "缺", "缺"], ["缺", "缺", 60]]
    assert column(book, "期间_平均") == [85, 80, 60]
    assert column(book, "期间_缺月") == [1, 2, 2]
    assert column(book, "期间_处理")[1] == "缺2个月的结果"


def test_the_other_way_with_missing_months_gives_no_result(month, tmp_path):
    period("quarter", [month(2024, 4, {"a": 90.0}), month(2024, 6, {"a": 80.0})], tmp_path / "q.xlsm")
    book = open_book(tmp_path / "q.xlsm")
    book.write("缺月处理", [["缺月不出结果"]])
    book.recalculate()
    assert column(book, "期间_平均") == []


def test_a_year_is_the_mean_of_its_quarters(month, tmp_path):
    scores = {1: 90.0, 2: 90.0, 3: 90.0, 4: 80.0, 7: 70.0, 8: 70.0, 10: 60.0}
    outcome = period(
        "year", [month(2024, number, {"a": score}) for number, score in scores.items()], tmp_path / "y.xlsm"
    )
    assert len(outcome.notices) == 5
    book = open_book(tmp_path / "y.xlsm")
    assert column(book, "期间_平均") == [75]
    assert book.read("期间_名称")[0][0] == "2024年"


def test_two_bottom_years_ask_for_a_review_and_nothing_else(shop_month, tmp_path):
    people = {**{f"p{number}": 80.0 + number for number in range(9)}, "z": 20.0}
    period("year", [shop_month(2023, 1, people)], tmp_path / "y23.xlsm")
    first = open_book(tmp_path / "y23.xlsm")
    assert [row[0] for row in first.read("期间_末位")[:10]] == [*["否"] * 9, "是"]
    assert "复核" not in first.read("期间_处理")[9][0]
    outcome = period("year", [tmp_path / "y23.xlsm", shop_month(2024, 1, people)], tmp_path / "y24.xlsm")
    assert outcome.faults == ()
    second = open_book(tmp_path / "y24.xlsm")
    assert second.read("期间_上年末位")[9][0] == "是"
    assert second.read("期间_连年")[9][0] == 2
    said = second.read("期间_处理")[9][0]
    assert said.startswith("连续2年末位，提请人力资源部复核")
    assert "解除" not in said
    assert [row[0] for row in second.read("期间_连年")[:9]] == [0] * 9


def test_the_bottom_tenth_above_the_line_is_not_flagged(shop_month, tmp_path):
    people = {**{f"p{number}": 80.0 + number for number in range(9)}, "z": 25.01}
    period("year", [shop_month(2024, 1, people)], tmp_path / "y.xlsm")
    assert {row[0] for row in open_book(tmp_path / "y.xlsm").read("期间_末位")[:10]} == {"否"}


def test_weeks_missed_in_a_row_come_along(managers_month, tmp_path):
    weekly = build_blank(kind_named("weekly"), tmp_path / "weekly.xlsm")
    book = open_book(weekly)
    book.write("年度", [[2024.0]])
    book.write("部门_名称", [["安装部", "维修部"]])
    book.write("部门_年计划", [[5200.0, 520.0]])
    book.write("周_完成", [[10.0, 500.0], [10.0, 0.0], [10.0, 0.0]])
    book.recalculate()
    book.save()
    period("quarter", [managers_month, weekly], tmp_path / "q.xlsm")
    found = open_book(tmp_path / "q.xlsm")
    assert column(found, "期间部门_名称") == ["安装部", "维修部"]
    assert column(found, "期间部门_处理") == ["连续3周未完成，按制度处罚"]


def test_rules_of_one_system_never_reach_people_of_another(month, tmp_path):
    """不发年终奖 is printed for e-commerce, 连续为0 for service technicians: neither for the others."""
    people = {**{f"p{number}": 80.0 + number for number in range(9)}, "z": 0.0}
    period("year", [month(2024, number, people) for number in (1, 2)], tmp_path / "y.xlsm")
    book = open_book(tmp_path / "y.xlsm")
    assert "期间_末位" not in book.names()
    assert column(book, "期间_处理")[9] == "连续2个月绩效分为0，提请人力资源部复核；缺10个月的结果"


def test_no_bonus_is_said_of_the_last_tenth_of_a_year_only(shop_month, tmp_path):
    people = {**{f"p{number}": 80.0 + number for number in range(9)}, "z": 0.0}
    period("quarter", [shop_month(2024, 4, people), shop_month(2024, 5, people)], tmp_path / "q.xlsm")
    book = open_book(tmp_path / "q.xlsm")
    assert set(column(book, "期间_处理")) == {
        "缺1个月的结果"
    }  # a quarter has no bottom tenth, and 0 twice is no rule of e-commerce


def test_the_numbers_of_the_rules_are_those_of_the_workbooks(shop_month, tmp_path):
    people = {**{f"p{number}": 80.0 + number for number in range(9)}, "z": 40.0}
    period("year", [shop_month(2024, 1, people, 参数_年分数线=50.0)], tmp_path / "y.xlsm")
    book = open_book(tmp_path / "y.xlsm")
    assert book.read("规则_末位分数线") == [[50.0]]
    assert book.read("期间_末位")[9][0] == "是"  # 40 is below 50; the scheme's own line is 25


def test_months_with_different_rules_are_a_fault_that_names_both(shop_month, tmp_path):
    files = [shop_month(2024, 1, {"a": 90.0}), shop_month(2024, 2, {"a": 90.0}, 参数_年分数线=30.0)]
    outcome = period("year", files, tmp_path / "y.xlsm")
    (fault,) = outcome.faults
    assert fault.place.startswith("shop 2024-02.xlsm 参数!")
    assert "是 30，而 shop 2024-01.xlsm 中是 25" in fault.say()
    assert not (tmp_path / "y.xlsm").exists()


def test_workbooks_of_two_systems_are_not_summed_up_together(month, shop_month, tmp_path):
    outcome = period("quarter", [month(2024, 4, {"a": 90.0}), shop_month(2024, 5, {"a": 90.0})], tmp_path / "q.xlsm")
    assert any("属于不同的考核方案" in fault.say() for fault in outcome.faults)
    assert not (tmp_path / "q.xlsm").exists()


@pytest.mark.parametrize("kind", ["quarter", "year"])
def test_a_month_of_another_period_is_a_fault_and_nothing_is_written(month, tmp_path, kind):
    outcome = period(kind, [month(2024, 3, {"a": 90.0}), month(2025, 4, {"a": 80.0})], tmp_path / "q.xlsm")
    assert any("2025年4月 不在" in fault.say() for fault in outcome.faults)
    assert not (tmp_path / "q.xlsm").exists()


def test_a_person_twice_in_a_month_is_a_fault(month, tmp_path):
    files = [month(2024, 4, {"a": 90.0}), month(2024, 4, {"a": 80.0}, name="b")]
    outcome = period("quarter", files, tmp_path / "q.xlsm")
    assert [fault.say() for fault in outcome.faults] == ["a 在 2024年4月 的结果出现两次"]
    assert not (tmp_path / "q.xlsm").exists()


def test_a_workbook_without_a_month_or_without_people_is_a_fault(blank, month, tmp_path):
    bids = build_blank(kind_named("bids"), tmp_path / "bids.xlsm")
    outcome = period("quarter", [month(2024, 4, {"a": 90.0}), blank, bids], tmp_path / "q.xlsm")
    told = [fault.say() for fault in outcome.faults]
    assert "考核月份为空或不是日期" in told
    assert "投标激励表没有按月的个人结果，不能汇总" in told


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    junk = tmp_path / "x.xlsm"
    junk.write_text("junk")
    with pytest.raises(CannotRead):
        period("quarter", [junk], tmp_path / "q.xlsm")


def test_a_workbook_of_somebody_else_is_a_fault(month, tmp_path):
    import openpyxl

    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    outcome = period("quarter", [month(2024, 4, {"a": 90.0}), other], tmp_path / "q.xlsm")
    assert any("不是本系统的考核表" in fault.say() for fault in outcome.faults)


def test_no_month_at_all_is_refused(tmp_path):
    weekly = build_blank(kind_named("weekly"), tmp_path / "weekly.xlsm")
    with pytest.raises(CannotRead, match="没有任何月份"):
        period("year", [weekly], tmp_path / "y.xlsm")


def test_the_output_is_a_new_xlsm(month, tmp_path):
    april = month(2024, 4, {"a": 90.0})
    with pytest.raises(Unusable, match=r"\.xlsm"):
        period("quarter", [april], tmp_path / "q.xlsx")
    (tmp_path / "q.xlsm").write_text("mine")
    with pytest.raises(CannotWrite, match="已存在"):
        period("quarter", [april], tmp_path / "q.xlsm")
    assert Path(tmp_path / "q.xlsm").read_text() == "mine"


def test_a_file_whose_results_are_older_than_its_points_is_computed_afresh(month, tmp_path):
    files = [month(2024, number, {"a": 90.0}) for number in (4, 5)]
    for path in files:
        book = open_book(path)
        book.write("组员_其他积分", [[0.0]])
        book.write("组员_绩效得分", [[0.0]])
        book.save()  # not recalculated: the month's points still stand at 100
    period("quarter", files, tmp_path / "q.xlsm")
    assert column(open_book(tmp_path / "q.xlsm"), "期间_连零") == [2]


def test_the_most_that_a_month_gives_is_the_full_mark_or_the_best_result_beyond_it(month, tmp_path):
    """Calls beyond the monthly unit give more than a hundred (rules C1); elsewhere nobody passes the full mark."""
    files = [month(2024, number, {"a": score, "b": 70.0}) for number, score in ((4, 90.0), (5, 80.0))]
    period("quarter", files, tmp_path / "q.xlsm")
    assert open_book(tmp_path / "q.xlsm").read("期间_得分上限") == [[100.0]]
