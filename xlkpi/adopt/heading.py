"""What stands over one column of a table, and the block of header rows that holds the headings of a table."""

from __future__ import annotations

from dataclasses import dataclass

from xlkpi.adopt.labels import Label, label_of


@dataclass(frozen=True)
class Heading:
    """What stands over one column (of merged ones the first)."""

    column: int
    last: int
    words: tuple[str, ...]
    """The column's own words, the lowest first: two where each language has a row."""
    over: tuple[str, ...] = ()
    """Words over several columns of which this is one, the nearest first."""
    weights: float | None = None
    """A number below the words, as in tables with indicators in columns."""
    row: int = 0
    """The row of the column's own first word."""

    @property
    def label(self) -> Label:
        """The words read together."""
        labels = [label_of(word) for word in self.words]
        units = [label.unit for label in labels if label.unit]
        return Label(
            tuple(dict.fromkeys(reading for label in labels for reading in label.readings)), (units or [""])[0]
        )

    @property
    def shown(self) -> str:
        """The words as a sentence quotes them."""
        return " ".join(" ".join(reversed(self.words)).split())


@dataclass(frozen=True)
class Header:
    """A block of header rows with its columns."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]

    @property
    def left(self) -> int:
        """Its first column."""
        return self.headings[0].column

    @property
    def right(self) -> int:
        """Its last column."""
        return self.headings[-1].last

    def repeats(self, other: Header) -> bool:
        """Whether this is another header over again: the same words over the same columns, a few left out at most."""
        own, there = self._signature(), other._signature()
        return own <= there and len(own) * 10 >= len(there) * 7

    def _signature(self) -> set[tuple[int, str]]:
        return {(heading.column, heading.shown) for heading in self.headings if heading.words}
