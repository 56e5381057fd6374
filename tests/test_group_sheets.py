"""服务小组评比表: registered work, the zero of the performance score, what results are used for; each beside bad input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from test_sheet_actions import MEMBERS, THREE, UPHELD, column
from xlkpi.actions.create import build_blank
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome
from xlkpi.books.book import Block, Book
from xlkpi.schemes import kind_named

MAY = dt.date(2024, 5, 1)
Month = Callable[[Mapping[str, Block]], tuple[Book, Outcome]]
# the group 东 has level b, so its members may get a, b or c
GIVEN = {**THREE, **MEMBERS, "组员_主管评定": column("a", "b", "c")}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kind = kind_named("groups")
    assert kind is not None
    return build_blank(kind, tmp_path_factory.mktemp("groups") / "g.xlsm", period=MAY)


@pytest.fixture
def month(blank: Path, tmp_path: Path) -> Month:
    """A month of three groups with these blocks, recomputed."""

    def filled(blocks: Mapping[str, Block]) -> tuple[Book, Outcome]:
        book = open_book(blank)
        for name, rows in {**GIVEN, **blocks}.items():
            book.write(name, rows)
        book.save(tmp_path / "g.xlsm")
        book = open_book(tmp_path / "g.xlsm")
        return book, recompute(book)

    return filled


def three(book: Book, name: str) -> list[object]:
    return [row[0] for row in book.read(name)[:3]]


WORK: dict[str, Block] = {
    "登记_日期": column(MAY.replace(day=6), MAY.replace(day=7), MAY.replace(day=31), MAY),
    "登记_工号": column("a1", "a1", "a2", "a1"),
    "登记_项目": column("维修产品", "培训授课", "走访客户", "一次修好"),
    "登记_数量": column(6.0, 1.5, 10.0, 3.0),
}


def test_registered_work_is_counted_by_the_catalogue_beside_what_is_typed(month: Month) -> None:
    book, outcome = month({**WORK, "组员_其他积分": column(100.0, None, 20.0)})
    assert outcome.faults == ()
    # a1: 6 x 5 + 1.5 x 4 + 3 x 2 = 42 and 100 typed; a2: 10 x 3 = 30; a3: 20 typed
    assert three(book, "组员_登记积分") == [42, 30, ""]
    assert three(book, "组员_积分") == [142, 30, 20]
    assert three(book, "组员_建议") == ["a", "b", "c"]
    assert three(book, "登记_姓名") == ["甲", "甲", "乙"]
    assert three(book, "登记_积分") == [30, 6, 30]
    assert three(book, "登记_计量") == ["数量", "工时", "数量"]


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"登记_数量": column(-6.0, 1.5, 10.0, 3.0)}, "工作积分!G6", "数量 -6 是负数"),
        ({"登记_数量": column("六件", 1.5, 10.0, 3.0)}, "工作积分!G6", "不是数字"),
        ({"登记_数量": column(None, 1.5, 10.0, 3.0)}, "工作积分!G6", "数量为空"),
        ({"登记_工号": column("zz", "a1", "a2", "a1")}, "工作积分!C6", "“zz”没有登记"),
        ({"登记_项目": column("洗车", "培训授课", "走访客户", "一次修好")}, "工作积分!E6", "“洗车”没有登记"),
        ({"登记_日期": column(dt.date(2024, 6, 1), *[MAY] * 3)}, "工作积分!B6", "不在考核月份 2024-05 内"),
        ({"登记_日期": column(None, *[MAY] * 3)}, "工作积分!B6", "日期为空"),
    ],
    ids=["negative", "in words", "no quantity", "a stranger", "unknown work", "another month", "no date"],
)
def test_a_careless_entry_is_named_and_nothing_is_written(
    month: Month, changes: dict[str, Block], place: str, words: str
) -> None:
    _, outcome = month({**WORK, **changes})
    assert outcome.written_to is None
    assert any(fault.place == place and words in fault.say() for fault in outcome.faults), outcome.faults


PENALTIES: dict[str, Block] = {
    "处罚_日期": column(MAY.replace(day=6), MAY.replace(day=20)),
    "处罚_工号": column("a3", "a3"),
    "处罚_事项": column("与客户争吵", "课程准备不充分"),
}


def test_two_cases_make_the_performance_score_0_without_a_typed_score(month: Month) -> None:
    book, outcome = month({**PENALTIES, "组员_绩效得分": column(90.0, 85.0, None)})
    assert outcome.faults == ()
    assert three(book, "组员_月绩效") == [90, 85, 0]
    assert three(book, "组员_处理") == ["", "", "严重警告"]


def test_who_has_no_score_and_no_two_cases_is_named(month: Month) -> None:
    _, outcome = month({"组员_绩效得分": column(90.0, None, 80.0)})
    assert [(fault.place, fault.say()) for fault in outcome.faults] == [
        ("组员!S7", "乙 没有月绩效：绩效得分为空，请补上（不参评的请在「参评」中注明）")
    ]
    left_out = {"组员_参评": column("是", "否", "是"), "组员_主管评定": column("a", None, "c")}
    _, outcome = month({"组员_绩效得分": column(90.0, None, 80.0), **left_out})
    assert outcome.faults == ()


def test_points_of_0_are_no_performance_score_of_0(month: Month) -> None:
    zero = {"组员_其他积分": column(0.0, 200.0, 100.0), "组员_此前为零": column(1.0, None, None)}
    book, _ = month(zero)
    assert three(book, "组员_月积分") == [0, 200, 100]
    assert three(book, "组员_处理") == ["", "", ""]
    book, _ = month({**zero, "组员_绩效得分": column(0.0, 85.0, 80.0)})
    assert three(book, "组员_处理") == [
        "连续2个月绩效分为0，提请人力资源部复核（原文：改为试用工作期3个月，合格后转正）",
        "",
        "",
    ]


def test_results_decide_pay_training_and_promotion(month: Month) -> None:
    book, outcome = month({"应用_基数": column(2000.0, 2345.67, None), "用途_等级": column("c、d、e", "a")})
    assert outcome.faults == ()
    # 2000 x 1.2; 2345.67 x 1.1 = 2580.237
    assert three(book, "应用_系数") == [1.2, 1.1, 1]
    assert three(book, "应用_工资") == [2400, 2580.24, ""]
    assert [row[:2] for row in book.read("应用_列入")[:3]] == [["", "是"], ["", ""], ["是", ""]]
    assert [person.pay for person in outcome.people] == [2400, 2580.24, None]


def test_pay_beside_a_performance_score_of_0_is_asked_about(month: Month) -> None:
    _, outcome = month({**PENALTIES, "应用_基数": column(2000.0, 2000.0, 2000.0)})
    assert outcome.faults == ()
    assert [notice.place for notice in outcome.notices if "绩效分为0" in notice.say()] == ["结果应用!I8"]


def test_a_members_result_is_explained_with_the_reason_of_the_groups_level(month: Month) -> None:
    book, _ = month({**WORK, **PENALTIES, "组员_此前为零": column(None, None, 1.0), "应用_基数": column(2000.0)})
    (one,), faults = explain(book, "a1")
    assert faults == []
    assert [line.say() for line in one.lines] == [
        "小组 东：总分 28，等级 b；第2名/共3组；第二名，定b",
        "积分 = 登记积分 + 其他积分：42 + 300 = 342",
        "月绩效：90",
        "等级：a（建议 a，主管评定 a）",
        "绩效工资 = 绩效基数 × 等级系数：2000 × 1.2 = 2400.00 元",
    ]
    (one,), _ = explain(book, "丙")
    assert "处罚 2 起，扣 70 分，月积分 0" in [line.say() for line in one.lines]
    assert one.lines[-1].say().startswith("严重警告；连续2个月绩效分为0")
    appeal = {name: column(*rows[0]) for name, rows in UPHELD.items()}
    book, _ = month({**appeal, "申诉_更正等级": column("c")})
    (one,), _ = explain(book, "a1")
    assert "等级：c（申诉成立后更正，原评定 a）" in [line.say() for line in one.lines]


def test_a_refused_level_has_no_coefficient(month: Month) -> None:
    book, outcome = month({"组员_主管评定": column("a", "e", "c"), "应用_基数": column(2000.0, 2000.0, 2000.0)})
    assert outcome.written_to is None
    assert three(book, "应用_工资") == [2400, "", 2000]


def test_the_lines_stay_as_printed_where_they_are_not_to_scale(month: Month) -> None:
    book, _ = month({"参数_折算": [["不折算"]]})
    assert (book.read("A线"), book.read("D线")) == ([[92]], [[35]])
    # totals 28, 32 and 25 of three groups: best a, second b, the worst is below 35
    assert [cell for cell in book.read("组_等级")[0] if cell] == ["b", "a", "d"]
    _, outcome = month({"参数_折算": [["随便"]]})
    assert any("“随便”无法识别" in fault.say() for fault in outcome.faults)


def test_no_workbook_speaks_of_probation_in_office() -> None:
    """rules B6: a second probation is unlawful; the words of an older edition must not come back."""
    root = Path(__file__).resolve().parent.parent
    files = [*(root / "xlkpi").rglob("*.py"), *(root / "xlkpi").rglob("*.toml"), *(root / "docs").rglob("*.md")]
    spoken = [path.name for path in files if "留岗察看" in path.read_text("utf-8")]
    assert spoken == []
