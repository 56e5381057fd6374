"""The texts of a function wizard: what a function and each of its arguments are, within the length Excel shows."""

from __future__ import annotations

from xlkpi.functions.catalogue import Function, Parameter

HELP_LIMIT = 255
"""Excel cuts the texts of its function wizard here."""


def function_help(function: Function) -> str:
    """Return what the function wizard says about a function."""
    return f"{function.zh} / {function.en}"[:HELP_LIMIT]


def parameter_help(parameter: Parameter) -> str:
    """Return what the function wizard says about an argument."""
    unit = f"（{parameter.unit}）" if parameter.unit else ""
    may = "，可省略" if parameter.optional else ""
    return f"{parameter.label}{unit}{may}：{parameter.zh} / {parameter.en}"[:HELP_LIMIT]
