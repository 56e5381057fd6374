"""Commands of the month's end: finalize, verify, reopen, keygen."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, code_of, finish, tell_total, worst
from xlkpi.cli.help_page import Command, Option
from xlkpi.cli.screen import say_json, tell
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, XlkpiError, sentence

if TYPE_CHECKING:
    from xlkpi.actions.final.verify import Verified
    from xlkpi.actions.results import Outcome
    from xlkpi.books.ooxml import WorkbookFile
    from xlkpi.cli.files import Named

MOST = 20
"""Differences of one workbook that are listed before they are only counted."""


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "finalize",
        finalize,
        "定稿：核对齐全后把结果固定下来",
        "Make workbooks final: complete, signed, results frozen and stamped",
        [
            options.files(),
            _name(),
            options.private_key(),
            options.flag(
                "--when-closed",
                "等表在 Excel 中关闭后再定稿，最多等 10 分钟",
                "wait up to 10 minutes until Excel has closed it",
            ),
            options.flag(
                "--with-open-appeals",
                "异议或申诉还没有处理完也定稿，写入定稿章",
                "although objections or appeals are open; the stamp says so",
            ),
            options.verbose(),
        ],
        examples=(
            ("finalize 附件3.xlsm --name 王芳", "就地定稿，公式收进隐藏页", "in place; the formulas are kept inside"),
        ),
    )
    yield Command(
        "verify",
        verify,
        "核对定稿后有没有改动",
        "Tell whether final workbooks are what was finalized",
        [
            options.files(),
            options.path("--public", ("公钥", "KEY"), "用公钥核对签名", "check the signature with this public key"),
            options.flag("--with-pay", "显示工资，默认隐去", "show pay, hidden by default"),
            options.verbose(),
            options.as_json(),
        ],
        examples=(("verify 附件3.xlsm", "哪一格和定稿时不同", "which cell differs from what was finalized"),),
    )
    yield Command(
        "reopen",
        reopen,
        "重新打开定稿的表，恢复公式",
        "Open a final workbook again, its formulas put back",
        [
            options.files(),
            _name(),
            options.value(
                "--reason",
                ("原因", "WHY"),
                "原因，至少 5 个字，记入历史",
                "why, in five characters or more; it stays on record",
                required=True,
            ),
        ],
        examples=(
            (
                "reopen 附件3.xlsm --name 王芳 --reason 申诉成立需更正",
                "恢复公式，可以再改再定稿",
                "the formulas are back; correct and finalize again",
            ),
        ),
    )
    yield Command(
        "keygen",
        keygen,
        "生成定稿签名用的一对密钥",
        "Make a pair of keys for signing final workbooks",
        [options.path_argument("key", ("私钥", "KEY"), "新文件", "a new file")],
        examples=(("keygen 人力.key", "私钥自己保管，人力.key.pub 发给核对的人", "keep it; give away the .pub"),),
    )


def _name() -> Option:
    zh, en = "经办人姓名，记入历史", "who does it; the name stays on record"
    return options.value("--name", ("姓名", "NAME"), zh, en, required=True)


def finalize(
    files: Sequence[Path], name: str, key: Path | None, *, when_closed: bool, with_open_appeals: bool, verbose: bool
) -> None:
    """Make workbooks final in place."""
    from xlkpi.actions.workers import over
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults

    if key is not None:
        from xlkpi.actions.final.signing_keys import read_private

        read_private(key)
    meant = workbooks(files)
    given = {"name": name, "with_open_appeals": with_open_appeals}
    codes: list[int] = []
    every: list[tuple[Fault, ...]] = []
    aside: Counter[Aside] = Counter()
    with progress(len(meant), words("定稿", "finalizing")) as tick:
        for named, outcome in zip(meant, over(partial(_finalized, given, key, when_closed), meant), strict=True):
            tick(named.path.name)
            if isinstance(outcome, Aside):
                aside[outcome] += 1
                continue
            tell(str(named.path), bold=True)
            show_faults((*outcome.faults, *outcome.notices), verbose=verbose)
            if outcome.written_to:
                tell(sentence("  已定稿", "  final"), colour="green")
            else:
                tell(sentence("  没有定稿，未改动", "  not final, unchanged"), colour="yellow")
            codes.append(FAULTY if outcome.faults else FINE)
            every.append((*outcome.faults, *outcome.notices))
    others = [
        (aside[Aside.FINAL], sentence("个早已定稿", "final before")),
        (aside[Aside.EMPTY], sentence("个还没有填写，已跳过", "passed over, being empty")),
    ]
    tell_total(codes, every, aside[Aside.STRANGER], sentence("个已定稿", "final"), others)
    finish(worst(codes))


class Aside(enum.Enum):
    """Why a file of a folder is passed over."""

    STRANGER = enum.auto()
    FINAL = enum.auto()
    EMPTY = enum.auto()


def _finalized(given: Mapping[str, Any], key: Path | None, when_closed: bool, named: Named) -> Outcome | Aside:
    """Make one file final, in whatever process this is."""
    from xlkpi.actions.final.finalize import finalize as make_final
    from xlkpi.actions.final.signing_keys import read_private
    from xlkpi.actions.results import Outcome
    from xlkpi.books.placing import wait_until_closed

    try:
        aside = None if named.itself else _aside(named)
        if aside is not None:
            return aside
        if when_closed:
            wait_until_closed(named.path)
        return make_final(named.path, **given, key=None if key is None else read_private(key))
    except XlkpiError as error:
        return Outcome(named.path.name, (), (), (Fault(named.path.name, error.text),))


def _aside(named: Named) -> Aside | None:
    """Tell why a file of a folder is not made final, if it is not; one that cannot be opened is told by itself."""
    from xlkpi.actions.checks.blocks import in_use
    from xlkpi.actions.opening import is_ours, open_book, read_book
    from xlkpi.drawing.final_mark import final_mark

    book = open_book(named.path)
    if not is_ours(book):
        return Aside.STRANGER
    if final_mark(book) is not None:
        return Aside.FINAL
    reading, _ = read_book(book)
    return Aside.EMPTY if reading is not None and not in_use(reading) else None


def _passed_over(named: Named) -> bool:
    """Tell whether a file of a folder is none of ours; one that cannot be opened is not passed over but told."""
    from xlkpi.actions.opening import open_book
    from xlkpi.cli.files import passed_over

    return not named.itself and passed_over(named, open_book(named.path))


def verify(files: Sequence[Path], public: Path | None, *, with_pay: bool, verbose: bool, as_json: bool) -> None:
    """Tell whether workbooks are what was finalized."""
    from xlkpi.actions.workers import over
    from xlkpi.cli.files import workbooks

    if public is not None:
        from xlkpi.actions.final.signing_keys import read_public

        read_public(public)
    meant = workbooks(files)
    found: list[Verified] = []
    aside: list[str] = []
    for named, one in zip(meant, over(partial(_verified, public, with_pay), meant), strict=True):
        if isinstance(one, str):
            aside.append(one)
            continue
        found.append(one)
        if not as_json:
            _show(named.path, one, verbose=verbose, alone=len(meant) == 1)
    codes = [code_of(one.faults) for one in found]
    if as_json:
        say_json([one.as_json(lang()) for one in found])
    else:
        every = [(*one.faults, *one.notices) for one in found]
        unsigned = sum(one.stamp is not None and one.signature == "none" for one in found)
        if unsigned and len(meant) > 1:
            zh = "{count} 个" + SIGNED["none"].zh.strip()
            tell(sentence(zh, "{count} files:" + SIGNED["none"].en[1:], count=unsigned))
        others = (aside.count(NO_RESULTS), sentence("个没有个人结果，没有定稿", "without people's results, not final"))
        tell_total(codes, every, aside.count(FOREIGN), sentence("个与定稿一致", "as finalized"), (others,))
    finish(worst(codes))


FOREIGN, NO_RESULTS = "foreign", "no results"
"""Why a file of a folder is passed over: it is none of ours; it has no people and was never made final, as a plan."""


def _verified(public: Path | None, with_pay: bool, named: Named) -> Verified | str:
    """Look at one file, in whatever process this is, or tell why it is passed over."""
    from xlkpi.actions.final.signing_keys import read_public
    from xlkpi.actions.final.verify import Verified
    from xlkpi.actions.final.verify import verify as look_at
    from xlkpi.books.ooxml.workbook import WorkbookFile

    try:
        if _passed_over(named):
            return FOREIGN
        file = WorkbookFile.open(named.path)
        if not named.itself and _without_results(file):
            return NO_RESULTS
        key = None if public is None else read_public(public)
        return look_at(file, public=key, with_pay=with_pay)
    except XlkpiError as error:
        return Verified(named.path.name, None, (Fault(named.path.name, error.text),))


def _without_results(file: WorkbookFile) -> bool:
    """Tell whether a workbook was never final and is of a kind without people."""
    from xlkpi.actions.final.stamp_record import read_record
    from xlkpi.schemes import recognise

    kind = recognise({name.name for name in file.names})
    try:
        return kind is not None and not kind.people and read_record(file) is None
    except ValueError:  # its record is damaged, which has to be told
        return False


SIGNED = {
    "none": sentence(
        "  没有密钥签名：只说明没有无意的改动，防不了有意伪造",
        "  no key signed it: that shows the absence of carelessness, not of fraud",
    ),
    "unchecked": sentence(
        "  有密钥签名，没有核对：请给 --public 公钥", "  signed with a key, not checked: give --public"
    ),
    "genuine": sentence("  签名真实", "  the signature is genuine"),
    "wrong": sentence("  签名不对", "  the signature is wrong"),
}


def _show(path: Path, one: Verified, *, verbose: bool, alone: bool) -> None:
    from xlkpi.actions.fault_groups import grouped
    from xlkpi.cli.show import show_faults
    from xlkpi.drawing.final_mark import FINALIZED
    from xlkpi.drawing.print_mark import short

    tell(str(path), bold=True)
    more = -MOST
    for part in (one.faults[: one.differing], (*one.faults[one.differing :], *one.notices)):
        listed = list(part) if verbose else grouped(part)
        show_faults(listed if verbose else listed[: max(0, -more)], verbose=True)
        more += len(listed)
    if more > 0 and not verbose:
        tell(sentence("  另有 {count} 处，加 -v 全部列出", "  and {count} more, listed by -v", count=more))
    if one.stamp is None:
        return
    values = {"name": one.stamp["name"], "time": one.stamp["time"].replace("T", " "), "event": one.stamp["event"]}
    done = "finalized" if one.stamp["event"] == FINALIZED else "handed results into"
    values["number"] = short(one.stamp["seal"])
    zh, en = "  与 {name} 于 {time} {event}时一致", f"  is what {{name}} {done} at {{time}}"
    if not one.genuine:
        zh, en = "  与 {name} 于 {time} {event}时不一致", f"  is not what {{name}} {done} at {{time}}"
    zh, en = f"{zh}（章号 {{number}}）", f"{en}, stamp {{number}}"
    tell(sentence(zh, en, **values), colour="green" if one.genuine else "red")
    if alone or one.signature != "none":  # of many files that is told once, at the end
        tell(SIGNED[one.signature])


def reopen(files: Sequence[Path], name: str, reason: str) -> None:
    """Open final workbooks again."""
    from xlkpi.actions.final.finalize import reopen as open_again
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.show import show_faults

    codes: list[int] = []
    for named in workbooks(files):
        tell(str(named.path), bold=True)
        try:
            faults, done = open_again(named.path, name, reason)
        except XlkpiError as error:
            show_faults([Fault(named.path.name, error.text)])
            codes.append(UNUSABLE)
            continue
        show_faults(faults)
        if done:
            tell(sentence("  已重新打开，公式已恢复", "  open again, the formulas are back"), colour="green")
        codes.append(FINE if done else FAULTY)
    tell_total(codes, (), 0, sentence("个已重新打开", "open again"))
    finish(worst(codes))


def keygen(key: Path) -> None:
    """Make a pair of keys."""
    from xlkpi.actions.final.signing_keys import make_key

    public = make_key(key)
    zh = "私钥 {key} 请妥善保管，不要随表发出；公钥 {public} 发给核对的人"
    en = "keep the private key {key} to yourself; give the public key {public} to whoever verifies"
    tell(sentence(zh, en, key=str(key), public=str(public)))
