"""The command line: one command per action; each reads, calls, hands over."""

from __future__ import annotations

from xlkpi.cli.app import main

__all__ = ["main"]
