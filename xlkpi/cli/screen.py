"""The edge to the screen: everything printed goes through here, and nothing printed can command a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

import click

from xlkpi.cli.speech import lang
from xlkpi.errors import CellError, Sentence

COMMANDING = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""Control characters, marks that turn the direction of writing or are invisible, and halves of characters: a name or a
cell that holds them could hide a line, fake one, or give the terminal an order."""


def visible(text: str) -> str:
    """Return a text with such characters written out: an escape as a backslash and `x1b`."""
    if text.isprintable():  # nearly every text; then the pattern is not even compiled
        return text
    return re.sub(COMMANDING, lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def tell(text: str | Sentence, *, colour: str | None = None, bold: bool = False) -> None:
    """Print one line."""
    click.echo(painted(text, colour=colour, bold=bold))


def tell_lines(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        tell(line)


def complain(text: str | Sentence) -> None:
    """Print one line where complaints go."""
    click.echo(painted(text), err=True)


def painted(text: str | Sentence, *, colour: str | None = None, bold: bool = False) -> str:
    """Return a text made harmless, with a colour that a terminal shows and a file or pipe is spared."""
    safe = visible(text.say(lang()) if isinstance(text, Sentence) else text)
    return click.style(safe, fg=colour, bold=True if bold else None) if colour or bold else safe


def columns() -> int | None:
    """Return how wide the terminal is; None for a file or pipe, whose lines are as long as they need."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def say_json(value: Any) -> None:
    """Print a value as JSON, Chinese as it is, whole floats as they are."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=None, default=plain)
    click.echo(re.sub(COMMANDING, _escaped, text))


def _escaped(found: re.Match[str]) -> str:
    """Write a character as JSON may spell it; the value stays the same."""
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def plain(value: Any) -> Any:
    """Return what JSON cannot hold as text: cell errors and dates."""
    import datetime as dt

    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(value)
