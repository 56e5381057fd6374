"""Shows the demonstration of a scheme: results of every workbook and where it lies."""

from __future__ import annotations

from pathlib import Path


def demonstrate(scheme: str, folder: Path) -> int:
    """Build the sample workbooks of a scheme and print what came out; yields the exit code."""
    from rich.table import Table
    from rich.text import Text

    from xlkpi.actions.scheme_demo import cell_text, run
    from xlkpi.cli.show import console, show_outcome
    from xlkpi.cli.speech import words
    from xlkpi.cli.workbooks import progress

    screen = console()
    with progress(None, words("生成", "building")) as tick:
        steps = run(scheme, folder, tick)
    for step in steps:
        show_outcome(screen, step.outcome)
        if step.shown is not None:
            table = Table(box=None, padding=(0, 1))
            for head in step.shown.heads:
                table.add_column(head)
            for row in step.shown.rows:
                table.add_row(*(Text(cell_text(value)) for value in row))
            screen.print(table)
    text = words(f"{len(steps)} 个工作簿在 {folder.resolve()}", f"{len(steps)} workbooks lie in {folder.resolve()}")
    screen.print(text, soft_wrap=True)
    return 1 if any(step.outcome.faults for step in steps) else 0
