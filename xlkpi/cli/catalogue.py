"""Commands about the spreadsheet functions: list them, call one without a workbook."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

import typer

from xlkpi.cli.speech import words
from xlkpi.errors import CellError, Unusable, sentence


def register(app: typer.Typer) -> None:
    """Declare the commands of this room."""

    @app.command("functions", help=words("列出全部表格函数", "List the spreadsheet functions"))
    def functions(
        as_json: bool = typer.Option(False, "--json", help=words("输出 JSON", "print JSON")),
    ) -> None:
        from xlkpi.functions import CATALOGUE

        if as_json:
            say_json([_described(function) for function in CATALOGUE.values()])
            return
        for function in CATALOGUE.values():
            arguments = ", ".join(f"[{p.name}]" if p.optional else p.name for p in function.parameters)
            sys.stdout.write(f"{function.name}({arguments})\n    {words(function.zh, function.en)}\n")

    @app.command("call", help=words("不用工作簿，直接计算一个函数", "Evaluate one function without a workbook"))
    def call_function(
        name: str = typer.Argument(..., help=words("函数名", "name of the function")),
        arguments: str = typer.Argument(
            "[]",
            metavar="ARGS",
            help=words(
                "参数：一个 JSON 数组，区域写成行的数组，null 表示省略",
                "one JSON array of the arguments; ranges as arrays of rows, null for omitted",
            ),
        ),
    ) -> None:
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


def plain(value: Any) -> Any:
    """Return what JSON cannot hold as text: cell errors and dates."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(value)


def say_json(value: Any) -> None:
    """Print a value as JSON, Chinese as it is, whole floats as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=None, default=plain) + "\n")
