"""A wrong command line, said in the user's language: click itself speaks only English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from xlkpi.errors import Sentence, Unusable, sentence

Reason = tuple[str, str, dict[str, str]]
"""A sentence in both languages and its values."""


def unknown_command(asked: str, known: Sequence[str]) -> Unusable:
    """Return what to say where a command does not exist."""
    from difflib import get_close_matches  # a wrong word is rare

    near = get_close_matches(asked, known, n=1)
    if near:
        zh, en = "没有命令 {asked}，是不是 {near}？", "there is no command {asked}; do you mean {near}?"
        return Unusable(sentence(zh, en, asked=asked, near=near[0]))
    zh, en = "没有命令 {asked}，可用：{known}", "there is no command {asked}; use {known}"
    return Unusable(sentence(zh, en, asked=asked, known=", ".join(known)))


def unexpected(arguments: Sequence[str], command: str) -> Unusable:
    """Return what to say where a command takes fewer arguments than it was given."""
    zh, en = "多出的参数：{given}", "these arguments are too many: {given}"
    return Unusable(_with_hint((zh, en, {"given": " ".join(arguments)}), command))


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what click raises for a wrong command line into Unusable; a bare `xlkpi` shows the help page."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        raise click.exceptions.Exit(2) from error
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx is not None else "xlkpi"
        raise Unusable(_with_hint(_reason(error), command)) from error


def _with_hint(reason: Reason, command: str) -> Sentence:
    zh, en, values = reason
    return sentence(f"{zh}；用法见 {{command}} --help", f"{en}; see {{command}} --help", **values, command=command)


def _reason(error: click.UsageError) -> Reason:
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.NoSuchOption):
        return _no_option(error)
    if isinstance(error, click.BadOptionUsage):
        return _misused_option(error)
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if error.ctx is not None and isinstance(error.ctx.command, click.Group):
        return "缺少命令", "the command is missing", {}
    return "命令行写法不对（{why}）", "the command line is wrong ({why})", {"why": error.format_message()}


def _no_option(error: click.NoSuchOption) -> Reason:
    values = {"name": error.option_name, "near": "、".join(error.possibilities or ())}
    if error.possibilities:
        return "没有选项 {name}，是不是 {near}？", "there is no option {name}; do you mean {near}?", values
    return "没有选项 {name}", "there is no option {name}", values


def _misused_option(error: click.BadOptionUsage) -> Reason:
    params = error.ctx.command.params if error.ctx is not None else []
    flag = any(
        isinstance(param, click.Option) and param.is_flag and error.option_name in param.opts for param in params
    )
    if flag:
        return "选项 {name} 不带取值", "the option {name} takes no value", {"name": error.option_name}
    return "选项 {name} 缺少取值", "the option {name} needs a value", {"name": error.option_name}


def _bad_value(error: click.BadParameter) -> Reason:
    kind = error.param.type if error.param is not None else None
    values = {"name": _label(error.param)}
    if isinstance(kind, click.IntRange | click.FloatRange):
        values |= {"least": f"{kind.min:g}", "most": f"{kind.max:g}"}
        return "{name} 的值应在 {least} 到 {most} 之间", "the value of {name} must be {least} to {most}", values
    return "{name} 的值不是合适的数", "the value of {name} is not a suitable number", values


def _missing(error: click.MissingParameter) -> Reason:
    """Name what is missing; where the command takes several arguments, all of them, for others may be missing too."""
    arguments = [one for one in error.ctx.command.params if isinstance(one, click.Argument)] if error.ctx else []
    values = {"name": _label(error.param)}
    if len(arguments) < 2 or error.param not in arguments:
        return "缺少 {name}", "{name} is missing", values
    values["all"] = " ".join(_label(one) for one in arguments)
    return "缺少 {name}（依次写：{all}）", "{name} is missing (needed are: {all})", values


def _label(parameter: click.Parameter | None) -> str:
    """Name an option as it is typed, an argument as the help page shows it."""
    if parameter is None:
        return ""
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    return str(parameter.metavar or parameter.name)
