"""The command adopt: a company's own workbook understood, asked about, proved and then made to compute by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import commonpath
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import complain, say_json, tell
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Unusable, XlkpiError, cannot_read, cannot_write, sentence, unsafe

if TYPE_CHECKING:
    from xlkpi.actions.adopt import Adoption, Answers
    from xlkpi.actions.take_over_record import TakenOver
    from xlkpi.adopt.mapping import Decided


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "adopt",
        adopt,
        "接入公司自己的考核表：看懂、核对、写入公式和按钮",
        "Make a company's own appraisal workbook compute",
        [
            options.files(),
            options.out("接入后的文件或文件夹，默认在旁边生成 .xlsm", "where it goes, by default an .xlsm beside it"),
            options.path(
                ("--map", "mapping"),
                ("文件", "FILE"),
                "对应关系：有则照它，没有则写到这里",
                "the mapping: used where it exists, else written there",
            ),
            options.path(
                "--answers",
                ("文件", "FILE"),
                '对提问的回答，如一行 score = "E"；对矛盾的格 F7 = "保留"',
                'answers, such as a line score = "E", or of a cell F7 = "keep"',
            ),
            options.flag("--interactive", "逐个提问，当场回答", "ask one by one"),
            options.flag(
                "--replace", "用我们的公式替换原有公式，原公式记入批注", "our formulas replace theirs, kept in notes"
            ),
            options.flag("--undo", "退回接入前的原件", "give the original back"),
            options.path(
                "--preview",
                ("副本", "COPY"),
                "另存一份，用颜色和批注标出怎么理解",
                "a copy that shows by colours what was understood",
            ),
            options.dry_run("只报告，不写入", "only report, write nothing"),
            options.verbose(),
            options.as_json(),
        ],
        examples=(
            ("adopt 汇总表.xlsx", "在旁边生成能自动计算的 汇总表.xlsm", "makes an .xlsm that computes"),
            ("adopt 汇总表.xlsx --dry-run", "先看看怎么理解，不写入", "see how it is understood first"),
            (
                "adopt 各部门 --map 汇总.toml",
                "整个文件夹照同一对应关系，下个月照用",
                "a whole folder by one mapping, next month too",
            ),
            ("adopt 汇总表.xlsm --undo", "退回接入前", "as it was before"),
        ),
    )


def adopt(
    files: Sequence[Path],
    out: Path | None,
    mapping: Path | None,
    answers: Path | None,
    *,
    interactive: bool,
    replace: bool,
    undo: bool,
    preview: Path | None,
    dry_run: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Take workbooks over, or only say how they are understood."""
    from xlkpi.adopt.answers import answers_of
    from xlkpi.adopt.mapping import as_toml, decided, from_toml
    from xlkpi.cli.files import workbooks

    if undo:
        _go_back(files)
    known: list[Decided] = []
    if mapping is not None and mapping.exists():
        known = from_toml(_read(mapping), mapping.name)
    given = answers_of(_read(answers), answers.name) if answers is not None else {}
    named = workbooks(files)
    if out is not None and len(named) > 1 and out.suffix:
        zh, en = "几份文件请用 -o 给一个文件夹：{out}", "give a folder with -o for several files: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    base = Path(commonpath([str(one.path.absolute().parent) for one in named]))
    done: list[Adoption] = []
    shown: list[object] = []
    codes: list[int] = []
    for one in named:
        try:
            adoption, taken = _one(one.path, known, given, _target(one.path, out, base), interactive, replace, dry_run)
        except XlkpiError as error:
            shown += _refused(one.path, error, several=len(named) > 1, as_json=as_json)
            codes.append(UNUSABLE)
            continue
        done.append(adoption)
        if preview is not None and adoption.understood.parts:
            _preview(adoption, preview / one.path.name if len(named) > 1 else preview, quiet=as_json)
        faults = [*adoption.faults(), *taken.faults]
        codes.append(FINE if adoption.understood.parts and not unsafe(faults) else FAULTY)
        shown.append({**adoption.as_json(lang()), **taken.as_json(lang())})
        if not as_json:
            if len(named) > 1 and taken.out is not None and not verbose:
                _show_short(adoption, taken)
            else:
                _show(adoption, taken, dry_run=dry_run, verbose=verbose)
    if len(named) > 1 and not as_json:
        fine = codes.count(FINE)
        zh, en = ("可以接入", "can be adopted") if dry_run else ("已接入", "adopted")
        zh, en = f"{len(named)} 份：{fine} 份{zh}，{len(named) - fine} 份没有", f"{len(named)} files: {fine} {en}"
        tell(words(zh, f"{en}, {len(named) - fine} not"), bold=True)
    if as_json:
        say_json(shown[0] if len(shown) == 1 and len(codes) == 1 else shown)
    settled = [one.understood for one in done if not one.understood.asked]
    if mapping is not None and not mapping.exists() and settled:
        found = {(entry.fingerprint, entry.letters): entry for one in settled for entry in decided(one)}
        _write(mapping, as_toml(list(found.values())))
        if not as_json:
            told = sentence("对应关系已写到 {path}", "the mapping was written to {path}", path=str(mapping))
            tell(told, colour="green")
    finish(worst(codes))


