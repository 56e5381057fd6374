"""A bar on the terminal while several files are worked on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from xlkpi.cli.screen import visible
from xlkpi.cli.text_columns import padded, shortened

BAR, NAME = 16, 16
"""Columns for the bar and for the name of the file: a line fits the 80 columns of a Windows console, also when click,
which counts a Chinese character as one column, adds as many blanks as the name has of them."""


EVERY = 0.2
"""Seconds between two lines of progress."""
LINE = 60


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[str], None]]:
    """Show how many of `total` are done while each one's name is given; silent for a single one, a file or a pipe."""
    if total <= 1 or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    names: Sequence[str] = ()  # they are told one by one
    bar = click.progressbar(
        names,
        length=total,
        label=what,
        width=BAR,
        show_pos=True,
        file=sys.stderr,
        # always as wide, so that nothing of a longer name before is left standing
        item_show_func=lambda name: padded(shortened(visible(name or ""), NAME), NAME) + "|",
    )
    with bar as shown:
        yield lambda name: shown.update(1, name)


@contextmanager
def rate_and_rest(total: int, what: str) -> Iterator[Callable[[str], None]]:
    """Show how many of `total` are done, how many a second and how long it will take; silent as above."""
    if total <= 1 or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    start = last = time.monotonic()
    done = 0

    def tick(_: str) -> None:
        nonlocal done, last
        done += 1
        now = time.monotonic()
        if now - last < EVERY and done < total:
            return
        last = now
        rate = done / max(now - start, 1e-9)
        rest = round((total - done) / rate)
        shown = f"{what} {done}/{total}  {rate:.0f}/s  {rest // 60}:{rest % 60:02d}"
        click.echo(f"\r{shown:<{LINE}}", nl=False, err=True)

    try:
        yield tick
    finally:
        click.echo("", err=True)
