"""The command demo: the sample month or quarter of a scheme, built, filled and computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "demo",
        demo,
        "用示例数据演示全过程",
        "Run a sample month or quarter end to end",
        [
            options.path_argument(
                "folder",
                ("[文件夹]", "[DIR]"),
                "放在哪里，默认 xlkpi-demo",
                "where to put it; xlkpi-demo by default",
                required=False,
                default="xlkpi-demo",
            ),
            options.scheme(
                "考核方案：gas（默认）、gubang、call_centre、ecommerce、gps",
                "appraisal scheme: gas (default), gubang, call_centre, ecommerce, gps",
            ),
            options.verbose(),
        ],
        examples=(
            ("demo", "燃气公司客服中心的一个月", "a month of a gas company's service centre"),
            (
                "demo 演示 --scheme ecommerce",
                "电商客服的一个季度，放进文件夹“演示”",
                "a quarter of e-commerce, into a folder",
            ),
        ),
    )


def demo(folder: Path, scheme: str, *, verbose: bool) -> None:
    """Run the samples of a scheme and show the results."""
    from xlkpi.actions.demo import cell_text, count_steps
    from xlkpi.actions.demo import demo as run_demo
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_outcome, table

    meant = scheme or "gas"
    with progress(count_steps(meant), words("生成", "building")) as tick:
        steps = run_demo(meant, folder, tick)
    for step in steps:
        if step.outcome is not None:
            show_outcome(step.outcome, verbose=verbose)
        if step.shown is not None:
            tell_lines(table(step.shown.heads, [[cell_text(value) for value in row] for row in step.shown.rows]))
    counts = Counter(step.title for step in steps)
    made = "、".join(f"{count} 份{title}" for title, count in counts.items())
    made_en = ", ".join(f"{count} {title}" for title, count in counts.items())
    tell(words(f"{made}，在 {folder.resolve()}", f"{made_en} lie in {folder.resolve()}"))
    finish(1 if any(step.outcome and step.outcome.faults for step in steps) else 0)
