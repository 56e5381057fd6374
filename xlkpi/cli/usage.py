"""A wrong command line, said in the user's language: typer itself speaks only English."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from xlkpi.errors import Sentence, Unusable, sentence

WRONG_USAGE: type[Exception] = next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")
"""What typer raises for a wrong command line; newer versions no longer take it from click."""


def refuse_unknown_command(app: typer.Typer, arguments: Sequence[str]) -> None:
    """Raise Unusable where the command does not exist."""
    known = [str(command.name) for command in app.registered_commands]
    asked = next((argument for argument in arguments if not argument.startswith("-")), None)
    if asked is None or asked in known:
        return
    near = difflib.get_close_matches(asked, known, n=1)
    if near:
        zh, en = "没有命令 {asked}，是不是 {near}？", "there is no command {asked}; do you mean {near}?"
        raise Unusable(sentence(zh, en, asked=asked, near=near[0]))
    zh, en = "没有命令 {asked}，可用：{known}", "there is no command {asked}; use {known}"
    raise Unusable(sentence(zh, en, asked=asked, known=", ".join(known)))


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what typer raises for a wrong command line into Unusable; a bare `xlkpi` shows the help page."""
    try:
        yield
    except WRONG_USAGE as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(f"{error}\n")
            sys.exit(2)
        raise Unusable(_said(error)) from error


def _said(error: Any) -> Sentence:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "xlkpi"
    zh, en, values = _reason(error)
    return sentence(f"{zh}；用法见 {{command}} --help", f"{en}; see {{command}} --help", **values, command=command)


def _reason(error: Any) -> tuple[str, str, dict[str, str]]:
    kind = type(error).__name__
    if kind == "MissingParameter":
        return "缺少 {name}", "{name} is missing", {"name": _label(error.param)}
    if kind == "NoSuchOption":
        near = "、".join(error.possibilities or ())
        values = {"name": error.option_name, "near": near}
        if near:
            return "没有选项 {name}，是不是 {near}？", "there is no option {name}; do you mean {near}?", values
        return "没有选项 {name}", "there is no option {name}", values
    if kind == "BadOptionUsage":
        return "选项 {name} 缺少取值", "the option {name} needs a value", {"name": error.option_name}
    if kind == "BadParameter":
        values = {"name": _label(error.param), "why": error.message}
        return "{name} 的值不是合适的数", "the value of {name} cannot be used ({why})", values
    return "命令行写法不对（{why}）", "the command line is wrong ({why})", {"why": error.format_message()}


def _label(parameter: Any) -> str:
    """Name an option as it is typed, an argument as the help page shows it."""
    if parameter.param_type_name == "option":
        return " / ".join(parameter.opts)
    return str(parameter.metavar or parameter.name)
