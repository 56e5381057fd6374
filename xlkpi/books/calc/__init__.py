"""Computes a workbook's own formulas: Excel's functions and ours, nothing guessed, what cannot be computed is named."""

from __future__ import annotations

from xlkpi.books.calc.calculation import calculate
from xlkpi.books.calc.outcome import Outcome, Skipped
from xlkpi.books.calc.own_functions import Function
from xlkpi.books.calc.rectangles import Grid

__all__ = ["Function", "Grid", "Outcome", "Skipped", "calculate"]