def _refused(path: Path, error: XlkpiError, *, several: bool, as_json: bool) -> list[object]:
    """Say why a workbook was not taken over: as data where that is what is printed, else at once."""
    if as_json:
        return [{"file": str(path), "error": error.say(lang())}]
    complain(f"{path.name}  {error.say()}" if several else error.text)
    return []


def _one(
    path: Path,
    known: Sequence[Decided],
    given: Answers,
    out: Path | None,
    interactive: bool,
    replace: bool,
    dry_run: bool,
) -> tuple[Adoption, TakenOver]:
    """Understand one workbook and take it over, with answers asked for where that is wanted."""
    from xlkpi.actions.adopt import adopt as understand
    from xlkpi.actions.take_over import take_over
    from xlkpi.actions.take_over_record import Wish

    adoption = understand(path, known, given)
    if interactive:
        from xlkpi.cli.adoption import asked

        before: set[tuple[str, str]] = set()
        while now := {(one.sheet, one.field) for one in adoption.understood.asked} - before:
            given = asked(
                adoption, given
            )  # an answer may bring up further questions: what a sheet is, then its columns
            adoption = understand(path, known, given)
            before |= now
    wish = Wish(out, replace, _decisions(given), dry_run)
    taken = take_over(adoption, wish)
    if interactive and not taken.out and not dry_run:
        from xlkpi.cli.adoption import asked_about

        more = asked_about(taken)
        if more:
            taken = take_over(adoption, Wish(out, replace, {**wish.decisions, **more}, dry_run))
    return adoption, taken


def _decisions(given: Answers) -> dict[tuple[str, str], str]:
    """What was answered of cells that contradict the rest, by sheet and cell or key."""
    from xlkpi.adopt.answers import DECIDED

    return {
        (sheet, what): DECIDED[told] for sheet, some in given.items() for what, told in some.items() if told in DECIDED
    }


def _target(path: Path, out: Path | None, base: Path) -> Path | None:
    """Where one of the files goes: the path given, or in the folder given its own folder and name below `base`."""
    if out is None or out.suffix:
        return out
    return out / path.absolute().relative_to(base).with_suffix(".xlsm")


def _show(adoption: Adoption, taken: TakenOver, *, dry_run: bool, verbose: bool) -> None:
    from xlkpi.cli.adoption import show_adoption, show_taken

    show_adoption(adoption, taken.faults, verbose=verbose)
    show_taken(adoption, taken, dry_run=dry_run, verbose=verbose)


def _show_short(adoption: Adoption, taken: TakenOver) -> None:
    """One of many that was taken over: where it is now, and what a person should look at."""
    from xlkpi.cli.show import show_faults

    tell(f"{adoption.file} → {taken.out}", colour="green")
    show_faults([*adoption.faults(), *taken.faults], verbose=False)


def _preview(adoption: Adoption, to: Path, *, quiet: bool) -> None:
    from xlkpi.actions.take_over import preview

    made = preview(adoption, to)
    if not quiet:
        tell(sentence("标出理解的副本：{path}", "a copy that shows it: {path}", path=str(made)), colour="green")


def _go_back(files: Sequence[Path]) -> None:
    """Give the originals back."""
    from xlkpi.actions.take_over import undo_adoption, was_adopted
    from xlkpi.cli.files import workbooks

    codes: list[int] = []
    named = workbooks(files)
    macros = {one.path for one in named}
    for one in named:
        path = one.path
        beside = path.suffix != ".xlsm" and path.with_suffix(".xlsm") in macros  # the original of one that comes itself
        if not one.itself and (beside or not was_adopted(path)):
            continue
        try:
            undone = undo_adoption(path)
        except XlkpiError as error:
            complain(error.text)
            codes.append(UNUSABLE)
            continue
        zh, en = "已退回接入前的原件 {path}", "the original is back: {path}"
        tell(sentence(zh, en, path=undone.placed.path.name), colour="green")
        if undone.changed_since:
            zh = "接入后填写的内容不在原件里，接入后的文件留在历史版本中"
            en = "what was filled in since is not in it; the adopted file is kept among the earlier versions"
            tell(sentence(zh, en), colour="yellow")
        codes.append(FINE)
    if not codes:
        raise Unusable(sentence("这里没有接入过的表", "nothing here was adopted"))
    finish(worst(codes))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(path, error) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise cannot_write(path, error) from None
