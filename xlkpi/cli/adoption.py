"""What was understood of a workbook as a picture on the screen: each key with its place, words and some values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlkpi.adopt.keys import called
from xlkpi.cli.columns import shortened
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.show import show_faults, table
from xlkpi.cli.speech import lang, words

if TYPE_CHECKING:
    from xlkpi.actions.adopt import Adoption
    from xlkpi.adopt.grid import Grid
    from xlkpi.adopt.understanding import Part

SAMPLES = 3


def _called(key: str) -> str:
    return called(key).say(lang())


def show_adoption(adoption: Adoption, *, verbose: bool = False) -> None:
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
        if verbose:
            for key, why in part.evidence.items():
                tell(f"    {_called(key)}: " + words("；", "; ").join(told.say(lang()) for told in why))
    for told in adoption.understood.why if not adoption.understood.parts or verbose else ():
        tell(f"  {told.say(lang())}", colour="yellow")
    for question in adoption.understood.asked:
        places = "、".join(question.candidates) or words("没有候选", "no candidates")
        tell(
            words(
                f"  要确认 {question.sheet} 的{_called(question.field)}：{places}",
                f"  asked: {_called(question.field)} in {question.sheet}: {places}",
            ),
            colour="yellow",
        )
    show_faults(adoption.faults(), verbose=verbose)


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


def _rows(grid: Grid, part: Part) -> Iterator[tuple[str, str, str, str, str]]:
    from xlkpi.books.areas import cell_of, column_number

    for key, cell in part.fields.items():
        yield _called(key), cell, _words(part, key), _value(grid, *cell_of(cell)), _sure(part, key)
    for key, letter in part.columns.items():
        values = [_value(grid, row, column_number(letter)) for row in part.entries[:SAMPLES]]
        yield (
            _called(key),
            words(f"{letter} 列", f"column {letter}"),
            _words(part, key),
            "、".join(filter(None, values)),
            _sure(part, key),
        )
    for key, row in part.across.items():
        start = column_number(part.first_column) if part.first_column else 2
        values = [_value(grid, row, column) for column in range(start, start + SAMPLES)]
        yield (
            _called(key),
            words(f"第 {row} 行", f"row {row}"),
            _words(part, key),
            "、".join(filter(None, values)),
            _sure(part, key),
        )


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
