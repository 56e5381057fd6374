"""The language of the command line: Chinese, or English by `--lang en` or an English locale."""

from __future__ import annotations

import os
import sys

from xlkpi.errors import Unusable, sentence

_state = {"lang": "zh"}


def choose_language(arguments: list[str]) -> list[str]:
    """Settle the language before commands are declared, so that their help speaks it too.

    `--lang` may stand anywhere on the command line; what comes back are the arguments without it. Raises Unusable.
    """
    set_language(_of_locale())
    rest = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang" or argument.startswith("--lang="):
            asked = argument[7:] or next(waiting, "")
            if asked not in ("zh", "en"):
                zh, en = "--lang 只能是 zh 或 en，而不是“{asked}”", "--lang is zh or en, not “{asked}”"
                raise Unusable(sentence(zh, en, asked=asked))
            set_language(asked)
        else:
            rest.append(argument)
    return rest


def set_language(lang: str) -> None:
    """Use a language for everything said from now on; anything but English is Chinese."""
    _state["lang"] = "en" if lang.lower().startswith("en") else "zh"


def _of_locale() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return os.environ[variable]
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or "zh"
    return "zh"


def lang() -> str:
    """Return the language in use: "zh" or "en"."""
    return _state["lang"]


def words(zh: str, en: str) -> str:
    """Return the text of the language in use."""
    return en if _state["lang"] == "en" else zh
