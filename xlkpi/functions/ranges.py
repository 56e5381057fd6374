"""Ranges that belong together: the same length, weights that total 100%, tables of names, faults row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import Callable, Dict, Iterable, List, Tuple, TypeVar

from xlkpi.domain.numbers import as_shares, percent_sum, share
from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, Cell, Complaint, ErrorCell, complain

T = TypeVar("T")


def same_length(*arguments: Argument) -> int:
    """Return the common number of elements of the arguments. Raises Complaint where they differ."""
    first, *others = arguments
    for other in others:
        if len(other.cells) != len(first.cells):
            raise complain(
                "{a}有 {n} 行，{b}有 {m} 行，行数必须一致",
                "{a_en} has {n} rows and {b_en} has {m} rows; they must have the same number",
                a=first.zh,
                a_en=first.en,
                n=len(first.cells),
                b=other.zh,
                b_en=other.en,
                m=len(other.cells),
            )
    return len(first.cells)


def weights_of(argument: Argument) -> List[Fraction]:
    """Return weights as shares of 1, blanks as 0. Raises Complaint where they sum to neither 1 nor 100."""
    numbers = [share(float(argument.not_negative(place) or 0)) for place in range(len(argument.cells))]
    shares = as_shares(numbers)
    if shares is None:
        raise complain(
            "{label}合计为 {total}，应为 100%",
            "{label_en} total {total}; they must total 100%",
            label=argument.zh,
            label_en=argument.en,
            total=percent_sum(numbers),
        )
    return shares


def first_error(arguments: Iterable[Argument]) -> None:
    """Let the first Excel error among all inputs come out. Raises ErrorCell."""
    for argument in arguments:
        for cell in argument.cells:
            if isinstance(cell, CellError):
                raise ErrorCell(cell)


def by_row(count: int, row: Callable[[int], T], otherwise: Callable[[Cell], T]) -> List[T]:
    """Compute every row on its own; a row's fault stands in that row only."""
    results = []
    for place in range(count):
        try:
            results.append(row(place))
        except Complaint as complaint:
            results.append(otherwise(complaint.told))
        except ErrorCell as found:
            results.append(otherwise(found.error))
    return results


def lookup(names: Argument, values: Argument) -> Tuple[List[str], Dict[str, int]]:
    """Return the names of a two-column table in order and each name's position; rows blank in both are skipped."""
    same_length(names, values)
    places: Dict[str, int] = {}
    for place in range(len(names.cells)):
        name = names.text(place)
        if name is None:
            if values.number(place) is not None:
                raise names.complaint(place, "为空", "is blank")
            continue
        if name in places:
            raise names.complaint(place, "“{value}”重复", "“{value}” stands twice")
        places[name] = place
    if not places:
        raise complain("{label}全部为空", "{label_en} are all blank", label=names.zh, label_en=names.en)
    return list(places), places
