"""A signature covers what stood there: contents that were changed afterwards have to be signed again."""

from __future__ import annotations

import datetime as dt
import functools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import run
from final_files import BEFORE_FINAL
from test_month import edit
from xlkpi.actions.opening import open_book, read_book
from xlkpi.domain.signing import Signature
from xlkpi.schemes.sign_off import DATES, NAMES, signatures

pytestmark = pytest.mark.usefixtures("chinese")
SIGNED = ["summary", "groups", "calls", "bids", "shop", "rubric"]
"""The workbooks that are signed off."""
DAY = "2025-01-06"
"""A working day after the end of every sample period."""


@pytest.fixture(scope="module")
def approved(ready, shared, tmp_path_factory):
    """A workbook of a kind that was signed with the command up to the approval, made once."""
    folder = tmp_path_factory.mktemp("signed")

    @functools.cache
    def of(name: str) -> Path:
        path = Path(shutil.copy(ready(name), folder / f"{name}.xlsm"))
        book = open_book(path)
        steps = len(signatures(read_book(book)[0]))
        book.write(NAMES, [[None]] * steps)
        book.write(DATES, [[None]] * steps)
        book.save()
        assert run("recompute", str(path))[0] == 0
        sign_each(path, lambda step: step.state in BEFORE_FINAL, lambda role: f"{role}甲")
        return shared(path)

    return of


@pytest.fixture
def signed(approved, tmp_path: Path):
    return lambda name: Path(shutil.copy(approved(name), tmp_path))


def sign_each(path: Path, wanted: Callable[[Signature], bool], name: Callable[[str], str]) -> None:
    """Let whoever has one of these steps sign with the command, in their order, all on one day."""
    for step in signatures(read_book(open_book(path))[0]):
        if wanted(step):
            code, out, err = run("sign", str(path), "--as", step.role, "--name", name(step.role), "--date", DAY)
            assert code == 0, out + err


def again(path: Path) -> list[str]:
    """Who has to sign again, as status tells it."""
    [one] = json.loads(run("status", str(path.parent), "--json")[1])["workbooks"]
    return one["again"]


def roles(path: Path) -> list[str]:
    return [step.role for step in signatures(read_book(open_book(path))[0])]


@pytest.mark.parametrize("name", SIGNED)
def test_what_was_signed_and_stayed_can_be_final_and_filed(name: str, signed) -> None:
    path = signed(name)
    assert again(path) == []
    assert run("recompute", str(path))[0] == 0
    assert again(path) == []
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    sign_each(path, lambda step: step.state not in BEFORE_FINAL, lambda _: "李强")
    assert again(path) == []
    assert run("verify", str(path))[0] == 0
    assert run("reopen", str(path), "--name", "王芳", "--reason", "核对一个分数")[0] == 0
    assert again(path) == []
    assert run("finalize", str(path), "--name", "王芳")[0] == 0


def test_a_score_typed_after_the_signatures_has_to_be_signed_again(signed) -> None:
    path = signed("summary")
    edit(path, {"名单_总分": {0: 71.0}})
    told = f"总经理 总经理甲（{DAY}） 签的是改动前的内容，须依次重新签批"
    assert told in run("check", str(path))[1]
    code, out, _ = run("recompute", str(path))  # work goes on, and is told
    assert (code, told in out) == (0, True), out
    before = [role for role in roles(path) if role not in ("客户服务部", "人力资源部")]
    assert again(path) == before
    assert f"须重签：{'、'.join(before)}" in run("status", str(path.parent))[1]
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert (code, "没有定稿" in out, "重新签批" in out) == (1, True, True)
    code, out, _ = run("sign", str(path), "--as", "总经理", "--name", "张敏")
    assert (code, f"应先由{before[0]}重新签批" in out) == (1, True), out
    assert run("people", str(path), "--as-is")[0] == 0, "71 is meant, whatever the form says"
    sign_each(path, lambda step: step.role in before, lambda _: "张敏")
    assert again(path) == []
    assert run("finalize", str(path), "--name", "王芳")[0] == 0


