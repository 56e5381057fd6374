"""The kinds of workbook `new` makes, under their English words and the Chinese names people call them by."""

from __future__ import annotations

import re

from xlkpi.errors import Unusable, sentence


def titles() -> dict[str, str]:
    """Return every kind with the title of its workbook."""
    from xlkpi.actions.create import KINDS
    from xlkpi.templates.registry import SHEETS

    return {kind: layout.title for kind, layout in KINDS.items()} | {
        kind: sheet.layout.title for kind, sheet in SHEETS.items()
    }


def kind_of(asked: str) -> str:
    """Return the kind meant by a word, `form` for 附件2, `plan` for 双周计划. Raises Unusable.

    A Chinese word means a workbook when its characters stand in that order in the title of this workbook and of no
    other; a single character means nothing.
    """
    known = titles()
    if asked in known:
        return asked
    letters = "".join(asked.split())
    inside = re.compile(".*".join(re.escape(letter) for letter in letters))
    meant = [kind for kind, title in known.items() if len(letters) > 1 and inside.search(title)]
    if len(meant) == 1:
        return meant[0]
    listed = "、".join(f"{kind}（{title}）" for kind, title in known.items() if not meant or kind in meant)
    if meant:
        zh, en = "“{kind}”可以指几种表：{known}", "“{kind}” may mean several: {known}"
    else:
        zh, en = "没有 {kind} 这种表，可用：{known}", "there is no kind {kind}; use {known}"
    raise Unusable(sentence(zh, en, kind=asked, known=listed))
