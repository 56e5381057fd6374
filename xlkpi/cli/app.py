"""Put the commands together, and turn what stops us into one sentence and an exit code.

Exit codes: 0 fine, 1 faults in a workbook, 2 cannot read or write (or a wrong command line).
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from xlkpi import __version__
from xlkpi.cli.speech import choose_language, lang, words
from xlkpi.errors import Sentence, XlkpiError, reason_of, sentence

if TYPE_CHECKING:
    import typer

ROOMS = ("workbooks", "periods", "catalogue", "preview", "setup", "build", "bundle")
"""Modules of this package that declare commands, in the order of the help page."""

INTERRUPTED = 130
"""What typer returns where somebody pressed Ctrl+C."""


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

    def tell_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"xlkpi {__version__}")
            raise typer.Exit

    @app.callback()
    def common(
        lang: str = typer.Option("", "--lang", metavar="zh|en", help=words("语言", "language")),
        version: bool = typer.Option(
            False, "--version", callback=tell_version, is_eager=True, help=words("显示版本", "show the version")
        ),
    ) -> None:
        """Options of every command; the language was settled before."""

    for room in ROOMS:
        importlib.import_module(f"xlkpi.cli.{room}").register(app)
    return app


def main() -> None:
    """Run the command line."""
    _speak_utf8()
    try:
        sys.exit(_run(sys.argv[1:]))
    except XlkpiError as error:
        _complain(error.text)
        sys.exit(2)
    except BrokenPipeError:
        sys.stdout = None  # whoever read our output has gone; nothing is left to flush
        sys.exit(1)
    except OSError as error:
        zh, en = "无法读写 {path}：{why}", "cannot read or write {path}: {why}"
        _complain(sentence(zh, en, path=str(error.filename or ""), why=reason_of(error)))
        sys.exit(2)


def _run(arguments: list[str]) -> int:
    """Run the command line and return its exit code."""
    given = choose_language(arguments)
    app = build_app()
    from xlkpi.cli.usage import refuse_unknown_command, usage_errors

    refuse_unknown_command(app, given)
    with usage_errors():
        code = app(given, standalone_mode=False)
    if code == INTERRUPTED:
        _complain(sentence("已中断，没有写入未完成的文件", "interrupted; no unfinished file was written"))
    return int(code or 0)


def _complain(text: Sentence) -> None:
    sys.stderr.write(text.say(lang()) + "\n")


def _speak_utf8() -> None:
    """Say Chinese on consoles and pipes whose code page has none."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
