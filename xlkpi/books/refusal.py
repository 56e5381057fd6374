"""A refusal of the file engine: a class for each cause, whose two sentences are filled with the values of the case."""

from __future__ import annotations

from typing import Any, ClassVar

from xlkpi.errors import Words, XlkpiError, sentence


class Refusal(XlkpiError):
    """Why the engine says no; `zh` and `en` are the sentence of a class, `values` what stands in it."""

    zh: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, **values: Words) -> None:
        self.values = values
        super().__init__(sentence(self.zh, self.en, **values))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.values)


def _again(kind: type[Refusal], values: dict[str, Words]) -> Refusal:
    """Make a refusal again in another process."""
    return kind(**values)
