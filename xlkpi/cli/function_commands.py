"""Commands about the spreadsheet functions: list them, call one without a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import say_json, tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "functions",
        functions,
        "列出全部表格函数",
        "List the spreadsheet functions",
        [options.as_json()],
        examples=(("functions", "每个函数的参数和用途", "the arguments and the use of each"),),
    )
    yield Command(
        "call",
        call_function,
        "不用工作簿，直接计算一个函数",
        "Evaluate one function without a workbook",
        [
            options.argument("name", ("函数名", "NAME"), "如 KPI_TOTAL", "like KPI_TOTAL", shell_complete=_begun),
            options.argument(
                "arguments",
                ("[参数]", "[ARGS]"),
                "一个 JSON 数组，区域写成行的数组，null 表示省略",
                "one JSON array of the arguments; ranges as arrays of rows, null for omitted",
                required=False,
                default="[]",
            ),
        ],
        examples=(
            ('call KPI_TOTAL "[[[90],[80]],[[0.5],[0.5]]]"', "两项评分、权重各一半：85", "two scores, half each: 85"),
        ),
    )


def _begun(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the functions that a shell offers to complete."""
    from xlkpi.functions import CATALOGUE

    return [name for name in CATALOGUE if name.startswith(typed.upper())]


def functions(*, as_json: bool) -> None:
    """List the functions."""
    from xlkpi.functions import CATALOGUE

    if as_json:
        say_json([_described(function) for function in CATALOGUE.values()])
        return
    for function in CATALOGUE.values():
        arguments = ", ".join(f"[{p.name}]" if p.optional else p.name for p in function.parameters)
        tell(f"{function.name}({arguments})")
        tell(f"    {words(function.zh, function.en)}")


def call_function(name: str, arguments: str) -> None:
    """Evaluate one function. Raises Unusable."""
    from xlkpi.functions import CATALOGUE, call

    if name.upper() not in CATALOGUE:
        zh, en = "没有函数 {name}，用 xlkpi functions 查看", "there is no function {name}; see xlkpi functions"
        raise Unusable(sentence(zh, en, name=name))
    try:
        given = json.loads(arguments)
    except json.JSONDecodeError as error:
        zh, en = "参数不是有效的 JSON：{why}", "the arguments are not valid JSON: {why}"
        raise Unusable(sentence(zh, en, why=str(error))) from error
    if not isinstance(given, list):
        zh, en = "参数应为一个 JSON 数组，如 [[[90],[80]],[[0.5],[0.5]]]", "the arguments must be one JSON array"
        raise Unusable(sentence(zh, en))
    say_json(call(name.upper(), given))


def _described(function: Any) -> dict[str, Any]:
    return {
        "name": function.name,
        "zh": function.zh,
        "en": function.en,
        "shape": function.shape,
        "category": function.category,
        "source": function.source,
        "parameters": [
            {"name": p.name, "label": p.label, "unit": p.unit, "zh": p.zh, "en": p.en, "optional": p.optional}
            for p in function.parameters
        ],
        "example": {"arguments": function.example.arguments, "expected": function.example.expected},
    }