def test_after_the_first_signs_again_the_later_ones_are_no_longer_there(signed) -> None:
    path = signed("summary")
    edit(path, {"名单_总分": {0: 71.0}})
    assert run("recompute", str(path))[0] == 0
    assert run("sign", str(path), "--as", roles(path)[0], "--name", "张敏")[0] == 0
    names = [step.name for step in signatures(read_book(open_book(path))[0])]
    assert names == ["张敏", *[""] * (len(names) - 1)]


def test_forms_collected_after_the_signatures_are_told(signed, demonstrated, tmp_path: Path) -> None:
    path = signed("summary")
    edit(path, {"名单_总分": {0: 71.0}})
    shutil.copytree(demonstrated("gas") / "城东分公司", tmp_path / "表", ignore=shutil.ignore_patterns("附件3*"))
    code, out, _ = run("collect", str(path), str(tmp_path / "表"))
    assert code == 0, out
    edit(path, {"名单_总分": {1: 71.0}})  # somebody types over a total, and the form brings it back
    assert "重新签批" in run("check", str(path))[1]
    code, out, _ = run("collect", str(path), str(tmp_path / "表"))
    assert again(path) == []  # the contents are those that were signed


def test_an_appeal_that_raises_pay_after_reopening_is_approved_again(signed) -> None:
    path = signed("summary")
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    sign_each(path, lambda step: step.state not in BEFORE_FINAL, lambda _: "李强")
    assert run("reopen", str(path), "--name", "王芳", "--reason", "申诉成立需更正")[0] == 0
    edit(path, {"名单_总分": {0: 99.0}})
    assert run("recompute", str(path))[0] == 0
    assert again(path) == roles(path)
    assert run("finalize", str(path), "--name", "王芳")[0] == 1


def test_signatures_by_hand_count_from_the_final_workbook_on(signed) -> None:
    path = signed("summary")
    edit(path, {"kpi_signed": dict.fromkeys(range(len(roles(path))))})
    assert again(path) == []
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert run("reopen", str(path), "--name", "王芳", "--reason", "申诉成立需更正")[0] == 0
    edit(path, {"名单_总分": {0: 99.0}})
    assert "总经理" in again(path)


def test_sorting_people_and_more_rows_change_nothing_that_was_signed(signed) -> None:
    path = signed("summary")
    assert run("people", str(path), "--sort", "姓名")[0] == 0
    assert again(path) == []
    assert run("people", str(path), "--rows", "80")[0] == 0
    assert again(path) == []
    edit(path, {"名单_总分": {0: 71.0}})
    assert "总经理" in again(path)


def test_nobody_approves_numbers_that_are_not_confirmed(signed) -> None:
    path = signed("summary")
    assert run("sign", str(path), "--as", "总经理", "--undo")[0] == 0
    reading, _ = read_book(open_book(path))
    name = next(iter(reading.kind.confirmed))
    edit(path, {name: {0: "否"}})
    code, out, _ = run("sign", str(path), "--as", "总经理", "--name", "张敏")
    assert (code, "原文缺失" in out) == (1, True), out
    edit(path, {name: {0: "是"}})
    assert run("sign", str(path), "--as", "总经理", "--name", "张敏")[0] == 0


def test_status_tells_what_is_final_and_what_was_opened_again(signed) -> None:
    path = signed("summary")
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    out = run("status", str(path.parent))[1]
    assert "签批日期" in out
    assert " 定稿 " in out.splitlines()[-1]
    assert run("reopen", str(path), "--name", "王芳", "--reason", "核对一个分数")[0] == 0
    assert "重新打开" in run("status", str(path.parent))[1]


@pytest.mark.parametrize("day", ["2024/6/3", "2024-06-03", "2024年6月3日", "2024.6.3"])
def test_a_date_as_excel_writes_it(day: str, signed) -> None:
    path = signed("summary")
    assert run("sign", str(path), "--as", "总经理", "--undo")[0] == 0
    edit(path, {DATES: dict.fromkeys(range(3), dt.date(2024, 6, 2))})
    code, out, _ = run("sign", str(path), "--as", "总经理", "--name", "张敏", "--date", day)
    assert code == 0, out
    assert signatures(read_book(open_book(path))[0])[3].date == dt.date(2024, 6, 3)
    assert run("sign", str(path), "--as", "总经理", "--name", "张敏", "--date", "2024/13/3")[0] == 2
