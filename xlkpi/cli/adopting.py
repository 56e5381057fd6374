"""The command adopt: what a company's own workbook was understood to be, before anything is done to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, worst
from xlkpi.cli.page import Command, Option
from xlkpi.cli.screen import complain, say_json, tell
from xlkpi.cli.speech import lang, words
from xlkpi.errors import CannotRead, XlkpiError, reason_of, sentence

if TYPE_CHECKING:
    from xlkpi.actions.adopt import Adoption
    from xlkpi.adopt.mapping import Decided


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "adopt",
        adopt,
        words("看懂公司自己的考核表：各列各项是什么，哪里要确认", "Understand a company's own appraisal workbooks"),
        [
            options.files(),
            Option(
                ["--map", "mapping"],
                metavar=words("文件", "FILE"),
                type=options.some_path(),
                help=words(
                    "对应关系：有则照它，没有则写到这里", "the mapping: used where it exists, else written there"
                ),
            ),
            Option(
                ["--answers"],
                metavar=words("文件", "FILE"),
                type=options.some_path(),
                help=words('对提问的回答，如一行 score = "E"', 'answers to what was asked, such as a line score = "E"'),
            ),
            options.dry_run("只报告，不写入（目前总是如此）", "only report, write nothing (always so for now)"),
            options.verbose(),
            options.as_json(),
        ],
        examples=(
            ("adopt 汇总表.xlsx", words("看看这张表怎么理解", "see how this table is understood")),
            (
                "adopt 汇总表.xlsx --map 汇总.toml",
                words("把对应关系写下来，下个月照用", "write the mapping down for next month"),
            ),
            ("adopt 各部门 --map 汇总.toml --json", words("整个文件夹照同一对应关系", "a whole folder by one mapping")),
        ),
    )


def adopt(
    files: Sequence[Path], mapping: Path | None, answers: Path | None, *, dry_run: bool, verbose: bool, as_json: bool
) -> None:
    """Understand workbooks and show what was understood."""
    from xlkpi.actions.adopt import adopt as adopt_file
    from xlkpi.adopt.answers import answers_of
    from xlkpi.adopt.mapping import as_toml, decided, from_toml
    from xlkpi.cli.adoption import show_adoption
    from xlkpi.cli.files import workbooks

    _ = dry_run  # nothing is written into a workbook yet
    known: list[Decided] = []
    if mapping is not None and mapping.exists():
        known = from_toml(_read(mapping), mapping.name)
    given = answers_of(_read(answers), answers.name) if answers is not None else {}
    done: list[Adoption] = []
    codes: list[int] = []
    for named in workbooks(files):
        try:
            adoption = adopt_file(named.path, known, given)
        except XlkpiError as error:
            complain(error.text)
            codes.append(UNUSABLE)
            continue
        done.append(adoption)
        codes.append(FINE if adoption.understood.parts and not adoption.faults() else FAULTY)
        if not as_json:
            show_adoption(adoption, verbose=verbose)
    if as_json:
        shown = [adoption.as_json(lang()) for adoption in done]
        say_json(shown[0] if len(shown) == 1 and len(codes) == 1 else shown)
    if mapping is not None and not mapping.exists() and done:
        found = {(one.fingerprint, one.letters): one for adoption in done for one in decided(adoption.understood)}
        mapping.write_text(as_toml(list(found.values())), "utf-8")
        if not as_json:
            tell(
                sentence("对应关系已写到 {path}", "the mapping was written to {path}", path=str(mapping)),
                colour="green",
            )
    finish(worst(codes))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(
            sentence("无法读取 {path}：{why}", "cannot read {path}: {why}", path=str(path), why=reason_of(error))
        ) from None
