"""Options of the test run."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption("--corpus", metavar="DIR", help="also run the file engine over the workbooks in a folder")
