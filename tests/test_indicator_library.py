"""指标库: forms made by post from the company's indicators, and a library that is not fit to be used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from commands import run
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.books.book import Block
from xlkpi.schemes import kind_named

pytestmark = pytest.mark.usefixtures("chinese")

ROSTER = "分公司,工号,姓名,岗位,用工,参评,绩效基数\n"
THREE = "东,001,李芳,前台,在编,是,2000\n东,002,张娜,抄表,兼职,,2200\n东,003,王五,保安,在编,不参评：产假,2200\n"


def column(*cells: object) -> Block:
    return [[cell] for cell in cells]  # type: ignore[list-item]


LIBRARY: dict[str, Block] = {
    "库_岗位": column("前台", "前台", "抄表", "抄表", "前台"),
    "库_指标": column("满意度", "接通率", "抄表率", "=1+1", "停用的"),
    "库_考核标准": column("回访满意率", "15秒接通", "按户", None, None),
    "库_权重": column(0.6, 0.4, 0.705, 0.295, 0.5),
    "库_目标值": column("98%", "≥95%", "100%", "无差错", None),
    "库_来源": column("业务重点", "岗位说明书", "岗位说明书", "重要工作流程", "业务重点"),
    "库_启用": column("是", None, "是", "是", "否"),
}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kind = kind_named("指标库")
    assert kind is not None
    return build_blank(kind, tmp_path_factory.mktemp("library") / "l.xlsm", period=dt.date(2024, 5, 1))


Made = Callable[..., tuple[int, str]]


@pytest.fixture
def forms(blank: Path, tmp_path: Path) -> Made:
    """Make forms from a library with these blocks and a roster; the exit code and what was said."""

    def make(blocks: Mapping[str, Block], roster: str = THREE) -> tuple[int, str]:
        book = open_book(blank)
        for name, rows in {**LIBRARY, **blocks}.items():
            book.write(name, rows)
        book.recalculate()
        book.save(tmp_path / "指标库.xlsm")
        (tmp_path / "roster.csv").write_text(ROSTER + roster, "utf-8")
        library, people = str(tmp_path / "指标库.xlsm"), str(tmp_path / "roster.csv")
        out = str(tmp_path / "forms")
        code, said, wrong = run(
            "new", "附件2", "-o", out, "--period", "2024-05", "--indicators", library, "--roster", people
        )
        return code, said + wrong

    return make


def test_everybody_who_is_appraised_gets_the_indicators_of_the_post(forms: Made, tmp_path: Path) -> None:
    code, said = forms({})
    assert code == 0, said
    made = sorted((tmp_path / "forms").rglob("*.xlsm"))
    assert [path.name for path in made] == ["附件2 001 李芳.xlsm", "附件2 002 张娜.xlsm"]
    first, second = map(open_book, made)
    assert [row[0] for row in first.read("指标")[:3]] == ["满意度", "接通率", None]
    assert [row[0] for row in first.read("权重")[:3]] == [0.6, 0.4, None]
    assert [row[0] for row in first.read("目标值")[:2]] == ["98%", "≥95%"]
    assert [row[0] for row in second.read("指标")[:3]] == ["抄表率", "=1+1", None]
    assert [row[0] for row in second.read("权重")[:3]] == [0.705, 0.295, None]
    assert [second.read(name)[0][0] for name in ("分公司", "工号", "岗位")] == ["东", "002", "抄表"]
    assert second.read("权重合计") == [[1]]
    sums = [row[0] for row in open_book(tmp_path / "指标库.xlsm").read("库_权重合计")[:6]]
    assert sums == [1, 1, 1, 1, 1, ""]


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ({"库_权重": column(0.6, 0.3, 0.705, 0.295, 0.5)}, "岗位“前台”启用的指标权重合计为 90%，应为 100%"),
        ({"库_启用": column("是", "是", "是", "是", "是")}, "岗位“前台”启用的指标权重合计为 150%"),
        ({"库_权重": column("六成", 0.4, 0.705, 0.295)}, "权重“六成”不是数字"),
        ({"库_权重": column(None, 0.4, 0.705, 0.295, 0.5)}, "指标库!E7  权重为空，请填写"),
        ({"库_指标": column("满意度", "满意度", "抄表率", "台账", "停用的")}, "岗位“前台”的指标“满意度”重复"),
        ({"库_来源": column("拍脑袋", "岗位说明书", "岗位说明书", "重要工作流程", "业务重点")}, "来源“拍脑袋”无法识别"),
        (
            {
                "库_岗位": column(*["前台"] * 13),
                "库_指标": column(*[f"指标{number}" for number in range(13)]),
                "库_权重": column(0.4, *[0.05] * 12),
                "库_来源": column(*["业务重点"] * 13),
                "库_启用": column(None),
            },
            "岗位“前台”有 13 项指标，附件2 最多 12 项",
        ),
    ],
    ids=["90%", "150% with one more", "in words", "blank", "twice", "an unknown origin", "thirteen"],
)
def test_a_library_that_is_not_fit_makes_no_forms(
    forms: Made, tmp_path: Path, blocks: dict[str, Block], words: str
) -> None:
    code, said = forms(blocks)
    assert code == 1
    assert words in said, said
    assert not (tmp_path / "forms").exists()


@pytest.mark.parametrize(
    ("roster", "code", "words"),
    [
        (
            "东,001,李芳,前台,在编,是,2000\n东,002,张娜,司机,在编,是,2000\n",
            1,
            "第3行 岗位“司机”在指标库中没有启用的指标",
        ),
        ("东,001,李芳,前台,在编,是,2000\n东,001,张娜,抄表,在编,是,2000\n", 1, "工号 001"),
        ("东,001,李芳,前台,在编,否,2000\n", 1, "名单中没有参评的人"),
    ],
    ids=["a post without indicators", "two of one 工号", "nobody appraised"],
)
def test_a_roster_that_does_not_fit_makes_no_forms(
    forms: Made, tmp_path: Path, roster: str, code: int, words: str
) -> None:
    found, said = forms({}, roster)
    assert (found, words in said) == (code, True), said
    assert not (tmp_path / "forms").exists()


def test_a_library_needs_a_roster(forms: Made, tmp_path: Path) -> None:
    forms({})
    library, out = str(tmp_path / "指标库.xlsm"), str(tmp_path / "more")
    code, _, said = run("new", "form", "-o", out, "--indicators", library)
    assert (code, "--roster" in said) == (2, True), said


AS_DATA = """岗位,指标,考核标准,权重,目标值,来源,启用
前台,满意度,回访满意率,60%,98%,业务重点,是
前台,接通率,15秒接通,40%,≥95%,岗位说明书,
前台,停用的,,50%,,业务重点,否
"""


@pytest.mark.parametrize("file", ["岗位指标.csv", "各岗位指标.xlsx"])
def test_a_library_may_be_a_plain_table_and_a_roster_may_lack_the_column_of_who_takes_part(
    tmp_path: Path, file: str
) -> None:
    """HR has the indicators in a list of her own; nobody has to copy them into a workbook of ours first."""
    rows = [line.split(",") for line in AS_DATA.splitlines()]
    if file.endswith(".csv"):
        (tmp_path / file).write_text(AS_DATA, "gbk")
    else:
        book = openpyxl.Workbook()
        for row in (["客服中心各岗位考核指标"], *rows):
            book.active.append(row)
        book.save(tmp_path / file)
    (tmp_path / "名单.csv").write_text("分公司,工号,姓名,岗位,绩效基数\n东,001,李芳,前台,2000\n", "utf-8")
    given = ("--indicators", str(tmp_path / file), "--roster", str(tmp_path / "名单.csv"))
    code, said, _ = run("new", "附件2", "-o", str(tmp_path / "六月"), "--period", "2024-06", *given)
    assert code == 0, said
    assert said.count("名单没有“参评”列，1 人都按参评处理") == 1
    form = open_book(tmp_path / "六月/东/附件2 001 李芳.xlsm")
    assert [row[0] for row in form.read("指标")[:3]] == ["满意度", "接通率", None]
    assert [row[0] for row in form.read("权重")[:3]] == [0.6, 0.4, None]


def test_a_plain_table_of_indicators_that_is_wrong_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "岗位指标.csv").write_text(AS_DATA.replace("40%", "30%"), "utf-8")
    (tmp_path / "名单.csv").write_text(ROSTER + THREE, "utf-8")
    given = ("--indicators", str(tmp_path / "岗位指标.csv"), "--roster", str(tmp_path / "名单.csv"))
    code, said, _ = run("new", "附件2", "-o", str(tmp_path / "六月"), "--period", "2024-06", *given)
    assert code == 1
    assert "岗位指标.csv  岗位“前台”启用的指标权重合计为 90%，应为 100%，请调整" in said
    assert not (tmp_path / "六月").exists()
    given = ("--indicators", str(tmp_path / "名单.csv"), "--roster", str(tmp_path / "名单.csv"))
    code, _, err = run("new", "附件2", "-o", str(tmp_path / "六月"), "--period", "2024-06", *given)
    assert code == 2
    assert "名单.csv 不是这种表的数据，文件名应为：表头、指标库；或至少有这些列：岗位、指标、权重、来源" in err
    assert not (tmp_path / "六月").exists()
