"""The recipes of docs/adding.md: a function, a column, a sheet, a scheme, a verb, each added here and nowhere else."""

from __future__ import annotations

import datetime as dt
import textwrap
import tomllib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import xlkpi.schemes
from cases_loader import read_cases
from commands import run
from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank, create, fill
from xlkpi.actions.explain import explain
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Table
from xlkpi.functions import catalogue
from xlkpi.functions.catalogue import Example, declare, need
from xlkpi.generate import reference, udfs, wrapper
from xlkpi.schemes import kind_named, kinds, system_of, systems

DOCS = Path(__file__).resolve().parent.parent / "docs" / "adding.md"


def test_the_page_has_the_five_recipes():
    headings = [line[3:] for line in DOCS.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings == ["A function", "A column", "A sheet", "A scheme", "A verb"]


def test_a_function_reaches_every_entrance_from_its_declaration(monkeypatch):
    monkeypatch.setattr(catalogue, "_DECLARED", dict(xlkpi.functions.CATALOGUE))

    @declare(
        "KPI_MEDIAN",
        need("scores", "得分", "分", "得分", "points"),
        zh="得分的中位数",
        en="Median of the points",
        shape="scalar",
        source="a made-up rule",
        example=Example(([[70], [80], [95]],), 80),
    )
    def kpi_median(scores):
        """Find the middle score."""
        points = sorted(point for point in scores.numbers() if point is not None)
        return points[len(points) // 2]

    monkeypatch.setitem(xlkpi.functions.ROOMS, "scores", (*xlkpi.functions.ROOMS["scores"], "KPI_MEDIAN"))
    assert xlkpi.functions.call("KPI_MEDIAN", [[[70], [80], [95]]]) == 80
    (case,) = read_cases(tomllib.loads(DOCS.read_text("utf-8").split("```toml\n")[1].split("```")[0]), "adding")
    assert case.answer() == case.expected
    assert "KPI_MEDIAN" in udfs.text()
    assert "Function KPI_MEDIAN(" in wrapper.text()
    assert "KPI_MEDIAN" in reference.english()
    assert "得分的中位数" in reference.chinese()


def test_what_can_be_typed_into_the_roster_can_be_given_as_data():
    summary = kind_named("summary")
    (roster,) = [table for table in summary.tables if table.roster and table.key == "工号" and table.title == "名单"]
    (source,) = [source for source in summary.sources if source.title == "roster"]
    assert {column.title for column in roster.inputs} <= {*source.columns, *source.required}
    record = {column.title: "x" for column in roster.inputs}
    assert all(source.make([record])[column.name] == [["x"]] for column in roster.inputs)


def with_column(kind, after, column):
    """A kind with one more column in the table that holds the column `after`."""

    def longer(part):
        if not isinstance(part, Table) or after not in {c.name for c in part.columns}:
            return part
        at = [c.name for c in part.columns].index(after) + 1
        return replace(part, columns=(*part.columns[:at], column, *part.columns[at:]))

    pages = tuple(replace(page, parts=tuple(map(longer, page.parts))) for page in kind.pages)
    return replace(kind, pages=pages)


@pytest.mark.parametrize("after", ["名单_序号", "名单_姓名", "名单_部门", "名单_绩效工资", "名单_说明"])
def test_a_roster_column_is_one_line_wherever_it_stands(tmp_path, monkeypatch, after):
    joined = Column("入职日期", "名单_入职日期", 11, ("center", "day"), rule=validation.day())
    kind = with_column(kind_named("summary"), after, joined)
    listed = next(one for one in system_of("gas").listed if one.kind.key == "summary")
    monkeypatch.setitem(listed.__dict__, "kind", kind)
    path = build_blank(kind, tmp_path / "附件3.xlsm", rows=10, period=dt.date(2024, 5, 1))
    sheet = openpyxl.load_workbook(path)["附件3"]
    heads = [cell.value for cell in sheet[6] if cell.value]
    titles = {c.name: c.title for t in kind.tables if t.roster for c in t.columns}
    assert heads.index("入职日期") == heads.index(titles[after]) + 1
    width = sheet.column_dimensions[sheet.cell(6, heads.index("说明") + 1).column_letter].width
    assert width > 30  # the widths moved with the columns: no other is wider than 21
    book = open_book(path)
    book.write("名单_入职日期", [["五月"]])
    book.write("名单_工号", [["K1"]])
    assert any(fault.place == book.place("名单_入职日期") and "不是日期" in fault.say() for fault in check(book))


def test_a_scheme_is_one_folder_with_a_sheet_of_its_own(tmp_path, monkeypatch):
    """A made-up sixth system: numbers, a sheet, a check of its own; no other file is touched."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "scheme.toml").write_text(
        textwrap.dedent(
            """
            id = "library"
            title = "图书馆月度评比"
            [[part]]
            name = "借阅"
            weight = { value = 0.6, unit = "份额", source = "made up" }
            [[part]]
            name = "咨询"
            weight = { value = 0.4, unit = "份额", source = "made up", assumed = true }
            """
        ),
        "utf-8",
    )
    (folder / "__init__.py").write_text(
        textwrap.dedent(
            '''
            """A made-up system."""
            from xlkpi.drawing.system import Listed, System

            SYSTEM = System(
                "library",
                6,
                (Listed("staff", "xlkpi.schemes.library.staff_sheet.STAFF_KIND", frozenset({"馆员_总分", "馆员_借阅"})),),
                (),
            )
            '''
        ),
        "utf-8",
    )
    (folder / "staff_sheet.py").write_text(
        textwrap.dedent(
            '''
            """The sheet of a made-up system."""
            from xlkpi.drawing import validation
            from xlkpi.drawing.kind import Kind
            from xlkpi.drawing.number_spec import Numbers, NumberColumn, NumberTable
            from xlkpi.drawing.spec import Column, Field, Fields, PageSpec, Table
            from xlkpi.macros.vba import CHECK, EXPLAIN, RECOMPUTE

            HEAD = Fields((Field("考核月份", "考核月份", 0, 0, 2, ("center", "month"), validation.month()),))
            STAFF = Table(
                "馆员",
                (
                    Column("序号", "", 5, ("center", "count")),
                    Column("工号", "馆员_工号", 10, ("center", "plain_text"), unique=True, needed="row"),
                    Column("姓名", "馆员_姓名", 10, needed="row"),
                    Column("借阅", "馆员_借阅", 10, ("center", "points"), rule=validation.score()),
                    Column("咨询", "馆员_咨询", 10, ("center", "points"), rule=validation.score()),
                    Column(
                        "总分",
                        "馆员_总分",
                        10,
                        ("center", "points"),
                        array="KPI_RATERS(馆员_两项,部分_权重)",
                        number=True,
                        needed="appraised",
                    ),
                    Column("名次", "馆员_名次", 8, ("center", "count"), array="KPI_RANK(馆员_总分)", number=True),
                ),
                30,
                key="工号",
                spans=(("馆员_两项", "借阅", "咨询"),),
                roster=True,
            )
            WEIGHT = validation.share("合计 100%。", title="权重")
            PARTS = NumberTable(
                "part", "一、权重", "部分_名称", "部分",
                (NumberColumn("weight", "部分_权重", "权重", ("share",), WEIGHT, sums=True),), 2,
            )
            STAFF_KIND = Kind(
                "staff", "馆员评比表", "library",
                (PageSpec("评比", "馆员评比表", (HEAD, STAFF)),),
                (CHECK, RECOMPUTE, EXPLAIN), Numbers((PARTS,), ()),
                words=("馆员",),
                people={"id": "馆员_工号", "name": "馆员_姓名", "total": "馆员_总分", "rank": "馆员_名次"},
            )
            '''
        ),
        "utf-8",
    )
    monkeypatch.setattr(xlkpi.schemes, "__path__", [*xlkpi.schemes.__path__, str(tmp_path)])
    for cached in (systems, kinds):
        cached.cache_clear()
    try:
        kind = kind_named("馆员")
        assert kind is not None
        path = build_blank(kind, tmp_path / "馆员.xlsm", period=dt.date(2024, 5, 1))
        blocks = {"馆员_工号": [["b1"], ["b2"]], "馆员_姓名": [["甲"], ["乙"]]}
        fill(path, {**blocks, "馆员_借阅": [[80.0], [90.0]], "馆员_咨询": [[100.0], [70.0]]}, path)
        outcome = recompute(open_book(path))
        assert outcome.faults == ()
        # 80 x 60% + 100 x 40% = 88; 90 x 60% + 70 x 40% = 82
        assert [(person.id, person.total, person.rank) for person in outcome.people] == [("b1", 88, 1), ("b2", 82, 2)]
        assert [notice.unconfirmed for notice in outcome.notices] == [True, False]
        lines = [line.say() for line in explain(open_book(path), "b1")[0][0].lines]
        assert lines == ["总分：88", "名次：1"]
        book = open_book(path)
        book.write("馆员_借阅", [[180.0], [90.0]])
        assert any(fault.place == book.place("馆员_借阅") and "180" in fault.say() for fault in check(book))
        (tmp_path / "馆员.csv").write_text("工号,姓名,借阅,咨询\nb1,甲,80,100\n", "utf-8")
        made = create(kind, tmp_path / "new.xlsm", data=[tmp_path / "馆员.csv"], period=dt.date(2024, 5, 1))
        assert open_book(made.paths[0]).read("馆员_总分")[0] == [88]
    finally:
        for cached in (systems, kinds):
            cached.cache_clear()


def test_every_verb_of_the_help_page_is_declared_in_a_file_of_its_room():
    from xlkpi.cli.app import ROOMS, SHELVES

    listed = {name for _, _, names in SHELVES for name in names}
    assert listed == {name for names in ROOMS.values() for name in names}
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in listed)
