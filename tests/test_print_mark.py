"""What is printed above every page: a draft says so, a final page since when, by whom and under which stamp."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from commands import run
from final_files import make_ready
from samples import SAMPLES
from xlkpi.actions.final.stamp_record import read_record
from xlkpi.books.ooxml import Package, WorkbookFile
from xlkpi.books.ooxml.edits import Edit, edit_workbook
from xlkpi.books.ooxml.edits.elements import element_of
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.drawing.final_mark import UNSAID
from xlkpi.drawing.print_mark import LONGEST, with_mark

MARK = "定稿　2024-06-06　王芳　章号 0A1B2C3D"
OURS = '&amp;R&amp;"微软雅黑,常规"&amp;8'


def header(text: str, attributes: str = "") -> str:
    return f"<headerFooter{attributes}><oddHeader>{text}</oddHeader><oddFooter>&amp;C&amp;P</oddFooter></headerFooter>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"<headerFooter><oddHeader>{OURS}{MARK}</oddHeader></headerFooter>"),
        ("<headerFooter/>", f"<headerFooter><oddHeader>{OURS}{MARK}</oddHeader></headerFooter>"),
        (header(f"{OURS}草稿（未定稿）"), header(f"{OURS}{MARK}")),
        (header("&amp;L燃气公司"), header(f"&amp;L燃气公司{OURS}{MARK}")),
        (header("燃气公司"), header(f"&amp;C燃气公司{OURS}{MARK}")),
        (header("&amp;R机密"), header(OURS.replace("&amp;R", "&amp;C") + f"{MARK}&amp;R机密")),
        (header("A &amp;&amp; B"), header(f"&amp;CA &amp;&amp; B{OURS}{MARK}")),
        (header("&amp;L甲&amp;C乙&amp;R丙"), header(f"&amp;L甲&amp;C乙&amp;R丙　{MARK}")),
        (header("长" * LONGEST), header("长" * LONGEST)),
    ],
)
def test_the_mark_goes_where_a_header_leaves_room(before: str, after: str) -> None:
    """The codes are those of ECMA-376 part 1, 18.3.1.39; what a company prints there stays."""
    assert with_mark(before, MARK) == after


def test_first_and_even_pages_that_have_headers_of_their_own_are_marked_too() -> None:
    told = with_mark(header("甲", ' differentFirst="1" differentOddEven="1"'), MARK)
    assert told.count(MARK) == 3
    assert re.findall("<(odd|even|first)Header>", told) == ["odd", "even", "first"]


def test_a_name_with_a_sign_of_excels_is_a_name() -> None:
    assert "甲&amp;&amp;乙" in with_mark("", "定稿　甲&乙")


def printed(path: Path) -> dict[str, str]:
    """What the headers of a workbook's sheets say, without codes."""
    draft = Draft(Package.open(path))
    sheets = [sheet for sheet in WorkbookFile.open(path).sheets if sheet not in UNSAID]
    elements = {sheet: element_of(draft, sheet, "headerFooter") for sheet in sheets}
    found = {sheet: re.search("<oddHeader>(.*?)</oddHeader>", xml) for sheet, xml in elements.items()}
    return {sheet: unescape(one[1]) if one else "" for sheet, one in found.items()}


@pytest.mark.parametrize("name", ["summary", "groups", "calls", "shop", "rubric", "form"])
def test_every_page_says_what_it_is_and_a_workbook_opened_again_is_a_draft(name, demonstrated, tmp_path) -> None:
    scheme, file = SAMPLES[name]
    path = Path(shutil.copy(demonstrated(scheme) / file, tmp_path / "a.xlsm"))
    make_ready(path)
    assert run("recompute", str(path))[0] == 0
    before = printed(path)
    assert before
    assert all(text.endswith("草稿（未定稿）") for text in before.values()), before
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    number = read_record(WorkbookFile.open(path)).stamps[-1].seal[:8].upper()
    final = printed(path)
    assert all(re.search(rf"定稿　\d{{4}}-\d\d-\d\d　王芳　章号 {number}$", text) for text in final.values()), final
    assert not any("草稿" in text for text in final.values())
    code, out, _ = run("verify", str(path))
    assert (code, f"章号 {number}" in out) == (0, True), out
    assert run("reopen", str(path), "--name", "李强", "--reason", "申诉成立需要更正")[0] == 0
    assert printed(path) == before


def test_a_companys_own_header_comes_back_as_it_was(demonstrated, tmp_path: Path) -> None:
    scheme, file = SAMPLES["form"]
    path = Path(shutil.copy(demonstrated(scheme) / file, tmp_path / "a.xlsm"))
    own = "<headerFooter><oddHeader>&amp;L燃气公司&amp;C客服中心&amp;R内部资料</oddHeader></headerFooter>"
    edit_workbook(path, Edit(headers={"附件2": own}))
    make_ready(path)
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert "内部资料　定稿" in printed(path)["附件2"]
    assert run("reopen", str(path), "--name", "王芳", "--reason", "申诉成立需要更正")[0] == 0
    assert element_of(Draft(Package.open(path)), "附件2", "headerFooter") == own
