"""Commands with the help page each of them has, in the language in use; click's own pages speak English only."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click

from xlkpi.cli.screen import columns
from xlkpi.cli.speech import words
from xlkpi.cli.text_columns import aligned, folded
from xlkpi.cli.usage import unexpected, unknown_command
from xlkpi.records import dataclass

WIDEST = 100
"""Columns of a help page where the terminal is wider, or where there is none."""


@dataclass(frozen=True)
class Example:
    """A command line as somebody would type it, and what it does."""

    line: str
    what: str


@dataclass(frozen=True)
class Page:
    """What a help page says: shown on the terminal by `text`, in the docs by command_pages.py."""

    usage: str
    about: str
    tables: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    examples: tuple[Example, ...]
    closing: str = ""

    def text(self, wide: int) -> str:
        """Return the page for a terminal so many columns wide."""
        lines = [f"{words('用法：', 'Usage: ')}{self.usage}", ""]
        lines += [f"  {line}" for line in folded(self.about, wide - 2)]
        for heading, rows in self.tables:
            lines += ["", f"{heading}{words('：', ':')}", *aligned(rows, columns=wide, indent=2)]
        if self.examples:
            lines += ["", words("例子：", "Examples:")]
            for example in self.examples:
                lines += [f"  xlkpi {example.line}", *(f"      {line}" for line in folded(example.what, wide - 6))]
        if self.closing:
            lines += ["", *folded(self.closing, wide)]
        return "\n".join(lines)


class Option(click.Option):
    """An option whose row of the help page is ours."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:  # noqa: ARG002 - click's signature
        """Return the option with its value, and what it means."""
        value = "" if self.is_flag else f" {self.metavar}"
        must = words("（必填）", " (required)") if self.required else ""
        return ", ".join(self.opts) + value, f"{self.help}{must}"


class _Paged(ABC, click.Command):
    """What a command and the group of all commands have in common."""

    examples: Sequence[Example]

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page as wide as the terminal."""
        return self.page(ctx).text(min(columns() or WIDEST, WIDEST))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what is wrong with it knows its command, which click forgets for some faults."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    @abstractmethod
    def page(self, ctx: click.Context) -> Page:
        """Return what the help page says."""

    def _options(self, ctx: click.Context) -> tuple[str, tuple[tuple[str, str], ...]]:
        rows = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        return words("选项", "Options"), tuple(row for row in rows if row is not None)


class Command(_Paged):
    """One command: what it does, its arguments and options, and examples."""

    def __init__(
        self,
        name: str,
        run: Callable[..., Any],
        zh: str,
        en: str,
        params: Iterable[click.Parameter] = (),
        *,
        examples: Sequence[tuple[str, str, str]],
        more: Callable[[], str] = str,
    ) -> None:
        """Declare a command and what it does; an example is a command line and what that does, in both languages.

        `more` says at the end of the page what is only known when somebody asks.
        """
        super().__init__(
            name,
            callback=run,
            params=[*params, language(), _help()],
            help=words(zh, en),
            options_metavar=words("[选项]", "[OPTIONS]"),
            context_settings={"allow_extra_args": True},  # arguments too many are refused by us, in a sentence
            add_help_option=False,
        )
        self.examples = tuple(Example(line, words(*what)) for line, *what in examples)
        self.more = more

    def page(self, ctx: click.Context) -> Page:
        """Return what the help page says."""
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        arguments = [param for param in self.params if isinstance(param, click.Argument)]
        rows = tuple((argument.make_metavar(ctx), argument.help or "") for argument in arguments)
        tables = [(words("参数", "Arguments"), rows)] if rows else []
        return Page(usage, self.help or "", (*tables, self._options(ctx)), tuple(self.examples), self.more())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line. Raises Unusable where there is more than the command takes."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise unexpected(rest, ctx.command_path)
        return rest


class Commands(_Paged, click.Group):
    """All commands, in groups; those for programmers stand in one of their own at the end."""

    def __init__(
        self,
        about: str,
        shelves: Sequence[tuple[str, Sequence[str]]],
        declared: Callable[[str], Command],
        params: Sequence[click.Parameter],
    ) -> None:
        """Take the groups of the page, the names of the commands in each, and what declares one."""
        super().__init__(
            "xlkpi",
            params=[language(), *params, _help()],
            help=about,
            no_args_is_help=True,
            options_metavar=words("[选项]", "[OPTIONS]"),
            subcommand_metavar=words("命令 [参数]...", "COMMAND [ARGS]..."),
            add_help_option=False,
        )
        self.shelves = tuple(shelves)
        self.declared = declared
        self.examples = (
            Example(
                "demo", words("在 xlkpi-demo 文件夹里走一遍示例月份", "run the sample month in the folder xlkpi-demo")
            ),
            Example("recompute -h", words("看一个命令的说明和例子", "how a command is used, with examples")),
        )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order of the help page."""
        return [name for _, names in self.shelves for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:
        """Return a command, declared now."""
        return self.declared(cmd_name) if cmd_name in self.list_commands(ctx) else None

    def page(self, ctx: click.Context) -> Page:
        """Return what the help page says."""
        usage = " ".join([ctx.command_path, *self.collect_usage_pieces(ctx)])
        tables = [
            (title, tuple((name, self.declared(name).help or "") for name in names)) for title, names in self.shelves
        ]
        closing = words(
            "文件处可以写几个文件、文件夹（含下级文件夹里的工作簿）或 *.xlsm 这样的通配符。"
            "退出码：0 正常，1 工作簿里有错误，2 无法读取、写入或命令行有误。",
            "Where files are asked for, give several, a folder (with the workbooks in all folders below it) or "
            "a pattern like *.xlsm. "
            "Exit codes: 0 fine, 1 faults in a workbook, 2 cannot read or write, or a wrong command line.",
        )
        return Page(usage, self.help or "", (*tables, self._options(ctx)), tuple(self.examples), closing)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant. Raises Unusable where there is none of this name."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise unknown_command(args[0], known)
        return super().resolve_command(ctx, args)


def language() -> Option:
    """Return `--lang`, which every page lists; it was obeyed before the command line is read."""
    return Option(
        ["--lang"], metavar="zh|en", expose_value=False, help=words("语言：中文或英文", "language: Chinese or English")
    )


def _help() -> Option:
    """Return -h and --help of our own: click's looks for translations of its English text at every start."""
    what = words("显示本页", "show this page")
    return Option(["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_page, help=what)


def _show_page(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()
