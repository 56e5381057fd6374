"""The command demo: the sample month or quarter of a scheme, built, filled and computed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "demo",
        demo,
        words("用示例数据演示全过程", "Run a sample month or quarter end to end"),
        [
            click.Argument(
                ["folder"],
                metavar=words("[文件夹]", "[DIR]"),
                required=False,
                default="xlkpi-demo",
                type=options.some_path(),
                help=words("放在哪里，默认 xlkpi-demo", "where to put it; xlkpi-demo by default"),
            ),
            options.scheme(
                "考核方案：gas（默认）、gubang、call_centre、ecommerce、gps",
                "appraisal scheme: gas (default), gubang, call_centre, ecommerce, gps",
            ),
            options.verbose(),
        ],
        examples=(
            ("demo", words("燃气公司客服中心的一个月", "a month of a gas company's service centre")),
            (
                "demo 演示 --scheme ecommerce",
                words("电商客服的一个季度，放进文件夹“演示”", "a quarter of e-commerce, into a folder"),
            ),
        ),
    )


def demo(folder: Path, scheme: str, *, verbose: bool) -> None:
    """Run the samples of a scheme and show the results."""
    finish(_month(folder, verbose=verbose) if scheme in ("", "gas") else _quarter(scheme, folder, verbose=verbose))


def _month(folder: Path, *, verbose: bool) -> int:
    """Build the sample month of the gas company; yields the exit code."""
    from xlkpi.actions.demo import demo as run_demo
    from xlkpi.cli.show import show_outcome

    result = run_demo(folder)
    for outcome in result.outcomes:
        show_outcome(outcome, verbose=verbose)
    tell(
        words(
            f"{len(result.forms)} 份附件2、{len(result.outcomes)} 份附件3 在 {result.folder.resolve()}",
            f"{len(result.forms)} forms and {len(result.outcomes)} summaries lie in {result.folder.resolve()}",
        )
    )
    return 1 if any(outcome.faults for outcome in result.outcomes) else 0


def _quarter(scheme: str, folder: Path, *, verbose: bool) -> int:
    """Build the sample workbooks of another scheme; yields the exit code."""
    from xlkpi.actions.scheme_demo import cell_text, run
    from xlkpi.cli.show import show_outcome, table

    steps = run(scheme, folder)
    for step in steps:
        show_outcome(step.outcome, verbose=verbose)
        if step.shown is not None:
            tell_lines(table(step.shown.heads, [[cell_text(value) for value in row] for row in step.shown.rows]))
    text = words(f"{len(steps)} 个工作簿在 {folder.resolve()}", f"{len(steps)} workbooks lie in {folder.resolve()}")
    tell(text)
    return 1 if any(step.outcome.faults for step in steps) else 0
