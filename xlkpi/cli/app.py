"""Put the commands together, and turn what stops us into one sentence and an exit code.

Exit codes: 0 fine, 1 faults in a workbook, 2 cannot read or write (or a wrong command line).
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from xlkpi.cli.speech import choose_language, lang, words
from xlkpi.errors import XlkpiError

if TYPE_CHECKING:
    import typer

ROOMS = ("workbooks", "catalogue", "preview", "setup", "build")
"""Modules of this package that declare commands, in the order of the help page."""


def build_app() -> typer.Typer:
    """Declare every command in the language in use."""
    import typer

    app = typer.Typer(
        name="xlkpi",
        help=words("在 Excel 工作簿里完成月度绩效考核。", "Monthly employee appraisal inside Excel workbooks."),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def common(
        lang: str = typer.Option("", "--lang", help=words("语言：zh 或 en", "language: zh or en")),
    ) -> None:
        """Options of every command; the language was settled before."""

    for room in ROOMS:
        importlib.import_module(f"xlkpi.cli.{room}").register(app)
    return app


def main() -> None:
    """Run the command line."""
    _speak_utf8()
    arguments = choose_language(sys.argv[1:])
    try:
        build_app()(arguments)
    except XlkpiError as error:
        sys.stderr.write(error.say(lang()) + "\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write(words("已中断，没有写入未完成的文件", "interrupted; no unfinished file was written") + "\n")
        sys.exit(130)


def _speak_utf8() -> None:
    """Say Chinese on consoles and pipes whose code page has none."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
