"""The three ways in which the computation of a formula stops."""

from __future__ import annotations

from xlkpi.errors import CellError, Sentence


class Fail(Exception):
    """The result is this Excel error."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.value)
        self.error = error


class NotEvaluated(Exception):
    """The formula cannot be computed faithfully; its cached value stays. `text` says why.

    `holds`: the cached value is as good as a new one would be.
    """

    def __init__(self, text: Sentence, *, holds: bool = False) -> None:
        super().__init__(text.zh)
        self.text = text
        self.holds = holds


class Pending(Exception):
    """Other formulas must be computed first; `cells` are the places (sheet, row, column) that hold them."""

    def __init__(self, cells: list[tuple[str, int, int]]) -> None:
        super().__init__(cells)
        self.cells = cells
