"""What was understood of a workbook as a picture on the screen: each key with its place, words and some values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from xlkpi.adopt.extra_rows import MINUS, OFF, PLUS, label_left
from xlkpi.adopt.keys import called
from xlkpi.adopt.unread import said
from xlkpi.books.areas import cell_of, column_letters, column_number
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.show import show_faults, table
from xlkpi.cli.speech import lang, words
from xlkpi.cli.text_columns import shortened

if TYPE_CHECKING:
    from xlkpi.actions.adopt import Adoption, Answers
    from xlkpi.actions.take_over_record import TakenOver
    from xlkpi.adopt.grid import Grid
    from xlkpi.adopt.understanding import Part, Sum
    from xlkpi.errors import Fault

SAMPLES = 3
EXTRAS = {PLUS: ("加减分", "added"), MINUS: ("减分", "taken off"), OFF: ("减分", "taken off")}
POINTS = {"taken": ("扣分", "taken off"), "added": ("加分", "added")}


def _called(key: str) -> str:
    return called(key).say(lang())


def show_adoption(adoption: Adoption, more: Sequence[Fault] = (), *, verbose: bool = False) -> None:
    """Print what was understood of one workbook."""
    tell(adoption.file, bold=True)
    grids = {grid.name: grid for grid in adoption.grids}
    for part in adoption.understood.parts:
        tell(f"  {_about(part)}", colour="green")
        tell_lines(
            table(
                words("项目 位置 表里的文字 内容 把握", "what where words values sure").split(),
                list(_rows(grids[part.sheet], part)),
            )
        )
        for one in part.sums:
            if one.proved:
                tell(f"    {_made_of(part, one)}")
        if part.unread:
            zh = f"    没有用到：{said(part.unread)}；它们原样保留"
            tell(words(zh, f"    not used: {said(part.unread)}; they stay as they are"), colour="yellow")
        if verbose:
            for key, why in part.evidence.items():
                tell(f"    {_called(key)}: " + words("；", "; ").join(told.say(lang()) for told in why))
    for told in adoption.understood.why if not adoption.understood.parts or verbose else ():
        tell(f"  {told.say(lang())}", colour="yellow")
    for question, sheets in adoption.questions():
        where = "、".join(sheets)
        places = "、".join(question.candidates) or words("没有候选", "no candidates")
        tell(
            words(
                f"  要确认 {where} 的{_called(question.field)}：{places}",
                f"  asked: {_called(question.field)} in {where}: {places}",
            ),
            colour="yellow",
        )
    show_faults([*adoption.faults(), *more], verbose=verbose)


MOST_DIFFERENCES = 20


def show_taken(adoption: Adoption, taken: TakenOver, *, dry_run: bool, verbose: bool) -> None:
    """Print what differs from our formulas, what was or would be added, and what comes next."""
    differences = taken.differences if verbose else taken.differences[:MOST_DIFFERENCES]
    if differences:
        tell(words("  与规则算得不同的格：", "  cells that differ from the rules:"), colour="yellow")
        heads = words("位置 项目 原公式 现值 按规则 处理", "cell what formula stands rules done").split()
        kept, replaced = words("保留", "kept"), words("替换", "replaced")
        tell_lines(
            table(
                heads,
                [
                    (
                        f"{one.sheet}!{one.cell}",
                        _called(one.key),
                        shortened(f"={one.formula}" if one.formula else "", 30),
                        one.stands,
                        one.follows,
                        replaced if one.replaced else kept,
                    )
                    for one in differences
                ],
            )
        )
    rest = len(taken.differences) - len(differences)
    if rest:
        tell(words(f"  另有 {rest} 格，加 -v 全部列出", f"  and {rest} more; -v lists all"))
    if taken.unchanged:
        tell(words("  已经接入过，没有改动", "  was adopted already; nothing was changed"), colour="green")
    elif taken.out is not None or (dry_run and taken.added):
        lines = taken.added if verbose else [line for line in taken.added if " = " not in line]
        for line in lines:
            tell(words(f"  加入 {line}", f"  adds {line}"))
    if taken.out is not None:
        tell(words(f"已接入，写到 {taken.out}", f"adopted, written to {taken.out}"), colour="green")
        summary = any(part.kind == "summary" for part in adoption.understood.parts)
        adds_up = any(one.proved for part in adoption.understood.parts for one in part.sums)
        collects = summary and not adds_up  # else the totals are made of what stands beside them, and of no forms
        zh = f"下一步：xlkpi {'collect' if collects else 'check'} {taken.out}{' 附件2文件夹' if collects else ''}"
        tell(words(zh, f"next: xlkpi {'collect' if collects else 'check'} {taken.out}{' FORMS' if collects else ''}"))
        if summary and taken.by_department:
            tell(words("请在参数页填各部门主管得分或指定等级", "give each department's level on the added page"))
    elif not taken.unchanged:
        tell(words("  没有写入", "  nothing was written"), colour="yellow")


def asked(adoption: Adoption, given: Answers) -> dict[str, dict[str, str]]:
    """Ask every open question with its candidates, and return the answers given so far with these."""
    answers = {sheet: dict(some) for sheet, some in given.items()}
    grids = {grid.name: grid for grid in adoption.grids}
    for question, sheets in adoption.questions():
        tell(f"{'、'.join(sheets)}  {_called(question.field)}：{question.why.say(lang())}", bold=True)
        for number, candidate in enumerate(question.candidates, 1):
            tell(f"  {number}  {candidate}  {_told(grids.get(question.sheet), candidate)}")
        tell(words("  0  表里没有；也可直接写列、单元格或行号", "  0  there is none; or type a column, cell or row"))
        said = click.prompt(words("选择", "choice"), default="0").strip()
        if said.isdecimal() and 1 <= int(said) <= len(question.candidates):
            said = question.candidates[int(said) - 1]
        for sheet in sheets or ("",):
            answers.setdefault(sheet, {})[question.field] = "-" if said == "0" else said
    return answers


def _told(grid: Grid | None, candidate: str) -> str:
    """What stands at a candidate: the first words of a column, the value of a cell; what a rule of levels is."""
    from xlkpi.adopt.level_rules import CALLED

    if candidate in CALLED:
        return words(*CALLED[candidate])
    if grid is None:
        return ""
    if candidate.isalpha() and candidate.isascii():
        column = column_number(candidate)
        values = [_value(grid, row, column) for row in range(1, grid.bottom + 1)]
        return " / ".join(list(filter(None, values))[: SAMPLES + 1])
    try:
        return _value(grid, *cell_of(candidate))
    except ValueError:
        return ""


def asked_about(taken: TakenOver) -> dict[tuple[str, str], str]:
    """Ask what is to become of every cell that contradicts the rest: kept or replaced."""
    decided: dict[tuple[str, str], str] = {}
    for fault in taken.faults:
        sheet, _, cell = fault.place.rpartition("!")
        if fault.notice or not sheet:
            continue
        tell(f"{fault.place}  {fault.say(lang())}", bold=True)
        choice = click.prompt(
            words("1 保留  2 改正  0 先不接入", "1 keep  2 replace  0 not yet"),
            type=click.Choice(["0", "1", "2"]),
            default="0",
            show_choices=False,
        )
        if choice != "0":
            decided[sheet, cell] = "keep" if choice == "1" else "replace"
    return decided


def _about(part: Part) -> str:
    kind = (
        words("考核表（一人一表）", "form of one person")
        if part.kind == "form"
        else words("汇总表（每人一行）", "summary")
    )
    if part.first_row is not None:
        rows = words(
            f"第 {part.first_row}-{part.last_row} 行，{len(part.entries)} 行有效",
            f"rows {part.first_row}-{part.last_row}, {len(part.entries)} entries",
        )
    else:
        rows = words(f"{part.first_column}-{part.last_column} 列", f"columns {part.first_column}-{part.last_column}")
    marks = {"weighted": words("，加权计分", ", weighted"), "full": words("，满分制相加", ", out of full marks")}.get(
        part.marks, ""
    )
    return f"{part.sheet}  {kind}  {rows}{marks}"


def _made_of(part: Part, one: Sum) -> str:
    """What a column is made of, with the words over the columns: 总分 J = D 物业费收缴×40% + …."""
    headings = dict(zip(map(str if part.first_column else column_letters, part.label_columns), part.labels))
    names = "、".join(f"{term.column} {shortened(' '.join(term.header.split()), 12)}" for term in one.terms)
    where = words(f"第 {one.column} 行", f"row {one.column}") if one.column.isdecimal() else one.column
    target = f"{where} {shortened(headings.get(one.column, ''), 12)}"
    return words(
        f"{target} = {one.said}（{names}；{one.why.say(lang())}）",
        f"{target} = {one.said} ({names}; {one.why.say(lang())})",
    )


def _rows(grid: Grid, part: Part) -> Iterator[tuple[str, str, str, str, str]]:
    for key, cell in part.fields.items():
        yield _called(key), cell, _words(part, key), _value(grid, *cell_of(cell)), _sure(part, key)
    for cell, how in part.extras.items():
        zh, en = EXTRAS[how]
        yield words(zh, en), cell, shortened(label_left(grid, *cell_of(cell)), 24), _value(grid, *cell_of(cell)), ""
    headings = dict(zip(map(column_letters, part.label_columns), part.labels))
    for key, letter in part.points.items():
        values = [_value(grid, row, column_number(letter)) for row in part.entries]
        samples = "、".join([value for value in values if value][:SAMPLES])
        where = words(f"{letter} 列", f"column {letter}")
        yield words(*POINTS[key]), where, shortened(headings.get(letter, ""), 24), samples, ""
    for key, letter in part.columns.items():
        values = [_value(grid, row, column_number(letter)) for row in part.entries[:SAMPLES]]
        yield (
            _called(key),
            words(f"{letter} 列", f"column {letter}"),
            shortened(part.words_over(key), 24),
            "、".join(filter(None, values)),
            _sure(part, key),
        )
    for key, row in part.across.items():
        values = [_value(grid, row, column) for column in _across(part)[:SAMPLES]]
        yield (
            _called(key),
            words(f"第 {row} 行", f"row {row}"),
            _words(part, key),
            "、".join(filter(None, values)),
            _sure(part, key),
        )


def _across(part: Part) -> list[int]:
    """The columns over which something stands across: people, entries of a turned table, or parts of the total."""
    if part.first_column:
        start = column_number(part.first_column)
        return list(range(start, start + SAMPLES))
    summed = [term.column for one in part.sums for term in one.terms if one.proved]
    used = {*part.columns.values(), *(one.column for one in part.sums)}
    return sorted({column_number(at) for at in summed if at not in used})


def _words(part: Part, key: str) -> str:
    return shortened(part.headings.get(key, ""), 24)


def _value(grid: Grid, row: int, column: int) -> str:
    value = grid.value(row, column)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return shortened(" ".join(str(value).split()), 16)


def _sure(part: Part, key: str) -> str:
    sure = part.confidence.get(key)
    return "" if sure is None else f"{sure:.0%}"
